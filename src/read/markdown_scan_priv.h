/* What the files of the block pass share. */
#ifndef READ_MARKDOWN_SCAN_PRIV_H
#define READ_MARKDOWN_SCAN_PRIV_H
#include "base/buf.h"
#include "base/vec.h"
#include "read/markdown_line.h"
#include "read/markdown_scan.h"

typedef enum scan_leaf { LEAF_NONE, LEAF_PARAGRAPH, LEAF_FENCE, LEAF_HTML } scan_leaf;

typedef struct scan_container {
    bool item, ours;           /* else a quote; ours: made for a footnote or a definition */
    bool definition;
    bool empty;                /* an item without a block yet */
    uint32_t width;            /* item: columns that its lines are indented by */
} scan_container;

typedef struct scan_div { uint32_t colons; int depth; uint32_t off, len; str name; } scan_div;

typedef struct scan {
    arena *a;
    const source *src;
    diag *d;
    str text;
    bool has_cr, has_bar;
    md_scan *result;
    /* The new text. Lines that stay as they are wait until something else is written: [copied, …) of the source. */
    buf out;
    uint32_t copied, lines;    /* lines: how many were written or are waiting */
    /* The line at hand. `made` replaces its bytes before `rest` once a part of it was written. */
    md_line line;
    bool cut;                  /* a part of it was written */
    buf made;
    uint32_t rest;
    /* Open containers and the leaf in the innermost one. */
    scan_container stack[MARKDOWN_DEEPEST + 1];
    int depth;
    scan_leaf leaf;
    char fence;
    uint32_t fence_length;
    int html_kind;
    VEC(scan_div) divs;
    int ours_end;              /* depth at which a container of ours ended, only blank lines ago; -1: none */
    bool definition_end;       /* it was a definition */
    bool term, after_term;     /* the line at hand, the line before is a term */
    bool unclosed;             /* a div ended with its container: a line of colons further out belonged to it */
    bool too_deep;             /* M109 was reported */
} scan;

/* --- writing (markdown_scan.c) */
void scan_keep(scan *s);                                       /* the line at hand goes as it is */
/* Writes a heading in the place of the line at hand, whose content begins at c. Its text is put between scan_mark and scan_mark_end.
 * More may follow for the same line: containers are repeated before them. */
md_mark *scan_mark(scan *s, const md_cursor *c, md_mark_kind kind, uint32_t off, uint32_t len);
void scan_insert(scan *s, uint32_t at, const char *z);         /* z before the byte `at` of the line at hand */
void scan_source(scan *s, uint32_t off, uint32_t len);         /* bytes of the source */
void scan_made(scan *s, const char *z, uint32_t at);           /* bytes that stand for those at `at` */
void scan_mark_end(scan *s, bool text);
void scan_done(scan *s);                                       /* nothing more of the line at hand is written */
bool scan_next(scan *s);                                       /* on to the following line; false at the end */

/* --- looking ahead */
/* Does line l go on with all open containers? c is then at its content, *indent columns in. */
bool scan_goes_on(const scan *s, md_line l, md_cursor *c, uint32_t *indent);
bool scan_line_after(const scan *s, md_line l, md_line *next);
bool scan_starts_block(str rest);                              /* a block of CommonMark or of ours, other than a paragraph */

/* --- tables (markdown_scan_table.c): true when the lines from the one at hand were taken */
bool scan_table(scan *s, const md_cursor *c);
bool scan_caption(scan *s, const md_cursor *c);
#endif
