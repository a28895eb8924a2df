#include "draw/estimate.h"
#include "draw/map_priv.h"
#include <math.h>
#include <stdlib.h>

enum { PALE = 0xf0f4f2, PALE_BORDER = 0x8b96a3 };
enum { NAME = 8000, SMALL_NAME = 6300 };
enum { TOLERANCE = 250 };      /* how far a simpler outline may lie from the true one */

/* One hue from light to dark, apart in grey and for colour-blind readers; names are white on the last three. */
static const uint32_t RAMP[] = { 0xe3eef7, 0xc3d9ea, 0x9cc1dc, 0x70a5ca, 0x4585b3, 0x1f6394, 0x0b406b };
enum { RAMP_LENGTH = sizeof RAMP / sizeof *RAMP, FIRST_DARK = 4 };

/* --- to the page */

typedef struct corners { geo_point least, most; } corners;

static void find_corners(void *ctx, geo_point p)
{
    corners *c = ctx;
    if (p.lon < c->least.lon) c->least.lon = p.lon;
    if (p.lat < c->least.lat) c->least.lat = p.lat;
    if (p.lon > c->most.lon) c->most.lon = p.lon;
    if (p.lat > c->most.lat) c->most.lat = p.lat;
}

/* Runs fn on each point of each area, and on each place. */
static void each_point(const map_spec *s, void (*fn)(void *ctx, geo_point p), void *ctx)
{
    for (size_t i = 0; i < s->nareas; i++) {
        const geo_area *g = s->areas[i].outline;
        for (size_t k = 0; k < g->npolygons; k++)
            for (size_t r = 0; r < g->polygons[k].nrings; r++)
                for (size_t j = 0; j < g->polygons[k].rings[r].n; j++) fn(ctx, g->polygons[k].rings[r].v[j]);
    }
    for (size_t i = 0; i < s->npoints; i++) fn(ctx, s->points[i].at);
}

typedef struct extent { const projection *p; double west, south, east, north; } extent;

static void find_extent(void *ctx, geo_point at)
{
    extent *e = ctx;
    double x, y;
    projection_point(e->p, at, &x, &y);
    e->west = fmin(e->west, x);
    e->east = fmax(e->east, x);
    e->south = fmin(e->south, y);
    e->north = fmax(e->north, y);
}

/* The whole map as wide as there is room, and no higher than that. Returns its height. */
static mpt place_map(atlas *m, mpt width)
{
    corners c = { { 180, 90 }, { -180, -90 } };
    each_point(m->spec, find_corners, &c);
    m->projection = projection_of(c.least, c.most);
    extent e = { &m->projection, INFINITY, INFINITY, -INFINITY, -INFINITY };
    each_point(m->spec, find_extent, &e);
    double wide = fmax(e.east - e.west, 1), high = fmax(e.north - e.south, 1), room = width - 2 * MAP_MARGIN;
    m->scale = fmin(room / wide, room / high);
    m->west = e.west - (room / m->scale - wide) / 2;
    m->north = e.north;
    return (mpt)(high * m->scale) + 2 * MAP_MARGIN;
}

scene_point map_on_page(const atlas *m, geo_point at)
{
    double x, y;
    projection_point(&m->projection, at, &x, &y);
    return (scene_point){ (mpt)((x - m->west) * m->scale) + MAP_MARGIN, (mpt)((m->north - y) * m->scale) + MAP_MARGIN };
}

/* --- simpler outlines: Douglas and Peucker, without recursion */

static double off_line(scene_point p, scene_point a, scene_point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y, length = dx * dx + dy * dy;
    double t = length > 0 ? fmin(1, fmax(0, (px * dx + py * dy) / length)) : 0;
    return hypot(px - t * dx, py - t * dy);
}

typedef struct stretch { size_t from, to; } stretch;

static void keep_between(arena *a, const scene_point *v, size_t n, bool *kept, size_t from, size_t to)
{
    stretch *todo = ARENA_ARRAY(a, stretch, n + 1);
    size_t depth = 0;
    todo[depth++] = (stretch){ from, to };
    while (depth) {
        stretch s = todo[--depth];
        size_t far = s.from;
        double most = TOLERANCE;
        for (size_t i = s.from + 1; i < s.to; i++) {
            double off = off_line(v[i % n], v[s.from % n], v[s.to % n]);
            if (off > most) { most = off; far = i; }
        }
        if (far == s.from) continue;
        kept[far % n] = true;
        todo[depth++] = (stretch){ s.from, far };
        todo[depth++] = (stretch){ far, s.to };
    }
}

