/* The content tree: what a page says, whatever it will look like. CommonMark's blocks and inlines, and livret's own. Lives in an arena;
 * one source per tree (node_tree). Offsets are bytes in that source, 0,0 for nodes that livret made. */
#ifndef DOC_NODE_H
#define DOC_NODE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "doc/scene.h"
#include <stdint.h>

typedef enum node_kind {
    /* blocks */
    NODE_DOCUMENT,
    NODE_PARAGRAPH,
    NODE_HEADING,              /* level */
    NODE_LIST,                 /* ordered, start, tight */
    NODE_ITEM,
    NODE_QUOTE,
    NODE_CODE_BLOCK,           /* text; info: the info string */
    NODE_THEMATIC_BREAK,
    NODE_HTML_BLOCK,           /* text, verbatim: only in plain CommonMark mode */
    NODE_TABLE,                /* CAPTION?, ROW… ; columns */
    NODE_CAPTION,              /* of a table or a figure: inlines */
    NODE_ROW,                  /* header: a row of column headers */
    NODE_CELL,                 /* inlines or blocks; header, align, rowspan, colspan */
    NODE_DIV,                  /* ::: — text is the name; attrs->title; a callout, falc, chiffres… */
    NODE_FIGURE,               /* IMAGE, then CAPTION?; or CAPTION?, then GRAPHIC */
    NODE_GRAPHIC,              /* scene; its text alternative is in the scene */
    NODE_FOOTNOTE,             /* text is the label, number its rank; blocks. All stand at the end of the document */
    NODE_DEFINITION_LIST,
    NODE_TERM,
    NODE_DEFINITION,
    /* inlines: from here on */
    NODE_TEXT,                 /* text */
    NODE_SOFT_BREAK,
    NODE_LINE_BREAK,
    NODE_CODE,                 /* text */
    NODE_EMPH,
    NODE_STRONG,
    NODE_UNDERLINE,
    NODE_SUBSCRIPT,
    NODE_SUPERSCRIPT,
    NODE_ABBR,                 /* attrs->title */
    NODE_SPAN,                 /* attrs: lang, classes */
    NODE_LINK,                 /* text is the address as written; attrs->title; target once resolved */
    NODE_IMAGE,                /* text is the address; children are the alternative; attrs->title; target */
    NODE_FOOTNOTE_REF,         /* text is the label, number its footnote's rank */
    NODE_HTML_INLINE,          /* text, verbatim: only in plain CommonMark mode */
} node_kind;

typedef enum node_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } node_align;

typedef struct node_pair { str key, value; uint32_t off; struct node_pair *next; } node_pair;

/* {#id .class key=value}; most nodes have none. */
typedef struct node_attrs {
    str id;                    /* "" : none. Headings always get one (node_ids) */
    str classes;               /* separated by one space */
    str title, lang;
    uint32_t id_off;
    node_pair *pairs;          /* in the order of the source */
} node_attrs;

/* Where a link leads once compose has resolved it. TARGET_SITE: `path` is relative to the output's root (fr/aides/index.html), with
 * `anchor` without '#'. TARGET_PLACE: an anchor on the same page. */
typedef enum target_kind { TARGET_NONE, TARGET_EXTERNAL, TARGET_SITE, TARGET_PLACE, TARGET_REFUSED } target_kind;
typedef struct node_target { target_kind kind; str path, anchor, lang; str file; int32_t width, height; } node_target;
/* lang: of the page of the site that a link leads to when it is another than this page's, else "". For pictures: file is the source file's
 * path in the site, width and height in pixels (0: unknown). */

typedef struct node node;
struct node {
    uint8_t kind;              /* node_kind */
    uint8_t level;             /* HEADING 1–6 */
    uint8_t align;             /* CELL: node_align */
    bool ordered, tight;       /* LIST */
    bool header;               /* ROW, CELL */
    bool decorative;           /* IMAGE marked {.decoratif} */
    bool reference;            /* LINK written without a text: its children are the title of what it leads to */
    uint16_t rowspan, colspan; /* CELL: at least 1 */
    int32_t start;             /* LIST: first number; FOOTNOTE, FOOTNOTE_REF: rank from 1; TABLE: columns */
    uint32_t off, len;
    node *parent, *first, *last, *next;
    str text, info;
    node_attrs *attrs;
    node_target *target;
    scene *graphic;            /* GRAPHIC */
};

typedef struct node_tree { node *root; const source *src; str lang; } node_tree;

node *node_new(arena *a, node_kind kind, uint32_t off, uint32_t len);
void node_append(node *parent, node *child);
void node_insert_after(node *after, node *child);     /* same parent */
void node_remove(node *n);                            /* takes n out of its parent; O(siblings) */
node_attrs *node_attrs_of(arena *a, node *n);         /* creates it when there is none */
str node_attr(const node *n, str key);                /* of attrs->pairs; "" when absent */
bool node_has_class(const node *n, str name);
bool node_is_inline(const node *n);
span node_span(const node_tree *t, const node *n);
void node_text(buf *out, const node *n);              /* all text below n, breaks as one space, alternatives of pictures included */
const char *node_kind_name(node_kind k);
/* In document order: returns the node after n within root, NULL at the end. */
node *node_following(const node *root, node *n);

/* Gives each heading an id: its own, or one from its text, "-2", "-3"… on collision (unicode_id). */
void node_ids(arena *a, node *root);

/* One line per node, two spaces a level: `heading level=2 id="aides" "Aides"`; the golden form of `inspect --as block`. */
void node_print(buf *out, const node *n);
#endif
