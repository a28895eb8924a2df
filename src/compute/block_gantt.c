#include "compute/block_chart.h"
#include "base/unicode.h"
#include "model/day.h"

enum { MONTHS_MOST = 18, QUARTERS_MOST = 60, YEARS_MOST = 40 };   /* months for each form of the axis; years on it */

typedef struct days { bool known; int32_t from, to; } days;

/* A cell that is empty, or says so in a way of figures ("nd"), is not known. False after a message. */
static bool read_days(block_chart *m, size_t row, const dataset_column *c, days *out)
{
    figure f;
    *out = (days){ false, 0, 0 };
    const value *v = c ? dataset_cell(m->r->t, row, c->id) : NULL;
    str text = str_trim(dataset_plain(m->b->a, v));
    if (text.n == 0) return true;
    if (dataset_figure(m->b->a, v, &f) && f.kind == FIGURE_MISSING) return true;
    out->known = day_stretch(text, &out->from, &out->to);
    if (!out->known)
        DIAG(host_diag(m->b->c->host), D451, block_data_place(m->b), arena_str(m->b->a, text).p);
    return out->known;
}

static str label_of(const block_chart *m, size_t row)
{
    return block_data_cell(m->b, m->x, dataset_cell(m->r->t, row, m->x->id));
}

static void add_span(block_chart *m, size_t row)
{
    block_data *b = m->b;
    days from, to;
    if (!read_days(m, row, m->from, &from) || !read_days(m, row, m->to, &to)) return;
    if (from.known && to.known && to.to <= from.from) {
        DIAG(host_diag(b->c->host), D452, block_data_place(b), arena_str(b->a, label_of(m, row)).p);
        return;
    }
    chart_span s = { .from = from.from, .to = to.to };
    if (from.known && !to.known) { s.kind = CHART_MILESTONE; s.to = from.to; }
    if (!from.known) { s.kind = to.known ? CHART_SPAN_OPEN : CHART_SPAN_UNKNOWN; s.from = to.from; }
    s.label = block_chart_place(b->a, m->labels, label_of(m, row));
    str state = S("");
    if (m->split) state = block_data_cell(b, m->split, dataset_cell(m->r->t, row, m->split->id));
    s.series = block_chart_place(b->a, m->names, state);
    m->spec->spans[m->spec->nspans++] = s;
}

/* --- the axis */

static void add_tick(block_chart *m, int32_t day, bool major, const char *skeleton)
{
    block_data *b = m->b;
    int year, month, dom;
    day_civil(day, &year, &month, &dom);
    str text = b->c->locale ? locale_part(b->c->locale, b->a, day, skeleton) : S("");
    if (text.n == 0 && major) text = arena_fmt(b->a, "%d", year);
    if (text.n == 0) text = arena_fmt(b->a, "%d", month);
    m->spec->ticks[m->spec->nticks++] = (chart_tick){ day, major, text };
}

static int32_t month_start(int months) { return day_of(months / 12, months % 12 + 1, 1); }

/* Whole years, or every second, fifth, tenth… of many. */
static void tick_years(block_chart *m, int first, int last)
{
    static const int factors[] = { 2, 5, 10 };
    int step = 1;
    for (int power = 1, i = 0; (last - first) / step >= YEARS_MOST; i++) {
        step = factors[i % 3] * power;
        if (i % 3 == 2) power *= 10;
    }
    first -= first % step;
    last = (last + step) / step * step;
    m->spec->ticks = ARENA_ARRAY(m->b->a, chart_tick, (last - first) / step + 1);
    for (int y = first; y < last; y += step) add_tick(m, day_of(y > 0 ? y : 1, 1, 1), true, "y");
    m->spec->first_day = day_of(first > 0 ? first : 1, 1, 1);
    m->spec->last_day = day_of(last, 1, 1);
}

static void tick_months(block_chart *m, int first, int last, int step)
{
    first -= first % step;
    last = (last + step) / step * step;
    m->spec->ticks = ARENA_ARRAY(m->b->a, chart_tick, 2 * (last - first) / step + 2);
    for (int i = first; i < last; i += step) {
        if (i == first || i % 12 == 0) add_tick(m, month_start(i), true, "y");
        add_tick(m, month_start(i), false, step == 1 ? "LLL" : "QQQ");
    }
    m->spec->first_day = month_start(first);
    m->spec->last_day = month_start(last);
}

/* From the month of the first day to that of the last. */
static bool make_axis(block_chart *m)
{
    int32_t low = INT32_MAX, high = INT32_MIN;
    int y, mo, dom;
    for (size_t i = 0; i < m->spec->nspans; i++) {
        const chart_span *s = &m->spec->spans[i];
        if (s->kind == CHART_SPAN_UNKNOWN) continue;
        if (s->from < low) low = s->from;
        if (s->to > high) high = s->to;
    }
    if (low >= high) return false;
    day_civil(low, &y, &mo, &dom);
    int first = y * 12 + mo - 1;
    day_civil(high - 1, &y, &mo, &dom);
    int last = y * 12 + mo - 1;
    if (last - first < MONTHS_MOST) tick_months(m, first, last, 1);
    else if (last - first < QUARTERS_MOST) tick_months(m, first, last, 3);
    else tick_years(m, first / 12, last / 12);
    return true;
}

/* --- all of it */

static void name_series(block_chart *m)
{
    chart_spec *s = m->spec;
    arena *a = m->b->a;
    s->nlabels = map_count(m->labels);
    s->labels = ARENA_ARRAY(a, str, s->nlabels + 1);
    for (size_t i = 0; i < s->nlabels; i++) s->labels[i] = map_at(m->labels, i)->key;
    s->nseries = map_count(m->names);
    s->series = ARENA_ARRAY(a, chart_series, s->nseries + 1);
    for (size_t i = 0; i < s->nseries; i++) s->series[i].name = map_at(m->names, i)->key;
}

bool block_chart_time(block_chart *m)
{
    block_data *b = m->b;
    chart_spec *s = m->spec;
    s->spans = ARENA_ARRAY(b->a, chart_span, m->r->n + 1);
    for (size_t i = 0; i < m->r->n; i++) add_span(m, m->r->v[i]);
    name_series(m);
    if (!make_axis(m)) {
        b->fine = false;
        return false;
    }
    s->milestone = block_data_word(b, "jalon");
    if (b->c->locale && day_parse(b->c->clock, &s->today)) s->today_text = locale_date(b->c->locale, b->a, b->c->clock);
    return true;
}
