/* The content tree of one page as blocks of a book. */
#ifndef COMPOSE_FLOW_NODE_H
#define COMPOSE_FLOW_NODE_H
#include "compose/book.h"
#include "compose/book_style.h"
#include "base/vec.h"

typedef struct flow_ctx {
    arena *a;
    const book_style *style;
    const site *site;
    const language *lang;
    const page *page;                              /* whose nodes these are */
    const map *places;                             /* names of the places that the book has: "fr/aides/index.html#montant" */
    const book_tools *tools;
    const source *src;
    const map *labels;                             /* address of a captioned node to "Tableau 3" (str *); what isn't there has no number */
    const map *references;                         /* place to the label of the caption that stands there (str *) */
    size_t terms;                                  /* words for the index met on the page so far */
    int shift;                                     /* added to the level of headings */
    uint32_t group;                                /* last number given to a link */
    const node **notes;                            /* footnotes of the page, by rank from 1; NULL once their call was met */
    size_t nnotes;
    bool speaker;                                  /* what is for the speaker (::: notes) is set too */
    int notes_before;                              /* of the pages before in the chapter: notes are numbered through it */
    diag *d;
} flow_ctx;

/* What the index calls a span, "" for none: [word]{.index}, or [other words]{index="word"}. */
str flow_term(arena *a, const node *n);
/* The place of the `rank`th such word of a page. */
str flow_term_place(arena *a, const page *p, size_t rank);
/* The table, picture or chart of a node that has a caption of its own to be numbered: NODE_TABLE or NODE_FIGURE. */
bool flow_is_captioned(const node *n);
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
