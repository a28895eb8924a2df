/* The only place that escapes HTML. Input is UTF-8; bytes that are not part of markup go through unchanged. */
#ifndef HTML_ESCAPE_H
#define HTML_ESCAPE_H
#include "base/buf.h"

void html_text(buf *out, str s);                  /* & < > " */
void html_attr(buf *out, str s);                  /* within double quotes: & < > " and line ends */
/* An address as the value of an attribute: bytes that an address can't hold are percent-encoded (what is encoded already stays),
 * & and ' are escaped. Refuses nothing: see below. */
void html_address(buf *out, str s);

/* Whether an address may be written: relative, or of the schemes http, https, mailto, tel, ftp. What browsers pass over (control
 * characters, blanks at the start) and entities left by a careless author are undone before the scheme is compared. */
bool html_address_safe(str s);
/* The same for pictures: data:image/png, gif, jpeg and webp are allowed too. */
bool html_picture_safe(str s);
#endif
