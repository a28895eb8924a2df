/* Maps: the projection, class breaks, outlines, what is drawn. */
#include "base/buf.h"
#include "draw/map.h"
#include "draw/projection.h"
#include "model/classes.h"
#include "read/json.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

/* Degrees, and what Debian's cs2cs (PROJ) makes of them in EPSG:2154. */
static const struct { geo_point at; double x, y;
} lambert[] = {
    { { 2.3522, 48.8566 }, 652469.023, 6862035.259 },  { { -4.4861, 48.3904 }, 146632.979, 6836262.327 },
    { { 7.7521, 48.5734 }, 1050362.695, 6840899.647 }, { { 5.3698, 43.2965 }, 892390.222, 6247035.257 },
    { { -1.5536, 47.2184 }, 355577.802, 6689723.103 }, { { 3.0, 46.5 }, 700000.000, 6600000.000 },
    { { 8.7369, 41.9192 }, 1176526.602, 6108263.023 }, { { 9.4503, 42.7028 }, 1228545.163, 6199733.035 },
    { { -0.5792, 44.8378 }, 417241.539, 6421813.346 }, { { 1.4442, 43.6047 }, 574357.820, 6279642.972 },
    { { 3.0573, 50.6292 }, 704061.146, 7059136.589 },  { { 2.5, 51.05 }, 664859.662, 7106150.688 },
    { { -5.1, 48.46 }, 102199.371, 6848436.078 },      { { -1.78, 43.32 }, 312276.498, 6258499.436 },
    { { 7.2620, 43.7102 }, 1043410.160, 6299400.043 }, { { 0.1077, 49.4938 }, 490424.073, 6936554.299 },
    { { 4.8357, 45.7640 }, 842666.659, 6519924.367 },  { { 6.1844, 49.1193 }, 932410.175, 6895741.738 },
    { { -0.5, 43.89 }, 418828.643, 6316342.861 },      { { 7.45, 47.6 }, 1034206.858, 6731599.832 },
};

static void test_lambert(void **state)
{
    (void)state;
    projection p = projection_of((geo_point){ -5, 42 }, (geo_point){ 9.6, 51.1 });
    assert_true(p.lambert);
    for (size_t i = 0; i < sizeof lambert / sizeof *lambert; i++) {
        double x, y;
        projection_point(&p, lambert[i].at, &x, &y);
        if (hypot(x - lambert[i].x, y - lambert[i].y) > 1) fail_msg("point %zu: %.3f %.3f", i, x, y);
    }
}

static void test_elsewhere(void **state)
{
    (void)state;
    projection p = projection_of((geo_point){ 55.2, -21.4 }, (geo_point){ 55.9, -20.8 });
    double x, y, u, v;
    assert_false(p.lambert);
    projection_point(&p, (geo_point){ 55.5, -21 }, &x, &y);
    projection_point(&p, (geo_point){ 55.6, -21 }, &u, &v);
    assert_true(fabs(u - x - 10393) < 30);         /* a tenth of a degree there, in metres */
    assert_true(fabs(v - y) < 1);
}

/* --- classes */

static void expect_classes(const double *given, size_t n, size_t classes, class_method how, const double *bounds,
                           size_t expected)
{
    arena *a = arena_new(0);
    double *v = ARENA_ARRAY(a, double, n + 1), got[16];
    for (size_t i = 0; i < n; i++) v[i] = given[i];
    size_t k = classes_cut(a, v, n, classes, how, got);
    assert_int_equal(k, expected);
    for (size_t i = 0; i < k; i++) assert_true(fabs(got[i] - bounds[i]) < 1e-9);
    arena_free(a);
}

static void test_classes(void **state)
{
    (void)state;
    static const double groups[] = { 10, 1, 52, 2, 11, 3, 50, 12, 51 };
    expect_classes(groups, 9, 3, CLASSES_JENKS, (double[]){ 10, 50 }, 2);
    expect_classes(groups, 9, 3, CLASSES_QUANTILES, (double[]){ 10, 50 }, 2);
    expect_classes(groups, 9, 3, CLASSES_EQUAL, (double[]){ 18, 35 }, 2);
    static const double same[] = { 4, 4, 4 }, two[] = { 4, 4, 9 };
    expect_classes(same, 3, 5, CLASSES_JENKS, NULL, 0);
    expect_classes(two, 3, 5, CLASSES_JENKS, (double[]){ 9 }, 1);
    expect_classes(two, 3, 5, CLASSES_QUANTILES, (double[]){ 9 }, 0 + 1);
    expect_classes(NULL, 0, 5, CLASSES_EQUAL, NULL, 0);
    assert_int_equal(classes_of((double[]){ 10, 50 }, 2, 9.9), 0);
    assert_int_equal(classes_of((double[]){ 10, 50 }, 2, 10), 1);
    assert_int_equal(classes_of((double[]){ 10, 50 }, 2, 99), 2);
}

