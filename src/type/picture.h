/* Pictures and vector scenes, scaled to their column: one figure each, with its text. */
#ifndef TYPE_PICTURE_H
#define TYPE_PICTURE_H
#include "type/galley.h"

/* A picture that can't be read is reported (I303), its text stands in. One taller than a page is made to fit. */
void picture_add(galley *g, const flow *f, galley_room r);
void picture_add_scene(galley *g, const flow *f, galley_room r);
#endif