/* The point of the ring that lies farthest from its first one: the two halves are simplified apart. */
static size_t opposite(const scene_point *v, size_t n)
{
    size_t far = 0;
    double most = -1;
    for (size_t i = 1; i < n; i++) {
        double d = hypot(v[i].x - v[0].x, v[i].y - v[0].y);
        if (d > most) { most = d; far = i; }
    }
    return far;
}

static ring simplify(arena *a, const scene_point *v, size_t n)
{
    bool *kept = ARENA_ARRAY(a, bool, n);
    size_t half = opposite(v, n);
    kept[0] = kept[half] = true;
    keep_between(a, v, n, kept, 0, half);
    keep_between(a, v, n, kept, half, n);
    ring out = { ARENA_ARRAY(a, scene_point, n), 0 };
    for (size_t i = 0; i < n; i++) if (kept[i]) out.v[out.n++] = v[i];
    return out;
}

/* Twice the area, > 0 when it turns clockwise on the page. */
static double turn(const ring *r)
{
    double sum = 0;
    for (size_t i = 0; i < r->n; i++) {
        scene_point p = r->v[i], q = r->v[(i + 1) % r->n];
        sum += (double)p.x * q.y - (double)q.x * p.y;
    }
    return sum;
}

static void wind(ring *r, bool clockwise)
{
    if ((turn(r) > 0) == clockwise) return;
    for (size_t i = 0, k = r->n - 1; i < k; i++, k--) {
        scene_point p = r->v[i];
        r->v[i] = r->v[k];
        r->v[k] = p;
    }
}

static ring draw_ring(atlas *m, const geo_ring *g, bool hole)
{
    scene_point *v = ARENA_ARRAY(m->a, scene_point, g->n);
    for (size_t i = 0; i < g->n; i++) v[i] = map_on_page(m, g->v[i]);
    ring r = simplify(m->a, v, g->n);
    wind(&r, !hole);
    return r;
}

static void grow(box *b, const ring *r)
{
    for (size_t i = 0; i < r->n; i++) {
        if (r->v[i].x < b->left) b->left = r->v[i].x;
        if (r->v[i].x > b->right) b->right = r->v[i].x;
        if (r->v[i].y < b->top) b->top = r->v[i].y;
        if (r->v[i].y > b->bottom) b->bottom = r->v[i].y;
    }
}

static area make_area(atlas *m, const map_area *of)
{
    const geo_area *g = of->outline;
    area out = { .of = of, .polygons = ARENA_ARRAY(m->a, outline, g->npolygons), .n = g->npolygons };
    out.box = (box){ INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN };
    for (size_t k = 0; k < g->npolygons; k++) {
        outline *o = &out.polygons[k];
        *o = (outline){ ARENA_ARRAY(m->a, ring, g->polygons[k].nrings), g->polygons[k].nrings };
        for (size_t r = 0; r < o->n; r++) {
            o->rings[r] = draw_ring(m, &g->polygons[k].rings[r], r > 0);
            grow(&out.box, &o->rings[r]);
        }
    }
    return out;
}

static double box_size(const box *b) { return (double)(b->right - b->left) * (b->bottom - b->top); }

static int largest_first(const void *x, const void *y)
{
    const area *a = x, *b = y;
    double s = box_size(&a->box), t = box_size(&b->box);
    return s != t ? (s < t) - (s > t) : (a->of > b->of) - (a->of < b->of);
}

/* --- areas */

static uint32_t colour_of(const map_spec *s, const map_area *a, bool *dark)
{
    *dark = false;
    if (s->npoints) return PALE;
    if (a->class == MAP_NO_CLASS) return MAP_UNKNOWN;
    size_t i = s->nclasses > 1 ? (size_t)a->class * (RAMP_LENGTH - 1) / (s->nclasses - 1) : RAMP_LENGTH / 2;
    *dark = i >= FIRST_DARK;
    return RAMP[i < RAMP_LENGTH ? i : RAMP_LENGTH - 1];
}

static shape *add_path(atlas *m, scene_point *v, size_t n)
{
    shape *k = scene_add(m->a, m->s, SHAPE_PATH);
    k->points = v;
    k->npoints = n;
    k->closed = true;
    return k;
}

