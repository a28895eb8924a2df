/* Where a paragraph is broken into lines: over the whole paragraph at once, after Knuth and Plass, on numbers only. Widths in mpt; no
 * floating point, so that every machine breaks the same lines. */
#ifndef TYPE_BREAK_H
#define TYPE_BREAK_H
#include "base/arena.h"
#include "doc/scene.h"

typedef enum break_kind { BREAK_BOX, BREAK_GLUE, BREAK_PENALTY } break_kind;
enum { BREAK_NEVER = 10000, BREAK_ALWAYS = -10000 };

/* A box is never broken. A glue vanishes where a line ends or begins; a line may end before it, at its penalty. A penalty is a place
 * where a line may end, which then is `width` wider (a hyphen). */
typedef struct break_item {
    uint8_t kind;
    bool hyphen;               /* PENALTY: the line would end in a hyphen */
    int16_t penalty;           /* GLUE, PENALTY: BREAK_NEVER: no break; BREAK_ALWAYS: the line ends here and isn't stretched */
    mpt width, stretch, shrink;
} break_item;

typedef struct break_rules {
    mpt first, rest;           /* widths of the first line and of the others */
    mpt ragged;                /* by how much a line may well be shorter; 0: lines are justified */
    int tolerance;             /* worst badness allowed: 100 is a line stretched by all its stretch; from 10000 on: any */
    int hyphens;               /* most lines in a row that end in a hyphen */
    bool must;                 /* find some way, even with lines that are too short or too wide */
} break_rules;

/* The items at which the lines end, each the index of a glue or penalty, the last one n. Returns their number, 0 when the rules leave no
 * way (never with `must`). Lives in a. Time: n times the breaks that fit into a line. */
size_t break_lines(arena *a, const break_item *v, size_t n, const break_rules *r, size_t **ends);
#endif
