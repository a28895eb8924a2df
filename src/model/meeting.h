/* A page of kind "reunion": when and where a meeting is, as its sheet says (layouts/kinds/reunion.yml). */
#ifndef MODEL_MEETING_H
#define MODEL_MEETING_H
#include "model/moment.h"
#include "model/site.h"

bool meeting_is(const page *p);
/* When it is. False when the sheet gives no day that can be read. An end before the beginning is left out. */
bool meeting_when(const page *p, moment *out);
/* Is a row of participants their sum ("Total"), and no category? */
bool meeting_is_total(const value *row);
/* The name of the files of a page that has some of its own: the last part of its address. */
str meeting_slug(const page *p);
/* The address of its calendar file: "fr/ctg/copil/copil.ics". */
str meeting_calendar_path(arena *a, const page *p);
#endif
