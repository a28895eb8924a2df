#include "compute/block_data_priv.h"

static chart_kind kind_of(block_data *b)
{
    static const struct { const char *name; chart_kind kind; } kinds[] = {
        { "barres", CHART_BARS }, { "bars", CHART_BARS }, { "barres-couchees", CHART_ROWS }, { "rows", CHART_ROWS },
        { "lignes", CHART_LINES }, { "lines", CHART_LINES },
    };
    enum { COUNT = sizeof kinds / sizeof *kinds };
    str name = b->made ? block_data_option(b, "kind", "genre") : block_data_option(b, "type", "kind"), names[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        if (name.n == 0 || str_eqz(name, kinds[i].name)) return kinds[i].kind;
        names[i] = str_z(kinds[i].name);
    }
    str nearest = str_nearest(name, names, COUNT);
    if (nearest.n == 0) nearest = names[0];
    DIAG(host_diag(b->c->host), M111, block_data_place(b), arena_str(b->a, name).p, nearest.p);
    return CHART_BARS;
}

static size_t place_of(arena *a, map *places, str key, size_t next)
{
    uintptr_t at = (uintptr_t)map_get(places, key);
    if (at) return at - 1;
    map_put(places, arena_str(a, key), (void *)(next + 1));
    return next;
}

typedef struct builder {
    block_data *b;
    const rows *r;
    const dataset_column *x, *split;               /* split: its values are the series; or NULL */
    columns y;
    const dataset_column *target;
    chart_spec *spec;
} builder;

static void add_labels(builder *m, map *places)
{
    chart_spec *s = m->spec;
    s->labels = ARENA_ARRAY(m->b->a, str, m->r->n + 1);
    for (size_t i = 0; i < m->r->n; i++) {
        str key = block_data_cell(m->b, m->x, dataset_cell(m->r->t, m->r->v[i], m->x->id));
        if (place_of(m->b->a, places, key, s->nlabels) != s->nlabels) continue;
        s->labels[s->nlabels++] = key;
    }
}

static chart_series *add_series(builder *m, str name, bool target)
{
    chart_series *s = &m->spec->series[m->spec->nseries++];
    *s = (chart_series){ .name = name, .target = target };
    s->values = ARENA_ARRAY(m->b->a, chart_value, m->spec->nlabels + 1);
    for (size_t i = 0; i < m->spec->nlabels; i++)
        s->values[i] = (chart_value){ .missing = true, .text = block_data_word(m->b, "non renseigné") };
    return s;
}

static void set_value(builder *m, chart_series *s, map *places, size_t row, const dataset_column *c)
{
    const value *v = dataset_cell(m->r->t, row, c->id);
    str key = block_data_cell(m->b, m->x, dataset_cell(m->r->t, row, m->x->id));
    chart_value *at = &s->values[place_of(m->b->a, places, key, 0)];
    double d;
    figure f;
    if (dataset_number(v, &d)) *at = (chart_value){ d, false, block_data_number(m->b, c, d) };
    else if (dataset_amount(m->b->a, v, &d)) *at = (chart_value){ d, false, block_data_cell(m->b, c, v) };
    else if (dataset_figure(m->b->a, v, &f)) *at = (chart_value){ 0, true, block_data_cell(m->b, c, v) };
}

static void add_split(builder *m, map *places)
{
    map *known = map_new(m->b->a);
    for (size_t i = 0; i < m->r->n; i++) {
        str name = block_data_cell(m->b, m->split, dataset_cell(m->r->t, m->r->v[i], m->split->id));
        chart_series *s = map_get(known, name);
        if (!s) map_put(known, name, s = add_series(m, name, false));
        set_value(m, s, places, m->r->v[i], m->y.v[0]);
    }
}

