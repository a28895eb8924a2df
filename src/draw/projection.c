#include "draw/projection.h"
#include <math.h>

static const double RADIANS = 3.14159265358979323846 / 180;
static const double QUARTER = 3.14159265358979323846 / 4;

projection projection_of(geo_point least, geo_point most)
{
    bool mainland = least.lon > -6 && most.lon < 11 && least.lat > 40.5 && most.lat < 52;
    return (projection){ mainland, (least.lon + most.lon) / 2, (least.lat + most.lat) / 2 };
}

/* A cone that cuts GRS 80 at 44° and 49° north; 700,000 and 6,600,000 at 3° east and 46° 30' north. */
static void lambert(geo_point at, double *x, double *y)
{
    static const double N = 0.7256077650532670, C = 11754255.426096, E = 0.0818191910428158;
    static const double XS = 700000, YS = 12655612.049876;
    double sine = sin(at.lat * RADIANS);
    double isometric = log(tan(QUARTER + at.lat * RADIANS / 2)) - E / 2 * log((1 + E * sine) / (1 - E * sine));
    double radius = C * exp(-N * isometric), turn = N * (at.lon - 3) * RADIANS;
    *x = XS + radius * sin(turn);
    *y = YS - radius * cos(turn);
}

void projection_point(const projection *p, geo_point at, double *x, double *y)
{
    static const double DEGREE = 111319.49;        /* metres of a degree of the equator */
    if (p->lambert) {
        lambert(at, x, y);
        return;
    }
    *x = (at.lon - p->lon) * DEGREE * cos(p->lat * RADIANS);
    *y = (at.lat - p->lat) * DEGREE;
}
