#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "read/markdown.h"
#include <string.h>

/* src outlives the call that fills it: messages point at it. */
typedef struct parsed { arena *a; source *src; diag *d; node *root; } parsed;

/* As livret does, from behind the byte order mark. */
static parsed parse(str text)
{
    uint32_t from = str_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0;
    parsed p = { .a = arena_new(0), .d = diag_new() };
    p.src = ARENA_NEW(p.a, source);
    *p.src = (source){ "page.md", text };
    p.root = markdown_parse(p.a, p.src, from, p.d, (markdown_options){ 0 });
    return p;
}

static void done(parsed *p)
{
    diag_free(p->d);
    arena_free(p->a);
}

static node *first(const parsed *p, node_kind kind)
{
    for (node *n = p->root; n; n = node_following(p->root, n))
        if (n->kind == kind) return n;
    return NULL;
}

static size_t count(const parsed *p, node_kind kind)
{
    size_t c = 0;
    for (node *n = p->root; n; n = node_following(p->root, n)) c += n->kind == kind;
    return c;
}

/* The messages, short: "page.md:1:2: error: … [M101]\n". */
static const char *messages(parsed *p)
{
    buf out = { 0 };
    diag_print(p->d, &out, DIAG_SHORT);
    str s = buf_take(&out, p->a);
    return arena_str(p->a, s).p;
}

/* The link of a page lies at line:column, and its place in the source is the text `spelt`. */
static void link_at(const char *markdown, size_t line, size_t column, const char *spelt)
{
    parsed p = parse(str_z(markdown));
    node *link = first(&p, NODE_LINK);
    if (!link) link = first(&p, NODE_IMAGE);
    assert_non_null(link);
    size_t l, c;
    diag_place((span){ p.src, link->off, link->len }, &l, &c);
    if (l != line || c != column) fail_msg("%s\nthe link is at %zu:%zu, not at %zu:%zu", markdown, l, c, line, column);
    str got = str_of(p.src->text.p + link->off, link->len);
    if (!str_eqz(got, spelt)) fail_msg("%s\nthe link spans “%.*s”", markdown, STR_ARG(got));
    done(&p);
}

static void test_links_have_their_place(void **state)
{
    (void)state;
    link_at("See [x](dead.md) here", 1, 5, "[x](dead.md)");
    link_at("One\ntwo *[x](dead.md)*", 2, 6, "[x](dead.md)");
    link_at("## Title [x](dead.md)", 1, 10, "[x](dead.md)");
    link_at("A [x](dead.md)\n===", 1, 3, "[x](dead.md)");
    link_at("- item\n- [x](dead.md)", 2, 3, "[x](dead.md)");
    link_at("1. item\n   - nested\n     and [x](dead.md)", 3, 10, "[x](dead.md)");
    link_at("> quote\n> > [x](dead.md)", 2, 5, "[x](dead.md)");
    link_at("> quote\nlazy [x](dead.md)", 2, 6, "[x](dead.md)");
    link_at("![x](dead.png)", 1, 1, "![x](dead.png)");
    link_at("a ![x](dead.png){.large} b", 1, 3, "![x](dead.png)");
    link_at("see <https://exemple.fr>", 1, 5, "<https://exemple.fr>");
}

static void test_links_within_blocks_of_livret(void **state)
{
    (void)state;
    link_at("::: note\ntext [x](dead.md)\n:::", 2, 6, "[x](dead.md)");
    link_at("- item\n  ::: note\n  - [x](dead.md)\n  :::", 3, 5, "[x](dead.md)");
    link_at("- item\n::: note\n[x](dead.md)\n:::", 3, 1, "[x](dead.md)");
    link_at("> ::: note\n> [x](dead.md)\n> :::", 2, 3, "[x](dead.md)");
    link_at("| A | B |\n|---|---|\n| `a\\|b` | see [x](dead.md) |", 3, 16, "[x](dead.md)");
    link_at("- | A | B |\n  |---|---|\n  | é | [x](dead.md) |", 3, 9, "[x](dead.md)");
    link_at("| [x](dead.md) |\n|---|\n| 1 |", 1, 3, "[x](dead.md)");
    link_at("call[^n]\n\n[^n]: A note.\n\n    And [x](dead.md).", 5, 9, "[x](dead.md)");
    link_at("> call[^n]\n>\n> [^n]: see [x](dead.md)", 3, 13, "[x](dead.md)");
    link_at("Term\n: see [x](dead.md)", 2, 7, "[x](dead.md)");
    link_at("> [!NOTE]\n> see [x](dead.md)", 2, 7, "[x](dead.md)");
    link_at("| A |\n|---|\n| 1 |\n\nTable: [x](dead.md) {#id}", 5, 8, "[x](dead.md)");
}

