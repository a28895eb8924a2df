#include "given.h"
#include "read/po.h"

#define HEADER "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"

static words *read_po(given *g, const char *lang)
{
    words *w = words_new(g->a, str_z(lang));
    po_read(g->a, &g->src, w, g->d);
    return w;
}

static void expect_word(const words *w, const char *id, const char *wanted)
{
    assert_string_equal(words_get(w, str_z(id)).p, wanted);
}

static void test_words(void **state)
{
    (void)state;
    given g = given_z(HEADER "\nmsgid \"Accueil\"\nmsgstr \"Home\"\n\nmsgctxt \"menu\"\nmsgid \"Accueil\"\nmsgstr "
                      "\"Start\"\n\n"
                      "#, fuzzy\nmsgid \"Flou\"\nmsgstr \"Fuzzy\"\n\nmsgid \"Vide\"\nmsgstr \"\"\n\n#~ msgid "
                          "\"Vieux\"\n#~ msgstr \"Old\"\n\n"
                      "msgid \"Deux \"\n\"lignes\\n\"\nmsgstr \"Two\\n\"\n\"lines\"\n");
    words *w = read_po(&g, "en");
    assert_string_equal(said(&g), "");
    expect_word(w, "Accueil", "Home");
    assert_string_equal(words_get_in(w, S("menu"), S("Accueil")).p, "Start");
    assert_string_equal(words_get_in(w, S("autre"), S("Accueil")).p, "Accueil");
    expect_word(w, "Flou", "Flou");
    expect_word(w, "Vide", "Vide");
    expect_word(w, "Vieux", "Vieux");
    expect_word(w, "Deux lignes\n", "Two\nlines");
    assert_int_equal(words_count(w), 3);
    drop(&g);
}

static const char *pages(const words *w, long n) { return words_plural(w, S("%d page"), S("%d pages"), n).p; }

static void test_plurals_follow_the_file(void **state)
{
    (void)state;
    given g = given_z("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                      "\"Plural-Forms: nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;\\n\"\n\n"
                      "msgid \"%d page\"\nmsgid_plural \"%d pages\"\nmsgstr[0] \"none\"\nmsgstr[1] \"one\"\nmsgstr[2] "
                          "\"many\"\n");
    words *w = read_po(&g, "en");
    assert_string_equal(pages(w, 0), "none");
    assert_string_equal(pages(w, 1), "one");
    assert_string_equal(pages(w, 7), "many");
    assert_string_equal(pages(w, -1), "one");
    drop(&g);
}

static void test_plurals_follow_the_language_without_a_rule(void **state)
{
    (void)state;
    given g = given_z(HEADER "\nmsgid \"%d page\"\nmsgid_plural \"%d pages\"\nmsgstr[0] \"a\"\nmsgstr[1] \"b\"\n"
                      "msgstr[2] \"c\"\n"
                      "msgstr[3] \"d\"\nmsgstr[4] \"e\"\nmsgstr[5] \"f\"\n");
    words *w = read_po(&g, "ar");
    assert_string_equal(pages(w, 0), "a");
    assert_string_equal(pages(w, 2), "c");
    assert_string_equal(pages(w, 103), "d");
    assert_string_equal(pages(w, 11), "e");
    assert_string_equal(pages(w, 100), "f");
    drop(&g);
}

static void test_a_wrong_count_of_plurals_is_said(void **state)
{
    (void)state;
    given g = given_z("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                      "\"Plural-Forms: nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;\\n\"\n\n"
                      "msgid \"%d page\"\nmsgid_plural \"%d pages\"\nmsgstr[0] \"none\"\nmsgstr[1] \"one\"\n");
    words *w = read_po(&g, "en");
    assert_non_null(strstr(
        said(&g), "x:6:1: error: translations can’t be read: the header says 3 plural forms, this message has 2"));
    assert_string_equal(pages(w, 2), "%d pages");
    drop(&g);
}

