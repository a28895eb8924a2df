/* Charts: a table of numbers (model/chart_spec.h) to a scene, once for HTML and PDF. Bars start at zero, a missing value is an empty dashed
 * box or a gap, series differ by pattern, dash and marker as well as by colour, and a right-to-left chart is mirrored. The title is not
 * drawn: it is the caption's, and the scene's text alternative. */
#ifndef DRAW_CHART_H
#define DRAW_CHART_H
#include "doc/scene.h"
#include "model/chart_spec.h"

/* The height follows from what is shown. Upright bars whose labels would collide are laid down. */
scene *chart_draw(arena *a, const chart_spec *spec, mpt width);
#endif
