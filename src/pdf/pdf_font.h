/* One font of a PDF file: which code stands for which glyph with which text, and the embedding of the glyphs that were used.
 * A Type0 font with Identity-H. For TrueType a code is the count of (glyph, text) pairs so far, tied to the glyph by a
 * CIDToGIDMap; for CFF a code is the glyph's own number or CID, so that a glyph has one
 * text only. */
#ifndef PDF_PDF_FONT_H
#define PDF_PDF_FONT_H
#include "doc/face.h"
#include "pdf/pdf_out.h"

typedef struct pdf_font pdf_font;

pdf_font *pdf_font_new(pdf_out *o, const face *f);
/* The font of what is typed into a form: all its Latin letters, with figures and signs. A reader that knows a character finds its code by
 * the text of the code, or by the table of characters within the font: a code of TrueType is the number of its glyph there. */
pdf_font *pdf_font_for_forms(pdf_out *o, const face *f);
void pdf_font_free(pdf_font *f);
HPDF_Dict pdf_font_dict(const pdf_font *f);       /* what pages name */

/* The code of a glyph that says `text` (not empty; copied). False when the glyph has another text already and can't have
 * two: *code is then that of the other text. */
bool pdf_font_code(pdf_font *f, uint32_t gid, str text, uint16_t *code);
int32_t pdf_font_width(const pdf_font *f, uint32_t gid);  /* advance as the file says it: 1/1000 of a glyph unit, an em is 1,000,000 */
/* A glyph that draws nothing and has no width, to carry the further letters of a ligature. False: the font has none. */
bool pdf_font_blank(pdf_font *f, uint32_t *gid);
bool pdf_font_space(const pdf_font *f, uint32_t *gid);    /* the glyph of U+0020 */
bool pdf_font_is_mark(const pdf_font *f, uint32_t gid);

void pdf_font_embed(pdf_font *f);                 /* once, after the last page */
#endif
