#include "import/import.h"
#include "base/map.h"
#include "base/unicode.h"
#include "model/dataset.h"
#include <math.h>

enum { MOST_COLUMNS = 64 };

typedef struct importer {
    arena *a;
    diag *d;
    const source *src;
    import_table *out;
    map *plain;                /* plain name -> name in the file */
    map *used;                 /* names in the file that have a place */
    str code, title, year;     /* names in the file; "" : there is none */
    str from[MOST_COLUMNS];    /* of each column of the shape */
    bool columns_used[MOST_COLUMNS];
    str file_year;
    map *seen;                 /* code and year -> the row */
} importer;

/* --- which table it is */

static map *plain_names(arena *a, const value *row)
{
    map *m = map_new(a);
    for (size_t i = 0; row && row->kind == VALUE_MAP && i < row->as.map.n; i++) {
        str name = row->as.map.v[i].key, plain = unicode_plain(a, name);
        str *kept = ARENA_NEW(a, str);
        *kept = name;
        if (plain.n && !map_has(m, plain)) map_put(m, plain, kept);
    }
    return m;
}

/* The file's column that goes by one of these names, '*' at an end standing for one of the suffixes; "": none does. */
static str column_called(arena *a, const map *plain, const char *names, const char *suffixes)
{
    str name, rest = str_z(names);
    while (str_cut(&rest, '|', &name)) {
        bool any = str_ends(name, S("*"));
        str base = any ? str_first(name, name.n - 1) : name, suffix, ends = any ? str_z(suffixes) : S("");
        const str *found = any ? NULL : map_get(plain, base);
        while (!found && any && str_cut(&ends, '|', &suffix))
            found = map_get(plain, arena_fmt(a, "%.*s%.*s", STR_ARG(base), STR_ARG(suffix)));
        if (found) return *found;
    }
    return S("");
}

static bool fits(arena *a, const map *plain, const import_shape *s, const import_level *l)
{
    if (l->code && column_called(a, plain, l->code, "").n == 0) return false;
    return column_called(a, plain, s->needs, l->suffixes).n > 0;
}

static bool recognise(importer *m)
{
    for (size_t i = 0; i < import_nshapes; i++)
        for (size_t k = 0; k < import_shapes[i].nlevels; k++) {
            if (!fits(m->a, m->plain, &import_shapes[i], &import_shapes[i].levels[k])) continue;
            m->out->shape = &import_shapes[i];
            m->out->level = &import_shapes[i].levels[k];
            return true;
        }
    return false;
}

/* --- columns */

static str use(importer *m, const char *names, const char *suffixes)
{
    str name = names ? column_called(m->a, m->plain, names, suffixes) : S("");
    if (name.n) map_put(m->used, name, m);
    return name;
}

static void choose_columns(importer *m)
{
    const import_shape *s = m->out->shape;
    const import_level *l = m->out->level;
    m->code = use(m, l->code, "");
    m->title = use(m, l->title, "");
    if (s->by_year) m->year = use(m, "annee|datereference|date", "");
    if (s->by_year) VEC_PUSH(m->a, &m->out->columns, S("annee"));
    if (s->nlevels > 1) VEC_PUSH(m->a, &m->out->columns, S("niveau"));
    VEC_PUSH(m->a, &m->out->columns, S("code"));
    VEC_PUSH(m->a, &m->out->columns, S("nom"));
    for (size_t i = 0; i < s->ncolumns; i++) {
        m->from[i] = use(m, s->columns[i].from, l->suffixes);
        m->columns_used[i] = m->from[i].n > 0;
        if (m->columns_used[i]) VEC_PUSH(m->a, &m->out->columns, str_z(s->columns[i].to));
    }
    if (s->source[0]) VEC_PUSH(m->a, &m->out->columns, S("source"));
    for (size_t i = 0; i < map_count(m->plain); i++) {
        const str *name = map_at(m->plain, i)->value;
        if (!map_has(m->used, *name)) VEC_PUSH(m->a, &m->out->unused, *name);
    }
}

/* The last four digits in a row of a file's name that may be a year: "TAUXCOUV2021.csv". */
static str year_in(str name)
{
    str found = S("");
    for (size_t i = 0; i + 4 <= name.n; i++) {
        str y = str_of(name.p + i, 4);
        long long n;
        bool alone = (i == 0 || name.p[i - 1] < '0' || name.p[i - 1] > '9') &&
                     (i + 4 == name.n || name.p[i + 4] < '0' || name.p[i + 4] > '9');
        if (alone && str_int(y, &n) && n >= 1990 && n < 2200) found = y;
    }
    return found;
}

/* --- cells */

static const value *cell(const value *row, str name) { return name.n ? value_get(row, name) : NULL; }
static str text(const value *row, str name) { return str_trim(value_text(cell(row, name))); }

static span place(const importer *m, const value *row, str name)
{
    const value *v = cell(row, name);
    return value_span(m->src, v && v->len ? v : row);
}

