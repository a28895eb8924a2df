#include "base/unicode.h"
#include "base/vec.h"
#include "compute/block_data_priv.h"
#include "model/facility.h"
#include "model/names.h"
#include <stdlib.h>

/* A facility that is shown. rank: of its kind, as types= lists them, else as they come. */
typedef struct place { const facility *f; size_t rank; str name; } place;

typedef struct plotter {
    block_data *b;
    str one;                   /* the id of the only place; "": many, numbered, with a list */
    VEC(str) kinds;
    VEC(place) places;
    map_spec *spec;
} plotter;

/* --- which */

static size_t rank_of(plotter *m, str kind, bool add)
{
    size_t i = 0;
    while (i < m->kinds.n && !str_eq(m->kinds.v[i], kind)) i++;
    if (i == m->kinds.n && add) VEC_PUSH(m->b->a, &m->kinds, kind);
    return i;
}

/* "creche mam" or "creche,mam" */
static void learn_types(plotter *m, str list)
{
    for (size_t i = 0, from = 0; i <= list.n; i++) {
        if (i < list.n && list.p[i] != ' ' && list.p[i] != ',') continue;
        if (i > from) rank_of(m, str_of(list.p + from, i - from), true);
        from = i + 1;
    }
}

static bool is_wanted(const plotter *m, const facility *f, str commune)
{
    if (!f->placed) return false;
    if (m->one.n) return str_eq(f->id, m->one);
    return commune.n == 0 || str_eq(f->commune, commune) || str_eq(f->commune_name, commune);
}

static int by_kind_and_name(const void *x, const void *y, void *ctx)
{
    const place *p = x, *q = y;
    const plotter *m = ctx;
    if (p->rank != q->rank) return p->rank < q->rank ? -1 : 1;
    int c = m->b->c->locale ? locale_collate(m->b->c->locale, p->name, q->name) : str_cmp(p->name, q->name);
    return c ? c : str_cmp(p->f->id, q->f->id);
}

static void choose(plotter *m, const dataset *t)
{
    block_data *b = m->b;
    size_t n;
    const facility *all = facility_read(b->a, t, map_get(b->c->datasets, S("communes")), &n);
    str types = block_data_option(b, "types", "types"), commune = block_data_option(b, "commune", "commune");
    learn_types(m, types);
    for (size_t i = 0; i < n; i++) {
        if (!is_wanted(m, &all[i], commune)) continue;
        size_t rank = rank_of(m, all[i].kind, types.n == 0);
        str name = all[i].name.n ? all[i].name : all[i].id;
        if (rank < m->kinds.n) VEC_PUSH(b->a, &m->places, (place){ &all[i], rank, name });
    }
    if (m->places.n) qsort_r(m->places.v, m->places.n, sizeof *m->places.v, by_kind_and_name, m);
}

/* --- the map */

static str number(const plotter *m, size_t i)
{
    return unicode_digits(m->b->a, arena_fmt(m->b->a, "%zu", i), locale_zero(m->b->c->locale));
}

/* Kinds that nobody is of have no line in the legend. */
static void add_kinds(plotter *m, uint8_t *lines)
{
    map_spec *s = m->spec;
    for (size_t i = 0; i < m->kinds.n; i++) {
        bool any = false;
        for (size_t k = 0; k < m->places.n; k++) any = any || m->places.v[k].rank == i;
        lines[i] = (uint8_t)(s->nkinds < MAP_KINDS_MAX ? s->nkinds : MAP_KINDS_MAX - 1);
        if (!any || s->nkinds == MAP_KINDS_MAX) continue;
        s->kinds[s->nkinds++] = facility_kind(m->b->c->words, m->kinds.v[i]);
    }
}

static void add_points(plotter *m)
{
    block_data *b = m->b;
    map_spec *s = m->spec;
    uint8_t *lines = ARENA_ARRAY(b->a, uint8_t, m->kinds.n + 1);
    add_kinds(m, lines);
    s->points = ARENA_ARRAY(b->a, map_point, m->places.n + 1);
    for (size_t i = 0; i < m->places.n; i++) {
        const place *p = &m->places.v[i];
        s->points[s->npoints++] = (map_point){
            .at = p->f->at, .kind = lines[p->rank], .number = m->one.n ? S("") : number(m, i + 1), .key = p->f->id,
        };
    }
    if (m->one.n) s->nkinds = 0;
}

static void add_ground(plotter *m, const geo_area *outlines, size_t n)
{
    m->spec->areas = ARENA_ARRAY(m->b->a, map_area, n + 1);
    for (size_t i = 0; i < n; i++)
        m->spec->areas[m->spec->nareas++] =
            (map_area){ .outline = &outlines[i], .class = MAP_NO_CLASS, .name = outlines[i].name };
}

