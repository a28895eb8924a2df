/* What the header of a picture file says. No pixel is decoded. */
#ifndef DOC_PICTURE_H
#define DOC_PICTURE_H
#include "base/str.h"
#include <stdint.h>

typedef enum picture_kind { PICTURE_UNKNOWN, PICTURE_PNG, PICTURE_JPEG, PICTURE_SVG } picture_kind;
typedef struct picture_info {
    picture_kind kind;
    int32_t width, height;     /* pixels, as shown (a JPEG that EXIF turns has them exchanged); 0 for an SVG without a size */
    int orientation;           /* EXIF, 1 to 8; 1 when not said */
} picture_info;

/* False when the bytes are no picture that livret knows or its header is damaged. */
bool picture_read(str bytes, picture_info *out);
#endif
