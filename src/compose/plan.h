/* Which files the site has: a page each, list pages of 50, and those that no author writes (site map, 404, choice of language). */
#ifndef COMPOSE_PLAN_H
#define COMPOSE_PLAN_H
#include "compose/view.h"

typedef struct plan_file {
    page *page;
    const view_pager *pager;                       /* NULL: the page has no list */
    str path;                                      /* output */
    str layout;
    bool again;                                    /* page 2 and later of a list: without the page's own content */
} plan_file;

typedef struct plan { plan_file *files; size_t n; } plan;

/* lang NULL: all languages. The files of one page follow each other. layouts: name -> source, to know which there are. */
plan plan_site(arena *a, site *s, const map *layouts, const language *lang, diag *d);
/* sitemap.xml of all published pages, with their translations; needs base_url. */
void plan_sitemap(buf *out, const site *s);
/* The name of a page's layout: its own when there is such a layout, its kind's, or by its place. */
str plan_layout(const page *p, const map *layouts);
/* The full address of an output path, for XML; those of folders end in a slash. */
void plan_address(buf *out, const site *s, str path);
#endif
