#include "compose/plan.h"
#include "base/path.h"
#include "base/vec.h"
#include "html/escape.h"
#include "model/facility.h"
#include "model/records.h"

typedef struct planner { arena *a; site *s; const map *layouts; map *aliases; diag *d; VEC(plan_file) files; } planner;

str plan_layout(const page *p, const map *layouts)
{
    if (p->layout.n && map_has(layouts, p->layout)) return p->layout;
    if (p->is_falc) return S("falc");
    if (p->is_home) return S("home");
    if (p->kind && map_has(layouts, p->kind->name)) return p->kind->name;
    return p->is_index && p->nchildren ? S("list") : S("page");
}

/* A page whose file is that of another page (page 2 of a list) or of a file beside the pages would overwrite it. */
static void put(planner *w, plan_file f)
{
    const page *other = map_get(w->s->by_path, f.path);
    const site_file *file = map_get(w->s->files, f.path);
    const char *rival = other && other != f.page ? other->src->path : file ? arena_str(w->a, file->path).p : NULL;
    if (rival) DIAG(w->d, F108, ((span){ f.page->src, 0, 0 }), arena_str(w->a, f.path).p, rival);
    VEC_PUSH(w->a, &w->files, f);
}

/* --- lists of 50 */

static str page_path(arena *a, const page *p, size_t number)
{
    if (number == 1) return p->path;
    return arena_fmt(a, "%.*s/page-%zu/index.html", STR_ARG(path_dir(p->path)), number);
}

/* The pagers of one section lie side by side (view.c relies on it). */
static view_pager *pagers(arena *a, page *p, size_t per_page, size_t *total)
{
    *total = (p->nchildren + per_page - 1) / per_page;
    view_pager *g = ARENA_ARRAY(a, view_pager, *total);
    for (size_t i = 0; i < *total; i++) {
        size_t from = i * per_page, left = p->nchildren - from;
        g[i] = (view_pager){ .owner = p, .number = i + 1, .total = *total, .items = p->children + from,
                             .nitems = left < per_page ? left : per_page, .path = page_path(a, p, i + 1) };
    }
    return g;
}

static void report_layout(planner *w, const page *p)
{
    VEC(str) names = { 0 };
    for (size_t i = 0; i < map_count(w->layouts); i++) VEC_PUSH(w->a, &names, map_at(w->layouts, i)->key);
    DIAG(w->d, T605, value_span(p->src, value_get(p->meta, S("layout"))), arena_str(w->a, p->layout).p,
         arena_str(w->a, str_nearest(p->layout, names.v, names.n)).p);
}

static void add_page(planner *w, page *p)
{
    str layout = plan_layout(p, w->layouts);
    if (p->layout.n && !str_eq(layout, p->layout)) report_layout(w, p);
    if (p->nchildren == 0 || p->is_home) {
        put(w, (plan_file){ .page = p, .path = p->path, .layout = layout });
        return;
    }
    size_t total;
    view_pager *g = pagers(w->a, p, w->s->settings->per_page, &total);
    for (size_t i = 0; i < total; i++)
        put(w, (plan_file){ .page = p, .pager = &g[i], .path = g[i].path, .layout = layout, .again = i > 0 });
}

/* --- old addresses (aliases): a small page that leads to the new one */

static void add_aliases(planner *w, page *p)
{
    const value *list = p->origin ? NULL : value_get(p->fields, S("aliases")); /* those are of the page of the source */
    for (size_t i = 0; i < value_count(list); i++) {
        str path;
        if (!path_clean(w->a, value_text(value_at(list, i)), &path) || path.n == 0) {
            DIAG(w->d, L203, value_span(p->src, value_at(list, i)), arena_str(w->a, value_text(value_at(list, i))).p);
            continue;
        }
        if (!str_eq(path_ext(path), S(".html"))) path = arena_fmt(w->a, "%.*s/index.html", STR_ARG(path));
        if (map_has(w->s->by_path, path) || map_has(w->aliases, path)) continue;
        map_put(w->aliases, path, p);
        put(w, (plan_file){ .page = p, .path = path, .layout = S("alias") });
    }
}

/* --- pages that no author writes */

static page *make_page(planner *w, const language *l, str title, str path)
{
    page *p = ARENA_NEW(w->a, page);
    p->lang = l;
    p->title = words_get(l->words, title);
    p->path = path;
    p->key = path_dir(path);
    p->parent = w->s->homes[l->index];
    p->translations = ARENA_ARRAY(w->a, page *, w->s->settings->nlanguages);
    p->translations[l->index] = p;
    return p;
}

