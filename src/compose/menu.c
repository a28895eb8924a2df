#include "compose/menu.h"
#include "compose/links.h"
#include "compose/typography.h"

static bool entry(arena *a, const site *s, const language *l, const value *v, site_menu *out, diag *d)
{
    const value *address = v->kind == VALUE_MAP ? value_get(v, S("page")) : v;
    if (v->kind == VALUE_MAP && !address) address = value_get(v, S("url"));
    const page *to;
    node_target t = links_target(a, s, l, l->code, value_text(address), &to);
    if (t.kind != TARGET_SITE && t.kind != TARGET_EXTERNAL) {
        str full = arena_fmt(a, "%.*s/%.*s", STR_ARG(l->code), STR_ARG(value_text(address)));
        str near = site_nearest_key(s, a, full);
        if (near.n > l->code.n) near = str_skip(near, l->code.n);
        DIAG(d, L207, value_span(s->settings->src, address ? address : v), arena_str(a, value_text(address)).p,
             arena_str(a, near).p);
        return false;
    }
    out->page = to;
    out->path = t.kind == TARGET_EXTERNAL ? t.path
                : t.anchor.n              ? arena_fmt(a, "%.*s#%.*s", STR_ARG(t.path), STR_ARG(t.anchor))
                                          : t.path;
    out->title = v->kind == VALUE_MAP ? settings_text(s->settings, value_get(v, S("title")), l->code) : S("");
    out->title = typography_text(a, l->code, s->settings->typography, out->title);
    if (out->title.n == 0) out->title = to ? to->title : out->path;
    return true;
}

/* Without a menu in livret.yml: the sections of the home page. */
static void from_sections(arena *a, site *s, const language *l)
{
    const page *home = s->homes[l->index];
    size_t n = home ? home->nchildren : 0;
    s->menus[l->index] = ARENA_ARRAY(a, site_menu, n + 1);
    for (size_t i = 0; i < n; i++) {
        const page *p = home->children[i];
        if (p->is_index) s->menus[l->index][s->nmenus[l->index]++] = (site_menu){ p->title, p->path, p };
    }
}

void menu_build(arena *a, site *s, diag *d)
{
    s->menus = ARENA_ARRAY(a, site_menu *, s->settings->nlanguages);
    s->nmenus = ARENA_ARRAY(a, size_t, s->settings->nlanguages);
    for (size_t i = 0; i < s->settings->nlanguages; i++) {
        const language *l = &s->settings->languages[i];
        size_t n = value_count(l->menu);
        if (!l->menu) { from_sections(a, s, l); continue; }
        s->menus[i] = ARENA_ARRAY(a, site_menu, n + 1);
        for (size_t k = 0; k < n; k++)
            if (entry(a, s, l, value_at(l->menu, k), &s->menus[i][s->nmenus[i]], d)) s->nmenus[i]++;
    }
}
