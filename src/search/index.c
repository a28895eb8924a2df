#include "search/index.h"
#include "doc/value.h"
#include "search/terms.h"
#include <stdio.h>
#include <stdlib.h>

/* --- a page */

typedef struct gatherer { arena *a, *scratch; str lang; map *seen; VEC(index_term) out; } gatherer;

static void gather(gatherer *g, str text, size_t at, unsigned weight)
{
    term_list found = { 0 };
    terms_of(g->scratch, g->lang, text, &found);
    for (size_t i = 0; i < found.n; i++) {
        size_t rank = (size_t)(uintptr_t)map_get(g->seen, found.v[i]);
        if (rank == 0) {
            index_term t = { .term = arena_str(g->a, found.v[i]), .passage = (uint32_t)at };
            VEC_PUSH(g->scratch, &g->out, t);
            rank = g->out.n;
            map_put(g->seen, g->out.v[rank - 1].term, (void *)(uintptr_t)rank);
        }
        index_term *t = &g->out.v[rank - 1];
        unsigned sum = t->weight + weight;
        t->weight = (uint8_t)(sum > INDEX_WEIGHT_MAX ? INDEX_WEIGHT_MAX : sum);
    }
}

/* Passages first, so that a term of the title leads to where the text speaks of it. */
static void gather_page(gatherer *g, const index_page *x)
{
    enum { TITLE = 6, HEADING = 3, TEXT = 1 };
    for (size_t i = 0; i < x->npassages; i++) {
        gather(g, x->passages[i].heading, i, HEADING);
        gather(g, x->passages[i].text, i, TEXT);
    }
    gather(g, x->title, 0, TITLE);
}

index_page *index_page_new(arena *a, const page *p, const node *root)
{
    index_page *x = ARENA_NEW(a, index_page);
    *x = (index_page){ .path = p->path, .title = p->title, .is_falc = p->is_falc };
    str summary = p->description.n ? p->description : p->summary;
    x->passages = passages_of(a, summary, root, &x->npassages);
    gatherer g = { .a = a, .scratch = arena_new(0), .lang = p->lang->code };
    g.seen = map_new(g.scratch);
    gather_page(&g, x);
    x->nterms = g.out.n;
    x->terms = ARENA_ARRAY(a, index_term, g.out.n);
    if (g.out.n) memcpy(x->terms, g.out.v, g.out.n * sizeof *x->terms);
    arena_free(g.scratch);
    return x;
}

/* --- all terms of all pages */

typedef struct posting { uint32_t page, passage; uint8_t weight; } posting;
typedef struct term { str text; VEC(posting) at; } term;

typedef struct writer {
    arena *a;
    index_page *const *pages;
    size_t npages;
    index_put *put;
    void *ctx;
    VEC(str) first_terms;      /* of each file */
    VEC(size_t) files;         /* passages of each file */
} writer;

/* Bytes sort as JavaScript's comparison of UTF-16 does: a term, in NFKD, holds nothing of U+E000 to U+FFFF. */
static int by_text(const void *x, const void *y)
{
    const term *const *a = x, *const *b = y;
    return str_cmp((*a)->text, (*b)->text);
}

static term **sorted_terms(const writer *w, size_t *n)
{
    map *all = map_new(w->a);
    for (size_t i = 0; i < w->npages; i++) {
        for (size_t k = 0; k < w->pages[i]->nterms; k++) {
            const index_term *t = &w->pages[i]->terms[k];
            term *of = map_get(all, t->term);
            if (!of) {
                of = ARENA_NEW(w->a, term);
                of->text = t->term;
                map_put(all, of->text, of);
            }
            posting at = { (uint32_t)i, t->passage, t->weight };
            VEC_PUSH(w->a, &of->at, at);
        }
    }
    *n = map_count(all);
    term **list = ARENA_ARRAY(w->a, term *, *n + 1);
    for (size_t i = 0; i < *n; i++) list[i] = map_at(all, i)->value;
    qsort(list, *n, sizeof *list, by_text);
    return list;
}

static void base36(buf *out, size_t v)
{
    char digits[16];
    size_t n = 0;
    do digits[n++] = "0123456789abcdefghijklmnopqrstuvwxyz"[v % 36]; while (v /= 36);
    while (n) buf_char(out, digits[--n]);
}

