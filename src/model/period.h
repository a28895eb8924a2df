/* How long until a page is due for review: "6 mois", "1 an", "2 semaines", "30 jours"; in English "6 months", "1 year"… */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H
#include "base/arena.h"
#include <stdint.h>

/* The ISO day that comes `period` after `day`; "" when either can't be read. A day that a month lacks is its last one. */
str period_after(arena *a, str day, str period);
int64_t period_epoch(str day);                     /* noon UTC of an ISO day, in seconds since 1970; 0 when it can't be read */
#endif
