/* The facilities of a site: rows of the data source `structures`, with the columns id, type, nom, commune (a code of `communes`), adresse,
 * code_postal, telephone, courriel, site, horaires (model/hours.h), latitude and longitude; others are the layouts' own. A column that
 * is not there is "". Lives in an arena. */
#ifndef MODEL_FACILITY_H
#define MODEL_FACILITY_H
#include "model/dataset.h"
#include "model/geo.h"
#include "model/words.h"

typedef struct facility {
    const value *row;
    str id, kind, name, address, postcode, phone, mail, web, hours;
    str commune, commune_name;                     /* the code; the name, or the code when nobody knows it */
    bool placed;                                   /* it has coordinates that can be on Earth */
    geo_point at;
    struct page **pages;                           /* its own, by rank of language; NULL where there is none */
} facility;

/* communes may be NULL. pages is left NULL. */
facility *facility_read(arena *a, const dataset *t, const dataset *communes, size_t *n);
/* The number of a column; false when it is missing, or no number of at most `limit` either way. */
bool facility_degrees(const value *row, str column, double limit, double *out);
/* "creche" → "Crèche collective", in the language; a kind that livret does not know is looked up as it is written. */
str facility_kind(const words *w, str kind);
/* Is the id one that can stand in an address as it is: letters without accents, digits, '-', '_'. */
bool facility_id_fits(str id);
#endif
