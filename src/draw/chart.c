#include "base/unicode.h"
#include "base/utf8.h"
#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>
#include <stdlib.h>

/* Colours that stay apart for colour-blind readers and in grey; each with a pattern of its own. */
static const chart_look LOOKS[] = {
    { 0x0b4f8a, 0 }, { 0xc2570c, 1 }, { 0x1f7a5c, 2 }, { 0x7a3e8e, 0 }, { 0x8a6d00, 1 }, { 0x3f4b5b, 2 },
};
enum { NLOOKS = sizeof LOOKS / sizeof *LOOKS, PATTERNS = 3 };

/* Once all colours are taken they come again, each with another pattern. */
chart_look chart_look_of(size_t rank)
{
    chart_look k = LOOKS[rank % NLOOKS];
    k.pattern = (uint8_t)((k.pattern + rank / NLOOKS) % PATTERNS);
    return k;
}

/* ---- shapes ---- */

shape *chart_add(chart_drawing *d, shape_kind kind, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = scene_add(d->a, d->s, kind);
    bool rtl = d->spec->rtl;
    x += d->ox;
    k->x = !rtl ? x : kind == SHAPE_RECT ? d->s->width - x - w : d->s->width - x;
    k->y = y + d->oy;
    k->w = rtl && kind == SHAPE_LINE ? -w : w;
    k->h = h;
    return k;
}

shape *chart_path(chart_drawing *d, const scene_point *v, size_t n)
{
    shape *k = scene_add(d->a, d->s, SHAPE_PATH);
    k->points = ARENA_ARRAY(d->a, scene_point, n);
    k->npoints = n;
    for (size_t i = 0; i < n; i++) {
        mpt x = v[i].x + d->ox;
        k->points[i] = (scene_point){ d->spec->rtl ? d->s->width - x : x, v[i].y + d->oy };
    }
    return k;
}

void chart_rule(chart_drawing *d, mpt x, mpt y, mpt w, mpt h, uint32_t colour)
{
    shape *k = chart_add(d, SHAPE_LINE, x, y, w, h);
    k->stroke = colour;
    k->stroke_width = 600;
}

shape *chart_box(chart_drawing *d, mpt x, mpt y, mpt w, mpt h, size_t rank)
{
    shape *k = chart_add(d, SHAPE_RECT, x, y, w, h);
    chart_look look = chart_look_of(rank);
    k->fill = look.colour;
    k->pattern = look.pattern;
    return k;
}

void chart_empty(chart_drawing *d, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = chart_add(d, SHAPE_RECT, x, y, w, h);
    k->stroke = AXIS;
    k->stroke_width = 700;
    k->dash = 2000;
}

void chart_target(chart_drawing *d, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = chart_add(d, SHAPE_LINE, x, y, w, h);
    k->stroke = INK;
    k->stroke_width = 1600;
    k->dash = 4000;
}

static void closed(chart_drawing *d, const scene_point *v, size_t n, size_t rank)
{
    shape *k = chart_path(d, v, n);
    k->closed = true;
    k->fill = chart_look_of(rank).colour;
}

void chart_diamond(chart_drawing *d, mpt x, mpt y, mpt r, size_t rank)
{
    closed(d, (scene_point[]){ { x, y - r }, { x + r, y }, { x, y + r }, { x - r, y } }, 4, rank);
}

void chart_marker(chart_drawing *d, mpt x, mpt y, size_t rank)
{
    const mpt r = 3000;
    switch (rank % 4) {
    case 0: chart_add(d, SHAPE_CIRCLE, x, y, r, 0)->fill = chart_look_of(rank).colour; break;
    case 1: chart_add(d, SHAPE_RECT, x - r, y - r, 2 * r, 2 * r)->fill = chart_look_of(rank).colour; break;
    case 2:
        closed(d, (scene_point[]){ { x, y - r - 1000 }, { x + r + 600, y + r }, { x - r - 600, y + r } }, 3, rank);
        break;
    default: chart_diamond(d, x, y, r + 1200, rank); break;
    }
}

/* ---- texts ---- */

mpt chart_widest(const str *v, size_t n, mpt size)
{
    mpt most = 0;
    for (size_t i = 0; i < n; i++) {
        mpt w = estimate_width(v[i], size);
        if (w > most) most = w;
    }
    return most;
}

/* A text that was cut ends in a sign, which is to stay at the end of letters that run from left to right. */
static str keep_end(const chart_drawing *d, str s)
{
    if (!d->spec->rtl || unicode_sides(s) != UNICODE_LEFT) return s;
    return arena_fmt(d->a, "%.*s\xE2\x80\x8E", STR_ARG(s));
}

