/* The units of a page beside what was accepted of it: which are up to date, which changed since, which are new. */
#ifndef TRANSLATE_MATCH_H
#define TRANSLATE_MATCH_H
#include "translate/memory.h"
#include "translate/unit.h"

typedef enum unit_state { UP_TO_DATE, OUTDATED, IN_PROGRESS, MISSING } unit_state;

typedef struct match {
    unit_state state;
    const message *message;    /* its translation, for a page translated by PO; the old one when OUTDATED; NULL: none */
    str lost;                  /* what its translation loses or adds (sound.h): it is not used; "" : nothing */
    uint64_t old;              /* OUTDATED: the hash that was accepted in its place, 0: unknown */
} match;

/* How many units of each state, and their words. */
typedef struct match_count { uint32_t units[4], words[4]; } match_count;
void match_add(match_count *to, const match *m, const unit *u);

/* One for each unit. file: the page has a file of its own in the language, whose blocks nothing ties to those of the source; else
 * messages translate it. */
match *match_page(arena *a, const memory *m, str key, const unit_list *units, bool file);
/* One unit by itself: nothing is paired with what was accepted. */
match match_unit(arena *a, const memory *m, str key, const unit *u);
#endif
