/* Headings of a page below its title (level 1): a page that uses # for its sections is shifted by one level; skipped levels are
 * reported, unless d is NULL. */
#ifndef COMPOSE_HEADINGS_H
#define COMPOSE_HEADINGS_H
#include "doc/node.h"

void headings_settle(node_tree *t, diag *d);
#endif
