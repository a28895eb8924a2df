/* Computed tables: each scripts/tables/NAME.lua gives back a table of the shape that model/dataset.h documents, or a
 * function(data, site) that does. Run once, by one thread, before pages are made.
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
    size_t n;
    const value *data;                             /* map: name -> value */
    const map *sources;                            /* name -> source of that data; may be NULL */
    void (*push_site)(void *ctx, host *h);         /* pushes one value; NULL: scripts get nil */
    void *ctx;
} tables_input;

/* Puts a dataset in `datasets` for each table that could be computed (computed = true) and for each data that is a
 * table. Everything lives in `a` and is immutable afterwards. Faults go to host_diag(h). */
void tables_run(arena *a, host *h, const tables_input *in, map *datasets);
#endif
