#include "given.h"
#include "read/front_matter.h"
#include "read/yaml.h"
#include "read/yaml_flat.h"

static value *read_yaml(given *g) { return yaml_parse(g->a, &g->src, 0, (uint32_t)g->src.text.n, g->d); }

static void expect(const char *yaml, const char *json)
{
    given g = given_z(yaml);
    value *v = read_yaml(&g);
    assert_string_equal(as_json(&g, v), json);
    assert_string_equal(said(&g), "");
    drop(&g);
}

/* The one error, its place, and what was kept. */
static void expect_error(const char *yaml, const char *place, const char *what, const char *json)
{
    given g = given_z(yaml);
    value *v = read_yaml(&g);
    str message = arena_fmt(g.a, "x:%s: error: YAML can’t be read: %s [C104]\n", place, what);
    assert_string_equal(said(&g), message.p);
    assert_string_equal(as_json(&g, v), json);
    drop(&g);
}

static void test_scalars_are_strings(void **state)
{
    (void)state;
    expect("code: 01001\nok: no\nn: 1.50\nd: 2026-09-24\nnil: ~\n",
           "{\"code\":\"01001\",\"ok\":\"no\",\"n\":\"1.50\",\"d\":\"2026-09-24\",\"nil\":\"~\"}");
    expect("a:\nb: \"\"\nc: ''\n", "{\"a\":null,\"b\":\"\",\"c\":\"\"}");
}

static void test_lists_and_maps(void **state)
{
    (void)state;
    expect("a: [x, \"y, z\", 'l''eau']\nb: {c: d, e: [1]}\nf:\n  - g: h\n    i: j\n  - k\n",
           "{\"a\":[\"x\",\"y, "
               "z\",\"l'eau\"],\"b\":{\"c\":\"d\",\"e\":[\"1\"]},\"f\":[{\"g\":\"h\",\"i\":\"j\"},\"k\"]}");
    expect("a: |\n  un\n  deux\nb: >\n  trois\n  quatre\n", "{\"a\":\"un\\ndeux\\n\",\"b\":\"trois quatre\\n\"}");
    expect("# rien\n", "{}");
    expect("", "{}");
}

static void test_offsets_count_bytes(void **state)
{
    (void)state;
    given g = given_z("\xEF\xBB\xBF"
                      "été: \"où ça\"\nl: &a [é, ï]\nm: {clé: à}\nbloc:\n  - œuf # note\n  - |\n    "
                      "ligne\n\nfin: *a\n");
    value *v = read_yaml(&g);
    assert_string_equal(said(&g), "");
    assert_int_equal(v->off, 3);
    assert_string_equal(under(&g, value_get(v, S("été"))), "\"où ça\"");
    assert_string_equal(under(&g, value_at(value_get(v, S("l")), 1)), "ï");
    assert_string_equal(under(&g, value_get(v, S("m"))), "{clé: à}");
    assert_string_equal(under(&g, value_get(value_get(v, S("m")), S("clé"))), "à");
    assert_string_equal(under(&g, value_at(value_get(v, S("bloc")), 0)), "œuf");
    assert_string_equal(under(&g, value_at(value_get(v, S("bloc")), 1)), "|\n    ligne");
    assert_memory_equal(g.src.text.p + v->as.map.v[4].off, "fin:", 4);
    assert_ptr_equal(value_get(v, S("fin")), value_get(v, S("l")));
    drop(&g);
}

static void test_a_part_has_offsets_of_the_whole(void **state)
{
    (void)state;
    given g = given_z("ça va\nclé: [valeur]\nreste: non\n");
    value *v = yaml_parse(g.a, &g.src, 7, 16, g.d);
    assert_string_equal(as_json(&g, v), "{\"clé\":[\"valeur\"]}");
    assert_string_equal(under(&g, value_at(value_get(v, S("clé")), 0)), "valeur");
    drop(&g);
}

static void test_first_of_two_keys_is_kept(void **state)
{
    (void)state;
    given g = given_z("a: 1\nb: 2\na: 3\n");
    assert_string_equal(as_json(&g, read_yaml(&g)), "{\"a\":\"1\",\"b\":\"2\"}");
    assert_string_equal(said(&g), "x:3:1: warning: the same key twice: a [C105]\n");
    drop(&g);
}

