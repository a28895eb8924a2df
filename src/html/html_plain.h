/* CommonMark's own HTML, byte for byte as `cmark --unsafe` writes it. */
#ifndef HTML_HTML_PLAIN_H
#define HTML_HTML_PLAIN_H
#include "base/buf.h"
#include "doc/node.h"

void html_plain(buf *out, const node *n);
#endif
