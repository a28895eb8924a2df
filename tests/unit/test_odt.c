#include "given.h"
#include "odt/odt.h"
#include "odt/odt_xml.h"
#include "odt/odt_zip.h"
#include <string.h>

/* --- XML */

static const char *words(given *g, str text)
{
    buf out = { 0 };
    odt_xml x = { .out = &out, .a = g->a };
    odt_open(&x, "text:p");
    odt_attr(&x, "office:title", text);
    x.after_blank = true;
    odt_words(&x, text);
    odt_close(&x);
    return arena_str(g->a, buf_take(&out, g->a)).p;
}

static void expect(str text, const char *xml)
{
    given g = given_z("");
    assert_string_equal(words(&g, text), xml);
    drop(&g);
}

static void test_markup_of_authors_is_text(void **state)
{
    (void)state;
    expect(S("<a b=\"c\">&amp;]]>'"), "<text:p office:title=\"&lt;a b=&quot;c&quot;&gt;&amp;amp;]]&gt;'\">"
                                      "&lt;a b=\"c\"&gt;&amp;amp;]]&gt;'</text:p>");
}

static void test_what_xml_cannot_hold_goes(void **state)
{
    (void)state;
    expect(S("a\0b\1\x1B\x0B\rc"), "<text:p office:title=\"abc\">abc</text:p>");
    expect(S("\xEF\xBF\xBE\xEF\xBF\xBFx"), "<text:p office:title=\"x\">x</text:p>");
}

static void test_broken_utf8_becomes_replacement(void **state)
{
    (void)state;
    /* a lone surrogate, a byte alone, a sequence cut off, a long form of '<' */
    expect(S("\xED\xA0\x80"), "<text:p office:title=\"\uFFFD\uFFFD\uFFFD\">\uFFFD\uFFFD\uFFFD</text:p>");
    expect(S("\xFF" "a\xC3"), "<text:p office:title=\"\uFFFDa\uFFFD\">\uFFFDa\uFFFD</text:p>");
    expect(S("\xC0\xBC"), "<text:p office:title=\"\uFFFD\uFFFD\">\uFFFD\uFFFD</text:p>");
}

static void test_marks_of_direction_stay(void **state)
{
    (void)state;
    expect(S("\u2068a\u2069\u200F\u202E"),
           "<text:p office:title=\"\u2068a\u2069\u200F\u202E\">\u2068a\u2069\u200F\u202E</text:p>");
    expect(S("\U0001F600\u00A0"), "<text:p office:title=\"\U0001F600\u00A0\">\U0001F600\u00A0</text:p>");
}

static void test_blanks_are_kept(void **state)
{
    (void)state;
    expect(S(" a  b\t\n c"), "<text:p office:title=\" a  b&#9;&#10; c\"><text:s/>a <text:s/>b<text:tab/>"
                             "<text:line-break/><text:s/>c</text:p>");
}

static void test_elements_close_in_order(void **state)
{
    given g = given_z("");
    buf out = { 0 };
    odt_xml x = { .out = &out, .a = g.a };
    (void)state;
    odt_open(&x, "a");
    odt_attr_length(&x, "l", PT(12.5));
    odt_attr_color(&x, "c", 0x00FF0A);
    odt_attr_color(&x, "d", COLOR_NONE);
    odt_open(&x, "b");
    odt_close(&x);
    odt_leaf(&x, "c", S("1 < 2"));
    odt_close(&x);
    assert_string_equal(arena_str(g.a, buf_take(&out, g.a)).p,
                        "<a l=\"12.5pt\" c=\"#00ff0a\" d=\"transparent\"><b/><c>1 &lt; 2</c></a>");
    drop(&g);
}

/* --- the zip */

static unsigned get16(const char *p) { return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8; }

static void test_a_stored_part_stands_as_it_is(void **state)
{
    buf out = { 0 };
    odt_zip z = { .out = &out };
    (void)state;
    odt_zip_add(&z, S("mimetype"), S("text"), false);
    odt_zip_add(&z, S("a"), S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), true);
    odt_zip_add(&z, S("b"), S(""), true);
    assert_true(odt_zip_end(&z));
    assert_memory_equal(out.p, "PK\3\4", 4);
    assert_int_equal(get16(out.p + 8), 0);
    assert_int_equal(get16(out.p + 10), 0);        /* time */
    assert_int_equal(get16(out.p + 12), 33);       /* 1 January 1980 */
    assert_int_equal(get16(out.p + 28), 0);        /* no extra field */
    assert_memory_equal(out.p + 30, "mimetypetextPK\3\4", 16);
    assert_int_equal(get16(out.p + 42 + 8), 8);
    assert_int_equal(get16(out.p + out.n - 12), 3);
    buf_free(&out);
}

/* --- a book */

static flow_book *small_book(given *g, str text)
{
    static const str families[] = { S_INIT("Noto Sans") };
    flow_font font = { .families = families, .nfamilies = 1, .size = PT(10), .weight = 400 };
    flow_style style = { .background = COLOR_NONE, .bar = COLOR_NONE, .border = COLOR_NONE, .leading = PT(14) };
    flow_book *b = ARENA_NEW(g->a, flow_book);
    b->name = S("small-fr");
    b->title = text;
    b->lang = S("fr");
    b->page = (flow_page){ .width = MM(210), .height = MM(297), .top = MM(20), .bottom = MM(20), .inner = MM(20),
                           .outer = MM(20), .running = font };
    flow_look look = { font, style };
    b->looks = (flow_looks){ .text = look, .item = look, .small = look, .caption = look, .quote = look, .callout = look,
                             .warning = look, .code = look, .cell = look };
    for (int i = 1; i <= 6; i++) b->looks.heading[i] = look;
    flow *f = flow_new(g->a, FLOW_TEXT);
    f->tag = TAG_P;
    flow_add_run(g->a, f, text, font);
    flow_chapter_append(flow_book_chapter(g->a, b), f);
    return b;
}

static void test_the_same_book_gives_the_same_bytes(void **state)
{
    given g = given_z("");
    buf one = { 0 }, two = { 0 };
    (void)state;
    const flow_book *b = small_book(&g, S("Un \x01texte ]]> <&"));
    assert_true(odt_write(b, &(odt_options){ 0 }, &one, g.d));
    assert_true(odt_write(b, &(odt_options){ 0 }, &two, g.d));
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    assert_memory_equal(one.p + 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47);
    assert_int_equal(errors(&g), 0);
    buf_free(&one);
    buf_free(&two);
    drop(&g);
}

static void test_a_paragraph_is_text_body(void **state)
{
    given g = given_z("");
    buf out = { 0 };
    (void)state;
    odt_print(&out, small_book(&g, S("a < b")), &(odt_options){ 0 });
    const char *xml = arena_str(g.a, buf_take(&out, g.a)).p;
    assert_non_null(strstr(xml, "<text:p text:style-name=\"Text_20_body\">a &lt; b</text:p>\n"));
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markup_of_authors_is_text),
        cmocka_unit_test(test_what_xml_cannot_hold_goes),
        cmocka_unit_test(test_broken_utf8_becomes_replacement),
        cmocka_unit_test(test_marks_of_direction_stay),
        cmocka_unit_test(test_blanks_are_kept),
        cmocka_unit_test(test_elements_close_in_order),
        cmocka_unit_test(test_a_stored_part_stands_as_it_is),
        cmocka_unit_test(test_the_same_book_gives_the_same_bytes),
        cmocka_unit_test(test_a_paragraph_is_text_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
