/* The kinds of charts beyond bars and lines: what each draws of its numbers, and that nothing collides. */
#include "draw/chart.h"
#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { BLUE = 0x0b4f8a, ORANGE = 0xc2570c, GREEN = 0x1f7a5c };

static arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new(0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static str labels[] = { S_INIT("Aubrelle"), S_INIT("Saint-Barthélemy-des-Grands-Bois et ses hameaux"),
                        S_INIT("Le Mesnil") };
enum { LABELS = 3, SERIES = 3 };

static chart_value number(double d)
{
    if (isnan(d)) return (chart_value){ .missing = true, .text = S("non renseigné") };
    return (chart_value){ .number = d, .text = arena_fmt(mem, "%g", d) };
}

static chart_spec *spec(chart_kind kind, size_t nseries)
{
    static const double of[SERIES][LABELS] = { { 120, 50, 10 }, { 210, 100, 20 }, { 12, 30, 5 } };
    chart_spec *p = ARENA_NEW(mem, chart_spec);
    *p = (chart_spec){ .kind = kind, .title = S("Places"), .description = S("Des places"), .x_title = S("commune"),
                       .y_title = S("places"), .labels = labels, .nlabels = LABELS, .nseries = nseries,
                       .missing = S("non renseigné"), .behind = S("en recul"), .beyond = S("cible dépassée"),
                       .start_name = S("départ"), .milestone = S("jalon"), .decimal_mark = S(","), .group_mark = S(" "),
                       .lang = S("fr") };
    p->series = ARENA_ARRAY(mem, chart_series, SERIES);
    for (size_t i = 0; i < SERIES; i++) {
        chart_value *values = ARENA_ARRAY(mem, chart_value, LABELS);
        p->series[i] = (chart_series){ arena_fmt(mem, "Série %zu", i + 1), values, false };
        for (size_t k = 0; k < LABELS; k++) p->series[i].values[k] = number(of[i][k]);
    }
    return p;
}

/* Three years, one label each, of which some are open, at the same time, or without an end. */
static chart_spec *time_spec(void)
{
    static const int32_t days[][2] = { { 0, 400 }, { 100, 300 }, { 500, 501 }, { 700, 700 }, { 0, 0 }, { 1000, 1096 } };
    static const chart_span_kind kinds[] = { CHART_SPAN, CHART_SPAN, CHART_MILESTONE,
                                             CHART_SPAN_OPEN, CHART_SPAN_UNKNOWN, CHART_SPAN };
    chart_spec *p = spec(CHART_GANTT, 2);
    p->nspans = sizeof kinds / sizeof *kinds;
    p->spans = ARENA_ARRAY(mem, chart_span, p->nspans);
    for (size_t i = 0; i < p->nspans; i++)
        p->spans[i] = (chart_span){ kinds[i], i / 2, i % 2, days[i][0], days[i][1] };
    p->ticks = ARENA_ARRAY(mem, chart_tick, 16);
    for (int y = 0; y < 3; y++)
        for (int q = 0; q < 4; q++) {
            int32_t day = y * 365 + q * 91;
            if (q == 0) p->ticks[p->nticks++] = (chart_tick){ day, true, arena_fmt(mem, "%d", 2024 + y) };
            p->ticks[p->nticks++] = (chart_tick){ day, false, arena_fmt(mem, "T%d", q + 1) };
        }
    p->last_day = 1096;
    p->today = 650;
    p->today_text = S("12 octobre 2025");
    return p;
}

static scene *draw(const chart_spec *p) { return chart_draw(mem, p, PT(460)); }

static const shape *text_of(const scene *s, const char *text)
{
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_TEXT && str_eqz(h->text, text)) return h;
    return NULL;
}

/* The k-th rectangle of a colour, keys of the legend left out. */
static const shape *box_of(const scene *s, uint32_t fill, size_t k)
{
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_RECT && h->fill == fill && !(h->w == PT(10) && h->h == PT(10)) && k-- == 0) return h;
    return NULL;
}

static size_t dashed_boxes(const scene *s)
{
    size_t n = 0;
    for (const shape *h = s->first; h; h = h->next) n += h->kind == SHAPE_RECT && h->dash;
    return n;
}

/* --- nothing leaves the scene, and no text runs into another */

typedef struct area { mpt left, top, right, bottom; } area;

