#include "compute/host.h"
#include "base/env.h"
#include "base/mem.h"
#include "compute/host_priv.h"
#include <stdlib.h>

const host_limits HOST_LIMITS = { .steps = 30u * 1000 * 1000, .memory = (size_t)256 << 20 };

/* Steps are the same on every machine and stop nearly everything. A few single instructions can cost far more than a
 * step (a long chain of __index, thousands of arguments, comparing texts of megabytes): the processor time of the
 * thread catches those. */
enum { CPU_LIMIT = 1200 /* ms */, CLOCK_EVERY = 1024 /* steps */, BYTES_PER_STEP = 64 };

/* --- limits */

_Noreturn void host_stop_now(lua_State *L, host_stop why)
{
    host *h = host_of(L);
    if (!h->stopped) {
        h->stopped = why;
        h->place = host_error_place(h, L);
    }
    lua_pushnil(L);
    lua_error(L);
    abort();                                       /* lua_error does not return */
}

void host_charge(lua_State *L, size_t steps)
{
    host *h = host_of(L);
    if (h->depth == 0) return;
    int64_t n = steps > INT32_MAX ? INT32_MAX : (int64_t)steps;
    h->left -= n;
    h->tick -= n;
    if (h->tick < 0) {
        h->tick = CLOCK_EVERY;
        if (env_cpu() > h->deadline) h->left = -1;
    }
    if (h->stopped || h->left < 0) host_stop_now(L, HOST_STEPS);
}

static void count(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    host_charge(L, HOST_INTERVAL);
}

size_t host_size(lua_State *L, size_t n)
{
    if (n > HOST_STRING_MAX) host_stop_now(L, HOST_MEMORY);
    host_charge(L, n / BYTES_PER_STEP + 1);
    return n;
}

void host_pass_on(lua_State *L, lua_State *from, int status)
{
    host *h = host_of(L);
    bool memory = status == LUA_ERRMEM;
    if (!memory && lua_type(from, -1) == LUA_TSTRING) memory = strcmp(lua_tostring(from, -1), "not enough memory") == 0;
    if (memory && !h->stopped) {
        h->stopped = HOST_MEMORY;
        h->place = h->refused;
    }
    if (h->stopped) host_stop_now(L, h->stopped);
}

static bool admit(host *h, bool text, size_t size, size_t more)
{
    if (h->stopped) return false;
    if (h->used + more > h->limits.memory || (text && size > HOST_STRING_MAX + 64)) {
        h->refused = host_error_place(h, h->thread);   /* Lua collects its garbage and asks once more */
        return false;
    }
    h->left -= (int64_t)(more / BYTES_PER_STEP);
    if (h->left >= 0) return true;
    h->stopped = HOST_STEPS;
    h->place = host_error_place(h, h->thread);
    return false;
}

/* For a new block `old` is not a size but what it is for. */
static void *reallocate(void *ud, void *p, size_t old, size_t size)
{
    host *h = ud;
    bool text = !p && old == LUA_TSTRING;
    if (!p) old = 0;
    if (size > old && h->depth > 0 && !admit(h, text, size, size - old)) return NULL;
    void *q = mem_try_realloc(p, size);
    if (!q && size && size <= old) q = p;
    if (q || size == 0) h->used = h->used - old + size;
    return q;
}

static int panic(lua_State *L)
{
    (void)L;
    /* only the system's own lack of memory leads here: ends the program */
    mem_free(mem_alloc(SIZE_MAX / 4));
    return 0;
}

/* xorshift64*: never zero. */
uint64_t host_random(host *h)
{
    h->random ^= h->random >> 12;
    h->random ^= h->random << 25;
    h->random ^= h->random >> 27;
    return h->random * 0x2545F4914F6CDD1DULL;
}

/* --- life */

static int open_all(lua_State *L)
{
    host_view_open(L);
    host_order_open(L);
    host_lib_open(L);
    return 0;
}

host *host_new(diag *d, uint64_t seed, host_limits limits)
{
    host *h = mem_zalloc(sizeof *h);
    h->d = d;
    h->seed = seed;
    h->random = 1;
    h->limits = limits;
    h->mem = arena_new(0);
    h->L = h->thread = lua_newstate(reallocate, h);
    if (!h->L) panic(NULL);
    lua_atpanic(h->L, panic);
    *(host **)lua_getextraspace(h->L) = h;         /* coroutines get a copy */
    lua_pushcfunction(h->L, open_all);
    if (lua_pcall(h->L, 0, 0, 0) != LUA_OK) panic(NULL);
    lua_sethook(h->L, count, LUA_MASKCOUNT, HOST_INTERVAL);   /* coroutines inherit it */
    return h;
}

