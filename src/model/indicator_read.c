#include "model/indicator_read.h"
#include "base/lang.h"
#include "base/unicode.h"
#include "model/names.h"
#include <limits.h>

/* --- columns by their names */

typedef enum role {
    ROLE_TERRITORY, ROLE_NAME, ROLE_YEAR, ROLE_INDICATOR, ROLE_VALUE, ROLE_LABEL, ROLE_UNIT, ROLE_NATURE, ROLE_SENSE,
        ROLE_TARGET,
    ROLE_TARGET_YEAR, ROLE_BASELINE, ROLE_BASELINE_YEAR, ROLE_COMPARE, ROLE_SCOPE, ROLE_EDITION, ROLE_SOURCE, ROLES,
        ROLE_NONE = ROLES
} role;

static const char *const role_names[ROLES] = {
    [ROLE_TERRITORY] = "code|codeinsee|codegeo|insee|territoire|territory",
    [ROLE_NAME] = "nom|commune|nomterritoire|name|town",
    [ROLE_YEAR] = "annee|year|millesime",
    [ROLE_INDICATOR] = "indicateur|indicator",
    [ROLE_VALUE] = "valeur|value",
    [ROLE_LABEL] = "libelle|label|intitule",
    [ROLE_UNIT] = "unite|unit",
    [ROLE_NATURE] = "nature|kind",
    [ROLE_SENSE] = "sens|direction",
    [ROLE_TARGET] = "cible|target",
    [ROLE_TARGET_YEAR] = "anneecible|cibleannee|targetyear",
    [ROLE_BASELINE] = "reference|baseline",
    [ROLE_BASELINE_YEAR] = "anneereference|referenceannee|baselineyear",
    [ROLE_COMPARE] = "comparer|compare",
    [ROLE_SCOPE] = "perimetre|scope|mode",
    [ROLE_EDITION] = "edition",
    [ROLE_SOURCE] = "source",
};

static role role_of(arena *a, str key)
{
    str plain = unicode_plain(a, key), word;
    for (int r = 0; r < ROLES; r++) {
        str rest = str_z(role_names[r]);
        while (str_cut(&rest, '|', &word))
            if (str_eq(word, plain)) return (role)r;
    }
    return ROLE_NONE;
}

typedef struct reader {
    indicators *s;
    arena *scratch;
    diag *d;
    const dataset *t;
    str key[ROLES];                                /* the columns of the table; "" : it has none */
    str name;                                      /* of the table, in ids of indicators */
    str country;                                   /* "FR": a table about the whole country, which has no codes */
    uint32_t source;                               /* of the whole table */
} reader;

static span place(const reader *r, const value *v)
{
    return r->t->src && v ? (span){ r->t->src, v->off, v->len } : NO_SPAN;
}

static const value *cell(const reader *r, const value *row, role which)
{
    const value *v = r->key[which].n ? value_get(row, r->key[which]) : NULL;
    return v && v->kind != VALUE_NULL ? v : NULL;
}

static str text(const reader *r, const value *row, role which)
{
    return str_trim(dataset_plain(r->s->a, cell(r, row, which)));
}

static str now(const reader *r, str name) { return names_now(r->s->renamed, name); }

/* --- years and figures */

static bool year_of(const reader *r, const value *v, int *year)
{
    str s = str_trim(dataset_plain(r->scratch, v));
    long long n = 0;
    bool day = s.n == 10 && s.p[4] == '-', fine = (s.n == 4 || day) && str_int(str_first(s, 4), &n);
    *year = fine && n >= 1900 && n <= 2100 ? (int)n : 0;
    if (s.n && !*year) DIAG(r->d, D420, place(r, v), arena_str(r->s->a, s).p);
    return *year || s.n == 0;
}

static bool is_known(const figure *f)
{
    return f->kind == FIGURE_NUMBER && (f->sense == FIGURE_EXACT || f->sense == FIGURE_ABOUT);
}

/* "12,5,3" */
static bool has_two_commas(str s)
{
    int commas = 0;
    for (size_t i = 0; i + 1 < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9', next = s.p[i + 1] >= '0' && s.p[i + 1] <= '9';
        if (s.p[i] == ',' && next && ++commas > 1) return true;
        if (s.p[i] != ',' && !digit) commas = 0;
    }
    return false;
}

