#include "translate/inline.h"

/* --- writing */

/* Markdown, and the same cut into parts when they are wanted. */
typedef struct writer {
    buf out;
    arena *a;
    part_list *parts;          /* NULL: only the Markdown */
    int codes;
} writer;

static void children(writer *w, const node *n);

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

static void put_title(buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') buf_char(out, '\\');
        buf_char(out, s.p[i]);
    }
}

/* What was written from `from` on is a part of its own; text beside text is one. */
static void cut(writer *w, size_t from, part_kind kind, int code, str shown)
{
    if (!w->parts || w->out.n == from) return;
    str md = arena_str(w->a, str_of(w->out.p + from, w->out.n - from));
    part *last = w->parts->n ? &w->parts->v[w->parts->n - 1] : NULL;
    if (kind != PART_TEXT) VEC_PUSH(w->a, w->parts, ((part){ kind, code, md, md }));
    else if (!last || last->kind != PART_TEXT)
        VEC_PUSH(w->a, w->parts, ((part){ kind, 0, arena_str(w->a, shown), md }));
    else {
        last->text = arena_fmt(w->a, "%.*s%.*s", STR_ARG(last->text), STR_ARG(shown));
        last->markdown = arena_fmt(w->a, "%.*s%.*s", STR_ARG(last->markdown), STR_ARG(md));
    }
}

static void text(writer *w, str s)
{
    size_t from = w->out.n;
    put_text(&w->out, s);
    cut(w, from, PART_TEXT, 0, s);
}

static void alone(writer *w, const char *s)
{
    size_t from = w->out.n;
    buf_z(&w->out, s);
    cut(w, from, PART_ALONE, ++w->codes, S(""));
}

/* Between more backquotes than stand together within. */
static void code(writer *w, str s)
{
    buf *out = &w->out;
    size_t most = 0, now = 0, from = out->n;
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
    cut(w, from, PART_ALONE, ++w->codes, S(""));
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

static int open_code(writer *w, const char *s)
{
    size_t from = w->out.n;
    buf_z(&w->out, s);
    cut(w, from, PART_OPEN, ++w->codes, S(""));
    return w->codes;
}

/* A link or picture: its title is text, too. */
static void link(writer *w, const node *n)
{
    buf *out = &w->out;
    int number = open_code(w, n->kind == NODE_IMAGE ? "![" : "[");
    children(w, n);
    size_t from = out->n;
    BUF_LIT(out, "](");
    put_address(out, n->text);
    if (n->attrs && n->attrs->title.n) {
        BUF_LIT(out, " \"");
        cut(w, from, PART_ALONE, ++w->codes, S(""));
        from = out->n;
        put_title(out, n->attrs->title);
        cut(w, from, PART_TEXT, 0, n->attrs->title);
        from = out->n;
        buf_char(out, '"');
    }
    buf_char(out, ')');
    put_attrs(out, n->attrs);
    cut(w, from, PART_CLOSE, number, S(""));
}

static void between(writer *w, const node *n, const char *open, const char *close)
{
    int number = open_code(w, open);
    children(w, n);
    size_t from = w->out.n;
    buf_z(&w->out, close);
    if (n->kind == NODE_SPAN) put_attrs(&w->out, n->attrs);
    cut(w, from, PART_CLOSE, number, S(""));
}

static void put(writer *w, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_TEXT: text(w, n->text); break;
    case NODE_SOFT_BREAK: text(w, S(" ")); break;
    case NODE_LINE_BREAK: alone(w, "\\\n"); break;
    case NODE_CODE: code(w, n->text); break;
    case NODE_EMPH: between(w, n, "*", "*"); break;
    case NODE_STRONG: between(w, n, "**", "**"); break;
    case NODE_UNDERLINE: between(w, n, "<u>", "</u>"); break;
    case NODE_SUBSCRIPT: between(w, n, "<sub>", "</sub>"); break;
    case NODE_SUPERSCRIPT: between(w, n, "<sup>", "</sup>"); break;
    case NODE_ABBR:
        between(w, n, arena_fmt(w->a, "<abbr title=\"%.*s\">", STR_ARG(n->attrs ? n->attrs->title : S(""))).p,
                "</abbr>");
        break;
    case NODE_SPAN: between(w, n, "[", "]"); break;
    case NODE_LINK: case NODE_IMAGE: link(w, n); break;
    case NODE_FOOTNOTE_REF: alone(w, arena_fmt(w->a, "[^%.*s]", STR_ARG(n->text)).p); break;
    default: children(w, n); break;
    }
}

static void children(writer *w, const node *n)
{
    for (const node *k = n->first; k; k = k->next) put(w, k);
}

str inline_markdown(arena *a, const node *first)
{
    writer w = { .a = a };
    for (const node *n = first; n && node_is_inline(n); n = n->next) put(&w, n);
    return str_trim(buf_take(&w.out, a));
}

void inline_parts(arena *a, const node *first, part_list *out)
{
    writer w = { .a = a, .parts = out };
    for (const node *n = first; n && node_is_inline(n); n = n->next) put(&w, n);
    buf_free(&w.out);
}

/* Text that follows the address of a link or picture is its title. */
static bool is_title(const part_list *l, size_t i)
{
    return i > 0 && l->v[i - 1].kind == PART_ALONE && str_starts(l->v[i - 1].text, S("](")) &&
           str_ends(l->v[i - 1].text, S(" \""));
}

str inline_of_parts(arena *a, const part_list *l)
{
    buf out = { 0 };
    for (size_t i = 0; i < l->n; i++) {
        const part *p = &l->v[i];
        if (p->kind != PART_TEXT) buf_str(&out, p->text);
        else if (p->markdown.n) buf_str(&out, p->markdown);
        else if (is_title(l, i)) put_title(&out, p->text);
        else put_text(&out, p->text);
    }
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

node *inline_read(arena *a, const node *first, str markdown, inline_parse *parse, void *ctx)
{
    buf text = { 0 };
    buf_str(&text, START);
    buf_str(&text, markdown);
    define_notes(&text, first);
    node *root = parse(ctx, a, buf_take(&text, a)), *para = root ? root->first : NULL;
    bool one = para && para->kind == NODE_PARAGRAPH && (!para->next || para->next->kind == NODE_FOOTNOTE);
    if (!one || !para->first || !drop_start(para->first)) return NULL;
    settle(para->first, first);
    return para;
}

bool inline_replace(arena *a, node *parent, node *first, str markdown, inline_parse *parse, void *ctx)
{
    node *para = inline_read(a, first, markdown, parse, ctx), *before;
    if (!para) return false;
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
