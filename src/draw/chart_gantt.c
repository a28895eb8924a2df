#include "draw/chart_priv.h"
#include "draw/estimate.h"

enum { BAR = 12000, LANE = 16000, DIAMOND = 5500, EDGE = 6000, ROW = 28000 };

/* Where a span stands: lanes are within the row of its label. */
typedef struct bar { const chart_span *of; mpt from, to; size_t lane; } bar;

typedef struct plan {
    chart_drawing *d;
    bar *bars;                                     /* as the spans */
    size_t *lanes;                                 /* how many each label needs */
    bool minor;                                    /* months or quarters are shown */
    mpt head;                                      /* y where the ticks begin */
} plan;

static mpt day_x(const chart_drawing *d, int32_t day)
{
    const chart_spec *p = d->spec;
    int64_t length = p->last_day > p->first_day ? p->last_day - p->first_day : 1;
    return d->left + (mpt)((int64_t)(d->right - d->left) * (day - p->first_day) / length);
}

static void measure(plan *g, bar *b)
{
    const chart_drawing *d = g->d;
    const chart_span *s = b->of;
    mpt middle = day_x(d, s->from + (s->to - s->from) / 2);
    b->from = day_x(d, s->from);
    b->to = day_x(d, s->to);
    if (s->kind == CHART_MILESTONE) { b->from = middle - DIAMOND; b->to = middle + DIAMOND; }
    if (s->kind == CHART_SPAN_OPEN) b->from = b->to - UNKNOWN > d->left ? b->to - UNKNOWN : d->left;
    if (s->kind == CHART_SPAN_UNKNOWN) { b->from = d->left; b->to = d->right; }
    if (b->to - b->from < 2000) b->to = b->from + 2000;
}

/* Spans of a label that are at the same time stand below each other. */
static void place(plan *g)
{
    const chart_spec *p = g->d->spec;
    mpt *ends = ARENA_ARRAY(g->d->a, mpt, p->nspans + 1);
    for (size_t k = 0; k < p->nlabels; k++) {
        size_t n = 0;
        for (size_t i = 0; i < p->nspans; i++) {
            bar *b = &g->bars[i];
            if (p->spans[i].label != k) continue;
            *b = (bar){ .of = &p->spans[i] };
            measure(g, b);
            while (b->lane < n && ends[b->lane] > b->from) b->lane++;
            if (b->lane == n) n++;
            ends[b->lane] = b->to;
        }
        g->lanes[k] = n ? n : 1;
    }
}

/* --- the axis of time */

static mpt next_tick(const chart_drawing *d, size_t i)
{
    const chart_spec *p = d->spec;
    for (size_t k = i + 1; k < p->nticks; k++)
        if (p->ticks[k].major == p->ticks[i].major || p->ticks[k].major) return day_x(d, p->ticks[k].day);
    return d->right;
}

/* Years have their names at their beginning: those that are cut short, or come too close, go without. */
static void name_years(const plan *g)
{
    chart_drawing *d = g->d;
    mpt last = -1;
    for (size_t i = 0; i < d->spec->nticks; i++) {
        const chart_tick *t = &d->spec->ticks[i];
        mpt x = day_x(d, t->day) + 3000, w = estimate_width(t->text, TEXT);
        if (!t->major || (g->minor && x + w > next_tick(d, i)) || x < last || x + w > d->width) continue;
        chart_write(d, t->text, x, g->head + TEXT, ANCHOR_START, TEXT, INK);
        last = x + w + 4000;
    }
}

/* Every second, third, fourth or sixth, counted from the beginning of a year, so that years look alike. */
static size_t every(const plan *g)
{
    static const size_t choices[] = { 1, 2, 3, 4, 6, 12 };
    const chart_spec *p = g->d->spec;
    mpt most = 0;
    size_t n = 0, i = 0;
    for (size_t k = 0; k < p->nticks; k++) {
        mpt w = estimate_width(p->ticks[k].text, 8000) + 3000;
        if (p->ticks[k].major) continue;
        if (w > most) most = w;
        n++;
    }
    mpt step = (g->d->right - g->d->left) / (mpt)(n ? n : 1);
    while (i + 1 < sizeof choices / sizeof *choices && step * (mpt)choices[i] < most) i++;
    return choices[i];
}

static void name_parts(const plan *g)
{
    chart_drawing *d = g->d;
    size_t each = every(g), count = 0;
    mpt last = 0;
    for (size_t i = 0; i < d->spec->nticks; i++) {
        const chart_tick *t = &d->spec->ticks[i];
        if (t->major) count = 0;
        if (t->major || count++ % each) continue;
        mpt from = day_x(d, t->day), middle = (from + next_tick(d, i)) / 2, half = estimate_width(t->text, 8000) / 2;
        if (middle - half < last || middle + half > d->width) continue;
        chart_write(d, t->text, middle, g->head + 2 * LINE_STEP - 3000, ANCHOR_MIDDLE, 8000, SOFT);
        last = middle + half + 2000;
    }
}

