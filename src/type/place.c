#include "type/place.h"
#include "type/columns.h"
#include "type/side.h"
#include "type/slide.h"

mpt place_page_height(const pager *p)
{
    const flow_page *g = &p->s->book->page;
    return p->turned ? g->width : g->height;
}

/* --- items */

static void *copy(arena *a, const void *from, size_t n)
{
    return n ? memcpy(arena_pack(a, n, sizeof(void *)), from, n) : NULL;
}

/* Most items are in the language of the book. */
static str keep_lang(pager *p, str lang)
{
    const str *last = p->over.n ? &p->over.v[p->over.n - 1].lang : NULL;
    if (str_eq(lang, p->s->book->lang)) return p->s->book->lang;
    return last && str_eq(lang, *last) ? *last : arena_str(p->ink, lang);
}

void place_item(pager *p, const frame_item *from, mpt x, mpt y, frame_artifact as)
{
    frame_item it = *from;
    it.x += x;
    it.y += place_page_height(p) - y;
    if (it.kind == FRAME_RUN) {
        it.glyphs = copy(p->ink, from->glyphs, frame_glyphs_size(from->nglyphs, from->raised));
        it.text = arena_str(p->ink, from->text);
        it.lang = keep_lang(p, from->lang);
    } else if (it.kind == FRAME_PATH) {
        it.points = copy(p->ink, from->points, from->npoints * sizeof *it.points);
        for (size_t i = 0; i < it.npoints; i++) {
            it.points[i].x += x;
            it.points[i].y += place_page_height(p) - y;
        }
    }
    if (as != ARTIFACT_NONE) {
        it.tag = NULL;
        it.artifact = (uint8_t)as;
    }
    if (it.tag) VEC_PUSH(p->scratch, &p->over, it);
    else VEC_PUSH(p->scratch, &p->under, it);
}

void place_rect(pager *p, mpt x, mpt y, mpt w, mpt h, uint32_t fill, frame_artifact kind)
{
    if (fill == COLOR_NONE || h <= 0 || w <= 0) return;
    frame_item it = { .kind = FRAME_RECT,
                      .artifact = (uint8_t)kind,
                      .x = x,
                      .y = place_page_height(p) - y - h,
                      .w = w,
                      .h = h,
                      .fill = fill,
                      .stroke = COLOR_NONE };
    VEC_PUSH(p->scratch, &p->under, it);
}

/* --- boxes */

/* What is drawn of a box: its items are put below those of the boxes within, and get their height when it closes. */
typedef struct drawn { size_t first; mpt top; } drawn;

static drawn open_box(pager *p, const piece_box *b, mpt y)
{
    drawn d = { p->under.n, y };
    const flow_style *s = b->style;
    mpt x = p->left + b->left, bar = b->rtl ? x + b->width - s->bar_width : x;
    place_rect(p, x, y, b->width, 1, s->background, ARTIFACT_BACKGROUND);
    if (s->border != COLOR_NONE) {
        place_rect(p, x, y, b->width, 1, s->border, ARTIFACT_LAYOUT);
        frame_item *it = &p->under.v[p->under.n - 1];
        it->stroke = s->border;
        it->stroke_width = s->border_width;
        it->fill = COLOR_NONE;
    }
    if (s->bar != COLOR_NONE) place_rect(p, bar, y, s->bar_width, 1, s->bar, ARTIFACT_LAYOUT);
    return d;
}

static void close_box(pager *p, const piece_box *b, drawn d, mpt y)
{
    const flow_style *s = b->style;
    size_t n = 0;
    if (b->width > 0) n = (size_t)(s->background != COLOR_NONE) + (size_t)(s->border != COLOR_NONE);
    n += s->bar != COLOR_NONE && s->bar_width > 0;
    for (size_t i = d.first; i < d.first + n; i++) {
        p->under.v[i].h = y - d.top;
        p->under.v[i].y = place_page_height(p) - y;
    }
}

/* --- marks */

