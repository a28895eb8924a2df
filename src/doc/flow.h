/* A book before it has pages: styled blocks in reading order, with the styles spelt out. Made by compose, consumed by type. Units: mpt
 * (1/1000 point). Lives in an arena. Lengths named start/end follow the direction of the text. */
#ifndef DOC_FLOW_H
#define DOC_FLOW_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "doc/drawing.h"
#include "doc/tag.h"

typedef struct flow flow;

typedef enum flow_align { FLOW_START, FLOW_JUSTIFY, FLOW_CENTER, FLOW_END, FLOW_DECIMAL } flow_align;

/* How characters look. */
typedef struct flow_font {
    const str *families;       /* in order of preference; the first that has the character serves; per language see flow_book.fonts */
    size_t nfamilies;
    mpt size;
    uint16_t weight;           /* 400, 700 */
    bool italic;
    bool mono;                 /* code: taken from the families of flow_book.mono */
    uint32_t color;
    mpt rise;                  /* superscripts */
    bool underline;
} flow_font;

/* How a paragraph or a box sits. */
typedef struct flow_style {
    flow_align align;
    mpt leading;               /* from baseline to baseline */
    mpt before, after;         /* space; the larger of two neighbours counts */
    mpt start, end;            /* indents */
    mpt first;                 /* indent of the first line */
    bool keep_next, keep_together, hyphenate;
    uint8_t orphans, widows;   /* lines; 0 counts as 2 */
    /* box: all 0 for none */
    mpt pad_start, pad_end, pad_top, pad_bottom;
    uint32_t background;       /* COLOR_NONE */
    uint32_t bar;              /* colour of a bar at the start edge, COLOR_NONE */
    mpt bar_width;
    uint32_t border;           /* colour of a line around, COLOR_NONE */
    mpt border_width;
} flow_style;

typedef enum flow_dest_kind { DEST_NONE, DEST_URI, DEST_PLACE } flow_dest_kind;

/* A run of text in one look. A run with `page_of` prints the page number of that place, once known (text is then empty). */
typedef struct flow_run {
    str text;                  /* UTF-8, NFC; "\n" forces a line break */
    flow_font font;
    str lang;                  /* "" : the block's */
    tag_type tag;              /* SPAN (no element of its own unless lang differs), CODE, QUOTE, LINK, REFERENCE, NOTE… */
    flow_dest_kind dest_kind;  /* for LINK and REFERENCE */
    str dest, dest_text;       /* address or name of a place; what the link leads to, for /Contents ("" : the run's own text) */
    uint32_t group;            /* runs of one link share a number > 0 */
    str page_of;
    bool leader;               /* fills the rest of the line with dots up to what follows, which is set flush with the end edge */
    str place;                 /* name of this place in the text, "" : none */
    flow *note;                /* a note called here: the block that stands at the foot of its page; NULL: none */
    span at;
    struct flow_run *next;
} flow_run;

typedef enum flow_kind {
    FLOW_TEXT,                 /* a paragraph: runs */
    FLOW_BOX,                  /* blocks with one style and one tag around them (list, item, quote, callout, section, contents) */
    FLOW_TABLE,
    FLOW_PICTURE,
    FLOW_SCENE,
    FLOW_RULE,
    FLOW_COVER,                /* a page of its own, without running header: children */
    FLOW_INDEX,                /* terms with the pages of their places: `entries`, sorted, in `label_font` */
    FLOW_SLIDE,                /* on paper: its first child set on pages as flow_book.deck says, made small; the others stand beside it */
    FLOW_CONTENTS,             /* contents made from headings up to `level`: title in `runs`, entries in `label_font` */
    FLOW_FIELD,                /* a box to fill in, by hand or on screen: `field`, in label_font, `height` high */
} flow_kind;

/* Lists that a book may have besides its contents. */
typedef enum flow_list { LIST_NONE, LIST_TABLES, LIST_FIGURES } flow_list;

/* What a block is besides its tag, for those who name styles instead of spelling them out (odt/); paper doesn't look at it. */
typedef enum flow_role {
    ROLE_NONE,
    ROLE_NOTE, ROLE_TIP, ROLE_IMPORTANT, ROLE_WARNING, ROLE_DANGER, ROLE_EASY,    /* BOX: a callout, whose first block is its title */
    ROLE_FIGURES,              /* BOX: a list of key figures */
    ROLE_SUMMARY, ROLE_SOURCE, /* TEXT */
    ROLE_TITLE, ROLE_SUBTITLE, /* TEXT on the cover */
    ROLE_HELP,                 /* TEXT: what to write into the field below */
    ROLE_COUNT
} flow_role;

typedef struct flow_cell {
    flow *first, *last;        /* blocks */
    uint16_t row, column, rowspan, colspan;
    bool header;
    flow_align align;
    span at;
} flow_cell;

typedef struct flow_table {
    size_t rows, columns, header_rows;
    bool row_headers;          /* the first cell of each row is a header of its row */
    flow_cell *cells;
    size_t ncells;
    mpt *widths;               /* NULL: worked out from the content */
    flow_style cell_style;     /* padding, leading */
    uint32_t rule, zebra, header_background;   /* colours or COLOR_NONE */
    mpt rule_width;
} flow_table;

/* What is to be filled in. name: no other field of the book has it; label: what it asks for, to those who don't see it. */
typedef struct flow_field {
    str name, label;
    const str *choices;        /* words to choose from, beside which others may be written; NULL: none */
    size_t nchoices;
    bool many;                 /* several lines */
} flow_field;

/* A term of an index, the letter that it stands under, and its places in the order of the book. */
typedef struct flow_entry { str term, initial; VEC(str) places; } flow_entry;

