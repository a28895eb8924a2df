#include "compose/template.h"
#include "base/lang.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "html/escape.h"
#include "html/layout.h"
#include <lauxlib.h>
#include <math.h>

/* A layout of the set. parsed NULL: it has faults, which were reported; pages that use it can't be made. */
typedef struct entry { str name; const source *src; layout *parsed; size_t rank; } entry;

struct template_set {
    arena *a;
    map *by_name;
    VEC(str) names;
};

/* state[rank]: what became of a layout in this host. The functions are kept in a Lua table, by rank from 1. */
typedef enum compiled { COMPILED_NOT, COMPILED_WELL, COMPILED_BADLY } compiled;

struct template_runner {
    const template_set *set;
    host *h;
    buf *out;
    compiled *state;
    int functions, environment;                    /* references into the registry */
};

/* ---- the set ---- */

template_set *template_set_new(arena *a)
{
    template_set *s = ARENA_NEW(a, template_set);
    s->a = a;
    s->by_name = map_new(a);
    return s;
}

bool template_set_has(const template_set *s, str name) { return map_has(s->by_name, name); }

void template_set_add(template_set *s, str name, const source *src, diag *d)
{
    if (template_set_has(s, name)) return;
    entry *e = ARENA_NEW(s->a, entry);
    *e = (entry){ .name = arena_str(s->a, name), .src = src, .parsed = layout_parse(s->a, src, d), .rank = s->names.n };
    VEC_PUSH(s->a, &s->names, e->name);
    map_put(s->by_name, e->name, e);
}

/* ---- what layouts call; the first upvalue is the runner, the second the layout's entry ---- */

static template_runner *runner_of(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(1)); }
static entry *entry_of(lua_State *L) { return lua_touserdata(L, lua_upvalueindex(2)); }

static str text_at(lua_State *L, int i)
{
    size_t n;
    const char *p = lua_tolstring(L, i, &n);
    return str_of(p, n);
}

/* The line of the layout that is being run, without its indentation. */
static span here(lua_State *L)
{
    lua_Debug ar;
    const source *src = entry_of(L)->src;
    str rest = src->text, line = { NULL, 0 };
    if (!lua_getstack(L, 1, &ar) || !lua_getinfo(L, "l", &ar)) return (span){ src, 0, 0 };
    for (int i = 0; i < ar.currentline; i++)
        if (!str_cut(&rest, '\n', &line)) break;
    line = str_trim(line);
    return (span){ src, line.p ? (uint32_t)(line.p - src->text.p) : 0, (uint32_t)line.n };
}

static int piece(lua_State *L)
{
    const layout *l = entry_of(L)->parsed;
    lua_Integer i = lua_tointeger(L, 1);
    if (i >= 1 && (size_t)i <= l->npieces) buf_str(runner_of(L)->out, l->pieces[i - 1]);
    return 0;
}

static void put_number(lua_State *L, int i, buf *out)
{
    double v = lua_tonumber(L, i);
    if (lua_isinteger(L, i)) buf_int(out, lua_tointeger(L, i));
    else if (v == floor(v) && fabs(v) < 1e15) buf_int(out, (long long)v);
    else buf_fmt(out, "%.14g", v);
}

typedef void put_text(buf *out, str s);

/* Text, numbers and markup; nothing for nil and false. `raw`: markup goes out as it is. */
static void put_value(lua_State *L, int i, put_text *escape, bool raw)
{
    template_runner *r = runner_of(L);
    str s;
    switch (lua_type(L, i)) {
    case LUA_TSTRING:
        escape(r->out, text_at(L, i));
        return;
    case LUA_TNUMBER:
        put_number(L, i, r->out);
        return;
    case LUA_TNONE:
    case LUA_TNIL:
        return;
    case LUA_TBOOLEAN:
        if (!lua_toboolean(L, i)) return;
        break;
    default:
        if (!host_to_markup(r->h, i, &s)) break;
        if (raw) buf_str(r->out, s);
        else escape(r->out, s);
        return;
    }
    luaL_error(L, _("a value of type %s can’t be printed"), luaL_typename(L, i));
}

static int text(lua_State *L)
{
    put_value(L, 1, html_text, true);
    return 0;
}

static int attr(lua_State *L)
{
    put_value(L, 1, html_attr, false);
    return 0;
}

/* An address that runs code is reported and left out. */
static bool safe(lua_State *L, str address)
{
    if (html_address_safe(address)) return true;
    template_runner *r = runner_of(L);
    arena *a = arena_new(0);
    DIAG(host_diag(r->h), L204, here(L), arena_str(a, address).p);
    arena_free(a);
    return false;
}

static int addr(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING) put_value(L, 1, html_attr, false);
    else if (safe(L, text_at(L, 1))) html_address(runner_of(L)->out, text_at(L, 1));
    return 0;
}

static void put_attribute(lua_State *L, put_text *escape)
{
    buf *out = runner_of(L)->out;
    buf_char(out, ' ');
    buf_str(out, text_at(L, 1));
    if (lua_isboolean(L, 2)) return;
    BUF_LIT(out, "=\"");
    put_value(L, 2, escape, false);
    buf_char(out, '"');
}

