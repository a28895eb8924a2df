#include "type/contents.h"

enum { LEVELS = 6 };

static void add_title(galley *g, const flow *f, galley_room r)
{
    if (!f->runs) return;
    flow *title = flow_new(g->a, FLOW_TEXT);
    mpt size = f->runs->font.size;
    title->tag = TAG_H1;
    title->runs = f->runs;
    title->last_run = f->last_run;
    title->at = f->at;
    title->style.leading = size * 125 / 100;
    title->style.before = size * 3 / 2;
    title->style.after = size / 2;
    title->style.keep_next = title->style.keep_together = true;
    galley_block(g, title, r);
}

static void add_run(galley *g, flow *line, flow_run run)
{
    flow_run *r = flow_add_run(g->a, line, run.text, run.font), *next = r->next;
    *r = run;
    r->next = next;
}

static flow *entry(galley *g, const flow *f, const heading *h, bool strong)
{
    flow *line = flow_new(g->a, FLOW_TEXT);
    line->tag = TAG_TOCI;
    line->style = f->style;
    line->style.align = FLOW_START;
    line->style.hyphenate = false;
    int level = h->outline ? h->outline : 1;
    line->style.start += f->label_font.size * 3 / 2 * (level - 1);
    if (level > 1 || h->list) line->style.before = 0;
    line->lang = h->lang;
    line->at = h->at;
    flow_font font = f->label_font;
    if (strong) font.weight = 700;
    str number = setter_number(g->s, h->place), word = g->s->book->page_word;
    flow_run link = { .text = h->title,
                      .font = font,
                      .tag = TAG_REFERENCE,
                      .dest_kind = DEST_PLACE,
                      .dest = h->place,
                      .group = 1,
                      .dest_text =
                          arena_fmt(g->keep, "%.*s, %.*s %.*s", STR_ARG(h->title), STR_ARG(word), STR_ARG(number)),
                      .at = h->at };
    add_run(g, line, link);
    add_run(g, line, (flow_run){ .leader = true, .font = f->label_font, .tag = TAG_SPAN });
    link.text = S("");
    link.page_of = h->place;
    add_run(g, line, link);
    return line;
}

static bool is_shown(const flow *f, const heading *h)
{
    if (f->list) return h->list == f->list;
    return h->outline && h->outline <= f->level && h->outline <= LEVELS;
}

/* Entries of a deeper level are a list within the list of those above. Nothing at all when there is no entry. */
void contents_add(galley *g, const flow *f, galley_room r)
{
    const setter *s = g->s;
    tag *lists[LEVELS + 1] = { NULL };
    int depth = 0;
    g->s->asked = true;
    for (size_t i = 0; i < s->nheadings; i++) {
        const heading *h = &s->headings[i];
        if (!is_shown(f, h)) continue;
        int level = f->list ? 1 : h->outline;
        if (depth == 0) {
            add_title(g, f, r);
            lists[++depth] = galley_element(g, f, r, TAG_TOC);
        }
        while (depth > level) depth--;
        while (depth < level) {
            lists[depth + 1] = lists[depth] ? tag_new(g->keep, lists[depth], TAG_TOC) : NULL;
            depth++;
        }
        galley_room within = r;
        within.parent = lists[depth];
        galley_block(g, entry(g, f, h, !f->list && f->level > 1 && level == 1), within);
    }
}
