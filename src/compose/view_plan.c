#include "compose/view.h"
#include "model/plan_history.h"

static view *current(host *h) { return host_context(h); }
static str word(const view *v, const char *msgid) { return words_get(v->lang->words, str_z(msgid)); }

/* A title of the plan; one without a translation keeps its own direction among letters from right to left. */
static str said(const view *v, str text)
{
    str s = words_get(v->lang->words, text);
    return v->lang->rtl && str_eq(s, text) ? arena_fmt(v->scratch, "\u2068%.*s\u2069", STR_ARG(s)) : s;
}

/* The entry of the plan that a page is about. */
static const plan_entry *entry_of(const site *s, const page *p)
{
    const plan_entry *root = s->plan ? s->plan->root : NULL;
    const page *first = p->translations && p->translations[0] ? p->translations[0] : p;
    if (!root || !p->kind) return NULL;
    if (str_eqz(p->kind->name, "axe")) {
        const plan_entry *theme = plan_find_theme(s->plan, value_get_text(first->fields, S("theme")));
        return theme ? plan_find(theme, PLAN_AXIS, value_get_text(first->fields, S("numero"))) : NULL;
    }
    for (const plan_entry *e = plan_next(root, root); e; e = plan_next(root, e))
        if (e->page == first && !e->same) return e;
    return NULL;
}

/* "2021–2024" */
static str period_name(const view *v, const plan_ancestor *x)
{
    str name = v->site->history->periods.v[x->period].name;
    if (name.n != 9 || name.p[4] != '-') return name;
    return arena_fmt(v->scratch, "%.*s–%.*s", 4, name.p, 4, name.p + 5);
}

/* "Petite enfance, objectif I.2.1 : Prêter des livres (2021–2024, scindé)" */
static str text_of(const view *v, const plan_ancestor *x)
{
    arena *a = v->scratch;
    const plan_entry *e = x->entry, *theme = plan_theme_of(e);
    bool sheet = e->level == PLAN_SHEET;
    const char *what = sheet ? "fiche %s" : e->level == PLAN_AXIS ? "axe %s" : "objectif %s";
    str number = sheet ? arena_fmt(a, "%d", e->number) : plan_path(a, e), when = period_name(v, x);
    str head = words_fill(a, word(v, what), &number, 1), comma = word(v, ", ");
    if (theme) head = arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(said(v, theme->title)), STR_ARG(comma), STR_ARG(head));
    str fate = x->tie && x->tie->fate ? word(v, plan_fate_name(x->tie->fate)) : S("");
    if (fate.n) when = arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(when), STR_ARG(comma), STR_ARG(fate));
    return words_fill(a, word(v, "%s\u00A0: %s (%s)"), (str[]){ head, said(v, e->title), when }, 3);
}

void view_push_past(host *h, page *p)
{
    view *v = current(h);
    lua_State *L = host_lua(h);
    const plan_entry *e = v->site->history ? entry_of(v->site, p) : NULL;
    plan_ancestors all = { 0 };
    if (e) plan_ancestors_of(v->scratch, v->site->history, e, &all);
    if (all.n == 0) { lua_pushnil(L); return; }
    lua_createtable(L, (int)all.n, 0);
    for (size_t i = 0; i < all.n; i++) {
        host_push_str(h, text_of(v, &all.v[i]));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}
