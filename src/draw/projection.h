/* Degrees (WGS 84, as good as RGF93 here) to metres on a plane: Lambert-93 (EPSG:2154; formulas and constants of IGN, note NTG 71) for
 * mainland France and Corsica; elsewhere a plane that touches the globe at the middle of what is shown, true to a thousandth over an
 * island. */
#ifndef DRAW_PROJECTION_H
#define DRAW_PROJECTION_H
#include "model/geo.h"

typedef struct projection { bool lambert; double lon, lat; } projection;   /* lon, lat: the middle, when it is not Lambert-93 */

projection projection_of(geo_point least, geo_point most);                 /* for what lies between these corners */
void projection_point(const projection *p, geo_point at, double *x, double *y);       /* x to the east, y to the north */
#endif