static void add_values(builder *m)
{
    map *places = map_new(m->b->a);
    add_labels(m, places);
    m->spec->series = ARENA_ARRAY(m->b->a, chart_series, m->r->n + m->y.n + 2);
    if (m->split) add_split(m, places);
    for (size_t k = 0; !m->split && k < m->y.n; k++) {
        chart_series *s = add_series(m, block_data_label(m->b, m->y.v[k]), false);
        for (size_t i = 0; i < m->r->n; i++) set_value(m, s, places, m->r->v[i], m->y.v[k]);
    }
    if (!m->target) return;
    chart_series *s = add_series(m, block_data_label(m->b, m->target), true);
    for (size_t i = 0; i < m->r->n; i++) set_value(m, s, places, m->r->v[i], m->target);
}

/* Digits and marks of the locale. */
static void learn_marks(const block_data *b, chart_spec *s)
{
    s->decimal_mark = S(".");
    s->group_mark = S("");
    if (!b->c->locale) return;
    s->zero = locale_zero(b->c->locale);
    locale_marks(b->c->locale, b->a, &s->group_mark, &s->decimal_mark);
}

static str describe(const builder *m)
{
    str given = block_data_option(m->b, "description", "alt");
    if (given.n) return given;
    buf names = { 0 };
    for (size_t i = 0; i < m->spec->nseries; i++) {
        if (i) BUF_LIT(&names, ", ");
        buf_str(&names, m->spec->series[i].name);
    }
    str list = buf_take(&names, m->b->a);
    static const char lines[] = "Graphique en lignes : %s. Les valeurs sont dans le tableau qui suit.";
    static const char bars[] = "Graphique en barres : %s. Les valeurs sont dans le tableau qui suit.";
    return block_data_fill(m->b, block_data_word(m->b, m->spec->kind == CHART_LINES ? lines : bars), list);
}

static void describe_axes(builder *m)
{
    chart_spec *s = m->spec;
    const dataset_column *y = m->y.v[0];
    s->percent = y->type == COLUMN_PERCENT;
    s->unit = block_data_option(m->b, "unite", "unit");
    if (s->unit.n == 0) s->unit = s->percent ? S("%") : block_data_common(m->b, m->r, "unite", "unit");
    s->decimals = y->decimals;
    s->x_title = block_data_label(m->b, m->x);
    s->y_title = m->y.n == 1 ? block_data_label(m->b, y) : S("");
    learn_marks(m->b, s);
}

static void emit_chart(builder *m)
{
    columns shown = { .n = 0 };
    block_data_show(&shown, m->x);
    block_data_show(&shown, m->split);
    for (size_t i = 0; i < m->y.n; i++) block_data_show(&shown, m->y.v[i]);
    block_data_show(&shown, m->target);
    scene *drawn = m->b->c->draw(m->b->c->ctx, m->b->a, m->spec);
    block_data_drawing(m->b, m->r, drawn, m->spec->title, "Les chiffres du graphique", &shown);
}

void block_data_chart(block_data *b, const dataset *t)
{
    rows r = block_data_rows(b, t);
    str x = block_data_option(b, "x", "x"), y = block_data_option(b, "y", "y");
    str split = block_data_option(b, "serie", "series"), target = block_data_option(b, "cible", "target");
    builder m = { .b = b, .r = &r, .spec = ARENA_NEW(b->a, chart_spec) };
    m.x = x.n ? block_data_column(b, t, x) : t->ncolumns ? &t->columns[0] : NULL;
    m.y = block_data_columns(b, t, y);
    for (size_t k = 0; y.n == 0 && m.y.n == 0 && k < t->ncolumns; k++)
        if (&t->columns[k] != m.x && t->columns[k].type != COLUMN_TEXT && t->columns[k].type != COLUMN_YEAR)
            block_data_show(&m.y, &t->columns[k]);
    m.split = split.n ? block_data_column(b, t, split) : NULL;
    m.target = target.n ? block_data_column(b, t, target) : NULL;
    if (!m.x || m.y.n == 0) return;
    m.spec->kind = kind_of(b);
    m.spec->lang = b->c->lang;
    m.spec->rtl = b->c->rtl;
    m.spec->title = block_data_title(b, t, "Graphique");
    add_values(&m);
    describe_axes(&m);
    m.spec->description = describe(&m);
    emit_chart(&m);
}
