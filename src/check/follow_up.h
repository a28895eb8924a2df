/* What the sheets of actions and of axes say of how things stand (model/plan.h has the states): states, days, amounts and reasons, in each
 * entry of a follow-up and in the actions of an axis; and themes and numbers that differ, or are the same, from one sheet to another. */
#ifndef CHECK_FOLLOW_UP_H
#define CHECK_FOLLOW_UP_H
#include "model/site.h"

/* P119, P140 … P143. Nothing for a page of another kind. */
void follow_up_check(const page *p, diag *d);
/* P144, P145, once for the site: the first sheet of a language is taken to be right. */
void follow_up_check_names(const site *s, diag *d);
#endif
