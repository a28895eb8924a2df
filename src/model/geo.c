#include "model/geo.h"
#include "model/dataset.h"
#include <math.h>

static bool read_point(const value *v, geo_point *out)
{
    if (value_count(v) < 2) return false;
    if (!dataset_number(value_at(v, 0), &out->lon) || !dataset_number(value_at(v, 1), &out->lat)) return false;
    return fabs(out->lon) <= 180 && fabs(out->lat) < 89;
}

static bool read_ring(arena *a, const value *v, geo_ring *out)
{
    size_t n = v && v->kind == VALUE_LIST ? value_count(v) : 0;
    *out = (geo_ring){ ARENA_ARRAY(a, geo_point, n + 1), 0 };
    for (size_t i = 0; i < n; i++) {
        geo_point p, *last = out->n ? &out->v[out->n - 1] : NULL;
        if (!read_point(value_at(v, i), &p)) return false;
        if (!last || last->lon != p.lon || last->lat != p.lat) out->v[out->n++] = p;
    }
    const geo_point *first = out->v, *end = out->n ? &out->v[out->n - 1] : NULL;
    if (out->n > 1 && first->lon == end->lon && first->lat == end->lat) out->n--;
    return out->n >= 3;
}

static bool read_polygon(arena *a, const value *v, geo_polygon *out)
{
    size_t n = v && v->kind == VALUE_LIST ? value_count(v) : 0;
    *out = (geo_polygon){ ARENA_ARRAY(a, geo_ring, n + 1), n };
    for (size_t i = 0; i < n; i++) if (!read_ring(a, value_at(v, i), &out->rings[i])) return false;
    return n > 0;
}

static bool read_area(arena *a, const value *geometry, geo_area *out)
{
    const value *list = value_get(geometry, S("coordinates"));
    bool one = str_eqz(value_get_text(geometry, S("type")), "Polygon");
    out->npolygons = one ? 1 : list && list->kind == VALUE_LIST ? value_count(list) : 0;
    out->polygons = ARENA_ARRAY(a, geo_polygon, out->npolygons + 1);
    if (one) return read_polygon(a, list, &out->polygons[0]);
    for (size_t i = 0; i < out->npolygons; i++)
        if (!read_polygon(a, value_at(list, i), &out->polygons[i])) return false;
    return out->npolygons > 0;
}

static str property(const value *feature, const char *const *names, size_t n)
{
    const value *all = value_get(feature, S("properties"));
    for (size_t i = 0; i < n; i++) {
        str s = value_get_text(all, str_z(names[i]));
        if (s.n) return s;
    }
    return S("");
}

geo_area *geo_areas(arena *a, const value *v, size_t *n, size_t *bad)
{
    static const char *const codes[] = { "code", "insee", "codgeo", "code_insee", "INSEE_COM" };
    static const char *const names[] = { "nom", "name", "libelle", "NOM" };
    const value *features = value_get(v, S("features"));
    *n = *bad = 0;
    if (!features || features->kind != VALUE_LIST) return NULL;
    geo_area *out = ARENA_ARRAY(a, geo_area, value_count(features) + 1);
    for (size_t i = 0; i < value_count(features); i++) {
        const value *f = value_at(features, i), *geometry = value_get(f, S("geometry"));
        str type = value_get_text(geometry, S("type"));
        if (!str_eqz(type, "Polygon") && !str_eqz(type, "MultiPolygon")) continue;
        geo_area *to = &out[*n];
        to->code = property(f, codes, sizeof codes / sizeof *codes);
        to->name = property(f, names, sizeof names / sizeof *names);
        if (to->code.n && read_area(a, geometry, to)) (*n)++;
        else (*bad)++;
    }
    return out;
}
