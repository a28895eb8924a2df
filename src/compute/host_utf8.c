/* The library of UTF-8 text; offsets are bytes from 1. Bad bytes are told, never read past. */
#include "base/utf8.h"
#include "compute/host_priv.h"

static str subject(lua_State *L)
{
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    return str_of(p, n);
}

/* A position of the argument at `index` as an offset from 0; negative ones count from the end. */
static lua_Integer offset_at(lua_State *L, int index, lua_Integer usual, size_t n)
{
    lua_Integer i = luaL_optinteger(L, index, usual);
    if (i < 0) i = -i > (lua_Integer)n ? 0 : (lua_Integer)n + i + 1;
    return i - 1;
}

static bool is_start(str s, size_t i) { return i >= s.n || ((unsigned char)s.p[i] & 0xC0) != 0x80; }

/* The scalar at *i; false when the bytes there are none. */
static bool decode(str s, size_t *i, uint32_t *scalar)
{
    size_t from = *i;
    *scalar = utf8_next(s, i);
    return *scalar != 0xFFFD || *i - from == 3;
}

static int utf8_char(lua_State *L)
{
    int n = lua_gettop(L);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (int i = 1; i <= n; i++) {
        lua_Integer scalar = luaL_checkinteger(L, i);
        luaL_argcheck(L, scalar >= 0 && scalar <= 0x10FFFF && (scalar < 0xD800 || scalar > 0xDFFF), i,
                      "value out of range");
        char bytes[4];
        luaL_addlstring(&b, bytes, (size_t)utf8_put(bytes, (uint32_t)scalar));
    }
    luaL_pushresult(&b);
    return 1;
}

static int utf8_codepoint(lua_State *L)
{
    str s = subject(L);
    lua_Integer from = offset_at(L, 2, 1, s.n), to = offset_at(L, 3, from + 1, s.n);
    luaL_argcheck(L, from >= 0, 2, "out of bounds");
    luaL_argcheck(L, to < (lua_Integer)s.n, 3, "out of bounds");
    if (to - from >= HOST_VALUES_MAX)
        return luaL_error(L, "too many values (more than %d): use utf8.codes", HOST_VALUES_MAX);
    luaL_checkstack(L, to >= from ? (int)(to - from) + 1 : 1, "text too long");
    int n = 0;
    for (size_t i = (size_t)from; (lua_Integer)i <= to; n++) {
        uint32_t scalar;
        if (!decode(s, &i, &scalar)) return luaL_error(L, "invalid UTF-8 code");
        lua_pushinteger(L, scalar);
    }
    return n;
}

static int utf8_len(lua_State *L)
{
    str s = subject(L);
    lua_Integer from = offset_at(L, 2, 1, s.n), to = offset_at(L, 3, -1, s.n), n = 0;
    luaL_argcheck(L, from >= 0 && from <= (lua_Integer)s.n, 2, "initial position out of bounds");
    luaL_argcheck(L, to < (lua_Integer)s.n, 3, "final position out of bounds");
    host_charge(L, s.n / 4);
    for (size_t i = (size_t)from; (lua_Integer)i <= to; n++) {
        size_t at = i;
        uint32_t scalar;
        if (decode(s, &i, &scalar)) continue;
        lua_pushnil(L);
        lua_pushinteger(L, (lua_Integer)at + 1);
        return 2;
    }
    lua_pushinteger(L, n);
    return 1;
}

static int utf8_offset(lua_State *L)
{
    str s = subject(L);
    lua_Integer n = luaL_checkinteger(L, 2);
    lua_Integer at = offset_at(L, 3, n > 0 ? 1 : (lua_Integer)s.n + 1, s.n);
    luaL_argcheck(L, at >= 0 && at <= (lua_Integer)s.n, 3, "position out of bounds");
    host_charge(L, s.n / 8);
    size_t i = (size_t)at;
    if (n == 0) while (i > 0 && !is_start(s, i)) i--;
    else if (!is_start(s, i)) return luaL_error(L, "initial position is a continuation byte");
    for (; n < 0 && i > 0; n++) do i--; while (i > 0 && !is_start(s, i));
    for (n -= n > 0; n > 0 && i < s.n; n--) do i++; while (!is_start(s, i));
    if (n == 0) lua_pushinteger(L, (lua_Integer)i + 1);
    else lua_pushnil(L);
    return 1;
}

static int next_code(lua_State *L)
{
    str s = subject(L);
    /* offset of the next byte to look at, when the last scalar took one byte */
    size_t i = (size_t)luaL_checkinteger(L, 2);
    while (i > 0 && i < s.n && !is_start(s, i)) i++;
    if (i >= s.n) return 0;
    size_t at = i;
    uint32_t scalar;
    if (!decode(s, &i, &scalar)) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, scalar);
    return 2;
}

static int utf8_codes(lua_State *L)
{
    subject(L);
    lua_pushcfunction(L, next_code);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void host_utf8_open(lua_State *L)
{
    static const luaL_Reg functions[] = {
        { "char", utf8_char }, { "codepoint", utf8_codepoint }, { "len", utf8_len }, { "offset", utf8_offset },
        { "codes", utf8_codes }, { NULL, NULL },
    };
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
    static const char pattern[] = "[\0-\x7F\xC2-\xFD][\x80-\xBF]*";
    lua_pushlstring(L, pattern, sizeof pattern - 1);
    lua_setfield(L, -2, "charpattern");
}
