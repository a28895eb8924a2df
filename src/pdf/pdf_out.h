/* The PDF file being written: libharu's document as object model and numbering, and a writer of our own that puts each object
 * down as soon as it is ready (object streams, one cross-reference stream), so that memory stays small. Not thread-safe; one
 * file, one pdf_out. The first thing that libharu refuses, or that PDF can't hold, is kept in `fault`: all later calls are
 * harmless, and the caller looks at it once, at the end. */
#ifndef PDF_PDF_OUT_H
#define PDF_PDF_OUT_H
#include "base/arena.h"
#include "base/buf.h"
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <hpdf_utils.h>
#include <stdint.h>

enum { PDF_OUT_HELD = 100 };                      /* objects in one object stream */

typedef struct pdf_out_entry { uint32_t at; uint16_t index; uint8_t kind; } pdf_out_entry;

typedef struct pdf_out {
    HPDF_Doc doc;
    arena *a;                  /* lives as long as the file */
    buf *file;
    str fault;                 /* "" while all is well */
    buf *sink;                 /* where `writer` writes */
    HPDF_Stream writer;
    pdf_out_entry *entries;    /* by object number: where it was written */
    size_t nentries;
    unsigned next;             /* 0: libharu numbers the objects; else the first number that is free */
    unsigned held[PDF_OUT_HELD], nheld;
    buf heads, bodies, packed; /* the object stream that is being filled; scratch for compression */
} pdf_out;

/* Starts a file in `file`, which the caller owns. NULL when libharu can't start. */
pdf_out *pdf_out_new(arena *a, buf *file);
void pdf_out_free(pdf_out *o);
void pdf_out_fault(pdf_out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void pdf_out_check(pdf_out *o, HPDF_STATUS s);    /* keeps a status that is not HPDF_OK as the fault */

/* Numbers. A reference is a placeholder in libharu's list, to hang into its dictionaries; its body is given later. */
HPDF_Null pdf_out_reserve(pdf_out *o);
unsigned pdf_out_id(const void *object);          /* the number of an indirect object; 0 for NULL */
unsigned pdf_out_number(pdf_out *o);              /* a new number that no libharu object holds */
/* From here on no libharu object may be made: numbers are counted on, `n` of them are taken at once, and the first is returned. */
unsigned pdf_out_numbers(pdf_out *o, size_t n);

/* Bodies. Each number gets one. */
void pdf_out_object(pdf_out *o, unsigned id, str body);
void pdf_out_stream(pdf_out *o, unsigned id, str entries, str bytes, bool deflate);   /* entries: "/N 3" */
bool pdf_out_deflate(str bytes, buf *out);        /* out is emptied first; may be called from any thread; false: zlib failed */
void pdf_out_page(pdf_out *o, HPDF_Page page, str deflated);                          /* writes the content stream */
/* Writes what libharu still holds, the cross-references and the trailer with an /ID that is worked out from the file. */
void pdf_out_finish(pdf_out *o);

/* libharu's dictionaries, checked. */
HPDF_Dict pdf_out_dict(pdf_out *o, bool indirect);
void pdf_out_add(pdf_out *o, HPDF_Dict d, const char *key, void *object);
void pdf_out_name(pdf_out *o, HPDF_Dict d, const char *key, const char *value);
void pdf_out_integer(pdf_out *o, HPDF_Dict d, const char *key, int32_t value);
void pdf_out_boolean(pdf_out *o, HPDF_Dict d, const char *key, bool value);
void pdf_out_text(pdf_out *o, HPDF_Dict d, const char *key, str utf8);
void pdf_out_bytes(pdf_out *o, HPDF_Dict d, const char *key, str bytes);

/* Values within a body. */
void pdf_out_put_text(pdf_out *o, buf *b, str utf8);      /* a text string: (ASCII) or <FEFF…> */
void pdf_out_put_bytes(pdf_out *o, buf *b, str bytes);    /* a byte string */
void pdf_out_put_utf16(buf *b, str utf8);                 /* hexadecimal digits only */
#endif
