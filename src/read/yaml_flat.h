/* The short way through YAML that is nothing but lines `key: text`, `key: "text"`, `key: [a, "b"]` and `key:` above
 * lines `- text`, as most front matter is. Not a parser of YAML: it takes only what means the same to libyaml, and
 * leaves the rest to it. */
#ifndef READ_YAML_FLAT_H
#define READ_YAML_FLAT_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

/* What yaml_parse_slowly would give, offsets included, without any diagnostic; NULL when the part holds anything else.
 * Strings are slices of src->text. */
value *yaml_flat(arena *a, const source *src, uint32_t from, uint32_t len);
#endif
