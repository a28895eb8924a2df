/* Notes at the foot of pages: on the page of their call, whatever stands in the way. A page holds ten lines. */
#include "book.h"

/* A paragraph "NAME" with a call "1" of a note that says "NOTE". */
static flow *put_call(book *k, flow *into, const char *name, const char *note)
{
    flow *f = put_text(k, into, name), *box = flow_new(k->a, FLOW_BOX);
    flow_run *call = put_run(k, f, "1");
    box->tag = TAG_NOTE;
    box->id = arena_fmt(k->a, "%s", note);
    put_text(k, box, note);
    call->tag = TAG_LINK;
    call->dest_kind = DEST_PLACE;
    call->dest = box->id;
    call->group = 1;
    call->note = box;
    return f;
}

static void test_note_stands_below_the_text_of_its_page(void **state)
{
    (void)state;
    for (size_t before = 0; before < 12; before++) {
        book k = book_of("fr", false);
        put_lines(&k, NULL, "avant", before);
        put_call(&k, NULL, "appel", "pied");
        put_lines(&k, NULL, "suite", 15);
        book_set(&k);
        spot call = find(&k, "appel"), note = find(&k, "pied");
        assert_int_equal(call.page, note.page);
        const frame_page *p = &k.out->pages[note.page];
        for (size_t i = 0; i < p->nitems; i++)
            if (p->items[i].tag && p->items[i].kind == FRAME_RUN) assert_true(p->items[i].y >= note.item->y);
        assert_true(note.item->y >= k.flow->page.bottom);
        assert_int_equal(place_named(k.out, S("pied"))->page, note.page);
        book_drop(&k);
    }
}

static void test_element_of_a_note_follows_its_paragraph(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_call(&k, NULL, "appel", "pied");
    put_text(&k, NULL, "suite");
    book_set(&k);
    const tag *p = k.out->tags->first;
    assert_int_equal(p->type, TAG_P);
    assert_int_equal(p->next->type, TAG_NOTE);
    assert_int_equal(p->next->next->type, TAG_P);
    assert_true(str_eqz(told(&k, p->next), "pied"));
    book_drop(&k);
}

static void test_several_notes_keep_their_order(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    for (int i = 0; i < 12; i++)
        put_call(&k, NULL, arena_fmt(k.a, "appel%c", 'a' + i).p, arena_fmt(k.a, "pied%c", 'a' + i).p);
    book_set(&k);
    spot before = { 0 };
    for (int i = 0; i < 12; i++) {
        spot note = find(&k, arena_fmt(k.a, "pied%c", 'a' + i).p);
        assert_int_equal(note.page, page_of(&k, arena_fmt(k.a, "appel%c", 'a' + i).p));
        if (before.item && before.page == note.page) assert_true(note.item->y < before.item->y);
        before = note;
    }
    assert_true(k.out->npages > 1);
    book_drop(&k);
}

static void test_note_longer_than_a_page_goes_on(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "avant");
    put_call(&k, NULL, "appel", words(&k, "mot", 300));
    put_lines(&k, NULL, "suite", 4);
    book_set(&k);
    assert_int_equal(page_of(&k, "appel"), page_of(&k, "mot0 "));
    assert_true(page_of(&k, "mot299") > page_of(&k, "mot0 ") + 1);
    assert_true(str_eqz(told(&k, first_tag(k.out->tags, TAG_NOTE)), words(&k, "mot", 300)));
    assert_int_equal(count_tags(k.out->tags, TAG_NOTE), 1);
    find(&k, "suite3");
    book_drop(&k);
}

/* Rather than leave most of a page empty, a note begins below its call and goes on overleaf, in one element. */
static void test_note_parts_rather_than_leave_the_page_empty(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "avant");
    put_call(&k, NULL, "appel", words(&k, "mot", 90));
    put_lines(&k, NULL, "suite", 4);
    book_set(&k);
    assert_int_equal(page_of(&k, "avant"), 0);
    assert_int_equal(page_of(&k, "appel"), 0);
    assert_int_equal(page_of(&k, "mot0 "), 0);
    assert_int_equal(page_of(&k, "mot89"), 1);
    assert_true(find(&k, "suite0").page > 0 || find(&k, "suite0").item->y > find(&k, "mot0 ").item->y);
    assert_int_equal(count_tags(k.out->tags, TAG_NOTE), 1);
    assert_true(str_eqz(told(&k, first_tag(k.out->tags, TAG_NOTE)), words(&k, "mot", 90)));
    book_drop(&k);
}

/* --- beside the text */

static flow *put_side(book *k, const char *text)
{
    flow *box = put_block(k, NULL, FLOW_BOX, TAG_NOTE);
    box->side = true;
    put_text(k, box, text);
    return box;
}

static book book_with_side(bool rtl)
{
    book k = book_of(rtl ? "ar" : "fr", rtl);
    k.flow->page.side = PT(70);
    k.flow->page.side_gap = PT(10);
    k.flow->page.outer = PT(90);
    k.flow->page.width = COLUMN + MARGIN + PT(90);
    return k;
}

