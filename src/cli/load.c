#include "cli/load.h"
#include "cli/translations.h"
#include "compose/typography.h"
#include "base/env.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/picture.h"
#include "model/day.h"
#include "model/meeting.h"
#include "read/csv.h"
#include "read/front_matter.h"
#include "read/json.h"
#include "read/po.h"
#include "read/xml.h"
#include "read/yaml.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- files */

static const source *read_source(loaded *l, arena *a, int root, const char *path)
{
    source *s = ARENA_NEW(a, source);
    s->path = path;
    int e = file_read(root, path, a, &s->text);
    if (e == 0) return s;
    if (e == EXDEV || e == ELOOP) DIAG(l->d, W805, NO_SPAN, path);
    else DIAG(l->d, W801, NO_SPAN, path, strerror(e));
    return NULL;
}

const source *load_source(loaded *l, int root, const char *path) { return read_source(l, l->mem, root, path); }

/* False after F111: text of the site is UTF-8. */
static bool is_utf8(loaded *l, const source *s)
{
    size_t bad = utf8_invalid(s->text);
    if (bad == STR_NONE) return true;
    char byte[8];
    snprintf(byte, sizeof byte, "0x%02X", (unsigned char)s->text.p[bad]);
    DIAG(l->d, F111, ((span){ s, (uint32_t)bad, 1 }), byte);
    return false;
}

static file_list walk(loaded *l, int root, const char *path)
{
    file_list files = { 0 };
    int e = file_walk(root, path, l->mem, &files);
    if (e && e != ENOENT) DIAG(l->d, W801, NO_SPAN, path, strerror(e));
    return files;
}

/* --- settings */

static bool read_settings(loaded *l, const options *o)
{
    site *s = l->site;
    if (!file_exists(l->root, o->config)) {
        const char *name = strcmp(o->source, ".") == 0 ? o->config : arena_fmt(l->mem, "%s/%s", o->source, o->config).p;
        DIAG(l->d, C101, NO_SPAN, name);
        return false;
    }
    const source *src = load_source(l, l->root, o->config);
    if (!src || !is_utf8(l, src)) return false;
    s->settings = settings_read(l->mem, src, yaml_parse(l->mem, src, 0, (uint32_t)src->text.n, l->d), l->d);
    if (o->base_url) {
        s->settings->base_url = str_z(o->base_url);
        while (str_ends(s->settings->base_url, S("/"))) s->settings->base_url.n--;
    }
    bool whole =
        diag_count_code(l->d, C104) == 0; /* else what seems to be missing may stand in the part that was not read */
    if (whole && s->settings->languages[0].title.n == 0) DIAG0(l->d, C110, ((span){ src, 0, 0 }));
    return true;
}

static bool read_clock(loaded *l, const options *o)
{
    site *s = l->site;
    str zone = s->settings->timezone;
    const char *epoch = env_get("SOURCE_DATE_EPOCH");
    int32_t day;
    long long seconds;
    s->clock = S("");
    if (o->clock) {
        if (!day_parse(str_z(o->clock), &day)) {
            DIAG(l->d, F104, NO_SPAN, o->clock);
            return false;
        }
        s->clock = day_text(l->mem, day);
    } else if (epoch && str_int(str_z(epoch), &seconds)) {
        s->clock = day_text(l->mem, day_at(l->mem, zone, seconds));
    }
    s->today = s->clock.n ? s->clock : day_text(l->mem, day_at(l->mem, zone, env_now()));
    return true;
}

/* --- layouts, scripts, words: the site's own first, then livret's for what the site does not have */

typedef VEC(const source *) source_list;

static void add_source(loaded *l, source_list *list, map *seen, int root, const char *path)
{
    str base = path_base(str_z(path));
    if (map_has(seen, base)) return;
    const source *s = load_source(l, root, path);
    if (!s || !is_utf8(l, s)) return;
    map_put(seen, base, (void *)s);
    VEC_PUSH(l->mem, list, s);
}

