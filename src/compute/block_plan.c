#include "compute/block_plan.h"
#include "compute/block_made.h"
#include "base/vec.h"
#include "model/plan.h"
#include "model/site.h"

/* --- cells */

static str said(const block_data *b, str text) { return words_get(b->c->words, text); }
static str word(const block_data *b, const char *msgid) { return block_data_word(b, msgid); }

static str number(const block_data *b, long long n)
{
    return b->c->locale ? locale_number(b->c->locale, b->a, (double)n, 0, 0) : arena_fmt(b->a, "%lld", n);
}

static node *add_cell(block_data *b, node *row, bool header, bool counts)
{
    node *cell = block_data_node(b, row, NODE_CELL);
    cell->header = header;
    cell->align = counts ? b->c->rtl ? ALIGN_LEFT : ALIGN_RIGHT : ALIGN_NONE;
    cell->rowspan = cell->colspan = 1;
    return cell;
}

static void add_head(block_data *b, node *row, str text, bool counts)
{
    block_data_text(b, add_cell(b, row, true, counts), text);
}

/* Lines of a cell of the data stay lines. */
static void add_lines(block_data *b, node *cell, str text)
{
    str line;
    while (str_cut(&text, '\n', &line)) {
        if (cell->first) block_data_node(b, cell, NODE_LINE_BREAK);
        block_data_text(b, cell, str_trim(line));
    }
}

static node *add_missing(block_data *b, node *row, str text)
{
    node *cell = add_cell(b, row, false, false);
    block_data_class(b, cell, "manquant");
    if (text.n) block_data_text(b, cell, text);
    return cell;
}

static node *start_table(block_data *b, const char *classes, str usual)
{
    node *table = block_data_node(b, b->into, NODE_TABLE);
    str caption = block_data_option(b, "legende", "caption");
    if (caption.n == 0) caption = b->title.n ? b->title : usual;
    block_data_class(b, table, classes);
    if (b->id.n) node_attrs_of(b->a, table)->id = b->id;
    b->id = S("");
    block_data_text(b, block_data_node(b, table, NODE_CAPTION), caption);
    block_data_node(b, table, NODE_ROW)->header = true;
    return table;
}

static node *head_of(node *table) { return table->first->next; }

/* "II. Titre", "3. Titre": numbers of axes are Roman, as people call them. */
static str label(const block_data *b, const plan_entry *e)
{
    str title = said(b, e->title), n = e->level == PLAN_AXIS ? plan_roman(b->a, e->number) : number(b, e->number);
    if (e->level == PLAN_THEME || e->number == 0) return title;
    return arena_fmt(b->a, "%.*s.%s%.*s", STR_ARG(n), title.n ? " " : "", STR_ARG(title));
}

/* --- options */

static const plan_tree *tree_of(block_data *b)
{
    if (b->c->plan && b->c->plan->root->first) return b->c->plan;
    DIAG(host_diag(b->c->host), D406, block_data_place(b), "content/data/plan", "");
    b->fine = false;
    return NULL;
}

/* The part that the options name: the root when they name none, NULL after a message. */
static const plan_entry *part_of(block_data *b, const plan_tree *t)
{
    str theme = block_data_option(b, "theme", "theme"), axis = block_data_option(b, "axe", "axis");
    const plan_entry *top = t->root;
    if (theme.n) top = plan_find_theme(t, theme);
    if (!top) {
        DIAG(host_diag(b->c->host), P122, block_data_place(b), arena_str(b->a, theme).p,
             arena_str(b->a, plan_nearest_theme(t, theme)).p);
    } else if (axis.n) {
        const plan_entry *found = plan_find(top, PLAN_AXIS, axis);
        if (!found) {
            buf names = { 0 };
            for (const plan_entry *e = plan_next(top, top); e; e = plan_next(top, e))
                if (e->level == PLAN_AXIS) buf_fmt(&names, "%s%s", names.n ? ", " : "", plan_roman(b->a, e->number).p);
            DIAG(host_diag(b->c->host), D442, block_data_place(b), arena_str(b->a, axis).p, "axe",
                 buf_take(&names, b->a).p);
        }
        top = found;
    }
    b->fine = b->fine && top;
    return top;
}

