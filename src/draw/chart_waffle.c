#include "draw/chart_priv.h"
#include "draw/estimate.h"

enum { SIDE = 10, CELLS = SIDE * SIDE, CELL = 10500, STEP = 12000, NAME = 16000 };

bool chart_waffle_cells(arena *a, const double *parts, size_t n, int *cells)
{
    double sum = 0, *rest = ARENA_ARRAY(a, double, n + 1);
    int given = 0;
    for (size_t i = 0; i < n; i++) sum += parts[i];
    if (!(sum > 0)) return false;
    for (size_t i = 0; i < n; i++) {
        double exact = parts[i] / sum * CELLS;
        cells[i] = (int)exact;
        rest[i] = exact - cells[i];
        given += cells[i];
    }
    for (; given < CELLS; given++) {
        size_t most = 0;
        for (size_t i = 1; i < n; i++)
            if (rest[i] > rest[most] + 1e-9) most = i;
        cells[most]++;
        rest[most] = -1;
    }
    return true;
}

/* The cells of label k from the upper edge on, in reading order; dashed where a part is not known, since nobody knows
 * the whole then. */
static void cells(chart_drawing *d, size_t k, mpt x, mpt y)
{
    const chart_spec *p = d->spec;
    size_t n = p->nseries, which = 0;
    double *parts = ARENA_ARRAY(d->a, double, n);
    int *count = ARENA_ARRAY(d->a, int, n);
    bool known = true;
    for (size_t i = 0; i < n; i++) {
        known = known && !p->series[i].values[k].missing;
        parts[i] = p->series[i].values[k].number;
    }
    known = known && chart_waffle_cells(d->a, parts, n, count);
    for (int i = 0; i < CELLS; i++) {
        mpt left = x + i % SIDE * STEP, top = y + i / SIDE * STEP;
        if (!known) {
            chart_empty(d, left, top, CELL, CELL);
            continue;
        }
        while (which + 1 < n && count[which] == 0) which++;
        chart_box(d, left, top, CELL, CELL, which);
        count[which]--;
    }
}

/* One whole: its parts are named beside it, with their numbers. */
static void single(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    mpt x = SIDE * STEP + 20000, y = 0, step = p->nseries > 8 ? LINE_STEP + 2000 : LINE_STEP + 6000;
    cells(d, 0, 2000, 2000);
    for (size_t i = 0; i < p->nseries; i++, y += step) {
        const chart_value *v = &p->series[i].values[0];
        str text = arena_fmt(d->a, "%.*s : %.*s", STR_ARG(p->series[i].name), STR_ARG(v->text));
        if (v->missing) chart_empty(d, x, y + 2000, SWATCH, SWATCH);
        else chart_box(d, x, y + 2000, SWATCH, SWATCH, i);
        text = chart_fit(d, text, TEXT, d->width - x - SWATCH - GAP);
        chart_write(d, text, x + SWATCH + GAP, y + TEXT + 500, ANCHOR_START, TEXT, INK);
    }
    d->height = (y > SIDE * STEP ? y : SIDE * STEP) + 4000;
}

void chart_waffle(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    if (p->nlabels == 1) {
        single(d);
        return;
    }
    const mpt side = SIDE * STEP, gutter = 24000;
    mpt most = (d->width - 4000 + gutter) / (side + gutter), n = (mpt)p->nlabels, lines = (n + most - 1) / most;
    mpt across = (n + lines - 1) / lines, start = chart_legend(d, 0, KEY_BOX, true);
    for (mpt k = 0; k < n; k++) {
        mpt x = 2000 + k % across * (side + gutter), y = start + k / across * (side + NAME + 12000);
        str name = chart_fit(d, p->labels[k], TEXT, side + gutter - 6000);
        chart_write(d, name, x, y + TEXT, ANCHOR_START, TEXT, INK);
        cells(d, (size_t)k, x, y + NAME);
    }
    d->height = start + lines * (side + NAME + 12000) - 8000;
}
