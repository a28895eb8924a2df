#include "check/plan.h"
#include "base/lang.h"
#include "base/vec.h"
#include "model/dataset.h"
#include "model/site.h"
#include <math.h>
#include <stdlib.h>

typedef struct checker { arena *a; const plan_tree *t; diag *d; } checker;

static const char *z(checker *c, str s) { return arena_str(c->a, s).p; }
static const char *digits(checker *c, int n) { return arena_fmt(c->a, "%d", n).p; }

static span odd_place(const plan_entry *e) { return e->odd_at.src ? e->odd_at : plan_span(e); }

static const char *theme_title(checker *c, const plan_entry *e)
{
    const plan_entry *theme = plan_theme_of(e);
    if (!theme) return "";
    return theme->title.n ? z(c, theme->title) : digits(c, theme->number);
}

/* "Petite enfance, I, OI 2, OO 1": how people call a place of the plan. */
static const char *name_of(checker *c, const plan_entry *e)
{
    buf out = { 0 };
    const plan_entry *up[PLAN_LEVELS];
    size_t n = 0;
    for (; e && e->level != PLAN_ROOT && n < PLAN_LEVELS; e = e->parent) up[n++] = e;
    while (n-- > 0) {
        const plan_entry *o = up[n];
        if (out.n) BUF_LIT(&out, ", ");
        if (o->level == PLAN_THEME || o->number == 0) buf_str(&out, o->title);
        else if (o->level == PLAN_AXIS) buf_str(&out, plan_roman(c->a, o->number));
        else buf_fmt(&out, "%s %d", o->level == PLAN_AIM ? "OI" : o->level == PLAN_GOAL ? "OO" : "n°", o->number);
    }
    return buf_take(&out, c->a).p;
}

/* --- sheets of a theme */

static int by_number(const void *p, const void *q)
{
    const plan_entry *x = *(const plan_entry *const *)p, *y = *(const plan_entry *const *)q;
    return (x->number > y->number) - (x->number < y->number);
}

typedef VEC(const plan_entry *) entries;

static void tell_gap(checker *c, const plan_entry *after, int from, int to)
{
    str range = from == to ? arena_fmt(c->a, "%d", from) : arena_fmt(c->a, "%d–%d", from, to);
    DIAG(c->d, P101, plan_span(after), range.p, theme_title(c, after));
}

static void check_numbers(checker *c, const plan_entry *theme)
{
    entries v = { 0 };
    for (const plan_entry *e = plan_next(theme, theme); e; e = plan_next(theme, e)) {
        if (e->level != PLAN_SHEET || e->kind != PLAN_NUMBERED) continue;
        if (e->odd & PLAN_TWICE) {
            const plan_entry *first = plan_find_sheet(c->t, theme, PLAN_NUMBERED, e->number);
            size_t line = 0, column = 0;
            if (first && first->src) diag_place(plan_span(first), &line, &column);
            DIAG(c->d, P102, plan_span(e), digits(c, e->number), theme_title(c, e),
                 line ? arena_fmt(c->a, "%zu", line).p : "");
        } else if (!e->same && !(e->odd & PLAN_STRAY)) {
            VEC_PUSH(c->a, &v, e);
        }
    }
    if (!c->t->filed) return;                      /* of sheets that are pages alone nobody knows how many there are */
    if (v.n) qsort(v.v, v.n, sizeof *v.v, by_number);
    int last = 0;
    for (size_t i = 0; i < v.n; last = v.v[i++]->number)
        if (v.v[i]->number > last + 1) tell_gap(c, v.v[i], last + 1, v.v[i]->number - 1);
}

