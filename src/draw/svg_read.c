#include "draw/svg_read.h"
#include "base/lang.h"
#include "base/map.h"
#include "draw/svg_value.h"
#include <libxml/parser.h>
#include <math.h>

enum { DEEPEST = 100, MOST_PARTS = 200000 };

/* --- attributes and properties */

/* All that may stand in the dialect, as an attribute or within style="…". Values of an element, "" where there is none.
 */
typedef enum name {
    ID,
    HREF,
    VIEW_BOX,
    VERSION,
    TRANSFORM,
    D,
    X,
    Y,
    WIDTH,
    HEIGHT,
    FILL,
    FILL_OPACITY,
    FILL_RULE,
    STROKE,
    STROKE_OPACITY,
    STROKE_WIDTH,
    CAP,
    JOIN,
    MITER,
    DASHES,
    DASH_OFFSET,
    OPACITY,
    CLIP,
    CLIP_RULE,
    MASK,
    FILTER,
    UNITS,
    GRADIENT_MATRIX,
    SPREAD,
    X1,
    Y1,
    X2,
    Y2,
    CX,
    CY,
    FX,
    FY,
    R,
    OFFSET,
    STOP_COLOR,
    STOP_OPACITY,
    OVERFLOW,
    NAMES
} name;
static const char *const names[NAMES] = {
    "id",
    "href",
    "viewBox",
    "version",
    "transform",
    "d",
    "x",
    "y",
    "width",
    "height",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "clip-path",
    "clip-rule",
    "mask",
    "filter",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "fx",
    "fy",
    "r",
    "offset",
    "stop-color",
    "stop-opacity",
    "overflow",
};
typedef struct parts { str v[NAMES]; } parts;

typedef struct reader {
    arena *a, *scratch;
    map *ids;                  /* elements */
    mpt width, height;         /* of the canvas */
    drawing_part **end;        /* where the next part is hung */
    size_t nparts;
    str why;                   /* "" while all is understood */
} reader;

static const char PIXELS[] = N_("it holds a picture, a filter, a mask or a blend mode");

static bool fail(reader *r, const char *why)
{
    if (r->why.n == 0) r->why = str_z(_(why));
    return false;
}

static bool unknown(reader *r, const char *what)
{
    if (r->why.n == 0) r->why = arena_fmt(r->a, _("it holds something that livret does not know: %s"), what);
    return false;
}

static bool set(reader *r, parts *p, str key, str value)
{
    for (int i = 0; i < NAMES; i++) {
        if (!str_eqz(key, names[i])) continue;
        p->v[i] = str_trim(value);
        return true;
    }
    return unknown(r, arena_str(r->a, key).p);
}

static bool set_style(reader *r, parts *p, str style)
{
    str one, key;
    while (str_cut(&style, ';', &one)) {
        if (str_trim(one).n == 0) continue;
        if (!str_cut(&one, ':', &key) || !set(r, p, str_trim(key), one)) return false;
    }
    return true;
}

static str value_of(const xmlAttr *t) { return str_z(t->children ? (const char *)t->children->content : ""); }

/* Those of the style come after the attributes, as in CSS. */
static bool gather(reader *r, const xmlNode *n, parts *p)
{
    str style = S("");
    memset(p, 0, sizeof *p);
    for (const xmlAttr *t = n->properties; t; t = t->next) {
        if (xmlStrEqual(t->name, BAD_CAST "style")) style = value_of(t);
        else if (!set(r, p, str_z((const char *)t->name), value_of(t))) return false;
    }
    return set_style(r, p, style);
}

static bool is(const xmlNode *n, const char *what) { return strcmp((const char *)n->name, what) == 0; }

static const xmlNode *element_from(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE) n = n->next;
    return n;
}

static const xmlNode *only_child(const xmlNode *n)
{
    const xmlNode *k = element_from(n->children);
    return k && !element_from(k->next) ? k : NULL;
}

static const xmlNode *by_url(reader *r, str url)
{
    str id;
    return svg_value_url(url, &id) ? map_get(r->ids, id) : NULL;
}

