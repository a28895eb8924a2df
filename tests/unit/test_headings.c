#include "given.h"
#include "compose/headings.h"

/* Settles headings of the levels in `before`; their levels afterwards must be `after`, what is said `messages`. A
 * heading stands on the line of its rank. */
static void expect(const char *before, const char *after, const char *messages)
{
    given g = given_z("\n\n\n\n\n\n\n\n");
    node_tree t = { .root = node_new(g.a, NODE_DOCUMENT, 0, 0), .src = &g.src };
    for (const char *p = before; *p; p++) {
        node *h = node_new(g.a, NODE_HEADING, (uint32_t)(p - before), 0);
        h->level = (uint8_t)(*p - '0');
        node_append(t.root, h);
    }
    headings_settle(&t, g.d);
    char got[16] = { 0 };
    size_t n = 0;
    for (node *h = t.root->first; h; h = h->next) got[n++] = (char)('0' + h->level);
    assert_string_equal(got, after);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void test_levels_in_order_stay(void **state)
{
    (void)state;
    expect("", "", "");
    expect("2", "2", "");
    expect("2334523", "2334523", "");
    expect("223456", "223456", "");
}

/* The page's title is the only heading of level 1. */
static void test_a_page_that_uses_level_one_is_shifted(void **state)
{
    (void)state;
    expect("1", "2", "");
    expect("12312", "23423", "");
    expect("123456", "234566", "");
}

static void test_a_skipped_level_is_mended_and_told(void **state)
{
    (void)state;
    expect("24", "23", "x:2:1: error: skipped heading level: from 2 to 4 [M105]\n");
    expect("3", "2", "x:1:1: error: skipped heading level: from 1 to 3 [M105]\n");
    expect("13", "23", "x:2:1: error: skipped heading level: from 1 to 3 [M105]\n");
    expect("2525", "2323",
           "x:2:1: error: skipped heading level: from 2 to 5 [M105]\nx:4:1: error: skipped heading level: from 2 to 5 "
           "[M105]\n");
}

static void test_what_to_write_is_said(void **state)
{
    (void)state;
    static const struct { const char *levels, *hint;
    } cases[] = {
        { "24", "  hint: write it with ###\n" },
        { "3", "  hint: write it with ##\n" },
        { "13", "  hint: write it with ##\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        given g = given_z("");
        node_tree t = { .root = node_new(g.a, NODE_DOCUMENT, 0, 0), .src = &g.src };
        for (const char *p = cases[i].levels; *p; p++) {
            node *h = node_new(g.a, NODE_HEADING, 0, 0);
            h->level = (uint8_t)(*p - '0');
            node_append(t.root, h);
        }
        headings_settle(&t, g.d);
        buf b = { 0 };
        diag_print(g.d, &b, DIAG_TEXT);
        assert_non_null(strstr(buf_take(&b, g.a).p, cases[i].hint));
        drop(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels_in_order_stay), cmocka_unit_test(test_a_page_that_uses_level_one_is_shifted),
        cmocka_unit_test(test_a_skipped_level_is_mended_and_told), cmocka_unit_test(test_what_to_write_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
