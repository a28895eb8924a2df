/* XLIFF 1.2 and 2.0, as xliff.h reads them: a file element for each page, a unit for each block. */
#ifndef READ_XLIFF_WRITE_H
#define READ_XLIFF_WRITE_H
#include "base/buf.h"
#include "model/exchange.h"

/* old: 1.2, where marks are bpt, ept and ph; else 2.0, where they are pc and ph with their Markdown in originalData. A character that XML
 * can't hold becomes U+FFFD. */
void xliff_write(const exchange *x, bool old, buf *out);
#endif
