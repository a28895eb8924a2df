/* A site made of texts, for the tests of what looks at a whole site. Pages are named below content/. */
#ifndef TESTS_SMALL_SITE_H
#define TESTS_SMALL_SITE_H
#include "given.h"
#include "model/dataset.h"
#include "model/site.h"
#include "read/front_matter.h"
#include "read/yaml.h"
#include <stdlib.h>

typedef struct small_page { const char *path, *text; } small_page;    /* text: front matter without its borders; NULL: a title */

static inline site *small_settings(given *g, const char *yaml)
{
    source *src = ARENA_NEW(g->a, source);
    *src = (source){ "livret.yml", str_z(yaml) };
    site *s = ARENA_NEW(g->a, site);
    s->settings = settings_read(g->a, src, yaml_parse(g->a, src, 0, (uint32_t)src->text.n, g->d), g->d);
    s->files = map_new(g->a);
    s->datasets = map_new(g->a);
    s->today = S("2026-09-24");
    s->clock = S("");
    return s;
}

static inline int small_order(const void *x, const void *y)
{
    return strcmp((*(page *const *)x)->src->path, (*(page *const *)y)->src->path);
}

/* A page as its reader leaves it. */
static inline page *small_read(given *g, const small_page *from)
{
    source *src = ARENA_NEW(g->a, source);
    page *p = ARENA_NEW(g->a, page);
    value *meta;
    src->path = arena_fmt(g->a, "content/%s", from->path).p;
    src->text = from->text ? arena_fmt(g->a, "---\n%s---\n", from->text) : arena_fmt(g->a, "---\ntitle: %s\n---\n", from->path);
    front_matter(g->a, src, g->d, &meta, &p->body);
    p->src = src;
    p->meta = meta;
    return p;
}

/* pages ends with a NULL path. kinds may be NULL. */
static inline void small_build(given *g, site *s, const small_page *pages, map *kinds)
{
    size_t n = 0;
    while (pages[n].path) n++;
    page **read = ARENA_ARRAY(g->a, page *, n + 1);
    for (size_t i = 0; i < n; i++) read[i] = small_read(g, &pages[i]);
    qsort(read, n, sizeof *read, small_order);
    site_build(g->a, s, read, n, kinds ? kinds : map_new(g->a), g->d);
}

static inline site *small_site(given *g, const char *yaml, const small_page *pages)
{
    site *s = small_settings(g, yaml);
    small_build(g, s, pages, NULL);
    return s;
}

static inline page *small_page_of(const site *s, const char *key) { return map_get(s->by_key, str_z(key)); }

/* The keys of a run of pages, each followed by a blank. */
static inline const char *small_keys(given *g, page *const *pages, size_t n)
{
    buf b = { 0 };
    for (size_t i = 0; i < n; i++) buf_fmt(&b, "%.*s ", STR_ARG(pages[i]->key));
    buf_char(&b, 0);
    return buf_take(&b, g->a).p;
}
#endif
