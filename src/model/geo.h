/* Outlines of territories as GeoJSON gives them (RFC 7946): WGS 84 degrees, longitude first. Points of interest too. Lives in an arena. */
#ifndef MODEL_GEO_H
#define MODEL_GEO_H
#include "base/diag.h"
#include "doc/value.h"

typedef struct geo_point { double lon, lat; } geo_point;
typedef struct geo_ring { geo_point *v; size_t n; } geo_ring;              /* closed: the last point joins the first, and is not repeated */
typedef struct geo_polygon { geo_ring *rings; size_t nrings; } geo_polygon;/* the first ring is its border, the others are holes */
typedef struct geo_area { str code, name; geo_polygon *polygons; size_t npolygons; } geo_area;

/* The areas of a FeatureCollection, in its order: features with a Polygon or MultiPolygon and a code (property code, insee, codgeo or
 * code_insee, as text). *bad counts features that say they are areas and can't be read. NULL when v is no FeatureCollection. */
geo_area *geo_areas(arena *a, const value *v, size_t *n, size_t *bad);
#endif
