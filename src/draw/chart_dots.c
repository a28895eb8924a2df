#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

enum { LANE = 13000 };                             /* of one series within a row */

static bool lines_collide(chart_drawing *d)
{
    mpt last = INT32_MIN;
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt x = chart_along(d, scale_value(&d->axis, i));
        mpt half = estimate_width(scale_text(&d->axis, d->a, i, d->spec), SMALL) / 2;
        if (x - half - 4000 < last) return true;
        last = x + half;
    }
    return false;
}

/* Upright lines with their numbers below; every second number where they would touch. */
static void grid(chart_drawing *d, mpt top, mpt bottom)
{
    long long step = lines_collide(d) ? 2 : 1;
    for (long long i = d->axis.first; i <= d->axis.last; i++) {
        mpt x = chart_along(d, scale_value(&d->axis, i));
        chart_rule(d, x, top, 0, bottom - top, i == 0 ? AXIS : RULE);
        if (i % step) continue;
        chart_write(d, scale_text(&d->axis, d->a, i, d->spec), x, bottom + SMALL + 2000, ANCHOR_MIDDLE, SMALL, SOFT);
    }
}

/* From low to high, with an end on each side. */
static void range_line(chart_drawing *d, const chart_value *v, mpt y, size_t rank)
{
    mpt a = chart_along(d, v->low), b = chart_along(d, v->high);
    uint32_t colour = chart_look_of(rank).colour;
    shape *k = chart_add(d, SHAPE_LINE, a, y, b - a, 0);
    k->stroke = colour;
    k->stroke_width = 1800;
    for (int i = 0; i < 2; i++) {
        k = chart_add(d, SHAPE_LINE, i ? b : a, y - 3500, 0, 7000);
        k->stroke = colour;
        k->stroke_width = 1400;
    }
}

static void dot(chart_drawing *d, const chart_value *v, mpt y, size_t rank)
{
    if (v->missing && !v->ranged) {
        mpt x = d->left + UNKNOWN + GAP;
        chart_empty(d, d->left, y - 4500, UNKNOWN, 9000);
        chart_plate(d, chart_fit(d, v->text, SMALL, d->width - x), x, y + 3200, ANCHOR_START, SMALL, SOFT);
        return;
    }
    mpt end = chart_along(d, v->missing ? v->high : v->number);
    if (v->ranged) {
        range_line(d, v, y, rank);
        if (chart_along(d, v->high) > end) end = chart_along(d, v->high);
    }
    if (!v->missing) chart_marker(d, chart_along(d, v->number), y, rank);
    chart_plate(d, v->text, end + 7000, y + 3200, ANCHOR_START, SMALL, INK);
}

static mpt row(chart_drawing *d, size_t k, mpt y)
{
    const chart_spec *p = d->spec;
    size_t n = chart_bars_of(p), rank = 0;
    mpt high = LANE * (mpt)(n ? n : 1), room = high < 28000 ? 28000 : high + 4000, start = y + (room - high) / 2;
    for (size_t i = 0; i < p->nseries; i++) {
        if (p->series[i].target) continue;
        dot(d, &p->series[i].values[k], start + LANE * (mpt)rank + LANE / 2, rank);
        rank++;
    }
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target && !v->missing) chart_target(d, chart_along(d, v->number), y + 2000, 0, room - 4000);
    }
    chart_row_label(d, p->labels[k], y + room / 2 + 3500);
    return y + room;
}

/* A place says as much as a length, so that the axis need not begin at zero; it does where zero is not far. */
static void choose_axis(chart_drawing *d)
{
    double low, high;
    chart_range(d->spec, &low, &high);
    if (low > 0 && low < 2 * (high - low)) low = 0;
    if (high < 0 && -high < 2 * (high - low)) high = 0;
    if (low == high) { low = fmin(low, 0); high = fmax(high, 0); }
    d->axis = scale_of(low, high, 6, d->spec);
}

void chart_dots(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    choose_axis(d);
    chart_label_column(d);
    d->left += d->inset = 4000;
    d->right = d->width - chart_value_room(p) - 4000;
    mpt y = chart_row_titles(d, chart_legend(d, 0, KEY_MARKER, false)), row_height = 0;
    size_t n = chart_bars_of(p);
    row_height = LANE * (mpt)n < 28000 ? 28000 : LANE * (mpt)n + 4000;
    mpt bottom = y + row_height * (mpt)p->nlabels;
    grid(d, y, bottom);
    for (size_t k = 0; k < p->nlabels; k++) {
        if (k) chart_rule(d, 0, y, d->left - d->inset, 0, RULE);
        y = row(d, k, y);
    }
    d->height = bottom + SMALL + 6000;
}
