#include "small_site.h"

static const char two[] = "languages: [fr, en]\n";

static void expect_path(const site *s, const char *key, const char *path)
{
    const page *p = small_page_of(s, key);
    if (!p) fail_msg("no page %s", key);
    if (!str_eqz(p->path, path)) fail_msg("%s is at %.*s, not %s", key, STR_ARG(p->path), path);
    assert_ptr_equal(map_get(s->by_path, p->path), p);
}

static void test_addresses(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/aides/index.md", NULL },
        { "fr/aides/cmg.md", NULL },
        { "fr/aides/cmg.falc.md", NULL },
        { "fr/aides/index.falc.md", NULL },
        { "fr/index.falc.md", NULL },
        { "fr/contact.md", NULL },
        { "en/index.md", NULL },
        { "fr/été à.b.md", NULL },
        { "de/index.md", NULL },
        { NULL, NULL },
    };
    site *s = small_site(&g, two, pages);
    assert_string_equal(said(&g), "");
    assert_int_equal(s->npages, 9);
    expect_path(s, "fr", "fr/index.html");
    expect_path(s, "fr/aides", "fr/aides/index.html");
    expect_path(s, "fr/aides/cmg", "fr/aides/cmg/index.html");
    expect_path(s, "fr/aides/cmg.falc", "fr/aides/cmg/falc/index.html");
    expect_path(s, "fr/aides.falc", "fr/aides/falc/index.html");
    expect_path(s, "fr.falc", "fr/falc/index.html");
    expect_path(s, "fr/contact", "fr/contact/index.html");
    expect_path(s, "en", "en/index.html");
    expect_path(s, "fr/été à.b", "fr/été à.b/index.html");
    for (size_t i = 0; i < s->npages; i++) assert_int_equal(s->pages[i]->index, i);
    drop(&g);
}

static void test_slugs(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a/x.md", "title: X\nslug: autre\n" },
        { "fr/a/x.falc.md", "title: X\nslug: autre\n" },
        { "fr/a/y.md", "title: Y\nslug: a/b\n" },
        { "fr/a/z.md", "title: Z\nslug: ..\n" },
        { "fr/a/w.md", "title: W\nslug: falc\n" },
        { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    expect_path(s, "fr/a/x", "fr/a/autre/index.html");
    expect_path(s, "fr/a/x.falc", "fr/a/autre/falc/index.html");
    expect_path(s, "fr/a/y", "fr/a/y/index.html");
    expect_path(s, "fr/a/z", "fr/a/z/index.html");
    assert_string_equal(said(&g), "content/fr/a/w.md:3:7: error: unusable slug: falc [F112]\n"
                                  "content/fr/a/y.md:3:7: error: unusable slug: a/b [F112]\n"
                                  "content/fr/a/z.md:3:7: error: unusable slug: .. [F112]\n");
    drop(&g);
}

static void test_one_address_for_two_pages(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },       { "fr/aides.md", NULL },
        { "fr/aides/index.md", NULL }, { "fr/b.md", "title: B\nslug: c\n" },
        { "fr/c.md", NULL },           { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    assert_int_equal(s->npages, 3);
    assert_string_equal(
        said(&g), "content/fr/aides/index.md:1:1: error: two pages have the same address: fr/aides/index.html [F108]\n"
                  "content/fr/c.md:1:1: error: two pages have the same address: fr/c/index.html [F108]\n");
    drop(&g);
}

static void test_a_page_without_a_title(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = { { "fr/index.md", NULL }, { "fr/a.md", "weight: 1\n" }, { NULL, NULL } };
    site *s = small_site(&g, "", pages);
    assert_string_equal(said(&g), "content/fr/a.md:1:1: error: page without a title [F103]\n");
    assert_true(str_eqz(small_page_of(s, "fr/a")->title, "a"));
    drop(&g);
}

/* --- what is published */

static const small_page dated[] = {
    { "fr/index.md", NULL },
    { "fr/brouillon.md", "title: x\ndraft: true\n" },
    { "fr/oui.md", "title: x\ndraft: oui\n" },
    { "fr/non.md", "title: x\ndraft: non\n" },
    { "fr/demain.md", "title: x\npublishDate: 2026-09-25\n" },
    { "fr/ce-jour.md", "title: x\npublishDate: 2026-09-24\n" },
    { "fr/fini.md", "title: x\nexpiryDate: 2026-09-24\n" },
    { "fr/encore.md", "title: x\nexpiryDate: 2026-09-25\n" },
    { "fr/entre.md", "title: x\npublishDate: 2026-09-01T08:00:00+02:00\nexpiryDate: 2026-10-01\n" },
    { NULL, NULL },
};

static void test_days_decide(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = small_site(&g, "", dated);
    assert_string_equal(small_keys(&g, s->pages, s->npages), "ce-jour encore entre  non ");
    assert_string_equal(said(&g), "");
    drop(&g);
}

static void test_drafts_on_demand(void **state)
{
    (void)state;
    given g = given_z("");
    site *s = small_settings(&g, "");
    s->drafts = true;
    s->today = S("2026-09-25");
    small_build(&g, s, dated, NULL);
    assert_string_equal(small_keys(&g, s->pages, s->npages), "brouillon ce-jour demain entre  non oui ");
    drop(&g);
}

static void test_what_is_not_published_takes_no_address(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL }, { "fr/a.md", "title: a\ndraft: true\nslug: b\n" }, { "fr/b.md", NULL }, { NULL, NULL },
    };
    small_site(&g, "", pages);
    assert_string_equal(said(&g), "");
    drop(&g);
}