/* A border and its holes as one path: a seam leads to each hole and back, and the holes turn the other way. */
static void fill_polygon(atlas *m, const outline *o, uint32_t colour, uint8_t pattern)
{
    size_t n = 0;
    for (size_t r = 0; r < o->n; r++) n += o->rings[r].n + 2;
    scene_point *v = ARENA_ARRAY(m->a, scene_point, n);
    n = 0;
    for (size_t r = 0; r < o->n; r++) {
        for (size_t i = 0; i < o->rings[r].n; i++) v[n++] = o->rings[r].v[i];
        if (o->n == 1) break;
        v[n++] = o->rings[r].v[0];
        if (r) v[n++] = o->rings[0].v[0];
    }
    shape *k = add_path(m, v, n);
    k->fill = colour;
    k->pattern = pattern;
}

static void draw_area(atlas *m, const area *a)
{
    bool dark;
    uint32_t colour = colour_of(m->spec, a->of, &dark);
    for (size_t k = 0; k < a->n; k++) {
        fill_polygon(m, &a->polygons[k], colour, a->of->class == MAP_NO_CLASS && m->spec->npoints == 0);
        for (size_t r = 0; r < a->polygons[k].n; r++) {
            shape *line = add_path(m, a->polygons[k].rings[r].v, a->polygons[k].rings[r].n);
            line->stroke = m->spec->npoints ? PALE_BORDER : MAP_BORDER;
            line->stroke_width = 500;
        }
    }
}

/* --- names */

typedef struct span_x { mpt from, to; } span_x;

static int by_x(const void *x, const void *y)
{
    mpt a = *(const mpt *)x, b = *(const mpt *)y;
    return (a > b) - (a < b);
}

/* The widest stretch of the area at height y. */
static span_x widest_at(atlas *m, const area *a, mpt y)
{
    size_t most = 0, n = 0;
    for (size_t k = 0; k < a->n; k++) for (size_t r = 0; r < a->polygons[k].n; r++) most += a->polygons[k].rings[r].n;
    mpt *cuts = ARENA_ARRAY(m->a, mpt, most + 1);
    for (size_t k = 0; k < a->n; k++)
        for (size_t r = 0; r < a->polygons[k].n; r++) {
            const ring *g = &a->polygons[k].rings[r];
            for (size_t i = 0; i < g->n; i++) {
                scene_point p = g->v[i], q = g->v[(i + 1) % g->n];
                if ((p.y > y) == (q.y > y)) continue;
                cuts[n++] = p.x + (mpt)((double)(q.x - p.x) * (y - p.y) / (q.y - p.y));
            }
        }
    if (n) qsort(cuts, n, sizeof *cuts, by_x);
    span_x best = { 0, 0 };
    for (size_t i = 0; i + 1 < n; i += 2)
        if (cuts[i + 1] - cuts[i] > best.to - best.from) best = (span_x){ cuts[i], cuts[i + 1] };
    return best;
}

static bool is_free(const atlas *m, box b)
{
    for (size_t i = 0; i < m->ntaken; i++) {
        const box *t = &m->taken[i];
        if (b.left < t->right && b.right > t->left && b.top < t->bottom && b.bottom > t->top) return false;
    }
    return true;
}

/* Where a text of this width stands wholly within the area, as near to its middle as can be; false when nowhere. */
static bool find_room(atlas *m, const area *a, mpt w, mpt size, box *out)
{
    enum { TRIES = 9 };
    mpt high = a->box.bottom - a->box.top, middle = (a->box.top + a->box.bottom) / 2;
    for (int i = 0; i < TRIES; i++) {
        mpt y = middle + (i % 2 ? -1 : 1) * (mpt)((i + 1) / 2) * high / (TRIES + 1);
        span_x mid = widest_at(m, a, y), up = widest_at(m, a, y - size / 2), down = widest_at(m, a, y + size / 2);
        mpt from = up.from > down.from ? up.from : down.from, to = up.to < down.to ? up.to : down.to;
        if (mid.from > from) from = mid.from;
        if (mid.to < to) to = mid.to;
        if (to - from < w + 3000) continue;
        mpt lefts[] = { (from + to - w) / 2, from + 1500, to - w - 1500 };
        for (int k = 0; k < (m->spec->npoints ? 3 : 1); k++) {   /* beside places that stand in the middle */
            *out = (box){ lefts[k], y - size / 2, lefts[k] + w, y + size / 2 };
            if (is_free(m, *out)) return true;
        }
    }
    return false;
}