static void test_places_with_odd_bytes_before(void **state)
{
    (void)state;
    link_at("\t\nÉté à Noël [x](dead.md)", 2, 12, "[x](dead.md)");
    link_at("a\r\nb\r\n- [x](dead.md)\r\n", 3, 3, "[x](dead.md)");
    link_at("::: note\r\n- [x](dead.md)\r\n:::\r\n", 2, 3, "[x](dead.md)");
    link_at("-\titem\n\n\tthen [x](dead.md)", 3, 7, "[x](dead.md)");
    link_at("人 😀 [x](dead.md)", 1, 5, "[x](dead.md)");
    link_at("<p>one</p> <p>see [x](dead.md)</p>", 1, 19, "[x](dead.md)");
    link_at("<ul>\n<li>é\n<li>[x](dead.md)</ul>", 3, 5, "[x](dead.md)");
    link_at("<a href=\"dead.md\">x</a>", 1, 1, "<a href=\"dead.md\">");
    link_at("\xEF\xBB\xBF[x](dead.md)", 1, 1, "[x](dead.md)");
    link_at("\xEF\xBB\xBF::: note\n[x](dead.md)\n:::", 2, 1, "[x](dead.md)");
    link_at("> a\r\n>\r\n> |é|\r\n> |-|\r\n> |[x](dead.md)|\r\n", 5, 4, "[x](dead.md)");
    link_at(">\t[x](dead.md)", 1, 3, "[x](dead.md)");
    link_at("1.\ta\n\n\t::: note\n\té [x](dead.md)\n\t:::", 4, 4, "[x](dead.md)");
    link_at("a[^n]\r\n\r\n[^n]:\té [x](dead.md)", 3, 9, "[x](dead.md)");
    link_at("| a\\|b `c\\|d` [x](dead.md) |\n|---|", 1, 15, "[x](dead.md)");
    link_at("&eacute;\\* [x](dead.md)", 1, 12, "[x](dead.md)");
    link_at("a [b](c\nd) {#e}\n[f]{.g}\n[x](dead.md)", 4, 1, "[x](dead.md)");
}

/* A link of a reference stands where it is used, not where its address is given. */
static void test_reference_has_the_place_of_its_use(void **state)
{
    (void)state;
    link_at("[r]: dead.md\n\n- see [r]", 3, 7, "[r]");
    link_at("[r]: dead.md\n[text][r]", 2, 1, "[text][r]");
    link_at("| a |\n|---|\n| [r][] |\n\n[r]: dead.md", 3, 3, "[r][]");
    link_at("::: note\n> [r]\n:::\n[r]: dead.md", 2, 3, "[r]");
}

static void test_reference_defined_elsewhere(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "[a]: /b \"t\"\n\n::: note\n[a]\n:::", "::: note\n[a]\n:::\n\n[a]: /b \"t\"",
        "::: note\n[a]: /b \"t\"\n:::\n\n[a]", "| A |\n|---|\n| [a] |\n\n[a]: /b \"t\"",
        "x[^n]\n\n[^n]: [a]\n\n[a]: /b \"t\"", "> - [a]\n\n[a]: /b \"t\"",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        parsed p = parse(str_z(pages[i]));
        node *link = first(&p, NODE_LINK);
        assert_non_null(link);
        assert_true(str_eqz(link->text, "/b"));
        assert_true(str_eqz(link->attrs->title, "t"));
        assert_string_equal(messages(&p), "");
        done(&p);
    }
}

static void test_cells_with_bars_and_code(void **state)
{
    (void)state;
    parsed p = parse(S("| A | B |\n|---|---|\n| `x\\|y` | 1 \\| 2 |\n| `` ` `` | \\\\ |\n"));
    assert_int_equal(count(&p, NODE_CELL), 6);
    assert_true(str_eqz(first(&p, NODE_CODE)->text, "x|y"));
    assert_string_equal(messages(&p), "");
    done(&p);
}

static void test_footnote_of_several_paragraphs(void **state)
{
    (void)state;
    parsed p = parse(S("a[^n] b[^n]\n\n[^n]: One.\n\n    Two.\n\n    - three\n\nAfter."));
    assert_int_equal(count(&p, NODE_FOOTNOTE), 1);
    assert_int_equal(count(&p, NODE_FOOTNOTE_REF), 2);
    node *note = first(&p, NODE_FOOTNOTE);
    assert_int_equal(note->first->kind, NODE_PARAGRAPH);
    assert_int_equal(note->last->kind, NODE_LIST);
    assert_ptr_equal(note, p.root->last);          /* at the end, whatever comes after it in the source */
    assert_string_equal(messages(&p), "");
    done(&p);
}

