/* Read-only views of what the program holds. One userdata per thing shown, found again through a table with weak
 * values. */
#include "compute/host_priv.h"

static char views_place, meta_place, markup_place; /* registry: the table; the metatables */

host_view *host_view_at(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return NULL;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &meta_place);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same ? lua_touserdata(L, index) : NULL;
}

/* A value and an object never share an address. */
static void push_view(lua_State *L, const host_class *class, const void *p)
{
    luaL_checkstack(L, 4, NULL);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &views_place);
    if (lua_rawgetp(L, -1, p) == LUA_TUSERDATA && ((host_view *)lua_touserdata(L, -1))->class == class) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    host_view *v = lua_newuserdatauv(L, sizeof *v, 0);
    *v = (host_view){ class, p };
    lua_rawgetp(L, LUA_REGISTRYINDEX, &meta_place);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -3, p);
    lua_remove(L, -2);
}

void host_view_value(lua_State *L, const value *v)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL: lua_pushnil(L); break;
    case VALUE_BOOL: lua_pushboolean(L, v->as.boolean); break;
    case VALUE_INT: lua_pushinteger(L, v->as.integer); break;
    case VALUE_NUM: lua_pushnumber(L, v->as.number); break;
    case VALUE_STR: lua_pushlstring(L, v->as.string.n ? v->as.string.p : "", v->as.string.n); break;
    case VALUE_LIST: case VALUE_MAP: push_view(L, NULL, v); break;
    }
}

void host_view_object(lua_State *L, const host_class *c, void *object)
{
    if (object) push_view(L, c, object);
    else lua_pushnil(L);
}

static void *object_of(const host_view *v) { return (void *)(uintptr_t)v->p; }

/* --- what they answer */

size_t host_view_count(host *h, const host_view *v)
{
    if (v->class) return v->class->count ? v->class->count(h, object_of(v)) : 0;
    const value *shown = v->p;
    return shown->kind == VALUE_LIST ? shown->as.list.n : 0;
}

static void push_item(lua_State *L, const host_view *v, size_t i)
{
    if (v->class) v->class->item(host_of(L), object_of(v), i);
    else host_view_value(L, value_at(v->p, i - 1));
}

static int get(lua_State *L)
{
    const host_view *v = lua_touserdata(L, 1);
    if (lua_type(L, 2) == LUA_TSTRING) {
        size_t n;
        const char *p = lua_tolstring(L, 2, &n);
        if (!v->class) host_view_value(L, value_get(v->p, str_of(p, n)));
        else if (v->class->get) v->class->get(host_of(L), object_of(v), str_of(p, n));
        else lua_pushnil(L);
        return 1;
    }
    int whole;
    lua_Integer i = lua_tointegerx(L, 2, &whole);
    if (whole && i >= 1 && (lua_Unsigned)i <= host_view_count(host_of(L), v)) push_item(L, v, (size_t)i);
    else lua_pushnil(L);
    return 1;
}

static int refuse(lua_State *L)
{
    return luaL_error(L, "the site and its data are read-only: build a table of your own");
}

static int length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)host_view_count(host_of(L), lua_touserdata(L, 1)));
    return 1;
}

bool host_view_pair(lua_State *L, const host_view *v, size_t i)
{
    luaL_checkstack(L, 4, NULL);
    host *h = host_of(L);
    const value *shown = v->class ? NULL : v->p;
    if (shown && shown->kind == VALUE_MAP) {
        if (i >= shown->as.map.n) return false;
        str name = shown->as.map.v[i].key;
        lua_pushlstring(L, name.n ? name.p : "", name.n);
        host_view_value(L, shown->as.map.v[i].value);
        return true;
    }
    size_t n = host_view_count(h, v);
    if (i < n) {
        lua_pushinteger(L, (lua_Integer)i + 1);
        push_item(L, v, i + 1);
        return true;
    }
    if (!v->class || !v->class->keys || v->class->count) return false;
    for (const char *const *k = v->class->keys; *k; k++) {
        if (i-- > 0) continue;
        lua_pushstring(L, *k);
        v->class->get(h, object_of(v), str_z(*k));
        return true;
    }
    return false;
}

static int view_step(lua_State *L)                 /* upvalue: pairs given so far */
{
    const host_view *v = host_view_at(L, 1);
    luaL_argcheck(L, v, 1, "table expected");
    lua_settop(L, 1);
    size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    for (; host_view_pair(L, v, i); i++, lua_settop(L, 1)) {
        host_charge(L, 1);
        if (lua_isnil(L, -1)) continue;            /* null, or an object without this field */
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_replace(L, lua_upvalueindex(1));
        return 2;
    }
    lua_pushnil(L);
    return 1;
}

static int view_pairs(lua_State *L)
{
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, view_step, 1);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* --- markup */

void host_view_markup(lua_State *L, str s)
{
    luaL_checkstack(L, 3, NULL);
    char *p = lua_newuserdatauv(L, s.n + 1, 0);
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &markup_place);
    lua_setmetatable(L, -2);
}

bool host_view_to_markup(lua_State *L, int index, str *out)
{
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return false;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &markup_place);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    if (same) *out = str_of(lua_touserdata(L, index), lua_rawlen(L, index) - 1);
    return same;
}

static int markup_text(lua_State *L)
{
    lua_pushlstring(L, lua_touserdata(L, 1), host_size(L, lua_rawlen(L, 1) - 1));
    return 1;
}

static int markup_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1) - 1);
    return 1;
}

static void make_meta(lua_State *L, const luaL_Reg *functions, const char *name, void *place)
{
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, place);
}

void host_view_open(lua_State *L)
{
    static const luaL_Reg view[] = { { "__index", get }, { "__newindex", refuse }, { "__len", length },
                                     { "__pairs", view_pairs }, { NULL, NULL } };
    static const luaL_Reg markup[] = { { "__tostring", markup_text }, { "__len", markup_length }, { NULL, NULL } };
    make_meta(L, view, "table", &meta_place);
    make_meta(L, markup, "markup", &markup_place);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &views_place);
}
