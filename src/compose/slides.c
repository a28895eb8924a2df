#include "compose/slides.h"

static bool is_div(const node *n, const char *name) { return n->kind == NODE_DIV && str_eqz(n->text, name); }

bool slides_is_slide(const node *n) { return is_div(n, "diapo"); }
bool slides_is_part(const node *n) { return slides_is_slide(n) && node_has_class(n, S("partie")); }
bool slides_is_notes(const node *n) { return is_div(n, "notes"); }

static bool starts_slide(const node *n) { return n->kind == NODE_HEADING && n->level <= 2; }

static void mark_part(arena *a, node *slide)
{
    const node *heading = slide->first;
    if (!heading || heading->kind != NODE_HEADING || heading->level > 1) return;
    for (const node *n = heading->next; n; n = n->next)
        if (!slides_is_notes(n)) return;
    node_attrs_of(a, slide)->classes = S("partie");
}

void slides_cut(arena *a, node *root)
{
    node *all = root->first, *slide = NULL;
    root->first = root->last = NULL;
    for (node *n = all, *next; n; n = next) {
        next = n->next;
        n->next = n->parent = NULL;
        if (n->kind == NODE_FOOTNOTE) {
            node_append(root, n);
            continue;
        }
        if (!slide || starts_slide(n)) {
            slide = node_new(a, NODE_DIV, n->off, n->len);
            slide->text = S("diapo");
            node_append(root, slide);
        }
        node_append(slide, n);
    }
    for (node *n = root->first; n; n = n->next)
        if (slides_is_slide(n)) mark_part(a, n);
}
