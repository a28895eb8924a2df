#include "check/sums.h"
#include "base/lang.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "model/dataset.h"
#include <math.h>

enum { CELLS = 64 };

/* --- tables */

typedef struct grid { const node *cells[CELLS]; size_t n; } grid;

typedef struct checker { arena *a; const node_tree *t; diag *d; } checker;

static str text_of(checker *c, const node *n)
{
    buf out = { 0 };
    node_text(&out, n);
    return str_trim(buf_take(&out, c->a));
}

/* A plain number, with a unit of money or not. */
static bool number_of(checker *c, const node *cell, double *out)
{
    str s = text_of(c, cell);
    if (str_ends(s, S("€"))) s = str_first(s, s.n - sizeof "€" + 1);
    while (str_ends(s, S("\u00A0")) || str_ends(s, S("\u202F")))
        s = str_first(s, s.n - (str_ends(s, S("\u00A0")) ? 2 : 3));
    return dataset_parse(s, out);
}

static bool is_total(checker *c, const node *cell)
{
    str s = unicode_plain(c->a, text_of(c, cell));
    return str_eqz(s, "total") || str_eqz(s, "totaux") || str_eqz(s, "totalgeneral") || str_eqz(s, "gesamt") ||
           str_eqz(s, "summe");
}

static bool is_part(checker *c, const node *cell)
{
    return str_starts(unicode_plain(c->a, text_of(c, cell)), S("soustotal"));
}

static bool is_rate(checker *c, const node *header)
{
    static const char *const words[] =
        { "taux", "moyenne", "pour100", "pourcent", "part", "rate", "average", "per100", "annee", "year" };
    str s = text_of(c, header), plain = unicode_plain(c->a, s);
    bool rate = str_search(s, S("%")) != STR_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        rate = rate || str_search(plain, str_z(words[i])) != STR_NONE;
    return rate;
}

/* False when cells are merged, or rows differ in length. */
static bool read_row(const node *row, grid *g)
{
    g->n = 0;
    for (const node *cell = row->first; cell; cell = cell->next) {
        if (cell->kind != NODE_CELL || cell->rowspan > 1 || cell->colspan > 1 || g->n == CELLS) return false;
        g->cells[g->n++] = cell;
    }
    return g->n > 0;
}

static void report(checker *c, const node *cell, double stated, double counted)
{
    str a = arena_fmt(c->a, "%.10g", stated), b = arena_fmt(c->a, "%.10g", counted);
    DIAG(c->d, D434, node_span(c->t, cell), a.p, b.p);
}

static bool differ(double a, double b) { return fabs(a - b) > 1e-6 * fmax(1, fabs(a)); }

typedef struct table_sums {
    double sum[CELLS];
    size_t count[CELLS], width;
    bool bad[CELLS];                               /* a column that has no sum */
    bool across;                                   /* the last column is a total */
} table_sums;

static void add_row(checker *c, table_sums *s, const grid *g)
{
    double total = 0, d;
    bool fine = s->across && g->n > 3;
    for (size_t k = 1; k < g->n; k++) {
        bool number = number_of(c, g->cells[k], &d);
        if (!number) s->bad[k] = true;
        else { s->sum[k] += d; s->count[k]++; }
        if (k + 1 < g->n) { fine = fine && number; total += number ? d : 0; }
        else if (fine && number && differ(total, d)) report(c, g->cells[k], d, total);
    }
}

static void check_total(checker *c, const table_sums *s, const grid *g)
{
    double d;
    for (size_t k = 1; k < g->n; k++)
        if (!s->bad[k] && s->count[k] > 1 && number_of(c, g->cells[k], &d) && differ(d, s->sum[k]))
            report(c, g->cells[k], d, s->sum[k]);
}

/* Most tables state none, and need no sum. */
static bool states_total(checker *c, const node *table)
{
    for (const node *row = table->first; row; row = row->next) {
        const node *cell = row->kind != NODE_ROW ? NULL : row->header ? row->last : row->first;
        if (cell && is_total(c, cell)) return true;
    }
    return false;
}

static void check_table(checker *c, const node *table)
{
    table_sums s = { .width = 0 };
    grid g;
    if (!states_total(c, table)) return;
    for (const node *row = table->first; row; row = row->next) {
        if (row->kind != NODE_ROW) continue;
        if (!read_row(row, &g) || (s.width && g.n != s.width)) return;
        s.width = g.n;
        if (row->header) {
            for (size_t k = 1; k < g.n; k++) s.bad[k] = is_rate(c, g.cells[k]);
            s.across = is_total(c, g.cells[g.n - 1]);
            for (size_t k = 1; k < g.n; k++) s.across = s.across && !s.bad[k];
        } else if (is_total(c, g.cells[0])) {
            check_total(c, &s, &g);
        } else if (!is_part(c, g.cells[0])) {
            add_row(c, &s, &g);
        }
    }
}

/* --- money */

typedef struct line { str text; span at; } line;

