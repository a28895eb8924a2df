/* Paragraphs: words become lines of a width. */
#include "book.h"
#include "type/para.h"

/* A paragraph, and its lines once set. */
typedef struct desk { book k; setter s; flow *text; tag *owner; para *p; para_lines lines; } desk;

static void desk_open(desk *w, const char *lang, bool rtl)
{
    *w = (desk){ .k = book_of(lang, rtl) };
    setter_start(&w->s, w->k.fonts, w->k.flow, w->k.d);
    w->text = flow_new(w->k.a, FLOW_TEXT);
    w->text->style.leading = LINE;
    w->owner = tag_new(w->k.a, NULL, TAG_P);
}

static void desk_close(desk *w)
{
    setter_end(&w->s);
    book_drop(&w->k);
}

/* A French paragraph of this text. */
static void desk_of(desk *w, const char *text)
{
    desk_open(w, "fr", false);
    put_run(&w->k, w->text, text);
}

static para_lines set(desk *w, mpt width)
{
    w->p = para_new(&w->s, w->k.a, w->text, S(""));
    para_place at = { width, 0, w->owner };
    return w->lines = para_set(&w->s, w->k.a, w->k.a, w->p, &at);
}

/* --- what lines say */

static str line_text(const desk *w, size_t k)
{
    const para_line *l = &w->lines.v[k];
    const frame_item **v = ARENA_ARRAY(w->k.a, const frame_item *, l->nitems + 1);
    size_t n = 0;
    for (size_t i = 0; i < l->nitems; i++)
        if (l->items[i].kind == FRAME_RUN && l->items[i].tag) v[n++] = &l->items[i];
    qsort(v, n, sizeof *v, by_order);
    buf b = { 0 };
    for (size_t i = 0; i < n; i++) buf_str(&b, v[i]->text);
    return buf_take(&b, w->k.a);
}

/* All lines, with a bar between them. */
static const char *lines_text(const desk *w)
{
    buf b = { 0 };
    for (size_t k = 0; k < w->lines.n; k++) {
        if (k) buf_char(&b, '|');
        buf_str(&b, line_text(w, k));
    }
    return buf_take(&b, w->k.a).p;
}

/* Lines one after the other as the author wrote them. */
static str rejoined(const desk *w)
{
    buf b = { 0 };
    for (size_t k = 0; k < w->lines.n; k++) {
        str t = line_text(w, k);
        bool cut = str_ends(t, S("\u00AD")) && k + 1 < w->lines.n;
        buf_str(&b, str_first(t, t.n - (cut ? 2 : 0)));
    }
    return buf_take(&b, w->k.a);
}

static mpt left_of(const para_line *l)
{
    mpt x = INT32_MAX;
    for (size_t i = 0; i < l->nitems; i++) if (l->items[i].x < x) x = l->items[i].x;
    return x;
}

static mpt right_of(const para_line *l)
{
    mpt x = INT32_MIN;
    for (size_t i = 0; i < l->nitems; i++) if (l->items[i].x + l->items[i].w > x) x = l->items[i].x + l->items[i].w;
    return x;
}

static const frame_item *item_saying(const desk *w, const char *text)
{
    for (size_t k = 0; k < w->lines.n; k++)
        for (size_t i = 0; i < w->lines.v[k].nitems; i++)
            if (says(&w->lines.v[k].items[i], text)) return &w->lines.v[k].items[i];
    fail_msg("no item says “%s” in %s", text, lines_text(w));
    return NULL;
}

static bool is_in_one_line(const desk *w, const char *part)
{
    for (size_t k = 0; k < w->lines.n; k++)
        if (str_search(line_text(w, k), str_z(part)) != STR_NONE) return true;
    return false;
}

static const char prose[] = "La prestation partagée d’éducation de l’enfant complète les revenus du foyer pendant que "
                            "l’un des parents interrompt ou réduit son activité professionnelle pour s’occuper de son "
                            "dernier enfant, sous certaines conditions de ressources et de durée.";

/* --- edges */

