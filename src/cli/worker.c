#include "cli/worker.h"
#include "check/access.h"
#include "check/falc.h"
#include "check/figures.h"
#include "check/follow_up.h"
#include "check/meetings.h"
#include "check/names.h"
#include "check/plan.h"
#include "check/plan_history.h"
#include "check/sums.h"
#include "cli/translations.h"
#include "compose/facility_pages.h"
#include "compose/headings.h"
#include "compose/prepare.h"
#include "compose/slides.h"
#include "compose/template.h"
#include "compose/typography.h"
#include "compose/view.h"
#include "compute/block_made.h"
#include "compute/blocks.h"
#include "compute/formulas.h"
#include "compute/tables.h"
#include "draw/chart.h"
#include "draw/map.h"
#include "html/html_node.h"
#include "model/dataset.h"
#include "model/indicator_read.h"
#include "model/indicator_table.h"
#include "model/names.h"
#include "model/plan_pages.h"
#include "model/plan_read.h"
#include "model/records.h"
#include "read/markdown.h"

struct worker {
    host *host;
    template_runner *runner;
    arena *scratch, *keep;                         /* of one page; of the whole build */
    links_list later;
    buf content, html;                             /* of the page; of the file */
    view idle;                                     /* what scripts see between pages: the home page */
};

/* --- what scripts and layouts look at */

static void look_at(workers *w, worker *k, view *v, page *p, str path)
{
    *v = (view){ .site = w->l->site, .lang = p->lang, .page = p, .path = path, .scratch = k->scratch };
    view_set(k->host, v);
}

static void push_globals(void *ctx, host *h)
{
    static const char *const names[] = { "page", "data", "site" };
    (void)ctx;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) lua_getglobal(host_lua(h), names[i]);
}

static void push_site(void *ctx, host *h)
{
    (void)ctx;
    lua_getglobal(host_lua(h), "site");
}

static scene *draw_chart(void *ctx, arena *a, const chart_spec *spec)
{
    (void)ctx;
    return chart_draw(a, spec, PT(460));
}

static scene *draw_map(void *ctx, arena *a, const map_spec *spec)
{
    (void)ctx;
    return map_draw(a, spec, PT(400));
}

/* Nodes of a text that a script made stand nowhere in the page's source. */
static void forget_places(node *root)
{
    for (node *n = root; n; n = node_following(root, n)) n->off = n->len = 0;
}

typedef struct expansion { workers *w; worker *k; const page *page; } expansion;

static void parse_fragment(void *ctx, arena *a, str text, node *into)
{
    expansion *e = ctx;
    source *s = ARENA_NEW(e->k->keep, source);     /* messages may name it after the page is done */
    s->path = e->page->src->path;
    s->text = arena_str(e->k->keep, text);
    node *root = markdown_parse(a, s, 0, e->w->l->d, (markdown_options){ 0 });
    forget_places(root);
    for (node *n = root->first, *next; n; n = next) {
        next = n->next;
        node_append(into, n);
    }
}

static str facility_address(void *ctx, arena *a, str id)
{
    const expansion *e = ctx;
    const site *s = e->w->l->site;
    str key = arena_fmt(a, "%.*s/structures/%.*s", STR_ARG(e->page->lang->code), STR_ARG(id));
    const page *p = map_get(s->by_key, key);
    return p && p->facility ? arena_fmt(a, "/structures/%.*s", STR_ARG(id)) : S("");
}

/* --- computed tables */

/* Between pages scripts see the site from its home page, so that books may read it too. */
static void look_away(workers *w, worker *k)
{
    site *s = w->l->site;
    page *home = s->homes[0];
    if (!home) {
        home = ARENA_NEW(w->l->mem, page);
        home->lang = &s->settings->languages[0];
        home->src = s->settings->src;
    }
    look_at(w, k, &k->idle, home, S("index.html"));
}

/* The codes of data.communes: the territories that make up the whole. */
static str *communes(arena *a, const map *datasets, size_t *n)
{
    const dataset *t = map_get(datasets, S("communes"));
    str *codes = ARENA_ARRAY(a, str, t ? t->nrows + 1 : 1);
    *n = 0;
    for (size_t i = 0; t && i < t->nrows; i++) {
        str code = dataset_plain(a, dataset_cell(t, i, S("code")));
        if (code.n) codes[(*n)++] = code;
    }
    return codes;
}

