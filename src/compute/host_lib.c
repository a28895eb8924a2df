/* Puts the libraries in place. Scripts see them read-only, so that no script can change what another one finds. */
#include "compute/host_priv.h"

static int refuse(lua_State *L)
{
    return luaL_error(L, "the library is read-only: use a function of your own");
}

/* Replaces the table on top by an empty one through which it shines. */
static void protect(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "library");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

void host_lib_open(lua_State *L)
{
    static const struct { const char *name; void (*open)(lua_State *L); } libraries[] = {
        { "string", host_string_open }, { "table", host_table_open }, { "coroutine", host_coroutine_open },
        { "utf8", host_utf8_open }, { "math", host_math_open },
    };
    lua_pushglobaltable(L);
    host_base_open(L);
    lua_pop(L, 1);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        libraries[i].open(L);
        protect(L);
        lua_setglobal(L, libraries[i].name);
    }
}
