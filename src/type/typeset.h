/* A book's flow becomes its pages: lines, tables and pages are broken, page numbers settled, the logical structure is built. */
#ifndef TYPE_TYPESET_H
#define TYPE_TYPESET_H
#include "doc/frame.h"
#include "type/font.h"

/* Never NULL; one page at least; for frame_close. Lives in a, with pictures and what the flow book says of the whole, which must live as
 * long; faces belong to the font set. Chapters are asked for when their turn comes, and let go once they are on their pages. Messages:
 * B702, B704, B705, B708, I303. Several threads may typeset, each a book of its own; `workers` threads share the chapters of this one,
 * whose pages are the same for any number. */
frame_book *typeset(arena *a, font_set *fonts, const flow_book *b, int workers, diag *d);
#endif
