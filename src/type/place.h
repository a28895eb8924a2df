/* Pieces of a chapter onto pages. A page is filled between place_page_start and place_page_end; lists are cut by piece_fill. */
#ifndef TYPE_PLACE_H
#define TYPE_PLACE_H
#include "base/vec.h"
#include "type/setter.h"
#include "type/table.h"

enum { QUIRE = 32 };           /* sheets whose items share an arena */
enum { RUNNING_ITEMS = 4 };    /* usual number of items of the running lines of a page */

/* A page of a chapter before it is bound into the book: x counts from the start of the text column, since margins follow from the number of
 * the page. */
typedef struct sheet {
    arena *ink;                /* of its items and links */
    frame_item *items;         /* with room for RUNNING_ITEMS more */
    size_t nunder, nitems;     /* the first nunder lie below the running lines; */
    size_t nside;              /* the last nside are in the side column, x from its left edge */
    frame_link *links;
    tag **figures;             /* those whose place on the page is known from here */
    size_t nlinks, nside_links, nfigures;          /* of the links the last nside_links, as the items */
    bool turned;               /* the page lies on its side */
    str section, first_section;/* title of the last top heading so far, of the first one on this page; "" : none */
} sheet;

typedef VEC(sheet) sheet_list;
typedef VEC(frame_quire) quire_list;
typedef VEC(frame_place) place_names;

typedef struct pager pager;
struct pager {
    setter *s;
    arena *a;                  /* of the sheets, but for: */
    arena *ink;                /* items and links of the page: of the last of `quires` */
    quire_list quires;         /* ends count sheets of the chapter */
    arena *scratch;            /* what follows, as long as the pager */
    mpt left, width;           /* of the text; left moves within columns */
    bool content;              /* something stands on the page */
    bool turned;               /* the page lies on its side: set before it is started */
    VEC(frame_item) under, over;                   /* painted first; after */
    VEC(frame_link) links;
    VEC(tag *) figures;
    VEC(piece_note *) waiting; /* for the foot of this page or the next ones */
    struct pager *side;        /* the side column of the page; NULL: none */
    mpt side_end;              /* where its last note ends */
    VEC(piece_side *) late;    /* side notes that wait for the next page */
    mpt stretch;               /* height that each reduced slide of the page gets besides its own */
    size_t slides;             /* of them placed so far in the chapter */
    map *seen;                 /* names of places noted */
    str section, first_section;                    /* as in sheet */
    sheet_list sheets;         /* those that are full */
    place_names places;        /* frame_place.page: of the chapter; x as in sheet */
};

mpt place_page_height(const pager *p);
void place_page_start(pager *p);
void place_page_end(pager *p);                    /* adds to `sheets` */
/* x: of the text; side: of the side column. */
void place_shift(sheet *s, mpt x, mpt side);

/* Draws the list from `next` up to the cut, its top at y (from the top of the page), and moves `next`. Returns the y below. */
mpt place_list(pager *p, piece_list *l, piece_cut cut, mpt y, bool artifact);
/* Notes where a piece is that no list places. */
void place_marks(pager *p, const piece *v, mpt y);
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

/* What repeats on every page: running lines, and the watermark behind the text (running.c). label: the number of the page as printed;
 * pages: that of the last one; section: what {section} stands for. Nothing but the watermark on a bare page. */
typedef struct running { str label, pages, section; bool bare; } running;
void running_place(pager *p, const running *r);
/* One line within `room` from x, its baseline at y (from the top of the page): what is too long is left out. */
void running_text(pager *p, str text, flow_align align, mpt x, mpt y, mpt room, frame_artifact kind);
#endif