/* A number, or what it is when it is left out. */
static bool number(reader *r, const parts *p, name which, double otherwise, double *out)
{
    *out = otherwise;
    return p->v[which].n == 0 || svg_value_number(p->v[which], out) || unknown(r, names[which]);
}

static bool opacity(reader *r, const parts *p, name which, double *out)
{
    if (!number(r, p, which, 1, out)) return false;
    *out = fmax(0, fmin(1, *out));
    return true;
}

static uint8_t to_byte(double v) { return (uint8_t)lround(v * 255); }

/* --- paths */

static bool is_shape(const xmlNode *n) { return is(n, "path") || is(n, "rect"); }

static bool rectangle(reader *r, const parts *p, const svg_matrix *m, drawing_path *out)
{
    double x, y, w, h;
    if (!number(r, p, X, 0, &x) || !number(r, p, Y, 0, &y) || !number(r, p, WIDTH, 0, &w) ||
        !number(r, p, HEIGHT, 0, &h))
        return false;
    static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE };
    out->nverbs = sizeof verbs;
    out->npoints = 4;
    out->verbs = (uint8_t *)arena_str(r->a, str_of((const char *)verbs, sizeof verbs)).p;
    out->points = ARENA_ARRAY(r->a, scene_point, 4);
    for (int i = 0; i < 4; i++) out->points[i] = svg_matrix_point(m, i == 1 || i == 2 ? x + w : x, i > 1 ? y + h : y);
    return true;
}

static bool path_of(reader *r, const xmlNode *n, const parts *p, str rule, const svg_matrix *m, drawing_path *out)
{
    *out = (drawing_path){ .even_odd = str_eqz(rule, "evenodd") };
    if (is(n, "rect")) return rectangle(r, p, m, out);
    return svg_value_path(r->a, r->scratch, p->v[D], m, out) || unknown(r, "d");
}

/* A rectangle with nothing of the canvas beyond it. */
static bool covers(reader *r, const xmlNode *n, const parts *p, const svg_matrix *m)
{
    enum { SLACK = 10 };
    drawing_path k = { 0 };
    svg_box canvas = { { SLACK, SLACK }, { r->width - SLACK, r->height - SLACK } };
    if (!is(n, "rect") || p->v[TRANSFORM].n || !rectangle(r, p, m, &k)) return false;
    return svg_path_is_box(&k) && svg_box_holds(svg_path_bounds(&k), canvas);
}

/* --- clips */

/* A box around a clip cuts nothing that the clip leaves: cairo puts one around most. */
static const drawing_clip *without_boxes(reader *r, const drawing_clip *c, svg_box inner)
{
    if (!c) return NULL;
    const drawing_clip *above = without_boxes(r, c->above, inner);
    if (svg_path_is_box(&c->path) && svg_box_holds(svg_path_bounds(&c->path), inner)) return above;
    if (above == c->above) return c;
    drawing_clip *k = ARENA_NEW(r->a, drawing_clip);
    *k = (drawing_clip){ c->path, above };
    return k;
}

/* cairo tells the rule where the clip is used; SVG, within it. */
static bool add_clip(reader *r, const parts *user, const svg_matrix *m, const drawing_clip **clip)
{
    if (user->v[CLIP].n == 0 || str_eqz(user->v[CLIP], "none")) return true;
    const xmlNode *c = by_url(r, user->v[CLIP]), *n = c ? only_child(c) : NULL;
    parts p;
    svg_matrix own;
    if (!n || !is(c, "clipPath") || !is_shape(n)) return unknown(r, "clip-path");
    if (!gather(r, n, &p) || !svg_value_matrix(p.v[TRANSFORM], &own)) return unknown(r, "clip-path");
    if (covers(r, n, &p, m)) return true;          /* the drawing ends there anyway */
    drawing_clip *k = ARENA_NEW(r->a, drawing_clip);
    own = svg_matrix_times(*m, own);
    if (!path_of(r, n, &p, p.v[CLIP_RULE].n ? p.v[CLIP_RULE] : user->v[CLIP_RULE], &own, &k->path)) return false;
    k->above = without_boxes(r, *clip, svg_path_bounds(&k->path));
    *clip = k;
    return true;
}

/* --- paints */

