/* Pictures of a PDF file: each is decoded and written once, however often it is shown. */
#ifndef PDF_PDF_IMAGE_H
#define PDF_PDF_IMAGE_H
#include "base/diag.h"
#include "base/map.h"
#include "pdf/pdf_out.h"

typedef struct pdf_image {
    HPDF_Null object;          /* NULL: it can't be read, which was reported */
    int orientation;           /* EXIF, 1 to 8: how to turn it when it is shown */
} pdf_image;

typedef struct pdf_images { pdf_out *out; diag *d; map *known; } pdf_images;

void pdf_image_start(pdf_images *v, pdf_out *o, diag *d);
/* The picture of a file; `bytes` are the key, by their address. I303 when they are not a sound PNG or JPEG. Never NULL. */
const pdf_image *pdf_image_get(pdf_images *v, str file, str bytes, span at);
#endif