/* "2O" and "1l4": a letter for the zero or the one. */
static bool has_slip(str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9', last = i + 2 == s.n || (s.p[i + 2] >= '0' && s.p[i + 2] <= '9');
        if (digit && last && strchr("OolI", s.p[i + 1])) return true;
    }
    return false;
}

/* False after a message: what is written is no figure, such as "12,5,3". */
static bool figure_of(const reader *r, const value *v, figure *f)
{
    *f = figure_parse(r->scratch, dataset_plain(r->scratch, v));
    if (f->kind != FIGURE_TEXT && !has_slip(f->text) && !has_two_commas(f->text)) return true;
    DIAG(r->d, D421, place(r, v), arena_str(r->s->a, f->text).p);
    return false;
}

static indicator_target target_of(const reader *r, const value *v, const value *year)
{
    figure f;
    indicator_target t = { .year = 0 };
    if (!v || !figure_of(r, v, &f) || f.kind == FIGURE_MISSING) return t;
    t.text = arena_str(r->s->a, f.text);
    t.number = f.a;
    t.known = f.kind == FIGURE_NUMBER;
    if (year) year_of(r, year, &t.year);
    if (!t.year) t.year = f.year;
    return t;
}

static void add_target(reader *r, indicator *i, indicator_target t)
{
    if (t.text.n == 0) return;
    for (size_t k = 0; k < i->targets.n; k++)
        if (i->targets.v[k].year == t.year && str_eq(i->targets.v[k].text, t.text)) return;
    VEC_PUSH(r->s->a, &i->targets, t);
}

/* --- one value */

typedef struct about { indicator *of; str territory, scope, edition; uint32_t source; int year; } about;

static void add_value(reader *r, const about *what, const value *v)
{
    figure f;
    if (!figure_of(r, v, &f)) return;
    indicators *s = r->s;
    if (f.kind == FIGURE_NUMBER && f.target) {     /* "300 places d’ici 2026" is an aim, not a measure */
        add_target(r, what->of, target_of(r, v, NULL));
        return;
    }
    observation o = { .territory = indicators_number(s, what->territory), .scope = indicators_number(s, what->scope),
                      .edition = indicators_number(s, what->edition), .source = what->source,
                      .year = (int16_t)(what->year ? what->year : f.year), .decimals = f.a_decimals,
                      .known = is_known(&f), .about = f.sense == FIGURE_ABOUT, .number = f.a,
                      .text = arena_str(s->a, f.text), .src = r->t->src, .off = v->off, .len = v->len };
    if (f.source.n) o.source = indicators_number(s, f.source);
    if (f.kind != FIGURE_MISSING) VEC_PUSH(s->a, &what->of->all, o);       /* nothing known needs no line */
    arena_reset(r->scratch);
}

static uint32_t source_of(reader *r, const value *row)
{
    str s = text(r, row, ROLE_SOURCE);
    return s.n ? indicators_number(r->s, s) : r->source;
}

/* --- a line for each value */

static void set_unit(reader *r, indicator *i, const value *v)
{
    str unit = arena_str(r->s->a, str_trim(dataset_plain(r->s->a, v)));
    if (unit.n == 0) return;
    if (i->unit.n == 0) i->unit = unit;
    else if (!str_eq(i->unit, unit)) DIAG(r->d, D423, place(r, v), i->id.p, unit.p, i->unit.p);
}

static void set_nature(reader *r, indicator *i, const value *v)
{
    str s = str_trim(dataset_plain(r->s->a, v));
    if (s.n && !indicator_nature_parse(s, &i->nature)) DIAG(r->d, D422, place(r, v), arena_str(r->s->a, s).p);
}

static void set_compare(reader *r, indicator *i, str list)
{
    str code;
    if (i->compare.n) return;
    while (str_cut(&list, ',', &code))
        if (str_trim(code).n) VEC_PUSH(r->s->a, &i->compare, str_trim(code));
}

static bool means_less(str s) { return str_eqz(s, "baisse") || str_eqz(s, "down") || str_eqz(s, "-"); }

static indicator *named(reader *r, str id, const value *at)
{
    indicator *i = indicators_add(r->s, id);
    if (!i->src && at) { i->src = r->t->src; i->off = at->off; i->len = at->len; }
    i->tracked = true;
    return i;
}

