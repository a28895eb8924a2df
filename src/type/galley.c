#include "type/galley.h"
#include "type/columns.h"
#include "type/contents.h"
#include "type/field.h"
#include "type/index.h"
#include "type/picture.h"
#include "type/slide.h"
#include "type/table.h"
#include "base/vec.h"

galley galley_new(setter *s, arena *a, arena *keep) { return (galley){ .s = s, .a = a, .keep = keep, .fresh = true }; }

mpt galley_page_width(const flow_page *g, bool turned)
{
    return (turned ? g->height : g->width) - g->inner - g->outer;
}

mpt galley_page_height(const flow_page *g, bool turned)
{
    return (turned ? g->width : g->height) - g->top - g->bottom;
}

/* --- pieces */

void galley_gap(galley *g, mpt space) { if (space > g->gap) g->gap = space; }

static void push(galley *g, piece p)
{
    VEC_PUSH(g->a, &g->out, p);
}

static void flush_gap(galley *g)
{
    if (g->gap > 0 && !g->fresh) push(g, (piece){ .kind = PIECE_GAP, .height = g->gap });
    g->gap = 0;
    g->fresh = false;
}

piece *galley_add(galley *g, piece p)
{
    flush_gap(g);
    p.marks = g->marks;
    p.sides = g->sides;
    g->marks = NULL;
    g->sides = NULL;
    push(g, p);
    return &g->out.v[g->out.n - 1];
}

void galley_finish(galley *g)
{
    if (g->marks || g->sides) galley_add(g, (piece){ .kind = PIECE_LINE });
}

void galley_keep(galley *g, size_t from)
{
    for (size_t i = from; i + 1 < g->out.n; i++) g->out.v[i].keep = true;
}

static void append_mark(galley *g, place_mark **end, place_mark m)
{
    while (*end) end = &(*end)->next;
    *end = ARENA_NEW(g->a, place_mark);
    **end = m;
}

static void mark(galley *g, const flow *f)
{
    setter *s = g->s;
    bool listed = f->list && f->kind != FLOW_CONTENTS;
    if (!f->id.n && !f->outline && !listed) return;
    str place = f->id.n ? arena_str(g->keep, f->id) : arena_fmt(g->keep, "%.*s.%zu", STR_ARG(s->prefix), s->found.n);
    str title = f->outline || listed ? arena_str(g->keep, f->title) : S("");
    append_mark(g, &g->marks, (place_mark){ .name = place, .section = f->outline == 1 ? title : S("") });
    if (!f->outline && !listed) return;
    VEC_PUSH(g->keep, &s->found, (heading){ title, place, arena_str(g->keep, f->lang), f->outline, f->list, f->at });
}

/* --- rooms */

static galley_room inset(const setter *s, galley_room r, const flow *f)
{
    if (f->lang.n) r.lang = f->lang;
    r.left += setter_rtl(s, r.lang) ? f->style.end : f->style.start;
    r.width -= f->style.start + f->style.end;
    return r;
}

static galley_room pad(galley_room r, const flow_style *st, bool rtl)
{
    r.left += rtl ? st->pad_end : st->pad_start;
    r.width -= st->pad_start + st->pad_end;
    return r;
}

static galley_room open_box(galley *g, const flow *f, galley_room r)
{
    bool rtl = setter_rtl(g->s, r.lang);
    if (!piece_is_boxed(&f->style)) return r;
    piece_box *box = ARENA_NEW(g->a, piece_box);
    *box = (piece_box){ &f->style, r.left, r.width, rtl };
    galley_add(g, (piece){ .kind = PIECE_OPEN, .box = box, .height = f->style.pad_top });
    g->fresh = true;
    return pad(r, &f->style, rtl);
}

static void close_box(galley *g, const flow *f, size_t opened)
{
    if (!piece_is_boxed(&f->style)) return;
    g->gap = 0;
    g->fresh = true;                               /* no space before the padding */
    const piece_box *box = g->out.v[opened].box;
    bool keep = g->out.n && g->out.v[g->out.n - 1].keep;
    galley_add(g, (piece){ .kind = PIECE_CLOSE, .box = box, .height = f->style.pad_bottom, .keep = keep });
}

/* Where the OPEN of a box will be, once the space before it is made. */
static size_t opening(galley *g)
{
    flush_gap(g);
    return g->out.n;
}

tag *galley_element(galley *g, const flow *f, galley_room r, tag_type type)
{
    if (!r.parent || f->artifact) return NULL;
    tag *t = tag_new(g->keep, r.parent, type);
    str around = r.lang.n ? r.lang : g->s->book->lang;
    if (f->lang.n && !str_eq(f->lang, around)) tag_own_of(g->keep, t)->lang = arena_str(g->keep, f->lang);
    t->at = f->at;
    return t;
}

/* --- text */

/* A page ends neither after the first lines of a paragraph nor before its last. */
static void keep_lines(piece *v, size_t n, const flow_style *s)
{
    size_t orphans = s->orphans ? s->orphans : 2, widows = s->widows ? s->widows : 2;
    for (size_t i = 0; i + 1 < n; i++)
        if (s->keep_together || i + 1 < orphans || n - i - 1 < widows) v[i].keep = true;
}

