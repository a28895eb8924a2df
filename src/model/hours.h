/* Opening hours as OpenStreetMap writes them (opening_hours), in the part that facilities use:
 *
 *     text   = rule { ";" rule }            "Mo-Fr 07:30-18:30; We 09:00-12:00,13:30-17:00; PH off"
 *     rule   = "24/7" | [months] [days] ( times | "off" | "closed" )
 *     months = month [ "-" month ] { "," … }          "Sep-Jun", "Jul,Aug"
 *     days   = day { "," day }; day = "Mo" | "Mo-Fr" | "Fr[2]" | "Fr[1,3]" | "Sa[-1]" | "PH" | "SH"
 *              "SH Mo-Fr": those days in school holidays
 *     times  = "07:30-18:30" { "," … }                an end before its beginning is on the next day; 24:00 is an end only
 *
 * A later rule for the same days stands in the place of an earlier one (hours_week), as OpenStreetMap has it. Lives in an arena. */
#ifndef MODEL_HOURS_H
#define MODEL_HOURS_H
#include "base/arena.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

enum { HOURS_EVERY_DAY = 0x7f, HOURS_LAST_WEEK = 1 };

typedef enum hours_when { HOURS_USUAL, HOURS_PUBLIC_HOLIDAYS, HOURS_SCHOOL_HOLIDAYS } hours_when;

typedef struct hours_time { uint16_t from, to; } hours_time;   /* minutes from midnight; to > 1440: on the next day */

typedef struct hours_rule {
    hours_when when;
    uint8_t days;                                  /* bit 0: Monday … bit 6: Sunday; 0 for holidays: whichever day they are */
    uint8_t weeks;                                 /* bit n: the nth such day of the month, HOURS_LAST_WEEK the last; 0: each */
    uint16_t months;                               /* bit 0: January; 0: all */
    bool off;
    hours_time *times;
    size_t ntimes;
} hours_rule;

typedef struct hours { hours_rule *rules; size_t n; } hours;

/* False: the text stops being readable at byte *bad; *out then holds the rules before that. "" has no rule. */
bool hours_parse(arena *a, str text, hours *out, size_t *bad);

/* The usual rule of each day of the week (Monday first), without regard to months and weeks of the month; NULL: none, or it is off. */
void hours_week(const hours *h, const hours_rule *week[7]);
bool hours_same_times(const hours_rule *x, const hours_rule *y);
#endif
