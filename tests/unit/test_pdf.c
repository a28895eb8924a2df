/* Books set by hand, in the place of the typesetter, become PDF. The files stay beside the test program for
 * tools/check-pdf. */
#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/vec.h"
#include "pdf/pdf.h"
#include "pdf/pdf_image.h"
#include "pdf/pdf_text.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <png.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <jpeglib.h>
#include <zlib.h>
#include <cmocka.h>

#define FONTS "/usr/share/fonts/"

static const char *out_dir;

/* ---- a book set by hand ---- */

enum { LATIN, BOLD, ARABIC, TAMIL, FALLBACK, CHINESE, NFACES };   /* the last one may not be installed */

typedef struct hand {
    arena *a;
    frame_book *book;
    frame_page *page;
    face *faces[NFACES];
    uint32_t order;
    mpt size;
    uint32_t color;
} hand;

static face *open_face(arena *a, const char *path, unsigned index, unsigned serial)
{
    face *f = ARENA_NEW(a, face);
    f->path = f->family = str_z(path);
    f->index = index;
    f->serial = serial;
    f->blob = hb_blob_create_from_file_or_fail(path);
    assert_non_null(f->blob);
    f->hb = hb_face_create(f->blob, index);
    f->font = hb_font_create(f->hb);
    f->upem = hb_face_get_upem(f->hb);
    hb_font_extents_t e;
    hb_font_get_h_extents(f->font, &e);
    f->ascent = e.ascender;
    f->descent = e.descender;
    f->cap_height = e.ascender * 7 / 10;
    return f;
}

static hand hand_new(const char *name, const char *lang, bool rtl)
{
    static const struct { const char *path; unsigned index;
    } files[NFACES] = { { FONTS "truetype/noto/NotoSans-Regular.ttf", 0 },
                        { FONTS "truetype/noto/NotoSans-Bold.ttf", 0 },
                        { FONTS "truetype/noto/NotoNaskhArabic-Regular.ttf", 0 },
                        { FONTS "truetype/noto/NotoSansTamil-Regular.ttf", 0 },
                        { FONTS "truetype/dejavu/DejaVuSans.ttf", 0 },
                        { FONTS "opentype/noto/NotoSansCJK-Regular.ttc", 2 } };
    hand h = { .a = arena_new(0), .size = PT(11) };
    frame_book *b = h.book = ARENA_NEW(h.a, frame_book);
    b->faces = ARENA_ARRAY(h.a, const face *, NFACES);
    b->nfaces = access(files[CHINESE].path, R_OK) == 0 ? NFACES : NFACES - 1;
    for (unsigned i = 0; i < b->nfaces; i++)
        b->faces[i] = h.faces[i] = open_face(h.a, files[i].path, files[i].index, i);
    b->name = b->title = str_z(name);
    b->author = S("Communauté de communes");
    b->lang = str_z(lang);
    b->rtl = rtl;
    b->date = 1790000000;
    b->tags = tag_new(h.a, NULL, TAG_DOCUMENT);
    b->pages = ARENA_ARRAY(h.a, frame_page, 64);
    b->places = ARENA_ARRAY(h.a, frame_place, 64);
    b->outline = ARENA_ARRAY(h.a, frame_outline, 64);
    return h;
}

static void hand_free(hand *h)
{
    for (size_t i = 0; i < h->book->nfaces; i++) {
        hb_font_destroy(h->faces[i]->font);
        hb_face_destroy(h->faces[i]->hb);
        hb_blob_destroy(h->faces[i]->blob);
    }
    arena_free(h->a);
}

static void turn_page(hand *h, const char *label)
{
    h->page = &h->book->pages[h->book->npages++];
    *h->page = (frame_page){ .width = MM(210), .height = MM(297), .label = str_z(label) };
    h->page->items = ARENA_ARRAY(h->a, frame_item, 200);
    h->page->links = ARENA_ARRAY(h->a, frame_link, 20);
}

static frame_item *item(hand *h, frame_kind kind, tag *t)
{
    frame_item *it = &h->page->items[h->page->nitems++];
    *it =
        (frame_item){ .kind = (uint8_t)kind, .tag = t, .order = h->order++, .fill = COLOR_NONE, .stroke = COLOR_NONE };
    if (!t) it->artifact = ARTIFACT_LAYOUT;
    return it;
}