/* Data to datasets, their figures to indicators, and what scripts compute of these. */
static void run_indicators(workers *w)
{
    loaded *l = w->l;
    site *s = l->site;
    size_t n;
    tables_of_data(l->mem, s->data, s->data_sources, s->datasets);
    dataset *places = map_get(s->datasets, S("structures"));
    if (places && facility_pages_wanted(s, l->layouts))
        places->as_table = places->as_geo = true;  /* their pages say the same */
    s->indicators = indicators_new(l->mem);
    s->names = names_read(l->mem, value_get(s->data, S("noms")), map_get(s->data_sources, S("noms")));
    s->indicators->renamed = s->names;
    indicator_read(s->indicators, s->datasets, l->d);
    formulas *f = formulas_new(l->mem, l->formulas, l->nformulas, l->own_formulas, s->data);
    str *codes = communes(l->mem, s->datasets, &n);
    formulas_run(f, w->v[0].host, s->indicators, codes, n);
    s->formulas = f;
    figures_check(s->indicators, s->datasets, s->today, l->d);
    names_check(s, l->d);
}

/* The plan of the agreement: content/data/plan and the pages of kind `action`; and those that came before it. */
static void read_plan(workers *w)
{
    loaded *l = w->l;
    site *s = l->site;
    const value *data = value_get(s->data, S("plan"));
    plan_tree *t = plan_new(l->mem);
    if (data) plan_read(t, data, map_get(s->data_sources, S("plan")));
    plan_add_pages(t, s);
    if (t->root->first) {
        s->plan = t;
        plan_check(t, l->d);
    }
    s->history = plan_history_read(l->mem, s->data, s->data_sources, s->plan);
    plan_history_check(s->history, s->plan, l->d);
    follow_up_check_names(s, l->d);
}

static void run_tables(workers *w)
{
    loaded *l = w->l;
    worker *k = &w->v[0];
    run_indicators(w);
    read_plan(w);
    tables_input in = { .scripts = l->tables, .n = l->ntables, .own = l->own_tables, .data = l->site->data,
                        .push_site = push_site };
    tables_run(l->mem, k->host, &in, l->site->datasets);
    dataset *all = indicator_table(l->mem, l->site->indicators);
    if (all && !map_has(l->site->datasets, all->name)) map_put(l->site->datasets, all->name, all);
    l->site->records = records_of(l->mem, l->site);
    arena_reset(k->scratch);
}

/* --- start and end */

void workers_start(workers *w, loaded *l)
{
    arena *a = l->mem;
    *w = (workers){ .l = l, .n = l->workers };
    l->site->datasets = map_new(a);
    w->v = ARENA_ARRAY(a, worker, w->n);
    w->templates = template_set_new(a);
    w->blocks = blocks_new(a, l->blocks, l->nblocks);
    for (size_t i = 0; i < map_count(l->layouts); i++)
        template_set_add(w->templates, map_at(l->layouts, i)->key, map_at(l->layouts, i)->value, l->d);
    for (int i = 0; i < w->n; i++) {
        worker *k = &w->v[i];
        k->host = host_new(l->d, map_hash(l->site->settings->languages[0].title), HOST_LIMITS);
        host_set_library(k->host, l->library, l->nlibrary);
        k->scratch = arena_new(0);
        k->keep = l->arenas[i];
        k->later.mem = k->keep;
        view_install(k->host, l->site);
        k->runner = template_runner_new(w->templates, k->host);
        look_away(w, k);
    }
    run_tables(w);
}

void workers_end(workers *w)
{
    for (int i = 0; i < w->n; i++) {
        template_runner_free(w->v[i].runner);
        host_free(w->v[i].host);
        arena_free(w->v[i].scratch);
        buf_free(&w->v[i].html);
        buf_free(&w->v[i].content);
    }
    for (size_t i = 0; i < w->l->site->npages; i++) arena_free(w->l->site->pages[i]->tree_arena);
}

host *workers_host(workers *w, int hand) { return w->v[hand].host; }

void workers_check_links(workers *w)
{
    for (int i = 0; i < w->n; i++) links_check(&w->v[i].later, w->l->d);
}

/* --- pages */

static void expand(workers *w, worker *k, arena *a, page *p, node_tree *t)
{
    view v;
    look_at(w, k, &v, p, p->path);
    expansion e = { w, k, p };
    blocks_context c = { .host = k->host,
                         .blocks = w->blocks,
                         .datasets = w->l->site->datasets,
                         .indicators = w->l->site->indicators,
                         .plan = w->l->site->plan,
                         .names = w->l->site->names,
                         .nlanguages = w->l->site->settings->nlanguages,
                         .locale = p->lang->locale,
                         .words = p->lang->words,
                         .lang = p->lang->code,
                         .clock = w->l->site->clock,
                         .rtl = p->lang->rtl,
                         .draw = draw_chart,
                         .draw_map = draw_map,
                         .markdown = parse_fragment,
                         .push = push_globals,
                         .facility = facility_address,
                         .source_lang = w->l->site->settings->languages[0].code,
                         .ctx = &e };
    blocks_expand(&c, a, t);
}

