/* The library of strings. Left out: dump, pack and unpack. Lengths are bytes; letters are those of ASCII (utf8 knows
 * more). */
#include "compute/host_priv.h"
#include <math.h>
#include <stdio.h>

static str argument(lua_State *L, int index)
{
    size_t n;
    const char *p = luaL_checklstring(L, index, &n);
    return str_of(p, n);
}

static int give(lua_State *L, str s)
{
    lua_pushlstring(L, s.p, s.n);
    return 1;
}

/* From i to j as Lua counts (from 1, negative from the end) to a slice. */
static str slice(str s, lua_Integer i, lua_Integer j)
{
    lua_Integer n = (lua_Integer)s.n;
    if (i < 0) i = i < -n ? 1 : n + i + 1;
    if (i < 1) i = 1;
    if (j < 0) j = j < -n ? 0 : n + j + 1;
    if (j > n) j = n;
    return i > j ? str_of(s.p, 0) : str_of(s.p + i - 1, (size_t)(j - i + 1));
}

static int string_len(lua_State *L) { return lua_pushinteger(L, (lua_Integer)argument(L, 1).n), 1; }

static int string_sub(lua_State *L)
{
    return give(L, slice(argument(L, 1), luaL_checkinteger(L, 2), luaL_optinteger(L, 3, -1)));
}

static int map_bytes(lua_State *L, char from, char to)
{
    str s = argument(L, 1);
    luaL_Buffer b;
    char *out = luaL_buffinitsize(L, &b, host_size(L, s.n));
    for (size_t i = 0; i < s.n; i++) out[i] = s.p[i] >= from && s.p[i] <= to ? (char)(s.p[i] ^ 32) : s.p[i];
    luaL_pushresultsize(&b, s.n);
    return 1;
}

static int string_lower(lua_State *L) { return map_bytes(L, 'A', 'Z'); }
static int string_upper(lua_State *L) { return map_bytes(L, 'a', 'z'); }

static int string_reverse(lua_State *L)
{
    str s = argument(L, 1);
    luaL_Buffer b;
    char *out = luaL_buffinitsize(L, &b, host_size(L, s.n));
    for (size_t i = 0; i < s.n; i++) out[i] = s.p[s.n - 1 - i];
    luaL_pushresultsize(&b, s.n);
    return 1;
}

static int string_rep(lua_State *L)
{
    str s = argument(L, 1), gap = { "", 0 };
    lua_Integer times = luaL_checkinteger(L, 2);
    if (!lua_isnoneornil(L, 3)) gap = argument(L, 3);
    if (times <= 0 || s.n + gap.n == 0) return give(L, str_of("", 0));
    if ((lua_Unsigned)times > HOST_STRING_MAX) host_stop_now(L, HOST_MEMORY);
    size_t n = (size_t)times, unit = s.n + gap.n, total = host_size(L, unit * n - gap.n);
    luaL_Buffer b;
    char *out = luaL_buffinitsize(L, &b, total + gap.n);
    if (s.n) memcpy(out, s.p, s.n);
    if (gap.n) memcpy(out + s.n, gap.p, gap.n);
    for (size_t made = unit; made < total; made *= 2)
        memcpy(out + made, out, made < total - made ? made : total - made);
    luaL_pushresultsize(&b, total);
    return 1;
}

static int string_byte(lua_State *L)
{
    lua_Integer i = luaL_optinteger(L, 2, 1);
    str s = slice(argument(L, 1), i, luaL_optinteger(L, 3, i));
    if (s.n > HOST_VALUES_MAX)
        return luaL_error(L, "too many values (more than %d): take the text in pieces", HOST_VALUES_MAX);
    luaL_checkstack(L, (int)s.n, "text too long");
    for (size_t k = 0; k < s.n; k++) lua_pushinteger(L, (unsigned char)s.p[k]);
    return (int)s.n;
}

static int string_char(lua_State *L)
{
    int n = lua_gettop(L);
    luaL_Buffer b;
    char *out = luaL_buffinitsize(L, &b, (size_t)n);
    for (int i = 1; i <= n; i++) {
        lua_Integer c = luaL_checkinteger(L, i);
        luaL_argcheck(L, c >= 0 && c <= 255, i, "value out of range");
        out[i - 1] = (char)c;
    }
    luaL_pushresultsize(&b, (size_t)n);
    return 1;
}

