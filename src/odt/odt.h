/* A book as OpenDocument Text 1.3, for those who go on in a word processor.
 *
 * It is made from the flow (doc/flow.h), not from the node trees of the pages: the flow is where a book is whole. Captions and notes have
 * their numbers, links know what is in the book, parts, cover, contents, index and the sheets of a kind are there, and pictures are at
 * hand; from nodes all of that would be worked out a second time, and differ one day. What the flow spells out (a size, a colour) is not
 * written block by block but told by named styles, so that a user changes them in one place: a block's tag, kind and role name its style,
 * and flow_book.looks says what it looks like. Only what a block has of its own (language, alignment, start of a page) is an automatic
 * style.
 *
 * What a word processor works out stays its own work: lines, pages, numbers of pages (fields). Not told: the watermark, the column of
 * side notes (they stand in the text), native digits of page numbers. */
#ifndef ODT_ODT_H
#define ODT_ODT_H
#include "base/diag.h"
#include "doc/flow.h"

typedef struct odt_options {
    str generator;             /* "livret/1.0" */
    /* A chart or map as a file; and an SVG as PNG, for programs that can't draw it, "" when it can't be made, NULL: never. Results live in
     * the arena. */
    str (*svg)(void *ctx, arena *a, const scene *s);
    str (*png)(void *ctx, arena *a, str svg);
    void *ctx;
} odt_options;

/* Asks for the sections in order, from one thread, and never says that they are done with. False after a diagnostic (B720). */
bool odt_write(const flow_book *b, const odt_options *o, buf *out, diag *d);
/* content.xml with a line for each element outside of paragraphs: the golden form of `inspect --as odt`. */
void odt_print(buf *out, const flow_book *b, const odt_options *o);
#endif
