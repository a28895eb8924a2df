/* YAML (libyaml) to values. Every scalar is a string, whatever it looks like ("01001", "no"), except an empty plain
 * one, which is VALUE_NULL: the type is read by whoever knows the field. Offsets are bytes in src->text; those of a
 * quoted scalar take in its quotes. Refused with C104: several documents, tabs used as indentation, depth over 64,
 * more than 100,000 nodes once aliases are followed (an alias shares what its anchor holds, nothing is copied), keys
 * that are lists or maps. C105: a key given twice; the first is kept. */
#ifndef READ_YAML_H
#define READ_YAML_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

enum { YAML_DEPTH = 64, YAML_NODES = 100000 };

/* Reads the part [from, from + len) of src->text, which must be UTF-8. Never NULL: after an error, what was read
 * before it; an empty map when there is nothing. Strings lie in the arena or in src->text, which must live as long.
 * Thread-safe. */
value *yaml_parse(arena *a, const source *src, uint32_t from, uint32_t len, diag *d);

/* The same, without the short way through flat `key: value` lines; for the tests, which hold that both give one
 * result. */
value *yaml_parse_slowly(arena *a, const source *src, uint32_t from, uint32_t len, diag *d);
#endif