/* One run at x, y; from right to left it ends at x. Returns its width. */
static frame_item *run(hand *h, tag *t, int which, mpt x, mpt y, bool rtl, const char *text)
{
    frame_item *it = item(h, FRAME_RUN, t);
    const face *f = h->faces[which];
    hb_buffer_t *b = hb_buffer_create();
    hb_buffer_add_utf8(b, text, -1, 0, -1);
    hb_buffer_set_direction(b, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(b);
    hb_shape(f->font, b, NULL, 0);
    unsigned n;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
    hb_glyph_position_t *at = hb_buffer_get_glyph_positions(b, NULL);
    it->raised = true;
    it->glyphs = arena_alloc(h->a, frame_glyphs_size(n, true));
    it->nglyphs = n;
    int64_t pen = 0;
    for (unsigned i = 0; i < n; i++) {
        int64_t size = h->size, em = f->upem;
        it->glyphs[i] = (frame_glyph){ .gid = (uint16_t)info[i].codepoint,
                                       .cluster = info[i].cluster & FRAME_CLUSTER,
                                       .still = at[i].x_advance == 0,
                                       .x = (mpt)((pen + at[i].x_offset) * size / em) };
        frame_rises(it)[i] = (mpt)(at[i].y_offset * size / em);
        pen += at[i].x_advance;
    }
    hb_buffer_destroy(b);
    it->w = (mpt)(pen * h->size / f->upem);
    it->x = rtl ? x - it->w : x;
    it->y = y;
    it->face = f;
    it->size = h->size;
    it->color = h->color;
    it->rtl = rtl;
    it->text = str_z(text);
    return it;
}

static tag *under(hand *h, tag *parent, tag_type type) { return tag_new(h->a, parent, type); }

static void place(hand *h, const char *name, mpt y)
{
    h->book->places[h->book->nplaces++] = (frame_place){ str_z(name), (uint32_t)h->book->npages - 1, MM(20), y };
}

static void link_over(hand *h, tag *t, const frame_item *it, flow_dest_kind kind, const char *dest)
{
    h->page->links[h->page->nlinks++] =
        (frame_link){ t, it->x, it->y - PT(3), it->w, PT(14), kind, str_z(dest), it->text, it->order, NULL };
}

static void write_out(const char *name, str bytes)
{
    int dir = file_root(out_dir);
    assert_true(dir >= 0);
    assert_int_equal(file_write(dir, name, bytes), 0);
    file_close(dir);
}

static bool render(const hand *h, buf *out, diag *d)
{
    str icc;
    assert_true(pdf_profile(h->a, &icc, d));
    return pdf_write(h->book, &(pdf_options){ .producer = S("livret test"), .icc = icc, .workers = 2 }, out, d);
}

/* Renders without any message, keeps the file, and gives back what pdftotext reads in it. */
static str read_back(hand *h, const char *name)
{
    diag *d = diag_new();
    buf pdf = { 0 }, text = { 0 };
    if (!render(h, &pdf, d) || diag_count(d, DIAG_ERROR)) {
        buf says = { 0 };
        diag_print(d, &says, DIAG_SHORT);
        fail_msg("%.*s", (int)says.n, says.p);
    }
    write_out(name, buf_view(&pdf));
    str command = arena_fmt(h->a, "pdftotext -nopgbrk '%s/%s' - 2>&1", out_dir, name);
    FILE *f = popen(command.p, "r");
    assert_non_null(f);
    for (int c; (c = fgetc(f)) != EOF;) buf_char(&text, (char)c);
    assert_int_equal(pclose(f), 0);
    buf_free(&pdf);
    diag_free(d);
    return buf_take(&text, h->a);
}

static void assert_has(str text, const char *part)
{
    if (str_search(text, str_z(part)) == STR_NONE) fail_msg("no “%s” in:\n%.*s", part, STR_ARG(text));
}

/* Without the marks of direction that readers add and livret writes. */
static str without_controls(arena *a, str s)
{
    buf b = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char k[3] = { (unsigned char)s.p[i], i + 2 < s.n ? (unsigned char)s.p[i + 1] : 0,
                               i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0 };
        bool mark = k[0] == 0xE2 && k[1] == 0x80 && (k[2] == 0x8E || k[2] == 0x8F || (k[2] >= 0xAA && k[2] <= 0xAE));
        if (mark) i += 2;
        else buf_char(&b, s.p[i]);
    }
    return buf_take(&b, a);
}

/* ---- pictures made for the test ---- */

static void png_put(png_structp p, png_bytep bytes, size_t n) { buf_put(png_get_io_ptr(p), bytes, n); }
static void png_end(png_structp p) { (void)p; }

