/* Layouts at work: what a hole prints, layouts within layouts, and the place of each error. */
#include "compose/template.h"
#include <lauxlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static arena *mem;
static diag *messages;
static host *lua_host;
static template_set *set;
static template_runner *runner;

static int setup(void **state)
{
    (void)state;
    mem = arena_new(0);
    messages = diag_new();
    lua_host = host_new(messages, 1, HOST_LIMITS);
    set = template_set_new(mem);
    runner = NULL;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    template_runner_free(runner);
    host_free(lua_host);
    diag_free(messages);
    arena_free(mem);
    return 0;
}

static void add(const char *name, const char *text)
{
    source *src = ARENA_NEW(mem, source);
    *src = (source){ arena_fmt(mem, "layouts/%s.html", name).p, str_z(text) };
    template_set_add(set, str_z(name), src, messages);
}

static bool render(const char *name, buf *out)
{
    if (!runner) runner = template_runner_new(set, lua_host);
    return template_render(runner, str_z(name), out);
}

static void prints(const char *text, const char *expected)
{
    buf out = { 0 };
    str name = arena_fmt(mem, "t%zu", arena_used(mem) + strlen(text));
    template_runner_free(runner);
    runner = NULL;
    set = template_set_new(mem);
    add(name.p, text);
    assert_true(render(name.p, &out));
    buf_char(&out, '\0');
    assert_string_equal(out.p, expected);
    buf_free(&out);
}

static void reported(const char *expected)
{
    buf out = { 0 };
    diag_print(messages, &out, DIAG_SHORT);
    buf_char(&out, '\0');
    if (!strstr(out.p, expected)) fail_msg("expected %s in:\n%s", expected, out.p);
    buf_free(&out);
}

static void fails(const char *text, const char *expected)
{
    buf out = { 0 };
    BUF_LIT(&out, "before");
    template_runner_free(runner);
    runner = NULL;
    set = template_set_new(mem);
    add("x", text);
    assert_false(render("x", &out));
    assert_true(str_eqz(buf_view(&out), "before"));
    buf_free(&out);
    reported(expected);
}

static void test_text_is_escaped(void **state)
{
    (void)state;
    prints("<p>{{ \"a<b>&c\" }}</p>", "<p>a&lt;b&gt;&amp;c</p>");
    prints("<br class=\"x {{ 'a\"b' }}\">", "<br class=\"x a&quot;b\">");
}

static void test_numbers(void **state)
{
    (void)state;
    prints("{{ 3 }} {{ 3.0 }} {{ 6 / 2 }} {{ 2.5 }} {{ -0.25 }} {{ 1e300 }}", "3 3 3 2.5 -0.25 1e+300");
}

static void test_nothing_for_nil_and_false(void **state)
{
    (void)state;
    prints("[{{ nil }}{{ false }}]", "[]");
    prints("<br class=\"{{ nil }}\"><br hidden=\"{{ true }}\"><br id=\"{{ false }}\">", "<br><br hidden><br>");
}

static void test_markup_is_markup_in_text_only(void **state)
{
    (void)state;
    host_push_markup(lua_host, S("<b>&amp;</b>"));
    lua_setglobal(host_lua(lua_host), "bold");
    prints("<p>{{ bold }}</p>", "<p><b>&amp;</b></p>");
    host_push_markup(lua_host, S("&amp;"));
    lua_setglobal(host_lua(lua_host), "sign");
    prints("<br title=\"{{ sign }}\">", "<br title=\"&amp;amp;\">");
}

static void test_addresses(void **state)
{
    (void)state;
    prints("<a href=\"{{ '../a/index.html' }}\">x</a>", "<a href=\"../a/index.html\">x</a>");
    prints("<a href=\"{{ 'java' .. 'script:x()' }}\">x</a>", "<a>x</a>");
    reported("L204");
    prints("<a href=\"{{ 'javascript:x()' }}#y\">x</a>", "<a href=\"#y\">x</a>");
    reported("L204");
    prints("<img alt=\"\" srcset=\"{{ 'a.png 1x, javascript:x() 2x' }}\">", "<img alt=\"\">");
    reported("L204");
}

