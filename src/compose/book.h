/* Books: what layouts/books/NAME.lua says, and the flow of styled blocks that it makes of the site's pages in one language. */
#ifndef COMPOSE_BOOK_H
#define COMPOSE_BOOK_H
#include "compute/host.h"
#include "doc/flow.h"
#include "model/site.h"

/* A page of a book with the level of its title: 1 opens a chapter. A part title of its own has no page. A part that a block of
 * scripts/blocks/ makes of the page has both, and `sheet`, the block's name, with its options (a map of texts, or NULL). slide: what of the
 * page's tree it is; NULL: all. A blank form for a kind of sheet has neither page nor part. */
typedef struct book_entry {
    page *page;
    str part, sheet;
    const value *options;
    const node *slide;
    const kind *form;
    uint8_t level;
} book_entry;

typedef struct book {
    str name;
    const source *src;
    value *def;                                    /* the table that the file gives back */
} book;

/* Reads a book's file in the host that will make its flows. False after a diagnostic. */
bool book_load(arena *a, host *h, const source *src, book *out);
/* each = "reunion": a PDF of its own for each page of that kind; "" : one for the site. */
str book_each(const book *b);
/* forms = true: a blank form, a PDF of its own, for each kind of which the site has a sheet; forms = { "action" }: for these. */
bool book_has_forms(const book *b);
/* The kinds among all (name to kind) whose forms it holds, each once. B709, B710 for what can't be a form. */
const kind **book_forms(arena *a, const book *b, const site *s, const map *kinds, size_t *n, diag *d);
bool book_has_language(const book *b, const language *l);
/* form: of which it holds the blank form; NULL: of none. */
str book_title(arena *a, const book *b, const site *s, const language *l, const kind *form);
/* What it holds in a language, in order. Entries name pages as links do: "/aides" a page, "/aides/" and a star a section with all below
 * it. */
book_entry *book_entries(arena *a, const book *b, const site *s, const language *l, size_t *n, diag *d);
/* The same of the book of one page: the page, or a part of it for each of parts = { { title = …, sheet = "block", options = … } }. */
book_entry *book_page_entries(arena *a, const book *b, const site *s, page *p, size_t *n);
book_entry *book_form_entries(arena *a, const kind *form, size_t *n);

/* A picture for the flow: vectors with the SVG that they come from, or PNG or JPEG content, which live as long as the book; NULL and ""
 * when there is none. width: the natural one of bytes, 0 when their pixels say it. */
typedef struct book_image { const drawing *drawing; str bytes; mpt width; } book_image;
typedef book_image book_picture(void *ctx, str file);
/* What a book asks of the pipeline. sheet: the nodes that a block of scripts/blocks/ makes for a page of a kind, resolved; its result is a
 * document, or NULL. */
typedef struct book_tools {
    book_picture *picture;
    node *(*sheet)(void *ctx, arena *a, page *p, str block, const value *options);
    const book *(*book)(void *ctx, str name);      /* another book of the site by its name, NULL: none */
    void (*done)(void *ctx, page *p);              /* the book won't look at the tree of this page again; NULL: nobody asks */
    void *ctx;
} book_tools;

/* The name of a PDF, which links say after "pdf:": the book's, for a page of `each` behind that page's own: "copil-diaporama", for a blank
 * form before the kind's: "formulaire-action". */
str book_file_name(arena *a, const book *b, const page *p, const kind *form);

/* All entries' trees are resolved and kept (page.tree): chapters are made of them when they are asked for, by several threads; `tools`
 * and `entries` live as long, and tools->picture may be called by several threads. */
flow_book *book_flow(arena *a, const book *b, const site *s, const language *l, const book_entry *entries, size_t n,
                     const book_tools *tools, diag *d);
#endif
