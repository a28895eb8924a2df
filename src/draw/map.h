/* Maps of areas in classes (model/map_spec.h) to a scene, once for HTML and PDF: holes and islands stay, outlines are simplified to what
 * can be seen, names stand where there is room and never on each other, classes differ by lightness in one hue, and areas without a value
 * are hatched. The title is not drawn: it is the caption's, and the scene's text alternative. */
#ifndef DRAW_MAP_H
#define DRAW_MAP_H
#include "doc/scene.h"
#include "model/map_spec.h"

scene *map_draw(arena *a, const map_spec *spec, mpt width);
#endif
