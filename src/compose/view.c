#include "compose/view.h"
#include "base/path.h"
#include "compose/feed.h"
#include "compose/links.h"
#include "compose/view_figures.h"
#include "model/plan.h"
#include "model/dataset.h"
#include "model/day.h"
#include "model/meeting.h"
#include "model/period.h"
#include "model/records.h"
#include <lauxlib.h>
#include <limits.h>

static const host_class page_class, list_class;

static view *current(host *h) { return host_context(h); }
static void push_bool(host *h, bool b) { lua_pushboolean(host_lua(h), b); }
static void push_text(host *h, str s) { if (s.n) host_push_str(h, s); else lua_pushnil(host_lua(h)); }
static void set(host *h, const char *key) { lua_setfield(host_lua(h), -2, key); }

static void push_url(host *h, str path)
{
    view *v = current(h);
    host_push_str(h, path_relative(v->scratch, v->path, path));
}

/* --- page */

typedef void page_getter(host *h, page *p);

static void get_title(host *h, page *p) { host_push_str(h, p->title); }
static void get_description(host *h, page *p) { push_text(h, p->description); }
static void get_summary(host *h, page *p) { push_text(h, p->summary); }
static void get_date(host *h, page *p) { push_text(h, p->date); }
static void get_lastmod(host *h, page *p) { push_text(h, p->lastmod.n ? p->lastmod : p->date); }
static void get_lang(host *h, page *p) { host_push_str(h, p->lang->code); }
static void get_dir(host *h, page *p) { lua_pushstring(host_lua(h), p->lang->rtl ? "rtl" : "ltr"); }

/* What CSS calls the digits of the page's language; nil for 0…9. */
static void get_digits(host *h, page *p)
{
    static const struct { uint32_t zero; const char *name;
    } names[] = {
        { 0x660, "arabic-indic" }, { 0x6F0, "persian" }, { 0x966, "devanagari" },
        { 0x9E6, "bengali" },      { 0xBE6, "tamil" },
    };
    uint32_t zero = locale_zero(p->lang->locale);
    size_t i = 0;
    while (i < sizeof names / sizeof *names && names[i].zero != zero) i++;
    if (i < sizeof names / sizeof *names) lua_pushstring(host_lua(h), names[i].name);
    else lua_pushnil(host_lua(h));
}

static void get_url(host *h, page *p) { push_url(h, p->path); }
static void get_path(host *h, page *p) { host_push_str(h, p->path); }
static void get_key(host *h, page *p) { host_push_str(h, p->key); }
static void get_slug(host *h, page *p) { host_push_str(h, path_base(p->key)); }
static void get_kind(host *h, page *p) { if (p->kind) host_push_str(h, p->kind->name); else lua_pushnil(host_lua(h)); }
static void get_draft(host *h, page *p) { push_bool(h, p->draft); }
static void get_parent(host *h, page *p) { view_push_page(h, p->parent); }
static void get_falc(host *h, page *p) { view_push_page(h, p->falc); }
static void get_source(host *h, page *p) { view_push_page(h, p->source); }
static void get_is_falc(host *h, page *p) { push_bool(h, p->is_falc); }
static void get_is_home(host *h, page *p) { push_bool(h, p->is_home); }
static void get_is_section(host *h, page *p) { push_bool(h, p->is_index && !p->is_home); }
static void get_reviewed(host *h, page *p) { push_text(h, p->reviewed); }
static void get_readers(host *h, page *p) { host_push_value(h, value_get(p->fields, S("lecteurs"))); }
static void get_params(host *h, page *p) { host_push_value(h, value_get(p->fields, S("params"))); }
static void get_origin(host *h, page *p) { view_push_page(h, p->origin); }
static void get_title_lang(host *h, page *p) { push_text(h, p->title_lang); }
static void get_description_lang(host *h, page *p) { push_text(h, p->description_lang); }
static void get_stands_in(host *h, page *p) { push_bool(h, p->stands_in); }
static void get_untranslated(host *h, page *p) { lua_pushinteger(host_lua(h), p->untranslated); }
static void get_outdated(host *h, page *p) { lua_pushinteger(host_lua(h), p->outdated); }
/* The page of the source language that this one, with a file of its own, translates. */
static void get_translated_from(host *h, page *p)
{
    const page *of = p->translations && p->lang->index > 0 ? p->translations[0] : NULL;
    view_push_page(h, of && of->src && !of->facility ? of : NULL);
}

