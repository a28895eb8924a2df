/* Outlines that others publish (etalab-datasets, geo.api.gouv.fr) as a site keeps them: a GeoJSON FeatureCollection with a code and a name
 * for each area, to a metre (five decimals), one area on a line. */
#ifndef IMPORT_OUTLINES_H
#define IMPORT_OUTLINES_H
#include "base/buf.h"
#include "doc/value.h"

typedef struct import_outlines_count { size_t taken, elsewhere, bad; } import_outlines_count;

/* codes: beginnings of the codes to take; none: all. False when v holds no area; nothing is written then. */
bool import_outlines(buf *out, const value *v, const str *codes, size_t ncodes, import_outlines_count *count);
#endif
