#include "check/follow_up.h"
#include "base/unicode.h"
#include "model/day.h"
#include "model/figure.h"
#include "model/plan.h"

typedef struct checker { arena *a; const page *p; diag *d; } checker;

static const char *z(const checker *c, str s) { return arena_str(c->a, s).p; }
static span place(const checker *c, const value *v) { return value_span(c->p->src, v); }

static bool is_kind(const page *p, const char *name) { return p->kind && !p->is_falc && str_eqz(p->kind->name, name); }

/* --- one sheet */

/* of: an action or an entry, with its state and the reason for it. */
static void check_state(const checker *c, const value *of)
{
    const value *v = value_get(of, S("etat"));
    plan_state state = PLAN_UNSAID;
    if (!v) return;
    if (!plan_state_parse(value_text(v), &state)) DIAG(c->d, P119, place(c, v), z(c, value_text(v)));
    if (state < PLAN_POSTPONED || value_get_text(of, S("raison")).n) return;
    DIAG(c->d, P143, place(c, v), z(c, value_text(v)));
}

/* What reviews can add up: a number, exact or about. Nothing said is no mistake. */
static void check_amount(const checker *c, const value *v)
{
    figure f = figure_parse(c->a, value_text(v));
    bool counts = f.kind == FIGURE_NUMBER && (f.sense == FIGURE_EXACT || f.sense == FIGURE_ABOUT);
    if (!v || f.kind == FIGURE_MISSING || counts) return;
    DIAG(c->d, P142, place(c, v), z(c, value_text(v)));
}

static void check_entries(const checker *c, const value *list)
{
    const value *latest = NULL;
    int32_t last = INT32_MIN;
    for (size_t i = 0; i < value_count(list); i++) {
        const value *entry = value_at(list, i), *day = value_get(entry, S("date"));
        int32_t from, to;
        check_state(c, entry);
        check_amount(c, value_get(entry, S("depense")));
        if (!day || value_text(day).n == 0) continue;
        if (!day_stretch(str_first(value_text(day), 10), &from, &to)) {
            DIAG(c->d, P140, place(c, day), z(c, value_text(day)));
            continue;
        }
        if (to < last) DIAG(c->d, P141, place(c, day), z(c, value_text(day)), z(c, value_text(latest)));
        else {
            last = to;
            latest = day;
        }
    }
}

void follow_up_check(const page *p, diag *d)
{
    bool axis = is_kind(p, "axe");
    if (!axis && !is_kind(p, "action")) return;
    checker c = { arena_new(4096), p, d };
    const value *actions = axis ? value_get(p->fields, S("actions")) : NULL;
    for (size_t i = 0; i < value_count(actions); i++) {
        const value *action = value_at(actions, i);
        check_state(&c, action);
        check_amount(&c, value_get(action, S("cout")));
        check_entries(&c, value_get(action, S("suivi")));
    }
    if (!axis) check_entries(&c, value_get(p->fields, S("suivi")));
    arena_free(c.a);
}

/* --- one sheet and another */

/* The first page of this key, which p becomes when there is none. */
static const page *first_of(const checker *c, map *seen, str key)
{
    const page *first = map_get(seen, key);
    if (!first) map_put(seen, key, (void *)(uintptr_t)c->p);
    return first;
}

static void check_names(const checker *c, map *seen)
{
    const value *theme = value_get(c->p->fields, S("theme")), *number = value_get(c->p->fields, S("numero"));
    str said = value_text(theme), plain = unicode_plain(c->a, said);
    const char *lang = z(c, c->p->lang->code);
    if (!theme || plain.n == 0) return;
    const page *first = first_of(c, seen, arena_fmt(c->a, "%s %s", lang, z(c, plain)));
    str before = first ? value_get_text(first->fields, S("theme")) : said;
    if (!str_eq(before, said)) DIAG(c->d, P144, place(c, theme), z(c, said), z(c, before), first->src->path);
    if (!is_kind(c->p, "axe") || !number || value_text(number).n == 0) return;
    str key = arena_fmt(c->a, "%s %s %s", lang, z(c, plain), z(c, value_text(number)));
    first = first_of(c, seen, key);
    if (first) DIAG(c->d, P145, place(c, number), z(c, value_text(number)), first->src->path);
}

void follow_up_check_names(const site *s, diag *d)
{
    arena *a = arena_new(4096);
    map *seen = map_new(a);
    for (size_t i = 0; i < s->npages; i++) {
        checker c = { a, s->pages[i], d };
        if (!c.p->origin && (is_kind(c.p, "axe") || is_kind(c.p, "action"))) check_names(&c, seen);
    }
    arena_free(a);
}
