#include "compose/headings.h"

static bool uses_level_one(node *root)
{
    for (node *n = root; n; n = node_following(root, n))
        if (n->kind == NODE_HEADING && n->level == 1) return true;
    return false;
}

/* `level` is the depth in the finished page, the title being 1; authors are told the levels that they write. */
void headings_settle(node_tree *t, diag *d)
{
    int shift = uses_level_one(t->root), level = 1;
    for (node *n = t->root; n; n = node_following(t->root, n)) {
        if (n->kind != NODE_HEADING) continue;
        int now = n->level + shift;
        if (now > level + 1) {
            int before = level - shift > 0 ? level - shift : 1;
            char from[2] = { (char)('0' + before), 0 }, to[2] = { (char)('0' + n->level), 0 };
            char want[8] = "#######";
            want[level + 1 - shift] = 0;
            if (d) DIAG(d, M105, node_span(t, n), from, to, want);
            now = level + 1;
        }
        n->level = (uint8_t)(now > 6 ? 6 : now);
        level = n->level;
    }
}
