#include "read/markdown_tree.h"

/* The elements that content may hold. */
static const struct { const char *name; md_tag_role role; node_kind kind; const char *classes;
} ELEMENTS[] = {
    { "p", TAG_PARAGRAPH, 0, NULL },
    { "div", TAG_PARAGRAPH, 0, NULL },
    { "ul", TAG_LIST, 0, NULL },
    { "ol", TAG_LIST, 0, NULL },
    { "li", TAG_ITEM, 0, NULL },
    { "br", TAG_BREAK, 0, NULL },
    { "hr", TAG_RULE, 0, NULL },
    { "u", TAG_INLINE, NODE_UNDERLINE, NULL },
    { "ins", TAG_INLINE, NODE_UNDERLINE, NULL },
    { "i", TAG_INLINE, NODE_EMPH, NULL },
    { "em", TAG_INLINE, NODE_EMPH, NULL },
    { "b", TAG_INLINE, NODE_STRONG, NULL },
    { "strong", TAG_INLINE, NODE_STRONG, NULL },
    { "sub", TAG_INLINE, NODE_SUBSCRIPT, NULL },
    { "sup", TAG_INLINE, NODE_SUPERSCRIPT, NULL },
    { "abbr", TAG_INLINE, NODE_ABBR, NULL },
    { "span", TAG_INLINE, NODE_SPAN, NULL },
    { "a", TAG_INLINE, NODE_LINK, NULL },
    { "small", TAG_INLINE, NODE_SPAN, "small" },
    { "s", TAG_INLINE, NODE_SPAN, "s" },
    { "del", TAG_INLINE, NODE_SPAN, "s" },
    { "strike", TAG_INLINE, NODE_SPAN, "s" },
};

static bool same_name(str s, const char *z)
{
    if (strlen(z) != s.n) return false;
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 0x20) != (z[i] | 0x20)) return false;
    return true;
}

md_tag md_tag_of(str literal)
{
    md_tag t = { .role = TAG_OTHER };
    if (str_starts(literal, S("<!--"))) { t.role = TAG_COMMENT; return t; }
    if (literal.n < 3 || literal.p[0] != '<') return t;
    size_t from = literal.p[1] == '/' ? 2 : 1, i = from;
    t.closing = from == 2;
    while (i < literal.n && strchr(" \t\r\n/>", literal.p[i]) == NULL) i++;
    t.name = str_of(literal.p + from, i - from);
    t.attrs = str_of(literal.p + i, literal.n - i);
    if (t.attrs.n && t.attrs.p[t.attrs.n - 1] == '>') t.attrs.n--;
    for (size_t k = 0; k < sizeof ELEMENTS / sizeof *ELEMENTS; k++) {
        if (!same_name(t.name, ELEMENTS[k].name)) continue;
        t.role = ELEMENTS[k].role;
        t.kind = ELEMENTS[k].kind;
        t.classes = ELEMENTS[k].classes;
        t.ordered = t.role == TAG_LIST && (t.name.p[0] | 0x20) == 'o';
        break;
    }
    return t;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/'; }

/* The value of attribute `name`, as it is written; false when the tag has none. */
static bool find_attr(const md_tag *t, const char *name, str *out)
{
    str s = t->attrs;
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && blank(s.p[i])) i++;
        size_t key = i;
        while (i < s.n && !blank(s.p[i]) && s.p[i] != '=') i++;
        str k = str_of(s.p + key, i - key), v = S("");
        while (i < s.n && blank(s.p[i]) && s.p[i] != '/') i++;
        if (i < s.n && s.p[i] == '=') {
            i++;
            while (i < s.n && blank(s.p[i]) && s.p[i] != '/') i++;
            char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : 0;
            size_t from = i;
            while (i < s.n && (quote ? s.p[i] != quote : !(blank(s.p[i]) && s.p[i] != '/'))) i++;
            v = str_of(s.p + from, i - from);
            if (quote && i < s.n) i++;
        }
        if (same_name(k, name)) { *out = v; return true; }
        if (k.n == 0) break;
    }
    return false;
}

str md_decode(md_reader *r, str s)
{
    if (str_find(s, '&') == STR_NONE) return arena_str(r->a, s);
    /* cmark knows the entities. Whatever else it might see in the text is hidden behind backslashes; line ends become
     * spaces. */
    buf in = { 0 }, out = { 0 };
    BUF_LIT(&in, "# ");
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool mark = c > ' ' && c < 0x7F && c != '&' && c != ';' && c != '#' &&
                    !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9');
        if (mark) buf_char(&in, '\\');
        buf_char(&in, c == '\n' || c == '\r' ? ' ' : c);
    }
    BUF_LIT(&in, " #");
    cmark_node *doc = cmark_parse_document(in.p, in.n, CMARK_OPT_DEFAULT), *h = cmark_node_first_child(doc);
    for (cmark_node *c = h ? cmark_node_first_child(h) : NULL; c; c = cmark_node_next(c))
        if (cmark_node_get_literal(c)) buf_z(&out, cmark_node_get_literal(c));
    cmark_node_free(doc);
    buf_free(&in);
    return buf_take(&out, r->a);
}

static void keep_attr(md_reader *r, const md_tag *t, node *n, const char *name, size_t field)
{
    str v;
    if (!find_attr(t, name, &v)) return;
    *(str *)((char *)node_attrs_of(r->a, n) + field) = md_decode(r, v);
}

node *md_tag_node(md_reader *r, const md_tag *t, uint32_t off, uint32_t len)
{
    node *n = node_new(r->a, t->kind, off, len);
    str v;
    if (t->kind == NODE_LINK && !find_attr(t, "href", &v)) n->kind = NODE_SPAN;
    else if (t->kind == NODE_LINK) n->text = md_decode(r, v);
    keep_attr(r, t, n, "id", offsetof(node_attrs, id));
    keep_attr(r, t, n, "title", offsetof(node_attrs, title));
    keep_attr(r, t, n, "lang", offsetof(node_attrs, lang));
    if (t->kind == NODE_SPAN) keep_attr(r, t, n, "class", offsetof(node_attrs, classes));
    if (t->classes) node_attrs_of(r->a, n)->classes = str_z(t->classes);
    if (n->attrs && n->attrs->id.n) { n->attrs->id_off = off; md_claim_id(r, n->attrs); }
    return n;
}