void place_marks(pager *p, const piece *v, mpt y)
{
    for (const place_mark *m = v->marks; m; m = m->next) {
        if (m->section.n) p->section = m->section;
        if (m->section.n && p->first_section.n == 0) p->first_section = m->section;
        if (map_has(p->seen, m->name)) continue;
        map_put(p->seen, m->name, p);
        VEC_PUSH(p->a, &p->places,
                 (frame_place){ m->name, (uint32_t)p->sheets.n, p->left + v->x, place_page_height(p) - y });
    }
}

/* --- lists */

static void place_line(pager *p, const piece *v, mpt y, bool artifact)
{
    mpt x = p->left + v->x, base = y + v->baseline;
    for (uint32_t i = 0; i < v->nitems; i++)
        place_item(p, &v->items[i], x, base, artifact ? ARTIFACT_LAYOUT : ARTIFACT_NONE);
    for (uint32_t i = 0; i < v->nlinks && !artifact; i++) {
        frame_link l = v->links[i];
        l.x += x;
        l.y += place_page_height(p) - base;
        VEC_PUSH(p->scratch, &p->links, l);
    }
    p->content = true;
    if (!v->figure || artifact) return;
    VEC_PUSH(p->scratch, &p->figures, v->figure);
    tag_own *own = tag_own_of(p->a, v->figure);
    own->x = x;
    own->y = place_page_height(p) - y - v->height;
    own->h = v->height;
    for (uint32_t i = 0; i < v->nitems; i++)
        if (v->items[i].x + v->items[i].w > own->w) own->w = v->items[i].x + v->items[i].w;
}

/* The rows of one table from piece i on that stand on this page. Returns the piece after them. */
static size_t place_run_of_rows(pager *p, piece_list *l, size_t i, piece_cut cut, mpt *y, bool artifact)
{
    table *t = l->v[i].table;
    size_t from = l->v[i].row, end = i;
    while (end < cut.to && l->v[end].kind == PIECE_ROW && l->v[end].table == t) {
        if (!artifact) place_marks(p, &l->v[end], *y);
        if (l->v[end].sides && !artifact) side_place(p, l->v[end].sides, *y);
        end++;
    }
    bool within = cut.within && end == cut.to && l->v[end].table == t;
    *y = table_place_rows(p, t, from, from + (end - i), within ? cut.room : 0, *y, artifact);
    return end;
}

/* The columns down to c->height; all that is left of them when the page doesn't part them. */
static void place_columns(pager *p, columns *c, mpt y, bool part, bool artifact)
{
    mpt left = p->left;
    bool before = p->content;
    for (size_t i = 0; i < c->n && c->list.next < c->list.n; i++) {
        piece_cut cut = piece_fill(&c->list, c->height);
        if (!part && i + 1 == c->n) cut = (piece_cut){ .to = c->list.n };
        p->left = left + columns_x(c, i);
        p->content = false;                        /* no space at the top of a column */
        place_list(p, &c->list, cut, y, artifact);
    }
    p->left = left;
    p->content |= before;
}

static void pass_piece(pager *p, piece_list *l, const piece *v, drawn *boxes, mpt *y, bool artifact)
{
    if (!artifact) place_marks(p, v, *y);
    if (v->sides && !artifact) side_place(p, v->sides, *y);
    switch ((piece_kind)v->kind) {
    case PIECE_GAP: *y += p->content || v->stays ? v->height : 0; break;
    case PIECE_LINE:
        place_line(p, v, *y, artifact);
        *y += v->height;
        break;
    case PIECE_OPEN:
        if (l->nopen < PIECE_DEPTH) {
            boxes[l->nopen] = open_box(p, v->box, *y);
            l->open[l->nopen++] = v->box;
        }
        *y += v->height;
        break;
    case PIECE_CLOSE:
        *y += v->height;
        if (l->nopen && l->open[l->nopen - 1] == v->box) {
            l->nopen--;
            close_box(p, v->box, boxes[l->nopen], *y);
        }
        break;
    case PIECE_COLUMNS:
        place_columns(p, v->columns, *y, false, artifact);
        *y += v->columns->height;
        break;
    case PIECE_SLIDE: *y = slide_place(p, v->slide, *y); break;
    case PIECE_ROW: case PIECE_TURNED: break;
    }
}