void host_free(host *h)
{
    if (!h) return;
    lua_close(h->L);
    arena_free(h->mem);
    mem_free(h);
}

lua_State *host_lua(host *h) { return h->thread; }
diag *host_diag(host *h) { return h->d; }
host *host_of(lua_State *L) { return *(host **)lua_getextraspace(L); }
void host_set_context(host *h, void *context) { h->context = context; }
void *host_context(host *h) { return h->context; }

/* --- calls */

static void enter(host *h, const source *src)
{
    if (h->depth++ > 0) return;
    h->left = h->limits.steps > INT64_MAX ? INT64_MAX : (int64_t)h->limits.steps;
    h->tick = CLOCK_EVERY;
    h->deadline = env_cpu() + CPU_LIMIT;
    h->stopped = HOST_RUNS;
    h->reported = false;
    /* no call depends on those before it */
    h->random = h->seed * 0x9E3779B97F4A7C15u ^ map_hash(str_z(src ? src->path : ""));
    if (h->random == 0) h->random = 1;
}

static void leave(host *h)
{
    if (--h->depth == 0) h->stopped = HOST_RUNS;
}

/* The function is on top and stays there. */
static void remember(host *h, const source *src, bool layout)
{
    for (size_t i = 0; i < h->chunks.n; i++)
        if (h->chunks.v[i].src == src) return;
    host_chunk c = { .src = src, .layout = layout };
    lua_Debug ar;
    lua_pushvalue(h->thread, -1);
    lua_getinfo(h->thread, ">S", &ar);
    memcpy(c.shown, ar.short_src, sizeof c.shown);
    VEC_PUSH(h->mem, &h->chunks, c);
}

static char environment_place;                     /* registry: the metatable of all environments */

/* Globals of a chunk are its own; those of the host shine through. */
static int give_environment(lua_State *L)
{
    lua_createtable(L, 0, 4);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_place);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 2);
        lua_pushglobaltable(L);
        lua_setfield(L, -2, "__index");
        lua_pushliteral(L, "globals");
        lua_setfield(L, -2, "__metatable");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_place);
    }
    lua_setmetatable(L, -2);
    if (!lua_setupvalue(L, 1, 1)) lua_pop(L, 1);
    return 0;
}

void host_set_library(host *h, const source *const *scripts, size_t n)
{
    h->library = scripts;
    h->nlibrary = n;
}

bool host_load(host *h, const source *src, str code, bool layout)
{
    lua_State *L = h->thread;
    buf name = { 0 };
    buf_fmt(&name, "@%s", src->path);
    buf_char(&name, 0);
    enter(h, src);
    int status = luaL_loadbufferx(L, code.n ? code.p : "", code.n, name.p, "t");
    buf_free(&name);
    if (status == LUA_OK) {
        remember(h, src, layout);
        lua_pushcfunction(L, give_environment);
        lua_pushvalue(L, -2);
        status = lua_pcall(L, 1, 0, 0);
    } else {
        h->place = (host_place){ src, 0, layout };
    }
    if (status != LUA_OK) {
        host_error_report(h, src, layout, status);
        lua_pop(L, 1);
    }
    leave(h);
    return status == LUA_OK;
}

static int note_place(lua_State *L)
{
    host *h = host_of(L);
    if (!h->stopped) h->place = host_error_place(h, L);
    return 1;
}

bool host_call(host *h, const source *src, int nargs, int nresults, bool layout)
{
    lua_State *L = h->thread;
    int base = lua_gettop(L) - nargs;
    lua_pushcfunction(L, note_place);
    lua_insert(L, base);
    enter(h, src);
    h->place = (host_place){ src, 0, layout };
    int status = lua_pcall(L, nargs, nresults, base);
    h->thread = L;
    if (status != LUA_OK) {
        host_error_report(h, src, layout, status);
        lua_settop(L, base - 1);
    } else {
        lua_remove(L, base);
    }
    leave(h);
    return status == LUA_OK;
}

/* --- what the program gives and takes */

void host_push_value(host *h, const value *v) { host_view_value(h->thread, v); }
void host_push_str(host *h, str s) { lua_pushlstring(h->thread, s.n ? s.p : "", s.n); }
void host_push_object(host *h, const host_class *c, void *object) { host_view_object(h->thread, c, object); }
void host_push_markup(host *h, str s) { host_view_markup(h->thread, s); }
bool host_to_markup(host *h, int index, str *out) { return host_view_to_markup(h->thread, index, out); }

void *host_to_object(host *h, int index, const host_class *c)
{
    const host_view *v = host_view_at(h->thread, index);
    return v && v->class == c && c ? (void *)(uintptr_t)v->p : NULL;
}


bool host_to_value(host *h, int index, arena *a, value **out, const char **why)
{
    return host_copy(h, index, a, out, why);
}
