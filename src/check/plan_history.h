/* What is wrong, or lacking, in the ties between an earlier plan and the next one (content/data/suites.csv), and in what sheets go on from:
 * each once, at its line. */
#ifndef CHECK_PLAN_HISTORY_H
#define CHECK_PLAN_HISTORY_H
#include "model/plan_history.h"

/* P130 … P139, P146. h NULL: there is no earlier plan. now: the present plan, or NULL. */
void plan_history_check(const plan_history *h, const plan_tree *now, diag *d);
#endif
