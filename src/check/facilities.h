/* What can be wrong with the facilities of a site, each at its place in the file of the data: opening hours that can't be read (D460), an
 * id that comes twice (D461) or can't stand in an address (D465), a commune that nobody knows (D462), coordinates that can't be (D463) or
 * lie far from the territory (D464), a telephone or an e-mail that nobody could use (D466). */
#ifndef CHECK_FACILITIES_H
#define CHECK_FACILITIES_H
#include "model/facility.h"

/* communes, outlines (GeoJSON) may be NULL: then nothing is said of them. */
typedef struct facilities_input {
    const facility *list;
    size_t n;
    const source *src;                             /* where their rows were read; NULL: computed */
    const dataset *communes;
    const value *outlines;
} facilities_input;

void facilities_check(const facilities_input *in, diag *d);
#endif