mpt place_list(pager *p, piece_list *l, piece_cut cut, mpt y, bool artifact)
{
    drawn boxes[PIECE_DEPTH];
    for (size_t i = 0; i < l->nopen; i++) {
        boxes[i] = open_box(p, l->open[i], y);
        y += l->open[i]->style->pad_top;
    }
    slide_stretch(p, l, cut.to, y);
    size_t i = l->next;
    while (i < cut.to || (cut.within && i == cut.to)) {
        if (l->v[i].kind == PIECE_ROW) {
            size_t end = place_run_of_rows(p, l, i, cut, &y, artifact);
            if (end == cut.to) break;
            i = end;
        } else if (i == cut.to) {
            l->v[i].columns->height = cut.room;
            place_columns(p, l->v[i].columns, y, true, artifact);
            y += cut.room;
            break;
        } else {
            pass_piece(p, l, &l->v[i++], boxes, &y, artifact);
        }
    }
    for (size_t k = l->nopen; k-- > 0;) {
        y += l->open[k]->style->pad_bottom;
        close_box(p, l->open[k], boxes[k], y);
    }
    l->next = cut.to;
    return y;
}

void place_reset(piece_list *l)
{
    l->next = l->nopen = 0;
    for (size_t i = 0; i < l->n; i++) {
        for (piece_note *n = l->v[i].notes; n; n = n->next) place_reset(&n->list);
        if (l->v[i].kind == PIECE_COLUMNS) place_reset(&l->v[i].columns->list);
        if (l->v[i].kind != PIECE_ROW || l->v[i].row != 0) continue;
        table *t = l->v[i].table;
        for (size_t k = 0; k < t->ncells; k++) place_reset(&t->cells[k].list);
    }
}

/* --- pages */

void place_page_start(pager *p)
{
    const flow_page *g = &p->s->book->page;
    p->left = 0;
    p->width = galley_page_width(g, p->turned);
    p->content = false;
    p->first_section = S("");
    p->under.n = p->over.n = p->links.n = p->figures.n = 0;
    if (p->side) side_page_start(p);
}

/* Appends the items of a list to those of a sheet that has room for them. */
static void take_items(sheet *s, const frame_item *v, size_t n)
{
    if (n) memcpy(s->items + s->nitems, v, n * sizeof *v);
    s->nitems += n;
}

void place_page_end(pager *p)
{
    const pager *d = p->side;
    size_t nside = d ? d->under.n + d->over.n : 0, nside_links = d ? d->links.n : 0;
    sheet s = { .ink = p->ink,
                .nunder = p->under.n,
                .nside = nside,
                .nlinks = p->links.n + nside_links,
                .nside_links = nside_links,
                .figures = copy(p->a, p->figures.v, p->figures.n * sizeof *s.figures),
                .nfigures = p->figures.n,
                .turned = p->turned,
                .section = p->section,
                .first_section = p->first_section };
    s.items = ARENA_ARRAY(p->ink, frame_item, p->under.n + p->over.n + nside + RUNNING_ITEMS);
    take_items(&s, p->under.v, p->under.n);
    take_items(&s, p->over.v, p->over.n);
    if (d) take_items(&s, d->under.v, d->under.n);
    if (d) take_items(&s, d->over.v, d->over.n);
    s.links = ARENA_ARRAY(p->ink, frame_link, s.nlinks);
    if (p->links.n) memcpy(s.links, p->links.v, p->links.n * sizeof *s.links);
    if (nside_links) memcpy(s.links + p->links.n, d->links.v, nside_links * sizeof *s.links);
    VEC_PUSH(p->a, &p->sheets, s);
    p->quires.v[p->quires.n - 1].end = p->sheets.n;
}

void place_shift(sheet *s, mpt x, mpt side)
{
    for (size_t i = 0; i < s->nitems; i++) {
        mpt by = i < s->nitems - s->nside ? x : side;
        s->items[i].x += by;
        if (s->items[i].kind == FRAME_PATH)
            for (size_t k = 0; k < s->items[i].npoints; k++) s->items[i].points[k].x += by;
    }
    for (size_t i = 0; i < s->nlinks; i++) s->links[i].x += i < s->nlinks - s->nside_links ? x : side;
    for (size_t i = 0; i < s->nfigures; i++) s->figures[i]->own->x += x;
}
