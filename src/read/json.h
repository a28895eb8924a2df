/* JSON (jansson) to values: whole numbers are VALUE_INT, others VALUE_NUM; an integer too large for 64 bits is an
 * error, as is depth over 64. Any value may stand at the top. Of a key given twice the last value is kept, at the
 * place of the first, as JSON readers do. Offsets of values are 0: jansson does not tell them; those of errors (D405)
 * are exact. */
#ifndef READ_JSON_H
#define READ_JSON_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

enum { JSON_DEPTH = 64 };

/* VALUE_NULL after an error. A byte order mark is passed over. Thread-safe. */
value *json_parse(arena *a, const source *src, diag *d);
#endif
