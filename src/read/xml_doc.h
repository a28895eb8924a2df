/* The libxml2 tree of an XML file, for readers of grammars whose elements and text are mixed (XLIFF). Read as xml.h says: nothing from
 * outside, no entities, limits. */
#ifndef READ_XML_DOC_H
#define READ_XML_DOC_H
#include "base/arena.h"
#include "base/diag.h"
#include <libxml/tree.h>

/* NULL after D401. The caller frees it (xmlFreeDoc). Faults against the schema are D402. */
xmlDocPtr xml_doc(arena *a, const source *src, const source *schema, diag *d);
uint32_t xml_offset(const xmlNode *n);            /* of an element's start tag; 0: not known */
#endif
