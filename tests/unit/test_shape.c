/* Fonts found, words shaped, and where words and texts may be divided. */
#include "book.h"
#include "type/chance.h"
#include "type/shape.h"

typedef struct shop { book k; shaper *s; } shop;

static shop shop_open(void)
{
    shop w = { .k = book_of("fr", false) };
    w.s = shaper_new(w.k.fonts);
    return w;
}

static void shop_close(shop *w)
{
    shaper_free(w->s);
    book_drop(&w->k);
}

static const face *latin(shop *w) { return font_set_face(w->k.fonts, S("Noto Sans"), 400, false); }
static const face *arabic(shop *w) { return font_set_face(w->k.fonts, S("Noto Naskh Arabic"), 400, false); }

static shape_key latin_key(shop *w)
{
    return (shape_key){ latin(w), PT(10), HB_SCRIPT_LATIN, hb_language_from_string("fr", -1), false };
}

static shape_key arabic_key(shop *w)
{
    return (shape_key){ arabic(w), PT(10), HB_SCRIPT_ARABIC, hb_language_from_string("ar", -1), true };
}

/* --- fonts */

static void test_family_gives_the_nearest_face(void **state)
{
    (void)state;
    shop w = shop_open();
    font_set *s = w.k.fonts;
    const face *plain = latin(&w), *bold = font_set_face(s, S("Noto Sans"), 700, false);
    const face *italic = font_set_face(s, S("Noto Sans"), 400, true);
    assert_non_null(plain);
    assert_true(str_ends(plain->path, S("NotoSans-Regular.ttf")));
    assert_true(str_ends(bold->path, S("NotoSans-Bold.ttf")));
    assert_true(str_ends(italic->path, S("NotoSans-Italic.ttf")));
    assert_true(plain->upem > 0 && plain->ascent > 0 && plain->descent < 0 && plain->cap_height > 0);
    assert_true(plain->cap_height < plain->ascent);
    assert_ptr_equal(latin(&w), plain);
    shop_close(&w);
}

static void test_family_without_italic_stands_upright(void **state)
{
    (void)state;
    shop w = shop_open();
    assert_ptr_equal(font_set_face(w.k.fonts, S("Noto Naskh Arabic"), 400, true), arabic(&w));
    shop_close(&w);
}

static void test_missing_family_is_reported_once_and_not_replaced(void **state)
{
    (void)state;
    shop w = shop_open();
    for (unsigned weight = 400; weight <= 700; weight += 300)
        assert_null(font_set_face(w.k.fonts, S("Police Introuvable"), weight, false));
    assert_null(font_set_face(w.k.fonts, S(""), 400, false));
    assert_int_equal(reports(&w.k, B703), 2);
    shop_close(&w);
}

static void test_face_has_what_it_can_draw_by_parts(void **state)
{
    (void)state;
    shop w = shop_open();
    const face *f = latin(&w);
    static const uint32_t yes[] = { 'a', 0xE9, 0xA0, 0x202F, 0x2009, 0x2011, 0x1E69 };
    static const uint32_t no[] = { 0x627, 0x6258, 0x10FFFF };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) assert_true(font_has(f, yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) assert_false(font_has(f, no[i]));
    assert_true(font_has(arabic(&w), 0x627));
    shop_close(&w);
}

static void test_packages_are_known(void **state)
{
    (void)state;
    assert_string_equal(font_package(S("Noto Sans")), "fonts-noto-core");
    assert_string_equal(font_package(S("Noto Sans CJK SC")), "fonts-noto-cjk");
    assert_string_equal(font_package(S("Police Introuvable")), "");
    assert_string_equal(font_package_of(0x6258), "fonts-noto-cjk");
    assert_string_equal(font_package_of(0x0995), "fonts-noto-core");
}

/* --- stacks */

static void test_stack_starts_with_the_families_of_the_language(void **state)
{
    (void)state;
    shop w = shop_open();
    const font_stack *fr = shaper_stack(w.s, w.k.flow, &w.k.font, S("fr"));
    const font_stack *ar = shaper_stack(w.s, w.k.flow, &w.k.font, S("ar-DZ"));
    assert_int_equal(fr->n, 3);
    assert_ptr_equal(fr->v[0], latin(&w));
    assert_ptr_equal(fr->v[1], arabic(&w));
    assert_int_equal(ar->n, 3);
    assert_ptr_equal(ar->v[0], arabic(&w));
    assert_ptr_equal(ar->v[1], latin(&w));
    assert_ptr_equal(shaper_stack(w.s, w.k.flow, &w.k.font, S("ar-DZ")), ar);
    const font_stack *arn = shaper_stack(w.s, w.k.flow, &w.k.font, S("arn"));
    assert_ptr_equal(arn->v[0], latin(&w));        /* Mapuche is not Arabic */
    shop_close(&w);
}