/* A PNG of 8 × 8 pixels, or as said, of any kind; its samples are a ramp. trns: palette entry 0 is clear. */
static str make_png(arena *a, unsigned side, int depth, int type, bool interlaced, bool trns)
{
    buf b = { 0 };
    png_structp p = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(p);
    png_set_write_fn(p, &b, png_put, png_end);
    png_set_IHDR(p, info, side, side, depth, type, interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
    png_color colors[4] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 0 } };
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(p, info, colors, 4);
    if (trns) png_set_tRNS(p, info, (png_byte[]){ 0 }, 1, NULL);
    png_write_info(p, info);
    size_t row = png_get_rowbytes(p, info);
    unsigned char **rows = ARENA_ARRAY(a, unsigned char *, side);
    for (unsigned y = 0; y < side; y++) {
        rows[y] = ARENA_ARRAY(a, unsigned char, row);
        for (size_t x = 0; x < row; x++)
            rows[y][x] = (unsigned char)(type == PNG_COLOR_TYPE_PALETTE ? (x + y) % 4 : (x * 31 + y * 17) % 256);
    }
    png_write_image(p, rows);
    png_write_end(p, NULL);
    png_destroy_write_struct(&p, &info);
    return buf_take(&b, a);
}

static str make_jpeg(arena *a, int channels, bool progressive)
{
    enum { SIDE = 32 };
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    unsigned char *bytes = NULL;
    unsigned long n = 0;
    jpeg_mem_dest(&c, &bytes, &n);
    c.image_width = c.image_height = SIDE;
    c.input_components = channels;
    c.in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&c);
    if (progressive) jpeg_simple_progression(&c);
    jpeg_start_compress(&c, TRUE);
    for (unsigned y = 0; y < SIDE; y++) {
        unsigned char row[SIDE * 4], *rows[1] = { row };
        for (unsigned x = 0; x < SIDE * (unsigned)channels; x++) row[x] = (unsigned char)(y * 8 + x);
        jpeg_write_scanlines(&c, rows, 1);
    }
    jpeg_finish_compress(&c);
    str s = arena_str(a, str_of((char *)bytes, n));
    jpeg_destroy_compress(&c);
    (free)(bytes);
    return s;
}

static frame_item *picture(hand *h, tag *t, str bytes, mpt x, mpt y, mpt side)
{
    frame_item *it = item(h, FRAME_IMAGE, t);
    it->x = x;
    it->y = y;
    it->w = it->h = side;
    it->file = S("images/essai.png");
    it->bytes = bytes;
    return it;
}

static tag *figure(hand *h, const char *alt, mpt x, mpt y, mpt side)
{
    tag *t = under(h, h->book->tags, TAG_FIGURE);
    tag_own_of(h->a, t)->alt = str_z(alt);
    t->own->x = x;
    t->own->y = y;
    t->own->w = t->own->h = side;
    return t;
}

/* ---- whole books ---- */

static void furnish(hand *h, int number)
{
    frame_item *it = run(h, NULL, LATIN, MM(20), MM(285), false, "Guide des familles");
    it->artifact = ARTIFACT_HEADER;
    it = run(h, NULL, LATIN, MM(105), MM(10), false, arena_fmt(h->a, "%d", number).p);
    it->artifact = ARTIFACT_FOOTER;
}

static void cell(hand *h, tag *row, tag_type type, mpt x, mpt y, const char *text)
{
    tag *t = under(h, row, type);
    if (type == TAG_TH) t->scope = SCOPE_COLUMN;
    run(h, under(h, t, TAG_P), LATIN, x, y, false, text);
    frame_item *rule = item(h, FRAME_RECT, NULL);
    *rule = (frame_item){ .kind = FRAME_RECT,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = x,
                          .y = y - PT(4),
                          .w = MM(40),
                          .h = PT(16),
                          .fill = COLOR_NONE,
                          .stroke = 0x336699,
                          .stroke_width = 500 };
}

static void set_table(hand *h, mpt y)
{
    tag *table = under(h, h->book->tags, TAG_TABLE);
    run(h, under(h, under(h, table, TAG_CAPTION), TAG_P), BOLD, MM(20), y + PT(16), false, "Tableau 1. Places");
    tag *head = under(h, under(h, table, TAG_THEAD), TAG_TR), *body = under(h, table, TAG_TBODY);
    cell(h, head, TAG_TH, MM(20), y, "Commune");
    cell(h, head, TAG_TH, MM(60), y, "Places");
    tag *row = under(h, body, TAG_TR);
    cell(h, row, TAG_TD, MM(20), y - PT(16), "Valbrune");
    cell(h, row, TAG_TD, MM(60), y - PT(16), "2\u202F024");
    row->first->rowspan = 2;
    row = under(h, body, TAG_TR);
    cell(h, row, TAG_TD, MM(60), y - PT(32), "12,5\u00A0%");
}

static void set_list(hand *h, mpt y)
{
    tag *list = under(h, h->book->tags, TAG_L);
    list->numbering = NUMBERING_DISC;
    for (int i = 0; i < 2; i++) {
        tag *li = under(h, list, TAG_LI);
        run(h, under(h, li, TAG_LBL), LATIN, MM(20), y - i * PT(16), false, "•");
        run(h, under(h, under(h, li, TAG_LBODY), TAG_P), LATIN, MM(26), y - i * PT(16), false,
            i ? "une crèche" : "une assistante maternelle");
    }
}

