#include "model/plan_read.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/dataset.h"
#include "model/plan_label.h"

/* --- columns by their names */

/* The first ones are the levels that their columns hold. */
typedef enum role {
    ROLE_NONE = PLAN_ROOT, ROLE_THEME = PLAN_THEME, ROLE_AXIS, ROLE_AIM, ROLE_GOAL, ROLE_SHEET, ROLE_TITLE, ROLE_ANNEX,
    ROLE_NOTES, ROLE_THEME_NUMBER, ROLE_AXIS_NUMBER, ROLE_AIM_NUMBER, ROLE_GOAL_NUMBER, ROLE_SHEET_NUMBER,
    ROLE_THEME_MORE, ROLE_AXIS_MORE, ROLE_TYPE, ROLE_STATE, ROLE_REASON, ROLE_PILOT, ROLE_PRIORITY, ROLE_FROM, ROLE_TO,
    ROLE_BUDGET, ROLE_PAST, ROLES
} role;

static const struct { const char *says, *names; } roles[ROLES] = {
    [ROLE_THEME] = { "theme", "theme|themes|thematique|thematiques" },
    [ROLE_AXIS] = { "axe", "axe|axes|axestrategique|axesstrategiques|axis" },
    [ROLE_AIM] = { "oi", "oi|objectif|objectifs|objectifintermediaire|objectifsintermediaires|objectifintermediaires|"
                         "intermediateobjective|intermediateobjectives" },
    [ROLE_GOAL] = { "oo", "oo|objectifoperationnel|objectifsoperationnels|objectifoperationnels|operationalobjective|"
                          "operationalobjectives" },
    [ROLE_SHEET] = { "fiche", "fiche|fiches|ficheaction|fichesaction|fichesactions|ficheactions|sheet|sheets" },
    [ROLE_TITLE] = { "titre", "titre|titres|intitule|intitules|intituledelafiche|titredelafiche|title" },
    [ROLE_ANNEX] = { "annexe", "annexe|annexes|ficheannexe|fichesannexes|fichesannexees|ficheannexee|"
                               "ficheactionannexee|ficheactionannexees|fichesactionannexees|fichesactionsannexees|"
                               "annexedsheets" },
    [ROLE_NOTES] = { "actions", "action|actions" },
    [ROLE_THEME_NUMBER] = { "theme_numero", "themenumero|numerotheme|numerodutheme|themenumber" },
    [ROLE_AXIS_NUMBER] = { "axe_numero", "axenumero|numeroaxe|numerodelaxe|axisnumber" },
    [ROLE_AIM_NUMBER] = { "oi_numero", "oinumero|numerooi|oinumber" },
    [ROLE_GOAL_NUMBER] = { "oo_numero", "oonumero|numerooo|oonumber" },
    [ROLE_SHEET_NUMBER] = { "numero", "numero|n|no|numerofiche|numerodefiche|fichenumero|number|sheetnumber" },
    [ROLE_THEME_MORE] = { "theme_precision", "themeprecision|themesoustitre|themesubtitle" },
    [ROLE_AXIS_MORE] = { "axe_precision", "axeprecision|axesoustitre|axissubtitle" },
    [ROLE_TYPE] = { "type", "type|nature|kind" },
    [ROLE_STATE] = { "etat", "etat|etats|statut|avancement|etatdavancement|state|status" },
    [ROLE_REASON] = { "raison", "raison|motif|reason" },
    [ROLE_PILOT] = { "pilote", "pilote|pilotes|pilotage|porteur|porteurs|responsable|lead" },
    [ROLE_PRIORITY] = { "priorite", "priorite|priorites|priority" },
    [ROLE_FROM] = { "debut", "debut|datededebut|start|from" },
    [ROLE_TO] = { "fin", "fin|datedefin|echeance|end|to" },
    [ROLE_BUDGET] = { "budget", "budget|cout|couts|montant|cost" },
    [ROLE_PAST] = { "reprend", "reprend|suitede|resumes" },
};

/* "AXE STRATEGIQUE III": the column, and the number of the axis; else 0. */
static role role_of(arena *a, str name, int *axis)
{
    str plain = unicode_plain(a, name), word, left;
    *axis = 0;
    for (int r = 1; r < ROLES; r++) {
        str rest = str_z(roles[r].names);
        while (str_cut(&rest, '|', &word)) if (str_eq(word, plain)) return (role)r;
    }
    plan_piece *p;
    size_t n = plan_cut(a, name, false, &p);
    left = n == 1 ? p->title : S("x");
    if (n != 1 || p->level != PLAN_AXIS || left.n || p->rest.n) return ROLE_NONE;
    *axis = p->number;
    return ROLE_AXIS;
}

/* --- a row */

typedef struct cell { size_t column; role role; str text; const value *v; } cell;

