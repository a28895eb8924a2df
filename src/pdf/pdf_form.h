/* Fields to fill in (PDF 1.7, 12.7): each has its own appearance, an empty box, and what is typed stands in one embedded font. */
#ifndef PDF_PDF_FORM_H
#define PDF_PDF_FORM_H
#include "doc/frame.h"
#include "pdf/pdf_font.h"

typedef struct pdf_form {
    pdf_out *out;
    pdf_font *font;            /* that of the first field; NULL: there is none */
    buf fields;                /* references to all */
} pdf_form;

void pdf_form_start(pdf_form *f, pdf_out *o);
/* Puts what makes an annotation with the number `id` the widget of a field. */
void pdf_form_put_field(pdf_form *f, buf *b, const frame_link *l, unsigned id);
/* Embeds the font and hangs the form into the catalog, if there is a field; once, after the last page. */
void pdf_form_end(pdf_form *f);
#endif
