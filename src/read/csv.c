#include "read/csv.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <string.h>

/* A cell: its text, and where it stands, quotes included. */
typedef struct cell { str text; uint32_t off, len; } cell;
typedef VEC(cell) row;

typedef struct reader {
    arena *a;
    const source *src;
    diag *d;
    str text;
    size_t at;
    char separator;
} reader;

/* --- Windows-1252 */

/* 0x80 … 0x9F; the five bytes that mean nothing are U+FFFD. */
static const uint16_t windows[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

const source *csv_source(arena *a, const source *src)
{
    if (utf8_invalid(src->text) == STR_NONE) return src;
    char *out = arena_alloc(a, src->text.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < src->text.n; i++) {
        unsigned char c = (unsigned char)src->text.p[i];
        n += (size_t)utf8_put(out + n, c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c);
    }
    source *copy = ARENA_NEW(a, source);
    *copy = (source){ src->path, str_of(out, n) };
    return copy;
}

/* --- cells and rows */

static char peek(const reader *r) { return r->at < r->text.n ? r->text.p[r->at] : '\n'; }
static bool at_end(const reader *r) { return r->at >= r->text.n; }
static bool is_break(char c) { return c == '\n' || c == '\r'; }
static bool cell_ends(const reader *r) { return at_end(r) || peek(r) == r->separator || is_break(peek(r)); }

static void skip_break(reader *r)
{
    if (!at_end(r) && peek(r) == '\r') r->at++;
    else if (!at_end(r)) {
        r->at++;
        return;
    }
    if (!at_end(r) && peek(r) == '\n') r->at++;
}

static void skip_spaces(reader *r)
{
    while (!at_end(r) && peek(r) == ' ') r->at++;
}

/* What stands between quotes, then anything up to the separator, as spreadsheets take it. False: it never ends. */
static bool quoted(reader *r, cell *c)
{
    size_t open = r->at++;
    size_t n = 0;
    char *out = NULL;                              /* made once a doubled quote asks for it; else the text is a slice */
    for (;; r->at++) {
        size_t q = str_find(str_skip(r->text, r->at), '"');
        if (q == STR_NONE) return false;
        const char *from = r->text.p + r->at;
        r->at += q;
        bool doubled = r->at + 1 < r->text.n && r->text.p[r->at + 1] == '"';
        if (!doubled && !out) {
            c->text = str_of(from, q);
            break;
        }
        if (!out) out = arena_alloc(r->a, r->text.n - open);
        memcpy(out + n, from, q);
        n += q;
        c->text = str_of(out, n);
        if (!doubled) break;
        out[n++] = '"';
        r->at++;
    }
    r->at++;
    size_t tail = r->at;
    while (!cell_ends(r)) r->at++;
    str rest = str_trim(str_of(r->text.p + tail, r->at - tail));
    if (rest.n) c->text = arena_fmt(r->a, "%.*s%.*s", STR_ARG(c->text), STR_ARG(rest));
    return true;
}

static bool read_cell(reader *r, cell *c)
{
    skip_spaces(r);
    size_t from = r->at;
    bool whole = true;
    if (!at_end(r) && peek(r) == '"') {
        whole = quoted(r, c);
        if (!whole) DIAG0(r->d, D404, ((span){ r->src, (uint32_t)from, 1 }));
    } else {
        while (!cell_ends(r)) r->at++;
        c->text = str_trim(str_of(r->text.p + from, r->at - from));
    }
    c->off = (uint32_t)from;
    c->len = (uint32_t)str_trim(str_of(r->text.p + from, r->at - from)).n;
    return whole;
}

/* The cells of the row at r->at, which moves past it. False: a quote never ends, and the file is at its end. */
static bool read_row(reader *r, row *out)
{
    out->n = 0;
    for (;;) {
        cell c = { 0 };
        if (!read_cell(r, &c)) {
            r->at = r->text.n;
            return false;
        }
        VEC_PUSH(r->a, out, c);
        if (at_end(r) || peek(r) != r->separator) break;
        r->at++;
    }
    skip_break(r);
    return true;
}

static bool is_blank(const row *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].text.n) return false;
    return true;
}

/* --- the line of names */

static void skip_to_names(reader *r)
{
    if (str_starts(r->text, S("\xEF\xBB\xBF"))) r->at = 3;
    while (!at_end(r) && (peek(r) == '#' || is_break(peek(r)))) {
        while (!at_end(r) && !is_break(peek(r))) r->at++;
        skip_break(r);
    }
}

