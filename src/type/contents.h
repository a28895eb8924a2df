/* The table of contents: one line for each heading of the book, with dots and the number of its page. */
#ifndef TYPE_CONTENTS_H
#define TYPE_CONTENTS_H
#include "type/galley.h"

/* f: FLOW_CONTENTS. Uses setter.headings and setter.numbers. */
void contents_add(galley *g, const flow *f, galley_room r);
#endif
