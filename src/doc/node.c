#include "doc/node.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"

static const char *const NAMES[] = {
    [NODE_DOCUMENT] = "document",
    [NODE_PARAGRAPH] = "paragraph",
    [NODE_HEADING] = "heading",
    [NODE_LIST] = "list",
    [NODE_ITEM] = "item",
    [NODE_QUOTE] = "quote",
    [NODE_CODE_BLOCK] = "code_block",
    [NODE_THEMATIC_BREAK] = "thematic_break",
    [NODE_HTML_BLOCK] = "html_block",
    [NODE_TABLE] = "table",
    [NODE_CAPTION] = "caption",
    [NODE_ROW] = "row",
    [NODE_CELL] = "cell",
    [NODE_DIV] = "div",
    [NODE_FIGURE] = "figure",
    [NODE_GRAPHIC] = "graphic",
    [NODE_FOOTNOTE] = "footnote",
    [NODE_DEFINITION_LIST] = "definition_list",
    [NODE_TERM] = "term",
    [NODE_DEFINITION] = "definition",
    [NODE_TEXT] = "text",
    [NODE_SOFT_BREAK] = "soft_break",
    [NODE_LINE_BREAK] = "line_break",
    [NODE_CODE] = "code",
    [NODE_EMPH] = "emph",
    [NODE_STRONG] = "strong",
    [NODE_UNDERLINE] = "underline",
    [NODE_SUBSCRIPT] = "subscript",
    [NODE_SUPERSCRIPT] = "superscript",
    [NODE_ABBR] = "abbr",
    [NODE_SPAN] = "span",
    [NODE_LINK] = "link",
    [NODE_IMAGE] = "image",
    [NODE_FOOTNOTE_REF] = "footnote_ref",
    [NODE_HTML_INLINE] = "html_inline",
};

const char *node_kind_name(node_kind k) { return NAMES[k]; }

node *node_new(arena *a, node_kind kind, uint32_t off, uint32_t len)
{
    node *n = ARENA_NEW(a, node);
    n->kind = (uint8_t)kind;
    n->off = off;
    n->len = len;
    n->rowspan = n->colspan = 1;
    return n;
}

void node_append(node *parent, node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last) parent->last->next = child;
    else parent->first = child;
    parent->last = child;
}

void node_insert_after(node *after, node *child)
{
    child->parent = after->parent;
    child->next = after->next;
    after->next = child;
    if (after->parent->last == after) after->parent->last = child;
}

void node_remove(node *n)
{
    node *p = n->parent, *before = NULL;
    if (!p) return;
    for (node *c = p->first; c != n; c = c->next) before = c;
    if (before) before->next = n->next;
    else p->first = n->next;
    if (p->last == n) p->last = before;
    n->parent = n->next = NULL;
}

node_attrs *node_attrs_of(arena *a, node *n)
{
    if (!n->attrs) n->attrs = ARENA_NEW(a, node_attrs);
    return n->attrs;
}

str node_attr(const node *n, str key)
{
    if (n->attrs)
        for (const node_pair *p = n->attrs->pairs; p; p = p->next)
            if (str_eq(p->key, key)) return p->value;
    return S("");
}

bool node_has_class(const node *n, str name)
{
    if (!n->attrs) return false;
    str part;
    for (str rest = n->attrs->classes; str_cut(&rest, ' ', &part);)
        if (str_eq(part, name)) return true;
    return false;
}

bool node_is_inline(const node *n) { return n->kind >= NODE_TEXT; }

span node_span(const node_tree *t, const node *n) { return (span){ t->src, n->off, n->len }; }

node *node_following(const node *root, node *n)
{
    if (n->first) return n->first;
    while (n != root && !n->next) n = n->parent;
    return n == root ? NULL : n->next;
}

void node_text(buf *out, const node *top)
{
    for (node *n = (node *)(uintptr_t)top; n; n = node_following(top, n)) {
        if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK) buf_str(out, n->text);
        else if (n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK) buf_char(out, ' ');
        else if (n != top && !node_is_inline(n) && out->n && out->p[out->n - 1] != ' ') buf_char(out, ' ');
    }
}

/* The id `base`, or base-2, base-3… `used` holds for each id the last number tried, so that a thousand equal headings
 * stay linear. */
static str unused_id(arena *a, map *used, str base)
{
    uintptr_t k = (uintptr_t)map_get(used, base);
    str id = base;
    while (map_has(used, id))
        id = arena_fmt(a, "%.*s-%llu", STR_ARG(base), (unsigned long long)(k = k < 2 ? 2 : k + 1));
    if (k) map_put(used, base, (void *)k);
    map_put(used, id, (void *)(uintptr_t)1);
    return id;
}

