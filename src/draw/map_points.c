#include "draw/estimate.h"
#include "draw/map_priv.h"
#include <math.h>

enum { RADIUS = 5800, APART = 14600, NUMBER = 6400, EDGE = 7600, ROUNDS = 300, FEW_ROUNDS = 40, MANY = 400 };
enum { FORMS = 6, WHITE = 0xffffff };

/* Told apart in three ways: six forms, six hues that colour-blind readers tell apart and that carry white figures, and
 * full or hollow. */
static const uint32_t HUES[FORMS] = { 0x1f5fa8, 0xa8430a, 0x00674f, 0x7a2c83, 0x8a1538, 0x333a44 };

typedef enum form { CIRCLE, SQUARE, TRIANGLE, DIAMOND, HEXAGON, WEDGE } form;

typedef struct spot { double x, y; scene_point home; } spot;

/* --- forms: corners in thousandths of the radius */

typedef struct corner { int16_t x, y; } corner;

static const corner square[] = { { -900, -900 }, { 900, -900 }, { 900, 900 }, { -900, 900 } };
static const corner triangle[] = { { 0, -1350 }, { 1250, 850 }, { -1250, 850 } };
static const corner diamond[] = { { 0, -1250 }, { 1250, 0 }, { 0, 1250 }, { -1250, 0 } };
static const corner hexagon[] = {
    { -560, -970 }, { 560, -970 }, { 1120, 0 }, { 560, 970 }, { -560, 970 }, { -1120, 0 },
};
static const corner wedge[] = { { -1250, -850 }, { 1250, -850 }, { 0, 1350 } };

static const struct { const corner *v; size_t n;
} forms[FORMS] = {
    { NULL, 0 }, { square, 4 }, { triangle, 3 }, { diamond, 4 }, { hexagon, 6 }, { wedge, 3 },
};

static shape *outline_of(atlas *m, form f, mpt x, mpt y)
{
    shape *k = scene_add(m->a, m->s, f == CIRCLE ? SHAPE_CIRCLE : SHAPE_PATH);
    k->x = x;
    k->y = y;
    k->w = RADIUS;
    if (f == CIRCLE) return k;
    k->points = ARENA_ARRAY(m->a, scene_point, forms[f].n);
    k->npoints = forms[f].n;
    k->closed = true;
    for (size_t i = 0; i < k->npoints; i++)
        k->points[i] = (scene_point){ x + forms[f].v[i].x * RADIUS / 1000, y + forms[f].v[i].y * RADIUS / 1000 };
    return k;
}

static size_t kind_in(const atlas *m, uint8_t kind)
{
    size_t last = m->spec->nkinds ? m->spec->nkinds - 1 : 0;
    return kind < last ? kind : last;
}

static void draw_form(atlas *m, size_t kind, scene_point at, str number, str key)
{
    form f = (form)(kind % FORMS);
    bool hollow = kind >= FORMS;
    uint32_t hue = HUES[hollow ? (kind + FORMS / 2) % FORMS : kind];
    shape *k = outline_of(m, f, at.x, at.y);
    k->fill = hollow ? WHITE : hue;
    k->stroke = hollow ? hue : WHITE;
    k->stroke_width = hollow ? 1500 : 700;
    k->key = key;
    if (number.n == 0) return;
    shape *t = scene_add(m->a, m->s, SHAPE_TEXT);
    t->x = at.x;
    t->y = at.y + NUMBER * 36 / 100 + (f == TRIANGLE ? 1200 : f == WEDGE ? -1200 : 0);
    t->text = number;
    t->size = NUMBER;
    t->bold = true;
    t->fill = hollow ? MAP_INK : WHITE;
    t->anchor = ANCHOR_MIDDLE;
    t->key = key;
}

/* --- places that lie too near to each other move apart, each as little as it can */

