/* The options that a block of scripts/blocks/ declares, so that a slip in one is a message at its place, with a suggestion:
 *
 *     options = { { name = "choix", english = "only", type = "indicateurs", required = true },
 *                 { name = "ordre", english = "order", type = "choix", values = { "nom", "taux" } } }
 *
 * Either name does in Markdown; the script sees the French one. type: texte (any text, the default), nombre, annee
 * (2025), annees (2023-2025 or 2023,2025), date (2025-09-01), oui-non, choix (one of values), indicateur, indicateurs, territoire,
 * territoires, donnees (a table of content/data/ or scripts/tables/). Lists are written with commas, or with
 * semicolons where there is one: names may then hold commas. */
#ifndef COMPUTE_BLOCK_OPTIONS_H
#define COMPUTE_BLOCK_OPTIONS_H
#include "compute/block_data.h"

/* False after a message when an option that is needed is missing or wrong; an unknown one is only told. */
bool block_options_check(block_data *b, const value *options);
str block_options_name(const value *options, str name);           /* the French name of an option; the name itself when there is none */
#endif