static area area_of(const shape *h)
{
    if (h->kind == SHAPE_RECT) return (area){ h->x, h->y, h->x + h->w, h->y + h->h };
    if (h->kind == SHAPE_CIRCLE) return (area){ h->x - h->w, h->y - h->w, h->x + h->w, h->y + h->w };
    if (h->kind == SHAPE_LINE)
        return (area){ h->w < 0 ? h->x + h->w : h->x, h->h < 0 ? h->y + h->h : h->y, h->w < 0 ? h->x : h->x + h->w,
                       h->h < 0 ? h->y : h->y + h->h };
    if (h->kind == SHAPE_TEXT) {
        mpt w = estimate_width(h->text, h->size), left = h->x;
        if (h->anchor != ANCHOR_START) left -= h->anchor == ANCHOR_END ? w : w / 2;
        return (area){ left, h->y - h->size * 3 / 4, left + w, h->y + h->size / 5 };
    }
    area a = { h->points[0].x, h->points[0].y, h->points[0].x, h->points[0].y };
    for (size_t i = 1; i < h->npoints; i++) {
        if (h->points[i].x < a.left) a.left = h->points[i].x;
        if (h->points[i].x > a.right) a.right = h->points[i].x;
        if (h->points[i].y < a.top) a.top = h->points[i].y;
        if (h->points[i].y > a.bottom) a.bottom = h->points[i].y;
    }
    return a;
}

static void tidy(const scene *s, const char *what)
{
    for (const shape *h = s->first; h; h = h->next) {
        area a = area_of(h);
        const char *name = h->kind == SHAPE_TEXT ? arena_str(mem, h->text).p : "a shape";
        if (a.left < 0 || a.top < 0 || a.right > s->width || a.bottom > s->height)
            fail_msg("%s: %s leaves the scene: %d %d %d %d in %d %d", what, name, a.left, a.top, a.right, a.bottom,
                     s->width, s->height);
        for (const shape *o = h->next; o && h->kind == SHAPE_TEXT; o = o->next) {
            area b = area_of(o);
            if (o->kind == SHAPE_TEXT && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                fail_msg("%s: %s runs into %.*s", what, name, STR_ARG(o->text));
        }
    }
}

static chart_spec *with_panels(chart_kind kind)
{
    static const char *const names[] = { "Un", "Un nom de commune qui n’en finit pas de continuer", "Trois", "Quatre" };
    chart_spec *p = spec(kind, 2);
    p->labels = ARENA_ARRAY(mem, str, LABELS);
    for (size_t k = 0; k < LABELS; k++) p->labels[k] = arena_fmt(mem, "%zu", 2023 + k);
    p->npanels = sizeof names / sizeof *names;
    p->panels = ARENA_ARRAY(mem, chart_spec, p->npanels);
    for (size_t i = 0; i < p->npanels; i++) {
        p->panels[i] = *spec(kind, 2);
        p->panels[i].labels = p->labels;
        p->panels[i].title = str_z(names[i]);
        p->panels[i].rtl = p->rtl;
    }
    return p;
}

static void test_nothing_collides(void **state)
{
    (void)state;
    static const double hard[][LABELS] = { { 1, NAN, 1e6 }, { NAN, NAN, NAN }, { 0, 0, 0 }, { -5, 40, -3 } };
    for (int kind = CHART_BARS; kind <= CHART_WAFFLE; kind++)
        for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
            for (int rtl = 0; rtl < 2; rtl++) {
                chart_spec *p = kind == CHART_GANTT ? time_spec() : spec((chart_kind)kind, 3);
                for (size_t k = 0; k < LABELS; k++) p->series[1].values[k] = number(hard[i][k]);
                p->series[2].target = kind == CHART_PROGRESS;
                p->starts = ARENA_ARRAY(mem, chart_value, LABELS);
                for (size_t k = 0; k < LABELS; k++) p->starts[k] = number(k == 2 ? 100 : 5);
                p->rtl = rtl;
                if (kind == CHART_WAFFLE && hard[i][0] < 0) continue;
                tidy(draw(p), arena_fmt(mem, "kind %d, numbers %zu", kind, i).p);
            }
    for (int kind = CHART_BARS; kind <= CHART_LINES; kind++) tidy(draw(with_panels((chart_kind)kind)), "small charts");
}

/* --- stacked bars */

static void test_parts_stand_on_each_other(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_STACKED_ROWS, 3);
    scene *s = draw(p);
    const shape *a = box_of(s, BLUE, 0), *b = box_of(s, ORANGE, 0), *c = box_of(s, GREEN, 0);
    assert_in_range(b->x, a->x + a->w - 1, a->x + a->w + 1);
    assert_in_range(c->x, b->x + b->w - 1, b->x + b->w + 1);
    assert_in_range((uintmax_t)b->w * 12, (uintmax_t)a->w * 21 - 40, (uintmax_t)a->w * 21 + 40);
    p->rtl = true;
    assert_int_equal(box_of(draw(p), BLUE, 0)->x, s->width - a->x - a->w);
}

