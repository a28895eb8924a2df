/* Side notes: small blocks in a column of their own within the outer margin, each beside what it speaks of, or as near as the notes above
 * it and the foot of the page let it be. */
#ifndef TYPE_SIDE_H
#define TYPE_SIDE_H
#include "type/place.h"

/* Gives the pager a side column, when the book has one. */
void side_open(pager *p);
/* Places the notes beside y, or as near as there is room; those without any wait for the next page. */
void side_place(pager *p, piece_side *first, mpt y);
/* A new page: notes that found no room on the one before stand at its top. */
void side_page_start(pager *p);
/* Are there notes that still want a page? */
bool side_waits(const pager *p);
/* The left edge of the column from the start of the text; binding_left: the page is bound at its left. */
mpt side_x(const flow_page *g, bool turned, bool binding_left);
#endif
