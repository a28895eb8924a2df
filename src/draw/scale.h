/* The axis of a chart: round ticks at multiples of 1, 2 or 5 times a power of ten. */
#ifndef DRAW_SCALE_H
#define DRAW_SCALE_H
#include "base/arena.h"
#include "doc/scene.h"
#include "model/chart_spec.h"

/* Tick i, from first to last, stands at i * mantissa * 10^exponent. */
typedef struct scale { long long first, last; int mantissa, exponent; } scale;

/* An axis of at most `most` steps that holds low and high; low > high, or numbers beyond 10^15, count as nothing to show: 0 to 1. Whole
 * numbers only when spec->decimals is 0. */
scale scale_of(double low, double high, int most, const chart_spec *spec);
double scale_value(const scale *s, long long tick);
mpt scale_place(const scale *s, double v, mpt length);        /* from the first tick; within the axis */
str scale_text(const scale *s, arena *a, long long tick, const chart_spec *spec);
#endif
