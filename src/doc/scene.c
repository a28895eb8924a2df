#include "doc/scene.h"

scene *scene_new(arena *a, mpt width, mpt height)
{
    scene *s = ARENA_NEW(a, scene);
    s->width = width;
    s->height = height;
    return s;
}

shape *scene_add(arena *a, scene *s, shape_kind kind)
{
    shape *h = ARENA_NEW(a, shape);
    h->kind = kind;
    h->fill = h->stroke = COLOR_NONE;
    if (s->last) s->last->next = h;
    else s->first = h;
    s->last = h;
    return h;
}

static void number(buf *out, const char *name, mpt v)
{
    buf_fmt(out, " %s=", name);
    buf_decimal(out, v, 3);
}

static void colours(buf *out, const shape *h)
{
    if (h->fill != COLOR_NONE) buf_fmt(out, " fill=#%06X", h->fill);
    if (h->pattern) buf_fmt(out, " pattern=%u", h->pattern);
    if (h->stroke == COLOR_NONE) return;
    buf_fmt(out, " stroke=#%06X", h->stroke);
    number(out, "width", h->stroke_width);
    if (h->dash) number(out, "dash", h->dash);
}

static void print_shape(buf *out, const shape *h)
{
    static const char *const names[] = { "rect", "line", "path", "circle", "text" };
    static const char *const anchors[] = { "start", "middle", "end" };
    buf_fmt(out, "  %s", names[h->kind]);
    if (h->kind != SHAPE_PATH) { number(out, "x", h->x); number(out, "y", h->y); }
    if (h->kind == SHAPE_RECT || h->kind == SHAPE_LINE) { number(out, "w", h->w); number(out, "h", h->h); }
    if (h->kind == SHAPE_CIRCLE) number(out, "r", h->w);
    for (size_t i = 0; i < h->npoints; i++) {
        buf_char(out, ' ');
        buf_decimal(out, h->points[i].x, 3);
        buf_char(out, ',');
        buf_decimal(out, h->points[i].y, 3);
    }
    if (h->closed) BUF_LIT(out, " closed");
    colours(out, h);
    if (h->kind == SHAPE_TEXT) {
        number(out, "size", h->size);
        buf_fmt(out, " anchor=%s%s \"%.*s\"", anchors[h->anchor], h->bold ? " bold" : "", STR_ARG(h->text));
    }
    if (h->key.n) buf_fmt(out, " key=%.*s", STR_ARG(h->key));
    buf_char(out, '\n');
}

void scene_print(buf *out, const scene *s)
{
    BUF_LIT(out, "scene");
    number(out, "width", s->width);
    number(out, "height", s->height);
    buf_fmt(out, " lang=%.*s%s \"%.*s\" \"%.*s\"\n", STR_ARG(s->lang), s->rtl ? " rtl" : "", STR_ARG(s->title),
            STR_ARG(s->description));
    for (const shape *h = s->first; h; h = h->next) print_shape(out, h);
}
