/* Nodes made of what a script of scripts/blocks/ gives back; its shape is in compute/blocks.h. */
#ifndef COMPUTE_BLOCK_MADE_H
#define COMPUTE_BLOCK_MADE_H
#include "compute/block_data.h"

/* Faults (S504) are reported at `at`, the script's place. */
void block_made_add(block_data *b, const value *v, span at);
/* Puts key=text before the others that a node has. */
void block_made_option(arena *a, node *n, str key, str text);
/* Gives a block its options, a map of texts and numbers; NULL: none. */
void block_made_options(arena *a, node *div, const value *options);
#endif
