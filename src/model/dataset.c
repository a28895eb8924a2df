#include "model/dataset.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <math.h>
#include <stdlib.h>

enum { LOOK = 20 };                                /* rows whose keys make the columns of plain data */

static const char *const types[] = { "text", "number", "percent", "integer", "year", "figure" };

/* --- cells */

/* "1 234,5" with any space that French typography puts between thousands becomes 1234.5. */
bool dataset_parse(str s, double *out)
{
    char text[64];
    size_t n = 0;
    bool digits = false, mark = false;
    s = str_trim(s);
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        uint32_t c = utf8_next(s, &i);
        bool space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
        if (space && digits && !mark && i < s.n) continue;
        if (c == 0x2212) c = '-';
        if (c == ',') c = '.';
        bool sign = (c == '-' || c == '+') && at == 0, digit = c >= '0' && c <= '9', point = c == '.' && !mark;
        if (!(sign || digit || point) || n + 1 >= sizeof text) return false;
        digits = digits || digit;
        mark = mark || point;
        text[n++] = (char)c;
    }
    text[n] = 0;
    if (digits) *out = strtod(text, NULL);
    return digits;
}

bool dataset_parse_euros(str s, double *out)
{
    s = str_trim(s);
    if (str_ends(s, S("€"))) s.n -= sizeof "€" - 1;
    while (str_ends(s, S("\u00A0"))) s.n -= sizeof "\u00A0" - 1;
    while (str_ends(s, S("\u202F"))) s.n -= sizeof "\u202F" - 1;
    return dataset_parse(s, out);
}

bool dataset_number(const value *cell, double *out)
{
    switch (cell ? cell->kind : VALUE_NULL) {
    case VALUE_INT: *out = (double)cell->as.integer; return true;
    case VALUE_NUM: *out = cell->as.number; return isfinite(*out);
    case VALUE_STR: return dataset_parse(cell->as.string, out);
    default: return false;
    }
}

str dataset_said_source(const source *src)
{
    str line = str_first(src->text, str_find(src->text, '\n'));
    if (str_starts(line, S("\xEF\xBB\xBF"))) line = str_skip(line, 3);
    size_t at = line.n && line.p[0] == '#' ? str_search(line, S("ource")) : STR_NONE;
    size_t mark = at == STR_NONE ? STR_NONE : str_find(str_skip(line, at), ':');
    if (mark == STR_NONE) return S("");
    line = str_trim(str_skip(line, at + mark + 1));
    line = str_first(line, str_search(line, S(". ")));
    return str_ends(line, S(".")) ? str_first(line, line.n - 1) : line;
}

bool dataset_is_outlines(const dataset *t) { return t->src && str_ends(str_z(t->src->path), S(".geojson")); }

const dataset_column *dataset_find(const dataset *t, str id)
{
    for (size_t i = 0; i < t->ncolumns; i++)
        if (str_eq(t->columns[i].id, id)) return &t->columns[i];
    return NULL;
}

static bool is_missing(const value *v)
{
    return !v || v->kind == VALUE_NULL || (v->kind == VALUE_NUM && !isfinite(v->as.number)) ||
           (v->kind == VALUE_STR && str_trim(v->as.string).n == 0);
}

const value *dataset_cell(const dataset *t, size_t row, str id)
{
    const value *v = row < t->nrows ? value_get(t->rows[row], id) : NULL;
    return is_missing(v) ? NULL : v;
}

str dataset_plain(arena *a, const value *cell)
{
    if (is_missing(cell)) return S("");
    if (cell->kind == VALUE_STR) return cell->as.string;
    if (cell->kind == VALUE_BOOL) return cell->as.boolean ? S("oui") : S("non");
    buf out = { 0 };
    bool texts = cell->kind == VALUE_LIST && cell->as.list.n;
    for (size_t i = 0; texts && i < cell->as.list.n; i++) texts = cell->as.list.v[i]->kind == VALUE_STR;
    for (size_t i = 0; texts && i < cell->as.list.n; i++) {
        if (i) BUF_LIT(&out, ", ");
        buf_str(&out, cell->as.list.v[i]->as.string);
    }
    if (!texts) value_json(&out, cell, false);
    return buf_take(&out, a);
}