static void put_term(buf *out, const term *t)
{
    size_t before = (size_t)-1;
    buf_str(out, t->text);
    for (size_t i = 0; i < t->at.n; i++) {
        const posting *p = &t->at.v[i];
        buf_char(out, i ? ',' : ' ');
        base36(out, p->page - before);
        buf_char(out, (char)('A' + p->weight - 1));
        if (p->passage) base36(out, p->passage);
        before = p->page;
    }
}

static void end_file(writer *w, const char *what, size_t number, buf *text)
{
    char name[32];
    snprintf(name, sizeof name, "%c%zu.js", *what, number);
    buf whole = { 0 };
    buf_fmt(&whole, "livretRecherche.%s(%zu,%.*s);\n", what, number, STR_ARG(buf_view(text)));
    w->put(w->ctx, str_z(name), buf_view(&whole));
    buf_free(&whole);
    text->n = 0;
}

static void write_terms(writer *w)
{
    size_t n;
    term **list = sorted_terms(w, &n);
    buf text = { 0 }, one = { 0 };
    for (size_t i = 0; i < n; i++) {
        one.n = 0;
        put_term(&one, list[i]);
        if (text.n && text.n + one.n > INDEX_TERMS_FILE) {
            buf_char(&text, '"');
            end_file(w, "terms", w->first_terms.n - 1, &text);
        }
        if (text.n == 0) VEC_PUSH(w->a, &w->first_terms, list[i]->text);
        buf_char(&text, text.n ? ';' : '"');
        buf_str(&text, buf_view(&one));
    }
    if (text.n) {
        buf_char(&text, '"');
        end_file(w, "terms", w->first_terms.n - 1, &text);
    }
    buf_free(&text);
    buf_free(&one);
}

/* --- passages */

static void put_passage(buf *out, const passage *p)
{
    buf_char(out, '[');
    value_json_string(out, p->anchor);
    buf_char(out, ',');
    value_json_string(out, p->heading);
    buf_char(out, ',');
    value_json_string(out, p->text);
    buf_char(out, ']');
}

static void open_page(buf *out, const index_page *p, size_t rank)
{
    buf_z(out, out->n ? ",\n[" : "[[");
    value_json_string(out, p->path);
    buf_char(out, ',');
    value_json_string(out, p->title);
    buf_fmt(out, ",%d,%zu,[", p->is_falc, rank);
}

static void write_passages(writer *w)
{
    buf text = { 0 }, one = { 0 };
    size_t rank = 0, from = 0;
    for (size_t i = 0; i < w->npages; i++) {
        const index_page *p = w->pages[i];
        for (size_t k = 0; k < p->npassages; k++, rank++) {
            one.n = 0;
            put_passage(&one, &p->passages[k]);
            bool full = text.n && text.n + one.n > INDEX_PASSAGES_FILE;
            if (full) {
                buf_z(&text, k ? "]]]" : "]");
                end_file(w, "passages", w->files.n, &text);
                VEC_PUSH(w->a, &w->files, rank - from);
                from = rank;
            }
            if (k == 0 || full) open_page(&text, p, rank);
            else buf_char(&text, ',');
            buf_str(&text, buf_view(&one));
        }
        buf_z(&text, "]]");
    }
    if (text.n) {
        buf_char(&text, ']');
        end_file(w, "passages", w->files.n, &text);
        VEC_PUSH(w->a, &w->files, rank - from);
    }
    buf_free(&text);
    buf_free(&one);
}

/* --- index.js */

static void write_index(writer *w)
{
    buf text = { 0 };
    BUF_LIT(&text, "livretRecherche.index({\"terms\":[");
    for (size_t i = 0; i < w->first_terms.n; i++) {
        if (i) buf_char(&text, ',');
        value_json_string(&text, w->first_terms.v[i]);
    }
    BUF_LIT(&text, "],\"pages\":[");
    for (size_t i = 0; i < w->npages; i++) buf_fmt(&text, i ? ",%zu" : "%zu", w->pages[i]->npassages);
    BUF_LIT(&text, "],\"files\":[");
    for (size_t i = 0; i < w->files.n; i++) buf_fmt(&text, i ? ",%zu" : "%zu", w->files.v[i]);
    BUF_LIT(&text, "]});\n");
    w->put(w->ctx, S("index.js"), buf_view(&text));
    buf_free(&text);
}

void index_write(index_page *const *pages, size_t n, index_put *put, void *ctx)
{
    writer w = { .a = arena_new(1 << 18), .pages = pages, .npages = n, .put = put, .ctx = ctx };
    write_terms(&w);
    write_passages(&w);
    write_index(&w);
    arena_free(w.a);
}
