#include "pdf/pdf_image.h"
#include "base/mem.h"
#include "doc/picture.h"
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>
#include <jerror.h>

enum { MOST_PIXELS = 64 * 1000 * 1000 };

/* Samples ready for PDF: `channels` bytes a pixel, and one byte of opacity a pixel, or NULL. */
typedef struct pixels {
    uint32_t width, height;
    unsigned channels;         /* 1: gray, or an index when there is a palette; 3: RGB */
    unsigned char *color, *alpha;
    unsigned char palette[256 * 3];
    unsigned entries;          /* 0: no palette */
    bool plain_rgb;            /* a JPEG whose three channels are RGB, not YCbCr */
} pixels;

static void pixels_free(pixels *p)
{
    mem_free(p->color);
    mem_free(p->alpha);
}

/* ---- writing ---- */

static void put_size(buf *b, const pixels *p)
{
    buf_fmt(b, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8", p->width, p->height);
}

static unsigned write_mask(pdf_out *o, const pixels *p)
{
    buf b = { 0 };
    put_size(&b, p);
    BUF_LIT(&b, "/ColorSpace/DeviceGray");
    unsigned id = pdf_out_number(o);
    pdf_out_stream(o, id, buf_view(&b), str_of((const char *)p->alpha, (size_t)p->width * p->height), true);
    buf_free(&b);
    return id;
}

static void put_color_space(buf *b, const pixels *p)
{
    if (!p->entries) { buf_z(b, p->channels == 3 ? "/ColorSpace/DeviceRGB" : "/ColorSpace/DeviceGray"); return; }
    buf_fmt(b, "/ColorSpace[/Indexed/DeviceRGB %u<", p->entries - 1);
    for (unsigned i = 0; i < p->entries * 3; i++) buf_fmt(b, "%02X", p->palette[i]);
    BUF_LIT(b, ">]");
}

static HPDF_Null write_pixels(pdf_out *o, const pixels *p)
{
    buf b = { 0 };
    put_size(&b, p);
    put_color_space(&b, p);
    if (p->alpha) buf_fmt(&b, "/SMask %u 0 R", write_mask(o, p));
    HPDF_Null object = pdf_out_reserve(o);
    pdf_out_stream(o, pdf_out_id(object), buf_view(&b),
                   str_of((const char *)p->color, (size_t)p->width * p->height * p->channels), true);
    buf_free(&b);
    return object;
}

/* ---- PNG ---- */

/* Parts samples of `from` bytes, opacity last, into colour and opacity; the latter is dropped when all is opaque. */
static void part_alpha(pixels *p, const unsigned char *from)
{
    size_t n = (size_t)p->width * p->height;
    unsigned char least = 255;
    p->color = mem_alloc(n * p->channels);
    p->alpha = mem_alloc(n);
    for (size_t i = 0; i < n; i++) {
        memcpy(p->color + i * p->channels, from + i * (p->channels + 1), p->channels);
        p->alpha[i] = from[i * (p->channels + 1) + p->channels];
        least &= p->alpha[i];
    }
    if (least < 255) return;
    mem_free(p->alpha);
    p->alpha = NULL;
}

static void part_palette(pixels *p, const unsigned char *colors, bool has_alpha)
{
    size_t n = (size_t)p->width * p->height, step = has_alpha ? 4 : 3;
    bool clear = false;
    for (unsigned i = 0; i < p->entries; i++) {
        memcpy(p->palette + 3 * i, colors + step * i, 3);
        clear |= has_alpha && colors[step * i + 3] < 255;
    }
    for (size_t i = 0; i < n; i++) if (p->color[i] >= p->entries) p->color[i] = 0;
    if (!clear) return;
    p->alpha = mem_alloc(n);
    for (size_t i = 0; i < n; i++) p->alpha[i] = colors[4u * p->color[i] + 3];
}

static bool decode_palette(png_image *image, pixels *p)
{
    bool has_alpha = image->format & PNG_FORMAT_FLAG_ALPHA;
    image->format = has_alpha ? PNG_FORMAT_RGBA_COLORMAP : PNG_FORMAT_RGB_COLORMAP;
    unsigned char colors[256 * 4] = { 0 };
    p->channels = 1;
    p->color = mem_alloc((size_t)p->width * p->height);
    if (!png_image_finish_read(image, NULL, p->color, 0, colors)) return false;
    p->entries = image->colormap_entries;
    part_palette(p, colors, has_alpha);
    return true;
}

static bool decode_direct(png_image *image, pixels *p)
{
    bool color = image->format & PNG_FORMAT_FLAG_COLOR, has_alpha = image->format & PNG_FORMAT_FLAG_ALPHA;
    image->format = color ? has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB : has_alpha ? PNG_FORMAT_GA : PNG_FORMAT_GRAY;
    p->channels = color ? 3 : 1;
    unsigned char *samples = mem_alloc((size_t)p->width * p->height * (p->channels + has_alpha));
    if (!png_image_finish_read(image, NULL, samples, 0, NULL)) { mem_free(samples); return false; }
    if (!has_alpha) { p->color = samples; return true; }
    part_alpha(p, samples);
    mem_free(samples);
    return true;
}

/* All kinds of PNG become 8 bits a channel in sRGB; "" or why it can't be read, in the arena. */
static str decode_png(arena *a, str bytes, pixels *p)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    bool sound = png_image_begin_read_from_memory(&image, bytes.p, bytes.n);
    if (sound && (uint64_t)image.width * image.height > MOST_PIXELS) {
        str why = arena_fmt(a, "%u × %u pixels", image.width, image.height);
        png_image_free(&image);
        return why;
    }
    p->width = image.width;
    p->height = image.height;
    if (sound && (image.format & PNG_FORMAT_FLAG_COLORMAP)) sound = decode_palette(&image, p);
    else if (sound) sound = decode_direct(&image, p);
    str why = sound ? S("") : arena_fmt(a, "%s", image.message[0] ? image.message : "PNG");
    png_image_free(&image);
    return why;
}

