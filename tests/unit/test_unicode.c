#include "given.h"
#include "base/unicode.h"
#include "doc/node.h"

static void expect_id(const char *text, const char *id)
{
    arena *a = arena_new(0);
    str got = unicode_id(a, str_z(text));
    assert_string_equal(arena_str(a, got).p, id);
    arena_free(a);
}

static void test_normal_form(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    str plain = S("abc"), composed = S("\u00E9t\u00E9");
    assert_ptr_equal(unicode_nfc(a, plain).p, plain.p);
    assert_ptr_equal(unicode_nfc(a, composed).p, composed.p);
    assert_true(str_eqz(unicode_nfc(a, S("e\u0301te\u0301")), "\u00E9t\u00E9"));
    assert_true(str_eqz(unicode_nfc(a, S("\u212B")), "\u00C5"));
    assert_true(str_eqz(unicode_nfc(a, S("\u1100\u1161")), "\uAC00"));
    assert_true(str_eqz(unicode_nfc(a, S("")), ""));
    arena_free(a);
}

static void test_ids(void **state)
{
    (void)state;
    expect_id("Aides financières", "aides-financières");
    expect_id("Aides financie\u0300res", "aides-financières");
    expect_id("  Qui ? Où… Quand !  ", "qui-où-quand");
    expect_id("L’accueil d’urgence", "l-accueil-d-urgence");
    expect_id("0-3 ans", "0-3-ans");
    expect_id("Taux (%) : 69,9", "taux-69-9");
    expect_id("المساعدات المالية", "المساعدات-المالية");
    expect_id("हिन्दी", "हिन्दी");
    expect_id("ÇA ET LÀ", "ça-et-là");
    expect_id("ŒUVRE", "œuvre");
    expect_id("!!!", "");
    expect_id("", "");
}

/* The root locale, not Turkish: I is i everywhere, and a dotted capital keeps its dot. */
static void test_lower_case_is_the_root_locales(void **state)
{
    (void)state;
    expect_id("IRMA", "irma");
    expect_id("ISPARTA", "isparta");
    expect_id("\u0130zmir", "i\u0307zmir");
    expect_id("\u0131l\u0131k", "\u0131l\u0131k");
    expect_id("ΟΔΟΣ", "οδος");
    expect_id("STRASSE ẞ", "strasse-ß");
}

/* J and a caron make one letter only in lower case. */
static void test_ids_are_in_normal_form(void **state)
{
    (void)state;
    expect_id("J\u030C", "\u01F0");
}

static void test_words(void **state)
{
    (void)state;
    static const uint32_t yes[] = { 'a', 'Z', '0', 0xE9, 0x0627, 0x0301, 0x0660, 0x4E2D, 0xB2 };
    static const uint32_t no[] = { ' ', '-', '_', '/', 0xA0, 0x2019, 0x2014, 0x20AC, 0x200B, 0xFFFD, 0 };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) assert_true(unicode_is_word(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) assert_false(unicode_is_word(no[i]));
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(unicode_columns(S("été")), 3);
    assert_int_equal(unicode_columns(S("e\u0301")), 1);
    assert_int_equal(unicode_columns(S("中文")), 4);
    assert_int_equal(unicode_columns(S("a\u200Bb")), 2);
}

/* --- ids of a page's headings */

static node *heading(arena *a, node *root, const char *text, const char *id)
{
    node *h = node_new(a, NODE_HEADING, 0, 0), *t = node_new(a, NODE_TEXT, 0, 0);
    t->text = str_z(text);
    node_append(h, t);
    node_append(root, h);
    if (id) node_attrs_of(a, h)->id = str_z(id);
    return h;
}

static void test_equal_headings_get_numbers(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    node *root = node_new(a, NODE_DOCUMENT, 0, 0);
    static const struct { const char *text, *own, *want; } cases[] = {
        { "Aides", NULL, "aides" }, { "Aides", NULL, "aides-2" }, { "AIDES !", NULL, "aides-4" },
        { "Aides 3", "aides-3", "aides-3" }, { "Aides 2", NULL, "aides-2-2" }, { "?", NULL, "section" },
        { "…", NULL, "section-2" }, { "Autre", "mon-id", "mon-id" }, { "Mon id", NULL, "mon-id-2" },
    };
    enum { N = sizeof cases / sizeof *cases };
    node *made[N];
    for (size_t i = 0; i < N; i++) made[i] = heading(a, root, cases[i].text, cases[i].own);
    node_ids(a, root);
    for (size_t i = 0; i < N; i++) assert_string_equal(arena_str(a, made[i]->attrs->id).p, cases[i].want);
    arena_free(a);
}

static void test_many_equal_headings(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    arena *a = arena_new(0);
    node *root = node_new(a, NODE_DOCUMENT, 0, 0);
    for (int i = 0; i < MANY; i++) heading(a, root, "Aides", NULL);
    node_ids(a, root);
    assert_string_equal(arena_str(a, root->last->attrs->id).p, "aides-20000");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normal_form),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_lower_case_is_the_root_locales),
        cmocka_unit_test(test_ids_are_in_normal_form),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_equal_headings_get_numbers),
        cmocka_unit_test(test_many_equal_headings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
