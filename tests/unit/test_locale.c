#include "given.h"
#include "model/locale.h"
#include <math.h>
#include <pthread.h>

#define NB "\u00A0"
#define NNB "\u202F"
#define TH "\u2009"                              /* around a dash */

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
        locale *l = locale_new(a, str_z(s->lang), DIGITS_USUAL);
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
    locale *l = locale_new(a, S("fr"), DIGITS_USUAL);
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

typedef struct more { const char *lang, *money, *cents, *range, *list, *days, *months; } more;

/* 12 € and 1234.5 €, 3 to 4.5, three things, days of one month and of two, after CLDR (but for “1er”). */
static const more mores[] = {
    { "fr", "12" NB "€", "1" NNB "234,50" NB "€", "3–4,5", "a, b et c", "1er–26 septembre 2024",
      "24 septembre" TH "–" TH "1er octobre 2024" },
    { "de", "12" NB "€", "1.234,50" NB "€", "3–4,5", "a, b und c", "1.–26. September 2024",
      "24. September" TH "–" TH "1. Oktober 2024" },
    { "en", "€12", "€1,234.50", "3–4.5", "a, b and c", "1–26 September 2024",
      "24 September" TH "–" TH "1 October 2024" },
    { "ar", "\u200F12" NB "€", "\u200F1,234.50" NB "€", "3–4.5", "a وb وc", "1–26 سبتمبر، 2024",
      "24 سبتمبر – 1 أكتوبر، 2024" },
    { "tr", "€12", "€1.234,50", "3–4,5", "a, b ve c", "1–26 Eylül 2024", "24 Eylül" TH "–" TH "1 Ekim 2024" },
    { "zh", "€12", "€1,234.50", "3-4.5", "a、b和c", "2024年9月1日至26日", "2024年9月24日至10月1日" },
    { "fa", "\u200E€۱۲", "\u200E€۱٬۲۳۴٫۵۰", "۳–۴٫۵", "a،\u200F b، و c", "۱ تا ۲۶ سپتامبر ۲۰۲۴",
      "۲۴ سپتامبر تا ۱ اکتبر ۲۰۲۴" },
};

static void test_money_ranges_lists_and_days(void **state)
{
    (void)state;
    str items[] = { S("a"), S("b"), S("c") };
    for (size_t i = 0; i < sizeof mores / sizeof *mores; i++) {
        const more *m = &mores[i];
        arena *a = arena_new(0);
        locale *l = locale_new(a, str_z(m->lang), DIGITS_USUAL);
        assert_string_equal(locale_money(l, a, 12, S("EUR")).p, m->money);
        assert_string_equal(locale_money(l, a, 1234.5, S("EUR")).p, m->cents);
        assert_string_equal(locale_range(l, a, 3, 4.5, 0, 2).p, m->range);
        assert_string_equal(locale_list(l, a, items, 3, false).p, m->list);
        assert_string_equal(locale_days(l, a, S("2024-09-01"), S("2024-09-26")).p, m->days);
        assert_string_equal(locale_days(l, a, S("2024-09-24"), S("2024-10-01")).p, m->months);
        locale_free(l);
        arena_free(a);
    }
}

static void test_bad_money_lists_and_days(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"), DIGITS_USUAL);
    str one = S("crèche"), bad = str_of("\xFF\xFE", 2);
    assert_string_equal(locale_money(l, a, 12, S("euros")).p, "12");
    assert_true(locale_money(l, a, 12, S("???")).n > 0);
    assert_string_equal(locale_list(l, a, NULL, 0, false).p, "");
    assert_string_equal(locale_list(l, a, &one, 1, true).p, "crèche");
    assert_string_equal(locale_list(l, a, &bad, 1, true).p, "\uFFFD\uFFFD");
    assert_string_equal(locale_range(l, a, 4, 4, 0, 2).p, "4");
    assert_true(locale_range(l, a, 1e300, 2e300, 0, 2).n > 300);
    assert_string_equal(locale_days(l, a, S("2024-09-26"), S("2024-09-26")).p, "26 septembre 2024");
    assert_string_equal(locale_days(l, a, S("la rentrée"), S("Noël")).p, "la rentrée – Noël");
    assert_string_equal(locale_days(l, a, S("2024-11-01"), S("2024-12-01")).p,
                        "1er novembre" TH "–" TH "1er décembre 2024");
    assert_string_equal(locale_days(l, a, S("2024-12-21"), S("2025-01-11")).p,
                        "21 décembre 2024" TH "–" TH "11 janvier 2025");
    locale_free(l);
    arena_free(a);
}