/* ---- JPEG ---- */

typedef struct jpeg {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    jmp_buf out;
    char why[JMSG_LENGTH_MAX];
    unsigned char *row;
} jpeg;

static void jpeg_fail(j_common_ptr c)
{
    jpeg *j = c->client_data;
    c->err->format_message(c, j->why);
    longjmp(j->out, 1);
}

/* A warning (level -1) is damage: data that is missing or corrupt; stray bytes between segments are harmless. Traces
 * have levels from 0. */
static void jpeg_message(j_common_ptr c, int level)
{
    bool harmless = c->err->msg_code == JWRN_EXTRANEOUS_DATA || c->err->msg_code == JWRN_ADOBE_XFORM;
    if (level < 0 && !harmless) jpeg_fail(c);
}

static void jpeg_silent(j_common_ptr c) { (void)c; }

static void jpeg_open(jpeg *j, str bytes)
{
    j->info.err = jpeg_std_error(&j->errors);
    j->errors.error_exit = jpeg_fail;
    j->errors.emit_message = jpeg_message;
    j->errors.output_message = jpeg_silent;
    j->info.client_data = j;
    jpeg_create_decompress(&j->info);
    jpeg_mem_src(&j->info, (const unsigned char *)bytes.p, (unsigned long)bytes.n);
    jpeg_read_header(&j->info, TRUE);
}

static bool jpeg_refused(jpeg *j)
{
    const char *why = NULL;
    if ((uint64_t)j->info.image_width * j->info.image_height > MOST_PIXELS) why = "too many pixels";
    else if (j->info.data_precision != 8) why = "not 8 bits a channel";
    else if (j->info.arith_code) why = "arithmetic coding";
    else if (j->info.num_components != 1 && j->info.num_components != 3 && j->info.num_components != 4)
        why = "number of channels";
    if (why) snprintf(j->why, sizeof j->why, "JPEG: %s", why);
    return why != NULL;
}

/* Decodes all of it at an eighth of its size, to see that nothing is missing. */
static void jpeg_prove(jpeg *j)
{
    j->info.scale_num = 1;
    j->info.scale_denom = 8;
    j->info.dct_method = JDCT_IFAST;
    j->info.do_fancy_upsampling = FALSE;
    jpeg_start_decompress(&j->info);
    j->row = mem_alloc((size_t)j->info.output_width * (size_t)j->info.output_components);
    while (j->info.output_scanline < j->info.output_height) jpeg_read_scanlines(&j->info, &j->row, 1);
    jpeg_finish_decompress(&j->info);
}

