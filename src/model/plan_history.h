/* From one plan to the next. Earlier plans are tables like the present one, content/data/plan-2021-2024.csv (or .json, .xml); what became
 * of their objectives is told by content/data/suites.csv, a line for each, with the columns
 *     plan        the earlier plan, "2021-2024"; not needed when there is one only
 *     theme       the objective's theme there; not needed when the plan has no themes, or one only
 *     objectif    its number ("I.2.1": axis I, intermediate objective 2, operational objective 1) or its title
 *     suite       reconduit, clos, scindé or fusionné
 *     vers_theme  the theme in the plan that comes after; the same one when it is empty
 *     vers        the objectives there, by number or title, separated by semicolons
 *     raison      why
 * in English plan, topic, objective, outcome, to_topic, to, reason. And sheets say which sheets of the plan before they go on from (`past`
 * of model/plan.h). A chain may go through several plans.
 *
 * Nothing is reported here: check/plan_history.h does. Built once, then read by all threads; lives in the arena. */
#ifndef MODEL_PLAN_HISTORY_H
#define MODEL_PLAN_HISTORY_H
#include "base/vec.h"
#include "model/plan.h"

typedef enum plan_fate { PLAN_FATE_UNSAID, PLAN_KEPT, PLAN_CLOSED, PLAN_SPLIT, PLAN_MERGED, PLAN_FATES } plan_fate;

typedef struct plan_period { str name; const plan_tree *tree; } plan_period;       /* "2021-2024"; "" : the present plan */

/* entry NULL: the plan has none that is called so. */
typedef struct plan_sequel { str said; const plan_entry *entry; } plan_sequel;

typedef struct plan_tie {
    size_t period;                                 /* the plan that it leads from, or periods.n when there is no such plan */
    str plan, theme, goal, to_theme, reason, fate_said;        /* as written */
    const plan_entry *in, *from;                   /* the theme (or root) and the objective there; NULL: not found */
    const plan_entry *to_in;                       /* the theme (or root) that it leads to; NULL: not found */
    plan_fate fate;
    VEC(plan_sequel) to;
    span plan_at, theme_at, at, fate_at, to_theme_at, to_at;   /* at: its objective */
} plan_tie;

typedef struct plan_history {
    VEC(plan_period) periods;                      /* by name, the present plan last: at least two */
    VEC(plan_tie) ties;                            /* in the order of the file */
} plan_history;

/* data: all data of the site, name -> value; sources: their sources. now: the present plan, or NULL. NULL when there is no earlier plan. */
plan_history *plan_history_read(arena *a, const value *data, const map *sources, const plan_tree *now);

/* Objectives that have none below them: what a line of suites.csv is to be about. */
bool plan_is_last_objective(const plan_entry *e);
/* The line about an entry, or about one above it; NULL: none. */
const plan_tie *plan_tie_from(const plan_history *h, const plan_entry *e);
/* Does a line lead to the entry, to one above it or to one below it? */
bool plan_is_sequel(const plan_history *h, const plan_entry *e);
size_t plan_period_of(const plan_history *h, const plan_entry *e);         /* periods.n: of none of them */
/* The sheets that `past` of an entry names, each as it is said; the entry is NULL where the plan before has no such sheet. */
typedef VEC(plan_sequel) plan_sequels;
void plan_past_sheets(arena *a, const plan_history *h, const plan_entry *e, plan_sequels *out);

/* What an entry comes from, the nearest plan first: sheets of a sheet, objectives of the objectives it stands under, or of an axis and all
 * below it. tie: NULL for sheets. */
typedef struct plan_ancestor { size_t period; const plan_entry *entry; const plan_tie *tie; } plan_ancestor;
typedef VEC(plan_ancestor) plan_ancestors;
void plan_ancestors_of(arena *a, const plan_history *h, const plan_entry *e, plan_ancestors *out);

const char *plan_fate_name(plan_fate f);                   /* French msgid; "" : not said */
#endif
