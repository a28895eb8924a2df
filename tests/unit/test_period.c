#include "given.h"
#include "model/period.h"

static void expect(const char *day, const char *period, const char *want)
{
    arena *a = arena_new(0);
    str got = period_after(a, str_z(day), str_z(period));
    if (!str_eqz(got, want)) fail_msg("%s + %s is %.*s, not %s", day, period, STR_ARG(got), want);
    arena_free(a);
}

static void test_units_in_two_languages(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "6 mois", "2026-07-15" },     { "6 months", "2026-07-15" }, { "1 month", "2026-02-15" },
        { "1 an", "2027-01-15" },       { "2 ans", "2028-01-15" },    { "1 year", "2027-01-15" },
        { "2 semaines", "2026-01-29" }, { "2 weeks", "2026-01-29" },  { "30 jours", "2026-02-14" },
        { "1 jour", "2026-01-16" },     { "30 days", "2026-02-14" },  { "0 jour", "2026-01-15" },
        { " 6  mois ", "2026-07-15" },  { "6mois", "2026-07-15" },    { "1 année", "2027-01-15" },
        { "13 mois", "2027-02-15" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) expect("2026-01-15", cases[i][0], cases[i][1]);
}

static void test_a_day_that_a_month_lacks(void **state)
{
    (void)state;
    expect("2026-01-31", "1 mois", "2026-02-28");
    expect("2024-01-31", "1 mois", "2024-02-29");
    expect("2024-02-29", "1 an", "2025-02-28");
    expect("2024-02-29", "4 ans", "2028-02-29");
    expect("2000-02-29", "100 ans", "2100-02-28");
    expect("2026-08-31", "6 mois", "2027-02-28");
    expect("2025-12-31", "2 mois", "2026-02-28");
}

static void test_what_can_not_be_read(void **state)
{
    (void)state;
    static const char *const bad[] = { "",        "mois",     "six mois",          "6",       "6 lunes",
                                       "-6 mois", "6,5 mois", "99999999999 jours", "1201 ans" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) expect("2026-01-15", bad[i], "");
    expect("", "6 mois", "");
    expect("15/01/2026", "6 mois", "");
    expect("2026-02-30", "6 mois", "");
}

static void test_noon_of_a_day(void **state)
{
    (void)state;
    assert_int_equal(period_epoch(S("1970-01-01")), 43200);
    assert_int_equal(period_epoch(S("2026-09-24")), 1790251200);
    assert_int_equal(period_epoch(S("1969-12-31")), -43200);
    assert_int_equal(period_epoch(S("hier")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_in_two_languages), cmocka_unit_test(test_a_day_that_a_month_lacks),
        cmocka_unit_test(test_what_can_not_be_read), cmocka_unit_test(test_noon_of_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
