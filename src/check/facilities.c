#include "check/facilities.h"
#include "base/map.h"
#include "model/hours.h"
#include <math.h>

typedef struct corners { geo_point least, most; bool known; } corners;

typedef struct checker {
    arena *a;
    const facilities_input *in;
    diag *d;
    map *ids, *communes;                           /* seen: id -> facility; code -> any */
    corners territory;
} checker;

static span place(const checker *c, const facility *f, const char *column)
{
    const value *v = value_get(f->row, str_z(column));
    return c->in->src ? value_span(c->in->src, v ? v : f->row) : NO_SPAN;
}

static const char *text(const checker *c, str s) { return arena_str(c->a, s).p; }

static void check_hours(const checker *c, const facility *f)
{
    hours h;
    size_t bad;
    if (hours_parse(c->a, f->hours, &h, &bad)) return;
    str rest = bad < f->hours.n ? str_skip(f->hours, bad) : S("…");
    DIAG(c->d, D460, place(c, f, "horaires"), text(c, f->id.n ? f->id : f->name), text(c, rest));
}

static void check_id(const checker *c, const facility *f)
{
    if (f->id.n == 0) return;
    const facility *other = map_get(c->ids, f->id);
    if (other) DIAG(c->d, D461, place(c, f, "id"), text(c, f->id), text(c, other->name));
    else map_put(c->ids, f->id, (void *)(uintptr_t)f);
    if (!facility_id_fits(f->id)) DIAG(c->d, D465, place(c, f, "id"), text(c, f->id));
}

static void check_commune(const checker *c, const facility *f)
{
    if (!c->communes || f->commune.n == 0 || map_has(c->communes, f->commune)) return;
    size_t n = map_count(c->communes);
    str *codes = ARENA_ARRAY(c->a, str, n + 1);
    for (size_t i = 0; i < n; i++) codes[i] = map_at(c->communes, i)->key;
    DIAG(c->d, D462, place(c, f, "commune"), text(c, f->commune), text(c, str_nearest(f->commune, codes, n)));
}

/* Half a degree is some forty kilometres: farther, two digits were swapped. */
static bool is_near(const corners *t, geo_point p)
{
    const double margin = 0.5;
    return !t->known || (p.lon >= t->least.lon - margin && p.lon <= t->most.lon + margin &&
                         p.lat >= t->least.lat - margin && p.lat <= t->most.lat + margin);
}

static void check_place(const checker *c, const facility *f)
{
    static const struct { const char *column; double limit; } axes[] = { { "latitude", 90 }, { "longitude", 180 } };
    str given[2];
    for (int i = 0; i < 2; i++) given[i] = dataset_plain(c->a, value_get(f->row, str_z(axes[i].column)));
    if (given[0].n == 0 && given[1].n == 0) return;
    for (int i = 0; i < 2; i++) {
        double v;
        if (facility_degrees(f->row, str_z(axes[i].column), axes[i].limit, &v)) continue;
        span at = place(c, f, axes[given[i].n ? i : 1 - i].column);
        DIAG(c->d, D463, at, given[i].n ? given[i].p : "…", axes[i].column);
    }
    if (f->placed && !is_near(&c->territory, f->at))
        DIAG(c->d, D464, place(c, f, "latitude"), text(c, f->id.n ? f->id : f->name));
}

static bool is_phone(str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') digits++;
        else if (!strchr(" +.-()/", s.p[i]) && (unsigned char)s.p[i] < 0x80) return false;
    }
    return digits >= 2 && digits <= 15;
}

static bool is_mail(str s)
{
    size_t at = str_find(s, '@');
    if (at == STR_NONE || at == 0 || str_rfind(s, '@') != at || str_find(s, ' ') != STR_NONE) return false;
    str host = str_skip(s, at + 1);
    size_t dot = str_rfind(host, '.');
    return dot != STR_NONE && dot > 0 && dot + 1 < host.n;
}

static void check_contacts(const checker *c, const facility *f)
{
    if (f->phone.n && !is_phone(f->phone))
        DIAG(c->d, D466, place(c, f, "telephone"), text(c, f->phone), "01 99 00 10 00");
    if (f->mail.n && !is_mail(f->mail))
        DIAG(c->d, D466, place(c, f, "courriel"), text(c, f->mail), "nom@exemple.fr");
}

static void learn_territory(checker *c)
{
    size_t n = 0, bad;
    const geo_area *areas = geo_areas(c->a, c->in->outlines, &n, &bad);
    corners *t = &c->territory;
    *t = (corners){ { 180, 90 }, { -180, -90 }, areas && n > 0 };
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < areas[i].npolygons; k++) {
            const geo_ring *border = &areas[i].polygons[k].rings[0];
            for (size_t j = 0; j < border->n; j++) {
                t->least = (geo_point){ fmin(t->least.lon, border->v[j].lon), fmin(t->least.lat, border->v[j].lat) };
                t->most = (geo_point){ fmax(t->most.lon, border->v[j].lon), fmax(t->most.lat, border->v[j].lat) };
            }
        }
}

static void learn_communes(checker *c)
{
    const dataset *t = c->in->communes;
    if (!t || !dataset_find(t, S("code"))) return;
    c->communes = map_new(c->a);
    for (size_t i = 0; i < t->nrows; i++) map_put(c->communes, dataset_plain(c->a, dataset_cell(t, i, S("code"))), c);
}

void facilities_check(const facilities_input *in, diag *d)
{
    checker c = { .a = arena_new(0), .in = in, .d = d };
    c.ids = map_new(c.a);
    learn_territory(&c);
    learn_communes(&c);
    for (size_t i = 0; i < in->n; i++) {
        check_hours(&c, &in->list[i]);
        check_id(&c, &in->list[i]);
        check_commune(&c, &in->list[i]);
        check_place(&c, &in->list[i]);
        check_contacts(&c, &in->list[i]);
    }
    arena_free(c.a);
}
