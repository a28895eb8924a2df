/* Deep copies of what scripts give back, into an arena. Reads without metamethods, so that nothing of a script runs. */
#include "base/lang.h"
#include "compute/host_priv.h"
#include <stdlib.h>

enum { DEPTH_MAX = 64, VALUES_MAX = 1000000 };

typedef struct copier { host *h; lua_State *L; arena *a; size_t count, bytes; const char *why; } copier;

static value *copy(copier *c, int index, int depth);

static value *fail(copier *c, const char *why)
{
    c->why = why;
    return NULL;
}

static str copy_text(copier *c, int index)
{
    size_t n;
    const char *p = lua_tolstring(c->L, index, &n);
    c->bytes += n;
    return arena_str(c->a, str_of(p, n));
}

static value *copy_list(copier *c, int index, size_t n, int depth)
{
    value *list = value_new(c->a, VALUE_LIST, 0, 0);
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(c->L, index, (lua_Integer)i);
        value *item = copy(c, -1, depth + 1);
        lua_pop(c->L, 1);
        if (!item) return NULL;
        value_push(c->a, list, item);
    }
    return list;
}

static bool put_field(copier *c, value *fields, str name, int index, int depth)
{
    lua_pushlstring(c->L, name.p, name.n);
    lua_rawget(c->L, index);
    value *item = lua_isnil(c->L, -1) ? value_new(c->a, VALUE_NULL, 0, 0) : copy(c, -1, depth + 1);
    lua_pop(c->L, 1);
    if (item) value_put(c->a, fields, name, 0, item);
    return item;
}

static int by_bytes(const void *a, const void *b) { return str_cmp(*(const str *)a, *(const str *)b); }

/* The names that __order lists come first, in its order. */
static bool put_ordered(copier *c, value *fields, int index, int depth)
{
    lua_pushliteral(c->L, "__order");
    if (lua_rawget(c->L, index) != LUA_TTABLE) return lua_pop(c->L, 1), true;
    int order = lua_gettop(c->L);
    bool fine = true;
    for (lua_Integer i = 1; fine && lua_rawgeti(c->L, order, i) == LUA_TSTRING; i++) {
        str name = copy_text(c, -1);
        fine = value_get(fields, name) || put_field(c, fields, name, index, depth);
        lua_settop(c->L, order);
    }
    lua_settop(c->L, order - 1);
    return fine;
}

static value *copy_map(copier *c, int index, size_t n, int depth)
{
    str *names = ARENA_ARRAY(c->a, str, n + 1);
    size_t count = 0;
    for (lua_pushnil(c->L); lua_next(c->L, index); lua_pop(c->L, 1)) {
        if (lua_type(c->L, -2) != LUA_TSTRING) return fail(c, N_("a table whose keys are neither 1, 2, 3… nor names"));
        names[count++] = copy_text(c, -2);
    }
    qsort(names, count, sizeof *names, by_bytes);
    value *fields = value_new(c->a, VALUE_MAP, 0, 0);
    if (!put_ordered(c, fields, index, depth)) return NULL;
    for (size_t i = 0; i < count; i++)
        if (!str_eqz(names[i], "__order") && !value_get(fields, names[i]) &&
            !put_field(c, fields, names[i], index, depth)) return NULL;
    return fields;
}

static value *copy_table(copier *c, int index, int depth)
{
    size_t n = 0, listed = lua_rawlen(c->L, index);
    for (lua_pushnil(c->L); lua_next(c->L, index); lua_pop(c->L, 1)) n++;
    bool list = listed == n;
    for (size_t i = 1; list && i <= n; i++) {
        list = lua_rawgeti(c->L, index, (lua_Integer)i) != LUA_TNIL;
        lua_pop(c->L, 1);
    }
    return list ? copy_list(c, index, n, depth) : copy_map(c, index, n, depth);
}

static value *copy_value(copier *c, const value *v, int depth)
{
    if (++c->count > VALUES_MAX) return fail(c, N_("too much data (more than a million values)"));
    if (depth > DEPTH_MAX) return fail(c, N_("a table nested too deeply"));
    value *out = ARENA_NEW(c->a, value);
    *out = *v;
    if (v->kind == VALUE_STR) out->as.string = arena_str(c->a, v->as.string);
    if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) return out;
    out = value_new(c->a, v->kind, v->off, v->len);
    for (size_t i = 0; i < value_count(v); i++) {
        value *item = copy_value(c, v->kind == VALUE_LIST ? v->as.list.v[i] : v->as.map.v[i].value, depth + 1);
        if (!item) return NULL;
        if (v->kind == VALUE_LIST) value_push(c->a, out, item);
        else value_put(c->a, out, arena_str(c->a, v->as.map.v[i].key), v->as.map.v[i].off, item);
    }
    return out;
}

static value *copy_userdata(copier *c, int index, int depth)
{
    str s;
    const host_view *v = host_view_at(c->L, index);
    if (v && !v->class) return copy_value(c, v->p, depth);
    if (host_view_to_markup(c->L, index, &s)) return value_str(c->a, arena_str(c->a, s));
    return fail(c, N_("a page or another object of the site: name the fields that are needed"));
}

static value *copy(copier *c, int index, int depth)
{
    index = lua_absindex(c->L, index);
    if (++c->count > VALUES_MAX || c->bytes > c->h->limits.memory)
        return fail(c, N_("too much data (more than a million values)"));
    if (depth > DEPTH_MAX || !lua_checkstack(c->L, 8))
        return fail(c, N_("a table nested too deeply, or one that holds itself"));
    switch (lua_type(c->L, index)) {
    case LUA_TNIL: return value_new(c->a, VALUE_NULL, 0, 0);
    case LUA_TBOOLEAN: return value_bool(c->a, lua_toboolean(c->L, index));
    case LUA_TNUMBER:
        return lua_isinteger(c->L, index) ? value_int(c->a, lua_tointeger(c->L, index))
            : value_num(c->a, lua_tonumber(c->L, index));
    case LUA_TSTRING: return value_str(c->a, copy_text(c, index));
    case LUA_TTABLE: return copy_table(c, index, depth);
    case LUA_TUSERDATA: return copy_userdata(c, index, depth);
    default: return fail(c, N_("a function"));
    }
}

bool host_copy(host *h, int index, arena *a, value **out, const char **why)
{
    copier c = { .h = h, .L = h->thread, .a = a };
    int top = lua_gettop(c.L);
    *out = copy(&c, index, 0);
    lua_settop(c.L, top);
    if (!*out && why) *why = _(c.why);
    return *out;
}