static void take_kind(loaded *l, int root, str path)
{
    str name = path_stem(path);
    const source *s = map_has(l->kinds, name) ? NULL : load_source(l, root, path.p);
    if (!s || !is_utf8(l, s)) return;
    kind *k = kind_read(l->mem, s, name, yaml_parse(l->mem, s, 0, (uint32_t)s->text.n, l->d), l->d);
    map_put(l->kinds, name, k);
    if (k->alias.n && !map_has(l->kinds, k->alias)) map_put(l->kinds, k->alias, k);
}

typedef struct layout_lists { source_list books; map *books_seen, *assets_seen; VEC(load_asset) assets; } layout_lists;

static void take_layout(loaded *l, layout_lists *lists, int root, str path)
{
    str rest = str_skip(path, sizeof "layouts/" - 1), ext = path_ext(path);
    if (str_starts(rest, S("assets/"))) {
        if (map_has(lists->assets_seen, rest)) return;
        map_put(lists->assets_seen, rest, (void *)path.p);
        VEC_PUSH(l->mem, &lists->assets, (load_asset){ root, path.p, rest.p });
    } else if (str_starts(rest, S("kinds/"))) {
        if (str_eq(ext, S(".yml"))) take_kind(l, root, path);
    } else if (str_starts(rest, S("books/"))) {
        if (str_eq(ext, S(".lua"))) add_source(l, &lists->books, lists->books_seen, root, path.p);
    } else if (str_starts(rest, S("schemas/"))) {
        const source *s =
            str_eq(ext, S(".rng")) && !map_has(l->schemas, path_stem(path)) ? load_source(l, root, path.p) : NULL;
        if (s) map_put(l->schemas, path_stem(path), (void *)s);
    } else if (str_eq(ext, S(".html"))) {
        str name = str_first(rest, rest.n - ext.n);
        const source *s = map_has(l->layouts, name) ? NULL : load_source(l, root, path.p);
        if (s && is_utf8(l, s)) map_put(l->layouts, name, (void *)s);
    }
}

static void read_layouts(loaded *l)
{
    layout_lists lists = { .books_seen = map_new(l->mem), .assets_seen = map_new(l->mem) };
    l->layouts = map_new(l->mem);
    l->schemas = map_new(l->mem);
    l->kinds = map_new(l->mem);
    int roots[2] = { l->root, l->share };
    for (int r = 0; r < 2; r++) {
        if (roots[r] < 0) continue;
        file_list files = walk(l, roots[r], "layouts");
        for (size_t i = 0; i < files.n; i++) {
            if (files.v[i].outside) DIAG(l->d, W805, NO_SPAN, files.v[i].path.p);
            else if (r == 0 || !str_starts(files.v[i].path, S("layouts/books/")))
                take_layout(l, &lists, roots[r], files.v[i].path);
        }
        if (r == 0 && lists.books.n == 0 && l->share >= 0 && !file_is_dir(l->root, "layouts/books"))
            add_source(l, &lists.books, lists.books_seen, l->share, "layouts/books/guide.lua");
    }
    l->books = lists.books.v;
    l->nbooks = lists.books.n;
    l->assets = lists.assets.v;
    l->nassets = lists.assets.n;
}

/* Books of each page of a kind, and blank forms, come with livret, for sites that have such pages; those of meetings
 * show slides. */
