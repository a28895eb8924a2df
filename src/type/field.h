/* A box to fill in, as wide as its column: the page has its place, pdf/ draws it. */
#ifndef TYPE_FIELD_H
#define TYPE_FIELD_H
#include "type/galley.h"

/* Nothing where there is no font for what is typed, which is reported (B703). */
void field_add(galley *g, const flow *f, galley_room r);
#endif
