/* The translations of one language: what PO files say of pages, and which blocks were accepted (translations/<lang>/state.tsv). Built by
 * one thread, then read by all. Lives in an arena. */
#ifndef TRANSLATE_MEMORY_H
#define TRANSLATE_MEMORY_H
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/message.h"

/* The accepted source hashes of a page, in its order. */
typedef VEC(uint64_t) accepted_list;

typedef struct memory {
    arena *a;
    message_list messages;     /* in the order of the file */
    str header;                /* of that file */
    bool damaged;              /* the file could not be read whole: it must not be written over */
    map *contexts;             /* context -> its messages by id (map) */
    map *by_id;                /* id -> the message of its one translation, or `several` */
    map *by_hash;              /* of an id, or of the previous one of a fuzzy message -> message with a translation */
    map *begun;                /* contexts that have a translation */
    map *pages;                /* key -> accepted_list */
    map *accepted;             /* hash -> itself */
} memory;

memory *memory_new(arena *a);
/* Takes the messages of a file over; those of files before come first. */
void memory_add(memory *m, const message_list *l);
/* Reads state.tsv; a line that is none is reported (T703) and left out. */
void memory_read_state(memory *m, const source *src, diag *d);
void memory_write_state(const memory *m, buf *out);           /* pages sorted by key */
void memory_accept(memory *m, str page, const uint64_t *hashes, size_t n);    /* in the place of what was accepted of the page */

/* The message with a translation, not fuzzy, of a text in a page: its own, else that of the same text where it has one translation only. */
const message *memory_find(const memory *m, str context, str text);
/* The fuzzy one of just this text. */
const message *memory_find_fuzzy(const memory *m, str context, str text);
/* A translation of a text of that hash, whatever its state. */
const message *memory_find_old(const memory *m, uint64_t hash);
bool memory_has_page(const memory *m, str context);           /* is anything of it translated? */
const accepted_list *memory_page(const memory *m, str key);   /* NULL: nothing was accepted */
bool memory_accepted(const memory *m, uint64_t hash);
#endif
