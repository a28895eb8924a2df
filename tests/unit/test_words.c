#include "given.h"
#include "model/words.h"

static size_t form(const char *rule, unsigned long n)
{
    arena *a = arena_new(0);
    plural *p = plural_parse(a, str_z(rule));
    assert_non_null(p);
    size_t f = plural_form(p, n);
    arena_free(a);
    return f;
}

static void test_rules(void **state)
{
    (void)state;
    assert_int_equal(form("nplurals=2; plural=n != 1;", 0), 1);
    assert_int_equal(form("nplurals=2; plural=(n > 1)", 1), 0);
    assert_int_equal(form("nplurals=9; plural=2 + 3 * 2 - 8 / 4 % 3", 0), 6);
    assert_int_equal(form("nplurals=2; plural=!n || n >= 5 && n <= 7;", 6), 1);
    assert_int_equal(form("nplurals=2; plural=!n || n >= 5 && n <= 7;", 8), 0);
    assert_int_equal(form("nplurals=3; plural=n<1 ? 0 : n==1 ? 1 : 2;", 2), 2);
}

static void test_rules_that_go_wrong_give_the_first_form(void **state)
{
    (void)state;
    assert_int_equal(form("nplurals=2; plural=n % 0;", 5), 0);
    assert_int_equal(form("nplurals=2; plural=1 / (n - n);", 5), 0);
    assert_int_equal(form("nplurals=2; plural=n;", 5), 0);
}

static void test_bad_rules_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "nplurals=2", "nplurals=2; plural=", "nplurals=2; plural=(n", "nplurals=2; plural=n >",
            "nplurals=2; plural=n ? 1",
        "nplurals=2; plural=n n", "nplurals=0; plural=0", "nplurals=99; plural=0", "nplurals=2; plural=m != 1;",
            "nplurals=2; plural=n = 1;",
    };
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (plural_parse(a, str_z(bad[i]))) fail_msg("taken: %s", bad[i]);
    static const char *const deep[] = { "(", "!", "n?", "n+", "n?n:" };
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        str many = repeat(a, deep[i], 100000);
        assert_null(plural_parse(a, arena_fmt(a, "nplurals=2; plural=%.*s", STR_ARG(many))));
    }
    arena_free(a);
}

/* Categories of CLDR: the forms that 0, 1, 2, 3, 5, 11, 21 and 100 take. */
static void test_languages(void **state)
{
    (void)state;
    static const unsigned long numbers[] = { 0, 1, 2, 3, 5, 11, 21, 100 };
    static const struct { const char *lang; size_t count; int forms[8]; } cases[] = {
        { "fr", 2, { 0, 0, 1, 1, 1, 1, 1, 1 } },       { "fr-CA", 2, { 0, 0, 1, 1, 1, 1, 1, 1 } },
        { "en", 2, { 1, 0, 1, 1, 1, 1, 1, 1 } },       { "de", 2, { 1, 0, 1, 1, 1, 1, 1, 1 } },
        { "ar", 6, { 0, 1, 2, 3, 3, 4, 4, 5 } },       { "ru", 3, { 2, 0, 1, 1, 2, 2, 0, 2 } },
        { "ro", 3, { 1, 0, 1, 1, 1, 1, 2, 2 } },       { "zh", 1, { 0, 0, 0, 0, 0, 0, 0, 0 } },
        { "pl", 3, { 2, 0, 1, 1, 2, 2, 2, 2 } },       { "xx", 2, { 1, 0, 1, 1, 1, 1, 1, 1 } },
    };
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plural *p = plural_of(a, str_z(cases[i].lang));
        assert_int_equal(plural_forms(p), cases[i].count);
        for (size_t k = 0; k < 8; k++)
            if (plural_form(p, numbers[k]) != (size_t)cases[i].forms[k]) fail_msg("%s: %lu", cases[i].lang, numbers[k]);
    }
    arena_free(a);
}

static void test_a_missing_word_is_french(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    words *w = words_new(a, S("ar"));
    assert_string_equal(words_get(w, S("Sommaire")).p, "Sommaire");
    assert_string_equal(words_get(NULL, S("Sommaire")).p, "Sommaire");
    assert_string_equal(words_plural(w, S("%d page"), S("%d pages"), 0).p, "%d page");
    assert_string_equal(words_plural(NULL, S("%d page"), S("%d pages"), 2).p, "%d pages");
    words_put(w, S(""), S("Sommaire"), S("الفهرس"));
    words_put(w, S(""), S("Sommaire"), S("autre"));
    assert_string_equal(words_get(w, S("Sommaire")).p, "الفهرس");
    assert_true(words_has(w, S("Sommaire")));
    assert_false(words_has(w, S("Plan")));
    str filled = words_count_of(w, a, S("%d page, 100 %% (%d)"), S("x"), 1, S("1"));
    assert_true(str_eqz(filled, "1 page, 100 % (1)"));
    arena_free(a);
}

static void test_patterns(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const str two[] = { S_INIT("3"), S_INIT("%s") };
    assert_true(str_eqz(words_fill(a, S("%s à %s"), two, 2), "3 à %s"));
    assert_true(str_eqz(words_fill(a, S("plus de %s, %s, %s"), two, 1), "plus de 3, %s, %s"));
    assert_true(str_eqz(words_fill(a, S("rien"), two, 2), "rien"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_rules_that_go_wrong_give_the_first_form),
        cmocka_unit_test(test_bad_rules_are_refused),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_a_missing_word_is_french),
        cmocka_unit_test(test_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
