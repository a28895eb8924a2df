#include "given.h"
#include "model/day.h"

static void test_known_days(void **state)
{
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(2000, 3, 1), 11017);
    assert_int_equal(day_of(1969, 12, 31), -1);
    assert_int_equal(day_of(2026, 9, 24), 20720);
    assert_int_equal(day_of(1, 1, 1), -719162);
}

static void test_every_day_comes_back(void **state)
{
    (void)state;
    int32_t day = day_of(1, 1, 1), last = day_of(9999, 12, 31);
    int py = 0, pm = 12, pd = 31;
    for (; day <= last; day++) {
        int y, m, d;
        day_civil(day, &y, &m, &d);
        assert_int_equal(day_of(y, m, d), day);
        bool follows = (y == py && m == pm && d == pd + 1) || (d == 1 && y == py && m == pm + 1) || (d == 1 && m == 1
            && y == py + 1);
        assert_true(follows);
        py = y, pm = m, pd = d;
    }
}

static void test_texts(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    int32_t day;
    assert_true(day_parse(S("2026-09-24"), &day));
    assert_string_equal(day_text(a, day).p, "2026-09-24");
    assert_true(day_parse(S("2024-02-29T10:30:00+02:00"), &day));
    assert_string_equal(day_text(a, day).p, "2024-02-29");
    assert_true(day_parse(S("2024-02-29 10:30"), &day));
    static const char *const bad[] = { "", "2026", "2026-09", "2026-9-24", "24/09/2026", "2026-02-29", "2026-13-01",
                                       "2026-00-10",
                                       "2026-04-31", "0000-01-01", "2026-09-24x", "2026/09/24", "-026-09-24",
                                           "2026-09-2", "20a6-09-24" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (day_parse(str_z(bad[i]), &day)) fail_msg("taken: %s", bad[i]);
    assert_true(day_compare(S("2026-01-02"), S("2025-12-31")) > 0);
    assert_true(day_compare(S("jamais"), S("0001-01-01")) < 0);
    assert_int_equal(day_compare(S("2026-01-02"), S("2026-01-02T23:00")), 0);
    arena_free(a);
}

static void test_stretches(void **state)
{
    (void)state;
    static const struct { const char *text; int32_t from; int days; } good[] = {
        { "2025", 20089, 365 }, { "2024", 19723, 366 }, { "2024-02", 19754, 29 }, { "2025-12", 20423, 31 },
        { "2025-03-15", 20162, 1 },
    };
    int32_t from, to;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(day_stretch(str_z(good[i].text), &from, &to));
        assert_int_equal(from, good[i].from);
        assert_int_equal(to - from, good[i].days);
    }
    static const char *const bad[] = { "", "25", "0000", "2025-", "2025-1", "2025-13", "2025-00", "2025-02-30", "12025",
                                       "2025/03", "printemps 2025" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(day_stretch(str_z(bad[i]), &from, &to));
}

static void test_days_of_time_zones(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    int64_t summer = 1790287200;                   /* 2026-09-24T22:00:00Z: midnight in Paris */
    assert_string_equal(day_text(a, day_at(a, S("UTC"), summer)).p, "2026-09-24");
    assert_string_equal(day_text(a, day_at(a, S("Europe/Paris"), summer)).p, "2026-09-25");
    assert_string_equal(day_text(a, day_at(a, S("Europe/Paris"), summer - 1)).p, "2026-09-24");
    assert_string_equal(day_text(a, day_at(a, S("America/Guadeloupe"), 1767240000)).p, "2026-01-01");
    assert_string_equal(day_text(a, day_at(a, S("Pacific/Noumea"), 1767186000)).p, "2026-01-01");
    assert_string_equal(day_text(a, day_at(a, S("Nulle/Part"), summer)).p, "2026-09-24");
    assert_string_equal(day_text(a, day_at(a, S("UTC"), -1)).p, "1969-12-31");
    assert_true(day_zone_known(a, S("Europe/Paris")));
    assert_false(day_zone_known(a, S("Nulle/Part")));
    assert_false(day_zone_known(a, S("")));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_every_day_comes_back),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_days_of_time_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
