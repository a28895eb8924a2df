#include "compute/block_chart.h"

/* --- the kind, and what goes with it */

enum {
    STACKS = 1 << CHART_STACKED | 1 << CHART_STACKED_ROWS,
    SMALL_ONES = 1 << CHART_BARS | 1 << CHART_ROWS | 1 << CHART_LINES,
    TIME = 1 << CHART_GANTT,
    COURSES = 1 << CHART_PROGRESS,
    SHARES = 1 << CHART_WAFFLE,
    ALL = (1 << (CHART_WAFFLE + 1)) - 1,
};

static const struct { const char *name; chart_kind kind;
} kinds[] = {
    { "barres", CHART_BARS }, { "bars", CHART_BARS }, { "barres-couchees", CHART_ROWS }, { "rows", CHART_ROWS },
    { "lignes", CHART_LINES }, { "lines", CHART_LINES }, { "barres-empilees", CHART_STACKED },
    { "stacked", CHART_STACKED }, { "barres-couchees-empilees", CHART_STACKED_ROWS },
    { "stacked-rows", CHART_STACKED_ROWS }, { "points", CHART_DOTS }, { "dots", CHART_DOTS },
    { "progression", CHART_PROGRESS }, { "progress", CHART_PROGRESS }, { "frise", CHART_GANTT },
    { "gantt", CHART_GANTT }, { "gaufre", CHART_WAFFLE }, { "waffle", CHART_WAFFLE },
};

/* Options that only some kinds know. */
static const struct { const char *name; int kinds;
} particular[] = {
    { "part", STACKS }, { "share", STACKS }, { "bas", 1 << CHART_DOTS }, { "low", 1 << CHART_DOTS },
    { "haut", 1 << CHART_DOTS }, { "high", 1 << CHART_DOTS }, { "par", SMALL_ONES }, { "by", SMALL_ONES },
    { "depart", COURSES }, { "start", COURSES | TIME }, { "debut", TIME }, { "fin", TIME }, { "end", TIME },
    { "etat", TIME }, { "state", TIME }, { "y", ALL & ~TIME }, { "serie", ALL & ~COURSES },
    { "series", ALL & ~COURSES }, { "cible", ALL & ~(TIME | SHARES) }, { "target", ALL & ~(TIME | SHARES) },
};

enum { KINDS = sizeof kinds / sizeof *kinds, PARTICULAR = sizeof particular / sizeof *particular };

static chart_kind kind_of(block_data *b)
{
    str name = b->made ? block_data_option(b, "kind", "genre") : block_data_option(b, "type", "kind"), names[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        if (name.n == 0 || str_eqz(name, kinds[i].name)) return kinds[i].kind;
        names[i] = str_z(kinds[i].name);
    }
    str nearest = str_nearest(name, names, KINDS);
    if (nearest.n == 0) nearest = names[0];
    DIAG(host_diag(b->c->host), M111, block_data_place(b), arena_str(b->a, name).p, nearest.p);
    return CHART_BARS;
}

static void check_particular(block_data *b, chart_kind kind)
{
    for (size_t i = 0; i < PARTICULAR; i++) {
        if (particular[i].kinds & 1 << kind || block_data_option(b, particular[i].name, particular[i].name).n == 0)
            continue;
        size_t k = 0;
        while (kinds[k].kind != kind) k++;
        DIAG(host_diag(b->c->host), D455, block_data_place(b), particular[i].name, kinds[k].name);
    }
}

/* --- columns */

static const dataset_column *column_of(block_chart *m, const char *french, const char *english)
{
    str id = block_data_option(m->b, french, english);
    return id.n ? block_data_column(m->b, m->r->t, id) : NULL;
}

/* False when the option was not given, or names no column: after a message. */
static bool need(block_chart *m, bool there, const char *french, const char *english)
{
    if (there) return true;
    if (block_data_option(m->b, french, english).n == 0)
        DIAG(host_diag(m->b->c->host), D450, block_data_place(m->b), french);
    m->b->fine = false;
    return false;
}

/* Columns of numbers that no other option takes. */
static void usual_numbers(block_chart *m)
{
    const dataset *t = m->r->t;
    for (size_t k = 0; k < t->ncolumns; k++) {
        const dataset_column *c = &t->columns[k];
        bool taken = c == m->x || c == m->target || c == m->start || c == m->split || c == m->by;
        for (size_t i = 0; i < m->low.n; i++) taken = taken || c == m->low.v[i];
        for (size_t i = 0; i < m->high.n; i++) taken = taken || c == m->high.v[i];
        if (!taken && column_counts(c->type)) block_data_show(&m->y, c);
    }
}

