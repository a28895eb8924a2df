#include "model/records.h"
#include "base/vec.h"
#include "model/day.h"
#include "model/meeting.h"
#include "model/plan_history.h"
#include "model/words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct record_column { const char *id, *label; column_type type; int decimals; } record_column;

#define TEXT(id, label) { id, label, COLUMN_TEXT, 0 }
#define COUNT(id, label) { id, label, COLUMN_INTEGER, 0 }
#define EUROS(id, label) { id, label, COLUMN_NUMBER, 2 }

static const record_column plan_columns[] = {
    TEXT("theme", "Thème"), COUNT("axe_numero", "N° d’axe"), TEXT("axe", "Axe stratégique"),
    COUNT("oi_numero", "N° d’OI"), TEXT("oi", "Objectif intermédiaire"),
    COUNT("oo_numero", "N° d’OO"), TEXT("oo", "Objectif opérationnel"), COUNT("numero", "Numéro"),
    TEXT("fiche", "Fiche action"), TEXT("etat", "État"), TEXT("raison", "Raison"), TEXT("responsable", "Responsable"),
    TEXT("debut", "Début"), TEXT("fin", "Fin"), EUROS("cout", "Coût prévu (€)"), TEXT("adresse", "Adresse"),
};

static const record_column follow_up_columns[] = {
    TEXT("theme", "Thème"), COUNT("numero", "Numéro"), TEXT("fiche", "Fiche action"), TEXT("date", "Date"),
    TEXT("etat", "État"), TEXT("raison", "Raison"), TEXT("resultats", "Résultats"),
    TEXT("difficultes", "Difficultés"), EUROS("depense", "Dépense (€)"), TEXT("perspectives", "Perspectives"),
};

static const record_column cost_columns[] = {
    TEXT("theme", "Thème"), COUNT("numero", "Numéro"), TEXT("fiche", "Fiche action"), TEXT("poste", "Poste"),
    EUROS("montant_poste", "Montant du poste (€)"), TEXT("financeur", "Financeur"), EUROS("montant", "Part (€)"),
};

static const record_column meeting_columns[] = {
    TEXT("date", "Date"), TEXT("heure_debut", "Heure de début"), TEXT("date_fin", "Date de fin"),
    TEXT("heure_fin", "Heure de fin"), TEXT("reunion", "Réunion"), TEXT("organisme", "Organisme"),
    TEXT("lieu", "Lieu"), TEXT("objet", "Objet"), COUNT("participants", "Participants"), TEXT("adresse", "Adresse"),
};

static const record_column vote_columns[] = {
    TEXT("date", "Date"), TEXT("reunion", "Réunion"), TEXT("famille", "Famille"), TEXT("objectif", "Objectif"),
    COUNT("voix", "Voix"), COUNT("exprimes", "Suffrages exprimés"), { "part", "Part", COLUMN_PERCENT, 1 },
    TEXT("resultat", "Résultat"),
};

static const record_column attendance_columns[] = {
    TEXT("date", "Date"), TEXT("reunion", "Réunion"), TEXT("categorie", "Catégorie"), TEXT("atelier", "Atelier"),
    COUNT("nombre", "Nombre"),
};

static const record_column sequel_columns[] = {
    TEXT("plan", "Plan précédent"), TEXT("theme", "Thème"), TEXT("numero", "Numéro"), TEXT("objectif", "Objectif"),
    TEXT("suite", "Suite donnée"), TEXT("vers_theme", "Thème suivant"), TEXT("vers_numero", "Numéro suivant"),
    TEXT("vers", "Objectif suivant"), TEXT("raison", "Raison"),
};

/* --- rows */

typedef struct maker { arena *a; const site *s; VEC(value *) rows; value *row; } maker;

static void start_row(maker *m)
{
    m->row = value_new(m->a, VALUE_MAP, 0, 0);
    VEC_PUSH(m->a, &m->rows, m->row);
}

static void put_value(maker *m, const char *id, value *v) { value_put(m->a, m->row, str_z(id), 0, v); }

static void put(maker *m, const char *id, str s)
{
    s = str_trim(s);
    if (s.n) put_value(m, id, value_str(m->a, s));
}

/* A field of a map under the same name. */
static void put_field(maker *m, const char *id, const value *of) { put(m, id, value_get_text(of, str_z(id))); }

