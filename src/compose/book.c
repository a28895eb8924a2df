#include "compose/book.h"
#include "base/lang.h"
#include "base/map.h"
#include "base/vec.h"
#include "compose/links.h"
#include "model/meeting.h"
#include <lua.h>

static void complain(arena *a, host *h, const source *src, str name, const char *why, const char *hint)
{
    DIAG(host_diag(h), B701, ((span){ src, 0, 0 }), arena_str(a, name).p, why, hint);
}

bool book_load(arena *a, host *h, const source *src, book *out)
{
    lua_State *L = host_lua(h);
    const char *why = "";
    *out = (book){ .src = src };
    if (!host_load(h, src, src->text, false) || !host_call(h, src, 0, 1, false)) return false;
    if (!lua_istable(L, -1)) {
        complain(a, h, src, str_z(src->path), _("it gives back no table"), "return { name = \"guide\", … }");
        lua_pop(L, 1);
        return false;
    }
    bool ok = host_to_value(h, -1, a, &out->def, &why);
    lua_pop(L, 1);
    if (!ok) {
        complain(a, h, src, str_z(src->path), why, "");
        return false;
    }
    out->name = value_get_text(out->def, S("name"));
    bool clean = out->name.n > 0 && str_find(out->name, '/') == STR_NONE && out->name.p[0] != '.';
    if (!clean) complain(a, h, src, str_z(src->path), "name", "name = \"guide\"");
    return clean;
}

str book_each(const book *b) { return value_get_text(b->def, S("each")); }

bool book_has_forms(const book *b)
{
    const value *v = value_get(b->def, S("forms"));
    return v && (v->kind != VALUE_BOOL || v->as.boolean);
}

typedef VEC(const kind *) kind_list;

/* not_for = { "bilan" } */
static bool is_refused(const book *b, const kind *k)
{
    const value *list = value_get(b->def, S("not_for"));
    for (size_t i = 0; i < value_count(list); i++)
        if (str_eq(value_text(value_at(list, i)), k->name)) return true;
    return false;
}

static bool is_in_use(const site *s, const kind *k)
{
    for (size_t i = 0; i < s->npages; i++)
        if (s->pages[i]->kind == k) return true;
    return false;
}

/* Where the book's file names a kind, else its beginning. */
static span place_of(arena *a, const book *b, str name)
{
    size_t at = str_search(b->src->text, arena_fmt(a, "\"%.*s\"", STR_ARG(name)));
    return at == STR_NONE ? (span){ b->src, 0, 0 } : (span){ b->src, (uint32_t)at, (uint32_t)name.n + 2 };
}

static const kind *named_kind(arena *a, const book *b, const map *kinds, str name, diag *d)
{
    const kind *k = map_get(kinds, name);
    VEC(str) names = { 0 };
    for (size_t i = 0; !k && i < map_count(kinds); i++) VEC_PUSH(a, &names, map_at(kinds, i)->key);
    if (!k)
        DIAG(d, B709, place_of(a, b, name), arena_str(a, b->name).p, arena_str(a, name).p,
             arena_str(a, str_nearest(name, names.v, names.n)).p);
    else if (k->nfields == 0)
        DIAG(d, B710, place_of(a, b, name), arena_str(a, b->name).p, arena_str(a, k->name).p);
    return k && k->nfields ? k : NULL;
}

static bool has_kind(const kind_list *l, const kind *k)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i] == k) return true;
    return false;
}

const kind **book_forms(arena *a, const book *b, const site *s, const map *kinds, size_t *n, diag *d)
{
    const value *v = value_get(b->def, S("forms"));
    kind_list list = { 0 };
    bool all = v->kind == VALUE_BOOL;
    if (!all && v->kind != VALUE_LIST)
        DIAG(d, B701, ((span){ b->src, 0, 0 }), arena_str(a, b->name).p, "forms",
             "forms = true, forms = { \"action\" }");
    for (size_t i = 0; all && i < map_count(kinds); i++) {
        const kind *k = map_at(kinds, i)->value;
        bool again = str_eq(map_at(kinds, i)->key, k->alias);
        if (!again && k->nfields && is_in_use(s, k) && !is_refused(b, k)) VEC_PUSH(a, &list, k);
    }
    for (size_t i = 0; !all && i < value_count(v); i++) {
        const kind *k = named_kind(a, b, kinds, value_text(value_at(v, i)), d);
        if (k && !has_kind(&list, k)) VEC_PUSH(a, &list, k);
    }
    *n = list.n;
    return list.v;
}

str book_file_name(arena *a, const book *b, const page *p, const kind *form)
{
    str slug = p ? meeting_slug(p) : S("");
    if (form) return arena_fmt(a, "%.*s-%.*s", STR_ARG(b->name), STR_ARG(form->name));
    return p ? arena_fmt(a, "%.*s-%.*s", STR_ARG(slug), STR_ARG(b->name)) : b->name;
}