/* The gradient's line is turned square to its bands, which the matrix may have slanted. */
static void straighten(drawing_gradient *g, const svg_matrix *m, const double v[4])
{
    double dx = v[2] - v[0], dy = v[3] - v[1];
    double band_x = -m->xx * dy + m->xy * dx, band_y = -m->yx * dy + m->yy * dx;
    double along_x = m->xx * dx + m->xy * dy, along_y = m->yx * dx + m->yy * dy;
    double square = band_x * band_x + band_y * band_y;
    double k = square > 0 ? (along_y * band_x - along_x * band_y) / square : 0;
    double x = m->xx * v[0] + m->xy * v[1] + m->x0, y = m->yx * v[0] + m->yy * v[1] + m->y0;
    g->p[0] = (scene_point){ svg_value_length(x), svg_value_length(y) };
    g->p[1] = (scene_point){ svg_value_length(x - k * band_y), svg_value_length(y + k * band_x) };
}

static bool linear(reader *r, const parts *p, const svg_matrix *m, drawing_gradient *g)
{
    double v[4];
    for (int i = 0; i < 4; i++)
        if (!number(r, p, (name)(X1 + i), 0, &v[i])) return false;
    straighten(g, m, v);
    return true;
}

static bool radial(reader *r, const parts *p, const svg_matrix *m, drawing_gradient *g)
{
    double cx, cy, fx, fy, radius;
    if (!number(r, p, CX, 0, &cx) || !number(r, p, CY, 0, &cy) || !number(r, p, R, 0, &radius)) return false;
    if (!number(r, p, FX, cx, &fx) || !number(r, p, FY, cy, &fy)) return false;
    g->radial = true;
    g->p[0] = svg_matrix_point(m, cx, cy);
    g->p[1] = svg_matrix_point(m, cx + radius, cy);
    g->p[2] = svg_matrix_point(m, cx, cy + radius);
    if (radius <= 0) return true;
    double x = (fx - cx) / radius, y = (fy - cy) / radius, far = fmax(1, hypot(x, y) / 0.999);
    g->focus_x = (int32_t)lround(x / far * 1e6);
    g->focus_y = (int32_t)lround(y / far * 1e6);
    return true;
}

static bool read_stop(reader *r, const xmlNode *n, drawing_gradient *g)
{
    parts p;
    double at, alpha;
    uint32_t color;
    if (!is(n, "stop")) return unknown(r, (const char *)n->name);
    if (!gather(r, n, &p) || !number(r, &p, OFFSET, 0, &at) || !opacity(r, &p, STOP_OPACITY, &alpha)) return false;
    if (!svg_value_color(p.v[STOP_COLOR], &color)) return unknown(r, names[STOP_COLOR]);
    int32_t before = g->nstops ? g->stops[g->nstops - 1].at : 0, place = (int32_t)lround(fmax(0, fmin(1, at)) * 1e6);
    g->stops[g->nstops++] = (drawing_stop){ color, place > before ? place : before, to_byte(alpha) };
    return true;
}

/* The stops, and the opacity that they have in common. */
static bool read_stops(reader *r, const xmlNode *n, drawing_gradient *g, double *alpha)
{
    size_t most = 0;
    for (const xmlNode *k = element_from(n->children); k; k = element_from(k->next)) most++;
    g->stops = ARENA_ARRAY(r->a, drawing_stop, most);
    for (const xmlNode *k = element_from(n->children); k; k = element_from(k->next))
        if (!read_stop(r, k, g)) return false;
    for (uint32_t i = 1; i < g->nstops; i++) g->veiled = g->veiled || g->stops[i].opacity != g->stops[0].opacity;
    if (g->nstops == 0 || g->veiled) return true;
    *alpha = g->stops[0].opacity / 255.0;
    for (uint32_t i = 0; i < g->nstops; i++) g->stops[i].opacity = 255;
    return true;
}

static bool is_flat(const drawing_gradient *g)
{
    int64_t ax = (int64_t)g->p[1].x - g->p[0].x, ay = (int64_t)g->p[1].y - g->p[0].y;
    int64_t bx = (int64_t)g->p[2].x - g->p[0].x, by = (int64_t)g->p[2].y - g->p[0].y;
    return g->nstops < 2 || (g->radial ? ax * by == bx * ay : ax == 0 && ay == 0);
}

