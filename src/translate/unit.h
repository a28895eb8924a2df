/* What is translated piece by piece: a heading, a paragraph, an item, a cell, a caption, a title. The rules of this cut decide which
 * translations go on being valid: changing them makes work for translators, so they have a number.
 *
 * Rules, version 1. A unit is: the title, the description and the summary of a page; each run of inlines that stands directly in a block
 * (heading, paragraph, item, cell, caption, term, definition, figure), as Markdown in one form (inline.h), line ends being spaces;
 * the title of a ::: block, and its options that readers see. What has no letter is none: numbers and signs stay as they are; so does
 * code. Units come in the order of the source; footnotes at the end. */
#ifndef TRANSLATE_UNIT_H
#define TRANSLATE_UNIT_H
#include "base/vec.h"
#include "doc/node.h"
#include "doc/value.h"

enum { UNIT_RULES = 1 };

typedef enum unit_kind { UNIT_FIELD, UNIT_HEADING, UNIT_PARAGRAPH, UNIT_ITEM, UNIT_CELL, UNIT_CAPTION, UNIT_TERM, UNIT_PICTURE,
                         UNIT_TITLE, UNIT_OPTION } unit_kind;

typedef struct unit {
    unit_kind kind;
    str text;                  /* Markdown, or plain text for FIELD, TITLE, OPTION */
    uint64_t hash;             /* of text */
    uint32_t off;              /* where it stands in the source */
    uint32_t words;
    const char *field;         /* FIELD: "title", "description", "summary" */
    node *parent, *first;      /* inlines of a block */
    str *plain;                /* TITLE, OPTION: the text in the tree */
} unit;

typedef VEC(unit) unit_list;

uint64_t unit_hash(str text);
str unit_hash_text(arena *a, uint64_t hash);       /* 16 hexadecimal digits */
uint32_t unit_words(str text);                    /* what a translator is paid for: runs of letters and digits between spaces */
/* Appends the units of a page that was just parsed. title: of the page, as read. */
void unit_collect(arena *a, str title, const value *meta, node *root, unit_list *out);
/* A line for each: `heading 1f2e3d4c5b6a7988 words=3 "Les aides"`; the golden form of `inspect --as units`. */
void unit_print(buf *out, const unit_list *l);
const char *unit_kind_name(unit_kind k);          /* "paragraph" */
#endif
