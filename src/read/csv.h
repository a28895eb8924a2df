/* CSV: a table with the names of its columns in the first line. */
#ifndef READ_CSV_H
#define READ_CSV_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "doc/value.h"

/* The text that csv_parse reads: src itself when it is UTF-8; otherwise a copy in the arena with the same path, taken
 * for Windows-1252 (what a French spreadsheet saves) and turned into UTF-8. Offsets of values and diagnostics refer to
 * that copy, so pass it on instead of src. */
const source *csv_source(arena *a, const source *src);

/* A VALUE_LIST of VALUE_MAPs: column name to string; an empty cell is VALUE_NULL. The separator is the one of ; , tab
 * that the line of names holds most, outside quotes. Cells in quotes may hold separators, line breaks and doubled
 * quotes; others lose the spaces around them. A byte order mark, rows without any text and lines starting with #
 * before the names are passed over; lines end in LF, CRLF or CR. A row with other than the number of columns is left
 * out (D403), as is one whose quote never ends (D404); columns without a name (D408) or named as an earlier one (D409)
 * are left out. Never NULL. */
value *csv_parse(arena *a, const source *src, diag *d);

/* Puts one cell as RFC 4180 writes it, quoted when it holds the separator, a quote, a line break or a space at an end.
 * A cell that a spreadsheet would run as a formula (it starts with = + - @ tab or CR and is not a number) gets an
 * apostrophe in front. The caller puts separators and CRLF. */
void csv_write_cell(buf *out, str cell, char separator);
#endif
