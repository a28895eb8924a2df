/* A blank form for a kind of sheet: each of its fields with its label, what to write there, and a box to fill in by hand or on screen. */
#ifndef COMPOSE_BOOK_FORM_H
#define COMPOSE_BOOK_FORM_H
#include "compose/flow_node.h"
#include "model/kind.h"

/* Headings of the book as labels of fields: hardly larger than text, all of a level alike. Before anything is made of the style. */
void book_form_style(book_style *s);
/* One section. The book's intro stands above the fields; `lines` says how high a box for several lines is, `rows` how many rows a table
 * of entries has. A list of maps is such a table, or where that would be too wide, one group of boxes below the other. */
flow *book_form(flow_ctx *c, const book *b, const kind *k);
#endif
