/* A paragraph: first its words, shaped, each with its direction and the breaks around it; then, for a width, its lines. */
#ifndef TYPE_PARA_H
#define TYPE_PARA_H
#include "doc/frame.h"
#include "type/setter.h"

/* Runs of one look. element: the tag of its own that the run has, made when lines are. */
typedef struct para_look { const flow_run *run; str lang; uint32_t from; tag *element; bool tagged; } para_look;

typedef enum bit_kind { BIT_WORD, BIT_SPACE, BIT_LEADER, BIT_NEWLINE } bit_kind;

/* Bytes from..to of the text in one direction, look and face. `may`: a line may end after it. */
typedef struct para_bit {
    shaped *word;              /* NULL for LEADER and NEWLINE */
    uint32_t from, to;
    hb_script_t script;
    uint16_t look;
    uint8_t kind, level;
    bool may;
    bool fixed;                /* SPACE that starts a line of code: it neither stretches nor vanishes */
    bool even;                 /* no spaces in this script: what follows may move away a little */
    bool joined;               /* its letters join those of a neighbour in another look: not in the cache */
} para_bit;

typedef struct para {
    const flow *of;
    str text, lang;
    bool rtl;
    para_bit *bits;
    size_t nbits;
    para_look *looks;
    size_t nlooks;
    const uint32_t *starts;    /* of each flow_run in the text */
    const face *face;          /* the first one of its look: where the baseline stands; NULL when there is none */
    mpt size;
} para;

typedef struct para_line {
    mpt height, baseline;      /* from its top to the baseline */
    frame_item *items;         /* from the left edge of the column and from the baseline */
    size_t nitems;
    frame_link *links;
    size_t nlinks;
    const flow_run **calls;    /* runs that begin in this line and call a note or have a place to be named */
    size_t ncalls;
} para_line;

typedef struct para_lines { para_line *v; size_t n; } para_lines;

/* Where lines go. width: without the indents of the style. decimals: room to leave after the decimal mark (FLOW_DECIMAL). owner: the
 * element of the text; NULL: it is an artifact. */
typedef struct para_place { mpt width, decimals; tag *owner; } para_place;

/* Characters that no font has are reported (B702) and left out. Lives in a; holds words of the shaper's cache: no shaper_trim before
 * its lines are made. */
para *para_new(setter *s, arena *a, const flow *text, str lang);
/* The widest part that can't be broken, and the width without any break (but forced ones). */
void para_measure(const para *p, mpt *least, mpt *most);
/* The width from the decimal mark on, or of what follows the last digit; 0 when there is no number. */
mpt para_decimals(const para *p);
/* Breaks and places (para_set.c). a: the lines; keep: the tags. A line too wide is reported (B704). */
para_lines para_set(setter *s, arena *a, arena *keep, para *p, const para_place *at);
/* From the top of a line to the baseline. */
mpt para_baseline(const face *f, mpt size, mpt leading);
#endif
