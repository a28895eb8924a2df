#include "small_site.h"
#include "compose/plan.h"

static const char two[] = "languages: [fr, en]\nper_page: 3\n";

static map *layouts(given *g, const char *names)
{
    map *m = map_new(g->a);
    str part, rest = str_z(names);
    while (str_cut(&rest, ' ', &part)) map_put(m, part, g);
    return m;
}

/* "path layout" lines; '+' after a path: without the page's own content. */
static const char *planned(given *g, site *s, const char *names, const char *lang)
{
    for (size_t i = 0; i < s->settings->nlanguages; i++)
        s->settings->languages[i].words = words_new(g->a, s->settings->languages[i].code);
    plan p = plan_site(g->a, s, layouts(g, names), lang ? settings_language(s->settings, str_z(lang)) : NULL, g->d);
    buf b = { 0 };
    for (size_t i = 0; i < p.n; i++) {
        const plan_file *f = &p.files[i];
        buf_fmt(&b, "%.*s%s %.*s", STR_ARG(f->path), f->again ? "+" : "", STR_ARG(f->layout));
        if (f->pager) buf_fmt(&b, " %zu/%zu:%zu", f->pager->number, f->pager->total, f->pager->nitems);
        buf_char(&b, '\n');
    }
    buf_char(&b, 0);
    return buf_take(&b, g->a).p;
}

static const small_page small[] = {
    { "fr/index.md", NULL }, { "fr/a.md", NULL }, { "fr/a.falc.md", NULL }, { "en/index.md", NULL }, { NULL, NULL }
};

static void test_one_file_a_page(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = small_site(&g, two, small);
    assert_string_equal(planned(&g, s, "", NULL),
                        "en/index.html home\nfr/a/falc/index.html falc\nfr/a/index.html page\nfr/index.html home\n");
    assert_string_equal(planned(&g, s, "", "en"), "en/index.html home\n");
    drop(&g);
}

static void test_layouts(void **state)
{
    (void)state;
    given g = given_z("");
    map *kinds = map_new(g.a);
    kind axe = { .name = S("axe") };
    map_put(kinds, S("axe"), &axe);
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a.md", "title: x\nlayout: large\n" },
        { "fr/b.md", "title: x\nkind: axe\n" },
        { "fr/c.md", "title: x\nkind: axe\nlayout: large\n" },
        { "fr/d/index.md", NULL },
        { "fr/d/e.md", NULL },
        { "fr/f/index.md", NULL },
        { NULL, NULL },
    };
    site *s = small_settings(&g, "");
    small_build(&g, s, pages, kinds);
    map *with = layouts(&g, "axe large"), *without = layouts(&g, "page");
    static const char *const cases[][3] = {
        { "fr", "home", "home" },    { "fr/a", "large", "page" }, { "fr/b", "axe", "page" },
        { "fr/c", "large", "page" }, { "fr/d", "list", "list" },  { "fr/d/e", "page", "page" },
        { "fr/f", "page", "page" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const page *p = small_page_of(s, cases[i][0]);
        assert_true(str_eqz(plan_layout(p, with), cases[i][1]));
        assert_true(str_eqz(plan_layout(p, without), cases[i][2]));
    }
    drop(&g);
}

static void test_a_layout_that_is_not_there(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = { { "fr/index.md", NULL }, { "fr/a.md", "title: x\nlayout: lagre\n" }, { NULL, NULL } };
    site *s = small_site(&g, "", pages);
    assert_string_equal(planned(&g, s, "large page", NULL), "fr/a/index.html page\nfr/index.html home\n");
    buf b = { 0 };
    diag_print(g.d, &b, DIAG_TEXT);
    assert_string_equal(buf_take(&b, g.a).p,
                        "content/fr/a.md:3:9: error: layout not found: lagre [T605]\n  layout: lagre\n          ^^^^^\n"
                        "  hint: the nearest is large\n");
    drop(&g);
}