static void test_code_keeps_its_own_family_first(void **state)
{
    (void)state;
    shop w = shop_open();
    static const str mono[] = { S_INIT("DejaVu Sans Mono") };
    flow_font look = { .families = mono, .nfamilies = 1, .size = PT(9), .mono = true };
    const font_stack *s = shaper_stack(w.s, w.k.flow, &look, S("ar"));
    assert_true(str_eqz(s->v[0]->family, "DejaVu Sans Mono"));
    shop_close(&w);
}

static void test_stack_of_missing_families_is_what_serves_all(void **state)
{
    (void)state;
    shop w = shop_open();
    flow_font look = { .families = absent_family, .nfamilies = 1, .size = PT(9) };
    assert_int_equal(shaper_stack(w.s, w.k.flow, &look, S("fr"))->n, 2);
    w.k.flow->nfonts = 0;
    assert_int_equal(shaper_stack(w.s, w.k.flow, &look, S("en"))->n, 0);
    shop_close(&w);
}

/* --- words */

static void check_word(const shaped *w, str text, bool rtl)
{
    mpt sum = 0;
    for (uint32_t i = 0; i < w->nglyphs; i++) {
        assert_true(w->glyphs[i].gid != 0 && w->glyphs[i].cluster < text.n);
        if (i) assert_true(rtl ? w->glyphs[i].cluster <= w->glyphs[i - 1].cluster
                               : w->glyphs[i].cluster >= w->glyphs[i - 1].cluster);
        sum += w->glyphs[i].advance;
    }
    assert_int_equal(sum, w->width);
}

static void test_word_is_as_wide_as_its_glyphs(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key fr = latin_key(&w), ar = arabic_key(&w);
    check_word(shaper_word(w.s, &fr, S("l’été")), S("l’été"), false);
    check_word(shaper_word(w.s, &ar, S("الحضانة")), S("الحضانة"), true);
    assert_int_equal(shaper_word(w.s, &fr, S(""))->nglyphs, 0);
    shop_close(&w);
}

static void test_word_is_shaped_once_for_each_look(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = latin_key(&w), bold = k, big = k;
    bold.face = font_set_face(w.k.fonts, S("Noto Sans"), 700, false);
    big.size = 2 * k.size;
    char text[] = "crèche";
    shaped *one = shaper_word(w.s, &k, str_z(text));
    memset(text, 'x', sizeof text - 1);            /* the cache has its own copy */
    assert_ptr_equal(shaper_word(w.s, &k, S("crèche")), one);
    assert_ptr_not_equal(shaper_word(w.s, &k, S("crèches")), one);
    assert_ptr_not_equal(shaper_word(w.s, &bold, S("crèche")), one);
    mpt wide = shaper_word(w.s, &big, S("crèche"))->width;
    assert_in_range(wide, 2 * one->width - 10, 2 * one->width + 10);
    shop_close(&w);
}

static void test_cache_keeps_thousands_of_words_apart(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = latin_key(&w);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 3000; i++) {
            str text = arena_fmt(w.k.a, "%d", i);
            assert_int_equal(shaper_word(w.s, &k, text)->nglyphs, text.n);
        }
    shaper_trim(w.s);
    assert_true(shaper_word(w.s, &k, S("12"))->width > 0);
    shop_close(&w);
}

static void test_character_without_glyph_leaves_none(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = latin_key(&w);
    assert_int_equal(shaper_word(w.s, &k, S("托"))->nglyphs, 0);
    assert_int_equal(shaper_word(w.s, &k, S("a托b"))->nglyphs, 2);
    shop_close(&w);
}

static void test_soft_hyphen_takes_no_room(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = latin_key(&w);
    mpt plain = shaper_word(w.s, &k, S("communauté"))->width;
    assert_int_equal(shaper_word(w.s, &k, S("commu\u00ADnauté"))->width, plain);
    shop_close(&w);
}

