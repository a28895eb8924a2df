/* Sums that a text states, done again: the row or column "Total" of a table, and money: "Dépenses : 23 958 €" followed by "Recettes : Caf
 * 8 860 € / MSA 8 000 € / EPCI 7 098 €", or "23 958 € = 8 860 € + 8 000 € + 7 098 €". What is written stays; a difference is reported.
 *
 * Left alone: columns of rates (their total is no sum), columns with a cell that is no plain number, tables whose cells are merged. */
#ifndef CHECK_SUMS_H
#define CHECK_SUMS_H
#include "doc/node.h"
#include "doc/value.h"

/* D434 for totals, D435 for money. */
void sums_check(const node_tree *t, diag *d);
/* The same for money in the texts of a sheet's front matter, lists included. */
void sums_check_fields(const source *src, const value *fields, diag *d);
#endif