static char find_separator(const reader *r)
{
    static const char marks[] = { ';', ',', '\t' };
    size_t counts[sizeof marks] = { 0 }, best = 0;
    bool inside = false;
    for (size_t i = r->at; i < r->text.n && (inside || !is_break(r->text.p[i])); i++) {
        if (r->text.p[i] == '"') inside = !inside;
        for (size_t k = 0; k < sizeof marks && !inside; k++) counts[k] += r->text.p[i] == marks[k];
    }
    for (size_t k = 1; k < sizeof marks; k++)
        if (counts[k] > counts[best]) best = k;
    return marks[best];
}

/* Columns that can't be used lose their text. */
static void check_names(const reader *r, row *names)
{
    map *seen = map_new(r->a);
    for (size_t i = 0; i < names->n; i++) {
        cell *c = &names->v[i];
        span at = { r->src, c->off, c->len };
        if (c->text.n == 0) DIAG0(r->d, D408, at);
        else if (map_has(seen, c->text)) {
            DIAG(r->d, D409, at, arena_str(r->a, c->text).p);
            c->text = S("");
        } else map_put(seen, c->text, c);
    }
}

/* --- the table */

static value *make_row(const reader *r, const row *names, const row *cells, size_t from)
{
    const cell *last = &cells->v[cells->n - 1];
    value *m = value_new(r->a, VALUE_MAP, (uint32_t)from, last->off + last->len - (uint32_t)from);
    for (size_t i = 0; i < names->n; i++) {
        const cell *c = &cells->v[i];
        if (names->v[i].text.n == 0) continue;
        value *v = value_new(r->a, c->text.n ? VALUE_STR : VALUE_NULL, c->off, c->len);
        if (c->text.n) v->as.string = c->text;
        value_put(r->a, m, names->v[i].text, names->v[i].off, v);
    }
    return m;
}

static void refuse_row(const reader *r, size_t from, size_t got, size_t wanted)
{
    str line = str_of(r->text.p + from, r->at - from);
    size_t n = 0;
    while (n < line.n && !is_break(line.p[n])) n++;
    const char *separator = r->separator == '\t' ? _("tab") : r->separator == ';' ? ";" : ",";
    DIAG(r->d, D403, ((span){ r->src, (uint32_t)from, (uint32_t)n }), arena_fmt(r->a, "%zu", got).p,
         arena_fmt(r->a, "%zu", wanted).p, separator);
}

value *csv_parse(arena *a, const source *src, diag *d)
{
    src = csv_source(a, src);
    reader r = { .a = a, .src = src, .d = d, .text = src->text };
    value *table = value_new(a, VALUE_LIST, 0, (uint32_t)src->text.n);
    skip_to_names(&r);
    r.separator = find_separator(&r);
    row names = { 0 }, cells = { 0 };
    if (at_end(&r) || !read_row(&r, &names)) return table;
    check_names(&r, &names);
    while (!at_end(&r)) {
        size_t from = r.at;
        if (!read_row(&r, &cells) || is_blank(&cells)) continue;
        if (cells.n == names.n) value_push(a, table, make_row(&r, &names, &cells, from));
        else refuse_row(&r, from, cells.n, names.n);
    }
    return table;
}

/* --- writing */

static bool is_number(str s)
{
    bool digit = false;
    for (size_t i = 1; i < s.n; i++) {
        bool d = s.p[i] >= '0' && s.p[i] <= '9';
        digit |= d;
        if (!d && !strchr(" .,%", s.p[i]) && (unsigned char)s.p[i] < 0x80) return false;
    }
    return digit && (s.p[0] == '+' || s.p[0] == '-');
}

void csv_write_cell(buf *out, str s, char separator)
{
    bool formula = s.n && strchr("=+-@\t\r", s.p[0]) && !is_number(s), quotes = formula;
    for (size_t i = 0; i < s.n && !quotes; i++) quotes = s.p[i] == separator || s.p[i] == '"' || is_break(s.p[i]);
    if (s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ')) quotes = true;
    if (!quotes) {
        buf_str(out, s);
        return;
    }
    buf_char(out, '"');
    if (formula) buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_char(out, '"');
        buf_char(out, s.p[i]);
    }
    buf_char(out, '"');
}