static void test_letters_join_across_a_change_of_look(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = arabic_key(&w);
    str word = S("بيت");
    shaped *alone = shaper_word(w.s, &k, str_first(word, 2));
    shaped *first = shaper_joined(w.s, w.k.a, &k, word, 0, 2), *rest = shaper_joined(w.s, w.k.a, &k, word, 2, 6);
    assert_int_not_equal(first->glyphs[0].gid, alone->glyphs[0].gid);      /* an initial form */
    assert_in_range(first->width + rest->width, shaper_word(w.s, &k, word)->width - 20,
                    shaper_word(w.s, &k, word)->width + 20);
    check_word(rest, str_skip(word, 2), true);     /* clusters count from the part's first byte */
    shop_close(&w);
}

static void test_offset_within_a_word_stands_between_clusters(void **state)
{
    (void)state;
    shop w = shop_open();
    shape_key k = latin_key(&w);
    const shaped *s = shaper_word(w.s, &k, S("été"));
    assert_int_equal(shaped_offset(s, 0), 0);
    assert_int_equal(shaped_offset(s, 1), -1);     /* within é */
    assert_true(shaped_offset(s, 2) > 0);
    assert_true(shaped_offset(s, 3) > shaped_offset(s, 2));
    assert_int_equal(shaped_offset(s, 99), -1);
    shop_close(&w);
}

/* --- division of words */

/* The word with a point where it may be divided. */
static const char *divided(shop *w, const char *lang, const char *word)
{
    hyphen_dict *d = hyphen_for(font_set_hyphens(w->k.fonts), str_z(lang));
    assert_non_null(d);
    uint16_t *at;
    str text = str_z(word);
    size_t n = hyphen_points(d, w->k.a, text, &at);
    buf b = { 0 };
    for (size_t i = 0, k = 0; i < text.n; i++) {
        if (k < n && at[k] == i) { buf_char(&b, '.'); k++; }
        buf_char(&b, text.p[i]);
    }
    return buf_take(&b, w->k.a).p;
}

static void test_french_words_are_divided_by_syllables(void **state)
{
    (void)state;
    shop w = shop_open();
    assert_string_equal(divided(&w, "fr", "constitution"), "consti.tu.tion");
    assert_string_equal(divided(&w, "fr", "développement"), "dé.ve.lop.pe.ment");
    assert_string_equal(divided(&w, "fr", "réorganisation"), "réor.ga.ni.sa.tion");      /* not between two vowels */
    assert_string_equal(divided(&w, "fr-BE", "constitution"), divided(&w, "fr", "constitution"));
    assert_string_not_equal(divided(&w, "en", "constitution"), divided(&w, "fr", "constitution"));
    shop_close(&w);
}

static void test_two_letters_stay_before_and_three_after(void **state)
{
    (void)state;
    shop w = shop_open();
    static const char *const samples[] = { "activité", "épidémiologie", "remboursement", "bénéficiaire", "opéra" };
    hyphen_dict *d = hyphen_for(font_set_hyphens(w.k.fonts), S("fr"));
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        uint16_t *at;
        str word = str_z(samples[i]);
        size_t n = hyphen_points(d, w.k.a, word, &at);
        for (size_t k = 0; k < n; k++) {
            assert_true(utf8_count(str_first(word, at[k])) >= 2 && utf8_count(str_skip(word, at[k])) >= 3);
            if (k) assert_true(at[k] > at[k - 1]);
        }
    }
    shop_close(&w);
}

static void test_what_is_no_plain_word_is_not_divided(void **state)
{
    (void)state;
    shop w = shop_open();
    static const char *const whole[] = { "idée", "TRIBUNAL", "McDonald", "covid19vaccin", "commu\u00ADnication", "",
                                         "托儿所托儿所" };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_string_equal(divided(&w, "fr", whole[i]), whole[i]);
    assert_string_equal(divided(&w, "fr", "(constitution),"), "(consti.tu.tion),");
    assert_string_equal(divided(&w, "fr", "Constitution"), "Consti.tu.tion");
    shop_close(&w);
}

