/* Gradients of a PDF file: functions and patterns, each written once. */
#ifndef PDF_PDF_SHADE_H
#define PDF_PDF_SHADE_H
#include "base/map.h"
#include "doc/drawing.h"
#include "pdf/pdf_out.h"

/* The number of the pattern that paints the colours of a gradient, or its opacities as grey, in the coordinates of a drawing's form.
 * known: what was written, by its body. */
unsigned pdf_shade_pattern(pdf_out *o, map *known, const drawing_gradient *g, bool opacities);
/* "0.2 0.4 1 " */
void pdf_shade_put_color(buf *b, uint32_t rgb);
#endif
