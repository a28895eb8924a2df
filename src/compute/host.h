/* The closed Lua host: one state, no io, os, debug, bytecode, clock or addresses; the same order and numbers
 * everywhere; limits of steps and memory that nothing inside a script can escape. One host, one thread at a time;
 * each worker has its own.
 *
 * What scripts see of the program is read-only: values (doc/value.h) and objects of the program (host_class) show as
 * tables that can't be written; `#`, `[]`, `ipairs`, `pairs` work on them. */
#ifndef COMPUTE_HOST_H
#define COMPUTE_HOST_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"
#include <lua.h>

typedef struct host host;

/* steps per call; bytes of the whole state */
typedef struct host_limits { uint64_t steps; size_t memory; } host_limits;
/* the usual ones: below two seconds, 256 MB */
extern const host_limits HOST_LIMITS;

host *host_new(diag *d, uint64_t seed, host_limits limits);
void host_free(host *h);
lua_State *host_lua(host *h);
diag *host_diag(host *h);

/* Compiles Lua text and pushes the function; false after a diagnostic at the place (line) in src. `code` is usually
 * src->text; a generated chunk keeps the line numbers of src. layout: messages are those of layouts (T606), else of
 * scripts (S501). */
bool host_load(host *h, const source *src, str code, bool layout);
/* Calls the function below its nargs arguments, with a fresh budget of steps unless a call is under way. On an
 * error: one diagnostic at the line of src (S501/T606, S502 steps, S503 memory), everything popped, false. */
bool host_call(host *h, const source *src, int nargs, int nresults, bool layout);

/* What require("NAME") finds: the files NAME.lua of scripts/lib/, each run once, when it is first asked for. */
void host_set_library(host *h, const source *const *scripts, size_t n);

/* Read-only views; nothing is copied: what they show must outlive the host. NULL pushes nil. */
void host_push_value(host *h, const value *v);
void host_push_str(host *h, str s);

/* An object of the program. `get` pushes exactly one value for a key (nil when there is none); `keys` lists its keys
 * for pairs; `count`/`item` make it a list when not NULL (index from 1). The userdata for one (class, pointer) is
 * made once and kept. */
typedef struct host_class host_class;
struct host_class {
    const char *name;
    void (*get)(host *h, void *object, str key);
    const char *const *keys;                      /* NULL-terminated, may be NULL */
    size_t (*count)(host *h, void *object);
    void (*item)(host *h, void *object, size_t i);   /* i from 1 */
};
void host_push_object(host *h, const host_class *c, void *object);
void *host_to_object(host *h, int index, const host_class *c);   /* NULL when it is something else */

/* Bytes that are markup already (made by livret itself): layouts print them unescaped in text. Copied. */
void host_push_markup(host *h, str s);
/* From within a getter: stops the script for a reason that has been reported. Does not return. */
void host_raise_told(host *h);
bool host_to_markup(host *h, int index, str *out);

/* A deep copy of what stands at index as a value: nil, booleans, numbers, strings, lists (1…n), maps with string
 * keys (sorted by key unless the table has a field __order, a list of keys). Views are copied too. Functions,
 * cycles, depth over 64: false and *why says what. */
bool host_to_value(host *h, int index, arena *a, value **out, const char **why);

/* Free slot for the program's own functions to find their context. */
void host_set_context(host *h, void *context);
void *host_context(host *h);
host *host_of(lua_State *L);
#endif
