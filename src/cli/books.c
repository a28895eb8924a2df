#include "cli/books.h"
#include "base/env.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/pool.h"
#include "doc/picture.h"
#include "draw/svg.h"
#include "html/html_scene.h"
#include "odt/odt.h"
#include "pdf/pdf.h"
#include "type/typeset.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A book in a language: a PDF, and the same as OpenDocument where it wants so. */
typedef struct edition {
    const book *book;
    const language *lang;
    site_book *entry;
    book_entry *entries;
    size_t n;
    bool made, odt_made;
} edition;

typedef struct press {
    loaded *l;
    workers *w;
    stage *out;
    const books *all;
    edition *editions;
    size_t n;
    page **pages;                                  /* of all editions, each once */
    size_t npages;
    font_set *fonts;
    str icc;
    bool keeps_trees;                              /* the site is made too, from the same trees */
} press;

/* odt = true */
static bool wants_odt(const book *b)
{
    return value_true(value_get(b->def, S("odt")));
}

static void add_edition(loaded *l, const book *k, size_t file, const language *lang, page *of, const kind *form)
{
    site *s = l->site;
    if (!book_has_language(k, lang)) return;
    str name = book_file_name(l->mem, k, of, form), path;
    path = arena_fmt(l->mem, "pdf/%.*s-%.*s.pdf", STR_ARG(name), STR_ARG(lang->code));
    for (size_t i = 0; of && i < s->nbooks; i++) { /* two pages of one name in different folders */
        if (!str_eq(s->books[i].path, path)) continue;
        name = arena_fmt(l->mem, "%.*s-%zu", STR_ARG(name), s->nbooks);
        path = arena_fmt(l->mem, "pdf/%.*s-%.*s.pdf", STR_ARG(name), STR_ARG(lang->code));
    }
    str odt = wants_odt(k) ? arena_fmt(l->mem, "odt/%.*s-%.*s.odt", STR_ARG(name), STR_ARG(lang->code)) : S("");
    s->books[s->nbooks++] = (site_book){ .name = name, .title = book_title(l->mem, k, s, lang, form), .lang = lang,
                                         .page = of, .form = form, .file = file, .path = path, .odt = odt };
}

/* each = "reunion": pages that stand in for a translation have none. */
static void add_of_pages(loaded *l, const book *k, size_t file)
{
    const site *s = l->site;
    for (size_t i = 0; i < s->npages; i++) {
        page *p = s->pages[i];
        if (p->kind && str_eq(p->kind->name, book_each(k)) && !p->is_falc && !p->stands_in)
            add_edition(l, k, file, p->lang, p, NULL);
    }
}

/* A form speaks the languages of its kind. */
static void add_forms(loaded *l, const book *k, size_t file)
{
    const site *s = l->site;
    size_t n;
    const kind **forms = book_forms(l->mem, k, s, l->kinds, &n, l->d);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < s->settings->nlanguages; j++)
            if (s->homes[j] && kind_speaks(forms[i], s->settings->languages[j].code, j == 0))
                add_edition(l, k, file, &s->settings->languages[j], NULL, forms[i]);
}

void books_read(books *b, loaded *l, workers *w)
{
    site *s = l->site;
    b->v = ARENA_ARRAY(l->mem, book, l->nbooks + 1);
    size_t most = s->settings->nlanguages * (1 + map_count(l->kinds)) + s->npages;
    s->books = ARENA_ARRAY(l->mem, site_book, l->nbooks * most + 1);
    for (size_t i = 0; i < l->nbooks; i++) {
        book *k = &b->v[b->n];
        if (!book_load(l->mem, workers_host(w, 0), l->books[i], k)) continue;
        size_t file = b->n++;
        if (book_each(k).n) add_of_pages(l, k, file);
        if (book_has_forms(k)) add_forms(l, k, file);
        for (size_t j = 0; j < s->settings->nlanguages && !book_each(k).n && !book_has_forms(k); j++)
            if (s->homes[j]) add_edition(l, k, file, &s->settings->languages[j], NULL, NULL);
    }
}

bool books_has(const books *b, str name)
{
    for (size_t i = 0; i < b->n; i++)
        if (str_eq(b->v[i].name, name)) return true;
    return false;
}

bool books_makes(const books *b, str path) { return map_has(b->made_paths, path); }

void books_list_names(const books *b, FILE *out)
{
    for (size_t i = 0; i < b->n; i++) fprintf(out, " %.*s", STR_ARG(b->v[i].name));
}

/* --- pages that books hold */

