#include "given.h"
#include "html/html_node.h"
#include "read/markdown.h"
#include <string.h>

/* A page whose addresses are written as they stand. */
static node *page(given *g)
{
    node *root = markdown_parse(g->a, &g->src, 0, NULL, (markdown_options){ 0 });
    node_ids(g->a, root);
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind != NODE_LINK && n->kind != NODE_IMAGE) continue;
        n->target = ARENA_NEW(g->a, node_target);
        *n->target = (node_target){ .kind = TARGET_EXTERNAL, .path = n->text };
    }
    return root;
}

static const char *html_of(given *g, const node *n, const html_options *o)
{
    buf out = { 0 };
    html_node(&out, n, o);
    return arena_str(g->a, buf_take(&out, g->a)).p;
}

static void expect_with(const char *markdown, const html_options *o, const char *html)
{
    given g = given_z(markdown);
    assert_string_equal(html_of(&g, page(&g), o), html);
    drop(&g);
}

static void expect(const char *markdown, const char *html)
{
    expect_with(markdown, &(html_options){ .lang = S("fr") }, html);
}

/* The page holds this somewhere. */
static void expect_part(const char *markdown, const char *part)
{
    given g = given_z(markdown);
    const char *html = html_of(&g, page(&g), &(html_options){ .lang = S("fr") });
    if (!strstr(html, part)) fail_msg("%s\nis not in\n%s", part, html);
    drop(&g);
}

/* A node with one text below it. */
static node *with_text(given *g, node_kind kind, const char *text)
{
    node *n = node_new(g->a, kind, 0, 0), *t = node_new(g->a, NODE_TEXT, 0, 0);
    t->text = str_z(text);
    node_append(n, t);
    return n;
}

