#include "model/plan_history.h"
#include "base/unicode.h"
#include "model/plan_label.h"
#include "model/plan_read.h"
#include <stdlib.h>
#include <string.h>

/* --- words */

static const struct { const char *name, *others; } fates[PLAN_FATES] = {
    [PLAN_FATE_UNSAID] = { "", "" },
    [PLAN_KEPT] = { "reconduit", "reconduite|poursuivi|poursuivie|continued|kept|carriedover" },
    [PLAN_CLOSED] = { "clos", "close|cloture|cloturee|abandonne|abandonnee|closed|dropped" },
    [PLAN_SPLIT] = { "scindé", "scindee|split" },
    [PLAN_MERGED] = { "fusionné", "fusionnee|merged" },
};

const char *plan_fate_name(plan_fate f) { return fates[f].name; }

static plan_fate fate_of(arena *scratch, str said)
{
    str plain = unicode_plain(scratch, said), word;
    for (int f = PLAN_KEPT; f < PLAN_FATES; f++) {
        str rest = str_z(fates[f].others);
        if (str_eq(plain, unicode_plain(scratch, str_z(fates[f].name)))) return (plan_fate)f;
        while (str_cut(&rest, '|', &word)) if (str_eq(plain, word)) return (plan_fate)f;
    }
    return PLAN_FATE_UNSAID;
}

/* --- earlier plans */

static int by_name(const void *p, const void *q)
{
    return str_cmp(((const plan_period *)p)->name, ((const plan_period *)q)->name);
}

static void read_plans(arena *a, plan_history *h, const value *data, const map *sources)
{
    static const str prefix = S_INIT("plan-");
    for (size_t i = 0; i < value_count(data); i++) {
        const value_pair *p = &data->as.map.v[i];
        str period = str_skip(p->key, str_starts(p->key, prefix) ? prefix.n : p->key.n);
        if (period.n == 0 || period.p[0] < '0' || period.p[0] > '9') continue;     /* plan-budget is something else */
        plan_tree *t = plan_new(a);
        plan_read(t, p->value, map_get(sources, p->key));
        if (t->root->first) VEC_PUSH(a, &h->periods, (plan_period){ period, t });
    }
    if (h->periods.n) qsort(h->periods.v, h->periods.n, sizeof *h->periods.v, by_name);
}

/* --- ties */

typedef enum role { PLAN, THEME, GOAL, FATE, TO_THEME, TO, REASON, ROLES } role;

static const char *const columns[ROLES] = {
    [PLAN] = "plan", [THEME] = "theme|topic", [GOAL] = "objectif|objective", [FATE] = "suite|outcome",
    [TO_THEME] = "verstheme|totopic|totheme", [TO] = "vers|to", [REASON] = "raison|reason",
};

typedef struct reader {
    arena *a, *scratch;
    plan_history *h;
    const source *src;
    const value *cells[ROLES];
} reader;

static void find_cells(reader *r, const value *row)
{
    str word;
    for (int c = 0; c < ROLES; c++) r->cells[c] = NULL;
    for (size_t k = 0; row->kind == VALUE_MAP && k < row->as.map.n; k++) {
        str plain = unicode_plain(r->scratch, row->as.map.v[k].key);
        for (int c = 0; c < ROLES; c++) {
            str rest = str_z(columns[c]);
            while (str_cut(&rest, '|', &word))
                if (str_eq(word, plain)) r->cells[c] = row->as.map.v[k].value;
        }
    }
}

static str text(const reader *r, role c) { return str_trim(value_text(r->cells[c])); }
static span place(const reader *r, role c) { return value_span(r->src, r->cells[r->cells[c] ? c : GOAL]); }

/* The part of a plan in which objectives are looked for: without a theme, all of a plan that has one or none. */
static const plan_entry *part_of(const plan_tree *t, str theme)
{
    if (theme.n) return plan_find_theme(t, theme);
    const plan_entry *first = t->root->first;
    return first && !first->next && first->level == PLAN_THEME ? first : t->root;
}

