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
        cmocka_unit_test(test_note_of_a_cell_stands_at_the_foot),
        cmocka_unit_test(test_notes_wait_before_a_break),
        cmocka_unit_test(test_note_within_a_note_ends),
        cmocka_unit_test(test_page_without_room_for_a_note_still_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
