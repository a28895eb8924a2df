#include "small_site.h"

static const settings *read(given *g) { return small_settings(g, g->src.text.p)->settings; }

static void test_nothing_but_defaults(void **state)
{
    (void)state;
    given g = given_z("");
    const settings *s = read(&g);
    assert_int_equal(s->nlanguages, 1);
    assert_true(str_eqz(s->languages[0].code, "fr"));
    assert_true(str_eqz(s->timezone, "Europe/Paris"));
    assert_int_equal(s->per_page, 50);
    assert_int_equal(s->base_url.n, 0);
    assert_null(s->theme);
    assert_string_equal(said(&g), "");
    drop(&g);
}

static void test_all_is_read(void **state)
{
    (void)state;
    given g = given_z(
        "title: {fr: Guide, en: Handbook}\ndescription: Un guide\nlanguages: [fr, en, ar, pt-BR]\n"
        "base_url: https://exemple.fr/guide//\ntimezone: Indian/Reunion\nper_page: 20\ntheme: {accent: \"#006\"}\n"
        "organisation: {name: CC}\nparams: {a: b}\nmenu: {fr: [/aides], ar: [/x]}\n");
    const settings *s = read(&g);
    assert_string_equal(said(&g), "");
    assert_int_equal(s->nlanguages, 4);
    assert_true(str_eqz(s->languages[1].title, "Handbook"));
    assert_true(str_eqz(s->languages[2].title, "Guide"));
    assert_true(str_eqz(s->languages[3].description, "Un guide"));
    assert_true(s->languages[2].rtl);
    assert_false(s->languages[0].rtl);
    assert_int_equal(s->languages[2].index, 2);
    assert_true(str_eqz(s->languages[2].name, "العربية"));
    assert_int_equal(value_count(s->languages[0].menu), 1);
    assert_null(s->languages[1].menu);
    assert_true(str_eqz(s->base_url, "https://exemple.fr/guide"));
    assert_true(str_eqz(s->timezone, "Indian/Reunion"));
    assert_int_equal(s->per_page, 20);
    assert_true(str_eqz(value_get_text(s->params, S("a")), "b"));
    assert_ptr_equal(settings_language(s, S("ar")), &s->languages[2]);
    assert_null(settings_language(s, S("de")));
    drop(&g);
}

static void test_a_menu_for_all_languages(void **state)
{
    (void)state;
    given g = given_z("languages: [fr, en]\nmenu: [/aides, /contact]\n");
    const settings *s = read(&g);
    assert_int_equal(value_count(s->languages[0].menu), 2);
    assert_ptr_equal(s->languages[0].menu, s->languages[1].menu);
    drop(&g);
}

static void expect(const char *yaml, const char *messages)
{
    given g = given_z(yaml);
    read(&g);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void test_unknown_keys_get_a_suggestion(void **state)
{
    (void)state;
    given g = given_z("titel: x\ncouleurs: x\n");
    read(&g);
    buf b = { 0 };
    diag_print(g.d, &b, DIAG_TEXT);
    assert_string_equal(
        buf_take(&b, g.a).p,
        "livret.yml:1:1: warning: unknown setting: titel [C102]\n  titel: x\n  ^^^^^\n  hint: did you mean title?\n"
        "livret.yml:2:1: warning: unknown setting: couleurs [C102]\n  couleurs: x\n  ^^^^^^^^\n");
    drop(&g);
}

static void test_values_of_the_wrong_kind(void **state)
{
    (void)state;
    expect("per_page: cinquante\n", "livret.yml:1:11: error: cinquante is not a value for per_page [C103]\n");
    expect("per_page: 0\n", "livret.yml:1:11: error: 0 is not a value for per_page [C103]\n");
    expect("base_url: exemple.fr\n", "livret.yml:1:11: error: exemple.fr is not a value for base_url [C103]\n");
    expect("languages: [fr, français]\n", "livret.yml:1:17: error: français is not a value for languages [C103]\n");
    expect("languages: [fr, fr]\n", "livret.yml:1:17: error: fr is not a value for languages [C103]\n");
    expect("languages: en\n", "livret.yml:1:12: error: en is not a value for languages [C103]\n");
    expect("timezone: Paris\n", "livret.yml:1:11: error: Paris is not a value for timezone [C103]\n");
    expect("- un\n- deux\n", "livret.yml:1:1: error: […] is not a value for livret.yml [C103]\n");
    expect("languages: {fr: x}\n", "livret.yml:1:12: error: {…} is not a value for languages [C103]\n");
    expect("bonjour\n", "livret.yml:1:1: error: bonjour is not a value for livret.yml [C103]\n");
}

static void test_levels_of_messages(void **state)
{
    (void)state;
    given g = given_z("messages: {L201: note, f101: off, I302: warning, L205: error, Z999: note, L202: faible}\n");
    read(&g);
    assert_string_equal(said(&g), "livret.yml:1:41: warning: the level of I302 can’t be changed [C108]\n"
                                  "livret.yml:1:63: warning: unknown setting: Z999 [C102]\n"
                                  "livret.yml:1:81: error: faible is not a value for L202 [C103]\n");
    DIAG(g.d, L201, NO_SPAN, "x", "");
    DIAG(g.d, F101, NO_SPAN, "x", "");
    DIAG(g.d, L205, NO_SPAN, "x");
    const char *text = said(&g);
    assert_non_null(strstr(text, "note: link to a page"));
    assert_non_null(strstr(text, "error: link without a text"));
    assert_null(strstr(text, "F101"));
    drop(&g);
}

static void test_texts_by_language(void **state)
{
    (void)state;
    given g = given_z("languages: [fr, en, ar]\ntitle: {en: Only}\ndescription: {de: Nur}\n");
    const settings *s = read(&g);
    assert_true(str_eqz(s->languages[2].title, "Only"));
    assert_int_equal(s->languages[0].description.n, 0);
    assert_int_equal(settings_text(s, NULL, S("fr")).n, 0);
    drop(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_but_defaults),     cmocka_unit_test(test_all_is_read),
        cmocka_unit_test(test_a_menu_for_all_languages), cmocka_unit_test(test_unknown_keys_get_a_suggestion),
        cmocka_unit_test(test_values_of_the_wrong_kind), cmocka_unit_test(test_levels_of_messages),
        cmocka_unit_test(test_texts_by_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
