#include "pdf/pdf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/pool.h"
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

/* Pages that are compressed side by side. */
enum { BATCH = 64 };
typedef struct batch { buf ops[BATCH], packed[BATCH]; bool failed[BATCH]; } batch;

static void deflate_page(void *ctx, size_t i, int worker)
{
    batch *k = ctx;
    (void)worker;
    k->failed[i] = !pdf_out_deflate(buf_view(&k->ops[i]), &k->packed[i]);
}

static void write_batch(pdf_book *b, batch *k, uint32_t from, uint32_t n, int workers)
{
    for (uint32_t i = 0; i < n && !b->out->fault.n; i++) {
        k->ops[i].n = 0;
        pdf_page_draw(b, from + i, &k->ops[i]);
    }
    if (b->out->fault.n) return;
    pool_each(workers, n, deflate_page, k);
    for (uint32_t i = 0; i < n; i++) {
        if (k->failed[i]) pdf_out_fault(b->out, "zlib");
        else pdf_out_page(b->out, b->pages[from + i], buf_view(&k->packed[i]));
    }
}

static void write_pages(pdf_book *b, const pdf_options *o)
{
    batch *k = mem_zalloc(sizeof *k);
    uint32_t n = (uint32_t)b->book->npages;
    for (uint32_t i = 0, end; i < n && !b->out->fault.n; i = end) {
        end = n - i < BATCH ? n : i + BATCH;
        write_batch(b, k, i, end - i, o->workers < 1 ? 1 : o->workers);
        if (o->done) o->done(o->ctx, end);
    }
    for (int i = 0; i < BATCH; i++) {
        buf_free(&k->ops[i]);
        buf_free(&k->packed[i]);
    }
    mem_free(k);
}

static void write_book(pdf_book *b, const pdf_options *o, diag *d)
{
    const frame_book *book = b->book;
    pdf_tag_start(&b->tags, b->out, book);
    pdf_image_start(&b->images, b->out, d);
    pdf_drawing_start(&b->drawings, b->out);
    pdf_form_start(&b->form, b->out);
    b->fonts = mem_zalloc((book->nfaces + 1) * sizeof *b->fonts);
    pdf_page_make_all(b);
    write_pages(b, o);
    for (size_t i = 0; i < book->nfaces; i++) if (b->fonts[i]) pdf_font_embed(b->fonts[i]);
    pdf_form_end(&b->form);
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
