/* A book with its pages: placed glyphs and shapes, each tied to the logical structure or marked as an artifact. Made by type, consumed by
 * pdf. Units: mpt; origin at the lower left of the page, y up (as in PDF). Lives in an arena, but for its quires. */
#ifndef DOC_FRAME_H
#define DOC_FRAME_H
#include "base/arena.h"
#include "base/buf.h"
#include "doc/face.h"
#include "doc/flow.h"
#include "doc/tag.h"

/* A glyph of a run, in visual order from left to right: most of a book's memory. `cluster`: byte offset in the run's text of the first
 * character that it stands for (HarfBuzz cluster: glyphs with the same number belong together), FRAME_CLUSTER where it is larger. x:
 * offset from the run's origin. still: it has no advance (a mark, a hidden character). */
typedef struct frame_glyph {
    uint16_t gid;
    uint16_t cluster : 15;
    bool still : 1;
    mpt x;
} frame_glyph;
enum { FRAME_CLUSTER = 0x7FFF };

typedef enum frame_kind { FRAME_RUN, FRAME_RECT, FRAME_PATH, FRAME_IMAGE, FRAME_DRAWING } frame_kind;
typedef enum frame_artifact { ARTIFACT_NONE, ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_BACKGROUND } frame_artifact;

typedef struct frame_item {
    uint8_t kind, artifact;    /* frame_kind, frame_artifact */
    bool rtl;                  /* RUN */
    bool raised;               /* RUN: not all of its glyphs stand on the baseline; see frame_rises */
    uint8_t pattern;           /* RECT, PATH: see scene.h */
    bool closed, curve;        /* PATH */
    uint32_t order;            /* logical order, over all pages: compared among the items of a tag and of the tags below it, so that a
                                * link within a paragraph has numbers between those of the runs around it */
    mpt size;                  /* RUN: of its font; here, where it fills a gap: there are many items */
    tag *tag;                  /* NULL exactly when artifact is not ARTIFACT_NONE */
    mpt x, y, w, h;            /* RUN: origin on the baseline and its width; RECT, IMAGE, DRAWING: lower left and size */
    union {
        struct {               /* RUN: one face, colour and direction */
            const face *face;
            str text, lang;    /* what the glyphs say, in logical order; may end with the space at which a line was broken, or hold a
                                * soft hyphen U+00AD where a hyphen glyph was added at the end of a line */
            frame_glyph *glyphs;   /* nglyphs; behind them, when it is raised, as many mpt */
            uint32_t nglyphs, color;
        };
        struct {               /* RECT, PATH */
            uint32_t fill, stroke;
            mpt stroke_width, dash;
            scene_point *points;                   /* PATH, on the page; curve: points come in threes after the first (Bézier) */
            uint32_t npoints;
        };
        struct {               /* IMAGE, DRAWING */
            str file, bytes;   /* IMAGE: PNG or JPEG content, shared by all uses of one file */
            const drawing *drawing;                /* DRAWING: made to fill w and h; shared by all uses of one file */
        };
    };
} frame_item;

/* Of each glyph of a run, from the baseline up; NULL: all stand on it. */
static inline mpt *frame_rises(const frame_item *it) { return it->raised ? (mpt *)(void *)(it->glyphs + it->nglyphs) : NULL; }
/* Bytes of n glyphs, with their rises. */
static inline size_t frame_glyphs_size(size_t n, bool raised) { return n * (sizeof(frame_glyph) + (raised ? sizeof(mpt) : 0)); }

/* A field of a form; font: of what is typed there. */
typedef struct frame_field { flow_field says; const face *font; mpt size; uint32_t color, border; mpt border_width; } frame_field;

/* What a reader may act upon: a link, or a field to fill in. */
typedef struct frame_link {
    tag *tag;                  /* the LINK (or REFERENCE's LINK) element, or the FORM */
    mpt x, y, w, h;            /* one rectangle: a link over two lines has two */
    flow_dest_kind kind;
    str dest, contents;        /* address or name of a place; a text for /Contents, never empty */
    uint32_t order;            /* as frame_item.order */
    frame_field *field;        /* NULL: a link; else kind is DEST_NONE */
} frame_link;

typedef struct frame_page {
    mpt width, height;
    str label;                 /* "iv", "12" */
    frame_item *items;
    size_t nitems, cap_items;
    frame_link *links;
    size_t nlinks, cap_links;
} frame_page;

/* Memory of the items and links of some pages in a row, which are only needed until they are drawn. end: the page after the last one. */
typedef struct frame_quire { arena *mem; size_t end; } frame_quire;

typedef struct frame_place { str name; uint32_t page; mpt x, y; } frame_place;      /* page from 0; y: top of what it names */
typedef struct frame_outline { uint8_t level; str title, place; } frame_outline;    /* level from 1, in reading order */

typedef struct frame_book {
    str name, title, author, subject, lang;
    bool rtl;
    int64_t date;
    frame_page *pages;
    size_t npages, cap_pages;
    frame_quire *quires;       /* in order; those before next_quire are gone */
    size_t nquires, next_quire;
    frame_place *places;       /* sorted by name */
    size_t nplaces, cap_places;
    frame_outline *outline;
    size_t noutline, cap_outline;
    const face **faces;        /* those used, by serial */
    size_t nfaces;
    tag *tags;                 /* the Document element */
} frame_book;

/* Pages before `page` have been drawn: their items and links may go, with those of their quire. */
void frame_let_go(frame_book *b, size_t page);
void frame_close(frame_book *b);                  /* all of them; the rest of the book belongs to its arena */
/* The golden form of `inspect --as frame`: one line per item with positions in points, two decimals. */
void frame_print(buf *out, const frame_book *b);
#endif