static void resolve(reader *r, plan_tie *t)
{
    plan_history *h = r->h;
    str list = text(r, TO), name;
    if (t->plan.n == 0 && h->periods.n == 2) t->period = 0;
    else for (t->period = 0; t->period + 1 < h->periods.n; t->period++)
        if (plan_same_title(h->periods.v[t->period].name, t->plan)) break;
    bool known = t->period + 1 < h->periods.n;
    if (!known) t->period = h->periods.n;
    const plan_tree *here = known ? h->periods.v[t->period].tree : NULL;
    const plan_tree *next = known ? h->periods.v[t->period + 1].tree : NULL;
    t->in = here ? part_of(here, t->theme) : NULL;
    t->from = t->in ? plan_find_objective(t->in, t->goal) : NULL;
    t->to_in = next ? part_of(next, t->to_theme.n ? t->to_theme : t->theme) : NULL;
    while (str_cut(&list, ';', &name)) {
        name = str_trim(name);
        if (name.n == 0) continue;
        VEC_PUSH(r->a, &t->to, (plan_sequel){ name, t->to_in ? plan_find_objective(t->to_in, name) : NULL });
    }
}

static void read_tie(reader *r, const value *row)
{
    find_cells(r, row);
    plan_tie t = { .plan = text(r, PLAN), .theme = text(r, THEME), .goal = text(r, GOAL), .to_theme = text(r, TO_THEME),
                   .reason = text(r, REASON), .fate_said = text(r, FATE), .plan_at = place(r, PLAN),
                   .theme_at = place(r, THEME), .at = place(r, GOAL), .fate_at = place(r, FATE),
                   .to_theme_at = place(r, TO_THEME), .to_at = place(r, TO) };
    if (t.goal.n == 0) return;
    t.fate = fate_of(r->scratch, t.fate_said);
    resolve(r, &t);
    VEC_PUSH(r->a, &r->h->ties, t);
    arena_reset(r->scratch);
}

plan_history *plan_history_read(arena *a, const value *data, const map *sources, const plan_tree *now)
{
    plan_history *h = ARENA_NEW(a, plan_history);
    const value *rows = value_get(data, S("suites"));
    read_plans(a, h, data, sources);
    if (h->periods.n == 0) return NULL;
    VEC_PUSH(a, &h->periods, (plan_period){ S(""), now ? now : plan_new(a) });
    reader r = { .a = a, .scratch = arena_new(1024), .h = h, .src = map_get(sources, S("suites")) };
    for (size_t i = 0; rows && rows->kind == VALUE_LIST && i < value_count(rows); i++) read_tie(&r, value_at(rows, i));
    arena_free(r.scratch);
    return h;
}

/* --- looking */

bool plan_is_last_objective(const plan_entry *e)
{
    if (e->level < PLAN_AXIS || e->level > PLAN_GOAL) return false;
    for (const plan_entry *o = e->first; o; o = o->next) if (o->level < PLAN_SHEET) return false;
    return true;
}

static bool is_within(const plan_entry *e, const plan_entry *top)
{
    while (e && e != top) e = e->parent;
    return e;
}

const plan_tie *plan_tie_from(const plan_history *h, const plan_entry *e)
{
    for (size_t i = 0; i < h->ties.n; i++)
        if (h->ties.v[i].from && is_within(e, h->ties.v[i].from)) return &h->ties.v[i];
    return NULL;
}

bool plan_is_sequel(const plan_history *h, const plan_entry *e)
{
    for (size_t i = 0; i < h->ties.n; i++)
        for (size_t k = 0; k < h->ties.v[i].to.n; k++) {
            const plan_entry *to = h->ties.v[i].to.v[k].entry;
            if (to && (is_within(e, to) || is_within(to, e))) return true;
        }
    return false;
}

size_t plan_period_of(const plan_history *h, const plan_entry *e)
{
    size_t i = 0;
    while (e->parent) e = e->parent;
    while (i < h->periods.n && h->periods.v[i].tree->root != e) i++;
    return i;
}

