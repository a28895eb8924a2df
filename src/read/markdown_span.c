#include "read/markdown_tree.h"

/* Brackets and braces are looked for in TEXT nodes, after cmark has taken its own. Positions in a node's text are those
 * of the source while no escape or entity comes before; `escaped` sees to those. */

/* --- where a byte of a text stands in the source */

static bool punctuation(char c) { return c > ' ' && c < 0x7F && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c); }

/* Offset in the source of byte j of n's text; *escaped: a backslash made it plain. An entity on the way ends the
 * exactness: what follows it is counted from the end. */
static uint32_t source_of(md_reader *r, const node *n, size_t j, bool *escaped)
{
    const char *s = r->src->text.p + n->off, *t = n->text.p;
    size_t i = 0, k = 0;
    *escaped = false;
    if (n->len == n->text.n) return n->off + (uint32_t)j;
    if (r->spot.of == n && r->spot.k <= j) { i = r->spot.i; k = r->spot.k; }
    for (; i < n->len && k < n->text.n; k++) {
        r->spot.of = n;
        r->spot.i = i;
        r->spot.k = k;
        bool slash = s[i] == '\\' && i + 1 < n->len && punctuation(s[i + 1]) && s[i + 1] == t[k];
        if (!slash && s[i] != t[k]) return n->off + (n->text.n - j <= n->len ? n->len - (uint32_t)(n->text.n - j) : 0);
        if (k == j) {
            *escaped = slash;
            return n->off + (uint32_t)i + slash;
        }
        i += slash ? 2 : 1;
    }
    return n->off + n->len;
}

static bool is_mark(md_reader *r, const node *n, size_t j)
{
    bool escaped;
    source_of(r, n, j, &escaped);
    return !escaped;
}

/* --- cutting texts */

/* Cuts n in two before byte j of its text; the second part follows n. */
static node *cut(md_reader *r, node *n, size_t j)
{
    bool ignored;
    uint32_t at = source_of(r, n, j, &ignored), end = n->off + n->len;
    node *rest = node_new(r->a, NODE_TEXT, at, end > at ? end - at : 0);
    rest->text = str_skip(n->text, j);
    n->text = str_first(n->text, j);
    n->len = at > n->off ? at - n->off : 0;
    node_insert_after(n, rest);
    return rest;
}

/* Cutting leaves empty texts behind: they go all at once, since a node does not know the one before it. */
static void drop_empty(node *parent)
{
    node *kept = NULL;
    for (node *n = parent->first; n; n = n->next) {
        if (n->kind == NODE_TEXT && n->text.n == 0) continue;
        if (kept) kept->next = n;
        else parent->first = n;
        kept = n;
    }
    if (kept) kept->next = NULL;
    else parent->first = NULL;
    parent->last = kept;
}

/* --- attributes after links and pictures */

static bool is_decorative(const node *n)
{
    return node_has_class(n, S("decoratif")) || node_has_class(n, S("decorative"));
}

static void after_link(md_reader *r, node *n)
{
    node *t = n->next;
    size_t used;
    bool ignored;
    if (!t || t->kind != NODE_TEXT || t->text.n == 0 || t->text.p[0] != '{' || !is_mark(r, t, 0)) return;
    node_attrs *attrs = node_attrs_of(r->a, n);
    if (!md_attrs(r->a, t->text, source_of(r, t, 0, &ignored), attrs, &used)) return;
    md_claim_id(r, attrs);
    n->next = cut(r, t, used);
    if (n->kind == NODE_IMAGE) n->decorative = is_decorative(n);
}

/* --- footnote calls */

/* Length of [^label] at the start of s, 0: none. */
static size_t call(str s, str *label)
{
    if (s.n < 4 || s.p[0] != '[' || s.p[1] != '^') return 0;
    size_t i = 2;
    while (i < s.n && i < 200 && !strchr(" \t\n[]", s.p[i])) i++;
    if (i == 2 || i >= s.n || s.p[i] != ']') return 0;
    *label = str_of(s.p + 2, i - 2);
    return i + 1;
}

