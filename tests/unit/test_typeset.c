/* What pages owe their readers, whatever the numbers: looked at through the placed runs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "type/typeset.h"
#include <string.h>

typedef struct maker { arena *a; diag *d; font_set *fonts; flow_book *b; frame_book *f; flow_font font; } maker;

static const str SANS[] = { S_INIT("Noto Sans") };
static const str NASKH[] = { S_INIT("Noto Naskh Arabic") };

static maker start(const char *lang)
{
    maker m = { .a = arena_new(0), .d = diag_new() };
    m.fonts = font_set_new(m.d);
    m.font = (flow_font){ .families = SANS, .nfamilies = 1, .size = PT(10), .weight = 400 };
    m.b = ARENA_NEW(m.a, flow_book);
    m.b->name = m.b->title = S("essai");
    m.b->lang = str_z(lang);
    m.b->rtl = str_eqz(m.b->lang, "ar");
    m.b->page_word = S("page");
    m.b->page = (flow_page){ .width = PT(300), .height = PT(300), .top = PT(50), .bottom = PT(50), .inner = PT(30),
                             .outer = PT(30), .running = m.font, .running_rule = COLOR_NONE };
    m.b->page.footer[1] = S("{page}");
    m.b->fonts = ARENA_NEW(m.a, flow_fonts);
    *m.b->fonts = (flow_fonts){ S("ar"), NASKH, 1 };
    m.b->nfonts = 1;
    return m;
}

static flow *text(maker *m, const char *s, tag_type type)
{
    flow *f = flow_new(m->a, FLOW_TEXT);
    f->style.leading = PT(15);
    f->tag = type;
    flow_add_run(m->a, f, str_z(s), m->font);
    return f;
}

static void add(maker *m, flow *f) { flow_book_append(m->b, f); }
static void set(maker *m) { m->f = typeset(m->a, m->fonts, m->b, m->d); }

static void stop(maker *m)
{
    font_set_free(m->fonts);
    diag_free(m->d);
    arena_free(m->a);
}

/* The first run that says `s`, and its page. */
static const frame_item *run_of(const maker *m, const char *s, size_t *page)
{
    for (size_t p = 0; p < m->f->npages; p++)
        for (size_t i = 0; i < m->f->pages[p].nitems; i++) {
            const frame_item *it = &m->f->pages[p].items[i];
            if (it->kind != FRAME_RUN || !str_eqz(str_trim(it->text), s)) continue;
            if (page) *page = p;
            return it;
        }
    return NULL;
}

static size_t runs_that_say(const maker *m, const char *s, bool artifacts)
{
    size_t n = 0;
    for (size_t p = 0; p < m->f->npages; p++)
        for (size_t i = 0; i < m->f->pages[p].nitems; i++) {
            const frame_item *it = &m->f->pages[p].items[i];
            n +=
                it->kind == FRAME_RUN && str_eqz(str_trim(it->text), s) && (it->artifact != ARTIFACT_NONE) == artifacts;
        }
    return n;
}

static void lines(maker *m, size_t n)
{
    for (size_t i = 0; i < n; i++) add(m, text(m, "ligne", TAG_P));
}

static void test_an_empty_book_has_a_page(void **state)
{
    (void)state;
    maker m = start("fr");
    set(&m);
    assert_int_equal(m.f->npages, 1);
    stop(&m);
}

static void test_nothing_leaves_the_page(void **state)
{
    (void)state;
    maker m = start("fr");
    add(&m,
        text(&m,
             "Un paragraphe assez long pour tenir sur plusieurs lignes, avec un mot anticonstitutionnellement long, "
             "et un autre qui ne se coupe pas : aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
             TAG_P));
    lines(&m, 40);
    set(&m);
    assert_true(m.f->npages > 2);
    for (size_t p = 0; p < m.f->npages; p++)
        for (size_t i = 0; i < m.f->pages[p].nitems; i++) {
            const frame_item *it = &m.f->pages[p].items[i];
            assert_true(it->x >= PT(29) && it->x + it->w <= PT(271));
            if (it->artifact == ARTIFACT_NONE) assert_true(it->y >= PT(50) && it->y < PT(250));
        }
    assert_true(diag_count(m.d, DIAG_WARNING) == 1);                   /* B704: the word that can’t be cut */
    stop(&m);
}

