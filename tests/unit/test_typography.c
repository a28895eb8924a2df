#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "compose/typography.h"
#include "read/markdown.h"
#include <string.h>

/* The text of a page, "_" for a no-break space, "<" and ">" for the ends of an isolate. */
static void expect(const char *markdown, bool rtl, const char *expected)
{
    arena *a = arena_new(0);
    source src = { .path = "a.md", .text = str_z(markdown) };
    node *root = markdown_parse(a, &src, 0, NULL, (markdown_options){ 0 });
    typography_settle(a, root, S("fr"), rtl, TYPOGRAPHY_FULL);
    buf out = { 0 };
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_LINE_BREAK) buf_char(&out, '/');
        if (n->kind != NODE_TEXT) continue;
        for (size_t i = 0; i < n->text.n; i++) {
            str rest = str_skip(n->text, i);
            if (str_starts(rest, S("\xC2\xA0"))) { buf_char(&out, '_'); i += 1; }
            else if (str_starts(rest, S("\xE2\x81\xA8"))) { buf_char(&out, '<'); i += 2; }
            else if (str_starts(rest, S("\xE2\x81\xA9"))) { buf_char(&out, '>'); i += 2; }
            else buf_char(&out, rest.p[0]);
        }
    }
    buf_char(&out, 0);
    assert_string_equal(out.p, expected);
    buf_free(&out);
    arena_free(a);
}

static void test_digits_are_kept_together(void **state)
{
    (void)state;
    expect("au 01 99 00 10 00, pour 10 000 habitants", false, "au 01_99_00_10_00, pour 10_000 habitants");
    expect("1 250 000", false, "1_250_000");
}

static void test_other_digits_are_left_alone(void **state)
{
    (void)state;
    expect("2023 2024 2025", false, "2023 2024 2025");
    expect("en 2025 12 places, 3 enfants, 4 5 6", false, "en 2025 12 places, 3 enfants, 4 5 6");
    expect(" 12", false, "12");
    expect("`01 99 00`", false, "");               /* code is not text */
}

static void test_foreign_lines_are_isolated(void **state)
{
    (void)state;
    expect("4, allée du Lavoir", true, "<4, allée du Lavoir>");
    expect("4, allée du Lavoir", false, "4, allée du Lavoir");
    expect("**Maison**\\\n12, place\\\n99100 Aubrelle", true, "<Maison>/<12, place>/<99100 Aubrelle>");
    expect("[12, rue](/a) *b*", true, "<12, rue b>");
}

static void test_mixed_and_neutral_lines_are_not(void **state)
{
    (void)state;
    expect("في Aubrelle", true, "في Aubrelle");
    expect("12 – 17", true, "12 – 17");
    expect("- a\n- ب\n\n| 1, b | ج |\n|---|---|\n| x. | 2 |", true, "<a>ب<1, b>ج<x.>2");
}

static void test_words_of_the_other_direction_are_isolated(void **state)
{
    (void)state;
    expect("قانون [n° 2023-1196]{lang=fr} جديد", true, "قانون <n°_2023-1196> جديد");
    expect("le mot [كلمة *طيبة*]{lang=ar} ici", false, "le mot <كلمة طيبة> ici");
    expect("le mot [word]{lang=en} ici", false, "le mot word ici");
}

static void test_nothing_at_all(void **state)
{
    (void)state;
    expect("", true, "");
    expect("\\\na", true, "/<a>");
}

/* The text of one paragraph, "_" for U+00A0, "~" for U+202F, "^" before what is raised. */
static const char *settled(arena *a, const char *lang, const char *markdown, typography_style style, int times)
{
    buf text = { 0 }, out = { 0 };
    for (const char *p = markdown; *p; p++) {
        if (*p == '_') BUF_LIT(&text, "\u00A0");
        else if (*p == '~') BUF_LIT(&text, "\u202F");
        else buf_char(&text, *p);
    }
    source src = { .path = "a.md", .text = buf_take(&text, a) };
    node *root = markdown_parse(a, &src, 0, NULL, (markdown_options){ 0 });
    while (times--) typography_settle(a, root, str_z(lang), false, style);
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_SUPERSCRIPT) buf_char(&out, '^');
        if (n->kind == NODE_LINE_BREAK) buf_char(&out, '/');
        if (n->kind == NODE_SOFT_BREAK) buf_char(&out, ' ');
        for (size_t i = 0; n->kind == NODE_TEXT && i < n->text.n; i++) {
            str rest = str_skip(n->text, i);
            if (str_starts(rest, S("\u00A0"))) { buf_char(&out, '_'); i += 1; }
            else if (str_starts(rest, S("\u202F"))) { buf_char(&out, '~'); i += 2; }
            else buf_char(&out, rest.p[0]);
        }
    }
    return arena_strz(a, buf_take(&out, a).p);
}