/* In the larger size that fits; false: in none. */
static bool find_place(atlas *m, const area *a, mpt *size, box *at)
{
    static const mpt sizes[] = { NAME, SMALL_NAME };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        mpt w = estimate_width(a->of->name, *size = sizes[i]);
        if (w <= a->box.right - a->box.left && find_room(m, a, w, *size, at)) return true;
    }
    return false;
}

static void write_name(atlas *m, const area *a)
{
    box at;
    bool dark;
    mpt size;
    if (a->of->name.n == 0 || !find_place(m, a, &size, &at)) return;
    shape *k = scene_add(m->a, m->s, SHAPE_TEXT);
    colour_of(m->spec, a->of, &dark);
    k->text = a->of->name;
    k->size = size;
    k->fill = dark ? 0xffffff : MAP_INK;
    k->anchor = ANCHOR_MIDDLE;
    k->x = (at.left + at.right) / 2;
    k->y = at.bottom - size / 4;
    m->taken[m->ntaken++] = at;
}

/* --- legend: in reading order below the map */

void map_legend_text(atlas *m, mpt x, mpt y, uint32_t colour, str text)
{
    bool rtl = m->spec->rtl;
    shape *t = scene_add(m->a, m->s, SHAPE_TEXT);
    t->x = rtl ? m->s->width - x : x;
    t->y = y;
    t->text = text;
    t->size = MAP_SMALL;
    t->fill = colour;
    t->anchor = rtl ? ANCHOR_END : ANCHOR_START;
}

static void key(atlas *m, mpt x, mpt y, uint32_t colour, uint8_t pattern, str text)
{
    shape *k = scene_add(m->a, m->s, SHAPE_RECT);
    k->x = m->spec->rtl ? m->s->width - x - MAP_SWATCH : x;
    k->y = y;
    k->w = k->h = MAP_SWATCH;
    k->fill = colour;
    k->pattern = pattern;
    k->stroke = MAP_BORDER;
    k->stroke_width = 500;
    map_legend_text(m, x + MAP_SWATCH + 5000, y + MAP_SWATCH - 1500, MAP_INK, text);
}

static mpt legend(atlas *m, mpt y)
{
    const map_spec *s = m->spec;
    mpt x = 0;
    if (s->unit.n) map_legend_text(m, 0, y += MAP_SMALL, MAP_SOFT, s->unit);
    y += 6000;
    for (size_t i = 0; i <= s->nclasses; i++) {
        bool unknown = i == s->nclasses;
        str text = unknown ? s->missing : s->classes[i];
        if (text.n == 0) continue;
        mpt need = MAP_SWATCH + 5000 + estimate_width(text, MAP_SMALL);
        if (x > 0 && x + need > m->s->width) { x = 0; y += MAP_LINE_STEP + 2000; }
        map_area as = { .class = unknown ? MAP_NO_CLASS : (uint8_t)i };
        bool dark;
        key(m, x, y, colour_of(s, &as, &dark), unknown, text);
        x += need + 14000;
    }
    return y + MAP_SWATCH + 4000;
}

scene *map_draw(arena *a, const map_spec *spec, mpt width)
{
    atlas m = { .a = a, .spec = spec, .s = scene_new(a, width, 0), .areas = ARENA_ARRAY(a, area, spec->nareas + 1) };
    m.s->title = spec->title;
    m.s->description = spec->description;
    m.s->lang = spec->lang;
    m.s->rtl = spec->rtl;
    m.taken = ARENA_ARRAY(a, box, spec->nareas + spec->npoints + 1);
    mpt y = place_map(&m, width);
    for (size_t i = 0; i < spec->nareas; i++) m.areas[i] = make_area(&m, &spec->areas[i]);
    if (spec->nareas) qsort(m.areas, spec->nareas, sizeof *m.areas, largest_first);
    for (size_t i = 0; i < spec->nareas; i++) draw_area(&m, &m.areas[i]);
    if (spec->npoints) map_draw_points(&m, y);
    for (size_t i = 0; i < spec->nareas; i++) write_name(&m, &m.areas[i]);
    m.s->height = spec->npoints ? map_points_legend(&m, y + 4000) : legend(&m, y + 4000);
    return m.s;
}