static void test_a_heading_stays_with_what_follows(void **state)
{
    (void)state;
    for (size_t before = 8; before < 15; before++) {
        maker m = start("fr");
        lines(&m, before);
        flow *h = text(&m, "Titre", TAG_H2);
        h->style.keep_next = h->style.keep_together = true;
        add(&m, h);
        add(&m, text(&m, "suite", TAG_P));
        set(&m);
        size_t title, next;
        assert_non_null(run_of(&m, "Titre", &title));
        assert_non_null(run_of(&m, "suite", &next));
        assert_int_equal(title, next);
        stop(&m);
    }
}

static void test_no_line_alone(void **state)
{
    (void)state;
    for (size_t before = 8; before < 14; before++) {
        maker m = start("fr");
        lines(&m, before);
        add(&m, text(&m, "un\ndeux\ntrois\nquatre", TAG_P));
        set(&m);
        size_t first, second, third, last;
        run_of(&m, "un", &first);
        run_of(&m, "deux", &second);
        run_of(&m, "trois", &third);
        run_of(&m, "quatre", &last);
        assert_int_equal(first, second);
        assert_int_equal(third, last);
        stop(&m);
    }
}

static flow *table(maker *m, size_t rows, size_t columns)
{
    flow *f = flow_new(m->a, FLOW_TABLE);
    f->tag = TAG_TABLE;
    flow_table *t = f->table = ARENA_NEW(m->a, flow_table);
    *t = (flow_table){ .rows = rows, .columns = columns, .header_rows = 1, .rule = COLOR_NONE, .zebra = COLOR_NONE,
                       .header_background = COLOR_NONE, .ncells = rows * columns };
    t->cell_style = (flow_style){ .leading = PT(15), .pad_start = PT(3), .pad_end = PT(3), .background = COLOR_NONE,
                                  .bar = COLOR_NONE, .border = COLOR_NONE };
    t->cells = ARENA_ARRAY(m->a, flow_cell, rows * columns);
    for (size_t i = 0; i < t->ncells; i++) {
        flow_cell *c = &t->cells[i];
        *c = (flow_cell){
            .row = (uint16_t)(i / columns), .column = (uint16_t)(i % columns), .rowspan = 1, .colspan = 1
        };
        c->header = c->row == 0;
        c->first = c->last = text(m, arena_fmt(m->a, "%c%d", (int)('A' + c->column), c->row).p, TAG_P);
    }
    return f;
}

static void test_a_table_repeats_its_header(void **state)
{
    (void)state;
    maker m = start("fr");
    add(&m, table(&m, 40, 2));
    set(&m);
    assert_true(m.f->npages >= 3);
    assert_int_equal(runs_that_say(&m, "A0", false), 1);               /* said once… */
    assert_int_equal(runs_that_say(&m, "A0", true), m.f->npages - 1);  /* …and shown on the other pages */
    assert_int_equal(runs_that_say(&m, "B39", false), 1);
    stop(&m);
}

static void test_columns_follow_the_direction(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        maker m = start(rtl ? "ar" : "fr");
        flow *letters = table(&m, 2, 3);
        for (size_t i = 0; i < 6; i++) { /* a run has one direction: letters alone */
            flow_run *r = letters->table->cells[i].first->runs;
            r->text = str_first(r->text, 1);
        }
        add(&m, letters);
        set(&m);
        mpt a = run_of(&m, "A", NULL)->x, b = run_of(&m, "B", NULL)->x, c = run_of(&m, "C", NULL)->x;
        assert_true(rtl ? a > b && b > c : a < b && b < c);
        stop(&m);
    }
}

static void test_a_huge_table_and_odd_spans(void **state)
{
    (void)state;
    maker m = start("fr");
    add(&m, table(&m, 3000, 3));
    flow *odd = table(&m, 3, 3);
    odd->table->cells[4].rowspan = 900;
    odd->table->cells[4].colspan = 900;
    odd->table->cells[0].rowspan = 2;              /* a header can’t reach into the body */
    add(&m, odd);
    flow *empty = table(&m, 1, 1);
    empty->table->ncells = 0;
    add(&m, empty);
    set(&m);
    assert_int_equal(runs_that_say(&m, "C2999", false), 1);
    assert_int_equal(runs_that_say(&m, "B1", false), 2);
    stop(&m);
}