static const struct { const char *lang, *typed, *right;
} lines[] = {
    { "fr", "Vraiment ?", "Vraiment~?" },
    { "fr", "Vraiment?", "Vraiment~?" },
    { "fr", "Oui !", "Oui~!" },
    { "fr", "Oui!", "Oui~!" },
    { "fr", "un ; deux", "un~; deux" },
    { "fr", "un; deux", "un~; deux" },
    { "fr", "Note : x", "Note_: x" },
    { "fr", "Note: x", "Note_: x" },
    { "fr", "Quoi ?!", "Quoi~?!" },
    { "fr", "Quoi?!", "Quoi~?!" },
    { "fr", "10:30", "10:30" },
    { "fr", "ratio 3:2", "ratio 3:2" },
    { "fr", "(vrai ?)", "(vrai~?)" },
    { "fr", ": seul", ": seul" },
    { "fr", "?", "?" },
    { "fr", " ? ", "?" },
    { "fr", "\"oui\"", "«_oui_»" },
    { "fr", "« oui »", "«_oui_»" },
    { "fr", "«oui»", "«_oui_»" },
    { "fr", "«_oui_»", "«_oui_»" },
    { "fr", "«~oui~»", "«~oui~»" },
    { "fr", "Il dit \"oui\".", "Il dit «_oui_»." },
    { "fr", "\"un \"deux\" trois\"", "«_un “deux” trois_»" },
    { "fr", "\"**gras** et *penché*\"", "«_gras et penché_»" },
    { "fr", "un \"seul", "un \"seul" },
    { "fr", "un écran de 5\"", "un écran de 5\"" },
    { "fr", "(\"oui\")", "(«_oui_»)" },
    { "fr", "« Vrai ? » dit-il", "«_Vrai~?_» dit-il" },
    { "fr", "« Bonjour ! »", "«_Bonjour~!_»" },
    { "fr", "l'enfant", "l’enfant" },
    { "fr", "aujourd'hui", "aujourd’hui" },
    { "fr", "l’enfant", "l’enfant" },
    { "fr", "5' de pause", "5' de pause" },
    { "fr", "12 %", "12_%" },
    { "fr", "3,40 €", "3,40_€" },
    { "fr", "20 km", "20_km" },
    { "fr", "20 kilos", "20 kilos" },
    { "fr", "3 m²", "3_m²" },
    { "fr", "2 h 30", "2_h_30" },
    { "fr", "de 9 h à 17 h", "de 9_h à 17_h" },
    { "fr", "2_h 30", "2_h_30" },
    { "fr", "19 °C", "19_°C" },
    { "fr", "n° 5", "n°_5" },
    { "fr", "Mme Martin", "Mme_Martin" },
    { "fr", "M. Martin", "M._Martin" },
    { "fr", "Mme la maire", "Mme la maire" },
    { "fr", "p. 12", "p._12" },
    { "fr", "art. 3", "art._3" },
    { "fr", "Me Dupont", "Me_Dupont" },
    { "fr", "Me voici", "Me voici" },
    { "fr", "le 1er mai", "le 1^er mai" },
    { "fr", "la 1ère fois", "la 1^re fois" },
    { "fr", "le 2ème", "le 2^e" },
    { "fr", "le 3e", "le 3^e" },
    { "fr", "le XXIe siècle", "le XXI^e siècle" },
    { "fr", "la 2nde", "la 2^de" },
    { "fr", "les 1ers", "les 1^ers" },
    { "fr", "les 3ièmes", "les 3^es" },
    { "fr", "1ere", "1ere" },
    { "fr", "Le XVIIIe", "Le XVIII^e" },
    { "fr", "Ce Le Ve", "Ce Le Ve" },
    { "fr", "2eau", "2eau" },
    { "fr", "a1er", "a1er" },
    { "fr", "2025e", "2025e" },
    { "fr", "01 99 00 10 00", "01_99_00_10_00" },
    { "fr", "tél. 01 99 00 10 00", "tél._01_99_00_10_00" },
    { "fr", "`x ? \"y\"`", "" },
    { "fr", "voir https://x.fr/?a=1 !", "voir https://x.fr/?a=1~!" },
    { "fr", "<https://x.fr/a?>", "https://x.fr/a?" },
    { "fr", "a@b.fr: x", "a@b.fr: x" },
    { "fr", "[le *\"mot\"*]{lang=en}", "le “mot”" },
    { "fr", "n°\n5", "n°_5" },
    { "fr", "vrai\n?", "vrai~?" },
    { "fr", "12 % ?", "12_%~?" },
    { "fr", "100% !", "100%~!" },
    { "fr", "et/ou ?", "et/ou~?" },
    { "fr", "Ça va ?\\\nOui !", "Ça va~?/Oui~!" },
    { "fr-CA", "Oui !", "Oui~!" },
    { "de", "\"ja\"", "„ja“" },
    { "de", "\"ja 'und' nein\"", "„ja ‚und‘ nein“" },
    { "de", "Ja!", "Ja!" },
    { "de", "Ja : nein", "Ja : nein" },
    { "de", "z. B.", "z._B." },
    { "de", "18:30 Uhr", "18:30_Uhr" },
    { "de", "Nr. 5", "Nr._5" },
    { "de", "12 %", "12_%" },
    { "de", "wie geht's", "wie geht’s" },
    { "de", "das 1er", "das 1er" },
    { "de", "u. a.", "u._a." },
    { "en", "\"yes\"", "“yes”" },
    { "en", "he said \"it's 'fine', sir\"", "he said “it’s ‘fine’, sir”" },
    { "en", "don't", "don’t" },
    { "en", "the '90s", "the ’90s" },
    { "en", "parents' room", "parents’ room" },
    { "en", "Really?", "Really?" },
    { "en", "a ; b", "a ; b" },
    { "en", "Mrs Smith", "Mrs_Smith" },
    { "en", "12 km", "12_km" },
    { "en", "p. 5", "p._5" },
    { "en", "5' 6\"", "5' 6\"" },
    { "es", "\"sí\"", "«sí»" },
    { "es", "¿Sí?", "¿Sí?" },
    { "pt", "\"sim\"", "“sim”" },
    { "pl", "\"tak\"", "„tak”" },
    { "ru", "\"да\"", "«да»" },
    { "uk", "\"так\"", "«так»" },
    { "tr", "\"evet\"", "“evet”" },
    { "ar", "\"نعم\"", "”نعم“" },
    { "ar", "هل؟ نعم، لا", "هل؟ نعم، لا" },
    { "zh", "你好？“是”", "你好？“是”" },
    { "ru", "№ 5", "№_5" },
    { "xx", "\"x\"", "“x”" },
};

