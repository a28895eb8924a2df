#include "model/plan_pages.h"
#include "model/dataset.h"
#include "model/plan_label.h"

typedef struct taker { plan_tree *t; const page *p; } taker;

static const value *field(const page *p, const char *name) { return value_get(p->fields, str_z(name)); }
static str text(const page *p, const char *name) { return str_trim(value_text(field(p, name))); }

static void stand(const taker *k, plan_entry *e, const value *v)
{
    e->src = k->p->src;
    e->off = v ? v->off : k->p->meta ? k->p->meta->off : 0;
    e->len = v ? v->len : 0;
}

/* --- what a page gives */

static void give(str *to, str s)
{
    if (s.n) *to = s;
}

static str joined(arena *a, const value *list, const char *sign)
{
    buf out = { 0 };
    for (size_t i = 0; i < value_count(list); i++) {
        if (i) buf_z(&out, sign);
        buf_str(&out, value_text(value_at(list, i)));
    }
    return buf_take(&out, a);
}

/* The sum of the costs when all of them are plain numbers; "" otherwise. */
static str sum_of(arena *a, const value *costs)
{
    double sum = 0, d;
    for (size_t i = 0; i < value_count(costs); i++) {
        if (!dataset_parse_euros(value_get_text(value_at(costs, i), S("montant")), &d)) return S("");
        sum += d;
    }
    return value_count(costs) ? arena_fmt(a, "%.*f", sum == (double)(long long)sum ? 0 : 2, sum) : S("");
}

/* What the page goes on from. */
static void give_past(const taker *k, plan_entry *e)
{
    const value *past = field(k->p, "reprend");
    if (value_count(past) == 0) return;
    e->past = joined(k->t->a, past, ";");
    e->past_at = value_span(k->p->src, value_at(past, 0));
}

static void give_fields(const taker *k, plan_entry *e)
{
    const page *p = k->p;
    str state = text(p, "etat");
    e->page = p;
    if (e->title.n == 0) e->title = p->title;
    give(&e->reason, text(p, "raison"));
    give(&e->from, text(p, "debut"));
    give(&e->to, text(p, "fin"));
    give(&e->pilot, joined(k->t->a, field(p, "pilotage"), ", "));
    if (e->pilot.n == 0) give(&e->pilot, text(p, "responsable"));
    give(&e->budget, sum_of(k->t->a, field(p, "couts")));
    give_past(k, e);
    if (state.n == 0) return;
    e->odd &= ~(unsigned)PLAN_NO_STATE;
    if (plan_state_parse(state, &e->state)) return;
    e->odd |= PLAN_NO_STATE;
    e->said = state;
    e->odd_at = value_span(p->src, field(p, "etat"));
}

/* --- where it belongs */

static bool stands_under(const plan_entry *sheet, const plan_entry *parent)
{
    for (const plan_entry *e = parent->first; e; e = e->next)
        if (e == sheet || e->same == sheet) return true;
    return false;
}

/* The objectives that the page names, beside those that the plan says. An objective of an action sheet is often a
 * sentence of its own: only what looks like a number of the plan can be wrong. */
static plan_entry *add_under(const taker *k, plan_entry *theme, plan_entry *sheet, int number)
{
    const value *list = field(k->p, "objectifs");
    for (size_t i = 0; i < value_count(list); i++) {
        str name = str_trim(value_text(value_at(list, i)));
        plan_entry *parent = plan_find_objective(theme, name);
        int last;
        if (!parent && plan_number(name, &last) && !sheet) {
            sheet = plan_add_sheet(k->t, theme, PLAN_NUMBERED, number, S(""));
            stand(k, sheet, field(k->p, "numero"));
        }
        if (!parent && plan_number(name, &last)) {
            sheet->odd |= PLAN_LOST;
            sheet->said = name;
            sheet->odd_at = value_span(k->p->src, value_at(list, i));
        }
        if (!parent || (sheet && stands_under(sheet, parent))) continue;
        plan_entry *e = plan_add_sheet(k->t, parent, PLAN_NUMBERED, number, S(""));
        stand(k, e, sheet ? value_at(list, i) : field(k->p, "numero"));
        if (!sheet) sheet = e;
    }
    return sheet;
}

static plan_entry *theme_for(const taker *k)
{
    str name = text(k->p, "theme");
    plan_entry *theme = plan_find_theme(k->t, name);
    if (theme) return theme;
    theme = plan_add(k->t, k->t->root, PLAN_THEME, 0, name);
    stand(k, theme, field(k->p, "theme"));
    if (k->t->filed) theme->odd |= PLAN_STRAY;
    return theme;
}

static void take(const taker *k)
{
    int number = 0;
    const value *v = field(k->p, "numero");
    plan_number(text(k->p, "numero"), &number);
    plan_entry *theme = theme_for(k), *sheet = number ? plan_find_sheet(k->t, theme, PLAN_NUMBERED, number) : NULL;
    bool known = sheet != NULL, again = sheet && sheet->page;
    sheet = again ? sheet : add_under(k, theme, sheet, number);
    if (!sheet || again) {
        sheet = plan_add_sheet(k->t, theme, PLAN_NUMBERED, number, k->p->title);
        if (number == 0) sheet->kind = PLAN_ACTION;
        if (again) { sheet->same = NULL; sheet->odd |= PLAN_TWICE; }
        stand(k, sheet, v);
    }
    if (!known && k->t->filed) sheet->odd |= PLAN_STRAY;
    give_fields(k, sheet);
}

void plan_add_pages(plan_tree *t, const site *s)
{
    for (size_t i = 0; i < s->npages; i++) {
        const page *p = s->pages[i];
        taker k = { t, p };
        if (p->lang->index == 0 && !p->is_falc && p->kind && str_eqz(p->kind->name, "action")) take(&k);
    }
}
