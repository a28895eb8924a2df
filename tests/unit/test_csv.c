#include "given.h"
#include "read/csv.h"

static void expect(const char *csv, const char *json, const char *messages)
{
    given g = given_z(csv);
    value *v = csv_parse(g.a, &g.src, g.d);
    assert_string_equal(as_json(&g, v), json);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void test_separators(void **state)
{
    (void)state;
    expect("a;b\n1;2,5\n", "[{\"a\":\"1\",\"b\":\"2,5\"}]", "");
    expect("a,b\n1,2\n", "[{\"a\":\"1\",\"b\":\"2\"}]", "");
    expect("a\tb\n1\t2\n", "[{\"a\":\"1\",\"b\":\"2\"}]", "");
    expect("\"a;x\",b\n1,2\n", "[{\"a;x\":\"1\",\"b\":\"2\"}]", "");
    expect("seule\n1,5\n", "[{\"seule\":\"1,5\"}]", "");
}

static void test_quotes_line_ends_and_comments(void **state)
{
    (void)state;
    expect("\xEF\xBB\xBF# source : exemple\r\n\r\na;b\r\n\"un\r\ndeux\";\"dit \"\"oui\"\"\"\r\n",
           "[{\"a\":\"un\\u000d\\ndeux\",\"b\":\"dit \\\"oui\\\"\"}]", "");
    expect("a;b\r1;2\r3;4", "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]", "");
    expect("a; b \n 1 ;\" 2 \"\n\n;\n  \n#3;4\n", "[{\"a\":\"1\",\"b\":\" 2 \"},{\"a\":\"#3\",\"b\":\"4\"}]", "");
    expect("a;b\n;x\n\"\";y\n", "[{\"a\":null,\"b\":\"x\"},{\"a\":null,\"b\":\"y\"}]", "");
    expect("a;b\n\"u\"n;2\n", "[{\"a\":\"un\",\"b\":\"2\"}]", "");
}

static void test_empty_files(void **state)
{
    (void)state;
    expect("", "[]", "");
    expect("\xEF\xBB\xBF", "[]", "");
    expect("# rien\n", "[]", "");
    expect("a;b\n", "[]", "");
}

static void test_bad_rows_are_left_out(void **state)
{
    (void)state;
    expect("a;b\n1;2\n3\n4;5;6\n7;8\n", "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"7\",\"b\":\"8\"}]",
           "x:3:1: error: this row has another number of cells (1) than the first line (2): it was left out [D403]\n"
           "x:4:1: error: this row has another number of cells (3) than the first line (2): it was left out [D403]\n");
    expect("a;b\n1;2\n3;\"jamais\nfermé;5\n", "[{\"a\":\"1\",\"b\":\"2\"}]",
           "x:3:3: error: quoted cell that never ends [D404]\n");
    expect("\"a;b\n", "[]", "x:1:1: error: quoted cell that never ends [D404]\n");
}

static void test_columns(void **state)
{
    (void)state;
    expect("a;;a;b\n1;2;3;4\n", "[{\"a\":\"1\",\"b\":\"4\"}]",
           "x:1:3: warning: column without a name [D408]\nx:1:4: warning: two columns are named a [D409]\n");
}

static void test_offsets_count_bytes(void **state)
{
    (void)state;
    given g = given_z("é;b\n\"où\"; ça \n");
    value *row = value_at(csv_parse(g.a, &g.src, g.d), 0);
    assert_string_equal(under(&g, row), "\"où\"; ça");
    assert_string_equal(under(&g, value_get(row, S("é"))), "\"où\"");
    assert_string_equal(under(&g, value_get(row, S("b"))), "ça");
    assert_int_equal(row->as.map.v[1].off, 3);
    drop(&g);
}

static void test_windows_1252_is_converted(void **state)
{
    (void)state;
    given g = given_z("ann\xE9" "e;co\xFBt\n2024;12 \x80\n\x9C;\x81\n");
    const source *s = csv_source(g.a, &g.src);
    assert_ptr_not_equal(s, &g.src);
    assert_string_equal(s->path, "x");
    value *v = csv_parse(g.a, s, g.d);
    assert_string_equal(as_json(&g, v), "[{\"année\":\"2024\",\"coût\":\"12 "
                        "€\"},{\"année\":\"œ\",\"coût\":\"\xEF\xBF\xBD\"}]");
    assert_memory_equal(s->text.p + value_get(value_at(v, 0), S("coût"))->off, "12 €", 6);
    assert_string_equal(as_json(&g, csv_parse(g.a, &g.src, g.d)), as_json(&g, v));
    given utf8 = given_z("a\né\n");
    assert_ptr_equal(csv_source(utf8.a, &utf8.src), &utf8.src);
    drop(&utf8);
    drop(&g);
}

static void test_binary_and_large_files_end(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    given g = give(repeat(a, "\x00\xFF\"\"\r;", 1));
    g.src.text = str_of("\0\xFF\"\"\r;\n\0;\0\"", 11);
    assert_non_null(csv_parse(g.a, &g.src, g.d));
    drop(&g);
    given h = give(repeat(a, "a;b\n", 100000));
    assert_int_equal(value_count(csv_parse(h.a, &h.src, h.d)), 99999);
    drop(&h);
    given quotes = give(repeat(a, "\"\"", 200000));
    csv_parse(quotes.a, &quotes.src, quotes.d);
    drop(&quotes);
    arena_free(a);
}

static void expect_cell(const char *cell, const char *written)
{
    buf b = { 0 };
    csv_write_cell(&b, str_z(cell), ';');
    buf_char(&b, 0);
    assert_string_equal(b.p, written);
    buf_free(&b);
}

static void test_written_cells(void **state)
{
    (void)state;
    expect_cell("simple, oui", "simple, oui");
    expect_cell("", "");
    expect_cell("a;b", "\"a;b\"");
    expect_cell("dit \"oui\"", "\"dit \"\"oui\"\"\"");
    expect_cell("deux\nlignes", "\"deux\nlignes\"");
    expect_cell(" bord", "\" bord\"");
    expect_cell("-12,5 %", "-12,5 %");
    expect_cell("+1 250", "+1 250");
    expect_cell("=1+1", "\"'=1+1\"");
    expect_cell("@SUM(A1)", "\"'@SUM(A1)\"");
    expect_cell("-cmd", "\"'-cmd\"");
    expect_cell("-", "\"'-\"");
}

static void read_damaged(given *g) { csv_parse(g->a, &g->src, g->d); }

static void test_damaged_files_end(void **state)
{
    (void)state;
    damage(S("# x\r\né;\"b\"\"\";c\r\n1;\"2\n3\";4\n5;6\n"), read_damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_quotes_line_ends_and_comments),
        cmocka_unit_test(test_empty_files),
        cmocka_unit_test(test_bad_rows_are_left_out),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_offsets_count_bytes),
        cmocka_unit_test(test_windows_1252_is_converted),
        cmocka_unit_test(test_binary_and_large_files_end),
        cmocka_unit_test(test_written_cells),
        cmocka_unit_test(test_damaged_files_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
