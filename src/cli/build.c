#include "cli/build.h"
#include "base/env.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/vec.h"
#include "check/facilities.h"
#include "cli/books.h"
#include "cli/desk.h"
#include "cli/publish.h"
#include "cli/translations.h"
#include "cli/worker.h"
#include "compose/facility_pages.h"
#include "compose/menu.h"
#include "compose/plan.h"
#include "model/dataset.h"
#include "model/facility.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct build {
    loaded *l;
    const options *o;
    stage *out;
    workers w;
    books books;
    plan plan;
    const language *lang;                          /* --lang, or NULL */
    bool want_site, want_books;
    size_t *starts, nstarts;                       /* where the files of each page begin in plan.files */
    buf status_csv;                                /* of the translations */
    bool searched;                                 /* the site has a page to search it */
    index_page **index;                            /* of each page, in the order of starts; NULL: not in the index */
    atomic_size_t done;
    bool progress;
} build;

typedef struct language_index { stage *out; const language *lang; } language_index;

/* --- what to build */

static bool choose(build *b)
{
    const options *o = b->o;
    b->want_site = b->want_books = true;
    if (o->lang) {
        b->lang = settings_language(b->l->site->settings, str_z(o->lang));
        if (!b->lang) {
            const settings *s = b->l->site->settings;
            fprintf(stderr, _("livret: the site has no language %s; there are:"), o->lang);
            for (size_t i = 0; i < s->nlanguages; i++) fprintf(stderr, " %.*s", STR_ARG(s->languages[i].code));
            fputc('\n', stderr);
            return false;
        }
    }
    if (!o->only) return true;
    b->want_site = strcmp(o->only, "site") == 0;
    b->want_books = !b->want_site;
    if (b->want_site || strcmp(o->only, "pdf") == 0 || books_has(&b->books, str_z(o->only))) return true;
    fprintf(stderr, _("livret: there is no part called %s; there are: site pdf"), o->only);
    books_list_names(&b->books, stderr);
    fputc('\n', stderr);
    return false;
}

/* --- facilities */

static void read_facilities(build *b)
{
    site *s = b->l->site;
    const dataset *t = map_get(s->datasets, S("structures"));
    facilities_input in = { .src = t ? t->src : NULL, .communes = map_get(s->datasets, S("communes")),
                            .outlines = value_get(s->data, S("contours")) };
    s->facilities = facility_read(b->l->mem, t, in.communes, &s->nfacilities);
    in.list = s->facilities;
    in.n = s->nfacilities;
    facilities_check(&in, b->l->d);
    if (!facility_pages_wanted(s, b->l->layouts)) return;
    bool *wanted = ARENA_ARRAY(b->l->mem, bool, s->settings->nlanguages);
    for (size_t i = 0; i < s->settings->nlanguages; i++)
        wanted[i] = translations_wants(b->l, &s->settings->languages[i], S("structures"));
    facility_pages(b->l->mem, s, in.src, wanted, b->l->d);
}

static void write_card(build *b, const page *p)
{
    buf text = { 0 };
    arena *a = arena_new(0);
    facility_card(&text, p);
    stage_put(b->out, facility_card_path(a, p).p, buf_view(&text));
    arena_free(a);
    buf_free(&text);
}

/* --- pages: each file of a page by the worker that has its tree */

static void show_progress(build *b, const char *what, size_t total)
{
    size_t n = atomic_fetch_add(&b->done, 1) + 1;
    if (b->progress && (n % 64 == 0 || n == total)) fprintf(stderr, "\r%s %zu/%zu ", what, n, total);
}

static void end_progress(build *b)
{
    if (b->progress) fprintf(stderr, "\r%40s\r", "");
    atomic_store(&b->done, 0);
}

static void make_page(void *ctx, size_t i, int hand)
{
    build *b = ctx;
    size_t first = b->starts[i], end = i + 1 < b->nstarts ? b->starts[i + 1] : b->plan.n;
    page *p = b->plan.files[first].page;
    worker_page wp;
    worker_open(&b->w, hand, p, &wp);
    for (size_t f = first; f < end; f++) {
        str html = worker_render(&b->w, hand, &wp, &b->plan.files[f]);
        if (b->out) stage_put(b->out, b->plan.files[f].path.p, html);
    }
    if (b->out && b->searched && p->src && !p->stands_in) b->index[i] = worker_index(&b->w, hand, &wp);
    if (b->out && p->facility) write_card(b, p);
    worker_close(&b->w, hand, &wp);
    show_progress(b, _("pages"), b->nstarts);
}

static void find_starts(build *b)
{
    b->starts = ARENA_ARRAY(b->l->mem, size_t, b->plan.n + 1);
    for (size_t i = 0; i < b->plan.n; i++)
        if (i == 0 || b->plan.files[i].page != b->plan.files[i - 1].page) b->starts[b->nstarts++] = i;
}

static void copy_asset(void *ctx, size_t i, int k)
{
    (void)k;
    build *b = ctx;
    const load_asset *x = &b->l->assets[i];
    arena *a = arena_new(0);
    str bytes;
    int e = file_read(x->root, x->path, a, &bytes);
    if (e) DIAG(b->l->d, W801, NO_SPAN, x->path, strerror(e));
    else stage_put(b->out, x->out, bytes);
    arena_free(a);
}

