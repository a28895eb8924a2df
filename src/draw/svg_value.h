/* The values of SVG's attributes, as cairo writes them. Each reader says false when there is something that it does not know. */
#ifndef DRAW_SVG_VALUE_H
#define DRAW_SVG_VALUE_H
#include "doc/drawing.h"
#include <stdbool.h>

/* x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0 */
typedef struct svg_matrix { double xx, yx, xy, yy, x0, y0; } svg_matrix;
svg_matrix svg_matrix_times(svg_matrix outer, svg_matrix inner);               /* what is done by inner, then by outer */
scene_point svg_matrix_point(const svg_matrix *m, double x, double y);         /* rounded; in reach of mpt and PDF */
mpt svg_value_length(double v);                                                /* the same for a length */
/* By how much it enlarges lengths, on the whole. True when it does so to all alike: it turns, mirrors and enlarges. */
bool svg_matrix_scale(const svg_matrix *m, double *by);

/* Takes a number off the front of *rest, and white space and commas around it. The bytes after *rest end somewhere with a NUL. */
bool svg_value_next(str *rest, double *out);
bool svg_value_number(str s, double *out);         /* one number alone; "%" after it divides it by 100 */
bool svg_value_matrix(str s, svg_matrix *out);     /* "matrix(…)"; "" is one that changes nothing */
bool svg_value_color(str s, uint32_t *out);        /* "rgb(…)" with three numbers or percentages, "#rrggbb" */
bool svg_value_url(str s, str *id);                /* "url(#id)" */
/* Absolute moves, lines, curves and closings, put through m. A move that nothing follows is left out. Empties scratch. */
bool svg_value_path(arena *a, arena *scratch, str d, const svg_matrix *m, drawing_path *out);

typedef struct svg_box { scene_point low, high; } svg_box;
svg_box svg_path_bounds(const drawing_path *p);    /* of all points, handles too: nothing of the path is beyond */
bool svg_path_is_box(const drawing_path *p);       /* a rectangle that stands straight: its bounds are all of it */
bool svg_box_holds(svg_box outer, svg_box inner);
#endif
