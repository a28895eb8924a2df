#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

enum { UNKNOWN_HEIGHT = 11000 };                   /* fits above a bar that fills the plot */

/* What the bar of a label holds: numbers above zero stand on each other, those below hang. */
typedef struct stack { double low, high; bool missing; } stack;

static stack stack_of(const chart_spec *p, size_t k)
{
    stack s = { 0, 0, false };
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target) continue;
        if (v->missing) s.missing = true;
        else *(v->number < 0 ? &s.low : &s.high) += v->number;
    }
    return s;
}

static void reach(const chart_drawing *d, double *low, double *high)
{
    const chart_spec *p = d->spec;
    *low = 0;
    *high = p->share ? 100 : 0;
    for (size_t k = 0; k < p->nlabels && !p->share; k++) {
        stack s = stack_of(p, k);
        *low = fmin(*low, s.low);
        *high = fmax(*high, s.high);
    }
    for (size_t i = 0; i < p->nseries; i++)
        for (size_t k = 0; p->series[i].target && k < p->nlabels; k++) {
            const chart_value *v = &p->series[i].values[k];
            if (!v->missing) { *low = fmin(*low, v->number); *high = fmax(*high, v->number); }
        }
}

static str total_of(const chart_spec *p, size_t k) { return p->totals ? p->totals[k] : S(""); }

/* The number of a part in its middle, when there is room for it. */
static void part_value(chart_drawing *d, str text, mpt x, mpt y, mpt w, mpt h)
{
    mpt size = estimate_width(text, SMALL) + 5000 <= w ? SMALL : 7500;
    if (estimate_width(text, size) + 5000 > w || size + 4000 > h) return;
    chart_plate(d, text, x + w / 2, y + h / 2 + size / 3, ANCHOR_MIDDLE, size, INK);
}

/* A part of a bar, with a white seam towards the next. */
static void part(chart_drawing *d, mpt x, mpt y, mpt w, mpt h, size_t rank)
{
    if (w <= 0 || h <= 0) return;
    shape *k = chart_box(d, x, y, w, h, rank);
    k->stroke = 0xffffff;
    k->stroke_width = 600;
}

/* --- upright */

static void column(chart_drawing *d, size_t k, mpt x, mpt w)
{
    const chart_spec *p = d->spec;
    double low = 0, high = 0;
    size_t rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target) continue;
        size_t own = rank++;
        if (v->missing) continue;
        double *from = v->number < 0 ? &low : &high, to = *from + v->number;
        mpt a = chart_level(d, fmax(*from, to)), b = chart_level(d, fmin(*from, to));
        part(d, x, a, w, b - a, own);
        part_value(d, v->text, x, a, w, b - a);
        *from = to;
    }
    mpt top = chart_level(d, high);
    if (stack_of(p, k).missing && p->share) chart_empty(d, x, d->top, w, d->bottom - d->top);
    else if (stack_of(p, k).missing) chart_empty(d, x, top - UNKNOWN_HEIGHT - 500, w, UNKNOWN_HEIGHT);
    else chart_plate(d, total_of(p, k), x + w / 2, top - 3500, ANCHOR_MIDDLE, SMALL, INK);
}

void chart_stacked(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    double low, high;
    reach(d, &low, &high);
    chart_frame(d, chart_axis_title(d, chart_legend(d, 0, KEY_BOX, true)), low, high, 0);
    mpt slot = (d->right - d->left) / (mpt)p->nlabels, w = slot * 7 / 10 < 56000 ? slot * 7 / 10 : 56000;
    for (size_t k = 0; k < p->nlabels; k++) {
        mpt left = d->left + slot * (mpt)k;
        column(d, k, left + (slot - w) / 2, w);
        chart_column_targets(d, k, left, slot);
        chart_write(d, p->labels[k], left + slot / 2, d->bottom + LINE_STEP, ANCHOR_MIDDLE, TEXT, INK);
    }
    chart_finish(d, d->bottom + LINE_STEP);
}

/* --- lying */

static void row(chart_drawing *d, size_t k, mpt y, mpt h)
{
    const chart_spec *p = d->spec;
    double low = 0, high = 0;
    size_t rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        const chart_value *v = &p->series[i].values[k];
        if (p->series[i].target) continue;
        size_t own = rank++;
        if (v->missing) continue;
        double *from = v->number < 0 ? &low : &high, to = *from + v->number;
        mpt a = chart_along(d, fmin(*from, to)), b = chart_along(d, fmax(*from, to));
        part(d, a, y, b - a, h, own);
        part_value(d, v->text, a, y, b - a, h);
        *from = to;
    }
    mpt end = chart_along(d, high);
    if (stack_of(p, k).missing && p->share) chart_empty(d, d->left, y, d->right - d->left, h);
    else if (stack_of(p, k).missing) chart_empty(d, end + 500, y, UNKNOWN, h);
    else chart_write(d, total_of(p, k), end + 4000, y + h / 2 + 3200, ANCHOR_START, SMALL, INK);
}

static mpt row_targets(chart_drawing *d, size_t k, mpt y, mpt h)
{
    for (size_t i = 0; i < d->spec->nseries; i++) {
        const chart_value *v = &d->spec->series[i].values[k];
        if (d->spec->series[i].target && !v->missing) chart_target(d, chart_along(d, v->number), y - 3000, 0, h + 6000);
    }
    return y + h + 10000;
}

void chart_stacked_rows(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    const mpt h = 18000;
    double low, high;
    reach(d, &low, &high);
    d->axis = scale_of(low, high, 5, p);
    chart_label_column(d);
    mpt tail = p->totals ? chart_widest(p->totals, p->nlabels, SMALL) + 8000 : 0;
    d->right = d->width - (tail > UNKNOWN + 2000 ? tail : UNKNOWN + 2000);
    mpt y = chart_row_titles(d, chart_legend(d, 0, KEY_BOX, true)), start = y;
    for (size_t k = 0; k < p->nlabels; k++) {
        row(d, k, y + 4000, h);
        chart_row_label(d, p->labels[k], y + 4000 + h / 2 + 3500);
        y = row_targets(d, k, y + 4000, h);
    }
    chart_rule(d, chart_along(d, 0), start, 0, y - start - 4000, AXIS);
    d->height = y + 2000;
}