static bool find_range(block_chart *m)
{
    block_data *b = m->b;
    m->low = block_data_columns(b, m->r->t, block_data_option(b, "bas", "low"));
    m->high = block_data_columns(b, m->r->t, block_data_option(b, "haut", "high"));
    if (m->low.n == 0 && m->high.n == 0) return b->fine;
    return need(m, m->low.n, "bas", "low") && need(m, m->high.n, "haut", "high");
}

static bool find_columns(block_chart *m)
{
    block_data *b = m->b;
    const dataset *t = m->r->t;
    chart_kind kind = m->spec->kind;
    str x = block_data_option(b, "x", "x"), y = block_data_option(b, "y", "y");
    m->x = x.n ? block_data_column(b, t, x) : t->ncolumns ? &t->columns[0] : NULL;
    m->split = column_of(m, "serie", "series");
    if (kind == CHART_GANTT) {
        if (block_data_option(b, "etat", "state").n) m->split = column_of(m, "etat", "state");
        b->days[0] = m->from = column_of(m, "debut", "start");
        b->days[1] = m->to = column_of(m, "fin", "end");
        return m->x && need(m, m->from, "debut", "start");
    }
    m->target = column_of(m, "cible", "target");
    if (kind == CHART_PROGRESS) m->start = column_of(m, "depart", "start");
    if (1 << kind & SMALL_ONES) m->by = column_of(m, "par", "by");
    if (kind == CHART_DOTS && !find_range(m)) return false;
    m->y = block_data_columns(b, t, y);
    if (y.n == 0) usual_numbers(m);
    if (kind == CHART_PROGRESS) { m->split = NULL; if (m->y.n > 1) m->y.n = 1; }
    if (kind == CHART_WAFFLE) m->target = NULL;
    return m->x && need(m, m->y.n, "y", "y") && (kind != CHART_PROGRESS || need(m, m->target, "cible", "target"));
}

/* --- numbers */

size_t block_chart_place(arena *a, map *known, str text)
{
    uintptr_t at = (uintptr_t)map_get(known, text);
    if (at) return at - 1;
    map_put(known, arena_str(a, text), (void *)(map_count(known) + 1));
    return map_count(known) - 1;
}

static str text_in(const block_chart *m, const dataset_column *c, size_t row)
{
    return block_data_cell(m->b, c, dataset_cell(m->r->t, row, c->id));
}

static chart_value unknown(const block_chart *m)
{
    return (chart_value){ .missing = true, .text = block_data_word(m->b, "non renseigné") };
}

/* A range says between what a number lies, and no number. */
static chart_value read_value(const block_chart *m, size_t row, const dataset_column *c)
{
    const value *v = dataset_cell(m->r->t, row, c->id);
    chart_value out = unknown(m);
    figure f;
    out.missing = !dataset_amount(m->b->a, v, &out.number);
    if (dataset_number(v, &out.number)) {
        out.text = block_data_number(m->b, c, out.number);
    } else if (!out.missing) {
        out.text = block_data_cell(m->b, c, v);
    } else if (dataset_figure(m->b->a, v, &f)) {
        out.text = block_data_cell(m->b, c, v);
        out.ranged = f.kind == FIGURE_RANGE && f.a <= f.b;
        out.low = f.a;
        out.high = f.b;
    }
    return out;
}

/* The ends of a number's range are columns of their own. */
static void read_range(const block_chart *m, chart_value *v, size_t row, size_t k)
{
    block_data *b = m->b;
    if (k >= m->low.n || k >= m->high.n) return;
    const dataset_column *c = m->y.v[k];
    chart_value low = read_value(m, row, m->low.v[k]), high = read_value(m, row, m->high.v[k]);
    if (low.missing || high.missing) return;
    if (low.number > high.number) {
        DIAG(host_diag(b->c->host), D456, block_data_place(b), arena_str(b->a, text_in(m, m->x, row)).p);
        return;
    }
    v->ranged = true;
    v->low = low.number;
    v->high = high.number;
    if (v->missing && b->c->locale)
        v->text = locale_range(b->c->locale, b->a, v->low, v->high, c->least, c->decimals);
}

static chart_value *unknown_values(const block_chart *m, size_t n)
{
    chart_value *v = ARENA_ARRAY(m->b->a, chart_value, n + 1);
    for (size_t i = 0; i < n; i++) v[i] = unknown(m);
    return v;
}

