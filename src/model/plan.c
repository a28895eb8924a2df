#include "model/plan.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/plan_label.h"

/* --- the tree */

plan_tree *plan_new(arena *a)
{
    plan_tree *t = ARENA_NEW(a, plan_tree);
    t->a = a;
    t->sheets = map_new(a);
    t->root = ARENA_NEW(a, plan_entry);
    return t;
}

plan_entry *plan_add(plan_tree *t, plan_entry *parent, plan_level level, int number, str title)
{
    plan_entry *e = ARENA_NEW(t->a, plan_entry);
    e->level = level;
    e->number = number;
    e->title = title;
    e->parent = parent;
    if (parent->last) parent->last->next = e;
    else parent->first = e;
    parent->last = e;
    return e;
}

plan_entry *plan_up(const plan_entry *e, plan_level level)
{
    while (e && e->level > level) e = e->parent;
    return e && e->level == level ? (plan_entry *)(uintptr_t)e : NULL;
}

plan_entry *plan_theme_of(const plan_entry *e) { return plan_up(e, PLAN_THEME); }

static str key_of(arena *a, const plan_entry *theme, plan_kind kind, int number)
{
    return arena_fmt(a, "%p %d %d", (const void *)theme, (int)kind, number);
}

/* Annexed sheets are called by their numbers wherever they are needed: none of them is one too many. */
plan_entry *plan_add_sheet(plan_tree *t, plan_entry *parent, plan_kind kind, int number, str title)
{
    plan_entry *e = plan_add(t, parent, PLAN_SHEET, number, title);
    e->kind = kind;
    if (number == 0 || kind == PLAN_ACTION || kind == PLAN_REFERENCE) return e;
    str key = key_of(t->a, plan_theme_of(parent), kind, number);
    plan_entry *first = map_get(t->sheets, key);
    if (!first) {
        map_put(t->sheets, key, e);
        return e;
    }
    bool agrees = title.n == 0 || first->title.n == 0 || plan_same_title(title, first->title);
    if (agrees) e->same = first;
    if (kind == PLAN_NUMBERED && (!agrees || first->parent == parent)) e->odd |= PLAN_TWICE;
    if (agrees && first->title.n == 0) first->title = title;
    return e;
}

span plan_span(const plan_entry *e) { return e->src ? (span){ e->src, e->off, e->len } : NO_SPAN; }

plan_entry *plan_next(const plan_entry *top, const plan_entry *e)
{
    if (e->first) return e->first;
    while (e != top && !e->next) e = e->parent;
    return e == top ? NULL : e->next;
}

/* --- finding */

bool plan_same_title(str x, str y)
{
    if (str_eq(x, y)) return true;
    arena *a = arena_new(1024);
    bool same = str_eq(unicode_plain(a, x), unicode_plain(a, y));
    arena_free(a);
    return same;
}

/* How well a name fits an entry: 3 its title or id, 2 its number, 1 the beginning of its title, 0 not at all. */
static int fits(arena *a, const plan_entry *e, str name)
{
    str plain = unicode_plain(a, name), title = unicode_plain(a, e->title);
    int number;
    if (plain.n == 0) return 0;
    if (str_eq(plain, title)) return 3;
    if (plan_number(name, &number)) return number == e->number ? 2 : 0;
    return str_starts(title, plain) && plain.n >= 4 ? 1 : 0;
}

static plan_entry *best_of(const plan_entry *top, plan_level level, str name)
{
    arena *a = arena_new(1024);
    plan_entry *best = NULL;
    int rank = 0, ties = 0;
    for (plan_entry *e = plan_next(top, top); e; e = plan_next(top, e)) {
        int r = e->level == level ? fits(a, e, name) : 0;
        if (r > rank) { best = e; rank = r; ties = 0; }
        else if (r && r == rank) ties++;
        arena_reset(a);
    }
    arena_free(a);
    return rank == 1 && ties ? NULL : best;
}

plan_entry *plan_find_theme(const plan_tree *t, str name) { return t ? best_of(t->root, PLAN_THEME, name) : NULL; }
plan_entry *plan_find(const plan_entry *top, plan_level level, str name) { return best_of(top, level, name); }

static plan_entry *child_numbered(const plan_entry *parent, int number)
{
    for (plan_entry *e = parent->first; e; e = e->next)
        if (e->level < PLAN_SHEET && e->number == number) return e;
    return NULL;
}

plan_entry *plan_find_path(const plan_entry *theme, str path)
{
    str part;
    const plan_entry *e = theme;
    path = str_trim(path);
    if (path.n == 0) return NULL;
    while (e && str_cut(&path, '.', &part)) {
        int number;
        e = plan_number(str_trim(part), &number) ? child_numbered(e, number) : NULL;
    }
    return e == theme ? NULL : (plan_entry *)(uintptr_t)e;
}

