#include "draw/chart.h"
#include "draw/estimate.h"
#include "draw/scale.h"
#include <math.h>
#include <stdlib.h>

enum { INK = 0x1f2937, SOFT = 0x4b5563, RULE = 0xd5dae1, AXIS = 0x6b7280 };
enum { SMALL = 9000, TEXT = 10000, GAP = 6000, LINE_STEP = 13000, PLOT = 190000, SWATCH = 10000 };

/* Colours that stay apart for colour-blind readers and in grey; each with a pattern of its own. */
static const struct { uint32_t colour; uint8_t pattern; } LOOKS[] = {
    { 0x0b4f8a, 0 }, { 0xc2570c, 1 }, { 0x1f7a5c, 2 }, { 0x7a3e8e, 0 }, { 0x8a6d00, 1 }, { 0x3f4b5b, 2 },
};
enum { NLOOKS = sizeof LOOKS / sizeof *LOOKS };

typedef struct drawing {
    arena *a;
    const chart_spec *spec;
    scene *s;
    mpt top, left, right, bottom;      /* of the plot, before mirroring */
    mpt inset;                         /* of the first and last point of a line */
    scale axis;
} drawing;

/* ---- shapes: x runs in reading direction, add() mirrors ---- */

static shape *add(drawing *d, shape_kind kind, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = scene_add(d->a, d->s, kind);
    bool rtl = d->spec->rtl;
    k->x = !rtl ? x : kind == SHAPE_RECT ? d->s->width - x - w : d->s->width - x;
    k->y = y;
    k->w = rtl && kind == SHAPE_LINE ? -w : w;
    k->h = h;
    return k;
}

static void rule(drawing *d, mpt x, mpt y, mpt w, mpt h, uint32_t colour)
{
    shape *k = add(d, SHAPE_LINE, x, y, w, h);
    k->stroke = colour;
    k->stroke_width = 600;
}

static void write(drawing *d, str text, mpt x, mpt y, text_anchor anchor, mpt size, uint32_t colour)
{
    shape *k = add(d, SHAPE_TEXT, x, y, 0, 0);
    k->text = text;
    k->size = size;
    k->fill = colour;
    k->anchor = !d->spec->rtl || anchor == ANCHOR_MIDDLE ? anchor : anchor == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
}

static shape *box(drawing *d, mpt x, mpt y, mpt w, mpt h, size_t series)
{
    shape *k = add(d, SHAPE_RECT, x, y, w, h);
    k->fill = LOOKS[series % NLOOKS].colour;
    k->pattern = LOOKS[series % NLOOKS].pattern;
    return k;
}

/* The place of a number that nobody knows. */
static void empty_box(drawing *d, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = add(d, SHAPE_RECT, x, y, w, h);
    k->stroke = AXIS;
    k->stroke_width = 700;
    k->dash = 2000;
}

static void target_line(drawing *d, mpt x, mpt y, mpt w, mpt h)
{
    shape *k = add(d, SHAPE_LINE, x, y, w, h);
    k->stroke = INK;
    k->stroke_width = 1600;
    k->dash = 4000;
}

/* ---- widths ---- */

static mpt widest(const str *v, size_t n, mpt size)
{
    mpt most = 0;
    for (size_t i = 0; i < n; i++) {
        mpt w = estimate_width(v[i], size);
        if (w > most) most = w;
    }
    return most;
}

/* ---- what the table holds ---- */

static size_t bars_of(const chart_spec *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->nseries; i++) n += !p->series[i].target;
    return n;
}

static str missing_text(const chart_spec *p)
{
    for (size_t i = 0; i < p->nseries; i++)
        for (size_t k = 0; k < p->nlabels; k++)
            if (p->series[i].values[k].missing) return p->series[i].values[k].text;
    return S("");
}

