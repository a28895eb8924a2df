/* Drawings on pages and in PDF: their place and text, and the operators that draw them. A file with all of them stays
 * beside the test program for tools/check-pdf. */
#include "book.h"
#include "pdf_seen.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/drawing.h"
#include "pdf/pdf.h"

typedef struct file { book k; buf bytes; seen f; } file;

static const char *out_dir;

/* --- drawings made by hand */

static drawing *canvas(arena *a)
{
    drawing *d = ARENA_NEW(a, drawing);
    *d = (drawing){ .width = PT(100), .height = PT(50) };
    return d;
}

static drawing_path triangle(arena *a)
{
    static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };
    static const scene_point points[] = {
        { 0, 0 }, { PT(10), 0 }, { PT(12), PT(4) }, { PT(12), PT(8) }, { PT(10), PT(10.5) }
    };
    drawing_path p = { .nverbs = sizeof verbs, .npoints = sizeof points / sizeof *points };
    p.verbs = (uint8_t *)arena_str(a, str_of((const char *)verbs, sizeof verbs)).p;
    p.points = ARENA_ARRAY(a, scene_point, p.npoints);
    memcpy(p.points, points, sizeof points);
    return p;
}
#define TRIANGLE "0 0 m\n10 0 l\n12 4 12 8 10 10.5 c\nh\n"

static drawing_part *add_part(arena *a, drawing_part **first)
{
    while (*first) first = &(*first)->next;
    drawing_part *p = *first = ARENA_NEW(a, drawing_part);
    p->path = triangle(a);
    p->fill = (drawing_paint){ .color = COLOR_NONE, .opacity = 255 };
    p->stroke = p->fill;
    p->pen = (drawing_pen){ .width = PT(2), .miter = 4000 };
    return p;
}

static drawing_gradient *gradient(arena *a, bool radial)
{
    static const drawing_stop stops[] = {
        { 0xFF0000, 250000, 255 }, { 0x00FF00, 500000, 255 }, { 0x0000FF, 500000, 255 }, { 0xFFFFFF, 1000000, 255 } };
    drawing_gradient *g = ARENA_NEW(a, drawing_gradient);
    *g = (drawing_gradient){ .radial = radial,
                             .p = { { PT(20), PT(10) }, { PT(30), PT(10) }, { PT(20), PT(15) } },
                             .nstops = 4 };
    g->stops = ARENA_ARRAY(a, drawing_stop, 4);
    memcpy(g->stops, stops, sizeof stops);
    return g;
}

/* --- their file */

static flow *put_drawing(book *k, const drawing *d)
{
    flow *f = put_block(k, NULL, FLOW_PICTURE, TAG_FIGURE);
    f->drawing = d;
    f->file = S("plan.svg");
    f->alt = S("Le plan du quartier");
    return f;
}

static void look(file *w)
{
    str icc;
    book_set(&w->k);
    assert_true(pdf_profile(w->k.a, &icc, w->k.d));
    assert_true(pdf_write(w->k.out, &(pdf_options){ .producer = S("livret test"), .icc = icc }, &w->bytes, w->k.d));
    w->f = seen_of(w->k.a, buf_view(&w->bytes));
}

static file file_of(drawing *(*make)(arena *a))
{
    file w = { .k = book_of("fr", false) };
    put_drawing(&w.k, make(w.k.a));
    look(&w);
    return w;
}

static void file_drop(file *w)
{
    buf_free(&w->bytes);
    book_drop(&w->k);
}

static size_t count(const file *w, const char *key)
{
    size_t n = 0;
    for (unsigned i = 0; i < w->f.n; i++) n += has_key(w->f.dicts[i], key);
    return n;
}

/* The number of the only object with a key. */
static unsigned only(const file *w, const char *key)
{
    assert_int_equal(count(w, key), 1);
    unsigned i = 0;
    while (!has_key(w->f.dicts[i], key)) i++;
    return i;
}

static void expect_stream(const file *w, unsigned id, const char *ops)
{
    assert_string_equal(arena_str(w->k.a, w->f.streams[id]).p, ops);
}