static void test_long_lists_have_pages(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/l/index.md", NULL },
        { "fr/l/a.md", NULL },
        { "fr/l/b.md", NULL },
        { "fr/l/c.md", NULL },
        { "fr/l/d.md", NULL },
        { "fr/m/index.md", NULL },
        { "fr/m/a.md", NULL },
        { "fr/m/b.md", NULL },
        { "fr/m/c.md", NULL },
        { NULL, NULL },
    };
    site *s = small_site(&g, "per_page: 3\n", pages);
    const char *text = planned(&g, s, "", NULL);
    assert_non_null(strstr(text, "fr/l/index.html list 1/2:3\nfr/l/page-2/index.html+ list 2/2:1\n"));
    assert_non_null(strstr(text, "fr/m/index.html list 1/1:3\n"));
    assert_null(strstr(text, "fr/m/page-2"));
    plan p = plan_site(g.a, s, layouts(&g, ""), NULL, g.d);
    for (size_t i = 0; i + 1 < p.n; i++) {
        if (!p.files[i].pager || p.files[i].pager->number != 1 || p.files[i].pager->total != 2) continue;
        assert_ptr_equal(p.files[i + 1].pager, p.files[i].pager + 1);
        assert_ptr_equal(p.files[i + 1].page, p.files[i].page);
        assert_true(str_eqz(p.files[i + 1].pager->items[0]->key, "l/d"));
    }
    drop(&g);
}

static void test_the_50_of_a_page(void **state)
{
    (void)state;
    given g = given_z("");
    enum { MANY = 101 };
    small_page pages[MANY + 3] = { { "fr/index.md", NULL }, { "fr/l/index.md", NULL } };
    for (size_t i = 0; i < MANY; i++) pages[i + 2].path = arena_fmt(g.a, "fr/l/p%03zu.md", i).p;
    site *s = small_site(&g, "", pages);
    const char *text = planned(&g, s, "", NULL);
    assert_non_null(strstr(
        text,
        "fr/l/index.html list 1/3:50\nfr/l/page-2/index.html+ list 2/3:50\nfr/l/page-3/index.html+ list 3/3:1\n"));
    drop(&g);
}

static void test_nothing_is_written_over(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },    { "fr/l/index.md", NULL }, { "fr/l/a.md", NULL },
        { "fr/l/page-2.md", NULL }, { "fr/b.md", NULL },       { NULL, NULL },
    };
    site *s = small_settings(&g, "per_page: 1\n");
    site_file by_hand = { S("content/fr/b/index.html"), S("fr/b/index.html"), 0, 0, false },
              own = { S("content/index.html"), S("index.html"), 0, 0, false };
    map_put(s->files, by_hand.out, &by_hand);
    map_put(s->files, own.out, &own);
    small_build(&g, s, pages, NULL);
    assert_null(strstr(planned(&g, s, "choix-langue", NULL), "choix-langue"));
    buf b = { 0 };
    diag_print(g.d, &b, DIAG_TEXT);
    const char *text = buf_take(&b, g.a).p;
    assert_non_null(
        strstr(text, "content/fr/b.md:1:1: error: two pages have the same address: fr/b/index.html [F108]\n"));
    assert_non_null(strstr(text, "the other one is content/fr/b/index.html; "));
    assert_non_null(strstr(
        text, "content/fr/l/index.md:1:1: error: two pages have the same address: fr/l/page-2/index.html [F108]\n"));
    assert_non_null(strstr(text, "the other one is content/fr/l/page-2.md; "));
    drop(&g);
}