static int opt(lua_State *L)
{
    if (lua_toboolean(L, 2)) put_attribute(L, html_attr);
    return 0;
}

static int optaddr(lua_State *L)
{
    if (!lua_toboolean(L, 2)) return 0;
    if (lua_type(L, 2) != LUA_TSTRING || safe(L, text_at(L, 2))) put_attribute(L, html_address);
    return 0;
}

/* "a.png 1x, b.png 2x": each candidate's address is checked. */
static int optset(lua_State *L)
{
    if (!lua_toboolean(L, 2)) return 0;
    if (lua_type(L, 2) == LUA_TSTRING) {
        str rest = text_at(L, 2), candidate;
        while (str_cut(&rest, ',', &candidate)) {
            str address = str_trim(candidate);
            size_t n = str_find(address, ' ');
            if (!safe(L, n == STR_NONE ? address : str_first(address, n))) return 0;
        }
    }
    put_attribute(L, html_attr);
    return 0;
}

/* ---- compiling ---- */

static int include(lua_State *L);
static int wrap(lua_State *L);

/* Pushes the functions of LAYOUT_FUNCTIONS, in that order. */
static int push_functions(template_runner *r, entry *e)
{
    static const lua_CFunction functions[] = { piece, text, attr, addr, opt, optaddr, optset, include, wrap };
    int n = (int)(sizeof functions / sizeof *functions);
    lua_State *L = host_lua(r->h);
    for (int i = 0; i < n; i++) {
        lua_pushlightuserdata(L, r);
        lua_pushlightuserdata(L, e);
        lua_pushcclosure(L, functions[i], 2);
    }
    return n;
}

static bool compile(template_runner *r, entry *e)
{
    lua_State *L = host_lua(r->h);
    r->state[e->rank] = COMPILED_BADLY;
    if (!e->parsed || !host_load(r->h, e->src, e->parsed->code, true)) return false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->environment);
    lua_setupvalue(L, -2, 1);
    if (!host_call(r->h, e->src, push_functions(r, e), 1, true)) return false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->functions);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)e->rank + 1);
    lua_pop(L, 1);
    r->state[e->rank] = COMPILED_WELL;
    return true;
}

/* Pushes the function of a layout; false when it has faults, which were reported. */
static bool push_layout(template_runner *r, entry *e)
{
    lua_State *L = host_lua(r->h);
    if (r->state[e->rank] == COMPILED_NOT) compile(r, e);
    if (r->state[e->rank] != COMPILED_WELL) return false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->functions);
    lua_rawgeti(L, -1, (lua_Integer)e->rank + 1);
    lua_remove(L, -2);
    return true;
}

static void not_found(template_runner *r, str name, span at)
{
    arena *a = arena_new(0);
    str near = str_nearest(name, r->set->names.v, r->set->names.n);
    DIAG(host_diag(r->h), T605, at, arena_str(a, name).p, arena_str(a, near).p);
    arena_free(a);
}

/* Puts the function of the layout named by argument 1 in its place; false when there is none to call. */
static bool replace_name(lua_State *L)
{
    template_runner *r = runner_of(L);
    luaL_checkstring(L, 1);
    luaL_checkstack(L, 8, NULL);
    entry *e = map_get(r->set->by_name, text_at(L, 1));
    if (!e) not_found(r, text_at(L, 1), here(L));
    if (!e || !push_layout(r, e)) return false;
    lua_replace(L, 1);
    return true;
}

static int include(lua_State *L)
{
    if (!replace_name(L)) return 0;
    lua_pushnil(L);
    lua_insert(L, 2);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

/* The slot comes last; the layout's function takes it first. */
static int wrap(lua_State *L)
{
    if (!replace_name(L)) return 0;
    lua_insert(L, 2);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

/* ---- the runner ---- */

static int refuse_global(lua_State *L)
{
    return luaL_error(L, _("write “local %s = …”: what a layout sets is its own"), luaL_tolstring(L, 2, NULL));
}

/* An empty table that shows the host's globals and takes none. */
static int new_environment(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushglobaltable(L);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_global);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    return luaL_ref(L, LUA_REGISTRYINDEX);
}

template_runner *template_runner_new(const template_set *s, host *h)
{
    template_runner *r = mem_zalloc(sizeof *r);
    lua_State *L = host_lua(h);
    r->set = s;
    r->h = h;
    r->state = mem_zalloc((s->names.n + 1) * sizeof *r->state);
    lua_newtable(L);
    r->functions = luaL_ref(L, LUA_REGISTRYINDEX);
    r->environment = new_environment(L);
    return r;
}

void template_runner_free(template_runner *r)
{
    if (!r) return;
    luaL_unref(host_lua(r->h), LUA_REGISTRYINDEX, r->functions);
    luaL_unref(host_lua(r->h), LUA_REGISTRYINDEX, r->environment);
    mem_free(r->state);
    mem_free(r);
}

bool template_render(template_runner *r, str name, buf *out)
{
    entry *e = map_get(r->set->by_name, name);
    size_t start = out->n;
    if (!e) not_found(r, name, NO_SPAN);
    if (!e || !push_layout(r, e)) return false;
    r->out = out;
    bool done = host_call(r->h, e->src, 0, 0, true);
    r->out = NULL;
    if (!done) out->n = start;
    return done;
}