/* A row that stands under an old id, or an old label: what it is called is what the indicator was called. */
static void set_label(reader *r, indicator *i, const value *row, str id)
{
    const value *label = cell(r, row, ROLE_LABEL);
    const name_change *c = names_change(r->s->renamed, id);
    if (!c) c = names_change(r->s->renamed, text(r, row, ROLE_LABEL));
    if (!c && label && !i->label) i->label = label;
    if (!c || i->was.n) return;
    i->was = label ? text(r, row, ROLE_LABEL) : id;
    i->until = c->last;
}

static void define(reader *r, indicator *i, const value *row, str id)
{
    set_label(r, i, row, id);
    set_unit(r, i, cell(r, row, ROLE_UNIT));
    set_nature(r, i, cell(r, row, ROLE_NATURE));
    set_compare(r, i, text(r, row, ROLE_COMPARE));
    if (means_less(text(r, row, ROLE_SENSE))) i->less = true;
    add_target(r, i, target_of(r, cell(r, row, ROLE_TARGET), cell(r, row, ROLE_TARGET_YEAR)));
    if (i->baseline.text.n == 0)
        i->baseline = target_of(r, cell(r, row, ROLE_BASELINE), cell(r, row, ROLE_BASELINE_YEAR));
}

/* What a row says of its values; false when it names no indicator. */
static bool open_line(reader *r, const value *row, about *what)
{
    str id = text(r, row, ROLE_INDICATOR);
    if (id.n == 0) return false;
    *what = (about){ .of = named(r, now(r, id), cell(r, row, ROLE_INDICATOR)) };
    define(r, what->of, row, id);
    what->territory = text(r, row, ROLE_TERRITORY);
    what->scope = now(r, text(r, row, ROLE_SCOPE));
    what->edition = text(r, row, ROLE_EDITION);
    what->source = source_of(r, row);
    indicators_name(r->s, what->territory, text(r, row, ROLE_NAME));
    return true;
}

static void read_line(reader *r, const value *row)
{
    about what;
    const value *v = cell(r, row, ROLE_VALUE);
    if (open_line(r, row, &what) && year_of(r, cell(r, row, ROLE_YEAR), &what.year) && v) add_value(r, &what, v);
}

/* --- a line for each indicator, a column for each year */

/* "2025"; 0: the column is no year. */
static int year_of_column(str id)
{
    long long n;
    return id.n == 4 && str_int(id, &n) && n >= 1900 && n <= 2100 ? (int)n : 0;
}

static bool has_years(const dataset *t)
{
    for (size_t k = 0; k < t->ncolumns; k++)
        if (year_of_column(t->columns[k].id)) return true;
    return false;
}

static void read_years(reader *r, const value *row)
{
    about what;
    if (!open_line(r, row, &what)) return;
    for (size_t k = 0; k < r->t->ncolumns; k++) {
        const value *v = value_get(row, r->t->columns[k].id);
        what.year = year_of_column(r->t->columns[k].id);
        if (what.year && v && v->kind != VALUE_NULL) add_value(r, &what, v);
    }
}

/* --- a column for each indicator */

/* A column whose cells are numbers but for a few: those are mistakes, not texts. */
static bool counts(const reader *r, const dataset_column *c)
{
    size_t numbers = 0, others = 0;
    figure f;
    double d;
    if (!column_reads(c->type)) return column_counts(c->type);
    for (size_t i = 0; i < r->t->nrows; i++) {
        const value *v = dataset_cell(r->t, i, c->id);
        if (!v) continue;
        if (dataset_number(v, &d) || dataset_figure(r->scratch, v, &f)) numbers++;
        else others++;
    }
    return numbers >= 3 && numbers >= 4 * others;
}

