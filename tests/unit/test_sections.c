/* Chapters whose blocks are made when they are asked for, and let go once they are set. */
#include "book.h"
#include <stdatomic.h>

enum { CHAPTERS = 3, SECTIONS = 60 };

typedef struct maker {
    book *k;
    atomic_int made[CHAPTERS][SECTIONS], done[CHAPTERS], late;
    bool asks;                                     /* each section prints the page of the last one */
} maker;

/* A heading, a few lines and, when asked, a reference. */
static flow *make_section(const flow_book *b, arena *a, size_t chapter, size_t section)
{
    maker *m = (maker *)(uintptr_t)b->maker;
    flow *box = flow_new(a, FLOW_BOX);
    atomic_fetch_add(&m->made[chapter][section], 1);
    if (atomic_load(&m->done[chapter])) atomic_fetch_add(&m->late, 1);
    for (size_t i = 0; i < 4 + section % 5; i++) {
        flow *f = flow_new(a, FLOW_TEXT);
        f->tag = i ? TAG_P : TAG_H1;
        f->style.leading = LINE;
        f->outline = i == 0;
        f->style.keep_next = i == 0;
        f->id = i ? S("") : arena_fmt(a, "s%zu.%zu", chapter, section);
        f->title = f->id;
        flow_add_run(a, f, arena_fmt(a, "c%zus%zul%zu.", chapter, section, i), m->k->font);
        if (m->asks && i == 1)
            flow_add_run(a, f, S(""), m->k->font)->page_of = arena_fmt(a, "s%d.%d", CHAPTERS - 1, SECTIONS - 1);
        flow_append(box, f);
    }
    box->tag = TAG_DIV;
    return box->first;
}

static void note_done(const flow_book *b, size_t chapter)
{
    maker *m = (maker *)(uintptr_t)b->maker;
    atomic_fetch_add(&m->done[chapter], 1);
}

static book book_made(maker *m, size_t chapters, size_t sections)
{
    book k = book_of("fr", false);
    k.flow->make = make_section;
    k.flow->done = note_done;
    k.flow->maker = m;
    for (size_t i = 0; i < chapters; i++) flow_book_chapter(k.a, k.flow)->sections = sections;
    return k;
}

static void set_by(book *k, maker *m, int workers)
{
    m->k = k;
    k->out = typeset(k->a, k->fonts, k->flow, workers, k->d);
    check_frame(k->out);
}

static void test_sections_come_in_order_whoever_sets_them(void **state)
{
    (void)state;
    const char *first = NULL;
    arena *keep = arena_new(0);
    for (int workers = 1; workers <= 4; workers += 3) {
        maker m = { 0 };
        book k = book_made(&m, CHAPTERS, SECTIONS);
        set_by(&k, &m, workers);
        buf wanted = { 0 };
        for (size_t c = 0; c < CHAPTERS; c++)
            for (size_t s = 0; s < SECTIONS; s++)
                for (size_t i = 0; i < 4 + s % 5; i++) buf_fmt(&wanted, "c%zus%zul%zu.", c, s, i);
        assert_true(str_eq(told(&k, k.out->tags), buf_view(&wanted)));
        if (!first) first = arena_strz(keep, printed(&k));
        else assert_string_equal(printed(&k), first);
        buf_free(&wanted);
        book_drop(&k);
    }
    arena_free(keep);
}

static void test_each_section_is_made_and_each_chapter_is_done(void **state)
{
    (void)state;
    maker m = { 0 };
    book k = book_made(&m, CHAPTERS, SECTIONS);
    set_by(&k, &m, 2);
    for (size_t c = 0; c < CHAPTERS; c++) {
        assert_int_equal(atomic_load(&m.done[c]), 1);
        for (size_t s = 0; s < SECTIONS; s++) assert_int_equal(atomic_load(&m.made[c][s]), 1);
    }
    assert_int_equal(atomic_load(&m.late), 0);
    book_drop(&k);
}

static void test_page_numbers_in_sections_settle(void **state)
{
    (void)state;
    maker m = { .asks = true };
    book k = book_made(&m, CHAPTERS, SECTIONS);
    set_by(&k, &m, 2);
    const frame_place *last = place_named(k.out, arena_fmt(k.a, "s%d.%d", CHAPTERS - 1, SECTIONS - 1));
    assert_non_null(last);
    str label = k.out->pages[last->page].label;
    assert_true(str_search(told(&k, k.out->tags), arena_fmt(k.a, "c0s0l1.%.*s", STR_ARG(label))) != STR_NONE);
    for (size_t c = 0; c < CHAPTERS; c++)
        for (size_t s = 0; s < SECTIONS; s++) assert_in_range(atomic_load(&m.made[c][s]), 1, 5);
    assert_int_equal(atomic_load(&m.late), 0);
    book_drop(&k);
}

static void test_hundreds_of_chapters_begin_pages_of_their_own(void **state)
{
    (void)state;
    enum { MANY = 300 };
    book k = book_of("fr", false);
    for (size_t i = 0; i < MANY; i++) {
        put_break(&k);
        put_text(&k, NULL, arena_fmt(k.a, "chapitre%zu.", i).p);
    }
    book_set(&k);
    assert_int_equal(k.out->npages, MANY);
    for (size_t i = 0; i < MANY; i += 37) assert_int_equal(page_of(&k, arena_fmt(k.a, "chapitre%zu.", i).p), i);
    book_drop(&k);
}

/* What was drawn may go; what comes after stays as it was. */
static void test_quires_go_one_after_the_other(void **state)
{
    (void)state;
    enum { PAGES = 100 };
    book k = book_of("fr", false);
    put_lines(&k, NULL, "ligne", PAGES * PAGE_LINES);
    book_set(&k);
    assert_int_equal(k.out->npages, PAGES);
    assert_true(k.out->nquires > 2);
    size_t first_end = k.out->quires[0].end;
    frame_let_go(k.out, first_end - 1);
    assert_int_equal(k.out->next_quire, 0);
    frame_let_go(k.out, first_end);
    assert_int_equal(k.out->next_quire, 1);
    spot s = seek(&k, "ligne999", first_end, false);
    assert_non_null(s.item);
    assert_int_equal(s.page, PAGES - 1);
    frame_let_go(k.out, PAGES);
    assert_int_equal(k.out->next_quire, k.out->nquires);
    book_drop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections_come_in_order_whoever_sets_them),
        cmocka_unit_test(test_each_section_is_made_and_each_chapter_is_done),
        cmocka_unit_test(test_page_numbers_in_sections_settle),
        cmocka_unit_test(test_hundreds_of_chapters_begin_pages_of_their_own),
        cmocka_unit_test(test_quires_go_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
