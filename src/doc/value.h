/* Data as it was read: front matter, settings, CSV, JSON, XML, what scripts give back. A tree; immutable once its reader is done, so that
 * all threads may read it. Offsets are bytes in the source that `value_root` names. Scalars of YAML, CSV and XML are strings: their
 * type is read by whoever knows the field. */
#ifndef DOC_VALUE_H
#define DOC_VALUE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include <stdint.h>

typedef enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_INT, VALUE_NUM, VALUE_STR, VALUE_LIST, VALUE_MAP } value_kind;

typedef struct value value;
typedef struct value_pair { str key; uint32_t off; value *value; } value_pair;   /* off: where the key stands */

struct value {
    value_kind kind;
    uint32_t off, len;
    union {
        bool boolean;
        int64_t integer;
        double number;
        str string;
        struct { value **v; size_t n, cap; } list;
        struct { value_pair *v; size_t n, cap; map *index; } map;   /* in the order of the source; index: only for large ones */
    } as;
};

/* A tree with the file it comes from. */
typedef struct value_root { const source *src; value *top; } value_root;

value *value_new(arena *a, value_kind kind, uint32_t off, uint32_t len);
value *value_str(arena *a, str s);                /* the text is not copied */
value *value_int(arena *a, int64_t i);
value *value_num(arena *a, double d);
value *value_bool(arena *a, bool b);
void value_push(arena *a, value *list, value *item);
/* False when the key is there already (nothing changes). */
bool value_put(arena *a, value *map, str key, uint32_t key_off, value *item);

/* All of these take NULL and values of another kind: NULL, "", the default. */
value *value_get(const value *map, str key);
value *value_at(const value *list, size_t i);
size_t value_count(const value *v);               /* items of a list, pairs of a map */
str value_text(const value *v);                   /* of a string; "" otherwise */
str value_get_text(const value *map, str key);
bool value_true(const value *v);                  /* a boolean that is true: not what stands in for one, as a text or NULL */
bool value_false(const value *v);
span value_span(const source *src, const value *v);

/* Writes JSON (numbers without locale, keys in order). Used by exports, and by `inspect --as value` with two-space indentation. */
void value_json(buf *out, const value *v, bool indent);
void value_json_string(buf *out, str s);           /* with its quotes */
#endif
