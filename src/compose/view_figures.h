/* The figures of a site for scripts and layouts. In all tables that these give, text is what the page's language writes.
 *
 *   chiffre(text, unit)      what a text says as a figure: {kind, sense, value, to, unit, year, year_before, target, day, source, note,
 *                            text, bare}; bare: without its unit, but for %
 *   mesure(id, {territoire=, annee=, perimetre=})   a value, as chiffre() gives one, with edition, computed and about; the latest year when
 *                            none is asked for; kind "missing" when there is none. English: territory, year, scope
 *   indicateur(id)           {id, label, unit, nature, less, years, territories, scopes, targets = {{year, value, text}}, baseline,
 *   compare};
 *                            nil when there is none
 *   indicateurs()            ids of those that have a line of their own in the data or a script of the site
 *   territoire(code)         its name; the code when it has none
 *   moyenne(rows, "taux", "enfants")   the mean of a field of a list of tables, weighed by another; nil when one is missing. Without
 *   weights
 *                            it refuses: the mean of the rates of a village and a town is the rate of nothing
 *   brut(text)               the text with its signs of Markdown escaped
 *   calcul(name, params)     the result of a formula of scripts/indicators/ that has params */
#ifndef COMPOSE_VIEW_FIGURES_H
#define COMPOSE_VIEW_FIGURES_H
#include "compute/host.h"

void view_figures_install(host *h);                /* view_set must have been called before any of them runs */
#endif
