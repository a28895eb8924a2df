/* The slides of a page (compose/slides.h) as blocks of a book: one after the other for a screen (slides = true), or three a page on paper,
 * made small, with what the speaker says and lines to write on (slides = "documents"). */
#ifndef COMPOSE_BOOK_SLIDES_H
#define COMPOSE_BOOK_SLIDES_H
#include "compose/flow_node.h"

typedef enum book_deck { DECK_NONE, DECK_SLIDES, DECK_HANDOUT } book_deck;
/* What `slides` of the book says; anything else is B701. */
book_deck book_deck_of(arena *a, const book *b, diag *d);
/* An entry for each slide of those of `entries` that have a tree; *n is how many there are. */
book_entry *book_cut(arena *a, const book_entry *entries, size_t *n);
/* The blocks of one slide, on pages of its own: the title stands above, a part in the middle. */
flow *book_slide(flow_ctx *c, const node *slide);
/* How the slides of a hand-out are set: as the book that it names (deck = "diaporama", the usual one) or as the table says. Tells `out` of
 * their pages. */
const book_style *book_deck_style(const flow_ctx *c, const book *b, flow_book *out);
/* All slides of the page, set as `deck` says, below its title and `facts` (one line; "" : none). */
flow *book_handout(flow_ctx *c, const book_style *deck, str facts);
#endif