static void read_kind_books(loaded *l)
{
    static const struct { const char *kind, *file; } books[] = {       /* "": any that has fields */
        { "reunion", "diaporama" }, { "reunion", "documents-de-seance" }, { "reunion", "reunion" },
        { "bilan", "bilan" }, { "bilan", "bilan-elus" }, { "bilan", "bilan-annexes" }, { "", "formulaire" },
    };
    source_list list = { 0 };
    map *seen = map_new(l->mem), *kinds = map_new(l->mem);
    for (size_t i = 0; i < l->site->npages; i++) {
        const kind *k = l->site->pages[i]->kind;
        if (k && (k->slides || !meeting_is(l->site->pages[i]))) map_put(kinds, k->name, l);
        if (k && k->nfields) map_put(kinds, S(""), l);
    }
    for (size_t i = 0; i < l->nbooks; i++) {
        map_put(seen, path_base(str_z(l->books[i]->path)), l);
        VEC_PUSH(l->mem, &list, l->books[i]);
    }
    for (size_t i = 0; l->share >= 0 && i < sizeof books / sizeof *books; i++)
        if (map_has(kinds, str_z(books[i].kind)))
            add_source(l, &list, seen, l->share, arena_fmt(l->mem, "layouts/books/%s.lua", books[i].file).p);
    l->books = list.v;
    l->nbooks = list.n;
}

/* Scripts of a name that the site does not have are taken from livret's own. */
static const source **read_scripts(loaded *l, const char *dir, size_t *n, size_t *own)
{
    source_list list = { 0 };
    map *seen = map_new(l->mem);
    int roots[2] = { l->root, l->share };
    for (int r = 0; r < 2; r++) {
        file_list files = roots[r] < 0 ? (file_list){ 0 } : walk(l, roots[r], dir);
        for (size_t i = 0; i < files.n; i++) {
            if (files.v[i].outside) DIAG(l->d, W805, NO_SPAN, files.v[i].path.p);
            else if (str_eq(path_ext(files.v[i].path), S(".lua")))
                add_source(l, &list, seen, roots[r], files.v[i].path.p);
        }
        if (r == 0 && own) *own = list.n;
    }
    *n = list.n;
    return list.v;
}

static void read_words(loaded *l)
{
    settings *s = l->site->settings;
    for (size_t i = 0; i < s->nlanguages; i++) {
        language *lang = &s->languages[i];
        words *w = words_new(l->mem, lang->code);
        int roots[2] = { l->root, l->share };
        for (int r = 0; r < 2; r++) {
            if (roots[r] < 0) continue;
            file_list files = walk(l, roots[r], arena_fmt(l->mem, "translations/%.*s", STR_ARG(lang->code)).p);
            for (size_t k = 0; k < files.n; k++) {
                bool words_file =
                    str_eq(path_ext(files.v[k].path), S(".po")) && !translations_is_pages(files.v[k].path);
                const source *po =
                    words_file ? load_source(l, roots[r], files.v[k].path.p) : NULL;
                if (po) po_read(l->mem, po, w, l->d);
            }
        }
        lang->words = w;
        lang->locale = locale_new(l->mem, lang->code, lang->digits);
    }
}

/* --- data */

static bool has_extension(str path, const char *const *list)
{
    for (; *list; list++) if (str_eqz(path_ext(path), *list)) return true;
    return false;
}

/* Earlier plans (plan-2021-2024.xml) are of the form of the present one. */
static const source *schema_of(const loaded *l, str name)
{
    const source *own = map_get(l->schemas, name);
    return own || !str_starts(name, S("plan-")) ? own : map_get(l->schemas, S("plan"));
}

/* *s becomes the text that offsets of the result are in. */
static value *parse_data(loaded *l, const source **of)
{
    const source *s = *of;
    str ext = path_ext(str_z(s->path));
    if (str_eq(ext, S(".json")) || str_eq(ext, S(".geojson"))) return json_parse(l->mem, s, l->d);
    if (str_eq(ext, S(".xml"))) return xml_parse(l->mem, s, schema_of(l, path_stem(str_z(s->path))), l->d);
    if (str_eq(ext, S(".csv"))) return csv_parse(l->mem, *of = csv_source(l->mem, s), l->d);
    return NULL;
}

static bool is_data(str path)
{
    static const char *const list[] = { ".json", ".geojson", ".xml", ".csv", NULL };
    return has_extension(path, list);
}

