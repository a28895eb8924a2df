#include "given.h"
#include "doc/picture.h"
#include "draw/svg.h"
#include "draw/svg_read.h"

#define OPEN "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
/* A canvas of 96 pixels, which are 72 points: one pixel is 0.75. */
#define CANVAS OPEN "width='96' height='96'>"

/* --- pixels */

/* The PNG has w × h pixels and is as wide on paper as `points`. */
static void expect(const char *svg, int w, int h, double points)
{
    arena *a = arena_new(0);
    str png, why;
    mpt width;
    picture_info info;
    assert_true(svg_draw(a, str_z(svg), SVG_PRINTED, &png, &width, &why));
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
        mpt width;
        assert_null(svg_trace(a, str_z(bad[i]), &why));
        assert_int_equal(why.n, 0);
        assert_false(svg_draw(a, str_z(bad[i]), SVG_PRINTED, &png, &width, &why));
        assert_int_equal(png.n, 0);
        assert_true(why.n > 0);
        arena_free(a);
    }
}

/* --- vectors */

static drawing *traced(arena *a, const char *svg)
{
    str why;
    drawing *d = svg_trace(a, str_z(svg), &why);
    if (!d) fail_msg("%.*s: %s", STR_ARG(why), svg);
    return d;
}

/* The lines of the drawing's parts. */
static void expect_parts(const char *svg, const char *parts)
{
    arena *a = arena_new(0);
    buf b = { 0 };
    drawing_print(&b, traced(a, svg));
    str text = buf_take(&b, a);
    assert_string_equal(arena_str(a, str_skip(text, str_find(text, '\n') + 1)).p, parts);
    arena_free(a);
}

static void expect_pixels(const char *svg, const char *reason)
{
    arena *a = arena_new(0);
    str why;
    assert_null(svg_trace(a, str_z(svg), &why));
    assert_string_equal(arena_str(a, why).p, reason);
    arena_free(a);
}

static void test_natural_size(void **state)
{
    (void)state;
    static const struct { const char *svg; mpt w, h;
    } sizes[] = {
        { OPEN "width='96' height='48'/>", PT(72), PT(36) },
        { OPEN "width='25.4mm' height='50.8mm'/>", PT(72), PT(144) },
        { OPEN "viewBox='0 0 192 96'/>", PT(144), PT(72) },
        { OPEN "/>", PT(225), PT(225) },
        { OPEN "width='100000' height='50000'/>", PT(10800), PT(5400) },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        arena *a = arena_new(0);
        const drawing *d = traced(a, sizes[i].svg);
        assert_int_equal(d->width, sizes[i].w);
        assert_int_equal(d->height, sizes[i].h);
        arena_free(a);
    }
}

static void test_shapes_become_paths(void **state)
{
    (void)state;
    expect_parts(CANVAS "<rect x='4' y='8' width='40' height='20' fill='#123456'/>"
                        "<path d='m4 4h8v8z' style='fill:none;stroke:red;stroke-width:2'/>"
                        "<path d='M4 4Q4 16 16 16' fill='none' stroke='#00f'/><polygon points='0,0 8,0 8,8'/></svg>",
                 "  path fill=#123456 M 3,6 L 33,6 L 33,21 L 3,21 Z\n"
                 "  path stroke=#FF0000 width=1.5 miter=4 M 3,3 L 9,3 L 9,9 Z\n"
                 "  path stroke=#0000FF width=0.75 miter=4 M 3,3 C 3,9 6,12 12,12\n"
                 "  path fill=#000000 M 0,0 L 6,0 L 6,6 Z\n");
}

static void test_text_is_outlined(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    const drawing *d =
        traced(a, CANVAS "<text x='9' y='50' fill='#0a0' font-family='Noto Sans'>&#xC9;t&#xE9;</text></svg>");
    assert_non_null(d->first);
    assert_true(d->first->path.npoints > 40);
    assert_int_equal(d->first->fill.color, 0x00AA00);
    arena_free(a);
}

