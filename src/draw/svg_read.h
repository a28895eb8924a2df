/* The SVG that cairo writes becomes a drawing. It is a small dialect: paths of absolute moves, lines and curves, rectangles, clips,
 * gradients in the coordinates of their user, uniform masks for the opacity of groups. What is not of it is not understood. */
#ifndef DRAW_SVG_READ_H
#define DRAW_SVG_READ_H
#include "doc/drawing.h"

/* `text`: a document that shows a canvas of w × h units, which are to be `scale` mpt each; the canvas is the picture. NULL, with a reason
 * for authors in *why, when something in it is not understood. */
drawing *svg_read(arena *a, str text, double w, double h, double scale, str *why);
#endif
