#include "pdf/pdf_drawing.h"
#include "pdf/pdf_shade.h"
#include <math.h>

/* What the operators so far have set. */
typedef struct state {
    uint32_t fill, stroke;     /* COLOR_NONE: not set, or a gradient */
    uint8_t fill_opacity, stroke_opacity;
    drawing_pen pen;
    bool pen_known;
} state;

typedef enum resource { STATES, PATTERNS, FORMS, RESOURCES } resource;

/* One form that is being written. */
typedef struct artist {
    pdf_drawings *v;
    const drawing *d;
    arena *a;                  /* of this form */
    buf ops, resources[RESOURCES];
    map *named;                /* names that are in the resources */
    state now, outside;        /* outside: before the clip */
    const drawing_clip *clip;
} artist;

static void number(artist *k, int64_t v) { buf_decimal(&k->ops, v, 3); buf_char(&k->ops, ' '); }
static void op(artist *k, const char *name) { buf_z(&k->ops, name); buf_char(&k->ops, '\n'); }

/* Puts a name for use, with its slash, and what it stands for among the resources the first time. */
static void put_name(artist *k, resource kind, str name, str what)
{
    buf_str(&k->ops, name);
    buf_char(&k->ops, ' ');
    if (map_has(k->named, name)) return;
    map_put(k->named, name, k);
    buf_str(&k->resources[kind], name);
    buf_str(&k->resources[kind], what);
}

static void put_object(artist *k, resource kind, char letter, unsigned id)
{
    put_name(k, kind, arena_fmt(k->a, "/%c%u", letter, id), arena_fmt(k->a, " %u 0 R", id));
}

/* --- forms */

static artist begin_form(pdf_drawings *v, const drawing *d)
{
    arena *a = arena_new(0);
    return (artist){ .v = v, .d = d, .a = a, .named = map_new(a), .now = { .fill = COLOR_NONE, .stroke = COLOR_NONE,
                     .fill_opacity = 255, .stroke_opacity = 255 } };
}