static void test_old_addresses(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a.md", "title: x\naliases: [/ancien/, vieux/page.html, \"../../x\", /fr, ancien, 'a\\b']\n" },
        { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    const char *text = planned(&g, s, "", NULL);
    assert_string_equal(text,
                        "fr/a/index.html page\nancien/index.html alias\nvieux/page.html alias\nfr/index.html home\n");
    assert_string_equal(said(&g), "content/fr/a.md:3:38: error: link that leaves the site: ../../x [L203]\n"
                                  "content/fr/a.md:3:62: error: link that leaves the site: a\\b [L203]\n");
    drop(&g);
}

static void test_pages_that_no_author_writes(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = small_site(&g, "languages: [fr, en]\n", small);
    const char *all = "plan-du-site choix-langue 404";
    const char *text = planned(&g, s, all, NULL);
    assert_non_null(strstr(
        text,
        "fr/plan-du-site/index.html plan-du-site\nen/plan-du-site/index.html plan-du-site\nindex.html choix-langue\n"));
    assert_null(strstr(text, "404"));
    s->settings->base_url = S("https://exemple.fr");
    assert_non_null(strstr(planned(&g, s, all, NULL), "404.html 404\n"));
    text = planned(&g, s, all, "en");
    assert_non_null(strstr(text, "en/plan-du-site/index.html"));
    assert_null(strstr(text, "fr/"));
    assert_null(strstr(text, "choix-langue"));
    drop(&g);
}

/* A page of the author's own at the same address comes first, an alias too. */
static void test_pages_of_the_author_come_first(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = { { "fr/index.md", "title: x\naliases: [index.html]\n" },
                                 { "fr/plan-du-site.md", NULL },
                                 { NULL, NULL } };
    site *s = small_site(&g, "", pages);
    assert_string_equal(planned(&g, s, "plan-du-site choix-langue 404", NULL),
                        "fr/index.html home\nindex.html alias\nfr/plan-du-site/index.html page\n");
    drop(&g);
}

static void test_site_maps_are_translations(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = small_site(&g, two, small);
    for (size_t i = 0; i < 2; i++) s->settings->languages[i].words = words_new(g.a, s->settings->languages[i].code);
    plan p = plan_site(g.a, s, layouts(&g, "plan-du-site"), NULL, g.d);
    const page *fr = p.files[p.n - 2].page, *en = p.files[p.n - 1].page;
    assert_true(str_eqz(fr->title, "Plan du site"));
    assert_ptr_equal(fr->translations[1], en);
    assert_ptr_equal(en->translations[0], fr);
    assert_ptr_equal(fr->parent, s->homes[0]);
    drop(&g);
}

static void test_the_map_for_search_engines(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", "title: x\nlastmod: 2026-03-01T10:00:00Z\n" },
        { "fr/été & co.md", "title: x\ndate: 2026-02-01\n" },
        { "en/index.md", NULL },
        { NULL, NULL },
    };
    site *s = small_site(&g, "languages: [fr, en]\nbase_url: https://exemple.fr/guide/\n", pages);
    buf b = { 0 };
    plan_sitemap(&b, s);
    assert_string_equal(
        buf_take(&b, g.a).p,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
        "<url><loc>https://exemple.fr/guide/en/</loc>"
        "<xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"https://exemple.fr/guide/fr/\"/>"
        "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://exemple.fr/guide/en/\"/></url>\n"
        "<url><loc>https://exemple.fr/guide/fr/</loc><lastmod>2026-03-01</lastmod>"
        "<xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"https://exemple.fr/guide/fr/\"/>"
        "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://exemple.fr/guide/en/\"/></url>\n"
        "<url><loc>https://exemple.fr/guide/fr/%C3%A9t%C3%A9%20&amp;%20co/</loc><lastmod>2026-02-01</lastmod>"
        "<xhtml:link rel=\"alternate\" hreflang=\"fr\" "
        "href=\"https://exemple.fr/guide/fr/%C3%A9t%C3%A9%20&amp;%20co/\"/></url>\n"
        "</urlset>\n");
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_file_a_page),
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_a_layout_that_is_not_there),
        cmocka_unit_test(test_long_lists_have_pages),
        cmocka_unit_test(test_the_50_of_a_page),
        cmocka_unit_test(test_nothing_is_written_over),
        cmocka_unit_test(test_old_addresses),
        cmocka_unit_test(test_pages_that_no_author_writes),
        cmocka_unit_test(test_pages_of_the_author_come_first),
        cmocka_unit_test(test_site_maps_are_translations),
        cmocka_unit_test(test_the_map_for_search_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
