/* A figure in the words and numbers of a language: "plus de 100", "about 20", "de 81,3 % en 2017 à 92,5 % en 2023". */
#ifndef MODEL_FIGURE_SHOW_H
#define MODEL_FIGURE_SHOW_H
#include "model/figure.h"
#include "model/locale.h"
#include "model/words.h"

/* unit: that of the column or the indicator, for a figure that says none. With a year only where it belongs to what is said (a target, a
 * change, "depuis"). What follows the figure is looked up among the words, and stays as it is where there is no translation. */
str figure_show(arena *a, const figure *f, str unit, locale *l, const words *w);
#endif
