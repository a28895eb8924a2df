#include "given.h"
#include "base/buf.h"
#include "base/str.h"

static void test_order_is_by_bytes(void **state)
{
    (void)state;
    assert_true(str_cmp(S("a"), S("b")) < 0);
    assert_true(str_cmp(S("b"), S("a")) > 0);
    assert_int_equal(str_cmp(S("a"), S("a")), 0);
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("z"), S("é")) < 0);
    assert_true(str_cmp(str_of(NULL, 0), S("a")) < 0);
    assert_int_equal(str_cmp(str_of(NULL, 0), S("")), 0);
}

static void test_equality_looks_at_all_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(S(""), str_of(NULL, 0)));
    assert_true(str_eq(S("a\0b"), S("a\0b")));
    assert_false(str_eq(S("a\0b"), S("a\0c")));
    assert_false(str_eq(S("a"), S("ab")));
}

static void test_beginnings_and_ends(void **state)
{
    (void)state;
    assert_true(str_starts(S("page.falc.md"), S("page")));
    assert_true(str_starts(S("x"), S("")));
    assert_false(str_starts(S("pa"), S("page")));
    assert_true(str_ends(S("page.falc.md"), S(".md")));
    assert_true(str_ends(S("x"), S("")));
    assert_false(str_ends(S("md"), S(".md")));
    assert_int_equal(str_skip(S("abc"), 5).n, 0);
    assert_true(str_eqz(str_first(S("abc"), 5), "abc"));
}

static void test_finding(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("a/b/c"), '/'), 1);
    assert_int_equal(str_rfind(S("a/b/c"), '/'), 3);
    assert_int_equal(str_find(S("abc"), '/'), STR_NONE);
    assert_int_equal(str_rfind(str_of(NULL, 0), '/'), STR_NONE);
    assert_int_equal(str_search(S("aaab"), S("ab")), 2);
    assert_int_equal(str_search(S("abc"), S("")), 0);
    assert_int_equal(str_search(S("abc"), S("abcd")), STR_NONE);
    assert_int_equal(str_search(str_of(NULL, 0), S("a")), STR_NONE);
}

static void test_trimming_takes_ascii_blanks_only(void **state)
{
    (void)state;
    assert_true(str_eqz(str_trim(S(" \t\r\n x y \v\f")), "x y"));
    assert_true(str_eqz(str_trim(S("   ")), ""));
    assert_true(str_eqz(str_trim(S("\u00A0x")), "\u00A0x"));
}

static void test_cutting_gives_each_part_once(void **state)
{
    (void)state;
    str rest = S("a,,b,"), part;
    static const char *const want[] = { "a", "", "b", "" };
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_cut(&rest, ',', &part));
        assert_true(str_eqz(part, want[i]));
    }
    assert_false(str_cut(&rest, ',', &part));
    rest = S("");
    assert_true(str_cut(&rest, ',', &part));
    assert_int_equal(part.n, 0);
    assert_false(str_cut(&rest, ',', &part));
}

static void test_whole_numbers(void **state)
{
    (void)state;
    long long n;
    static const struct { const char *text; long long n; } good[] = {
        { "0", 0 }, { "-12", -12 }, { "+7", 7 }, { "0050", 50 }, { "999999999999999999", 999999999999999999LL },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(str_int(str_z(good[i].text), &n));
        assert_int_equal(n, good[i].n);
    }
    static const char *const bad[] = { "",     "-",  "+",    "1.5", "1 000",
                                       " 1",   "1 ", "0x10", "--1", "9999999999999999999",
                                       "douze" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(str_int(str_z(bad[i]), &n));
}

static void test_distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(str_distance(S("kitten"), S("sitting"), 9), 3);
    assert_int_equal(str_distance(S("titre"), S("titre"), 9), 0);
    assert_int_equal(str_distance(S(""), S("abc"), 9), 3);
    assert_int_equal(str_distance(S("abc"), S(""), 9), 3);
    assert_int_equal(str_distance(S("abcdef"), S("uvwxyz"), 2), 3);
    assert_int_equal(str_distance(S("a"), S("abcdef"), 2), 3);
}

static void test_the_nearest_word_is_near(void **state)
{
    (void)state;
    const str words[] = { S("title"), S("languages"), S("theme"), S("menu") };
    assert_true(str_eqz(str_nearest(S("tilte"), words, 4), "title"));
    assert_true(str_eqz(str_nearest(S("langages"), words, 4), "languages"));
    assert_true(str_eqz(str_nearest(S("menus"), words, 4), "menu"));
    assert_int_equal(str_nearest(S("couleurs"), words, 4).n, 0);
    assert_int_equal(str_nearest(S("menu"), words, 0).n, 0);
    const str twins[] = { S("abcdef1"), S("abcdef2") };
    assert_true(str_eqz(str_nearest(S("abcdef3"), twins, 2), "abcdef1"));
}

/* A long text has no suggestion rather than a slow one. */
static void test_the_nearest_of_long_words(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    str letters = repeat(a, "a", 65);
    assert_int_equal(str_nearest(letters, &letters, 1).n, 0);
    assert_int_equal(str_nearest(str_first(letters, 64), &(str){ letters.p, 64 }, 1).n, 64);
    arena_free(a);
}

static const char *decimal(arena *a, long long v, int scale)
{
    buf b = { 0 };
    buf_decimal(&b, v, scale);
    return buf_take(&b, a).p;
}

static void test_decimals_without_locale(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_string_equal(decimal(a, 12500, 3), "12.5");
    assert_string_equal(decimal(a, 12000, 3), "12");
    assert_string_equal(decimal(a, 5, 3), "0.005");
    assert_string_equal(decimal(a, -50, 3), "-0.05");
    assert_string_equal(decimal(a, 0, 3), "0");
    assert_string_equal(decimal(a, (-9223372036854775807LL - 1), 0), "-9223372036854775808");
    arena_free(a);
}

static void test_a_buffer_grows(void **state)
{
    (void)state;
    buf b = { 0 };
    for (int i = 0; i < 1000; i++) buf_fmt(&b, "%d,", i);
    assert_int_equal(b.n, 10 * 2 + 90 * 3 + 900 * 4);
    assert_true(str_ends(buf_view(&b), S("998,999,")));
    arena *a = arena_new(0);
    str s = buf_take(&b, a);
    assert_null(b.p);
    assert_int_equal(s.n, 3890);
    assert_int_equal(s.p[s.n], 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_by_bytes), cmocka_unit_test(test_equality_looks_at_all_bytes),
        cmocka_unit_test(test_beginnings_and_ends), cmocka_unit_test(test_finding),
        cmocka_unit_test(test_trimming_takes_ascii_blanks_only), cmocka_unit_test(test_cutting_gives_each_part_once),
        cmocka_unit_test(test_whole_numbers), cmocka_unit_test(test_distance_counts_edits),
        cmocka_unit_test(test_the_nearest_word_is_near), cmocka_unit_test(test_the_nearest_of_long_words),
        cmocka_unit_test(test_decimals_without_locale), cmocka_unit_test(test_a_buffer_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
