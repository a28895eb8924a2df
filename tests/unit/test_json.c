#include "given.h"
#include "read/json.h"

static void expect(const char *text, const char *json, const char *messages)
{
    given g = given_z(text);
    value *v = json_parse(g.a, &g.src, g.d);
    assert_string_equal(as_json(&g, v), json);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void test_values(void **state)
{
    (void)state;
    expect("{\"a\": [1, 2.5, \"é\\n\", true, false, null], \"b\": {}}",
           "{\"a\":[1,2.5,\"é\\n\",true,false,null],\"b\":{}}", "");
    expect("\xEF\xBB\xBF[]", "[]", "");
    expect("12", "12", "");
    expect("9223372036854775807", "9223372036854775807", "");
    given g = given_z("[1, 1.0]");
    value *v = json_parse(g.a, &g.src, g.d);
    assert_int_equal(value_at(v, 0)->kind, VALUE_INT);
    assert_int_equal(value_at(v, 1)->kind, VALUE_NUM);
    drop(&g);
}

static void test_last_of_two_keys_is_kept_in_first_place(void **state)
{
    (void)state;
    expect("{\"a\": 1, \"b\": 2, \"a\": 3}", "{\"a\":3,\"b\":2}", "");
}

static void test_errors_have_their_place(void **state)
{
    (void)state;
    expect("", "null",
           "x:1:1: error: JSON can’t be read: the file ends too early: a bracket, a brace or a quotation mark is not "
               "closed [D405]\n");
    expect("[1,\n 2", "null",
           "x:2:3: error: JSON can’t be read: the file ends too early: a bracket, a brace or a quotation mark is not "
               "closed [D405]\n");
    expect("[1] x", "null", "x:1:6: error: JSON can’t be read: something follows the end of the data [D405]\n");
    expect("[99999999999999999999]", "null", "x:1:22: error: JSON can’t be read: a number is too large [D405]\n");
    expect("[1e999]", "null", "x:1:7: error: JSON can’t be read: a number is too large [D405]\n");
    expect("[\"\xFF\"]", "null", "x:1:3: error: JSON can’t be read: a byte that is not UTF-8 [D405]\n");
    given g = given_z("{\n  \"é\": oui\n}");
    json_parse(g.a, &g.src, g.d);
    assert_non_null(strstr(said(&g), "x:2:11: error: JSON can’t be read: "));
    drop(&g);
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    given g = give(repeat(a, "[", 1000000));
    json_parse(g.a, &g.src, g.d);
    assert_string_equal(said(&g), "x:1:65: error: JSON can’t be read: nested too deeply [D405]\n");
    drop(&g);
    given h = give(arena_fmt(a, "%.*s%.*s", STR_ARG(repeat(a, "[", 64)), STR_ARG(repeat(a, "]", 64))));
    json_parse(h.a, &h.src, h.d);
    assert_string_equal(said(&h), "");
    drop(&h);
    expect("[\"[[[[\\\"[[\"]", "[\"[[[[\\\"[[\"]", "");
    arena_free(a);
}

static void read_damaged(given *g) { json_parse(g->a, &g->src, g->d); }

static void test_damaged_files_end(void **state)
{
    (void)state;
    damage(S("{\"é\": [1, -2.5e3, true, null, \"a\\u00e9\\\"\"], \"b\": {}}"), read_damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_last_of_two_keys_is_kept_in_first_place),
        cmocka_unit_test(test_errors_have_their_place),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_damaged_files_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