static void test_text_and_code_are_escaped(void **state)
{
    (void)state;
    expect("1 < 2 & \"3\" \\<b\\>", "<p>1 &lt; 2 &amp; &quot;3&quot; &lt;b&gt;</p>\n");
    expect("`<b>&amp;`", "<p><code>&lt;b&gt;&amp;amp;</code></p>\n");
    expect("```a\"><b\n</code>\n```",
           "<pre tabindex=\"0\"><code class=\"language-a&quot;&gt;&lt;b\">&lt;/code&gt;\n</code></pre>\n");
    expect("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
}

static void test_attributes_are_escaped(void **state)
{
    (void)state;
    expect("[x](/a '\"<&>')", "<p><a href=\"/a\" title=\"&quot;&lt;&amp;&gt;\">x</a></p>\n");
    expect("[x]{#a\\b .c'd<e lang='\"f'}",
           "<p><span id=\"a\\b\" class=\"c'd&lt;e\" lang=\"&quot;f\">x</span></p>\n");
    expect_part("![\"\\<b>](/x.png)", "alt=\"&quot;&lt;b&gt;\"");
    expect("<abbr title=\"a &quot;b&quot;\">X</abbr>", "<p><abbr title=\"a &quot;b&quot;\">X</abbr></p>\n");
    expect("<b onclick=\"x\" style=\"y\">b</b>", "<p><strong>b</strong></p>\n");
}

static void test_addresses_are_escaped(void **state)
{
    (void)state;
    expect_part("[x](</a b\"é>)", "href=\"/a%20b%22%C3%A9\"");
    expect_part("[x](/a?b=1&c=2%20)", "href=\"/a?b=1&amp;c=2%20\"");
}

static void test_unsafe_addresses_leave_their_text(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "[x](javascript:alert(1))",        "[x](JavaScript:alert(1))",  "[x](&#106;avascript:a)", "[x](vbscript:a)",
        "[x](data:text/html,a)",           "[x](<java\tscript:a>)",     "[x](<\x01javascript:a>)",
        "<a href=\"javascript:a\">x</a>", "<a href=\" javascript:a\">x</a>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) expect(pages[i], "<p><span>x</span></p>\n");
    expect("![x](javascript:a)", "<figure>\n<span class=\"manquant\">x</span>\n</figure>\n");
}

static void test_links_that_lead_nowhere_are_text(void **state)
{
    (void)state;
    given g = given_z("");
    node *link = with_text(&g, NODE_LINK, "x");
    link->text = S("/a");
    assert_string_equal(html_of(&g, link, &(html_options){ 0 }), "<span>x</span>");
    link->target = ARENA_NEW(g.a, node_target);
    link->target->kind = TARGET_REFUSED;
    assert_string_equal(html_of(&g, link, &(html_options){ 0 }), "<span>x</span>");
    drop(&g);
}

static void test_addresses_of_the_site_are_relative(void **state)
{
    (void)state;
    given g = given_z("");
    node *link = with_text(&g, NODE_LINK, "x");
    link->target = ARENA_NEW(g.a, node_target);
    *link->target = (node_target){ .kind = TARGET_SITE, .path = S("fr/b/index.html"), .anchor = S("à \"b") };
    html_options o = { .from = S("fr/a/index.html") };
    assert_string_equal(html_of(&g, link, &o), "<a href=\"../b/index.html#%C3%A0%20%22b\">x</a>");
    *link->target = (node_target){ .kind = TARGET_PLACE, .anchor = S("b") };
    assert_string_equal(html_of(&g, link, &o), "<a href=\"#b\">x</a>");
    drop(&g);
}

static void test_pictures(void **state)
{
    (void)state;
    given g = given_z("");
    node *image = with_text(&g, NODE_IMAGE, "A \"yard\"");
    image->target = ARENA_NEW(g.a, node_target);
    *image->target = (node_target){ .kind = TARGET_SITE, .path = S("images/a.png"), .width = 30, .height = 20 };
    html_options o = { .from = S("fr/a/index.html") };
    assert_string_equal(html_of(&g, image, &o), "<img src=\"../../images/a.png\" alt=\"A &quot;yard&quot;\""
                                                " width=\"30\" height=\"20\" loading=\"lazy\">");
    image->decorative = true;
    assert_non_null(strstr(html_of(&g, image, &o), " alt=\"\""));
    drop(&g);
}

static void test_headings_have_ids_and_levels(void **state)
{
    (void)state;
    expect("# Été\n\n# Été\n\n# A {#été-2 .b}",
           "<h1 id=\"été\">Été</h1>\n<h1 id=\"été-3\">Été</h1>\n<h1 id=\"été-2\" class=\"b\">A</h1>\n");
    expect_with("# A\n\n###### B", &(html_options){ .shift = 1 }, "<h2 id=\"a\">A</h2>\n<h6 id=\"b\">B</h6>\n");
    expect_with("# A\n\n### B", &(html_options){ .shift = -2 }, "<h1 id=\"a\">A</h1>\n<h1 id=\"b\">B</h1>\n");
}

static void test_languages_within_languages(void **state)
{
    (void)state;
    expect("[a]{lang=fr}", "<p><span>a</span></p>\n");
    expect("[a [b]{lang=en} [c]{lang=fr}]{lang=en}",
           "<p><span lang=\"en\">a <span>b</span> <span lang=\"fr\">c</span></span></p>\n");
    expect("[a [b]{lang=ur} [c]{lang=fr}]{lang=ar}",
           "<p><span lang=\"ar\" dir=\"rtl\">a <span lang=\"ur\">b</span> "
           "<span lang=\"fr\" dir=\"ltr\">c</span></span></p>\n");
    expect("[a]{lang=ar} [b]{lang=ar}",
           "<p><span lang=\"ar\" dir=\"rtl\">a</span> <span lang=\"ar\" dir=\"rtl\">b</span></p>\n");
    expect_with("[a]{lang=en}", &(html_options){ .lang = S("ar") }, "<p><span lang=\"en\" dir=\"ltr\">a</span></p>\n");
    expect_with("[a]{lang=fr}", &(html_options){ 0 }, "<p><span lang=\"fr\">a</span></p>\n");
}

static void test_words_of_callouts_keep_their_language(void **state)
{
    (void)state;
    expect("::: note {lang=ar}\na\n:::",
           "<div class=\"note\" lang=\"ar\" dir=\"rtl\" role=\"note\">\n"
           "<p class=\"titre\"><span lang=\"fr\" dir=\"ltr\">Note</span></p>\n<p>a</p>\n</div>\n");
    expect("::: bloc {lang=ar}\n::: danger {lang=fr}\na\n:::\n:::",
           "<div class=\"bloc\" lang=\"ar\" dir=\"rtl\">\n"
           "<div class=\"danger\" lang=\"fr\" dir=\"ltr\" role=\"note\">\n"
           "<p class=\"titre\">Danger</p>\n<p>a</p>\n</div>\n</div>\n");
}

static str upper(void *ctx, str msgid) { (void)msgid; return str_z(ctx); }

static void test_callouts_and_blocks(void **state)
{
    (void)state;
    expect("> [!ATTENTION] Avant <b>\n> a", "<div class=\"attention\" role=\"note\">\n"
                                            "<p class=\"titre\">Attention – Avant &lt;b&gt;</p>\n<p>a</p>\n</div>\n");
    expect("::: bloc \"T\" {#x .y}\na\n:::",
           "<div id=\"x\" class=\"bloc y\">\n<p class=\"titre\">T</p>\n<p>a</p>\n</div>\n");
    expect_with("::: tip\n:::", &(html_options){ .word = upper, .word_ctx = "<Tipp>" },
                "<div class=\"astuce\" role=\"note\">\n<p class=\"titre\">&lt;Tipp&gt;</p>\n</div>\n");
}

static void test_tables_name_their_headers(void **state)
{
    (void)state;
    expect("| A | |\n|:-:|--:|\n| 1 | 2 |",
           "<div class=\"defile\" tabindex=\"0\" role=\"region\" aria-label=\"Tableau 1\">\n<table>\n<thead>\n"
           "<tr><th scope=\"col\" class=\"centre\">A</th><td class=\"droite\"></td></tr>\n</thead>\n<tbody>\n"
           "<tr><td class=\"centre\">1</td><td class=\"droite\">2</td></tr>\n</tbody>\n</table>\n</div>\n");
    expect("Table: T & *u* {#x .y}\n\n| A |\n|---|\n",
           "<div class=\"defile\" tabindex=\"0\" role=\"region\" aria-labelledby=\"legende_1\">\n"
           "<table id=\"x\" class=\"y\">\n"
           "<caption id=\"legende_1\">T &amp; <em>u</em></caption>\n<thead>\n"
           "<tr><th scope=\"col\">A</th></tr>\n</thead>\n</table>\n</div>\n");
    expect_part("| A |\n|---|\n\nx\n\n| B |\n|---|", "aria-label=\"Tableau 2\"");
}

static void test_cells_with_spans_and_row_headers(void **state)
{
    (void)state;
    given g = given_z("");
    node *table = node_new(g.a, NODE_TABLE, 0, 0), *row = node_new(g.a, NODE_ROW, 0, 0);
    node *head = with_text(&g, NODE_CELL, "H"), *cell = with_text(&g, NODE_CELL, "c");
    head->header = true;
    head->rowspan = 2;
    cell->colspan = 3;
    cell->rowspan = 1;
    node_append(table, row);
    node_append(row, head);
    node_append(row, cell);
    const char *html = html_of(&g, table, &(html_options){ 0 });
    assert_non_null(strstr(html, "<tbody>\n<tr><th scope=\"row\" rowspan=\"2\">H</th>"
                                 "<td colspan=\"3\">c</td></tr>\n</tbody>"));
    assert_null(strstr(html, "thead"));
    drop(&g);
}

static void test_footnotes_lead_there_and_back(void **state)
{
    (void)state;
    expect("a[^n] b[^n]\n\n[^n]: c",
           "<p>a<sup><a id=\"appel_1\" href=\"#note_1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup>"
           " b<sup><a id=\"appel_1_2\" href=\"#note_1\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup></p>\n"
           "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n<li id=\"note_1\">\n"
           "<p>c <a href=\"#appel_1\" role=\"doc-backlink\" aria-label=\"Retour à l’appel de note 1\">↩</a></p>\n"
           "</li>\n</ol>\n</section>\n");
    expect_part("a[^n]\n\n[^n]: - b", "<li id=\"note_1\">\n<ul>\n<li>b</li>\n</ul>\n<p> <a href=\"#appel_1\"");
    expect_part("a[^n]\n\n[^n]: b\n\n    c", "<p>b</p>\n<p>c <a href=\"#appel_1\"");
    expect_part("[a[^n]](/b)\n\n[^n]: c", "<a href=\"/b\">a<sup>1</sup></a>");   /* no link within a link */
}

static void test_tight_and_loose_lists(void **state)
{
    (void)state;
    expect("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n");
    expect("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
    expect("3) a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n");
}

static void test_plain_is_what_commonmark_says(void **state)
{
    (void)state;
    given g = given_z("<b>x</b> [a](javascript:b)\n\n<script>\n\n# T {#x}\n");
    node *root = markdown_parse(g.a, &g.src, 0, NULL, (markdown_options){ .plain = true });
    assert_string_equal(html_of(&g, root, &(html_options){ .plain = true }),
                        "<p><b>x</b> <a href=\"javascript:b\">a</a></p>\n<script>\n\n# T {#x}\n");
    drop(&g);
}

static void test_deep_nesting_ends(void **state)
{
    (void)state;
    static const char *const units[] = { "> ", "- ", "*a **b ", "[", "::: a\n", "<ul><li>", "<b>" };
    given g = given_z("");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        given deep = give(repeat(g.a, units[i], 10000));
        assert_true(strlen(html_of(&deep, page(&deep), &(html_options){ 0 })) > 0);
        drop(&deep);
    }
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_code_are_escaped),
        cmocka_unit_test(test_attributes_are_escaped),
        cmocka_unit_test(test_addresses_are_escaped),
        cmocka_unit_test(test_unsafe_addresses_leave_their_text),
        cmocka_unit_test(test_links_that_lead_nowhere_are_text),
        cmocka_unit_test(test_addresses_of_the_site_are_relative),
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_headings_have_ids_and_levels),
        cmocka_unit_test(test_languages_within_languages),
        cmocka_unit_test(test_words_of_callouts_keep_their_language),
        cmocka_unit_test(test_callouts_and_blocks),
        cmocka_unit_test(test_tables_name_their_headers),
        cmocka_unit_test(test_cells_with_spans_and_row_headers),
        cmocka_unit_test(test_footnotes_lead_there_and_back),
        cmocka_unit_test(test_tight_and_loose_lists),
        cmocka_unit_test(test_plain_is_what_commonmark_says),
        cmocka_unit_test(test_deep_nesting_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