static void add_series(const block_chart *m, chart_spec *s, str name, bool target)
{
    s->series[s->nseries++] = (chart_series){ name, unknown_values(m, s->nlabels), target };
}

static void learn_texts(block_chart *m)
{
    for (size_t i = 0; i < m->r->n; i++) {
        block_chart_place(m->b->a, m->labels, text_in(m, m->x, m->r->v[i]));
        if (m->split) block_chart_place(m->b->a, m->names, text_in(m, m->split, m->r->v[i]));
    }
    chart_spec *s = m->spec;
    s->nlabels = map_count(m->labels);
    s->labels = ARENA_ARRAY(m->b->a, str, s->nlabels + 1);
    for (size_t i = 0; i < s->nlabels; i++) s->labels[i] = map_at(m->labels, i)->key;
}

static void set_row(const block_chart *m, chart_spec *s, size_t row)
{
    size_t label = block_chart_place(m->b->a, m->labels, text_in(m, m->x, row));
    for (size_t k = 0; k < (m->split ? 1 : m->y.n); k++) {
        size_t at = m->split ? block_chart_place(m->b->a, m->names, text_in(m, m->split, row)) : k;
        chart_value v = read_value(m, row, m->y.v[k]);
        read_range(m, &v, row, k);
        if (!v.missing || dataset_cell(m->r->t, row, m->y.v[k]->id) || v.ranged) s->series[at].values[label] = v;
    }
    if (m->target && dataset_cell(m->r->t, row, m->target->id))
        s->series[s->nseries - 1].values[label] = read_value(m, row, m->target);
    if (m->start && dataset_cell(m->r->t, row, m->start->id)) s->starts[label] = read_value(m, row, m->start);
}

/* The numbers of the rows for which `by` says `name`, or of all. */
static void add_numbers(const block_chart *m, chart_spec *s, str name)
{
    size_t n = m->split ? map_count(m->names) : m->y.n;
    s->nseries = 0;
    s->series = ARENA_ARRAY(m->b->a, chart_series, n + 1);
    for (size_t i = 0; i < n; i++)
        add_series(m, s, m->split ? map_at(m->names, i)->key : block_data_label(m->b, m->y.v[i]), false);
    if (m->target) add_series(m, s, block_data_label(m->b, m->target), true);
    if (m->start) s->starts = unknown_values(m, s->nlabels);
    for (size_t i = 0; i < m->r->n; i++)
        if (!m->by || !name.n || str_eq(text_in(m, m->by, m->r->v[i]), name)) set_row(m, s, m->r->v[i]);
}

static void add_panels(const block_chart *m)
{
    chart_spec *s = m->spec;
    map *known = map_new(m->b->a);
    for (size_t i = 0; i < m->r->n; i++) block_chart_place(m->b->a, known, text_in(m, m->by, m->r->v[i]));
    s->panels = ARENA_ARRAY(m->b->a, chart_spec, map_count(known) + 1);
    for (size_t i = 0; i < map_count(known); i++) {
        chart_spec *one = &s->panels[i];
        *one = *s;
        one->panels = NULL;
        one->title = map_at(known, i)->key;
        add_numbers(m, one, one->title);
    }
    s->npanels = map_count(known);
}

/* --- parts of a whole */

/* The sum of the parts of label k; missing is set where it can't be known. */
static double sum_of(const chart_spec *s, size_t k, bool *missing)
{
    double sum = 0;
    *missing = false;
    for (size_t i = 0; i < s->nseries; i++) {
        if (s->series[i].target) continue;
        *missing = *missing || s->series[i].values[k].missing;
        sum += s->series[i].values[k].number;
    }
    return sum;
}

/* Parts are not negative, and some is more than zero: of each label, or (empty: true) of one of them. False after a
 * message. */
static bool check_parts(const block_chart *m, bool empty)
{
    const chart_spec *s = m->spec;
    diag *d = host_diag(m->b->c->host);
    bool any = false;
    for (size_t k = 0; k < s->nlabels && empty && !any; k++) {
        bool missing;
        any = sum_of(s, k, &missing) > 0 || missing;
    }
    for (size_t k = 0; k < s->nlabels; k++) {
        bool missing, negative = false;
        double sum = sum_of(s, k, &missing);
        const char *name = arena_str(m->b->a, s->labels[k]).p;
        for (size_t i = 0; i < s->nseries; i++)
            negative = negative || (!s->series[i].target && s->series[i].values[k].number < 0);
        if (negative) DIAG(d, D453, block_data_place(m->b), name);
        else if (!missing && !(sum > 0) && !any) DIAG(d, D454, block_data_place(m->b), name);
        if (negative || (!missing && !(sum > 0) && !any)) m->b->fine = false;
    }
    return m->b->fine;
}

