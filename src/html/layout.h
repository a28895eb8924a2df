/* A page layout: HTML with holes, read once into Lua. The file is checked to be a tree of elements, each hole gets the escape of its
 * place, and what statements enclose is a whole number of elements. Nothing here runs Lua.
 *
 * `code` is a chunk that takes the functions below and gives back the layout's function. Its lines are those of the file, so that an
 * error of Lua names the author's line.
 *
 *     _piece(i)            puts pieces[i - 1]
 *     _text(x)             a hole in text
 *     _attr(x)             a hole in an attribute's value, <title> or <textarea>
 *     _addr(x)             a hole that begins an address
 *     _opt(name, x)        a whole attribute: left out for nil and false, without a value for true
 *     _optaddr(name, x)    the same for an address, _optset for a srcset
 *     _include(name, …)    another layout in this place; it sees … as its own `...`
 *     _wrap(name, …, f)    the layout `name`, whose {% slot %} calls f
 *
 * The layout's function takes the slot (nil when it wraps nothing), then the arguments of include or wrap. */
#ifndef HTML_LAYOUT_H
#define HTML_LAYOUT_H
#include "base/arena.h"
#include "base/diag.h"

#define LAYOUT_FUNCTIONS "_piece,_text,_attr,_addr,_opt,_optaddr,_optset,_include,_wrap"

typedef struct layout {
    const source *src;
    str *pieces;               /* static bytes between holes */
    size_t npieces;
    str code;                  /* Lua text */
} layout;

/* Lives in the arena and refers to src. Every fault is reported; NULL when there was one. */
layout *layout_parse(arena *a, const source *src, diag *d);
#endif
