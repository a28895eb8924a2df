/* The first half of the pipeline: everything that the site's folder holds, read and checked, as a model. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H
#include "base/file.h"
#include "cli/options.h"
#include "model/site.h"

typedef struct load_asset { int root; const char *path, *out; } load_asset;      /* copied as it is */

typedef struct translations translations;          /* cli/translations.h */

typedef struct loaded {
    arena *mem;                                    /* lives as long as the build */
    arena **arenas;                                /* one for each worker, as long */
    int workers;
    diag *d;
    int root, share;                               /* the site's folder; livret's own */
    site *site;
    translations *translations;
    map *layouts, *schemas, *kinds;                /* name -> source, source, kind */
    const source **books, **tables, **blocks, **library, **formulas;               /* Lua files */
    size_t nbooks, ntables, nblocks, nlibrary, nformulas;
    size_t own_formulas, own_tables;               /* the first of them, which are the site's */
    load_asset *assets;
    size_t nassets;
} loaded;

/* False when there is no site or nothing can be built (already reported). *status then says how to end. */
bool load_site(loaded *l, const options *o, int *status);
void load_free(loaded *l);
const source *load_source(loaded *l, int root, const char *path);     /* NULL after W801 */
#endif