static void set_links(hand *h, mpt y)
{
    tag *p = under(h, h->book->tags, TAG_P);
    frame_item *it = run(h, p, LATIN, MM(20), y, false, "Voir ");
    tag *a = under(h, p, TAG_LINK);
    h->color = 0x0B5FA5;
    it = run(h, a, LATIN, it->x + it->w, y, false, "la suite");
    link_over(h, a, it, DEST_PLACE, "suite");
    h->color = 0;
    it = run(h, p, LATIN, it->x + it->w, y, false, " ou ");
    tag *web = under(h, p, TAG_LINK);
    it = run(h, web, LATIN, it->x + it->w, y, false, "le site");
    link_over(h, web, it, DEST_URI, "https://example.org/été?a=(1)");
    run(h, p, LATIN, it->x + it->w, y, false, " pour en savoir plus.");
}

static void set_shapes(hand *h, mpt y)
{
    for (uint8_t i = 0; i < 3; i++) {
        frame_item *it = item(h, FRAME_RECT, NULL);
        it->x = MM(20 + 30 * i);
        it->y = y;
        it->w = MM(25);
        it->h = MM(12);
        it->fill = 0x2A6F97;
        it->stroke = i == 2 ? 0x000000 : COLOR_NONE;
        it->stroke_width = 1000;
        it->pattern = i;
    }
    frame_item *it = item(h, FRAME_PATH, NULL);
    it->points = ARENA_ARRAY(h->a, scene_point, 4);
    memcpy(
        it->points,
        ((scene_point[]){ { MM(120), y }, { MM(130), y + MM(20) }, { MM(140), y - MM(10) }, { MM(150), y + MM(10) } }),
        4 * sizeof(scene_point));
    it->npoints = 4;
    it->curve = true;
    it->stroke = 0xC1121F;
    it->stroke_width = 2000;
    it->dash = 4000;
}

static void set_french(hand *h)
{
    turn_page(h, "i");
    furnish(h, 1);
    tag *h1 = under(h, h->book->tags, TAG_H1);
    h->size = PT(20);
    run(h, h1, BOLD, MM(20), MM(260), false, "Faire garder son enfant");
    h->size = PT(11);
    place(h, "accueil", MM(268));
    tag *p = under(h, h->book->tags, TAG_P);
    run(h, p, LATIN, MM(20), MM(250), false, "L’affinage d’une offre efficace : chaque ");
    run(h, p, LATIN, MM(20), MM(245), false, "famille a sa place, d’où « 2\u202F024 » places.");
    tag *t = under(h, h->book->tags, TAG_P);
    tag_own_of(h->a, t)->lang = S("ta");
    run(h, t, TAMIL, MM(20), MM(238), false, "குழந்தை பராமரிப்பு உதவி");
    if (h->faces[CHINESE]) {
        t = under(h, h->book->tags, TAG_P);
        tag_own_of(h->a, t)->lang = S("zh");
        run(h, t, CHINESE, MM(20), MM(232), false, "托儿所 幼儿园");
    }
    set_links(h, MM(225));
    set_list(h, MM(215));
    set_table(h, MM(190));
    set_shapes(h, MM(140));
    picture(h, figure(h, "Un dégradé", MM(20), MM(90), MM(30)), make_png(h->a, 8, 8, PNG_COLOR_TYPE_RGBA, false, false),
            MM(20), MM(90), MM(30));
    picture(h, figure(h, "Une rampe", MM(60), MM(90), MM(30)), make_jpeg(h->a, 3, true), MM(60), MM(90), MM(30));
    turn_page(h, "1");
    furnish(h, 2);
    run(h, under(h, h->book->tags, TAG_H2), BOLD, MM(20), MM(260), false, "La suite");
    place(h, "suite", MM(268));
    tag *note = under(h, under(h, h->book->tags, TAG_P), TAG_NOTE);
    tag_own_of(h->a, note)->id = S("note-1");
    run(h, note, LATIN, MM(20), MM(40), false, "1. Une note.");
    frame_outline outline[] = { { 1, S("Faire garder son enfant"), S("accueil") }, { 2, S("La suite"), S("suite") } };
    memcpy(h->book->outline, outline, sizeof outline);
    h->book->noutline = 2;
}

static void test_french_book_reads_back(void **state)
{
    (void)state;
    hand h = hand_new("Guide : crèche & Cie", "fr", false);
    set_french(&h);
    str text = read_back(&h, "hand-fr.pdf");
    assert_has(text, "L’affinage d’une offre efficace : chaque");
    assert_has(text, "குழந்தை பராமரிப்பு உதவி");
    if (h.faces[CHINESE]) assert_has(text, "托儿所 幼儿园");
    assert_has(text, "Voir la suite ou le site pour en savoir plus.");
    hand_free(&h);
}

