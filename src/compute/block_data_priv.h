/* What the blocks made of data share: block_data.c (tables), block_chart.c, block_map.c and block_points.c. */
#ifndef COMPUTE_BLOCK_DATA_PRIV_H
#define COMPUTE_BLOCK_DATA_PRIV_H
#include "compute/block_data.h"
#include "model/geo.h"

/* Rows of a dataset in the order and number that the options ask for. */
typedef struct rows { const dataset *t; size_t *v; size_t n; } rows;

enum { COLUMNS_MAX = 64 };
typedef struct columns { const dataset_column *v[COLUMNS_MAX]; size_t n; } columns;

rows block_data_rows(block_data *b, const dataset *t);
const dataset_column *block_data_column(block_data *b, const dataset *t, str id);     /* NULL after a message */
columns block_data_columns(block_data *b, const dataset *t, str list);                 /* "a, b"; unknown ones: left out, with a message */
void block_data_show(columns *list, const dataset_column *c);         /* appended once; NULL: nothing */

/* What a column says when it says the same in all rows; "" otherwise. other: its name when there is no such column. */
str block_data_common(block_data *b, const rows *r, const char *id, const char *other);

str block_data_number(const block_data *b, const dataset_column *c, double d);
str block_data_cell(const block_data *b, const dataset_column *c, const value *v);
str block_data_label(const block_data *b, const dataset_column *c);
str block_data_title(block_data *b, const dataset *t, const char *other);             /* other: a word, when nothing names the block */

/* A drawing with its caption, then the numbers behind it as a table: its accessible equal. */
node *block_data_figure(block_data *b, node *into, scene *drawn, str title);           /* the id of the block goes to it */
void block_data_drawing(block_data *b, const rows *r, scene *drawn, str title, const char *heading, const columns *shown);

geo_area *block_data_outlines(block_data *b, size_t *n);               /* of contours=; NULL after a message */
#endif
