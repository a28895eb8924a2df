#include "search/passages.h"
#include "base/vec.h"

typedef struct cutter { arena *a; VEC(passage) out; str anchor, heading; buf text; } cutter;

static const char JOINT[] = " · ";

static void end_passage(cutter *c)
{
    if (c->text.n || c->heading.n || c->out.n == 0) {
        passage p = { c->anchor, c->heading, arena_str(c->a, buf_view(&c->text)) };
        VEC_PUSH(c->a, &c->out, p);
    }
    c->heading = S("");                            /* is said once */
    c->text.n = 0;
}

static void add_text(cutter *c, str text)
{
    if (text.n == 0) return;
    if (c->text.n && c->text.n + text.n > PASSAGE_LENGTH) end_passage(c);
    if (c->text.n) buf_z(&c->text, JOINT);
    buf_str(&c->text, text);
}

static bool is_whole(const node *n)
{
    switch (n->kind) {
    case NODE_PARAGRAPH: case NODE_CAPTION: case NODE_TERM: case NODE_ROW: case NODE_CODE_BLOCK: return true;
    default: return false;
    }
}

/* Cells are told apart; a caption or a paragraph is one text. */
static void put_text(buf *out, const node *n)
{
    if (n->kind != NODE_ROW) { node_text(out, n); return; }
    for (const node *cell = n->first; cell; cell = cell->next) {
        size_t before = out->n;
        node_text(out, cell);
        if (cell->next && out->n > before) buf_z(out, JOINT);
    }
}

static void add_heading(cutter *c, const node *n)
{
    buf text = { 0 };
    end_passage(c);
    node_text(&text, n);
    c->heading = buf_take(&text, c->a);
    c->anchor = n->attrs ? arena_str(c->a, n->attrs->id) : S("");
}

static void walk(cutter *c, const node *n)
{
    buf text = { 0 };
    if (n->kind == NODE_HEADING) {
        add_heading(c, n);
    } else if (is_whole(n) || node_is_inline(n)) {
        put_text(&text, n);
        add_text(c, str_trim(buf_view(&text)));
        buf_free(&text);
    } else {
        for (const node *k = n->first; k; k = k->next) walk(c, k);
    }
}

passage *passages_of(arena *a, str summary, const node *root, size_t *n)
{
    cutter c = { .a = a };
    add_text(&c, summary);
    if (root) walk(&c, root);
    end_passage(&c);
    buf_free(&c.text);
    *n = c.out.n;
    return c.out.v;
}
