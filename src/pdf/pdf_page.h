/* The pages of a book: items become operators, tied to the structure or marked as artifacts; links and fields become annotations. */
#ifndef PDF_PDF_PAGE_H
#define PDF_PDF_PAGE_H
#include "doc/frame.h"
#include "pdf/pdf_drawing.h"
#include "pdf/pdf_font.h"
#include "pdf/pdf_form.h"
#include "pdf/pdf_image.h"
#include "pdf/pdf_tag.h"
#include "pdf/pdf_text.h"

typedef struct pdf_book {
    pdf_out *out;
    const frame_book *book;
    HPDF_Page *pages;          /* all of them, made before the first is filled */
    pdf_tags tags;
    pdf_images images;
    pdf_drawings drawings;
    pdf_form form;
    pdf_font **fonts;          /* as many as book->nfaces, in that order; NULL until used */
    arena *scratch;            /* emptied after each page */
} pdf_book;

void pdf_page_make_all(pdf_book *b);              /* the page tree */
void pdf_page_draw(pdf_book *b, uint32_t page, buf *ops);     /* its operators, appended to ops; pages in order */
#endif