static void range(const chart_spec *p, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < p->nseries; i++)
        for (size_t k = 0; k < p->nlabels; k++) {
            const chart_value *v = &p->series[i].values[k];
            if (v->missing) continue;
            *low = fmin(*low, v->number);
            *high = fmax(*high, v->number);
        }
}

/* ---- legend and axis ---- */

static void key_mark(drawing *d, size_t i, size_t rank, mpt x, mpt y)
{
    if (i == d->spec->nseries) empty_box(d, x, y - SWATCH + 1500, SWATCH, SWATCH);
    else if (d->spec->series[i].target) target_line(d, x - 2000, y - 3500, SWATCH + 4000, 0);
    else box(d, x, y - SWATCH + 1500, SWATCH, SWATCH, rank);
}

/* One entry for each series when there are several, one for missing values when they are boxes; returns the next y. */
static mpt legend(drawing *d, mpt y, bool boxes)
{
    const chart_spec *p = d->spec;
    mpt x = 0;
    size_t rank = 0;
    bool any = false;
    for (size_t i = 0; i <= p->nseries; i++) {
        bool series = i < p->nseries;
        str name = series ? p->series[i].name : missing_text(p);
        bool shown = series ? p->nseries > 1 || p->series[i].target : boxes && name.n;
        if (shown) {
            mpt need = SWATCH + 5000 + estimate_width(name, TEXT);
            if (x > 0 && x + need > d->s->width) { x = 0; y += LINE_STEP + 2000; }
            key_mark(d, i, rank, x + 2000, y + TEXT);
            write(d, name, x + SWATCH + 8000, y + TEXT, ANCHOR_START, TEXT, INK);
            x += need + 18000;
            any = true;
        }
        rank += series && !p->series[i].target;
    }
    return any ? y + LINE_STEP + 10000 : y;
}

static mpt axis_title(drawing *d, mpt y)
{
    const chart_spec *p = d->spec;
    str title = p->y_title.n ? p->y_title : p->unit;
    if (p->y_title.n && p->unit.n) title = arena_fmt(d->a, "%.*s (%.*s)", STR_ARG(p->y_title), STR_ARG(p->unit));
    if (!title.n) return y;
    write(d, title, 0, y + SMALL, ANCHOR_START, SMALL, SOFT);
    return y + LINE_STEP + 3000;
}

static mpt level(const drawing *d, double v) { return d->bottom - scale_place(&d->axis, v, d->bottom - d->top); }

static mpt tick_width(drawing *d)
{
    mpt most = 0;
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt w = estimate_width(scale_text(&d->axis, d->a, i, d->spec), SMALL);
        if (w > most) most = w;
    }
    return most;
}

static void grid(drawing *d)
{
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt y = level(d, scale_value(&d->axis, i));
        rule(d, d->left, y, d->right - d->left, 0, i == 0 ? AXIS : RULE);
        write(d, scale_text(&d->axis, d->a, i, d->spec), d->left - GAP, y + SMALL / 3, ANCHOR_END, SMALL, SOFT);
    }
}

/* Legend, axis title, grid: what upright bars and lines share. `tail`: room kept after the plot. */
static void frame(drawing *d, double low, double high, mpt tail)
{
    /* lines are named at their ends */
    mpt y = axis_title(d, d->spec->kind == CHART_LINES ? 0 : legend(d, 0, true));
    d->axis = scale_of(low, high, 5, d->spec);
    d->top = y + LINE_STEP;
    d->bottom = d->top + PLOT;
    d->left = tick_width(d) + 2 * GAP;
    d->right = d->s->width - tail;
    grid(d);
}

static void finish(drawing *d, mpt y)
{
    if (d->spec->x_title.n) {
        write(d, d->spec->x_title, (d->left + d->right) / 2, y + LINE_STEP, ANCHOR_MIDDLE, SMALL, SOFT);
        y += LINE_STEP + 3000;
    }
    d->s->height = y + 4000;
}

/* ---- upright bars ---- */

