/* The terms of a text, the passages of a page, the pieces of an index. */
#include "base/file.h"
#include "base/unicode.h"
#include "read/json.h"
#include "read/markdown.h"
#include "search/index.h"
#include "search/terms.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <cmocka.h>

static str nfkd(arena *a, str s)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar in[512], out[1024];
    int32_t n = 0, len = 0;
    u_strFromUTF8(in, 512, &n, s.p, (int32_t)s.n, &e);
    n = unorm2_normalize(unorm2_getNFKDInstance(&e), in, n, out, 1024, &e);
    char *p = arena_alloc(a, 3 * (size_t)n + 1);
    u_strToUTF8(p, 3 * n + 1, &len, out, n, &e);
    assert_true(U_SUCCESS(e));
    return str_of(p, (size_t)len);
}

/* tests/web/terms.json also holds the browser's side. Hangul and Indic letters come out decomposed. */
static void test_terms(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    diag *d = diag_new();
    source src = { .path = "tests/web/terms.json" };
    assert_int_equal(file_read_any(src.path, a, &src.text), 0);
    const value *cases = json_parse(a, &src, d);
    assert_true(value_count(cases) > 10);
    for (size_t i = 0; i < value_count(cases); i++) {
        const value *c = value_at(cases, i), *expected = value_get(c, S("terms"));
        term_list got = { 0 };
        terms_of(a, value_get_text(c, S("lang")), value_get_text(c, S("text")), &got);
        buf list = { 0 };
        for (size_t k = 0; k < got.n; k++) buf_fmt(&list, "%.*s|", STR_ARG(got.v[k]));
        bool same = got.n == value_count(expected);
        for (size_t k = 0; same && k < got.n; k++)
            same = str_eq(got.v[k], nfkd(a, value_text(value_at(expected, k))));
        if (!same) fail_msg("%s gives %.*s", value_get_text(c, S("text")).p, (int)list.n, list.p);
        buf_free(&list);
    }
    diag_free(d);
    arena_free(a);
}

static void test_terms_of_any_bytes(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const str texts[] = { S_INIT("\xff\xfe\x80"), S_INIT("a\0b"), S_INIT("\xf0\x9f\x98\x80"),
                                 S_INIT("caf\xc3") };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        term_list got = { 0 };
        terms_of(a, S("fr"), texts[i], &got);
        assert_true(got.n <= 2);
    }
    arena_free(a);
}

/* --- pages */

typedef struct desk { arena *a; diag *d; language lang; } desk;

static index_page *index_of(desk *k, const char *path, const char *title, const char *markdown)
{
    source *src = ARENA_NEW(k->a, source);
    *src = (source){ "page.md", str_z(markdown) };
    page *p = ARENA_NEW(k->a, page);
    *p = (page){ .src = src, .path = str_z(path), .title = str_z(title), .lang = &k->lang };
    p->description = S("Le résumé.");
    node *root = markdown_parse(k->a, src, 0, k->d, (markdown_options){ 0 });
    node_ids(k->a, root);
    return index_page_new(k->a, p, root);
}

static desk open_desk(void) { return (desk){ arena_new(0), diag_new(), { .code = S_INIT("fr") } }; }

static void close_desk(desk *k)
{
    diag_free(k->d);
    arena_free(k->a);
}

static void test_passages(void **state)
{
    (void)state;
    desk k = open_desk();
    const index_page *x = index_of(&k, "fr/a/index.html", "Titre",
                                   "Un début.\n\n- un\n- deux\n\n## Les aides\n\nLe *CMG*.\n\n"
                                   "| A | B |\n|---|---|\n| 1 | 2 |\n\n### Vide\n\n### Fin\n\nVoilà.\n");
    assert_int_equal(x->npassages, 4);
    assert_true(str_eqz(x->passages[0].text, "Le résumé. · Un début. · un · deux"));
    assert_int_equal(x->passages[0].anchor.n, 0);
    assert_true(str_eqz(x->passages[1].anchor, "les-aides"));
    assert_true(str_eqz(x->passages[1].heading, "Les aides"));
    assert_true(str_eqz(x->passages[1].text, "Le CMG. · A · B · 1 · 2"));
    assert_true(str_eqz(x->passages[2].heading, "Vide"));
    assert_true(str_eqz(x->passages[3].text, "Voilà."));
    close_desk(&k);
}

static const index_term *term_named(const index_page *x, const char *name)
{
    for (size_t i = 0; i < x->nterms; i++)
        if (str_eqz(x->terms[i].term, name)) return &x->terms[i];
    fail_msg("no term %s", name);
    return NULL;
}

