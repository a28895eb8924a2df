/* The text of a page as a deck. Each heading of level 1 or 2 that stands in no block starts a slide: a NODE_DIV "diapo" that holds it and
 * what follows. A heading of level 1 without anything below it announces a part: its slide has the class "partie". What comes before the
 * first heading is a slide without one. Footnotes stay at the end of the document.
 *
 * `::: notes` (NODE_DIV "notes") is for the speaker: on the page and in books whose `notes` says so, but on no slide. */
#ifndef COMPOSE_SLIDES_H
#define COMPOSE_SLIDES_H
#include "doc/node.h"

/* As parsed, before blocks are expanded: what scripts make starts no slide. */
void slides_cut(arena *a, node *root);
bool slides_is_slide(const node *n);
bool slides_is_part(const node *n);
bool slides_is_notes(const node *n);
#endif