static void test_justified_lines_reach_both_edges(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    w.text->style.align = FLOW_JUSTIFY;
    w.text->style.hyphenate = true;
    set(&w, PT(180));
    assert_true(w.lines.n > 4);
    for (size_t k = 0; k < w.lines.n; k++) {
        assert_int_equal(left_of(&w.lines.v[k]), 0);
        if (k + 1 < w.lines.n) assert_int_equal(right_of(&w.lines.v[k]), PT(180));
    }
    assert_true(right_of(&w.lines.v[w.lines.n - 1]) < PT(180));
    assert_true(str_eqz(rejoined(&w), prose));
    desk_close(&w);
}

static void test_ragged_lines_begin_alike_and_end_where_they_may(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    for (mpt width = PT(80); width < PT(300); width += PT(7)) {
        set(&w, width);
        for (size_t k = 0; k < w.lines.n; k++) {
            assert_int_equal(left_of(&w.lines.v[k]), 0);
            assert_true(right_of(&w.lines.v[k]) <= width);
        }
        assert_true(str_eqz(rejoined(&w), prose));
    }
    assert_int_equal(reports(&w.k, B704), 0);
    desk_close(&w);
}

static void test_other_edges(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        desk w;
        desk_open(&w, rtl ? "ar" : "fr", rtl);
        put_run(&w.k, w.text, rtl ? "سلام" : "Bonjour");
        w.text->style.align = FLOW_END;
        set(&w, PT(200));
        assert_int_equal(rtl ? left_of(&w.lines.v[0]) : right_of(&w.lines.v[0]), rtl ? 0 : PT(200));
        w.text->style.align = FLOW_START;
        set(&w, PT(200));
        assert_int_equal(rtl ? right_of(&w.lines.v[0]) : left_of(&w.lines.v[0]), rtl ? PT(200) : 0);
        w.text->style.align = FLOW_CENTER;
        set(&w, PT(200));
        assert_in_range(left_of(&w.lines.v[0]) + right_of(&w.lines.v[0]), PT(200) - 1, PT(200) + 1);
        desk_close(&w);
    }
}

static void test_first_line_is_indented_at_its_start(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        desk w;
        desk_open(&w, rtl ? "ar" : "fr", rtl);
        put_run(&w.k, w.text, rtl ? "سلام سلام سلام سلام سلام سلام سلام سلام" : prose);
        w.text->style.first = PT(15);
        set(&w, PT(100));
        assert_true(w.lines.n > 1);
        assert_int_equal(rtl ? right_of(&w.lines.v[0]) : left_of(&w.lines.v[0]), rtl ? PT(85) : PT(15));
        assert_int_equal(rtl ? right_of(&w.lines.v[1]) : left_of(&w.lines.v[1]), rtl ? PT(100) : 0);
        desk_close(&w);
    }
}

static void test_lines_have_the_leading_asked_for(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    set(&w, PT(100));
    for (size_t k = 0; k < w.lines.n; k++) {
        assert_int_equal(w.lines.v[k].height, LINE);
        assert_true(w.lines.v[k].baseline > LINE / 2 && w.lines.v[k].baseline < LINE);
    }
    desk_close(&w);
}

static void test_measures_are_those_of_the_lines(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    mpt least, most;
    set(&w, PT(100));
    para_measure(w.p, &least, &most);
    assert_true(least > 0 && least < most);
    set(&w, most);
    assert_int_equal(w.lines.n, 1);
    assert_int_equal(right_of(&w.lines.v[0]), most);
    assert_true(set(&w, most - 1).n > 1);
    set(&w, least);
    assert_int_equal(reports(&w.k, B704), 0);
    set(&w, least - 1);
    assert_int_equal(reports(&w.k, B704), 1);
    desk_close(&w);
}

/* --- division */

static void test_hyphen_stands_at_the_end_of_a_divided_line(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "anticonstitutionnellement");
    w.text->style.hyphenate = true;
    set(&w, PT(70));
    assert_true(w.lines.n > 1);
    for (size_t k = 0; k + 1 < w.lines.n; k++) {
        const frame_item *it = &w.lines.v[k].items[0];
        assert_true(str_ends(it->text, S("\u00AD")));
        assert_int_equal(it->glyphs[it->nglyphs - 1].cluster, it->text.n - 2);
        assert_true(it->x + it->w <= PT(70));
    }
    assert_true(str_eqz(rejoined(&w), "anticonstitutionnellement"));
    assert_int_equal(reports(&w.k, B704), 0);
    desk_close(&w);
}

