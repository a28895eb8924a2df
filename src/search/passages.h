/* A page cut into passages: what a result of a search shows, each with the place on the page that it leads to. Short blocks of one
 * section share a passage. Lives in the arena. */
#ifndef SEARCH_PASSAGES_H
#define SEARCH_PASSAGES_H
#include "base/arena.h"
#include "doc/node.h"

enum { PASSAGE_LENGTH = 240 };                     /* bytes: a block that would make a passage longer starts one of its own */

typedef struct passage { str anchor, heading, text; } passage;    /* anchor: id of the heading above, "" before the first one */

/* At least one; the first begins with `summary`. root may be NULL. */
passage *passages_of(arena *a, str summary, const node *root, size_t *n);
#endif
