/* Layouts: what becomes Lua, and which faults are found where. */
#include "html/layout.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static arena *mem;
static diag *messages;

static int setup(void **state)
{
    (void)state;
    mem = arena_new(0);
    messages = diag_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    diag_free(messages);
    arena_free(mem);
    return 0;
}

static layout *parse(const char *text)
{
    source *src = ARENA_NEW(mem, source);
    *src = (source){ "layouts/x.html", str_z(text) };
    return layout_parse(mem, src, messages);
}

/* The code after the fixed beginning, without the fixed end. */
static str body(const layout *l)
{
    size_t from = str_search(l->code, S("(_slot,...) "));
    assert_true(from != STR_NONE);
    str s = str_skip(l->code, from + 12);
    assert_true(str_ends(s, S(" end")));
    return str_first(s, s.n - 4);
}

static void becomes(const char *text, const char *code)
{
    layout *l = parse(text);
    assert_non_null(l);
    str got = arena_str(mem, body(l));
    assert_string_equal(got.p, code);
}

/* The layout is refused, and the messages, in short form, hold `expected`. */
static void refused(const char *text, const char *expected)
{
    assert_null(parse(text));
    buf out = { 0 };
    diag_print(messages, &out, DIAG_SHORT);
    buf_char(&out, '\0');
    if (!strstr(out.p, expected)) fail_msg("expected %s in:\n%s", expected, out.p);
    buf_free(&out);
}

static void test_text_is_one_piece(void **state)
{
    (void)state;
    layout *l = parse("<p class=\"a\">x &amp; y</p>\n<br>");
    assert_non_null(l);
    assert_int_equal(l->npieces, 1);
    assert_true(str_eqz(l->pieces[0], "<p class=\"a\">x &amp; y</p>\n<br>"));
}

static void test_holes_follow_their_place(void **state)
{
    (void)state;
    becomes("<p>{{ x }}</p>", "_piece(1);_text(( x ));_piece(2);");
}

static void test_whole_attribute_can_be_left_out(void **state)
{
    (void)state;
    becomes("<br class=\"{{ x }}\">", "_piece(1);_opt(\"class\",( x ));_piece(2);");
    becomes("<a href='{{ x }}'>y</a>", "_piece(1);_optaddr(\"href\",( x ));_piece(2);");
    becomes("<img srcset=\"{{ x }}\">", "_piece(1);_optset(\"srcset\",( x ));_piece(2);");
}

static void test_part_of_a_value(void **state)
{
    (void)state;
    becomes("<br class=\"a {{ x }}\">", "_piece(1);_attr(( x ));_piece(2);");
    becomes("<a href=\"{{ x }}#y\">z</a>", "_piece(1);_addr(( x ));_piece(2);");
    becomes("<a href=\"#{{ x }}\">z</a>", "_piece(1);_attr(( x ));_piece(2);");
    becomes("<img srcset=\"{{ x }} 2x\">", "_piece(1);_addr(( x ));_piece(2);");
    becomes("<title>{{ x }}</title>", "_piece(1);_attr(( x ));_piece(2);");
}

static void test_values_are_always_double_quoted(void **state)
{
    (void)state;
    layout *l = parse("<br class='\"{{ x }}'>");
    assert_non_null(l);
    assert_true(str_eqz(l->pieces[0], "<br class=\"&quot;"));
    assert_true(str_eqz(l->pieces[1], "\">"));
}

static void test_lua_may_hold_the_marks_of_holes(void **state)
{
    (void)state;
    becomes("{{ f{ a = { 1 }} }}", "_text(( f{ a = { 1 }} ));");
    becomes("{{ \"}}\" .. [[ %} ]] }}", "_text(( \"}}\" .. [[ %} ]] ));");
    becomes("{{ x -- remark }}", "_text(( x  ));");
    becomes("<br class=\"{{ \"a\" }}\">", "_piece(1);_opt(\"class\",( \"a\" ));_piece(2);");
}

static void test_lines_stay(void **state)
{
    (void)state;
    becomes("a\nb\n{{ x }}", "_piece(1);\n\n_text(( x ));");
    becomes("{# one\ntwo #}\n{{ x }}", "\n\n_text(( x ));");
    becomes("{% for i = 1, 2 do -- twice\n%}\n{{ i }}{% end %}", " for i = 1, 2 do  \n \n_text(( i )); end  ");
}

static void test_a_statement_takes_its_line_along(void **state)
{
    (void)state;
    layout *l = parse("a\n  {% local x = 1 %}\nb");
    assert_non_null(l);
    assert_int_equal(l->npieces, 2);
    assert_true(str_eqz(l->pieces[0], "a\n"));
    assert_true(str_eqz(l->pieces[1], "b"));
}

