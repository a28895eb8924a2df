/* XML (libxml2) to values. No network, no external entities, no DTD loading, entity bombs and depth over 64 refused.
 *
 * An element without attributes and child elements is its text (VALUE_STR, trimmed; VALUE_NULL when empty). Any other
 * is a map: its attributes, then its child elements, in order; a name that comes several times is a list of all its
 * values (an attribute counts as the first of them). Text beside attributes or child elements stands under the key
 * "texte", with white space runs made one space. Names are without prefix; attributes of namespaces (xml:lang) are
 * named by their local part; xmlns and the attributes of XML Schema instances (xsi:…) are left out.
 *
 * The root element is a list when it has no attributes and all its child elements bear one name (one is enough, and
 * none gives an empty list); else it is as any other element.
 *   <communes><commune code="68297"><nom>Saint-Louis</nom></commune>…</communes>
 *   →  [{"code": "68297", "nom": "Saint-Louis"}, …] */
#ifndef READ_XML_H
#define READ_XML_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

enum { XML_DEPTH = 64 };

/* D401 at the place of an error: the result is then an empty list. schema: RELAX NG, or NULL; each fault against it is
 * D402 at its line and the values are given all the same. A schema that can't be read is D401 in the schema. Values
 * have the offset of their element's start tag. Thread-safe. */
value *xml_parse(arena *a, const source *src, const source *schema, diag *d);
#endif