/* Actions without a number are told once, where the first one stands. */
static void check_loose(checker *c, const plan_entry *theme)
{
    const plan_entry *first = NULL;
    size_t n = 0;
    bool unordered = false, zeros = false;
    for (const plan_entry *e = plan_next(theme, theme); e; e = plan_next(theme, e)) {
        if (e->odd & PLAN_ZEROS && !zeros) {
            DIAG(c->d, P120, plan_span(e), arena_fmt(c->a, "00%d", e->number).p, arena_fmt(c->a, "OO %d", e->number).p);
            zeros = true;
        }
        if (e->level != PLAN_SHEET) continue;
        if (e->odd & PLAN_UNORDERED && !unordered) {
            DIAG(c->d, P117, plan_span(e), theme_title(c, e));
            unordered = true;
        }
        bool stray = e->parent->level < PLAN_AIM && (plan_up(e, PLAN_AXIS) || theme->first->level != PLAN_SHEET);
        if (e->kind == PLAN_NUMBERED && e->parent->level < PLAN_AIM && !(e->odd & (PLAN_STRAY | PLAN_LOST)) && stray)
            DIAG(c->d, P103, plan_span(e), digits(c, e->number), theme_title(c, e));
        if (e->kind != PLAN_ACTION) continue;
        if (!first) first = e;
        n++;
    }
    if (first) DIAG(c->d, P104, plan_span(first), arena_fmt(c->a, "%zu", n).p, theme_title(c, theme));
}

/* --- objectives */

static bool has_sheet(const plan_entry *top)
{
    for (const plan_entry *e = plan_next(top, top); e; e = plan_next(top, e))
        if (e->level == PLAN_SHEET) return true;
    return false;
}

static bool has_own_sheet(const plan_entry *top)
{
    for (const plan_entry *e = top->first; e; e = e->next) if (e->level == PLAN_SHEET) return true;
    return false;
}

/* An objective none of whose parts has a sheet is told once, not with each of its parts. */
static void check_bare(checker *c, const plan_entry *e)
{
    bool objective = e->level == PLAN_AIM || e->level == PLAN_GOAL;
    if (e->level == PLAN_AXIS && !e->first) { DIAG(c->d, P109, plan_span(e), name_of(c, e)); return; }
    if (!objective || has_sheet(e) || e->odd & PLAN_MISLABELLED) return;
    const plan_entry *up = e->parent;
    if (up->level == PLAN_AIM && (!has_sheet(up) || has_own_sheet(up))) return;
    DIAG(c->d, P106, plan_span(e), name_of(c, e));
}

static str sequence(checker *c, const plan_entry *parent, plan_level level)
{
    enum { MOST = 20 };
    buf out = { 0 };
    int n = 0;
    for (const plan_entry *e = parent->first; e && n <= MOST; e = e->next) {
        if (e->level != level || e->number == 0) continue;
        if (++n > MOST) { BUF_LIT(&out, "…"); continue; }
        if (out.n) BUF_LIT(&out, ", ");
        buf_int(&out, e->number);
    }
    return buf_take(&out, c->a);
}

/* Numbers of one level begin at 1 and rise by 1. A mislabelled entry, which is told by itself, begins anew. */
static void check_sequence(checker *c, const plan_entry *parent, plan_level level)
{
    int expected = 1;
    for (const plan_entry *e = parent->first; e; e = e->next) {
        if (e->level != level || e->number == 0) continue;
        if (e->number != expected) {
            DIAG(c->d, P108, plan_span(e), name_of(c, e), sequence(c, parent, level).p);
            return;
        }
        expected = e->odd & PLAN_MISLABELLED ? 1 : e->number + 1;
    }
}

/* --- texts */

static void check_title(checker *c, const plan_entry *e)
{
    str t = str_trim(e->title);
    if (t.n == 0 && e->level != PLAN_SHEET) DIAG(c->d, P114, plan_span(e), name_of(c, e));
    if (t.n && strchr(",;", t.p[t.n - 1]))
        DIAG(c->d, P115, plan_span(e), name_of(c, e), arena_fmt(c->a, "%c", t.p[t.n - 1]).p);
    for (size_t i = 0; i + 1 < t.n; i++) {
        if (!strchr(".;", t.p[i])) continue;
        str before = str_trim(str_first(t, i)), after = str_trim(str_skip(t, i + 1));
        while (str_ends(after, S("."))) after.n--;
        if (before.n < 8 || !plan_same_title(before, after)) continue;
        DIAG(c->d, P116, plan_span(e), name_of(c, e));
        return;
    }
}

