/* A vector picture that was read from a file: paths alone, with nothing left to look up or to shape, unlike a scene, whose texts are
 * set with the book's fonts. Units: mpt; x to the right, y down, origin at the top left; what lies beyond the picture's size is cut off.
 * Colours 0xRRGGBB; opacities 0 to 255; parts are drawn in order, each over those before. Lives in an arena, shared by all its uses. */
#ifndef DOC_DRAWING_H
#define DOC_DRAWING_H
#include "doc/scene.h"

typedef enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } path_verb;

/* MOVE and LINE take one point, CURVE three (two handles and the end), CLOSE none. */
static inline int path_points(path_verb v) { return v == PATH_CURVE ? 3 : v != PATH_CLOSE; }

typedef struct drawing_path {
    uint8_t *verbs;
    scene_point *points;
    uint32_t nverbs, npoints;
    bool even_odd;             /* what is within: else by winding */
} drawing_path;

/* What is left of the picture to draw in: within `path` and within all those above. Shared by the parts that it cuts. */
typedef struct drawing_clip { drawing_path path; const struct drawing_clip *above; } drawing_clip;

typedef struct drawing_stop { uint32_t color; int32_t at; uint8_t opacity; } drawing_stop;     /* at: 0 to 1,000,000, never falling */

/* Before the first stop and after the last one their colours go on. Linear: from p[0] to p[1]. Radial: an ellipse about p[0] through p[1]
 * and p[2], the ends of two conjugate half diameters; it starts at focus_x of the first one and focus_y of the second, in millionths. */
typedef struct drawing_gradient {
    bool radial;
    scene_point p[3];
    int32_t focus_x, focus_y;
    bool veiled;               /* stops are not all opaque */
    drawing_stop *stops;
    uint32_t nstops;           /* 2 at least */
} drawing_gradient;

typedef struct drawing_paint {
    uint32_t color;            /* COLOR_NONE: not painted */
    const drawing_gradient *gradient;              /* NULL: one colour; else `color` is that of its last stop */
    uint8_t opacity;
} drawing_paint;

typedef enum drawing_cap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } drawing_cap;      /* as PDF numbers them */
typedef enum drawing_join { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } drawing_join;

typedef struct drawing_pen {
    mpt width;                 /* over 0 */
    uint8_t cap, join;
    int32_t miter;             /* longest miter, in thousandths of the width */
    mpt *dashes, phase;        /* strokes and gaps in turn, not all 0 */
    uint32_t ndashes;          /* 0: solid */
    bool slanted;              /* the nib is no circle, but what a matrix makes of one that is as large: */
    int32_t nib[4];            /* in millionths, x' = nib[0]·x + nib[2]·y, y' = nib[1]·x + nib[3]·y */
} drawing_pen;

/* A path with its paints, or, when `first` is not NULL, a group of parts: drawn apart, then laid on the picture with one opacity. */
typedef struct drawing_part {
    drawing_path path;
    drawing_paint fill, stroke;
    drawing_pen pen;           /* when stroke is painted */
    const drawing_clip *clip;  /* NULL: the picture alone; a group has none */
    struct drawing_part *first, *next;
    uint8_t opacity;           /* of a group */
} drawing_part;

typedef struct drawing {
    mpt width, height;         /* over 0 */
    drawing_part *first;
    size_t nparts;             /* those within groups too */
} drawing;

/* One line per part, two spaces a level; the golden form. */
void drawing_print(buf *out, const drawing *d);
#endif
