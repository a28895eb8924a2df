/* What the addresses of a page's links and pictures lead to. Sets node.target; an address that leads nowhere is reported and becomes
 * text. */
#ifndef COMPOSE_LINKS_H
#define COMPOSE_LINKS_H
#include "doc/node.h"
#include "model/site.h"

/* A place on another page, to be looked at once that page has its ids; written: the address as its author wrote it. Kept by each worker in
 * an arena of its own. */
typedef struct links_later { const page *target; str anchor, written; span at; } links_later;
typedef struct links_list { links_later *v; size_t n, cap; arena *mem; } links_list;

/* t is the tree of `from`, whose ids are set already. Results live in a, the tree's arena. */
void links_resolve(arena *a, const site *s, const page *from, node_tree *t, links_list *later, diag *d);
/* After all pages were read: places that do not exist. */
void links_check(const links_list *later, diag *d);

/* Where a computed table is exported: data/NAME.csv for the source language, data/ar/NAME.csv for another; its JSON serves all. */
str links_data_path(arena *a, const language *lang, str name, str ext);
/* One address as a page's author writes it, for menus and layouts too. TARGET_NONE: it leads nowhere; *to is then NULL. */
node_target links_target(arena *a, const site *s, const language *lang, str dir, str address, const page **to);
#endif