static para *paragraph(galley *g, const flow *f, str lang)
{
    if (g->ready && g->ready[g->next_ready] && g->ready[g->next_ready]->of == f) return g->ready[g->next_ready++];
    arena_reset(g->s->work);
    return para_new(g->s, g->s->work, f, lang);
}

/* Notes are as wide as the page, whatever their call stands in; their elements follow that of the text. */
static piece_note *make_notes(galley *g, const para_line *l, galley_room r)
{
    const flow_page *page = &g->s->book->page;
    piece_note *first = NULL, **end = &first;
    r.left = 0;
    r.width = galley_page_width(page, false);
    for (size_t i = 0; i < l->ncalls; i++) {
        if (!l->calls[i]->note) continue;
        galley own = galley_new(g->s, g->a, g->keep);
        galley_block(&own, l->calls[i]->note, r);
        galley_finish(&own);
        piece_note *n = ARENA_NEW(g->a, piece_note);
        n->list = own.out;
        n->height = piece_rest(&own.out);
        *end = n;
        end = &n->next;
    }
    return first;
}

static void take_calls(galley *g, const para_line *l, piece *p, galley_room r)
{
    for (size_t i = 0; i < l->ncalls; i++)
        if (l->calls[i]->place.n)
            append_mark(g, &p->marks, (place_mark){ .name = arena_str(g->keep, l->calls[i]->place) });
    p->notes = make_notes(g, l, r);
}

static void add_lines(galley *g, const flow *f, galley_room r, tag *owner)
{
    para_place at = { r.width, g->decimals, owner };
    para_lines lines = para_set(g->s, g->a, g->keep, paragraph(g, f, r.lang), &at);
    size_t first = g->out.n;
    for (size_t i = 0; i < lines.n; i++) {
        const para_line *l = &lines.v[i];
        galley_add(g, (piece){ .kind = PIECE_LINE,
                               .height = l->height,
                               .x = r.left,
                               .baseline = l->baseline,
                               .items = l->items,
                               .nitems = (uint32_t)l->nitems,
                               .links = l->links,
                               .nlinks = (uint32_t)l->nlinks });
        if (i == 0) first = g->out.n - 1;
        if (l->ncalls) take_calls(g, l, &g->out.v[g->out.n - 1], r);
    }
    keep_lines(g->out.v + first, g->out.n - first, &f->style);
}

static void add_text(galley *g, const flow *f, galley_room r)
{
    tag *t = galley_element(g, f, r, f->tag == TAG_DIV || f->tag == TAG_DOCUMENT ? TAG_P : f->tag);
    r = inset(g->s, r, f);
    size_t from = opening(g);
    galley_room inner = open_box(g, f, r);
    add_lines(g, f, inner, t);
    close_box(g, f, from);
}

/* --- boxes */

static const flow *first_text(const flow *f)
{
    for (; f; f = f->next) {
        if (f->kind == FLOW_TEXT && f->runs) return f;
        const flow *within = f->kind == FLOW_BOX ? first_text(f->first) : NULL;
        if (within || f->kind != FLOW_BOX) return within;
    }
    return NULL;
}

/* A bullet or number in the indent, on the first line of what follows. */
static void add_label(galley *g, const flow *f, galley_room outer, tag *owner)
{
    if (f->label.n == 0) return;
    arena_reset(g->s->work);
    flow *text = ARENA_NEW(g->s->work, flow);
    flow_run run = { .text = f->label, .font = f->label_font, .tag = TAG_SPAN, .at = f->at };
    text->kind = FLOW_TEXT;
    text->runs = &run;
    text->at = f->at;
    para *p = para_new(g->s, g->s->work, text, outer.lang);
    para_place at = { f->style.start > 0 ? f->style.start : outer.width, 0, owner };
    para_lines lines = para_set(g->s, g->a, g->keep, p, &at);
    if (lines.n == 0) return;
    const flow *body = first_text(f->first);
    mpt size = body ? body->runs->font.size : f->label_font.size, leading = body ? body->style.leading : 0;
    bool rtl = setter_rtl(g->s, outer.lang);
    galley_gap(g, body ? body->style.before : 0);
    galley_add(g, (piece){ .kind = PIECE_LINE,
                           .x = rtl ? outer.left + outer.width - at.width : outer.left,
                           .keep = true,
                           .baseline = para_baseline(p->face, size, leading > 0 ? leading : size * 14 / 10),
                           .items = lines.v[0].items,
                           .nitems = (uint32_t)lines.v[0].nitems });
    g->fresh = true;
}