/* --- patterns */

static void push_capture(lua_State *L, str subject, const host_match *m, int i)
{
    if (i == 0 && m->n == 0) { lua_pushlstring(L, subject.p + m->from, m->to - m->from); return; }
    if (i >= m->n) luaL_error(L, "invalid capture index %%%d", i + 1);
    const host_capture *c = &m->captures[i];
    if (c->len == -2) lua_pushinteger(L, (lua_Integer)c->from + 1);
    else lua_pushlstring(L, subject.p + c->from, (size_t)c->len);
}

/* All captures; the whole match when there are none and `whole`. */
static int push_captures(lua_State *L, str subject, const host_match *m, bool whole)
{
    int n = m->n == 0 && whole ? 1 : m->n;
    luaL_checkstack(L, n, "too many captures");
    for (int i = 0; i < n; i++) push_capture(L, subject, m, i);
    return n;
}

static bool start_at(str s, lua_Integer init, size_t *from)
{
    if (init < 0) init = -init > (lua_Integer)s.n ? 1 : (lua_Integer)s.n + init + 1;
    if (init < 1) init = 1;
    *from = (size_t)init - 1;
    return *from <= s.n;
}

static int search(lua_State *L, bool find)
{
    str s = argument(L, 1), text = argument(L, 2);
    size_t from;
    if (!start_at(s, luaL_optinteger(L, 3, 1), &from)) return lua_pushnil(L), 1;
    host_match m;
    if (find && (lua_toboolean(L, 4) || host_pattern_is_plain(text))) {
        host_charge(L, (s.n - from) / 32 + text.n / 32 + 1);
        size_t at = str_search(str_skip(s, from), text);
        if (at == STR_NONE) return lua_pushnil(L), 1;
        lua_pushinteger(L, (lua_Integer)(from + at) + 1);
        lua_pushinteger(L, (lua_Integer)(from + at + text.n));
        return 2;
    }
    const host_pattern *p = host_pattern_compile(L, text, true);
    if (!host_pattern_find(L, p, s, from, &m)) return lua_pushnil(L), 1;
    if (!find) return push_captures(L, s, &m, true);
    lua_pushinteger(L, (lua_Integer)m.from + 1);
    lua_pushinteger(L, (lua_Integer)m.to);
    return push_captures(L, s, &m, false) + 2;
}

static int string_find(lua_State *L) { return search(L, true); }
static int string_match(lua_State *L) { return search(L, false); }

/* The next match from *at that does not end where the last one did (*last, -1 for none). */
static bool next_match(lua_State *L, const host_pattern *p, str s, size_t *at, lua_Integer *last, host_match *m)
{
    while (*at <= s.n && host_pattern_find(L, p, s, *at, m)) {
        if ((lua_Integer)m->to != *last || m->to > m->from) {
            *at = m->to;
            *last = (lua_Integer)m->to;
            return true;
        }
        *at = m->from + 1;
    }
    return false;
}

/* Upvalues: subject, compiled pattern, where to go on, end of the last match. */
static int gmatch_step(lua_State *L)
{
    size_t n;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &n);
    str s = str_of(text, n);
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    host_match m;
    if (!next_match(L, lua_touserdata(L, lua_upvalueindex(2)), s, &at, &last, &m)) return 0;
    lua_pushinteger(L, (lua_Integer)at);
    lua_replace(L, lua_upvalueindex(3));
    lua_pushinteger(L, last);
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(L, s, &m, true);
}

static int string_gmatch(lua_State *L)
{
    str s = argument(L, 1), text = argument(L, 2);
    size_t from;
    if (!start_at(s, luaL_optinteger(L, 3, 1), &from)) from = s.n + 1;
    lua_settop(L, 1);
    host_pattern_compile(L, text, false);
    lua_pushinteger(L, (lua_Integer)from);
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, gmatch_step, 4);
    return 1;
}

