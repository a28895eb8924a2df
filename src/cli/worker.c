#include "cli/worker.h"
#include "base/lang.h"
#include "compose/prepare.h"
#include "compose/template.h"
#include "compute/blocks.h"
#include "compute/tables.h"
#include "draw/chart.h"
#include "html/html_node.h"
#include "read/markdown.h"

struct worker {
    host *host;
    template_runner *runner;
    arena *scratch, *keep;                         /* of one page; of the whole build */
    links_list later;
    buf html;
};

/* --- start and end */

static uint64_t seed_of(const site *s)
{
    return map_hash(s->settings->languages[0].title);
}

void workers_start(workers *w, loaded *l)
{
    arena *a = l->mem;
    *w = (workers){ .l = l, .n = l->workers };
    w->v = ARENA_ARRAY(a, worker, w->n);
    w->templates = template_set_new(a);
    for (size_t i = 0; i < map_count(l->layouts); i++)
        template_set_add(w->templates, map_at(l->layouts, i)->key, map_at(l->layouts, i)->value, l->d);
    for (int i = 0; i < w->n; i++) {
        worker *k = &w->v[i];
        k->host = host_new(l->d, seed_of(l->site), HOST_LIMITS);
        k->scratch = arena_new(0);
        k->keep = l->arenas[i];
        k->later.mem = k->keep;
    }
}

void workers_end(workers *w)
{
    for (int i = 0; i < w->n; i++) {
        template_runner_free(w->v[i].runner);
        host_free(w->v[i].host);
        arena_free(w->v[i].scratch);
        buf_free(&w->v[i].html);
    }
    for (size_t i = 0; i < w->l->site->npages; i++) arena_free(w->l->site->pages[i]->tree_arena);
}

host *workers_host(workers *w, int i) { return w->v[i].host; }

void workers_check_links(workers *w)
{
    for (int i = 0; i < w->n; i++) links_check(&w->v[i].later, w->l->d);
}