static void test_arabic_book_reads_back(void **state)
{
    (void)state;
    hand h = hand_new("دليل الأسر", "ar", true);
    turn_page(&h, "1");
    h.size = PT(18);
    run(&h, under(&h, h.book->tags, TAG_H1), ARABIC, MM(190), MM(260), true, "دليل الأسر");
    h.size = PT(12);
    run(&h, under(&h, h.book->tags, TAG_P), ARABIC, MM(190), MM(245), true, "السلام عليكم ورحمة الله");
    run(&h, under(&h, h.book->tags, TAG_P), ARABIC, MM(190), MM(238), true, "لا بأس، الأطفال في الحضانة");
    run(&h, under(&h, h.book->tags, TAG_P), ARABIC, MM(190), MM(222), true, "العَرَبِيَّةُ لُغَةٌ");
    tag *fa = under(&h, h.book->tags, TAG_P);
    tag_own_of(h.a, fa)->lang = S("fa");
    run(&h, fa, ARABIC, MM(190), MM(214), true, "کتاب‌ها را می‌خواهم");
    tag *p = under(&h, h.book->tags, TAG_P);
    frame_item *it = run(&h, p, ARABIC, MM(190), MM(230), true, "يوجد ");
    mpt x = it->x;
    it = run(&h, p, ARABIC, x, MM(230), false, "2024");
    it->x = x - it->w;
    run(&h, p, ARABIC, it->x, MM(230), true, " مكانا");
    str text = without_controls(h.a, read_back(&h, "hand-ar.pdf"));
    assert_has(text, "دليل الأسر");
    assert_has(text, "السلام عليكم ورحمة الله");
    assert_has(text, "لا بأس، الأطفال في الحضانة");
    assert_has(text, "يوجد 2024 مكانا");
    assert_has(text, "العَرَبِيَّةُ لُغَةٌ");
    assert_has(text, "کتاب‌ها را می‌خواهم");
    hand_free(&h);
}

static void test_same_book_gives_same_bytes(void **state)
{
    (void)state;
    buf pdf[2] = { { 0 }, { 0 } };
    for (int i = 0; i < 2; i++) {
        hand h = hand_new("Deux fois", "fr", false);
        set_french(&h);
        diag *d = diag_new();
        assert_true(render(&h, &pdf[i], d));
        diag_free(d);
        hand_free(&h);
    }
    assert_int_equal(pdf[0].n, pdf[1].n);
    assert_memory_equal(pdf[0].p, pdf[1].p, pdf[0].n);
    buf_free(&pdf[0]);
    buf_free(&pdf[1]);
}

/* ---- pictures ---- */

/* Shows one picture on a page; the number of I303 reports. */
static size_t show(str bytes, buf *pdf)
{
    hand h = hand_new("Image", "fr", false);
    turn_page(&h, "1");
    picture(&h, figure(&h, "Une image", MM(20), MM(90), MM(30)), bytes, MM(20), MM(90), MM(30));
    diag *d = diag_new();
    buf out = { 0 };
    assert_true(render(&h, &out, d));
    size_t n = diag_count(d, DIAG_ERROR);
    if (pdf) buf_str(pdf, buf_view(&out));
    buf_free(&out);
    diag_free(d);
    hand_free(&h);
    return n;
}

static void test_png_of_every_kind_is_shown(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const struct {
        int depth, type;
    } kinds[] = { { 8, PNG_COLOR_TYPE_GRAY },       { 1, PNG_COLOR_TYPE_GRAY },        { 16, PNG_COLOR_TYPE_GRAY },
                  { 8, PNG_COLOR_TYPE_GRAY_ALPHA }, { 16, PNG_COLOR_TYPE_GRAY_ALPHA }, { 8, PNG_COLOR_TYPE_RGB },
                  { 16, PNG_COLOR_TYPE_RGB },       { 8, PNG_COLOR_TYPE_RGBA },        { 16, PNG_COLOR_TYPE_RGBA },
                  { 8, PNG_COLOR_TYPE_PALETTE } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int interlaced = 0; interlaced < 2; interlaced++)
            assert_int_equal(show(make_png(a, 8, kinds[i].depth, kinds[i].type, interlaced, false), NULL), 0);
    arena_free(a);
}

static void test_palette_with_a_clear_color_gets_a_mask(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    buf pdf = { 0 };
    assert_int_equal(show(make_png(a, 8, 8, PNG_COLOR_TYPE_PALETTE, false, true), &pdf), 0);
    assert_has(buf_view(&pdf), "/Indexed/DeviceRGB 3<FF000000FF000000FFFFFF00>");
    assert_has(buf_view(&pdf), "/SMask");
    buf_free(&pdf);
    arena_free(a);
}

