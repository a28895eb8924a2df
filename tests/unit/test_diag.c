#include "given.h"
#include "base/diag.h"

static const source page = { "content/fr/a.md", S_INIT("# Été\n\nVoir [ici](x.md).\n\tun onglet\n") };
static const source other = { "content/fr/b.md", S_INIT("un\ndeux\n") };

static span at(const source *s, uint32_t off, uint32_t len) { return (span){ s, off, len }; }

/* What is printed, in an arena of the test's. */
static const char *printed(arena *a, diag *d, diag_format f)
{
    buf b = { 0 };
    diag_print(d, &b, f);
    return buf_take(&b, a).p;
}

typedef struct fixture { arena *a; diag *d; } fixture;
static fixture start(void) { return (fixture){ arena_new(0), diag_new() }; }
static void end(fixture *x) { diag_free(x->d); arena_free(x->a); }

static void test_a_message_has_place_excerpt_and_hint(void **state)
{
    (void)state;
    fixture x = start();
    DIAG(x.d, L201, at(&page, 14, 11), "x.md", "/aides/cmg");
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "content/fr/a.md:3:6: error: link to a page that does not exist: x.md [L201]\n"
                        "  Voir [ici](x.md).\n"
                        "       ^^^^^^^^^^^\n"
                        "  hint: the nearest page is /aides/cmg\n");
    end(&x);
}

static void test_short_messages_are_one_line(void **state)
{
    (void)state;
    fixture x = start();
    DIAG(x.d, L201, at(&page, 14, 11), "x.md", "/aides/cmg");
    assert_string_equal(printed(x.a, x.d, DIAG_SHORT),
                        "content/fr/a.md:3:6: error: link to a page that does not exist: x.md [L201]\n");
    end(&x);
}

static void test_a_hint_without_its_argument_is_left_out(void **state)
{
    (void)state;
    fixture x = start();
    DIAG(x.d, L201, NO_SPAN, "x.md", "");
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "livret: error: link to a page that does not exist: x.md [L201]\n");
    DIAG(x.d, L201, NO_SPAN, "y.md", NULL);
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "livret: error: link to a page that does not exist: y.md [L201]\n");
    DIAG(x.d, L201, NO_SPAN, "z.md");
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "livret: error: link to a page that does not exist: z.md [L201]\n");
    end(&x);
}

static void test_columns_count_characters(void **state)
{
    (void)state;
    static const struct { uint32_t off; size_t line, column; } cases[] = {
        { 0, 1, 1 }, { 2, 1, 3 }, { 5, 1, 5 }, { 7, 1, 6 }, { 8, 2, 1 }, { 9, 3, 1 }, { 38, 5, 1 }, { 9999, 5, 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t line, column;
        diag_place(at(&page, cases[i].off, 0), &line, &column);
        assert_int_equal(line, cases[i].line);
        assert_int_equal(column, cases[i].column);
    }
    size_t line, column;
    diag_place(NO_SPAN, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
}

/* Editors don't show a byte order mark. */
static void test_byte_order_mark_takes_no_column(void **state)
{
    (void)state;
    static const source marked = { "m.md", S_INIT("\xEF\xBB\xBF" "ab\ncd\n") };
    fixture x = start();
    DIAG(x.d, L201, at(&marked, 4, 1), "b");
    DIAG(x.d, L201, at(&marked, 7, 1), "d");
    DIAG(x.d, L201, at(&marked, 3, 1), "a");
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "m.md:1:1: error: link to a page that does not exist: a [L201]\n  ab\n  ^\n"
                        "m.md:1:2: error: link to a page that does not exist: b [L201]\n  ab\n   ^\n"
                        "m.md:2:2: error: link to a page that does not exist: d [L201]\n  cd\n   ^\n");
    end(&x);
}

static void test_the_caret_stands_under_its_character(void **state)
{
    (void)state;
    fixture x = start();
    DIAG0(x.d, F103, at(&page, 27, 8));
    DIAG0(x.d, F103, at(&page, 2, 5));
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "content/fr/a.md:1:3: error: page without a title [F103]\n  # Été\n    ^^^\n"
                        "  hint: add “title: …” to the front matter, or a heading “# …”\n"
                        "content/fr/a.md:4:1: error: page without a title [F103]\n   un onglet\n  ^^^^^^^^\n"
                        "  hint: add “title: …” to the front matter, or a heading “# …”\n");
    end(&x);
}

