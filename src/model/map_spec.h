/* What a map of areas or of places shows, before it is drawn: made by compute/blocks, drawn by draw/map into a scene. Texts are in the
 * page's language already, as in chart_spec. Lives in an arena. */
#ifndef MODEL_MAP_SPEC_H
#define MODEL_MAP_SPEC_H
#include "model/geo.h"
#include <stdint.h>

enum { MAP_NO_CLASS = 255, MAP_CLASSES_MAX = 7, MAP_KINDS_MAX = 12 };

/* class: from 0, the lowest; MAP_NO_CLASS: nobody knows its value. text: the value as it is written. */
typedef struct map_area { const geo_area *outline; uint8_t class; str name, text; } map_area;

/* A place on the map. kind: from 0; number: what stands on it and before it in the list beside the map, "": none; key: see doc/scene.h. */
typedef struct map_point { geo_point at; uint8_t kind; str number, key; } map_point;

typedef struct map_spec {
    str title, description;                        /* the text alternative: both are never empty */
    str unit;                                      /* above the legend; "" : none */
    map_area *areas;
    size_t nareas;
    str classes[MAP_CLASSES_MAX];                  /* what the legend says of each: "40 à 55" */
    size_t nclasses;
    str missing;                                   /* what it says of areas without a value; "" : there are none */
    map_point *points;                             /* then the areas have no classes: they are the ground, all in one pale colour */
    size_t npoints;
    str kinds[MAP_KINDS_MAX];                      /* of points: what the legend says of each; a kind beyond them looks as the last does */
    size_t nkinds;                                 /* 0: no legend */
    str lang;
    bool rtl;                                      /* of texts: a map is not mirrored */
} map_spec;
#endif
