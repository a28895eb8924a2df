/* The order of keys: numbers by value, then strings by bytes, then booleans. What data shows keeps the order of its
 * file. */
#include "compute/host_priv.h"
#include <stdlib.h>

typedef struct key { int rank; bool boolean, whole; lua_Integer i; lua_Number d; str s; } key;

/* registry: weak table from a table to { list of keys, place of each key } */
static char cache_place;

static key read_key(lua_State *L, int index)
{
    key k = { 0 };
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        k.whole = lua_isinteger(L, index);
        k.i = k.whole ? lua_tointeger(L, index) : 0;
        k.d = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        k.rank = 1;
        k.s.p = lua_tolstring(L, index, &k.s.n);
        break;
    case LUA_TBOOLEAN:
        k.rank = 2;
        k.boolean = lua_toboolean(L, index);
        break;
    default:
        luaL_error(L, "a key of the table is a %s, which has no order: keep a list of keys, or use names as keys",
                   host_base_type(L, index));
    }
    return k;
}

/* Float keys are never whole below 2^63 (Lua turns them into integers), so comparing with doubles finds no false ties.
 * */
static int by_order(const void *a, const void *b)
{
    const key *x = a, *y = b;
    if (x->rank != y->rank) return x->rank - y->rank;
    if (x->rank == 1) return str_cmp(x->s, y->s);
    if (x->rank == 2) return x->boolean - y->boolean;
    if (x->whole && y->whole) return (x->i > y->i) - (x->i < y->i);
    return (x->d > y->d) - (x->d < y->d);
}

static size_t count_keys(lua_State *L, int table)
{
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) n++;
    return n;
}

static void push_key(lua_State *L, const key *k)
{
    if (k->rank == 1) lua_pushlstring(L, k->s.p, k->s.n);
    else if (k->rank == 2) lua_pushboolean(L, k->boolean);
    else if (k->whole) lua_pushinteger(L, k->i);
    else lua_pushnumber(L, k->d);
}

static void table_keys(lua_State *L, int table)
{
    size_t n = count_keys(L, table), i = 0;
    host_charge(L, n * 8 + 1);
    key *keys = lua_newuserdatauv(L, (n + 1) * sizeof *keys, 0);   /* strings are held by the table itself */
    bool sorted = true;
    for (lua_pushnil(L); lua_next(L, table); i++) {
        lua_pop(L, 1);
        keys[i] = read_key(L, -1);
        if (i && by_order(&keys[i - 1], &keys[i]) > 0) sorted = false;
    }
    if (!sorted) qsort(keys, n, sizeof *keys, by_order);
    lua_createtable(L, (int)n, 0);
    for (i = 0; i < n; i++) {
        push_key(L, &keys[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_remove(L, -2);
}

static void view_keys(lua_State *L, const host_view *v)
{
    lua_newtable(L);
    for (size_t i = 0; host_view_pair(L, v, i); i++) {
        host_charge(L, 4);
        lua_pop(L, 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void host_order_keys(lua_State *L, int table)
{
    table = lua_absindex(L, table);
    luaL_checkstack(L, 8, NULL);
    const host_view *v = host_view_at(L, table);
    if (v) view_keys(L, v);
    else table_keys(L, table);
}

static void check_table(lua_State *L)
{
    if (!host_view_at(L, 1)) luaL_checktype(L, 1, LUA_TTABLE);
}

static void get_raw(lua_State *L)                  /* value of the key on top, which stays */
{
    lua_pushvalue(L, -1);
    if (lua_istable(L, 1)) lua_rawget(L, 1);
    else lua_gettable(L, 1);
}

/* pairs: the keys as they stood when the loop began. Upvalues: the keys, how many were given. */
static int step(lua_State *L)
{
    lua_settop(L, 1);
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    for (;; lua_settop(L, 1)) {
        host_charge(L, 1);
        if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL) return 1;
        get_raw(L);
        if (!lua_isnil(L, -1)) break;
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

int host_order_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    check_table(L);
    host_order_keys(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, step, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* Pushes a list of keys and, as a result, the place in it of the key at 2: the cached ones when they know it. */
static lua_Integer cached_key(lua_State *L, int cache)
{
    lua_pushvalue(L, 1);
    if (lua_rawget(L, cache) != LUA_TTABLE) return 0;
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_pushvalue(L, 2);
    lua_rawget(L, -2);
    lua_Integer at = lua_tointeger(L, -1);
    lua_pop(L, 2);
    return at;
}

static void fill_cache(lua_State *L, int cache)
{
    lua_pushvalue(L, 1);
    lua_createtable(L, 2, 0);
    host_order_keys(L, 1);
    lua_newtable(L);
    for (lua_Integer i = 1; lua_rawgeti(L, -2, i) != LUA_TNIL; i++) {
        lua_pushinteger(L, i);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
    lua_rawseti(L, -3, 2);
    lua_rawseti(L, -2, 1);
    lua_rawset(L, cache);
}

/* The place of the last key of the list on top that comes before the key at 2, which was removed from the table. */
static lua_Integer place_of_removed(lua_State *L)
{
    key wanted = read_key(L, 2);
    lua_Integer low = 0, high = luaL_len(L, -1);
    while (low < high) {
        lua_Integer middle = low + (high - low + 1) / 2;
        lua_rawgeti(L, -1, middle);
        key k = read_key(L, -1);
        bool before = by_order(&k, &wanted) < 0;
        lua_pop(L, 1);
        if (before) low = middle;
        else high = middle - 1;
    }
    return low;
}

/* Leaves the list of keys on top. */
static lua_Integer find_key(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_place);
    int cache = lua_gettop(L);
    lua_Integer at = cached_key(L, cache);
    if (at == 0) {
        lua_settop(L, cache);
        fill_cache(L, cache);
        at = cached_key(L, cache);
    }
    return at > 0 || host_view_at(L, 1) ? at : place_of_removed(L);
}

/* The smallest key, and no cache: a loop that starts must see the keys that were added since the last one. */
static int first_key(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_place);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    lua_rawset(L, -3);
    const host_view *v = host_view_at(L, 1);
    if (v) return host_view_pair(L, v, 0) ? 2 : (lua_pushnil(L), 1);
    key best = { 0 };
    bool found = false;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        host_charge(L, 4);
        lua_pushvalue(L, -2);
        key k = read_key(L, -1);
        lua_pop(L, 1);
        if (!found || by_order(&k, &best) < 0) best = k;
        found = true;
    }
    if (!found) return lua_pushnil(L), 1;
    push_key(L, &best);
    get_raw(L);
    return 2;
}

int host_order_next(lua_State *L)
{
    check_table(L);
    lua_settop(L, 2);
    if (lua_isnil(L, 2)) return first_key(L);
    lua_Integer i = find_key(L);
    int keys = lua_gettop(L);
    for (;; lua_settop(L, keys)) {
        host_charge(L, 1);
        if (lua_rawgeti(L, keys, ++i) == LUA_TNIL) return 1;
        get_raw(L);
        if (!lua_isnil(L, -1)) return 2;
    }
}

void host_order_open(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cache_place);
}
