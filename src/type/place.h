/* Pieces onto pages. A page is filled between place_page_start and place_page_end; lists are cut by piece_fill. In a dry run
 * nothing is drawn: only pages are counted and places noted. */
#ifndef TYPE_PLACE_H
#define TYPE_PLACE_H
#include "base/vec.h"
#include "type/setter.h"
#include "type/table.h"

typedef struct pager {
    setter *s;
    arena *a;                  /* of the result */
    arena *scratch;            /* what follows, as long as the pager */
    frame_book *out;
    bool dry;
    size_t npages;             /* begun so far, this one included */
    bool front;                /* this page is numbered with those before the body: i, ii… */
    size_t nfront;             /* how many there are of them so far */
    str pages;                 /* how many there are, as printed; known from the dry run */
    mpt left, width;           /* of the text on this page */
    bool bare;                 /* this page has no running lines */
    bool content;              /* something stands on it */
    VEC(frame_item) under, over;                   /* painted first; after */
    VEC(frame_link) links;
    VEC(frame_place) places;
    VEC(const face *) shared;  /* faces of the font set, in the order of out->faces */
    const map *names;          /* address of a flow to the name of its place (str *) */
    VEC(piece_note *) waiting; /* for the foot of this page or the next ones */
    map *numbers;              /* place to the label of its page (str *) */
    str section, page_section; /* title of the last top heading; of the first one on this page */
} pager;

str place_label(const pager *p, arena *a);         /* the number of this page, as printed */
void place_page_start(pager *p);
void place_page_end(pager *p);

/* Draws the list from `next` up to the cut, its top at y (from the top of the page), and moves `next`. Returns the y below. */
mpt place_list(pager *p, piece_list *l, piece_cut cut, mpt y, bool artifact);
/* Rows from..to of a table (heights by piece_fill); cut: a further part of row `to`, that high. table_place.c */
mpt table_place_rows(pager *p, table *t, size_t from, size_t to, mpt cut, mpt y, bool artifact);
/* The list and all that is in it from its beginning. */
void place_reset(piece_list *l);

void place_rect(pager *p, mpt x, mpt y, mpt w, mpt h, uint32_t fill, frame_artifact kind);       /* below all text; y: its top */
/* Copies an item of a line whose origin is at x, y; deep: its glyphs, texts and points. */
void place_item(pager *p, const frame_item *it, mpt x, mpt y, frame_artifact as);

/* Notes (notes.c). The room that those left over by pages before take at the foot of a new page, at most two thirds of `room`. */
mpt notes_room(const pager *p, mpt room);
void notes_take(pager *p, const piece_list *l, size_t to);            /* those of pieces next..to; before they are placed */
/* Sets what fits below y, where the text of the page ends; the rest waits for the next page. */
void notes_place(pager *p, mpt y);

void running_watermark(pager *p);                   /* behind the text: running.c */
void running_place(pager *p);                     /* the running lines of the page: running.c */
#endif
