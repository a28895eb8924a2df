#include "model/site.h"
#include "base/path.h"
#include "base/vec.h"
#include "model/day.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* --- what a path says */

site_place site_place_of(arena *a, const page *p)
{
    str path = str_skip(str_z(p->src->path), sizeof "content/" - 1), code;
    if (!str_cut(&path, '/', &code) || !path.p) return (site_place){ .code = S("") };
    str stem = str_first(path, path.n - path_ext(path).n);
    bool falc = str_ends(stem, S(".falc"));
    if (falc) stem = str_first(stem, stem.n - 5);
    bool index = str_eq(path_base(stem), S("index"));
    return (site_place){ code, path, arena_str(a, index ? path_dir(stem) : stem), falc, index };
}

/* False when the first folder is no language of the site. */
static bool read_path(arena *a, const site *s, page *p)
{
    site_place at = site_place_of(a, p);
    if (!p->origin) p->lang = settings_language(s->settings, at.code);
    if (!p->lang) return false;
    p->is_falc = at.is_falc;
    p->is_index = at.is_index;
    p->key = at.key;
    p->is_home = p->is_index && p->key.n == 0 && !p->is_falc;
    return true;
}

static str field(const page *p, const char *name) { return value_get_text(p->fields, str_z(name)); }

static bool is_true(const value *v)
{
    return v && ((v->kind == VALUE_BOOL && v->as.boolean) ||
                 (v->kind == VALUE_STR && (str_eqz(v->as.string, "true") || str_eqz(v->as.string, "oui"))));
}

static void read_fields(page *p)
{
    if (p->title.n == 0) p->title = field(p, "title");
    p->description = field(p, "description");
    p->summary = field(p, "summary");
    if (p->description.n == 0) p->description = p->summary;
    p->layout = field(p, "layout");
    p->translation_key = field(p, "translationKey");
    p->date = field(p, "date");
    p->lastmod = field(p, "lastmod");
    p->reviewed = field(p, "last_reviewed_on");
    p->review_in = field(p, "review_in");
    p->draft = is_true(value_get(p->fields, S("draft")));
    const value *w = value_get(p->fields, S("weight"));
    p->weight = LLONG_MAX;
    if (w && w->kind == VALUE_INT) p->weight = w->as.integer;
}

/* ISO days compare as text. */
static bool is_published(const site *s, const page *p)
{
    if (p->draft && !s->drafts) return false;
    str from = field(p, "publishDate"), until = field(p, "expiryDate");
    if (from.n && str_cmp(from, s->today) > 0) return false;
    return !(until.n && str_cmp(until, s->today) <= 0);
}

static str slug(arena *a, const page *p, diag *d)
{
    str last = path_base(p->key);
    const value *v = value_get(p->meta, S("slug"));
    str given = value_text(v);
    if (given.n == 0) return last;
    if (str_find(given, '/') == STR_NONE && str_find(given, '\\') == STR_NONE && given.p[0] != '.' &&
        !str_eq(given, S("falc")))
        return given;
    DIAG(d, F112, value_span(p->src, v), arena_str(a, given).p, arena_str(a, last).p);
    return last;
}

static str output_path(arena *a, const page *p, diag *d)
{
    if (p->key.n == 0) return arena_fmt(a, "%.*s/%sindex.html", STR_ARG(p->lang->code), p->is_falc ? "falc/" : "");
    str dir = path_dir(p->key), last = slug(a, p, d);
    return arena_fmt(a, "%.*s/%.*s%s%.*s/%sindex.html", STR_ARG(p->lang->code), STR_ARG(dir), dir.n ? "/" : "",
                     STR_ARG(last), p->is_falc ? "falc/" : "");
}

static str full_key(arena *a, const page *p)
{
    return arena_fmt(a, "%.*s%s%.*s%s", STR_ARG(p->lang->code), p->key.n ? "/" : "", STR_ARG(p->key),
                     p->is_falc ? ".falc" : "");
}

static str key_of_source(arena *a, const page *p)
{
    str key = full_key(a, p);
    return str_first(key, key.n - (sizeof ".falc" - 1));
}

