/* The plan of an agreement as content/data/plan.csv (or .json) and plan.xml hold it.
 *
 * CSV: the table of a word processor, saved as it is. Columns are known by their names, in French or English, capitals and accents
 * making no difference: theme; axe ("AXE STRATEGIQUE I"); oi ("OBJECTIFS INTERMÉDIAIRES"); oo ("OBJECTIF OPERATIONNEL"); fiche ("FICHES
 * ACTIONS"), titre beside it; "FICHES ANNEXES"; actions; and etat, raison, pilote, priorite, debut, fin, budget, reprend,
 * type. Numbers may have
 * columns of their own (axe_numero, oi_numero, oo_numero, numero): the normal form that `livret import` writes. An empty cell means "as
 * above"; one that holds a dash only means that there is none. A row of column names sets the columns anew for the rows below it. A
 * label ("OI 1 : ", "OO1:", "001 :", "Fiche 54 : ") wins over the column that it stands in.
 *
 * XML: layouts/schemas/plan.rng.
 *
 * Nothing is reported here: what is odd is noted with the entries, for check/plan.h. */
#ifndef MODEL_PLAN_READ_H
#define MODEL_PLAN_READ_H
#include "model/plan.h"

/* v: what the reader of the file gave; src: what its offsets are in, or NULL. Entries are added to t; t->filed is set. A table
 * without a column of objectives, or of themes and sheets, is none of a plan: nothing is done then. */
void plan_read(plan_tree *t, const value *v, const source *src);

/* Are these the columns of the table of a plan? rows: a list of maps. *mapped: names of columns that have a meaning, each as
 * "name in the file → meaning"; *unused: those that have none; both separated by ", ", in a. */
bool plan_knows(arena *a, const value *rows, str *mapped, str *unused);
#endif
