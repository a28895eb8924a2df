#include "model/facility.h"
#include "base/map.h"
#include <math.h>

bool facility_degrees(const value *row, str column, double limit, double *out)
{
    return dataset_number(value_get(row, column), out) && fabs(*out) <= limit;
}

bool facility_id_fits(str id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!fits) return false;
    }
    return id.n > 0;
}

str facility_kind(const words *w, str kind)
{
    static const struct { const char *kind, *word;
    } kinds[] = {
        { "creche", "Crèche collective" },
        { "creche-familiale", "Crèche familiale" },
        { "guichet", "Guichet d’information" },
        { "halte-garderie", "Halte-garderie" },
        { "jardin-d-enfants", "Jardin d’enfants" },
        { "laep", "Lieu d’accueil enfants-parents" },
        { "ludotheque", "Ludothèque" },
        { "mam", "Maison d’assistantes maternelles" },
        { "micro-creche", "Micro-crèche" },
        { "multi-accueil", "Multi-accueil" },
        { "pmi", "Consultation de PMI" },
        { "rpe", "Relais petite enfance" },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eqz(kind, kinds[i].kind)) return words_get(w, str_z(kinds[i].word));
    return words_get(w, kind);
}

static map *names_of(arena *a, const dataset *communes)
{
    map *names = map_new(a);
    for (size_t i = 0; communes && i < communes->nrows; i++) {
        value *name = value_str(a, dataset_plain(a, dataset_cell(communes, i, S("nom"))));
        map_put(names, dataset_plain(a, dataset_cell(communes, i, S("code"))), name);
    }
    return names;
}

static facility read_one(arena *a, const value *row, const map *names)
{
    facility f = { .row = row };
    const struct { const char *column; str *to;
    } texts[] = {
        { "id", &f.id },           { "type", &f.kind },     { "nom", &f.name },    { "adresse", &f.address },
        { "code_postal", &f.postcode }, { "telephone", &f.phone }, { "courriel", &f.mail }, { "site", &f.web },
        { "horaires", &f.hours },  { "commune", &f.commune },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].to = str_trim(dataset_plain(a, value_get(row, str_z(texts[i].column))));
    str name = value_text(map_get(names, f.commune));
    f.commune_name = name.n ? name : f.commune;
    f.placed = facility_degrees(row, S("latitude"), 90, &f.at.lat) &&
               facility_degrees(row, S("longitude"), 180, &f.at.lon);
    return f;
}

facility *facility_read(arena *a, const dataset *t, const dataset *communes, size_t *n)
{
    const map *names = names_of(a, communes);
    *n = t ? t->nrows : 0;
    facility *out = ARENA_ARRAY(a, facility, *n + 1);
    for (size_t i = 0; i < *n; i++) out[i] = read_one(a, t->rows[i], names);
    return out;
}
