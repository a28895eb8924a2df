/* Numbers, dates and order of a language, by ICU. A locale may be used by all threads. */
#ifndef MODEL_LOCALE_H
#define MODEL_LOCALE_H
#include "base/arena.h"
#include "base/str.h"

typedef struct locale locale;

/* lang: a BCP 47 tag ("fr", "en-GB", "ar"). Arabic is written with Western digits. An unknown tag gets ICU's root
 * locale. Plain "en" writes dates as in Britain (24 September 2024), since sites are European. The arena holds the
 * struct; ICU's objects are given back by locale_free. */
locale *locale_new(arena *a, str lang);
void locale_free(locale *l);                       /* NULL is allowed */
str locale_lang(const locale *l);                  /* the tag as given */

/* Results live in the arena. Decimals are rounded half to even on the decimal digits; zeros are added up to min. 0 <=
 * min <= max <= 9; other values are brought into that range. */
str locale_number(locale *l, arena *a, double v, int min_decimals, int max_decimals);
str locale_percent(locale *l, arena *a, double v, int min_decimals, int max_decimals);   /* v is 69.9 for 69,9 % */
/* Long form of an ISO day: "24 septembre 2024", "1er octobre 2024". A text that is no ISO day is given back as
 * it is. */
str locale_date(locale *l, arena *a, str iso);
/* < 0, 0, > 0 as a dictionary orders; 0 only for the same bytes. */
int locale_collate(const locale *l, str a, str b);

bool locale_is_rtl(str lang);
/* In the language itself: "français", "English", "العربية"; the tag when it is not known. */
str locale_name(arena *a, str lang);
#endif