static void add_pattern(lua_State *L, luaL_Buffer *b, str s, const host_match *m)
{
    str with = argument(L, 3);
    for (size_t i = 0; i < with.n; i++) {
        char c = with.p[i];
        if (c != '%') { luaL_addchar(b, c); continue; }
        c = ++i < with.n ? with.p[i] : 0;
        if (c == '%') { luaL_addchar(b, '%'); continue; }
        if (c < '0' || c > '9') luaL_error(L, "invalid use of '%%' in replacement string");
        if (c == '0') { luaL_addlstring(b, s.p + m->from, m->to - m->from); continue; }
        push_capture(L, s, m, c - '1');
        lua_tostring(L, -1);
        luaL_addvalue(b);
    }
}

static void add_replacement(lua_State *L, luaL_Buffer *b, str s, const host_match *m)
{
    str whole = str_of(s.p + m->from, m->to - m->from);
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(L, s, m, true), 1);
        break;
    case LUA_TTABLE: case LUA_TUSERDATA:
        push_capture(L, s, m, 0);
        lua_gettable(L, 3);
        break;
    default:
        add_pattern(L, b, s, m);
        return;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(b, whole.p, whole.n);
    } else if (lua_isstring(L, -1)) {
        luaL_addvalue(b);
    } else {
        luaL_error(L, "invalid replacement value (a %s)", host_base_type(L, -1));
    }
}

static int string_gsub(lua_State *L)
{
    str s = argument(L, 1), text = argument(L, 2);
    int type = lua_type(L, 3);
    luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE ||
                     host_view_at(L, 3), 3,
                     "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)s.n + 1), n = 0, last = -1;
    lua_settop(L, 4);
    const host_pattern *p = host_pattern_compile(L, text, true);
    bool anchored = text.n && text.p[0] == '^';
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    size_t at = 0, copied = 0;
    host_match m;
    for (; n < most && next_match(L, p, s, &at, &last, &m); n++) {
        luaL_addlstring(&b, s.p + copied, m.from - copied);
        add_replacement(L, &b, s, &m);
        copied = m.to;
        host_charge(L, 4);
        host_size(L, luaL_bufflen(&b) <= HOST_STRING_MAX ? 0 : luaL_bufflen(&b));
        if (anchored) { n++; break; }
    }
    luaL_addlstring(&b, s.p + copied, s.n - copied);
    luaL_pushresult(&b);
    lua_pushinteger(L, n);
    return 2;
}

/* --- format */

typedef struct spec { char text[16]; char kind; bool wide; } spec;   /* wide: has flags, width or precision */

static size_t read_spec(lua_State *L, str f, size_t i, spec *out)   /* after '%' */
{
    size_t n = 1, digits = 0, start = i;
    out->text[0] = '%';
    for (; i < f.n && f.p[i] && strchr("-+ #0123456789.", f.p[i]) && n < 10; i++) {
        bool digit = f.p[i] >= '1' && f.p[i] <= '9';
        digits = digit || (digits && f.p[i] == '0') ? digits + 1 : 0;
        if (digits > 2) luaL_error(L, "invalid format (width or precision over 99)");
        out->text[n++] = f.p[i];
    }
    out->kind = i < f.n ? f.p[i] : 0;
    out->wide = i > start;
    out->text[n] = 0;
    if (out->kind == 'p') luaL_error(L, "'%%p' is not available: addresses are not the same from one run to the next");
    if (out->kind && strchr("diuoxXcsqeEfFgG", out->kind)) return i + 1;
    lua_pushlstring(L, f.p + start - 1, (i < f.n ? i + 1 : i) - start + 1);
    luaL_error(L, "invalid conversion '%s' to 'format'", lua_tostring(L, -1));
    return 0;
}

static void add_spec(spec *s, const char *length)
{
    size_t n = strlen(s->text);
    snprintf(s->text + n, sizeof s->text - n, "%s%c", length, s->kind);
}

static void add_quoted(lua_State *L, luaL_Buffer *b, str s)
{
    host_size(L, s.n);
    luaL_addchar(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') { luaL_addchar(b, '\\'); luaL_addchar(b, (char)c); }
        else if (c == '\n') luaL_addstring(b, "\\n");
        else if (c < 32 || c == 127) {
            char code[8];
            snprintf(code, sizeof code, "\\%03d", c);
            luaL_addstring(b, code);
        } else luaL_addchar(b, (char)c);
    }
    luaL_addchar(b, '"');
}

