/* The zip around the parts of an OpenDocument file: the few fields of the format that it needs, and no time, owner or extra field, so that
 * the same parts are the same bytes. What is packed is deflated by zlib. */
#ifndef ODT_ODT_ZIP_H
#define ODT_ODT_ZIP_H
#include "base/buf.h"

typedef struct odt_zip { buf *out, directory; uint32_t count; const char *fault; } odt_zip;   /* fault: why it can't be made, NULL */

/* path: ASCII. A part that is not packed stands as it is; so must the first one, "mimetype". */
void odt_zip_add(odt_zip *z, str path, str bytes, bool packed);
/* Ends the file; false when it can't be made. Frees all but `out` either way. */
bool odt_zip_end(odt_zip *z);
#endif