static void test_side_note_stands_beside_what_follows(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_with_side(rtl);
        put_text(&k, NULL, "avant");
        put_side(&k, "marge");
        put_text(&k, NULL, "voisin");
        put_text(&k, NULL, "suite");
        book_set(&k);
        const frame_item *note = find(&k, "marge").item, *beside = find(&k, "voisin").item;
        assert_int_equal(note->y, beside->y);
        mpt left = rtl ? PT(90) - PT(10) - PT(70) : MARGIN + COLUMN + PT(10);
        assert_in_range(note->x, left, left + PT(70));
        assert_in_range(note->x + note->w, left, left + PT(70));
        assert_int_equal(beside->y, find(&k, "avant").item->y - LINE);
        book_drop(&k);
    }
}

static void test_side_notes_never_meet_nor_leave_the_page(void **state)
{
    (void)state;
    book k = book_with_side(false);
    for (int i = 0; i < 12; i++) {
        put_side(&k, arena_fmt(k.a, "n%d un deux trois quatre cinq six sept huit neuf dix onze.", i).p);
        put_text(&k, NULL, arena_fmt(k.a, "ligne%d.", i).p);
    }
    book_set(&k);
    spot before = { 0, NULL };
    for (int i = 0; i < 12; i++) {
        spot here = find(&k, arena_fmt(k.a, "n%d ", i).p), end = seek(&k, "onze.", here.page, false);
        assert_non_null(end.item);
        if (before.item && before.page == here.page) assert_true(here.item->y <= before.item->y - LINE);
        assert_true(before.item == NULL || here.page >= before.page);
        for (size_t n = 0; n < k.out->pages[here.page].nitems; n++)
            assert_true(k.out->pages[here.page].items[n].y >= k.flow->page.bottom);
        before = here;
    }
    assert_int_equal(count_tags(k.out->tags, TAG_NOTE), 12);
    book_drop(&k);
}

static void test_without_a_side_column_the_note_is_in_the_text(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "ligne");
    put_side(&k, "marge");
    put_text(&k, NULL, "suite");
    book_set(&k);
    assert_int_equal(find(&k, "marge").item->x, MARGIN);
    assert_int_equal(find(&k, "suite").item->y, find(&k, "ligne").item->y - 2 * LINE);
    book_drop(&k);
}

static void test_note_of_a_cell_stands_at_the_foot(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_block(&k, NULL, FLOW_TABLE, TAG_TABLE);
    flow_cell *cells = ARENA_ARRAY(k.a, flow_cell, 30);
    f->table = ARENA_NEW(k.a, flow_table);
    *f->table = (flow_table){ .rows = 30, .columns = 1, .header_rows = 1, .cells = cells, .ncells = 30,
                              .rule = COLOR_NONE, .zebra = COLOR_NONE, .header_background = COLOR_NONE };
    for (size_t i = 0; i < 30; i++) {
        flow holder = { 0 };
        if (i == 0) put_call(&k, &holder, "titre", "note de titre");
        else if (i == 20) put_call(&k, &holder, "case20", "note de case");
        else put_text(&k, &holder, arena_fmt(k.a, "case%zu", i).p);
        cells[i] = (flow_cell){ .row = (uint16_t)i, .header = i == 0, .first = holder.first, .last = holder.last };
    }
    book_set(&k);
    assert_int_equal(page_of(&k, "note de titre"), 0);
    assert_int_equal(page_of(&k, "note de case"), page_of(&k, "case20"));
    assert_null(seek(&k, "note de titre", 1, false).item);             /* the header is repeated without its note */
    assert_null(seek(&k, "note de titre", 1, true).item);
    assert_int_equal(first_tag(k.out->tags, TAG_NOTE)->parent->type, TAG_TH);
    book_drop(&k);
}

static void test_notes_wait_before_a_break(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_call(&k, NULL, "appel", words(&k, "mot", 150));
    put_break(&k);
    put_text(&k, NULL, "chapitre");
    book_set(&k);
    assert_true(page_of(&k, "mot149") < page_of(&k, "chapitre"));
    book_drop(&k);
}

static void test_note_within_a_note_ends(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_call(&k, NULL, "appel", "pied");
    flow *inner = flow_new(k.a, FLOW_BOX);
    inner->tag = TAG_NOTE;
    inner->id = S("autre");
    put_text(&k, inner, "plus bas");
    put_run(&k, f->last_run->note->first, "2")->note = inner;
    book_set(&k);
    find(&k, "pied");
    find(&k, "plus bas");
    book_drop(&k);
}

static void test_page_without_room_for_a_note_still_ends(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.height = k.flow->page.top + k.flow->page.bottom + PT(5);
    put_call(&k, NULL, "appel", words(&k, "mot", 60));
    put_call(&k, NULL, "second", "pied");
    book_set(&k);
    find(&k, "mot59");
    find(&k, "pied");
    book_drop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_stands_below_the_text_of_its_page),
        cmocka_unit_test(test_element_of_a_note_follows_its_paragraph),
        cmocka_unit_test(test_several_notes_keep_their_order),
        cmocka_unit_test(test_note_longer_than_a_page_goes_on),
        cmocka_unit_test(test_note_parts_rather_than_leave_the_page_empty),
        cmocka_unit_test(test_side_note_stands_beside_what_follows),
        cmocka_unit_test(test_side_notes_never_meet_nor_leave_the_page),
        cmocka_unit_test(test_without_a_side_column_the_note_is_in_the_text),
        cmocka_unit_test(test_note_of_a_cell_stands_at_the_foot),
        cmocka_unit_test(test_notes_wait_before_a_break),
        cmocka_unit_test(test_note_within_a_note_ends),
        cmocka_unit_test(test_page_without_room_for_a_note_still_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