struct flow {
    flow_kind kind;
    flow_style style;
    tag_type tag;              /* TAG_P, TAG_H1…, TAG_LI… ; for TAG_DIV with no meaning of its own none is made */
    flow_role role;
    bool artifact;             /* repeats or decorates: not part of the structure */
    str lang;                  /* "" : as the parent */
    str id;                    /* name of the place, "" : none */
    str title;                 /* headings: plain text for bookmarks, contents, running header; what is in a list: its caption */
    flow_list list;            /* TABLE, PICTURE, SCENE: is in this list; CONTENTS: shows it, in the place of headings */
    uint8_t outline;           /* headings: level of the bookmark, 0 for none */
    str label;                 /* list items: bullet or number, set at the start edge */
    flow_font label_font;
    tag_numbering numbering;   /* lists */
    flow_run *runs, *last_run; /* TEXT, CONTENTS */
    flow *first, *last, *next; /* children of BOX, COVER and SLIDE; the next sibling */
    flow *caption;             /* TABLE, PICTURE, SCENE: FLOW_TEXT or NULL; stands above, but for pictures where caption_below says so */
    bool caption_below;
    bool numbered;             /* TEXT: a caption whose first run is its word and number, "Tableau 3" */
    bool turned;               /* TABLE: on pages of its own that lie on their side, even if it would fit */
    flow_table *table;
    scene *graphic;            /* SCENE: title and description are its alternative */
    str file, bytes;           /* PICTURE: site path (for messages) and content, PNG or JPEG */
    const drawing *drawing;    /* PICTURE: vectors; bytes are then the SVG that they were traced from */
    str alt;                   /* PICTURE: "" with artifact set for a decoration */
    mpt width, height;         /* PICTURE, SCENE: wanted size, 0: natural, at most the column */
    flow_entry *entries;       /* INDEX */
    size_t nentries;
    flow_field *field;         /* FIELD */
    uint8_t level;             /* CONTENTS: down to this bookmark level */
    bool side;                 /* BOX: stands in the side column, beside what follows, where the page has one */
    uint8_t columns;           /* BOX: number of columns, 0 and 1: one */
    span at;
};

/* Pages. Margins: inner is at the binding (left of a recto in a left-to-right book). */
typedef struct flow_page {
    mpt width, height;
    mpt top, bottom, inner, outer;
    mpt side, side_gap;        /* width of a column for side notes within the outer margin, and its distance from the text; 0: none */
    bool two_sided;
    bool roman_front;          /* cover and contents are numbered i, ii…; 1 is the first page after them */
    /* running header and footer: {titre} {section} {page} {pages} are replaced; "" for none. start/middle/end of the line */
    str header[3], footer[3];
    flow_font running;
    uint32_t running_rule;     /* COLOR_NONE: no line under the header */
    str watermark;             /* "projet": stands large and pale behind the text of each page; "" : nothing */
} flow_page;

/* Families to use for a language, before those of the run: {"ar": ["Noto Naskh Arabic"]}; lang "" serves all. */
typedef struct flow_fonts { str lang; const str *families; size_t nfamilies; } flow_fonts;

/* Blocks that begin on a page of their own. */
typedef struct flow_chapter {
    flow *first, *last;        /* NULL: flow_book.make makes them, in so many sections */
    size_t sections;
    bool recto;                /* begins on a right-hand page */
} flow_chapter;

/* The looks that blocks of a book have in common, for those who name styles; each block still has its own. */
typedef struct flow_look { flow_font font; flow_style style; } flow_look;
typedef struct flow_looks {
    flow_look text, heading[7], item, small, caption, quote, code, cell;                    /* heading[1]…[6] */
    flow_look callout, warning;                    /* the font is that of their title */
    uint32_t accent, soft, rule;
} flow_looks;

typedef struct flow_book flow_book;
struct flow_book {
    str name;                  /* "guide-fr" */
    str title, author, subject, lang;
    bool rtl;                  /* base direction and binding at the right */
    int64_t date;              /* seconds since 1970 UTC for the PDF's dates */
    uint32_t zero;             /* the digit 0 of page numbers; 0: '0' */
    flow_page page;
    flow_fonts *fonts;
    size_t nfonts;
    flow_looks looks;
    str page_word;             /* "page" in the book's language, for alternatives */
    str again_word;            /* "(suite)": what a cell says that goes on from another page; "" : nothing */
    bool titles_again;         /* the heading that opens a chapter stands above its further pages too, with again_word behind it */
    flow_page deck;            /* the pages of SLIDE, before they are made small */
    size_t deck_before;        /* pages of the deck that come before its slides: they are numbered as on the screen */
    flow_chapter *chapters;
    size_t nchapters, cap_chapters;
    /* Makes the blocks of a section of a chapter that has none in hand, in a. Several threads may call it, and more than once for a
     * section: the same blocks come each time. */
    flow *(*make)(const flow_book *b, arena *a, size_t chapter, size_t section);
    void (*done)(const flow_book *b, size_t chapter);          /* its sections won't be asked for again; NULL: nobody asks */
    const void *maker;         /* what both work with */
};

flow *flow_new(arena *a, flow_kind kind);         /* colours of the style are COLOR_NONE */
void flow_append(flow *parent, flow *child);      /* parent: BOX, COVER, SLIDE */
flow_chapter *flow_book_chapter(arena *a, flow_book *b);  /* adds an empty one; valid until the next */
void flow_chapter_append(flow_chapter *c, flow *child);
/* The blocks of a section: all those in hand, else made in a. */
const flow *flow_book_blocks(const flow_book *b, arena *a, size_t chapter, size_t section);
flow_run *flow_add_run(arena *a, flow *text, str s, flow_font font);
/* One line per chapter, block and run, two spaces a level: the golden form of `inspect --as flow`. */
void flow_print(buf *out, const flow_book *b);
#endif
