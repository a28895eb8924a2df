/* Charts: what is drawn, from the scene's print and shapes. */
#include "draw/chart.h"
#include "draw/scale.h"
#include "html/html_scene.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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

enum { YEARS = 3 };
static str years[] = { { "2023", 4 }, { "2024", 4 }, { "2025", 4 } };

static chart_value *values(double a, double b, double c)
{
    chart_value *v = ARENA_ARRAY(mem, chart_value, YEARS);
    const double n[] = { a, b, c };
    for (size_t i = 0; i < YEARS; i++) {
        v[i].missing = isnan(n[i]);
        v[i].number = v[i].missing ? 0 : n[i];
        v[i].text = v[i].missing ? S("non renseigné") : arena_fmt(mem, "%g", n[i]);
    }
    return v;
}

static chart_spec *spec(chart_kind kind, size_t nseries)
{
    chart_spec *p = ARENA_NEW(mem, chart_spec);
    *p = (chart_spec){ .kind = kind,
                       .title = S("Places"),
                       .description = S("Des places"),
                       .labels = years,
                       .nlabels = YEARS,
                       .nseries = nseries,
                       .decimal_mark = S(","),
                       .group_mark = S(" "),
                       .lang = S("fr") };
    p->series = ARENA_ARRAY(mem, chart_series, nseries);
    for (size_t i = 0; i < nseries; i++) {
        p->series[i].name = arena_fmt(mem, "Série %zu", i + 1);
        p->series[i].values = values(100, 200, 300);
    }
    return p;
}

static const shape *text_shape(const scene *s, const char *text)
{
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_TEXT && str_eqz(h->text, text)) return h;
    return NULL;
}

static size_t count(const scene *s, shape_kind kind, uint32_t fill)
{
    size_t n = 0;
    for (const shape *h = s->first; h; h = h->next) n += h->kind == kind && h->fill == fill;
    return n;
}

/* The k-th bar of the first series: its colour stands in no other rectangle of a chart with one series. */
static const shape *bar(const scene *s, size_t k)
{
    for (const shape *h = s->first; h; h = h->next)
        if (h->kind == SHAPE_RECT && h->fill != COLOR_NONE && h->fill != 0xffffff && k-- == 0) return h;
    return NULL;
}

static void inside(const scene *s)
{
    for (const shape *h = s->first; h; h = h->next) {
        if (h->kind != SHAPE_RECT) continue;
        assert_true(h->x >= 0 && h->y >= 0 && h->w >= 0 && h->h >= 0);
        assert_true(h->x + h->w <= s->width && h->y + h->h <= s->height);
    }
}

static void test_heights_follow_the_numbers(void **state)
{
    (void)state;
    scene *s = chart_draw(mem, spec(CHART_BARS, 1), PT(480));
    const shape *one = bar(s, 0), *three = bar(s, 2);
    assert_non_null(three);
    assert_in_range(three->h, 3 * one->h - 3, 3 * one->h + 3);
    assert_int_equal(one->y + one->h, three->y + three->h);
    assert_non_null(text_shape(s, "200"));
    assert_non_null(text_shape(s, "2024"));
    inside(s);
}

static void test_the_axis_of_bars_begins_at_zero(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 1);
    p->series[0].values = values(1000, 1010, 1020);
    scene *s = chart_draw(mem, p, PT(480));
    assert_non_null(text_shape(s, "0"));
    assert_true(bar(s, 0)->h > bar(s, 2)->h * 9 / 10);
}

static void test_missing_is_not_zero(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 1);
    p->series[0].values = values(100, NAN, 0);
    scene *s = chart_draw(mem, p, PT(480));
    assert_non_null(text_shape(s, "non renseigné"));
    assert_int_equal(bar(s, 1)->h, 0);
    size_t dashed = 0;
    for (const shape *h = s->first; h; h = h->next) dashed += h->kind == SHAPE_RECT && h->dash > 0;
    assert_int_equal(dashed, 2);               /* in its place and in the legend */
    inside(s);
}

static void test_a_gap_parts_a_line(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_LINES, 1);
    p->series[0].values = values(1, NAN, 3);
    scene *s = chart_draw(mem, p, PT(480));
    assert_int_equal(count(s, SHAPE_PATH, COLOR_NONE), 0);
    assert_int_equal(count(s, SHAPE_CIRCLE, bar(chart_draw(mem, spec(CHART_BARS, 1), PT(480)), 0)->fill), 2);
    assert_non_null(text_shape(s, "Série 1 (2024) : non renseigné"));
}

static void test_series_differ_without_colour(void **state)
{
    (void)state;
    scene *s = chart_draw(mem, spec(CHART_BARS, 3), PT(480));
    assert_int_equal(bar(s, 0)->pattern, 0);
    assert_int_equal(bar(s, 1)->pattern, 1);
    assert_int_equal(bar(s, 2)->pattern, 2);
    assert_non_null(text_shape(s, "Série 3"));
}

static void test_long_labels_lay_the_bars_down(void **state)
{
    (void)state;
    static str longs[] = { { "Saint-Barthélemy-des-Bois", 26 },
                           { "Communauté de communes", 23 },
                           { "Un autre nom très long", 23 } };
    chart_spec *p = spec(CHART_BARS, 1);
    p->labels = longs;
    scene *s = chart_draw(mem, p, PT(300));
    const shape *one = bar(s, 0), *three = bar(s, 2);
    assert_int_equal(one->h, three->h);
    assert_in_range(three->w, 3 * one->w - 3, 3 * one->w + 3);
    inside(s);
}

