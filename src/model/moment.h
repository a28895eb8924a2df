/* When something is: a day or several, with hours or without. */
#ifndef MODEL_MOMENT_H
#define MODEL_MOMENT_H
#include "model/locale.h"
#include "model/words.h"

/* Days, and minutes of the day in the site's time zone, -1 where no hour is given. Days without hours last up to the end of `last`. */
typedef struct moment { int32_t first, last; int from, to; } moment;

/* Both are texts as day_moment() takes them. An end that can’t be read, or comes before the beginning, is left out (*backwards then
 * says so, unless it is NULL). False without a beginning. */
bool moment_read(str from, str to, moment *out, bool *backwards);
/* "24 septembre 2026, de 18 h à 20 h 30", "24–26 septembre 2026", in the arena. w NULL: French. */
str moment_text(arena *a, locale *l, const words *w, const moment *m);
#endif
