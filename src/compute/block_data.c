#include "compute/block_data_priv.h"
#include "model/figure_show.h"
#include <stdlib.h>

/* --- nodes */

node *block_data_node(block_data *b, node *parent, node_kind kind)
{
    node *n = node_new(b->a, kind, b->div->off, b->div->len);
    if (parent) node_append(parent, n);
    return n;
}

void block_data_text(block_data *b, node *parent, str text) { block_data_node(b, parent, NODE_TEXT)->text = text; }
void block_data_class(block_data *b, node *n, const char *classes) { node_attrs_of(b->a, n)->classes = str_z(classes); }

span block_data_place(const block_data *b)
{
    const source *src = b->tree->src;
    if (!src) return NO_SPAN;
    str line = str_first(str_skip(src->text, b->div->off), b->div->len);
    return (span){ src, b->div->off, (uint32_t)str_first(line, str_find(line, '\n')).n };
}

static void give_id(block_data *b, node *n)
{
    if (b->id.n) node_attrs_of(b->a, n)->id = b->id;
    b->id = S("");
}

str block_data_word(const block_data *b, const char *msgid) { return words_get(b->c->words, str_z(msgid)); }

str block_data_fill(const block_data *b, str pattern, str with) { return words_fill(b->a, pattern, &with, 1); }

static void small_print(block_data *b, const char *classes, str text)
{
    if (text.n == 0) return;
    node *p = block_data_node(b, b->into, NODE_PARAGRAPH);
    block_data_class(b, p, classes);
    block_data_text(b, p, text);
}

/* --- options */

str block_data_option(const block_data *b, const char *french, const char *english)
{
    if (!b->made) {
        str s = node_attr(b->div, str_z(french));
        return s.n ? s : node_attr(b->div, str_z(english));
    }
    const value *v = value_get(b->made, str_z(french));
    if (!v) v = value_get(b->made, str_z(english));
    return v && v->kind == VALUE_MAP ? dataset_text(v, b->c->lang) : dataset_plain(b->a, v);
}

const dataset_column *block_data_column(block_data *b, const dataset *t, str id)
{
    const dataset_column *c = dataset_find(t, id);
    if (c) return c;
    str *ids = ARENA_ARRAY(b->a, str, t->ncolumns + 1);
    for (size_t i = 0; i < t->ncolumns; i++) ids[i] = t->columns[i].id;
    str nearest = str_nearest(id, ids, t->ncolumns);
    DIAG(host_diag(b->c->host), D407, block_data_place(b), arena_str(b->a, id).p, arena_str(b->a, nearest).p);
    b->fine = false;
    return NULL;
}

static columns columns_named(block_data *b, const dataset *t, str list)
{
    columns out = { .n = 0 };
    str id;
    while (str_cut(&list, ',', &id)) {
        const dataset_column *c = str_trim(id).n ? block_data_column(b, t, str_trim(id)) : NULL;
        if (c && out.n < COLUMNS_MAX) out.v[out.n++] = c;
    }
    return out;
}

str block_data_label(const block_data *b, const dataset_column *c)
{
    str s = dataset_text(c->label, b->c->lang);
    return s.n ? s : c->id;
}

/* --- rows: filter, sort, limit */

static bool passes(block_data *b, const dataset *t, size_t row, str filter)
{
    str condition;
    while (str_cut(&filter, ',', &condition)) {
        size_t at = str_find(condition, '=');
        if (at == STR_NONE) continue;
        const value *cell = dataset_cell(t, row, str_trim(str_first(condition, at)));
        if (!str_eq(str_trim(dataset_plain(b->a, cell)), str_trim(str_skip(condition, at + 1)))) return false;
    }
    return true;
}

static void check_filter(block_data *b, const dataset *t, str filter)
{
    str condition;
    while (filter.n && str_cut(&filter, ',', &condition))
        block_data_column(b, t, str_trim(str_first(condition, str_find(condition, '='))));
}

typedef struct sorting { const block_data *b; const dataset *t; const dataset_column *by; bool down; } sorting;

/* "≈ 20" stands where 20 does, "3 à 4" where 3 does. */
static bool sort_value(arena *a, const value *v, double *out)
{
    figure f;
    if (dataset_number(v, out)) return true;
    if (!dataset_figure(a, v, &f) || f.kind == FIGURE_MISSING) return false;
    *out = f.a;
    return true;
}

/* Missing cells come last in both directions; equal rows keep their order. */
static int by_cell(const void *x, const void *y, void *ctx)
{
    const sorting *s = ctx;
    size_t i = *(const size_t *)x, k = *(const size_t *)y;
    const value *u = dataset_cell(s->t, i, s->by->id), *v = dataset_cell(s->t, k, s->by->id);
    int order = (i > k) - (i < k), c = 0;
    if (!u || !v) return u == v ? order : u ? -1 : 1;
    double d, e;
    if (s->by->type != COLUMN_TEXT && sort_value(s->b->a, u, &d) && sort_value(s->b->a, v, &e)) c = (d > e) - (d < e);
    else if (s->b->c->locale) c = locale_collate(s->b->c->locale, dataset_plain(s->b->a, u), dataset_plain(s->b->a, v));
    else c = str_cmp(dataset_plain(s->b->a, u), dataset_plain(s->b->a, v));
    return c == 0 ? order : s->down ? -c : c;
}