str chart_fit(const chart_drawing *d, str s, mpt size, mpt room)
{
    if (estimate_width(s, size) <= room) return s;
    size_t kept = 0;
    for (size_t i = 0; i < s.n;) {
        utf8_next(s, &i);
        if (estimate_width(str_first(s, i), size) + size > room) break;
        kept = i;
    }
    str first = str_trim(str_first(s, kept));
    return keep_end(d, arena_fmt(d->a, "%.*s…", STR_ARG(first)));
}

void chart_write(chart_drawing *d, str text, mpt x, mpt y, text_anchor anchor, mpt size, uint32_t colour)
{
    if (text.n == 0) return;
    shape *k = chart_add(d, SHAPE_TEXT, x, y, 0, 0);
    k->text = text;
    k->size = size;
    k->fill = colour;
    k->anchor = !d->spec->rtl || anchor == ANCHOR_MIDDLE ? anchor : anchor == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
}

void chart_plate(chart_drawing *d, str text, mpt x, mpt y, text_anchor anchor, mpt size, uint32_t colour)
{
    mpt w = estimate_width(text, size), left = anchor == ANCHOR_START ? x : anchor == ANCHOR_END ? x - w : x - w / 2;
    if (text.n == 0) return;
    chart_add(d, SHAPE_RECT, left - 1500, y - size * 4 / 5 - 500, w + 3000, size + 1000)->fill = 0xffffff;
    chart_write(d, text, x, y, anchor, size, colour);
}

/* Where a text is parted that is too long for one line, behind a space or a hyphen: nearest to its middle when both
 * parts fit (true), else where the first one fits for the last time. 0: nowhere. */
static bool parting(str s, mpt room, bool hyphens, size_t *at)
{
    size_t middle = 0, last = 0;
    for (size_t i = 2; i < s.n; i++) {
        if (s.p[i - 1] != ' ' && !(hyphens && s.p[i - 1] == '-')) continue;
        long long off = llabs((long long)i * 2 - (long long)s.n), least = llabs((long long)middle * 2 - (long long)s.n);
        if (middle == 0 || off < least) middle = i;
        if (estimate_width(str_first(s, i), TEXT) <= room) last = i;
    }
    mpt first = estimate_width(str_first(s, middle), TEXT), second = estimate_width(str_skip(s, middle), TEXT);
    bool fits = first <= room && second <= room;
    *at = fits || last == 0 ? middle : last;
    return fits;
}

void chart_row_label(chart_drawing *d, str s, mpt y)
{
    mpt x = d->left - d->inset - GAP, room = x * 20 / 21;     /* fonts that stand in for another are wider */
    if (d->bare) return;
    size_t at = 0;
    if (estimate_width(s, TEXT) > room && !parting(s, room, false, &at)) parting(s, room, true, &at);
    if (at == 0) {
        chart_write(d, chart_fit(d, s, TEXT, room), x, y, ANCHOR_END, TEXT, INK);
        return;
    }
    str one = chart_fit(d, str_trim(str_first(s, at)), TEXT, room), two = chart_fit(d, str_skip(s, at), TEXT, room);
    chart_write(d, keep_end(d, one), x, y - LINE_STEP / 2 + 500, ANCHOR_END, TEXT, INK);
    chart_write(d, two, x, y + LINE_STEP / 2 - 500, ANCHOR_END, TEXT, INK);
}

mpt chart_label_room(const chart_drawing *d, mpt most)
{
    mpt labels = chart_widest(d->spec->labels, d->spec->nlabels, TEXT), title = estimate_width(d->spec->x_title, SMALL);
    mpt room = (labels > title ? labels : title) * 21 / 20 + GAP + 500;
    return room < most ? room : most;
}

void chart_label_column(chart_drawing *d)
{
    if (d->small) return;
    d->left = chart_label_room(d, d->width * 2 / 5);
}

/* ---- what the table holds ---- */

size_t chart_bars_of(const chart_spec *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->nseries; i++) n += !p->series[i].target;
    return n;
}

/* All numbers of a chart, those of its small charts for one that has some. */
typedef void visitor(void *ctx, const chart_value *v);

