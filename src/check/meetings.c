#include "check/meetings.h"
#include "model/dataset.h"
#include "model/meeting.h"
#include <math.h>

typedef struct checker { arena *a; const page *p; diag *d; } checker;

static span place(const checker *c, const value *v) { return value_span(c->p->src, v); }
static const value *field(const checker *c, const char *name) { return value_get(c->p->fields, str_z(name)); }

/* --- when */

static void check_when(const checker *c)
{
    const value *from = field(c, "debut"), *to = field(c, "fin");
    moment m;
    bool backwards;
    if (!from) from = field(c, "date");
    if (!from) {
        bool wrong = value_get(c->p->meta, S("debut")) || value_get(c->p->meta, S("date"));     /* R101, F104 */
        if (!wrong) DIAG0(c->d, R103, ((span){ c->p->src, 0, 3 }));
        return;
    }
    if (to && moment_read(value_text(from), value_text(to), &m, &backwards) && backwards)
        DIAG(c->d, R102, place(c, to), arena_str(c->a, value_text(from)).p, arena_str(c->a, value_text(to)).p);
}

/* --- votes */

static void check_votes(const checker *c)
{
    const value *list = field(c, "votes"), *least = field(c, "seuil");
    for (size_t i = 0; i < value_count(list); i++) {
        const value *v = value_at(list, i), *given = value_get(v, S("voix")), *cast = value_get(v, S("exprimes"));
        if (!given || !cast || given->kind != VALUE_INT || cast->kind != VALUE_INT) continue;
        if (given->as.integer >= 0 && given->as.integer <= cast->as.integer) continue;
        DIAG(c->d, R104, place(c, given), arena_str(c->a, value_get_text(v, S("objectif"))).p,
             arena_fmt(c->a, "%lld", (long long)given->as.integer).p,
             arena_fmt(c->a, "%lld", (long long)cast->as.integer).p);
    }
    if (least && least->kind == VALUE_NUM && !(least->as.number >= 0 && least->as.number <= 100))
        DIAG(c->d, R105, place(c, least), arena_fmt(c->a, "%.10g", least->as.number).p);
}

/* --- participants: a row for each category, a number for each workshop */

typedef struct sums { str names[64]; double sum[64]; bool known[64]; size_t n; } sums;

static size_t column(sums *s, str name)
{
    size_t i = 0;
    while (i < s->n && !str_eq(s->names[i], name)) i++;
    if (i == s->n && i < 64) {
        s->names[i] = name;
        s->known[i] = true;
        s->n++;
    }
    return i;
}

/* A number, or nothing; anything else is told. */
static bool count_of(const checker *c, const value *v, double *out)
{
    *out = 0;
    if (!v || v->kind == VALUE_NULL || value_text(v).n == 0) {
        if (!v || (v->kind != VALUE_INT && v->kind != VALUE_NUM)) return false;
    }
    if (dataset_number(v, out) && *out >= 0 && floor(*out) == *out) return true;
    DIAG(c->d, R106, place(c, v), arena_str(c->a, value_text(v)).p);
    return false;
}

static void compare(const checker *c, const value *stated, double counted)
{
    double d;
    if (!stated || !dataset_number(stated, &d) || d == counted) return;
    DIAG(c->d, D434, place(c, stated), arena_fmt(c->a, "%.10g", d).p, arena_fmt(c->a, "%.10g", counted).p);
}

static void add_row(const checker *c, sums *s, const value *row)
{
    const value *counts = value_get(row, S("ateliers"));
    double whole = 0, d;
    bool known = value_count(counts) > 0;
    for (size_t k = 0; counts && counts->kind == VALUE_MAP && k < counts->as.map.n; k++) {
        size_t i = column(s, counts->as.map.v[k].key);
        if (i >= 64) return;
        bool number = count_of(c, counts->as.map.v[k].value, &d);
        s->known[i] &= number;
        known &= number;
        s->sum[i] += d;
        whole += d;
    }
    if (known) compare(c, value_get(row, S("total")), whole);
}

static void check_total(const checker *c, sums *s, const value *row)
{
    const value *counts = value_get(row, S("ateliers"));
    double whole = 0;
    bool known = true;
    for (size_t k = 0; counts && counts->kind == VALUE_MAP && k < counts->as.map.n; k++) {
        size_t i = column(s, counts->as.map.v[k].key);
        if (i < 64 && s->known[i]) compare(c, counts->as.map.v[k].value, s->sum[i]);
    }
    for (size_t i = 0; i < s->n; i++) {
        whole += s->sum[i];
        known &= s->known[i];
    }
    if (known && s->n) compare(c, value_get(row, S("total")), whole);
}

static void check_participants(const checker *c)
{
    const value *list = field(c, "participants");
    sums s = { .n = 0 };
    for (size_t i = 0; i < value_count(list); i++)
        if (!meeting_is_total(value_at(list, i))) add_row(c, &s, value_at(list, i));
    for (size_t i = 0; i < value_count(list); i++)
        if (meeting_is_total(value_at(list, i))) check_total(c, &s, value_at(list, i));
}

void meetings_check(const page *p, diag *d)
{
    if (!meeting_is(p)) return;
    checker c = { arena_new(4096), p, d };
    check_when(&c);
    check_votes(&c);
    check_participants(&c);
    arena_free(c.a);
}
