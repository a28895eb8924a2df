/* A vector picture, drawn once for HTML (SVG) and PDF. Units: 1/1000 point; x to the right, y down, origin at the top left. Colours
 * 0xRRGGBB. For a right-to-left language the maker has mirrored it already. Carries its own text alternative. */
#ifndef DOC_SCENE_H
#define DOC_SCENE_H
#include "base/arena.h"
#include "base/buf.h"
#include <stdint.h>

typedef int32_t mpt;                               /* 1/1000 point */
#define PT(x) ((mpt)((x) * 1000))
#define MM(x) ((mpt)((x) * 72000.0 / 25.4 + 0.5))

typedef enum shape_kind { SHAPE_RECT, SHAPE_LINE, SHAPE_PATH, SHAPE_CIRCLE, SHAPE_TEXT } shape_kind;
typedef enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } text_anchor;   /* left, middle, right, in both directions */
#define COLOR_NONE 0xFF000000u

typedef struct scene_point { mpt x, y; } scene_point;

typedef struct shape {
    shape_kind kind;
    mpt x, y, w, h;            /* RECT; LINE: from x,y to x+w,y+h; CIRCLE: centre x,y, radius w; TEXT: anchor point on the baseline */
    scene_point *points;       /* PATH: straight segments */
    size_t npoints;
    bool closed;
    uint32_t fill, stroke;     /* COLOR_NONE for none */
    mpt stroke_width;
    mpt dash;                  /* 0: solid; else length of strokes and gaps */
    uint8_t pattern;           /* 0 solid, 1 hatched, 2 dotted: on top of fill, so that black and white print tells series apart */
    str text;                  /* TEXT */
    mpt size;                  /* TEXT: font size */
    bool bold;
    text_anchor anchor;
    str key;                   /* what it stands for, for scripts of a web page; "": nothing of its own. Paper ignores it */
    struct shape *next;
} shape;

typedef struct scene {
    mpt width, height;
    str title, description;    /* the text alternative: both are needed */
    str lang;
    bool rtl;
    shape *first, *last;
} scene;

scene *scene_new(arena *a, mpt width, mpt height);
shape *scene_add(arena *a, scene *s, shape_kind kind);     /* fill and stroke are COLOR_NONE */
/* One line per shape; the golden form. */
void scene_print(buf *out, const scene *s);
#endif