static void read_data(loaded *l, value *data, int root, str path)
{
    str name = path_stem(path);
    const source *s = load_source(l, root, path.p);
    value *v = s ? parse_data(l, &s) : NULL;
    if (!v) return;
    value_put(l->mem, data, name, 0, v);
    map_put(l->site->data_sources, name, (void *)(uintptr_t)s);
}

static void take_data(loaded *l, value *data, map *origins, str path)
{
    str name = path_stem(path);
    if (!is_data(path)) return;
    const char *other = map_get(origins, name);
    if (other) {
        DIAG(l->d, D410, NO_SPAN, arena_str(l->mem, name).p, path.p);
        return;
    }
    map_put(origins, name, (void *)path.p);
    read_data(l, data, l->root, path);
}

/* What holds for the whole country, such as a dated tariff, comes with livret; a site may have its own. */
static void take_shipped_data(loaded *l, value *data)
{
    file_list files = l->share < 0 ? (file_list){ 0 } : walk(l, l->share, "content/data");
    for (size_t i = 0; i < files.n; i++)
        if (is_data(files.v[i].path) && !value_get(data, path_stem(files.v[i].path)))
            read_data(l, data, l->share, files.v[i].path);
}

/* --- content */

typedef struct content { VEC(const char *) pages; VEC(str) files; page **read; loaded *l; } content;

static bool is_picture(str path)
{
    static const char *const list[] = { ".png", ".jpg", ".jpeg", ".svg", ".PNG", ".JPG", ".JPEG", NULL };
    return has_extension(path, list);
}

static void sort_content(content *c, const file_list *files, value *data)
{
    loaded *l = c->l;
    map *origins = map_new(l->mem), *strangers = map_new(l->mem);
    for (size_t i = 0; i < files->n; i++) {
        str path = files->v[i].path, rest = str_skip(path, sizeof "content/" - 1), first = rest;
        size_t slash = str_find(rest, '/');
        if (slash != STR_NONE) first = str_first(rest, slash);
        bool is_page = str_eq(path_ext(path), S(".md"));
        if (files->v[i].outside) DIAG(l->d, W805, NO_SPAN, path.p);
        else if (str_eq(first, S("data")) && slash != STR_NONE) take_data(l, data, origins, path);
        else if (!is_page) VEC_PUSH(l->mem, &c->files, path);
        else if (slash != STR_NONE && settings_language(l->site->settings, first)) VEC_PUSH(l->mem, &c->pages, path.p);
        else if (slash != STR_NONE && first.n <= 3 && !map_has(strangers, first)) {
            map_put(strangers, first, l);
            DIAG(l->d, C109, NO_SPAN, arena_str(l->mem, first).p);
        }
    }
}

/* A page that starts with a heading "# …" and has no title in its front matter takes it from there. */
static void title_from_heading(page *p)
{
    str body = str_skip(p->src->text, p->body), line = S("");
    while (body.n && (body.p[0] == '\n' || body.p[0] == '\r')) body = str_skip(body, 1);
    size_t start = (size_t)(body.p - p->src->text.p), end = str_find(body, '\n');
    line = end == STR_NONE ? body : str_first(body, end);
    if (!str_starts(line, S("# "))) return;
    line = str_trim(str_skip(line, 2));
    while (line.n && line.p[line.n - 1] == '#') line.n--;
    line = str_trim(line);
    str given = value_get_text(p->meta, S("title"));
    if (line.n == 0 || (given.n && !str_eq(given, line))) return;
    size_t special = 0;
    while (special < line.n && !strchr("*_[]`<&\\{", line.p[special])) special++;
    if (special < line.n) return;                  /* a title with markup must be written in the front matter as well */
    p->title = line;
    p->body = (uint32_t)(start + (end == STR_NONE ? body.n : end + 1));
}

static void read_page(void *ctx, size_t i, int worker)
{
    content *c = ctx;
    loaded *l = c->l;
    arena *a = l->arenas[worker];
    const source *s = read_source(l, a, l->root, c->pages.v[i]);
    if (!s || !is_utf8(l, s)) return;
    page *p = ARENA_NEW(a, page);
    value *meta;
    p->src = s;
    front_matter(a, s, l->d, &meta, &p->body);
    p->meta = meta;
    title_from_heading(p);
    c->read[i] = p;
}