rows block_data_rows(block_data *b, const dataset *t)
{
    rows r = { t, ARENA_ARRAY(b->a, size_t, t->nrows + 1), 0 };
    str filter = block_data_option(b, "filtre", "filter"), sort = block_data_option(b, "trier", "sort"), id = sort;
    check_filter(b, t, filter);
    for (size_t i = 0; i < t->nrows; i++)
        if (passes(b, t, i, filter)) r.v[r.n++] = i;
    bool down = sort.n && sort.p[0] == '-';
    if (down) id = str_skip(sort, 1);
    sorting s = { b, t, id.n ? block_data_column(b, t, id) : NULL, down };
    if (s.by) qsort_r(r.v, r.n, sizeof *r.v, by_cell, &s);
    long long limit;
    if (str_int(block_data_option(b, "limite", "limit"), &limit) && limit >= 0 && (size_t)limit < r.n)
        r.n = (size_t)limit;
    return r;
}

/* What a column says when it says the same in all rows; "" otherwise. */
static str common(block_data *b, const rows *r, const char *id, const char *other)
{
    if (!dataset_find(r->t, str_z(id))) id = other;
    str s = r->n ? dataset_plain(b->a, dataset_cell(r->t, r->v[0], str_z(id))) : S("");
    for (size_t i = 1; i < r->n; i++)
        if (!str_eq(dataset_plain(b->a, dataset_cell(r->t, r->v[i], str_z(id))), s)) return S("");
    return words_get(b->c->words, s);
}

/* --- cells */

str block_data_number(const block_data *b, const dataset_column *c, double d)
{
    locale *l = b->c->locale;
    if (c->type == COLUMN_YEAR || !l) return arena_fmt(b->a, "%.*f", c->type == COLUMN_YEAR ? 0 : c->decimals, d);
    if (c->type == COLUMN_PERCENT) return locale_percent(l, b->a, d, c->decimals, c->decimals);
    return locale_number(l, b->a, d, c->least, c->decimals);
}

/* Texts of data are looked up among the words of translations/, as those of layouts are. */
str block_data_cell(const block_data *b, const dataset_column *c, const value *v)
{
    double d;
    figure f;
    if (!v) return block_data_word(b, "non renseigné");
    if (c->type != COLUMN_TEXT && dataset_number(v, &d)) return block_data_number(b, c, d);
    if (c->type != COLUMN_TEXT && b->c->locale && dataset_figure(b->a, v, &f))
        return figure_show(b->a, &f, c->type == COLUMN_PERCENT ? S("%") : S(""), b->c->locale, b->c->words);
    if (v->kind == VALUE_BOOL) return block_data_word(b, v->as.boolean ? "oui" : "non");
    if (v->kind == VALUE_INT || v->kind == VALUE_NUM) {
        dataset_number(v, &d);
        return b->c->locale ? locale_number(b->c->locale, b->a, d, 0, 6) : dataset_plain(b->a, v);
    }
    return words_get(b->c->words, dataset_plain(b->a, v));
}

static node *add_cell(block_data *b, node *row, bool header, const dataset_column *c)
{
    node *cell = block_data_node(b, row, NODE_CELL);
    bool counts = c->type != COLUMN_TEXT && c->type != COLUMN_YEAR;
    cell->header = header;
    cell->align = counts ? b->c->rtl ? ALIGN_LEFT : ALIGN_RIGHT : ALIGN_NONE;
    cell->rowspan = cell->colspan = 1;
    return cell;
}

/* Cells of one column that say the same in rows one below the other are one cell, as long as those of the columns
 * grouped before it are. `last`: the cell that goes on in each of these columns. */
typedef struct grouping { const columns *by; node *last[COLUMNS_MAX]; str said[COLUMNS_MAX]; } grouping;

static bool grows(grouping *g, const dataset_column *c, str text, bool *same)
{
    for (size_t i = 0; i < g->by->n; i++) {
        if (g->by->v[i] != c) continue;
        *same = *same && g->last[i] && str_eq(g->said[i], text) && g->last[i]->rowspan < UINT16_MAX;
        if (*same) g->last[i]->rowspan++;
        return *same;
    }
    return false;
}

static void note_cell(grouping *g, const dataset_column *c, node *cell, str text)
{
    for (size_t i = 0; i < g->by->n; i++)
        if (g->by->v[i] == c) { g->last[i] = cell; g->said[i] = text; }
}

/* Where the text of a cell goes: into a link, when its column has addresses and this row one of them. */
static node *linked(block_data *b, node *cell, const dataset *t, size_t at, const dataset_column *c)
{
    str address = c->link.n ? dataset_plain(b->a, dataset_cell(t, at, c->link)) : S("");
    if (address.n == 0) return cell;
    node *link = block_data_node(b, cell, NODE_LINK);
    link->text = address;
    return link;
}