static void test_digits_are_a_choice(void **state)
{
    (void)state;
    static const struct { const char *lang; locale_digits digits; const char *number, *date, *group, *decimal;
    } of[] = {
        { "ar", DIGITS_USUAL, "1,234.5", "1 أكتوبر 2024", ",", "." },
        { "ar", DIGITS_NATIVE, "١٬٢٣٤٫٥", "١ أكتوبر ٢٠٢٤", "٬", "٫" },
        { "fa", DIGITS_WESTERN, "1,234.5", "1 اکتبر 2024", ",", "." },
        { "bn", DIGITS_USUAL, "১,২৩৪.৫", "১ অক্টোবর, ২০২৪", ",", "." },
        { "fr", DIGITS_NATIVE, "1" NNB "234,5", "1er octobre 2024", NNB, "," },
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        arena *a = arena_new(0);
        locale *l = locale_new(a, str_z(of[i].lang), of[i].digits);
        str group = S(""), decimal = S("");
        assert_string_equal(locale_number(l, a, 1234.5, 0, 2).p, of[i].number);
        assert_string_equal(locale_date(l, a, S("2024-10-01")).p, of[i].date);
        locale_marks(l, a, &group, &decimal);
        assert_string_equal(arena_str(a, group).p, of[i].group);
        assert_string_equal(arena_str(a, decimal).p, of[i].decimal);
        locale_free(l);
        arena_free(a);
    }
}

static void test_dates_that_are_none_stay(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"), DIGITS_USUAL);
    assert_string_equal(locale_date(l, a, S("rentrée 2025")).p, "rentrée 2025");
    assert_string_equal(locale_date(l, a, S("2025-02-30")).p, "2025-02-30");
    assert_string_equal(locale_date(l, a, S("2025-01-11")).p, "11 janvier 2025");
    locale_free(l);
    arena_free(a);
}

static void test_parts_of_dates(void **state)
{
    (void)state;
    static const struct { const char *lang, *year, *month, *quarter, *both; } of[] = {
        { "fr", "2025", "mars", "T1", "mars 2025" },      { "en", "2025", "Mar", "Q1", "March 2025" },
        { "zh", "2025年", "3月", "1季度", "2025年3月" },
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        arena *a = arena_new(0);
        locale *l = locale_new(a, str_z(of[i].lang), DIGITS_USUAL);
        assert_string_equal(locale_part(l, a, 20150, "y").p, of[i].year);
        assert_string_equal(locale_part(l, a, 20150, "LLL").p, of[i].month);
        assert_string_equal(locale_part(l, a, 20150, "QQQ").p, of[i].quarter);
        assert_string_equal(locale_part(l, a, 20150, "yMMMM").p, of[i].both);
        locale_free(l);
        arena_free(a);
    }
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
    locale *l = locale_new(a, S("n’importe quoi"), DIGITS_USUAL);
    assert_string_equal(locale_number(l, a, 1.5, 0, 1).p, "1.5");
    locale_free(l);
    locale_free(NULL);
    arena_free(a);
}

static void test_order(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    locale *l = locale_new(a, S("fr"), DIGITS_USUAL);
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
    locale *l = locale_new(a, S("fr"), DIGITS_USUAL);
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
        cmocka_unit_test(test_money_ranges_lists_and_days),
        cmocka_unit_test(test_bad_money_lists_and_days),
        cmocka_unit_test(test_digits_are_a_choice),
        cmocka_unit_test(test_dates_that_are_none_stay),
        cmocka_unit_test(test_parts_of_dates),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_threads_share_a_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
