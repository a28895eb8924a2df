#include "type/place.h"

static str fill(const pager *p, const running *r, arena *a, str pattern)
{
    const struct { str name, value; } holes[] = {
        { S("{titre}"), p->s->book->title },
        { S("{section}"), r->section },
        { S("{page}"), r->label },
        { S("{pages}"), r->pages },
    };
    buf b = { 0 };
    for (str rest = pattern; rest.n;) {
        size_t k = 0, n = sizeof holes / sizeof *holes;
        while (k < n && !str_starts(rest, holes[k].name)) k++;
        if (k < n) buf_str(&b, holes[k].value);
        else buf_char(&b, rest.p[0]);
        rest = str_skip(rest, k < n ? holes[k].name.n : 1);
    }
    return buf_take(&b, a);
}

void running_text(pager *p, str text, flow_align align, mpt x, mpt y, mpt room, frame_artifact kind)
{
    setter *s = p->s;
    flow_run run = { .text = text, .font = s->book->page.running, .tag = TAG_SPAN };
    flow block = { .kind = FLOW_TEXT, .runs = &run, .style = { .align = align } };
    para_place at = { room, 0, NULL };
    para_lines lines = para_set(s, s->work, s->work, para_new(s, s->work, &block, s->book->lang), &at);
    for (size_t i = 0; lines.n && i < lines.v[0].nitems; i++) place_item(p, &lines.v[0].items[i], x, y, kind);
}

/* One of the three parts of a running line. */
static void place_part(pager *p, str text, flow_align align, mpt y, mpt room, frame_artifact kind)
{
    mpt shift = align == FLOW_CENTER                     ? (p->width - room) / 2
                : (align == FLOW_END) != p->s->book->rtl ? p->width - room
                                                         : 0;
    running_text(p, text, align, p->left + shift, y, room, kind);
}

static bool place_three(pager *p, const running *r, const str patterns[3], mpt y, frame_artifact kind)
{
    static const flow_align aligns[3] = { FLOW_START, FLOW_CENTER, FLOW_END };
    str text[3];
    int n = 0;
    for (int i = 0; i < 3; i++) {
        text[i] = fill(p, r, p->s->work, patterns[i]);
        n += text[i].n > 0;
    }
    for (int i = 0; i < 3; i++)
        if (text[i].n) place_part(p, text[i], aligns[i], y, n > 1 ? p->width * 2 / (n + 1) : p->width, kind);
    return n > 0;
}

/* As large as eight tenths of the column hold, at most 100 points. */
static void place_watermark(pager *p)
{
    enum { LARGEST = 100000, PALE = 0xE4E4E4 };
    const flow_page *g = &p->s->book->page;
    mpt least, most;
    if (g->watermark.n == 0) return;
    shaper_trim(p->s->shaper);
    arena_reset(p->s->work);
    flow_run run = { .text = g->watermark, .font = g->running, .tag = TAG_SPAN };
    flow block = { .kind = FLOW_TEXT, .runs = &run, .style = { .align = FLOW_CENTER } };
    run.font.size = LARGEST;
    run.font.weight = 700;
    run.font.color = PALE;
    para_measure(para_new(p->s, p->s->work, &block, p->s->book->lang), &least, &most);
    if (most > p->width * 8 / 10) run.font.size = (mpt)((int64_t)LARGEST * p->width * 8 / 10 / most);
    para_place at = { p->width, 0, NULL };
    para_lines lines =
        para_set(p->s, p->s->work, p->s->work, para_new(p->s, p->s->work, &block, p->s->book->lang), &at);
    for (size_t i = 0; lines.n && i < lines.v[0].nitems; i++)
        place_item(p, &lines.v[0].items[i], p->left, place_page_height(p) / 2 + run.font.size / 3, ARTIFACT_LAYOUT);
}

void running_place(pager *p, const running *r)
{
    const flow_page *g = &p->s->book->page;
    mpt size = g->running.size, top = g->top - size * 2;
    place_watermark(p);
    if (r->bare) return;
    shaper_trim(p->s->shaper);
    arena_reset(p->s->work);
    if (top < size) top = size;
    if (place_three(p, r, g->header, top, ARTIFACT_HEADER))
        place_rect(p, p->left, top + size / 2, p->width, PT(1) / 2, g->running_rule, ARTIFACT_HEADER);
    mpt height = place_page_height(p), foot = height - g->bottom + size * 5 / 2, lowest = height - size / 2;
    place_three(p, r, g->footer, foot < lowest ? foot : lowest, ARTIFACT_FOOTER);
}
