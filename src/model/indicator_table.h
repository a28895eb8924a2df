/* All values of the indicators that have a line of their own in the data, or a script of the site, as one table: what is published as
 * observations.csv, .json and .xml, and what
 * `::: tableau source=observations` shows. */
#ifndef MODEL_INDICATOR_TABLE_H
#define MODEL_INDICATOR_TABLE_H
#include "model/dataset.h"
#include "model/indicator.h"

/* NULL when there is no such indicator. Lives in a. */
dataset *indicator_table(arena *a, const indicators *s);
#endif
