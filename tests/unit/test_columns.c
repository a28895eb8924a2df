/* Columns, the index, which is set in two, and lists of figures. */
#include "book.h"

static flow *put_columns(book *k, const char *name, size_t n)
{
    flow *box = put_block(k, NULL, FLOW_BOX, TAG_DIV);
    box->columns = 2;
    put_lines(k, box, name, n);
    return box;
}

static void test_columns_are_levelled(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.width = PT(400);
    put_columns(&k, "ligne", 6);
    put_text(&k, NULL, "suite");
    book_set(&k);
    const frame_item *first = find(&k, "ligne0").item, *third = find(&k, "ligne2").item,
                     *fourth = find(&k, "ligne3").item, *after = find(&k, "suite").item;
    assert_true(fourth->x > first->x);
    assert_int_equal(fourth->y, first->y);
    assert_int_equal(third->x, first->x);
    assert_true(after->y < third->y && after->x == first->x);
    book_drop(&k);
}

static void test_columns_go_on_overleaf_in_reading_order(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.width = PT(400);
    put_text(&k, NULL, "avant");
    put_columns(&k, "ligne", 50);
    put_text(&k, NULL, "suite");
    book_set(&k);
    spot before = find(&k, "avant");
    for (int i = 0; i < 50; i++) {
        spot s = seek(&k, arena_fmt(k.a, "ligne%d", i).p, before.page, false);
        assert_non_null(s.item);
        bool further = s.page > before.page || s.item->x > before.item->x || s.item->y < before.item->y;
        assert_true(further);
        before = s;
    }
    assert_true(find(&k, "ligne49").page >= 2);
    assert_true(find(&k, "suite").page >= find(&k, "ligne49").page);
    book_drop(&k);
}

static void test_columns_follow_the_direction(void **state)
{
    (void)state;
    book k = book_of("ar", true);
    k.flow->page.width = PT(400);
    flow *box = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
    box->columns = 2;
    put_text(&k, box, "بيت");
    put_text(&k, box, "باب");
    book_set(&k);
    assert_true(find(&k, "بيت").item->x > find(&k, "باب").item->x);
    book_drop(&k);
}

static void test_narrow_pages_have_one_column(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.width = PT(240);
    put_columns(&k, "ligne", 4);
    book_set(&k);
    assert_int_equal(find(&k, "ligne3").item->x, find(&k, "ligne0").item->x);
    book_drop(&k);
}

static void test_columns_without_blocks_and_with_tall_ones(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.width = PT(400);
    put_columns(&k, "", 0);
    flow *box = put_columns(&k, "ligne", 1);
    put_text(&k, box, words(&k, "mot", 400));      /* higher than all columns of a page */
    flow *within = put_block(&k, box, FLOW_BOX, TAG_DIV);
    within->columns = 2;
    put_lines(&k, within, "dedans", 3);
    book_set(&k);
    find(&k, "mot399");
    find(&k, "dedans2");
    book_drop(&k);
}

/* A paragraph whose word is a place of the index. */
static void put_word(book *k, const char *word, const char *place)
{
    put_run(k, put_text(k, NULL, "Voici "), word)->place = str_z(place);
}

static void test_index_names_each_page_once(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    static str places[] = { S_INIT("a"), S_INIT("b"), S_INIT("c"), S_INIT("d") };
    flow_entry entries[] = { { S("crèche"), S("C"), { places, 4, 4 } } };
    put_word(&k, "crèche", "a");
    put_word(&k, "crèche", "b");
    put_break(&k);
    put_word(&k, "crèche", "c");
    put_break(&k);
    put_text(&k, NULL, "rien");
    put_break(&k);
    put_word(&k, "crèche", "d");
    flow *index = put_block(&k, NULL, FLOW_INDEX, TAG_INDEX);
    index->label_font = k.font;
    index->entries = entries;
    index->nentries = 1;
    book_set(&k);
    assert_true(str_eqz(told(&k, first_tag(k.out->tags, TAG_INDEX)), "Ccrèche, 1–2, 4"));
    size_t links = 0;
    for (size_t p = 0; p < k.out->npages; p++) links += k.out->pages[p].nlinks;
    assert_int_equal(links, 2);
    book_drop(&k);
}

static void put_captioned(book *k, const char *title)
{
    flow *f = put_picture(k, 20, 20);
    f->title = str_z(title);
    f->list = LIST_FIGURES;
}

/* A letter is never the last of a column: its first word stands below it. */
static void test_letter_of_an_index_stays_with_its_word(void **state)
{
    (void)state;
    for (size_t n = 1; n < 24; n++) {
        book k = book_of("fr", false);
        static str places[] = { S_INIT("a") };
        flow_entry *entries = ARENA_ARRAY(k.a, flow_entry, n);
        put_word(&k, "crèche", "a");
        put_break(&k);
        flow *index = put_block(&k, NULL, FLOW_INDEX, TAG_INDEX);
        for (size_t i = 0; i < n; i++) {
            str initial = arena_fmt(k.a, "%c", (char)('A' + i));
            entries[i] = (flow_entry){ arena_fmt(k.a, "mot%zu.", i), initial, { places, 1, 1 } };
        }
        index->label_font = k.font;
        index->entries = entries;
        index->nentries = n;
        book_set(&k);
        for (size_t i = 0; i < n; i++) {
            char letter[2] = { (char)('A' + i), 0 };
            spot above = seek(&k, letter, 1, false), below = find(&k, arena_fmt(k.a, "mot%zu.", i).p);
            assert_int_equal(above.page, below.page);
            assert_int_equal(above.item->x, below.item->x);
            assert_true(above.item->y > below.item->y);
        }
        book_drop(&k);
    }
}

static void test_list_of_figures_knows_their_pages(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    for (int i = 0; i < 2; i++) {                  /* that of tables stays empty, without a title */
        flow *list = put_block(&k, NULL, FLOW_CONTENTS, TAG_TOC);
        list->list = i ? LIST_FIGURES : LIST_TABLES;
        list->label_font = k.font;
        put_run(&k, list, i ? "Figures" : "Tableaux");
    }
    put_heading(&k, "h", "Titre", 1);
    put_captioned(&k, "Plan");
    put_break(&k);
    put_captioned(&k, "Carte");
    book_set(&k);
    find(&k, "Figures");
    assert_null(seek(&k, "Tableaux", 0, false).item);
    assert_int_equal(count_tags(k.out->tags, TAG_TOCI), 2);
    const frame_item *number = find(&k, "Carte").item;
    bool seen = false;
    for (size_t i = 0; i < k.out->pages[0].nitems; i++) {
        const frame_item *it = &k.out->pages[0].items[i];
        seen |= says(it, "2") && it->y == number->y;
    }
    assert_true(seen);
    assert_int_equal(k.out->noutline, 1);          /* figures are no bookmarks */
    book_drop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_are_levelled),
        cmocka_unit_test(test_columns_go_on_overleaf_in_reading_order),
        cmocka_unit_test(test_columns_follow_the_direction),
        cmocka_unit_test(test_narrow_pages_have_one_column),
        cmocka_unit_test(test_columns_without_blocks_and_with_tall_ones),
        cmocka_unit_test(test_index_names_each_page_once),
        cmocka_unit_test(test_letter_of_an_index_stays_with_its_word),
        cmocka_unit_test(test_list_of_figures_knows_their_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
