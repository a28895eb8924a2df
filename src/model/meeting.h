/* A page of kind "reunion": when and where a meeting is, as its sheet says (layouts/kinds/reunion.yml). */
#ifndef MODEL_MEETING_H
#define MODEL_MEETING_H
#include "model/site.h"

/* A stretch of time: days, and minutes of the day in the site's time zone, -1 where no hour is given. Days without hours last up to the
 * end of `last`. */
typedef struct moment { int32_t first, last; int from, to; } moment;

bool meeting_is(const page *p);
/* When it is. False when the sheet gives no day that can be read. An end before the beginning is left out. */
bool meeting_when(const page *p, moment *out);
/* Both are texts as day_moment() takes them; an end that can't be read, or comes before the beginning, is left out (*backwards then says so,
 * unless it is NULL). False without a beginning. */
bool moment_read(str from, str to, moment *out, bool *backwards);
/* "24 septembre 2026, de 18 h à 20 h 30", "24–26 septembre 2026", in the arena. w NULL: French. */
str moment_text(arena *a, locale *l, const words *w, const moment *m);
/* The name of the files of a page that has some of its own: the last part of its address. */
str meeting_slug(const page *p);
/* The address of its calendar file: "fr/ctg/copil/copil.ics". */
str meeting_calendar_path(arena *a, const page *p);
#endif
