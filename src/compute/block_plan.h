/* Blocks of the plan of an agreement (model/plan.h). Options (French, English):
 *
 *   plan                        theme · axe, axis: a part only · colonnes, columns = etat,pilote,priorite,debut,fin,budget,actions (state,
 *                               lead, priority, start, end; the usual: the state, when one is known) · comptes, counts = oui: numbers of
 *                               objectives and sheets beside themes and axes · legende, caption
 *   plan-index                  theme · legende, caption: the numbered sheets, with their state and their place in the plan; each leads to
 *                               its page, else to its row in a plan above, and a book prints the page of it (link of class "avec-page")
 *   plan-comptes, plan-counts   theme · legende, caption: how many objectives and sheets each theme and axis has
 *
 * The table of `plan` has a column for each level that is there, parents merged over their rows, and a row for each sheet, whose id is
 * plan_id() ("fiche-petite-enfance-12"). It has the class "plan", and "paysage" when it is wide. A sheet with a page is a link to it. */
#ifndef COMPUTE_BLOCK_PLAN_H
#define COMPUTE_BLOCK_PLAN_H
#include "compute/block_data.h"

void block_plan_table(block_data *b);
void block_plan_index(block_data *b);
void block_plan_counts(block_data *b);
#endif
