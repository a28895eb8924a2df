/* The basic functions. Left out: all that reaches outside (dofile…), compiles (load), or tells of the machine
 * (collectgarbage); require knows scripts/lib/ only. */
#include "base/lang.h"
#include "base/path.h"
#include "base/utf8.h"
#include "compute/host_priv.h"
#include "model/dataset.h"
#include <math.h>

const char *host_base_type(lua_State *L, int index)
{
    str unused;
    if (lua_type(L, index) != LUA_TUSERDATA) return luaL_typename(L, index);
    return host_view_to_markup(L, index, &unused) ? "markup" : "table";
}

const char *host_base_text(lua_State *L, int index, size_t *n)
{
    index = lua_absindex(L, index);
    luaL_checkstack(L, 4, NULL);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'__tostring' must return a string");
        return lua_tolstring(L, -1, n);
    }
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (isnan(lua_tonumber(L, index))) lua_pushliteral(L, "nan");
        else lua_pushvalue(L, index);
        break;
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    default: lua_pushstring(L, host_base_type(L, index)); break;   /* never an address */
    }
    return lua_tolstring(L, -1, n);
}

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    host_base_text(L, 1, NULL);
    return 1;
}

static int base_type(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, host_base_type(L, 1));
    return 1;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

static bool read_base(str s, int base, lua_Integer *out)
{
    s = str_trim(s);
    bool minus = s.n && s.p[0] == '-';
    if (minus) s = str_skip(s, 1);
    lua_Unsigned v = 0;
    for (size_t i = 0; i < s.n; i++) {
        int d = digit(s.p[i]);
        if (d >= base) return false;
        v = v * (lua_Unsigned)base + (lua_Unsigned)d;
    }
    *out = (lua_Integer)(minus ? 0u - v : v);
    return s.n > 0;
}

/* Also reads numbers as they are written in French data: "12,5", "1 234". */
static int base_tonumber(lua_State *L)
{
    luaL_checkany(L, 1);
    size_t n = 0;
    if (!lua_isnoneornil(L, 2)) {
        lua_Integer base = luaL_checkinteger(L, 2), v;
        luaL_checktype(L, 1, LUA_TSTRING);
        luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
        const char *p = lua_tolstring(L, 1, &n);
        host_charge(L, n / 8);
        if (read_base(str_of(p, n), (int)base, &v)) lua_pushinteger(L, v);
        else lua_pushnil(L);
        return 1;
    }
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) return 1;
    const char *p = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &n) : NULL;
    double d;
    host_charge(L, n / 8);
    if (p && lua_stringtonumber(L, p) == n + 1) return 1;
    if (p && dataset_parse(str_of(p, n), &d)) lua_pushnumber(L, d);
    else lua_pushnil(L);
    return 1;
}

static int ipairs_step(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushcfunction(L, ipairs_step);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int base_rawequal(lua_State *L)
{
    luaL_checkany(L, 2);
    lua_pushboolean(L, lua_rawequal(L, 1, 2));
    return 1;
}

static int base_rawlen(lua_State *L)
{
    if (host_view_at(L, 1)) lua_pushinteger(L, luaL_len(L, 1));
    else {
        luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
        lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    }
    return 1;
}

static int base_rawget(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static void check_open(lua_State *L)               /* no writing around a protected metatable */
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) luaL_error(L, "this table is protected");
}

static int base_rawset(lua_State *L)
{
    check_open(L);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static int base_getmetatable(lua_State *L)
{
    luaL_checkany(L, 1);
    if (!lua_getmetatable(L, 1)) return lua_pushnil(L), 1;
    luaL_getmetafield(L, 1, "__metatable");        /* pushes nothing when there is none */
    return 1;
}

static int base_setmetatable(lua_State *L)
{
    check_open(L);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "__gc is not available: use a variable with <close>");
        lua_pushliteral(L, "__mode");
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_error(L, "weak tables (__mode) are not available: what they hold would depend on the moment");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int base_select(lua_State *L)
{
    int n = lua_gettop(L);
    host_charge(L, (size_t)n / 8);
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, n - 1);
        return 1;
    }
    lua_Integer i = luaL_checkinteger(L, 1);
    if (i < 0) i = n + i;
    else if (i > n) i = n;
    luaL_argcheck(L, i >= 1, 1, "index out of range");
    return n - (int)i;
}