static void expect_messages(const char *markdown, const char *expected)
{
    parsed p = parse(str_z(markdown));
    assert_string_equal(messages(&p), expected);
    done(&p);
}

static void test_mistakes_are_named(void **state)
{
    (void)state;
    expect_messages("a\n\n::: note\nb", "page.md:3:1: error: the block note is not closed [M101]\n");
    expect_messages("- a\n  ::: note\n  b\n\nc", "page.md:2:3: error: the block note is not closed [M101]\n");
    expect_messages(":::", "page.md:1:1: warning: colons that close nothing [M112]\n");
    expect_messages("a[^b]", "page.md:1:2: error: footnote without a text: [^b] [M102]\n");
    expect_messages("[^b]: x", "page.md:1:1: warning: footnote that nothing calls: [^b] [M103]\n");
    expect_messages("<video src=x>", "page.md:1:1: warning: HTML that livret does not take: <video src=x> [M104]\n");
    expect_messages("[a]{#x}\n\n::: note {#x}\n:::",
                    "page.md:3:11: error: the same id twice: x [M110]\n");
    expect_messages("# A {#x}\n\n# B {#x}", "page.md:3:6: error: the same id twice: x [M110]\n");
}

static void test_mistakes_within_blocks_have_their_place(void **state)
{
    (void)state;
    expect_messages("> - a\n>   ::: note\n>   b", "page.md:2:5: error: the block note is not closed [M101]\n");
    expect_messages(":::: a\n::: b\n::::", "page.md:2:1: error: the block b is not closed [M101]\n");
    expect_messages("| é | [^b] |\n|---|---|", "page.md:1:7: error: footnote without a text: [^b] [M102]\n");
    expect_messages("a[^n]\n\n[^n]: b\n\n    c[^o]", "page.md:5:6: error: footnote without a text: [^o] [M102]\n");
    expect_messages("- é <blink>", "page.md:1:5: warning: HTML that livret does not take: <blink> [M104]\n");
    expect_messages("> | a | b |\n> |---|---|\n> | 1 |",
                    "page.md:3:3: warning: this row has another number of cells (1) than the table (2) [M107]\n");
}

/* All text of a page on one line, blocks apart by a bar. */
static void text_is(const char *markdown, const char *expected)
{
    parsed p = parse(str_z(markdown));
    buf out = { 0 };
    for (const node *n = p.root->first; n; n = n->next) {
        if (n != p.root->first) buf_char(&out, '|');
        node_text(&out, n);
    }
    str got = buf_take(&out, p.a);
    assert_string_equal(arena_str(p.a, got).p, expected);
    done(&p);
}

static void test_mistakes_leave_the_text(void **state)
{
    (void)state;
    text_is("a\n:::\nb", "a ::: b");
    text_is("::: note\na\n\n# b", "a b");
    text_is("a[^b] c", "a[^b] c");
    text_is("a <blink>b</blink>", "a <blink>b</blink>");
    text_is("[a]{b c} [d]{} [e]{.} [f]{#g", "[a]{b c} [d]{} [e]{.} [f]{#g");
    text_is("[a]{x=\"y} b", "[a]{x=\"y} b");
    text_is("## A {b}\n\n## C \\{.d}", "A {b}|C {.d}");
    text_is("[a]\\{.b} \\[c]{.d} [e\\]{.f}", "[a]{.b} [c]{.d} [e]{.f}");
    text_is("| a |\n|---|---|", "| a | |---|---|");
}

/* Where the block stands: the names of the nodes above the first one of a kind. */
static void stands_in(const char *markdown, node_kind kind, const char *path)
{
    parsed p = parse(str_z(markdown));
    node *n = first(&p, kind);
    assert_non_null(n);
    buf out = { 0 };
    for (n = n->parent; n != p.root; n = n->parent) buf_fmt(&out, "%s ", node_kind_name((node_kind)n->kind));
    str got = buf_take(&out, p.a);
    assert_string_equal(arena_str(p.a, got).p, path);
    assert_string_equal(messages(&p), "");
    done(&p);
}