static void test_contents_know_their_pages(void **state)
{
    (void)state;
    maker m = start("fr");
    flow *contents = flow_new(m.a, FLOW_CONTENTS);
    contents->level = 2;
    contents->label_font = m.font;
    contents->style.leading = PT(15);
    flow_add_run(m.a, contents, S("Sommaire"), m.font);
    add(&m, contents);
    add(&m, flow_new(m.a, FLOW_BREAK));
    lines(&m, 20);
    flow *h = text(&m, "Chapitre", TAG_H1);
    h->id = S("c");
    h->title = S("Chapitre");
    h->outline = 1;
    add(&m, h);
    set(&m);
    size_t at;
    for (size_t i = 0; i < m.f->nplaces; i++)
        if (str_eqz(m.f->places[i].name, "c")) at = m.f->places[i].page;
    assert_int_equal(at, 2);
    assert_int_equal(m.f->noutline, 1);
    size_t shown;
    const frame_item *number = run_of(&m, "3", &shown);                /* “3” first stands in the contents */
    assert_non_null(number);
    assert_int_equal(shown, 0);
    assert_int_equal(m.f->pages[0].nlinks, 1);
    assert_true(str_eqz(m.f->pages[0].links[0].dest, "c"));
    stop(&m);
}

static void test_arabic_lines_start_at_the_right(void **state)
{
    (void)state;
    maker m = start("ar");
    add(&m, text(&m, "مرحبا Caf اليوم", TAG_P));
    set(&m);
    const frame_item *first = run_of(&m, "مرحبا", NULL), *latin = run_of(&m, "Caf", NULL),
                     *last = run_of(&m, "اليوم", NULL);
    assert_true(first->rtl && !latin->rtl && last->rtl);
    assert_true(first->x > latin->x && latin->x > last->x);
    assert_true(abs(first->x + first->w - PT(270)) < PT(1));
    assert_true(first->order < latin->order && latin->order < last->order);
    stop(&m);
}

static void test_missing_letters_and_families_are_told(void **state)
{
    (void)state;
    static const str none[] = { S_INIT("No Such Family") };
    maker m = start("fr");
    add(&m, text(&m, "\xF0\x90\x8C\xB0", TAG_P));  /* Old Italic */
    m.font.families = none;
    add(&m, text(&m, "abc", TAG_P));
    set(&m);
    assert_int_equal(diag_count_code(m.d, B702) > 0, 1);
    assert_int_equal(diag_count_code(m.d, B703), 1);
    stop(&m);
}

static void test_odd_pages_end(void **state)
{
    (void)state;
    maker m = start("fr");
    m.b->page.width = PT(61);                      /* one point of text */
    m.b->page.height = PT(101);
    lines(&m, 3);
    add(&m, table(&m, 3, 3));
    flow *box = flow_new(m.a, FLOW_BOX), *in = box;
    for (int i = 0; i < 200; i++) {
        flow *next = flow_new(m.a, FLOW_BOX);
        next->style.pad_start = PT(10);
        flow_append(in, next);
        in = next;
    }
    flow_append(in, text(&m, "au fond", TAG_P));
    add(&m, box);
    set(&m);
    assert_true(m.f->npages >= 3);
    stop(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_book_has_a_page),
        cmocka_unit_test(test_nothing_leaves_the_page),
        cmocka_unit_test(test_a_heading_stays_with_what_follows),
        cmocka_unit_test(test_no_line_alone),
        cmocka_unit_test(test_a_table_repeats_its_header),
        cmocka_unit_test(test_columns_follow_the_direction),
        cmocka_unit_test(test_a_huge_table_and_odd_spans),
        cmocka_unit_test(test_contents_know_their_pages),
        cmocka_unit_test(test_arabic_lines_start_at_the_right),
        cmocka_unit_test(test_missing_letters_and_families_are_told),
        cmocka_unit_test(test_odd_pages_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