static void test_statements(void **state)
{
    (void)state;
    prints("<ul>\n{% for i = 1, 2 do %}\n<li>{{ i }}</li>\n{% end %}\n</ul>", "<ul>\n<li>1</li>\n<li>2</li>\n</ul>");
    prints("{% if false then %}a{% else %}b{% end %}", "b");
    prints("{# {{ nothing }} #}x", "x");
}

static void test_include_takes_arguments(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "<ul>{% for i = 1, 2 do %}{% include \"part\", i, \"x\" %}{% end %}</ul>");
    add("part", "{% local n, s = ... %}<li>{{ n }}{{ s }}</li>");
    assert_true(render("page", &out));
    assert_true(str_eqz(buf_view(&out), "<ul><li>1x</li><li>2x</li></ul>"));
    buf_free(&out);
}

static void test_wraps_nest(void **state)
{
    (void)state;
    buf out = { 0 };
    add("base", "{% local kind = ... %}<body class=\"{{ kind }}\">{% slot %}</body>");
    add("middle", "{% wrap \"base\", \"m\" %}<main>{% slot %}</main>");
    add("page", "{% wrap \"middle\" %}{% local x = 1 %}<p>{{ x }}</p>");
    assert_true(render("page", &out));
    assert_true(str_eqz(buf_view(&out), "<body class=\"m\"><main><p>1</p></main></body>"));
    buf_free(&out);
}

static void test_the_first_layout_of_a_name_is_kept(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "own");
    add("page", "livret's");
    assert_true(template_set_has(set, S("page")));
    assert_false(template_set_has(set, S("pages")));
    assert_true(render("page", &out));
    assert_true(str_eqz(buf_view(&out), "own"));
    buf_free(&out);
}

static void test_pages_leave_nothing_behind(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "{% local n = (n or 0) + 1 %}{{ n }}");
    assert_true(render("page", &out));
    assert_true(render("page", &out));
    assert_true(str_eqz(buf_view(&out), "11"));
    buf_free(&out);
    fails("a\n{% n = 1 %}", "x.html:2:");
}

static void test_errors_name_their_line(void **state)
{
    (void)state;
    fails("<p>\n{{ x.y }}</p>", "x.html:2:");
    fails("a\n\n{{ {} }}", "x.html:3:");
    fails("a\n{{ true }}", "T606");
    fails("a\n{{ 1 + }}", "x.html:2:");
    fails("{{ error('no') }}", "T606");
}

static void test_error_in_a_part_is_a_failure_of_the_page(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "x{% include \"part\" %}");
    add("part", "\n{{ nothing.at_all }}");
    assert_false(render("page", &out));
    assert_int_equal(out.n, 0);
    assert_int_equal(diag_count(messages, DIAG_ERROR), 1);
    reported("part.html:2:");
    buf_free(&out);
}

static void test_missing_layouts(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "a\n{% include \"parts/haed\" %}b");
    add("parts/head", "");
    assert_false(render("pag", &out));
    reported("T605");
    assert_true(render("page", &out));
    assert_true(str_eqz(buf_view(&out), "a\nb"));
    reported("page.html:2:");
    buf_free(&out);
}

static void test_a_layout_with_faults_makes_no_page(void **state)
{
    (void)state;
    buf out = { 0 };
    add("page", "<p>");
    assert_int_equal(diag_count(messages, DIAG_ERROR), 1);
    assert_false(render("page", &out));
    assert_false(render("page", &out));
    assert_int_equal(diag_count(messages, DIAG_ERROR), 1);
    buf_free(&out);
}

static void test_a_layout_that_includes_itself_ends(void **state)
{
    (void)state;
    fails("{% include \"x\" %}", "T606");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(test_text_is_escaped),
        T(test_numbers),
        T(test_nothing_for_nil_and_false),
        T(test_markup_is_markup_in_text_only),
        T(test_addresses),
        T(test_statements),
        T(test_include_takes_arguments),
        T(test_wraps_nest),
        T(test_the_first_layout_of_a_name_is_kept),
        T(test_pages_leave_nothing_behind),
        T(test_errors_name_their_line),
        T(test_error_in_a_part_is_a_failure_of_the_page),
        T(test_missing_layouts),
        T(test_a_layout_with_faults_makes_no_page),
        T(test_a_layout_that_includes_itself_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