static bool is_code(const import_level *l, str code)
{
    if (code.n < l->least || code.n > l->most) return false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        bool digit = c >= '0' && c <= '9', letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
        if (!digit && (l->digits || !letter)) return false;
    }
    return true;
}

/* A spreadsheet that takes codes for numbers drops the zero before them: "1004" is 01004. */
static bool read_code(importer *m, const value *row, str *code)
{
    const import_level *l = m->out->level;
    *code = text(row, m->code);
    if (!l->code) return true;
    long long n;
    if (code->n && code->n + 1 == l->least && !l->digits && str_int(*code, &n) && n > 0) {
        *code = arena_fmt(m->a, "0%.*s", STR_ARG(*code));
        m->out->padded++;
    }
    if (is_code(l, *code)) return true;
    DIAG(m->d, D412, place(m, row, m->code), arena_str(m->a, *code).p, l->name, l->example);
    return false;
}

/* "2023", "31/12/2023", "2023-12-31": the year of it; else that of the file's name. */
static bool read_year(importer *m, const value *row, str *year)
{
    if (!m->out->shape->by_year) return true;
    *year = year_in(text(row, m->year));
    if (year->n == 0) *year = m->file_year;
    if (year->n) return true;
    DIAG0(m->d, D414, place(m, row, m->year.n ? m->year : m->code));
    return false;
}

/* As the site writes numbers: a decimal comma, nothing lost. */
static bool read_number(importer *m, const value *row, size_t i, str *out)
{
    const import_column *c = &m->out->shape->columns[i];
    figure f;
    double d;
    *out = text(row, m->from[i]);
    if (out->n == 0 || (dataset_figure(m->a, cell(row, m->from[i]), &f) && f.kind == FIGURE_MISSING)) {
        *out = S("");
        return true;
    }
    if (!dataset_parse(*out, &d) || (c->type == IMPORT_COORDINATE && fabs(d) > 180)) {
        DIAG(m->d, D413, place(m, row, m->from[i]), arena_str(m->a, *out).p, c->to);
        return false;
    }
    char *copy = (char *)arena_str(m->a, *out).p;
    for (size_t k = 0; k < out->n; k++) if (copy[k] == '.') copy[k] = ',';
    *out = str_of(copy, out->n);
    return true;
}

/* --- rows */

static bool is_wanted(str code, const str *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) if (str_starts(code, codes[i])) return true;
    return n == 0;
}

static bool same_row(const importer *m, str *const x, str *const y)
{
    for (size_t i = 0; i < m->out->columns.n; i++) if (!str_eq(x[i], y[i])) return false;
    return true;
}

static bool take_row(importer *m, const value *row, str code)
{
    const import_shape *s = m->out->shape;
    str *cells = ARENA_ARRAY(m->a, str, m->out->columns.n), year = S("");
    size_t n = 0;
    if (!read_year(m, row, &year)) return false;
    if (s->by_year) cells[n++] = year;
    if (s->nlevels > 1) cells[n++] = str_z(m->out->level->name);
    cells[n++] = code;
    cells[n++] = m->out->level->code ? text(row, m->title) : S("France");
    for (size_t i = 0; i < s->ncolumns; i++) {
        if (!m->columns_used[i]) continue;
        if (s->columns[i].type == IMPORT_TEXT) cells[n] = text(row, m->from[i]);
        else if (!read_number(m, row, i, &cells[n])) return false;
        n++;
    }
    if (s->source[0]) cells[n++] = str_z(s->source);
    str key = arena_fmt(m->a, "%.*s %.*s", STR_ARG(year), STR_ARG(code));
    str *other = map_get(m->seen, key);
    if (other && same_row(m, other, cells)) return true;
    if (other && s->by_year) {
        DIAG(m->d, D415, place(m, row, m->code), arena_str(m->a, code).p, arena_str(m->a, year).p);
        return false;
    }
    map_put(m->seen, key, cells);
    VEC_PUSH(m->a, &m->out->rows, cells);
    return true;
}

import_table *import_rows(arena *a, const value *rows, const source *src, str name, const str *codes, size_t ncodes,
                          diag *d)
{
    importer m = { .a = a, .d = d, .src = src, .file_year = year_in(name), .used = map_new(a), .seen = map_new(a) };
    m.out = ARENA_NEW(a, import_table);
    m.plain = plain_names(a, value_at(rows, 0));
    if (!recognise(&m)) return NULL;
    choose_columns(&m);
    for (size_t i = 0; i < value_count(rows); i++) {
        const value *row = value_at(rows, i);
        str code;
        if (!read_code(&m, row, &code)) m.out->left_out++;
        else if (!is_wanted(code, codes, ncodes)) m.out->elsewhere++;
        else if (!take_row(&m, row, code)) m.out->left_out++;
    }
    return m.out;
}