/* A minified file is one line: what is shown of it stays short and whole characters. */
static void test_long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    fixture x = start();
    source s = { "long", repeat(x.a, "é", 50000) };
    DIAG(x.d, D405, at(&s, 40000, 4), "…");
    const char *text = printed(x.a, x.d, DIAG_TEXT), *line = strchr(text, '\n') + 1, *caret = strchr(line, '\n') + 1;
    size_t n = (size_t)(caret - line);
    assert_in_range(n, 100, 220);
    assert_true(strncmp(line, "  é", 4) == 0);
    assert_true(memcmp(caret - 3, "é\n", 3) == 0);
    assert_null(strchr(strchr(caret, '^') + 2, '^'));
    assert_non_null(strstr(text, "long:1:20001: "));
    end(&x);
}

static void test_places_at_the_end_of_a_file(void **state)
{
    (void)state;
    fixture x = start();
    source empty = { "vide", S_INIT("") };
    DIAG0(x.d, F103, at(&empty, 0, 0));
    DIAG0(x.d, F103, at(&page, 38, 0));
    DIAG0(x.d, F103, at(&other, 4000, 12));
    const char *text = printed(x.a, x.d, DIAG_TEXT);
    assert_non_null(strstr(text, "vide:1:1: error"));
    assert_non_null(strstr(text, "content/fr/a.md:5:1: error"));
    assert_non_null(strstr(text, "content/fr/b.md:3:1: error"));
    assert_null(strchr(text, '^'));
    end(&x);
}

static void test_order_is_file_place_code(void **state)
{
    (void)state;
    fixture x = start();
    DIAG0(x.d, F103, at(&other, 0, 1));
    DIAG(x.d, L201, at(&page, 9, 1), "b", "");
    DIAG(x.d, L201, at(&page, 9, 1), "a", "");
    DIAG0(x.d, F103, at(&page, 9, 1));
    DIAG0(x.d, F103, at(&page, 0, 1));
    DIAG0(x.d, C106, NO_SPAN);
    const char *want = "livret: note: no base_url in livret.yml: canonical addresses, hreflang and the site map file "
                       "were left out [C106]\n"
                       "content/fr/a.md:1:1: error: page without a title [F103]\n"
                       "content/fr/a.md:3:1: error: page without a title [F103]\n"
                       "content/fr/a.md:3:1: error: link to a page that does not exist: a [L201]\n"
                       "content/fr/a.md:3:1: error: link to a page that does not exist: b [L201]\n"
                       "content/fr/b.md:1:1: error: page without a title [F103]\n";
    assert_string_equal(printed(x.a, x.d, DIAG_SHORT), want);
    end(&x);
}

static void test_the_same_report_is_printed_once(void **state)
{
    (void)state;
    fixture x = start();
    for (int i = 0; i < 3; i++) DIAG(x.d, L201, at(&page, 9, 1), "a", "");
    assert_string_equal(printed(x.a, x.d, DIAG_SHORT),
                        "content/fr/a.md:3:1: error: link to a page that does not exist: a [L201]\n");
    assert_string_equal(printed(x.a, x.d, DIAG_SHORT), "");
    DIAG0(x.d, F103, at(&page, 0, 1));
    assert_string_equal(printed(x.a, x.d, DIAG_SHORT), "content/fr/a.md:1:1: error: page without a title [F103]\n");
    end(&x);
}

/* The line of summary says as many errors as are to be read above it. */
static void test_the_same_report_counts_once(void **state)
{
    (void)state;
    fixture x = start();
    for (int i = 0; i < 3; i++) DIAG(x.d, L201, at(&page, 9, 1), "a", "");
    DIAG(x.d, L201, at(&page, 9, 1), "b", "");
    assert_int_equal(diag_count(x.d, DIAG_ERROR), 2);
    printed(x.a, x.d, DIAG_SHORT);
    assert_int_equal(diag_count(x.d, DIAG_ERROR), 2);
    end(&x);
}

static void test_levels(void **state)
{
    (void)state;
    fixture x = start();
    assert_true(diag_set_level(x.d, L201, DIAG_NOTE));
    assert_true(diag_set_level(x.d, L202, DIAG_OFF));
    assert_true(diag_set_level(x.d, F101, DIAG_ERROR));
    assert_false(diag_set_level(x.d, I302, DIAG_WARNING));
    assert_false(diag_set_level(x.d, L205, DIAG_OFF));
    assert_true(diag_set_level(x.d, L205, DIAG_ERROR));
    DIAG(x.d, L201, NO_SPAN, "a", "");
    DIAG(x.d, L202, NO_SPAN, "b", "");
    DIAG(x.d, F101, NO_SPAN, "c", "");
    DIAG(x.d, I302, NO_SPAN, "d");
    DIAG(x.d, L205, NO_SPAN, "e");
    assert_int_equal(diag_count(x.d, DIAG_NOTE), 1);
    assert_int_equal(diag_count(x.d, DIAG_OFF), 1);
    assert_int_equal(diag_count(x.d, DIAG_ERROR), 3);
    assert_int_equal(diag_count_code(x.d, L202), 1);
    assert_null(strstr(printed(x.a, x.d, DIAG_TEXT), "L202"));
    end(&x);
}