static str percent_text(const block_chart *m, double v)
{
    locale *l = m->b->c->locale;
    return l ? locale_percent(l, m->b->a, v, 0, 0) : arena_fmt(m->b->a, "%.0f %%", v);
}

/* Numbers become percentages; where one is not known, none is. */
static bool make_shares(const block_chart *m)
{
    chart_spec *s = m->spec;
    if (!check_parts(m, true)) return false;
    s->totals = ARENA_ARRAY(m->b->a, str, s->nlabels + 1);
    for (size_t k = 0; k < s->nlabels; k++) {
        bool missing;
        double sum = sum_of(s, k, &missing);
        if (!missing && !(sum > 0)) {              /* nothing to share out: no bar, and its zero */
            s->totals[k] = block_data_number(m->b, m->y.v[0], sum);
            sum = 1;
        }
        for (size_t i = 0; i < s->nseries; i++) {
            chart_value *v = &s->series[i].values[k];
            if (s->series[i].target) continue;
            if (missing) *v = unknown(m);
            else *v = (chart_value){ .number = v->number / sum * 100, .text = percent_text(m, v->number / sum * 100) };
        }
    }
    s->share = s->percent = true;
    s->unit = S("%");
    s->decimals = 0;
    return true;
}

static void add_totals(const block_chart *m)
{
    chart_spec *s = m->spec;
    s->totals = ARENA_ARRAY(m->b->a, str, s->nlabels + 1);
    for (size_t k = 0; k < s->nlabels; k++) {
        bool missing;
        double sum = sum_of(s, k, &missing);
        s->totals[k] = missing ? S("") : block_data_number(m->b, m->y.v[0], sum);
    }
}

/* One column of numbers: its rows are the parts of one whole. */
static void turn_parts(const block_chart *m)
{
    chart_spec *s = m->spec;
    chart_value *values = s->series[0].values;
    chart_series *parts = ARENA_ARRAY(m->b->a, chart_series, s->nlabels + 1);
    for (size_t k = 0; k < s->nlabels; k++) parts[k] = (chart_series){ s->labels[k], &values[k], false };
    s->nseries = s->nlabels;
    s->series = parts;
    s->labels = &s->title;
    s->nlabels = 1;
}

/* "314 (42 %)", unless the numbers are percentages already. */
static bool make_waffle(const block_chart *m)
{
    chart_spec *s = m->spec;
    if (s->nseries == 1 && s->nlabels > 1) turn_parts(m);
    if (!check_parts(m, false)) return false;
    for (size_t k = 0; k < s->nlabels && !s->percent; k++) {
        bool missing;
        double sum = sum_of(s, k, &missing);
        for (size_t i = 0; i < s->nseries && !missing; i++) {
            chart_value *v = &s->series[i].values[k];
            str share = percent_text(m, v->number / sum * 100);
            v->text = arena_fmt(m->b->a, "%.*s (%.*s)", STR_ARG(v->text), STR_ARG(share));
        }
    }
    return true;
}

/* --- words */

/* Digits and marks of the locale. */
static void learn_marks(const block_data *b, chart_spec *s)
{
    s->decimal_mark = S(".");
    s->group_mark = S("");
    if (!b->c->locale) return;
    s->zero = locale_zero(b->c->locale);
    locale_marks(b->c->locale, b->a, &s->group_mark, &s->decimal_mark);
}

static void describe_axes(block_chart *m)
{
    chart_spec *s = m->spec;
    const dataset_column *y = m->y.v[0];
    s->missing = block_data_word(m->b, "non renseigné");
    s->behind = block_data_word(m->b, "en recul");
    s->beyond = block_data_word(m->b, "cible dépassée");
    learn_marks(m->b, s);
    if (m->start) s->start_name = block_data_label(m->b, m->start);
    s->unit = block_data_option(m->b, "unite", "unit");
    if (!y) return;
    s->percent = y->type == COLUMN_PERCENT;
    if (s->unit.n == 0) s->unit = s->percent ? S("%") : block_data_common(m->b, m->r, "unite", "unit");
    s->decimals = y->decimals;
    s->x_title = block_data_label(m->b, m->x);
    s->y_title = m->y.n == 1 ? block_data_label(m->b, y) : S("");
}

