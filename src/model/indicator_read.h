/* The values and definitions of indicators that the data of a site holds. Four forms are known by the names of their columns (French or
 * English, capitals and accents make no difference):
 *
 * A line for each value (CSV, JSON):
 *     indicateur; valeur; annee — and, as needed, code or territoire, nom, perimetre, edition, source; libelle, unite, nature (contexte,
 *     moyens, réalisation, résultat, impact), sens (hausse, baisse), cible, annee_cible, reference, annee_reference, comparer (codes, with
 *     commas)
 * A line for each indicator, a column for each year (CSV, JSON): indicateur and columns called 2024, 2025…, with the other columns as above
 * A line for each territory and year, a column for each indicator (CSV; what `livret import` writes): code and annee, with nom, perimetre
 *     or mode, edition, source; other columns of numbers are indicators called FILE.COLUMN,
 *     where FILE is without the level that livret import puts at its end: couverture-caf-commune and couverture-caf-epci give
 *     couverture-caf.global;
 *     the rows of a file of level france are those of the territory FR
 * XML: content/data/indicateurs.xml after layouts/schemas/indicateurs.rng; and in the XML of territories, elements with an attribute annee
 *     (<enfants_moins_3 annee="2025">389</enfants_moins_3>), called FILE.ELEMENT
 *
 * What can't be read is reported at its place and left out. */
#ifndef MODEL_INDICATOR_READ_H
#define MODEL_INDICATOR_READ_H
#include "model/dataset.h"
#include "model/indicator.h"

/* datasets: name -> dataset; computed ones are passed over. */
void indicator_read(indicators *s, const map *datasets, diag *d);
#endif
