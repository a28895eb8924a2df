/* A table: widths of its columns worked out from what the cells hold, then its rows, which pages may part. A cell that spans rows, or a row
 * higher than what is left of a page, goes on behind the repeated header rows and stays one element. */
#ifndef TYPE_TABLE_H
#define TYPE_TABLE_H
#include "type/galley.h"

typedef struct table_cell {
    const flow_cell *of;       /* NULL: fills a hole in the grid */
    size_t row, column, rowspan, colspan;
    mpt x, width;              /* of the cell, from the left of the list */
    piece_list list;
    mpt height;                /* of the whole content, with padding */
    tag *element;
    para **ready;              /* its paragraphs */
    piece_list again;          /* over several rows, or first in a high one: what pages that go on with it say, an artifact */
    mpt again_height;          /* with padding */
    struct table_cell *next_end;
} table_cell;

struct table {
    const flow_table *of;
    mpt left, width;
    bool rtl;
    size_t rows, columns, header_rows;
    mpt *widths;
    table_cell *cells;         /* by row, then column */
    size_t ncells;
    size_t *first;             /* rows + 1: the first cell of each row */
    table_cell **ends;         /* by row: the cells of which it is the last row */
    table_cell **tall;         /* those with rowspan > 1 */
    size_t ntall;
    uint32_t *band;            /* by row: rows tied by spans have one number */
    mpt *whole, *h;            /* heights of rows: when nothing parts the table; on the page being made */
    piece_list again;          /* the same where that has no room: the word alone */
    mpt header;                /* height of the header rows */
    size_t start;              /* first body row on the page being made */
};

void table_add(galley *g, const flow *f, galley_room r);

/* --- while pages are made (table_rows.c) */

/* The table goes on a page from this row on: the height of the header rows to repeat above it, 0 when the row is one of them. */
mpt table_start(table *t, size_t row);
/* The height that a row needs here, after those since table_start. */
mpt table_row_height(table *t, size_t row);
static inline mpt table_row_whole(const table *t, size_t row) { return t->whole[row]; }
/* Has it less than three lines, when nothing parts it? Then it doesn't stand alone on a page. */
bool table_row_is_low(const table *t, size_t row);
/* May the row be cut when `left` is left of `room`? must: there is nothing else on the page. */
bool table_may_cut(const table *t, size_t row, mpt left, mpt room, bool must);
/* How much of `left` a row that is cut takes: so much that what goes on has three lines too. */
mpt table_part(const table *t, size_t row, mpt left);
/* The height of rows from..to, as last worked out. */
mpt table_height(const table *t, size_t from, size_t to);
#endif