static void put_count(maker *m, const char *id, long long n)
{
    if (n) put_value(m, id, value_int(m->a, n));
}

/* "12 400 €" is a number; what is none stays as it was written. */
static void put_euros(maker *m, const char *id, str s)
{
    double d;
    if (dataset_parse_euros(s, &d)) put_value(m, id, value_num(m->a, d));
    else put(m, id, s);
}

/* Texts of a list of a map, one after the other: sentences as they are, other words with semicolons. */
static void put_list(maker *m, const char *id, const value *of)
{
    const value *v = value_get(of, str_z(id));
    buf out = { 0 };
    for (size_t i = 0; i < value_count(v); i++) {
        str one = str_trim(value_text(value_at(v, i)));
        if (one.n && out.n) buf_z(&out, strchr(".!?", out.p[out.n - 1]) ? " " : " ; ");
        buf_str(&out, one);
    }
    put(m, id, buf_take(&out, m->a));
}

static const value *field(const page *p, const char *name) { return p ? value_get(p->fields, str_z(name)) : NULL; }
static str text(const page *p, const char *name) { return value_text(field(p, name)); }

static void put_address(maker *m, const page *p)
{
    str path = p ? p->path : S(""), base = m->s->settings->base_url;
    if (str_ends(path, S("index.html")) && base.n) path.n -= sizeof "index.html" - 1;
    if (p) put(m, "adresse", base.n ? arena_fmt(m->a, "%.*s/%.*s", STR_ARG(base), STR_ARG(path)) : path);
}

/* --- tables */

/* In each language of the site. */
static value *word_of(const maker *m, str msgid)
{
    const settings *set = m->s->settings;
    value *v = value_new(m->a, VALUE_MAP, 0, 0);
    for (size_t i = 0; i < set->nlanguages; i++)
        value_put(m->a, v, set->languages[i].code, 0, value_str(m->a, words_get(set->languages[i].words, msgid)));
    return v;
}

static void add_table(maker *m, map *to, const char *name, const char *title, const record_column *c, size_t n)
{
    if (m->rows.n == 0) return;
    dataset *t = ARENA_NEW(m->a, dataset);
    value *whole = value_new(m->a, VALUE_MAP, 0, 0), *rows = value_new(m->a, VALUE_LIST, 0, 0);
    *t = (dataset){ .name = str_z(name), .title = word_of(m, str_z(title)), .computed = true, .as_table = true,
                    .source = value_get(m->s->settings->organisation, S("nom")), .value = whole, .ncolumns = n,
                    .columns = ARENA_ARRAY(m->a, dataset_column, n),
                    .rows = ARENA_ARRAY(m->a, const value *, m->rows.n) };
    for (size_t k = 0; k < n; k++)
        t->columns[k] = (dataset_column){ .id = str_z(c[k].id), .label = word_of(m, str_z(c[k].label)),
                                          .type = c[k].type, .decimals = c[k].decimals };
    for (size_t i = 0; i < m->rows.n; i++) {
        t->rows[t->nrows++] = m->rows.v[i];
        value_push(m->a, rows, m->rows.v[i]);
    }
    value_put(m->a, whole, S("rows"), 0, rows);
    map_put(to, t->name, t);
    m->rows.n = 0;
}

#define ADD_TABLE(m, to, name, title, columns) \
    add_table((m), (to), (name), (title), (columns), sizeof (columns) / sizeof *(columns))

/* --- actions */

/* The last day of "2025", "2025-06" or a day. */
static int32_t end_of(str day)
{
    int32_t from, to;
    return day_stretch(str_first(day, 10), &from, &to) ? to - 1 : INT32_MIN;
}

/* The entry of the follow-up that says how things stood on a day: the last one up to it. */
static const value *entry_at(const page *p, str day)
{
    const value *list = field(p, "suivi"), *last = NULL;
    int32_t at = day.n ? end_of(day) : INT32_MAX, best = INT32_MIN;
    for (size_t i = 0; i < value_count(list); i++) {
        int32_t end = end_of(value_get_text(value_at(list, i), S("date")));
        if (end == INT32_MIN || end > at || end < best) continue;
        last = value_at(list, i);
        best = end;
    }
    return last;
}

