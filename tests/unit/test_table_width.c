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

/* A cell of one paragraph. */
#define NEED(r, c, word, text) \
    { .row = (r), .column = (c), .least = (word), .most = (text)->length, .texts = (text), .ntexts = 1 }

/* Names of three words beside short cells: the names get what the others don't need. */
static void test_levelling_lowers_the_table(void **state)
{
    (void)state;
    enum { ROWS = 9 };
    const table_text name = { 200, 0 }, number = { 20, 0 }, long_one = { 120, 0 };
    table_need needs[3 * ROWS];
    for (size_t r = 0; r < ROWS; r++) {
        needs[3 * r] = (table_need)NEED(r, 0, 40, &name);
        needs[3 * r + 1] = (table_need)NEED(r, 1, 20, &number);
        needs[3 * r + 2] = (table_need)NEED(r, 2, 20, r == 0 ? &long_one : &number);
    }
    mpt least[] = { 40, 20, 20 }, widths[] = { 110, 20, 110 };
    table_level(needs, 3 * ROWS, least, 3, 0, widths);
    assert_int_equal(widths[0] + widths[1] + widths[2], 240);
    assert_true(widths[0] >= 200);                 /* one line in nine rows, at the price of more lines in the first */
    assert_true(widths[1] >= 20 && widths[2] >= 20);
}

/* None of the others has enough to spare: together they have. */
static void test_levelling_gathers(void **state)
{
    (void)state;
    const table_text name = { 100, 0 }, number = { 10, 0 };
    const table_need needs[] = { NEED(0, 0, 30, &name), NEED(0, 1, 10, &number), NEED(0, 2, 10, &number),
                                 NEED(0, 3, 10, &number) };
    mpt least[] = { 30, 10, 10, 10 }, widths[] = { 40, 30, 31, 32 };
    table_level(needs, 4, least, 4, 0, widths);
    assert_int_equal(widths[0] + widths[1] + widths[2] + widths[3], 133);
    assert_true(widths[0] >= 100);
    for (int i = 1; i < 4; i++) assert_true(widths[i] >= 10);
}

/* Items of a list are paragraphs, each with its indent and its own last line. */
static void test_levelling_counts_paragraphs(void **state)
{
    (void)state;
    const table_text items[] = { { 60, 20 }, { 60, 20 }, { 60, 20 } }, text = { 180, 0 };
    const table_need needs[] = {
        { .row = 0, .column = 0, .least = 50, .most = 80, .texts = items, .ntexts = 3 },
        NEED(0, 1, 30, &text),
    };
    mpt least[] = { 50, 30 }, widths[] = { 75, 75 };
    table_level(needs, 2, least, 2, 0, widths);
    assert_true(widths[0] >= 80);
}

static void test_levelling_leaves_good_widths_alone(void **state)
{
    (void)state;
    const table_text text = { 50, 0 };
    table_need needs[] = { NEED(0, 0, 20, &text), NEED(0, 1, 20, &text) };
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
        cmocka_unit_test(test_levelling_gathers),
        cmocka_unit_test(test_levelling_counts_paragraphs),
        cmocka_unit_test(test_levelling_leaves_good_widths_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
