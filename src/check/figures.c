#include "check/figures.h"
#include "base/lang.h"
#include "base/unicode.h"
#include "model/dataset.h"
#include <math.h>

typedef struct checker { arena *a; const indicators *s; diag *d; int this_year; } checker;

static span place(const observation *o) { return (span){ o->src, o->off, o->len }; }

static const char *text(checker *c, uint32_t number) { return arena_str(c->a, indicators_text(c->s, number)).p; }

static const char *year_text(checker *c, int year) { return arena_fmt(c->a, "%d", year).p; }

/* --- values of one key */

static bool same_key(const observation *x, const observation *y)
{
    return x->territory == y->territory && x->year == y->year && x->scope == y->scope;
}

static void check_pair(checker *c, const indicator *i, const observation *x, const observation *y)
{
    if (x->edition != y->edition || x->source != y->source || x->computed || y->computed) return;
    const char *where = y->territory ? text(c, y->territory) : i->id.p;
    if (str_eq(x->text, y->text)) DIAG(c->d, D427, place(y), i->id.p, where, year_text(c, y->year));
    else DIAG(c->d, D426, place(y), y->text.p, x->text.p,
              arena_fmt(c->a, "%.*s, %s, %d", STR_ARG(i->id), where, y->year).p);
}

static void check_conflicts(checker *c, const indicator *i)
{
    for (size_t k = 1; k < i->all.n; k++)
        for (size_t n = k; n > 0 && same_key(&i->all.v[n - 1], &i->all.v[k]) && k - n < 8; n--)
            check_pair(c, i, &i->all.v[n - 1], &i->all.v[k]);
}

/* --- one value */

static bool has_word(str plain, const char *const *list)
{
    for (; *list; list++)
        if (str_search(plain, str_z(*list)) != STR_NONE) return true;
    return false;
}

/* A count of places or children, or an indicator that somebody named: not money, a balance or a change. */
static bool is_count(checker *c, const indicator *i)
{
    static const char *const changes[] = { "solde", "evolution", "ecart", "variation", "change", "balance", NULL };
    static const char *const counts[] = { "places", "enfants", "population", "couverture", "capacite", NULL };
    str id = unicode_plain(c->a, i->id), label = unicode_plain(c->a, dataset_text(i->label, S("fr")));
    bool money = str_search(i->unit, S("€")) != STR_NONE || str_search(i->id, S("€")) != STR_NONE;
    if (money || has_word(id, changes) || has_word(label, changes)) return false;
    return i->tracked || has_word(id, counts);
}

static void check_values(checker *c, const indicator *i)
{
    bool told = false, count = is_count(c, i);
    for (size_t k = 0; k < i->all.n; k++) {
        const observation *o = &i->all.v[k];
        if (o->computed) continue;
        if (o->known && o->number < 0 && count) DIAG(c->d, D431, place(o), o->text.p, i->id.p);
        if (c->this_year && o->year > c->this_year) DIAG(c->d, D432, place(o), year_text(c, o->year));
        if (o->source == 0 && i->tracked && !told) { DIAG(c->d, D428, place(o), i->id.p); told = true; }
        str edition = indicators_text(c->s, o->edition);
        long long published = 0;
        if (edition.n >= 4 && str_int(str_first(edition, 4), &published) && published > 1900 && published < o->year)
            DIAG(c->d, D429, place(o), text(c, o->edition), year_text(c, o->year));
    }
}

/* A value ten times that of the year before, or a tenth of it, and the one after as it was: a slip of the decimal
 * mark. */
static bool slipped(double before, double now)
{
    double ratio = before > 0 && now > 0 ? now / before : 1;
    return (ratio > 9 && ratio < 11.2) || (ratio > 0.09 && ratio < 0.112);
}

static void check_slips(checker *c, const indicator *i)
{
    enum { MOST = 10 };                            /* an indicator that jumps everywhere has no slips */
    size_t told = 0;
    for (size_t k = 1; told < MOST && k < i->all.n; k++) {
        const observation *x = &i->all.v[k - 1], *y = &i->all.v[k];
        if (x->territory != y->territory || x->scope != y->scope || y->year != x->year + 1 || !x->known || !y->known)
            continue;
        bool large = fmax(x->number, y->number) >= 50;
        const observation *z = k + 1 < i->all.n ? &i->all.v[k + 1] : NULL;
        bool stays = z && z->territory == y->territory && z->scope == y->scope && z->known &&
            !slipped(y->number, z->number);
        if (!y->computed && large && slipped(x->number, y->number) && !stays) {
            DIAG(c->d, D446, place(y), y->text.p, x->text.p, year_text(c, x->year));
            k++;
            told++;
        }
    }
}

static void check_targets(checker *c, const indicator *i)
{
    int first = 0;
    for (size_t k = 0; k < i->all.n; k++)
        if (!i->all.v[k].computed && i->all.v[k].year && (!first || i->all.v[k].year < first)) first = i->all.v[k].year;
    for (size_t k = 0; k < i->targets.n; k++) {
        const indicator_target *t = &i->targets.v[k];
        span at = { i->src, i->off, i->len };
        if (t->year && first && t->year < first)
            DIAG(c->d, D430, at, t->text.p, year_text(c, t->year), year_text(c, first));
        for (size_t n = 0; n < k; n++)
            if (i->targets.v[n].year == t->year && !str_eq(i->targets.v[n].text, t->text) && n + 1 == k)
                DIAG(c->d, D426, at, t->text.p, i->targets.v[n].text.p, i->id.p);
    }
}

