/* A dataset as the files that others take it in with. Titles and labels are those of a language; numbers, but for spreadsheets, are raw. */
#ifndef MODEL_DATASET_WRITE_H
#define MODEL_DATASET_WRITE_H
#include "model/dataset.h"

/* For spreadsheets: UTF-8 with a byte-order mark, CRLF. point: numbers have a decimal point and ',' stands between cells, as
 * spreadsheets of such languages read it; else a comma and ';'. The first line holds the labels. Missing cells are empty. A text
 * that a spreadsheet would take for a formula (= + - @ first) starts with an apostrophe, unless it is a number. */
void dataset_csv(buf *out, const dataset *t, str lang, bool point);
/* For programs: {"name":…,"title":…,"source":…,"note":…,"columns":[…],"rows":[…]} with raw numbers; missing cells are
 * null. */
void dataset_json(buf *out, const dataset *t);
/* <table name title source note><column id type label/>…<row><cell column="id">…</cell>…</row></table>; missing cells are left out. The
 * schema is layouts/schemas/table.rng. */
void dataset_xml(buf *out, const dataset *t, str lang);
#endif