static void test_words_are_divided_only_when_asked(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    w.text->style.align = FLOW_JUSTIFY;
    for (int i = 0; i < 2; i++) {
        w.text->style.hyphenate = i == 1;
        w.text->lang = i == 1 ? S("la-langue-sans-motifs") : S("");
        set(&w, PT(100));
        assert_null(strstr(lines_text(&w), "\u00AD"));
    }
    w.text->lang = S("");
    set(&w, PT(100));
    assert_non_null(strstr(lines_text(&w), "\u00AD|"));
    desk_close(&w);
}

static void test_no_more_than_three_hyphens_in_a_row(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    w.text->style.hyphenate = true;
    w.text->style.align = FLOW_JUSTIFY;
    for (mpt width = PT(120); width < PT(240); width += PT(4)) {
        set(&w, width);
        for (size_t k = 0, row = 0; k < w.lines.n; k++) {
            row = str_ends(line_text(&w, k), S("\u00AD")) ? row + 1 : 0;
            assert_true(row <= 3);
        }
    }
    desk_close(&w);
}

static void test_soft_hyphen_shows_only_where_the_line_ends(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "inter\u00ADcommunalité");
    mpt plain, soft;
    para_measure(para_new(&w.s, w.k.a, w.text, S("")), &plain, &soft);
    assert_int_equal(set(&w, soft).n, 1);
    mpt whole = right_of(&w.lines.v[0]);
    assert_int_equal(set(&w, soft - PT(5)).n, 2);
    assert_string_equal(lines_text(&w), "inter\u00AD|communalité");
    const frame_item *it = &w.lines.v[0].items[0];
    assert_int_equal(it->nglyphs, 6);              /* five letters and a hyphen */
    assert_true(it->w > it->glyphs[5].x);
    desk other;
    desk_of(&other, "intercommunalité");
    set(&other, soft + PT(50));
    assert_in_range(whole, right_of(&other.lines.v[0]) - PT(1) / 2, right_of(&other.lines.v[0]) + PT(1) / 2);
    desk_close(&other);
    desk_close(&w);
}

static void test_author_who_divides_a_word_divides_it_alone(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "une inter\u00ADcommunalité");
    w.text->style.hyphenate = true;
    for (mpt width = PT(64); width < PT(120); width += PT(3)) {
        set(&w, width);
        assert_true(is_in_one_line(&w, "communalité"));
        assert_true(is_in_one_line(&w, "inter"));
    }
    desk_close(&w);
}

static void test_dashes_end_lines_without_a_hyphen(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "vice-présidente");
    set(&w, PT(60));
    assert_string_equal(lines_text(&w), "vice-|présidente");
    assert_int_equal(w.lines.v[0].items[0].nglyphs, 5);
    desk_close(&w);
}

/* --- spaces */

static void test_no_break_spaces_never_break(void **state)
{
    (void)state;
    static const char *const whole[] = { "2\u202F024\u00A0€", "«\u00A0oui\u00A0»", "vite\u202F!", "l’enfant" };
    desk w;
    desk_of(&w, "Il faut 2\u202F024\u00A0€ pour dire «\u00A0oui\u00A0» et vite\u202F! à l’enfant qui attend");
    for (mpt width = PT(48); width < PT(260); width += PT(2)) {
        w.text->style.align = width % PT(4) ? FLOW_JUSTIFY : FLOW_START;
        set(&w, width);
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) assert_true(is_in_one_line(&w, whole[i]));
    }
    desk_close(&w);
}