static void put_sheet(maker *m, const plan_entry *e)
{
    const plan_entry *theme = plan_theme_of(e);
    start_row(m);
    if (theme) put(m, "theme", theme->title);
    put_count(m, "numero", e->number);
    put(m, "fiche", e->title);
}

static void put_plan(maker *m, const plan_entry *e)
{
    static const char *const names[PLAN_SHEET] = { [PLAN_AXIS] = "axe", [PLAN_AIM] = "oi", [PLAN_GOAL] = "oo" };
    put_sheet(m, e);
    for (int level = PLAN_AXIS; level < PLAN_SHEET; level++) {
        const plan_entry *up = plan_up(e, (plan_level)level);
        if (up) put(m, names[level], up->title);
        if (up) put_count(m, arena_fmt(m->a, "%s_numero", names[level]).p, up->number);
    }
    const value *said = entry_at(e->page, m->s->clock);
    bool followed = value_count(field(e->page, "suivi")) > 0;
    put(m, "etat", followed ? value_get_text(said, S("etat")) : str_z(plan_state_name(e->state)));
    put(m, "raison", followed ? value_get_text(said, S("raison")) : e->reason);
    str charge = text(e->page, "responsable");
    put(m, "responsable", charge.n ? charge : e->pilot);
    put(m, "debut", e->from);
    put(m, "fin", e->to);
    put_euros(m, "cout", e->budget);
    put_address(m, e->page);
}

static void put_follow_up(maker *m, const plan_entry *e)
{
    const value *list = field(e->page, "suivi");
    for (size_t i = 0; i < value_count(list); i++) {
        const value *v = value_at(list, i);
        put_sheet(m, e);
        put_field(m, "date", v);
        put_field(m, "etat", v);
        put_field(m, "raison", v);
        put_list(m, "resultats", v);
        put_list(m, "difficultes", v);
        put_euros(m, "depense", value_get_text(v, S("depense")));
        put_list(m, "perspectives", v);
    }
}

static void put_costs(maker *m, const plan_entry *e)
{
    const value *list = field(e->page, "couts");
    for (size_t i = 0; i < value_count(list); i++) {
        const value *v = value_at(list, i), *funders = value_get(v, S("financeurs"));
        for (size_t k = 0; k < value_count(funders) || k == 0; k++) {
            const value *who = value_at(funders, k);
            put_sheet(m, e);
            put_field(m, "poste", v);
            put_euros(m, "montant_poste", value_get_text(v, S("montant")));
            put(m, "financeur", value_get_text(who, S("nom")));
            put_euros(m, "montant", value_get_text(who, S("montant")));
        }
    }
}

/* Sheets and actions of the plan, each once. */
static void each_action(maker *m, void (*with)(maker *m, const plan_entry *e))
{
    const plan_entry *root = m->s->plan ? m->s->plan->root : NULL;
    for (const plan_entry *e = root ? plan_next(root, root) : NULL; e; e = plan_next(root, e))
        if (e->level == PLAN_SHEET && (e->kind == PLAN_NUMBERED || e->kind == PLAN_ACTION) && !e->same) with(m, e);
}

/* --- from one plan to the next */

/* An objective as the plan has it, or as a line calls it where the plan has none. */
static void put_objective(maker *m, bool next, const plan_entry *e, str theme, str said)
{
    const plan_entry *top = e ? plan_theme_of(e) : NULL;
    put(m, next ? "vers_theme" : "theme", top ? top->title : theme);
    if (e) put(m, next ? "vers_numero" : "numero", plan_path(m->a, e));
    put(m, next ? "vers" : "objectif", e && e->title.n ? e->title : said);
}

static void put_tie(maker *m, str plan, const plan_tie *t)
{
    const plan_entry *same = t->in && t->in->level == PLAN_THEME ? t->in : NULL;
    for (size_t k = 0; k < t->to.n || k == 0; k++) {
        start_row(m);
        put(m, "plan", plan);
        put_objective(m, false, t->from, same ? same->title : t->theme, t->goal);
        put(m, "suite", t->fate ? str_z(plan_fate_name(t->fate)) : t->fate_said);
        str theme = t->to_theme.n ? t->to_theme : t->theme;
        if (k < t->to.n) put_objective(m, true, t->to.v[k].entry, theme, t->to.v[k].said);
        put(m, "raison", t->reason);
    }
}