static void add_text(lua_State *L, luaL_Buffer *b, spec *s, int arg)
{
    size_t n;
    host_base_text(L, arg, &n);
    const char *p = lua_tostring(L, -1);
    host_size(L, n);
    if (!s->wide || n >= 1000) {
        luaL_addvalue(b);
        return;
    }
    char out[1200];
    add_spec(s, "");
    int made = snprintf(out, sizeof out, s->text, p);
    lua_pop(L, 1);
    luaL_addlstring(b, out, (size_t)made);
}

static void add_number(lua_State *L, luaL_Buffer *b, spec *s, int arg)
{
    char out[512];
    int n;
    if (strchr("diuoxXc", s->kind)) {
        lua_Integer v = luaL_checkinteger(L, arg);
        if (s->kind == 'c') { luaL_addchar(b, (char)v); return; }
        add_spec(s, "ll");
        n = snprintf(out, sizeof out, s->text, (long long)v);
    } else {
        lua_Number v = luaL_checknumber(L, arg);
        add_spec(s, "");
        n = snprintf(out, sizeof out, s->text, isnan(v) ? fabs(v) : v);
    }
    luaL_addlstring(b, out, (size_t)n);
}

static int string_format(lua_State *L)
{
    str f = argument(L, 1);
    int arg = 1, top = lua_gettop(L);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (size_t i = 0; i < f.n;) {
        size_t run = str_find(str_skip(f, i), '%');
        if (run == STR_NONE) run = f.n - i;
        luaL_addlstring(&b, f.p + i, run);
        i += run;
        if (i >= f.n) break;
        if (i + 1 < f.n && f.p[i + 1] == '%') { luaL_addchar(&b, '%'); i += 2; continue; }
        spec s;
        host_charge(L, 20);
        i = read_spec(L, f, i + 1, &s);
        if (++arg > top) return luaL_argerror(L, arg, "no value");
        if (s.kind == 's') add_text(L, &b, &s, arg);
        else if (s.kind == 'q') add_quoted(L, &b, argument(L, arg));
        else add_number(L, &b, &s, arg);
        if (luaL_bufflen(&b) > HOST_STRING_MAX) host_stop_now(L, HOST_MEMORY);
    }
    luaL_pushresult(&b);
    return 1;
}

/* --- arithmetic on texts that are numbers, as in "3" + 1 */

static bool to_number(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        return true;
    }
    size_t n;
    const char *p = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &n) : NULL;
    if (p) host_charge(L, n / 8);
    return p && lua_stringtonumber(L, p) == n + 1;
}

static int arithmetic(lua_State *L)                /* upvalue: the operator */
{
    lua_settop(L, 2);
    if (to_number(L, 1) && to_number(L, 2)) {
        lua_arith(L, (int)lua_tointeger(L, lua_upvalueindex(1)));
        return 1;
    }
    int at = to_number(L, 1) ? 2 : 1;
    if (lua_type(L, at) != LUA_TSTRING)
        return luaL_error(L, "attempt to perform arithmetic on a %s value", host_base_type(L, at));
    str text = str_first(argument(L, at), 40);
    lua_pushlstring(L, text.p, text.n);
    return luaL_error(L, "attempt to perform arithmetic on the text '%s'", lua_tostring(L, -1));
}

static void make_metatable(lua_State *L)           /* the library is on top */
{
    static const char *const names[] = { "__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv", "__unm" };
    static const int operators[] = { LUA_OPADD, LUA_OPSUB, LUA_OPMUL, LUA_OPMOD, LUA_OPPOW, LUA_OPDIV, LUA_OPIDIV,
                                     LUA_OPUNM };
    lua_pushliteral(L, "");
    lua_newtable(L);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_pushinteger(L, operators[i]);
        lua_pushcclosure(L, arithmetic, 1);
        lua_setfield(L, -2, names[i]);
    }
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "string");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void host_string_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "byte", string_byte }, { "char", string_char }, { "find", string_find }, { "format", string_format },
        { "gmatch", string_gmatch }, { "gsub", string_gsub }, { "len", string_len }, { "lower", string_lower },
        { "match", string_match }, { "rep", string_rep }, { "reverse", string_reverse }, { "sub", string_sub },
        { "upper", string_upper }, { NULL, NULL },
    };
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
    make_metatable(L);
}
