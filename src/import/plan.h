/* The table of a plan, as a word processor holds it, in the normal form of content/data/plan.csv: a row for each sheet or objective without
 * one, all levels filled, numbers and titles in columns of their own. Reading it again gives the same plan. */
#ifndef IMPORT_PLAN_H
#define IMPORT_PLAN_H
#include "base/vec.h"
#include "model/plan.h"

typedef struct plan_rows { VEC(str) columns; VEC(str *) rows; } plan_rows;         /* cells in the order of columns */

/* Columns that would be empty in all rows are left out, but for the levels and the sheet. Lives in a. */
plan_rows plan_normal(arena *a, const plan_tree *t);
#endif
