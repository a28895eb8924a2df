/* An open font file: what shaping and embedding both need. Opened by type/font; the HarfBuzz objects are shared, immutable and
 * safe to read from all threads. */
#ifndef DOC_FACE_H
#define DOC_FACE_H
#include "base/str.h"
#include <hb.h>
#include <stdint.h>

typedef struct face {
    str family, path;          /* the family that fontconfig verified; the file */
    unsigned index;            /* in a collection */
    hb_blob_t *blob;
    hb_face_t *hb;
    hb_font_t *font;           /* scale: units per em */
    unsigned upem;
    int ascent, descent, cap_height;   /* font units; descent is negative */
    unsigned serial;           /* 0, 1, 2… in the order of first use in a book */
} face;
#endif