/* The columns that `livret import` writes of the Caf's tables have names for people too. French msgids. */
static void name_column(reader *r, indicator *i, str column)
{
    static const struct { const char *table, *column, *label, *unit; } names[] = {
        { "couverture-caf", "global", "Taux de couverture", "places pour 100 enfants" },
        { "couverture-caf", "eaje", "Accueil collectif", "places pour 100 enfants" },
        { "couverture-caf", "prescolarisation", "École avant 3 ans", "places pour 100 enfants" },
        { "couverture-caf", "assistantes_maternelles", "Assistantes maternelles", "places pour 100 enfants" },
        { "couverture-caf", "garde_a_domicile", "Garde à domicile", "places pour 100 enfants" },
        { "places-caf", "total", "Places", "places" },
        { "places-caf", "eaje", "Accueil collectif", "places" },
        { "places-caf", "prescolarisation", "École avant 3 ans", "places" },
        { "places-caf", "assistantes_maternelles", "Assistantes maternelles", "places" },
        { "places-caf", "garde_a_domicile", "Garde à domicile", "places" },
    };
    for (size_t k = 0; !i->label && k < sizeof names / sizeof *names; k++) {
        if (!str_eqz(r->name, names[k].table) || !str_eqz(column, names[k].column)) continue;
        i->label = value_str(r->s->a, str_z(names[k].label));
        i->unit = str_z(names[k].unit);
    }
}

static indicator *found(reader *r, str column, const value *at)
{
    str id = arena_fmt(r->scratch, "%.*s.%.*s", STR_ARG(r->name), STR_ARG(column));
    indicator *i = indicators_add(r->s, id);
    name_column(r, i, column);
    if (!i->src) { i->src = r->t->src; i->off = at->off; i->len = at->len; }
    return i;
}

static void read_columns(reader *r)
{
    for (size_t k = 0; k < r->t->ncolumns; k++) {
        const dataset_column *c = &r->t->columns[k];
        if (role_of(r->scratch, c->id) != ROLE_NONE || !counts(r, c)) continue;
        about what = { .of = NULL };
        for (size_t i = 0; i < r->t->nrows; i++) {
            const value *row = r->t->rows[i], *v = dataset_cell(r->t, i, c->id);
            if (!v) continue;
            if (!what.of) {
                what.of = found(r, c->id, v);
                VEC_RESERVE(r->s->a, &what.of->all, what.of->all.n + r->t->nrows - i);
            }
            what.territory = r->country.n ? r->country : text(r, row, ROLE_TERRITORY);
            what.scope = now(r, text(r, row, ROLE_SCOPE));
            what.edition = text(r, row, ROLE_EDITION);
            what.source = source_of(r, row);
            if (year_of(r, cell(r, row, ROLE_YEAR), &what.year)) add_value(r, &what, v);
        }
    }
}

/* --- XML */

typedef void each_fn(reader *r, void *ctx, const value *v);

/* An element that comes once is a value, several times a list. */
static void each(reader *r, const value *v, each_fn *fn, void *ctx)
{
    if (!v) return;
    if (v->kind != VALUE_LIST) fn(r, ctx, v);
    else for (size_t i = 0; i < v->as.list.n; i++) fn(r, ctx, v->as.list.v[i]);
}

static const value *inner(const value *v) { return v->kind == VALUE_MAP ? value_get(v, S("texte")) : v; }

static void xml_target(reader *r, void *ctx, const value *v)
{
    add_target(r, ctx, target_of(r, inner(v), value_get(v, S("annee"))));
}

static void xml_value(reader *r, void *ctx, const value *v)
{
    about what = { .of = ctx, .territory = value_get_text(v, S("territoire")),
                   .scope = now(r, value_get_text(v, S("perimetre"))),
                   .edition = value_get_text(v, S("edition")), .source = source_of(r, v) };
    if (inner(v) && year_of(r, value_get(v, S("annee")), &what.year)) add_value(r, &what, inner(v));
}

static void xml_indicator(reader *r, const value *row)
{
    str id = str_trim(value_get_text(row, S("id")));
    if (id.n == 0) return;
    indicator *i = named(r, now(r, id), value_get(row, S("id")));
    const value *start = value_get(row, S("reference"));
    r->key[ROLE_TARGET] = r->key[ROLE_BASELINE] = S("");
    define(r, i, row, id);
    each(r, value_get(row, S("cible")), xml_target, i);
    if (start) i->baseline = target_of(r, inner(start), value_get(start, S("annee")));
    each(r, value_get(row, S("valeur")), xml_value, i);
}

typedef struct field { str key; const value *row; } field;