bool book_has_language(const book *b, const language *l)
{
    const value *list = value_get(b->def, S("languages"));
    if (!list) return true;
    for (size_t i = 0; i < value_count(list); i++)
        if (str_eq(value_text(value_at(list, i)), l->code)) return true;
    return false;
}

str book_title(arena *a, const book *b, const site *s, const language *l, const kind *form)
{
    str t = settings_text(s->settings, value_get(b->def, S("title")), l->code);
    if (!form) return t.n ? t : l->title;
    str label = kind_text(form->label, l->code);
    if (label.n == 0) label = form->name;
    return t.n ? arena_fmt(a, "%.*s – %.*s", STR_ARG(label), STR_ARG(t)) : label;
}

/* --- what it holds */

typedef VEC(book_entry) entry_list;

static void add_page(arena *a, entry_list *list, map *seen, page *p, int level)
{
    if (map_has(seen, p->path)) return;
    map_put(seen, p->path, p);
    VEC_PUSH(a, list, (book_entry){ .page = p, .level = (uint8_t)(level > 5 ? 5 : level) });
}

/* A deck has books of its own, and a page may name those it is for (books: [ctg]), with all below it: a section of
 * another book does not
 * take them along. */
static bool is_for(const page *p, const book *b)
{
    const value *named = value_get(p->fields, S("books"));
    for (size_t i = 0; i < value_count(named); i++)
        if (str_eq(value_text(value_at(named, i)), b->name)) return true;
    return !named && !(p->kind && p->kind->slides);
}

static void add_section(arena *a, entry_list *list, map *seen, const book *b, page *p, int level)
{
    if (!is_for(p, b)) return;
    add_page(a, list, seen, p, level);
    for (size_t i = 0; i < p->nchildren; i++) add_section(a, list, seen, b, p->children[i], level + 1);
}

static void missing(arena *a, const book *b, const site *s, const language *l, str address, diag *d)
{
    if (l->index > 0) return;                      /* a page that has no translation is simply not in that book */
    str near = site_nearest_key(s, a, arena_fmt(a, "%.*s/%.*s", STR_ARG(l->code), STR_ARG(address)));
    DIAG(d, L201, ((span){ b->src, 0, 0 }), arena_str(a, address).p,
         near.n > l->code.n ? arena_str(a, str_skip(near, l->code.n)).p : "");
}

static void add_address(arena *a, entry_list *list, map *seen, const book *b, const site *s, const language *l,
                        str address, int level, diag *d)
{
    bool below = str_ends(address, S("/*"));
    str plain = below ? str_first(address, address.n - 2) : address;
    page *p = site_find(s, a, arena_fmt(a, "%.*s/%.*s", STR_ARG(l->code), STR_ARG(plain)));
    if (!p) missing(a, b, s, l, plain, d);
    else if (!below) add_page(a, list, seen, p, level);
    else if (p->is_home) for (size_t i = 0; i < p->nchildren; i++) add_section(a, list, seen, b, p->children[i], level);
    else add_section(a, list, seen, b, p, level);
}

/* An entry is an address, or { title = …, pages = { … } }: a part with a title of its own. */
book_entry *book_entries(arena *a, const book *b, const site *s, const language *l, size_t *n, diag *d)
{
    entry_list list = { 0 };
    map *seen = map_new(a);
    const value *pages = value_get(b->def, S("pages"));
    for (size_t i = 0; i < value_count(pages); i++) {
        const value *v = value_at(pages, i);
        if (v->kind != VALUE_MAP) { add_address(a, &list, seen, b, s, l, value_text(v), 1, d); continue; }
        size_t at = list.n;
        VEC_PUSH(a, &list,
                 (book_entry){ .part = settings_text(s->settings, value_get(v, S("title")), l->code), .level = 1 });
        const value *inner = value_get(v, S("pages"));
        for (size_t k = 0; k < value_count(inner); k++)
            add_address(a, &list, seen, b, s, l, value_text(value_at(inner, k)), 2, d);
        if (list.n == at + 1) list.n = at;         /* a part without pages in this language */
    }
    *n = list.n;
    return list.v;
}

book_entry *book_page_entries(arena *a, const book *b, const site *s, page *p, size_t *n)
{
    const value *parts = value_get(b->def, S("parts"));
    *n = value_count(parts);
    book_entry *v = ARENA_ARRAY(a, book_entry, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        const value *part = value_at(parts, i);
        v[i] = (book_entry){ .page = p, .level = 1, .sheet = value_get_text(part, S("sheet")),
                             .options = value_get(part, S("options")),
                             .part = settings_text(s->settings, value_get(part, S("title")), p->lang->code) };
    }
    if (*n) return v;
    *n = 1;
    *v = (book_entry){ .page = p, .level = 1 };
    return v;
}

book_entry *book_form_entries(arena *a, const kind *form, size_t *n)
{
    book_entry *v = ARENA_NEW(a, book_entry);
    *v = (book_entry){ .form = form, .level = 1 };
    *n = 1;
    return v;
}
