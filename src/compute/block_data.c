#include "compute/block_data_priv.h"
#include "base/lang.h"
#include "base/unicode.h"
#include "model/day.h"
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

void block_data_source(block_data *b, node *into, str text)
{
    if (text.n) block_data_small_print(b, into, "source", block_data_fill(b, block_data_word(b, "Source : %s"), text));
}

static void give_id(block_data *b, node *n)
{
    if (b->id.n) node_attrs_of(b->a, n)->id = b->id;
    b->id = S("");
}

str block_data_word(const block_data *b, const char *msgid) { return words_get(b->c->words, str_z(msgid)); }

str block_data_fill(const block_data *b, str pattern, str with) { return words_fill(b->a, pattern, &with, 1); }

void block_data_small_print(block_data *b, node *into, const char *classes, str text)
{
    if (text.n == 0) return;
    node *p = block_data_node(b, into, NODE_PARAGRAPH);
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

const dataset *block_data_dataset(block_data *b, str name, span at)
{
    const map *all = b->c->datasets;
    const dataset *t = map_get(all, name);
    if (t) return t;
    size_t n = all ? map_count(all) : 0;
    str *names = ARENA_ARRAY(b->a, str, n + 1);
    for (size_t i = 0; i < n; i++) names[i] = map_at(all, i)->key;
    DIAG(host_diag(b->c->host), D406, at, name.n ? arena_str(b->a, name).p : "source=…",
         arena_str(b->a, str_nearest(name, names, n)).p);
    b->fine = false;
    return NULL;
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

columns block_data_columns(block_data *b, const dataset *t, str list)
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
    if (!column_reads(s->by->type) && sort_value(s->b->a, u, &d) && sort_value(s->b->a, v, &e)) c = (d > e) - (d < e);
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

str block_data_common(block_data *b, const rows *r, const char *id, const char *other)
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

/* "2025", "2025-03" and "2025-03-01" as the language writes them; false for anything else. */
static bool show_days(const block_data *b, const dataset_column *c, const value *v, str *out)
{
    int32_t from, to;
    if ((c != b->days[0] && c != b->days[1]) || !b->c->locale) return false;
    str text = str_trim(dataset_plain(b->a, v));
    if (!day_stretch(text, &from, &to)) return false;
    if (text.n > 7) *out = locale_date(b->c->locale, b->a, text);
    else *out = locale_part(b->c->locale, b->a, from, text.n > 4 ? "yMMMM" : "y");
    return out->n > 0;
}

/* Texts of data are looked up among the words of translations/, as those of layouts are. */
str block_data_cell(const block_data *b, const dataset_column *c, const value *v)
{
    double d;
    figure f;
    str days;
    if (!v) return block_data_word(b, "non renseigné");
    if (show_days(b, c, v, &days)) return days;
    if (!column_reads(c->type) && dataset_number(v, &d)) return block_data_number(b, c, d);
    if (!column_reads(c->type) && b->c->locale && dataset_figure(b->a, v, &f))
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
    bool days = c == b->days[0] || c == b->days[1];
    bool counts = !days && (column_counts(c->type) || c->type == COLUMN_FIGURE);
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

/* Several texts are a list within their cell. */
static bool add_items(block_data *b, node *cell, const value *v)
{
    if (!v || v->kind != VALUE_LIST || v->as.list.n < 2) return false;
    node *list = block_data_node(b, cell, NODE_LIST);
    list->tight = true;
    list->start = 1;
    for (size_t i = 0; i < v->as.list.n; i++) {
        node *item = block_data_node(b, list, NODE_ITEM);
        block_data_text(b, block_data_node(b, item, NODE_PARAGRAPH),
                        words_get(b->c->words, dataset_plain(b->a, value_at(v, i))));
    }
    return true;
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
        if (!add_items(b, cell, v)) block_data_text(b, linked(b, cell, t, at, c), text);
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
    if (origin.n == 0) origin = block_data_common(b, r, "source", "source");
    block_data_source(b, b->into, origin);
    block_data_small_print(b, b->into, "remarque", dataset_text(r->t->note, b->c->lang));
}

/* Values of several years or editions stand side by side: a column that says which is which is shown, asked for or
 * not. */
static void show_mixed(block_data *b, const rows *r, columns *shown, const char *const *names, bool edition)
{
    const dataset_column *c = NULL;
    for (; *names && !c; names++) c = dataset_find(r->t, str_z(*names));
    for (size_t k = 0; c && k < shown->n; k++)
        if (shown->v[k] == c) return;
    str first = S(""), other = S("");
    for (size_t i = 0; c && i < r->n && other.n == 0; i++) {
        str s = dataset_plain(b->a, dataset_cell(r->t, r->v[i], c->id));
        if (first.n == 0) first = s;
        else if (s.n && !str_eq(s, first)) other = s;
    }
    if (other.n == 0) return;
    str both = arena_fmt(b->a, "%.*s, %.*s…", STR_ARG(first), STR_ARG(other));
    if (edition) DIAG(host_diag(b->c->host), D437, block_data_place(b), both.p, arena_str(b->a, c->id).p);
    else DIAG(host_diag(b->c->host), D436, block_data_place(b), both.p, arena_str(b->a, c->id).p);
    block_data_show(shown, c);
}

/* --- the last row: sums, and means with weights */

static bool is_rate(const block_data *b, const dataset_column *c)
{
    static const char *const marks[] = { "taux", "pour 100", "%", "rate", "per 100", "moyen", "mean" };
    str label = unicode_fold(b->a,
                             arena_fmt(b->a, "%.*s %.*s", STR_ARG(c->id), STR_ARG(dataset_text(c->label, S("fr")))));
    bool rate = c->type == COLUMN_PERCENT;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        rate = rate || str_search(label, str_z(marks[i])) != STR_NONE;
    return rate;
}

/* Of the rows whose cells are all known; missing when one is not. weights: NULL for a sum. */
static bool whole(block_data *b, const rows *r, const dataset_column *c, const dataset_column *weights, double *out)
{
    double sum = 0, weight = 0, d, w = 1;
    bool known = r->n > 0;
    for (size_t i = 0; i < r->n && known; i++) {
        known = dataset_amount(b->a, dataset_cell(r->t, r->v[i], c->id), &d) &&
                (!weights || dataset_amount(b->a, dataset_cell(r->t, r->v[i], weights->id), &w));
        if (!known) break;
        sum += d * w;
        weight += w;
    }
    *out = weights && weight > 0 ? sum / weight : sum;
    return known && (!weights || weight > 0);
}

static void add_total(block_data *b, node *table, const rows *r, const columns *shown)
{
    str how = block_data_option(b, "total", "total"), by = block_data_option(b, "poids", "weights");
    bool mean = str_eqz(how, "moyenne") || str_eqz(how, "mean");
    if (how.n == 0) return;
    if (!mean && !str_eqz(how, "somme") && !str_eqz(how, "sum")) {
        DIAG(host_diag(b->c->host), D442, block_data_place(b), arena_str(b->a, how).p, "total", "somme, moyenne");
        return;
    }
    const dataset_column *weights = by.n ? block_data_column(b, r->t, by) : NULL;
    for (size_t k = 0; mean && !weights && k < shown->n; k++) {
        if (!is_rate(b, shown->v[k])) continue;
        DIAG(host_diag(b->c->host), D438, block_data_place(b), arena_str(b->a, shown->v[k]->id).p);
        return;
    }
    node *row = block_data_node(b, table, NODE_ROW);
    for (size_t k = 0; k < shown->n; k++) {
        const dataset_column *c = shown->v[k];
        bool counts = column_counts(c->type), rate = is_rate(b, c), weighed = mean || rate;
        double d;
        node *cell = add_cell(b, row, k == 0, c);
        block_data_class(b, cell, "total");
        if (k == 0) block_data_text(b, cell, block_data_word(b, mean ? "Moyenne" : "Ensemble"));
        else if (!counts || (rate && !weights)) block_data_text(b, cell, S(""));
        else if (whole(b, r, c, weighed ? weights : NULL, &d))
            block_data_text(b, cell, block_data_number(b, c, mean && !weights ? d / (double)r->n : d));
        else block_data_text(b, cell, block_data_word(b, "non renseigné"));
    }
}

void block_data_table(block_data *b, const dataset *t)
{
    static const char *const years[] = { "annee", "year", "millesime", NULL }, *const editions[] = { "edition", NULL };
    rows r = block_data_rows(b, t);
    str list = b->made ? S("") : block_data_option(b, "colonnes", "columns");
    columns shown = block_data_columns(b, t, list);
    if (shown.n == 0)
        for (size_t k = 0; k < t->ncolumns && k < COLUMNS_MAX; k++) shown.v[shown.n++] = &t->columns[k];
    if (shown.n == 0) return;
    columns by = block_data_columns(b, t, block_data_option(b, "regrouper", "group"));
    show_mixed(b, &r, &shown, years, false);
    show_mixed(b, &r, &shown, editions, true);
    node *table = add_table(b, b->into, &r, &shown, &by, caption_of(b, t));
    add_total(b, table, &r, &shown);
    give_id(b, table);
    add_origin(b, &r);
}

/* --- for charts and maps */

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

str block_data_title(block_data *b, const dataset *t, const char *other)
{
    str s = caption_of(b, t);
    return s.n ? s : t->name.n ? t->name : block_data_word(b, other);
}