/* A sheet of the row, before it is known where it belongs. loose: a text that may only be the title of one. */
typedef struct found {
    plan_kind kind;
    int number, shift;
    str title, text;           /* text: of a list of annexed sheets */
    const value *v;
    const char *at;
    size_t column;
    bool labelled, loose, more, unordered;
} found;

typedef struct reader {
    plan_tree *t;
    arena *a;                  /* of one row */
    const source *src;
    str *names;                /* of the columns, in their order */
    role *role, *usual;        /* of each, as the last row of names of its theme says; as the first line does */
    size_t columns;
    plan_entry *cur[PLAN_LEVELS];
    plan_entry *last_sheet;
    map *known;                /* parent and level, with title or number -> the first such entry */
    int head;                  /* the axis that a row of names announced; 0: none */
    bool celled;               /* the current axis has had a text in a cell of its own */
    bool several;              /* the last row has several operational objectives: its sheets are those of all */
    int shift;                 /* to which side the last row lay off: -1, 1; 0: it did not */
    bool shift_told;           /* of this row */
    VEC(cell) cells;           /* of the row, empty ones left out */
    VEC(found) sheets;
    int numbers[PLAN_LEVELS];
    str attribute[ROLES];
    VEC(plan_entry *) goals;   /* operational objectives of the row */
} reader;

static str keep(const reader *r, str s) { return arena_str(r->t->a, s); }

static bool is_lower(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7); }

static bool is_blank_sign(str s)
{
    bool dash = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (c != '-' && c != ' ' && (c < 0x2010 || c > 0x2015)) return false;
        dash |= c != ' ';
    }
    return dash;
}

/* From the label to the end of the title, where they are a slice of the file's text; else the cell. */
static void stand(const reader *r, plan_entry *e, const value *v, const char *at, str title)
{
    if (e->src || !r->src) return;
    const char *text = r->src->text.p;
    bool slice = at && text && at >= text && at < text + r->src->text.n, whole = slice && title.p >= at &&
        title.p + title.n <= text + r->src->text.n;
    e->src = r->src;
    e->off = slice ? (uint32_t)(at - text) : v ? v->off : 0;
    e->len = whole ? (uint32_t)(title.p + title.n - at) : slice || !v ? 0 : v->len;
}

/* --- levels */

static void leave(reader *r, plan_level from)
{
    for (int l = (int)from; l < PLAN_LEVELS; l++) r->cur[l] = NULL;
    r->several = false;
    if (from <= PLAN_AXIS) r->celled = false;
}

static plan_entry *above(const reader *r, plan_level level)
{
    for (int l = (int)level - 1; l > PLAN_ROOT; l--) if (r->cur[l]) return r->cur[l];
    return r->t->root;
}

static bool begins_alike(str x, str y)
{
    arena *a = arena_new(1024);
    str p = unicode_plain(a, x), q = unicode_plain(a, y);
    bool alike = str_starts(p, q) || str_starts(q, p);
    arena_free(a);
    return alike;
}

/* Does a cell speak of this entry again? An axis is announced above its table in other words than in it. */
static bool is_same(const plan_entry *e, plan_level level, int number, str title)
{
    if (e->level != level || (number && e->number && number != e->number)) return false;
    if (title.n == 0) return number != 0 && number == e->number;
    if (e->title.n == 0) return number != 0 && number == e->number && level == PLAN_AXIS;
    if (plan_same_title(e->title, title)) return number == e->number || number == 0 || e->number == 0;
    return level == PLAN_AXIS && number != 0 && number == e->number && (!e->first || begins_alike(e->title, title));
}

static str title_key(arena *a, const plan_entry *parent, plan_level level, str title)
{
    return arena_fmt(a, "%p %d %.*s", (const void *)parent, (int)level, STR_ARG(unicode_plain(a, title)));
}

static str number_key(arena *a, const plan_entry *parent, plan_level level, int number)
{
    return arena_fmt(a, "%p %d #%d", (const void *)parent, (int)level, number);
}

static plan_entry *find_entry(const reader *r, const plan_entry *parent, plan_level level, int number, str title)
{
    plan_entry *e = title.n ? map_get(r->known, title_key(r->a, parent, level, title)) : NULL;
    if (e && is_same(e, level, number, title)) return e;
    e = number ? map_get(r->known, number_key(r->a, parent, level, number)) : NULL;
    return e && is_same(e, level, number, title) ? e : NULL;
}

static void remember(reader *r, plan_entry *e)
{
    str title = title_key(r->t->a, e->parent, e->level, e->title);
    str number = number_key(r->t->a, e->parent, e->level, e->number);
    if (e->title.n && !map_has(r->known, title)) map_put(r->known, title, e);
    if (e->number && !map_has(r->known, number)) map_put(r->known, number, e);
}

