#include "small_site.h"
#include "compose/links.h"
#include <stdio.h>

static const small_page pages[] = {
    { "fr/index.md", NULL },
    { "fr/aides/index.md", NULL },
    { "fr/aides/cmg.md", NULL },
    { "fr/aides/cmg.falc.md", NULL },
    { "fr/aides/pièce jointe.md", NULL },
    { "fr/contact.md", NULL },
    { "en/index.md", NULL },
    { "en/contact.md", NULL },
    { NULL, NULL },
};

static void add_file(given *g, site *s, const char *key, int32_t width, int32_t height)
{
    site_file *f = ARENA_NEW(g->a, site_file);
    *f = (site_file){ arena_fmt(g->a, "content/%s", key), str_z(key), width, height, width > 0 };
    map_put(s->files, f->out, f);
}

static site *make_site(given *g)
{
    site *s = small_settings(g, "languages: [fr, en]\n");
    add_file(g, s, "images/logo.png", 120, 40);
    add_file(g, s, "fr/aides/photo.jpg", 800, 600);
    add_file(g, s, "fr/aides/formulaire.pdf", 0, 0);
    static dataset computed = { .name = S_INIT("couverture"), .computed = true, .as_table = true };
    static dataset plain = { .name = S_INIT("places") };
    map_put(s->datasets, computed.name, &computed);
    map_put(s->datasets, plain.name, &plain);
    small_build(g, s, pages, NULL);
    s->books = ARENA_ARRAY(g->a, site_book, 2);
    s->books[0] = (site_book){ .name = S("guide"), .path = S("pdf/guide-fr.pdf"), .lang = &s->settings->languages[0] };
    s->books[1] = (site_book){ .name = S("guide"), .path = S("pdf/guide-en.pdf"), .lang = &s->settings->languages[1] };
    s->nbooks = 2;
    for (size_t i = 0; i < s->npages; i++) s->pages[i]->ids = map_new(g->a);
    map_put(small_page_of(s, "fr/aides/cmg")->ids, S("montant"), s);
    map_put(small_page_of(s, "fr/aides/cmg")->ids, S("été"), s);
    map_put(small_page_of(s, "fr/contact")->ids, S("adresse"), s);
    return s;
}

/* Resolves one link (or picture) on a page and describes where it leads: "site fr/x/index.html #anchor". */
static const char *resolve(given *g, const site *s, const char *from, node_kind form, const char *address,
                           bool with_text)
{
    page *p = small_page_of(s, from);
    node_tree t = { .root = node_new(g->a, NODE_DOCUMENT, 0, 0), .src = p->src };
    node *n = node_new(g->a, form, 0, 3), *text = node_new(g->a, NODE_TEXT, 0, 0);
    n->text = str_z(address);
    text->text = with_text ? S("ici") : S(" ");
    node_append(n, text);
    node_append(t.root, n);
    links_list later = { .mem = g->a };
    links_resolve(g->a, s, p, &t, &later, g->d);
    links_check(&later, g->d);
    static const char *const names[] = { "none", "external", "site", "place", "refused" };
    const node_target *to = n->target;
    return arena_fmt(g->a, "%s%s%.*s%s%.*s%s%.*s", names[to->kind], to->path.n ? " " : "", STR_ARG(to->path),
                     to->anchor.n ? " #" : "", STR_ARG(to->anchor), to->file.n ? " = " : "", STR_ARG(to->file))
        .p;
}

static void expect(const char *from, const char *address, const char *target, const char *messages)
{
    given g = given_z("");
    site *s = make_site(&g);
    const char *got = resolve(&g, s, from, NODE_LINK, address, true), *text = said(&g);
    if (strcmp(got, target) != 0) fail_msg("%s leads to %s, not %s", address, got, target);
    if (strcmp(text, messages) != 0) fail_msg("%s says: %s", address, text);
    drop(&g);
}

static void test_pages(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "cmg.md", "site fr/aides/cmg/index.html" },
        { "./cmg.md", "site fr/aides/cmg/index.html" },
        { "cmg", "site fr/aides/cmg/index.html" },
        { "../contact.md", "site fr/contact/index.html" },
        { "/contact.md", "site fr/contact/index.html" },
        { "/contact", "site fr/contact/index.html" },
        { "/", "site fr/index.html" },
        { "..", "site fr/index.html" },
        { "/fr/contact.md", "site fr/contact/index.html" },
        { "/en/contact.md", "site en/contact/index.html" },
        { "../../en/contact.md", "site en/contact/index.html" },
        { "index.md", "site fr/aides/index.html" },
        { ".", "site fr/aides/index.html" },
        { "cmg.falc.md", "site fr/aides/cmg/falc/index.html" },
        { "cmg/index.html", "site fr/aides/cmg/index.html" },
        { "cmg.md?a=b", "site fr/aides/cmg/index.html" },
        { "pi%C3%A8ce%20jointe.md", "site fr/aides/pièce jointe/index.html" },
        { "pièce jointe.md", "site fr/aides/pièce jointe/index.html" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) expect("fr/aides", cases[i][0], cases[i][1], "");
    expect("en", "/contact", "site en/contact/index.html", "");
}