static void add_made(planner *w, const language *l, const char *layout, str title, str path)
{
    if (!map_has(w->layouts, str_z(layout)) || map_has(w->s->by_path, path) || map_has(w->aliases, path) ||
        map_has(w->s->files, path))
        return;
    put(w, (plan_file){ .page = make_page(w, l, title, path), .path = path, .layout = str_z(layout) });
}

/* A page that each language has: they are translations of each other. */
static void tie(planner *w, size_t first)
{
    for (size_t i = first; i < w->files.n; i++)
        for (size_t k = first; k < w->files.n; k++)
            w->files.v[i].page->translations[w->files.v[k].page->lang->index] = w->files.v[k].page;
}

static void add_in_each(planner *w, const language *only, const char *layout, str title)
{
    const settings *s = w->s->settings;
    size_t first = w->files.n;
    for (size_t i = 0; i < s->nlanguages; i++) {
        const language *l = &s->languages[i];
        if (!only || l == only)
            add_made(w, l, layout, title, arena_fmt(w->a, "%.*s/%s/index.html", STR_ARG(l->code), layout));
    }
    tie(w, first);
}

static bool has_published(const site *s)
{
    size_t i = 0;
    return records_next(s, &i);
}

static void add_made_pages(planner *w, const language *only)
{
    const settings *s = w->s->settings;
    add_in_each(w, only, "plan-du-site", S("Plan du site"));
    if (has_published(w->s)) add_in_each(w, only, "donnees", S("Données publiées"));
    if (s->search) add_in_each(w, only, "recherche", S("Recherche"));
    if (w->s->translation_status) add_in_each(w, &s->languages[0], "etat-des-traductions", S("État des traductions"));
    if (only) return;
    add_made(w, &s->languages[0], "choix-langue", S("Choisir la langue"), S("index.html"));
    if (s->base_url.n) add_made(w, &s->languages[0], "404", S("Page introuvable"), S("404.html"));
}

plan plan_site(arena *a, site *s, const map *layouts, const language *lang, diag *d)
{
    planner w = { .a = a, .s = s, .layouts = layouts, .aliases = map_new(a), .d = d };
    for (size_t i = 0; i < s->npages; i++) {
        if (lang && s->pages[i]->lang != lang) continue;
        add_page(&w, s->pages[i]);
        add_aliases(&w, s->pages[i]);
    }
    for (size_t i = 0; i < s->nfacilities; i++)
        for (size_t k = 0; s->facilities[i].pages && k < s->settings->nlanguages; k++) {
            page *p = s->facilities[i].pages[k];
            if (p && (!lang || p->lang == lang)) add_page(&w, p);
        }
    add_made_pages(&w, lang);
    return (plan){ w.files.v, w.files.n };
}

/* --- sitemap.xml */

void plan_address(buf *out, const site *s, str path)
{
    if (str_ends(path, S("index.html"))) path.n -= sizeof "index.html" - 1;
    buf_str(out, s->settings->base_url);
    buf_char(out, '/');
    html_address(out, path);
}

static void put_page(buf *out, const site *s, const page *p)
{
    if (p->stands_in) return;                      /* its content is at another address */
    BUF_LIT(out, "<url><loc>");
    plan_address(out, s, p->path);
    BUF_LIT(out, "</loc>");
    str day = p->lastmod.n ? p->lastmod : p->date;
    if (day.n >= 10) buf_fmt(out, "<lastmod>%.10s</lastmod>", day.p);
    for (size_t k = 0; p->translations && k < s->settings->nlanguages; k++) {
        const page *t = p->translations[k];
        if (!t || t->stands_in) continue;
        buf_fmt(out, "<xhtml:link rel=\"alternate\" hreflang=\"%.*s\" href=\"", STR_ARG(t->lang->code));
        plan_address(out, s, t->path);
        BUF_LIT(out, "\"/>");
    }
    BUF_LIT(out, "</url>\n");
}

void plan_sitemap(buf *out, const site *s)
{
    BUF_LIT(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
            "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (size_t i = 0; i < s->npages; i++) put_page(out, s, s->pages[i]);
    for (size_t i = 0; i < s->nfacilities; i++)
        for (size_t k = 0; s->facilities[i].pages && k < s->settings->nlanguages; k++)
            if (s->facilities[i].pages[k]) put_page(out, s, s->facilities[i].pages[k]);
    BUF_LIT(out, "</urlset>\n");
}
