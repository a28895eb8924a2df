/* From a page's parsed tree to one that can be rendered: headings settled, ids given and noted, links resolved. */
#ifndef COMPOSE_PREPARE_H
#define COMPOSE_PREPARE_H
#include "compose/links.h"

/* keep: an arena that lives as long as the build, for the page's ids. */
void prepare_page(arena *a, arena *keep, const site *s, page *p, node_tree *t, links_list *later, diag *d);
#endif