static void bar(drawing *d, const chart_value *v, mpt x, mpt w, size_t rank)
{
    mpt zero = level(d, 0);
    if (v->missing) {
        empty_box(d, x, zero - 14000, w, 14000);
        return;
    }
    mpt y = level(d, v->number);
    box(d, x, y < zero ? y : zero, w, y < zero ? zero - y : y - zero, rank);
}

/* Does the line of a target run through a text of label k whose base line is y? */
static bool target_crosses(const drawing *d, size_t k, mpt y, mpt size)
{
    for (size_t i = 0; i < d->spec->nseries; i++) {
        const chart_value *v = &d->spec->series[i].values[k];
        if (!d->spec->series[i].target || v->missing) continue;
        mpt line = level(d, v->number);
        if (line > y - size - 1000 && line < y + 2500) return true;
    }
    return false;
}

/* The number of label k above its bar, on white so that no line of the grid runs through it; within the bar where a
 * target is in the way; left out where neighbours would touch. */
static void bar_value(drawing *d, const chart_series *of, size_t k, mpt middle, mpt room)
{
    const chart_value *v = &of->values[k];
    mpt size = estimate_width(v->text, SMALL) <= room ? SMALL : 7500, w = estimate_width(v->text, size);
    if (v->missing || w > room) return;
    mpt top = level(d, v->number), y = top + (v->number < 0 ? 11000 : -3500);
    if (v->number > 0 && target_crosses(d, k, y, size) && level(d, 0) - top > 3 * size) {
        y = top + size + 5000;
        if (target_crosses(d, k, y, size)) y += size + 4000;
    }
    add(d, SHAPE_RECT, middle - w / 2 - 1500, y - size * 4 / 5 - 500, w + 3000, size + 1000)->fill = 0xffffff;
    write(d, v->text, middle, y, ANCHOR_MIDDLE, size, INK);
}

static void bar_group(drawing *d, size_t k, mpt left, mpt slot)
{
    const chart_spec *p = d->spec;
    size_t n = bars_of(p), rank = 0;
    mpt each = (slot * 7 / 10) / (mpt)(n ? n : 1), w = each > 42000 ? 42000 : each;
    mpt start = left + (slot - w * (mpt)n) / 2, inset = n > 1 ? w / 12 : 0;
    mpt room = n > 1 ? w + w / 8 : slot - 4000;
    for (size_t i = 0; i < p->nseries; i++) {
        if (p->series[i].target) continue;
        bar(d, &p->series[i].values[k], start + w * (mpt)rank + inset, w - 2 * inset, rank);
        rank++;
    }
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target && !v->missing)
            target_line(d, left + slot / 12, level(d, v->number), slot - slot / 6, 0);
    }
    rank = 0;
    for (size_t i = 0; i < p->nseries; i++)
        if (!p->series[i].target) bar_value(d, &p->series[i], k, start + w * (mpt)rank++ + w / 2, room);
    write(d, p->labels[k], left + slot / 2, d->bottom + LINE_STEP, ANCHOR_MIDDLE, TEXT, INK);
}

static void bars(drawing *d)
{
    double low, high;
    range(d->spec, &low, &high);
    frame(d, fmin(low, 0), fmax(high, 0), 0);
    mpt slot = (d->right - d->left) / (mpt)d->spec->nlabels;
    for (size_t k = 0; k < d->spec->nlabels; k++) bar_group(d, k, d->left + slot * (mpt)k, slot);
    finish(d, d->bottom + LINE_STEP);
}

/* ---- lying bars ---- */

/* A label that is too long for its column goes on two lines, parted at the space nearest to its middle. */
static void row_label(drawing *d, str s, mpt x, mpt y, mpt room)
{
    size_t best = 0;
    if (estimate_width(s, TEXT) > room)
        for (size_t i = 1; i < s.n; i++)
            if (s.p[i] == ' ' &&
                (best == 0 || llabs((long long)i * 2 - (long long)s.n) < llabs((long long)best * 2 - (long long)s.n)))
                best = i;
    if (best == 0) {
        write(d, s, x, y, ANCHOR_END, TEXT, INK);
        return;
    }
    write(d, str_first(s, best), x, y - LINE_STEP / 2, ANCHOR_END, TEXT, INK);
    write(d, str_skip(s, best + 1), x, y + LINE_STEP / 2, ANCHOR_END, TEXT, INK);
}

