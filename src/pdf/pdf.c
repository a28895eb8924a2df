#include "pdf/pdf.h"
#include "base/file.h"
#include "base/mem.h"
#include <assert.h>
#include <errno.h>
#include "pdf/pdf_meta.h"

#define PROFILE_DIR "/usr/share/color/icc"
#define PROFILE_NAME "sRGB.icc"

bool pdf_profile(arena *a, str *out, diag *d)
{
    int dir = file_root(PROFILE_DIR);
    int e = dir < 0 ? errno : file_read(dir, PROFILE_NAME, a, out);
    if (dir >= 0) file_close(dir);
    if (e) DIAG(d, W801, NO_SPAN, PROFILE_DIR "/" PROFILE_NAME, strerror(e));
    return e == 0;
}

static void write_book(pdf_book *b, const pdf_options *o, diag *d)
{
    const frame_book *book = b->book;
    pdf_tag_start(&b->tags, b->out, book);
    pdf_image_start(&b->images, b->out, d);
    b->fonts = mem_zalloc((book->nfaces + 1) * sizeof *b->fonts);
    pdf_page_make_all(b);
    for (uint32_t i = 0; i < book->npages && !b->out->fault.n; i++) pdf_page_write(b, i);
    for (size_t i = 0; i < book->nfaces; i++) if (b->fonts[i]) pdf_font_embed(b->fonts[i]);
    pdf_meta_write(b, o->producer, o->icc);
    if (!b->out->fault.n) pdf_tag_write(&b->tags, b->pages);
    if (!b->out->fault.n) pdf_out_finish(b->out);
    for (size_t i = 0; i < book->nfaces; i++) pdf_font_free(b->fonts[i]);
    mem_free(b->fonts);
    pdf_tag_free(&b->tags);
}

bool pdf_write(const frame_book *book, const pdf_options *o, buf *out, diag *d)
{
    assert(out->n == 0);
    arena *a = arena_new(0);
    pdf_book b = { .out = pdf_out_new(a, out), .book = book, .scratch = arena_new(0) };
    str fault = S("libharu");
    if (b.out) {
        write_book(&b, o, d);
        fault = b.out->fault;
        pdf_out_free(b.out);
    }
    bool sound = str_empty(fault);
    if (!sound) {
        DIAG(d, B706, NO_SPAN, fault.p);
        buf_free(out);
    }
    arena_free(b.scratch);
    arena_free(a);
    return sound;
}