static void get_to_review(host *h, page *p) { lua_pushinteger(host_lua(h), p->to_review); }
static void get_accepted(host *h, page *p) { lua_pushinteger(host_lua(h), p->accepted); }
/* Does the page hold a map of places that layouts/assets/carte.js can make interactive? */
static void get_has_map(host *h, page *p)
{
    view *v = current(h);
    bool has = false;
    for (node *k = v->page == p ? v->tree : NULL; k && !has; k = node_following(v->tree, k))
        has = k->kind == NODE_DIV && str_eqz(k->text, "carte-lieux");
    push_bool(h, has);
}

static void get_structure(host *h, page *p) { view_push_facility(h, p->facility); }
static void get_current(host *h, page *p) { push_bool(h, current(h)->page == p); }

static void get_weight(host *h, page *p)
{
    if (p->weight == LLONG_MAX) lua_pushnil(host_lua(h));
    else lua_pushinteger(host_lua(h), p->weight);
}

/* True when the page shows the table of a plan, which a script can fold and filter. */
static void get_plan(host *h, page *p)
{
    const view *v = current(h);
    bool found = false;
    for (node *n = v->page == p ? v->tree : NULL; n && !found; n = node_following(v->tree, n))
        found = n->kind == NODE_TABLE && node_has_class(n, S("plan"));
    push_bool(h, found);
}

static void get_content(host *h, page *p)
{
    if (current(h)->page == p) host_push_markup(h, current(h)->content);
    else lua_pushnil(host_lua(h));
}

static void get_children(host *h, page *p) { host_push_object(h, &list_class, p); }

static void get_ancestors(host *h, page *p)
{
    lua_State *L = host_lua(h);
    const page *chain[64];
    int n = 0;
    for (const page *up = p->source ? p->source : p->parent; up && n < 64; up = up->parent) chain[n++] = up;
    lua_createtable(L, n, 0);
    for (int i = 0; i < n; i++) {
        view_push_page(h, chain[n - 1 - i]);
        lua_rawseti(L, -2, i + 1);
    }
}

static void push_translation(host *h, page *p, const language *l)
{
    lua_State *L = host_lua(h);
    const site *s = current(h)->site;
    page *to = p->translations ? p->translations[l->index] : l == p->lang ? p : NULL;
    const page *fallback = to ? to : s->homes[l->index];
    lua_createtable(L, 0, 7);
    host_push_str(h, l->code); set(h, "lang");
    lua_pushstring(L, l->rtl ? "rtl" : "ltr"); set(h, "dir");
    host_push_str(h, l->name); set(h, "name");
    push_bool(h, to && !to->stands_in); set(h, "exists");
    push_bool(h, l == p->lang); set(h, "current");
    if (!fallback) return;
    host_push_str(h, fallback->title); set(h, "title");
    push_url(h, l == p->lang ? current(h)->path : fallback->path); set(h, "url");
    host_push_str(h, fallback->path); set(h, "path");
}

static void get_translations(host *h, page *p)
{
    const settings *s = current(h)->site->settings;
    lua_createtable(host_lua(h), (int)s->nlanguages, 0);
    for (size_t i = 0; i < s->nlanguages; i++) {
        push_translation(h, p, &s->languages[i]);
        lua_rawseti(host_lua(h), -2, (int)i + 1);
    }
}

static void push_heading(host *h, const node *n)
{
    lua_State *L = host_lua(h);
    buf text = { 0 };
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, n->level); set(h, "level");
    host_push_str(h, n->attrs ? n->attrs->id : S("")); set(h, "id");
    for (const node *k = n->first; k; k = k->next) node_text(&text, k);
    host_push_str(h, buf_view(&text)); set(h, "title");
    buf_free(&text);
}