static void test_damaged_png_is_reported_wherever_it_is_cut(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    str whole = make_png(a, 64, 16, PNG_COLOR_TYPE_RGBA, false, false);
    for (size_t n = 8; n < whole.n - 12; n += 23)
        assert_int_equal(show(str_of(arena_str(a, str_first(whole, n)).p, n), NULL), 1);
    for (size_t at = 41; at < whole.n - 20; at += 37) {
        char *bytes = (char *)(uintptr_t)arena_str(a, whole).p;
        bytes[at] ^= 0x55;
        assert_int_equal(show(str_of(bytes, whole.n), NULL), 1);
    }
    arena_free(a);
}

static void test_huge_png_is_reported(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    str whole = make_png(a, 8, 8, PNG_COLOR_TYPE_RGBA, false, false);
    unsigned char *p = (unsigned char *)(uintptr_t)whole.p;
    memcpy(p + 16, "\0\1\0\0\0\1\0\0", 8);        /* 65,536 × 65,536, with the checksum that goes with it */
    uint32_t crc = (uint32_t)crc32(0, p + 12, 17);
    for (int i = 0; i < 4; i++) p[29 + i] = (unsigned char)(crc >> (24 - 8 * i));
    assert_int_equal(show(whole, NULL), 1);
    arena_free(a);
}

static void test_jpeg_is_embedded_as_it_is(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    for (int i = 0; i < 4; i++) {
        str bytes = make_jpeg(a, i < 2 ? 1 : 3, i % 2);
        buf pdf = { 0 };
        assert_int_equal(show(bytes, &pdf), 0);
        assert_true(str_search(buf_view(&pdf), bytes) != STR_NONE);
        buf_free(&pdf);
    }
    arena_free(a);
}

static void test_cmyk_jpeg_becomes_rgb(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    buf pdf = { 0 };
    assert_int_equal(show(make_jpeg(a, 4, false), &pdf), 0);
    assert_has(buf_view(&pdf), "/ColorSpace/DeviceRGB");
    assert_true(str_search(buf_view(&pdf), S("DCTDecode")) == STR_NONE);
    buf_free(&pdf);
    arena_free(a);
}

static void test_cut_jpeg_is_reported(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    str whole = make_jpeg(a, 3, true);
    for (size_t n = 3; n + 8 < whole.n; n += 29)
        assert_int_equal(show(str_of(arena_str(a, str_first(whole, n)).p, n), NULL), 1);
    arena_free(a);
}

static void test_what_is_no_picture_is_reported(void **state)
{
    (void)state;
    assert_int_equal(show(S(""), NULL), 1);
    assert_int_equal(show(S("GIF89a, ou presque"), NULL), 1);
    assert_int_equal(show(S("<svg width=\"10\"></svg>"), NULL), 1);
}

static void test_one_file_is_embedded_once(void **state)
{
    (void)state;
    hand h = hand_new("Logo", "fr", false);
    str bytes = make_jpeg(h.a, 3, false);
    for (int i = 0; i < 5; i++) {
        turn_page(&h, "1");
        picture(&h, NULL, bytes, MM(20), MM(20), MM(20));
    }
    diag *d = diag_new();
    buf pdf = { 0 };
    assert_true(render(&h, &pdf, d));
    size_t first = str_search(buf_view(&pdf), S("/DCTDecode"));
    assert_true(first != STR_NONE);
    assert_true(str_search(str_skip(buf_view(&pdf), first + 1), S("/DCTDecode")) == STR_NONE);
    buf_free(&pdf);
    diag_free(d);
    hand_free(&h);
}

/* ---- codes ---- */

typedef struct laid {
    hand h;
    buf file;
    pdf_out *out;
    pdf_font *font;
    pdf_text text;
    arena *scratch;
    frame_item *it;
} laid;

static laid lay(int which, bool rtl, const char *text)
{
    laid l = { .h = hand_new("Codes", "fr", rtl), .scratch = arena_new(0) };
    turn_page(&l.h, "1");
    l.out = pdf_out_new(l.h.a, &l.file);
    l.font = pdf_font_new(l.out, l.h.faces[which]);
    l.text = (pdf_text){ .scratch = l.scratch, .a = l.h.a };
    l.it = run(&l.h, NULL, which, 0, 0, rtl, text);
    pdf_text_lay(&l.text, l.font, l.it, false);
    return l;
}

static void laid_free(laid *l)
{
    pdf_font_free(l->font);
    pdf_out_free(l->out);
    buf_free(&l->file);
    arena_free(l->scratch);
    hand_free(&l->h);
}