/* A page about a facility has a map for its tree; all else of it is its layout's. */
static node *make_facility(workers *w, worker *k, arena *a, page *p)
{
    loaded *l = w->l;
    node_tree t = { .src = p->src, .lang = p->lang->code, .root = facility_tree(a, l->site, p) };
    expand(w, k, a, p, &t);
    prepare_page(a, k->keep, l->site, p, &t, &k->later, l->d);
    return t.root;
}

static node *parse_page(workers *w, worker *k, arena *a, page *p)
{
    loaded *l = w->l;
    if (p->facility) return make_facility(w, k, a, p);
    node_tree t = { .src = p->src, .lang = p->lang->code };
    t.root = markdown_parse(a, p->src, p->body, l->d, (markdown_options){ 0 });
    if (p->origin) {
        node_ids(a, t.root);                       /* those of the source, so that links go on leading there */
        translations_apply(l, a, p, t.root);
    } else {
        translations_judge(l, a, p);
    }
    if (p->kind && p->kind->slides) slides_cut(a, t.root);
    expand(w, k, a, p, &t);
    prepare_page(a, k->keep, l->site, p, &t, &k->later, l->d);
    access_check(&t, l->d);
    falc_check(&t, p->is_falc, l->d);
    sums_check(&t, l->d);
    if (!p->origin) sums_check_fields(p->src, p->fields, l->d);
    if (!p->origin) meetings_check(p, l->d);
    if (!p->origin) follow_up_check(p, l->d);
    return t.root;
}

node *worker_sheet(workers *w, int hand, arena *a, page *p, str name, const value *with)
{
    worker *k = &w->v[hand];
    node_tree t = { .src = p->src, .lang = p->lang->code, .root = node_new(a, NODE_DOCUMENT, 0, 0) };
    node *div = node_new(a, NODE_DIV, 0, 0);
    div->text = name;
    block_made_options(a, div, with);
    node_append(t.root, div);
    expand(w, k, a, p, &t);
    headings_settle(&t, NULL);                     /* blocks are made for the place that they have on a page */
    links_resolve(a, w->l->site, p, &t, &k->later, w->l->d);
    typography_settle(a, t.root, p->lang->code, p->lang->rtl, w->l->site->settings->typography);
    look_away(w, k);
    arena_reset(k->scratch);
    return t.root;
}

void worker_keep(workers *w, int hand, page *p)
{
    worker *k = &w->v[hand];
    p->tree_arena = arena_new(4096);
    p->tree = parse_page(w, k, p->tree_arena, p);
    look_away(w, k);
    arena_reset(k->scratch);
}

void worker_open(workers *w, int hand, page *p, worker_page *out)
{
    worker *k = &w->v[hand];
    *out = (worker_page){ .page = p, .root = p->tree };
    if (!p->tree && p->src) out->root = parse_page(w, k, k->scratch, p);
}

static str translate(void *ctx, str msgid) { return words_get(ctx, msgid); }

static void render_content(worker *k, const worker_page *p, const plan_file *f)
{
    k->content.n = 0;
    if (f->again || !p->root) return;
    html_options o = {
        .from = f->path, .lang = p->page->lang->code, .zero = locale_zero(p->page->lang->locale), .word = translate,
        .word_ctx = (void *)p->page->lang->words
    };
    html_node(&k->content, p->root, &o);
}

str worker_render(workers *w, int hand, worker_page *p, const plan_file *f)
{
    worker *k = &w->v[hand];
    view v;
    render_content(k, p, f);
    look_at(w, k, &v, p->page, f->path);
    v.content = buf_view(&k->content);
    v.tree = p->root;
    v.pager = f->pager;
    k->html.n = 0;
    template_render(k->runner, f->layout, &k->html);
    return buf_view(&k->html);
}

index_page *worker_index(workers *w, int hand, const worker_page *p)
{
    return index_page_new(w->v[hand].keep, p->page, p->root);
}

void worker_close(workers *w, int hand, worker_page *p)
{
    (void)p;
    look_away(w, &w->v[hand]);
    arena_reset(w->v[hand].scratch);
}