static void axis(const plan *g, mpt bottom)
{
    chart_drawing *d = g->d;
    const chart_spec *p = d->spec;
    for (size_t i = 0; i < p->nticks; i++) {
        mpt x = day_x(d, p->ticks[i].day), y = p->ticks[i].major ? g->head : g->head + LINE_STEP;
        bool covered = !p->ticks[i].major && i > 0 && p->ticks[i - 1].day == p->ticks[i].day;
        if (!covered) chart_rule(d, x, y, 0, bottom - y, p->ticks[i].major && g->minor ? AXIS : RULE);
    }
    chart_rule(d, d->right, g->head, 0, bottom - g->head, RULE);
    name_years(g);
    if (g->minor) name_parts(g);
    mpt under = g->head + (g->minor ? 2 : 1) * LINE_STEP + 1000;
    chart_rule(d, d->left, under, d->right - d->left, 0, AXIS);
}

static void today(const plan *g, mpt top, mpt bottom)
{
    chart_drawing *d = g->d;
    mpt x = day_x(d, d->spec->today);
    shape *k = chart_add(d, SHAPE_LINE, x, top, 0, bottom - top);
    k->stroke = INK;
    k->stroke_width = 1200;
    k->dash = 2500;
}

/* --- rows */

static void draw_bar(const plan *g, const bar *b, mpt y)
{
    chart_drawing *d = g->d;
    switch (b->of->kind) {
    case CHART_SPAN: chart_box(d, b->from, y, b->to - b->from, BAR, b->of->series); break;
    case CHART_MILESTONE: chart_diamond(d, (b->from + b->to) / 2, y + BAR / 2, DIAMOND, b->of->series); break;
    case CHART_SPAN_OPEN: chart_empty(d, b->from, y, b->to - b->from, BAR); break;
    case CHART_SPAN_UNKNOWN: {
        mpt x = d->left + UNKNOWN + GAP;
        chart_empty(d, d->left + 2000, y, UNKNOWN, BAR);
        chart_plate(d, chart_fit(d, d->spec->missing, SMALL, d->width - x), x, y + BAR / 2 + 3200, ANCHOR_START, SMALL,
                    SOFT);
        break;
    }
    }
}

static mpt draw_row(const plan *g, size_t k, mpt y)
{
    chart_drawing *d = g->d;
    mpt high = LANE * (mpt)g->lanes[k], room = high < ROW ? ROW : high + 6000, start = y + (room - high) / 2;
    if (k) chart_rule(d, 0, y, d->width, 0, RULE);
    for (size_t i = 0; i < d->spec->nspans; i++)
        if (g->bars[i].of && g->bars[i].of->label == k)
            draw_bar(g, &g->bars[i], start + LANE * (mpt)g->bars[i].lane + (LANE - BAR) / 2);
    chart_row_label(d, d->spec->labels[k], y + room / 2 + 3500);
    return y + room;
}

static mpt all_rows(const plan *g, mpt y)
{
    for (size_t k = 0; k < g->d->spec->nlabels; k++) {
        mpt high = LANE * (mpt)g->lanes[k];
        y += high < ROW ? ROW : high + 6000;
    }
    return y;
}

static mpt legend(chart_drawing *d, bool marked)
{
    const chart_spec *p = d->spec;
    chart_key *keys = ARENA_ARRAY(d->a, chart_key, p->nseries + 3);
    size_t n = 0;
    bool milestone = false, unknown = false;
    for (size_t i = 0; p->nseries > 1 && i < p->nseries; i++) keys[n++] = (chart_key){ KEY_BOX, i, p->series[i].name };
    for (size_t i = 0; i < p->nspans; i++) {
        milestone = milestone || p->spans[i].kind == CHART_MILESTONE;
        unknown = unknown || p->spans[i].kind == CHART_SPAN_OPEN;
    }
    keys[n++] = (chart_key){ KEY_DIAMOND, 0, milestone ? p->milestone : S("") };
    keys[n++] = (chart_key){ KEY_UNKNOWN, 0, unknown ? p->missing : S("") };
    keys[n++] = (chart_key){ KEY_DAY, 0, marked ? p->today_text : S("") };
    return chart_keys(d, 0, keys, n);
}

void chart_gantt(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    plan g = { .d = d, .bars = ARENA_ARRAY(d->a, bar, p->nspans + 1), .lanes = ARENA_ARRAY(d->a, size_t, p->nlabels) };
    chart_label_column(d);
    d->right = d->width - EDGE;
    for (size_t i = 0; i < p->nticks; i++) g.minor = g.minor || !p->ticks[i].major;
    place(&g);
    bool marked = p->today_text.n && p->today >= p->first_day && p->today < p->last_day;
    g.head = legend(d, marked);
    mpt top = g.head + (g.minor ? 2 : 1) * LINE_STEP + 3000, bottom = all_rows(&g, top), y = top;
    axis(&g, bottom);
    for (size_t k = 0; k < p->nlabels; k++) y = draw_row(&g, k, y);
    if (marked) today(&g, top - 2000, bottom);
    d->height = bottom + 4000;
}
