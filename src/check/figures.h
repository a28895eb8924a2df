/* What a coordinator would want to be told of the figures before they are printed: values that contradict each other, codes that lost
 * their zero, years that can't be, totals that their parts don't give. Nothing is changed. */
#ifndef CHECK_FIGURES_H
#define CHECK_FIGURES_H
#include "base/map.h"
#include "model/indicator.h"

/* datasets: name -> dataset. today: ISO day, "" : not known. D424–D433, D446. */
void figures_check(const indicators *s, const map *datasets, str today, diag *d);
#endif
