/* The content tree of one page as blocks of a book. */
#ifndef COMPOSE_FLOW_NODE_H
#define COMPOSE_FLOW_NODE_H
#include "compose/book.h"
#include "compose/book_style.h"
#include "base/vec.h"

/* A word marked for the index: [word]{.index} or [other words]{index="word"}. */
typedef struct index_term { str term, place; } index_term;

typedef struct flow_ctx {
    arena *a;
    const book_style *style;
    const site *site;
    const language *lang;
    const page *page;                              /* whose nodes these are */
    const map *places;                             /* names of the places that the book has: "fr/aides/index.html#montant" */
    const book_tools *tools;
    const source *src;
    VEC(index_term) terms;                         /* of the index, in the order of the book */
    int shift;                                     /* added to the level of headings */
    uint32_t group;                                /* last number given to a link */
    const node **notes;                            /* footnotes of the page, by rank from 1; NULL once their call was met */
    size_t nnotes;
    int notes_before;                              /* of the pages before in the chapter: notes are numbered through it */
    diag *d;
} flow_ctx;

/* Learns the footnotes of a page, which its calls take along. */
void flow_notes(flow_ctx *c, const node *root);
/* Appends the children of `parent` to `into`. */
void flow_nodes(flow_ctx *c, const node *parent, flow *into);
/* The name of a place of the book. */
str flow_place(arena *a, str path, str anchor);
flow *flow_heading(flow_ctx *c, int level, str text, str place, span at);
/* A paragraph with one run. */
flow *flow_line(flow_ctx *c, str text, flow_font font, flow_style style);
#endif