static str title_of(block_data *b, const plan_tree *t, const plan_entry *top)
{
    if (top->level == PLAN_ROOT) return t->title.n ? said(b, t->title) : word(b, "Plan d’action");
    return block_data_fill(b, word(b, "Plan d’action : %s"), label(b, top));
}

static bool says_yes(str s) { return str_eqz(s, "oui") || str_eqz(s, "yes") || str_eqz(s, "true"); }

/* --- the rows of the table */

/* leaf: its sheet, or the first of a run of annexed sheets; NULL: there is none. */
typedef struct line { const plan_entry *path[PLAN_SHEET]; const plan_entry *leaf; } line;
typedef VEC(line) lines;

static void add_line(block_data *b, lines *out, const plan_entry *e, const plan_entry *leaf)
{
    line l = { .leaf = leaf };
    for (; e && e->level != PLAN_ROOT; e = e->parent) l.path[e->level] = e;
    VEC_PUSH(b->a, out, l);
}

static bool joins(const plan_entry *before, const plan_entry *e)
{
    return before && before->kind == PLAN_ANNEX && e->kind == PLAN_ANNEX;
}

/* The one line that the sheets of an entry make by themselves, when there is one, and all objectives below it have
 * none: it then stands beside them all. */
static const plan_entry *shared_leaf(const plan_entry *top)
{
    const plan_entry *leaf = NULL;
    bool below = false;
    for (const plan_entry *e = top->first; e; e = e->next) {
        if (e->level < PLAN_SHEET && e->first) return NULL;
        if (e->level < PLAN_SHEET) below = true;
        else if (!leaf) leaf = e;
        else if (!joins(leaf, e)) return NULL;
    }
    return below ? leaf : NULL;
}

static void collect(block_data *b, lines *out, const plan_entry *top)
{
    const plan_entry *shared = top->level == PLAN_ROOT ? NULL : shared_leaf(top), *before = NULL;
    if (!top->first) add_line(b, out, top, NULL);
    for (const plan_entry *e = top->first; e; e = e->next) {
        if (e->level < PLAN_SHEET && shared) add_line(b, out, e, shared);
        else if (e->level < PLAN_SHEET) collect(b, out, e);
        else if (!shared && !joins(before, e)) add_line(b, out, top, e);
        before = e->level == PLAN_SHEET ? e : NULL;
    }
}

/* --- its columns */

typedef enum field { FIELD_STATE, FIELD_PILOT, FIELD_PRIORITY, FIELD_FROM, FIELD_TO, FIELD_BUDGET, FIELDS } field;

static const struct { const char *name, *english, *label; } fields[FIELDS] = {
    { "etat", "state", "État" }, { "pilote", "lead", "Pilote" }, { "priorite", "priority", "Priorité" },
    { "debut", "start", "Début" }, { "fin", "end", "Fin" }, { "budget", "budget", "Budget" },
};

static const char *const heads[PLAN_SHEET] = {
    [PLAN_THEME] = "Thème", [PLAN_AXIS] = "Axe stratégique", [PLAN_AIM] = "Objectif intermédiaire",
    [PLAN_GOAL] = "Objectif opérationnel",
};

enum { MOST_COLUMNS = PLAN_LEVELS + 1 + FIELDS };

/* A column of a level, of the notes of an objective, of the sheet, or of one of its fields. */
typedef enum column_kind { AS_LEVEL, AS_NOTES, AS_SHEET, AS_FIELD } column_kind;

typedef struct column {
    column_kind as;
    int what;                                      /* plan_level, or field */
    node *last;                                    /* its cell in the row above, which may go on */
    const void *key;                               /* whose cell that is */
    size_t run;                                    /* columns that it covers */
} column;
typedef struct layout { column v[MOST_COLUMNS]; size_t n, levels; bool counts; map *ids; } layout;