static void test_rules_and_lines(void **state)
{
    (void)state;
    expect_parts(
        CANVAS
        "<path d='M0 0H8V8ZM2 2H4V4Z' fill-rule='evenodd'/>"
        "<path d='M0 8H80' fill='none' stroke='#000' stroke-width='4' stroke-dasharray='8 4' stroke-dashoffset='2' "
        "stroke-linecap='round' stroke-linejoin='bevel'/></svg>",
        "  path fill=#000000 even-odd M 0,0 L 6,0 L 6,6 Z M 1.5,1.5 L 3,1.5 L 3,3 Z\n"
        "  path stroke=#000000 width=3 round-cap bevel dash=6,3 phase=1.5 M 0,6 L 60,6\n");
}

static void test_transforms_and_uses(void **state)
{
    (void)state;
    expect_parts(
        CANVAS "<defs><path id='p' d='M0 0H8V4Z'/></defs><g transform='translate(16 16) scale(2)'>"
               "<use xlink:href='#p' y='8' fill='red'/></g>"
               "<g transform='rotate(90)'><path d='M8 -16V-32' fill='none' stroke='#00f' stroke-width='4'/></g></svg>",
        "  path fill=#FF0000 M 12,24 L 24,24 L 24,30 Z\n"
        "  path stroke=#0000FF width=3 miter=4 M 12,6 L 24,6\n");
}

static void test_lines_that_are_stretched_have_a_nib(void **state)
{
    (void)state;
    expect_parts(CANVAS
                 "<g transform='scale(4 1)'><path d='M0 8H16' stroke='#000' fill='none' stroke-width='4'/></g></svg>",
                 "  path stroke=#000000 width=6 miter=4 nib=2,0,0,0.5 M 0,6 L 48,6\n");
}

static void test_clips_are_chained(void **state)
{
    (void)state;
    expect_parts(CANVAS "<clipPath id='a'><path d='M0 0H80V80Z'/></clipPath>"
                        "<clipPath id='b'><path d='M8 0H64V64ZM16 4H32V16Z' clip-rule='evenodd'/></clipPath>"
                        "<g clip-path='url(#a)'><g clip-path='url(#b)'><rect width='96' height='96'/></g></g>"
                        "<rect width='8' height='8'/></svg>",
                 "  path fill=#000000 M 0,0 L 72,0 L 72,72 L 0,72 Z"
                 " clip even-odd M 6,0 L 48,0 L 48,48 Z M 12,3 L 24,3 L 24,12 Z clip M 0,0 L 60,0 L 60,60 Z\n"
                 "  path fill=#000000 M 0,0 L 6,0 L 6,6 L 0,6 Z\n");
}

static void test_linear_gradients_stand_square(void **state)
{
    (void)state;
    expect_parts(CANVAS
                 "<linearGradient id='g'><stop offset='.25' stop-color='red'/><stop offset='1' stop-color='blue'/>"
                 "</linearGradient><rect x='16' width='64' height='32' fill='url(#g)'/></svg>",
                 "  path fill=linear( 12,0 60,0 #FF0000@0.25 #0000FF@1 ) M 12,0 L 60,0 L 60,24 L 12,24 Z\n");
    /* across bands that lean by half, from 0,0 to 48,0 */
    expect_parts(
        CANVAS "<linearGradient id='g' gradientUnits='userSpaceOnUse' x2='64' gradientTransform='matrix(1 0 .5 1 0 0)'>"
               "<stop offset='0' stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>"
               "<path d='M0 0H64V64Z' fill='url(#g)'/></svg>",
        "  path fill=linear( 0,0 38.4,-19.2 #FF0000@0 #0000FF@1 ) M 0,0 L 48,0 L 48,48 Z\n");
}

static void test_radial_gradients_are_ellipses(void **state)
{
    (void)state;
    expect_parts(CANVAS "<radialGradient id='g' cx='.5' cy='.5' r='.5' fx='.25'><stop offset='0' stop-color='#fff'/>"
                        "<stop offset='1' stop-color='#000'/></radialGradient>"
                        "<path d='M0 0H64V32H0Z' fill='none' stroke='url(#g)' stroke-width='4'/></svg>",
                 "  path stroke=radial( 24,12 48,12 24,24 focus=-0.5,0 #FFFFFF@0 #000000@1 ) width=3 miter=4"
                 " M 0,0 L 48,0 L 48,24 L 0,24 Z\n");
}

