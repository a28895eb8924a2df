/* What the sheets of a site say, as tables to publish: the plan with the state of its actions, their follow-up, costs, what became of the
 * objectives of earlier plans, meetings, votes, participants. A line for each sheet, entry, funder…, of the pages of the site's first
 * language; easy-to-read pages give none. A table without a line is not there. Names of columns are words of the interface, in each
 * language of the site. */
#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H
#include "model/dataset.h"
#include "model/site.h"

/* name -> dataset, in the arena. States are those of s->clock, or the last ones when it is not known. Needs s->plan and
 * s->history. */
map *records_of(arena *a, const site *s);

/* What is published in data/: tables and outlines of the data, then the records whose names none of these has. From *i = 0 on, one after
 * the other; NULL: there is none any more. */
const dataset *records_next(const site *s, size_t *i);
const dataset *records_find(const site *s, str name);      /* NULL: nothing of this name is published */
#endif
