/* Computed indicators: each scripts/indicators/NAME.lua gives back a table that says what it needs and how it computes; the result is the
 * indicator NAME. Scripts are pure: they see the Lua library, the inputs they declare, and nothing else. Each runs once for each territory,
 * year and scope, after those whose results it takes; a circle is an error that names it (S507).
 *
 *     return {
 *       label = { fr = "Taux d’occupation financier", en = "…" },  unit = "%",  nature = "résultat",  decimals = 1,
 *       inputs = { facturees = "heures-facturees", ouvertes = { "heures-ouverture", "heures.ouverture" } },
 *       compute = function(v, data) return 100 * v.facturees / v.ouvertes end,
 *     }
 *
 * inputs: name = "id", "id/scope", a list of which the first that the data has is taken, or { id = …, scope = …, optional = true,
 * year = -1 } (the year before). A missing input makes the result missing, unless it is optional: v.name is nil then. An input without a
 * scope is that of the
 * result, else that of the whole. data = { "bareme-psu" }: what compute sees of the site's data as its second argument.
 * total = true: also for the whole territory, from the sums of the inputs over the communes of data.communes (missing when one is).
 * each = true: for each indicator that has a line of its own, a result called ID.NAME from some of inputs = { "value", "before",
 *     "target", "baseline", "less" } (less: 1 when less of it is better, else 0).
 * params = { "ressources", … }: no indicator, but a formula that layouts, tables and blocks call: calcul("NAME", { ressources = 2000 }).
 * A result is a number, or nil: missing. Where the data has a value too it stands, and a difference is reported (D445). */
#ifndef COMPUTE_FORMULAS_H
#define COMPUTE_FORMULAS_H
#include "compute/host.h"
#include "model/indicator.h"

typedef struct formulas formulas;                  /* the scripts of scripts/indicators/; immutable, for all threads */

/* scripts: sorted by path, the site's own before livret's, `own` of them. data: map name -> value. Never NULL. */
formulas *formulas_new(arena *a, const source *const *scripts, size_t n, size_t own, const value *data);
/* Adds results to `s`, whose indicators are sealed before and after. communes: codes of the territories that make up the whole. */
void formulas_run(formulas *f, host *h, indicators *s, const str *communes, size_t ncommunes);
/* calcul(name, params): to be registered by whoever installs functions; pushes one value or raises a Lua error. */
int formulas_call(const formulas *f, lua_State *L);
#endif