static void test_each_language_has_its_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        arena *a = arena_new(0);
        assert_string_equal(settled(a, lines[i].lang, lines[i].typed, TYPOGRAPHY_FULL, 1), lines[i].right);
        assert_string_equal(settled(a, lines[i].lang, lines[i].typed, TYPOGRAPHY_FULL, 3), lines[i].right);
        arena_free(a);
    }
}

static void test_settings_choose_guillemets_or_nothing(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_string_equal(settled(a, "fr", "« oui » \"non\"", TYPOGRAPHY_THIN, 1), "«~oui~» «~non~»");
    assert_string_equal(settled(a, "fr", "« oui » ? l'eau", TYPOGRAPHY_OFF, 1), "« oui » ? l'eau");
    assert_string_equal(typography_text(a, S("fr"), TYPOGRAPHY_FULL, S("Qu'est-ce ?")).p, "Qu’est-ce\u202F?");
    assert_string_equal(typography_text(a, S("fr"), TYPOGRAPHY_FULL, S("Le 1er mai")).p, "Le 1er mai");
    arena_free(a);
}

/* Whatever is typed, the text comes to rest: signs run together may be seen for what they are only once spaces part
 * them, so it may take a second time, never a third. */
static void test_any_text_keeps_its_letters(void **state)
{
    (void)state;
    static const char *const bits[] = { " ", "\"", "'",  "?", "!",  ":",  ";",  "«",  "»", "a",
                                        "é", "1",  "12", "e", "er", "M.", "n°", "XX", "%", "h" };
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        arena *a = arena_new(0);
        buf text = { 0 };
        for (int k = 0; k < 24; k++) {
            seed = seed * 1103515245u + 12345u;
            buf_z(&text, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
        }
        str given = buf_take(&text, a), once = typography_text(a, S("fr"), TYPOGRAPHY_FULL, given);
        str twice = typography_text(a, S("fr"), TYPOGRAPHY_FULL, once);
        str thrice = typography_text(a, S("fr"), TYPOGRAPHY_FULL, twice);
        assert_string_equal(arena_str(a, thrice).p, arena_str(a, twice).p);
        assert_true(once.n >= given.n / 2);
        arena_free(a);
    }
}

static void test_thousands_of_quotes_take_little_time(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    arena *a = arena_new(0);
    buf text = { 0 };
    for (int i = 0; i < MANY; i++) buf_z(&text, i % 3 ? "\"" : " \"x' ");
    assert_true(typography_text(a, S("en"), TYPOGRAPHY_FULL, buf_take(&text, a)).n > MANY);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_language_has_its_rules),
        cmocka_unit_test(test_settings_choose_guillemets_or_nothing),
        cmocka_unit_test(test_any_text_keeps_its_letters),
        cmocka_unit_test(test_thousands_of_quotes_take_little_time),
        cmocka_unit_test(test_digits_are_kept_together), cmocka_unit_test(test_other_digits_are_left_alone),
        cmocka_unit_test(test_foreign_lines_are_isolated), cmocka_unit_test(test_mixed_and_neutral_lines_are_not),
        cmocka_unit_test(test_words_of_the_other_direction_are_isolated),
        cmocka_unit_test(test_nothing_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
