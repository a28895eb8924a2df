/* SVG pictures for paper, as librsvg understands them: traced as vectors, or drawn as a PNG of 300 pixels an inch. Nothing outside of the
 * file is read, whatever it asks for. An inch has 96 of SVG's pixels. May be called from any thread. */
#ifndef DRAW_SVG_H
#define DRAW_SVG_H
#include "base/arena.h"
#include "doc/drawing.h"
#include <stdbool.h>

/* The picture as vectors, in its natural size. NULL, with a reason for authors in *why, when it holds what a drawing can't tell
 * (pictures, filters, masks, patterns…), and with "" when it can't be read at all: svg_draw says why. */
drawing *svg_trace(arena *a, str svg, str *why);

enum { SVG_PRINTED = 300, SVG_SHOWN = 150 };       /* dots an inch: on paper; where vectors may stand in for them */
/* The picture, in `a`, and its natural width on paper. False, with a reason of librsvg's in *why, when it can't be drawn. At most 4,000
 * pixels a side. */
bool svg_draw(arena *a, str svg, double dpi, str *png, mpt *width, str *why);
#endif