static void take_file(loaded *l, str path)
{
    site_file *f = ARENA_NEW(l->mem, site_file);
    f->path = path;
    f->out = str_skip(path, sizeof "content/" - 1);
    map_put(l->site->files, f->out, f);
    if (!is_picture(path)) return;
    arena *scratch = arena_new(0);
    str bytes;
    picture_info info;
    if (file_read(l->root, path.p, scratch, &bytes) == 0) {
        f->picture = picture_read(bytes, &info);
        if (!f->picture) DIAG(l->d, I303, NO_SPAN, path.p, _("no PNG, JPEG or SVG, or its header is damaged"));
        f->width = info.width;
        f->height = info.height;
    }
    arena_free(scratch);
}

static void read_content(loaded *l)
{
    site *s = l->site;
    content c = { .l = l };
    file_list files = walk(l, l->root, "content");
    value *data = value_new(l->mem, VALUE_MAP, 0, 0);
    s->data_sources = map_new(l->mem);
    sort_content(&c, &files, data);
    take_shipped_data(l, data);
    s->data = data;
    s->files = map_new(l->mem);
    for (size_t i = 0; i < c.files.n; i++) take_file(l, c.files.v[i]);
    c.read = ARENA_ARRAY(l->mem, page *, c.pages.n + 1);
    pool_each(l->workers, c.pages.n, read_page, &c);
    size_t n = 0;
    for (size_t i = 0; i < c.pages.n; i++)
        if (c.read[i]) c.read[n++] = c.read[i];
    page **pages = translations_add(l, c.read, &n);
    site_build(l->mem, s, pages, n, l->kinds, l->d);
}

bool load_site(loaded *l, const options *o, int *status)
{
    *l = (loaded){ .mem = arena_new(0),
                   .d = diag_new(),
                   .share = file_root(env_share()),
                   .workers = o->jobs ? o->jobs : env_cores() };
    l->arenas = ARENA_ARRAY(l->mem, arena *, l->workers);
    for (int i = 0; i < l->workers; i++) l->arenas[i] = arena_new(0);
    diag_set_strict(l->d, o->strict);
    if (o->translating) diag_set_level(l->d, C107, DIAG_OFF);
    l->site = ARENA_NEW(l->mem, site);
    l->site->version = S(LIVRET_VERSION);
    l->site->drafts = o->drafts;
    l->root = file_root(o->source);
    *status = EXIT_WORLD;
    if (l->root < 0) {
        DIAG(l->d, W801, NO_SPAN, o->source, strerror(errno));
        return false;
    }
    *status = EXIT_PROBLEMS;
    if (!read_settings(l, o)) return false;
    if (!read_clock(l, o)) { *status = EXIT_USAGE; return false; }
    read_layouts(l);
    l->tables = read_scripts(l, "scripts/tables", &l->ntables, &l->own_tables);
    l->blocks = read_scripts(l, "scripts/blocks", &l->nblocks, NULL);
    l->library = read_scripts(l, "scripts/lib", &l->nlibrary, NULL);
    l->formulas = read_scripts(l, "scripts/indicators", &l->nformulas, &l->own_formulas);
    read_words(l);
    translations_read(l);
    read_content(l);
    read_kind_books(l);
    if (!o->translating) typography_titles(l->mem, l->site);    /* translators see words as they were typed */
    return true;
}

void load_free(loaded *l)
{
    settings *s = l->site->settings;
    for (size_t i = 0; s && i < s->nlanguages; i++) locale_free(s->languages[i].locale);
    for (int i = 0; i < l->workers; i++) arena_free(l->arenas[i]);
    diag_free(l->d);
    file_close(l->root);
    file_close(l->share);
    arena_free(l->mem);
}
