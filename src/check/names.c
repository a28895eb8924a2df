#include "check/names.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "model/dataset.h"
#include "model/day.h"

typedef struct checker { arena *a; const name_list *n; const page *p; int32_t from; diag *d; } checker;

static const char *z(const checker *c, str s) { return arena_str(c->a, s).p; }

/* --- the file */

/* A circle is told where it closes: at the last of its lines. */
static bool closes(const checker *c, const name_change *x)
{
    if (!names_circle(c->n, x->old)) return false;
    for (const name_change *y = names_change(c->n, x->now); y && y != x; y = names_change(c->n, y->now))
        if (y > x) return false;
    return true;
}

static void check_changes(const checker *c)
{
    for (size_t i = 0; i < c->n->all.n; i++) {
        const name_change *x = &c->n->all.v[i], *first = names_change(c->n, x->old);
        span since_at = x->since_at.len ? x->since_at : x->at;
        if (x->last == 0) DIAG(c->d, N103, since_at, x->since.n ? z(c, x->since) : "–", z(c, x->old));
        if (first != x && !names_same(first->now, x->now))
            DIAG(c->d, N102, x->at, z(c, x->old), z(c, first->now), z(c, x->now));
        else if (first == x && closes(c, x)) DIAG(c->d, N101, x->at, z(c, x->old));
    }
}

/* --- old names in sheets */

/* The scalar that ends before `at`; 0 at the beginning. */
static uint32_t before(str s, size_t at)
{
    size_t i = at;
    if (at == 0) return 0;
    while (i > 0 && ((unsigned char)s.p[--i] & 0xC0) == 0x80) continue;
    return utf8_next(s, &i);
}

static bool has_word(str s, str word)
{
    for (size_t from = 0, i; (i = str_search(str_skip(s, from), word)) != STR_NONE; from += i + 1) {
        size_t start = from + i, end = start + word.n;
        uint32_t left = before(s, start), right = end < s.n ? utf8_next(s, &(size_t){ end }) : 0;
        if (!(left && unicode_is_word(left)) && !(right && unicode_is_word(right))) return true;
    }
    return false;
}

static void check_text(const checker *c, const value *v)
{
    for (size_t i = 0; i < c->n->all.n; i++) {
        const name_change *x = &c->n->all.v[i];
        if (x->from == INT32_MIN || c->from < x->from || !has_word(v->as.string, x->old)) continue;
        str now = names_now(c->n, x->old);
        if (has_word(v->as.string, now) || names_circle(c->n, x->old)) continue;      /* "RPE (ex-RAM)" says both */
        DIAG(c->d, N104, value_span(c->p->src, v), z(c, x->old), z(c, now), z(c, x->since));
    }
}

/* The key that names what a sheet goes on from tells of the past. */
static void check_value(const checker *c, const value *v)
{
    if (v->kind == VALUE_STR) check_text(c, v);
    for (size_t i = 0; v->kind == VALUE_LIST && i < value_count(v); i++) check_value(c, value_at(v, i));
    for (size_t i = 0; v->kind == VALUE_MAP && i < value_count(v); i++)
        if (!str_eqz(v->as.map.v[i].key, "reprend") && !str_eqz(v->as.map.v[i].key, "resumes"))
            check_value(c, v->as.map.v[i].value);
}

/* The first day of what a sheet is about; INT32_MIN: it does not say. */
static int32_t begins(const checker *c, const page *p)
{
    int32_t from, end;
    str said = value_get_text(p->fields, S("debut"));
    const value *calendar = value_get(value_get(p->fields, S("echeancier")), S("debut"));
    if (said.n == 0) said = value_get_text(p->fields, S("date"));
    if (calendar && calendar->kind == VALUE_INT) said = arena_fmt(c->a, "%lld", (long long)calendar->as.integer);
    return day_stretch(str_first(str_trim(said), 10), &from, &end) ? from : INT32_MIN;
}

static void check_facilities(const checker *c, const dataset *t)
{
    for (size_t i = 0; t && i < t->nrows; i++) {
        const value *name = value_get(t->rows[i], S("nom"));
        const name_change *x = names_change(c->n, value_text(name));
        if (x && !names_circle(c->n, x->old))
            DIAG(c->d, N104, value_span(t->src, name), z(c, x->old), z(c, names_now(c->n, x->old)), z(c, x->since));
    }
}

void names_check(const site *s, diag *d)
{
    if (!s->names) return;
    checker c = { .a = arena_new(0), .n = s->names, .d = d };
    check_changes(&c);
    check_facilities(&c, map_get(s->datasets, S("structures")));
    for (size_t i = 0; i < s->npages; i++) {
        c.p = s->pages[i];
        if (!c.p->kind || str_eqz(c.p->kind->name, "page") || c.p->lang->index || c.p->is_falc || !c.p->meta) continue;
        c.from = begins(&c, c.p);
        if (c.from != INT32_MIN) check_value(&c, c.p->meta);
    }
    arena_free(c.a);
}