static void test_no_line_begins_with_french_punctuation(void **state)
{
    (void)state;
    static const char *const marks[] = { "?", "!", ";", ":", "»", ",", ".", "%" };
    desk w;
    desk_of(&w, "Pourquoi\u202F? Parce que\u00A0: «\u00A0rien\u00A0»\u202F; si\u202F! 12,5\u00A0%. Et puis, non.");
    for (mpt width = PT(50); width < PT(220); width += PT(3)) {
        set(&w, width);
        for (size_t k = 0; k < w.lines.n; k++) {
            str t = line_text(&w, k);
            for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) assert_false(str_starts(t, str_z(marks[i])));
            assert_false(str_ends(str_trim(t), S("«")));
        }
    }
    desk_close(&w);
}

static void test_space_at_a_break_is_said_but_not_seen(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "crèche     municipale");
    set(&w, PT(60));
    assert_string_equal(lines_text(&w), "crèche |municipale");
    const frame_item *it = &w.lines.v[0].items[0];
    assert_int_equal(it->nglyphs, 6);
    assert_int_equal(w.lines.v[1].items[0].x, 0);
    desk_close(&w);
}

static void test_forced_breaks_and_code_keep_their_spaces(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "si x\n    y\n\nfin");
    w.text->style.align = FLOW_JUSTIFY;
    set(&w, PT(200));
    assert_int_equal(w.lines.n, 4);
    assert_int_equal(w.lines.v[2].nitems, 0);
    const frame_item *y = item_saying(&w, "y");
    assert_true(str_starts(y->text, S("    ")));
    assert_true(right_of(&w.lines.v[0]) < PT(100));          /* not stretched */
    desk_close(&w);
}

/* --- words too long */

static void test_word_wider_than_the_column_is_cut_and_reported(void **state)
{
    (void)state;
    const char *text = "voir prestations_partagees_de_garde_d_enfant ici";
    desk w;
    desk_of(&w, text);
    set(&w, PT(60));
    set(&w, PT(60));
    assert_int_equal(reports(&w.k, B704), 1);
    for (size_t k = 0; k < w.lines.n; k++) assert_true(right_of(&w.lines.v[k]) <= PT(60));
    assert_true(str_eqz(rejoined(&w), text));
    desk_close(&w);
}

static void test_address_is_broken_behind_its_strokes(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "https://exemple.fr/familles/garde/enfant");
    set(&w, PT(100));
    assert_true(w.lines.n > 1);
    for (size_t k = 0; k + 1 < w.lines.n; k++) assert_true(str_ends(line_text(&w, k), S("/")));
    assert_int_equal(reports(&w.k, B704), 0);
    desk_close(&w);
}

static void test_long_arabic_word_is_cut_in_reading_order(void **state)
{
    (void)state;
    desk w;
    desk_open(&w, "ar", true);
    put_run(&w.k, w.text, "فاستقبلناكموهاومستودعاتهم");
    set(&w, PT(40));
    assert_true(w.lines.n > 1);
    for (size_t k = 0; k < w.lines.n; k++) {
        assert_true(left_of(&w.lines.v[k]) >= 0);
        assert_int_equal(right_of(&w.lines.v[k]), PT(40));
    }
    assert_true(str_eqz(rejoined(&w), "فاستقبلناكموهاومستودعاتهم"));
    desk_close(&w);
}

/* --- two directions */

static void test_latin_in_an_arabic_paragraph_reads_from_left_to_right(void **state)
{
    (void)state;
    desk w;
    desk_open(&w, "ar", true);
    put_run(&w.k, w.text, "يوجد CAF Paris في المدينة 2024 عاما");
    set(&w, PT(400));
    const frame_item *first = item_saying(&w, "يوجد"), *latin = item_saying(&w, "CAF"),
                     *paris = item_saying(&w, "Paris");
    const frame_item *next = item_saying(&w, "المدينة"), *year = item_saying(&w, "2024");
    assert_true(first->rtl && next->rtl && !latin->rtl && !year->rtl);
    assert_true(first->x > paris->x && paris->x > latin->x);
    assert_true(latin->x > next->x && next->x > year->x);
    assert_true(first->order < latin->order && latin->order < next->order);
    assert_int_equal(right_of(&w.lines.v[0]), PT(400));
    assert_true(str_eqz(rejoined(&w), "يوجد CAF Paris في المدينة 2024 عاما"));
    desk_close(&w);
}

