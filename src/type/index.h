/* The index of a book: terms under their letters, each with the pages where it is named, as links. */
#ifndef TYPE_INDEX_H
#define TYPE_INDEX_H
#include "type/galley.h"

/* f: FLOW_INDEX. Uses setter.numbers. A page is named once for a term; pages in a row are a range. */
void index_add(galley *g, const flow *f, galley_room r);
#endif