/* Two at the same spot part in a direction of their own. */
static void push(spot *p, spot *q, size_t i)
{
    double dx = q->x - p->x, dy = q->y - p->y, far = sqrt(dx * dx + dy * dy);
    if (far >= APART) return;
    if (far < 1) {
        static const double ways[][2] = { { 1, 0 }, { 0, 1 }, { -0.6, 0.8 }, { 0.8, 0.6 }, { 0.6, -0.8 } };
        dx = ways[i % 5][0];
        dy = ways[i % 5][1];
        far = 1;
    }
    double step = (APART - far) / 2 / far;
    p->x -= dx * step;
    p->y -= dy * step;
    q->x += dx * step;
    q->y += dy * step;
}

static void keep_in(spot *p, mpt width, mpt bottom)
{
    p->x = fmin(fmax(p->x, EDGE), width - EDGE);
    p->y = fmin(fmax(p->y, EDGE), fmax(bottom - EDGE, EDGE));
}

static void spread(spot *v, size_t n, mpt width, mpt bottom)
{
    int rounds = n > MANY ? FEW_ROUNDS : ROUNDS;
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; round < rounds - FEW_ROUNDS && i < n; i++) {   /* back home, but for the last rounds */
            v[i].x += (v[i].home.x - v[i].x) * 0.02;
            v[i].y += (v[i].home.y - v[i].y) * 0.02;
        }
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k < n; k++) push(&v[i], &v[k], i + k);
        for (size_t i = 0; i < n; i++) keep_in(&v[i], width, bottom);
    }
}

/* A line leads from a place that had to move to where it stands. */
static void draw_leader(atlas *m, const spot *p, str key)
{
    double dx = p->x - p->home.x, dy = p->y - p->home.y;
    if (sqrt(dx * dx + dy * dy) < RADIUS * 0.7) return;
    shape *k = scene_add(m->a, m->s, SHAPE_LINE);
    k->x = p->home.x;
    k->y = p->home.y;
    k->w = (mpt)dx;
    k->h = (mpt)dy;
    k->stroke = MAP_INK;
    k->stroke_width = 600;
    k->key = key;
    shape *dot = scene_add(m->a, m->s, SHAPE_CIRCLE);
    dot->x = p->home.x;
    dot->y = p->home.y;
    dot->w = 1200;
    dot->fill = MAP_INK;
    dot->key = key;
}

void map_draw_points(atlas *m, mpt bottom)
{
    const map_spec *s = m->spec;
    spot *v = ARENA_ARRAY(m->a, spot, s->npoints);
    for (size_t i = 0; i < s->npoints; i++) {
        scene_point at = map_on_page(m, s->points[i].at);
        v[i] = (spot){ at.x, at.y, at };
    }
    spread(v, s->npoints, m->s->width, bottom);
    for (size_t i = 0; i < s->npoints; i++) draw_leader(m, &v[i], s->points[i].key);
    for (size_t i = 0; i < s->npoints; i++) {
        scene_point at = { (mpt)v[i].x, (mpt)v[i].y };
        draw_form(m, kind_in(m, s->points[i].kind), at, s->points[i].number, s->points[i].key);
        m->taken[m->ntaken++] = (box){ at.x - EDGE, at.y - EDGE, at.x + EDGE, at.y + EDGE };
    }
}

mpt map_points_legend(atlas *m, mpt y)
{
    const map_spec *s = m->spec;
    const mpt half = EDGE + 1000, step = 2 * EDGE + 3000;
    mpt x = 0;
    if (s->nkinds == 0) return y;
    y += half;
    for (size_t i = 0; i < s->nkinds; i++) {
        mpt need = 2 * half + 3500 + estimate_width(s->kinds[i], MAP_SMALL);
        if (x > 0 && x + need > m->s->width) { x = 0; y += step; }
        draw_form(m, i, (scene_point){ s->rtl ? m->s->width - x - half : x + half, y }, S(""), S(""));
        map_legend_text(m, x + 2 * half + 3500, y + MAP_SMALL / 3, MAP_INK, s->kinds[i]);
        x += need + 12000;
    }
    return y + half;
}
