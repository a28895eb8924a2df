/* The logical structure of a document for those who don't see it (PDF 1.7, 14.7 and 14.8). A tree; content is tied to it by the items
 * of a frame that name their tag. Lives in an arena. */
#ifndef DOC_TAG_H
#define DOC_TAG_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "doc/scene.h"
#include <stdint.h>

typedef enum tag_type {
    TAG_DOCUMENT, TAG_PART, TAG_SECT, TAG_DIV, TAG_BLOCK_QUOTE, TAG_CAPTION, TAG_TOC, TAG_TOCI, TAG_INDEX,
    TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_P,
    TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
    TAG_TABLE, TAG_THEAD, TAG_TBODY, TAG_TR, TAG_TH, TAG_TD,
    TAG_SPAN, TAG_QUOTE, TAG_NOTE, TAG_REFERENCE, TAG_CODE, TAG_LINK,
    TAG_FIGURE, TAG_FORM,
    TAG_TYPE_COUNT
} tag_type;

typedef enum tag_scope { SCOPE_NONE, SCOPE_ROW, SCOPE_COLUMN, SCOPE_BOTH } tag_scope;
typedef enum tag_numbering { NUMBERING_NONE, NUMBERING_DISC, NUMBERING_DECIMAL } tag_numbering;

/* What few elements have. id: /ID, needed for NOTE, unique in the document. lang: "" is as the parent's. alt: /Alt of a FIGURE, and its
 * /BBox on its page, from the lower left; w 0: none. */
typedef struct tag_own { str id, lang, alt; mpt x, y, w, h; } tag_own;

typedef struct tag tag;
struct tag {
    uint8_t type;              /* tag_type */
    uint8_t scope;             /* TH: tag_scope */
    uint8_t numbering;         /* L: tag_numbering */
    uint16_t rowspan, colspan; /* TD, TH: 0 counts as 1 */
    uint32_t index;            /* free for the renderer */
    tag *parent, *first, *last, *next;
    tag_own *own;              /* NULL: nothing */
    span at;                   /* where it comes from */
};

tag *tag_new(arena *a, tag *parent, tag_type type);       /* appended to the parent's children */
void tag_adopt(tag *to, tag *from);                        /* from's children become the last ones of `to` */
tag_own *tag_own_of(arena *a, tag *t);                    /* made when there is none */
static inline str tag_alt(const tag *t) { return t->own ? t->own->alt : S(""); }
static inline str tag_lang(const tag *t) { return t->own ? t->own->lang : S(""); }
static inline str tag_id(const tag *t) { return t->own ? t->own->id : S(""); }
const char *tag_name(tag_type t);                          /* "H1", "LBody"… as in PDF */
void tag_print(buf *out, const tag *t);                    /* one line per element, two spaces a level: the golden form */
#endif