static void describe(plotter *m)
{
    block_data *b = m->b;
    map_spec *s = m->spec;
    s->lang = b->c->lang;
    s->rtl = b->c->rtl;
    s->title = block_data_option(b, "legende", "caption");
    s->description = block_data_option(b, "description", "alt");
    if (s->title.n == 0) s->title = b->title;
    if (m->one.n) {
        const place *p = &m->places.v[0];
        str where = p->f->address.n ? p->f->address : p->f->commune_name;
        if (s->title.n == 0) s->title = block_data_fill(b, block_data_word(b, "Où se trouve ce lieu : %s"), p->name);
        if (s->description.n) return;
        s->description = words_fill(b->a, block_data_word(b, "Carte : le lieu est à %s. Adresse : %s."),
                                    (str[]){ p->f->commune_name, where }, 2);
        return;
    }
    if (s->title.n == 0) s->title = block_data_word(b, "Carte des lieux");
    if (s->description.n == 0)
        s->description = block_data_fill(
            b, block_data_word(b, "Carte de %s lieux. La liste qui suit donne les mêmes, avec les mêmes numéros."),
            number(m, m->places.n));
}

/* --- the list */

static void add_pair(block_data *b, node *n, const char *key, str said)
{
    node_attrs *t = node_attrs_of(b->a, n);
    node_pair *p = ARENA_NEW(b->a, node_pair);
    *p = (node_pair){ .key = str_z(key), .value = said, .next = t->pairs };
    t->pairs = p;
}

/* Text of the data, in the language of the data. */
static node *said_in_source(block_data *b, node *n)
{
    if (b->c->source_lang.n && !str_eq(b->c->source_lang, b->c->lang)) node_attrs_of(b->a, n)->lang = b->c->source_lang;
    return n;
}

static void add_name(block_data *b, node *into, const place *p)
{
    str address = b->c->facility ? b->c->facility(b->c->ctx, b->a, p->f->id) : S("");
    node *n = block_data_node(b, into, address.n ? NODE_LINK : NODE_STRONG);
    n->text = address;
    block_data_text(b, said_in_source(b, n), p->name);
    str old = names_before(b->a, b->c->names, b->c->words, p->name);
    if (old.n) block_data_text(b, into, arena_fmt(b->a, " (%.*s)", STR_ARG(old)));
}

/* The groups of a number stay together, in right-to-left lines too. */
static void add_phone(block_data *b, node *into, str phone)
{
    buf shown = { 0 }, plain = { 0 };
    for (size_t i = 0; i < phone.n; i++) {
        if (phone.p[i] == ' ') BUF_LIT(&shown, "\u00a0");
        else buf_char(&shown, phone.p[i]);
        if ((phone.p[i] >= '0' && phone.p[i] <= '9') || phone.p[i] == '+') buf_char(&plain, phone.p[i]);
    }
    node *n = block_data_node(b, into, NODE_LINK);
    n->text = arena_fmt(b->a, "tel:%.*s", STR_ARG(buf_view(&plain)));
    block_data_text(b, n, buf_take(&shown, b->a));
    buf_free(&plain);
}

static void add_item(plotter *m, node *list, const place *p)
{
    block_data *b = m->b;
    str comma = block_data_word(b, ", ");
    node *item = block_data_node(b, list, NODE_ITEM);
    add_pair(b, item, "data-kind", p->f->kind);
    add_pair(b, item, "data-key", p->f->id);
    node *line = block_data_node(b, item, NODE_PARAGRAPH);
    add_name(b, line, p);
    block_data_text(b, line, comma);
    node *kind = block_data_node(b, line, NODE_SPAN);
    block_data_class(b, kind, "sorte");
    block_data_text(b, kind, facility_kind(b->c->words, p->f->kind));
    block_data_text(b, line, comma);
    block_data_text(b, said_in_source(b, block_data_node(b, line, NODE_SPAN)), p->f->commune_name);
    if (p->f->phone.n == 0) return;
    block_data_text(b, line, comma);
    add_phone(b, line, p->f->phone);
}

static void add_list(plotter *m, node *into)
{
    node *list = block_data_node(m->b, into, NODE_LIST);
    list->ordered = list->tight = true;
    list->start = 1;
    for (size_t i = 0; i < m->places.n; i++) add_item(m, list, &m->places.v[i]);
}

void block_data_points(block_data *b, const dataset *t)
{
    plotter m = { .b = b, .one = block_data_option(b, "lieu", "place"), .spec = ARENA_NEW(b->a, map_spec) };
    size_t n = 0;
    const geo_area *outlines = block_data_outlines(b, &n);
    if (!outlines || !b->c->draw_map) return;
    choose(&m, t);
    if (m.places.n == 0) {
        DIAG0(host_diag(b->c->host), D467, block_data_place(b));
        return;
    }
    add_points(&m);
    add_ground(&m, outlines, n);
    describe(&m);
    scene *drawn = b->c->draw_map(b->c->ctx, b->a, m.spec);
    if (m.one.n) {
        block_data_figure(b, b->into, drawn, m.spec->title);
        return;
    }
    node *around = block_data_node(b, b->into, NODE_DIV);
    around->text = S("carte-lieux");
    block_data_figure(b, around, drawn, m.spec->title);
    add_list(&m, around);
}
