/* Blocks side by side in columns of one width, as high as each other where they end. A page fills its columns one after the other, in the
 * direction of the text. */
#ifndef TYPE_COLUMNS_H
#define TYPE_COLUMNS_H
#include "type/galley.h"

struct columns {
    piece_list list;           /* set to `width` */
    size_t n;
    mpt left, width, gap;      /* from the left of the list that they stand in */
    bool rtl;
    mpt height;                /* on the page being made */
};

/* Does a box ask for columns, and leave them enough width? */
bool columns_fit(const flow *f, mpt width);
/* f: a BOX whose columns fit. Notes called within stand at the foot of the page where the columns end. */
void columns_add(galley *g, const flow *f, galley_room r);
/* The least height in which all that is left fits, at most `room`; -1 when it doesn't. Kept in c->height. */
mpt columns_height(columns *c, mpt room);
/* The left edge of a column. */
mpt columns_x(const columns *c, size_t i);
#endif