/* The lines about each objective in the order of its plan, those about none that it has, and what is new. */
static void put_period(maker *m, const plan_history *h, size_t period)
{
    str plan = h->periods.v[period].name;
    const plan_entry *root = h->periods.v[period].tree->root, *next = h->periods.v[period + 1].tree->root;
    for (const plan_entry *e = plan_next(root, root); e; e = plan_next(root, e)) {
        for (size_t i = 0; i < h->ties.n; i++) if (h->ties.v[i].from == e) put_tie(m, plan, &h->ties.v[i]);
        if (!plan_is_last_objective(e) || plan_tie_from(h, e)) continue;
        start_row(m);
        put(m, "plan", plan);
        put_objective(m, false, e, S(""), S(""));
    }
    for (size_t i = 0; i < h->ties.n; i++)
        if (h->ties.v[i].period == period && !h->ties.v[i].from) put_tie(m, plan, &h->ties.v[i]);
    for (const plan_entry *e = plan_next(next, next); e; e = plan_next(next, e)) {
        if (!plan_is_last_objective(e) || plan_is_sequel(h, e)) continue;
        start_row(m);
        put(m, "plan", plan);
        put(m, "suite", S("nouveau"));
        put_objective(m, true, e, S(""), S(""));
    }
}

static void put_sequels(maker *m)
{
    const plan_history *h = m->s->history;
    for (size_t i = 0; h && i + 1 < h->periods.n; i++) put_period(m, h, i);
}

/* --- meetings */

static void put_hour(maker *m, const char *id, int minute)
{
    if (minute >= 0) put(m, id, arena_fmt(m->a, "%02d:%02d", minute / 60, minute % 60));
}

enum { MOST = 1000000000 };                        /* beyond, nobody counted; sums stay exact */

static bool count_of(const value *v, long long *n)
{
    double d;
    if (!v || !dataset_number(v, &d) || d < 0 || d > MOST || floor(d) != d) return false;
    *n = (long long)d;
    return true;
}

/* The whole is known only when all of its parts are. */
static bool attendance(const page *p, long long *sum)
{
    const value *list = field(p, "participants");
    bool known = false;
    *sum = 0;
    for (size_t i = 0; i < value_count(list); i++) {
        const value *row = value_at(list, i), *parts = value_get(row, S("ateliers"));
        long long n;
        if (meeting_is_total(row)) continue;
        known = true;
        if (value_count(parts) == 0) {
            if (!count_of(value_get(row, S("total")), &n)) return false;
            *sum += n;
        }
        for (size_t k = 0; k < value_count(parts); k++) {
            if (!count_of(parts->as.map.v[k].value, &n)) return false;
            *sum += n;
        }
    }
    return known;
}

static void put_when(maker *m, const page *p)
{
    moment when;
    start_row(m);
    if (meeting_when(p, &when)) put(m, "date", day_text(m->a, when.first));
    put(m, "reunion", p->title);
}

static void put_meeting(maker *m, const page *p)
{
    moment when;
    long long n;
    put_when(m, p);
    if (meeting_when(p, &when)) {
        put_hour(m, "heure_debut", when.from);
        if (when.last != when.first) put(m, "date_fin", day_text(m->a, when.last));
        put_hour(m, "heure_fin", when.to);
    }
    put(m, "organisme", text(p, "organisme"));
    put(m, "lieu", text(p, "lieu"));
    put(m, "objet", text(p, "objet"));
    if (attendance(p, &n)) put_value(m, "participants", value_int(m->a, n));
    put_address(m, p);
}

/* As ::: votes counts: whole votes against the threshold, whatever the share is rounded to. */
static void put_votes(maker *m, const page *p)
{
    const value *list = field(p, "votes"), *least = field(p, "seuil");
    double share = least && dataset_number(least, &share) && share >= 0 && share <= 100 ? share : 50;
    for (size_t i = 0; i < value_count(list); i++) {
        const value *v = value_at(list, i);
        long long votes = 0, cast = 0;
        bool given = count_of(value_get(v, S("voix")), &votes), told = count_of(value_get(v, S("exprimes")), &cast);
        put_when(m, p);
        put_field(m, "famille", v);
        put_field(m, "objectif", v);
        if (given) put_value(m, "voix", value_int(m->a, votes));
        if (told) put_value(m, "exprimes", value_int(m->a, cast));
        if (!given || !told || cast == 0 || votes > cast) continue;
        put_value(m, "part", value_num(m->a, round(1000.0 * (double)votes / (double)cast) / 10));
        put(m, "resultat", 100.0 * (double)votes >= share * (double)cast ? S("indispensable") : S("sous le seuil"));
    }
}