static void test_opacities(void **state)
{
    (void)state;
    expect_parts(CANVAS "<path d='M0 0H8V8Z' fill-opacity='.2' stroke='#000' stroke-opacity='.4'/>"
                        "<g opacity='.5'><path d='M0 0H8V8Z' fill-opacity='.4'/></g>"
                        "<path d='M0 0H8V8Z' stroke='red' opacity='.6'/>"
                        "<g opacity='.8'><path d='M0 0H8V8Z'/><path d='M0 0H8V4Z' fill='red'/></g>"
                        "<path d='M0 0H8V8Z' opacity='0'/></svg>",
                 "  path fill=#000000/51 stroke=#000000/102 width=0.75 miter=4 M 0,0 L 6,0 L 6,6 Z\n"
                 "  path fill=#000000/51 M 0,0 L 6,0 L 6,6 Z\n"
                 "  group opacity=153\n"
                 "    path fill=#000000 stroke=#FF0000 width=0.75 miter=4 M 0,0 L 6,0 L 6,6 Z\n"
                 "  group opacity=204\n"
                 "    path fill=#000000 M 0,0 L 6,0 L 6,6 Z\n"
                 "    path fill=#FF0000 M 0,0 L 6,0 L 6,3 Z\n");
}

static void test_opacities_of_gradients(void **state)
{
    (void)state;
    expect_parts(CANVAS "<linearGradient id='g'><stop offset='0' stop-color='red' stop-opacity='.4'/>"
                        "<stop offset='1' stop-color='blue' stop-opacity='.4'/></linearGradient>"
                        "<path d='M0 0H8V8Z' fill='url(#g)'/></svg>",
                 "  path fill=linear( 0,0 6,0 #FF0000@0 #0000FF@1 )/102 M 0,0 L 6,0 L 6,6 Z\n");
    expect_parts(CANVAS
                 "<linearGradient id='g'><stop offset='0' stop-color='red' stop-opacity='.4'/>"
                 "<stop offset='1' stop-color='blue'/></linearGradient><path d='M0 0H8V8Z' fill='url(#g)'/></svg>",
                 "  path fill=linear( 0,0 6,0 #FF0000@0/102 #0000FF@1 ) M 0,0 L 6,0 L 6,6 Z\n");
}

static void test_what_cannot_be_traced_says_why(void **state)
{
    (void)state;
    static const char pixels[] = "it holds a picture, a filter, a mask or a blend mode";
    expect_pixels(
        CANVAS "<filter id='f'><feGaussianBlur stdDeviation='3'/></filter><rect width='9' height='9' filter='url(#f)'/>"
               "</svg>",
        pixels);
    expect_pixels(CANVAS "<mask id='m'><circle r='50'/></mask><rect width='9' height='9' mask='url(#m)'/></svg>",
                  pixels);
    expect_pixels(CANVAS "<rect width='9' height='9' style='mix-blend-mode:multiply'/></svg>", pixels);
    expect_pixels(
        CANVAS
        "<image width='9' height='9' href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAA"
        "C0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='/></svg>",
        "it holds a pattern or a picture");
    expect_pixels(CANVAS "<pattern id='p' width='.5' height='.5'><rect width='9' height='9'/></pattern>"
                         "<rect width='90' height='90' fill='url(#p)'/></svg>", "it holds a pattern or a picture");
    expect_pixels(
        CANVAS
        "<linearGradient id='g' x2='.1' spreadMethod='repeat'><stop offset='0'/><stop offset='1' stop-color='red'/>"
        "</linearGradient><rect width='90' height='90' fill='url(#g)'/></svg>",
        "a gradient repeats itself");
}