static void test_strict_makes_warnings_errors(void **state)
{
    (void)state;
    fixture x = start();
    DIAG(x.d, F101, NO_SPAN, "titel", "title");
    DIAG0(x.d, C106, NO_SPAN);
    assert_int_equal(diag_count(x.d, DIAG_WARNING), 1);
    diag_set_strict(x.d, true);
    assert_int_equal(diag_count(x.d, DIAG_WARNING), 0);
    assert_int_equal(diag_count(x.d, DIAG_ERROR), 1);
    assert_int_equal(diag_count(x.d, DIAG_NOTE), 1);
    const char *text = printed(x.a, x.d, DIAG_SHORT);
    assert_non_null(strstr(text, "error: unknown key in the front matter: titel [F101]"));
    assert_non_null(strstr(text, "note: "));
    end(&x);
}

static void test_json(void **state)
{
    (void)state;
    fixture x = start();
    DIAG(x.d, L201, at(&page, 14, 11), "a\"b\\c\n", "");
    DIAG(x.d, F101, NO_SPAN, "titel", "title");
    assert_string_equal(
        printed(x.a, x.d, DIAG_JSON),
        "{\"code\":\"F101\",\"level\":\"warning\",\"message\":\"unknown key in the front matter: titel\","
        "\"hint\":\"did you mean title?\"}\n"
        "{\"code\":\"L201\",\"level\":\"error\",\"file\":\"content/fr/a.md\",\"line\":3,\"column\":6,"
        "\"message\":\"link to a page that does not exist: a\\\"b\\\\c\\u000a\"}\n");
    end(&x);
}

/* A page saved by an old editor must not break the terminal, nor the program that reads our JSON. */
static void test_bytes_that_are_no_utf8_are_replaced(void **state)
{
    (void)state;
    fixture x = start();
    source s = { "vieux.md", S_INIT("caf\xE9 \x1B[31m!") };
    DIAG(x.d, F111, at(&s, 3, 1), "0xE9");
    assert_string_equal(printed(x.a, x.d, DIAG_TEXT),
                        "vieux.md:1:4: error: the file is not UTF-8: byte 0xE9 [F111]\n  caf\uFFFD  [31m!\n     ^\n"
                        "  hint: save it as UTF-8 in your editor\n");
    DIAG(x.d, S505, NO_SPAN, "\xE9");
    assert_string_equal(printed(x.a, x.d, DIAG_JSON),
                        "{\"code\":\"S505\",\"level\":\"note\",\"message\":\"a script says: \uFFFD\"}\n");
    end(&x);
}

static void test_codes_are_found_by_name(void **state)
{
    (void)state;
    diag_code c;
    assert_true(diag_find_code(S("l201"), &c));
    assert_int_equal(c, L201);
    assert_true(diag_find_code(S("X951"), &c));
    assert_false(diag_find_code(S("L20"), &c));
    assert_false(diag_find_code(S("L2011"), &c));
    assert_false(diag_find_code(S(""), &c));
}

/* What authors read must be said in full: a place for each argument in order, an explanation that is a sentence. */
static void test_the_table_of_codes_is_whole(void **state)
{
    (void)state;
    for (int c = 0; c < DIAG_CODE_COUNT; c++) {
        const diag_info *i = diag_info_of((diag_code)c);
        diag_code found;
        assert_true(diag_find_code(str_z(i->name), &found));
        if (found != (diag_code)c) fail_msg("%s stands twice", i->name);
        if (!*i->message || i->message[strlen(i->message) - 1] == '.') fail_msg("message of %s", i->name);
        if (!*i->explanation || i->explanation[strlen(i->explanation) - 1] != '.')
            fail_msg("explanation of %s", i->name);
        if (i->level < DIAG_NOTE) fail_msg("level of %s", i->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_message_has_place_excerpt_and_hint),
        cmocka_unit_test(test_short_messages_are_one_line),
        cmocka_unit_test(test_a_hint_without_its_argument_is_left_out),
        cmocka_unit_test(test_columns_count_characters),
        cmocka_unit_test(test_byte_order_mark_takes_no_column),
        cmocka_unit_test(test_the_caret_stands_under_its_character),
        cmocka_unit_test(test_long_lines_are_cut_around_the_place),
        cmocka_unit_test(test_places_at_the_end_of_a_file),
        cmocka_unit_test(test_order_is_file_place_code),
        cmocka_unit_test(test_the_same_report_is_printed_once),
        cmocka_unit_test(test_the_same_report_counts_once),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_strict_makes_warnings_errors),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_bytes_that_are_no_utf8_are_replaced),
        cmocka_unit_test(test_codes_are_found_by_name),
        cmocka_unit_test(test_the_table_of_codes_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
