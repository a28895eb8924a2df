/* A slide on paper: its pages as they are in the deck, made small and framed at the start edge, with their number; beside them what the
 * speaker says, then lines to write on. Three stand on a page. */
#ifndef TYPE_SLIDE_H
#define TYPE_SLIDE_H
#include "type/place.h"

/* f: a SLIDE. One piece for each page of the deck, and for each page that notes longer than those take. */
void slide_add(galley *g, const flow *f, galley_room r);
/* What the page has left over, from y on, goes to the slides of the list up to `to` in equal parts: p->stretch. */
void slide_stretch(pager *p, const piece_list *l, size_t to, mpt y);
/* Returns the y below. */
mpt slide_place(pager *p, slide *s, mpt y);
#endif
