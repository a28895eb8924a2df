/* Nodes made of a dataset: tables and charts (block_data.c), maps (block_map.c, block_points.c). Shared by the files of blocks. */
#ifndef COMPUTE_BLOCK_DATA_H
#define COMPUTE_BLOCK_DATA_H
#include "compute/blocks.h"
#include "model/dataset.h"

/* A block under expansion: options come from the block itself, or from what a script gave. */
typedef struct block_data {
    const blocks_context *c;
    arena *a;
    const node_tree *tree;
    const node *div;                               /* where it stands: its place is that of all faults and new nodes */
    const value *made;                             /* options of a script's result, or NULL: those of div */
    node *into;                                    /* new nodes are appended here */
    str id, title;                                 /* of the block */
    bool fine;
} block_data;

/* A node at the place of the block, appended to `parent` unless it is NULL. */
node *block_data_node(block_data *b, node *parent, node_kind kind);
void block_data_text(block_data *b, node *parent, str text);
void block_data_class(block_data *b, node *n, const char *classes);
span block_data_place(const block_data *b);        /* of the block's first line */
void block_data_table(block_data *b, const dataset *t);
void block_data_chart(block_data *b, const dataset *t);
void block_data_points(block_data *b, const dataset *t);
void block_data_map(block_data *b, const dataset *t);
str block_data_option(const block_data *b, const char *french, const char *english);   /* "" when it is not given */
#endif
