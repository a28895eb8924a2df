/* Messages of pages as a PO file (libgettextpo), in its usual layout. */
#ifndef READ_PO_WRITE_H
#define READ_PO_WRITE_H
#include "base/buf.h"
#include "model/message.h"

typedef struct po_head {
    str lang, name;            /* lang "": a template (POT) */
    str kept;                  /* the header of the file before; "": a new one is made */
} po_head;

/* Appends the file. False, with a reason in *why, when the library refuses. */
bool po_write(arena *a, const po_head *head, const message_list *l, buf *out, str *why);
#endif