static void test_errors_say_where_and_what(void **state)
{
    (void)state;
    expect_error("ok: oui\ntitle: Aide : le CMG\n", "2:13", "a colon is not expected here",
                 "{\"ok\":\"oui\",\"title\":\"Aide\"}");
    expect_error("é: a\nb:\n\t- x\n", "3:1", "a tab at the start of a line", "{\"é\":\"a\"}");
    expect_error("title:Accueil\nlang: fr\n", "1:6", "no space after this colon", "{}");
    expect_error("a: \"jamais\nfermé\n", "1:4", "this quotation mark is never closed", "{}");
    expect_error("l: [a, b\nc: d\n", "1:4", "this list is not closed, or lacks a comma", "{\"l\":[\"a\",\"b c\"]}");
    expect_error("a: @moi\n", "1:4", "a text can’t start with this character", "{}");
    expect_error("a: *ital*\n", "1:4", "a text can’t start with * or & here", "{}");
    expect_error("a: *ital\n", "1:4", "an alias (*name) of something that was not named before", "{}");
    expect_error("a: 1\n---\nb: 2\n", "2:1", "several documents in one file", "{\"a\":\"1\"}");
    expect_error("a: b\x01\n", "1:5", "an invisible character that YAML does not take", "{}");
    expect_error("? [a]\n: b\n", "1:3", "a key must be a text", "{}");
    expect_error("a: \xFF\xFE\n", "1:4", "a byte that is not UTF-8", "{}");
    expect_error("a: b\n c: d\n", "2:3", "a colon is not expected here", "{\"a\":\"b c\"}");
    expect_error("a:\n  - b\n c\n", "3:2", "this line belongs to nothing", "{\"a\":[\"b\"]}");
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    given g = give(repeat(a, "[", 100000));
    read_yaml(&g);
    assert_string_equal(said(&g), "x:1:65: error: YAML can’t be read: nested too deeply [C104]\n");
    drop(&g);
    buf b = { 0 };
    BUF_LIT(&b, "a0: &a0 [x]\n");
    for (int i = 1; i < 100; i++) buf_fmt(&b, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    given h = give(buf_take(&b, a));
    read_yaml(&h);
    assert_non_null(strstr(said(&h), "nested too deeply"));
    drop(&h);
    arena_free(a);
}

static void test_aliases_do_not_explode(void **state)
{
    (void)state;
    buf b = { 0 };
    BUF_LIT(&b, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
        buf_fmt(&b, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) buf_fmt(&b, "%s*a%d", k ? "," : "", i - 1);
        BUF_LIT(&b, "]\n");
    }
    arena *a = arena_new(0);
    given g = give(buf_take(&b, a));
    value *v = read_yaml(&g);
    assert_non_null(strstr(said(&g), "too much data"));
    assert_true(strlen(as_json(&g, v)) < 2000000);
    drop(&g);
    arena_free(a);
    expect_error("a: &a [*a]\n", "1:8", "an alias (*name) of something that was not named before", "{\"a\":[]}");
}

static void read_damaged(given *g) { read_yaml(g); }

static void test_damaged_files_end(void **state)
{
    (void)state;
    damage(S("a: &x [é, \"b\\n\", 'c']\nd:\n  - *x\n  - {e: |\n      f\n}\n# g\n? h\n: >-\n  i\n"), read_damaged);
}

/* --- the short way gives what libyaml gives */

static void dump(buf *out, const value *v)
{
    buf_fmt(out, "%d@%u+%u(", (int)v->kind, (unsigned)v->off, (unsigned)v->len);
    buf_str(out, value_text(v));
    for (size_t i = 0; i < value_count(v); i++) {
        if (v->kind == VALUE_MAP) buf_fmt(out, "%.*s@%u=", STR_ARG(v->as.map.v[i].key), (unsigned)v->as.map.v[i].off);
        dump(out, v->kind == VALUE_MAP ? v->as.map.v[i].value : v->as.list.v[i]);
    }
    BUF_LIT(out, ")");
}

/* True when the short way took it. */
static bool same_both_ways(str text)
{
    given g = give(text);
    value *flat = yaml_flat(g.a, &g.src, 0, (uint32_t)text.n);
    if (flat) {
        buf x = { 0 }, y = { 0 };
        dump(&x, flat);
        dump(&y, yaml_parse_slowly(g.a, &g.src, 0, (uint32_t)text.n, g.d));
        str fx = buf_take(&x, g.a), fy = buf_take(&y, g.a);
        const char *messages = said(&g);
        if (!str_eq(fx, fy) || *messages)
            fail_msg("for:\n%.*s\n%.*s\n%.*s\n%s", STR_ARG(text), STR_ARG(fx), STR_ARG(fy), messages);
    }
    drop(&g);
    return flat != NULL;
}

static void test_short_way_takes_usual_pages(void **state)
{
    (void)state;
    assert_true(same_both_ways(S("title: Aides\nweight: 10\ndate: 2026-09-24\ntags: [a, \"b, c\"]\n")));
    assert_true(same_both_ways(S("title: \"Aides : le CMG\"\r\nurl: https://exemple.fr/a#b\r\n# note\r\nx:\r\n\r\nn: "
                                 "l'eau # là\r\n")));
    assert_true(same_both_ways(S("constats:\n  - un « deux »\n  # note\n  - 'trois'\n\nobjectifs:\n- a\n- [b]\n"
                                 "fin:\n")));
    assert_false(same_both_ways(S("a: b\n  c\n")));
    assert_false(same_both_ways(S("a: 'l''eau'\n")));
    assert_false(same_both_ways(S("a: b: c\n")));
    assert_false(same_both_ways(S("a: 1\na: 2\n")));
}

static unsigned long long seed = 20260924;
static size_t pick(size_t n)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (size_t)(seed >> 33) % n;
}