static void copy_file(void *ctx, size_t i, int k)
{
    (void)k;
    build *b = ctx;
    const site_file *f = map_at(b->l->site->files, i)->value;
    arena *a = arena_new(0);
    str bytes;
    int e = file_read(b->l->root, f->path.p, a, &bytes);
    if (e) DIAG(b->l->d, W801, NO_SPAN, f->path.p, strerror(e));
    else stage_put(b->out, f->out.p, bytes);
    arena_free(a);
}

static void write_sitemap(build *b)
{
    if (b->l->site->settings->base_url.n == 0) {   /* unless it may stand in a part that could not be read */
        if (diag_count_code(b->l->d, C104) == 0) DIAG0(b->l->d, C106, NO_SPAN);
        return;
    }
    buf text = { 0 };
    plan_sitemap(&text, b->l->site);
    stage_put(b->out, "sitemap.xml", buf_view(&text));
    buf_free(&text);
}

/* --- how far the translations are: a page in the source language, and a table for whoever pays */

static void tell_translations(build *b)
{
    loaded *l = b->l;
    bool wanted = l->translations->has_page && map_has(l->layouts, S("etat-des-traductions"));
    if (!wanted || (b->lang && b->lang->index > 0)) return;
    options all = { 0 };                           /* --lang has no say here */
    desk k = { .l = l, .o = &all };
    desk_open(&k);
    report r = desk_report(&k);
    l->site->translation_status = report_value(l->mem, &r);
    report_csv(&b->status_csv, &r);
}

static void write_status(build *b)
{
    if (b->status_csv.n) stage_put(b->out, "data/etat-des-traductions.csv", buf_view(&b->status_csv));
    buf_free(&b->status_csv);
}

/* --- the search */

static void put_index(void *ctx, str name, str bytes)
{
    const language_index *x = ctx;
    char path[64];
    snprintf(path, sizeof path, "search/%.*s/%.*s", STR_ARG(x->lang->code), STR_ARG(name));
    stage_put(x->out, path, bytes);
}

static void write_index(void *ctx, size_t i, int hand)
{
    (void)hand;
    build *b = ctx;
    language_index x = { b->out, &b->l->site->settings->languages[i] };
    arena *a = arena_new(0);
    VEC(index_page *) pages = { 0 };
    for (size_t k = 0; k < b->nstarts; k++)
        if (b->index[k] && b->plan.files[b->starts[k]].page->lang == x.lang) VEC_PUSH(a, &pages, b->index[k]);
    if (!b->lang || b->lang == x.lang) index_write(pages.v, pages.n, put_index, &x);
    arena_free(a);
}

static void make_site(build *b)
{
    tell_translations(b);
    b->plan = plan_site(b->l->mem, b->l->site, b->l->layouts, b->lang, b->l->d);
    find_starts(b);
    b->searched = b->l->site->settings->search && map_has(b->l->layouts, S("recherche"));
    b->index = ARENA_ARRAY(b->l->mem, index_page *, b->nstarts + 1);
    pool_each(b->l->workers, b->nstarts, make_page, b);
    end_progress(b);
    if (!b->out) { buf_free(&b->status_csv); return; }
    pool_each(b->l->workers, b->l->nassets, copy_asset, b);
    pool_each(b->l->workers, map_count(b->l->site->files), copy_file, b);
    if (b->searched) pool_each(b->l->workers, b->l->site->settings->nlanguages, write_index, b);
    publish_data(b->l, b->lang, b->out);
    write_status(b);
    write_sitemap(b);
}

/* --- a part only: the rest of the old output stays */

static bool is_made(const build *b, str path)
{
    bool printed = str_starts(path, S("pdf/")) || str_starts(path, S("odt/"));
    if (printed) return b->want_books && books_makes(&b->books, path);
    if (!b->want_site) return false;
    if (!b->lang) return true;
    str folder = arena_fmt(b->l->mem, "%.*s/", STR_ARG(b->lang->code));
    if (str_starts(path, S("search/"))) return str_starts(str_skip(path, 7), folder);
    if (str_starts(path, S("data/"))) return str_starts(str_skip(path, 5), folder);
    return str_starts(path, folder);
}

static void keep_rest(build *b)
{
    if (!b->out || (!b->o->only && !b->lang)) return;
    file_list old = { 0 };
    stage_old_files(b->out, b->l->mem, &old);
    for (size_t i = 0; i < old.n; i++)
        if (!is_made(b, old.v[i].path)) stage_keep(b->out, old.v[i].path.p);
}

static void say_time(const build *b, const char *what, uint64_t since)
{
    if (b->o->verbose) fprintf(stderr, "livret: %s: %llu ms\n", what, (unsigned long long)(env_ticks() - since));
}

int build_site(loaded *l, const options *o, stage *out, build_summary *sum)
{
    build b = { .l = l, .o = o, .out = out, .progress = !o->quiet && isatty(2) };
    uint64_t t = env_ticks();
    workers_start(&b.w, l);
    books_read(&b.books, l, &b.w);
    bool ok = choose(&b);
    if (ok) {
        read_facilities(&b);
        menu_build(l->mem, l->site, l->d);
        say_time(&b, _("scripts and menus"), t);
        t = env_ticks();
        if (b.want_books) books_make(&b.books, l, &b.w, o, b.lang, out);
        say_time(&b, _("books"), t);
        t = env_ticks();
        if (b.want_site) make_site(&b);
        workers_check_links(&b.w);
        say_time(&b, _("pages"), t);
        keep_rest(&b);
        *sum = (build_summary){ b.plan.n, b.books.made, out ? stage_count(out) : 0 };
    }
    workers_end(&b.w);
    return ok ? EXIT_CLEAN : EXIT_USAGE;
}
