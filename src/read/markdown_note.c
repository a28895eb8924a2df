#include "read/markdown_tree.h"

/* A call of a footnote that does not exist shows as it was typed. */
static void unknown(md_reader *r, node *ref)
{
    const char *shown = arena_fmt(r->a, "[^%.*s]", STR_ARG(ref->text)).p;
    if (r->d) DIAG(r->d, M102, md_span(r, ref->off, ref->len), shown);
    ref->kind = NODE_TEXT;
    ref->text = str_z(shown);
}

/* Gives numbers to the notes called below `top`, in order; new ones are put in `order`. */
static void number_calls(md_reader *r, node *top, node **order, int32_t *count)
{
    for (node *n = top; n; n = node_following(top, n)) {
        if (n->kind != NODE_FOOTNOTE_REF) continue;
        md_note *m = map_get(r->scan.notes, n->text);
        if (!m || !m->at) { unknown(r, n); continue; }
        if (m->number == 0) {
            order[*count] = m->at;
            m->number = ++*count;
            m->at->start = m->number;
        }
        n->start = m->number;
    }
}

static void tie(md_reader *r)
{
    for (size_t i = 0; i < r->notes.n; i++) {
        md_note *m = map_get(r->scan.notes, r->notes.v[i]->text);
        if (m && !m->at) m->at = r->notes.v[i];
    }
}

static void report_unused(md_reader *r)
{
    for (size_t i = 0; r->d && i < r->notes.n; i++) {
        const node *n = r->notes.v[i];
        if (n->start == 0) DIAG(r->d, M103, md_span(r, n->off, n->len), arena_fmt(r->a, "[^%.*s]", STR_ARG(n->text)).p);
    }
}

void md_number_notes(md_reader *r)
{
    if (!r->has_refs && r->notes.n == 0) return;
    node **order = ARENA_ARRAY(r->scratch, node *, r->notes.n + 1);
    int32_t count = 0;
    tie(r);
    number_calls(r, r->root, order, &count);
    for (int32_t i = 0; i < count; i++) number_calls(r, order[i], order, &count);   /* notes may call notes */
    report_unused(r);
    for (int32_t i = 0; i < count; i++) node_append(r->root, order[i]);
}