static void test_short_way_agrees_on_random_texts(void **state)
{
    (void)state;
    static const char *const bits[] = {
        "a", "b: ", "key:", ": ", ":", " ", "  ", "\n", "\n", "\n", "\r\n", "\r", "- ", "-", "#", " # ", "\"", "'",
            "[", "]", ", ", ",",
        "{", "}", "é", "x: y\n", "k: \"v\"\n", "l: [a, 'b']\n", "m:\n  - n\n", "*", "&", "!", "|", ">", "%", "@", "`",
            "?", "? ", "~",
        "\t", "---", "...", "0", "\\", "''", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xE2\x80\xAF", "o:\n- p\n",
            "\x7F", "=", "<<: ",
        "q: r s\n", "t: \n", "\n  - u", "\n- w", "v: ''\n", "-1", "k2: [ ]\n", " \n", "  \n", "# c\n", "z: a#b\n",
            "'' ", "\" ",
    };
    size_t taken = 0;
    for (int i = 0; i < 60000; i++) {
        buf b = { 0 };
        for (size_t n = pick(4); n > 0; n--) buf_fmt(&b, "a%zu: %s\n", n, n & 1 ? "b" : "[c, 'd']");
        for (size_t n = 1 + pick(10); n > 0; n--) {
            if (pick(2)) buf_fmt(&b, "\nk%zu: ", n);
            buf_z(&b, bits[pick(sizeof bits / sizeof *bits)]);
        }
        taken += same_both_ways(buf_view(&b));
        buf_free(&b);
    }
    assert_true(taken > 2000);
}

/* --- front matter */

static void expect_front(const char *text, bool found, const char *json, const char *body, const char *message)
{
    given g = given_z(text);
    value *meta;
    uint32_t at;
    assert_int_equal(front_matter(g.a, &g.src, g.d, &meta, &at), found);
    assert_string_equal(as_json(&g, meta), json);
    assert_string_equal(g.src.text.p + at, body);
    assert_string_equal(said(&g), message);
    drop(&g);
}

static void test_front_matter(void **state)
{
    (void)state;
    expect_front("---\ntitle: A\n---\n\ncorps", true, "{\"title\":\"A\"}", "\ncorps", "");
    expect_front("\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\ncorps", true, "{\"title\":\"A\"}", "corps", "");
    expect_front("--- \ntitle: A\n...\ncorps", true, "{\"title\":\"A\"}", "corps", "");
    expect_front("---\n---", true, "{}", "", "");
    expect_front("corps\n---\n", false, "{}", "corps\n---\n", "");
    expect_front("\xEF\xBB\xBF" "corps", false, "{}", "corps", "");
    expect_front("", false, "{}", "", "");
    expect_front("---\ntitle: A\n\ncorps", false, "{}", "title: A\n\ncorps",
                 "x:1:1: error: the front matter is not closed [F102]\n");
    expect_front("---\nrien qu’un texte\n---\nx", true, "{}", "x",
                 "x:2:1: error: YAML can’t be read: the front matter holds no keys [C104]\n");
    expect_front("---\nt: a: b\n---\nx", true, "{\"t\":\"a\"}", "x",
                 "x:2:5: error: YAML can’t be read: a colon is not expected here [C104]\n");
    expect_front("----\nx", false, "{}", "----\nx", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scalars_are_strings),
        cmocka_unit_test(test_lists_and_maps),
        cmocka_unit_test(test_offsets_count_bytes),
        cmocka_unit_test(test_a_part_has_offsets_of_the_whole),
        cmocka_unit_test(test_first_of_two_keys_is_kept),
        cmocka_unit_test(test_errors_say_where_and_what),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_aliases_do_not_explode),
        cmocka_unit_test(test_damaged_files_end),
        cmocka_unit_test(test_short_way_takes_usual_pages),
        cmocka_unit_test(test_short_way_agrees_on_random_texts),
        cmocka_unit_test(test_front_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