static void row_bar(drawing *d, const chart_value *v, mpt y, mpt h, size_t rank)
{
    mpt length = d->right - d->left, zero = d->left + scale_place(&d->axis, 0, length);
    if (v->missing) {
        empty_box(d, zero, y, 14000, h);
        write(d, v->text, zero + 14000 + GAP, y + h / 2 + 3200, ANCHOR_START, SMALL, SOFT);
        return;
    }
    mpt x = d->left + scale_place(&d->axis, v->number, length);
    box(d, x < zero ? x : zero, y, x < zero ? zero - x : x - zero, h, rank);
    write(d, v->text, (x < zero ? zero : x) + 4000, y + h / 2 + 3200, ANCHOR_START, SMALL, INK);
}

static mpt row_group(drawing *d, size_t k, mpt y)
{
    const chart_spec *p = d->spec;
    size_t n = bars_of(p), rank = 0;
    mpt h = n > 1 ? 13000 : 16000, high = h * (mpt)(n ? n : 1), least = 26000;
    mpt start = y + (high < least ? (least - high) / 2 : 0);
    for (size_t i = 0; i < p->nseries; i++) {
        if (p->series[i].target) continue;
        row_bar(d, &p->series[i].values[k], start + h * (mpt)rank + 500, h - 1000, rank);
        rank++;
    }
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target && !v->missing)
            target_line(d, d->left + scale_place(&d->axis, v->number, d->right - d->left), start - 2000, 0,
                        high + 4000);
    }
    row_label(d, p->labels[k], d->left - GAP, start + high / 2 + 3500, d->left - GAP);
    return y + (high < least ? least : high) + 6000;
}

static mpt value_room(const chart_spec *p)
{
    mpt most = 0;
    for (size_t i = 0; i < p->nseries; i++)
        for (size_t k = 0; k < p->nlabels; k++) {
            mpt w = estimate_width(p->series[i].values[k].text, SMALL);
            if (!p->series[i].values[k].missing && w > most) most = w;
        }
    return most + 8000;
}

static void rows(drawing *d)
{
    const chart_spec *p = d->spec;
    double low, high;
    range(p, &low, &high);
    d->axis = scale_of(fmin(low, 0), fmax(high, 0), 5, p);
    mpt labels = widest(p->labels, p->nlabels, TEXT) + GAP, most = d->s->width * 2 / 5;
    d->left = labels < most ? labels : most;
    d->right = d->s->width - value_room(p);
    mpt y = axis_title(d, legend(d, 0, false)), start = y;
    for (size_t k = 0; k < p->nlabels; k++) y = row_group(d, k, y);
    rule(d, d->left + scale_place(&d->axis, 0, d->right - d->left), start, 0, y - start - 4000, AXIS);
    finish(d, y);
}

/* ---- lines ---- */

/* The end of each line is named there; names keep a line's distance. */
typedef struct line_end { mpt y; size_t series, rank; str text; } line_end;

static mpt point_x(const drawing *d, size_t k)
{
    size_t n = d->spec->nlabels;
    mpt inset = d->inset, length = d->right - d->left - 2 * inset;
    return d->left + inset + (n > 1 ? (mpt)((int64_t)length * (int64_t)k / (int64_t)(n - 1)) : length / 2);
}