static void test_endless_word_is_left_alone(void **state)
{
    (void)state;
    shop w = shop_open();
    str word = repeat(w.k.a, "constitution", 40000);
    hyphen_dict *d = hyphen_for(font_set_hyphens(w.k.fonts), S("fr"));
    uint16_t *at;
    assert_int_equal(hyphen_points(d, w.k.a, word, &at), 0);
    assert_int_equal(hyphen_points(d, w.k.a, str_first(word, 1200), &at), 0);
    shop_close(&w);
}

static void test_language_without_patterns_has_none(void **state)
{
    (void)state;
    shop w = shop_open();
    hyphen_set *s = font_set_hyphens(w.k.fonts);
    static const char *const none[] = { "", "ar", "zz", "../fr", "fr/../fr", "unelanguedeplusdeseizelettres" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_null(hyphen_for(s, str_z(none[i])));
    assert_ptr_equal(hyphen_for(s, S("fr")), hyphen_for(s, S("fr")));
    shop_close(&w);
}

/* --- breaks of lines */

/* The text with a bar where a line may end. */
static const char *barred(arena *a, const char *lang, const char *z)
{
    str text = str_z(z);
    chances *c = chances_new();
    uint8_t *may = ARENA_ARRAY(a, uint8_t, text.n + 1);
    chances_mark(c, text, str_z(lang), may);
    chances_free(c);
    buf b = { 0 };
    for (size_t i = 0; i < text.n; i++) {
        if (may[i]) buf_char(&b, '|');
        buf_char(&b, text.p[i]);
    }
    return buf_take(&b, a).p;
}

static void test_lines_end_where_unicode_allows(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_string_equal(barred(a, "fr", "un mot, deux"), "un |mot, |deux");
    assert_string_equal(barred(a, "fr", "l’aide\u00A0: 2\u202F024\u00A0€"), "l’aide\u00A0: |2\u202F024\u00A0€");
    assert_string_equal(barred(a, "fr", "«\u00A0oui\u00A0» (non)"), "«\u00A0oui\u00A0» |(non)");
    assert_string_equal(barred(a, "fr", "demi-part"), "demi-|part");
    assert_string_equal(barred(a, "zh", "托儿所。"), "托|儿|所。");
    assert_string_equal(barred(a, "fr", ""), "");
    arena_free(a);
}

static void test_thai_breaks_between_words(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    const char *thai = "ภาษาไทยภาษาไทย";
    assert_non_null(strchr(barred(a, "th", thai), '|'));
    arena_free(a);
}

static void test_any_bytes_are_looked_at(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const odd[] = { "\xFF\xFE un", "\xC3", "a\xE2\x80", "\x01\x02 x" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (int lang = 0; lang < 2; lang++)
            assert_true(strlen(barred(a, lang ? "une-langue-inconnue" : "", odd[i])) >= strlen(odd[i]));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_family_gives_the_nearest_face),
        cmocka_unit_test(test_family_without_italic_stands_upright),
        cmocka_unit_test(test_missing_family_is_reported_once_and_not_replaced),
        cmocka_unit_test(test_face_has_what_it_can_draw_by_parts),
        cmocka_unit_test(test_packages_are_known),
        cmocka_unit_test(test_stack_starts_with_the_families_of_the_language),
        cmocka_unit_test(test_code_keeps_its_own_family_first),
        cmocka_unit_test(test_stack_of_missing_families_is_what_serves_all),
        cmocka_unit_test(test_word_is_as_wide_as_its_glyphs),
        cmocka_unit_test(test_word_is_shaped_once_for_each_look),
        cmocka_unit_test(test_cache_keeps_thousands_of_words_apart),
        cmocka_unit_test(test_character_without_glyph_leaves_none),
        cmocka_unit_test(test_soft_hyphen_takes_no_room),
        cmocka_unit_test(test_letters_join_across_a_change_of_look),
        cmocka_unit_test(test_offset_within_a_word_stands_between_clusters),
        cmocka_unit_test(test_french_words_are_divided_by_syllables),
        cmocka_unit_test(test_two_letters_stay_before_and_three_after),
        cmocka_unit_test(test_what_is_no_plain_word_is_not_divided),
        cmocka_unit_test(test_endless_word_is_left_alone),
        cmocka_unit_test(test_language_without_patterns_has_none),
        cmocka_unit_test(test_lines_end_where_unicode_allows),
        cmocka_unit_test(test_thai_breaks_between_words),
        cmocka_unit_test(test_any_bytes_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
