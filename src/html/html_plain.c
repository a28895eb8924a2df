#include "html/html_plain.h"
#include "html/escape.h"

static void children(buf *out, const node *n);

/* At the start of a line. */
static void fresh(buf *out)
{
    if (out->n && out->p[out->n - 1] != '\n') buf_char(out, '\n');
}

/* The text of a picture, for alt. */
static void alternative(buf *out, const node *n)
{
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_SOFT_BREAK || k->kind == NODE_LINE_BREAK) buf_char(out, ' ');
        else if (k->kind == NODE_TEXT || k->kind == NODE_CODE || k->kind == NODE_HTML_INLINE) html_text(out, k->text);
        else alternative(out, k);
    }
}

static void title(buf *out, const node *n)
{
    if (!n->attrs || n->attrs->title.n == 0) return;
    BUF_LIT(out, " title=\"");
    html_text(out, n->attrs->title);
    buf_char(out, '"');
}

static void element(buf *out, const node *n, const char *name)
{
    buf_fmt(out, "<%s>", name);
    children(out, n);
    buf_fmt(out, "</%s>", name);
}

static bool put_inline(buf *out, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_TEXT: html_text(out, n->text); break;
    case NODE_SOFT_BREAK: buf_char(out, '\n'); break;
    case NODE_LINE_BREAK: BUF_LIT(out, "<br />\n"); break;
    case NODE_CODE:
        BUF_LIT(out, "<code>");
        html_text(out, n->text);
        BUF_LIT(out, "</code>");
        break;
    case NODE_HTML_INLINE: buf_str(out, n->text); break;
    case NODE_EMPH: element(out, n, "em"); break;
    case NODE_STRONG: element(out, n, "strong"); break;
    case NODE_LINK:
        BUF_LIT(out, "<a href=\"");
        html_address(out, n->text);
        buf_char(out, '"');
        title(out, n);
        buf_char(out, '>');
        children(out, n);
        BUF_LIT(out, "</a>");
        break;
    case NODE_IMAGE:
        BUF_LIT(out, "<img src=\"");
        html_address(out, n->text);
        BUF_LIT(out, "\" alt=\"");
        alternative(out, n);
        buf_char(out, '"');
        title(out, n);
        BUF_LIT(out, " />");
        break;
    default: return false;
    }
    return true;
}

static void block(buf *out, const node *n, const char *name)
{
    fresh(out);
    buf_fmt(out, "<%s>\n", name);
    children(out, n);
    fresh(out);
    buf_fmt(out, "</%s>\n", name);
}

static void list(buf *out, const node *n)
{
    const char *name = n->ordered ? "ol" : "ul";
    fresh(out);
    if (n->ordered && n->start != 1) buf_fmt(out, "<ol start=\"%d\">\n", n->start);
    else buf_fmt(out, "<%s>\n", name);
    children(out, n);
    buf_fmt(out, "</%s>\n", name);
}

static void code_block(buf *out, const node *n)
{
    fresh(out);
    size_t end = 0;
    while (end < n->info.n && !strchr(" \t\n\r\f\v", n->info.p[end])) end++;
    if (end) {
        BUF_LIT(out, "<pre><code class=\"language-");
        html_text(out, str_first(n->info, end));
        BUF_LIT(out, "\">");
    } else {
        BUF_LIT(out, "<pre><code>");
    }
    html_text(out, n->text);
    BUF_LIT(out, "</code></pre>\n");
}

static void paragraph(buf *out, const node *n)
{
    const node *list_of = n->parent ? n->parent->parent : NULL;
    if (list_of && list_of->kind == NODE_LIST && list_of->tight) {
        children(out, n);
        return;
    }
    fresh(out);
    element(out, n, "p");
    buf_char(out, '\n');
}

static void put(buf *out, const node *n)
{
    if (put_inline(out, n)) return;
    switch ((node_kind)n->kind) {
    case NODE_PARAGRAPH: paragraph(out, n); break;
    case NODE_QUOTE: block(out, n, "blockquote"); break;
    case NODE_LIST: list(out, n); break;
    case NODE_ITEM:
        fresh(out);
        element(out, n, "li");
        buf_char(out, '\n');
        break;
    case NODE_HEADING:
        fresh(out);
        buf_fmt(out, "<h%d>", n->level);
        children(out, n);
        buf_fmt(out, "</h%d>\n", n->level);
        break;
    case NODE_CODE_BLOCK: code_block(out, n); break;
    case NODE_THEMATIC_BREAK:
        fresh(out);
        BUF_LIT(out, "<hr />\n");
        break;
    case NODE_HTML_BLOCK:
        fresh(out);
        buf_str(out, n->text);
        fresh(out);
        break;
    default: children(out, n); break;
    }
}

static void children(buf *out, const node *n)
{
    for (const node *k = n->first; k; k = k->next) put(out, k);
}

void html_plain(buf *out, const node *n) { put(out, n); }
