#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "compose/typography.h"
#include "read/markdown.h"
#include <string.h>

/* The text of a page, "_" for a no-break space, "<" and ">" for the ends of an isolate. */
static void expect(const char *markdown, bool rtl, const char *expected)
{
    arena *a = arena_new(0);
    source src = { .path = "a.md", .text = str_z(markdown) };
    node *root = markdown_parse(a, &src, 0, NULL, (markdown_options){ 0 });
    typography_settle(a, root, rtl);
    buf out = { 0 };
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_LINE_BREAK) buf_char(&out, '/');
        if (n->kind != NODE_TEXT) continue;
        for (size_t i = 0; i < n->text.n; i++) {
            str rest = str_skip(n->text, i);
            if (str_starts(rest, S("\xC2\xA0"))) { buf_char(&out, '_'); i += 1; }
            else if (str_starts(rest, S("\xE2\x81\xA8"))) { buf_char(&out, '<'); i += 2; }
            else if (str_starts(rest, S("\xE2\x81\xA9"))) { buf_char(&out, '>'); i += 2; }
            else buf_char(&out, rest.p[0]);
        }
    }
    buf_char(&out, 0);
    assert_string_equal(out.p, expected);
    buf_free(&out);
    arena_free(a);
}

static void test_digits_are_kept_together(void **state)
{
    (void)state;
    expect("au 01 99 00 10 00, pour 10 000 habitants", false, "au 01_99_00_10_00, pour 10_000 habitants");
    expect("1 250 000", false, "1_250_000");
}

static void test_other_digits_are_left_alone(void **state)
{
    (void)state;
    expect("2023 2024 2025", false, "2023 2024 2025");
    expect("en 2025 12 places, 3 enfants, 4 5 6", false, "en 2025 12 places, 3 enfants, 4 5 6");
    expect(" 12", false, "12");
    expect("`01 99 00`", false, "");               /* code is not text */
}

static void test_foreign_lines_are_isolated(void **state)
{
    (void)state;
    expect("4, allée du Lavoir", true, "<4, allée du Lavoir>");
    expect("4, allée du Lavoir", false, "4, allée du Lavoir");
    expect("**Maison**\\\n12, place\\\n99100 Aubrelle", true, "<Maison>/<12, place>/<99100 Aubrelle>");
    expect("[12, rue](/a) *b*", true, "<12, rue b>");
}

static void test_mixed_and_neutral_lines_are_not(void **state)
{
    (void)state;
    expect("في Aubrelle", true, "في Aubrelle");
    expect("12 – 17", true, "12 – 17");
    expect("- a\n- ب\n\n| 1, b | ج |\n|---|---|\n| x. | 2 |", true, "<a>ب<1, b>ج<x.>2");
}

static void test_words_of_the_other_direction_are_isolated(void **state)
{
    (void)state;
    expect("قانون [n° 2023-1196]{lang=fr} جديد", true, "قانون <n° 2023-1196> جديد");
    expect("le mot [كلمة *طيبة*]{lang=ar} ici", false, "le mot <كلمة طيبة> ici");
    expect("le mot [word]{lang=en} ici", false, "le mot word ici");
}

static void test_nothing_at_all(void **state)
{
    (void)state;
    expect("", true, "");
    expect("\\\na", true, "/<a>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_kept_together), cmocka_unit_test(test_other_digits_are_left_alone),
        cmocka_unit_test(test_foreign_lines_are_isolated), cmocka_unit_test(test_mixed_and_neutral_lines_are_not),
        cmocka_unit_test(test_words_of_the_other_direction_are_isolated),
        cmocka_unit_test(test_nothing_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
