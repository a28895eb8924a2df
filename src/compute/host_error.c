#include "base/buf.h"
#include "base/lang.h"
#include "compute/host_priv.h"
#include <stdio.h>
#include <stdlib.h>

enum { LEVELS = 64 };                              /* calls looked at to find one of a script */

static const host_chunk *chunk_of(const host *h, const char *name)
{
    for (size_t i = h->chunks.n; i > 0; i--)       /* the newest of a name */
        if (strcmp(h->chunks.v[i - 1].src->path, name) == 0) return &h->chunks.v[i - 1];
    return NULL;
}

/* The innermost line of a script that runs. Allocates nothing: also called when memory is refused. */
host_place host_error_place(host *h, lua_State *L)
{
    lua_Debug ar;
    for (int level = 0; level < LEVELS && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        const host_chunk *c = ar.currentline > 0 && ar.source[0] == '@' ? chunk_of(h, ar.source + 1) : NULL;
        if (c) return (host_place){ c->src, ar.currentline, c->layout };
    }
    return h->place;
}

/* "scripts/a.lua:12: text": the place is taken off the front of *text. */
static bool take_prefix(const host *h, str *text, host_place *place)
{
    for (size_t i = h->chunks.n; i > 0; i--) {
        const host_chunk *c = &h->chunks.v[i - 1];
        str rest = *text, number;
        if (!str_starts(rest, str_z(c->shown))) continue;
        rest = str_skip(rest, strlen(c->shown));
        long long line;
        if (rest.n == 0 || rest.p[0] != ':') continue;
        rest = str_skip(rest, 1);
        if (!str_cut(&rest, ':', &number) || !rest.p || !str_int(number, &line)) continue;
        *place = (host_place){ c->src, (int)line, c->layout };
        *text = str_trim(rest);
        return true;
    }
    return false;
}

/* A message about a chunk that did not compile: its name is known, though it was not remembered. */
static void take_syntax(const source *src, bool layout, str *text, host_place *place)
{
    size_t at = str_search(*text, S(":"));
    for (str rest = *text; at != STR_NONE; at = str_search(rest, S(":"))) {
        rest = str_skip(rest, at + 1);
        str after = rest, number;
        long long line;
        if (str_cut(&after, ':', &number) && after.p && str_int(number, &line) && line > 0) {
            *place = (host_place){ src, (int)line, layout };
            *text = str_trim(after);
            return;
        }
    }
}

static span line_span(host_place p)
{
    if (!p.src) return NO_SPAN;
    str text = p.src->text;
    size_t from = 0;
    for (int line = 1; line < p.line; line++) {
        size_t nl = str_find(str_skip(text, from), '\n');
        if (nl == STR_NONE) break;
        from += nl + 1;
    }
    if (p.line <= 0) return (span){ p.src, 0, 0 };
    str rest = str_skip(text, from), line = str_trim(str_first(rest, str_find(rest, '\n')));
    size_t off = line.n ? (size_t)(line.p - text.p) : from;
    return (span){ p.src, (uint32_t)off, (uint32_t)line.n };
}

span host_error_here(lua_State *L) { return line_span(host_error_place(host_of(L), L)); }

/* --- hints */

static bool quoted(str text, str *name)            /* the last '…' of the message */
{
    size_t to = str_rfind(text, '\'');
    if (to == STR_NONE) return false;
    size_t from = str_rfind(str_first(text, to), '\'');
    if (from == STR_NONE) return false;
    *name = str_of(text.p + from + 1, to - from - 1);
    return true;
}

static bool is_closed_off(str name)
{
    static const char *const names[] = {
        "io", "os", "debug", "package", "dofile", "loadfile", "load", "loadstring", "collectgarbage",
        "_G", "getfenv", "setfenv",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eqz(name, names[i])) return true;
    return false;
}

static bool has(str text, const char *part) { return str_search(text, str_z(part)) != STR_NONE; }

static void put_hint(buf *out, str text)
{
    str name = { "", 0 };
    bool named = quoted(text, &name);
    bool nil = has(text, "nil value");
    if (has(text, "attempt to ") && named && has(text, "global '") && is_closed_off(name))
        buf_fmt(out, _("“%.*s” is not there: scripts see the site and its data only, no files, no clock, no other "
                       "code"), STR_ARG(name));
    else if (has(text, "attempt to index") && nil && named)
        buf_fmt(out, _("“%.*s” has no value here: look at its spelling, or ask “if %.*s then” first"), STR_ARG(name),
                STR_ARG(name));
    else if (has(text, "attempt to call") && nil && named)
        buf_fmt(out, _("there is no function “%.*s”: look at its spelling"), STR_ARG(name));
    else if ((has(text, "attempt to perform arithmetic") || has(text, "attempt to compare") ||
              has(text, "attempt to concatenate")) && nil)
        buf_z(out, _("a value is missing: give another one in its place, as in “(x or 0)”"));
    else if (has(text, "attempt to compare") && has(text, "string") && has(text, "number"))
        buf_z(out, _("texts become numbers with tonumber(…)"));
    else if (has(text, " near "))
        buf_z(out, _("look here, or in the line above, for a comma, a quotation mark, a bracket or an “end” that is "
                     "missing or stray"));
    else if (has(text, "stack overflow"))
        buf_z(out, _("a function calls itself without end"));
}

/* --- reports */

static char told;                                  /* its address is the error of host_raise_told */

void host_raise_told(host *h)
{
    lua_pushlightuserdata(h->thread, &told);
    lua_error(h->thread);
}

static int to_text(lua_State *L)
{
    host_base_text(L, 1, NULL);
    return 1;
}

/* Turns the error on top of L into a text. */
static str text_of(lua_State *L)
{
    if (lua_type(L, -1) != LUA_TSTRING && lua_checkstack(L, 2)) {
        lua_pushcfunction(L, to_text);
        lua_insert(L, -2);
        lua_pcall(L, 1, 1, 0);
    }
    size_t n = 0;
    const char *p = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &n) : "";
    return str_of(p, n);
}

static void report_stop(host *h, span at)
{
    char amount[32];
    bool steps = h->stopped == HOST_STEPS;
    snprintf(amount, sizeof amount, "%llu",
             (unsigned long long)(steps ? h->limits.steps : h->limits.memory >> 20));
    DIAG(h->d, steps ? S502 : S503, at, amount);
}

void host_error_report(host *h, const source *src, bool layout, int status)
{
    lua_State *L = h->thread;
    if (h->reported || lua_touserdata(L, -1) == &told) return;
    bool memory = status == LUA_ERRMEM;
    str text = memory || h->stopped ? S("") : text_of(L);
    if (!h->stopped && (memory || str_eqz(text, "not enough memory"))) {
        h->stopped = HOST_MEMORY;
        h->place = h->refused;
    }
    if (h->stopped) {
        h->reported = true;
        report_stop(h, line_span(h->place.src ? h->place : (host_place){ src, 0, layout }));
        return;
    }
    host_place place = h->place.src ? h->place : (host_place){ src, 0, layout };
    if (status == LUA_ERRSYNTAX) take_syntax(src, layout, &text, &place);
    else take_prefix(h, &text, &place);
    buf message = { 0 }, hint = { 0 };
    buf_str(&message, str_first(text, 1000));
    buf_char(&message, 0);
    put_hint(&hint, str_first(text, 1000));
    buf_char(&hint, 0);
    DIAG(h->d, place.layout ? T606 : S501, line_span(place), message.p, hint.p);
    buf_free(&message);
    buf_free(&hint);
}
