/* A message of a PO file of pages: a block of a page and its translation. */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H
#include "base/diag.h"
#include "base/vec.h"

/* context: the key of the page, "aides/cmg". */
typedef struct message {
    str context, id, text;     /* text "": not translated */
    str previous;              /* of a fuzzy one: the source text that `text` translates; "" : unknown */
    str comment;               /* the translator's */
    str kind, place;           /* for writing: "paragraph", "content/fr/aides/cmg.md:12" */
    bool fuzzy, obsolete;
    const source *src;
    uint32_t off;              /* the start of its line in the file */
} message;

typedef VEC(message) message_list;

#endif