static void test_right_to_left_is_mirrored(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_ROWS, 1), *q = spec(CHART_ROWS, 1);
    q->rtl = true;
    scene *s = chart_draw(mem, p, PT(480)), *m = chart_draw(mem, q, PT(480));
    assert_int_equal(bar(m, 1)->x + bar(m, 1)->w, s->width - bar(s, 1)->x);
    assert_int_equal(text_shape(s, "2024")->anchor, ANCHOR_END);
    assert_int_equal(text_shape(m, "2024")->anchor, ANCHOR_START);
    inside(m);
}

static void test_a_target_is_a_line(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 2);
    p->series[1].target = true;
    scene *s = chart_draw(mem, p, PT(480));
    size_t dashed = 0;
    for (const shape *h = s->first; h; h = h->next) dashed += h->kind == SHAPE_LINE && h->dash > 0;
    assert_int_equal(dashed, 4);               /* one for each year, one in the legend */
    assert_null(bar(s, 4));                    /* three bars and their mark in the legend */
}

static void test_nothing_to_show(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 1);
    p->series[0].values = values(NAN, NAN, NAN);
    assert_non_null(text_shape(chart_draw(mem, p, PT(480)), "non renseigné"));
    p->nlabels = 0;
    scene *s = chart_draw(mem, p, PT(480));
    assert_null(s->first);
    assert_true(str_eqz(s->title, "Places"));
}

static void test_negative_numbers(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 1);
    p->series[0].values = values(-50, 0, 100);
    scene *s = chart_draw(mem, p, PT(480));
    assert_int_equal(bar(s, 0)->y, bar(s, 2)->y + bar(s, 2)->h);
    assert_non_null(text_shape(s, "\xE2\x88\x92" "50"));
    inside(s);
}

static void ticks(double low, double high, int decimals, const char *first, const char *second, const char *last)
{
    chart_spec p = { .decimals = decimals, .decimal_mark = S(","), .group_mark = S(" ") };
    scale s = scale_of(low, high, 5, &p);
    assert_true(s.last - s.first <= 5);
    assert_true(scale_value(&s, s.first) <= low && scale_value(&s, s.last) >= high);
    assert_string_equal(scale_text(&s, mem, s.first, &p).p, first);
    assert_string_equal(scale_text(&s, mem, s.first + 1, &p).p, second);
    assert_string_equal(scale_text(&s, mem, s.last, &p).p, last);
}

static void test_ticks_are_round(void **state)
{
    (void)state;
    ticks(0, 498, 0, "0", "100", "500");
    ticks(0, 7, 0, "0", "2", "8");
    ticks(0, 3, 0, "0", "1", "3");
    ticks(0, 0.9, 1, "0", "0,2", "1");
    ticks(0, 12345, 0, "0", "5 000", "15 000");
    ticks(-30, 30, 0, "\xE2\x88\x92" "40", "\xE2\x88\x92" "20", "40");
    ticks(0, 0, 0, "0", "1", "1");
}

static void test_a_scene_is_svg_with_its_alternative(void **state)
{
    (void)state;
    chart_spec *p = spec(CHART_BARS, 2);
    p->title = S("A < B");
    buf out = { 0 };
    html_scene(&out, chart_draw(mem, p, PT(480)), S("g1"));
    buf_char(&out, '\0');
    assert_non_null(strstr(out.p, "role=\"img\" aria-labelledby=\"g1-t g1-d\" viewBox=\"0 0 480 "));
    assert_non_null(strstr(out.p, "<title id=\"g1-t\">A &lt; B</title><desc id=\"g1-d\">Des places</desc>"));
    assert_non_null(strstr(out.p, "<pattern id=\"g1-p1-c2570c\""));
    assert_non_null(strstr(out.p, "fill=\"url(#g1-p1-c2570c)\""));
    assert_null(strstr(out.p, "style="));
    buf_free(&out);
}

static void test_svg_anchors_follow_the_direction(void **state)
{
    (void)state;
    scene *s = scene_new(mem, PT(100), PT(50));
    shape *h = scene_add(mem, s, SHAPE_TEXT);
    h->text = S("x");
    h->anchor = ANCHOR_START;
    s->rtl = true;
    buf out = { 0 };
    html_scene(&out, s, S("g"));
    buf_char(&out, '\0');
    assert_non_null(strstr(out.p, "direction=\"rtl\""));
    assert_non_null(strstr(out.p, "text-anchor=\"end\""));
    buf_free(&out);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(test_heights_follow_the_numbers),
        T(test_the_axis_of_bars_begins_at_zero),
        T(test_missing_is_not_zero),
        T(test_a_gap_parts_a_line),
        T(test_series_differ_without_colour),
        T(test_long_labels_lay_the_bars_down),
        T(test_right_to_left_is_mirrored),
        T(test_a_target_is_a_line),
        T(test_nothing_to_show),
        T(test_negative_numbers),
        T(test_ticks_are_round),
        T(test_a_scene_is_svg_with_its_alternative),
        T(test_svg_anchors_follow_the_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
