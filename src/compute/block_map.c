#include "compute/block_data_priv.h"
#include "model/classes.h"
#include <math.h>

typedef struct mapper {
    block_data *b;
    const rows *r;
    str code;                  /* a key of the rows; it need not be a column that is shown */
    const dataset_column *name, *value;
    double bounds[MAP_CLASSES_MAX];
    size_t nbounds;
    map_spec *spec;
    double *numbers;           /* those that are known */
    size_t nnumbers;
    map *by_code;              /* code -> 1 + its row */
} mapper;

static const dataset_column *column_or(block_data *b, const dataset *t, str id, const char *const *usual, size_t n)
{
    if (id.n) return block_data_column(b, t, id);
    for (size_t i = 0; i < n; i++) {
        const dataset_column *c = dataset_find(t, str_z(usual[i]));
        if (c) return c;
    }
    return NULL;
}

static str code_key(const rows *r, str id)
{
    static const char *const usual[] = { "code", "insee", "codgeo", "code_insee" };
    for (size_t i = 0; i < r->n; i++) {
        if (id.n && dataset_cell(r->t, r->v[i], id)) return id;
        for (size_t k = 0; id.n == 0 && k < sizeof usual / sizeof *usual; k++)
            if (dataset_cell(r->t, r->v[i], str_z(usual[k]))) return str_z(usual[k]);
    }
    return S("");
}

/* The columns of code, name and value: named, or those that usually are. False after a message. */
static bool find_map_columns(mapper *m, const dataset *t)
{
    static const char *const names[] = { "nom", "commune", "name" };
    block_data *b = m->b;
    str code = block_data_option(b, "code", "code");
    str figures = block_data_option(b, "valeur", "value");
    m->code = code_key(m->r, code);
    m->name = column_or(b, t, block_data_option(b, "nom", "name"), names, 3);
    m->value = figures.n ? block_data_column(b, t, figures) : NULL;
    for (size_t k = 0; !figures.n && !m->value && k < t->ncolumns; k++)
        if (t->columns[k].type == COLUMN_PERCENT || t->columns[k].type == COLUMN_NUMBER) m->value = &t->columns[k];
    if (m->code.n == 0) block_data_column(b, t, code.n ? code : S("code"));
    else if (!m->value && !figures.n) block_data_column(b, t, S("valeur=…"));
    return m->code.n && m->value;
}

static bool amount_in(const mapper *m, size_t row, double *out)
{
    return dataset_amount(m->b->a, dataset_cell(m->r->t, row, m->value->id), out);
}

static void learn_rows(mapper *m)
{
    block_data *b = m->b;
    m->by_code = map_new(b->a);
    m->numbers = ARENA_ARRAY(b->a, double, m->r->n + 1);
    for (size_t i = 0; i < m->r->n; i++) {
        str code = dataset_plain(b->a, dataset_cell(m->r->t, m->r->v[i], m->code));
        if (code.n == 0) continue;                 /* a line of totals */
        if (map_has(m->by_code, code)) {
            DIAG(host_diag(b->c->host), D417, block_data_place(b), arena_str(b->a, code).p);
            continue;
        }
        map_put(m->by_code, code, (void *)(uintptr_t)(m->r->v[i] + 1));
        if (amount_in(m, m->r->v[i], &m->numbers[m->nnumbers])) m->nnumbers++;
    }
}

/* --- classes */

static void given_bounds(mapper *m, str list)
{
    str part;
    while (str_cut(&list, ',', &part) && m->nbounds + 1 < MAP_CLASSES_MAX) {
        double d;
        bool rises = dataset_parse(part, &d) && (m->nbounds == 0 || d > m->bounds[m->nbounds - 1]);
        if (rises) m->bounds[m->nbounds++] = d;
        else DIAG(host_diag(m->b->c->host), D418, block_data_place(m->b), arena_str(m->b->a, str_trim(part)).p);
    }
}

/* Down to the decimals that are shown, so that the legend and the colours say the same. */
static void round_bounds(mapper *m)
{
    double unit = pow(10, m->value->decimals);
    size_t kept = 0;
    for (size_t i = 0; i < m->nbounds; i++) {
        double d = floor(m->bounds[i] * unit + 1e-6) / unit;
        if (kept == 0 || d > m->bounds[kept - 1]) m->bounds[kept++] = d;
    }
    m->nbounds = kept;
}

static void find_bounds(mapper *m)
{
    static const struct { const char *name; class_method how; } methods[] = {
        { "quantiles", CLASSES_QUANTILES }, { "egales", CLASSES_EQUAL },
        { "equal", CLASSES_EQUAL }, { "jenks", CLASSES_JENKS },
    };
    str how = block_data_option(m->b, "classes", "classes");
    long long n = 5;
    str_int(block_data_option(m->b, "nombre", "count"), &n);
    if (n < 2 || n > MAP_CLASSES_MAX) n = 5;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (how.n && !str_eqz(how, methods[i].name)) continue;
        m->nbounds = classes_cut(m->b->a, m->numbers, m->nnumbers, (size_t)n, methods[i].how, m->bounds);
        round_bounds(m);
        return;
    }
    given_bounds(m, how);
}

