#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "type/break.h"

/* A paragraph as a text: letters are boxes 10 wide, a space is a glue, a hyphen a place for one, a tilde a space that
 * holds, '/' the end of a line. */
static size_t set(arena *a, const char *text, const break_rules *r, size_t **ends)
{
    size_t n = 0;
    break_item *v = ARENA_ARRAY(a, break_item, 1000);
    for (const char *p = text; *p; p++) {
        break_item i = { .kind = BREAK_BOX, .width = 10 };
        if (*p == ' ') i = (break_item){ BREAK_GLUE, false, 0, 10, 5, 3 };
        if (*p == '~') i = (break_item){ BREAK_GLUE, false, BREAK_NEVER, 10, 5, 3 };
        if (*p == '-') i = (break_item){ BREAK_PENALTY, true, 50, 10, 0, 0 };
        if (*p == '/') i = (break_item){ BREAK_PENALTY, false, BREAK_ALWAYS, 0, 0, 0 };
        v[n++] = i;
    }
    return break_lines(a, v, n, r, ends);
}

static void expect(const char *text, mpt width, bool ragged, const char *expected)
{
    arena *a = arena_new(0);
    size_t *ends = NULL;
    break_rules r = {
        .first = width, .rest = width, .ragged = ragged ? 60 : 0, .tolerance = 400, .hyphens = 2, .must = true
    };
    size_t lines = set(a, text, &r, &ends), from = 0;
    char got[200];
    size_t n = 0;
    for (size_t i = 0; i < lines; i++) {
        for (size_t k = from; k < ends[i]; k++) got[n++] = text[k];
        if (i + 1 < lines) got[n++] = '|';
        from = ends[i] + (text[ends[i]] != 0);
    }
    got[n] = 0;
    assert_string_equal(got, expected);
    arena_free(a);
}

static void test_lines_end_at_spaces(void **state)
{
    (void)state;
    expect("aaa bbb ccc ddd", 70, false, "aaa bbb|ccc ddd");
    expect("aaa bbb ccc ddd", 75, true, "aaa bbb|ccc ddd");
    expect("aaa", 70, false, "aaa");
    expect("", 70, false, "");
}

static void test_spaces_that_hold(void **state)
{
    (void)state;
    expect("aaa bbb~ccc ddd", 110, true, "aaa bbb~ccc|ddd");
    expect("aaaa bbb~cc", 80, true, "aaaa|bbb~cc");
}

static void test_forced_ends(void **state)
{
    (void)state;
    expect("aa/bb cc", 200, false, "aa|bb cc");
    expect("aa//bb", 200, false, "aa||bb");
}

static void test_a_word_is_divided_only_in_need(void **state)
{
    (void)state;
    expect("aaaa bb-bb cccc", 80, false, "aaaa bb|bb cccc");
    expect("aaaa bb-bb", 100, false, "aaaa bb-bb");
}

static void test_a_word_wider_than_the_line(void **state)
{
    (void)state;
    expect("aa bbbbbbbbbbbb cc", 60, true, "aa|bbbbbbbbbbbb|cc");
    arena *a = arena_new(0);
    size_t *ends;
    break_rules r = { .first = 60, .rest = 60, .tolerance = 100, .hyphens = 2 };
    assert_int_equal(set(a, "aa bbbbbbbbbbbb cc", &r, &ends), 0);      /* the rules leave no way */
    arena_free(a);
}

static void test_the_whole_paragraph_counts(void **state)
{
    (void)state;
    /* A greedy breaker fills the first line and leaves the second with a single letter. */
    expect("aaa bb ccc d eeee", 110, false, "aaa bb ccc|d eeee");
    expect("aaaaaa bbbbbb c dddddd eeeeee", 150, false, "aaaaaa bbbbbb c|dddddd eeeeee");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_end_at_spaces),       cmocka_unit_test(test_spaces_that_hold),
        cmocka_unit_test(test_forced_ends),               cmocka_unit_test(test_a_word_is_divided_only_in_need),
        cmocka_unit_test(test_a_word_wider_than_the_line), cmocka_unit_test(test_the_whole_paragraph_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
