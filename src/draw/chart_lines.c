#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

/* The end of each line is named there; names keep a line's distance. */
typedef struct line_end { mpt y; size_t series, rank; str text; } line_end;

static mpt point_x(const chart_drawing *d, size_t k)
{
    size_t n = d->spec->nlabels;
    mpt inset = d->inset, length = d->right - d->left - 2 * inset;
    return d->left + inset + (n > 1 ? (mpt)((int64_t)length * (int64_t)k / (int64_t)(n - 1)) : length / 2);
}

/* The run of known values from `from`; returns where the next may begin. */
static size_t run(chart_drawing *d, const chart_series *c, size_t from, size_t rank)
{
    size_t to = from;
    while (to < d->spec->nlabels && !c->values[to].missing) to++;
    if (to - from < 2) return to + 1;
    scene_point *v = ARENA_ARRAY(d->a, scene_point, to - from);
    for (size_t i = from; i < to; i++)
        v[i - from] = (scene_point){ point_x(d, i), chart_level(d, c->values[i].number) };
    shape *k = chart_path(d, v, to - from);
    k->stroke = c->target ? (uint32_t)INK : chart_look_of(rank).colour;
    k->stroke_width = c->target ? 1600 : 2000;
    k->dash = c->target ? 4000 : 0;
    return to + 1;
}

/* A value stands above its point, below it where the line goes on upwards on both sides. */
static mpt value_place(const chart_drawing *d, const chart_series *c, size_t k)
{
    double v = c->values[k].number;
    bool left = k > 0 && !c->values[k - 1].missing, right = k + 1 < d->spec->nlabels && !c->values[k + 1].missing;
    bool dip = left && right && c->values[k - 1].number > v && c->values[k + 1].number > v;
    mpt y = chart_level(d, v);
    return dip && y + 17000 < d->bottom ? y + 13500 : y - 7000;
}

static void line_series(chart_drawing *d, const chart_series *c, size_t rank, bool values)
{
    for (size_t k = 0; k < d->spec->nlabels;) k = run(d, c, k, rank);
    for (size_t k = 0; k < d->spec->nlabels && !c->target; k++) {
        const chart_value *v = &c->values[k];
        if (v->missing) continue;
        chart_marker(d, point_x(d, k), chart_level(d, v->number), rank);
        if (values) chart_plate(d, v->text, point_x(d, k), value_place(d, c, k), ANCHOR_MIDDLE, SMALL, INK);
    }
}

/* In order, a line's distance apart, and none below the plot. */
static void sort_ends(const chart_drawing *d, line_end *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && v[k].y < v[k - 1].y; k--) {
            line_end t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    for (size_t i = 1; i < n; i++)
        if (v[i].y < v[i - 1].y + LINE_STEP) v[i].y = v[i - 1].y + LINE_STEP;
    mpt low = d->bottom;
    for (size_t i = n; i > 0; i--) {
        if (v[i - 1].y > low) v[i - 1].y = low;
        low = v[i - 1].y - LINE_STEP;
    }
}

static void name_ends(chart_drawing *d, bool values)
{
    const chart_spec *p = d->spec;
    line_end *ends = ARENA_ARRAY(d->a, line_end, p->nseries);
    size_t n = 0, rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        size_t k = p->nlabels;
        while (k > 0 && p->series[i].values[k - 1].missing) k--;
        if (k > 0) {
            const chart_value *v = &p->series[i].values[k - 1];
            str value = values ? S("") : arena_fmt(d->a, " : %.*s", STR_ARG(v->text));
            mpt room = d->width - d->right - GAP - estimate_width(value, TEXT);
            str name = chart_fit(d, p->series[i].name, TEXT, room);
            str text = arena_fmt(d->a, "%.*s%.*s", STR_ARG(name), STR_ARG(value));
            ends[n++] = (line_end){ chart_level(d, v->number), i, rank, text };
        }
        rank += !p->series[i].target;
    }
    sort_ends(d, ends, n);
    for (size_t i = 0; i < n; i++) {
        bool target = p->series[ends[i].series].target;
        chart_write(d, ends[i].text, d->right + GAP, ends[i].y + 3300, ANCHOR_START, TEXT,
                    target ? (uint32_t)INK : chart_look_of(ends[i].rank).colour);
    }
}