static void test_anchors(void **state)
{
    (void)state;
    expect("fr/aides", "cmg.md#montant", "site fr/aides/cmg/index.html #montant", "");
    expect("fr/aides", "cmg.md#%C3%A9t%C3%A9", "site fr/aides/cmg/index.html #été", "");
    expect("fr/aides", "cmg.md#", "site fr/aides/cmg/index.html", "");
    expect("fr/contact", "#adresse", "place #adresse", "");
    expect("fr/contact", "contact.md#adresse", "site fr/contact/index.html #adresse", "");
    expect("fr/aides", "cmg.md#montants", "site fr/aides/cmg/index.html #montants",
           "content/fr/aides/index.md:1:1: error: link to a place that does not exist: cmg.md#montants [L202]\n");
    expect("fr/contact", "#adrese", "place #adrese",
           "content/fr/contact.md:1:1: error: link to a place that does not exist: #adrese [L202]\n");
}

static void test_other_sites(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "https://exemple.fr/a?b#c", "http://exemple.fr", "mailto:a@exemple.fr",
        "tel:+33100000000",         "//exemple.fr/x",    "HTTPS://EXEMPLE.FR",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[64];
        snprintf(want, sizeof want, "external %s", cases[i]);
        expect("fr", cases[i], want, "");
    }
}

static void test_addresses_that_run_code_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "javascript:alert(1)",       "JavaScript:alert(1)",      " javascript:alert(1)",
        "java\tscript:alert(1)",     "java\nscript:alert(1)",    "\x01javascript:x",
        "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "vbscript:x",
        "data:text/html,<script>",   "file:///etc/passwd",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        given g = given_z("");
        site *s = make_site(&g);
        if (strncmp(resolve(&g, s, "fr", NODE_LINK, cases[i], true), "refused", 7) != 0) fail_msg("%s", cases[i]);
        assert_non_null(strstr(said(&g), "error: refused address: "));
        drop(&g);
    }
}

static void test_books_and_tables(void **state)
{
    (void)state;
    expect("fr", "pdf:guide", "site pdf/guide-fr.pdf", "");
    expect("en", "pdf:guide", "site pdf/guide-en.pdf", "");
    expect("fr", "pdf:guid", "none", "content/fr/index.md:1:1: error: unknown book: pdf:guid [L206]\n");
    expect("fr", "data:couverture.csv", "site data/couverture.csv", "");
    expect("fr", "data:couverture.json", "site data/couverture.json", "");
    static const char *const bad[] = { "data:couverture", "data:couverture.xls", "data:places.csv", "data:rien.csv" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        given g = given_z("");
        site *s = make_site(&g);
        assert_string_equal(resolve(&g, s, "fr", NODE_LINK, bad[i], true), "none");
        assert_string_equal(said(&g),
                            arena_fmt(g.a, "content/fr/index.md:1:1: error: unknown table: %s [D406]\n", bad[i]).p);
        drop(&g);
    }
}

static void test_files(void **state)
{
    (void)state;
    expect("fr/aides", "formulaire.pdf", "site fr/aides/formulaire.pdf = content/fr/aides/formulaire.pdf", "");
    expect("fr/contact", "aides/formulaire.pdf#page=2",
           "site fr/aides/formulaire.pdf #page=2 = content/fr/aides/formulaire.pdf", "");
    expect("fr", "/images/logo.png", "site images/logo.png = content/images/logo.png", "");
}

static void expect_text(const char *from, node_kind form, const char *address, const char *messages)
{
    given g = given_z("");
    site *s = make_site(&g);
    resolve(&g, s, from, form, address, true);
    buf b = { 0 };
    diag_print(g.d, &b, DIAG_TEXT);
    const char *got = buf_take(&b, g.a).p;
    if (!strstr(got, messages)) fail_msg("“%s” is not in: %s", messages, got);
    drop(&g);
}

