/* Layouts at work: a set of parsed layouts shared by all threads, and for each Lua host a runner that compiles them when first used and
 * renders pages into a buffer. What layouts see (page, site, t…) are the globals of the host; a layout can't set any. */
#ifndef COMPOSE_TEMPLATE_H
#define COMPOSE_TEMPLATE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "compute/host.h"

typedef struct template_set template_set;
typedef struct template_runner template_runner;

template_set *template_set_new(arena *a);          /* lives in the arena; read-only once runners use it */
/* Parses a layout and reports its faults. `name` is its path in layouts/ without ".html" ("page", "parts/head"). A name that is there
 * already is kept: add the site's own layouts first, then livret's. src must outlive the set. */
void template_set_add(template_set *s, str name, const source *src, diag *d);
bool template_set_has(const template_set *s, str name);

template_runner *template_runner_new(const template_set *s, host *h);
void template_runner_free(template_runner *r);     /* before its host; NULL is allowed */

/* Appends the page that the layout makes. False when it could not be made: reported (T605, T606; a layout with faults was reported
 * when it was added), and `out` is as it was. */
bool template_render(template_runner *r, str name, buf *out);
#endif
