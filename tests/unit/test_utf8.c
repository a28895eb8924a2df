#include "given.h"
#include "base/utf8.h"

static void test_each_scalar_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        size_t i = 0, n = (size_t)utf8_put(bytes, c);
        str s = str_of(bytes, n);
        if (utf8_invalid(s) != STR_NONE || utf8_next(s, &i) != c || i != n) fail_msg("U+%04X", c);
    }
}

static void test_lengths(void **state)
{
    (void)state;
    char bytes[4];
    static const struct { uint32_t c; int n; } cases[] = {
        { 0, 1 }, { 0x7F, 1 }, { 0x80, 2 }, { 0x7FF, 2 }, { 0x800, 3 }, { 0xFFFF, 3 }, { 0x10000, 4 }, { 0x10FFFF, 4 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(utf8_put(bytes, cases[i].c), cases[i].n);
}

static void test_bad_bytes_have_a_place(void **state)
{
    (void)state;
    static const struct { str s; size_t at; } cases[] = {
        { S_INIT("abc"), STR_NONE }, { S_INIT(""), STR_NONE }, { S_INIT("caf\xE9"), 3 }, { S_INIT("\x80"), 0 },
        { S_INIT("a\xC3"), 1 },                         /* cut off */
        { S_INIT("\xC0\xAF"), 0 }, { S_INIT("\xE0\x80\xAF"), 0 }, { S_INIT("\xF0\x80\x80\xAF"), 0 },   /* overlong */
        { S_INIT("\xED\xA0\x80"), 0 },                  /* half of a surrogate pair */
        { S_INIT("\xF4\x90\x80\x80"), 0 }, { S_INIT("\xF5\x80\x80\x80"), 0 },                       /* over 10FFFF */
        { S_INIT("ok \xE2\x82\xAC \xFF"), 7 }, { S_INIT("\xE2\x82\x28"), 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(utf8_invalid(cases[i].s), cases[i].at);
}

static void test_a_bad_byte_is_one_replacement(void **state)
{
    (void)state;
    str s = S("\xE2\x82(\xF0\x9F\x99\x82");
    static const uint32_t want[] = { 0xFFFD, 0xFFFD, '(', 0x1F642 };
    size_t i = 0;
    for (size_t k = 0; k < 4; k++) assert_int_equal(utf8_next(s, &i), want[k]);
    assert_int_equal(i, s.n);
    assert_int_equal(utf8_count(s), 4);
    assert_int_equal(utf8_count(S("été")), 3);
    assert_int_equal(utf8_count(S("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_scalar_comes_back), cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_bad_bytes_have_a_place), cmocka_unit_test(test_a_bad_byte_is_one_replacement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
