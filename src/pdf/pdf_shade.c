#include "pdf/pdf_shade.h"

void pdf_shade_put_color(buf *b, uint32_t rgb)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        buf_decimal(b, ((rgb >> shift & 255) * 1000 + 127) / 255, 3);
        buf_char(b, ' ');
    }
}

/* An object with this body, which is freed. */
static unsigned written(pdf_out *o, map *known, buf *body)
{
    unsigned *id = map_get(known, buf_view(body));
    if (!id) {
        id = ARENA_NEW(o->a, unsigned);
        *id = pdf_out_number(o);
        str key = arena_str(o->a, buf_view(body));
        pdf_out_object(o, *id, key);
        map_put(known, key, id);
    }
    buf_free(body);
    return *id;
}

/* What lies between stops one after the other, from 0 to 1: PDF wants each stretch to have a length. */
typedef struct stretch { int32_t end; drawing_stop from, to; } stretch;

static size_t stretches(const drawing_gradient *g, stretch *out)
{
    size_t n = 0;
    drawing_stop before = g->stops[0];
    before.at = 0;
    for (uint32_t i = 0; i < g->nstops; i++) {
        drawing_stop s = g->stops[i];
        if (s.at > before.at) out[n++] = (stretch){ s.at, before, s };
        before = s;
    }
    if (before.at < 1000000) out[n++] = (stretch){ 1000000, before, before };
    return n;
}

static void put_value(buf *b, const drawing_stop *s, bool opacity)
{
    if (opacity) buf_decimal(b, (s->opacity * 1000 + 127) / 255, 3);
    else pdf_shade_put_color(b, s->color);
}

static void put_blend(buf *b, const stretch *s, bool opacity)
{
    BUF_LIT(b, "<</FunctionType 2/Domain[0 1]/N 1/C0[");
    put_value(b, &s->from, opacity);
    BUF_LIT(b, "]/C1[");
    put_value(b, &s->to, opacity);
    BUF_LIT(b, "]>>");
}

static unsigned function(pdf_out *o, map *known, const drawing_gradient *g, bool opacities)
{
    arena *scratch = arena_new(0);
    stretch *v = ARENA_ARRAY(scratch, stretch, g->nstops + 1);
    size_t n = stretches(g, v);
    buf b = { 0 };
    if (n == 1) {
        put_blend(&b, v, opacities);
    } else {
        BUF_LIT(&b, "<</FunctionType 3/Domain[0 1]/Functions[");
        for (size_t i = 0; i < n; i++) put_blend(&b, &v[i], opacities);
        BUF_LIT(&b, "]/Bounds[");
        for (size_t i = 0; i + 1 < n; i++) {
            buf_decimal(&b, v[i].end, 6);
            buf_char(&b, ' ');
        }
        BUF_LIT(&b, "]/Encode[");
        for (size_t i = 0; i < n; i++) BUF_LIT(&b, "0 1 ");
        BUF_LIT(&b, "]>>");
    }
    arena_free(scratch);
    return written(o, known, &b);
}

static void put_numbers(buf *b, const int64_t *v, size_t n, int scale)
{
    for (size_t i = 0; i < n; i++) {
        buf_decimal(b, v[i], scale);
        buf_char(b, ' ');
    }
}

unsigned pdf_shade_pattern(pdf_out *o, map *known, const drawing_gradient *g, bool opacities)
{
    unsigned f = function(o, known, g, opacities);
    const scene_point *p = g->p;
    buf b = { 0 };
    BUF_LIT(&b, "<</PatternType 2");
    if (g->radial) {                               /* a circle about the origin, made into the ellipse */
        const int64_t m[] = { (int64_t)p[1].x - p[0].x, (int64_t)p[1].y - p[0].y, (int64_t)p[2].x - p[0].x,
                              (int64_t)p[2].y - p[0].y, p[0].x, p[0].y };
        BUF_LIT(&b, "/Matrix[");
        put_numbers(&b, m, 6, 3);
        BUF_LIT(&b, "]/Shading<</ShadingType 3/Coords[");
        put_numbers(&b, (const int64_t[]){ g->focus_x, g->focus_y }, 2, 6);
        BUF_LIT(&b, "0 0 0 1]");
    } else {
        BUF_LIT(&b, "/Shading<</ShadingType 2/Coords[");
        put_numbers(&b, (const int64_t[]){ p[0].x, p[0].y, p[1].x, p[1].y }, 4, 3);
        BUF_LIT(&b, "]");
    }
    buf_fmt(&b, "/ColorSpace/Device%s/Extend[true true]/Function %u 0 R>>>>", opacities ? "Gray" : "RGB", f);
    return written(o, known, &b);
}
