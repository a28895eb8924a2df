/* What a coordinator would want to be told of the plan of an agreement before it is printed: numbers that are missing or given twice,
 * sheets without an objective and objectives without a sheet, labels of another level, sequences out of order, pages that the plan does not
 * have. Each once, where it stands. A plan may well have such things: only numbers that are given twice are errors. */
#ifndef CHECK_PLAN_H
#define CHECK_PLAN_H
#include "model/plan.h"

/* P101 … P123. */
void plan_check(const plan_tree *t, diag *d);
#endif