static plan_entry *enter(reader *r, plan_level level, int number, str title)
{
    plan_entry *e = r->cur[level], *parent = above(r, level);
    if (e && is_same(e, level, number, title)) {
        if (e->title.n == 0) e->title = keep(r, title);
        remember(r, e);
        return e;
    }
    leave(r, level);
    e = find_entry(r, parent, level, number, title);
    if (!e) e = plan_add(r->t, parent, level, number, keep(r, title));
    if (e->title.n == 0) e->title = keep(r, title);
    remember(r, e);
    return r->cur[level] = e;
}

static void ensure_axis(reader *r)
{
    if (r->head && !r->cur[PLAN_AXIS]) enter(r, PLAN_AXIS, r->head, S(""));
}

static void append(const reader *r, str *to, const char *between, str text)
{
    if (text.n == 0 || str_search(*to, text) != STR_NONE) return;
    *to = to->n ? arena_fmt(r->t->a, "%.*s%s%.*s", STR_ARG(*to), between, STR_ARG(text)) : keep(r, text);
}

static void add_text(const reader *r, str *to, str text) { append(r, to, " ", text); }

/* "Annexe II – 2" at the start of what a theme's cell says below its title. */
static void learn_theme(const reader *r, plan_entry *e)
{
    if (!e->announced) e->announced = plan_announced(e->title);
    if (!e->announced) e->announced = plan_announced(e->subtitle);
    if (e->annex.n || !str_starts(e->subtitle, S("Annexe "))) return;
    size_t end = 7;
    for (size_t i = end; i < e->subtitle.n;) {
        uint32_t c = utf8_next(e->subtitle, &i);
        bool part = (c >= '0' && c <= '9') || c == 'I' || c == 'V' || c == 'X' || c == '-' || c == '.' ||
            (c >= 0x2010 && c <= 0x2015);
        if (!part && c != ' ') break;
        if (part) end = i;
    }
    if (end > 7) e->annex = keep(r, str_first(e->subtitle, end));
}

static void enter_theme(reader *r, int number, str title, str rest, const value *v, const char *at)
{
    bool had = r->cur[PLAN_THEME] != NULL;
    plan_entry *before = r->cur[PLAN_THEME], *e = enter(r, PLAN_THEME, number, title);
    if (had && e != before) {                      /* a table of its own */
        r->head = r->shift = 0;
        memcpy(r->role, r->usual, r->columns * sizeof *r->role);
    }
    stand(r, e, v, at, title);
    add_text(r, &e->subtitle, rest);
    learn_theme(r, e);
}

/* "Accès au droit : développer les synergies": the title, and what follows the colon. */
static str cut_subtitle(str *title)
{
    size_t at = str_search(*title, S(": "));
    str rest = at == STR_NONE ? S("") : str_trim(str_skip(*title, at + 2));
    if (at == STR_NONE && str_ends(*title, S(":"))) at = title->n - 1;
    if (at != STR_NONE && at > 0) *title = str_trim(str_first(*title, at));
    while (str_ends(*title, S("\u00A0"))) title->n -= 2;
    while (str_ends(*title, S("\u202F"))) title->n -= 3;
    return rest;
}

static void enter_axis(reader *r, int number, str title, str rest, const value *v, const char *at, bool own)
{
    plan_entry *e = r->cur[PLAN_AXIS];
    str more = cut_subtitle(&title);
    if (number == 0 && r->head && (!e || e->number != r->head)) number = r->head;
    bool names = number == 0 && r->head && !r->celled && e && e->title.n && !plan_same_title(e->title, title);
    if (names) {                                   /* the axis has its title from a line above the table */
        add_text(r, &e->subtitle, title);
    } else {
        if (number == 0 && r->head && e && e->title.n == 0) number = r->head;
        e = enter(r, PLAN_AXIS, number, title);
        stand(r, e, v, at, title);
    }
    if (own) r->celled = true;
    add_text(r, &e->subtitle, more);
    add_text(r, &e->subtitle, rest);
}

/* "… extra-", and "scolaires" in a row below, in whatever column: one word. */
static bool goes_on(reader *r, plan_entry *e, str text)
{
    size_t i = 0;
    if (e && !str_ends(e->title, S("-"))) e = e->parent;
    if (!e || !str_ends(e->title, S("-")) || text.n == 0 || !is_lower(utf8_next(text, &i))) return false;
    size_t start = str_rfind(e->title, ' ');
    e->said = arena_fmt(r->t->a, "%.*s%.*s", STR_ARG(str_skip(e->title, start == STR_NONE ? 0 : start + 1)),
                        STR_ARG(text));
    e->title = arena_fmt(r->t->a, "%.*s%.*s", STR_ARG(e->title), STR_ARG(text));
    e->odd |= PLAN_JOINED;
    return true;
}

