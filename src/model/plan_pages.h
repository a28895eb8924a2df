/* Pages of kind `action` as sheets of the plan. A page belongs to the entry with its theme and number, and gives it what its fields say:
 * state, pilots, dates, the sum of its costs. One that the plan does not have is added, under the objectives that it names ("I.2.1", or
 * titles), else at the end of its theme. */
#ifndef MODEL_PLAN_PAGES_H
#define MODEL_PLAN_PAGES_H
#include "model/plan.h"
#include "model/site.h"

/* Pages of the site's first language; easy-to-read ones are none. */
void plan_add_pages(plan_tree *t, const site *s);
#endif
