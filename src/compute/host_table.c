/* The library of tables. All loops over what __len claims are charged; sorting is stable and always n log n. */
#include "compute/host_priv.h"
#include <limits.h>

static lua_Integer length(lua_State *L, int index)
{
    if (!host_view_at(L, index)) luaL_checktype(L, index, LUA_TTABLE);
    return luaL_len(L, index);
}

static int table_insert(lua_State *L)
{
    lua_Integer n = length(L, 1), at = n + 1;
    if (n == LUA_MAXINTEGER) return luaL_error(L, "the table is too long");
    int args = lua_gettop(L);
    if (args == 3) {
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "position out of bounds");
        for (lua_Integer i = n + 1; i > at; i--) {
            host_charge(L, 2);
            lua_geti(L, 1, i - 1);
            lua_seti(L, 1, i);
        }
    } else if (args != 2) {
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer n = length(L, 1), at = luaL_optinteger(L, 2, n);
    if (lua_gettop(L) >= 2)
        luaL_argcheck(L, (at >= 1 && at <= n) || at == n || (n < LUA_MAXINTEGER && at == n + 1), 2,
                      "position out of bounds");
    lua_geti(L, 1, at);
    for (; at < n; at++) {
        host_charge(L, 2);
        lua_geti(L, 1, at + 1);
        lua_seti(L, 1, at);
    }
    lua_pushnil(L);
    lua_seti(L, 1, at);
    return 1;
}

static int table_move(lua_State *L)
{
    lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3), at = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    length(L, 1);
    length(L, target);
    if (to >= from) {
        luaL_argcheck(L, from > 0 || to < LUA_MAXINTEGER + from, 3, "too many elements to move");
        lua_Integer n = to - from;
        luaL_argcheck(L, at <= LUA_MAXINTEGER - n, 4, "destination wrap around");
        bool up = at > to || at <= from || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        for (lua_Integer i = 0; i <= n; i++) {
            lua_Integer k = up ? i : n - i;
            host_charge(L, 2);
            lua_geti(L, 1, from + k);
            lua_seti(L, target, at + k);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int table_concat(lua_State *L)
{
    size_t gap;
    lua_Integer n = length(L, 1);
    const char *between = luaL_optlstring(L, 2, "", &gap);
    lua_Integer i = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, n);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    size_t total = 0;
    for (lua_Integer first = i; i <= to; i++) {
        size_t piece;
        host_charge(L, 2 + gap / 32);
        if (i > first) luaL_addlstring(&b, between, gap);
        lua_geti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "element %I is a %s where 'concat' needs a text", (LUAI_UACINT)i,
                              host_base_type(L, -1));
        lua_tolstring(L, -1, &piece);
        host_charge(L, piece / 32);
        total += piece + gap;
        if (total > HOST_STRING_MAX + gap) host_stop_now(L, HOST_MEMORY);
        luaL_addvalue(&b);
        if (i == LUA_MAXINTEGER) break;
    }
    luaL_pushresult(&b);
    return 1;
}

static int table_pack(lua_State *L)
{
    int n = lua_gettop(L);
    lua_createtable(L, n, 1);
    lua_insert(L, 1);
    for (int i = n; i >= 1; i--) lua_seti(L, 1, i);
    lua_pushinteger(L, n);
    lua_setfield(L, 1, "n");
    return 1;
}

static int table_unpack(lua_State *L)
{
    lua_Integer from = luaL_optinteger(L, 2, 1), to = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    if (from > to) return 0;
    lua_Unsigned n = (lua_Unsigned)to - (lua_Unsigned)from;
    if (n >= HOST_VALUES_MAX || !lua_checkstack(L, (int)n + 1))
        return luaL_error(L, "too many values to unpack (more than %d): use a loop, or table.concat", HOST_VALUES_MAX);
    host_charge(L, n);
    for (lua_Unsigned i = 0; i <= n; i++) lua_geti(L, 1, (lua_Integer)((lua_Unsigned)from + i));
    return (int)n + 1;
}

/* --- sort: merges runs from one list into another, both raw tables, until one run is left */

enum { SUBJECT = 1, COMPARE, FROM, INTO };

/* Whether FROM[i] must come before FROM[j]. */
static bool before(lua_State *L, lua_Integer i, lua_Integer j)
{
    host_charge(L, 6);
    bool asked = !lua_isnil(L, COMPARE);
    if (asked) lua_pushvalue(L, COMPARE);
    lua_rawgeti(L, FROM, i);
    lua_rawgeti(L, FROM, j);
    if (asked) lua_call(L, 2, 1);
    bool yes = asked ? lua_toboolean(L, -1) : lua_compare(L, -2, -1, LUA_OPLT);
    lua_settop(L, INTO);
    return yes;
}

static void merge(lua_State *L, lua_Integer a, lua_Integer middle, lua_Integer end)
{
    bool sorted = middle >= end || !before(L, middle, middle - 1);
    for (lua_Integer to = a, i = a, b = middle; to < end; to++) {
        bool second = i >= middle || (!sorted && b < end && before(L, b, i));
        lua_rawgeti(L, FROM, second ? b++ : i++);
        lua_rawseti(L, INTO, to);
    }
}

static int table_sort(lua_State *L)
{
    lua_Integer n = length(L, 1);
    luaL_argcheck(L, n < INT_MAX / 2, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, COMPARE);
    if (n < 2) return 0;
    lua_createtable(L, (int)n, 0);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        host_charge(L, 2);
        lua_geti(L, SUBJECT, i);
        lua_rawseti(L, FROM, i);
    }
    for (lua_Integer width = 1; width < n; width *= 2) {
        for (lua_Integer i = 1; i <= n; i += 2 * width) {
            lua_Integer middle = i + width > n + 1 ? n + 1 : i + width;
            lua_Integer end = i + 2 * width > n + 1 ? n + 1 : i + 2 * width;
            merge(L, i, middle, end);
        }
        lua_pushvalue(L, FROM);
        lua_copy(L, INTO, FROM);
        lua_replace(L, INTO);
    }
    for (lua_Integer i = 1; i <= n; i++) {
        host_charge(L, 2);
        lua_rawgeti(L, FROM, i);
        lua_seti(L, SUBJECT, i);
    }
    return 0;
}

void host_table_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "concat", table_concat }, { "insert", table_insert }, { "move", table_move }, { "pack", table_pack },
        { "remove", table_remove }, { "sort", table_sort }, { "unpack", table_unpack }, { NULL, NULL },
    };
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
}
