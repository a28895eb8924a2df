#include "given.h"
#include "base/path.h"

static void test_joining(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const cases[][3] = {
        { "", "x", "x" },     { "a", "", "a" },   { "a", "b", "a/b" },
        { "a/", "b", "a/b" }, { "/", "b", "/b" }, { "", "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str got = path_join(a, str_z(cases[i][0]), str_z(cases[i][1]));
        assert_string_equal(got.p, cases[i][2]);
        assert_int_equal(got.n, strlen(cases[i][2]));
    }
    arena_free(a);
}

static void test_parts(void **state)
{
    (void)state;
    static const struct { const char *path, *dir, *base, *ext, *stem; } cases[] = {
        { "a/b/x.md", "a/b", "x.md", ".md", "x" }, { "x.falc.md", "", "x.falc.md", ".md", "x.falc" },
        { "a.b/x", "a.b", "x", "", "x" }, { "a/.htaccess", "a", ".htaccess", "", ".htaccess" },
        { "", "", "", "", "" }, { "a/", "a", "", "", "" }, { "x.", "", "x.", ".", "x" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str p = str_z(cases[i].path);
        assert_true(str_eqz(path_dir(p), cases[i].dir));
        assert_true(str_eqz(path_base(p), cases[i].base));
        assert_true(str_eqz(path_ext(p), cases[i].ext));
        assert_true(str_eqz(path_stem(p), cases[i].stem));
    }
}

static void test_cleaning(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const good[][2] = {
        { "a/b", "a/b" }, { "/a//b/", "a/b" }, { "./a/./b/.", "a/b" }, { "a/../b", "b" }, { "a/b/../../c", "c" },
        { "", "" }, { "/", "" }, { "a/..", "" }, { "...", "..." }, { "a/..b", "a/..b" }, { "é/à", "é/à" },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        str got;
        assert_true(path_clean(a, str_z(good[i][0]), &got));
        assert_string_equal(got.p, good[i][1]);
        assert_int_equal(got.n, strlen(good[i][1]));
    }
    static const str bad[] = {
        S_INIT(".."),        S_INIT("/.."),  S_INIT("../x"), S_INIT("a/../.."),
        S_INIT("a/../../a"), S_INIT("./.."), S_INIT("a\\b"), S_INIT("a\0b"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        str got;
        assert_false(path_clean(a, bad[i], &got));
    }
    arena_free(a);
}

static void test_the_way_from_one_file_to_another(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const cases[][3] = {
        { "fr/a/index.html", "fr/b/index.html", "../b/index.html" },
        { "fr/index.html", "fr/a/index.html", "a/index.html" },
        { "fr/a/index.html", "fr/a/index.html", "index.html" },
        { "index.html", "fr/index.html", "fr/index.html" },
        { "fr/a/b/index.html", "assets/style.css", "../../../assets/style.css" },
        { "fr/ab/x", "fr/a/x", "../a/x" },
        { "fr/a/index.html", "index.html", "../../index.html" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(path_relative(a, str_z(cases[i][0]), str_z(cases[i][1])).p, cases[i][2]);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_joining), cmocka_unit_test(test_parts), cmocka_unit_test(test_cleaning),
        cmocka_unit_test(test_the_way_from_one_file_to_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
