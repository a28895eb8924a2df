/* Nodes made of a dataset: tables (block_data.c), charts (block_chart.c), maps (block_map.c, block_points.c). Shared by the files
 * of blocks. */
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
    const dataset_column *days[2];                 /* columns whose cells are days, months or years; or NULL */
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
/* The table of that name; NULL after a message (D406) at that place. */
const dataset *block_data_dataset(block_data *b, str name, span at);
str block_data_option(const block_data *b, const char *french, const char *english);   /* "" when it is not given */
str block_data_word(const block_data *b, const char *msgid);
str block_data_fill(const block_data *b, str pattern, str with);      /* "%s" of the pattern is replaced */
/* A paragraph of class "source" or "remarque" below a table or a figure; "" : none. */
void block_data_small_print(block_data *b, node *into, const char *classes, str text);
void block_data_source(block_data *b, node *into, str text);   /* "Source : …", of class "source"; "" : none */
#endif
