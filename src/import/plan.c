#include "import/plan.h"

typedef enum part {
    PART_THEME_NUMBER, PART_THEME, PART_THEME_MORE, PART_AXIS_NUMBER, PART_AXIS, PART_AXIS_MORE,
    PART_AIM_NUMBER, PART_AIM, PART_GOAL_NUMBER, PART_GOAL,
    PART_NUMBER, PART_SHEET, PART_TYPE, PART_ACTIONS, PART_STATE, PART_REASON, PART_PILOT,
    PART_PRIORITY, PART_FROM, PART_TO, PART_BUDGET, PART_PAST, PARTS
} part;

static const struct { const char *name; bool always; } parts[PARTS] = {
    { "theme_numero", false }, { "theme", true }, { "theme_precision", false }, { "axe_numero", true }, { "axe", true },
    { "axe_precision", false }, { "oi_numero", true }, { "oi", true }, { "oo_numero", true }, { "oo", true },
    { "numero", true }, { "fiche", true }, { "type", false }, { "actions", false }, { "etat", false },
    { "raison", false },
    { "pilote", false }, { "priorite", false }, { "debut", false }, { "fin", false }, { "budget", false },
    { "reprend", false },
};

typedef struct writer { arena *a; VEC(str *) rows; const plan_entry *noted, *before; } writer;

static str digits(const writer *w, int n) { return n ? arena_fmt(w->a, "%d", n) : S(""); }

/* Would an empty cell of this level be taken for the one above it? */
static bool would_go_on(const writer *w, const plan_entry *e, plan_level level)
{
    for (plan_level up = PLAN_THEME; w->before && up < level; up++)
        if (plan_up(w->before, up) != plan_up(e, up)) return false;
    return w->before && plan_up(w->before, level);
}

/* A level that the row does not have is said with a dash where the row above has one. */
static void put_level(const writer *w, str *cells, const plan_entry *e, plan_level level)
{
    static const part numbers[] = { [PLAN_THEME] = PART_THEME_NUMBER, [PLAN_AXIS] = PART_AXIS_NUMBER,
                                    [PLAN_AIM] = PART_AIM_NUMBER, [PLAN_GOAL] = PART_GOAL_NUMBER };
    static const part titles[] = { [PLAN_THEME] = PART_THEME, [PLAN_AXIS] = PART_AXIS, [PLAN_AIM] = PART_AIM,
                                   [PLAN_GOAL] = PART_GOAL };
    const plan_entry *own = plan_up(e, level);
    if (own) {
        cells[numbers[level]] = digits(w, own->number);
        cells[titles[level]] = own->title;
    } else if (would_go_on(w, e, level)) {
        cells[titles[level]] = S("–");
    }
}

static void put_sheet(const writer *w, str *cells, const plan_entry *e)
{
    cells[PART_NUMBER] = digits(w, e->number);
    cells[PART_SHEET] = e->title;
    if (e->kind == PLAN_ANNEX) cells[PART_TYPE] = S("annexe");
    if (e->kind == PLAN_REFERENCE) cells[PART_TYPE] = S("renvoi");
    if (e->kind == PLAN_ACTION) cells[PART_TYPE] = S("action");
    cells[PART_STATE] = e->state ? str_z(plan_state_name(e->state)) : e->odd & PLAN_NO_STATE ? e->said : S("");
    cells[PART_REASON] = e->reason;
    cells[PART_PILOT] = e->pilot;
    cells[PART_PRIORITY] = e->priority;
    cells[PART_FROM] = e->from;
    cells[PART_TO] = e->to;
    cells[PART_BUDGET] = e->budget;
    cells[PART_PAST] = e->past;
}

static void put_row(writer *w, const plan_entry *e)
{
    str *cells = ARENA_ARRAY(w->a, str, PARTS);
    const plan_entry *theme = plan_theme_of(e), *axis = plan_up(e, PLAN_AXIS), *noted = e;
    for (plan_level level = PLAN_THEME; level < PLAN_SHEET; level++) put_level(w, cells, e, level);
    if (theme && theme != plan_up(w->before, PLAN_THEME)) cells[PART_THEME_MORE] = theme->subtitle;
    if (axis && axis != plan_up(w->before, PLAN_AXIS)) cells[PART_AXIS_MORE] = axis->subtitle;
    if (e->level == PLAN_SHEET) put_sheet(w, cells, e);
    while (noted && noted->notes.n == 0) noted = noted->parent;
    if (noted && noted != w->noted) cells[PART_ACTIONS] = noted->notes;
    w->noted = noted;
    w->before = e;
    VEC_PUSH(w->a, &w->rows, cells);
}

plan_rows plan_normal(arena *a, const plan_tree *t)
{
    writer w = { .a = a };
    plan_rows out = { 0 };
    bool used[PARTS];
    for (const plan_entry *e = plan_next(t->root, t->root); e; e = plan_next(t->root, e))
        if (e->level == PLAN_SHEET || !e->first) put_row(&w, e);
    for (int k = 0; k < PARTS; k++) {
        used[k] = parts[k].always;
        for (size_t i = 0; i < w.rows.n; i++) used[k] = used[k] || w.rows.v[i][k].n;
        if (used[k]) VEC_PUSH(a, &out.columns, str_z(parts[k].name));
    }
    for (size_t i = 0; i < w.rows.n; i++) {
        size_t n = 0;
        for (int k = 0; k < PARTS; k++) if (used[k]) w.rows.v[i][n++] = w.rows.v[i][k];
        VEC_PUSH(a, &out.rows, w.rows.v[i]);
    }
    return out;
}