static void put_attendance(maker *m, const page *p)
{
    const value *list = field(p, "participants");
    for (size_t i = 0; i < value_count(list); i++) {
        const value *row = value_at(list, i), *parts = value_get(row, S("ateliers"));
        const value *total = value_get(row, S("total"));
        size_t n = value_count(parts);
        long long count;
        if (meeting_is_total(row)) continue;
        for (size_t k = 0; k < n || k == 0; k++) {
            put_when(m, p);
            put_field(m, "categorie", row);
            if (n) put(m, "atelier", parts->as.map.v[k].key);
            if (count_of(n ? parts->as.map.v[k].value : total, &count)) put_value(m, "nombre", value_int(m->a, count));
        }
    }
}

static int by_day(const void *p, const void *q)
{
    const page *x = *(const page *const *)p, *y = *(const page *const *)q;
    moment a = { 0 }, b = { 0 };
    bool told = meeting_when(x, &a), known = meeting_when(y, &b);
    if (told != known) return told ? -1 : 1;
    if (a.first != b.first) return a.first < b.first ? -1 : 1;
    return a.from != b.from ? (a.from > b.from) - (a.from < b.from) : (x->index > y->index) - (x->index < y->index);
}

static void each_meeting(maker *m, void (*with)(maker *m, const page *p))
{
    VEC(const page *) all = { 0 };
    for (size_t i = 0; i < m->s->npages; i++) {
        const page *p = m->s->pages[i];
        if (p->lang->index == 0 && !p->is_falc && meeting_is(p)) VEC_PUSH(m->a, &all, p);
    }
    if (all.n) qsort(all.v, all.n, sizeof *all.v, by_day);
    for (size_t i = 0; i < all.n; i++) with(m, all.v[i]);
}

/* --- all */

map *records_of(arena *a, const site *s)
{
    maker m = { .a = a, .s = s };
    map *to = map_new(a);
    each_action(&m, put_plan);
    ADD_TABLE(&m, to, "plan", "Le plan et l’état de ses actions", plan_columns);
    each_action(&m, put_follow_up);
    ADD_TABLE(&m, to, "suivi", "Le suivi des actions", follow_up_columns);
    each_action(&m, put_costs);
    ADD_TABLE(&m, to, "couts", "Les coûts des actions et leurs financeurs", cost_columns);
    put_sequels(&m);
    ADD_TABLE(&m, to, "suites", "D’un plan à l’autre\u00A0: ce que deviennent les objectifs", sequel_columns);
    each_meeting(&m, put_meeting);
    ADD_TABLE(&m, to, "reunions", "Les réunions", meeting_columns);
    each_meeting(&m, put_votes);
    ADD_TABLE(&m, to, "votes", "Les votes des réunions", vote_columns);
    each_meeting(&m, put_attendance);
    ADD_TABLE(&m, to, "participants", "Les participants des réunions, par catégorie", attendance_columns);
    return to;
}

static bool is_published(const dataset *t) { return t->as_table || t->as_geo; }

const dataset *records_next(const site *s, size_t *i)
{
    size_t n = s->datasets ? map_count(s->datasets) : 0, all = n + (s->records ? map_count(s->records) : 0);
    while (*i < all) {
        const map_entry *e = *i < n ? map_at(s->datasets, *i) : map_at(s->records, *i - n);
        const dataset *other = *i < n ? NULL : map_get(s->datasets, e->key);
        ++*i;
        if (is_published(e->value) && !(other && is_published(other))) return e->value;
    }
    return NULL;
}

const dataset *records_find(const site *s, str name)
{
    const dataset *t;
    for (size_t i = 0; (t = records_next(s, &i));)
        if (str_eq(t->name, name)) return t;
    return NULL;
}