/* --- trees */

static void test_order_of_children(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a.md", NULL },
        { "fr/b.md", "title: b\nweight: 2\n" },
        { "fr/c.md", "title: c\nweight: -1\n" },
        { "fr/d.md", "title: d\ndate: 2026-01-01\n" },
        { "fr/e.md", "title: e\ndate: 2026-02-01\n" },
        { "fr/f.md", NULL },
        { "fr/g.md", "title: g\nweight: 2\ndate: 2026-02-01\n" },
        { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    assert_string_equal(small_keys(&g, s->homes[0]->children, s->homes[0]->nchildren), "c g b e d a f ");
    drop(&g);
}

static void test_sections(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },    { "fr/a/index.md", NULL }, { "fr/a/x.md", NULL }, { "fr/a/x.falc.md", NULL },
        { "fr/a/sous/y.md", NULL }, { "fr/sans/z.md", NULL },  { "en/a/x.md", NULL }, { NULL, NULL },
    };
    site *s = small_site(&g, two, pages);
    page *home = s->homes[0], *a = small_page_of(s, "fr/a");
    assert_true(home->is_home);
    assert_null(home->parent);
    assert_ptr_equal(a->parent, home);
    assert_string_equal(small_keys(&g, home->children, home->nchildren), "a sans/z ");
    assert_string_equal(small_keys(&g, a->children, a->nchildren), "a/sous/y a/x ");
    assert_null(small_page_of(s, "fr/a/x.falc")->parent);
    assert_null(small_page_of(s, "en/a/x")->parent);
    assert_null(s->homes[1]);
    assert_string_equal(said(&g), "livret: error: no pages in language en [C107]\n");
    drop(&g);
}

/* --- ties */

static void test_easy_pages_are_tied_both_ways(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },  { "fr/index.falc.md", NULL }, { "fr/a.md", NULL },
        { "fr/a.falc.md", NULL }, { "fr/seule.falc.md", NULL }, { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    page *a = small_page_of(s, "fr/a"), *easy = small_page_of(s, "fr/a.falc");
    assert_ptr_equal(a->falc, easy);
    assert_ptr_equal(easy->source, a);
    assert_true(easy->is_falc);
    assert_false(a->is_falc);
    assert_ptr_equal(s->homes[0]->falc, small_page_of(s, "fr.falc"));
    assert_string_equal(said(&g),
                        "content/fr/seule.falc.md:1:1: error: easy-to-read page without its page: seule.md [F109]\n");
    drop(&g);
}

static void test_an_easy_page_waits_with_its_page(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL }, { "fr/a.md", "title: x\ndraft: oui\n" }, { "fr/a.falc.md", NULL },
        { "fr/b.md", "title: x\nexpiryDate: 2026-01-01\n" }, { "fr/b.falc.md", NULL }, { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    assert_int_equal(s->npages, 1);
    assert_string_equal(said(&g), "");
    drop(&g);
}

static void test_translations(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "en/index.md", NULL },
        { "fr/a.md", NULL },
        { "en/a.md", NULL },
        { "fr/a.falc.md", NULL },
        { "fr/aides.md", "title: x\ntranslationKey: aides\n" },
        { "en/benefits.md", "title: x\ntranslationKey: aides\n" },
        { "fr/seule.md", NULL },
        { NULL, NULL },
    };
    site *s = small_site(&g, two, pages);
    assert_string_equal(said(&g), "");
    assert_ptr_equal(small_page_of(s, "fr/a")->translations[1], small_page_of(s, "en/a"));
    assert_ptr_equal(small_page_of(s, "en/a")->translations[0], small_page_of(s, "fr/a"));
    assert_ptr_equal(small_page_of(s, "fr/a")->translations[0], small_page_of(s, "fr/a"));
    assert_null(small_page_of(s, "fr/a.falc")->translations[1]);
    assert_ptr_equal(small_page_of(s, "fr/aides")->translations[1], small_page_of(s, "en/benefits"));
    assert_ptr_equal(s->homes[1]->translations[0], s->homes[0]);
    assert_null(small_page_of(s, "fr/seule")->translations[1]);
    drop(&g);
}

