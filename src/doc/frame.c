#include "doc/frame.h"

/* Points, to two decimals. */
static void put_points(buf *out, mpt v)
{
    buf_char(out, ' ');
    buf_decimal(out, (v + (v < 0 ? -5 : 5)) / 10, 2);
}

static void put_box(buf *out, mpt x, mpt y, mpt w, mpt h)
{
    put_points(out, x);
    put_points(out, y);
    put_points(out, w);
    put_points(out, h);
}

static void put_owner(buf *out, const frame_item *it)
{
    static const char *const artifacts[] = { "", "layout", "header", "footer", "background" };
    if (it->tag) buf_fmt(out, " %s/%u", tag_name(it->tag->type), (unsigned)it->order);
    else buf_fmt(out, " %s", artifacts[it->artifact]);
}

static void put_text(buf *out, str s)
{
    BUF_LIT(out, " \"");
    for (size_t i = 0; i < s.n; i++) {
        if (str_starts(str_skip(s, i), S("\u00AD"))) { BUF_LIT(out, "\\-"); i++; }
        else buf_char(out, s.p[i]);
    }
    buf_char(out, '"');
}

static void print_run(buf *out, const frame_item *it, const frame_book *b)
{
    put_points(out, it->x);
    put_points(out, it->y);
    put_points(out, it->w);
    buf_fmt(out, " f%u", it->face ? it->face->serial : 0);
    put_points(out, it->size);
    buf_fmt(out, " #%06X", (unsigned)it->color);
    if (it->rtl) BUF_LIT(out, " rtl");
    if (it->lang.n && !str_eq(it->lang, b->lang)) buf_fmt(out, " lang=%.*s", STR_ARG(it->lang));
    put_text(out, it->text);
    buf_fmt(out, " glyphs=%u", it->nglyphs);
}

static void print_shape(buf *out, const frame_item *it)
{
    put_box(out, it->x, it->y, it->w, it->h);
    if (it->fill != COLOR_NONE) buf_fmt(out, " fill=#%06X", (unsigned)it->fill);
    if (it->stroke != COLOR_NONE) {
        buf_fmt(out, " stroke=#%06X", (unsigned)it->stroke);
        put_points(out, it->stroke_width);
    }
    if (it->pattern) buf_fmt(out, " pattern=%u", it->pattern);
    if (it->npoints)
        buf_fmt(out, " points=%u%s%s", it->npoints, it->closed ? " closed" : "", it->curve ? " curve" : "");
}

static void print_item(buf *out, const frame_item *it, const frame_book *b)
{
    static const char *const kinds[] = { "run", "rect", "path", "image", "drawing" };
    buf_fmt(out, "  %s", kinds[it->kind]);
    put_owner(out, it);
    if (it->kind == FRAME_RUN) {
        print_run(out, it, b);
    } else if (it->kind == FRAME_IMAGE || it->kind == FRAME_DRAWING) {
        put_box(out, it->x, it->y, it->w, it->h);
        buf_fmt(out, " %.*s", STR_ARG(it->file));
        if (it->kind == FRAME_DRAWING) buf_fmt(out, " parts=%zu", it->drawing->nparts);
    } else {
        print_shape(out, it);
    }
    buf_char(out, '\n');
}

static void put_field(buf *out, const frame_field *f)
{
    buf_fmt(out, " %.*s f%u", STR_ARG(f->says.name), f->font->serial);
    put_points(out, f->size);
    if (f->says.many) BUF_LIT(out, " many");
    for (size_t i = 0; i < f->says.nchoices; i++) put_text(out, f->says.choices[i]);
    buf_char(out, '\n');
}

static void print_link(buf *out, const frame_link *l)
{
    buf_fmt(out, "  %s %s/%u", l->field ? "field" : "link", tag_name(l->tag->type), (unsigned)l->order);
    put_box(out, l->x, l->y, l->w, l->h);
    if (l->field) {
        put_field(out, l->field);
        return;
    }
    buf_fmt(out, " %s=%.*s", l->kind == DEST_URI ? "uri" : "place", STR_ARG(l->dest));
    put_text(out, l->contents);
    buf_char(out, '\n');
}

void frame_let_go(frame_book *b, size_t page)
{
    while (b->next_quire < b->nquires && b->quires[b->next_quire].end <= page) {
        frame_quire *q = &b->quires[b->next_quire++];
        arena_free(q->mem);
        q->mem = NULL;
    }
}

void frame_close(frame_book *b) { frame_let_go(b, SIZE_MAX); }

void frame_print(buf *out, const frame_book *b)
{
    buf_fmt(out, "book %.*s lang=%.*s%s pages=%zu\n", STR_ARG(b->name), STR_ARG(b->lang), b->rtl ? " rtl" : "",
            b->npages);
    for (size_t i = 0; i < b->nfaces; i++) {
        const char *name = b->faces[i]->path.p;
        const char *slash = name ? strrchr(name, '/') : NULL;
        buf_fmt(out, "face f%zu %s\n", i, slash ? slash + 1 : "");
    }
    for (size_t i = 0; i < b->npages; i++) {
        const frame_page *p = &b->pages[i];
        buf_fmt(out, "page %.*s", STR_ARG(p->label));
        put_points(out, p->width);
        put_points(out, p->height);
        buf_char(out, '\n');
        for (size_t k = 0; k < p->nitems; k++) print_item(out, &p->items[k], b);
        for (size_t k = 0; k < p->nlinks; k++) print_link(out, &p->links[k]);
    }
    for (size_t i = 0; i < b->nplaces; i++) {
        buf_fmt(out, "place %.*s page=%u", STR_ARG(b->places[i].name), (unsigned)b->places[i].page + 1);
        put_points(out, b->places[i].x);
        put_points(out, b->places[i].y);
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < b->noutline; i++)
        buf_fmt(out, "outline %u \"%.*s\" place=%.*s\n", b->outline[i].level, STR_ARG(b->outline[i].title),
                STR_ARG(b->outline[i].place));
}