/* m: of the coordinates in which it is used. */
static bool gradient(reader *r, const xmlNode *n, svg_matrix m, drawing_paint *out, double *alpha)
{
    parts p;
    svg_matrix own;
    bool is_radial = is(n, "radialGradient");
    if (!is_radial && !is(n, "linearGradient")) return fail(r, N_("it holds a pattern or a picture"));
    if (!gather(r, n, &p)) return false;
    if (p.v[SPREAD].n && !str_eqz(p.v[SPREAD], "pad")) return fail(r, N_("a gradient repeats itself"));
    if (!svg_value_matrix(p.v[GRADIENT_MATRIX], &own) || !str_eqz(p.v[UNITS], "userSpaceOnUse") || p.v[HREF].n)
        return unknown(r, (const char *)n->name);
    drawing_gradient *g = ARENA_NEW(r->a, drawing_gradient);
    m = svg_matrix_times(m, own);
    if (!read_stops(r, n, g, alpha) || !(is_radial ? radial(r, &p, &m, g) : linear(r, &p, &m, g))) return false;
    if (g->nstops == 0) return true;
    drawing_stop last = g->stops[g->nstops - 1];
    out->color = last.color;
    if (is_flat(g)) *alpha *= last.opacity / 255.0;
    else out->gradient = g;
    return true;
}

static bool paint(reader *r, const parts *p, name which, const svg_matrix *m, drawing_paint *out)
{
    str v = p->v[which];
    double own, stops = 1;
    *out = (drawing_paint){ .color = COLOR_NONE };
    if (v.n == 0 && which == FILL) v = S("rgb(0,0,0)");
    if (v.n == 0 || str_eqz(v, "none")) return true;
    if (!opacity(r, p, (name)(which + 1), &own)) return false;
    if (!svg_value_color(v, &out->color)) {
        const xmlNode *n = by_url(r, v);
        if (!n) return unknown(r, names[which]);
        if (!gradient(r, n, *m, out, &stops)) return false;
    }
    out->opacity = to_byte(own * stops);
    if (out->opacity == 0) *out = (drawing_paint){ .color = COLOR_NONE };
    return true;
}

/* --- pens */

static bool dashes(reader *r, str v, double scale, drawing_pen *pen)
{
    if (v.n == 0 || str_eqz(v, "none")) return true;
    pen->dashes = ARENA_ARRAY(r->a, mpt, v.n / 2 + 1);
    bool any = false;
    while (v.n) {
        double length;
        if (!svg_value_next(&v, &length) || length < 0) return unknown(r, names[DASHES]);
        mpt k = pen->dashes[pen->ndashes++] = svg_value_length(length * scale);
        any = any || k > 0;
    }
    if (!any) pen->ndashes = 0;
    return true;
}

static bool pick(reader *r, const parts *p, name which, const char *const words[3], uint8_t *out)
{
    for (uint8_t i = 0; i < 3; i++)
        if (str_eqz(p->v[which], words[i])) *out = i;
    return p->v[which].n == 0 || str_eqz(p->v[which], words[*out]) || unknown(r, names[which]);
}

/* What is left of a matrix when lines are as wide as it makes them on the whole. */
static bool slant(reader *r, const svg_matrix *m, double scale, drawing_pen *o)
{
    const double nib[] = { m->xx / scale, m->yx / scale, m->xy / scale, m->yy / scale };
    o->slanted = true;
    for (int i = 0; i < 4; i++) {
        if (!(fabs(nib[i]) < 1000)) return fail(r, N_("a line is stretched too far"));
        o->nib[i] = (int32_t)lround(nib[i] * 1e6);
    }
    return true;
}