static void add_column(layout *y, column_kind as, int what)
{
    if (y->n < MOST_COLUMNS) y->v[y->n++] = (column){ .as = as, .what = what };
}

static const plan_entry *notes_of(const line *l)
{
    for (int level = PLAN_GOAL; level >= PLAN_THEME; level--)
        if (l->path[level] && l->path[level]->notes.n) return l->path[level];
    return NULL;
}

/* A plain number is an amount in euros; other words stay as they are. */
static str money(const block_data *b, str s)
{
    double d;
    return b->c->locale && dataset_parse(s, &d) ? locale_money(b->c->locale, b->a, d, S("EUR")) : s;
}

static str field_text(const block_data *b, const plan_entry *e, int what)
{
    if (e && e->same) e = e->same;
    if (!e || e->level != PLAN_SHEET) return S("");
    switch ((field)what) {
    case FIELD_STATE: return e->state ? word(b, plan_state_name(e->state)) : S("");
    case FIELD_PILOT: return said(b, e->pilot);
    case FIELD_PRIORITY: return said(b, e->priority);
    case FIELD_FROM: return e->from;
    case FIELD_TO: return e->to;
    default: return money(b, e->budget);
    }
}

static void add_fields(block_data *b, layout *y, const lines *all)
{
    str list = block_data_option(b, "colonnes", "columns"), name, names[2 * FIELDS + 1];
    bool stated = false;
    names[2 * FIELDS] = S("actions");
    for (size_t i = 0; i < all->n; i++) stated = stated || (all->v[i].leaf && all->v[i].leaf->state);
    if (list.n == 0 && stated) list = S("etat");
    for (int i = 0; i < FIELDS; i++) {
        names[2 * i] = str_z(fields[i].name);
        names[2 * i + 1] = str_z(fields[i].english);
    }
    while (str_cut(&list, ',', &name)) {
        int found = -1;
        name = str_trim(name);
        for (int i = 0; i < FIELDS; i++)
            if (str_eqz(name, fields[i].name) || str_eqz(name, fields[i].english)) found = i;
        if (found >= 0) add_column(y, AS_FIELD, found);
        else if (name.n && !str_eqz(name, "actions"))
            DIAG(host_diag(b->c->host), D407, block_data_place(b), arena_str(b->a, name).p,
                 arena_str(b->a, str_nearest(name, names, 2 * FIELDS + 1)).p);
    }
}

/* Actions that objectives have beside them: where most have some, or where they are asked for. */
static bool shows_notes(const block_data *b, const lines *all)
{
    size_t n = 0;
    str list = block_data_option(b, "colonnes", "columns"), name;
    for (size_t i = 0; i < all->n; i++) n += notes_of(&all->v[i]) != NULL;
    while (str_cut(&list, ',', &name)) if (str_eqz(str_trim(name), "actions")) return n > 0;
    return n > 0 && 2 * n >= all->n;
}

static void choose_columns(block_data *b, layout *y, const lines *all, const plan_entry *top)
{
    for (int level = PLAN_THEME; level < PLAN_SHEET; level++) {
        bool there = false;
        const plan_entry *first = all->v[0].path[level];
        for (size_t i = 0; i < all->n; i++)
            there = there || (level == PLAN_THEME ? all->v[i].path[level] != first : all->v[i].path[level] != NULL);
        if (there && level > (int)top->level) add_column(y, AS_LEVEL, level);
    }
    y->levels = y->n;
    if (shows_notes(b, all)) add_column(y, AS_NOTES, 0);
    add_column(y, AS_SHEET, 0);
    add_fields(b, y, all);
}

static str head(const block_data *b, const column *c)
{
    if (c->as == AS_LEVEL) return word(b, heads[c->what]);
    if (c->as == AS_NOTES) return word(b, "Actions");
    return word(b, c->as == AS_SHEET ? "Fiche action" : fields[c->what].label);
}

/* --- its cells */

