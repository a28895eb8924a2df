/* The widths of a table's columns. Nothing of pages or cells here: lengths only, in mpt. */
#ifndef TYPE_TABLE_WIDTH_H
#define TYPE_TABLE_WIDTH_H
#include "base/arena.h"
#include "doc/flow.h"

/* A paragraph of a cell: its length on one line, and what indents take of each. */
typedef struct table_text { mpt length, edge; } table_text;
/* What a cell of one column needs, without its padding: its longest word and its longest paragraph on one line, with their indents; all of
 * its paragraphs; and the rows that it spans, 0 for one. */
typedef struct table_need { size_t row, column; mpt least, most; const table_text *texts; size_t ntexts, rows; } table_need;

/* Shares out the width, exactly: each column between its least and its most, narrow ones first served; wider than the most when there is
 * room. False when even the least don’t fit: then they are scaled down. */
bool table_share(const mpt *least, const mpt *most, size_t n, mpt width, mpt *out);

/* Then moves width between columns as long as that makes the table lower, or leaves fewer cells with a second line. `needs` by row; cells
 * over several columns are left out. The sum stays what it was, and no column goes below its least. */
void table_level(const table_need *needs, size_t n, const mpt *least, size_t columns, mpt pads, mpt *widths);
#endif