static void each_value(const chart_spec *p, visitor *fn, void *ctx)
{
    for (size_t i = 0; i < p->npanels; i++) each_value(&p->panels[i], fn, ctx);
    if (p->npanels) return;
    for (size_t i = 0; i < p->nseries; i++)
        for (size_t k = 0; p->series[i].values && k < p->nlabels; k++) fn(ctx, &p->series[i].values[k]);
}

static void widen(void *ctx, const chart_value *v)
{
    double *ends = ctx;
    if (!v->missing) { ends[0] = fmin(ends[0], v->number); ends[1] = fmax(ends[1], v->number); }
    if (v->ranged) { ends[0] = fmin(ends[0], v->low); ends[1] = fmax(ends[1], v->high); }
}

void chart_range(const chart_spec *p, double *low, double *high)
{
    double ends[] = { INFINITY, -INFINITY };
    each_value(p, widen, ends);
    *low = ends[0];
    *high = ends[1];
}

static void measure(void *ctx, const chart_value *v)
{
    mpt *most = ctx, w = estimate_width(v->text, SMALL);
    if ((!v->missing || v->ranged) && w > *most) *most = w;
}

mpt chart_value_room(const chart_spec *p)
{
    mpt most = 0;
    each_value(p, measure, &most);
    return most + 8000;
}

static void note_missing(void *ctx, const chart_value *v)
{
    str *text = ctx;
    if (v->missing && text->n == 0) *text = v->text;
}

/* ---- legend and axis ---- */

static void key_mark(chart_drawing *d, const chart_key *k, mpt x, mpt y)
{
    mpt top = y - SWATCH + 1500, middle = y - 3500;
    switch (k->kind) {
    case KEY_BOX: chart_box(d, x, top, SWATCH, SWATCH, k->rank); break;
    case KEY_MARKER: chart_marker(d, x + SWATCH / 2, middle, k->rank); break;
    case KEY_UNKNOWN: chart_empty(d, x, top, SWATCH, SWATCH); break;
    case KEY_TARGET: chart_target(d, x - 2000, middle, SWATCH + 4000, 0); break;
    case KEY_DIAMOND:
        chart_diamond(d, x + SWATCH / 2, middle, SWATCH / 2, 0);
        d->s->last->fill = INK;
        break;
    case KEY_DAY:
    case KEY_TICK: {
        shape *line = chart_add(d, SHAPE_LINE, x + SWATCH / 2, top - 1000, 0, SWATCH + 2000);
        line->stroke = INK;
        line->stroke_width = k->kind == KEY_TICK ? 2000 : 1200;
        line->dash = k->kind == KEY_TICK ? 0 : 2500;
        break;
    }
    }
}

mpt chart_keys(chart_drawing *d, mpt y, const chart_key *keys, size_t n)
{
    mpt x = 0, mark = SWATCH + 8000;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (keys[i].text.n == 0) continue;
        str text = chart_fit(d, keys[i].text, TEXT, d->width - mark);
        mpt need = mark + estimate_width(text, TEXT);
        if (x > 0 && x + need > d->width) { x = 0; y += LINE_STEP + 2000; }
        key_mark(d, &keys[i], x + 2000, y + TEXT);
        chart_write(d, text, x + mark, y + TEXT, ANCHOR_START, TEXT, INK);
        x += need + 15000;
        any = true;
    }
    return any ? y + LINE_STEP + 10000 : y;
}

mpt chart_legend(chart_drawing *d, mpt y, chart_key_kind kind, bool boxes)
{
    const chart_spec *p = d->spec;
    chart_key *keys = ARENA_ARRAY(d->a, chart_key, p->nseries + 1);
    size_t n = 0, rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        bool target = p->series[i].target;
        if (p->nseries > 1 || target) keys[n++] = (chart_key){ target ? KEY_TARGET : kind, rank, p->series[i].name };
        rank += !target;
    }
    str missing = S("");
    each_value(p, note_missing, &missing);
    if (boxes && missing.n) keys[n++] = (chart_key){ KEY_UNKNOWN, 0, p->missing.n ? p->missing : missing };
    return chart_keys(d, y, keys, n);
}

static str numbers_title(const chart_drawing *d)
{
    const chart_spec *p = d->spec;
    if (!p->y_title.n || !p->unit.n) return p->y_title.n ? p->y_title : p->unit;
    return arena_fmt(d->a, "%.*s (%.*s)", STR_ARG(p->y_title), STR_ARG(p->unit));
}

mpt chart_axis_title(chart_drawing *d, mpt y)
{
    str title = numbers_title(d);
    if (!title.n) return y;
    chart_write(d, chart_fit(d, title, SMALL, d->width), 0, y + SMALL, ANCHOR_START, SMALL, SOFT);
    return y + LINE_STEP + 3000;
}

