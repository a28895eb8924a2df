/* A run of placed glyphs as codes of its font, cut into stretches that a reader gets back as the run's text.
 *
 * From left to right a code says the text of its cluster; a word of which a cluster has several glyphs carries its text as ActualText.
 * From right to left codes stand in visual order, as readers expect, without ActualText: a ligature, or a letter with its marks, says its
 * first letter, and blank codes without width say the others. Marks stand where no letter begins, which readers take for the gap between
 * two words: they are drawn in a stretch of their own that says nothing. */
#ifndef PDF_PDF_TEXT_H
#define PDF_PDF_TEXT_H
#include "base/vec.h"
#include "doc/frame.h"
#include "pdf/pdf_font.h"

typedef struct pdf_put { mpt x, y; int32_t width; uint16_t code; } pdf_put;     /* x, y from the run's origin; width as pdf_font_width */
/* Of puts. actual "": the codes say it all; silent: they are only to be seen. */
typedef struct pdf_stretch { size_t from, to; str actual; bool silent; } pdf_stretch;

typedef struct pdf_text {
    arena *scratch;            /* for the lists */
    arena *a;                  /* for texts that the font keeps */
    VEC(pdf_put) puts, marks;  /* marks: those that will be silent */
    VEC(pdf_stretch) stretches;
} pdf_text;

/* Fills puts and stretches (emptied first). plain: one stretch without ActualText, for artifacts. */
void pdf_text_lay(pdf_text *t, pdf_font *f, const frame_item *run, bool plain);
/* Puts the operators that show puts from..to; the text position stands at the first put's x and at y = 0 of the run. */
void pdf_text_show(buf *ops, const pdf_text *t, size_t from, size_t to, mpt size);
#endif