/* --- one page after the other */

static span title_place(const page *p) { return (span){ p->src, 0, p->body ? 3 : 0 }; }

/* False when the page is in no language of the site, or not to be seen today. */
static bool read_page(arena *a, const site *s, page *p, map *kinds, diag *d)
{
    if (!read_path(a, s, p)) return false;
    str name = value_get_text(p->meta, S("kind"));
    if (name.n) {
        p->kind = map_get(kinds, name);
        if (!p->kind) {
            VEC(str) names = { 0 };
            for (size_t i = 0; i < map_count(kinds); i++) VEC_PUSH(a, &names, map_at(kinds, i)->key);
            DIAG(d, F105, value_span(p->src, value_get(p->meta, S("kind"))), arena_str(a, name).p,
                 arena_str(a, str_nearest(name, names.v, names.n)).p);
        }
    }
    p->fields = kind_check(a, p->kind, p->src, p->meta, p->lang->code, d);
    read_fields(p);
    return is_published(s, p);
}

static bool place_page(arena *a, site *s, page *p, diag *d)
{
    if (p->title.n == 0) {
        DIAG0(d, F103, title_place(p));
        p->title = path_base(p->key);
    }
    p->path = output_path(a, p, d);
    page *other = map_get(s->by_path, p->path);
    if (other) {
        DIAG(d, F108, title_place(p), p->path.p, other->src->path);
        return false;
    }
    map_put(s->by_path, p->path, p);
    map_put(s->by_key, full_key(a, p), p);
    return true;
}

/* --- trees and ties */

static int by_weight(const void *x, const void *y)
{
    const page *p = *(page *const *)x, *q = *(page *const *)y;
    if (p->weight != q->weight) return p->weight < q->weight ? -1 : 1;
    int c = str_cmp(q->date, p->date);
    return c ? c : strcmp(p->src->path, q->src->path);
}

static page *find_parent(const site *s, arena *a, const page *p)
{
    if (p->is_home) return NULL;
    for (str dir = path_dir(p->key);; dir = path_dir(dir)) {
        page *up =
            map_get(s->by_key, arena_fmt(a, "%.*s%s%.*s", STR_ARG(p->lang->code), dir.n ? "/" : "", STR_ARG(dir)));
        if (up && up->is_index && up != p) return up;
        if (dir.n == 0) return NULL;
    }
}

/* Two walks over the sorted pages: count the children, then place them, so that each list is in order. */
static void plant(arena *a, site *s)
{
    page **sorted = ARENA_ARRAY(a, page *, s->npages + 1);
    if (s->npages) memcpy(sorted, s->pages, s->npages * sizeof *sorted);
    if (s->npages) qsort(sorted, s->npages, sizeof *sorted, by_weight);
    arena *scratch = arena_new(0);
    for (size_t i = 0; i < s->npages; i++) {
        page *p = s->pages[i];
        p->parent = p->is_falc ? NULL : find_parent(s, scratch, p);
        if (p->parent) p->parent->nchildren++;
        arena_reset(scratch);
    }
    arena_free(scratch);
    for (size_t i = 0; i < s->npages; i++) {
        page *up = sorted[i]->parent;
        if (!up) continue;
        if (!up->children) {
            up->children = ARENA_ARRAY(a, page *, up->nchildren);
            up->nchildren = 0;
        }
        up->children[up->nchildren++] = sorted[i];
    }
}

static void tie_falc(arena *a, site *s, diag *d)
{
    for (size_t i = 0; i < s->npages; i++) {
        page *p = s->pages[i];
        if (!p->is_falc) continue;
        page *base = map_get(s->by_key, key_of_source(a, p));
        if (base) {
            p->source = base;
            base->falc = p;
        } else {
            DIAG(d, F109, title_place(p), arena_fmt(a, "%.*s.md", STR_ARG(p->key)).p);
        }
    }
}

