/* What a PDF file says of itself: properties (Info and XMP, PDF/UA-1 and PDF/A-2a), the colour profile, language, bookmarks, places, page
 * labels. */
#ifndef PDF_PDF_META_H
#define PDF_PDF_META_H
#include "pdf/pdf_page.h"

/* producer: "livret 1.0"; icc: a profile for RGB. */
void pdf_meta_write(pdf_book *b, str producer, str icc);
#endif
