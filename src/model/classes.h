/* Class breaks of a map: where a list of numbers is cut into classes. */
#ifndef MODEL_CLASSES_H
#define MODEL_CLASSES_H
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum class_method { CLASSES_QUANTILES, CLASSES_EQUAL, CLASSES_JENKS } class_method;

/* Lower bounds of the classes after the first, rising, each different: fewer than n - 1 when the numbers don't fill n classes. A number
 * belongs to the class of the last bound that is not above it. v is sorted by this. Jenks (least sum of squares within classes, Fisher's
 * exact algorithm) of more than 2,000 numbers looks at 2,000 of them, evenly by rank. */
size_t classes_cut(arena *a, double *v, size_t count, size_t n, class_method how, double *bounds);
size_t classes_of(const double *bounds, size_t nbounds, double v);
#endif
