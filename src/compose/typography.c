#include "compose/typography.h"
#include "base/unicode.h"
#include "compose/typography_rules.h"
#include "model/locale.h"

/* --- the text of a block, over its inlines */

/* A text node, or a soft break, which counts as the space that it is. */
typedef struct piece { node *n; size_t start; bool plain; } piece;     /* plain: can hold no superscript */

typedef struct block {
    arena *a;
    bool thin;
    typography_rules own;      /* of the page */
    VEC(piece) pieces;
    VEC(typography_stretch) stretches;
    VEC(typography_rules *) others;
    buf text;
} block;

static const typography_rules *rules_of(block *b, str lang)
{
    if (lang.n == 0 || str_eq(lang, b->own.lang)) return &b->own;
    for (size_t i = 0; i < b->others.n; i++) if (str_eq(b->others.v[i]->lang, lang)) return b->others.v[i];
    typography_rules *r = ARENA_NEW(b->a, typography_rules);
    *r = typography_rules_of(b->a, lang, b->thin);
    VEC_PUSH(b->a, &b->others, r);
    return r;
}

static void stretch(block *b, const typography_rules *r)
{
    VEC_PUSH(b->a, &b->stretches, ((typography_stretch){ b->text.n, r }));
}

static void add_piece(block *b, node *n, str text, const typography_rules *r, bool plain)
{
    VEC_PUSH(b->a, &b->pieces, ((piece){ n, b->text.n, plain }));
    buf_str(&b->text, text);
    stretch(b, r);
}

/* Something between words that is left as it is: code, a raised letter. */
static void add_opaque(block *b, const char *sign)
{
    buf_z(&b->text, sign);
    stretch(b, NULL);
}

/* A link whose text is its address. */
static bool is_address(const node *n)
{
    if (n->kind != NODE_LINK || !n->first || n->first->kind != NODE_TEXT) return false;
    str t = n->first->text;
    return str_find(t, ' ') == STR_NONE &&
           (str_find(t, '@') != STR_NONE || str_search(t, S("://")) != STR_NONE || str_starts(t, S("www.")));
}

static void gather(block *b, node *first, const typography_rules *r, bool plain)
{
    for (node *n = first; n && node_is_inline(n); n = n->next) {
        const typography_rules *own = n->attrs && n->attrs->lang.n ? rules_of(b, n->attrs->lang) : r;
        if (n->kind == NODE_TEXT) add_piece(b, n, n->text, own, plain);
        else if (n->kind == NODE_SOFT_BREAK) add_piece(b, n, S(" "), own, true);
        else if (n->kind == NODE_LINE_BREAK) add_opaque(b, "\n");
        else if (n->kind == NODE_CODE || n->kind == NODE_SUPERSCRIPT || n->kind == NODE_SUBSCRIPT || is_address(n))
            add_opaque(b, "\xEF\xBF\xBC");
        else gather(b, n->first, own, plain || n->kind == NODE_IMAGE);
    }
}

/* --- edits, into the nodes */

static node *split(block *b, node *n, str before, str raised)
{
    node *up = node_new(b->a, NODE_SUPERSCRIPT, n->off, 0), *text = node_new(b->a, NODE_TEXT, n->off, 0);
    node *rest = node_new(b->a, NODE_TEXT, n->off, 0);
    text->text = raised;
    node_append(up, text);
    n->text = before;
    node_insert_after(n, up);
    node_insert_after(up, rest);
    return rest;
}

static void rewrite(block *b, const piece *p, size_t end, const typography_edit *v, size_t n)
{
    buf out = { 0 };
    node *to = p->n;
    size_t at = p->start;
    const char *t = b->text.p;
    for (size_t i = 0; i < n; i++) {
        buf_put(&out, t + at, v[i].at - at);
        at = v[i].at + v[i].len;
        if (!v[i].raised || p->plain) buf_str(&out, v[i].put);
        else to = split(b, to, buf_take(&out, b->a), v[i].put);
    }
    buf_put(&out, t + at, end - at);
    to->kind = NODE_TEXT;
    to->text = buf_take(&out, b->a);
}

static void apply(block *b, const typography_edits *e)
{
    for (size_t i = 0, k = 0; i < b->pieces.n && k < e->n; i++) {
        size_t end = i + 1 < b->pieces.n ? b->pieces.v[i + 1].start : b->text.n, first = k;
        size_t own = b->pieces.v[i].n->kind == NODE_TEXT ? b->pieces.v[i].n->text.n : 1;
        if (end > b->pieces.v[i].start + own) end = b->pieces.v[i].start + own;
        while (k < e->n && (e->v[k].at < end || (e->v[k].at == end && e->v[k].len == 0))) k++;
        if (k > first) rewrite(b, &b->pieces.v[i], end, e->v + first, k - first);
    }
}

static void settle_block(block *b, node *first)
{
    typography_edits edits = { 0 };
    b->pieces.n = b->stretches.n = b->text.n = 0;
    gather(b, first, &b->own, false);
    if (b->pieces.n == 0) return;
    typography_find(b->a, buf_view(&b->text), b->stretches.v, &edits);
    apply(b, &edits);
}

