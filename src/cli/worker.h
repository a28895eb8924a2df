/* What each thread of a build has: a closed Lua host, scratch memory, places of links to look at later. */
#ifndef CLI_WORKER_H
#define CLI_WORKER_H
#include "cli/load.h"
#include "compose/links.h"
#include "compose/plan.h"
#include "compute/host.h"
#include "search/index.h"

typedef struct worker worker;
typedef struct workers { loaded *l; worker *v; int n; struct template_set *templates; struct blocks *blocks; } workers;

/* A page with its resolved tree. */
typedef struct worker_page { page *page; node *root; } worker_page;

void workers_start(workers *w, loaded *l);         /* also runs scripts/tables/ and fills site.datasets */
void workers_check_links(workers *w);              /* after all pages: links to places on other pages */
void workers_end(workers *w);
host *workers_host(workers *w, int hand);

/* Parses and resolves a page unless a book has done so already. */
void worker_open(workers *w, int hand, page *p, worker_page *out);
/* Bytes of one file of the page; they last until the next call of the same hand. */
str worker_render(workers *w, int hand, worker_page *p, const plan_file *f);
/* What the page gives to the search; lives as long as the build. */
index_page *worker_index(workers *w, int hand, const worker_page *p);
void worker_close(workers *w, int hand, worker_page *p);
/* What the block `name` makes for a page by itself, with these options (or NULL): a document in a, its links resolved. */
node *worker_sheet(workers *w, int hand, arena *a, page *p, str name, const value *with);
/* The same tree, kept in page.tree for books. */
void worker_keep(workers *w, int hand, page *p);
#endif
