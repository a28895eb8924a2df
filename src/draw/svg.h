/* SVG pictures for paper: drawn by librsvg as a PNG of 300 pixels an inch. Nothing outside of the file is read, whatever it
 * asks for. May be called from any thread. */
#ifndef DRAW_SVG_H
#define DRAW_SVG_H
#include "base/arena.h"
#include "doc/scene.h"
#include <stdbool.h>

/* The picture, in `a`, and its natural size on paper (an inch has 96 of SVG's pixels). False, with a reason of librsvg's in *why, when it
 * can't be drawn. At most 4,000 pixels a side. */
bool svg_draw(arena *a, str svg, str *png, mpt *width, mpt *height, str *why);
#endif
