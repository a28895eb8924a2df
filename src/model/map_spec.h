/* What a map of areas shows, before it is drawn: made by compute/blocks, drawn by draw/map into a scene. Texts are in the page's language
 * already, as in chart_spec. Lives in an arena. */
#ifndef MODEL_MAP_SPEC_H
#define MODEL_MAP_SPEC_H
#include "model/geo.h"
#include <stdint.h>

enum { MAP_NO_CLASS = 255, MAP_CLASSES_MAX = 7 };

/* class: from 0, the lowest; MAP_NO_CLASS: nobody knows its value. text: the value as it is written. */
typedef struct map_area { const geo_area *outline; uint8_t class; str name, text; } map_area;

typedef struct map_spec {
    str title, description;                        /* the text alternative: both are never empty */
    str unit;                                      /* above the legend; "" : none */
    map_area *areas;
    size_t nareas;
    str classes[MAP_CLASSES_MAX];                  /* what the legend says of each: "40 à 55" */
    size_t nclasses;
    str missing;                                   /* what it says of areas without a value; "" : there are none */
    str lang;
    bool rtl;                                      /* of texts: a map is not mirrored */
} map_spec;
#endif
