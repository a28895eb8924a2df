#include "compose/links.h"
#include "compose/calendar.h"
#include "base/path.h"
#include "base/vec.h"
#include "html/escape.h"
#include "model/dataset.h"
#include "model/records.h"

typedef struct work {
    arena *a;
    const site *s;
    const page *from;
    node_tree *t;
    links_list *later;
    diag *d;
    map *named;                /* nodes of the tree by id, once they are asked for */
} work;

/* --- one address */

static bool has_scheme(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':') return i > 1;
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))))
            return false;
    }
    return false;
}

static node_target to_path(str path, str anchor)
{
    return (node_target){ .kind = TARGET_SITE, .path = path, .anchor = anchor };
}

/* pdf:guide, odt:guide: the book in this language, else in the first that has it. */
static bool is_book(str address) { return str_starts(address, S("pdf:")) || str_starts(address, S("odt:")); }

static node_target book_target(const site *s, const language *lang, str address)
{
    str name = str_skip(address, 4);
    bool odt = str_starts(address, S("odt:"));
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < s->nbooks; i++) {
            const site_book *b = &s->books[i];
            str path = odt ? b->odt : b->path;
            if ((turn || b->lang == lang) && str_eq(b->name, name) && path.n) return to_path(path, S(""));
        }
    return (node_target){ 0 };
}

str links_data_path(arena *a, const language *lang, str name, str ext)
{
    bool translated = str_eq(ext, S(".csv")) || str_eq(ext, S(".ics"));
    if (lang->index == 0 || !translated) return arena_fmt(a, "data/%.*s%.*s", STR_ARG(name), STR_ARG(ext));
    return arena_fmt(a, "data/%.*s/%.*s%.*s", STR_ARG(lang->code), STR_ARG(name), STR_ARG(ext));
}

static node_target data_target(arena *a, const site *s, const language *lang, str name)
{
    str ext = path_ext(name);
    const dataset *t = map_get(s->datasets, path_stem(name));
    if (t && str_eq(ext, S(".ics")) && calendar_has(t))
        return to_path(links_data_path(a, lang, path_stem(name), ext), S(""));
    t = records_find(s, path_stem(name));
    bool table = str_eq(ext, S(".csv")) || str_eq(ext, S(".json")) || str_eq(ext, S(".xml"));
    if (!t || !(table ? t->as_table : t->as_geo && str_eq(ext, S(".geojson")))) return (node_target){ 0 };
    return to_path(links_data_path(a, lang, path_stem(name), ext), S(""));
}

/* data:NAME.csv; the data: addresses of browsers have a type and a comma ("data:text/html,…"). */
static bool is_table(str address)
{
    return str_starts(address, S("data:")) && str_find(address, '/') == STR_NONE && str_find(address, ',') == STR_NONE;
}

/* A path from content/: a page, else a file. */
static node_target content_target(arena *a, const site *s, str key, str anchor, const page **to)
{
    page *p = site_find(s, a, key);
    if (p) {
        *to = p;
        return to_path(p->path, anchor);
    }
    str clean;
    if (!path_clean(a, key, &clean)) return (node_target){ 0 };
    const site_file *f = map_get(s->files, clean);
    if (!f) return (node_target){ 0 };
    node_target t = to_path(f->out, anchor);
    t.file = f->path;
    t.width = f->width;
    t.height = f->height;
    return t;
}

/* Paths hold %20 and the like when cmark has cleaned them. */
static str percent_decode(arena *a, str s)
{
    if (str_find(s, '%') == STR_NONE) return s;
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        static const char hex[] = "0123456789abcdefABCDEF";
        const char *h = i + 2 < s.n && s.p[i] == '%' ? strchr(hex, s.p[i + 1]) : NULL,
                   *l = h ? strchr(hex, s.p[i + 2]) : NULL;
        if (h && l && *h && *l) {
            size_t hi = (size_t)(h - hex), lo = (size_t)(l - hex);
            p[n++] = (char)((hi > 15 ? hi - 6 : hi) << 4 | (lo > 15 ? lo - 6 : lo));
            i += 2;
        } else {
            p[n++] = s.p[i];
        }
    }
    return (str){ p, n };
}

node_target links_target(arena *a, const site *s, const language *lang, str dir, str address, const page **to)
{
    *to = NULL;
    if (is_book(address)) return book_target(s, lang, address);
    if (is_table(address)) return data_target(a, s, lang, str_skip(address, 5));
    if (!html_address_safe(address)) return (node_target){ .kind = TARGET_REFUSED };
    if (has_scheme(address) || str_starts(address, S("//")))
        return (node_target){ .kind = TARGET_EXTERNAL, .path = address };
    size_t hash = str_find(address, '#');
    str path = hash == STR_NONE ? address : str_first(address, hash);
    str anchor = percent_decode(a, hash == STR_NONE ? S("") : str_skip(address, hash + 1));
    size_t query = str_find(path, '?');
    if (query != STR_NONE) path = str_first(path, query);
    if (path.n == 0) return (node_target){ .kind = TARGET_PLACE, .anchor = anchor };
    path = percent_decode(a, path);
    if (path.p[0] != '/') return content_target(a, s, path_join(a, dir, path), anchor, to);
    path = str_skip(path, 1);
    node_target t = content_target(a, s, path_join(a, lang->code, path), anchor, to);
    return t.kind == TARGET_NONE ? content_target(a, s, path, anchor, to) : t;
}

