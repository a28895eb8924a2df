/* What was renamed: content/data/noms.csv, a line for each renaming, with the columns
 *     ancien (the old name, or a code); nom (the new one); depuis (a year or a day); note — in English old, name, since, note
 * A name may be renamed again: the last one is that of today. Names are compared whole, but for case, accents and signs (those that are
 * nothing but signs, for all). Only what is counted goes by the new name (indicators, scopes, facilities): texts that were signed stay as
 * they are.
 *
 * Nothing is reported here: check/names.h does. Lives in the arena. */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H
#include "base/diag.h"
#include "base/vec.h"
#include "doc/value.h"
#include "model/words.h"

typedef struct name_change {
    str old, now, since, note;                     /* as written; since and note may be "" */
    str plain;                                     /* the old name as names are compared (unicode_plain) */
    int32_t from;                                  /* the first day of the new name; INT32_MIN: not known */
    int last;                                      /* the last year of the old name; 0: not known */
    span at, since_at;                             /* the old name; the day */
} name_change;

typedef struct name_list { VEC(name_change) all; } name_list;      /* in the order of the file; none lacks a name */

/* rows: a list of maps, or NULL; src: what their offsets are in. NULL when they hold no renaming. */
name_list *names_read(arena *a, const value *rows, const source *src);
/* The renaming of an old name (the first, of several); NULL: it has none. n may be NULL, here and below. */
const name_change *names_change(const name_list *n, str old);
/* The name of today. One that goes round in a circle stays as it is. */
str names_now(const name_list *n, str name);
bool names_circle(const name_list *n, str name);       /* is it renamed to itself in the end? */
bool names_same(str x, str y);
/* "RAM jusqu’en 2020", and what came before it, of a name of today; "" : it never had another one. w NULL: French. */
str names_before(arena *a, const name_list *n, const words *w, str now);
str names_until(arena *a, const words *w, str old, int last);      /* "RAM jusqu’en 2020"; last 0: "auparavant RAM" */
#endif
