/* Appointments as a file for calendars (iCalendar, RFC 5545): one for the page of a meeting, one for a table of dates as `::: calendrier`
 * shows it. Times are those of the site's time zone, whose rules the file holds when they are those of the European Union, or when its
 * clocks never change; else they are written in UTC. The same input gives the same bytes: an event is stamped with the site's clock, or
 * without one with its own first day. */
#ifndef COMPOSE_CALENDAR_H
#define COMPOSE_CALENDAR_H
#include "base/buf.h"
#include "model/dataset.h"
#include "model/moment.h"
#include "model/site.h"

/* Texts are plain and may hold anything; "" : not said. uid: the same as long as the event is. */
typedef struct calendar_event { str uid, title, place, description, address; moment when; } calendar_event;

typedef struct calendar {
    str name;                                      /* shown by programs that subscribe to it; "" : none */
    str zone;                                      /* "Europe/Paris" */
    str clock;                                     /* ISO day; "" : none */
    const calendar_event *events;
    size_t n;
} calendar;

void calendar_write(buf *out, const calendar *c);

/* False, and nothing written, when the page is no meeting, or has no day. */
bool calendar_of_page(buf *out, const site *s, const page *p);
/* Has the table appointments: a column "titre", and a day in "debut" or "date", already in its first row? */
bool calendar_has(const dataset *t);
/* Columns, beside those: fin, heure ("9 h 30 – 11 h"), lieu, public, description. Texts are translated as `::: calendrier` does. A row
 * without a day that can be read is left out: R107. */
void calendar_of_data(buf *out, const site *s, const language *lang, const dataset *t, diag *d);
#endif