static void test_many_numbers(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    enum { N = 35000 };
    double *v = ARENA_ARRAY(a, double, N), bounds[8];
    for (size_t i = 0; i < N; i++) v[i] = (double)((i * 7919) % N);
    assert_int_equal(classes_cut(a, v, N, 5, CLASSES_JENKS, bounds), 4);
    for (size_t i = 0; i < 4; i++) assert_true(fabs(bounds[i] - (double)N * (double)(i + 1) / 5) < N / 50.0);
    arena_free(a);
}

/* --- outlines */

typedef struct desk { arena *a; diag *d; geo_area *areas; size_t n, bad; } desk;

static desk read_outlines(const char *json)
{
    desk k = { .a = arena_new(0), .d = diag_new() };
    source *s = ARENA_NEW(k.a, source);
    *s = (source){ "contours.geojson", str_z(json) };
    k.areas = geo_areas(k.a, json_parse(k.a, s, k.d), &k.n, &k.bad);
    return k;
}

static void close_desk(desk *k)
{
    diag_free(k->d);
    arena_free(k->a);
}

#define FEATURE(code, geometry) \
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"" code "\",\"nom\":\"Nom " code "\"},\"geometry\":" geometry "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define SQUARE "{\"type\":\"Polygon\",\"coordinates\":[[[2,46],[2.2,46],[2.2,46.2],[2,46.2],[2,46]]]}"
#define HOLED "{\"type\":\"Polygon\",\"coordinates\":[[[2,46],[2.2,46],[2.2,46.2],[2,46.2],[2,46]]," \
              "[[2.05,46.05],[2.1,46.05],[2.1,46.1],[2.05,46.1],[2.05,46.05]]]}"
#define TWO "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[2.3,46],[2.4,46],[2.4,46.1],[2.3,46]]]," \
            "[[[2.5,46],[2.6,46],[2.6,46.1],[2.5,46]]]]}"
#define SPOT "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"

static void test_outlines(void **state)
{
    (void)state;
    desk k = read_outlines(COLLECTION(FEATURE("a", HOLED) "," FEATURE("b", TWO) "," SPOT));
    assert_int_equal(k.n, 2);
    assert_int_equal(k.bad, 0);
    assert_int_equal(k.areas[0].polygons[0].nrings, 2);
    assert_int_equal(k.areas[0].polygons[0].rings[0].n, 4);
    assert_int_equal(k.areas[1].npolygons, 2);
    assert_true(str_eqz(k.areas[1].name, "Nom b"));
    close_desk(&k);
}

static void test_bad_outlines(void **state)
{
    (void)state;
    static const char *const geometries[] = {
        FEATURE("a", "{\"type\":\"Polygon\"}"),
        FEATURE("a", "{\"type\":\"Polygon\",\"coordinates\":[]}"),
        FEATURE("a", "{\"type\":\"Polygon\",\"coordinates\":[[[2,46],[2.2,46]]]}"),
        FEATURE("a", "{\"type\":\"Polygon\",\"coordinates\":[[[2,46],[2.2,\"x\"],[2.2,46.2]]]}"),
        FEATURE("a", "{\"type\":\"Polygon\",\"coordinates\":[[[2,46],[2.2,146],[2.2,46.2]]]}"),
        FEATURE("a", "{\"type\":\"Polygon\",\"coordinates\":{\"x\":1}}"),
        FEATURE("a", "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[2,46]]]]}"),
        FEATURE("", SQUARE),
    };
    for (size_t i = 0; i < sizeof geometries / sizeof *geometries; i++) {
        char text[600];
        snprintf(text, sizeof text, COLLECTION("%s"), geometries[i]);
        desk k = read_outlines(text);
        if (k.n != 0 || k.bad != 1) fail_msg("%s: %zu areas, %zu bad", geometries[i], k.n, k.bad);
        close_desk(&k);
    }
    static const char *const others[] = { "[]", "{}", "3", "{\"features\":3}" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        desk k = read_outlines(others[i]);
        assert_null(k.areas);
        close_desk(&k);
    }
}

/* --- what is drawn */

static const shape *find(const scene *s, shape_kind kind, uint32_t fill)
{
    for (const shape *h = s->first; h; h = h->next) if (h->kind == kind && h->fill == fill) return h;
    return NULL;
}

static void test_drawing(void **state)
{
    (void)state;
    desk k = read_outlines(COLLECTION(FEATURE("a", HOLED) "," FEATURE("b", TWO)));
    map_area areas[] = { { &k.areas[0], 0, S_INIT("Nom"), S_INIT("12") },
                         { &k.areas[1], MAP_NO_CLASS, S_INIT(""), S_INIT("") } };
    map_spec spec = { .title = S("Titre"), .description = S("Dit"), .areas = areas, .nareas = 2, .nclasses = 2,
                      .classes = { S_INIT("moins de 40"), S_INIT("40 et plus") }, .missing = S("non renseigné") };
    spec.lang = S("fr");
    const scene *s = map_draw(k.a, &spec, PT(400));
    assert_int_equal(s->width, PT(400));
    assert_true(s->height > PT(50) && s->height < PT(500));
    const shape *holed = find(s, SHAPE_PATH, 0xe3eef7);
    assert_non_null(holed);
    assert_int_equal(holed->npoints, 4 + 1 + 4 + 2);           /* the border, and a seam to the hole and back */
    for (const shape *h = s->first; h; h = h->next)
        for (size_t i = 0; i < h->npoints; i++)
            assert_true(h->points[i].x >= 0 && h->points[i].x <= PT(400) && h->points[i].y >= 0 &&
                        h->points[i].y <= s->height);
    const shape *unknown = find(s, SHAPE_PATH, 0xd5dae1);
    assert_non_null(unknown);
    assert_int_equal(unknown->pattern, 1);
    size_t names = 0, texts = 0;
    for (const shape *h = s->first; h; h = h->next) {
        texts += h->kind == SHAPE_TEXT;
        names += h->kind == SHAPE_TEXT && str_eqz(h->text, "Nom");
    }
    assert_int_equal(names, 1);
    assert_int_equal(texts, 4);
    spec.rtl = true;
    const scene *rtl = map_draw(k.a, &spec, PT(400));
    assert_int_equal(find(rtl, SHAPE_PATH, 0xe3eef7)->points[0].x, holed->points[0].x);   /* the land is not mirrored */
    assert_int_equal(find(rtl, SHAPE_RECT, 0xe3eef7)->x, PT(400) - 10000);                /* the legend is */
    close_desk(&k);
}

/* A coast of ten thousand points becomes what can be seen of it. */
static void test_simpler(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    enum { N = 10000 };
    geo_ring ring = { ARENA_ARRAY(a, geo_point, N), N };
    for (size_t i = 0; i < N; i++) {
        double t = 6.283185307 * (double)i / N, r = 0.1 + (i % 2 ? 1e-5 : 0);
        ring.v[i] = (geo_point){ 2 + r * cos(t), 46 + r * sin(t) };
    }
    geo_polygon polygon = { &ring, 1 };
    geo_area area = { S("a"), S("A"), &polygon, 1 };
    map_area areas[] = { { &area, 0, S_INIT(""), S_INIT("") } };
    map_spec spec = { .title = S("T"), .description = S("D"), .areas = areas, .nareas = 1, .nclasses = 1 };
    spec.lang = S("fr");
    const scene *s = map_draw(a, &spec, PT(400));
    assert_true(s->first->npoints > 20 && s->first->npoints < 400);
    arena_free(a);
}

/* Places: apart from each other, each with its key; one that moved has a line to where it is. */
static void test_places(void **state)
{
    (void)state;
    desk k = read_outlines(COLLECTION(FEATURE("a", HOLED)));
    map_area areas[] = { { &k.areas[0], MAP_NO_CLASS, S_INIT("Nom"), S_INIT("") } };
    geo_ring *border = &k.areas[0].polygons[0].rings[0];
    map_point points[14];
    for (size_t i = 0; i < 14; i++)
        points[i] = (map_point){ border->v[0], (uint8_t)i, S("7"), arena_fmt(k.a, "k%zu", i) };
    map_spec spec = { .title = S("Titre"), .description = S("Dit"), .areas = areas, .nareas = 1, .points = points,
                      .npoints = 14, .kinds = { S_INIT("Crèche"), S_INIT("Relais") }, .nkinds = 2 };
    spec.lang = S("fr");
    const scene *s = map_draw(k.a, &spec, PT(400));
    const shape *numbers[14];
    size_t n = 0, lines = 0;
    for (const shape *h = s->first; h; h = h->next) {
        if (h->kind == SHAPE_LINE && h->key.n) lines++;
        if (h->kind != SHAPE_TEXT || !str_eqz(h->text, "7")) continue;
        assert_true(h->key.n > 0 && n < 14);
        assert_true(h->x > 0 && h->x < s->width && h->y > 0 && h->y < s->height);
        numbers[n++] = h;
    }
    assert_int_equal(n, 14);
    assert_true(lines >= 12);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            assert_true(hypot(numbers[i]->x - numbers[j]->x, numbers[i]->y - numbers[j]->y) > 11000);
    assert_null(find(s, SHAPE_PATH, 0xd5dae1));    /* the ground is not hatched */
    buf print = { 0 };
    scene_print(&print, s);
    assert_true(str_search(buf_view(&print), S(" key=k13\n")) != STR_NONE);
    buf_free(&print);
    close_desk(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lambert),  cmocka_unit_test(test_elsewhere),    cmocka_unit_test(test_classes),
        cmocka_unit_test(test_many_numbers), cmocka_unit_test(test_outlines), cmocka_unit_test(test_bad_outlines),
        cmocka_unit_test(test_drawing),  cmocka_unit_test(test_simpler),      cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