static str fill_two(const block_data *b, const char *pattern, str x, str y)
{
    return words_fill(b->a, block_data_word(b, pattern), (str[]){ x, y }, 2);
}

/* A bound of a class, with no more decimals than it has. */
static str bound_text(const mapper *m, double d)
{
    locale *l = m->b->c->locale;
    int most = m->value->decimals;
    if (!l) return block_data_number(m->b, m->value, d);
    if (m->value->type == COLUMN_PERCENT) return locale_percent(l, m->b->a, d, 0, most);
    return locale_number(l, m->b->a, d, 0, most);
}

/* "moins de 40", "40 à moins de 55", "55 et plus". */
static void name_classes(mapper *m)
{
    block_data *b = m->b;
    map_spec *s = m->spec;
    s->nclasses = m->nnumbers ? m->nbounds + 1 : 0;
    for (size_t i = 0; i < s->nclasses; i++) {
        str from = i ? bound_text(m, m->bounds[i - 1]) : S("");
        str to = i < m->nbounds ? bound_text(m, m->bounds[i]) : S("");
        if (m->nbounds == 0) s->classes[i] = bound_text(m, m->numbers[0]);
        else if (i == 0) s->classes[i] = block_data_fill(b, block_data_word(b, "moins de %s"), to);
        else if (to.n) s->classes[i] = fill_two(b, "%s à moins de %s", from, to);
        else s->classes[i] = block_data_fill(b, block_data_word(b, "%s et plus"), from);
    }
}

/* --- areas */

static void add_areas(mapper *m, const geo_area *outlines, size_t n)
{
    block_data *b = m->b;
    m->spec->areas = ARENA_ARRAY(b->a, map_area, n + 1);
    for (size_t i = 0; i < n; i++) {
        uintptr_t row = (uintptr_t)map_get(m->by_code, outlines[i].code);
        double d;
        map_area *to = &m->spec->areas[m->spec->nareas++];
        *to = (map_area){ .outline = &outlines[i], .class = MAP_NO_CLASS, .name = outlines[i].name };
        if (row && amount_in(m, row - 1, &d)) to->class = (uint8_t)classes_of(m->bounds, m->nbounds, d);
        else m->spec->missing = block_data_word(b, "non renseigné");
        if (row && m->name) to->name = block_data_cell(b, m->name, dataset_cell(m->r->t, row - 1, m->name->id));
    }
}

/* Codes of the table that have no outline: a mistake, or another year's communes. */
static void report_absent(const mapper *m, const geo_area *outlines, size_t n)
{
    map *there = map_new(m->b->a);
    for (size_t i = 0; i < n; i++) map_put(there, outlines[i].code, there);
    for (size_t i = 0; i < map_count(m->by_code); i++) {
        str code = map_at(m->by_code, i)->key;
        if (map_has(there, code)) continue;
        DIAG(host_diag(m->b->c->host), D419, block_data_place(m->b), arena_str(m->b->a, code).p);
    }
}

geo_area *block_data_outlines(block_data *b, size_t *n)
{
    str name = block_data_option(b, "contours", "outlines");
    size_t bad = 0;
    if (name.n == 0) name = S("contours");
    const dataset *t = map_get(b->c->datasets, name);
    geo_area *out = t ? geo_areas(b->a, t->value, n, &bad) : NULL;
    if (!out || *n == 0 || bad) DIAG(host_diag(b->c->host), D416, block_data_place(b), arena_str(b->a, name).p);
    return out && *n ? out : NULL;
}

static void describe_map(mapper *m, const dataset *t)
{
    static const char usual[] = "Carte : %s. Les valeurs sont dans le tableau qui suit.";
    block_data *b = m->b;
    map_spec *s = m->spec;
    s->lang = b->c->lang;
    s->rtl = b->c->rtl;
    s->title = block_data_title(b, t, "Carte");
    s->unit = block_data_option(b, "unite", "unit");
    if (s->unit.n == 0) s->unit = block_data_label(b, m->value);
    s->description = block_data_option(b, "description", "alt");
    if (s->description.n == 0)
        s->description = block_data_fill(b, block_data_word(b, usual), block_data_label(b, m->value));
}

void block_data_map(block_data *b, const dataset *t)
{
    rows r = block_data_rows(b, t);
    mapper m = { .b = b, .r = &r, .spec = ARENA_NEW(b->a, map_spec) };
    size_t n = 0;
    const geo_area *outlines = block_data_outlines(b, &n);
    if (!outlines || !find_map_columns(&m, t) || !b->c->draw_map) return;
    learn_rows(&m);
    find_bounds(&m);
    name_classes(&m);
    add_areas(&m, outlines, n);
    report_absent(&m, outlines, n);
    describe_map(&m, t);
    columns shown = { .n = 0 };
    block_data_show(&shown, m.name ? m.name : dataset_find(t, m.code));
    block_data_show(&shown, m.value);
    scene *drawn = b->c->draw_map(b->c->ctx, b->a, m.spec);
    block_data_drawing(b, &r, drawn, m.spec->title, "Les chiffres de la carte", &shown);
}