/* The theme before a number, without what only announces the number. "Casino" does not end with the word "no". */
static str without_signs(str name)
{
    static const char *const signs[] = { "n°", "nº", "no", "fiche", "Fiche", "sheet", "Sheet", ",", ":" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        str sign = str_z(signs[i]);
        if (!str_ends(name, sign)) continue;
        str before = str_first(name, name.n - sign.n);
        bool word = sign.p[sign.n - 1] >= 'a' && sign.p[sign.n - 1] <= 'z';
        if (!word || before.n == 0 || strchr(" ,:", before.p[before.n - 1])) name = str_trim(before);
    }
    return name;
}

/* "Petite enfance 12", "Petite enfance, fiche n° 12"; "12" is of the theme of the same name. */
static const plan_entry *sheet_named(const plan_tree *t, const plan_entry *e, str name)
{
    int number = 0;
    size_t at = name.n;
    while (at > 0 && name.p[at - 1] >= '0' && name.p[at - 1] <= '9') at--;
    if (!plan_number(str_skip(name, at), &number)) return NULL;
    name = without_signs(str_trim(str_first(name, at)));
    const plan_entry *theme = plan_theme_of(e);
    if (name.n == 0 && theme) name = theme->title;
    theme = name.n ? plan_find_theme(t, name) : NULL;
    return theme || name.n == 0 ? plan_find_sheet(t, theme, PLAN_NUMBERED, number) : NULL;
}

void plan_past_sheets(arena *a, const plan_history *h, const plan_entry *e, plan_sequels *out)
{
    str rest = e->past, name;
    size_t period = h ? plan_period_of(h, e) : 0;
    while (str_cut(&rest, ';', &name)) {
        name = str_trim(name);
        bool earlier = h && period > 0 && period < h->periods.n;
        const plan_entry *sheet = earlier ? sheet_named(h->periods.v[period - 1].tree, e, name) : NULL;
        if (name.n) VEC_PUSH(a, out, (plan_sequel){ name, sheet });
    }
}

/* --- ancestors */

static void add_ancestor(arena *a, const plan_history *h, const plan_entry *e, const plan_tie *t, plan_ancestors *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].entry == e) return;
    VEC_PUSH(a, out, (plan_ancestor){ plan_period_of(h, e), e, t });
}

/* Objectives that lead to one that the entry stands under, or to one below it. */
static void add_objectives(arena *a, const plan_history *h, const plan_entry *e, bool below, plan_ancestors *out)
{
    for (size_t i = 0; i < h->ties.n; i++) {
        const plan_tie *t = &h->ties.v[i];
        for (size_t k = 0; t->from && k < t->to.n; k++) {
            const plan_entry *to = t->to.v[k].entry;
            if (to && (is_within(e, to) || (below && is_within(to, e)))) add_ancestor(a, h, t->from, t, out);
        }
    }
}

static void add_parents(arena *a, const plan_history *h, const plan_entry *e, plan_ancestors *out)
{
    plan_sequels sheets = { 0 };
    const plan_entry *first = e->same ? e->same : e, *theme = plan_theme_of(e);
    if (e->level != PLAN_SHEET) { add_objectives(a, h, e, true, out); return; }
    plan_past_sheets(a, h, first, &sheets);
    for (size_t i = 0; i < sheets.n; i++)
        if (sheets.v[i].entry) add_ancestor(a, h, sheets.v[i].entry, NULL, out);
    add_objectives(a, h, first, false, out);
    for (const plan_entry *o = theme ? plan_next(theme, theme) : NULL; o; o = plan_next(theme, o))
        if (o->same == first) add_objectives(a, h, o, false, out);
}

/* out grows while it is walked: parents of parents come after them all. Each entry is there once, so this ends. */
void plan_ancestors_of(arena *a, const plan_history *h, const plan_entry *e, plan_ancestors *out)
{
    if (!h) return;
    add_parents(a, h, e, out);
    for (size_t i = 0; i < out->n; i++) add_parents(a, h, out->v[i].entry, out);
}
