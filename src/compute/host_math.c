/* The standard library of mathematics, but for chance: math.random gives the same numbers everywhere and in every call.
 * */
#include "compute/host_priv.h"
#include <lualib.h>

/* A number below n without bias; n 0 stands for 2^64. */
static uint64_t below(lua_State *L, uint64_t n)
{
    host *h = host_of(L);
    if (n == 0) return host_random(h);
    uint64_t limit = UINT64_MAX - UINT64_MAX % n, r;
    do r = host_random(h); while (r >= limit);
    return r % n;
}

static int random_number(lua_State *L)
{
    lua_Integer from = 1, to;
    if (lua_gettop(L) == 0) {
        lua_pushnumber(L, (lua_Number)(host_random(host_of(L)) >> 11) * 0x1p-53);
        return 1;
    }
    to = luaL_checkinteger(L, 1);
    if (lua_gettop(L) >= 2) {
        from = to;
        to = luaL_checkinteger(L, 2);
    }
    luaL_argcheck(L, from <= to, lua_gettop(L) >= 2 ? 2 : 1, "interval is empty");
    uint64_t offset = below(L, (uint64_t)to - (uint64_t)from + 1);
    lua_pushinteger(L, (lua_Integer)((uint64_t)from + offset));
    return 1;
}

void host_math_open(lua_State *L)
{
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    lua_pushcfunction(L, random_number);
    lua_setfield(L, -2, "random");
    lua_pushnil(L);
    lua_setfield(L, -2, "randomseed");
}