static void test_one_key_for_two_pages_of_a_language(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a.md", "title: x\ntranslationKey: k\n" },
        { "fr/b.md", "title: x\ntranslationKey: k\n" },
        { "en/index.md", NULL },
        { "en/a.md", "title: x\ntranslationKey: k\n" },
        { NULL, NULL },
    };
    site *s = small_site(&g, two, pages);
    assert_string_equal(said(&g),
                        "content/fr/b.md:1:1: error: two pages of language fr have the translationKey k [F110]\n");
    assert_ptr_equal(small_page_of(s, "en/a")->translations[0], small_page_of(s, "fr/a"));
    assert_null(small_page_of(s, "fr/b")->translations[1]);
    drop(&g);
}

static void test_unknown_kinds(void **state)
{
    (void)state;
    given g = given_z("");
    map *kinds = map_new(g.a);
    kind axe = { .name = S("axe") };
    map_put(kinds, S("axe"), &axe);
    const small_page pages[] = {
        { "fr/index.md", NULL },
        { "fr/a.md", "title: x\nkind: axe\n" },
        { "fr/b.md", "title: x\nkind: axes\n" },
        { NULL, NULL },
    };
    site *s = small_settings(&g, "");
    small_build(&g, s, pages, kinds);
    assert_ptr_equal(small_page_of(s, "fr/a")->kind, &axe);
    assert_null(small_page_of(s, "fr/b")->kind);
    assert_string_equal(said(&g), "content/fr/b.md:3:7: error: unknown kind of sheet: axes [F105]\n");
    drop(&g);
}

/* --- looking up */

static void test_finding_a_page(void **state)
{
    (void)state;
    given g = given_z("");
    const small_page pages[] = {
        { "fr/index.md", NULL },    { "fr/a/index.md", NULL },      { "fr/a/x.md", NULL },
        { "fr/a/x.falc.md", NULL }, { "fr/a/index.falc.md", NULL }, { NULL, NULL },
    };
    site *s = small_site(&g, "", pages);
    static const char *const cases[][2] = {
        { "fr", "" },           { "fr/", "" },        { "fr/index.md", "" },       { "fr/index.html", "" },
        { "fr/a", "a" },        { "fr/a/", "a" },     { "fr/a/index.md", "a" },    { "fr/a/x", "a/x" },
        { "fr/a/x.md", "a/x" }, { "fr/a/x/", "a/x" }, { "fr/a/../a/x.md", "a/x" }, { "fr/a/x/index.html", "a/x" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const page *p = site_find(s, g.a, str_z(cases[i][0]));
        if (!p || p->is_falc || !str_eqz(p->key, cases[i][1])) fail_msg("%s", cases[i][0]);
    }
    static const char *const easy[] = { "fr/a/x.falc.md", "fr/a/x.falc", "fr/a/x/falc", "fr/a/x/falc/index.html" };
    for (size_t i = 0; i < sizeof easy / sizeof *easy; i++)
        if (site_find(s, g.a, str_z(easy[i])) != small_page_of(s, "fr/a/x.falc")) fail_msg("%s", easy[i]);
    assert_ptr_equal(site_find(s, g.a, S("fr/a/index.falc.md")), small_page_of(s, "fr/a.falc"));
    static const char *const none[] = { "", "en", "fr/b", "fr/a/x.txt", "../fr", "fr/../../fr", "fr/a/x/y" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_null(site_find(s, g.a, str_z(none[i])));
    assert_true(str_eqz(site_nearest_key(s, g.a, S("fr/a/xx.md")), "fr/a/x"));
    assert_int_equal(site_nearest_key(s, g.a, S("../x")).n, 0);
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_slugs),
        cmocka_unit_test(test_one_address_for_two_pages),
        cmocka_unit_test(test_a_page_without_a_title),
        cmocka_unit_test(test_days_decide),
        cmocka_unit_test(test_drafts_on_demand),
        cmocka_unit_test(test_what_is_not_published_takes_no_address),
        cmocka_unit_test(test_order_of_children),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_easy_pages_are_tied_both_ways),
        cmocka_unit_test(test_an_easy_page_waits_with_its_page),
        cmocka_unit_test(test_translations),
        cmocka_unit_test(test_one_key_for_two_pages_of_a_language),
        cmocka_unit_test(test_unknown_kinds),
        cmocka_unit_test(test_finding_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