/* n's text has a call at byte j: it becomes a node. Gives what follows it. */
static node *take_call(md_reader *r, node *n, size_t j, size_t length, str label)
{
    node *ref = cut(r, n, j), *rest = cut(r, ref, length);
    ref->kind = NODE_FOOTNOTE_REF;
    ref->text = label;
    r->has_refs = true;
    return rest;
}

/* --- spans: [text]{attributes} */

typedef struct opening { node *at; size_t j; } opening;
enum { MOST_OPEN = 32 };

/* The opening bracket and the closing one at byte j of `last`, with attributes behind: everything between becomes a
 * SPAN. */
static node *wrap(md_reader *r, opening o, node *last, size_t j)
{
    node_attrs attrs = { .title = { NULL, 0 } };
    size_t used;
    bool ignored;
    str s = str_skip(last->text, j + 1);
    if (s.n == 0 || s.p[0] != '{' || !is_mark(r, last, j + 1)) return NULL;
    if (!md_attrs(r->a, s, source_of(r, last, j + 1, &ignored), &attrs, &used)) return NULL;
    node *close = cut(r, last, j), *rest = cut(r, close, 1 + used);
    node *open = o.at == last && o.j >= last->text.n ? NULL : cut(r, o.at, o.j);
    if (!open) return NULL;
    node *inner = cut(r, open, 1), *made = node_new(r->a, NODE_SPAN, open->off, close->off + close->len - open->off);
    made->attrs = ARENA_NEW(r->a, node_attrs);
    *made->attrs = attrs;
    md_claim_id(r, made->attrs);
    for (node *n = inner, *next; n != close; n = next) {
        next = n->next;
        node_append(made, n);
    }
    made->parent = o.at->parent;
    o.at->next = made;                             /* in the place of the brackets and all between */
    made->next = rest;
    return rest;
}

/* --- all of them, over the children of one node */

typedef struct spanner { md_reader *r; opening open[MOST_OPEN]; int n; } spanner;

/* Looks through n's text from byte j on; gives the node to go on with when the list of siblings was changed. */
static node *scan_text(spanner *s, node *n)
{
    for (size_t j = 0; j < n->text.n; j++) {
        char c = n->text.p[j];
        str label;
        size_t length;
        if ((c != '[' && c != ']') || !is_mark(s->r, n, j)) continue;
        if (c == '[' && (length = call(str_skip(n->text, j), &label))) return take_call(s->r, n, j, length, label);
        if (c == '[') {
            if (s->n < MOST_OPEN) s->open[s->n++] = (opening){ n, j };
            continue;
        }
        if (s->n == 0) continue;
        node *rest = wrap(s->r, s->open[--s->n], n, j);
        if (rest) return rest;
    }
    return NULL;
}

static void spans_among(md_reader *r, node *parent)
{
    spanner s = { .r = r };
    for (node *n = parent->first, *changed; n; n = changed ? changed : n->next) {
        changed = NULL;
        if (n->kind == NODE_LINK || n->kind == NODE_IMAGE) after_link(r, n);
        else if (n->kind == NODE_TEXT) changed = scan_text(&s, n);
    }
    drop_empty(parent);
}

void md_spans(md_reader *r, node *top)
{
    for (node *n = top; n; n = node_following(top, n))
        if (n->first) spans_among(r, n);
}

bool md_trailing_attrs(md_reader *r, node *n)
{
    node *t = n->last;
    if (!t || t->kind != NODE_TEXT) return false;
    str s = t->text;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')) s.n--;
    size_t open = str_rfind(s, '{'), used;
    bool ignored;
    if (s.n == 0 || s.p[s.n - 1] != '}' || open == STR_NONE || !is_mark(r, t, open)) return false;
    if (open > 0 && s.p[open - 1] != ' ' && s.p[open - 1] != '\t') return false;
    node_attrs attrs = n->attrs ? *n->attrs : (node_attrs){ .title = { NULL, 0 } };
    if (!md_attrs(r->a, str_skip(s, open), source_of(r, t, open, &ignored), &attrs, &used) || open + used != s.n)
        return false;
    *node_attrs_of(r->a, n) = attrs;
    md_claim_id(r, n->attrs);
    t->text = str_first(s, open);
    while (t->text.n && (t->text.p[t->text.n - 1] == ' ' || t->text.p[t->text.n - 1] == '\t')) t->text.n--;
    drop_empty(n);
    return true;
}