static void test_hostile_numbers_are_kept_in_reach(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    const drawing *d =
        traced(a, CANVAS "<path d='M1e300 1e300L1e38 -1e38L5 5z' stroke='red' stroke-width='1e30'/>"
                         "<g transform='scale(1e200)'><rect width='1e200' height='4' stroke='blue'/></g>"
                         "<path d='M0 0L50 NaN'/><path d='M0 0H9' stroke='red' stroke-dasharray='0 0'/></svg>");
    for (const drawing_part *p = d->first; p; p = p->next) {
        for (uint32_t i = 0; i < p->path.npoints; i++) {
            assert_in_range(p->path.points[i].x + 1000000000, 0, 2000000000);
            assert_in_range(p->path.points[i].y + 1000000000, 0, 2000000000);
        }
        if (p->stroke.color != COLOR_NONE) assert_int_equal(p->pen.ndashes, 0);
    }
    arena_free(a);
}

static void test_deep_nesting_is_refused(void **state)
{
    (void)state;
    buf b = { 0 };
    BUF_LIT(&b, CANVAS "<clipPath id='c'><circle r='50'/></clipPath>");
    for (int i = 0; i < 200; i++) BUF_LIT(&b, "<g opacity='.9'>");
    BUF_LIT(&b, "<rect width='9' height='9'/>");
    for (int i = 0; i < 200; i++) BUF_LIT(&b, "</g>");
    BUF_LIT(&b, "</svg>");
    buf_char(&b, 0);
    expect_pixels(b.p, "it is too large");
    buf_free(&b);
}

/* --- the dialect alone */

#define DIALECT                                                                                                        \
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 100 100'>"

/* NULL when it is understood; else the reason. */
static const char *refused(arena *a, const char *text)
{
    str why;
    drawing *d = svg_read(a, str_z(text), 100, 100, 720, &why);
    assert_int_equal(d == NULL, why.n > 0);
    return d ? NULL : arena_str(a, why).p;
}

static void test_what_is_not_of_the_dialect_is_not_understood(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "<g/>",
        DIALECT "<circle r='5'/></svg>",
        DIALECT "<path d='M0 0h5'/></svg>",
        DIALECT "<path d='L0 0'/></svg>",
        DIALECT "<path d='M0 inf'/></svg>",
        DIALECT "<path d='M0 0 L1'/></svg>",
        DIALECT "<path fill='tomato' d='M0 0L1 1'/></svg>",
        DIALECT "<path d='M0 0L1 1' style='mix-blend-mode:screen'/></svg>",
        DIALECT "<g wonder='1'/></svg>",
        DIALECT "<path d='M0 0L1 1' transform='rotate(5)'/></svg>",
        DIALECT "<path d='M0 0L1 1' fill='url(#none)'/></svg>",
        DIALECT "<g clip-path='url(#none)'><path d='M0 0L1 1'/></g></svg>",
        DIALECT "<use xlink:href='#none'/></svg>",
        DIALECT "<g id='a'><use xlink:href='#a'/></g></svg>",
        DIALECT "<g filter='url(#f)'/></svg>",
        DIALECT "<path d='M0 0L1 1' stroke='#000000' stroke-linecap='wavy'/></svg>",
        DIALECT "<path d='M0 0L1 1' stroke='#000000' stroke-dasharray='1 -1'/></svg>",
        DIALECT "<defs><mask id='m'><g><rect width='100' height='100' style='fill-opacity:.5'/></g></mask></defs>"
                "<g mask='url(#m)'><path d='M0 0L1 1'/></g></svg>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        arena *a = arena_new(0);
        if (!refused(a, bad[i])) fail_msg("understood: %s", bad[i]);
        arena_free(a);
    }
}

/* What is read of a canvas of 100 units, which are 72 points. */
static void expect_read(const char *text, const char *parts)
{
    arena *a = arena_new(0);
    str why;
    buf b = { 0 };
    drawing *d = svg_read(a, str_z(text), 100, 100, 720, &why);
    assert_non_null(d);
    drawing_print(&b, d);
    buf_char(&b, 0);
    assert_string_equal(b.p + sizeof "drawing width=72 height=72", parts);
    buf_free(&b);
    arena_free(a);
}