/* --- cells of a row */

static void read_cells(reader *r, const value *row)
{
    r->cells.n = r->sheets.n = r->goals.n = 0;
    memset(r->numbers, 0, sizeof r->numbers);
    memset(r->attribute, 0, sizeof r->attribute);
    for (size_t k = 0; k < r->columns; k++) {
        const value *v = value_get(row, r->names[k]);
        str text = str_trim(plan_clean(r->a, dataset_plain(r->a, v)));
        if (text.n) VEC_PUSH(r->a, &r->cells, (cell){ k, r->role[k], text, v });
    }
}

/* A row of column names within the table. One name alone ("Axe stratégique :") says nothing of columns. */
static bool read_heads(reader *r)
{
    int axis = 0, said = 0;
    bool heads = r->cells.n > 0;
    size_t from = 0, sheets = 0, structural = 0;
    for (size_t i = 0; i < r->cells.n && heads; i++) {
        role what = role_of(r->a, r->cells.v[i].text, &said);
        heads = what != ROLE_NONE;
        structural += what >= ROLE_AXIS && what <= ROLE_NOTES && what != ROLE_TITLE &&
            unicode_plain(r->a, r->cells.v[i].text).n > 2;
        if (said) axis = said;
        if (what == ROLE_AXIS) from = r->cells.v[i].column;
        if (what == ROLE_SHEET) sheets = r->cells.v[i].column;
    }
    if (!heads || structural == 0 || (r->cells.n == 1 && r->cells.v[0].role > ROLE_SHEET)) return false;
    if (r->cells.n > 1) {
        for (size_t k = 0; k < r->columns; k++)
            if (r->role[k] >= ROLE_AXIS && r->role[k] <= ROLE_NOTES) r->role[k] = ROLE_NONE;
        if (sheets == from + 3) { r->role[from + 1] = ROLE_AIM; r->role[from + 2] = ROLE_GOAL; }
        for (size_t i = 0; i < r->cells.n; i++)
            r->role[r->cells.v[i].column] = role_of(r->a, r->cells.v[i].text, &said);
        r->shift = 0;
    }
    if (!axis) return true;
    r->head = axis;
    if (r->cur[PLAN_AXIS] && r->cur[PLAN_AXIS]->number != axis) {
        enter(r, PLAN_AXIS, axis, S(""));
        stand(r, r->cur[PLAN_AXIS], r->cells.v[0].v, r->cells.v[0].text.p, r->cells.v[0].text);
    }
    return true;
}

static size_t column_of(const reader *r, role what)
{
    for (size_t k = 0; k < r->columns; k++) if (r->role[k] == what) return k;
    return STR_NONE;
}

/* By how many columns a labelled piece lies off its own; 0: it does not, or has none. */
static int shift_of(const reader *r, const cell *c, plan_level level)
{
    size_t own = column_of(r, (role)level);
    if (c->role == (role)level || own == STR_NONE || (level == PLAN_SHEET && c->role == ROLE_ANNEX)) return 0;
    return (int)c->column - (int)own;
}

/* Once for rows that slipped to the same side one after the other. */
static void note_shift(reader *r, plan_entry *e, int shift)
{
    int side = (shift > 0) - (shift < 0);
    if (r->shift_told) return;
    if (side && side != r->shift) e->odd |= PLAN_SHIFTED;
    r->shift = side;
    r->shift_told = true;
}

static void found_annexes(reader *r, const cell *c, const int *numbers, size_t n)
{
    bool rising = true;
    for (size_t i = 1; i < n; i++) rising = rising && numbers[i] > numbers[i - 1];
    for (size_t i = 0; i < n; i++)
        VEC_PUSH(r->a, &r->sheets, (found){ .kind = PLAN_ANNEX, .number = numbers[i], .v = c->v,
                                            .at = c->text.p, .text = c->text,
                                            .column = c->column, .labelled = true, .unordered = !rising && i == 0 });
}

/* "12. Titre" in the column of sheets; "12 - 30 ans" is no number of one. */
static int sheet_number(str *title)
{
    size_t i = 0;
    while (i < title->n && title->p[i] >= '0' && title->p[i] <= '9') i++;
    str after = str_trim(str_skip(*title, i));
    int number = 0;
    if (i == 0 || (after.n && !strchr(":.)", after.p[0]))) return 0;
    if (after.n == 0) {
        if (plan_number(*title, &number)) *title = S("");
        return number;
    }
    return plan_take_number(title);
}