str dataset_text(const value *v, str lang)
{
    if (!v || v->kind != VALUE_MAP) return value_text(v);
    const value *own = value_get(v, lang);
    if (!own) own = value_get(v, str_first(lang, str_find(lang, '-')));
    if (!own && v->as.map.n) own = v->as.map.v[0].value;
    return value_text(own);
}

/* --- what scripts give */

typedef struct reader { arena *a; diag *d; span at; dataset *t; } reader;

static const char *kind_name(const value *v)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL: return _("nothing");
    case VALUE_BOOL: return _("true or false");
    case VALUE_INT: case VALUE_NUM: return _("a number");
    case VALUE_STR: return _("a text");
    case VALUE_LIST: return _("a list");
    case VALUE_MAP: return _("a table of names");
    }
    return "";
}

static bool wrong(reader *r, const value *v, const char *expected, str hint)
{
    DIAG(r->d, S504, r->at, kind_name(v), expected, arena_str(r->a, hint).p);
    return false;
}

static bool check_text(reader *r, const value *v, const char *field)
{
    bool fine = !v || v->kind == VALUE_STR || v->kind == VALUE_NULL;
    if (v && v->kind == VALUE_MAP) {
        fine = true;
        for (size_t i = 0; i < v->as.map.n; i++) fine = fine && v->as.map.v[i].value->kind == VALUE_STR;
    }
    if (fine) return true;
    str hint = arena_fmt(r->a, "%s = \"…\", %s = { fr = \"…\", en = \"…\" }", field, field);
    return wrong(r, v, _("a text, or texts by language"), hint);
}

static bool read_type(reader *r, const value *v, dataset_column *c)
{
    static const char list[] = "text, number, percent, integer, year, figure";
    if (!v) return true;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eqz(value_text(v), types[i])) {
            c->type = (column_type)i;
            return true;
        }
    DIAG(r->d, S504, r->at, v->kind == VALUE_STR ? arena_fmt(r->a, "“%.*s”", STR_ARG(v->as.string)).p : kind_name(v),
         _("a type of column"), arena_fmt(r->a, _("column “%.*s”: one of %s"), STR_ARG(c->id), list).p);
    return false;
}

static bool read_column(reader *r, const value *v, dataset_column *c)
{
    if (v && v->kind == VALUE_STR) {
        c->id = v->as.string;
        return true;
    }
    c->id = value_get_text(v, S("id"));
    if (c->id.n == 0) return wrong(r, v, _("a column"), S("{ id = \"taux\", label = \"Taux\", type = \"percent\" }"));
    c->label = value_get(v, S("label"));
    if (!check_text(r, c->label, "label") || !read_type(r, value_get(v, S("type")), c)) return false;
    c->link = value_get_text(v, S("link"));
    const value *decimals = value_get(v, S("decimals"));
    c->decimals = c->type == COLUMN_INTEGER || c->type == COLUMN_YEAR ? 0 : 1;
    c->least = c->type == COLUMN_NUMBER ? 0 : c->decimals;
    if (!decimals) return true;
    if (decimals->kind != VALUE_INT || decimals->as.integer < 0 || decimals->as.integer > 6)
        return wrong(r, decimals, _("a number of decimals"), S("0 … 6"));
    c->decimals = c->least = (int)decimals->as.integer;
    return true;
}

static bool read_columns(reader *r, const value *list)
{
    if (list->kind != VALUE_LIST || list->as.list.n == 0)
        return wrong(r, list, _("a list of columns"), S("columns = { { id = \"…\" }, … }"));
    r->t->columns = ARENA_ARRAY(r->a, dataset_column, list->as.list.n);
    for (size_t i = 0; i < list->as.list.n; i++) {
        dataset_column *c = &r->t->columns[r->t->ncolumns];
        if (!read_column(r, list->as.list.v[i], c)) return false;
        if (dataset_find(r->t, c->id)) {
            DIAG(r->d, D409, r->at, arena_str(r->a, c->id).p);
            continue;
        }
        r->t->ncolumns++;
    }
    return true;
}

