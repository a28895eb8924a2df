#include "html/layout_lua.h"

static bool name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool sees(const lua_reader *r, size_t at, const char *z) { return str_starts(str_skip(r->text, at), str_z(z)); }
static void copy(lua_reader *r, size_t from, size_t to) { if (r->out) buf_put(r->out, r->text.p + from, to - from); }

/* The level of a long bracket that begins at `at` ("[[" is 0), -1 when none does. */
static int bracket(const lua_reader *r, size_t at)
{
    size_t i = at + 1;
    if (r->text.p[at] != '[') return -1;
    while (i < r->text.n && r->text.p[i] == '=') i++;
    return i < r->text.n && r->text.p[i] == '[' ? (int)(i - at - 1) : -1;
}

/* After the bracket that closes one of this level; STR_NONE when none does. */
static size_t bracket_end(const lua_reader *r, size_t at, int level)
{
    for (; at < r->text.n; at++) {
        size_t i = at + 1;
        if (r->text.p[at] != ']') continue;
        while (i < r->text.n && r->text.p[i] == '=') i++;
        if (i < r->text.n && r->text.p[i] == ']' && (int)(i - at - 1) == level) return i + 1;
    }
    return STR_NONE;
}

/* After the closing mark of the string at `at`; STR_NONE when the line ends first. */
static size_t string_end(const lua_reader *r, size_t at)
{
    char mark = r->text.p[at++];
    for (; at < r->text.n && r->text.p[at] != '\n'; at++) {
        if (r->text.p[at] == '\\') at++;
        else if (r->text.p[at] == mark) return at + 1;
    }
    return STR_NONE;
}

static size_t line_end(const lua_reader *r, size_t at)
{
    size_t n = str_find(str_skip(r->text, at), '\n');
    return n == STR_NONE ? r->text.n : at + n;
}

/* Comments leave their newlines only. A comment to the end of the line ends before the closing mark too. */
static size_t skip_comment(lua_reader *r)
{
    size_t from = r->at, to;
    int level = from + 2 < r->text.n ? bracket(r, from + 2) : -1;
    if (level >= 0) {
        to = bracket_end(r, from + 2, level);
    } else {
        to = line_end(r, from);
        size_t mark = str_search(str_of(r->text.p + from, to - from), str_z(r->end));
        if (mark != STR_NONE) to = from + mark;
    }
    if (to == STR_NONE) return to;
    if (r->out) buf_char(r->out, ' ');
    for (size_t i = from; i < to; i++)
        if (r->text.p[i] == '\n') copy(r, i, i + 1);
    return to;
}

static lua_word word_of(str s)
{
    static const struct { const char *name; lua_word w; } words[] = {
        { "do", LUA_OPENS }, { "then", LUA_OPENS }, { "function", LUA_OPENS }, { "repeat", LUA_OPENS },
        { "end", LUA_CLOSES }, { "until", LUA_CLOSES }, { "else", LUA_DIVIDES }, { "elseif", LUA_DIVIDES_ONLY },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqz(s, words[i].name)) return words[i].w;
    return LUA_PLAIN;
}

static size_t word_end(lua_reader *r)
{
    size_t to = r->at;
    while (to < r->text.n && (name_start(r->text.p[to]) || digit(r->text.p[to]))) to++;
    lua_word w = word_of(str_of(r->text.p + r->at, to - r->at));
    if (w != LUA_PLAIN && r->word) r->word(r->ctx, w, r->at, to - r->at);
    return to;
}

static lua_end fail(lua_reader *r, lua_end why)
{
    r->stop = why == LUA_OPEN_CODE ? r->at : line_end(r, r->at);
    return why;
}

/* One token from r->at; *to is its end. */
static lua_end token(lua_reader *r, size_t *to)
{
    char c = r->text.p[r->at];
    if (c == '"' || c == '\'') {
        *to = string_end(r, r->at);
        if (*to == STR_NONE) return LUA_OPEN_STRING;
    } else if (bracket(r, r->at) >= 0) {
        *to = bracket_end(r, r->at + 1, bracket(r, r->at));
        if (*to == STR_NONE) return LUA_OPEN_LONG;
    } else if (name_start(c)) {
        *to = word_end(r);
    } else if (digit(c)) {
        *to = r->at + 1;
        while (*to < r->text.n && (name_start(r->text.p[*to]) || digit(r->text.p[*to]) || r->text.p[*to] == '.')) {
            if (sees(r, *to, "..")) break;
            ++*to;
        }
    } else {
        *to = r->at + 1;
    }
    return LUA_DONE;
}

lua_end layout_lua(lua_reader *r)
{
    size_t braces = 0, to;
    while (r->at < r->text.n) {
        if (braces == 0 && sees(r, r->at, r->end)) {
            r->at += 2;
            return LUA_DONE;
        }
        if (sees(r, r->at, "%}") || sees(r, r->at, "{%")) return fail(r, LUA_OPEN_CODE);
        if (sees(r, r->at, "--")) {
            to = skip_comment(r);
            if (to == STR_NONE) return fail(r, LUA_OPEN_LONG);
        } else {
            char c = r->text.p[r->at];
            lua_end e = token(r, &to);
            if (e != LUA_DONE) return fail(r, e);
            if (c == '{') braces++;
            else if (c == '}' && braces) braces--;
            copy(r, r->at, to);
        }
        r->at = to;
    }
    return fail(r, LUA_OPEN_CODE);
}
