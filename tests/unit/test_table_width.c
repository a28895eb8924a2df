#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "type/table_width.h"

static void share(const mpt *least, const mpt *most, size_t n, mpt width, const mpt *expected, bool fits)
{
    mpt out[8], sum = 0;
    assert_int_equal(table_share(least, most, n, width, out), fits);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(out[i], expected[i]);
        sum += out[i];
    }
    assert_int_equal(sum, width);
}

static void test_room_for_all(void **state)
{
    (void)state;
    share((mpt[]){ 10, 10 }, (mpt[]){ 100, 50 }, 2, 300, (mpt[]){ 200, 100 }, true);
}

static void test_narrow_columns_first(void **state)
{
    (void)state;
    share((mpt[]){ 10, 10, 10 }, (mpt[]){ 20, 500, 600 }, 3, 220, (mpt[]){ 20, 100, 100 }, true);
}

static void test_least_too_wide(void **state)
{
    (void)state;
    share((mpt[]){ 100, 300 }, (mpt[]){ 100, 300 }, 2, 200, (mpt[]){ 50, 150 }, false);
    share((mpt[]){ 0, 0, 0 }, (mpt[]){ 0, 0, 0 }, 3, 10, (mpt[]){ 3, 3, 4 }, true);
}

/* Names of three words beside short cells: the names get what the others don't need. */
static void test_levelling_lowers_the_table(void **state)
{
    (void)state;
    enum { ROWS = 9 };
    table_need needs[3 * ROWS];
    for (size_t r = 0; r < ROWS; r++) {
        needs[3 * r] = (table_need){ r, 0, 40, 200, 200, 0 };
        needs[3 * r + 1] = (table_need){ r, 1, 20, 20, 20, 0 };
        needs[3 * r + 2] = (table_need){ r, 2, 20, r == 0 ? 120 : 20, r == 0 ? 120 : 20, 0 };
    }
    mpt least[] = { 40, 20, 20 }, widths[] = { 110, 20, 110 };
    table_level(needs, 3 * ROWS, least, 3, 0, widths);
    assert_int_equal(widths[0] + widths[1] + widths[2], 240);
    assert_true(widths[0] >= 200);                 /* one line in nine rows, at the price of more lines in the first */
    assert_true(widths[1] >= 20 && widths[2] >= 20);
}

static void test_levelling_leaves_good_widths_alone(void **state)
{
    (void)state;
    table_need needs[] = { { 0, 0, 20, 50, 50, 0 }, { 0, 1, 20, 50, 50, 0 } };
    mpt least[] = { 20, 20 }, widths[] = { 90, 60 };
    table_level(needs, 2, least, 2, 0, widths);
    assert_int_equal(widths[0], 90);
    assert_int_equal(widths[1], 60);
    table_level(needs, 0, least, 2, 0, widths);
    assert_int_equal(widths[0], 90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_room_for_all),
        cmocka_unit_test(test_narrow_columns_first),
        cmocka_unit_test(test_least_too_wide),
        cmocka_unit_test(test_levelling_lowers_the_table),
        cmocka_unit_test(test_levelling_leaves_good_widths_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