static void test_latin_words_need_no_actual_text(void **state)
{
    (void)state;
    laid l = lay(LATIN, false, "une crèche ouverte");
    assert_int_equal(l.text.stretches.n, 1);
    assert_int_equal(l.text.stretches.v[0].actual.n, 0);
    assert_int_equal(l.text.puts.n, 18);
    assert_int_equal(l.text.puts.v[2].code, l.text.puts.v[9].code);       /* the letter e both times */
    laid_free(&l);
}

static void test_only_the_word_with_a_split_cluster_has_actual_text(void **state)
{
    (void)state;
    laid l = lay(TAMIL, false, "கட கொ கட");
    assert_int_equal(l.text.stretches.n, 3);
    assert_int_equal(l.text.stretches.v[0].actual.n, 0);
    assert_true(str_eqz(l.text.stretches.v[1].actual, "கொ "));
    assert_int_equal(l.text.stretches.v[2].actual.n, 0);
    laid_free(&l);
}

static void test_arabic_ligature_is_its_first_letter_and_a_blank(void **state)
{
    (void)state;
    laid l = lay(FALLBACK, true, "لا");
    assert_int_equal(l.it->nglyphs, 1);
    assert_int_equal(l.text.puts.n, 2);
    assert_int_equal(l.text.puts.v[0].width, 0);
    assert_true(l.text.puts.v[1].width > 0);
    uint32_t blank;
    uint16_t code;
    assert_true(pdf_font_blank(l.font, &blank));
    assert_true(pdf_font_code(l.font, blank, S("ا"), &code));
    assert_int_equal(l.text.puts.v[0].code, code);
    assert_true(pdf_font_code(l.font, l.it->glyphs[0].gid, S("ل"), &code));
    assert_int_equal(l.text.puts.v[1].code, code);
    laid_free(&l);
}

static void test_code_of_a_cid_keyed_glyph_is_its_cid(void **state)
{
    (void)state;
    hand h = hand_new("Codes", "fr", false);
    bool installed = h.faces[CHINESE] != NULL;
    hand_free(&h);
    if (!installed) skip();
    laid l = lay(CHINESE, false, "托儿所");
    /* In the subset glyphs are numbered anew, but keep their CIDs. */
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    for (size_t i = 0; i < 3; i++) hb_set_add(hb_subset_input_glyph_set(in), l.it->glyphs[i].gid);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(l.h.faces[CHINESE]->hb, in);
    const hb_map_t *old = hb_subset_plan_new_to_old_glyph_mapping(plan);
    face small = *l.h.faces[CHINESE];
    small.hb = hb_subset_plan_execute_or_fail(plan);
    small.font = hb_font_create(small.hb);
    pdf_font *f = pdf_font_new(l.out, &small);
    assert_int_not_equal(hb_map_get(old, 1), 1);
    for (uint32_t k = 1; k < hb_face_get_glyph_count(small.hb); k++) {
        uint16_t code;
        assert_true(pdf_font_code(f, k, S("x"), &code));
        assert_int_equal(code, hb_map_get(old, k));
    }
    pdf_font_free(f);
    hb_font_destroy(small.font);
    hb_face_destroy(small.hb);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(in);
    laid_free(&l);
}

static void test_marks_of_arabic_are_drawn_apart_and_silent(void **state)
{
    (void)state;
    laid l = lay(ARABIC, true, "مُ");
    assert_int_equal(l.it->nglyphs, 2);
    assert_int_equal(l.text.stretches.n, 2);
    assert_false(l.text.stretches.v[0].silent);
    assert_int_equal(l.text.stretches.v[0].to, 2);
    assert_int_equal(l.text.puts.v[0].x, l.text.puts.v[1].x);
    assert_true(l.text.stretches.v[1].silent);
    assert_int_equal(l.text.stretches.v[1].to, 3);
    laid_free(&l);
}

static void test_space_after_a_weak_sign_is_held_by_a_mark_of_direction(void **state)
{
    (void)state;
    laid l = lay(ARABIC, true, "ا، ب");
    assert_int_equal(l.it->nglyphs, 4);
    assert_int_equal(l.text.puts.n, 5);
    assert_int_equal(l.text.puts.v[2].width, 0);
    uint32_t blank;
    uint16_t code;
    assert_true(pdf_font_blank(l.font, &blank));
    assert_true(pdf_font_code(l.font, blank, S("\u200F"), &code));
    assert_int_equal(l.text.puts.v[2].code, code);
    laid_free(&l);
}