/* --- the nodes of a page */

static str source_dir(const page *p) { return path_dir(str_skip(str_z(p->src->path), sizeof "content/" - 1)); }

/* A page that a PO file translates links to pages of its language, else to those of the source. */
static node_target find_target(const work *w, str address, const page **to)
{
    const page *p = w->from;
    str dir = source_dir(p), code;
    if (!p->origin) return links_target(w->a, w->s, p->lang, dir, address, to);
    str_cut(&dir, '/', &code);
    str own = dir.n ? path_join(w->a, p->lang->code, dir) : p->lang->code;
    node_target t = links_target(w->a, w->s, p->lang, own, address, to);
    return t.kind != TARGET_NONE ? t : links_target(w->a, w->s, p->origin->lang, source_dir(p), address, to);
}

/* Does the path climb out of content/ ? */
static bool leaves(arena *a, const page *from, str address)
{
    str ignored, path = address;
    size_t end = str_find(path, '#');
    if (end != STR_NONE) path = str_first(path, end);
    if ((end = str_find(path, '?')) != STR_NONE) path = str_first(path, end);
    path = percent_decode(a, path);
    if (path.n && path.p[0] == '/') return !path_clean(a, str_skip(path, 1), &ignored);
    return !path_clean(a, path_join(a, source_dir(from), path), &ignored);
}

/* How the author would write the nearest page: from the language's root when it is in the page's language. */
static str suggestion(const work *w, str address)
{
    str dir = source_dir(w->from), path = address;
    size_t hash = str_find(path, '#');
    if (hash != STR_NONE) path = str_first(path, hash);
    bool absolute = path.n && path.p[0] == '/';
    str full = absolute ? path_join(w->a, w->from->lang->code, str_skip(path, 1)) : path_join(w->a, dir, path);
    str near = site_nearest_key(w->s, w->a, full);
    if (near.n == 0) return near;
    str prefix = arena_fmt(w->a, "%.*s/", STR_ARG(w->from->lang->code));
    return str_starts(near, prefix) ? arena_fmt(w->a, "/%.*s", STR_ARG(str_skip(near, prefix.n)))
                                    : arena_fmt(w->a, "/%.*s", STR_ARG(near));
}

/* The nearest exported table, with the ending that was asked for. */
static const char *nearest_table(const work *w, str name)
{
    VEC(str) names = { 0 };
    const dataset *t;
    for (size_t i = 0; (t = records_next(w->s, &i));)
        if (t->as_table) VEC_PUSH(w->a, &names, t->name);
    str near = str_nearest(path_stem(name), names.v, names.n);
    const char *ext = str_eq(path_ext(name), S(".json")) ? "json" : "csv";
    return near.n ? arena_fmt(w->a, "data:%.*s.%s", STR_ARG(near), ext).p : "";
}

static void report_missing(const work *w, const node *n)
{
    arena *a = w->a;
    const char *address = arena_str(a, n->text).p;
    span at = node_span(w->t, n);
    if (is_book(n->text)) {
        VEC(str) names = { 0 };
        bool odt = str_starts(n->text, S("odt:"));
        for (size_t i = 0; i < w->s->nbooks; i++)
            if (!odt || w->s->books[i].odt.n) VEC_PUSH(a, &names, w->s->books[i].name);
        DIAG(w->d, L206, at, address, arena_str(a, str_nearest(str_skip(n->text, 4), names.v, names.n)).p);
    } else if (is_table(n->text)) {
        DIAG(w->d, D406, at, address, nearest_table(w, str_skip(n->text, 5)));
    } else if (leaves(a, w->from, n->text)) {
        DIAG(w->d, L203, at, address);
    } else if (n->kind == NODE_IMAGE) {
        str full = n->text.p[0] == '/' ? str_skip(n->text, 1) : path_join(a, source_dir(w->from), n->text);
        str near = str_nearest(full, w->s->file_keys, w->s->nfile_keys);
        DIAG(w->d, I301, at, address, near.n ? arena_fmt(a, "/%.*s", STR_ARG(near)).p : "");
    } else {
        DIAG(w->d, L201, at, address, arena_str(a, suggestion(w, n->text)).p);
    }
}