plan_entry *plan_find_objective(const plan_entry *top, str name)
{
    plan_entry *e = plan_find_path(top, name);
    for (plan_level level = PLAN_GOAL; !e && level >= PLAN_AXIS; level--) {
        int number;
        if (!plan_number(name, &number)) e = plan_find(top, level, name);
    }
    return e;
}

plan_entry *plan_find_sheet(const plan_tree *t, const plan_entry *theme, plan_kind kind, int number)
{
    arena *a = arena_new(256);
    plan_entry *e = map_get(t->sheets, key_of(a, theme, kind, number));
    arena_free(a);
    return e;
}

str plan_nearest_theme(const plan_tree *t, str name)
{
    VEC(str) names = { 0 };
    for (const plan_entry *e = t->root->first; e; e = e->next)
        if (!(e->odd & PLAN_STRAY)) VEC_PUSH(t->a, &names, e->title);
    return str_nearest(name, names.v, names.n);
}

/* --- names and numbers */

str plan_id(arena *a, const plan_entry *e)
{
    const plan_entry *theme = plan_theme_of(e);
    if (e->level != PLAN_SHEET || e->number == 0) return S("");
    str slug = theme && theme->title.n ? unicode_id(a, theme->title) : S("");
    if (slug.n == 0 && theme && theme->number) slug = arena_fmt(a, "%d", theme->number);
    return arena_fmt(a, "%s%s%.*s-%d", e->kind == PLAN_ANNEX ? "annexe" : "fiche", slug.n ? "-" : "", STR_ARG(slug),
                     e->number);
}

str plan_path(arena *a, const plan_entry *e)
{
    buf out = { 0 };
    const plan_entry *up[PLAN_LEVELS];
    size_t n = 0;
    for (; e && e->level > PLAN_THEME; e = e->parent) if (e->level < PLAN_SHEET) up[n++] = e;
    while (n-- > 0) {
        if (out.n) buf_char(&out, '.');
        if (up[n]->level == PLAN_AXIS) buf_str(&out, plan_roman(a, up[n]->number));
        else buf_int(&out, up[n]->number);
    }
    return buf_take(&out, a);
}

str plan_roman(arena *a, int n)
{
    static const char *const ones[] = { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" };
    static const char *const tens[] = { "", "X", "XX", "XXX" };
    if (n < 1 || n > 39) return arena_fmt(a, "%d", n);
    return arena_fmt(a, "%s%s", tens[n / 10], ones[n % 10]);
}

/* --- counts */

static void count_sheet(plan_counts *c, const plan_entry *e)
{
    if (e->same) return;
    if (e->kind == PLAN_NUMBERED) c->sheets++;
    if (e->kind == PLAN_ANNEX) c->annexes++;
    if (e->kind == PLAN_ACTION) c->actions++;
    if (e->kind == PLAN_NUMBERED || e->kind == PLAN_ACTION) c->states[e->state]++;
}

plan_counts plan_count(const plan_entry *top)
{
    plan_counts c = { 0 };
    for (const plan_entry *e = plan_next(top, top); e; e = plan_next(top, e)) switch (e->level) {
        case PLAN_THEME: c.themes++; break;
        case PLAN_AXIS: c.axes++; break;
        case PLAN_AIM: c.aims++; break;
        case PLAN_GOAL: c.goals++; break;
        case PLAN_SHEET: count_sheet(&c, e); break;
        default: break;
    }
    return c;
}

/* --- states */

static const struct { const char *name, *others; } states[PLAN_STATES] = {
    [PLAN_UNSAID] = { "", "" },
    [PLAN_READY] = { "à lancer", "prevue|prevu|avenir|planifiee|planifie|nonlancee|planned|tostart" },
    [PLAN_RUNNING] = { "en cours", "encoursderealisation|engagee|engage|lancee|lance|running|ongoing|inprogress" },
    [PLAN_DONE] = { "réalisée", "realise|realisees|terminee|termine|faite|fait|achevee|done|completed" },
    [PLAN_POSTPONED] = { "reportée", "reporte|differee|differe|suspendue|postponed" },
    [PLAN_DROPPED] = { "abandonnée", "abandonne|annulee|annule|dropped|abandoned" },
    [PLAN_NOT_DONE] = { "non réalisée", "nonrealise|nonfaite|nonfait|notdone" },
};

bool plan_state_parse(str s, plan_state *out)
{
    arena *a = arena_new(256);
    str plain = unicode_plain(a, s);
    bool found = false;
    for (int i = 0; i < PLAN_STATES && !found; i++) {
        str rest = str_z(states[i].others), word;
        found = str_eq(plain, unicode_plain(a, str_z(states[i].name)));
        while (!found && str_cut(&rest, '|', &word)) found = str_eq(plain, word);
        if (found) *out = (plan_state)i;
    }
    arena_free(a);
    return found;
}

const char *plan_state_name(plan_state s) { return states[s].name; }