static bool pen(reader *r, const parts *p, const svg_matrix *m, drawing_part *k)
{
    static const char *const caps[] = { "butt", "round", "square" }, *const joins[] = { "miter", "round", "bevel" };
    double scale, width, miter, phase;
    drawing_pen *o = &k->pen;
    bool even = svg_matrix_scale(m, &scale);
    if (!number(r, p, STROKE_WIDTH, 1, &width) || !number(r, p, MITER, 4, &miter)) return false;
    if (!number(r, p, DASH_OFFSET, 0, &phase) || !dashes(r, p->v[DASHES], scale, o)) return false;
    if (!pick(r, p, CAP, caps, &o->cap) || !pick(r, p, JOIN, joins, &o->join)) return false;
    o->width = svg_value_length(width * scale);
    o->miter = svg_value_length(fmax(1, miter) * 1000);
    o->phase = svg_value_length(phase * scale);
    if (o->width <= 0) k->stroke.color = COLOR_NONE;
    return even || o->width <= 0 || slant(r, m, scale, o);
}

/* --- elements */

typedef struct around { svg_matrix m; const drawing_clip *clip; const parts *parts; int depth; } around;

/* Paints and pens are inherited. */
static void inherit(parts *p, const parts *from)
{
    for (int i = FILL; from && i <= DASH_OFFSET; i++)
        if (p->v[i].n == 0) p->v[i] = from->v[i];
}

static void element(reader *r, const xmlNode *n, around at);

static void elements(reader *r, const xmlNode *parent, around at)
{
    for (const xmlNode *n = element_from(parent->children); n && !r->why.n; n = element_from(n->next))
        element(r, n, at);
}

static void hang(reader *r, drawing_part *k)
{
    *r->end = k;
    r->end = &k->next;
}

static void draw(reader *r, const xmlNode *n, const parts *p, const around *at)
{
    drawing_part k = { .clip = at->clip };
    if (r->nparts == MOST_PARTS) {
        fail(r, N_("it is too large"));
        return;
    }
    if (!path_of(r, n, p, p->v[FILL_RULE], &at->m, &k.path)) return;
    if (!paint(r, p, FILL, &at->m, &k.fill) || !paint(r, p, STROKE, &at->m, &k.stroke)) return;
    if (k.stroke.color != COLOR_NONE && !pen(r, p, &at->m, &k)) return;
    if (k.path.nverbs == 0 || (k.fill.color == COLOR_NONE && k.stroke.color == COLOR_NONE)) return;
    drawing_part *kept = ARENA_NEW(r->a, drawing_part);
    *kept = k;
    r->nparts++;
    hang(r, kept);
}

static void use(reader *r, const parts *p, around at)
{
    double x, y;
    const xmlNode *n = str_starts(p->v[HREF], S("#")) ? map_get(r->ids, str_skip(p->v[HREF], 1)) : NULL;
    if (!n) unknown(r, "use");
    if (!n || !number(r, p, X, 0, &x) || !number(r, p, Y, 0, &y)) return;
    at.m = svg_matrix_times(at.m, (svg_matrix){ 1, 0, 0, 1, x, y });
    element(r, n, at);
}

static void content(reader *r, const xmlNode *n, const parts *p, const around *at)
{
    if (is_shape(n)) draw(r, n, p, at);
    else if (is(n, "use")) use(r, p, *at);
    else if (is(n, "g") || is(n, "symbol")) elements(r, n, *at);
    else if (is(n, "image")) fail(r, PIXELS);
    else unknown(r, (const char *)n->name);
}

/* One part with one paint takes the opacity upon itself; others are laid down together. */
static void group(reader *r, const xmlNode *n, const parts *p, const around *at, double alpha)
{
    drawing_part *first = NULL, **end = r->end;
    r->end = &first;
    content(r, n, p, at);
    r->end = end;
    uint8_t o = to_byte(alpha);
    if (!first || r->why.n || o == 0) return;
    bool filled = first->fill.color != COLOR_NONE, stroked = first->stroke.color != COLOR_NONE;
    drawing_part *k = first;
    if (!first->next && !first->first && filled != stroked) {
        drawing_paint *only = filled ? &first->fill : &first->stroke;
        only->opacity = to_byte(only->opacity * alpha / 255);
    } else {
        k = ARENA_NEW(r->a, drawing_part);
        *k = (drawing_part){ .fill.color = COLOR_NONE, .stroke.color = COLOR_NONE, .first = first, .opacity = o };
    }
    hang(r, k);
}

