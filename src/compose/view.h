/* What layouts, scripts and books see of the site: read-only Lua objects, and the functions url, t, n, nombre, date. One per host. */
#ifndef COMPOSE_VIEW_H
#define COMPOSE_VIEW_H
#include "compute/host.h"
#include "doc/node.h"
#include "model/site.h"

/* One page of a section's list: 50 of its children. */
typedef struct view_pager { page *owner; size_t number, total; page **items; size_t nitems; str path; } view_pager;

/* What is being written. Set anew for each file; must outlive its use. */
typedef struct view {
    const site *site;
    const language *lang;
    page *page;                                    /* may be one made for the occasion (site map, 404) */
    str path;                                      /* the output file: relative addresses start from it */
    str content;                                   /* markup of the page's own tree */
    node *tree;
    const view_pager *pager;                       /* NULL: the page has no list */
    arena *scratch;
} view;

/* Makes the globals of a host: once for each. */
void view_install(host *h, const site *s);
void view_set(host *h, view *v);
void view_push_page(host *h, const page *p);       /* nil for NULL */
page *view_to_page(host *h, int index);            /* NULL when it is something else */

/* view_plan.c: what the sheet of an action or of an axis goes on from, a list of texts; nil when there is nothing before it. */
void view_push_past(host *h, page *p);

/* view_facility.c: what is seen of facilities. The list is also a table by id. */
void view_push_facilities(host *h, const site *s);
void view_push_facility(host *h, const struct facility *f);       /* nil for NULL */
void view_install_facilities(host *h);             /* the functions horaires and donnees_structurees */
#endif
