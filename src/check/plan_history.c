#include "check/plan_history.h"
#include "base/lang.h"

typedef struct checker { arena *a; const plan_history *h; diag *d; } checker;

static const char *z(const checker *c, str s) { return arena_str(c->a, s).p; }

/* "Petite enfance, I.2.1" */
static const char *name_of(const checker *c, const plan_entry *e)
{
    const plan_entry *theme = plan_theme_of(e);
    str path = plan_path(c->a, e), title = theme ? theme->title : S("");
    if (path.n == 0) path = e->title;
    return title.n ? arena_fmt(c->a, "%.*s, %.*s", STR_ARG(title), STR_ARG(path)).p : z(c, path);
}

static const char *period_name(const checker *c, size_t i)
{
    str name = i < c->h->periods.n ? c->h->periods.v[i].name : S("");
    return name.n ? z(c, name) : _("in force");
}

static str nearest_plan(const checker *c, str name)
{
    str *names = ARENA_ARRAY(c->a, str, c->h->periods.n);
    for (size_t i = 0; i + 1 < c->h->periods.n; i++) names[i] = c->h->periods.v[i].name;
    str near = str_nearest(name, names, c->h->periods.n - 1);
    return near.n ? near : names[0];
}

/* By title, or by number when it looks like one. */
static str nearest_objective(const checker *c, const plan_entry *top, str name)
{
    VEC(str) names = { 0 };
    for (const plan_entry *e = plan_next(top, top); e; e = plan_next(top, e)) {
        if (e->level < PLAN_AXIS || e->level > PLAN_GOAL) continue;
        VEC_PUSH(c->a, &names, e->title);
        VEC_PUSH(c->a, &names, plan_path(c->a, e));
    }
    return str_nearest(name, names.v, names.n);
}

/* --- one line */

static void check_source(const checker *c, const plan_tie *t)
{
    if (!t->in)
        DIAG(c->d, P132, t->theme_at, z(c, t->theme), period_name(c, t->period),
             z(c, plan_nearest_theme(c->h->periods.v[t->period].tree, t->theme)));
    else if (!t->from)
        DIAG(c->d, P131, t->at, period_name(c, t->period), z(c, t->goal), z(c, nearest_objective(c, t->in, t->goal)));
}

static void check_sequels(const checker *c, const plan_tie *t)
{
    str theme = t->to_theme.n ? t->to_theme : t->theme;
    const plan_tree *next = c->h->periods.v[t->period + 1].tree;
    if (t->to.n && !next->root->first) {
        DIAG0(c->d, P146, t->to_at);
        return;
    }
    if (t->to.n && !t->to_in) {
        DIAG(c->d, P132, t->to_theme.n ? t->to_theme_at : t->to_at, z(c, theme), period_name(c, t->period + 1),
             z(c, plan_nearest_theme(next, theme)));
        return;
    }
    for (size_t i = 0; i < t->to.n; i++)
        if (!t->to.v[i].entry)
            DIAG(c->d, P131, t->to_at, period_name(c, t->period + 1), z(c, t->to.v[i].said),
                 z(c, nearest_objective(c, t->to_in, t->to.v[i].said)));
}

/* Objectives that were merged into the same one. */
static size_t partners(const checker *c, const plan_entry *to)
{
    size_t n = 0;
    for (size_t i = 0; i < c->h->ties.n; i++)
        for (size_t k = 0; k < c->h->ties.v[i].to.n; k++) n += c->h->ties.v[i].to.v[k].entry == to;
    return n;
}

static void check_fate(const checker *c, const plan_tie *t)
{
    const char *goal = t->from ? name_of(c, t->from) : z(c, t->goal), *count = arena_fmt(c->a, "%zu", t->to.n).p;
    bool one = t->fate == PLAN_KEPT || t->fate == PLAN_MERGED;
    if (t->fate == PLAN_FATE_UNSAID) DIAG(c->d, P133, t->fate_at, z(c, t->fate_said));
    else if (t->fate == PLAN_CLOSED && t->to.n) DIAG(c->d, P134, t->to_at, goal, z(c, t->to.v[0].said));
    else if ((one && t->to.n != 1) || (t->fate == PLAN_SPLIT && t->to.n < 2))
        DIAG(c->d, P135, t->fate_at, goal, plan_fate_name(t->fate), count);
    else if (t->fate == PLAN_MERGED && t->to.v[0].entry && partners(c, t->to.v[0].entry) < 2)
        DIAG(c->d, P136, t->fate_at, goal, name_of(c, t->to.v[0].entry));
}

static void check_again(const checker *c, const plan_tie *t)
{
    for (const plan_tie *o = c->h->ties.v; o < t; o++) {
        if (!t->from || o->from != t->from) continue;
        size_t line = 0, column = 0;
        if (o->at.src) diag_place(o->at, &line, &column);
        DIAG(c->d, P137, t->at, name_of(c, t->from), arena_fmt(c->a, "%zu", line).p);
        return;
    }
}

static void check_tie(const checker *c, const plan_tie *t)
{
    if (t->period == c->h->periods.n) {
        DIAG(c->d, P138, t->plan_at, t->plan.n ? z(c, t->plan) : "–", z(c, nearest_plan(c, t->plan)));
        return;
    }
    check_source(c, t);
    check_sequels(c, t);
    check_fate(c, t);
    check_again(c, t);
}

/* --- plans */

/* An objective of which the file says nothing. A plan of which it says nothing at all is told once. */
static void check_untold(const checker *c, size_t period)
{
    const plan_entry *root = c->h->periods.v[period].tree->root;
    bool told = false;
    for (size_t i = 0; i < c->h->ties.n; i++) told = told || c->h->ties.v[i].period == period;
    if (!told) { DIAG(c->d, P130, plan_span(root->first), period_name(c, period)); return; }
    for (const plan_entry *e = plan_next(root, root); e; e = plan_next(root, e))
        if (plan_is_last_objective(e) && !plan_tie_from(c->h, e)) DIAG(c->d, P130, plan_span(e), name_of(c, e));
}

static void check_sheets(arena *a, const plan_history *h, const plan_tree *t, diag *d)
{
    for (const plan_entry *e = plan_next(t->root, t->root); e; e = plan_next(t->root, e)) {
        plan_sequels past = { 0 };
        if (e->level != PLAN_SHEET || e->same || e->past.n == 0) continue;
        plan_past_sheets(a, h, e, &past);
        for (size_t i = 0; i < past.n; i++)
            if (!past.v[i].entry)
                DIAG(d, P139, e->past_at.src ? e->past_at : plan_span(e), arena_str(a, past.v[i].said).p);
    }
}

void plan_history_check(const plan_history *h, const plan_tree *now, diag *d)
{
    checker c = { arena_new(0), h, d };
    for (size_t i = 0; h && i < h->ties.n; i++) check_tie(&c, &h->ties.v[i]);
    for (size_t i = 0; h && i + 1 < h->periods.n; i++) {
        check_untold(&c, i);
        check_sheets(c.a, h, h->periods.v[i].tree, d);
    }
    if (now) check_sheets(c.a, h, now, d);
    arena_free(c.a);
}
