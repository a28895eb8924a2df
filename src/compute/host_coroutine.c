/* Coroutines. Each has the hook of the state that made it; its first interval is paid when it is made. What stopped
 * the script goes through resume, wrap and close. */
#include "compute/host_priv.h"

static lua_State *argument(lua_State *L)
{
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "coroutine");
    return co;
}

static int create(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    host_charge(L, HOST_INTERVAL + 64);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

static const char *status_of(lua_State *L, lua_State *co)
{
    lua_Debug ar;
    if (L == co) return "running";
    if (lua_status(co) == LUA_YIELD) return "suspended";
    if (lua_status(co) != LUA_OK) return "dead";
    if (lua_getstack(co, 0, &ar)) return "normal";
    return lua_gettop(co) == 0 ? "dead" : "suspended";
}

/* Results or the error move to L. -1 after an error. */
static int run(lua_State *L, lua_State *co, int nargs)
{
    host *h = host_of(L);
    host_charge(L, 16);
    if (strcmp(status_of(L, co), "suspended") != 0) {
        lua_pushfstring(L, "cannot resume a coroutine that is %s", status_of(L, co));
        return -1;
    }
    if (!lua_checkstack(co, nargs)) return lua_pushliteral(L, "too many arguments to resume"), -1;
    lua_xmove(L, co, nargs);
    int n = 0;
    h->thread = co;
    int status = lua_resume(co, L, nargs, &n);
    h->thread = L;
    if (status != LUA_OK && status != LUA_YIELD) {
        host_pass_on(L, co, status);
        lua_xmove(co, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, n + 1)) {
        lua_pop(co, n);
        return lua_pushliteral(L, "too many results from a coroutine"), -1;
    }
    lua_xmove(co, L, n);
    return n;
}

static int resume(lua_State *L)
{
    lua_State *co = argument(L);
    int n = run(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, n >= 0);
    if (n < 0) n = 1;
    lua_insert(L, -(n + 1));
    return n + 1;
}

/* Closes what the coroutine left open; its error, if there is one, is on top of it. */
static int shut(lua_State *L, lua_State *co)
{
    host *h = host_of(L);
    h->thread = co;
    int status = lua_resetthread(co);
    h->thread = L;
    if (status != LUA_OK) host_pass_on(L, co, status);
    if (h->stopped) host_stop_now(L, h->stopped);
    return status;
}

static int wrapped(lua_State *L)
{
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int n = run(L, co, lua_gettop(L));
    if (n >= 0) return n;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD && shut(L, co) != LUA_OK) {
        lua_xmove(co, L, 1);
    }
    return lua_error(L);
}

static int wrap(lua_State *L)
{
    create(L);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

static int yield(lua_State *L) { return lua_yield(L, lua_gettop(L)); }

static int status_name(lua_State *L)
{
    lua_pushstring(L, status_of(L, argument(L)));
    return 1;
}

static int is_yieldable(lua_State *L)
{
    lua_pushboolean(L, lua_isyieldable(lua_isthread(L, 1) ? lua_tothread(L, 1) : L));
    return 1;
}

static int running(lua_State *L)
{
    lua_pushboolean(L, lua_pushthread(L));
    return 2;
}

static int close_it(lua_State *L)
{
    lua_State *co = argument(L);
    const char *status = status_of(L, co);
    if (strcmp(status, "suspended") != 0 && strcmp(status, "dead") != 0)
        return luaL_error(L, "cannot close a %s coroutine", status);
    if (shut(L, co) == LUA_OK) return lua_pushboolean(L, 1), 1;
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    return 2;
}

void host_coroutine_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "create", create }, { "resume", resume }, { "wrap", wrap }, { "yield", yield }, { "status", status_name },
        { "isyieldable", is_yieldable }, { "running", running }, { "close", close_it }, { NULL, NULL },
    };
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
}
