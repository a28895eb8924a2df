#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

/* ---- upright bars ---- */

static void bar(chart_drawing *d, const chart_value *v, mpt x, mpt w, size_t rank)
{
    mpt zero = chart_level(d, 0);
    if (v->missing) {
        chart_empty(d, x, zero - UNKNOWN, w, UNKNOWN);
        return;
    }
    mpt y = chart_level(d, v->number);
    chart_box(d, x, y < zero ? y : zero, w, y < zero ? zero - y : y - zero, rank);
}

/* Does the line of a target run through a text of label k whose base line is y? */
static bool target_crosses(const chart_drawing *d, size_t k, mpt y, mpt size)
{
    for (size_t i = 0; i < d->spec->nseries; i++) {
        const chart_value *v = &d->spec->series[i].values[k];
        if (!d->spec->series[i].target || v->missing) continue;
        mpt line = chart_level(d, v->number);
        if (line > y - size - 1000 && line < y + 2500) return true;
    }
    return false;
}

/* The number of label k above its bar; within the bar where a target is in the way; left out where neighbours would
 * touch. */
static void bar_value(chart_drawing *d, const chart_series *of, size_t k, mpt middle, mpt room)
{
    const chart_value *v = &of->values[k];
    mpt size = estimate_width(v->text, SMALL) <= room ? SMALL : 7500;
    if (v->missing || estimate_width(v->text, size) > room) return;
    mpt top = chart_level(d, v->number), y = top + (v->number < 0 ? 11000 : -3500);
    if (v->number > 0 && target_crosses(d, k, y, size) && chart_level(d, 0) - top > 3 * size) {
        y = top + size + 5000;
        if (target_crosses(d, k, y, size)) y += size + 4000;
    }
    chart_plate(d, v->text, middle, y, ANCHOR_MIDDLE, size, INK);
}

void chart_column_targets(chart_drawing *d, size_t k, mpt left, mpt slot)
{
    for (size_t i = 0; i < d->spec->nseries; i++) {
        const chart_value *v = &d->spec->series[i].values[k];
        if (d->spec->series[i].target && !v->missing)
            chart_target(d, left + slot / 12, chart_level(d, v->number), slot - slot / 6, 0);
    }
}

static void bar_group(chart_drawing *d, size_t k, mpt left, mpt slot)
{
    const chart_spec *p = d->spec;
    size_t n = chart_bars_of(p), rank = 0;
    mpt each = (slot * 7 / 10) / (mpt)(n ? n : 1), w = each > 42000 ? 42000 : each;
    mpt start = left + (slot - w * (mpt)n) / 2, inset = n > 1 ? w / 12 : 0;
    mpt room = n > 1 ? w + w / 8 : slot - 4000;
    for (size_t i = 0; i < p->nseries; i++) {
        if (p->series[i].target) continue;
        bar(d, &p->series[i].values[k], start + w * (mpt)rank + inset, w - 2 * inset, rank);
        rank++;
    }
    chart_column_targets(d, k, left, slot);
    rank = 0;
    for (size_t i = 0; i < p->nseries; i++)
        if (!p->series[i].target) bar_value(d, &p->series[i], k, start + w * (mpt)rank++ + w / 2, room);
    chart_write(d, p->labels[k], left + slot / 2, d->bottom + LINE_STEP, ANCHOR_MIDDLE, TEXT, INK);
}

void chart_bars(chart_drawing *d)
{
    double low, high;
    chart_range(d->whole, &low, &high);
    mpt y = d->small ? 0 : chart_axis_title(d, chart_legend(d, 0, KEY_BOX, true));
    chart_frame(d, y, fmin(low, 0), fmax(high, 0), 0);
    mpt slot = (d->right - d->left) / (mpt)d->spec->nlabels;
    for (size_t k = 0; k < d->spec->nlabels; k++) bar_group(d, k, d->left + slot * (mpt)k, slot);
    chart_finish(d, d->bottom + LINE_STEP);
}

/* ---- lying bars ---- */

static void row_bar(chart_drawing *d, const chart_value *v, mpt y, mpt h, size_t rank)
{
    mpt zero = chart_along(d, 0), base = y + h / 2 + 3200;
    if (v->missing) {
        mpt x = zero + UNKNOWN + GAP, room = d->width - x;
        chart_empty(d, zero, y, UNKNOWN, h);
        chart_write(d, chart_fit(d, v->text, SMALL, room), x, base, ANCHOR_START, SMALL, SOFT);
        return;
    }
    mpt x = chart_along(d, v->number);
    chart_box(d, x < zero ? x : zero, y, x < zero ? zero - x : x - zero, h, rank);
    chart_write(d, v->text, (x < zero ? zero : x) + 4000, base, ANCHOR_START, SMALL, INK);
}

static mpt row_group(chart_drawing *d, size_t k, mpt y)
{
    const chart_spec *p = d->spec;
    size_t n = chart_bars_of(p), rank = 0;
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
            chart_target(d, chart_along(d, v->number), start - 2000, 0, high + 4000);
    }
    chart_row_label(d, p->labels[k], start + high / 2 + 3500);
    return y + (high < least ? least : high) + 6000;
}

void chart_rows(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    double low, high;
    chart_range(d->whole, &low, &high);
    d->axis = scale_of(fmin(low, 0), fmax(high, 0), 5, p);
    chart_label_column(d);
    d->right = d->width - chart_value_room(d->whole);
    mpt y = d->small ? 0 : chart_row_titles(d, chart_legend(d, 0, KEY_BOX, false)), start = y;
    for (size_t k = 0; k < p->nlabels; k++) y = row_group(d, k, y);
    chart_rule(d, chart_along(d, 0), start, 0, y - start - 4000, AXIS);
    d->height = y + 2000;
}