static void test_a_missing_part_is_not_zero(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_STACKED_ROWS, 3);
    assert_int_equal(dashed_boxes(draw(p)), 0);
    p->series[1].values[0] = number(NAN);
    assert_int_equal(dashed_boxes(draw(p)), 2);    /* in its bar and in the legend */
    p->share = true;
    scene *s = draw(p);
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_RECT && h->dash && h->h != PT(10)) assert_true(h->w > s->width / 3);
}

static void test_parts_below_zero_hang(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_STACKED, 2);
    p->labels = (str[]){ S("2023"), S("2024"), S("2025") };
    p->series[1].values[0] = number(-60);
    scene *s = draw(p);
    const shape *up = box_of(s, BLUE, 0), *down = box_of(s, ORANGE, 0);
    assert_in_range(down->y, up->y + up->h - 1, up->y + up->h + 1);
    assert_in_range(down->h, up->h / 2 - 2, up->h / 2 + 2);
}

/* --- dots */

static size_t lines_of(const scene *s, uint32_t stroke)
{
    size_t n = 0;
    for (const shape *h = s->first; h; h = h->next) n += h->kind == SHAPE_LINE && h->stroke == stroke;
    return n;
}

static void test_ranges_have_two_ends(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_DOTS, 1);
    assert_int_equal(lines_of(draw(p), BLUE), 0);
    p->series[0].values[0] = (chart_value){ .missing = true, .ranged = true, .low = 3, .high = 4, .text = S("3 à 4") };
    scene *s = draw(p);
    assert_int_equal(lines_of(s, BLUE), 3);
    assert_non_null(text_of(s, "3 à 4"));
    size_t dots = 0;
    for (const shape *h = s->first; h; h = h->next) dots += h->kind == SHAPE_CIRCLE;
    assert_int_equal(dots, 2);                     /* no dot where there is no number */
}

/* --- progress */

static chart_spec *course(double start, double value, double target)
{
    chart_spec *p = spec(CHART_PROGRESS, 2);
    p->series[1].target = true;
    p->nlabels = 1;
    p->starts = ARENA_ARRAY(mem, chart_value, LABELS);
    p->starts[0] = number(start);
    p->series[0].values[0] = number(value);
    p->series[1].values[0] = number(target);
    return p;
}

static const shape *track(const scene *s)
{
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_RECT && h->fill == TRACK) return h;
    return NULL;
}

static void test_courses(void **state)
{
    (void)state;
    static const struct { double start, value, target, part; } ways[] = {
        { 0, 5, 10, 0.5 }, { 100, 40, 20, 0.75 }, { 10, 10, 20, 0 }, { -10, 0, 10, 0.5 }, { 10, 20, 20, 1 },
        { 8, 6, 8, 0.75 },                         /* a level to keep */
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        scene *s = draw(course(ways[i].start, ways[i].value, ways[i].target));
        const shape *whole = track(s), *done = box_of(s, BLUE, 0);
        assert_true(fabs(done->w - ways[i].part * whole->w) < 2);
        assert_int_equal(done->x, whole->x);
        assert_null(text_of(s, "en recul"));
        assert_null(text_of(s, "cible dépassée"));
        tidy(s, "a course");
    }
}

static void test_beyond_and_behind(void **state)
{
    (void)state;
    scene *s = draw(course(10, 25, 20));
    const shape *whole = track(s), *more = box_of(s, GREEN, 0);
    assert_int_equal(box_of(s, BLUE, 0)->w, whole->w);
    assert_int_equal(more->x, whole->x + whole->w);
    assert_in_range(more->w, whole->w / 2 - 2, whole->w / 2 + 2);
    assert_non_null(text_of(s, "cible dépassée"));
    s = draw(course(180, 204, 60));
    whole = track(s);
    const shape *back = box_of(s, ORANGE, 0);
    assert_in_range(back->x + back->w, whole->x - 1, whole->x + 1);
    assert_in_range(back->w, whole->w / 5 - 2, whole->w / 5 + 2);
    assert_non_null(text_of(s, "en recul"));
    assert_null(box_of(s, BLUE, 0));
    tidy(draw(course(1, 1e9, 2)), "far beyond");
    tidy(draw(course(1, -1e9, 2)), "far behind");
}

static void test_an_unknown_course_has_no_bar(void **state)
{
    (void)state;
    const double cases[][3] = { { 0, NAN, 10 }, { 0, 5, NAN }, { NAN, 5, 10 } };
    for (size_t i = 0; i < 3; i++) {
        scene *s = draw(course(cases[i][0], cases[i][1], cases[i][2]));
        assert_null(track(s));
        assert_null(box_of(s, BLUE, 0));
        assert_int_equal(dashed_boxes(s), 2);
        assert_non_null(text_of(s, "non renseigné"));
    }
}

