/* Computed tables: each scripts/tables/NAME.lua gives back a table of the shape that model/dataset.h documents, or a
 * function(data, site) that does, or false: there is no such table in this site. Run once, by one thread, before pages are made.
 *
 * In scripts `data.NAME` is the data of content/data/ as it was read, or another computed table (with title,
 * columns, rows); the latter is computed at that moment, so that scripts may use each other in any order but not in
 * a circle (S506). */
#ifndef COMPUTE_TABLES_H
#define COMPUTE_TABLES_H
#include "base/map.h"
#include "compute/host.h"
#include "model/dataset.h"

typedef struct tables_input {
    const source *const *scripts;                  /* of scripts/tables/, sorted by path */
    size_t n, own;                                 /* own: the first of them, which are the site's; data of the name of another wins */
    const value *data;                             /* map: name -> value */
    void (*push_site)(void *ctx, host *h);         /* pushes one value; NULL: scripts get nil */
    void *ctx;
} tables_input;

/* Puts a dataset in `datasets` for each data that is a table. sources: name -> source of the data. */
void tables_of_data(arena *a, const value *data, const map *sources, map *datasets);
/* Puts one there for each table that could be computed (computed = true), besides those of the data. Everything lives
 * in `a` and is immutable afterwards. Faults go to host_diag(h). */
void tables_run(arena *a, host *h, const tables_input *in, map *datasets);
#endif