mpt chart_row_titles(chart_drawing *d, mpt y)
{
    str labels = d->spec->x_title, numbers = numbers_title(d);
    if (!labels.n && !numbers.n) return y;
    mpt end = d->left - d->inset - GAP;
    chart_write(d, chart_fit(d, labels, SMALL, end), end, y + SMALL, ANCHOR_END, SMALL, SOFT);
    chart_write(d, chart_fit(d, numbers, SMALL, d->width - d->left), d->left, y + SMALL, ANCHOR_START, SMALL, SOFT);
    return y + LINE_STEP + 3000;
}

mpt chart_level(const chart_drawing *d, double v)
{
    return d->bottom - scale_place(&d->axis, v, d->bottom - d->top);
}

mpt chart_along(const chart_drawing *d, double v) { return d->left + scale_place(&d->axis, v, d->right - d->left); }

static mpt tick_width(chart_drawing *d)
{
    mpt most = 0;
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt w = estimate_width(scale_text(&d->axis, d->a, i, d->spec), SMALL);
        if (w > most) most = w;
    }
    return most;
}

void chart_grid(chart_drawing *d)
{
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt y = chart_level(d, scale_value(&d->axis, i));
        chart_rule(d, d->left, y, d->right - d->left, 0, i == 0 ? AXIS : RULE);
        if (d->bare) continue;
        str text = scale_text(&d->axis, d->a, i, d->spec);
        chart_write(d, text, d->left - GAP, y + SMALL / 3, ANCHOR_END, SMALL, SOFT);
    }
}

void chart_frame(chart_drawing *d, mpt y, double low, double high, mpt tail)
{
    d->axis = scale_of(low, high, d->small ? 4 : 5, d->spec);
    d->top = y + LINE_STEP;
    d->bottom = d->top + d->plot;
    if (!d->small) d->left = tick_width(d) + 2 * GAP;
    d->right = d->width - tail;
    chart_grid(d);
}

void chart_finish(chart_drawing *d, mpt y)
{
    if (d->spec->x_title.n && !d->small) {
        mpt middle = (d->left + d->right) / 2, half = d->width - middle < middle ? d->width - middle : middle;
        str title = chart_fit(d, d->spec->x_title, SMALL, 2 * half);
        chart_write(d, title, middle, y + LINE_STEP, ANCHOR_MIDDLE, SMALL, SOFT);
        y += LINE_STEP + 3000;
    }
    d->height = y + 4000;
}

/* ---- choice of the form ---- */

bool chart_collide(const chart_drawing *d, mpt plot)
{
    const chart_spec *p = d->spec;
    mpt slot = plot / (mpt)p->nlabels, bars = p->kind == CHART_BARS ? (mpt)chart_bars_of(p) : 1;
    return chart_widest(p->labels, p->nlabels, TEXT) + 5000 > slot || slot * 7 / 10 / (bars + 1) < 5000;
}

static void draw_one(chart_drawing *d)
{
    bool lie = false;
    if (d->spec->kind == CHART_BARS || d->spec->kind == CHART_STACKED) lie = chart_collide(d, d->width - 40000);
    switch (d->spec->kind) {
    case CHART_BARS: (lie ? chart_rows : chart_bars)(d); break;
    case CHART_ROWS: chart_rows(d); break;
    case CHART_LINES: chart_lines(d); break;
    case CHART_STACKED: (lie ? chart_stacked_rows : chart_stacked)(d); break;
    case CHART_STACKED_ROWS: chart_stacked_rows(d); break;
    case CHART_DOTS: chart_dots(d); break;
    case CHART_PROGRESS: chart_progress(d); break;
    case CHART_GANTT: chart_gantt(d); break;
    case CHART_WAFFLE: chart_waffle(d); break;
    }
}

scene *chart_draw(arena *a, const chart_spec *spec, mpt width)
{
    chart_drawing d = { .a = a, .spec = spec, .whole = spec, .width = width, .height = PT(10), .plot = PLOT };
    d.s = scene_new(a, width, 0);
    d.s->title = spec->title;
    d.s->description = spec->description;
    d.s->lang = spec->lang;
    d.s->rtl = spec->rtl;
    if (spec->nlabels && spec->nseries && spec->npanels) chart_multiples(&d);
    else if (spec->nlabels && spec->nseries) draw_one(&d);
    d.s->height = d.height;
    return d.s;
}