static void test_include_wrap_slot(void **state)
{
    (void)state;
    becomes("{% include \"parts/x\", 1 %}", " _include( \"parts/x\", 1);");
    becomes("{% slot %}", " if _slot then _slot() end;");
    becomes("{% wrap \"base\" %}\nx", " _wrap( \"base\",function() _piece(1);\n end)");
}

static void test_unclosed_element(void **state)
{
    (void)state;
    refused("<div>\n<p>x\n</div>", "x.html:2:1");
    refused("<div>\n<p>x\n</div>", "T601");
    refused("<ul><li>{{ x }}", "T601");
    refused("<div/>", "T601");
}

static void test_stray_closing_tag(void **state)
{
    (void)state;
    refused("<p>x</p>\n</div>", "x.html:2:1");
    refused("</p>", "T602");
    refused("<br></br>", "T602");
}

static void test_holes_where_none_may_be(void **state)
{
    (void)state;
    refused("<p {{ x }}>y</p>", "T603");
    refused("<p class={{ x }}>y</p>", "x.html:1:10");
    refused("<script>var a = {{ x }};</script>", "T603");
    refused("<style>\np { color: {{ x }} }\n</style>", "x.html:2:12");
    refused("<!-- {{ x }} -->", "T603");
    refused("<p class=\"{% if x then %}a{% end %}\">y</p>", "T603");
    refused("<p onclick=\"{{ x }}\">y</p>", "T603");
    refused("<{{ x }}>", "T603");
    refused("<a href=\"{{ a }}{{ b }}\">y</a>", "T603");
    refused("<a href=\"java{{ b }}\">y</a>", "T603");
}

static void test_unclosed_marks(void **state)
{
    (void)state;
    refused("a\n{{ x", "x.html:2:1");
    refused("{{ x %} {{ y }}", "T604");
    refused("{% if x then", "T604");
    refused("{# x", "T604");
    refused("{% x = \"a %}\n", "T604");
    refused("{% x = [[ a %}", "T604");
    refused("<p class=\"a", "T604");
    refused("<!-- a", "T604");
    refused("<p", "T604");
    refused("{% for i = 1, 2 do %}x", "T604");
}

static void test_statements_enclose_whole_elements(void **state)
{
    (void)state;
    refused("{% if x then %}<div>{% end %}</div>", "T607");
    refused("<div>{% if x then %}</div>{% end %}", "T607");
    refused("{% if x then %}<b>{% else %}</b>{% end %}", "T607");
    refused("x\n{% end %}", "x.html:2:4");
    refused("{{ end }}", "T608");
    assert_non_null(parse("{% if x then %}<b>y</b>{% elseif z then %}<i>y</i>{% else %}w{% end %}"));
    assert_non_null(parse("{% each(function(x) %}<li>{{ x }}</li>{% end) %}"));
    assert_non_null(parse("{% repeat %}<br>{% until true %}"));
}

static void test_addresses_that_run_code(void **state)
{
    (void)state;
    refused("<a href=\"javascript:x()\">y</a>", "L204");
    refused("<a href=\" JavaScript:x()\">y</a>", "L204");
    refused("<a href=\"&#106;avascript:x()\">y</a>", "L204");
    refused("<a href=javascript:x()>y</a>", "L204");
    assert_non_null(parse("<a href=\"https://exemple.fr/?a=1&amp;b=2\">y</a>"));
}

static void test_svg_closes_itself(void **state)
{
    (void)state;
    assert_non_null(parse("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><title>x</title></svg>"));
    refused("<svg><path d=\"M0 0\"></svg>", "T601");
}

static void test_all_faults_are_reported(void **state)
{
    (void)state;
    assert_null(parse("<p>\n<script>{{ a }}</script>\n</b>"));
    assert_int_equal(diag_count(messages, DIAG_ERROR), 3);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(test_text_is_one_piece),
        T(test_holes_follow_their_place),
        T(test_whole_attribute_can_be_left_out),
        T(test_part_of_a_value),
        T(test_values_are_always_double_quoted),
        T(test_lua_may_hold_the_marks_of_holes),
        T(test_lines_stay),
        T(test_a_statement_takes_its_line_along),
        T(test_include_wrap_slot),
        T(test_unclosed_element),
        T(test_stray_closing_tag),
        T(test_holes_where_none_may_be),
        T(test_unclosed_marks),
        T(test_statements_enclose_whole_elements),
        T(test_addresses_that_run_code),
        T(test_svg_closes_itself),
        T(test_all_faults_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