static const page *page_in(const block_data *b, const plan_entry *e)
{
    const page *p = e->same ? e->same->page : e->page;
    for (size_t i = 0; p && p->translations && i < b->c->nlanguages; i++)
        if (p->translations[i] && str_eq(p->translations[i]->lang->code, b->c->lang)) return p->translations[i];
    return p;
}

static node *link_to(block_data *b, node *parent, const plan_entry *e)
{
    const page *p = page_in(b, e);
    if (!p || p->path.n == 0) return parent;
    node *a = block_data_node(b, parent, NODE_LINK);
    a->text = p->path;
    a->target = ARENA_NEW(b->a, node_target);
    *a->target = (node_target){ .kind = TARGET_SITE, .path = p->path };
    if (!str_eq(p->lang->code, b->c->lang)) a->target->lang = p->lang->code;
    return a;
}

static str annexes(block_data *b, const plan_entry *e)
{
    buf list = { 0 };
    size_t n = 0;
    for (const plan_entry *o = e; o && o->level == PLAN_SHEET && o->kind == PLAN_ANNEX; o = o->next, n++) {
        if (n) BUF_LIT(&list, ", ");
        buf_str(&list, number(b, o->number));
    }
    str numbers = buf_take(&list, b->a);
    return block_data_fill(b, word(b, n > 1 ? "Fiches annexes : %s" : "Fiche annexe : %s"), numbers);
}

static void fill_sheet(block_data *b, node *cell, const plan_entry *e)
{
    str title = said(b, e->title.n ? e->title : e->same ? e->same->title : S(""));
    if (e->kind == PLAN_ANNEX) {
        block_data_text(b, cell, annexes(b, e));
    } else if (e->kind == PLAN_REFERENCE) {
        if (title.n == 0 && e->leads)
            title = block_data_fill(b, word(b, "Voir le thème : %s"), said(b, e->leads->title));
        block_data_text(b, block_data_node(b, cell, NODE_EMPH), title);
    } else {
        node *into = link_to(b, cell, e);
        if (e->number) block_data_text(b, into, arena_fmt(b->a, "%.*s. ", STR_ARG(number(b, e->number))));
        block_data_text(b, into, title);
    }
}

/* A paragraph of its own: a cell that goes on on another page says its title again, but not this. */
static void fill_counts(block_data *b, node *cell, const plan_entry *e)
{
    plan_counts n = plan_count(e);
    node *p = NULL;
    const struct { const char *word; size_t n; } all[] = {
        { "Objectifs : %s", n.aims + n.goals }, { "Fiches : %s", n.sheets }, { "Fiches annexes : %s", n.annexes },
        { "Actions sans numéro : %s", n.actions },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].n == 0) continue;
        if (p) block_data_node(b, p, NODE_LINE_BREAK);
        else block_data_class(b, p = block_data_node(b, cell, NODE_PARAGRAPH), "remarque");
        block_data_text(b, p, block_data_fill(b, word(b, all[i].word), number(b, (long long)all[i].n)));
    }
}

static const char *const level_classes[] = { NULL, "plan-theme", "plan-axe", "plan-oi leger", "plan-oo leger" };

static node *level_cell(block_data *b, node *row, const layout *y, const plan_entry *e)
{
    node *cell = add_cell(b, row, true, false);
    block_data_class(b, cell, level_classes[e->level]);
    bool counts = y->counts && e->level <= PLAN_AXIS && e->first;
    block_data_text(b, counts ? block_data_node(b, cell, NODE_PARAGRAPH) : cell, label(b, e));
    if (counts) fill_counts(b, cell, e);
    return cell;
}

static void end_cell(column *c, node *cell, const void *key, size_t run)
{
    c->last = cell;
    c->key = key;
    c->run = run;
}

