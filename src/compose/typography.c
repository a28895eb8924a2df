#include "compose/typography.h"
#include "base/unicode.h"
#include "model/locale.h"
#include <string.h>

static const char NBSP[] = "\xC2\xA0";             /* U+00A0 */

/* --- digits */

static size_t digits_at(str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9') n++;
    return n;
}

/* Is there, at i, a space between at most three digits and two or three more? Years in a row are left alone. */
static bool parts_group(str s, size_t i)
{
    if (s.p[i] != ' ') return false;
    size_t before = 0, after = digits_at(s, i + 1);
    while (before < i && s.p[i - before - 1] >= '0' && s.p[i - before - 1] <= '9') before++;
    return before >= 1 && before <= 3 && (after == 2 || after == 3);
}

str typography_digits(arena *a, str text)
{
    size_t found = 0;
    for (size_t i = 1; i < text.n; i++)
        if (text.p[i] == ' ' && text.p[i - 1] <= '9') found += parts_group(text, i);
    if (found == 0) return text;
    char *p = arena_alloc(a, text.n + found), *to = p;
    for (size_t i = 0; i < text.n; i++) {
        if (!parts_group(text, i)) { *to++ = text.p[i]; continue; }
        memcpy(to, NBSP, sizeof NBSP - 1);
        to += sizeof NBSP - 1;
    }
    return (str){ p, (size_t)(to - p) };
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

void typography_settle(arena *a, node *root, bool rtl)
{
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_TEXT) n->text = typography_digits(a, n->text);
        if (turns(n, rtl)) isolate(a, n);
        if (rtl && n->first && !node_is_inline(n) && node_is_inline(n->first)) isolate_lines(a, n);
    }
}