static mpt ends_room(chart_drawing *d, bool values)
{
    mpt most = 0;
    for (size_t i = 0; i < d->spec->nseries; i++) {
        mpt w = estimate_width(d->spec->series[i].name, TEXT) + (values ? 0 : chart_value_room(d->spec) + GAP);
        if (w > most) most = w;
    }
    return most + 2 * GAP;
}

static mpt step_of(const chart_drawing *d)
{
    return d->spec->nlabels > 1 ? point_x(d, 1) - point_x(d, 0) : d->right - d->left;
}

/* When labels are too many, only each second, third… is shown. */
static void line_labels(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    mpt step = step_of(d);
    size_t each = step > 0 ? (size_t)((chart_widest(p->labels, p->nlabels, TEXT) + 8000) / step) + 1 : p->nlabels;
    mpt most = 2 * (d->inset + d->left);
    for (size_t k = 0; k < p->nlabels; k += each) {
        str text = chart_fit(d, p->labels[k], TEXT, k == 0 ? most : d->width / 2);
        chart_write(d, text, point_x(d, k), d->bottom + LINE_STEP, ANCHOR_MIDDLE, TEXT, INK);
    }
}

/* "Series (2023, 2024) : not known", without the labels when there are too many. */
static str gap_text(chart_drawing *d, const chart_series *c)
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
    str years = arena_fmt(d->a, "%.*s : %.*s", (int)labels.n, labels.n ? labels.p : "", STR_ARG(text));
    buf_free(&labels);
    if (d->small && p->nseries == 1) full = years;
    if (estimate_width(full, SMALL) < d->width) return full;
    return chart_fit(d, arena_fmt(d->a, "%.*s : %.*s", STR_ARG(c->name), STR_ARG(text)), SMALL, d->width);
}

/* Missing values are gaps in the lines; below the chart it is said which. */
static mpt gap_notes(chart_drawing *d, mpt y)
{
    const chart_spec *p = d->spec;
    for (size_t i = 0; i < p->nseries; i++) {
        bool any = false;
        for (size_t k = 0; k < p->nlabels; k++) any = any || p->series[i].values[k].missing;
        if (!any || p->series[i].target) continue;
        y += LINE_STEP;
        chart_write(d, gap_text(d, &p->series[i]), d->small ? d->left : 0, y + 4000, ANCHOR_START, SMALL, SOFT);
    }
    return y + 3000;
}

void chart_lines(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    double low, high;
    chart_range(d->whole, &low, &high);
    bool single = chart_bars_of(p) == 1 && p->nlabels <= 12;
    mpt tail = p->nseries > 1 && !d->small ? ends_room(d, single) : 0;
    if (tail > d->width / 3) tail = d->width / 3;
    /* lines are named at their ends */
    chart_frame(d, d->small ? 0 : chart_axis_title(d, 0), fmin(low, 0), fmax(high, 0), tail);
    mpt labels = chart_widest(p->labels, p->nlabels, TEXT), values = chart_value_room(d->whole);
    mpt most = values > labels ? values : labels, widest = d->small ? 24000 : 40000;
    d->inset = most / 2 < widest ? most / 2 + 2000 : widest + 2000;
    bool shown = single && step_of(d) >= values;
    size_t rank = 0;
    for (size_t i = 0; i < p->nseries; i++) {
        line_series(d, &p->series[i], rank, shown);
        rank += !p->series[i].target;
    }
    if (p->nseries > 1 && !d->small) name_ends(d, shown);
    line_labels(d);
    chart_finish(d, d->bottom + LINE_STEP);
    d->height = gap_notes(d, d->height - 4000) + 4000;
}
