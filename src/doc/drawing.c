#include "doc/drawing.h"

static void point(buf *out, scene_point p)
{
    buf_char(out, ' ');
    buf_decimal(out, p.x, 3);
    buf_char(out, ',');
    buf_decimal(out, p.y, 3);
}

static void number(buf *out, const char *name, long long v, int scale)
{
    buf_fmt(out, " %s=", name);
    buf_decimal(out, v, scale);
}

static void print_path(buf *out, const drawing_path *p)
{
    static const char letters[] = { 'M', 'L', 'C', 'Z' };
    if (p->even_odd) BUF_LIT(out, " even-odd");
    const scene_point *at = p->points;
    for (uint32_t i = 0; i < p->nverbs; i++) {
        buf_fmt(out, " %c", letters[p->verbs[i]]);
        for (int k = path_points(p->verbs[i]); k > 0; k--) point(out, *at++);
    }
}

static void print_gradient(buf *out, const drawing_gradient *g)
{
    buf_z(out, g->radial ? "radial(" : "linear(");
    for (int i = 0; i < (g->radial ? 3 : 2); i++) point(out, g->p[i]);
    if (g->focus_x || g->focus_y) {
        number(out, "focus", g->focus_x, 6);
        buf_char(out, ',');
        buf_decimal(out, g->focus_y, 6);
    }
    for (uint32_t i = 0; i < g->nstops; i++) {
        buf_fmt(out, " #%06X@", (unsigned)g->stops[i].color);
        buf_decimal(out, g->stops[i].at, 6);
        if (g->stops[i].opacity < 255) buf_fmt(out, "/%u", g->stops[i].opacity);
    }
    BUF_LIT(out, " )");
}

static void print_paint(buf *out, const char *name, const drawing_paint *p)
{
    if (p->color == COLOR_NONE) return;
    buf_fmt(out, " %s=", name);
    if (p->gradient) print_gradient(out, p->gradient);
    else buf_fmt(out, "#%06X", (unsigned)p->color);
    if (p->opacity < 255) buf_fmt(out, "/%u", p->opacity);
}

static void print_pen(buf *out, const drawing_pen *p)
{
    static const char *const caps[] = { "", " round-cap", " square-cap" }, *const joins[] = { "", " round", " bevel" };
    number(out, "width", p->width, 3);
    buf_fmt(out, "%s%s", caps[p->cap], joins[p->join]);
    if (p->join == JOIN_MITER) number(out, "miter", p->miter, 3);
    for (uint32_t i = 0; i < p->ndashes; i++) {
        buf_z(out, i ? "," : " dash=");
        buf_decimal(out, p->dashes[i], 3);
    }
    if (p->ndashes && p->phase) number(out, "phase", p->phase, 3);
    for (int i = 0; p->slanted && i < 4; i++) {
        buf_z(out, i ? "," : " nib=");
        buf_decimal(out, p->nib[i], 6);
    }
}

static void print_parts(buf *out, const drawing_part *first, int depth)
{
    for (const drawing_part *k = first; k; k = k->next) {
        buf_fmt(out, "%*s%s", 2 * depth, "", k->first ? "group" : "path");
        if (k->first) {
            buf_fmt(out, " opacity=%u\n", k->opacity);
            print_parts(out, k->first, depth + 1);
            continue;
        }
        print_paint(out, "fill", &k->fill);
        print_paint(out, "stroke", &k->stroke);
        if (k->stroke.color != COLOR_NONE) print_pen(out, &k->pen);
        print_path(out, &k->path);
        for (const drawing_clip *c = k->clip; c; c = c->above) {
            BUF_LIT(out, " clip");
            print_path(out, &c->path);
        }
        buf_char(out, '\n');
    }
}

void drawing_print(buf *out, const drawing *d)
{
    BUF_LIT(out, "drawing");
    number(out, "width", d->width, 3);
    number(out, "height", d->height, 3);
    buf_char(out, '\n');
    print_parts(out, d->first, 1);
}