/* The filter that makes a mask of its opacity. */
static bool is_opaque_filter(reader *r, str url)
{
    static const double wanted[20] = { [4] = 1, [9] = 1, [14] = 1, [18] = 1 };
    const xmlNode *f = by_url(r, url), *n = f ? only_child(f) : NULL;
    if (!n || !is(f, "filter") || !is(n, "feColorMatrix")) return false;
    str rest = S("");
    for (const xmlAttr *t = n->properties; t; t = t->next)
        if (xmlStrEqual(t->name, BAD_CAST "values")) rest = value_of(t);
    double v;
    for (int i = 0; i < 20; i++)
        if (!svg_value_next(&rest, &v) || v != wanted[i]) return false;
    return rest.n == 0;
}

/* A mask that lets the same part through everywhere is an opacity. */
static bool uniform_mask(reader *r, str url, const svg_matrix *m, double *alpha)
{
    const xmlNode *mask = by_url(r, url), *g = mask ? only_child(mask) : NULL, *n = g ? only_child(g) : NULL;
    parts around_it, p;
    double fill;
    if (!n || !is(mask, "mask") || !is(g, "g") || !is(n, "rect")) return fail(r, PIXELS);
    if (!gather(r, g, &around_it) || !gather(r, n, &p) || !opacity(r, &p, FILL_OPACITY, &fill)) return false;
    bool plain = is_opaque_filter(r, around_it.v[FILTER]) && !around_it.v[TRANSFORM].n && !around_it.v[CLIP].n;
    uint32_t any;
    if (!plain || !covers(r, n, &p, m) || !svg_value_color(p.v[FILL], &any)) return fail(r, PIXELS);
    *alpha *= fill;
    return true;
}

static void element(reader *r, const xmlNode *n, around at)
{
    parts p;
    svg_matrix own;
    double alpha;
    if (is(n, "defs")) return;
    if (at.depth++ == DEEPEST) fail(r, N_("it is too large"));
    if (r->why.n || !gather(r, n, &p) || !opacity(r, &p, OPACITY, &alpha)) return;
    if (!svg_value_matrix(p.v[TRANSFORM], &own)) {
        unknown(r, names[TRANSFORM]);
        return;
    }
    inherit(&p, at.parts);
    at.parts = &p;
    at.m = svg_matrix_times(at.m, own);
    if (p.v[FILTER].n) fail(r, PIXELS);
    if (r->why.n || !add_clip(r, &p, &at.m, &at.clip)) return;
    if (p.v[MASK].n && !uniform_mask(r, p.v[MASK], &at.m, &alpha)) return;
    if (alpha < 1) group(r, n, &p, &at, alpha);
    else content(r, n, &p, &at);
}

/* --- documents */

static const xmlNode *following(const xmlNode *root, const xmlNode *n)
{
    const xmlNode *k = element_from(n->children);
    while (!k && n != root) {
        k = element_from(n->next);
        n = n->parent;
    }
    return k;
}

static void note_ids(reader *r, const xmlNode *root)
{
    for (const xmlNode *n = root; n; n = following(root, n))
        for (const xmlAttr *t = n->properties; t; t = t->next)
            if (xmlStrEqual(t->name, BAD_CAST "id")) map_put(r->ids, value_of(t), (void *)(uintptr_t)n);
}

drawing *svg_read(arena *a, str text, double w, double h, double scale, str *why)
{
    xmlDocPtr doc = xmlReadMemory(text.p, (int)text.n, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    arena *scratch = arena_new(0), *own = arena_new(0);
    drawing *d = ARENA_NEW(a, drawing);
    reader r = { .a = a, .scratch = scratch, .ids = map_new(own), .end = &d->first };
    r.width = d->width = svg_value_length(fmax(1, w * scale));
    r.height = d->height = svg_value_length(fmax(1, h * scale));
    if (!root || !is(root, "svg")) unknown(&r, "xml");
    if (!r.why.n) {
        note_ids(&r, root);
        elements(&r, root, (around){ .m = { scale, 0, 0, scale, 0, 0 } });
    }
    d->nparts = r.nparts;
    *why = r.why;
    if (doc) xmlFreeDoc(doc);
    arena_free(own);
    arena_free(scratch);
    return why->n ? NULL : d;
}