static bool read_rows(reader *r, const value *list)
{
    if (!list || list->kind != VALUE_LIST)
        return wrong(r, list, _("a list of rows"), S("rows = { { code = \"…\", taux = 54.2 }, … }"));
    r->t->rows = ARENA_ARRAY(r->a, const value *, list->as.list.n + 1);
    for (size_t i = 0; i < list->as.list.n; i++) {
        const value *row = list->as.list.v[i];
        bool empty = row->kind == VALUE_LIST && row->as.list.n == 0;   /* {} of Lua: all cells are missing */
        if (row->kind != VALUE_MAP && !empty) return wrong(r, row, _("a row"), arena_fmt(r->a, "rows[%zu]", i + 1));
        r->t->rows[r->t->nrows++] = row;
    }
    return true;
}

/* A list of texts is one, too. */
static bool is_text(const value *v)
{
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->as.list.n; i++)
        if (v->as.list.v[i]->kind != VALUE_STR) return false;
    return v->kind != VALUE_MAP;
}

static bool check_cells(reader *r)
{
    for (size_t i = 0; i < r->t->nrows; i++)
        for (size_t k = 0; k < r->t->ncolumns; k++) {
            const dataset_column *c = &r->t->columns[k];
            const value *v = dataset_cell(r->t, i, c->id);
            double d;
            figure f;
            bool text = column_reads(c->type);
            if (!text && dataset_figure(r->a, v, &f)) continue;
            if (!v || (text ? is_text(v) : dataset_number(v, &d))) continue;
            str place = arena_fmt(r->a, "rows[%zu].%.*s", i + 1, STR_ARG(c->id));
            return wrong(r, v, text ? _("a text") : _("a number"), place);
        }
    return true;
}

/* --- columns of data that names none */

static void collect_columns(arena *a, dataset *t)
{
    VEC(dataset_column) columns = { 0 };
    map *seen = map_new(a);
    for (size_t i = 0; i < t->nrows && i < LOOK; i++)
        for (size_t k = 0; k < value_count(t->rows[i]) && t->rows[i]->kind == VALUE_MAP; k++) {
            const value_pair *p = &t->rows[i]->as.map.v[k];
            if (map_has(seen, p->key) || p->value->kind == VALUE_LIST || p->value->kind == VALUE_MAP) continue;
            map_put(seen, p->key, p->value);
            VEC_PUSH(a, &columns, (dataset_column){ .id = p->key });
        }
    t->columns = columns.v;
    t->ncolumns = columns.n;
}

/* "01001" is a code, not a number. */
static bool looks_number(const value *v, double *d)
{
    if (!dataset_number(v, d)) return false;
    str s = str_trim(value_text(v));
    return !(s.n > 1 && s.p[0] == '0' && s.p[1] >= '0' && s.p[1] <= '9') && !(s.n && s.p[0] == '+');
}

static int count_decimals(const value *v, double d)
{
    if (v->kind == VALUE_STR) {
        size_t at = str_rfind(v->as.string, ',');
        if (at == STR_NONE) at = str_rfind(v->as.string, '.');
        return at == STR_NONE ? 0 : (int)(str_trim(v->as.string).n - at - 1);
    }
    int n = 0;
    for (double scaled = d; n < 6 && fabs(scaled - round(scaled)) > 1e-9 * fmax(1, fabs(scaled)); scaled *= 10) n++;
    return n;
}

bool dataset_figure(arena *a, const value *cell, figure *out)
{
    if (!cell || cell->kind != VALUE_STR) return false;
    figure f = *out = figure_parse(a, cell->as.string);
    if (f.kind == FIGURE_MISSING) return true;
    return f.kind != FIGURE_TEXT && f.rest.n == 0 && (f.kind != FIGURE_NUMBER || f.sense || f.target || f.since);
}

