/* A book of pages becomes the bytes of a PDF file that conforms to PDF/UA-1 and PDF/A-2a: tagged text, fonts embedded, the same bytes for
 * the same book. */
#ifndef PDF_PDF_H
#define PDF_PDF_H
#include "base/buf.h"
#include "base/diag.h"
#include "doc/frame.h"

typedef struct pdf_options {
    str producer;              /* "livret 1.0" */
    str icc;                   /* a profile for RGB, see pdf_profile */
    int workers;               /* threads that compress pages; the bytes are the same for any number */
    void (*done)(void *ctx, uint32_t page);        /* pages before this one won't be looked at any more; NULL: nobody asks */
    void *ctx;
} pdf_options;

/* Writes the whole file into `out`, which is empty. Sets tag.index in the book's tags. Pictures that can't be read are reported (I303)
 * and leave an empty frame. False, with `out` empty, when the file can't be made: reported as B706. Books may be written side by side by
 * several threads, each in one; a face may be shared among them. */
bool pdf_write(const frame_book *b, const pdf_options *o, buf *out, diag *d);

/* Reads the sRGB profile that Debian's icc-profiles-free installs; W801 and false when it isn't there. */
bool pdf_profile(arena *a, str *out, diag *d);
#endif