static void test_dead_links_get_a_suggestion(void **state)
{
    (void)state;
    expect_text("fr", NODE_LINK, "contacts.md", "hint: the nearest page is /contact\n");
    expect_text("fr/aides", NODE_LINK, "cgm.md#montant", "hint: the nearest page is /aides/cmg\n");
    expect_text("fr/aides", NODE_LINK, "/aide/cmg", "hint: the nearest page is /aides/cmg\n");
    expect_text("fr/aides", NODE_LINK, "cmg.md#montants", "hint: the nearest id on that page is montant\n");
    expect_text("fr", NODE_LINK, "pdf:guid", "hint: the nearest book is guide\n");
    expect_text("fr", NODE_LINK, "data:couvertures.csv", "hint: the nearest is data:couverture.csv\n");
    expect_text("fr/aides", NODE_IMAGE, "foto.jpg", "hint: the nearest file is /fr/aides/photo.jpg\n");
    expect_text("fr", NODE_IMAGE, "/images/logo.jpg", "hint: the nearest file is /images/logo.png\n");
    expect("fr", "rien-de-tel.md", "none",
           "content/fr/index.md:1:1: error: link to a page that does not exist: rien-de-tel.md [L201]\n");
}

static void test_nothing_leaves_the_site(void **state)
{
    (void)state;
    static const char *const cases[] = { "../../../x.md", "../../../../etc/passwd", "%2e%2e/%2e%2e/%2e%2e/x.md",
                                         "../../..#a" };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        given g = given_z("");
        site *s = make_site(&g);
        assert_string_equal(resolve(&g, s, "fr/aides", NODE_LINK, cases[i], true), "none");
        assert_string_equal(
            said(&g),
            arena_fmt(g.a, "content/fr/aides/index.md:1:1: error: link that leaves the site: %s [L203]\n", cases[i]).p);
        drop(&g);
    }
}

static void test_links_have_a_text(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = make_site(&g);
    resolve(&g, s, "fr", NODE_LINK, "https://exemple.fr", false);
    assert_string_equal(said(&g), "content/fr/index.md:1:1: warning: link without a text: https://exemple.fr [L205]\n");
    resolve(&g, s, "fr", NODE_LINK, "contact.md", false);          /* shows the title of the page */
    assert_string_equal(said(&g), "");
    drop(&g);
}

/* --- pictures */

static void test_pictures(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = make_site(&g);
    assert_string_equal(resolve(&g, s, "fr/aides", NODE_IMAGE, "photo.jpg", true),
                        "site fr/aides/photo.jpg = content/fr/aides/photo.jpg");
    assert_string_equal(resolve(&g, s, "fr/aides", NODE_IMAGE, "/images/logo.png", true),
                        "site images/logo.png = content/images/logo.png");
    assert_string_equal(said(&g), "");
    assert_string_equal(resolve(&g, s, "fr/aides", NODE_IMAGE, "photo.jpg", false),
                        "site fr/aides/photo.jpg = content/fr/aides/photo.jpg");
    assert_string_equal(said(&g), "content/fr/aides/index.md:1:1: error: picture without a text: photo.jpg [I302]\n");
    assert_string_equal(resolve(&g, s, "fr/aides", NODE_IMAGE, "rien.png", true), "none");
    assert_string_equal(said(&g), "content/fr/aides/index.md:1:1: error: picture not found: rien.png [I301]\n");
    assert_string_equal(resolve(&g, s, "fr/aides", NODE_IMAGE, "cmg.md", true), "none fr/aides/cmg/index.html");
    assert_string_equal(said(&g), "content/fr/aides/index.md:1:1: error: picture not found: cmg.md [I301]\n");
    drop(&g);
}

/* A site must not depend on another one to be seen. */
static void test_pictures_of_other_sites_are_refused(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = make_site(&g);
    assert_string_equal(resolve(&g, s, "fr", NODE_IMAGE, "https://exemple.fr/x.png", true),
                        "refused https://exemple.fr/x.png");
    assert_non_null(strstr(said(&g), "error: "));
    drop(&g);
}

static void test_what_is_resolved_stays(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = make_site(&g);
    page *p = small_page_of(s, "fr");
    node_tree t = { .root = node_new(g.a, NODE_DOCUMENT, 0, 0), .src = p->src };
    node *n = node_new(g.a, NODE_LINK, 0, 0);
    node_target given_by_a_script = { .kind = TARGET_EXTERNAL, .path = S("https://exemple.fr") };
    n->text = S("rien.md");
    n->target = &given_by_a_script;
    node_append(t.root, n);
    links_resolve(g.a, s, p, &t, NULL, g.d);
    assert_ptr_equal(n->target, &given_by_a_script);
    assert_string_equal(said(&g), "");
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_anchors),
        cmocka_unit_test(test_other_sites),
        cmocka_unit_test(test_addresses_that_run_code_are_refused),
        cmocka_unit_test(test_books_and_tables),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_dead_links_get_a_suggestion),
        cmocka_unit_test(test_nothing_leaves_the_site),
        cmocka_unit_test(test_links_have_a_text),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_pictures_of_other_sites_are_refused),
        cmocka_unit_test(test_what_is_resolved_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