/* --- codes of territories */

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

static const char *const code_names[] = { "code", "code_insee", "insee", "codgeo", "territoire" };

static str code_column(const dataset *t)
{
    for (size_t k = 0; k < sizeof code_names / sizeof *code_names; k++)
        for (size_t i = 0; i < t->nrows && i < 20; i++)
            if (dataset_cell(t, i, str_z(code_names[k]))) return str_z(code_names[k]);
    return S("");
}

typedef struct codes { size_t five, four, known, unknown; } codes;

static codes count_codes(checker *c, const dataset *t, str column, const map *communes)
{
    codes n = { 0, 0, 0, 0 };
    for (size_t i = 0; i < t->nrows; i++) {
        str code = dataset_plain(c->a, dataset_cell(t, i, column));
        n.five += code.n == 5;
        n.four += code.n == 4 && all_digits(code);
        if (code.n != 5) continue;
        if (map_has(communes, code)) n.known++;
        else n.unknown++;
    }
    return n;
}

/* Each code once. A table of which nearly all codes are of the site's communes has a slip; one of a whole department
 * has none. */
static void check_codes(checker *c, const dataset *t, const map *communes)
{
    str column = code_column(t);
    if (column.n == 0) return;
    codes n = count_codes(c, t, column, communes);
    bool lost = n.four && n.five > 4 * n.four, stray = n.unknown && n.known > 4 * n.unknown;
    map *told = map_new(c->a);
    for (size_t i = 0; (lost || stray) && i < t->nrows; i++) {
        const value *v = dataset_cell(t, i, column);
        str code = dataset_plain(c->a, v);
        if (map_has(told, code)) continue;
        span at = { t->src, v ? v->off : 0, v ? v->len : 0 };
        bool short_one = lost && code.n == 4 && all_digits(code), unknown = stray && code.n == 5 &&
            !map_has(communes, code);
        if (short_one) DIAG(c->d, D424, at, arena_str(c->a, code).p, arena_fmt(c->a, "0%.*s", STR_ARG(code)).p);
        if (unknown) DIAG(c->d, D425, at, arena_str(c->a, code).p);
        if (short_one || unknown) map_put(told, arena_str(c->a, code), told);
    }
}

static map *communes_of(checker *c, const dataset *t)
{
    map *m = map_new(c->a);
    for (size_t i = 0; t && i < t->nrows; i++) {
        const value *v = dataset_cell(t, i, S("code"));
        str code = dataset_plain(c->a, v);
        if (code.n == 0) continue;
        if (map_has(m, code)) DIAG(c->d, D433, ((span){ t->src, v->off, v->len }), arena_str(c->a, code).p);
        else map_put(m, arena_str(c->a, code), m);
    }
    return m;
}

/* --- parts and whole of the Caf's tables */

static void check_parts(checker *c, const dataset *t, const char *whole, const char *const *parts, double slack)
{
    for (size_t i = 0; i < t->nrows; i++) {
        const value *v = dataset_cell(t, i, str_z(whole));
        double all, sum = 0, d;
        bool fine = dataset_number(v, &all);
        for (const char *const *p = parts; *p && fine; p++) {
            fine = dataset_number(dataset_cell(t, i, str_z(*p)), &d);
            sum += d;
        }
        if (fine && fabs(all - sum) > slack)
            DIAG(c->d, D434, ((span){ t->src, v->off, v->len }),
                 arena_str(c->a, dataset_plain(c->a, v)).p,
                 arena_fmt(c->a, "%.10g", sum).p);
    }
}

void figures_check(const indicators *s, const map *datasets, str today, diag *d)
{
    static const char *const parts[] =
        { "eaje", "prescolarisation", "assistantes_maternelles", "garde_a_domicile", NULL };
    long long year = 0;
    checker c = { arena_new(0), s, d, 0 };
    if (str_int(str_first(today, 4), &year)) c.this_year = (int)year;
    for (size_t i = 0; i < s->v.n; i++) {
        check_conflicts(&c, s->v.v[i]);
        check_values(&c, s->v.v[i]);
        check_slips(&c, s->v.v[i]);
        if (s->v.v[i]->tracked) check_targets(&c, s->v.v[i]);
    }
    map *communes = communes_of(&c, map_get(datasets, S("communes")));
    for (size_t i = 0; i < map_count(datasets); i++) {
        const dataset *t = map_at(datasets, i)->value;
        if (t->computed || !t->src) continue;
        check_codes(&c, t, communes);
        if (str_starts(t->name, S("couverture-caf"))) check_parts(&c, t, "global", parts, 0.35);
        if (str_starts(t->name, S("places-caf"))) check_parts(&c, t, "total", parts, 0.5);
    }
    arena_free(c.a);
}
