#include "import/outlines.h"
#include "model/geo.h"
#include <stdio.h>

static bool is_wanted(str code, const str *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(code, codes[i])) return true;
    return n == 0;
}

/* Without the zeros that say nothing. */
static void put_degree(buf *out, double d)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%.5f", d);
    while (n > 0 && text[n - 1] == '0') n--;
    if (n > 0 && text[n - 1] == '.') n--;
    if (n == 2 && text[0] == '-' && text[1] == '0') buf_z(out, "0");
    else buf_fmt(out, "%.*s", n, text);
}

static void put_ring(buf *out, const geo_ring *r)
{
    buf_char(out, '[');
    for (size_t i = 0; i <= r->n; i++) {           /* the first point again at the end */
        const geo_point *p = &r->v[i % r->n];
        buf_z(out, i ? ",[" : "[");
        put_degree(out, p->lon);
        buf_char(out, ',');
        put_degree(out, p->lat);
        buf_char(out, ']');
    }
    buf_char(out, ']');
}

static void put_area(buf *out, const geo_area *a)
{
    BUF_LIT(out, "{\"type\":\"Feature\",\"properties\":{\"code\":");
    value_json_string(out, a->code);
    BUF_LIT(out, ",\"nom\":");
    value_json_string(out, a->name);
    BUF_LIT(out, "},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (size_t i = 0; i < a->npolygons; i++) {
        const geo_polygon *p = &a->polygons[i];
        buf_z(out, i ? ",[" : "[");
        for (size_t k = 0; k < p->nrings; k++) {
            if (k) buf_char(out, ',');
            put_ring(out, &p->rings[k]);
        }
        buf_char(out, ']');
    }
    BUF_LIT(out, "]}}");
}

bool import_outlines(buf *out, const value *v, const str *codes, size_t ncodes, import_outlines_count *count)
{
    arena *a = arena_new(0);
    size_t n = 0;
    *count = (import_outlines_count){ 0, 0, 0 };
    const geo_area *areas = geo_areas(a, v, &n, &count->bad);
    for (size_t i = 0; areas && i < n; i++) {
        if (!is_wanted(areas[i].code, codes, ncodes)) { count->elsewhere++; continue; }
        buf_z(out, count->taken++ ? ",\n" : "{\"type\":\"FeatureCollection\",\"features\":[\n");
        put_area(out, &areas[i]);
    }
    if (count->taken) BUF_LIT(out, "\n]}\n");
    arena_free(a);
    return areas && n;
}