/* The next amount of the text: digits in groups, with a decimal mark, before a sign of money. */
static bool next_amount(str *rest, double *out)
{
    for (size_t at = 0; at < rest->n;) {
        size_t start = at, i = at;
        uint32_t ch = utf8_next(*rest, &i);
        at = i;
        if (ch < '0' || ch > '9') continue;
        size_t end = i;
        for (size_t k = i; k < rest->n;) {
            uint32_t n = utf8_next(*rest, &k);
            bool digit = n >= '0' && n <= '9', space = n == ' ' || n == 0xA0 || n == 0x202F, mark = n == ',' ||
                n == '.';
            if (!digit && !space && !mark) break;
            if (digit) end = k;
        }
        str after = str_skip(*rest, end);
        while (after.n && (after.p[0] == ' ' || str_starts(after, S("\u00A0")) || str_starts(after, S("\u202F"))))
            after = str_skip(after, after.p[0] == ' ' ? 1 : str_starts(after, S("\u00A0")) ? 2 : 3);
        at = end;
        if (!str_starts(after, S("€")) && !str_starts(after, S("euro"))) continue;
        if (!dataset_parse(str_first(str_skip(*rest, start), end - start), out)) continue;
        *rest = after;
        return true;
    }
    return false;
}

static size_t amounts(str s, double *first, double *sum)
{
    size_t n = 0;
    double d;
    *sum = 0;
    for (; next_amount(&s, &d); n++) {
        if (n == 0) *first = d;
        *sum += d;
    }
    return n;
}

static bool opens(arena *a, str s, const char *const *words)
{
    size_t colon = str_find(s, ':');
    if (colon == STR_NONE) return false;
    str head = unicode_plain(a, str_first(s, colon));
    for (; *words; words++)
        if (str_eqz(head, *words)) return true;
    return false;
}

static void report_money(arena *a, diag *d, span at, double stated, double counted)
{
    DIAG(d, D435, at, arena_fmt(a, "%.12g", stated).p, arena_fmt(a, "%.12g", counted).p);
}

/* "23 958 € = 8 860 € + 8 000 € + 7 098 €" */
static void check_written(arena *a, diag *d, const line *l)
{
    double whole, sum, part;
    size_t equals = str_find(l->text, '=');
    if (equals == STR_NONE || str_find(str_skip(l->text, equals), '+') == STR_NONE) return;
    if (amounts(str_first(l->text, equals), &whole, &sum) != 1) return;
    if (amounts(str_skip(l->text, equals), &part, &sum) > 1 && differ(whole, sum))
        report_money(a, d, l->at, whole, sum);
}

static void check_lines(arena *a, diag *d, const line *lines, size_t n)
{
    static const char *const spent[] =
        { "depenses", "depense", "cout", "couttotal", "budget", "investissement", "fonctionnement", "costs",
                                         NULL };
    static const char *const paid[] =
        { "recettes", "recette", "financement", "financements", "financeurs", "funding", NULL };
    double whole = 0, first, sum;
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        const line *l = &lines[i];
        check_written(a, d, l);
        if (opens(a, l->text, spent)) open = amounts(l->text, &whole, &sum) == 1;
        else if (open && opens(a, l->text, paid)) {
            if (amounts(l->text, &first, &sum) > 1 && differ(whole, sum)) report_money(a, d, l->at, whole, sum);
            open = false;
        }
    }
}

static void push_lines(checker *c, const node *block, line *lines, size_t most, size_t *n)
{
    buf out = { 0 };
    node_text(&out, block);
    str rest = buf_take(&out, c->a), part;
    while (*n < most && str_cut(&rest, '\n', &part)) lines[(*n)++] = (line){ str_trim(part), node_span(c->t, block) };
}

/* Paragraphs one below the other, and the items of lists, are lines of one account. */
static void check_money(checker *c)
{
    enum { MOST = 4096 };
    line *lines = ARENA_ARRAY(c->a, line, MOST);
    size_t n = 0;
    for (node *k = c->t->root; k; k = node_following(c->t->root, k))
        if (k->kind == NODE_PARAGRAPH && k->len) push_lines(c, k, lines, MOST, &n);
    check_lines(c->a, c->d, lines, n);
}

void sums_check(const node_tree *t, diag *d)
{
    checker c = { arena_new(0), t, d };
    bool money = false;
    for (node *n = t->root; n; n = node_following(t->root, n)) {
        if (n->kind == NODE_TABLE && n->len) check_table(&c, n);
        if (n->kind == NODE_TEXT) money = money || str_search(n->text, S("€")) != STR_NONE;
    }
    if (money) check_money(&c);
    arena_free(c.a);
}

/* --- front matter */

static void check_value(arena *a, diag *d, const source *src, const value *v, int depth)
{
    if (!v || depth > 8) return;
    if (v->kind == VALUE_MAP)
        for (size_t i = 0; i < v->as.map.n; i++) check_value(a, d, src, v->as.map.v[i].value, depth + 1);
    if (v->kind != VALUE_LIST) return;
    line *lines = ARENA_ARRAY(a, line, v->as.list.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->as.list.n; i++) {
        const value *item = v->as.list.v[i];
        if (item->kind == VALUE_STR) lines[n++] = (line){ item->as.string, value_span(src, item) };
        else check_value(a, d, src, item, depth + 1);
    }
    check_lines(a, d, lines, n);
}

void sums_check_fields(const source *src, const value *fields, diag *d)
{
    arena *a = arena_new(4096);
    check_value(a, d, src, fields, 0);
    arena_free(a);
}
