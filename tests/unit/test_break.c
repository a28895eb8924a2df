/* Lines of a paragraph broken over the whole of it: numbers only. */
#include "given.h"
#include "type/break.h"
#include <string.h>

enum { MOST = 256 };

typedef struct text { arena *a; break_item v[MOST]; size_t n; size_t *ends; size_t lines; } text;

static text text_new(void) { return (text){ .a = arena_new(0) }; }
static void text_drop(text *t) { arena_free(t->a); }

static void box(text *t, mpt w) { t->v[t->n++] = (break_item){ .kind = BREAK_BOX, .width = w }; }

static void glue(text *t, mpt w, mpt stretch, mpt shrink)
{
    t->v[t->n++] = (break_item){ .kind = BREAK_GLUE, .width = w, .stretch = stretch, .shrink = shrink };
}

static void penalty(text *t, int cost, mpt w, bool hyphen)
{
    t->v[t->n++] = (break_item){ BREAK_PENALTY, hyphen, (int16_t)cost, w, 0, 0 };
}

/* Words of these widths with a space of 10 that stretches by 5 and shrinks by 3 between them. */
static void put_words(text *t, const mpt *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) glue(t, 10, 5, 3);
        box(t, w[i]);
    }
}

static break_rules rules(mpt width, mpt ragged, bool must)
{
    return (break_rules){ .first = width, .rest = width, .ragged = ragged, .tolerance = 10000, .hyphens = 3,
                          .must = must };
}

static size_t cut(text *t, break_rules r) { return t->lines = break_lines(t->a, t->v, t->n, &r, &t->ends); }

/* The natural width and the shrink of line k, as the header says: what vanishes at its ends is left out. */
static mpt line_width(const text *t, size_t k, mpt *shrink)
{
    size_t from = k ? t->ends[k - 1] : 0, to = t->ends[k];
    mpt w = to < t->n && t->v[to].kind == BREAK_PENALTY ? t->v[to].width : 0;
    *shrink = 0;
    while (k && from < to && t->v[from].kind != BREAK_BOX) from++;
    for (size_t i = from; i < to; i++) {
        if (t->v[i].kind == BREAK_PENALTY) continue;
        w += t->v[i].width;
        *shrink += t->v[i].shrink;
    }
    return w;
}

/* Ends grow, stand at breaks that are allowed, the last one behind the text, and no line is wider than it may be. */
static void check(const text *t, break_rules r)
{
    assert_true(t->lines > 0);
    assert_int_equal(t->ends[t->lines - 1], t->n);
    for (size_t k = 0; k < t->lines; k++) {
        mpt shrink, w = line_width(t, k, &shrink);
        assert_true(w - shrink <= (k ? r.rest : r.first));
        if (k) assert_true(t->ends[k] > t->ends[k - 1]);
        if (t->ends[k] == t->n) continue;
        assert_int_not_equal(t->v[t->ends[k]].kind, BREAK_BOX);
        assert_true(t->v[t->ends[k]].penalty < BREAK_NEVER);
    }
}

static void test_what_fits_is_one_line(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 30, 30, 30 }, 3);
    assert_int_equal(cut(&t, rules(110, 0, false)), 1);
    assert_int_equal(t.ends[0], t.n);
    text_drop(&t);
}

static void test_no_item_is_one_empty_line(void **state)
{
    (void)state;
    text t = text_new();
    assert_int_equal(cut(&t, rules(100, 0, true)), 1);
    assert_int_equal(t.ends[0], 0);
    text_drop(&t);
}

/* Filling each line as far as it goes would leave the second almost empty. */
static void test_whole_paragraph_is_weighed_at_once(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 300, 200, 200, 500 }, 4);
    assert_int_equal(cut(&t, rules(520, 300, false)), 3);
    assert_int_equal(t.ends[0], 1);
    assert_int_equal(t.ends[1], 5);
    text_drop(&t);
}

static void test_a_line_may_shrink_but_no_further(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 40, 40, 40 }, 3);      /* 140, with 6 to give */
    assert_int_equal(cut(&t, rules(134, 0, true)), 1);
    assert_true(cut(&t, rules(133, 0, true)) > 1);
    check(&t, rules(133, 0, true));
    text_drop(&t);
}