void node_ids(arena *a, node *root)
{
    map *used = map_new(a);
    for (node *n = root; n; n = node_following(root, n))
        if (n->attrs && n->attrs->id.n) map_put(used, n->attrs->id, (void *)(uintptr_t)1);
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind != NODE_HEADING || (n->attrs && n->attrs->id.n)) continue;
        buf text = { 0 };
        node_text(&text, n);
        str id = unicode_id(a, buf_view(&text));
        buf_free(&text);
        node_attrs_of(a, n)->id = unused_id(a, used, id.n ? arena_str(a, id) : S("section"));
    }
}

static void put_quoted(buf *out, str s)
{
    buf_char(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') { buf_char(out, '\\'); buf_char(out, (char)c); }
        else if (c == '\n') BUF_LIT(out, "\\n");
        else if (c == '\t') BUF_LIT(out, "\\t");
        else if (c < 0x20 || c == 0x7F) buf_fmt(out, "\\x%02x", c);
        else buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

static void put_named(buf *out, const char *name, str value)
{
    if (value.n == 0) return;
    buf_char(out, ' ');
    buf_z(out, name);
    buf_char(out, '=');
    put_quoted(out, value);
}

static void put_attrs(buf *out, const node_attrs *t)
{
    if (!t) return;
    put_named(out, "id", t->id);
    put_named(out, "class", t->classes);
    put_named(out, "title", t->title);
    put_named(out, "lang", t->lang);
    for (const node_pair *p = t->pairs; p; p = p->next) {
        buf_char(out, ' ');
        buf_str(out, p->key);
        buf_char(out, '=');
        put_quoted(out, p->value);
    }
}

static void put_cell(buf *out, const node *n)
{
    static const char *const ALIGNS[] = { "", " left", " center", " right" };
    if (n->header) BUF_LIT(out, " header");
    buf_z(out, ALIGNS[n->align]);
    if (n->rowspan > 1) buf_fmt(out, " rowspan=%u", n->rowspan);
    if (n->colspan > 1) buf_fmt(out, " colspan=%u", n->colspan);
}

static void put_target(buf *out, const node_target *t)
{
    static const char *const KINDS[] = { "none", "external", "site", "place", "refused" };
    if (!t) return;
    buf_fmt(out, " target=%s", KINDS[t->kind]);
    put_named(out, "path", t->path);
    put_named(out, "anchor", t->anchor);
    put_named(out, "lang", t->lang);
    put_named(out, "file", t->file);
    if (t->width) buf_fmt(out, " size=%dx%d", t->width, t->height);
}

static void put_properties(buf *out, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_HEADING: buf_fmt(out, " level=%u", n->level); break;
    case NODE_LIST:
        if (n->ordered) buf_fmt(out, " ordered start=%d", n->start);
        if (n->tight) BUF_LIT(out, " tight");
        break;
    case NODE_TABLE: buf_fmt(out, " columns=%d", n->start); break;
    case NODE_ROW: if (n->header) BUF_LIT(out, " header"); break;
    case NODE_CELL: put_cell(out, n); break;
    case NODE_FOOTNOTE:
    case NODE_FOOTNOTE_REF: buf_fmt(out, " number=%d", n->start); break;
    case NODE_IMAGE: if (n->decorative) BUF_LIT(out, " decorative"); break;
    default: break;
    }
    put_named(out, "info", n->info);
    put_attrs(out, n->attrs);
    put_target(out, n->target);
    if (n->text.n || n->kind == NODE_TEXT) { buf_char(out, ' '); put_quoted(out, n->text); }
}

void node_print(buf *out, const node *top)
{
    int depth = 0;
    for (node *n = (node *)(uintptr_t)top; n;) {
        for (int i = 0; i < depth; i++) BUF_LIT(out, "  ");
        buf_z(out, NAMES[n->kind]);
        put_properties(out, n);
        /* A lone piece of text stands on the line of what holds it. */
        bool lone = n->first && n->first == n->last && n->first->kind == NODE_TEXT && n->text.n == 0;
        if (lone) { buf_char(out, ' '); put_quoted(out, n->first->text); }
        buf_char(out, '\n');
        if (n->kind == NODE_GRAPHIC && n->graphic) scene_print(out, n->graphic);
        if (n->first && !lone) { n = n->first; depth++; continue; }
        while (n != top && !n->next) { n = n->parent; depth--; }
        n = n == top ? NULL : n->next;
    }
}
