/* Civil days, as days since 1970-01-01 in the Gregorian calendar. No clock is read here. */
#ifndef MODEL_DAY_H
#define MODEL_DAY_H
#include "base/arena.h"
#include "base/str.h"
#include <stdint.h>

/* "2026-09-24", also with a time behind it ("2026-09-24T10:30:00+02:00", "2026-09-24 10:30"), which is not looked at
 * further. Years 0001 to 9999; days that do not exist are refused. */
bool day_parse(str text, int32_t *day);
/* The days of "2025", "2025-03" or a day: from the first to the day after the last. False for anything else. */
bool day_stretch(str text, int32_t *from, int32_t *to);
/* A day, with or without an hour: "2026-09-24", "2026-09-24 18:00", "2026-09-24T18:00", "2026-09-24 18h30", "… 18 h".
 * minute: of the day, -1 when none is given. False for anything else. */
bool day_moment(str text, int32_t *day, int *minute);
/* An hour as people write it, from *i on: "18:00", "9h30", "9 h 30", "18 h". False, and *i as it was, for anything else. */
bool day_hour(str text, size_t *i, int *minute);
int32_t day_of(int year, int month, int dom);      /* month 1…12, dom 1…31: taken to exist */
void day_civil(int32_t day, int *year, int *month, int *dom);
str day_text(arena *a, int32_t day);               /* ISO */
int day_compare(str a, str b);                     /* two ISO texts; one that is no day comes first */

bool day_zone_known(arena *a, str zone);           /* "Europe/Paris" */
/* In all, the arena is for scratch. The day that it is in a time zone at a second since 1970 (UTC for a zone that is
 * not known). */
int32_t day_at(arena *a, str zone, int64_t epoch);
int day_offset(arena *a, str zone, int64_t epoch); /* minutes that its clocks are ahead of UTC then */
#endif