static void check_anchor(const work *w, const node *n, const page *to, str anchor)
{
    if (anchor.n == 0) return;
    if (w->from->origin && !to->origin) return;    /* a file of its own has other ids: the link leads to its top */
    if (to != w->from) {
        if (w->later)
            VEC_PUSH(w->later->mem, w->later,
                     (links_later){ to, arena_str(w->later->mem, anchor), arena_str(w->later->mem, n->text),
                                    node_span(w->t, n) });
        return;
    }
    links_list one = { .v = &(links_later){ to, anchor, n->text, node_span(w->t, n) }, .n = 1 };
    links_check(&one, w->d);
}

static bool has_text(const node *n)
{
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_IMAGE && !k->decorative) return true;
        if ((k->kind == NODE_TEXT || k->kind == NODE_CODE) && str_trim(k->text).n) return true;
        if (has_text(k)) return true;
    }
    return false;
}

/* --- references: links that their author wrote without a text */

static const node *find_named(work *w, str id)
{
    if (!w->named) {
        w->named = map_new(w->a);
        for (node *n = w->t->root; n; n = node_following(w->t->root, n))
            if (n->attrs && n->attrs->id.n) map_put(w->named, n->attrs->id, n);
    }
    return map_get(w->named, id);
}

/* What stands at a place of this page: the caption of a table or a figure, a heading, a block's title. */
static str title_at(work *w, str id)
{
    const node *n = find_named(w, id), *titled = n;
    for (const node *k = n ? n->first : NULL; k; k = k->next) if (k->kind == NODE_CAPTION) titled = k;
    if (!n || (titled == n && n->kind != NODE_HEADING)) return n && n->attrs->title.n ? n->attrs->title : S("");
    buf text = { 0 };
    node_text(&text, titled);
    return str_trim(buf_take(&text, w->a));
}

static void give_text(work *w, node *n, const node_target *t, const page *to)
{
    str text = t->kind == TARGET_PLACE ? title_at(w, t->anchor) : to && t->kind == TARGET_SITE ? to->title : S("");
    if (text.n == 0) return;
    node *k = node_new(w->a, NODE_TEXT, 0, 0);
    k->text = text;
    node_append(n, k);
    n->reference = true;
}

static void resolve_link(work *w, node *n)
{
    const page *to;
    node_target t = find_target(w, n->text, &to);
    if (!has_text(n)) give_text(w, n, &t, to);
    if (!has_text(n)) DIAG(w->d, L205, node_span(w->t, n), arena_str(w->a, n->text).p);
    if (t.kind == TARGET_REFUSED) DIAG(w->d, L204, node_span(w->t, n), arena_str(w->a, n->text).p);
    if (t.kind == TARGET_NONE) report_missing(w, n);
    if (t.kind == TARGET_PLACE) check_anchor(w, n, w->from, t.anchor);
    else if (t.kind == TARGET_SITE && to) check_anchor(w, n, to, t.anchor);
    n->target = ARENA_NEW(w->a, node_target);
    *n->target = t;
    if (t.kind == TARGET_SITE && to && to->lang != w->from->lang) n->target->lang = to->lang->code;
}

static void resolve_image(const work *w, node *n)
{
    const page *to;
    bool empty = n->text.n == 0;
    node_target t = empty ? (node_target){ 0 } : find_target(w, n->text, &to);
    if (t.kind == TARGET_EXTERNAL || t.kind == TARGET_REFUSED || t.kind == TARGET_PLACE) {
        DIAG(w->d, L204, node_span(w->t, n), arena_str(w->a, n->text).p);
        t.kind = TARGET_REFUSED;
    } else if (t.kind == TARGET_NONE || t.file.n == 0) {
        if (!empty) report_missing(w, n);
        t.kind = TARGET_NONE;
    }
    if (!n->decorative && !has_text(n)) DIAG(w->d, I302, node_span(w->t, n), arena_str(w->a, n->text).p);
    n->target = ARENA_NEW(w->a, node_target);
    *n->target = t;
}

void links_resolve(arena *a, const site *s, const page *from, node_tree *t, links_list *later, diag *d)
{
    work w = { .a = a, .s = s, .from = from, .t = t, .later = later, .d = d };
    for (node *n = t->root; n; n = node_following(t->root, n)) {
        if (n->kind == NODE_LINK && !n->target) resolve_link(&w, n);
        else if (n->kind == NODE_IMAGE && !n->target) resolve_image(&w, n);
    }
}

void links_check(const links_list *later, diag *d)
{
    arena *a = arena_new(0);
    for (size_t i = 0; i < later->n; i++) {
        const links_later *l = &later->v[i];
        bool made = l->target->ids;                /* this time, by --only */
        if (!made || map_has(l->target->ids, l->anchor)) continue;
        size_t n = map_count(l->target->ids);
        str *ids = ARENA_ARRAY(a, str, n + 1);
        for (size_t k = 0; k < n; k++) ids[k] = map_at(l->target->ids, k)->key;
        DIAG(d, L202, l->at, arena_str(a, l->written).p, arena_str(a, str_nearest(l->anchor, ids, n)).p);
        arena_reset(a);
    }
    arena_free(a);
}
