/* The rules of easy-to-read writing that a machine can see (Référentiel pour une rédaction en langage simplifié, DISIC 2017, by its
 * numbers; the limit of words is a usage, not a rule of it). Only readers concerned can say that a text is easy to read. */
#ifndef CHECK_FALC_H
#define CHECK_FALC_H
#include "doc/node.h"

enum { FALC_WORDS = 15 };                          /* in a sentence */

/* Looks at the whole tree of an easy-to-read page, or else at its `::: falc` blocks. X951 for each fault. */
void falc_check(const node_tree *t, bool whole_page, diag *d);
#endif