static void test_gradients_without_extent_are_their_last_colour(void **state)
{
    (void)state;
    expect_read(DIALECT
                "<defs><radialGradient id='g' gradientUnits='userSpaceOnUse' cx='5' cy='5' r='0'>"
                "<stop offset='0' stop-color='#ff0000'/><stop offset='1' stop-color='#0000ff' stop-opacity='.4'/>"
                "</radialGradient></defs><path d='M0 0L10 0L10 10Z' fill='url(#g)'/></svg>",
                "  path fill=#0000FF/102 M 0,0 L 7.2,0 L 7.2,7.2 Z\n");
    expect_read(DIALECT "<defs><linearGradient id='g' gradientUnits='userSpaceOnUse' x1='5' x2='50'>"
                        "<stop offset='0' stop-color='#ff0000'/></linearGradient></defs>"
                        "<path d='M0 0L10 0L10 10Z' fill='url(#g)'/></svg>",
                "  path fill=#FF0000 M 0,0 L 7.2,0 L 7.2,7.2 Z\n");
}

/* Later versions of cairo write attributes where the one of today writes a style, and glyphs that inherit their colour.
 */
static void test_attributes_serve_as_styles(void **state)
{
    (void)state;
    expect_read(DIALECT "<defs><g id='glyph'><path d='M0 0L10 0L10 10Z'/></g></defs>"
                        "<g fill='rgb(100%,0%,0%)' fill-opacity='0.4'><use xlink:href='#glyph' x='20' y='10'/></g>"
                        "<path fill='none' stroke='rgb(0%,0%,100%)' stroke-width='2' d='M 0 0 L 10 10'/></svg>",
                "  path fill=#FF0000/102 M 14.4,7.2 L 21.6,7.2 L 21.6,14.4 Z\n"
                "  path stroke=#0000FF width=1.44 miter=4 M 0,0 L 7.2,7.2\n");
}

static void read_dialect(given *g)
{
    str why;
    drawing *d = svg_read(g->a, g->src.text, 100, 100, 720, &why);
    assert_int_equal(d == NULL, why.n > 0);
}

static void test_damaged_dialect(void **state)
{
    (void)state;
    damage(
        S(DIALECT
          "<defs><linearGradient id='g' gradientUnits='userSpaceOnUse' x1='5' gradientTransform='matrix(1,0,0,1,5,5)'>"
          "<stop offset='0' style='stop-color:rgb(0%,0%,9%);stop-opacity:1;'/><stop offset='1' stop-color='#ff0000'/>"
          "</linearGradient><clipPath id='c'><rect x='0' y='0' width='9' height='9'/></clipPath><g id='s'>"
          "<path d='M0 0L9 9C1 2 3 4 5 6Z' stroke='url(#g)' stroke-dasharray='3,1' "
          "transform='matrix(1,0,3,1,0,0)'/></g></defs>"
          "<g clip-path='url(#c)' clip-rule='evenodd' opacity='.5'><use xlink:href='#s'/></g></svg>"),
        read_dialect);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_huge_ones_are_cut_down),
        cmocka_unit_test(test_nothing_outside_is_needed),
        cmocka_unit_test(test_damaged_ones_say_why),
        cmocka_unit_test(test_natural_size),
        cmocka_unit_test(test_shapes_become_paths),
        cmocka_unit_test(test_text_is_outlined),
        cmocka_unit_test(test_rules_and_lines),
        cmocka_unit_test(test_transforms_and_uses),
        cmocka_unit_test(test_lines_that_are_stretched_have_a_nib),
        cmocka_unit_test(test_clips_are_chained),
        cmocka_unit_test(test_linear_gradients_stand_square),
        cmocka_unit_test(test_radial_gradients_are_ellipses),
        cmocka_unit_test(test_opacities),
        cmocka_unit_test(test_opacities_of_gradients),
        cmocka_unit_test(test_what_cannot_be_traced_says_why),
        cmocka_unit_test(test_hostile_numbers_are_kept_in_reach),
        cmocka_unit_test(test_deep_nesting_is_refused),
        cmocka_unit_test(test_what_is_not_of_the_dialect_is_not_understood),
        cmocka_unit_test(test_attributes_serve_as_styles),
        cmocka_unit_test(test_gradients_without_extent_are_their_last_colour),
        cmocka_unit_test(test_damaged_dialect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
