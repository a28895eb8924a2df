/* A page for each facility of the data `structures` (model/facility.h), which no author writes: structures/ID/ under each language that is
 * to have it, by the layout `structure`. Links find it as /structures/ID. Its tree is a map of where the facility stands; its source is the
 * file of the data. */
#ifndef COMPOSE_FACILITY_PAGES_H
#define COMPOSE_FACILITY_PAGES_H
#include "model/facility.h"
#include "model/site.h"

extern const char FACILITY_LAYOUT[];

bool facility_pages_wanted(const site *s, const map *layouts);     /* the site has the layout, and does not say structures: false */
/* Makes the pages, and sets facility.pages. wanted: by rank of language. src: of the data; NULL: they have none. An id that came before or
 * can't stand in an address has no page; a page that an author wrote at the same address wins (F108). */
void facility_pages(arena *a, site *s, const source *src, const bool *wanted, diag *d);
/* The tree of such a page, before its blocks are expanded: a map, when the facility has coordinates and the site has outlines. */
node *facility_tree(arena *a, const site *s, const page *p);

/* What stands beside the page for address books: "fr/structures/ID/ID.vcf", and its bytes. */
str facility_card_path(arena *a, const page *p);
void facility_card(buf *out, const page *p);
#endif