static void test_a_glyph_with_two_texts_has_two_codes(void **state)
{
    (void)state;
    laid l = lay(LATIN, false, "-");
    uint16_t one, two, again;
    assert_true(pdf_font_code(l.font, l.it->glyphs[0].gid, S("-"), &one));
    assert_true(pdf_font_code(l.font, l.it->glyphs[0].gid, S("\u00AD"), &two));
    assert_true(pdf_font_code(l.font, l.it->glyphs[0].gid, S("-"), &again));
    assert_int_not_equal(one, two);
    assert_int_equal(one, again);
    laid_free(&l);
}

static void test_space_at_the_end_of_a_line_is_kept(void **state)
{
    (void)state;
    laid l = lay(LATIN, false, "mot");
    l.it->text = S("mot ");
    pdf_text_lay(&l.text, l.font, l.it, false);
    assert_int_equal(l.text.puts.n, 4);
    laid_free(&l);
}

/* ---- faults ---- */

static void assert_refused(hand *h)
{
    diag *d = diag_new();
    buf pdf = { 0 }, says = { 0 };
    assert_false(render(h, &pdf, d));
    assert_int_equal(pdf.n, 0);
    diag_print(d, &says, DIAG_SHORT);
    assert_has(buf_view(&says), "B706");
    buf_free(&says);
    diag_free(d);
    hand_free(h);
}

static void test_missing_glyph_is_refused(void **state)
{
    (void)state;
    hand h = hand_new("Sans glyphe", "fr", false);
    turn_page(&h, "1");
    run(&h, under(&h, h.book->tags, TAG_P), LATIN, MM(20), MM(200), false, "托");
    assert_refused(&h);
}

static void test_link_to_nowhere_is_refused(void **state)
{
    (void)state;
    hand h = hand_new("Nulle part", "fr", false);
    turn_page(&h, "1");
    tag *t = under(&h, under(&h, h.book->tags, TAG_P), TAG_LINK);
    link_over(&h, t, run(&h, t, LATIN, MM(20), MM(200), false, "ici"), DEST_PLACE, "nulle-part");
    assert_refused(&h);
}

static void test_page_beyond_what_pdf_allows_is_refused(void **state)
{
    (void)state;
    hand h = hand_new("Trop grand", "fr", false);
    turn_page(&h, "1");
    h.page->width = PT(15000);
    assert_refused(&h);
}

static void test_alternative_beyond_what_pdf_allows_is_refused(void **state)
{
    (void)state;
    hand h = hand_new("Trop long", "fr", false);
    turn_page(&h, "1");
    char *alt = memset(arena_alloc(h.a, 40001), 'a', 40000);
    picture(&h, figure(&h, alt, MM(20), MM(90), MM(30)), make_png(h.a, 8, 8, PNG_COLOR_TYPE_RGB, false, false), MM(20),
            MM(90), MM(30));
    assert_refused(&h);
}

int main(int argc, char **argv)
{
    (void)argc;
    arena *a = arena_new(0);
    out_dir = arena_strz(a, path_dir(str_z(argv[0])).n ? arena_str(a, path_dir(str_z(argv[0]))).p : ".");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_french_book_reads_back),
        cmocka_unit_test(test_arabic_book_reads_back),
        cmocka_unit_test(test_same_book_gives_same_bytes),
        cmocka_unit_test(test_png_of_every_kind_is_shown),
        cmocka_unit_test(test_palette_with_a_clear_color_gets_a_mask),
        cmocka_unit_test(test_damaged_png_is_reported_wherever_it_is_cut),
        cmocka_unit_test(test_huge_png_is_reported),
        cmocka_unit_test(test_jpeg_is_embedded_as_it_is),
        cmocka_unit_test(test_cmyk_jpeg_becomes_rgb),
        cmocka_unit_test(test_cut_jpeg_is_reported),
        cmocka_unit_test(test_what_is_no_picture_is_reported),
        cmocka_unit_test(test_one_file_is_embedded_once),
        cmocka_unit_test(test_latin_words_need_no_actual_text),
        cmocka_unit_test(test_only_the_word_with_a_split_cluster_has_actual_text),
        cmocka_unit_test(test_arabic_ligature_is_its_first_letter_and_a_blank),
        cmocka_unit_test(test_code_of_a_cid_keyed_glyph_is_its_cid),
        cmocka_unit_test(test_marks_of_arabic_are_drawn_apart_and_silent),
        cmocka_unit_test(test_space_after_a_weak_sign_is_held_by_a_mark_of_direction),
        cmocka_unit_test(test_a_glyph_with_two_texts_has_two_codes),
        cmocka_unit_test(test_space_at_the_end_of_a_line_is_kept),
        cmocka_unit_test(test_missing_glyph_is_refused),
        cmocka_unit_test(test_link_to_nowhere_is_refused),
        cmocka_unit_test(test_page_beyond_what_pdf_allows_is_refused),
        cmocka_unit_test(test_alternative_beyond_what_pdf_allows_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