static int base_error(lua_State *L)
{
    int level = (int)luaL_optinteger(L, 2, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
        luaL_where(L, level);
        lua_pushvalue(L, 1);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int base_assert(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_toboolean(L, 1)) return lua_gettop(L);
    if (lua_gettop(L) < 2) return luaL_error(L, "assertion failed!");
    lua_settop(L, 2);
    return lua_error(L);
}

/* What a library gave back is kept by the address of its source; that address while it runs. */
static int base_require(lua_State *L)
{
    host *h = host_of(L);
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    const source *src = NULL;
    for (size_t i = 0; i < h->nlibrary && !src; i++)
        if (str_eq(path_stem(str_z(h->library[i]->path)), str_of(p, n))) src = h->library[i];
    if (!src) return luaL_error(L, _("there is no scripts/lib/%s.lua"), p);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, src) == LUA_TLIGHTUSERDATA)
        return luaL_error(L, _("%s requires itself"), src->path);
    if (!lua_isnil(L, -1)) return 1;
    lua_pushlightuserdata(L, (void *)(uintptr_t)src);
    lua_rawsetp(L, LUA_REGISTRYINDEX, src);
    bool fine = host_load(h, src, src->text, false) && host_call(h, src, 0, 1, false);
    if (!fine) lua_pushnil(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, src);        /* nil: the next who asks gets the message again */
    if (!fine) host_raise_told(h);
    if (lua_isnil(L, -1)) return luaL_error(L, _("%s gives back nothing: end it with “return …”"), src->path);
    return 1;
}

/* --- protected calls: what stopped the script goes through them */

static int after_pcall(lua_State *L, int status, lua_KContext keep)
{
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)keep;
    host_pass_on(L, L, status);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int base_pcall(lua_State *L)
{
    luaL_checkany(L, 1);
    host_charge(L, 16);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    return after_pcall(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, after_pcall), 0);
}

/* Stack: handler, true, results… The handler runs once the stack is unwound: while an error is raised, Lua may have its
 * hooks off. */
static int after_xpcall(lua_State *L, int status, lua_KContext keep)
{
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)keep;
    host_pass_on(L, L, status);
    lua_replace(L, 2);
    lua_settop(L, 2);
    lua_pushboolean(L, 0);
    lua_insert(L, 1);                              /* false, handler, error */
    status = lua_pcall(L, 1, LUA_MULTRET, 0);
    if (status != LUA_OK) host_pass_on(L, L, status);
    return lua_gettop(L);
}

static int base_xpcall(lua_State *L)
{
    luaL_checktype(L, 2, LUA_TFUNCTION);
    host_charge(L, 16);
    int nargs = lua_gettop(L) - 2;
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);                           /* function, handler, true, function, arguments… */
    lua_remove(L, 1);
    return after_xpcall(L, lua_pcallk(L, nargs, LUA_MULTRET, 0, 1, after_xpcall), 1);
}

/* A note at the line that prints: pages are made of what scripts give back, not of what they print. */
static int base_print(lua_State *L)
{
    host *h = host_of(L);
    int n = lua_gettop(L);
    host_charge(L, 1000);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (int i = 1; i <= n; i++) {
        if (i > 1) luaL_addchar(&b, ' ');
        host_base_text(L, i, NULL);
        luaL_addvalue(&b);
    }
    luaL_pushresult(&b);
    size_t length, cut = 0;
    const char *text = lua_tolstring(L, -1, &length);
    str s = str_of(text, length);
    while (cut < s.n && cut < 500) utf8_next(s, &cut);
    lua_pushlstring(L, text, cut);
    DIAG(h->d, S505, host_error_here(L), lua_tostring(L, -1));
    return 0;
}

void host_base_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "assert", base_assert }, { "error", base_error }, { "getmetatable", base_getmetatable },
        { "ipairs", base_ipairs }, { "next", host_order_next }, { "pairs", host_order_pairs },
        { "pcall", base_pcall }, { "print", base_print }, { "rawequal", base_rawequal }, { "rawget", base_rawget },
        { "rawlen", base_rawlen }, { "rawset", base_rawset }, { "select", base_select },
        { "setmetatable", base_setmetatable }, { "tonumber", base_tonumber }, { "tostring", base_tostring },
        { "type", base_type }, { "require", base_require }, { "xpcall", base_xpcall }, { NULL, NULL },
    };
    luaL_setfuncs(L, functions, 0);
    lua_pushliteral(L, LUA_VERSION);
    lua_setfield(L, -2, "_VERSION");
}
