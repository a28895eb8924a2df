#include "given.h"
#include "doc/picture.h"

typedef struct bytes { unsigned char v[512]; size_t n; } bytes;

static void put(bytes *b, const void *p, size_t n)
{
    assert_true(b->n + n <= sizeof b->v);
    memcpy(b->v + b->n, p, n);
    b->n += n;
}

static void put16(bytes *b, unsigned v) { put(b, (unsigned char[]){ (unsigned char)(v >> 8), (unsigned char)v }, 2); }
static void put32(bytes *b, unsigned v) { put16(b, v >> 16); put16(b, v & 0xFFFF); }
static void put16le(bytes *b, unsigned v) { put(b, (unsigned char[]){ (unsigned char)v, (unsigned char)(v >> 8) }, 2); }
static str view(const bytes *b) { return str_of((const char *)b->v, b->n); }

static bytes png(unsigned width, unsigned height)
{
    bytes b = { .n = 0 };
    put(&b, "\x89PNG\r\n\x1a\n", 8);
    put32(&b, 13);
    put(&b, "IHDR", 4);
    put32(&b, width);
    put32(&b, height);
    put(&b, "\x08\x02\0\0\0", 5);
    put32(&b, 0);
    return b;
}

/* orientation 0: no Exif segment. */
static bytes jpeg(unsigned width, unsigned height, unsigned orientation, bool little)
{
    bytes b = { .n = 0 };
    void (*p16)(bytes *, unsigned) = little ? put16le : put16;
    put(&b, "\xFF\xD8", 2);
    put(&b, "\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 18);
    if (orientation) {
        put(&b, "\xFF\xE1\0\x2E" "Exif\0\0", 10);
        put(&b, little ? "II*\0\x08\0\0\0" : "MM\0*\0\0\0\x08", 8);
        p16(&b, 2);
        p16(&b, 0x0100); p16(&b, 3); put(&b, "\0\0\0\0\0\0\0\0", 8);
        p16(&b, 0x0112); p16(&b, 3); put(&b, "\0\0\0\0", 4); p16(&b, orientation); p16(&b, 0);
        put(&b, "\0\0\0\0", 4);
    }
    put(&b, "\xFF\xDB\0\x04\0\0", 6);
    put(&b, "\xFF\xFF\xC2\0\x11\x08", 6);
    put16(&b, height);
    put16(&b, width);
    put(&b, "\3\1\x22\0\2\x11\1\3\x11\1", 10);
    return b;
}

static void expect(str s, picture_kind kind, int width, int height, int orientation)
{
    picture_info p;
    assert_true(picture_read(s, &p));
    assert_int_equal(p.kind, kind);
    assert_int_equal(p.width, width);
    assert_int_equal(p.height, height);
    assert_int_equal(p.orientation, orientation);
}

static void test_png(void **state)
{
    (void)state;
    bytes b = png(640, 480);
    expect(view(&b), PICTURE_PNG, 640, 480, 1);
    picture_info p;
    static const unsigned bad[][2] = { { 0, 1 }, { 1, 0 }, { 100001, 1 }, { 1, 0xFFFFFFFF } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        b = png(bad[i][0], bad[i][1]);
        assert_false(picture_read(view(&b), &p));
    }
}

static void test_jpeg(void **state)
{
    (void)state;
    bytes b = jpeg(800, 600, 0, false);
    expect(view(&b), PICTURE_JPEG, 800, 600, 1);
    b = jpeg(0, 600, 0, false);
    picture_info p;
    assert_false(picture_read(view(&b), &p));
}

/* A telephone held upright writes a picture lying on its side. */
static void test_exif_turns_a_picture(void **state)
{
    (void)state;
    for (unsigned o = 1; o <= 8; o++)
        for (int little = 0; little < 2; little++) {
            bytes b = jpeg(800, 600, o, little);
            expect(view(&b), PICTURE_JPEG, o < 5 ? 800 : 600, o < 5 ? 600 : 800, (int)o);
        }
    bytes b = jpeg(800, 600, 9, true);
    expect(view(&b), PICTURE_JPEG, 800, 600, 1);
}

static void test_svg(void **state)
{
    (void)state;
    static const struct { const char *text; int width, height;
    } cases[] = {
        { "<svg width=\"120\" height=\"80.5\"></svg>", 120, 80 },
        { "<?xml version=\"1.0\"?>\n<!-- vide -->\n<svg xmlns=\"x\"\n   width=\"210mm\"\n   height=\"297mm\">", 210,
          297 },
        { "<svg\nwidth='64'\n\theight='32'>", 64, 32 },
        { "<svg width=\"100%\" height=\"50%\">", 0, 0 },
        { "<svg viewBox=\"0 0 10 10\">", 0, 0 },
        { "<svg stroke-width=\"3\"><rect width=\"9\" height=\"9\"/></svg>", 0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(str_z(cases[i].text), PICTURE_SVG, cases[i].width, cases[i].height, 1);
}

static void test_what_is_no_picture(void **state)
{
    (void)state;
    picture_info p;
    static const str bad[] = {
        S_INIT(""),
        S_INIT("bonjour"),
        S_INIT("<svg width=\"1\""),
        S_INIT("<html>"),
        S_INIT("GIF89a\1\0\1\0"),
        S_INIT("%PDF-1.7"),
        S_INIT("\xFF\xD8\xFF\xD9"),
        S_INIT("\xFF\xD8\xFF\xE0\0\0"),
        S_INIT("\xFF\xD8\xFF\xE0\0\x10JFIF"),
        S_INIT("\x89PNG\r\n\x1a\n"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(picture_read(bad[i], &p));
}

/* Each beginning is a block of its own, so that the sanitizers see what is read past its end. */
static void cut_everywhere(str whole, size_t least)
{
    for (size_t n = 0; n <= whole.n; n++) {
        char *copy = test_malloc(n + (n == 0));
        memcpy(copy, whole.p, n);
        picture_info p;
        assert_int_equal(picture_read(str_of(copy, n), &p), n >= least);
        test_free(copy);
    }
}

static void test_headers_cut_at_every_byte(void **state)
{
    (void)state;
    bytes b = png(640, 480);
    cut_everywhere(view(&b), 33);
    b = jpeg(640, 480, 6, true);
    cut_everywhere(view(&b), b.n);
    str svg = S("<svg width=\"12\" height=\"8\">");
    cut_everywhere(svg, svg.n);
}

static void test_damaged_headers_end(void **state)
{
    (void)state;
    bytes b = jpeg(640, 480, 6, false);
    for (size_t i = 0; i < b.n; i++)
        for (int v = 0; v < 256; v += 17) {
            char *copy = test_malloc(b.n);
            memcpy(copy, b.v, b.n);
            copy[i] = (char)v;
            picture_info p;
            if (picture_read(str_of(copy, b.n), &p)) assert_in_range(p.orientation, 1, 8);
            test_free(copy);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png),
        cmocka_unit_test(test_jpeg),
        cmocka_unit_test(test_exif_turns_a_picture),
        cmocka_unit_test(test_svg),
        cmocka_unit_test(test_what_is_no_picture),
        cmocka_unit_test(test_headers_cut_at_every_byte),
        cmocka_unit_test(test_damaged_headers_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
