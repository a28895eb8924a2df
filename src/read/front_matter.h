/* The settings of a page: YAML between a first line "---" and the next line "---" or "...". */
#ifndef READ_FRONT_MATTER_H
#define READ_FRONT_MATTER_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

/* *meta: the map that was read, never NULL (empty when the page has none, or something else than a map: C104). *body:
 * offset in src->text of what follows, past a byte order mark. False when the page has no front matter. F102 when it
 * is not closed: then the page is all body, past the first line, and false. */
bool front_matter(arena *a, const source *src, diag *d, value **meta, uint32_t *body);
#endif