/* The element of the box, and that of its children (an item's body). */
static tag *box_element(galley *g, const flow *f, galley_room r, tag **label)
{
    bool foreign = f->lang.n && !str_eq(f->lang, r.lang.n ? r.lang : g->s->book->lang);
    bool none = (f->tag == TAG_DIV && !foreign) || f->tag == TAG_DOCUMENT;
    if (none && r.parent && !f->artifact) {
        *label = f->label.n ? tag_new(g->keep, r.parent, TAG_LBL) : NULL;
        return r.parent;
    }
    tag *t = galley_element(g, f, r, f->tag);
    *label = NULL;
    if (!t) return NULL;
    if (t->type == TAG_L) t->numbering = (uint8_t)f->numbering;
    if (t->type == TAG_NOTE)
        tag_own_of(g->keep, t)->id = f->id.n ? arena_str(g->keep, f->id) : arena_fmt(g->keep, "note@%u", f->at.off);
    if (f->label.n) *label = tag_new(g->keep, t, TAG_LBL);
    bool labelled = f->first && f->first->tag == TAG_LBL;      /* its parts have elements of their own */
    return t->type == TAG_LI && !labelled ? tag_new(g->keep, t, TAG_LBODY) : t;
}

/* In the side column, beside the next piece. Its element stands here. */
static void add_side(galley *g, const flow *f, galley_room r)
{
    galley own = galley_new(g->s, g->a, g->keep);
    flow *box = ARENA_NEW(g->a, flow);
    *box = *f;
    box->side = false;
    r.left = 0;
    r.width = g->s->book->page.side;
    galley_block(&own, box, r);
    galley_finish(&own);
    piece_side **end = &g->sides;
    while (*end) end = &(*end)->next;
    *end = ARENA_NEW(g->a, piece_side);
    **end = (piece_side){ .list = own.out, .height = piece_rest(&own.out) };
}

static void add_box(galley *g, const flow *f, galley_room r)
{
    tag *label, *t = box_element(g, f, r, &label);
    galley_room outer = r;
    if (f->lang.n) outer.lang = f->lang;
    r = inset(g->s, r, f);
    r.parent = t;
    size_t from = piece_is_boxed(&f->style) ? opening(g) : g->out.n;
    bool alone = g->alone;
    g->alone &= !piece_is_boxed(&f->style) && !label;
    galley_room inner = open_box(g, f, r);
    add_label(g, f, outer, label);
    if (columns_fit(f, inner.width)) columns_add(g, f, inner);
    else galley_blocks(g, f->first, inner);
    close_box(g, f, from);
    if (f->style.keep_together) galley_keep(g, from);
    g->alone = alone;
}

/* --- all blocks */

static void add_rule(galley *g, const flow *f, galley_room r)
{
    uint32_t own = f->style.border, color = own != COLOR_NONE ? own : g->s->book->page.running_rule;
    frame_item *line = ARENA_NEW(g->a, frame_item);
    *line = (frame_item){ .kind = FRAME_RECT,
                          .artifact = ARTIFACT_LAYOUT,
                          .w = r.width,
                          .h = PT(1) / 2,
                          .stroke = COLOR_NONE,
                          .fill = color != COLOR_NONE ? color : 0x888888 };
    galley_add(
        g, (piece){ .kind = PIECE_LINE, .height = PT(1), .x = r.left, .baseline = PT(1), .items = line, .nitems = 1 });
}

static void add_cover(galley *g, const flow *f, galley_room r)
{
    r.parent = galley_element(g, f, r, f->tag == TAG_DOCUMENT ? TAG_SECT : f->tag);
    g->fresh = false;                              /* a cover's first space counts */
    size_t from = g->out.n;
    galley_blocks(g, f->first, r);
    for (size_t i = from; i < g->out.n && g->out.v[i].kind == PIECE_GAP; i++) g->out.v[i].stays = true;
}

void galley_block(galley *g, const flow *f, galley_room r)
{
    if (f->side && g->alone && g->s->book->page.side > 0) {
        add_side(g, f, r);
        return;
    }
    galley_gap(g, f->style.before);
    mark(g, f);
    size_t from = g->out.n;
    switch (f->kind) {
    case FLOW_TEXT: add_text(g, f, r); break;
    case FLOW_BOX: add_box(g, f, r); break;
    case FLOW_TABLE: table_add(g, f, r); break;
    case FLOW_PICTURE: picture_add(g, f, r); break;
    case FLOW_SCENE: picture_add_scene(g, f, r); break;
    case FLOW_RULE: add_rule(g, f, r); break;
    case FLOW_COVER: add_cover(g, f, r); break;
    case FLOW_INDEX: index_add(g, f, r); break;
    case FLOW_SLIDE: slide_add(g, f, r); break;
    case FLOW_CONTENTS: contents_add(g, f, r); break;
    case FLOW_FIELD: field_add(g, f, r); break;
    }
    if (g->out.n > from && f->style.keep_next) g->out.v[g->out.n - 1].keep = true;
    galley_gap(g, f->style.after);
}

void galley_caption(galley *g, const flow *f, galley_room r, tag *element, bool above)
{
    if (!f->caption) return;
    size_t from = g->out.n;
    if (element) r.parent = element;
    if (!above && from) g->out.v[from - 1].keep = true;
    galley_block(g, f->caption, r);
    size_t end = g->out.n - !above;
    for (size_t i = from; i < end; i++) g->out.v[i].keep = true;
}

void galley_blocks(galley *g, const flow *first, galley_room r)
{
    for (const flow *f = first; f; f = f->next) galley_block(g, f, r);
}
