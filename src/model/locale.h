/* Numbers, dates and order of a language, by ICU. A locale may be used by all threads. */
#ifndef MODEL_LOCALE_H
#define MODEL_LOCALE_H
#include "base/arena.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct locale locale;

/* Whose digits: what CLDR has for the language, but Western ones in Arabic, as the Maghreb writes; 0…9; the language's own (٠…٩). */
typedef enum locale_digits { DIGITS_USUAL, DIGITS_WESTERN, DIGITS_NATIVE } locale_digits;

/* lang: a BCP 47 tag ("fr", "en-GB", "ar"). An unknown tag gets ICU's root locale. Plain "en" writes dates as in Britain (24 September
 * 2024) and plain "pt" as in Portugal, since sites are European. The arena holds the struct; locale_free gives the objects of ICU back. */
locale *locale_new(arena *a, str lang, locale_digits digits);
void locale_free(locale *l);                       /* NULL is allowed */
str locale_lang(const locale *l);                  /* the tag as given */
/* What stands between thousands, and before decimals. */
void locale_marks(locale *l, arena *a, str *group, str *decimal);
uint32_t locale_zero(const locale *l);             /* its digit 0, for unicode_digits(); '0' for NULL */

/* Results live in the arena. Decimals are rounded half to even on the decimal digits; zeros are added up to min. 0 <=
 * min <= max <= 9; other values are brought into that range. */
str locale_number(locale *l, arena *a, double v, int min_decimals, int max_decimals);
str locale_percent(locale *l, arena *a, double v, int min_decimals, int max_decimals);   /* v is 69.9 for 69,9 % */
/* code: ISO 4217 ("EUR"); its own number of decimals, none when the amount is whole. */
str locale_money(locale *l, arena *a, double v, str code);
/* "3–4", or one number when both are written alike. */
str locale_range(locale *l, arena *a, double from, double to, int min_decimals, int max_decimals);
/* "a, b et c"; any: "a, b ou c". */
str locale_list(locale *l, arena *a, const str *items, size_t n, bool any);
/* "24–26 septembre 2024", of two ISO days; when one is none, both as they are, with a dash between. */
str locale_days(locale *l, arena *a, str from, str to);
/* Long form of an ISO day: "24 septembre 2024", "1er octobre 2024". A text that is no ISO day is given back as
 * it is. */
str locale_date(locale *l, arena *a, str iso);
/* What the language writes of a day (as of 1970, model/day.h) for a skeleton of CLDR: "y" gives "2025", "LLL" "mars", "QQQ" "T1",
 * "yMMMM" "mars 2025". "" when ICU can't. */
str locale_part(locale *l, arena *a, int32_t day, const char *skeleton);
/* Names that stand alone: 0 is Monday, January. */
str locale_weekday(locale *l, arena *a, int day);
str locale_month(locale *l, arena *a, int month);
/* A time of day in 24 hours, of minutes from midnight (0 to 1440): "07:30", "7 h 30". */
str locale_clock(locale *l, arena *a, int minutes);
/* An hour, in minutes of the day: "18 h 30" and "18 h" in French, elsewhere as CLDR writes it for the region (18:30, 6:30 PM). */
str locale_hour(locale *l, arena *a, int minute);
/* < 0, 0, > 0 as a dictionary orders; 0 only for the same bytes. */
int locale_collate(locale *l, str a, str b);

bool locale_is_rtl(str lang);
/* In the language itself: "français", "English", "العربية"; the tag when it is not known. */
str locale_name(arena *a, str lang);
#endif