static void found_sheet(reader *r, const cell *c, plan_piece *p)
{
    bool labelled = p->level == PLAN_SHEET;
    if (!labelled && !p->more && c->role == ROLE_SHEET) p->number = sheet_number(&p->title);
    found f = { .kind = labelled || p->number ? PLAN_NUMBERED : PLAN_ACTION,
                .number = p->number, .title = p->title, .v = c->v,
                .at = p->at, .column = c->column, .labelled = labelled || p->number, .more = p->more };
    f.loose = !labelled && (c->role == ROLE_NONE || c->role == ROLE_TITLE);
    f.shift = labelled ? shift_of(r, c, PLAN_SHEET) : 0;
    VEC_PUSH(r->a, &r->sheets, f);
}

static void enter_aim(reader *r, const cell *c, const plan_piece *p, plan_level level, int number, str title)
{
    ensure_axis(r);
    if (p->level == PLAN_ROOT && goes_on(r, above(r, PLAN_SHEET), title)) return;
    plan_entry *before = r->cur[level], *e = enter(r, level, number, title);
    stand(r, e, c->v, p->at, title);
    if (e == before) return;
    if (p->zeros) e->odd |= PLAN_ZEROS;
    if (level == PLAN_GOAL) VEC_PUSH(r->a, &r->goals, e);
    bool other = level == PLAN_GOAL && c->role == ROLE_AIM;
    if (other) e->odd |= PLAN_MISLABELLED;         /* unless nothing else of its row says so: settle_goals */
    if (p->level != PLAN_ROOT && !other) note_shift(r, e, shift_of(r, c, level));
}

static void read_piece(reader *r, const cell *c, plan_piece *p)
{
    plan_level level = p->level != PLAN_ROOT ? p->level : c->role <= ROLE_SHEET ? (plan_level)c->role : PLAN_SHEET;
    if (p->level == PLAN_ROOT && c->role == ROLE_NONE) level = PLAN_SHEET;
    if (level == PLAN_SHEET || p->more) { found_sheet(r, c, p); return; }
    str title = p->title;
    int number = p->number;
    if (p->level == PLAN_ROOT) number = plan_take_number(&title);
    if (!number) number = r->numbers[level];
    switch (level) {
    case PLAN_THEME:
        add_text(r, &p->rest, r->attribute[ROLE_THEME_MORE]);
        enter_theme(r, number, title, p->rest, c->v, p->at);
        break;
    case PLAN_AXIS:
        add_text(r, &p->rest, r->attribute[ROLE_AXIS_MORE]);
        enter_axis(r, number, title, p->rest, c->v, p->at, p->level == PLAN_ROOT);
        break;
    default:
        if (p->rest.n) title = arena_fmt(r->a, "%.*s %.*s", STR_ARG(title), STR_ARG(p->rest));
        enter_aim(r, c, p, level, number, title);
        break;
    }
}

static bool is_attribute(role what) { return what > ROLE_NOTES; }

static void read_attributes(reader *r)
{
    for (size_t i = 0; i < r->cells.n; i++) {
        const cell *c = &r->cells.v[i];
        if (!is_attribute(c->role)) continue;
        r->attribute[c->role] = c->text;
        int level = (int)c->role - ROLE_THEME_NUMBER + PLAN_THEME;
        if (c->role <= ROLE_SHEET_NUMBER && !plan_number(c->text, &r->numbers[level])) r->numbers[level] = 0;
    }
}

/* A number alone, in a column of its own: an entry without a title. */
static void read_number(reader *r, const cell *c)
{
    int level = (int)c->role - ROLE_THEME_NUMBER + PLAN_THEME;
    if (c->role < ROLE_THEME_NUMBER || c->role > ROLE_GOAL_NUMBER || !r->numbers[level]) return;
    for (size_t i = 0; i < r->cells.n; i++) if (r->cells.v[i].role == (role)level) return;
    stand(r, enter(r, (plan_level)level, r->numbers[level], S("")), c->v, c->text.p, c->text);
}

static void read_levels(reader *r)
{
    r->shift_told = false;
    for (size_t i = 0; i < r->cells.n; i++) {
        const cell *c = &r->cells.v[i];
        plan_piece *p;
        int *numbers;
        size_t n;
        if (is_attribute(c->role)) read_number(r, c);
        if (is_attribute(c->role) || c->role == ROLE_NOTES) continue;
        if (is_blank_sign(c->text)) {              /* none here: what is above it stays */
            if (c->role >= ROLE_THEME && c->role < ROLE_SHEET) leave(r, (plan_level)c->role);
            continue;
        }
        if (plan_list(r->a, c->text, c->role == ROLE_ANNEX, &numbers, &n)) {
            found_annexes(r, c, numbers, n);
            continue;
        }
        n = plan_cut(r->a, c->text, c->role >= ROLE_SHEET || c->role == ROLE_NONE, &p);
        for (size_t k = 0; k < n; k++) read_piece(r, c, &p[k]);
    }
}