static const char *pattern_of(const chart_spec *s)
{
    if (s->npanels) return "Petits graphiques à la même échelle : %s. Les valeurs sont dans le tableau qui suit.";
    switch (s->kind) {
    case CHART_LINES: return "Graphique en lignes : %s. Les valeurs sont dans le tableau qui suit.";
    case CHART_STACKED:
    case CHART_STACKED_ROWS: return "Graphique en barres empilées : %s. Les valeurs sont dans le tableau qui suit.";
    case CHART_DOTS: return "Graphique en points : %s. Les valeurs sont dans le tableau qui suit.";
    case CHART_PROGRESS: return "Progression vers la cible : %s. Les valeurs sont dans le tableau qui suit.";
    case CHART_GANTT: return "Frise du temps : %s. Les dates sont dans le tableau qui suit.";
    case CHART_WAFFLE: return "Parts d’un tout en cent cases : %s. Les valeurs sont dans le tableau qui suit.";
    case CHART_BARS:
    case CHART_ROWS: break;
    }
    return "Graphique en barres : %s. Les valeurs sont dans le tableau qui suit.";
}

/* What the chart shows: its series, small charts, or rows. */
static str describe(const block_chart *m)
{
    const chart_spec *s = m->spec;
    str given = block_data_option(m->b, "description", "alt");
    if (given.n) return given;
    bool labels = s->kind == CHART_GANTT || s->kind == CHART_PROGRESS;
    size_t n = s->npanels ? s->npanels : labels ? s->nlabels : s->nseries;
    buf names = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (i) BUF_LIT(&names, ", ");
        buf_str(&names, s->npanels ? s->panels[i].title : labels ? s->labels[i] : s->series[i].name);
    }
    str list = buf_take(&names, m->b->a);
    return block_data_fill(m->b, block_data_word(m->b, pattern_of(s)), list);
}

/* --- all of it */

static void emit_chart(block_chart *m)
{
    columns shown = { .n = 0 };
    block_data_show(&shown, m->x);
    block_data_show(&shown, m->by);
    if (m->from) block_data_show(&shown, m->from);
    if (m->to) block_data_show(&shown, m->to);
    block_data_show(&shown, m->split);
    block_data_show(&shown, m->start);
    for (size_t i = 0; i < m->y.n; i++) {
        block_data_show(&shown, m->y.v[i]);
        if (i < m->low.n) block_data_show(&shown, m->low.v[i]);
        if (i < m->high.n) block_data_show(&shown, m->high.v[i]);
    }
    block_data_show(&shown, m->target);
    scene *drawn = m->b->c->draw(m->b->c->ctx, m->b->a, m->spec);
    block_data_drawing(m->b, m->r, drawn, m->spec->title, "Les chiffres du graphique", &shown);
}

/* part=oui; anything but oui, yes, non and no gets a message, and is a no. */
static bool wants_shares(block_data *b)
{
    str s = block_data_option(b, "part", "share");
    if (str_eqz(s, "oui") || str_eqz(s, "yes") || str_eqz(s, "true")) return true;
    if (s.n && !str_eqz(s, "non") && !str_eqz(s, "no") && !str_eqz(s, "false"))
        DIAG(host_diag(b->c->host), D457, block_data_place(b), arena_str(b->a, s).p);
    return false;
}

static bool fill(block_chart *m)
{
    chart_spec *s = m->spec;
    describe_axes(m);
    if (s->kind == CHART_GANTT) return block_chart_time(m);
    learn_texts(m);
    add_numbers(m, s, S(""));
    if (m->by) add_panels(m);
    if (s->kind == CHART_WAFFLE) return make_waffle(m);
    if (!(1 << s->kind & STACKS)) return true;
    if (wants_shares(m->b)) return make_shares(m);
    add_totals(m);
    return true;
}

void block_data_chart(block_data *b, const dataset *t)
{
    rows r = block_data_rows(b, t);
    block_chart m = { .b = b, .r = &r, .spec = ARENA_NEW(b->a, chart_spec) };
    m.labels = map_new(b->a);
    m.names = map_new(b->a);
    m.spec->kind = kind_of(b);
    check_particular(b, m.spec->kind);
    if (!find_columns(&m)) return;
    m.spec->lang = b->c->lang;
    m.spec->rtl = b->c->rtl;
    m.spec->title = block_data_title(b, t, "Graphique");
    if (!fill(&m)) return;
    m.spec->description = describe(&m);
    emit_chart(&m);
}