bool dataset_amount(arena *a, const value *cell, double *out)
{
    figure f;
    if (dataset_number(cell, out)) return true;
    if (!dataset_figure(a, cell, &f) || f.kind != FIGURE_NUMBER || f.sense != FIGURE_ABOUT) return false;
    *out = f.a;
    return true;
}

/* A column whose every cell is a number, or some a figure that says less;
 * a year when all are whole, from 1900 to 2100, and the name says so. */
static void guess_type(arena *a, const dataset *t, dataset_column *c)
{
    size_t numbers = 0;
    int decimals = 0;
    bool years = str_starts(c->id, S("ann")) || str_starts(c->id, S("year"));
    for (size_t i = 0; i < t->nrows; i++) {
        double d;
        const value *v = dataset_cell(t, i, c->id);
        if (!v) continue;
        figure f;
        if (!looks_number(v, &d)) {
            if (!dataset_figure(a, v, &f)) return;
            continue;
        }
        numbers++;
        int n = count_decimals(v, d);
        if (n > decimals) decimals = n;
        years = years && n == 0 && d >= 1900 && d <= 2100;
    }
    if (numbers == 0 || str_eqz(c->id, "code") || str_starts(c->id, S("code_"))) return;
    c->type = years ? COLUMN_YEAR : decimals ? COLUMN_NUMBER : COLUMN_INTEGER;
    c->decimals = decimals > 6 ? 6 : decimals;
}

static void derive_columns(arena *a, dataset *t)
{
    collect_columns(a, t);
    for (size_t i = 0; i < t->ncolumns; i++) guess_type(a, t, &t->columns[i]);
}

static bool is_table(const value *v)
{
    if (!v || v->kind != VALUE_LIST || v->as.list.n == 0) return false;
    for (size_t i = 0; i < v->as.list.n; i++)
        if (v->as.list.v[i]->kind != VALUE_MAP) return false;
    return true;
}

dataset *dataset_from_script(arena *a, str name, const value *v, span at, diag *d)
{
    dataset *t = ARENA_NEW(a, dataset);
    *t = (dataset){ .name = name, .value = v, .computed = true, .as_table = true };
    reader r = { a, d, at, t };
    if (!v || v->kind != VALUE_MAP) {
        wrong(&r, v, _("a table with columns and rows"), S("return { title = \"…\", columns = { … }, rows = { … } }"));
        return NULL;
    }
    t->title = value_get(v, S("title"));
    t->source = value_get(v, S("source"));
    t->note = value_get(v, S("note"));
    const value *columns = value_get(v, S("columns"));
    bool fine = check_text(&r, t->title, "title") && check_text(&r, t->source, "source") &&
                check_text(&r, t->note, "note") && read_rows(&r, value_get(v, S("rows"))) &&
                (!columns || read_columns(&r, columns)) && check_cells(&r);
    if (fine && !columns) derive_columns(a, t);
    return fine ? t : NULL;
}

dataset *dataset_from_value(arena *a, str name, const value *v)
{
    const value *rows = is_table(v) ? v : NULL;
    for (size_t i = 0; !rows && v && v->kind == VALUE_MAP && i < v->as.map.n; i++)
        if (is_table(v->as.map.v[i].value)) rows = v->as.map.v[i].value;
    if (!rows) return NULL;
    dataset *t = ARENA_NEW(a, dataset);
    *t = (dataset){ .name = name, .value = v, .nrows = rows->as.list.n };
    t->rows = ARENA_ARRAY(a, const value *, t->nrows);
    for (size_t i = 0; i < t->nrows; i++) t->rows[i] = rows->as.list.v[i];
    if (v->kind == VALUE_MAP) {
        const value *title = value_get(v, S("title")), *origin = value_get(v, S("source"));
        t->title = title && title->kind == VALUE_STR ? title : NULL;
        t->source = origin && origin->kind == VALUE_STR ? origin : NULL;
    }
    derive_columns(a, t);
    return t;
}