/* CMYK has no place in a file for the screen (PDF/A wants a profile for it): becomes RGB. Adobe's files hold it
 * inverted. */
static void jpeg_to_rgb(jpeg *j, pixels *p)
{
    j->info.out_color_space = JCS_CMYK;
    jpeg_start_decompress(&j->info);
    p->width = j->info.output_width;
    p->height = j->info.output_height;
    p->channels = 3;
    p->color = mem_alloc((size_t)p->width * p->height * 3);
    j->row = mem_alloc((size_t)p->width * 4);
    unsigned flip = j->info.saw_Adobe_marker ? 0 : 255;
    unsigned char *to = p->color;
    while (j->info.output_scanline < j->info.output_height) {
        jpeg_read_scanlines(&j->info, &j->row, 1);
        for (uint32_t x = 0; x < p->width; x++)
            for (int k = 0; k < 3; k++)
                *to++ = (unsigned char)((j->row[4 * x + (unsigned)k] ^ flip) * (j->row[4 * x + 3] ^ flip) / 255);
    }
    jpeg_finish_decompress(&j->info);
}

/* "" or why it can't be read. A CMYK file is decoded into *p; of others *p gets the size and the number of channels. */
static str decode_jpeg(arena *a, str bytes, pixels *p)
{
    jpeg *j = mem_zalloc(sizeof *j);
    if (setjmp(j->out) == 0) {
        jpeg_open(j, bytes);
        if (!jpeg_refused(j)) {
            p->width = j->info.image_width;
            p->height = j->info.image_height;
            p->channels = (unsigned)j->info.num_components;
            p->plain_rgb = j->info.jpeg_color_space == JCS_RGB;
            if (p->channels == 4) jpeg_to_rgb(j, p);
            else jpeg_prove(j);
        }
    }
    str why = arena_fmt(a, "%s", j->why);
    jpeg_destroy_decompress(&j->info);
    mem_free(j->row);
    mem_free(j);
    return why;
}

static HPDF_Null write_jpeg(pdf_out *o, const pixels *p, str bytes)
{
    if (p->color) return write_pixels(o, p);
    buf b = { 0 };
    put_size(&b, p);
    put_color_space(&b, p);
    BUF_LIT(&b, "/Filter/DCTDecode");
    if (p->plain_rgb) BUF_LIT(&b, "/DecodeParms<</ColorTransform 0>>");
    HPDF_Null object = pdf_out_reserve(o);
    pdf_out_stream(o, pdf_out_id(object), buf_view(&b), bytes, false);
    buf_free(&b);
    return object;
}

/* ---- the table of pictures ---- */

void pdf_image_start(pdf_images *v, pdf_out *o, diag *d) { *v = (pdf_images){ o, d, map_new(o->a) }; }

static void load(pdf_images *v, pdf_image *image, str file, str bytes, span at)
{
    picture_info info;
    bool known = picture_read(bytes, &info);
    pixels p = { 0 };
    str why = S("PNG, JPEG");
    if (known && info.kind == PICTURE_PNG) why = decode_png(v->out->a, bytes, &p);
    if (known && info.kind == PICTURE_JPEG) why = decode_jpeg(v->out->a, bytes, &p);
    if (why.n) DIAG(v->d, I303, at, arena_str(v->out->a, file).p, why.p);
    else if (info.kind == PICTURE_PNG) image->object = write_pixels(v->out, &p);
    else image->object = write_jpeg(v->out, &p, bytes);
    image->orientation = info.orientation;
    pixels_free(&p);
}

const pdf_image *pdf_image_get(pdf_images *v, str file, str bytes, span at)
{
    str key = { (const char *)&bytes.p, sizeof bytes.p };
    pdf_image *image = map_get(v->known, key);
    if (image) return image;
    image = ARENA_NEW(v->out->a, pdf_image);
    map_put(v->known, arena_str(v->out->a, key), image);
    load(v, image, file, bytes, at);
    return image;
}
