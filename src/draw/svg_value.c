#include "draw/svg_value.h"
#include "base/vec.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

static const double FARTHEST = 1e9;                /* mpt: a thousand kilopoints */

svg_matrix svg_matrix_times(svg_matrix o, svg_matrix i)
{
    return (
        svg_matrix){ o.xx * i.xx + o.xy * i.yx, o.yx * i.xx + o.yy * i.yx,        o.xx * i.xy + o.xy * i.yy,
                     o.yx * i.xy + o.yy * i.yy, o.xx * i.x0 + o.xy * i.y0 + o.x0, o.yx * i.x0 + o.yy * i.y0 + o.y0 };
}

mpt svg_value_length(double v)
{
    return (mpt)lround(fmax(-FARTHEST, fmin(FARTHEST, v)));       /* fmin and fmax pass NaN over */
}

scene_point svg_matrix_point(const svg_matrix *m, double x, double y)
{
    return (scene_point){ svg_value_length(m->xx * x + m->xy * y + m->x0),
                          svg_value_length(m->yx * x + m->yy * y + m->y0) };
}

bool svg_matrix_scale(const svg_matrix *m, double *by)
{
    double x = hypot(m->xx, m->yx), y = hypot(m->xy, m->yy);
    *by = sqrt(fabs(m->xx * m->yy - m->xy * m->yx));
    return fabs(x - y) <= 0.01 * *by && fabs(m->xx * m->xy + m->yx * m->yy) <= 0.01 * x * y;
}

static bool is_space(char c) { return c == ' ' || c == ',' || c == '\n' || c == '\t' || c == '\r'; }

static void skip_space(str *s)
{
    while (s->n && is_space(s->p[0])) *s = str_skip(*s, 1);
}

bool svg_value_next(str *rest, double *out)
{
    skip_space(rest);
    /* strtod would also take inf and nan */
    if (!rest->n) return false;
    if (!strchr("+-.", rest->p[0]) && !isdigit((unsigned char)rest->p[0])) return false;
    char *end;
    *out = strtod(rest->p, &end);
    size_t n = (size_t)(end - rest->p);
    if (n == 0 || n > rest->n || !isfinite(*out)) return false;
    *rest = str_skip(*rest, n);
    skip_space(rest);
    return true;
}

bool svg_value_number(str s, double *out)
{
    if (!svg_value_next(&s, out)) return false;
    if (!str_eqz(s, "%")) return s.n == 0;
    *out /= 100;
    return true;
}

/* The n numbers of "name(…)". */
static bool call(str s, str name, size_t n, double *out, bool *percent)
{
    s = str_trim(s);
    if (!str_starts(s, name) || !str_ends(s, S(")"))) return false;
    str inner = str_skip(str_first(s, s.n - 1), name.n);
    for (size_t i = 0; i < n; i++) {
        if (!svg_value_next(&inner, &out[i])) return false;
        if (!percent) continue;
        *percent = str_starts(inner, S("%"));
        if (*percent) inner = str_skip(inner, 1);
    }
    skip_space(&inner);
    return inner.n == 0;
}

