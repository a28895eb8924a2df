/* XML as OpenDocument wants it, one element after the other. What authors write never breaks it: bytes that are no UTF-8 become U+FFFD,
 * scalars that XML can't hold (controls, U+FFFE, U+FFFF) go; marks of direction stay. Elements are closed in order by the writer, which
 * knows their names; one without content is written short. */
#ifndef ODT_ODT_XML_H
#define ODT_ODT_XML_H
#include "base/buf.h"
#include "base/vec.h"
#include "doc/scene.h"

typedef struct odt_xml {
    buf *out;
    arena *a;                  /* keeps the names of open elements */
    VEC(const char *) open;
    bool in_tag;               /* attributes may still come */
    bool after_blank;          /* a further blank would be lost: ODF takes runs of them for one, and none at the start of a paragraph */
} odt_xml;

void odt_open(odt_xml *x, const char *name);      /* a literal: it is kept */
void odt_attr(odt_xml *x, const char *name, str value);            /* right after odt_open */
void odt_attrz(odt_xml *x, const char *name, const char *value);
void odt_attr_int(odt_xml *x, const char *name, long long value);
void odt_attr_length(odt_xml *x, const char *name, mpt value);     /* in points */
void odt_attr_color(odt_xml *x, const char *name, uint32_t color); /* COLOR_NONE: "transparent" */
void odt_text(odt_xml *x, str text);              /* as it is: metadata, titles */
void odt_words(odt_xml *x, str text);             /* text of a paragraph: blanks, tabs and line ends stay what they are */
void odt_raw(odt_xml *x, str xml);                /* elements that were written apart */
void odt_close(odt_xml *x);                       /* the innermost one */
void odt_leaf(odt_xml *x, const char *name, str text);             /* an element with a text */
#endif