/* An objective of the lower level in the column of the upper one: mislabelled when the row has one of its level beside
 * it, else only a row that slipped. */
static void settle_goals(reader *r)
{
    for (size_t i = 0; i < r->goals.n; i++) {
        plan_entry *e = r->goals.v[i];
        if (!(e->odd & PLAN_MISLABELLED) || r->goals.n > 1) continue;
        e->odd &= ~(unsigned)PLAN_MISLABELLED;
        note_shift(r, e, -1);
    }
    r->several = r->goals.n > 1 && !(r->goals.v[0]->odd & PLAN_MISLABELLED);
}

/* --- sheets of a row */

/* "Fiche 9" in one cell, its title in another; a number in a column of its own. */
static void pair_sheets(reader *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->sheets.n; i++) {
        found f = r->sheets.v[i];
        bool wants = f.kind == PLAN_NUMBERED && f.title.n == 0;
        const found *next = wants && i + 1 < r->sheets.n ? &r->sheets.v[i + 1] : NULL;
        if (next && !next->labelled && !next->more && next->column != f.column) { f.title = next->title; i++; }
        else if (f.loose && !r->numbers[PLAN_SHEET] && r->role[f.column] != ROLE_TITLE) continue;
        if (n == 0 && f.number == 0 && !f.more && r->numbers[PLAN_SHEET]) {
            f.number = r->numbers[PLAN_SHEET];
            f.kind = PLAN_NUMBERED;
        }
        r->sheets.v[n++] = f;
    }
    r->sheets.n = n;
    if (n == 0 && r->numbers[PLAN_SHEET])
        VEC_PUSH(r->a, &r->sheets, (found){ .kind = PLAN_NUMBERED, .number = r->numbers[PLAN_SHEET],
                                            .labelled = true });
}

static void give_type(const reader *r, found *f)
{
    str type = unicode_plain(r->a, r->attribute[ROLE_TYPE]);
    if (str_starts(type, S("annex"))) f->kind = PLAN_ANNEX;
    else if (str_eqz(type, "action")) f->kind = PLAN_ACTION;
    else if (str_eqz(type, "renvoi") || str_eqz(type, "reference")) f->kind = PLAN_REFERENCE;
}

static void give_state(plan_entry *e, str text, arena *a)
{
    if (text.n == 0 || plan_state_parse(text, &e->state)) return;
    e->odd |= PLAN_NO_STATE;
    e->said = arena_str(a, text);
}