static void tie_translations(arena *a, site *s, diag *d)
{
    map *groups = map_new(a);
    size_t n = s->settings->nlanguages;
    for (size_t i = 0; i < s->npages; i++) {
        page *p = s->pages[i];
        str key = p->translation_key.n ? arena_fmt(a, "=%.*s%s", STR_ARG(p->translation_key), p->is_falc ? ".falc" : "")
                                       : arena_fmt(a, "/%.*s%s", STR_ARG(p->key), p->is_falc ? ".falc" : "");
        page **group = map_get(groups, key);
        if (!group) map_put(groups, key, group = ARENA_ARRAY(a, page *, n));
        page **place = &group[p->lang->index];
        if (*place) {
            DIAG(d, F110, title_place(p), p->lang->code.p, arena_str(a, p->translation_key).p, (*place)->src->path);
            p->translations = ARENA_ARRAY(a, page *, n);
            p->translations[p->lang->index] = p;
            continue;
        }
        *place = p;
        p->translations = group;
    }
}

static void find_homes(arena *a, site *s, diag *d)
{
    s->homes = ARENA_ARRAY(a, page *, s->settings->nlanguages);
    for (size_t i = 0; i < s->settings->nlanguages; i++) {
        const language *l = &s->settings->languages[i];
        page *home = map_get(s->by_key, l->code);
        s->homes[i] = home && home->is_home ? home : NULL;
        if (!s->homes[i]) DIAG(d, C107, NO_SPAN, l->code.p);
    }
}

static str *list_keys(arena *a, const map *m, size_t *n)
{
    *n = map_count(m);
    str *keys = ARENA_ARRAY(a, str, *n + 1);
    for (size_t i = 0; i < *n; i++) keys[i] = map_at(m, i)->key;
    return keys;
}

/* The pages to be seen today, in order. The easy-to-read page of one that is not waits with it. */
static void take_pages(arena *a, site *s, page **pages, size_t n, map *kinds, diag *d)
{
    map *hidden = map_new(a);
    page **shown = ARENA_ARRAY(a, page *, n + 1);
    size_t nshown = 0;
    for (size_t i = 0; i < n; i++) {
        if (read_page(a, s, pages[i], kinds, d)) shown[nshown++] = pages[i];
        else if (pages[i]->lang) map_put(hidden, full_key(a, pages[i]), pages[i]);
    }
    for (size_t i = 0; i < nshown; i++) {
        page *p = shown[i];
        if ((p->is_falc && map_has(hidden, key_of_source(a, p))) || !place_page(a, s, p, d)) continue;
        p->index = s->npages;
        s->pages[s->npages++] = p;
    }
}

void site_build(arena *a, site *s, page **pages, size_t n, map *kinds, diag *d)
{
    s->by_key = map_new(a);
    s->by_path = map_new(a);
    s->pages = ARENA_ARRAY(a, page *, n + 1);
    take_pages(a, s, pages, n, kinds, d);
    plant(a, s);
    tie_falc(a, s, d);
    tie_translations(a, s, d);
    find_homes(a, s, d);
    s->keys = list_keys(a, s->by_key, &s->nkeys);
    s->file_keys = list_keys(a, s->files, &s->nfile_keys);
}

/* --- looking up */

page *site_find(const site *s, arena *a, str key)
{
    str k;
    if (!path_clean(a, key, &k)) return NULL;
    if (str_ends(k, S(".html"))) k.n -= 5;
    if (str_ends(k, S(".md"))) k.n -= 3;
    page *p = map_get(s->by_key, k);
    if (!p && str_ends(k, S("/index"))) {
        k.n -= sizeof "/index" - 1;
        p = map_get(s->by_key, k);
    }
    if (!p && str_ends(k, S("/falc"))) p = map_get(s->by_key, arena_fmt(a, "%.*s.falc", (int)k.n - 5, k.p));
    if (!p && str_ends(k, S("/index.falc"))) p = map_get(s->by_key, arena_fmt(a, "%.*s.falc", (int)k.n - 11, k.p));
    return p;
}

str site_nearest_key(const site *s, arena *a, str key)
{
    str k;
    if (!path_clean(a, key, &k)) return S("");
    if (str_ends(k, S(".md"))) k.n -= 3;
    return str_nearest(k, s->keys, s->nkeys);
}
