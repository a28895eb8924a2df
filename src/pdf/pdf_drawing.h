/* Vector pictures of a PDF file: each is a form XObject, written once however often it is shown. */
#ifndef PDF_PDF_DRAWING_H
#define PDF_PDF_DRAWING_H
#include "base/map.h"
#include "doc/drawing.h"
#include "pdf/pdf_out.h"

typedef struct pdf_drawings {
    pdf_out *out;
    map *known;                /* forms, by their drawings' address */
    map *shades;               /* see pdf_shade.h */
} pdf_drawings;

void pdf_drawing_start(pdf_drawings *v, pdf_out *o);
/* The form of a drawing, in the drawing's units as points: y down, its top left at the origin. NULL after a fault of the file. */
HPDF_Null pdf_drawing_get(pdf_drawings *v, const drawing *d);
#endif