static void keep_page(void *ctx, size_t i, int hand)
{
    press *p = ctx;
    worker_keep(p->w, hand, p->pages[i]);
}

/* What one book asks for while it is made. */
typedef struct printer { press *p; int hand; arena *a; map *known; pthread_mutex_t lock; } printer;

/* A page whose tree no other book needs, in a build without a site. */
static void let_page_go(void *ctx, page *g)
{
    printer *p = ctx;
    if (p->p->keeps_trees || atomic_fetch_sub(&g->tree_uses, 1) > 1) return;
    arena_free(g->tree_arena);
    g->tree_arena = NULL;
    g->tree = NULL;
}

static void gather_pages(press *p)
{
    arena *a = p->l->mem;
    map *seen = map_new(a);
    size_t cap = 0;
    for (size_t i = 0; i < p->n; i++) cap += p->editions[i].n;
    p->pages = ARENA_ARRAY(a, page *, cap + 1);
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->editions[i].n; k++) {
            page *g = p->editions[i].entries[k].page;
            if (!g) continue;
            atomic_fetch_add(&g->tree_uses, 1);
            if (map_has(seen, g->path)) continue;
            map_put(seen, g->path, g);
            p->pages[p->npages++] = g;
        }
}

/* --- from flow to file */

book_image books_picture(arena *a, int root, str file, diag *d)
{
    book_image image = { 0 };
    picture_info info;
    str drawn, why, reason;
    const char *path = arena_str(a, file).p;
    if (file_read(root, path, a, &image.bytes) != 0) return (book_image){ 0 };
    if (!picture_read(image.bytes, &info) || info.kind != PICTURE_SVG) return image;
    drawing *vectors = svg_trace(a, image.bytes, &reason);
    if (vectors) return (book_image){ .drawing = vectors, .bytes = image.bytes };
    if (svg_draw(a, image.bytes, SVG_PRINTED, &drawn, &image.width, &why)) {
        DIAG(d, I304, NO_SPAN, path, reason.p);
        image.bytes = drawn;
        return image;
    }
    DIAG(d, I303, NO_SPAN, path, why.p);
    return (book_image){ 0 };
}

static book_image picture_bytes(void *ctx, str file)
{
    printer *p = ctx;
    pthread_mutex_lock(&p->lock);                  /* chapters are made side by side */
    book_image *known = map_get(p->known, file);
    if (!known) {
        known = ARENA_NEW(p->a, book_image);
        *known = books_picture(p->a, p->p->l->root, file, p->p->l->d);
        map_put(p->known, arena_str(p->a, file), known);
    }
    pthread_mutex_unlock(&p->lock);
    return *known;
}

static node *make_sheet(void *ctx, arena *a, page *g, str block, const value *with)
{
    printer *p = ctx;
    return worker_sheet(p->p->w, p->hand, a, g, block, with);
}

static const book *book_named(void *ctx, str name)
{
    const books *all = ((const printer *)ctx)->p->all;
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->v[i].name, name)) return &all->v[i];
    return NULL;
}

/* --- as OpenDocument */

static str scene_svg(void *ctx, arena *a, const scene *s)
{
    buf out = { 0 };
    html_scene_file(&out, s, *(const str *)ctx);
    return buf_take(&out, a);
}

static str svg_pixels(void *ctx, arena *a, str svg)
{
    str png, why;
    mpt width;
    (void)ctx;
    return svg_draw(a, svg, SVG_SHOWN, &png, &width, &why) ? png : S("");
}

/* Charts are drawn with the font of the book's text in its language. */
static str family_of(const flow_book *b)
{
    for (size_t i = 0; i < b->nfonts; i++)
        if (str_eq(b->fonts[i].lang, b->lang) && b->fonts[i].nfamilies) return b->fonts[i].families[0];
    return b->looks.text.font.nfamilies ? b->looks.text.font.families[0] : S("");
}

static bool put_odt(press *p, edition *e, const flow_book *b)
{
    buf bytes = { 0 };
    str family = family_of(b);
    odt_options o = { .generator = S("livret/" LIVRET_VERSION), .svg = scene_svg, .png = svg_pixels, .ctx = &family };
    bool ok = odt_write(b, &o, &bytes, p->l->d);
    if (ok) {
        e->entry->odt_size = bytes.n;
        if (p->out) stage_put(p->out, e->entry->odt.p, buf_view(&bytes));
    }
    buf_free(&bytes);
    return ok;
}