static void expect_has(str dict, const char *const keys[], size_t n)
{
    for (size_t i = 0; i < n; i++) (void)after_key(dict, keys[i]);
}
#define HAS(dict, ...)                                                                                                 \
    expect_has(dict, (const char *const[]){ __VA_ARGS__ },                                                             \
               sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* --- on pages */

static drawing *make_plain(arena *a)
{
    drawing *d = canvas(a);
    add_part(a, &d->first)->fill.color = 0xFF0000;
    return d;
}

static const frame_item *find_drawing(const book *k, size_t page)
{
    for (size_t i = 0; i < k->out->pages[page].nitems; i++)
        if (k->out->pages[page].items[i].kind == FRAME_DRAWING) return &k->out->pages[page].items[i];
    fail_msg("no drawing");
    return NULL;
}

static void test_size_place_and_text(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    put_drawing(&w.k, make_plain(w.k.a));
    put_drawing(&w.k, make_plain(w.k.a))->width = PT(50);
    put_drawing(&w.k, make_plain(w.k.a))->width = PT(5000);
    look(&w);
    const frame_item *it = find_drawing(&w.k, 0);
    assert_int_equal(it->w, PT(100));
    assert_int_equal(it->h, PT(50));
    assert_int_equal(it->x, MARGIN);
    assert_true(str_eqz(tag_alt(it->tag), "Le plan du quartier"));
    assert_int_equal(it->tag->own->x, it->x);
    assert_int_equal(it->tag->own->y, it->y);
    assert_int_equal(it->tag->own->w, it->w);
    assert_int_equal(it->tag->own->h, it->h);
    assert_int_equal(it[1].w, PT(50));
    assert_int_equal(it[1].h, PT(25));
    assert_int_equal(find_drawing(&w.k, w.k.out->npages - 1)->w, COLUMN);
    file_drop(&w);
}

static void test_decoration_is_an_artifact(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    put_drawing(&w.k, make_plain(w.k.a))->artifact = true;
    look(&w);
    assert_null(find_drawing(&w.k, 0)->tag);
    assert_int_equal(count(&w, "/Figure"), 0);
    file_drop(&w);
}

static void test_one_form_serves_all_uses(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    const drawing *d = make_plain(w.k.a);
    put_drawing(&w.k, d);
    put_break(&w.k);
    put_drawing(&w.k, d)->width = PT(50);
    look(&w);
    unsigned form = only(&w, "/Subtype/Form"), pages[4];
    assert_int_equal(seen_pages(&w.f, ref_in(seen_catalog(&w.f), "/Pages "), pages, 0, 4), 2);
    for (int i = 0; i < 2; i++) {
        str page = seen_object(&w.f, pages[i]), content = w.f.streams[ref_in(page, "/Contents ")];
        assert_int_equal(ref_in(after_key(page, "/XObject<<"), " "), form);
        const frame_item *it = find_drawing(&w.k, (size_t)i);
        buf b = { 0 };
        BUF_LIT(&b, "/Figure<</MCID 0>>BDC\nq\n");
        buf_z(&b, i ? "0.5 0 0 -0.5 " : "1 0 0 -1 ");
        buf_decimal(&b, it->x, 3);
        buf_char(&b, ' ');
        buf_decimal(&b, it->y + it->h, 3);
        BUF_LIT(&b, " cm /X");
        assert_true(str_search(content, buf_view(&b)) != STR_NONE);
        buf_free(&b);
    }
    file_drop(&w);
}

/* --- operators */

static drawing *make_lines(arena *a)
{
    drawing *d = canvas(a);
    for (int i = 0; i < 2; i++) {
        drawing_part *p = add_part(a, &d->first);
        p->fill.color = 0xFF0000;
        p->stroke.color = 0x0000FF;
        p->path.even_odd = i;
    }
    drawing_part *p = add_part(a, &d->first);
    p->stroke.color = 0x0000FF;
    p->pen = (drawing_pen){
        .width = PT(2), .miter = 4000, .cap = CAP_ROUND, .join = JOIN_BEVEL, .ndashes = 2, .phase = 500
    };
    p->pen.dashes = ARENA_ARRAY(a, mpt, 2);
    p->pen.dashes[0] = PT(3);
    p->pen.dashes[1] = PT(1.5);
    return d;
}

static void test_state_is_set_when_it_changes(void **state)
{
    (void)state;
    file w = file_of(make_lines);
    expect_stream(&w, only(&w, "/Subtype/Form"),
                  "1 0 0 rg\n0 0 1 RG\n2 w\n0 J\n0 j\n4 M\n[]0 d\n" TRIANGLE "B\n" TRIANGLE "B*\n"
                  "1 J\n2 j\n[3 1.5 ]0.5 d\n" TRIANGLE "S\n");
    HAS(seen_object(&w.f, only(&w, "/Subtype/Form")), "/BBox[0 0 100 50]");
    assert_int_equal(count(&w, "/S/Transparency"), 0);
    file_drop(&w);
}

static drawing *make_clips(arena *a)
{
    drawing *d = canvas(a);
    drawing_clip *outer = ARENA_NEW(a, drawing_clip), *inner = ARENA_NEW(a, drawing_clip);
    outer->path = inner->path = triangle(a);
    inner->path.even_odd = true;
    inner->above = outer;
    for (int i = 0; i < 4; i++) {
        drawing_part *p = add_part(a, &d->first);
        p->fill.color = i ? 0x0000FF : 0xFF0000;
        p->clip = i == 1 || i == 2 ? inner : NULL;
    }
    return d;
}

static void test_clips_stand_around_what_they_cut(void **state)
{
    (void)state;
    file w = file_of(make_clips);
    expect_stream(&w, only(&w, "/Subtype/Form"),
                  "1 0 0 rg\n" TRIANGLE "f\nq\n" TRIANGLE "W n\n" TRIANGLE "W* n\n0 0 1 rg\n" TRIANGLE "f\n" TRIANGLE
                  "f\nQ\n"
                  "0 0 1 rg\n" TRIANGLE "f\n");
    file_drop(&w);
}

static drawing *make_slanted(arena *a)
{
    drawing *d = canvas(a);
    drawing_part *p = add_part(a, &d->first);
    p->fill.color = 0xFF0000;
    p->stroke.color = 0x0000FF;
    p->pen.slanted = true;
    memcpy(p->pen.nib, (const int32_t[]){ 2000000, 0, 0, 500000 }, sizeof p->pen.nib);
    return d;
}

static void test_nib_is_a_matrix_around_the_line(void **state)
{
    (void)state;
    file w = file_of(make_slanted);
    expect_stream(&w, only(&w, "/Subtype/Form"),
                  "1 0 0 rg\n" TRIANGLE "f\n0 0 1 RG\n2 w\n0 J\n0 j\n4 M\n[]0 d\nq\n2 0 0 0.5 0 0 cm\n"
                  "0 0 m\n5 0 l\n6 8 6 16 5 21 c\nh\nS Q\n");
    file_drop(&w);
}

/* --- gradients */

static drawing *make_gradients(arena *a)
{
    drawing *d = canvas(a);
    for (int i = 0; i < 3; i++) {
        drawing_part *p = add_part(a, &d->first);
        drawing_paint *paint = i == 1 ? &p->stroke : &p->fill;
        *paint = (drawing_paint){ .color = 0xFFFFFF, .gradient = gradient(a, i == 2), .opacity = 255 };
    }
    return d;
}

static void test_gradients_are_written_once(void **state)
{
    (void)state;
    file w = file_of(make_gradients);
    unsigned function = only(&w, "/FunctionType 3"), axial = only(&w, "/ShadingType 2"),
             radial = only(&w, "/ShadingType 3");
    expect_stream(&w, only(&w, "/Subtype/Form"),
                  arena_fmt(w.k.a,
                            "/Pattern cs /P%u scn\n" TRIANGLE
                            "f\n/Pattern CS /P%u SCN\n2 w\n0 J\n0 j\n4 M\n[]0 d\n" TRIANGLE
                            "S\n/Pattern cs /P%u scn\n" TRIANGLE "f\n",
                            axial, axial, radial)
                      .p);
    HAS(seen_object(&w.f, axial), "/PatternType 2", "/Coords[20 10 30 10]", "/Extend[true true]",
        "/ColorSpace/DeviceRGB");
    HAS(seen_object(&w.f, radial), "/Matrix[10 0 0 5 20 10]", "/Coords[0 0 0 0 0 1]", "/Extend[true true]");
    assert_int_equal(ref_in(seen_object(&w.f, axial), "/Function "), function);
    assert_int_equal(ref_in(seen_object(&w.f, radial), "/Function "), function);
    /* up to the first stop, to the second, and from the third, which stands where the second does, to the last */
    HAS(seen_object(&w.f, function), "/Bounds[0.25 0.5]", "/Encode[0 1 0 1 0 1]", "/C0[1 0 0]/C1[1 0 0]",
        "/C0[1 0 0]/C1[0 1 0]", "/C0[0 0 1]/C1[1 1 1]");
    file_drop(&w);
}

/* --- opacity */

static drawing *make_veils(arena *a)
{
    drawing *d = canvas(a);
    drawing_part *p = add_part(a, &d->first);
    p->fill = (drawing_paint){ .color = 0xFF0000, .opacity = 51 };
    p->stroke = (drawing_paint){ .color = 0x0000FF, .opacity = 102 };
    p = add_part(a, &d->first);
    p->opacity = 153;
    p->fill.color = COLOR_NONE;
    for (int i = 0; i < 2; i++) add_part(a, &p->first)->fill.color = 0x00FF00;
    return d;
}

static void test_opacities_and_groups(void **state)
{
    (void)state;
    file w = file_of(make_veils);
    assert_int_equal(count(&w, "/Subtype/Form"), 2);
    unsigned outer = only(&w, "/ExtGState"), inner = ref_in(after_key(seen_object(&w.f, outer), "/XObject<<"), " ");
    expect_stream(&w, outer,
                  arena_fmt(w.k.a,
                            "/A51.255 gs\n1 0 0 rg\n" TRIANGLE
                            "f\n/A51.102 gs\n0 0 1 RG\n2 w\n0 J\n0 j\n4 M\n[]0 d\n" TRIANGLE
                            "S\n/A153.153 gs\n/F%u Do\n",
                            inner)
                      .p);
    expect_stream(&w, inner, "0 1 0 rg\n" TRIANGLE "f\n" TRIANGLE "f\n");
    HAS(seen_object(&w.f, outer), "/A51.255<</ca 0.2/CA 1>>", "/A51.102<</ca 0.2/CA 0.4>>",
        "/A153.153<</ca 0.6/CA 0.6>>", "/Group<</S/Transparency/CS/DeviceRGB/I true>>");
    HAS(seen_object(&w.f, inner), "/Group<</S/Transparency/CS/DeviceRGB/I true>>");
    file_drop(&w);
}

static drawing *make_mask(arena *a)
{
    drawing *d = canvas(a);
    drawing_part *p = add_part(a, &d->first);
    drawing_gradient *g = gradient(a, false);
    g->veiled = true;
    g->nstops = 2;
    g->stops[0] = (drawing_stop){ 0xFF0000, 0, 51 };
    g->stops[1] = (drawing_stop){ 0x0000FF, 1000000, 255 };
    p->fill = (drawing_paint){ .color = 0x0000FF, .gradient = g, .opacity = 255 };
    return d;
}

static void test_gradient_of_opacities_is_a_mask(void **state)
{
    (void)state;
    file w = file_of(make_mask);
    unsigned form = only(&w, "/SMask"), mask = ref_in(after_key(seen_object(&w.f, form), "/SMask<<"), "/G ");
    unsigned colors = ref_in(after_key(seen_object(&w.f, form), "/Pattern<<"), " ");
    unsigned grays = ref_in(after_key(seen_object(&w.f, mask), "/Pattern<<"), " ");
    expect_stream(&w, form, arena_fmt(w.k.a, "q\n/M%u gs\n/Pattern cs /P%u scn\n" TRIANGLE "f\nQ\n", mask, colors).p);
    expect_stream(&w, mask, arena_fmt(w.k.a, "/Pattern cs /P%u scn 0 0 100 50 re f\n", grays).p);
    HAS(seen_object(&w.f, form), "/S/Luminosity", "/Group<</S/Transparency/CS/DeviceRGB/I true>>");
    HAS(seen_object(&w.f, mask), "/Group<</S/Transparency/CS/DeviceGray/I true>>");
    HAS(seen_at(&w.f, seen_object(&w.f, colors), "/Function "), "/C0[1 0 0]/C1[0 0 1]");
    HAS(seen_at(&w.f, seen_object(&w.f, grays), "/Function "), "/C0[0.2]/C1[1]");
    file_drop(&w);
}

static void test_all_of_them_in_a_file(void **state)
{
    (void)state;
    drawing *(*const made[])(arena *) = { make_plain,     make_lines, make_clips, make_slanted,
                                          make_gradients, make_veils, make_mask };
    enum { MADE = sizeof made / sizeof *made };
    file w = { .k = book_of("fr", false) };
    flow *title = put_text(&w.k, NULL, "Dessins");
    title->tag = TAG_H1;
    for (size_t i = 0; i < MADE; i++) put_drawing(&w.k, made[i](w.k.a));
    look(&w);
    assert_true(count(&w, "/Subtype/Form") >= MADE);
    assert_int_equal(count(&w, "/Alt"), MADE);
    int dir = file_root(out_dir);
    assert_true(dir >= 0);
    assert_int_equal(file_write(dir, "drawings.pdf", buf_view(&w.bytes)), 0);
    file_close(dir);
    file_drop(&w);
}

int main(int argc, char **argv)
{
    (void)argc;
    str dir = path_dir(str_z(argv[0]));
    arena *a = arena_new(0);
    out_dir = dir.n ? arena_str(a, dir).p : ".";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size_place_and_text),
        cmocka_unit_test(test_decoration_is_an_artifact),
        cmocka_unit_test(test_one_form_serves_all_uses),
        cmocka_unit_test(test_state_is_set_when_it_changes),
        cmocka_unit_test(test_clips_stand_around_what_they_cut),
        cmocka_unit_test(test_nib_is_a_matrix_around_the_line),
        cmocka_unit_test(test_gradients_are_written_once),
        cmocka_unit_test(test_opacities_and_groups),
        cmocka_unit_test(test_gradient_of_opacities_is_a_mask),
        cmocka_unit_test(test_all_of_them_in_a_file),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