static void test_forced_break_ends_its_line_unstretched(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 30 }, 1);
    penalty(&t, BREAK_ALWAYS, 0, false);
    put_words(&t, (mpt[]){ 30, 30 }, 2);
    break_rules r = rules(500, 0, false);
    r.tolerance = 1;                               /* stretched, the first line would be far beyond */
    assert_int_equal(cut(&t, r), 2);
    assert_int_equal(t.ends[0], 1);
    text_drop(&t);
}

static void test_two_forced_breaks_leave_an_empty_line(void **state)
{
    (void)state;
    text t = text_new();
    box(&t, 30);
    penalty(&t, BREAK_ALWAYS, 0, false);
    penalty(&t, BREAK_ALWAYS, 0, false);
    box(&t, 30);
    assert_int_equal(cut(&t, rules(100, 0, true)), 3);
    text_drop(&t);
}

static void test_no_break_where_none_is_allowed(void **state)
{
    (void)state;
    text t = text_new();
    box(&t, 60);
    glue(&t, 10, 5, 3);
    t.v[t.n - 1].penalty = BREAK_NEVER;
    box(&t, 60);
    glue(&t, 10, 5, 3);
    box(&t, 60);
    assert_int_equal(cut(&t, rules(135, 0, true)), 2);
    assert_int_equal(t.ends[0], 3);
    penalty(&t, BREAK_NEVER, 0, false);
    assert_int_equal(cut(&t, rules(135, 0, true)), 2);
    text_drop(&t);
}

static void test_a_hyphen_takes_its_width(void **state)
{
    (void)state;
    text t = text_new();
    box(&t, 90);
    penalty(&t, 50, 20, true);
    box(&t, 90);
    assert_int_equal(cut(&t, rules(110, 0, false)), 2);
    assert_int_equal(cut(&t, rules(109, 0, false)), 0);
    assert_int_equal(cut(&t, rules(180, 0, false)), 1);      /* unused, it takes none */
    text_drop(&t);
}

static void test_words_stay_whole_when_that_costs_little(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 85 }, 1);
    glue(&t, 10, 5, 3);
    box(&t, 3);
    penalty(&t, 50, 2, true);
    box(&t, 60);
    assert_int_equal(cut(&t, rules(100, 40, false)), 2);
    assert_int_equal(t.ends[0], 1);
    text_drop(&t);
}

/* A word that is cut at every line leaves no other way than a hyphen each time. */
static void test_hyphens_in_a_row_are_limited(void **state)
{
    (void)state;
    text t = text_new();
    for (int i = 0; i < 6; i++) {
        box(&t, 90);
        penalty(&t, 50, 5, true);
    }
    box(&t, 90);
    break_rules r = rules(100, 0, false);
    assert_int_equal(cut(&t, r), 0);
    r.must = true;
    assert_int_equal(cut(&t, r), 7);
    t.n = 2 * 3 + 1;
    r.must = false;
    assert_int_equal(cut(&t, r), 4);
    r.hyphens = 2;
    assert_int_equal(cut(&t, r), 0);
    text_drop(&t);
}

static void test_tolerance_refuses_what_is_stretched_too_far(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 40, 40, 80 }, 3);
    break_rules r = rules(100, 0, false);          /* the first line is stretched by twice what it can */
    r.tolerance = 100;
    assert_int_equal(cut(&t, r), 0);
    r.tolerance = 800;
    assert_int_equal(cut(&t, r), 2);
    text_drop(&t);
}

/* “Le mer-” alone on its line is worse than two lines with wide spaces. */
static void test_of_lines_all_too_loose_the_least_loose_are_taken(void **state)
{
    (void)state;
    text t = text_new();
    static const mpt words[] = { 10, 45, 20, 44, 40, 55 };
    for (size_t i = 0; i < 6; i++) {
        if (i) glue(&t, 3, 1, 1);
        box(&t, i == 1 ? 15 : words[i]);
        if (i != 1) continue;
        penalty(&t, 50, 5, true);
        box(&t, 30);
    }
    break_rules r = rules(100, 0, false);
    assert_int_equal(cut(&t, r), 3);
    assert_int_equal(t.ends[0], 7);
    text_drop(&t);
}

