#include "compose/facility_pages.h"
#include "base/path.h"
#include "compose/vcard.h"
#include "model/hours_show.h"
#include <limits.h>

const char FACILITY_LAYOUT[] = "structure";

bool facility_pages_wanted(const site *s, const map *layouts)
{
    return s->settings->structures && map_has(layouts, str_z(FACILITY_LAYOUT));
}

typedef struct maker { arena *a; site *s; const source *src; diag *d; } maker;

/* "Micro-crèche, Montcendre": for search engines and the site's own search. */
static str describe(arena *a, const facility *f, const language *l)
{
    str what = facility_kind(l->words, f->kind), comma = words_get(l->words, S(", "));
    if (f->commune_name.n == 0) return what;
    return arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(what), STR_ARG(comma), STR_ARG(f->commune_name));
}

static page *parent_of(const maker *m, const language *l)
{
    str said = m->s->settings->structures_parent;
    page *p = said.n ? site_find(m->s, m->a, path_join(m->a, l->code, str_skip(said, said.p[0] == '/'))) : NULL;
    return p ? p : m->s->homes[l->index];
}

static void check_parent(const maker *m)
{
    const settings *s = m->s->settings;
    const language *first = &s->languages[0];
    if (s->structures_parent.n == 0 || !m->s->homes[0] || parent_of(m, first) != m->s->homes[0]) return;
    if (str_eqz(s->structures_parent, "/")) return;
    DIAG(m->d, C103, value_span(s->src, value_get(s->top, S("structures"))), arena_str(m->a, s->structures_parent).p,
         "structures", "false, /page");
}

static page *make(const maker *m, facility *f, const language *l)
{
    page *p = ARENA_NEW(m->a, page);
    p->key = arena_fmt(m->a, "structures/%.*s", STR_ARG(f->id));
    p->path = arena_fmt(m->a, "%.*s/%.*s/index.html", STR_ARG(l->code), STR_ARG(p->key));
    const page *other = map_get(m->s->by_path, p->path);
    if (other) {
        DIAG(m->d, F108, value_span(m->src, f->row), p->path.p, other->src->path);
        return NULL;
    }
    p->facility = f;
    p->src = m->src;
    p->lang = l;
    p->title = f->name.n ? f->name : f->id;
    if (l->index) p->title_lang = m->s->settings->languages[0].code;
    p->description = describe(m->a, f, l);
    p->layout = str_z(FACILITY_LAYOUT);
    p->weight = LLONG_MAX;
    p->parent = parent_of(m, l);
    p->translations = f->pages;
    map_put(m->s->by_path, p->path, p);
    map_put(m->s->by_key, path_join(m->a, l->code, p->key), p);
    return p;
}

void facility_pages(arena *a, site *s, const source *src, const bool *wanted, diag *d)
{
    maker m = { a, s, src, d };
    map *seen = map_new(a);
    if (!src || s->nfacilities == 0) return;
    check_parent(&m);
    for (size_t i = 0; i < s->nfacilities; i++) {
        facility *f = &s->facilities[i];
        if (!facility_id_fits(f->id) || map_has(seen, f->id)) continue;
        map_put(seen, f->id, f);
        f->pages = ARENA_ARRAY(a, page *, s->settings->nlanguages);
        for (size_t k = 0; k < s->settings->nlanguages; k++)
            if (wanted[k] && s->homes[k]) f->pages[k] = make(&m, f, &s->settings->languages[k]);
    }
}

static void add_option(arena *a, node *n, const char *key, str said)
{
    node_attrs *t = node_attrs_of(a, n);
    node_pair *p = ARENA_NEW(a, node_pair);
    *p = (node_pair){ .key = str_z(key), .value = said, .next = t->pairs };
    t->pairs = p;
}

node *facility_tree(arena *a, const site *s, const page *p)
{
    uint32_t off = p->facility->row->off, len = p->facility->row->len;
    node *root = node_new(a, NODE_DOCUMENT, off, len);
    if (!p->facility->placed || !value_get(s->data, S("contours"))) return root;
    node *block = node_new(a, NODE_DIV, off, len);
    block->text = S("carte");
    add_option(a, block, "points", S("structures"));
    add_option(a, block, "lieu", p->facility->id);
    node_append(root, block);
    return root;
}

/* --- for address books */

str facility_card_path(arena *a, const page *p)
{
    return arena_fmt(a, "%.*s/%.*s.vcf", STR_ARG(path_dir(p->path)), STR_ARG(p->facility->id));
}

static str hours_note(arena *a, const page *p)
{
    hours h;
    size_t bad, n;
    if (!hours_parse(a, p->facility->hours, &h, &bad)) return p->facility->hours;
    const hours_row *rows = hours_show(a, &h, p->lang->locale, p->lang->words, &n);
    buf out = { 0 };
    str colon = words_get(p->lang->words, S("\u00a0: "));
    for (size_t i = 0; i < n; i++)
        buf_fmt(&out, "%s%.*s%.*s%.*s", i ? "\n" : "", STR_ARG(rows[i].days), STR_ARG(colon), STR_ARG(rows[i].times));
    return buf_take(&out, a);
}

void facility_card(buf *out, const page *p)
{
    arena *a = arena_new(0);
    const facility *f = p->facility;
    vcard v = { .name = p->title, .kind = facility_kind(p->lang->words, f->kind), .street = f->address,
                .locality = f->commune_name, .postcode = f->postcode, .phone = f->phone, .mail = f->mail, .web = f->web,
                .note = hours_note(a, p), .lang = p->lang->code, .placed = f->placed, .at = f->at };
    vcard_write(out, &v);
    arena_free(a);
}