/* Cells of levels: one that goes on from the row above grows; levels that a row does not have are one empty cell. */
static void add_levels(block_data *b, node *row, layout *y, const line *l)
{
    bool same = true;
    const plan_entry *upper = NULL;
    for (size_t k = 0; k < y->levels;) {
        column *c = &y->v[k];
        const plan_entry *e = l->path[c->what];
        size_t run = 1;
        while (!e && k + run < y->levels && !l->path[y->v[k + run].what]) run++;
        const void *key = e ? (const void *)e : upper ? (const void *)&upper->title : (const void *)y;
        same = same && c->last && c->key == key && c->run == run && c->last->rowspan < UINT16_MAX;
        if (same) {
            c->last->rowspan++;
        } else {
            node *cell = e ? level_cell(b, row, y, e) : add_missing(b, row, S(""));
            cell->colspan = (uint16_t)run;
            end_cell(c, cell, key, run);
        }
        if (e) upper = e;
        k += run;
    }
}

static void add_rest(block_data *b, node *row, layout *y, const line *l)
{
    const plan_entry *notes = notes_of(l);
    for (size_t k = y->levels; k < y->n; k++) {
        column *c = &y->v[k];
        const void *key = c->as == AS_NOTES ? (const void *)notes : (const void *)l->leaf;
        if (key && c->last && c->key == key && c->last->rowspan < UINT16_MAX) { c->last->rowspan++; continue; }
        node *cell;
        str text = c->as == AS_NOTES ? notes ? said(b, notes->notes) : S("") : field_text(b, l->leaf, c->what);
        if (c->as == AS_SHEET && l->leaf) {
            cell = add_cell(b, row, false, false);
            block_data_class(b, cell, "plan-fiche");
            fill_sheet(b, cell, l->leaf);
        } else if (c->as == AS_SHEET) {
            cell = add_missing(b, row, word(b, "pas de fiche"));
        } else if (text.n) {
            cell = add_cell(b, row, false, false);
            add_lines(b, cell, text);
        } else {
            cell = add_missing(b, row, S("–"));
        }
        end_cell(c, cell, key, 1);
    }
}

/* An id is given once on a page, whatever number of tables show the sheet. */
static map *ids_of(const block_data *b)
{
    map *ids = map_new(b->a);
    for (const node *n = b->tree->root; n; n = node_following(b->tree->root, (node *)(uintptr_t)n))
        if (n->attrs && n->attrs->id.n) map_put(ids, n->attrs->id, ids);
    return ids;
}

static void give_id(block_data *b, node *row, layout *y, const plan_entry *leaf)
{
    if (!leaf || leaf->kind != PLAN_NUMBERED || leaf->same || (leaf->odd & PLAN_TWICE)) return;
    str id = plan_id(b->a, leaf);
    if (id.n == 0 || map_has(y->ids, id)) return;
    map_put(y->ids, id, y);
    node_attrs_of(b->a, row)->id = id;
}

void block_plan_table(block_data *b)
{
    const plan_tree *t = tree_of(b);
    const plan_entry *top = t ? part_of(b, t) : NULL;
    if (!top) return;
    lines all = { 0 };
    layout y = { .n = 0, .counts = says_yes(block_data_option(b, "comptes", "counts")), .ids = ids_of(b) };
    collect(b, &all, top);
    choose_columns(b, &y, &all, top);
    node *table = start_table(b, y.n > 4 ? "plan paysage" : "plan", title_of(b, t, top));
    table->start = (int32_t)y.n;
    for (size_t k = 0; k < y.n; k++) add_head(b, head_of(table), head(b, &y.v[k]), false);
    for (size_t i = 0; i < all.n; i++) {
        node *row = block_data_node(b, table, NODE_ROW);
        add_levels(b, row, &y, &all.v[i]);
        add_rest(b, row, &y, &all.v[i]);
        give_id(b, row, &y, all.v[i].leaf);
    }
    block_data_source(b, b->into, said(b, t->source));
}

/* --- the index of sheets */

static str ways_to(const block_data *b, const plan_entry *e)
{
    str all = plan_path(b->a, e);
    const plan_entry *theme = plan_theme_of(e);
    for (const plan_entry *o = plan_next(theme, e); o; o = plan_next(theme, o))
        if (o->same == e && !(o->odd & PLAN_TWICE))
            all = arena_fmt(b->a, "%.*s, %.*s", STR_ARG(all), STR_ARG(plan_path(b->a, o)));
    return all;
}