static void test_first_file_wins(void **state)
{
    (void)state;
    given g = given_z(HEADER "\nmsgid \"Accueil\"\nmsgstr \"Home\"\n");
    words *w = read_po(&g, "en");
    source other = { "y", S(HEADER "\nmsgid \"Accueil\"\nmsgstr \"Start\"\n\nmsgid \"Plan\"\nmsgstr \"Map\"\n") };
    po_read(g.a, &other, w, g.d);
    expect_word(w, "Accueil", "Home");
    expect_word(w, "Plan", "Map");
    drop(&g);
}

static void test_errors_have_their_line(void **state)
{
    (void)state;
    given g = given_z(HEADER "\nmsgid \"A\"\nmsgstrr \"é\"\n\nmsgid \"B\"\nmsgstr \"Bé\"\n");
    read_po(&g, "en");
    assert_non_null(strstr(said(&g), "x:6:1: error: translations can’t be read: "));
    drop(&g);
    given twice = given_z(HEADER "\nmsgid \"A\"\nmsgstr \"1\"\n\nmsgid \"A\"\nmsgstr \"2\"\n");
    read_po(&twice, "en");
    assert_non_null(strstr(said(&twice), "x:8:1: error: "));
    drop(&twice);
    given latin = given_z(HEADER "\nmsgid \"A\"\nmsgstr \"\xE9\"\n");
    words *w = read_po(&latin, "en");
    assert_string_equal(said(&latin), "x:6:9: error: translations can’t be read: a byte that is not UTF-8 [D411]\n");
    assert_int_equal(words_count(w), 0);
    drop(&latin);
    given rule = given_z("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: n "
                         "> n\\n\"\n");
    read_po(&rule, "en");
    assert_string_equal(said(&rule), "x:4:2: error: translations can’t be read: the line Plural-Forms says no rule "
                        "[D411]\n");
    drop(&rule);
}

static void test_bad_files_never_end_the_program(void **state)
{
    (void)state;
    static const char *const bad[] = { "n’importe quoi\n", "msgid", "msgid \"a", "msgid \"a\"\n", "msgstr \"x\"\n",
                                       "\"\"\"", "msgid \"\\q\"\n" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        given g = given_z(bad[i]);
        read_po(&g, "en");
        assert_true(errors(&g) > 0);
        drop(&g);
    }
    given empty = given_z("");
    assert_int_equal(words_count(read_po(&empty, "en")), 0);
    drop(&empty);
    given nul = give(str_of("msgid \"a\0b\"\n", 12));
    read_po(&nul, "en");
    drop(&nul);
}

/* libgettextpo gives up after twenty errors, and may not come back: the handler jumps. The next file is read all the
 * same. */
static void test_too_many_errors_stop_the_file_alone(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    given g = give(repeat(a, "faux \"a\"\n", 200));
    read_po(&g, "en");
    assert_true(errors(&g) >= 20);
    drop(&g);
    given h = given_z(HEADER "\nmsgid \"Accueil\"\nmsgstr \"Home\"\n");
    expect_word(read_po(&h, "en"), "Accueil", "Home");
    assert_string_equal(said(&h), "");
    drop(&h);
    arena_free(a);
}

static void read_damaged(given *g) { read_po(g, "ar"); }

static void test_damaged_files_end(void **state)
{
    (void)state;
    damage(S("msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n>1;\\n\"\n\nmsgid \"a\"\nmsgid_plural \"b\"\n"
             "msgstr[0] \"c\"\n"), read_damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_plurals_follow_the_file),
        cmocka_unit_test(test_plurals_follow_the_language_without_a_rule),
        cmocka_unit_test(test_a_wrong_count_of_plurals_is_said),
        cmocka_unit_test(test_first_file_wins),
        cmocka_unit_test(test_errors_have_their_line),
        cmocka_unit_test(test_bad_files_never_end_the_program),
        cmocka_unit_test(test_too_many_errors_stop_the_file_alone),
        cmocka_unit_test(test_damaged_files_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