void books_print_odt(buf *out, const flow_book *b)
{
    str family = family_of(b);
    odt_print(out, b, &(odt_options){ .svg = scene_svg, .ctx = &family });
}

static void let_go(void *frame, uint32_t end) { frame_let_go(frame, end); }

/* pages_at_most = 2 */
static void check_length(const press *p, const edition *e, const frame_book *frame, int hand)
{
    const value *most = value_get(e->book->def, S("pages_at_most"));
    if (!most || most->kind != VALUE_INT || frame->npages <= (size_t)most->as.integer) return;
    arena *a = p->l->arenas[hand];
    DIAG(p->l->d, B711, ((span){ e->book->src, 0, 0 }), arena_str(a, e->entry->name).p,
         arena_fmt(a, "%zu", frame->npages).p,
         arena_fmt(a, "%lld", (long long)most->as.integer).p);
}

static void print_book(void *ctx, size_t i, int hand)
{
    press *p = ctx;
    edition *e = &p->editions[i];
    if (e->n == 0) {
        DIAG(p->l->d, B707, ((span){ e->book->src, 0, 0 }), arena_str(p->l->arenas[hand], e->book->name).p,
             e->lang->code.p);
        return;
    }
    arena *a = arena_new(1 << 18);
    arena *pictures = arena_new(0);
    printer own = { p, hand, pictures, map_new(pictures), PTHREAD_MUTEX_INITIALIZER };
    book_tools tools = { .picture = picture_bytes, .sheet = make_sheet, .book = book_named, .done = let_page_go,
                         .ctx = &own };
    flow_book *blocks = book_flow(a, e->book, p->l->site, e->lang, e->entries, e->n, &tools, p->l->d);
    if (e->entry->odt.n) e->odt_made = put_odt(p, e, blocks);      /* before any page is let go */
    int share = p->l->workers / (int)p->n;         /* books are printed side by side */
    frame_book *frame = typeset(a, p->fonts, blocks, share, p->l->d);
    buf bytes = { 0 };
    if (frame) check_length(p, e, frame, hand);
    mem_trim();
    pdf_options o = { .icc = p->icc, .producer = S("livret " LIVRET_VERSION), .workers = share,
                      .done = let_go, .ctx = frame };
    if (frame && pdf_write(frame, &o, &bytes, p->l->d)) {
        e->made = true;
        e->entry->size = bytes.n;
        if (p->out) stage_put(p->out, e->entry->path.p, buf_view(&bytes));
    }
    frame_close(frame);
    buf_free(&bytes);
    pthread_mutex_destroy(&own.lock);
    arena_free(pictures);
    arena_free(a);
}

static void choose_editions(press *p, books *b, const options *o, const language *only)
{
    site *s = p->l->site;
    bool all = !o->only || strcmp(o->only, "pdf") == 0;
    p->editions = ARENA_ARRAY(p->l->mem, edition, s->nbooks + 1);
    for (size_t i = 0; i < s->nbooks; i++) {
        site_book *entry = &s->books[i];
        const book *k = &b->v[entry->file];
        bool wanted = all || str_eqz(entry->name, o->only) || str_eqz(k->name, o->only);
        if ((only && entry->lang != only) || !wanted) continue;
        edition *e = &p->editions[p->n++];
        *e = (edition){ .lang = entry->lang, .entry = entry, .book = k };
        if (entry->form) e->entries = book_form_entries(p->l->mem, entry->form, &e->n);
        else if (entry->page) e->entries = book_page_entries(p->l->mem, k, s, entry->page, &e->n);
        else e->entries = book_entries(p->l->mem, e->book, s, e->lang, &e->n, p->l->d);
    }
}

void books_make(books *b, loaded *l, workers *w, const options *o, const language *only, stage *out)
{
    press p = { .l = l, .w = w, .out = out, .all = b, .keeps_trees = !o->only };
    b->made_paths = map_new(l->mem);
    choose_editions(&p, b, o, only);
    if (p.n == 0) return;
    gather_pages(&p);
    pool_each(l->workers, p.npages, keep_page, &p);
    if (!pdf_profile(l->mem, &p.icc, l->d)) return;
    p.fonts = font_set_new(l->d);
    pool_each(l->workers, p.n, print_book, &p);
    font_set_free(p.fonts);
    for (size_t i = 0; i < p.n; i++) {
        if (p.editions[i].odt_made) map_put(b->made_paths, p.editions[i].entry->odt, b);
        if (!p.editions[i].made) continue;
        b->made++;
        map_put(b->made_paths, p.editions[i].entry->path, b);
    }
}