bool svg_value_matrix(str s, svg_matrix *out)
{
    double v[6];
    *out = (svg_matrix){ 1, 0, 0, 1, 0, 0 };
    if (s.n == 0) return true;
    if (!call(s, S("matrix("), 6, v, NULL)) return false;
    *out = (svg_matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
    return true;
}

bool svg_value_color(str s, uint32_t *out)
{
    double v[3];
    bool percent;
    if (s.n == 7 && s.p[0] == '#') {
        for (size_t i = 1; i < 7; i++) if (!isxdigit((unsigned char)s.p[i])) return false;
        char hex[7] = "";
        memcpy(hex, s.p + 1, 6);
        *out = (uint32_t)strtoul(hex, NULL, 16);
        return true;
    }
    if (!call(s, S("rgb("), 3, v, &percent)) return false;
    *out = 0;
    for (int i = 0; i < 3; i++)
        *out = *out << 8 | (uint32_t)lround(fmax(0, fmin(255, percent ? v[i] * 255 / 100 : v[i])));
    return true;
}

bool svg_value_url(str s, str *id)
{
    s = str_trim(s);
    if (!str_starts(s, S("url(#")) || !str_ends(s, S(")"))) return false;
    *id = str_of(s.p + 5, s.n - 6);
    return true;
}

typedef struct pencil {
    arena *a;
    const svg_matrix *m;
    VEC(uint8_t) verbs;
    VEC(scene_point) points;
} pencil;

static bool take_points(pencil *k, str *rest, int n)
{
    for (int i = 0; i < n; i++) {
        double x, y;
        if (!svg_value_next(rest, &x) || !svg_value_next(rest, &y)) return false;
        VEC_PUSH(k->a, &k->points, svg_matrix_point(k->m, x, y));
    }
    return true;
}

/* A move is put off until something follows it. */
static bool take_verb(pencil *k, str *rest)
{
    static const char letters[] = "MLCZ";
    const char *at = memchr(letters, rest->p[0], sizeof letters - 1);
    if (!at) return false;
    uint8_t verb = (uint8_t)(at - letters);
    if (k->verbs.n == 0 && verb != PATH_MOVE) return false;
    if (verb == PATH_MOVE && k->verbs.n && k->verbs.v[k->verbs.n - 1] == PATH_MOVE) {
        k->verbs.n--;
        k->points.n--;
    }
    *rest = str_skip(*rest, 1);
    VEC_PUSH(k->a, &k->verbs, verb);
    return take_points(k, rest, path_points(verb));
}

bool svg_value_path(arena *a, arena *scratch, str d, const svg_matrix *m, drawing_path *out)
{
    pencil k = { .a = scratch, .m = m };
    bool ok = true;
    for (skip_space(&d); d.n && ok; skip_space(&d)) ok = take_verb(&k, &d);
    if (k.verbs.n && k.verbs.v[k.verbs.n - 1] == PATH_MOVE) {
        k.verbs.n--;
        k.points.n--;
    }
    if (ok && k.verbs.n) {
        out->nverbs = (uint32_t)k.verbs.n;
        out->npoints = (uint32_t)k.points.n;
        out->verbs = (uint8_t *)arena_str(a, str_of((const char *)k.verbs.v, k.verbs.n)).p;
        out->points = ARENA_ARRAY(a, scene_point, k.points.n);
        memcpy(out->points, k.points.v, k.points.n * sizeof *k.points.v);
    }
    arena_reset(scratch);
    return ok;
}

svg_box svg_path_bounds(const drawing_path *p)
{
    svg_box b = { { INT32_MAX, INT32_MAX }, { INT32_MIN, INT32_MIN } };
    for (uint32_t i = 0; i < p->npoints; i++) {
        scene_point k = p->points[i];
        if (k.x < b.low.x) b.low.x = k.x;
        if (k.y < b.low.y) b.low.y = k.y;
        if (k.x > b.high.x) b.high.x = k.x;
        if (k.y > b.high.y) b.high.y = k.y;
    }
    return b;
}

bool svg_path_is_box(const drawing_path *p)
{
    static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE };
    if (p->nverbs != sizeof verbs || memcmp(p->verbs, verbs, sizeof verbs) != 0) return false;
    const scene_point *k = p->points;
    return (k[0].y == k[1].y && k[1].x == k[2].x && k[2].y == k[3].y && k[3].x == k[0].x) ||
           (k[0].x == k[1].x && k[1].y == k[2].y && k[2].x == k[3].x && k[3].y == k[0].y);
}

bool svg_box_holds(svg_box outer, svg_box inner)
{
    return outer.low.x <= inner.low.x && outer.low.y <= inner.low.y && outer.high.x >= inner.high.x &&
           outer.high.y >= inner.high.y;
}
