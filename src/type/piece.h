/* What blocks become once their width is known: pieces, one below the other, between which a page may end. Boxes are open between two
 * pieces; a row of a table holds lists of its own. */
#ifndef TYPE_PIECE_H
#define TYPE_PIECE_H
#include "doc/frame.h"

typedef enum piece_kind {
    PIECE_LINE,                /* items: a line of text, a picture, a rule, a label (of height 0) */
    PIECE_GAP,                 /* space, which vanishes at the top of a page */
    PIECE_OPEN, PIECE_CLOSE,   /* a box with padding */
    PIECE_ROW,                 /* of a table */
    PIECE_COLUMNS,             /* blocks side by side */
    PIECE_SLIDE,               /* a page of a deck made small, with what stands beside it */
    PIECE_TURNED               /* blocks on pages of their own that lie on their side */
} piece_kind;

/* A place to be known by its page; section: the title of a heading that running lines show, else "". */
typedef struct place_mark { str name, section; struct place_mark *next; } place_mark;

typedef struct piece_box { const flow_style *style; mpt left, width; bool rtl; } piece_box;

typedef struct table table;
typedef struct columns columns;
typedef struct slide slide;

typedef struct piece_note piece_note;
typedef struct piece_side piece_side;

typedef struct piece {
    uint8_t kind;
    bool keep;                 /* no page ends after it */
    bool stays;                /* GAP: stays at the top of a page */
    mpt height;                /* LINE, GAP, SLIDE; OPEN and CLOSE: the padding */
    mpt x, baseline;           /* LINE: of its items' origin, from the left of the list and from the top of the piece */
    frame_item *items;
    frame_link *links;
    uint32_t nitems, nlinks;
    tag *figure;               /* LINE: gets its bounding box from the first item */
    const piece_box *box;      /* OPEN, CLOSE */
    table *table;              /* ROW */
    size_t row;
    columns *columns;          /* COLUMNS */
    slide *slide;              /* SLIDE */
    struct piece_list *turned; /* TURNED: set to the width of such a page */
    place_mark *marks;
    piece_side *sides;         /* what stands beside it in the side column */
    piece_note *notes;         /* LINE, ROW: called in it, for the foot of the page; those of a row that pages part go with its end */
} piece;

enum { PIECE_DEPTH = 12 };     /* boxes open at once whose frame is drawn; deeper ones go without */

/* A list, and how far pages have got with it: `next` is the first piece not placed yet, `open` the boxes that go on there. */
typedef struct piece_list piece_list;
struct piece_list {
    piece *v;
    size_t n, cap;
    size_t next;
    const piece_box *open[PIECE_DEPTH];
    size_t nopen;
};

/* A note, set to the width of the page. */
struct piece_note { piece_list list; mpt height; piece_note *next; };

/* Blocks for the side column, set to its width. */
struct piece_side { piece_list list; mpt height; piece_side *next; };

enum { NOTE_HEAD = 14000, NOTE_GAP = 2500 };       /* mpt: above the first note of a page, with its rule; between two notes */

/* Notes of all pieces, in order; the pieces have none any more. */
piece_note *piece_take_notes(piece_list *l);
/* Is there anything to be seen of a box, so that it needs pieces of its own? */
bool piece_is_boxed(const flow_style *s);
/* All that is left of a list, from `next` on, gaps and all. */
mpt piece_rest(const piece_list *l);

/* Where a list is cut. */
typedef struct piece_cut {
    size_t to;                 /* the first piece that doesn't go here */
    bool within;               /* `to` is a row or columns of which a part goes here, `room` high */
    mpt room;
    bool weak;                 /* against `keep`: there was no better place */
    bool turned;               /* `to` is TURNED, and goes on this page, below what stands before it */
} piece_cut;

/* How much of the list, from `next` on, goes into `room`: at least one piece. Chooses the last good place to end; sets the heights of the
 * table rows on its way. */
piece_cut piece_fill(const piece_list *l, mpt room);
/* The same for a page, which has room at its foot for the notes of what goes on it; `noted`: others stand there already. */
piece_cut piece_fill_page(const piece_list *l, mpt room, bool noted);
#endif