static const plan_entry **numbered(block_data *b, const plan_entry *theme, size_t *n)
{
    VEC(const plan_entry *) v = { 0 };
    for (const plan_entry *e = plan_next(theme, theme); e; e = plan_next(theme, e)) {
        if (e->level != PLAN_SHEET || e->kind != PLAN_NUMBERED || e->same) continue;
        VEC_PUSH(b->a, &v, e);
        for (size_t i = v.n - 1; i > 0 && v.v[i - 1]->number > e->number; i--) { v.v[i] = v.v[i - 1]; v.v[i - 1] = e; }
    }
    *n = v.n;
    return v.v;
}

/* The rows of a plan that stands above, by their ids. */
static map *rows_above(block_data *b)
{
    map *ids = map_new(b->a);
    for (node *n = b->tree->root; n; n = node_following(b->tree->root, n))
        if (n->kind == NODE_ROW && n->attrs && n->attrs->id.n) map_put(ids, n->attrs->id, n);
    return ids;
}

/* The page of the sheet, else its row in the table; a book says the page of either. */
static node *link_with_page(block_data *b, node *cell, const plan_entry *e, const map *rows)
{
    node *a = link_to(b, cell, e);
    str row = plan_id(b->a, e);
    bool has_row = map_has(rows, row);
    if (a == cell && !has_row) return cell;
    if (a == cell) {
        a = block_data_node(b, cell, NODE_LINK);
        a->target = ARENA_NEW(b->a, node_target);
        *a->target = (node_target){ .kind = TARGET_PLACE, .anchor = row };
    }
    block_data_class(b, a, "avec-page");
    if (has_row) block_made_option(b->a, a, S("rang"), row);
    return a;
}

static void index_row(block_data *b, node *table, const plan_entry *e, node **theme, const map *rows, bool several,
                      bool stated)
{
    node *row = block_data_node(b, table, NODE_ROW);
    if (several && *theme && (*theme)->rowspan < UINT16_MAX) {
        (*theme)->rowspan++;
    } else if (several) {
        *theme = add_cell(b, row, true, false);
        block_data_class(b, *theme, "plan-theme");
        block_data_text(b, *theme, said(b, plan_theme_of(e)->title));
        (*theme)->rowspan = 1;
    }
    node *cell = add_cell(b, row, true, true);
    block_data_text(b, cell, number(b, e->number));
    cell = add_cell(b, row, false, false);
    block_data_text(b, link_with_page(b, cell, e, rows), said(b, e->title));
    if (stated && e->state) block_data_text(b, add_cell(b, row, false, false), word(b, plan_state_name(e->state)));
    else if (stated) add_missing(b, row, S("–"));
    str way = ways_to(b, e);
    if (way.n) block_data_text(b, add_cell(b, row, false, false), way);
    else add_missing(b, row, S("–"));
}

void block_plan_index(block_data *b)
{
    const plan_tree *t = tree_of(b);
    const plan_entry *top = t ? part_of(b, t) : NULL;
    if (!top) return;
    bool several = top->level == PLAN_ROOT && top->first->next, stated = false;
    for (const plan_entry *e = plan_next(top, top); e; e = plan_next(top, e)) stated = stated || e->state;
    str usual = word(b, "Les fiches du plan");
    if (top->level != PLAN_ROOT) usual = block_data_fill(b, word(b, "Les fiches : %s"), label(b, top));
    node *table = start_table(b, "plan-index", usual), *row = head_of(table);
    if (several) add_head(b, row, word(b, "Thème"), false);
    add_head(b, row, word(b, "Numéro"), true);
    add_head(b, row, word(b, "Fiche action"), false);
    if (stated) add_head(b, row, word(b, "État"), false);
    add_head(b, row, word(b, "Place dans le plan"), false);
    const map *rows = rows_above(b);
    table->start = 3 + several + stated;
    for (const plan_entry *theme = top->level == PLAN_ROOT ? top->first : top; theme; theme = theme->next) {
        size_t n;
        node *cell = NULL;
        const plan_entry **v = numbered(b, theme, &n);
        for (size_t i = 0; i < n; i++) index_row(b, table, v[i], &cell, rows, several, stated);
        if (top->level != PLAN_ROOT) break;
    }
}