static void get_toc(host *h, page *p)
{
    view *v = current(h);
    int n = 0;
    lua_newtable(host_lua(h));
    if (v->page != p || !v->tree) return;
    for (node *k = v->tree; k; k = node_following(v->tree, k)) {
        if (k->kind != NODE_HEADING) continue;
        push_heading(h, k);
        lua_rawseti(host_lua(h), -2, ++n);
    }
}

static void get_items(host *h, page *p)
{
    lua_State *L = host_lua(h);
    const view_pager *g = current(h)->pager;
    if (!g || g->owner != p) { lua_newtable(L); return; }
    lua_createtable(L, (int)g->nitems, 0);
    for (size_t i = 0; i < g->nitems; i++) {
        view_push_page(h, g->items[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void push_pager_url(host *h, const char *key, const view_pager *g)
{
    push_url(h, g->path);
    set(h, key);
}

/* The pagers of one section lie side by side, so that number - 1 is the rank from the first. */
static void get_pager(host *h, page *p)
{
    lua_State *L = host_lua(h);
    const view_pager *g = current(h)->pager;
    if (!g || g->owner != p || g->total < 2) { lua_pushnil(L); return; }
    const view_pager *first = g - (g->number - 1);
    lua_createtable(L, 0, 6);
    lua_pushinteger(L, (lua_Integer)g->number); set(h, "number");
    lua_pushinteger(L, (lua_Integer)g->total); set(h, "total");
    push_pager_url(h, "first", first);
    push_pager_url(h, "last", first + g->total - 1);
    if (g->number > 1) push_pager_url(h, "prev", g - 1);
    if (g->number < g->total) push_pager_url(h, "next", g + 1);
}

static void get_due(host *h, page *p)
{
    str clock = current(h)->site->clock, due = S("");
    if (p->reviewed.n && p->review_in.n) due = period_after(current(h)->scratch, p->reviewed, p->review_in);
    push_bool(h, clock.n && due.n && str_cmp(due, clock) <= 0);
}

static void get_layout(host *h, page *p) { push_text(h, p->layout); }
static void get_tags(host *h, page *p) { host_push_value(h, value_get(p->fields, S("tags"))); }

static void push_books(host *h, const site *s, const page *of, bool forms);
static void get_books(host *h, page *p) { push_books(h, current(h)->site, p, false); }

/* The address of the meeting's file for calendars. */
static void get_calendar(host *h, page *p)
{
    moment when;
    if (meeting_when(p, &when)) push_url(h, meeting_calendar_path(current(h)->scratch, p));
    else lua_pushnil(host_lua(h));
}

static const struct { const char *name; page_getter *get;
} page_keys[] = {
    { "title", get_title },
    { "description", get_description },
    { "summary", get_summary },
    { "date", get_date },
    { "lastmod", get_lastmod },
    { "lang", get_lang },
    { "dir", get_dir },
    { "digits", get_digits },
    { "url", get_url },
    { "path", get_path },
    { "key", get_key },
    { "slug", get_slug },
    { "kind", get_kind },
    { "layout", get_layout },
    { "draft", get_draft },
    { "weight", get_weight },
    { "tags", get_tags },
    { "params", get_params },
    { "content", get_content }, { "plan", get_plan },
    { "toc", get_toc },
    { "children", get_children },
    { "items", get_items },
    { "pager", get_pager },
    { "parent", get_parent },
    { "ancestors", get_ancestors },
    { "translations", get_translations },
    { "falc", get_falc },
    { "source", get_source },
    { "origin", get_origin },
    { "title_lang", get_title_lang },
    { "description_lang", get_description_lang },
    { "stands_in", get_stands_in },
    { "untranslated", get_untranslated },
    { "outdated", get_outdated },
    { "to_review", get_to_review },
    { "translated_from", get_translated_from },
    { "accepted", get_accepted },
    { "is_falc", get_is_falc },
    { "is_home", get_is_home },
    { "is_section", get_is_section },
    { "reviewed", get_reviewed },
    { "due", get_due },
    { "readers", get_readers },
    { "current", get_current },
    { "structure", get_structure },
    { "has_map", get_has_map },
    { "books", get_books },
    { "calendar", get_calendar }, { "suite_de", view_push_past },
};

static void page_get(host *h, void *object, str key)
{
    page *p = object;
    for (size_t i = 0; i < sizeof page_keys / sizeof *page_keys; i++)
        if (str_eqz(key, page_keys[i].name)) { page_keys[i].get(h, p); return; }
    const value *v = value_get(p->fields, key);
    host_push_value(h, v ? v : value_get(value_get(p->fields, S("params")), key));
}

static const host_class page_class = { .name = "page", .get = page_get };

void view_push_page(host *h, const page *p)
{
    if (p) host_push_object(h, &page_class, (void *)p);
    else lua_pushnil(host_lua(h));
}

page *view_to_page(host *h, int index) { return host_to_object(h, index, &page_class); }

/* --- lists of pages: the children of a page */

static size_t list_count(host *h, void *object) { (void)h; return ((page *)object)->nchildren; }
static void list_item(host *h, void *object, size_t i) { view_push_page(h, ((page *)object)->children[i - 1]); }
static void list_get(host *h, void *object, str key) { (void)object; (void)key; lua_pushnil(host_lua(h)); }
static const host_class list_class = { .name = "pages", .get = list_get, .count = list_count, .item = list_item };

/* --- site */

static size_t all_count(host *h, void *object) { (void)h; return ((site *)object)->npages; }
static void all_item(host *h, void *object, size_t i) { view_push_page(h, ((site *)object)->pages[i - 1]); }
static const host_class all_class = { .name = "pages", .get = list_get, .count = all_count, .item = all_item };

static void push_menu(host *h, const site *s)
{
    lua_State *L = host_lua(h);
    size_t l = current(h)->lang->index;
    lua_createtable(L, (int)s->nmenus[l], 0);
    for (size_t i = 0; i < s->nmenus[l]; i++) {
        const site_menu *m = &s->menus[l][i];
        lua_createtable(L, 0, 3);
        host_push_str(h, m->title); set(h, "title");
        if (m->page && str_eq(m->title, m->page->title)) { push_text(h, m->page->title_lang); set(h, "lang"); }
        if (m->page) push_url(h, m->path);
        else host_push_str(h, m->path);
        set(h, "url");
        const page *p = current(h)->page;
        while (p && p != m->page) p = p->source ? p->source : p->parent;
        push_bool(h, m->page && p == m->page && (!m->page->is_home || current(h)->page == m->page)); set(h, "active");
        push_bool(h, m->page && current(h)->page == m->page); set(h, "current");
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* Those of the site, or of a page; `of` NULL: of the site, or its blank forms. */
static void push_books(host *h, const site *s, const page *of, bool forms)
{
    lua_State *L = host_lua(h);
    int n = 0;
    lua_newtable(L);
    for (size_t i = 0; i < s->nbooks; i++) {
        if (s->books[i].lang != current(h)->lang || s->books[i].page != of || !s->books[i].form == forms) continue;
        lua_createtable(L, 0, 6);
        host_push_str(h, s->books[i].name); set(h, "name");
        host_push_str(h, s->books[i].title); set(h, "title");
        push_url(h, s->books[i].path); set(h, "url");
        if (s->books[i].size) { lua_pushinteger(L, (lua_Integer)s->books[i].size); set(h, "size"); }
        if (s->books[i].odt.n) { push_url(h, s->books[i].odt); set(h, "odt"); }
        if (s->books[i].odt_size) { lua_pushinteger(L, (lua_Integer)s->books[i].odt_size); set(h, "odt_size"); }
        lua_rawseti(L, -2, ++n);
    }
}

static void push_file(host *h, const dataset *t, const char *format, str ext, int n)
{
    lua_State *L = host_lua(h);
    lua_createtable(L, 0, 2);
    lua_pushstring(L, format); set(h, "format");
    push_url(h, links_data_path(current(h)->scratch, current(h)->lang, t->name, ext)); set(h, "url");
    lua_rawseti(L, -2, n);
}

/* A text of a table in the page's language: its own, else that of the site's first language by the words of
 * translations/. */
static str said_of(host *h, const site *s, const value *text)
{
    const language *l = current(h)->lang;
    if (text && text->kind == VALUE_MAP && value_get(text, l->code)) return dataset_text(text, l->code);
    str said = dataset_text(text, s->settings->languages[0].code);
    return said.n ? words_get(l->words, said) : said;
}

static void push_columns(host *h, const site *s, const dataset *t)
{
    lua_State *L = host_lua(h);
    lua_createtable(L, (int)t->ncolumns, 0);
    for (size_t k = 0; k < t->ncolumns; k++) {
        str label = said_of(h, s, t->columns[k].label);
        host_push_str(h, label.n ? label : t->columns[k].id);
        lua_rawseti(L, -2, (int)k + 1);
    }
}

/* What is published as files. */
static void push_published(host *h, const site *s)
{
    lua_State *L = host_lua(h);
    int n = 0;
    lua_newtable(L);
    const dataset *t;
    for (size_t i = 0; (t = records_next(s, &i));) {
        lua_createtable(L, 0, 7);
        host_push_str(h, t->name); set(h, "name");
        push_text(h, said_of(h, s, t->title)); set(h, "title");
        push_text(h, said_of(h, s, t->source)); set(h, "source");
        push_text(h, said_of(h, s, t->note)); set(h, "note");
        lua_pushinteger(L, (lua_Integer)t->nrows); set(h, "rows");
        lua_newtable(L);
        if (t->as_table) {
            push_file(h, t, "CSV", S(".csv"), 1);
            push_file(h, t, "JSON", S(".json"), 2);
            push_file(h, t, "XML", S(".xml"), 3);
        }
        if (t->as_geo) push_file(h, t, "GeoJSON", S(".geojson"), t->as_table ? 4 : 1);
        set(h, "files");
        if (t->as_table) { push_columns(h, s, t); set(h, "columns"); }
        lua_rawseti(L, -2, ++n);
    }
}

/* What sheets say, as the published tables have it: rows by the name of the table. */
static void push_records(host *h, const site *s)
{
    lua_newtable(host_lua(h));
    for (size_t i = 0; s->records && i < map_count(s->records); i++) {
        const dataset *t = map_at(s->records, i)->value;
        host_push_str(h, t->name);
        host_push_value(h, value_get(t->value, S("rows")));
        lua_rawset(host_lua(h), -3);
    }
}

static void push_feed(host *h, const site *s)
{
    view *v = current(h);
    if (feed_has(s, v->lang)) push_url(h, feed_path(v->scratch, v->lang));
    else lua_pushnil(host_lua(h));
}

static void push_languages(host *h, const site *s)
{
    lua_State *L = host_lua(h);
    lua_createtable(L, (int)s->settings->nlanguages, 0);
    for (size_t i = 0; i < s->settings->nlanguages; i++) {
        const language *l = &s->settings->languages[i];
        lua_createtable(L, 0, 6);
        host_push_str(h, l->code); set(h, "lang");
        host_push_str(h, l->name); set(h, "name");
        host_push_str(h, l->title); set(h, "title");
        push_text(h, l->description); set(h, "description");
        lua_pushstring(L, l->rtl ? "rtl" : "ltr"); set(h, "dir");
        if (s->homes[i]) { push_url(h, s->homes[i]->path); set(h, "url"); }
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void site_get(host *h, void *object, str key)
{
    site *s = object;
    const language *l = current(h)->lang;
    if (str_eqz(key, "title")) host_push_str(h, l->title);
    else if (str_eqz(key, "description")) push_text(h, l->description);
    else if (str_eqz(key, "base_url")) push_text(h, s->settings->base_url);
    else if (str_eqz(key, "lang")) host_push_str(h, l->code);
    else if (str_eqz(key, "languages")) push_languages(h, s);
    else if (str_eqz(key, "menu")) push_menu(h, s);
    else if (str_eqz(key, "theme")) host_push_value(h, s->settings->theme);
    else if (str_eqz(key, "organisation")) host_push_value(h, s->settings->organisation);
    else if (str_eqz(key, "params")) host_push_value(h, s->settings->params);
    else if (str_eqz(key, "home")) view_push_page(h, s->homes[l->index]);
    else if (str_eqz(key, "pages")) host_push_object(h, &all_class, s);
    else if (str_eqz(key, "books")) push_books(h, s, NULL, false);
    else if (str_eqz(key, "forms")) push_books(h, s, NULL, true);
    else if (str_eqz(key, "published")) push_published(h, s);
    else if (str_eqz(key, "records")) push_records(h, s);
    else if (str_eqz(key, "feed")) push_feed(h, s);
    else if (str_eqz(key, "licence")) host_push_value(h, value_get(s->settings->params, S("licence")));
    else if (str_eqz(key, "search")) push_bool(h, s->settings->search);
    else if (str_eqz(key, "translation_status")) host_push_value(h, s->translation_status);
    else if (str_eqz(key, "structures")) view_push_facilities(h, s);
    else if (str_eqz(key, "clock")) push_text(h, s->clock);
    else if (str_eqz(key, "version")) host_push_str(h, s->version);
    else lua_pushnil(host_lua(h));
}

static const host_class site_class = { .name = "site", .get = site_get };

/* --- data: what was read, and computed tables over it */

static void data_get(host *h, void *object, str key)
{
    site *s = object;
    const dataset *set = map_get(s->datasets, key);
    host_push_value(h, set ? set->value : value_get(s->data, key));
}

static const host_class data_class = { .name = "data", .get = data_get };

/* --- functions */

static str check_text(lua_State *L, int i)
{
    size_t n;
    const char *p = luaL_checklstring(L, i, &n);
    return (str){ p, n };
}

static int fn_t(lua_State *L)
{
    host *h = host_of(L);
    host_push_str(h, words_get(current(h)->lang->words, check_text(L, 1)));
    return 1;
}

static int fn_n(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    lua_Integer k = luaL_checkinteger(L, 3);
    str pattern = words_plural(v->lang->words, check_text(L, 1), check_text(L, 2), (long)k);
    size_t at = str_search(pattern, S("%d"));
    str count = locale_number(v->lang->locale, v->scratch, (double)k, 0, 0);
    if (at == STR_NONE) host_push_str(h, pattern);
    else
        host_push_str(h, arena_fmt(v->scratch, "%.*s%.*s%.*s", (int)at, pattern.p, STR_ARG(count),
                                   STR_ARG(str_skip(pattern, at + 2))));
    return 1;
}

static int fn_url(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    page *p = view_to_page(h, 1);
    if (p) { push_url(h, p->path); return 1; }
    str s = check_text(L, 1);
    const page *to;
    if (s.n == 0 || s.p[0] != '/') {
        bool external = str_search(s, S("://")) != STR_NONE || str_starts(s, S("mailto:")) || str_starts(s, S("tel:"));
        bool special = str_starts(s, S("pdf:")) || str_starts(s, S("odt:")) || str_starts(s, S("data:"));
        if (external) { host_push_str(h, s); return 1; }
        if (!special) { push_url(h, s); return 1; }
    }
    node_target t = links_target(v->scratch, v->site, v->lang, v->lang->code, s, &to);
    if (t.kind != TARGET_SITE) return luaL_error(L, "url: no page or file at %s", lua_tostring(L, 1));
    push_url(h, t.anchor.n ? arena_fmt(v->scratch, "%.*s#%.*s", STR_ARG(t.path), STR_ARG(t.anchor)) : t.path);
    return 1;
}

static int fn_number(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    if (lua_isnoneornil(L, 1)) { host_push_str(h, words_get(v->lang->words, S("non renseigné"))); return 1; }
    int least = (int)luaL_optinteger(L, 2, 0), most = (int)luaL_optinteger(L, 2, 2);
    host_push_str(h, locale_number(v->lang->locale, v->scratch, luaL_checknumber(L, 1), least, most));
    return 1;
}

static int fn_percent(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    if (lua_isnoneornil(L, 1)) { host_push_str(h, words_get(v->lang->words, S("non renseigné"))); return 1; }
    int least = (int)luaL_optinteger(L, 2, 0), most = (int)luaL_optinteger(L, 3, 1);
    host_push_str(h, locale_percent(v->lang->locale, v->scratch, luaL_checknumber(L, 1), least, most));
    return 1;
}

static int fn_money(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    if (lua_isnoneornil(L, 1)) { host_push_str(h, words_get(v->lang->words, S("non renseigné"))); return 1; }
    str code = str_z(luaL_optstring(L, 2, "EUR"));
    host_push_str(h, locale_money(v->lang->locale, v->scratch, luaL_checknumber(L, 1), code));
    return 1;
}

static int fn_range(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    int least = (int)luaL_optinteger(L, 3, 0), most = (int)luaL_optinteger(L, 4, 2);
    double from = luaL_checknumber(L, 1), to = luaL_checknumber(L, 2);
    host_push_str(h, locale_range(v->lang->locale, v->scratch, from, to, least, most));
    return 1;
}

static int fn_list(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    luaL_checktype(L, 1, LUA_TTABLE);
    size_t n = (size_t)lua_rawlen(L, 1);
    str *items = ARENA_ARRAY(v->scratch, str, n + 1);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        items[i] = arena_str(v->scratch, check_text(L, -1));
        lua_pop(L, 1);
    }
    host_push_str(h, locale_list(v->lang->locale, v->scratch, items, n, lua_toboolean(L, 2)));
    return 1;
}

static int fn_days(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    host_push_str(h, locale_days(v->lang->locale, v->scratch, check_text(L, 1), check_text(L, 2)));
    return 1;
}

/* moment(from, to): when something is, of texts as day_moment() takes them; a month or a year is one too. */
static int fn_moment(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    moment when;
    int32_t from, to;
    if (lua_isnoneornil(L, 1)) { lua_pushnil(L); return 1; }
    str text = check_text(L, 1), end = lua_isnoneornil(L, 2) ? S("") : check_text(L, 2);
    if (moment_read(text, end, &when, NULL))
        host_push_str(h, moment_text(v->scratch, v->lang->locale, v->lang->words, &when));
    else if (text.n == 7 && day_stretch(text, &from, &to))
        host_push_str(h, locale_part(v->lang->locale, v->scratch, from, "yMMMM"));
    else host_push_str(h, text);
    return 1;
}

static int fn_date(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    if (lua_isnoneornil(L, 1)) { lua_pushnil(L); return 1; }
    host_push_str(h, locale_date(v->lang->locale, v->scratch, check_text(L, 1)));
    return 1;
}

/* objectif("Petite enfance", "I.2.1"): the title of that objective of the plan; nil: there is none. */
static int fn_objective(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    const plan_entry *theme = plan_find_theme(v->site->plan, check_text(L, 1));
    const plan_entry *e = theme ? plan_find_path(theme, check_text(L, 2)) : NULL;
    if (e && e->title.n) host_push_str(h, words_get(v->lang->words, e->title));
    else lua_pushnil(L);
    return 1;
}

/* etat_d_action("terminée"): the state of an action that a word means, "réalisée"; nil: it means none. */
static int fn_state(lua_State *L)
{
    plan_state state;
    if (plan_state_parse(check_text(L, 1), &state) && state != PLAN_UNSAID) lua_pushstring(L, plan_state_name(state));
    else lua_pushnil(L);
    return 1;
}

void view_install(host *h, const site *s)
{
    static const luaL_Reg functions[] = {
        { "t", fn_t }, { "n", fn_n }, { "url", fn_url }, { "nombre", fn_number }, { "pourcent", fn_percent },
        { "monnaie", fn_money }, { "fourchette", fn_range }, { "liste", fn_list }, { "date", fn_date },
        { "periode", fn_days }, { "objectif", fn_objective }, { "etat_d_action", fn_state },
        { "moment", fn_moment }, { NULL, NULL },
    };
    lua_State *L = host_lua(h);
    for (const luaL_Reg *f = functions; f->name; f++) lua_register(L, f->name, f->func);
    view_figures_install(h);
    view_install_facilities(h);
    host_push_object(h, &site_class, (void *)s);
    lua_setglobal(L, "site");
    host_push_object(h, &data_class, (void *)s);
    lua_setglobal(L, "data");
}

void view_set(host *h, view *v)
{
    host_set_context(h, v);
    view_push_page(h, v->page);
    lua_setglobal(host_lua(h), "page");
}
