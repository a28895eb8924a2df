#include "pdf/pdf_tree.h"

enum { LEAF = 64 };

void pdf_tree_start(pdf_tree *t, pdf_out *o, const char *list) { *t = (pdf_tree){ .out = o, .list = list }; }

static void close_leaf(pdf_tree *t)
{
    if (!t->n) return;
    buf b = { 0 };
    buf_fmt(&b, "<</Limits[%.*s %.*s]/%s[%.*s]>>", (int)t->first.n, t->first.p, (int)t->last.n, t->last.p, t->list,
            (int)t->leaf.n, t->leaf.p);
    unsigned id = pdf_out_number(t->out);
    pdf_out_object(t->out, id, buf_view(&b));
    buf_fmt(&t->kids, "%u 0 R ", id);
    t->leaf.n = t->n = 0;
    buf_free(&b);
}

void pdf_tree_add(pdf_tree *t, str key, str value)
{
    if (t->n == LEAF) close_leaf(t);
    if (t->n == 0) { t->first.n = 0; buf_str(&t->first, key); }
    t->last.n = 0;
    buf_str(&t->last, key);
    buf_str(&t->leaf, key);
    buf_char(&t->leaf, ' ');
    buf_str(&t->leaf, value);
    buf_char(&t->leaf, ' ');
    t->n++;
}

void pdf_tree_end(pdf_tree *t, buf *root)
{
    close_leaf(t);
    buf_fmt(root, "<</Kids[%.*s]>>", (int)t->kids.n, t->kids.n ? t->kids.p : "");
    buf_free(&t->first);
    buf_free(&t->last);
    buf_free(&t->leaf);
    buf_free(&t->kids);
}