/* --- counts */

typedef struct tally { bool annexes, actions; } tally;

static void count_cells(block_data *b, node *row, const tally *y, const plan_counts *n)
{
    const size_t all[] = { n->aims, n->goals, n->sheets, n->annexes, n->actions };
    for (size_t i = 0; i < 5; i++) {
        if ((i == 3 && !y->annexes) || (i == 4 && !y->actions)) continue;
        block_data_text(b, add_cell(b, row, false, true), number(b, (long long)all[i]));
    }
}

static node *count_row(block_data *b, node *table, const tally *y, const plan_entry *of, str name, bool total)
{
    plan_counts n = plan_count(of);
    node *row = block_data_node(b, table, NODE_ROW), *cell = add_cell(b, row, true, false);
    if (total) block_data_class(b, cell, "total");
    block_data_text(b, cell, name);
    count_cells(b, row, y, &n);
    return row;
}

static void count_theme(block_data *b, node *table, const tally *y, const plan_entry *theme)
{
    plan_counts n = plan_count(theme);
    node *first = block_data_node(b, table, NODE_ROW), *name = add_cell(b, first, true, false);
    block_data_class(b, name, "plan-theme");
    block_data_text(b, name, said(b, theme->title));
    name->rowspan = (uint16_t)(n.axes + 1);
    for (const plan_entry *e = theme->first; e; e = e->next) {
        if (e->level != PLAN_AXIS) continue;
        if (!first) { count_row(b, table, y, e, label(b, e), false); continue; }
        plan_counts k = plan_count(e);
        block_data_text(b, add_cell(b, first, true, false), label(b, e));
        count_cells(b, first, y, &k);
        first = NULL;
    }
    str axes = block_data_fill(b, word(b, "Axes : %s"), number(b, (long long)n.axes));
    if (!first) { count_row(b, table, y, theme, axes, true); return; }
    node *cell = add_cell(b, first, true, false);
    block_data_class(b, cell, "total");
    block_data_text(b, cell, axes);
    count_cells(b, first, y, &n);
}

void block_plan_counts(block_data *b)
{
    const plan_tree *t = tree_of(b);
    const plan_entry *top = t ? part_of(b, t) : NULL;
    if (!top) return;
    plan_counts n = plan_count(top);
    tally y = { n.annexes > 0, n.actions > 0 };
    node *table = start_table(b, "plan-comptes", word(b, "Le plan en nombres")), *row = head_of(table);
    add_head(b, row, word(b, "Thème"), false);
    add_head(b, row, word(b, "Axe stratégique"), false);
    add_head(b, row, word(b, "Objectifs intermédiaires"), true);
    add_head(b, row, word(b, "Objectifs opérationnels"), true);
    add_head(b, row, word(b, "Fiches action"), true);
    if (y.annexes) add_head(b, row, word(b, "Fiches annexes"), true);
    if (y.actions) add_head(b, row, word(b, "Actions sans numéro"), true);
    table->start = 5 + y.annexes + y.actions;
    if (top->level != PLAN_ROOT) { count_theme(b, table, &y, plan_theme_of(top)); return; }
    for (const plan_entry *theme = top->first; theme; theme = theme->next) count_theme(b, table, &y, theme);
    row = block_data_node(b, table, NODE_ROW);
    node *cell = add_cell(b, row, true, false);
    block_data_class(b, cell, "total");
    block_data_text(b, cell, word(b, "Ensemble"));
    cell = add_cell(b, row, true, false);
    block_data_class(b, cell, "total");
    block_data_text(b, cell, block_data_fill(b, word(b, "Axes : %s"), number(b, (long long)n.axes)));
    count_cells(b, row, &y, &n);
}
