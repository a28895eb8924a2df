#include "translate/inline.h"

/* --- writing */

static void children(buf *out, const node *n);

/* Signs that may mean something are hidden behind a backslash; what is at the start of a line and would open a block,
 * too. */
static void put_text(buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
        bool special = c == '\\' || c == '`' || c == '*' || c == '[' || c == ']' || c == '<' || c == '{';
        bool within_word = c == '_' && i > 0 && next && s.p[i - 1] != ' ' && next != ' ';
        bool entity = c == '&' && (next == '#' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z'));
        if (special || (c == '_' && !within_word) || entity || (c == '!' && next == '[')) buf_char(out, '\\');
        buf_char(out, c);
    }
}

/* Between more backquotes than stand together within. */
static void put_code(buf *out, str s)
{
    size_t most = 0, now = 0;
    for (size_t i = 0; i < s.n; i++) {
        now = s.p[i] == '`' ? now + 1 : 0;
        if (now > most) most = now;
    }
    bool space = s.n && (s.p[0] == '`' || s.p[s.n - 1] == '`');
    for (size_t i = 0; i <= most; i++) buf_char(out, '`');
    if (space) buf_char(out, ' ');
    buf_str(out, s);
    if (space) buf_char(out, ' ');
    for (size_t i = 0; i <= most; i++) buf_char(out, '`');
}

static void put_quoted(buf *out, str s)
{
    buf_char(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') buf_char(out, '\\');
        buf_char(out, s.p[i]);
    }
    buf_char(out, '"');
}

static void put_value(buf *out, str s)
{
    bool word = s.n > 0;
    for (size_t i = 0; i < s.n; i++) if (s.p[i] == ' ' || s.p[i] == '}' || s.p[i] == '{' || s.p[i] == '"') word = false;
    if (word) buf_str(out, s);
    else buf_fmt(out, "\"%.*s\"", STR_ARG(s));
}

/* {#id .class lang=… key=…}; nothing when there is nothing to say. */
static void put_attrs(buf *out, const node_attrs *t)
{
    if (!t || (t->id.n == 0 && t->classes.n == 0 && t->lang.n == 0 && !t->pairs)) return;
    size_t start = out->n;
    str rest = t->classes, class;
    if (t->id.n) buf_fmt(out, " #%.*s", STR_ARG(t->id));
    while (str_cut(&rest, ' ', &class)) if (class.n) buf_fmt(out, " .%.*s", STR_ARG(class));
    if (t->lang.n) buf_fmt(out, " lang=%.*s", STR_ARG(t->lang));
    for (const node_pair *p = t->pairs; p; p = p->next) {
        buf_fmt(out, " %.*s=", STR_ARG(p->key));
        put_value(out, p->value);
    }
    out->p[start] = '{';                           /* in the place of the first space */
    buf_char(out, '}');
}

static void put_address(buf *out, str s)
{
    bool plain = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] == '(' || s.p[i] == ')' || s.p[i] == '<') plain = false;
    if (plain) buf_str(out, s);
    else buf_fmt(out, "<%.*s>", STR_ARG(s));
}

static void put_link(buf *out, const node *n)
{
    if (n->kind == NODE_IMAGE) buf_char(out, '!');
    buf_char(out, '[');
    children(out, n);
    BUF_LIT(out, "](");
    put_address(out, n->text);
    if (n->attrs && n->attrs->title.n) {
        buf_char(out, ' ');
        put_quoted(out, n->attrs->title);
    }
    buf_char(out, ')');
    put_attrs(out, n->attrs);
}

static void between(buf *out, const node *n, const char *open, const char *close)
{
    buf_z(out, open);
    children(out, n);
    buf_z(out, close);
}

