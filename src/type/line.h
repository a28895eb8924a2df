/* Bits of a paragraph become the items of one line: order of display, glyphs, elements, links. */
#ifndef TYPE_LINE_H
#define TYPE_LINE_H
#include "base/vec.h"
#include "type/para.h"

/* A bit, or what is left of it when the line begins or ends within. pad: width added after it in reading order. */
typedef struct line_part { const para_bit *bit; shaped *word; uint32_t from, to; mpt pad; } line_part;

typedef enum line_end { LINE_LAST, LINE_SPACE, LINE_HYPHEN, LINE_PLAIN } line_end;     /* what parts it from the next line */

typedef struct line_maker {
    setter *s;
    arena *a, *keep;
    para *p;
    tag *owner;
    uint32_t order;            /* of the next item, over the whole paragraph */
} line_maker;

/* x: where the line begins at the left. leader: the width of its leader. hyphen: the glyph to add, with LINE_HYPHEN; NULL: none. */
typedef struct line_plan { line_part *parts; size_t n; mpt x, leader; line_end end; shaped *hyphen; } line_plan;

void line_make(line_maker *m, const line_plan *plan, para_line *out);
#endif