static void test_weights(void **state)
{
    (void)state;
    desk k = open_desk();
    const index_page *x = index_of(&k, "fr/a/index.html", "Le titre",
                                   "Un mot.\n\n## Une aide\n\nLe mot et le titre. Mot.\n");
    assert_int_equal(term_named(x, "mot")->weight, 3);
    assert_int_equal(term_named(x, "mot")->passage, 0);
    assert_int_equal(term_named(x, "aide")->weight, 3);
    assert_int_equal(term_named(x, "aide")->passage, 1);
    assert_int_equal(term_named(x, "titre")->weight, 7);
    assert_int_equal(term_named(x, "titre")->passage, 1);      /* where the text speaks of it */
    assert_int_equal(term_named(x, "le")->weight, INDEX_WEIGHT_MAX);
    close_desk(&k);
}

/* --- the pieces */

typedef struct pieces { arena *a; map *by_name; } pieces;

static void keep_piece(void *ctx, str name, str bytes)
{
    pieces *p = ctx;
    str *copy = ARENA_NEW(p->a, str);
    *copy = arena_str(p->a, bytes);
    assert_false(map_has(p->by_name, name));
    map_put(p->by_name, arena_str(p->a, name), copy);
}

static str piece(const pieces *p, const char *name)
{
    const str *s = map_get(p->by_name, str_z(name));
    if (!s) fail_msg("no piece %s", name);
    return *s;
}

static void test_pieces(void **state)
{
    (void)state;
    desk k = open_desk();
    pieces out = { k.a, map_new(k.a) };
    index_page *pages[] = { index_of(&k, "fr/a/index.html", "Un", "Chat « noir ».\n"),
                            index_of(&k, "fr/b/index.html", "Deux", "Chien.\n"),
                            index_of(&k, "fr/c/index.html", "Trois", "Rien.\n\n## Chat\n\nFin.\n") };
    index_write(pages, 3, keep_piece, &out);
    assert_int_equal(map_count(out.by_name), 3);
    assert_string_equal(piece(&out, "index.js").p,
                        "livretRecherche.index({\"terms\":[\"chat\"],\"pages\":[1,1,2],\"files\":[4]});\n");
    assert_string_equal(piece(&out, "t0.js").p,
                        "livretRecherche.terms(0,\"chat 1A,2C1;chien 2A;deu 2F;fin 3A1;le 1A,1A,1A;noir 1A;"
                        "resume 1A,1A,1A;rien 3A;troi 3F;un 1F\");\n");
    assert_string_equal(piece(&out, "p0.js").p,
                        "livretRecherche.passages(0,[[\"fr/a/index.html\",\"Un\",0,0,"
                        "[[\"\",\"\",\"Le résumé. · Chat « noir ».\"]]],\n"
                        "[\"fr/b/index.html\",\"Deux\",0,1,[[\"\",\"\",\"Le résumé. · Chien.\"]]],\n"
                        "[\"fr/c/index.html\",\"Trois\",0,2,[[\"\",\"\",\"Le résumé. · Rien.\"],"
                        "[\"chat\",\"Chat\",\"Fin.\"]]]]);\n");
    close_desk(&k);
}

static void test_no_pages(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    pieces out = { a, map_new(a) };
    index_write(NULL, 0, keep_piece, &out);
    assert_int_equal(map_count(out.by_name), 1);
    assert_string_equal(piece(&out, "index.js").p,
                        "livretRecherche.index({\"terms\":[],\"pages\":[],\"files\":[]});\n");
    arena_free(a);
}

/* A page longer than a piece goes on in the next ones, and each piece keeps within its bound. */
static void test_long_pages(void **state)
{
    (void)state;
    desk k = open_desk();
    pieces out = { k.a, map_new(k.a) };
    buf text = { 0 };
    for (int i = 0; i < 400; i++)
        buf_fmt(&text, "## Partie %d\n\nUn texte \"cité\" numéro %d, mot%d.\n\n", i, i, i * 7);
    buf_char(&text, '\0');
    index_page *pages[] = { index_of(&k, "fr/a/index.html", "Un", text.p),
                            index_of(&k, "fr/b/index.html", "Deux", text.p) };
    index_write(pages, 2, keep_piece, &out);
    assert_true(map_count(out.by_name) > 8);
    for (size_t i = 0; i < map_count(out.by_name); i++) {
        const map_entry *e = map_at(out.by_name, i);
        size_t size = ((const str *)e->value)->n;
        assert_true(str_eqz(e->key, "index.js") || size < INDEX_PASSAGES_FILE + 400);
    }
    assert_true(str_starts(piece(&out, "p1.js"), S("livretRecherche.passages(1,[[\"fr/a/index.html\",\"Un\",0,")));
    buf_free(&text);
    close_desk(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terms),  cmocka_unit_test(test_terms_of_any_bytes), cmocka_unit_test(test_passages),
        cmocka_unit_test(test_weights), cmocka_unit_test(test_pieces),            cmocka_unit_test(test_no_pages),
        cmocka_unit_test(test_long_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