static void marker(drawing *d, mpt x, mpt y, size_t rank)
{
    mpt r = 3000;
    if (rank % 3 == 0) {
        add(d, SHAPE_CIRCLE, x, y, r, 0)->fill = LOOKS[rank % NLOOKS].colour;
    } else if (rank % 3 == 1) {
        add(d, SHAPE_RECT, x - r, y - r, 2 * r, 2 * r)->fill = LOOKS[rank % NLOOKS].colour;
    } else {
        shape *k = add(d, SHAPE_PATH, 0, 0, 0, 0);
        mpt cx = d->spec->rtl ? d->s->width - x : x;
        k->points = ARENA_ARRAY(d->a, scene_point, 3);
        k->points[0] = (scene_point){ cx, y - r - 1000 };
        k->points[1] = (scene_point){ cx + r + 600, y + r };
        k->points[2] = (scene_point){ cx - r - 600, y + r };
        k->npoints = 3;
        k->closed = true;
        k->fill = LOOKS[rank % NLOOKS].colour;
    }
}

/* The run of known values from `from`; returns where the next may begin. */
static size_t run(drawing *d, const chart_series *c, size_t from, size_t rank)
{
    size_t to = from;
    while (to < d->spec->nlabels && !c->values[to].missing) to++;
    if (to - from < 2) return to + 1;
    shape *k = add(d, SHAPE_PATH, 0, 0, 0, 0);
    k->points = ARENA_ARRAY(d->a, scene_point, to - from);
    for (size_t i = from; i < to; i++) {
        mpt x = point_x(d, i);
        k->points[k->npoints++] = (scene_point){ d->spec->rtl ? d->s->width - x : x, level(d, c->values[i].number) };
    }
    k->stroke = c->target ? (uint32_t)INK : LOOKS[rank % NLOOKS].colour;
    k->stroke_width = c->target ? 1600 : 2000;
    k->dash = c->target ? 4000 : 0;
    return to + 1;
}

static void line_series(drawing *d, const chart_series *c, size_t rank, bool values)
{
    for (size_t k = 0; k < d->spec->nlabels;) k = run(d, c, k, rank);
    for (size_t k = 0; k < d->spec->nlabels && !c->target; k++) {
        const chart_value *v = &c->values[k];
        mpt y = v->missing ? 0 : level(d, v->number);
        if (!v->missing) marker(d, point_x(d, k), y, rank);
        if (!v->missing && values) write(d, v->text, point_x(d, k), y - 7000, ANCHOR_MIDDLE, SMALL, INK);
    }
}

static void sort_ends(line_end *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && v[k].y < v[k - 1].y; k--) {
            line_end t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    for (size_t i = 1; i < n; i++)
        if (v[i].y < v[i - 1].y + LINE_STEP) v[i].y = v[i - 1].y + LINE_STEP;
}

static void name_ends(drawing *d, bool values)
{
    const chart_spec *p = d->spec;
    line_end *ends = ARENA_ARRAY(d->a, line_end, p->nseries);
    size_t n = 0, rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        size_t k = p->nlabels;
        while (k > 0 && p->series[i].values[k - 1].missing) k--;
        if (k > 0) {
            const chart_value *v = &p->series[i].values[k - 1];
            str text = values ? p->series[i].name
                              : arena_fmt(d->a, "%.*s : %.*s", STR_ARG(p->series[i].name), STR_ARG(v->text));
            ends[n++] = (line_end){ level(d, v->number), i, rank, text };
        }
        rank += !p->series[i].target;
    }
    sort_ends(ends, n);
    for (size_t i = 0; i < n; i++) {
        bool target = p->series[ends[i].series].target;
        write(d, ends[i].text, d->right + GAP, ends[i].y + 3300, ANCHOR_START, TEXT,
              target ? (uint32_t)INK : LOOKS[ends[i].rank % NLOOKS].colour);
    }
}

static mpt ends_room(drawing *d, bool values)
{
    mpt most = 0;
    for (size_t i = 0; i < d->spec->nseries; i++) {
        mpt w = estimate_width(d->spec->series[i].name, TEXT) + (values ? 0 : value_room(d->spec) + GAP);
        if (w > most) most = w;
    }
    return most + 2 * GAP;
}

