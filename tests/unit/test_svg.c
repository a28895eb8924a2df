#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "doc/picture.h"
#include "draw/svg.h"

#define OPEN "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "

/* The PNG has w × h pixels and is as wide on paper as `points`. */
static void expect(const char *svg, int w, int h, double points)
{
    arena *a = arena_new(0);
    str png, why;
    mpt width, height;
    picture_info info;
    assert_true(svg_draw(a, str_z(svg), &png, &width, &height, &why));
    assert_true(picture_read(png, &info));
    assert_int_equal(info.kind, PICTURE_PNG);
    assert_int_equal(info.width, w);
    assert_int_equal(info.height, h);
    assert_int_equal(width, (mpt)(points * 1000));
    arena_free(a);
}

static void test_sizes(void **state)
{
    (void)state;
    expect(OPEN "width=\"96\" height=\"48\"/>", 300, 150, 72);
    expect(OPEN "width=\"25.4mm\" height=\"50.8mm\"/>", 300, 600, 72);
    expect(OPEN "viewBox=\"0 0 192 96\"><rect width=\"9\" height=\"9\"/></svg>", 600, 300, 144);
    expect(OPEN ">\n<rect width=\"9\" height=\"9\"/></svg>", 938, 938, 225);        /* no size of its own */
}

static void test_huge_ones_are_cut_down(void **state)
{
    (void)state;
    expect(OPEN "width=\"100000\" height=\"50000\"/>", 4000, 2000, 10800);
}

static void test_nothing_outside_is_needed(void **state)
{
    (void)state;
    expect(OPEN "width=\"96\" height=\"96\"><image xlink:href=\"file:///etc/hostname\" width=\"9\" height=\"9\"/>"
                "<image href=\"https://exemple.fr/x.png\" width=\"9\" height=\"9\"/></svg>", 300, 300, 72);
}

static void test_damaged_ones_say_why(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "<svg", OPEN "width=\"9\"><g></svg>", "\xFF\xFE", OPEN "><a>" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        arena *a = arena_new(0);
        str png, why;
        mpt width, height;
        assert_false(svg_draw(a, str_z(bad[i]), &png, &width, &height, &why));
        assert_int_equal(png.n, 0);
        assert_true(why.n > 0);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_huge_ones_are_cut_down),
        cmocka_unit_test(test_nothing_outside_is_needed),
        cmocka_unit_test(test_damaged_ones_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