static void give_attributes(const reader *r, plan_entry *e)
{
    const struct { role role; str *to; } all[] = {
        { ROLE_REASON, &e->reason }, { ROLE_PILOT, &e->pilot }, { ROLE_PRIORITY, &e->priority },
        { ROLE_FROM, &e->from },
        { ROLE_TO, &e->to }, { ROLE_BUDGET, &e->budget }, { ROLE_PAST, &e->past },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (r->attribute[all[i].role].n) *all[i].to = keep(r, r->attribute[all[i].role]);
    give_state(e, r->attribute[ROLE_STATE], r->t->a);
}

static plan_entry *place_for(const reader *r, const found *f)
{
    plan_entry *e = above(r, PLAN_SHEET);
    bool upper = e->level == PLAN_GOAL && (r->several || (f->kind == PLAN_ANNEX && e->parent->level == PLAN_AIM));
    return upper ? e->parent : e;
}

static void add_sheets(reader *r)
{
    if (r->sheets.n) ensure_axis(r);
    for (size_t i = 0; i < r->sheets.n; i++) {
        found *f = &r->sheets.v[i];
        give_type(r, f);
        if (f->kind == PLAN_ACTION && goes_on(r, r->last_sheet, f->title)) continue;
        plan_entry *e = plan_add_sheet(r->t, place_for(r, f), f->kind, f->number, keep(r, f->title));
        stand(r, e, f->v ? f->v : r->cells.v[0].v, f->at, f->kind == PLAN_ANNEX ? f->text : f->title);
        if (f->unordered) e->odd |= PLAN_UNORDERED;
        if (f->labelled && f->kind == PLAN_NUMBERED && f->v) note_shift(r, e, f->shift);
        if (f->more && e->said.n == 0) e->said = S("+");
        give_attributes(r, e);
        r->last_sheet = e;
    }
}

static void add_notes(reader *r)
{
    for (size_t i = 0; i < r->cells.n; i++) {
        const cell *c = &r->cells.v[i];
        plan_entry *e = r->cur[PLAN_AIM] ? r->cur[PLAN_AIM] : above(r, PLAN_SHEET);
        if (c->role == ROLE_NOTES && !is_blank_sign(c->text)) append(r, &e->notes, "\n", c->text);
    }
}

static void read_row(reader *r, const value *row)
{
    read_cells(r, row);
    if (r->cells.n == 0) return;
    bool drawn = true;                             /* "---;---": a line that a text file draws below the names */
    for (size_t i = 0; i < r->cells.n; i++) drawn = drawn && is_blank_sign(r->cells.v[i].text);
    if (drawn || read_heads(r)) return;
    read_attributes(r);
    read_levels(r);
    settle_goals(r);
    pair_sheets(r);
    add_sheets(r);
    add_notes(r);
}

static void learn_columns(reader *r, const value *rows)
{
    const value *row = value_at(rows, 0);
    size_t sheets = 0, notes = STR_NONE;
    int axis;
    r->columns = row->as.map.n;
    r->names = ARENA_ARRAY(r->t->a, str, r->columns + 1);
    r->role = ARENA_ARRAY(r->t->a, role, r->columns + 1);
    for (size_t k = 0; k < r->columns; k++) {
        r->names[k] = row->as.map.v[k].key;
        r->role[k] = role_of(r->a, r->names[k], &axis);
        if (axis) r->head = axis;
        sheets += r->role[k] == ROLE_SHEET || r->role[k] == ROLE_TITLE || r->role[k] == ROLE_ANNEX;
        if (r->role[k] == ROLE_NOTES) notes = k;
    }
    if (sheets == 0 && notes != STR_NONE) r->role[notes] = ROLE_SHEET;
    r->usual = ARENA_ARRAY(r->t->a, role, r->columns + 1);
    memcpy(r->usual, r->role, r->columns * sizeof *r->role);
}

/* A table that only happens to have this name has none of the columns. */
static bool is_plan(const reader *r)
{
    bool objective = false, theme = false, sheet = false;
    for (size_t k = 0; k < r->columns; k++) {
        role what = r->role[k];
        objective |= (what >= ROLE_AXIS && what <= ROLE_GOAL) || what == ROLE_ANNEX;
        theme |= what == ROLE_THEME;
        sheet |= what == ROLE_SHEET || what == ROLE_SHEET_NUMBER;
    }
    return objective || (theme && sheet);
}

static void read_table(reader *r, const value *rows)
{
    learn_columns(r, rows);
    if (!is_plan(r)) { r->t->filed = false; return; }
    for (size_t i = 0; i < value_count(rows); i++) {
        if (value_at(rows, i)->kind == VALUE_MAP) read_row(r, value_at(rows, i));
        r->cells.v = NULL;
        r->sheets.v = NULL;
        r->goals.v = NULL;
        r->cells.cap = r->sheets.cap = r->goals.cap = 0;
        arena_reset(r->a);
    }
}

/* --- XML */

static void xml_children(reader *r, plan_entry *parent, const value *v);

static int xml_number(const value *v)
{
    int n;
    return plan_number(value_text(value_get(v, S("numero"))), &n) ? n : 0;
}

static void xml_place(const reader *r, plan_entry *e, const value *v)
{
    if (e->src) return;
    e->src = r->src;
    e->off = v->off;
    e->len = v->len;
}

static void xml_level(reader *r, plan_entry *parent, plan_level level, const value *v)
{
    plan_entry *e = plan_add(r->t, parent, level, xml_number(v), str_trim(value_get_text(v, S("titre"))));
    e->subtitle = str_trim(value_get_text(v, S("precision")));
    e->notes = str_trim(value_get_text(v, S("actions")));
    xml_place(r, e, v);
    if (level == PLAN_THEME) learn_theme(r, e);
    xml_children(r, e, v);
}

static void xml_sheet(reader *r, plan_entry *parent, plan_kind kind, const value *v)
{
    str key = kind == PLAN_REFERENCE ? S("texte") : S("titre");
    str title = v->kind == VALUE_STR ? v->as.string : value_get_text(v, key);
    plan_entry *e = plan_add_sheet(r->t, parent, kind, xml_number(v), str_trim(title));
    static const struct { const char *name; role role; } fields[] = {
        { "raison", ROLE_REASON }, { "pilote", ROLE_PILOT }, { "priorite", ROLE_PRIORITY }, { "debut", ROLE_FROM },
        { "fin", ROLE_TO }, { "budget", ROLE_BUDGET }, { "reprend", ROLE_PAST },
        { "etat", ROLE_STATE },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        r->attribute[fields[i].role] = str_trim(value_get_text(v, str_z(fields[i].name)));
    xml_place(r, e, v);
    give_attributes(r, e);
    if (kind == PLAN_REFERENCE) e->said = value_get_text(v, S("theme"));
}

static void xml_annexes(reader *r, plan_entry *parent, const value *v)
{
    int *numbers;
    size_t n;
    if (!plan_list(r->a, value_text(v), true, &numbers, &n)) return;
    for (size_t i = 0; i < n; i++)
        xml_place(r, plan_add_sheet(r->t, parent, PLAN_ANNEX, numbers[i], S("")), v);
}

static void xml_child(reader *r, plan_entry *parent, str name, const value *v)
{
    static const char *const levels[] = { "theme", "axe", "oi", "oo" };
    for (size_t i = 0; i < 4; i++)
        if (str_eqz(name, levels[i]) && (int)parent->level < (int)i + 1)
            xml_level(r, parent, (plan_level)(i + 1), v);
    if (str_eqz(name, "fiche")) xml_sheet(r, parent, PLAN_NUMBERED, v);
    else if (str_eqz(name, "action")) xml_sheet(r, parent, PLAN_ACTION, v);
    else if (str_eqz(name, "renvoi")) xml_sheet(r, parent, PLAN_REFERENCE, v);
    else if (str_eqz(name, "annexes")) xml_annexes(r, parent, v);
}

/* An element that comes several times is a list. */
static void xml_children(reader *r, plan_entry *parent, const value *v)
{
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->as.map.n; i++) {
        const value_pair *p = &v->as.map.v[i];
        if (p->value->kind != VALUE_LIST) xml_child(r, parent, p->key, p->value);
        else for (size_t k = 0; k < value_count(p->value); k++) xml_child(r, parent, p->key, value_at(p->value, k));
    }
}

static void read_xml(reader *r, const value *v)
{
    r->t->title = value_get_text(v, S("titre"));
    r->t->source = value_get_text(v, S("source"));
    if (v->kind == VALUE_LIST)
        for (size_t i = 0; i < value_count(v); i++) xml_level(r, r->t->root, PLAN_THEME, value_at(v, i));
    else xml_children(r, r->t->root, v);
}

/* --- references */

/* A text without a number that sends to another theme: "détaillé dans la thématique parentalité". */
static plan_entry *theme_named(const plan_tree *t, const plan_entry *e, str plain)
{
    static const char *const signs[] = { "voir", "thematique", "theme", "volet", "renvoi", "cadrede", "detaille" };
    bool sends = e->said.n > 0 || e->kind == PLAN_REFERENCE;
    plan_entry *best = NULL;
    size_t longest = 4;
    arena *a = arena_new(1024);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        sends = sends || str_search(plain, str_z(signs[i])) != STR_NONE;
    for (plan_entry *o = t->root->first; o && sends; o = o->next) {
        str title = unicode_plain(a, o->title);
        if (o == plan_theme_of(e) || title.n <= longest || str_search(plain, title) == STR_NONE) continue;
        best = o;
        longest = title.n;
    }
    arena_free(a);
    return best;
}

static void settle_references(reader *r)
{
    for (plan_entry *e = plan_next(r->t->root, r->t->root); e; e = plan_next(r->t->root, e)) {
        if (e->level != PLAN_SHEET || (e->kind != PLAN_ACTION && e->kind != PLAN_REFERENCE)) continue;
        if (e->kind == PLAN_REFERENCE && e->said.n) e->leads = plan_find_theme(r->t, e->said);
        if (!e->leads) e->leads = theme_named(r->t, e, unicode_plain(r->a, e->title));
        if (e->leads) e->kind = PLAN_REFERENCE;
        arena_reset(r->a);
    }
}

void plan_read(plan_tree *t, const value *v, const source *src)
{
    reader r = { .t = t, .a = arena_new(0), .src = src, .known = map_new(t->a) };
    const value *first = value_at(v, 0);
    t->filed = true;
    if (src && str_ends(str_z(src->path), S(".xml"))) read_xml(&r, v);
    else if (first && first->kind == VALUE_MAP) read_table(&r, v);
    settle_references(&r);
    arena_free(r.a);
}

bool plan_knows(arena *a, const value *rows, str *mapped, str *unused)
{
    const value *row = value_at(rows, 0);
    bool objective = false, sheet = false;
    *mapped = *unused = S("");
    for (size_t k = 0; row && row->kind == VALUE_MAP && k < row->as.map.n; k++) {
        int axis;
        str name = row->as.map.v[k].key, *list = unused;
        role what = role_of(a, name, &axis);
        objective |= what >= ROLE_AXIS && what <= ROLE_GOAL;
        sheet |= what == ROLE_SHEET || what == ROLE_ANNEX || what == ROLE_SHEET_NUMBER || what == ROLE_NOTES;
        if (what != ROLE_NONE) {
            name = arena_fmt(a, "%.*s → %s", STR_ARG(name), roles[what].says);
            list = mapped;
        }
        *list = list->n ? arena_fmt(a, "%.*s, %.*s", STR_ARG(*list), STR_ARG(name)) : arena_str(a, name);
    }
    return objective && sheet;
}