static void test_arabic_in_a_french_paragraph_reads_from_right_to_left(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "On dit أهلا وسهلا pour accueillir.");
    set(&w, PT(400));
    const frame_item *before = item_saying(&w, "On dit"), *one = item_saying(&w, "أهلا");
    const frame_item *two = item_saying(&w, "وسهلا"), *after = item_saying(&w, "pour");
    assert_true(one->rtl && two->rtl && !before->rtl);
    assert_true(before->x < two->x && two->x < one->x && one->x < after->x);
    assert_true(before->order < one->order && one->order < two->order && two->order < after->order);
    assert_int_equal(two->x, before->x + before->w);
    assert_int_equal(after->x + after->w, right_of(&w.lines.v[0]));
    desk_close(&w);
}

static void test_lines_of_mixed_text_are_broken_in_reading_order(void **state)
{
    (void)state;
    const char *text = "يوجد Caisse d’allocations familiales في المدينة منذ سنوات طويلة";
    desk w;
    desk_open(&w, "ar", true);
    put_run(&w.k, w.text, text);
    for (mpt width = PT(70); width < PT(300); width += PT(10)) {
        set(&w, width);
        assert_true(str_eqz(rejoined(&w), text));
        for (size_t k = 0; k < w.lines.n; k++) {
            assert_true(left_of(&w.lines.v[k]) >= 0);
            assert_int_equal(right_of(&w.lines.v[k]), width);
        }
    }
    desk_close(&w);
}

static void test_items_of_a_line_stand_side_by_side(void **state)
{
    (void)state;
    desk w;
    desk_open(&w, "ar", true);
    put_run(&w.k, w.text, "من (CAF) إلى 50 % أو 2024-2025، نعم ");
    put_run(&w.k, w.text, "غامق")->font.weight = 700;
    w.text->style.align = FLOW_JUSTIFY;
    set(&w, PT(150));
    for (size_t k = 0; k < w.lines.n; k++) {
        const para_line *l = &w.lines.v[k];
        for (size_t i = 1; i < l->nitems; i++) assert_int_equal(l->items[i].x, l->items[i - 1].x + l->items[i - 1].w);
    }
    desk_close(&w);
}

/* --- looks */

static void test_each_character_finds_its_font(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "Fait ☑ le سلام");
    set(&w, PT(400));
    assert_true(str_eqz(item_saying(&w, "Fait")->face->family, "Noto Sans"));
    assert_true(str_eqz(item_saying(&w, "☑")->face->family, "DejaVu Sans"));
    assert_true(str_eqz(item_saying(&w, "سلام")->face->family, "Noto Naskh Arabic"));
    for (size_t i = 1; i < w.lines.v[0].nitems; i++) assert_int_equal(w.lines.v[0].items[i].y, w.lines.v[0].items[0].y);
    assert_int_equal(reports(&w.k, B702), 0);
    desk_close(&w);
}

static void test_runs_of_other_looks_share_the_line(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "du texte ");
    flow_run *bold = put_run(&w.k, w.text, "gras"), *high = put_run(&w.k, w.text, "er");
    bold->font.weight = 700;
    bold->font.color = 0x112233;
    bold->font.underline = true;
    high->font.rise = PT(4);
    high->font.size = PT(7);
    set(&w, PT(400));
    assert_int_equal(w.lines.n, 1);
    const frame_item *it = item_saying(&w, "gras");
    assert_true(str_ends(it->face->path, S("NotoSans-Bold.ttf")));
    assert_int_equal(it->color, 0x112233);
    assert_int_equal(it[1].kind, FRAME_RECT);      /* the rule below the word, no part of the text */
    assert_null(it[1].tag);
    assert_int_equal(it[1].w, it->w);
    assert_int_equal(item_saying(&w, "er")->y, PT(4));
    assert_int_equal(item_saying(&w, "er")->size, PT(7));
    desk_close(&w);
}

