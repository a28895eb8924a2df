/* What goes to a translator's tool and comes back: blocks of pages with their translations, in which markup is protected. A file of one
 * language (XLIFF, CSV) in memory. */
#ifndef MODEL_EXCHANGE_H
#define MODEL_EXCHANGE_H
#include "base/diag.h"
#include "base/vec.h"

/* A block's Markdown, cut: TEXT is for the translator, the others are marks that may move but not change ("**", "](cmg.md)", "[^1]"). */
typedef enum part_kind { PART_TEXT, PART_OPEN, PART_CLOSE, PART_ALONE } part_kind;

typedef struct part {
    part_kind kind;
    int code;                  /* of a mark: from 1; the CLOSE of an OPEN has its number */
    str text;                  /* TEXT: as it is read, without backslashes; a mark: its Markdown, "" when not known */
    str markdown;              /* TEXT: as it stood; "" for one that a translator wrote */
} part;

typedef VEC(part) part_list;

/* XLIFF 2.0's states; OUTDATED: the translation is that of an older source text. */
typedef enum exchange_state { EXCHANGE_INITIAL, EXCHANGE_OUTDATED, EXCHANGE_TRANSLATED, EXCHANGE_FINAL } exchange_state;

typedef struct exchange_unit {
    str page;                  /* its key, "aides/cmg" */
    str hash;                  /* of the source text, 16 hexadecimal digits; "" : not said */
    str kind, place, comment;  /* "paragraph", "content/fr/aides/cmg.md:12", the translator's */
    uint32_t words;
    part_list source, target;  /* target without parts: not translated */
    exchange_state state;
    span at;                   /* of one that was read: where it stands */
} exchange_unit;

typedef struct exchange {
    str source_lang, target_lang;
    VEC(exchange_unit) units;  /* those of a page follow each other */
} exchange;
#endif
