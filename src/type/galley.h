/* Blocks of a known width, set one below the other: a list of pieces. */
#ifndef TYPE_GALLEY_H
#define TYPE_GALLEY_H
#include "type/para.h"
#include "type/piece.h"

typedef struct galley {
    setter *s;
    arena *a;                  /* pieces, lines, glyphs: until they are placed */
    arena *keep;               /* tags: as long as the book */
    piece_list out;
    mpt gap;                   /* space asked for since the last piece */
    bool fresh;                /* nothing yet in this list or box: no space before */
    place_mark *marks;         /* waiting for a piece */
    piece_side *sides;         /* the same */
    para **ready;              /* paragraphs made beforehand, in order; NULL: none */
    size_t next_ready;
    mpt decimals;              /* see para_place */
    bool alone;                /* nothing is around these blocks: a table that is too wide may have pages of its own that lie on
                                * their side, and there may be side notes */
} galley;

/* The width of the text, and its height, on a page that lies on its side when `turned`. */
mpt galley_page_width(const flow_page *g, bool turned);
mpt galley_page_height(const flow_page *g, bool turned);

/* Where blocks go: the column, the language around and the element; parent NULL: all is artifact. */
typedef struct galley_room { mpt left, width; str lang; tag *parent; } galley_room;

galley galley_new(setter *s, arena *a, arena *keep);
void galley_blocks(galley *g, const flow *first, galley_room r);      /* with all that follow */
void galley_block(galley *g, const flow *f, galley_room r);
void galley_finish(galley *g);                    /* marks that wait get an empty piece */

/* For those who make pieces of other kinds (table.c, picture.c). */
void galley_gap(galley *g, mpt space);
piece *galley_add(galley *g, piece p);            /* after the space that is due; valid until the next one */
tag *galley_element(galley *g, const flow *f, galley_room r, tag_type type);
/* The caption of f, below its element; `above`: what comes next is kept with it. */
void galley_caption(galley *g, const flow *f, galley_room r, tag *element, bool above);
void galley_keep(galley *g, size_t from);                             /* the pieces from there on stay on one page */
#endif