static void test_joined_letters_stay_joined_across_looks(void **state)
{
    (void)state;
    desk w;
    desk_open(&w, "ar", true);
    put_run(&w.k, w.text, "ب");
    put_run(&w.k, w.text, "يت")->font.color = 0xFF0000;
    set(&w, PT(100));
    desk one;
    desk_open(&one, "ar", true);
    put_run(&one.k, one.text, "بيت");
    set(&one, PT(100));
    const para_line *a = &w.lines.v[0], *b = &one.lines.v[0];
    assert_int_equal(a->nitems, 2);
    assert_in_range(right_of(a) - left_of(a), right_of(b) - left_of(b) - 20, right_of(b) - left_of(b) + 20);
    assert_int_equal(a->items[1].glyphs[a->items[1].nglyphs - 1].gid, b->items[0].glyphs[b->items[0].nglyphs - 1].gid);
    desk_close(&one);
    desk_close(&w);
}

static void test_foreign_words_and_code_are_elements(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "le ");
    put_run(&w.k, w.text, "design")->lang = S("en");
    put_run(&w.k, w.text, " de ");
    put_run(&w.k, w.text, "make")->tag = TAG_CODE;
    set(&w, PT(400));
    assert_ptr_equal(item_saying(&w, "le ")->tag, w.owner);
    const tag *word = item_saying(&w, "design")->tag, *code = item_saying(&w, "make")->tag;
    assert_int_equal(word->type, TAG_SPAN);
    assert_true(str_eqz(tag_lang(word), "en"));
    assert_ptr_equal(word->parent, w.owner);
    assert_int_equal(code->type, TAG_CODE);
    desk_close(&w);
}

/* --- links, leaders, decimals */

static void test_link_over_two_lines_has_two_places_and_one_element(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "Voir ");
    for (int i = 0; i < 2; i++) {
        flow_run *r = put_run(&w.k, w.text, i ? "allocations familiales" : "la caisse d’");
        r->tag = TAG_LINK;
        r->dest_kind = DEST_URI;
        r->dest = S("https://exemple.fr/");
        r->group = 7;
        r->font.italic = i == 1;
    }
    set(&w, PT(100));
    size_t n = 0;
    const tag *element = item_saying(&w, "la caisse")->tag;
    assert_int_equal(element->type, TAG_LINK);
    for (size_t k = 0; k < w.lines.n; k++)
        for (size_t i = 0; i < w.lines.v[k].nlinks; i++, n++) {
            const frame_link *l = &w.lines.v[k].links[i];
            assert_ptr_equal(l->tag, element);
            assert_true(str_eqz(l->contents, "la caisse d’allocations familiales"));
            assert_true(l->x >= 0 && l->x + l->w <= PT(100));
        }
    assert_int_equal(n, w.lines.n);
    assert_true(n > 1);
    assert_null(element->next);
    desk_close(&w);
}

static void test_neighbouring_links_are_apart(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "");
    for (uint32_t i = 0; i < 2; i++) {
        flow_run *r = put_run(&w.k, w.text, "ici");
        *r = (flow_run){ .text = r->text, .font = r->font, .tag = TAG_LINK, .dest_kind = DEST_URI, .group = i + 1,
                         .dest = S("https://exemple.fr/"), .dest_text = i ? S("la seconde") : S("") };
    }
    set(&w, PT(100));
    const para_line *l = &w.lines.v[0];
    assert_int_equal(l->nlinks, 2);
    assert_ptr_not_equal(l->links[0].tag, l->links[1].tag);
    assert_true(str_eqz(l->links[0].contents, "ici"));
    assert_true(str_eqz(l->links[1].contents, "la seconde"));
    desk_close(&w);
}

static void test_leader_fills_the_line_with_dots_that_say_nothing(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        desk w;
        desk_open(&w, rtl ? "ar" : "fr", rtl);
        put_run(&w.k, w.text, rtl ? "فهرس" : "Sommaire");
        put_run(&w.k, w.text, "")->leader = true;
        put_run(&w.k, w.text, "12");
        set(&w, PT(200));
        const frame_item *title = item_saying(&w, rtl ? "فهرس" : "Sommaire"), *dots = item_saying(&w, "...");
        const frame_item *page = item_saying(&w, "12");
        assert_null(dots->tag);
        assert_true(rtl ? page->x < dots->x && dots->x < title->x : title->x < dots->x && dots->x < page->x);
        assert_int_equal(rtl ? page->x : page->x + page->w, rtl ? 0 : PT(200));
        assert_true(str_ends(title->text, S(" ")));          /* a space between title and number for readers */
        desk_close(&w);
    }
}