static void test_colons_nest_with_what_is_around(void **state)
{
    (void)state;
    stands_in("- a\n\n::: note\n`b`\n:::", NODE_CODE, "paragraph div ");
    stands_in("- a\n  ::: note\n  `b`\n  :::\n  c", NODE_CODE, "paragraph div item list ");
    stands_in("> a\n::: note\n`b`\n:::", NODE_CODE, "paragraph div ");
    stands_in("> ::: note\n> - `b`\n> :::", NODE_CODE, "paragraph item list div quote ");
    stands_in(":::: a\n::: b\n:::\n`c`\n::::", NODE_CODE, "paragraph div ");
    stands_in("::: a\n::: b\n`c`\n:::\n:::", NODE_CODE, "paragraph div div ");
    stands_in("::: a\n| b |\n|---|\n| `c` |\n:::", NODE_CODE, "cell row table div ");
    stands_in("x[^n]\n\n[^n]: a\n\n    ::: b\n    `c`\n    :::", NODE_CODE, "paragraph div footnote ");
    stands_in("    ::: a\n", NODE_CODE_BLOCK, "");
    stands_in("- a\n\n      ::: b", NODE_CODE_BLOCK, "item list ");
}

static str repeat(arena *a, const char *unit, size_t n)
{
    size_t len = strlen(unit);
    char *p = arena_alloc(a, len * n + 1);
    for (size_t i = 0; i < n; i++) memcpy(p + i * len, unit, len);
    return (str){ p, len * n };
}

/* Each would take minutes, or the stack, in a reader with a quadratic step or a call for each level. */
static void test_hostile_pages_are_read(void **state)
{
    (void)state;
    static const char *const units[] = {
        "> ",   "- ",          "[",         "*",        "`",          "![",     "<",    "|",     ":::: a\n",  "[^a]",
        "[a](", "<ul>",        "</p>",      "{",        "_a",         "1. a\n", "**a ", "| a ",  "\\",        "&amp",
        "<p>",  "> [!NOTE]\n", "::: a\n> ", "[a]: b\n", "# a {#a}\n", "\t",     "<!--", "~~~\n", "[^a]: b\n",
    };
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        parsed p = parse(repeat(a, units[i], 20000));
        assert_non_null(p.root);
        (void)messages(&p);
        done(&p);
    }
    arena_free(a);
}

static void test_depth_is_bounded(void **state)
{
    (void)state;
    static const char *const units[] = { "> ", "+ ", "1. ", "::: a\n", "<ul><li>" };
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        parsed p = parse(repeat(a, units[i], 10000));
        size_t depth = 0;
        for (node *n = p.root; n->first; n = n->first) depth++;
        assert_in_range(depth, 1, 400);
        assert_non_null(strstr(messages(&p), "nested too deeply [M109]"));
        done(&p);
    }
    arena_free(a);
}

static void test_long_pages_are_whole(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    parsed line = parse(repeat(a, "un mot et ", 100000));
    assert_int_equal(line.root->first->first->text.n, 999999);
    done(&line);
    parsed lists = parse(repeat(a, "- a\n\n<!-- -->\n\n", 100000));
    assert_int_equal(count(&lists, NODE_LIST), 100000);
    done(&lists);
    parsed tables = parse(repeat(a, "|a|\n|-|\n|b|\n\n", 20000));
    assert_int_equal(count(&tables, NODE_TABLE), 20000);
    done(&tables);
    parsed notes = parse(repeat(a, "a[^n]\n\n[^n]: b\n\n", 20000));
    assert_int_equal(count(&notes, NODE_FOOTNOTE_REF), 20000);
    assert_int_equal(count(&notes, NODE_FOOTNOTE), 1);
    done(&notes);
    arena_free(a);
}

static void test_odd_bytes_are_read(void **state)
{
    (void)state;
    static const char bytes[] = "a\0b \xFF\xC3( \xED\xA0\x80 \xF8 [x\0](y) `\0`\n| \0 |\n|---|\n| \xFF |\n";
    parsed p = parse(str_of(bytes, sizeof bytes - 1));
    assert_int_equal(count(&p, NODE_TABLE), 1);
    done(&p);
    parsed empty = parse(S(""));
    assert_null(empty.root->first);
    done(&empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links_have_their_place),
        cmocka_unit_test(test_links_within_blocks_of_livret),
        cmocka_unit_test(test_places_with_odd_bytes_before),
        cmocka_unit_test(test_reference_has_the_place_of_its_use),
        cmocka_unit_test(test_reference_defined_elsewhere),
        cmocka_unit_test(test_cells_with_bars_and_code),
        cmocka_unit_test(test_footnote_of_several_paragraphs),
        cmocka_unit_test(test_mistakes_are_named),
        cmocka_unit_test(test_mistakes_within_blocks_have_their_place),
        cmocka_unit_test(test_mistakes_leave_the_text),
        cmocka_unit_test(test_colons_nest_with_what_is_around),
        cmocka_unit_test(test_hostile_pages_are_read),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_long_pages_are_whole),
        cmocka_unit_test(test_odd_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
