/* The structure tree: content that pages tie to tags is gathered while they are written, and the elements are written at the end. */
#ifndef PDF_PDF_TAG_H
#define PDF_PDF_TAG_H
#include "doc/frame.h"
#include "pdf/pdf_out.h"

/* A piece of a page (mcid) or an annotation (annot, its object) that belongs to an element. */
typedef struct pdf_tag_ref { uint32_t tag, order, page, annot; int32_t mcid; } pdf_tag_ref;

typedef struct pdf_tags {
    pdf_out *out;
    HPDF_Null root;            /* the StructTreeRoot, to hang into the catalog */
    tag **list;                /* all elements, parents before their children; tag.index is the place here */
    size_t n;
    pdf_tag_ref *refs;         /* in the order of pages and of their content */
    size_t nrefs, cap;
    uint32_t npages, nannots;
    uint32_t page;             /* the last one, and its next MCID */
    int32_t next_mcid;
} pdf_tags;

/* Numbers the tags of the book (sets tag.index). */
void pdf_tag_start(pdf_tags *t, pdf_out *o, const frame_book *b);
void pdf_tag_free(pdf_tags *t);
/* Ties the next piece of a page to an element: its MCID. Pages come in order. */
int32_t pdf_tag_mark(pdf_tags *t, const tag *of, uint32_t page, uint32_t order);
/* Ties an annotation: its key in the parent tree (/StructParent). */
uint32_t pdf_tag_annot(pdf_tags *t, const tag *of, uint32_t page, uint32_t order, unsigned annot);
/* Writes the tree. pages: their objects. No libharu object may be made afterwards. */
void pdf_tag_write(pdf_tags *t, HPDF_Page *pages);
#endif