static void put(buf *out, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_TEXT: put_text(out, n->text); break;
    case NODE_SOFT_BREAK: buf_char(out, ' '); break;
    case NODE_LINE_BREAK: BUF_LIT(out, "\\\n"); break;
    case NODE_CODE: put_code(out, n->text); break;
    case NODE_EMPH: between(out, n, "*", "*"); break;
    case NODE_STRONG: between(out, n, "**", "**"); break;
    case NODE_UNDERLINE: between(out, n, "<u>", "</u>"); break;
    case NODE_SUBSCRIPT: between(out, n, "<sub>", "</sub>"); break;
    case NODE_SUPERSCRIPT: between(out, n, "<sup>", "</sup>"); break;
    case NODE_ABBR:
        buf_fmt(out, "<abbr title=\"%.*s\">", STR_ARG(n->attrs ? n->attrs->title : S("")));
        between(out, n, "", "</abbr>");
        break;
    case NODE_SPAN:
        between(out, n, "[", "]");
        put_attrs(out, n->attrs);
        break;
    case NODE_LINK: case NODE_IMAGE: put_link(out, n); break;
    case NODE_FOOTNOTE_REF: buf_fmt(out, "[^%.*s]", STR_ARG(n->text)); break;
    default: children(out, n); break;
    }
}

static void children(buf *out, const node *n)
{
    for (const node *k = n->first; k; k = k->next) put(out, k);
}

str inline_markdown(arena *a, const node *first)
{
    buf out = { 0 };
    for (const node *n = first; n && node_is_inline(n); n = n->next) put(&out, n);
    return str_trim(buf_take(&out, a));
}

/* --- reading back */

static const str START = { "\u00A0",
                           2 }; /* before the text: a line that starts with a space of this kind opens no block */

static void define_notes(buf *out, const node *first)
{
    for (const node *n = first; n && node_is_inline(n); n = n->next) {
        if (n->kind == NODE_FOOTNOTE_REF) buf_fmt(out, "\n\n[^%.*s]: .", STR_ARG(n->text));
        define_notes(out, n->first);
    }
}

static const node *find_call(const node *first, str label)
{
    for (const node *n = first; n && node_is_inline(n); n = n->next) {
        if (n->kind == NODE_FOOTNOTE_REF && str_eq(n->text, label)) return n;
        const node *within = find_call(n->first, label);
        if (within) return within;
    }
    return NULL;
}

static bool drop_start(node *n)
{
    for (; n; n = n->first)
        if (n->kind == NODE_TEXT) {
            if (!str_starts(n->text, START)) return false;
            n->text = str_skip(n->text, START.n);
            return true;
        }
    return false;
}

static void settle(node *n, const node *from)
{
    for (; n; n = n->next) {
        n->off = n->len = 0;
        const node *call = n->kind == NODE_FOOTNOTE_REF ? find_call(from, n->text) : NULL;
        if (call) n->start = call->start;
        settle(n->first, from);
    }
}

/* Takes the run of inlines out of its parent; gives what followed it. */
static node *cut_out(node *parent, node *first, node **before)
{
    node *after = first;
    *before = NULL;
    for (node *n = parent->first; n != first; n = n->next) *before = n;
    while (after && node_is_inline(after)) after = after->next;
    return after;
}

bool inline_replace(arena *a, node *parent, node *first, str markdown, inline_parse *parse, void *ctx)
{
    buf text = { 0 };
    buf_str(&text, START);
    buf_str(&text, markdown);
    define_notes(&text, first);
    node *root = parse(ctx, a, buf_take(&text, a)), *para = root ? root->first : NULL, *before;
    bool one = para && para->kind == NODE_PARAGRAPH && (!para->next || para->next->kind == NODE_FOOTNOTE);
    if (!one || !para->first || !drop_start(para->first)) return false;
    settle(para->first, first);
    node *after = cut_out(parent, first, &before), *last = NULL;
    for (node *n = para->first; n; n = n->next) {
        n->parent = parent;
        last = n;
    }
    if (before) before->next = para->first;
    else parent->first = para->first;
    last->next = after;
    if (!after) parent->last = last;
    return true;
}
