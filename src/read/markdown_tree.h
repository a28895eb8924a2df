/* From cmark's tree to livret's: what the files markdown*.c share. */
#ifndef READ_MARKDOWN_TREE_H
#define READ_MARKDOWN_TREE_H
#define CMARK_NO_SHORT_NAMES
#include "base/buf.h"
#include "base/vec.h"
#include "read/markdown_scan.h"
#include <cmark.h>

typedef struct md_reader {
    arena *a, *scratch;        /* of the tree; of this parse */
    const source *src;
    diag *d;                   /* NULL: nobody listens */
    bool plain;
    uint32_t from;             /* where the text begins in the source when it was not written anew */
    md_scan scan;              /* scan.text is what cmark read */
    uint32_t *lines;           /* where each line of it begins, and its length at the end */
    uint32_t nlines;
    size_t next_mark, piece;   /* the first mark not met yet; the piece that was asked for last */
    int quotes, depth;         /* around the block at hand */
    bool too_deep;             /* M109 was reported */
    node *root, *cur;          /* where the next block goes */
    node *caption;             /* met above its table */
    const md_mark *pending;    /* a footnote or a definition whose list comes next */
    node *open_list;           /* a list of HTML that was not closed */
    map *ids;                  /* id -> node_attrs */
    int duplicates;            /* ids given twice */
    struct { node **v; size_t n, cap; } notes;     /* FOOTNOTE nodes as they were defined */
    bool has_refs;             /* footnotes are called */
    struct { const node *of; size_t i, k; } spot;  /* byte k of a text was met at byte i of its source (markdown_span.c) */
} md_reader;

/* --- places (markdown_place.c) */
uint32_t md_source_offset(md_reader *r, uint32_t text_off);
span md_span(const md_reader *r, uint32_t off, uint32_t len);
/* Sets off and len of a block from cmark's lines and columns. */
void md_set_block_span(md_reader *r, node *n, cmark_node *c);

/* Follows the inlines of one block through the text. cmark gives lines and columns of the block's content, and passes over line ends within
 * the brackets of a link. */
typedef struct md_place {
    md_reader *r;
    int line;                  /* as cmark counts */
    uint32_t real, last;       /* the line of the text that it is; the block's last one */
    int64_t frame;             /* where column `block` + 1 of it is in the text */
    int block;
    uint32_t at;               /* end of what was met last */
} md_place;
void md_place_start(md_place *p, md_reader *r, cmark_node *block);
void md_place_line(md_place *p, int line);
uint32_t md_place_column(md_place *p, int column);

/* --- inlines (markdown_inline.c) */
/* Appends the inlines of c to `into`. Where an author put blocks of HTML among them, a PARAGRAPH (already in its place) goes on as
 * several blocks, and a CELL holds blocks. */
void md_inlines(md_reader *r, cmark_node *c, node *into);
/* The same for a block of HTML: paragraphs and lists are appended to r->cur. */
void md_html_inlines(md_reader *r, cmark_node *c);
/* Appends the text of all that is below c as one TEXT. */
void md_flatten(md_reader *r, cmark_node *c, node *into);

/* --- brackets and braces (markdown_span.c): footnote calls, spans, attributes of links and pictures, anywhere below top */
void md_spans(md_reader *r, node *top);
/* Takes {…} off the end of n's inlines; false when there is none. */
bool md_trailing_attrs(md_reader *r, node *n);

/* --- attributes (markdown_attrs.c) */
/* Reads {…} at the start of s (which is at `off` in the source) into t and gives its length in *used; false when it is none. */
bool md_attrs(arena *a, str s, uint32_t off, node_attrs *t, size_t *used);
/* Reads what follows the colons: name, "Title", {…}, key=value. */
void md_div_head(md_reader *r, node *div, str s, uint32_t off);
/* Reports an id that was given before (M110). */
void md_claim_id(md_reader *r, node_attrs *t);

/* --- HTML elements (markdown_html.c) */
typedef enum md_tag_role { TAG_OTHER, TAG_INLINE, TAG_BREAK, TAG_RULE, TAG_PARAGRAPH, TAG_LIST, TAG_ITEM, TAG_COMMENT } md_tag_role;
typedef struct md_tag {
    md_tag_role role;
    bool closing, ordered;     /* ordered: ol */
    node_kind kind;            /* TAG_INLINE */
    str name, attrs;           /* attrs: what stands between name and > */
    const char *classes;       /* that the element stands for */
} md_tag;
md_tag md_tag_of(str literal);
/* An inline element of HTML as a node, with the attributes that livret keeps. */
node *md_tag_node(md_reader *r, const md_tag *t, uint32_t off, uint32_t len);
/* s with entities decoded, in the tree's arena. */
str md_decode(md_reader *r, str s);

/* --- footnotes (markdown_note.c) */
void md_number_notes(md_reader *r);
#endif