/* When labels are too many, only each second, third… is shown. */
static void line_labels(drawing *d)
{
    const chart_spec *p = d->spec;
    mpt step = p->nlabels > 1 ? point_x(d, 1) - point_x(d, 0) : d->right - d->left;
    size_t each = step > 0 ? (size_t)((widest(p->labels, p->nlabels, TEXT) + 8000) / step) + 1 : p->nlabels;
    for (size_t k = 0; k < p->nlabels; k += each)
        write(d, p->labels[k], point_x(d, k), d->bottom + LINE_STEP, ANCHOR_MIDDLE, TEXT, INK);
}

/* "Series (2023, 2024) : not known", without the labels when there are too many. */
static str gap_text(drawing *d, const chart_series *c)
{
    const chart_spec *p = d->spec;
    buf labels = { 0 };
    str text = S("");
    for (size_t k = 0; k < p->nlabels; k++) {
        if (!c->values[k].missing) continue;
        if (labels.n) BUF_LIT(&labels, ", ");
        buf_str(&labels, p->labels[k]);
        text = c->values[k].text;
    }
    str full =
        arena_fmt(d->a, "%.*s (%.*s) : %.*s", STR_ARG(c->name), (int)labels.n, labels.n ? labels.p : "", STR_ARG(text));
    buf_free(&labels);
    if (estimate_width(full, SMALL) < d->s->width) return full;
    return arena_fmt(d->a, "%.*s : %.*s", STR_ARG(c->name), STR_ARG(text));
}

/* Missing values are gaps in the lines; below the chart it is said which. */
static mpt gap_notes(drawing *d, mpt y)
{
    const chart_spec *p = d->spec;
    for (size_t i = 0; i < p->nseries; i++) {
        bool any = false;
        for (size_t k = 0; k < p->nlabels; k++) any = any || p->series[i].values[k].missing;
        if (!any || p->series[i].target) continue;
        y += LINE_STEP;
        write(d, gap_text(d, &p->series[i]), 0, y + 4000, ANCHOR_START, SMALL, SOFT);
    }
    return y + 3000;
}

static void lines(drawing *d)
{
    const chart_spec *p = d->spec;
    double low, high;
    range(p, &low, &high);
    bool values = bars_of(p) == 1 && p->nlabels <= 12;
    mpt tail = p->nseries > 1 ? ends_room(d, values) : 0;
    if (tail > d->s->width / 3) tail = d->s->width / 3;
    frame(d, fmin(low, 0), fmax(high, 0), tail);
    mpt labels = widest(p->labels, p->nlabels, TEXT), most = value_room(p) > labels ? value_room(p) : labels;
    d->inset = most / 2 < 40000 ? most / 2 + 2000 : 42000;
    size_t rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        line_series(d, &p->series[i], rank, values);
        rank += !p->series[i].target;
    }
    if (p->nseries > 1) name_ends(d, values);
    line_labels(d);
    finish(d, gap_notes(d, d->bottom + LINE_STEP));
}

/* ---- choice of the form ---- */

static bool collide(const chart_spec *p, mpt total)
{
    mpt slot = (total - 40000) / (mpt)p->nlabels;
    return widest(p->labels, p->nlabels, TEXT) + 5000 > slot || slot * 7 / 10 / (mpt)(bars_of(p) + 1) < 5000;
}

scene *chart_draw(arena *a, const chart_spec *spec, mpt total)
{
    drawing d = { .a = a, .spec = spec, .s = scene_new(a, total, PT(10)) };
    d.s->title = spec->title;
    d.s->description = spec->description;
    d.s->lang = spec->lang;
    d.s->rtl = spec->rtl;
    if (spec->nlabels == 0 || spec->nseries == 0) return d.s;
    if (spec->kind == CHART_LINES) lines(&d);
    else if (spec->kind == CHART_ROWS || collide(spec, total)) rows(&d);
    else bars(&d);
    return d.s;
}
