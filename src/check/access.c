#include "check/access.h"
#include "base/lang.h"

static bool has_header(const node *table)
{
    for (const node *r = table->first; r; r = r->next)
        if (r->kind == NODE_ROW) return r->header;
    return true;
}

void access_check(const node_tree *t, diag *d)
{
    for (node *n = t->root; n; n = node_following(t->root, n))
        if (n->kind == NODE_TABLE && n->len && !has_header(n))
            DIAG(d, A901, node_span(t, n), _("name the columns in the first row"));
}