static void add_row(block_data *b, node *table, const dataset *t, size_t at, const columns *shown, grouping *g)
{
    node *row = block_data_node(b, table, NODE_ROW);
    bool same = true;
    for (size_t k = 0; k < shown->n; k++) {
        const dataset_column *c = shown->v[k];
        bool names = k == 0 && (c->type == COLUMN_TEXT || c->type == COLUMN_YEAR);
        const value *v = dataset_cell(t, at, c->id);
        str text = block_data_cell(b, c, v);
        if (grows(g, c, text, &same)) continue;
        node *cell = add_cell(b, row, names && v, c);
        if (!v) block_data_class(b, cell, "manquant");
        block_data_text(b, linked(b, cell, t, at, c), text);
        note_cell(g, c, cell, text);
    }
}

/* The first column names its row when it is a text or a year. */
static node *add_table(block_data *b, node *into, const rows *r, const columns *shown, const columns *by, str caption)
{
    grouping g = { .by = by };
    node *table = block_data_node(b, into, NODE_TABLE);
    table->start = (int32_t)shown->n;
    if (caption.n) block_data_text(b, block_data_node(b, table, NODE_CAPTION), caption);
    node *row = block_data_node(b, table, NODE_ROW);
    row->header = true;
    for (size_t k = 0; k < shown->n; k++)
        block_data_text(b, add_cell(b, row, true, shown->v[k]), block_data_label(b, shown->v[k]));
    for (size_t i = 0; i < r->n; i++) add_row(b, table, r->t, r->v[i], shown, &g);
    return table;
}

static str caption_of(const block_data *b, const dataset *t)
{
    str s = block_data_option(b, "legende", "caption");
    if (s.n == 0) s = b->title;
    return s.n ? s : dataset_text(t->title, b->c->lang);
}

static void add_origin(block_data *b, const rows *r)
{
    str origin = dataset_text(r->t->source, b->c->lang);
    if (origin.n == 0) origin = common(b, r, "source", "source");
    if (origin.n) small_print(b, "source", block_data_fill(b, block_data_word(b, "Source : %s"), origin));
    small_print(b, "remarque", dataset_text(r->t->note, b->c->lang));
}

void block_data_table(block_data *b, const dataset *t)
{
    rows r = block_data_rows(b, t);
    str list = b->made ? S("") : block_data_option(b, "colonnes", "columns");
    columns shown = columns_named(b, t, list);
    if (shown.n == 0)
        for (size_t k = 0; k < t->ncolumns && k < COLUMNS_MAX; k++) shown.v[shown.n++] = &t->columns[k];
    if (shown.n == 0) return;
    columns by = columns_named(b, t, b->made ? S("") : block_data_option(b, "regrouper", "group"));
    give_id(b, add_table(b, b->into, &r, &shown, &by, caption_of(b, t)));
    add_origin(b, &r);
}

/* --- charts */

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
    if (s->unit.n == 0) s->unit = s->percent ? S("%") : common(m->b, m->r, "unite", "unit");
    s->decimals = y->decimals;
    s->x_title = block_data_label(m->b, m->x);
    s->y_title = m->y.n == 1 ? block_data_label(m->b, y) : S("");
    learn_marks(m->b, s);
}

void block_data_show(columns *list, const dataset_column *c)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == c) return;
    if (c && list->n < COLUMNS_MAX) list->v[list->n++] = c;
}

node *block_data_figure(block_data *b, node *into, scene *drawn, str title)
{
    node *around = block_data_node(b, into, NODE_FIGURE);
    block_data_class(b, around, "graphique");
    give_id(b, around);
    block_data_text(b, block_data_node(b, around, NODE_CAPTION), title);
    block_data_node(b, around, NODE_GRAPHIC)->graphic = drawn;
    return around;
}

void block_data_drawing(block_data *b, const rows *r, scene *drawn, str title, const char *heading,
                         const columns *shown)
{
    block_data_figure(b, b->into, drawn, title);
    node *data = block_data_node(b, b->into, NODE_DIV);
    data->text = S("donnees");
    node_attrs_of(b->a, data)->title = block_data_word(b, heading);
    add_table(b, data, r, shown, &(columns){ .n = 0 }, title);
    add_origin(b, r);
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

str block_data_title(block_data *b, const dataset *t, const char *other)
{
    str s = caption_of(b, t);
    return s.n ? s : t->name.n ? t->name : block_data_word(b, other);
}

void block_data_chart(block_data *b, const dataset *t)
{
    rows r = block_data_rows(b, t);
    str x = block_data_option(b, "x", "x"), y = block_data_option(b, "y", "y");
    str split = block_data_option(b, "serie", "series"), target = block_data_option(b, "cible", "target");
    builder m = { .b = b, .r = &r, .spec = ARENA_NEW(b->a, chart_spec) };
    m.x = x.n ? block_data_column(b, t, x) : t->ncolumns ? &t->columns[0] : NULL;
    m.y = columns_named(b, t, y);
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