static void xml_field(reader *r, void *ctx, const value *v)
{
    const field *f = ctx;
    const value *year = value_get(v, S("annee"));
    if (!year || !inner(v)) return;
    about what = { .territory = text(r, f->row, ROLE_TERRITORY), .scope = now(r, value_get_text(v, S("perimetre"))),
                   .edition = value_get_text(v, S("edition")), .source = source_of(r, v) };
    what.of = found(r, f->key, v);
    if (year_of(r, year, &what.year)) add_value(r, &what, inner(v));
}

static void xml_territory(reader *r, const value *row)
{
    for (size_t k = 0; k < value_count(row) && row->kind == VALUE_MAP; k++) {
        field f = { row->as.map.v[k].key, row };
        each(r, row->as.map.v[k].value, xml_field, &f);
    }
}

/* --- tables */

/* All of its rows stand under the old name: the new one is that of the file of names. */
static void settle_label(reader *r, indicator *i)
{
    if (i->label || i->was.n == 0) return;
    str label = now(r, i->was);
    i->label = value_str(r->s->a, label);
    if (str_eq(label, i->was)) i->was = S("");
}

static void learn_keys(reader *r)
{
    for (int k = 0; k < ROLES; k++) r->key[k] = S("");
    for (size_t i = 0; i < r->t->nrows && i < 20; i++) {
        const value *row = r->t->rows[i];
        for (size_t k = 0; k < value_count(row) && row->kind == VALUE_MAP; k++) {
            role which = role_of(r->scratch, row->as.map.v[k].key);
            if (which != ROLE_NONE && r->key[which].n == 0) r->key[which] = row->as.map.v[k].key;
        }
    }
}

static bool has_number(const dataset *t, str id)
{
    for (size_t i = 0; i < t->nrows && i < 20; i++)
        if (value_get(t->rows[i], id)) return true;
    return false;
}

/* `livret import` writes a file for each level (couverture-caf-commune, couverture-caf-france): one indicator, told
 * apart by codes. */
static void name_table(reader *r)
{
    static const char *const levels[] = { "-commune", "-epci", "-departement", "-region", "-france" };
    r->name = r->t->name;
    r->country = S("");
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (str_ends(r->t->name, str_z(levels[i]))) r->name = str_first(r->t->name, r->t->name.n - strlen(levels[i]));
    if (r->name.n == r->t->name.n || !str_ends(r->t->name, S("-france")) || r->key[ROLE_TERRITORY].n) return;
    r->country = S("FR");
    indicators_name(r->s, S("FR"), S("France"));
}

static void read_table(reader *r, const dataset *t)
{
    r->t = t;
    learn_keys(r);
    name_table(r);
    r->source = indicators_number(r->s, dataset_text(t->source, S("fr")));
    bool xml = t->src && str_ends(str_z(t->src->path), S(".xml"));
    if (r->key[ROLE_INDICATOR].n && r->key[ROLE_VALUE].n) {
        for (size_t i = 0; i < t->nrows; i++) read_line(r, t->rows[i]);
    } else if (r->key[ROLE_INDICATOR].n && has_years(t)) {
        for (size_t i = 0; i < t->nrows; i++) read_years(r, t->rows[i]);
    } else if (xml && str_eqz(t->name, "indicateurs") && has_number(t, S("id"))) {
        for (size_t i = 0; i < t->nrows; i++) xml_indicator(r, t->rows[i]);
    } else if (r->key[ROLE_TERRITORY].n || r->country.n) {
        if (r->key[ROLE_YEAR].n) read_columns(r);
        for (size_t i = 0; i < t->nrows; i++) {
            indicators_name(r->s, text(r, t->rows[i], ROLE_TERRITORY), text(r, t->rows[i], ROLE_NAME));
            if (xml) xml_territory(r, t->rows[i]);
        }
    }
    arena_reset(r->scratch);
}

void indicator_read(indicators *s, const map *datasets, diag *d)
{
    reader r = { .s = s, .scratch = arena_new(0), .d = d };
    for (size_t i = 0; i < map_count(datasets); i++) {
        const dataset *t = map_at(datasets, i)->value;
        if (!t->computed && t->nrows) read_table(&r, t);
    }
    for (size_t i = 0; i < s->v.n; i++) {
        settle_label(&r, s->v.v[i]);
        indicator_seal(s->v.v[i]);
    }
    arena_free(r.scratch);
}