/* group: the colour space of a transparency group, NULL for none. */
static void end_form(artist *k, unsigned id, const char *group)
{
    static const char *const keys[RESOURCES] = { "/ExtGState<<", "/Pattern<<", "/XObject<<" };
    buf b = { 0 };
    BUF_LIT(&b, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    buf_decimal(&b, k->d->width, 3);
    buf_char(&b, ' ');
    buf_decimal(&b, k->d->height, 3);
    BUF_LIT(&b, "]");
    if (group) buf_fmt(&b, "/Group<</S/Transparency/CS/%s/I true>>", group);
    BUF_LIT(&b, "/Resources<<");
    for (int i = 0; i < RESOURCES; i++) {
        if (k->resources[i].n == 0) continue;
        buf_z(&b, keys[i]);
        buf_str(&b, buf_view(&k->resources[i]));
        BUF_LIT(&b, ">>");
    }
    BUF_LIT(&b, ">>");
    pdf_out_stream(k->v->out, id, buf_view(&b), buf_view(&k->ops), true);
    buf_free(&b);
    buf_free(&k->ops);
    for (int i = 0; i < RESOURCES; i++) buf_free(&k->resources[i]);
    arena_free(k->a);
}

/* --- the graphics state */

static void set_opacity(artist *k, uint8_t fill, uint8_t stroke)
{
    if (k->now.fill_opacity == fill && k->now.stroke_opacity == stroke) return;
    k->now.fill_opacity = fill;
    k->now.stroke_opacity = stroke;
    buf b = { 0 };
    BUF_LIT(&b, "<</ca ");
    buf_decimal(&b, (fill * 1000 + 127) / 255, 3);
    BUF_LIT(&b, "/CA ");
    buf_decimal(&b, (stroke * 1000 + 127) / 255, 3);
    BUF_LIT(&b, ">>");
    put_name(k, STATES, arena_fmt(k->a, "/A%u.%u", fill, stroke), buf_take(&b, k->a));
    op(k, "gs");
}

static void set_paint(artist *k, const drawing_paint *p, bool stroke)
{
    uint32_t *now = stroke ? &k->now.stroke : &k->now.fill;
    if (p->gradient) {
        BUF_LIT(&k->ops, "/Pattern ");
        buf_z(&k->ops, stroke ? "CS " : "cs ");
        put_object(k, PATTERNS, 'P', pdf_shade_pattern(k->v->out, k->v->shades, p->gradient, false));
        op(k, stroke ? "SCN" : "scn");
        *now = COLOR_NONE;
    } else if (*now != p->color) {
        pdf_shade_put_color(&k->ops, *now = p->color);
        op(k, stroke ? "RG" : "rg");
    }
}

static bool same_dashes(const drawing_pen *a, const drawing_pen *b)
{
    if (a->ndashes != b->ndashes || (a->ndashes && a->phase != b->phase)) return false;
    return a->ndashes == 0 || memcmp(a->dashes, b->dashes, a->ndashes * sizeof *a->dashes) == 0;
}

static void set_pen(artist *k, const drawing_pen *p)
{
    const drawing_pen *now = k->now.pen_known ? &k->now.pen : NULL;
    if (!now || now->width != p->width) { number(k, p->width); op(k, "w"); }
    if (!now || now->cap != p->cap) buf_fmt(&k->ops, "%u J\n", p->cap);
    if (!now || now->join != p->join) buf_fmt(&k->ops, "%u j\n", p->join);
    if (!now || now->miter != p->miter) { number(k, p->miter); op(k, "M"); }
    if (!now || !same_dashes(now, p)) {
        buf_char(&k->ops, '[');
        for (uint32_t i = 0; i < p->ndashes; i++) number(k, p->dashes[i]);
        BUF_LIT(&k->ops, "]");
        number(k, p->ndashes ? p->phase : 0);
        op(k, "d");
    }
    k->now.pen = *p;
    k->now.pen_known = true;
}

/* --- paths and clips */

static void put_path(artist *k, const drawing_path *p)
{
    static const char *const verbs[] = { "m", "l", "c", "h" };
    const scene_point *at = p->points;
    for (uint32_t i = 0; i < p->nverbs; i++) {
        for (int n = path_points(p->verbs[i]); n > 0; n--, at++) {
            number(k, at->x);
            number(k, at->y);
        }
        op(k, verbs[p->verbs[i]]);
    }
}

static void put_clip(artist *k, const drawing_clip *c)
{
    if (c->above) put_clip(k, c->above);
    put_path(k, &c->path);
    if (c->path.nverbs == 0) BUF_LIT(&k->ops, "0 0 0 0 re ");     /* nothing is left */
    op(k, c->path.even_odd ? "W* n" : "W n");
}

static void set_clip(artist *k, const drawing_clip *c)
{
    if (c == k->clip) return;
    if (k->clip) {
        op(k, "Q");
        k->now = k->outside;
    }
    if (c) {
        op(k, "q");
        k->outside = k->now;
        put_clip(k, c);
    }
    k->clip = c;
}

/* --- parts */

static unsigned write_form(pdf_drawings *v, const drawing *d, const drawing_part *first, unsigned id);

static void draw_group(artist *k, const drawing_part *first, uint8_t opacity)
{
    set_opacity(k, opacity, opacity);
    put_object(k, FORMS, 'F', write_form(k->v, k->d, first, pdf_out_number(k->v->out)));
    op(k, "Do");
}

static mpt in_reach(double v) { return (mpt)lround(fmax(-1e9, fmin(1e9, v))); }

/* PDF bends the line when its path is told in the coordinates of the nib. */
static void draw_slanted(artist *k, const drawing_part *p)
{
    const int32_t *n = p->pen.nib;
    double a = n[0] / 1e6, b = n[1] / 1e6, c = n[2] / 1e6, d = n[3] / 1e6, det = a * d - b * c;
    drawing_path turned = p->path;
    turned.points = ARENA_ARRAY(k->a, scene_point, turned.npoints);
    for (uint32_t i = 0; i < turned.npoints; i++) {
        double x = p->path.points[i].x, y = p->path.points[i].y;
        turned.points[i] = (scene_point){ in_reach((d * x - c * y) / det), in_reach((a * y - b * x) / det) };
    }
    op(k, "q");
    for (int i = 0; i < 4; i++) {
        buf_decimal(&k->ops, n[i], 6);
        buf_char(&k->ops, ' ');
    }
    op(k, "0 0 cm");
    put_path(k, &turned);
    op(k, "S Q");
}

static void draw_path(artist *k, const drawing_part *p)
{
    static const char *const fills[] = { "f", "f*" }, *const boths[] = { "B", "B*" };
    bool fill = p->fill.color != COLOR_NONE, stroke = p->stroke.color != COLOR_NONE;
    set_opacity(k, fill ? p->fill.opacity : k->now.fill_opacity, stroke ? p->stroke.opacity : k->now.stroke_opacity);
    if (fill) set_paint(k, &p->fill, false);
    if (stroke) {
        set_paint(k, &p->stroke, true);
        set_pen(k, &p->pen);
    }
    if (stroke && p->pen.slanted) {
        draw_slanted(k, p);
        return;
    }
    put_path(k, &p->path);
    op(k, !fill ? "S" : (stroke ? boths : fills)[p->path.even_odd]);
}

/* A part without its line, or without what is within. */
static drawing_part half(const drawing_part *p, bool stroke)
{
    drawing_part h = *p;
    (stroke ? &h.fill : &h.stroke)->color = COLOR_NONE;
    h.next = NULL;
    return h;
}

/* Opacities that change along a gradient are a mask of its own. */
static void draw_masked(artist *k, const drawing_part *p, const drawing_gradient *g)
{
    artist mask = begin_form(k->v, k->d);
    unsigned id = pdf_out_number(k->v->out);
    BUF_LIT(&mask.ops, "/Pattern cs ");
    put_object(&mask, PATTERNS, 'P', pdf_shade_pattern(k->v->out, k->v->shades, g, true));
    BUF_LIT(&mask.ops, "scn 0 0 ");
    number(&mask, k->d->width);
    number(&mask, k->d->height);
    op(&mask, "re f");
    end_form(&mask, id, "DeviceGray");
    state before = k->now;
    op(k, "q");
    put_name(k, STATES, arena_fmt(k->a, "/M%u", id), arena_fmt(k->a, "<</SMask<</S/Luminosity/G %u 0 R>>>>", id));
    op(k, "gs");
    draw_path(k, p);
    op(k, "Q");
    k->now = before;
}

static bool is_veiled(const drawing_paint *p)
{
    return p->color != COLOR_NONE && (p->opacity < 255 || (p->gradient && p->gradient->veiled));
}

/* A gradient is made clear as a group: not all viewers know how to otherwise. */
static void draw_veiled(artist *k, const drawing_part *p)
{
    bool stroke = p->fill.color == COLOR_NONE;
    drawing_part opaque = half(p, stroke);
    drawing_paint *paint = stroke ? &opaque.stroke : &opaque.fill;
    uint8_t opacity = paint->opacity;
    paint->opacity = 255;
    opaque.clip = NULL;                            /* it is set around the group */
    if (!paint->gradient) draw_path(k, p);
    else if (opacity < 255) draw_group(k, &opaque, opacity);
    else draw_masked(k, p, paint->gradient);
}

/* Where something shows through, what is within is painted up to the middle of its line, which PDF's B leaves out. */
static void draw_part(artist *k, const drawing_part *p)
{
    bool both = p->fill.color != COLOR_NONE && p->stroke.color != COLOR_NONE;
    bool veiled = is_veiled(&p->fill) || is_veiled(&p->stroke);
    if (p->first) {
        draw_group(k, p->first, p->opacity);
    } else if (both && (veiled || p->pen.slanted)) {
        drawing_part inner = half(p, false), line = half(p, true);
        draw_part(k, &inner);
        draw_part(k, &line);
    } else if (veiled) {
        draw_veiled(k, p);
    } else {
        draw_path(k, p);
    }
}

/* --- whole forms */

static bool shows_through(const drawing_part *first)
{
    for (const drawing_part *p = first; p; p = p->next)
        if (p->first || is_veiled(&p->fill) || is_veiled(&p->stroke)) return true;
    return false;
}

/* What the page has set before is of no account: each form sets what it needs. Opacities begin full, by being a group.
 */
static unsigned write_form(pdf_drawings *v, const drawing *d, const drawing_part *first, unsigned id)
{
    artist k = begin_form(v, d);
    for (const drawing_part *p = first; p; p = p->next) {
        set_clip(&k, p->clip);
        draw_part(&k, p);
    }
    set_clip(&k, NULL);
    end_form(&k, id, first != d->first || shows_through(first) ? "DeviceRGB" : NULL);
    return id;
}

void pdf_drawing_start(pdf_drawings *v, pdf_out *o) { *v = (pdf_drawings){ o, map_new(o->a), map_new(o->a) }; }

HPDF_Null pdf_drawing_get(pdf_drawings *v, const drawing *d)
{
    str key = { (const char *)&d, sizeof d };
    HPDF_Null form = map_get(v->known, key);
    if (form) return form;
    form = pdf_out_reserve(v->out);
    if (!form) return NULL;
    write_form(v, d, d->first, pdf_out_id(form));
    map_put(v->known, arena_str(v->out->a, key), form);
    return form;
}