static void test_first_line_has_a_width_of_its_own(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 50, 50, 50, 50 }, 4);
    break_rules r = { .first = 60, .rest = 170, .ragged = 100, .tolerance = 10000, .hyphens = 3 };
    assert_int_equal(cut(&t, r), 2);
    assert_int_equal(t.ends[0], 1);
    check(&t, r);
    text_drop(&t);
}

static void test_box_too_wide_gives_no_way_unless_there_must_be_one(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 30, 300, 30 }, 3);
    assert_int_equal(cut(&t, rules(100, 0, false)), 0);
    size_t n = cut(&t, rules(100, 0, true));
    assert_true(n >= 2);
    assert_int_equal(t.ends[n - 1], t.n);
    for (size_t k = 0; k + 1 < n; k++) assert_int_equal(t.v[t.ends[k]].kind, BREAK_GLUE);
    text_drop(&t);
}

static void test_width_of_nothing_or_less_still_ends(void **state)
{
    (void)state;
    text t = text_new();
    put_words(&t, (mpt[]){ 30, 0, 30 }, 3);
    for (mpt w = -50; w <= 0; w += 25) {
        assert_int_equal(cut(&t, rules(w, 0, false)), 0);
        size_t n = cut(&t, rules(w, 0, true));
        assert_true(n > 0);
        assert_int_equal(t.ends[n - 1], t.n);
    }
    text_drop(&t);
}

/* Many texts of many widths: whatever is found keeps the rules, and with `must` something is found. */
static void test_any_paragraph_keeps_the_rules(void **state)
{
    (void)state;
    uint32_t seed = 12345;
    for (int round = 0; round < 400; round++) {
        text t = text_new();
        while (t.n + 3 < MOST) {
            seed = seed * 1664525u + 1013904223u;
            box(&t, (mpt)(seed >> 24) % 60 + 1);
            if (seed & 0x10000) penalty(&t, 50, 4, true);
            else glue(&t, 10, 5, 3);
        }
        box(&t, 20);
        break_rules r = rules(80 + round, round % 2 ? 40 : 0, false);
        if (cut(&t, r)) check(&t, r);
        r.must = true;
        cut(&t, r);
        check(&t, r);
        text_drop(&t);
    }
}

static void test_time_grows_with_the_text_not_its_square(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    size_t n = 200000, *ends;
    break_item *v = ARENA_ARRAY(a, break_item, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = i % 2 ? (break_item){ .kind = BREAK_GLUE, .width = 10, .stretch = 5, .shrink = 3 }
                     : (break_item){ .kind = BREAK_BOX, .width = (mpt)(20 + i % 37) };
    v[n] = (break_item){ .kind = BREAK_BOX, .width = 20 };
    break_rules r = rules(500, 0, false);
    assert_true(break_lines(a, v, n + 1, &r, &ends) > n / 2 * 45 / 500);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_fits_is_one_line),
        cmocka_unit_test(test_no_item_is_one_empty_line),
        cmocka_unit_test(test_whole_paragraph_is_weighed_at_once),
        cmocka_unit_test(test_a_line_may_shrink_but_no_further),
        cmocka_unit_test(test_forced_break_ends_its_line_unstretched),
        cmocka_unit_test(test_two_forced_breaks_leave_an_empty_line),
        cmocka_unit_test(test_no_break_where_none_is_allowed),
        cmocka_unit_test(test_a_hyphen_takes_its_width),
        cmocka_unit_test(test_words_stay_whole_when_that_costs_little),
        cmocka_unit_test(test_hyphens_in_a_row_are_limited),
        cmocka_unit_test(test_tolerance_refuses_what_is_stretched_too_far),
        cmocka_unit_test(test_of_lines_all_too_loose_the_least_loose_are_taken),
        cmocka_unit_test(test_first_line_has_a_width_of_its_own),
        cmocka_unit_test(test_box_too_wide_gives_no_way_unless_there_must_be_one),
        cmocka_unit_test(test_width_of_nothing_or_less_still_ends),
        cmocka_unit_test(test_any_paragraph_keeps_the_rules),
        cmocka_unit_test(test_time_grows_with_the_text_not_its_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