static str plain_text(arena *a, const typography_rules *r, str text)
{
    typography_stretch all = { text.n, r };
    typography_edits edits = { 0 };
    buf out = { 0 };
    size_t at = 0;
    if (text.n == 0) return text;
    typography_find(a, text, &all, &edits);
    if (edits.n == 0) return text;
    for (size_t i = 0; i < edits.n; i++) {
        buf_put(&out, text.p + at, edits.v[i].at - at);
        buf_str(&out, edits.v[i].put);
        at = edits.v[i].at + edits.v[i].len;
    }
    buf_str(&out, str_skip(text, at));
    return buf_take(&out, a);
}

str typography_text(arena *a, str lang, typography_style style, str text)
{
    if (style == TYPOGRAPHY_OFF) return text;
    typography_rules r = typography_rules_of(a, lang, style == TYPOGRAPHY_THIN);
    return plain_text(a, &r, text);
}

void typography_titles(arena *a, site *s)
{
    settings *set = s->settings;
    if (set->typography == TYPOGRAPHY_OFF) return;
    block b = { .a = a, .thin = set->typography == TYPOGRAPHY_THIN };
    for (size_t i = 0; i < set->nlanguages; i++) {
        language *l = &set->languages[i];
        const typography_rules *r = rules_of(&b, l->code);
        l->title = plain_text(a, r, l->title);
        l->description = plain_text(a, r, l->description);
    }
    for (size_t i = 0; i < s->npages; i++) {
        page *p = s->pages[i];
        str other = p->description_lang.n ? p->description_lang : p->lang->code;
        p->title = plain_text(a, rules_of(&b, p->title_lang.n ? p->title_lang : p->lang->code), p->title);
        p->description = plain_text(a, rules_of(&b, other), p->description);
        p->summary = plain_text(a, rules_of(&b, other), p->summary);
    }
}

static void settle_words(arena *a, node *root, str lang, bool thin)
{
    block b = { .a = a, .thin = thin, .own = typography_rules_of(a, lang, thin) };
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_DIV && n->attrs && n->attrs->title.n)
            n->attrs->title = plain_text(a, &b.own, n->attrs->title);
        if (node_is_inline(n)) continue;
        for (node *k = n->first; k; k = k->next) {
            if (!node_is_inline(k)) continue;
            settle_block(&b, k);
            while (k->next && node_is_inline(k->next)) k = k->next;
        }
    }
    buf_free(&b.text);
}

/* --- isolates */

static unsigned sides_of(const node *n)
{
    unsigned sides = n->kind == NODE_TEXT || n->kind == NODE_CODE ? unicode_sides(n->text) : 0;
    for (const node *k = n->first; k; k = k->next) sides |= sides_of(k);
    return sides;
}

static node *mark(arena *a, const node *at, str text)
{
    node *n = node_new(a, NODE_TEXT, at->off, 0);
    n->text = text;
    return n;
}

static void prepend(node *parent, node *child)
{
    child->parent = parent;
    child->next = parent->first;
    parent->first = child;
    if (!parent->last) parent->last = child;
}

/* The inlines after `before` (NULL: from the first) up to the next hard break become an isolate when none has a
 * right-to-left letter. Returns the break, NULL at the end. */
static node *isolate_line(arena *a, node *parent, node *before)
{
    unsigned sides = 0;
    node *last = before, *from = before ? before->next : parent->first;
    for (node *k = from; k && k->kind != NODE_LINE_BREAK; last = k, k = k->next) sides |= sides_of(k);
    node *stop = last ? last->next : parent->first;
    if (sides != UNICODE_LEFT) return stop;
    node *opening = mark(a, from, S("\xE2\x81\xA8")), *closing = mark(a, last, S("\xE2\x81\xA9")); /* U+2068, U+2069 */
    node_insert_after(last, closing);
    if (before) node_insert_after(before, opening);
    else prepend(parent, opening);
    return stop;
}

static void isolate_lines(arena *a, node *n)
{
    node *stop = isolate_line(a, n, NULL);
    while (stop) stop = isolate_line(a, n, stop);
}

/* Words of a language that runs the other way, as their author says. */
static bool turns(const node *n, bool rtl)
{
    return node_is_inline(n) && n->first && n->attrs && n->attrs->lang.n && locale_is_rtl(n->attrs->lang) != rtl;
}

static void isolate(arena *a, node *n)
{
    node_insert_after(n->last, mark(a, n->last, S("\xE2\x81\xA9")));
    prepend(n, mark(a, n, S("\xE2\x81\xA8")));
}

void typography_settle(arena *a, node *root, str lang, bool rtl, typography_style style)
{
    if (style != TYPOGRAPHY_OFF) settle_words(a, root, lang, style == TYPOGRAPHY_THIN);
    for (node *n = root; n; n = node_following(root, n)) {
        if (turns(n, rtl)) isolate(a, n);
        if (rtl && n->first && !node_is_inline(n) && node_is_inline(n->first)) isolate_lines(a, n);
    }
}
