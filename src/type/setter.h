/* What one thread needs to set a book: its tools, and what is known of the book so far. */
#ifndef TYPE_SETTER_H
#define TYPE_SETTER_H
#include "base/map.h"
#include "base/vec.h"
#include "doc/flow.h"
#include "type/chance.h"
#include "type/font.h"
#include "type/shape.h"

/* A heading of the book, or what its lists show of a caption: its title and the name of its place (its own, or one made up). */
typedef struct heading { str title, place, lang; uint8_t outline; flow_list list; span at; } heading;

typedef struct setter {
    const flow_book *book;
    font_set *fonts;
    diag *d;
    shaper *shaper;
    chances *chances;
    arena *tmp;                /* for one call that makes or breaks a paragraph: reset on entry */
    arena *work;               /* for one paragraph that is set at once */
    arena *mem;                /* as long as the setter */
    map *told;                 /* messages given, so that setting again does not repeat them */
    const heading *headings;   /* of the whole book, in reading order */
    size_t nheadings;
    const map *numbers;        /* place to the label of its page (const str *); NULL in the first round */
    /* of the section that is being set */
    str prefix;                /* of the names of its places that have none */
    VEC(heading) found;
    bool crowded;              /* that lines are too wide was said of their table */
    bool asked;                /* something was looked up: set again once it is known */
} setter;

void setter_start(setter *s, font_set *fonts, const flow_book *b, diag *d);
void setter_end(setter *s);

/* The label of the page of a place; a guess of the usual width while it isn't known, "" when the book has no such place. */
str setter_number(setter *s, str place);
/* Is the language written from right to left? The book's own direction for its own language and for "". */
bool setter_rtl(const setter *s, str lang);
/* Reports a code once for a place and argument. */
void setter_tell(setter *s, diag_code c, span at, const char *a, const char *b, const char *e);
#endif