static void test_decimal_marks_stand_below_each_other(void **state)
{
    (void)state;
    static const char *const numbers[] = { "1\u202F234,5", "7,25", "12", "-0,125" };
    mpt at[4];
    for (size_t i = 0; i < 4; i++) {
        desk w;
        desk_of(&w, numbers[i]);
        w.text->style.align = FLOW_DECIMAL;
        w.p = para_new(&w.s, w.k.a, w.text, S(""));
        para_place place = { PT(100), PT(30), w.owner };
        w.lines = para_set(&w.s, w.k.a, w.k.a, w.p, &place);
        const frame_item *last = &w.lines.v[0].items[w.lines.v[0].nitems - 1];
        at[i] = last->x + last->w - para_decimals(w.p);
        desk_close(&w);
    }
    for (size_t i = 0; i < 4; i++) assert_int_equal(at[i], PT(70));
}

/* --- what is wrong */

static void test_nothing_to_say_gives_no_line(void **state)
{
    (void)state;
    static const char *const empty[] = { "", " ", "\u00A0 ", "\n", "\r", "\n\n  \n", "\x01\x02" };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        desk w;
        desk_of(&w, empty[i]);
        assert_int_equal(set(&w, PT(100)).n, 0);
        desk_close(&w);
    }
    desk w;
    desk_open(&w, "fr", false);                    /* no run at all */
    assert_int_equal(set(&w, PT(100)).n, 0);
    desk_close(&w);
}

static void test_invisible_signs_alone_draw_nothing(void **state)
{
    (void)state;
    static const char *const unseen[] = { "\u00AD", "\u200B", "\u200F", "\u2060\uFEFF" };
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        desk w;
        desk_of(&w, unseen[i]);
        set(&w, PT(100));
        for (size_t k = 0; k < w.lines.n; k++) assert_int_equal(w.lines.v[k].nitems, 0);
        desk_close(&w);
    }
}

static void test_column_without_width_holds_a_cluster_each_line(void **state)
{
    (void)state;
    for (mpt width = -PT(30); width <= 0; width += PT(15)) {
        desk w;
        desk_of(&w, "été là");
        w.text->style.align = width ? FLOW_JUSTIFY : FLOW_START;
        w.text->style.hyphenate = true;
        assert_true(set(&w, width).n >= 5);
        assert_true(str_eqz(rejoined(&w), "été là"));
        assert_true(reports(&w.k, B704) > 0);
        desk_close(&w);
    }
}

static void test_without_any_font_there_is_no_text_but_a_report(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, prose);
    w.k.flow->nfonts = 0;
    w.text->runs->font.families = absent_family;
    assert_int_equal(set(&w, PT(100)).n, 0);
    assert_int_equal(reports(&w.k, B703), 1);
    assert_int_equal(reports(&w.k, B702), 0);
    desk_close(&w);
}

static void test_character_of_no_font_is_reported_once_and_left_out(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "a\U000F0000b c\U000F0000d");
    set(&w, PT(300));
    set(&w, PT(300));
    assert_int_equal(reports(&w.k, B702), 1);
    assert_non_null(strstr(book_said(&w.k), "U+F0000"));
    const frame_item *it = item_saying(&w, "d");
    for (size_t i = 0; i < it->nglyphs; i++) assert_int_not_equal(it->glyphs[i].gid, 0);
    desk_close(&w);
}

static void test_bytes_that_are_no_text_do_no_harm(void **state)
{
    (void)state;
    static const char *const odd[] = { "x\xFFy", "\xC3", "\xE2\x80", "a\xED\xA0\x80z", "x\x07y\tz", "\u0301seul" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        desk w;
        desk_of(&w, odd[i]);
        w.text->style.hyphenate = true;
        set(&w, PT(20));
        for (size_t k = 0; k < w.lines.n; k++) assert_true(right_of(&w.lines.v[k]) <= PT(20) + PT(10));
        desk_close(&w);
    }
}

