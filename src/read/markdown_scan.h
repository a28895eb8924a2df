/* The block pass: finds livret's own blocks in the lines of a page and writes the page anew for cmark, with an ATX heading (a mark) for
 * each line of theirs. */
#ifndef READ_MARKDOWN_SCAN_H
#define READ_MARKDOWN_SCAN_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "doc/node.h"
#include <stdint.h>

enum { MARKDOWN_DEEPEST = 60 };                    /* levels of quotes, items and ::: blocks in one another */

typedef enum md_mark_kind {
    MARK_NOTHING,              /* keeps two lists apart; a line that is dropped */
    MARK_DIV_OPEN,             /* text: what follows the colons */
    MARK_DIV_CLOSE,            /* count: blocks that it closes */
    MARK_CALLOUT,              /* text: the block's name, title: words after it. The first line of a quote */
    MARK_CAPTION,              /* of the table below; its inlines are the heading's */
    MARK_CAPTION_AFTER,        /* of the table above */
    MARK_CELL,                 /* inlines are the heading's; count: columns of its table */
    MARK_FOOTNOTE,             /* text: the label; the list that follows is one item that holds its blocks */
    MARK_TERM,
    MARK_DEFINITION,           /* the list that follows is one item that holds its blocks */
    MARK_HTML,                 /* a block of HTML; its inlines are the heading's */
} md_mark_kind;

typedef struct md_mark {
    uint32_t line;             /* of the text written anew, from 1 */
    uint8_t kind, align;
    bool header, row_start, table_start;
    uint32_t off, len;         /* in the source */
    int32_t count;
    str text, title;           /* bytes of the source or of the arena */
    uint32_t text_off;         /* where text is in the source */
} md_mark;

/* From `out` on, bytes of the new text are those of the source from `src` on; made: they stand for the one byte at src. */
typedef struct md_piece { uint32_t out, src; bool made; } md_piece;

typedef struct md_scan {
    str text;                  /* for cmark; the source itself when nothing was written anew */
    struct { md_mark *v; size_t n, cap; } marks;       /* in the order of their lines */
    struct { md_piece *v; size_t n, cap; } pieces;     /* in the order of out; none when the text is the source's */
    map *notes;                /* label -> md_note; NULL when there is none */
} md_scan;

typedef struct md_note { str label; uint32_t off, len; int32_t number; node *at; struct md_note *next; } md_note;

/* Scans src->text from `from` on. Results live in `a`; report to d (may be NULL). */
void markdown_scan(md_scan *out, arena *a, const source *src, uint32_t from, diag *d);
#endif
