#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

enum { NAME = 18000, GUTTER = 16000, LOW_PLOT = 95000 };

/* Charts in lines of `across`, whose first one has room for what they share: numbers of the axis, or labels of rows. */
typedef struct tiles { chart_drawing *d; mpt margin, plot; size_t across; } tiles;

static mpt tick_margin(chart_drawing *d)
{
    double low, high;
    chart_range(d->spec, &low, &high);
    scale axis = scale_of(fmin(low, 0), fmax(high, 0), 4, d->spec);
    mpt most = 0;
    for (long long i = axis.first; i <= axis.last; i++) {
        mpt w = estimate_width(scale_text(&axis, d->a, i, d->spec), SMALL);
        if (w > most) most = w;
    }
    return most + 2 * GAP;
}

/* As many side by side as there is room for, and lines of about the same length. */
static void spread(tiles *t, mpt least)
{
    const chart_drawing *d = t->d;
    mpt room = d->width - t->margin, n = (mpt)d->spec->npanels;
    mpt most = (room + GUTTER) / (least + GUTTER);
    if (most < 1) most = 1;
    mpt lines = (n + most - 1) / most, across = (n + lines - 1) / lines;
    t->across = (size_t)across;
    t->plot = (room - (across - 1) * GUTTER) / across;
}

static tiles arrange(chart_drawing *d, chart_kind *kind)
{
    const chart_spec *p = d->spec;
    tiles t = { .d = d };
    *kind = p->kind;
    if (*kind == CHART_BARS) {
        t.margin = tick_margin(d);
        mpt label = chart_widest(p->labels, p->nlabels, TEXT) + 5200, bars = (mpt)(chart_bars_of(p) + 1) * 7300;
        mpt least = (mpt)p->nlabels * (label > bars ? label : bars) + 500;
        spread(&t, least > 90000 ? least : 90000);
        if (chart_collide(d, t.plot)) *kind = CHART_ROWS;
    }
    if (*kind == CHART_LINES) {
        t.margin = tick_margin(d);
        spread(&t, 120000);
    }
    if (*kind == CHART_ROWS) {
        t.margin = chart_label_room(d, d->width / 3);
        spread(&t, 60000 + chart_value_room(p));
    }
    return t;
}

/* Draws one; gives its height. */
static mpt draw_tile(const tiles *t, const chart_spec *spec, size_t column, mpt y)
{
    chart_drawing k = *t->d;
    bool first = column == 0;
    k.whole = t->d->spec;
    k.spec = spec;
    k.small = true;
    k.bare = !first;
    k.left = first ? t->margin : 0;
    k.ox = t->d->ox + (first ? 0 : t->margin + (mpt)column * (t->plot + GUTTER));
    k.oy = t->d->oy + y + NAME;
    k.width = k.left + t->plot;
    k.plot = LOW_PLOT;
    chart_drawing name = k;
    name.oy -= NAME;
    if (spec->title.n) {
        str text = chart_fit(&k, spec->title, TEXT, t->plot * 9 / 10);
        chart_write(&name, text, k.left, TEXT + 2000, ANCHOR_START, TEXT, INK);
        t->d->s->last->bold = true;
    }
    if (spec->kind == CHART_LINES) chart_lines(&k);
    else if (spec->kind == CHART_ROWS) chart_rows(&k);
    else chart_bars(&k);
    return k.height + NAME;
}

void chart_multiples(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    chart_kind kind;
    tiles t = arrange(d, &kind);
    mpt y = chart_legend(d, 0, kind == CHART_LINES ? KEY_MARKER : KEY_BOX, kind == CHART_BARS), most = 0;
    d->left = t.margin;
    d->right = d->width;
    y = kind == CHART_ROWS ? chart_row_titles(d, y) : chart_axis_title(d, y);
    for (size_t i = 0; i < p->npanels; i++) {
        size_t column = i % t.across;
        if (column == 0) { y += most + (i ? 8000 : 0); most = 0; }
        chart_spec *one = ARENA_NEW(d->a, chart_spec);
        *one = p->panels[i];
        one->kind = kind;
        mpt h = draw_tile(&t, one, column, y);
        if (h > most) most = h;
    }
    if (kind == CHART_ROWS) d->height = y + most;
    else chart_finish(d, y + most);
}