static void test_unbalanced_directions_are_borne(void **state)
{
    (void)state;
    desk w;
    desk_of(&w, "a \u202E\u2067 b (سلام \u2069\u202C] c");
    set(&w, PT(200));
    assert_true(str_search(rejoined(&w), S("سلام")) != STR_NONE);
    desk_close(&w);
}

static void test_very_long_paragraph_is_set_in_little_time(void **state)
{
    (void)state;
    desk w;
    desk_open(&w, "fr", false);
    put_run(&w.k, w.text, words(&w.k, "mot", 30000));
    w.text->style.align = FLOW_JUSTIFY;
    w.text->style.hyphenate = true;
    set(&w, PT(300));
    assert_true(w.lines.n > 3000);
    assert_true(str_eq(rejoined(&w), w.text->runs->text));
    desk_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_justified_lines_reach_both_edges),
        cmocka_unit_test(test_ragged_lines_begin_alike_and_end_where_they_may),
        cmocka_unit_test(test_other_edges),
        cmocka_unit_test(test_first_line_is_indented_at_its_start),
        cmocka_unit_test(test_lines_have_the_leading_asked_for),
        cmocka_unit_test(test_measures_are_those_of_the_lines),
        cmocka_unit_test(test_hyphen_stands_at_the_end_of_a_divided_line),
        cmocka_unit_test(test_words_are_divided_only_when_asked),
        cmocka_unit_test(test_no_more_than_three_hyphens_in_a_row),
        cmocka_unit_test(test_soft_hyphen_shows_only_where_the_line_ends),
        cmocka_unit_test(test_author_who_divides_a_word_divides_it_alone),
        cmocka_unit_test(test_dashes_end_lines_without_a_hyphen),
        cmocka_unit_test(test_no_break_spaces_never_break),
        cmocka_unit_test(test_no_line_begins_with_french_punctuation),
        cmocka_unit_test(test_space_at_a_break_is_said_but_not_seen),
        cmocka_unit_test(test_forced_breaks_and_code_keep_their_spaces),
        cmocka_unit_test(test_word_wider_than_the_column_is_cut_and_reported),
        cmocka_unit_test(test_address_is_broken_behind_its_strokes),
        cmocka_unit_test(test_long_arabic_word_is_cut_in_reading_order),
        cmocka_unit_test(test_latin_in_an_arabic_paragraph_reads_from_left_to_right),
        cmocka_unit_test(test_arabic_in_a_french_paragraph_reads_from_right_to_left),
        cmocka_unit_test(test_lines_of_mixed_text_are_broken_in_reading_order),
        cmocka_unit_test(test_items_of_a_line_stand_side_by_side),
        cmocka_unit_test(test_each_character_finds_its_font),
        cmocka_unit_test(test_runs_of_other_looks_share_the_line),
        cmocka_unit_test(test_joined_letters_stay_joined_across_looks),
        cmocka_unit_test(test_foreign_words_and_code_are_elements),
        cmocka_unit_test(test_link_over_two_lines_has_two_places_and_one_element),
        cmocka_unit_test(test_neighbouring_links_are_apart),
        cmocka_unit_test(test_leader_fills_the_line_with_dots_that_say_nothing),
        cmocka_unit_test(test_decimal_marks_stand_below_each_other),
        cmocka_unit_test(test_nothing_to_say_gives_no_line),
        cmocka_unit_test(test_invisible_signs_alone_draw_nothing),
        cmocka_unit_test(test_column_without_width_holds_a_cluster_each_line),
        cmocka_unit_test(test_without_any_font_there_is_no_text_but_a_report),
        cmocka_unit_test(test_character_of_no_font_is_reported_once_and_left_out),
        cmocka_unit_test(test_bytes_that_are_no_text_do_no_harm),
        cmocka_unit_test(test_unbalanced_directions_are_borne),
        cmocka_unit_test(test_very_long_paragraph_is_set_in_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