static void check_oddities(checker *c, const plan_entry *e)
{
    if (e->odd & PLAN_SHIFTED) DIAG(c->d, P110, plan_span(e), name_of(c, e));
    if (e->odd & PLAN_MISLABELLED) DIAG(c->d, P107, plan_span(e), name_of(c, e));
    if (e->odd & PLAN_JOINED) DIAG(c->d, P111, plan_span(e), z(c, e->said));
    const plan_entry *theme = plan_theme_of(e);
    if (e->odd & PLAN_STRAY && e == theme)
        DIAG(c->d, P122, plan_span(e), z(c, e->title), z(c, plan_nearest_theme(c->t, e->title)));
    else if (e->odd & PLAN_STRAY && !(theme && theme->odd & PLAN_STRAY))
        DIAG(c->d, P105, plan_span(e), e->number ? digits(c, e->number) : z(c, e->title), theme_title(c, e));
    if (e->odd & PLAN_LOST) DIAG(c->d, P113, odd_place(e), z(c, e->said));
    if (e->odd & PLAN_NO_STATE) DIAG(c->d, P119, odd_place(e), z(c, e->said));
    if (e->level == PLAN_SHEET && e->leads) DIAG(c->d, P112, plan_span(e), z(c, e->leads->title));
    if (e->level == PLAN_SHEET && e->kind == PLAN_REFERENCE && !e->leads && e->said.n)
        DIAG(c->d, P122, plan_span(e), z(c, e->said), z(c, plan_nearest_theme(c->t, e->said)));
    if (e->from.n >= 4 && e->to.n >= 4 && str_cmp(str_first(e->to, 4), str_first(e->from, 4)) < 0)
        DIAG(c->d, P121, plan_span(e), z(c, e->from), z(c, e->to));
}

/* --- money */

static bool amount_of(const value *v, double *out) { return dataset_parse_euros(value_get_text(v, S("montant")), out); }

/* What a cost of an action's page is, and what its funders pay. */
static void check_costs(checker *c, const plan_entry *e)
{
    const value *costs = e->page && !e->same ? value_get(e->page->fields, S("couts")) : NULL;
    for (size_t i = 0; i < value_count(costs); i++) {
        const value *cost = value_at(costs, i), *funders = value_get(cost, S("financeurs"));
        double whole, sum = 0, d;
        bool known = amount_of(cost, &whole) && value_count(funders) > 0;
        for (size_t k = 0; known && k < value_count(funders); k++) {
            known = amount_of(value_at(funders, k), &d);
            if (known) sum += d;
        }
        if (known && fabs(sum - whole) > 0.5)
            DIAG(c->d, D435, value_span(e->page->src, value_get(cost, S("montant"))),
                 z(c, str_trim(value_get_text(cost, S("montant")))), arena_fmt(c->a, "%.10g", sum).p);
    }
}

/* --- themes */

static void check_announced(checker *c, const plan_entry *theme)
{
    int axes = 0;
    for (const plan_entry *e = theme->first; e; e = e->next) axes += e->level == PLAN_AXIS;
    if (theme->announced > axes)
        DIAG(c->d, P123, plan_span(theme), theme_title(c, theme), digits(c, theme->announced), digits(c, axes));
}

static void check_annex_label(checker *c, const plan_entry *theme)
{
    if (theme->annex.n == 0) return;
    for (const plan_entry *o = c->t->root->first; o != theme; o = o->next)
        if (plan_same_title(o->annex, theme->annex)) {
            DIAG(c->d, P118, plan_span(theme), theme_title(c, theme), theme_title(c, o), z(c, theme->annex));
            return;
        }
}

void plan_check(const plan_tree *t, diag *d)
{
    if (!t) return;
    checker c = { arena_new(0), t, d };
    for (const plan_entry *theme = t->root->first; theme; theme = theme->next) {
        if (theme->level != PLAN_THEME) continue;
        check_numbers(&c, theme);
        check_loose(&c, theme);
        check_announced(&c, theme);
        check_annex_label(&c, theme);
    }
    for (const plan_entry *e = plan_next(t->root, t->root); e; e = plan_next(t->root, e)) {
        for (plan_level level = e->level + 1; level < PLAN_SHEET; level++) check_sequence(&c, e, level);
        check_bare(&c, e);
        check_title(&c, e);
        check_oddities(&c, e);
        check_costs(&c, e);
    }
    arena_free(c.a);
}
