/* What the files of maps share: map.c (areas, names, legend of classes) and map_points.c. */
#ifndef DRAW_MAP_PRIV_H
#define DRAW_MAP_PRIV_H
#include "draw/map.h"
#include "draw/projection.h"

enum { MAP_INK = 0x1f2937, MAP_SOFT = 0x4b5563, MAP_BORDER = 0x5b6572, MAP_UNKNOWN = 0xd5dae1 };
enum { MAP_SMALL = 9000, MAP_LINE_STEP = 13000, MAP_SWATCH = 10000, MAP_MARGIN = 2000 };

typedef struct ring { scene_point *v; size_t n; } ring;
typedef struct outline { ring *rings; size_t n; } outline;             /* a border, then its holes */
typedef struct box { mpt left, top, right, bottom; } box;

/* An area on the page. */
typedef struct area { const map_area *of; outline *polygons; size_t n; box box; } area;

typedef struct atlas {
    arena *a;
    const map_spec *spec;
    scene *s;
    projection projection;
    double west, north, scale; /* metres of the left and upper edge; mpt a metre */
    area *areas;               /* largest first, so that an area within another is drawn on it */
    box *taken;                /* by places and names */
    size_t ntaken;
} atlas;

scene_point map_on_page(const atlas *m, geo_point at);
/* x from the side where reading begins; y of the baseline. */
void map_legend_text(atlas *m, mpt x, mpt y, uint32_t colour, str text);

/* map_points.c. bottom: where the map ends. Their boxes are taken afterwards. */
void map_draw_points(atlas *m, mpt bottom);
mpt map_points_legend(atlas *m, mpt y);            /* returns where it ends */
#endif
