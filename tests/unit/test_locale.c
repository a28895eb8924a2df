#include "given.h"
#include "model/locale.h"
#include <math.h>
#include <pthread.h>

#define NB "\u00A0"
#define NNB "\u202F"

typedef struct sample { const char *lang, *number, *percent, *date, *first; } sample;

/* 1234567.5, 69.9 %, the 24th of September and the 1st of October 2024, after CLDR. */
static const sample samples[] = {
    { "fr", "1" NNB "234" NNB "567,5", "69,9" NB "%", "24 septembre 2024", "1er octobre 2024" },
    { "fr-CA", "1" NB "234" NB "567,5", "69,9" NB "%", "24 septembre 2024", "1er octobre 2024" },
    { "de", "1.234.567,5", "69,9" NB "%", "24. September 2024", "1. Oktober 2024" },
    { "en", "1,234,567.5", "69.9%", "24 September 2024", "1 October 2024" },
    { "en-US", "1,234,567.5", "69.9%", "September 24, 2024", "October 1, 2024" },
    { "ar", "1,234,567.5", "69.9\u200E%\u200E", "24 سبتمبر 2024", "1 أكتوبر 2024" },
    { "tr", "1.234.567,5", "%69,9", "24 Eylül 2024", "1 Ekim 2024" },
    { "uk", "1" NB "234" NB "567,5", "69,9%", "24 вересня 2024" NNB "р.", "1 жовтня 2024" NNB "р." },
    { "es", "1.234.567,5", "69,9" NB "%", "24 de septiembre de 2024", "1 de octubre de 2024" },
    { "fa", "۱٬۲۳۴٬۵۶۷٫۵", "۶۹٫۹٪", "۲۴ سپتامبر ۲۰۲۴", "۱ اکتبر ۲۰۲۴" },
};

static void test_samples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const sample *s = &samples[i];
        arena *a = arena_new(0);
        locale *l = locale_new(a, str_z(s->lang));
        assert_string_equal(locale_number(l, a, 1234567.5, 0, 3).p, s->number);
        assert_string_equal(locale_percent(l, a, 69.9, 0, 1).p, s->percent);
        assert_string_equal(locale_date(l, a, S("2024-09-24")).p, s->date);
        assert_string_equal(locale_date(l, a, S("2024-10-01")).p, s->first);
        locale_free(l);
        arena_free(a);
    }
}

static void test_decimals(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"));
    assert_string_equal(locale_number(l, a, 12, 2, 2).p, "12,00");
    assert_string_equal(locale_number(l, a, 2.675, 0, 2).p, "2,68");
    assert_string_equal(locale_number(l, a, 0.5, 0, 0).p, "0");
    assert_string_equal(locale_number(l, a, 1.5, 0, 0).p, "2");
    assert_string_equal(locale_number(l, a, -0.0, 0, 0).p, "0");
    assert_string_equal(locale_number(l, a, -1250.25, 1, 3).p, "-1" NNB "250,25");
    assert_string_equal(locale_number(l, a, 1.25, 5, 1).p, "1,2");
    assert_string_equal(locale_number(l, a, 1.25, -3, 99).p, "1,25");
    assert_string_equal(locale_percent(l, a, 100, 0, 1).p, "100" NB "%");
    assert_true(locale_number(l, a, NAN, 0, 1).n > 0);
    assert_true(locale_number(l, a, 1e300, 0, 1).n > 300);
    locale_free(l);
    arena_free(a);
}

static void test_dates_that_are_none_stay(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"));
    assert_string_equal(locale_date(l, a, S("rentrée 2025")).p, "rentrée 2025");
    assert_string_equal(locale_date(l, a, S("2025-02-30")).p, "2025-02-30");
    assert_string_equal(locale_date(l, a, S("2025-01-11")).p, "11 janvier 2025");
    locale_free(l);
    arena_free(a);
}

static void test_languages(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const rtl[] = { "ar", "ar-MA", "fa", "ps", "ur", "ckb" }, *const ltr[] = { "fr", "en", "zh",
        "ti", "", "?!" };
    for (size_t i = 0; i < 6; i++) {
        assert_true(locale_is_rtl(str_z(rtl[i])));
        assert_false(locale_is_rtl(str_z(ltr[i])));
    }
    assert_string_equal(locale_name(a, S("fr")).p, "français");
    assert_string_equal(locale_name(a, S("en")).p, "English");
    assert_string_equal(locale_name(a, S("ar")).p, "العربية");
    assert_string_equal(locale_name(a, S("de")).p, "Deutsch");
    assert_string_equal(locale_name(a, S("!!")).p, "!!");
    locale *l = locale_new(a, S("n’importe quoi"));
    assert_string_equal(locale_number(l, a, 1.5, 0, 1).p, "1.5");
    locale_free(l);
    locale_free(NULL);
    arena_free(a);
}

static void test_order(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"));
    assert_true(locale_collate(l, S("école"), S("effort")) < 0);
    assert_true(locale_collate(l, S("Zébulon"), S("abbé")) > 0);
    assert_true(locale_collate(l, S("e"), S("é")) < 0);
    assert_true(locale_collate(l, S("é"), S("e\u0301")) != 0);
    assert_int_equal(locale_collate(l, S("é"), S("é")), 0);
    assert_true(locale_collate(l, S(""), S("a")) < 0);
    locale_free(l);
    arena_free(a);
}

static void *use(void *l)
{
    arena *a = arena_new(0);
    for (int i = 0; i < 2000; i++) {
        assert_string_equal(locale_number(l, a, 1234.5, i % 3, 3 + i % 5).p,
                            i % 3 == 2 ? "1" NNB "234,50" : "1" NNB "234,5");
        assert_string_equal(locale_date(l, a, S("2024-10-01")).p, "1er octobre 2024");
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void test_threads_share_a_locale(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"));
    pthread_t t[4];
    for (size_t i = 0; i < 4; i++) assert_int_equal(pthread_create(&t[i], NULL, use, l), 0);
    for (size_t i = 0; i < 4; i++) pthread_join(t[i], NULL);
    locale_free(l);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_dates_that_are_none_stay),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_threads_share_a_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
