/* What the files of the host share among themselves. Nobody else includes this. Functions that take a lua_State may
 * raise a Lua error. */
#ifndef COMPUTE_HOST_PRIV_H
#define COMPUTE_HOST_PRIV_H
#include "base/str.h"
#include "base/vec.h"
#include "compute/host.h"
#include <lauxlib.h>

typedef enum host_stop { HOST_RUNS, HOST_STEPS, HOST_MEMORY } host_stop;

typedef struct host_place { const source *src; int line; bool layout; } host_place;   /* line 0: unknown */

/* shown: its name in messages of Lua */
typedef struct host_chunk { const source *src; bool layout; char shown[LUA_IDSIZE]; } host_chunk;

struct host {
    lua_State *L;
    lua_State *thread;         /* the coroutine that runs, or L */
    diag *d;
    host_limits limits;
    size_t used;               /* bytes that the state holds */
    /* calls under way; limits hold only when there is one, so that the program's own pushes never fail */
    int depth;
    int64_t left;              /* steps until the script is stopped */
    int64_t tick;              /* steps until the processor time is looked at */
    uint64_t deadline;         /* processor time of this thread, ms */
    host_stop stopped;         /* set once, then everything unwinds: our pcall, resume… pass it on */
    bool reported;
    host_place place;          /* of the stop, or of the last error that no script caught */
    host_place refused;        /* where memory was refused last */
    uint64_t seed, random;
    arena *mem;
    VEC(host_chunk) chunks;
    void *context;
    const source *const *library;                  /* what require finds */
    size_t nlibrary;
};

enum {
    HOST_INTERVAL = 256,                           /* instructions between two looks at the budget */
    HOST_STRING_MAX = 8 << 20,                     /* longest string, bytes: bounds what one instruction can cost */
    HOST_VALUES_MAX = 8000,                        /* values that one call may give back */
};

/* --- limits (host.c) */
/* to be called before work that Lua's own count does not see; about 10 ns a step */
void host_charge(lua_State *L, size_t steps);
_Noreturn void host_stop_now(lua_State *L, host_stop why);
/* After a protected call or resume that failed with the error on top of `from`: goes on unwinding L when a limit was
 * hit. */
void host_pass_on(lua_State *L, lua_State *from, int status);
/* n, or a stop when a string of n bytes would be too long; charges for it */
size_t host_size(lua_State *L, size_t n);
uint64_t host_random(host *h);

/* --- errors (host_error.c) */
host_place host_error_place(host *h, lua_State *L);
span host_error_here(lua_State *L);                /* the line that runs */
void host_error_report(host *h, const source *src, bool layout, int status);   /* the error is on top of h->thread */

/* --- what order keys have (host_order.c) */
/* pushes a list of the keys of a table or view in their fixed order */
void host_order_keys(lua_State *L, int table);
int host_order_next(lua_State *L);
int host_order_pairs(lua_State *L);
void host_order_open(lua_State *L);

/* --- views (host_view.c) */
typedef struct host_view { const host_class *class; const void *p; } host_view;   /* class NULL: p is a value */
void host_view_open(lua_State *L);
void host_view_value(lua_State *L, const value *v);
void host_view_object(lua_State *L, const host_class *c, void *object);
host_view *host_view_at(lua_State *L, int index);  /* NULL when it is something else */
void host_view_markup(lua_State *L, str s);
bool host_view_to_markup(lua_State *L, int index, str *out);
size_t host_view_count(host *h, const host_view *v);
/* Pushes the i-th key (from 0) in the order of the source and its value; false at the end. */
bool host_view_pair(lua_State *L, const host_view *v, size_t i);

/* --- copies (host_copy.c) */
bool host_copy(host *h, int index, arena *a, value **out, const char **why);

/* --- libraries: each pushes its table (host_lib.c puts them in place) */
void host_lib_open(lua_State *L);
void host_base_open(lua_State *L);                 /* fills the table on top */
const char *host_base_type(lua_State *L, int index);
const char *host_base_text(lua_State *L, int index, size_t *n);   /* tostring: pushes the text */
void host_string_open(lua_State *L);
void host_table_open(lua_State *L);
void host_coroutine_open(lua_State *L);
void host_utf8_open(lua_State *L);
void host_math_open(lua_State *L);

/* --- patterns (host_pattern.c) */
enum { HOST_CAPTURES = 32 };
typedef struct host_capture { size_t from; ptrdiff_t len; } host_capture;      /* len -1: open, -2: a position */
typedef struct host_match { size_t from, to; int n; host_capture captures[HOST_CAPTURES]; } host_match;
typedef struct host_pattern host_pattern;
host_pattern *host_pattern_compile(lua_State *L, str text, bool anchors);      /* pushes the userdata that holds it */
/* The first match that starts at or after `from`. */
bool host_pattern_find(lua_State *L, const host_pattern *p, str subject, size_t from, host_match *m);
bool host_pattern_is_plain(str text);
#endif