/* --- time */

static void test_spans_follow_their_days(void **state)
{
    (void)state;
    scene *s = draw(time_spec());
    const shape *first = box_of(s, BLUE, 0), *second = box_of(s, ORANGE, 0), *last = box_of(s, ORANGE, 1);
    assert_int_equal(first->w, (first->w + second->w) * 2 / 3);            /* 400 and 200 days */
    assert_true(second->y >= first->y + first->h);                         /* at the same time: below */
    assert_true(last->x + last->w <= s->width);
    size_t diamonds = 0;
    for (const shape *h = s->first; h; h = h->next) diamonds += h->kind == SHAPE_PATH && h->npoints == 4;
    assert_int_equal(diamonds, 2);                 /* one on its day, one in the legend */
    assert_int_equal(dashed_boxes(s), 3);          /* a beginning and a span that nobody knows, and the legend */
    assert_non_null(text_of(s, "12 octobre 2025"));
    assert_non_null(text_of(s, "2025"));
    assert_non_null(text_of(s, "T2"));
}

/* --- waffles */

static void expect_cells(const double *parts, size_t n, const int *wanted)
{
    int got[16], sum = 0;
    assert_true(chart_waffle_cells(mem, parts, n, got));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(got[i], wanted[i]);
        sum += got[i];
    }
    assert_int_equal(sum, 100);
}

static void test_cells_are_a_hundred(void **state)
{
    (void)state;
    expect_cells((double[]){ 1, 1, 1 }, 3, (int[]){ 34, 33, 33 });
    expect_cells((double[]){ 532, 310, 214, 31, 17 }, 5, (int[]){ 48, 28, 19, 3, 2 });
    expect_cells((double[]){ 0, 7 }, 2, (int[]){ 0, 100 });
    expect_cells((double[]){ 12.5, 12.5, 25, 50 }, 4, (int[]){ 13, 12, 25, 50 });
    expect_cells((double[]){ 1, 1, 1, 1, 1, 1, 1 }, 7, (int[]){ 15, 15, 14, 14, 14, 14, 14 });
    assert_false(chart_waffle_cells(mem, (double[]){ 0, 0 }, 2, (int[]){ 0, 0 }));
}

static void test_cells_have_the_colours_of_their_parts(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_WAFFLE, 2);
    p->nlabels = 1;
    p->series[0].values[0] = number(40);
    p->series[1].values[0] = number(60);
    scene *s = draw(p);
    size_t blue = 0, orange = 0;
    while (box_of(s, BLUE, blue)) blue++;
    while (box_of(s, ORANGE, orange)) orange++;
    assert_int_equal(blue, 40);
    assert_int_equal(orange, 60);
    p->series[1].values[0] = number(NAN);
    s = draw(p);
    assert_null(box_of(s, BLUE, 0));               /* nobody knows the whole */
    assert_int_equal(dashed_boxes(s), 101);
}

/* --- small charts */

static void test_small_charts_share_their_axes(void **state)
{
    (void)state;
    chart_spec *p = with_panels(CHART_BARS);
    p->panels[3].series[0].values[0] = number(400);
    scene *s = chart_draw(mem, p, PT(300));
    size_t zeros = 0, names = 0;
    for (const shape *h = s->first; h; h = h->next) {
        zeros += h->kind == SHAPE_TEXT && str_eqz(h->text, "0");
        names += h->kind == SHAPE_TEXT && h->bold;
    }
    assert_int_equal(names, 4);
    assert_int_equal(zeros, 2);                    /* at the first chart of each of two lines */
    const shape *one = box_of(s, BLUE, 0), *last = box_of(s, BLUE, 9);
    assert_in_range((uintmax_t)last->h * 3, (uintmax_t)one->h * 10 - 40, (uintmax_t)one->h * 10 + 40);
    assert_int_equal(one->w, last->w);
}

static void test_series_beyond_the_colours_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < 18; i++)
        for (size_t k = 0; k < i; k++) {
            chart_look a = chart_look_of(i), b = chart_look_of(k);
            assert_true(a.colour != b.colour || a.pattern != b.pattern);
        }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(test_nothing_collides),
        T(test_parts_stand_on_each_other),
        T(test_a_missing_part_is_not_zero),
        T(test_parts_below_zero_hang),
        T(test_ranges_have_two_ends),
        T(test_courses),
        T(test_beyond_and_behind),
        T(test_an_unknown_course_has_no_bar),
        T(test_spans_follow_their_days),
        T(test_cells_are_a_hundred),
        T(test_cells_have_the_colours_of_their_parts),
        T(test_small_charts_share_their_axes),
        T(test_series_beyond_the_colours_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
