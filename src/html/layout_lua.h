/* Just enough of Lua's grammar to find where a piece of it ends and which words open and close blocks. Used by layouts only. */
#ifndef HTML_LAYOUT_LUA_H
#define HTML_LAYOUT_LUA_H
#include "base/buf.h"
#include "base/str.h"

/* LUA_DIVIDES: else (closes a block and opens the next); LUA_DIVIDES_ONLY: elseif, whose `then` opens the next. */
typedef enum lua_word { LUA_PLAIN, LUA_OPENS, LUA_CLOSES, LUA_DIVIDES, LUA_DIVIDES_ONLY } lua_word;
typedef enum lua_end { LUA_DONE, LUA_OPEN_STRING, LUA_OPEN_LONG, LUA_OPEN_CODE } lua_end;

typedef struct lua_reader {
    str text;
    size_t at;                 /* in: where the Lua begins; out: after `end`, or the place of what is not closed */
    size_t stop;               /* out, on a fault: where reading may go on */
    const char *end;           /* "}}" or "%}" */
    void (*word)(void *ctx, lua_word w, size_t off, size_t len);   /* may be NULL */
    void *ctx;
    buf *out;                  /* takes the code without comments, newlines kept; may be NULL */
} lua_reader;

lua_end layout_lua(lua_reader *r);
#endif
