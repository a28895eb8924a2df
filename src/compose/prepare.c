#include "compose/prepare.h"
#include "compose/headings.h"
#include "compose/typography.h"

static void note_ids(arena *keep, page *p, node *root)
{
    p->ids = map_new(keep);
    for (node *n = root; n; n = node_following(root, n))
        if (n->attrs && n->attrs->id.n) map_put(p->ids, arena_str(keep, n->attrs->id), p);
}

void prepare_page(arena *a, arena *keep, const site *s, page *p, node_tree *t, links_list *later, diag *d)
{
    headings_settle(t, d);
    node_ids(a, t->root);
    note_ids(keep, p, t->root);
    links_resolve(a, s, p, t, later, d);
    typography_settle(a, t->root, p->lang->code, p->lang->rtl, s->settings->typography);
}
