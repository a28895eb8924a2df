#include "read/markdown_tree.h"
#include <stdio.h>

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool name_byte(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'));
}

static size_t word(str s, size_t i)
{
    while (i < s.n && !blank(s.p[i]) && s.p[i] != '{' && s.p[i] != '}' && s.p[i] != '"') i++;
    return i;
}

/* The value of key= at s.p[i]: a word, or anything between quotes. Its end, or i when it is malformed. */
static size_t value(arena *a, str s, size_t i, str *out)
{
    if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
        size_t close = str_find(str_skip(s, i + 1), s.p[i]);
        if (close == STR_NONE) return i;
        *out = arena_str(a, str_of(s.p + i + 1, close));
        return i + close + 2;
    }
    size_t end = word(s, i);
    *out = arena_str(a, str_of(s.p + i, end - i));
    return end;
}

static void add_class(arena *a, node_attrs *t, str name)
{
    t->classes = t->classes.n ? arena_fmt(a, "%.*s %.*s", STR_ARG(t->classes), STR_ARG(name)) : arena_str(a, name);
}

static void add_pair(arena *a, node_attrs *t, str key, str v, uint32_t off)
{
    if (str_eqz(key, "id")) { t->id = v; t->id_off = off; }
    else if (str_eqz(key, "class")) add_class(a, t, v);
    else if (str_eqz(key, "title")) t->title = v;
    else if (str_eqz(key, "lang")) t->lang = v;
    else {
        node_pair **end = &t->pairs;
        while (*end) end = &(*end)->next;
        *end = ARENA_NEW(a, node_pair);
        **end = (node_pair){ .key = arena_str(a, key), .value = v, .off = off };
    }
}

/* One of #id, .class, key=value at s.p[i]; its end, or i when it is none. */
static size_t item(arena *a, str s, size_t i, uint32_t off, node_attrs *t)
{
    if (s.p[i] == '#' || s.p[i] == '.') {
        size_t end = word(s, i + 1);
        str name = str_of(s.p + i + 1, end - i - 1);
        if (name.n == 0) return i;
        if (s.p[i] == '.') add_class(a, t, name);
        else { t->id = arena_str(a, name); t->id_off = off + (uint32_t)i; }
        return end;
    }
    size_t k = i;
    while (k < s.n && name_byte(s.p[k], k == i)) k++;
    if (k == i || k >= s.n || s.p[k] != '=') return i;
    str v = S("");
    size_t end = value(a, s, k + 1, &v);
    if (end == k + 1) return i;
    add_pair(a, t, str_of(s.p + i, k - i), v, off + (uint32_t)i);
    return end;
}

enum { MOST_ITEMS = 64 };      /* keeps the lists of pairs short, so that adding to them stays cheap */

bool md_attrs(arena *a, str s, uint32_t off, node_attrs *t, size_t *used)
{
    size_t i = 1;
    if (s.n < 3 || s.p[0] != '{') return false;
    for (int n = 0; n <= MOST_ITEMS; n++) {
        while (i < s.n && blank(s.p[i])) i++;
        if (i == s.n) return false;
        if (s.p[i] == '}') { *used = i + 1; return n > 0; }
        size_t end = item(a, s, i, off, t);
        if (end == i) return false;
        i = end;
    }
    return false;
}

enum { MOST_DUPLICATES = 50 };

void md_claim_id(md_reader *r, node_attrs *t)
{
    if (t->id.n == 0) return;
    if (!r->ids) r->ids = map_new(r->scratch);
    const node_attrs *other = map_get(r->ids, t->id);
    if (!other) { map_put(r->ids, t->id, t); return; }
    if (r->duplicates++ >= MOST_DUPLICATES) return;            /* each looks for a line from the start of the text */
    size_t line, column;
    diag_place(md_span(r, other->id_off, 0), &line, &column);
    if (r->d)
        DIAG(r->d, M110, md_span(r, t->id_off, (uint32_t)t->id.n + 1), t->id.p, arena_fmt(r->scratch, "%zu", line).p);
}

void md_div_head(md_reader *r, node *div, str s, uint32_t off)
{
    size_t i = word(s, 0);
    if (memchr(s.p, '=', i)) i = 0;
    div->text = arena_str(r->a, str_first(s, i));
    for (int n = 0; n < MOST_ITEMS; n++) {
        while (i < s.n && blank(s.p[i])) i++;
        if (i == s.n) break;
        node_attrs *t = node_attrs_of(r->a, div);
        size_t used = 0, end;
        if (s.p[i] == '{' && md_attrs(r->a, str_skip(s, i), off + (uint32_t)i, t, &used)) { i += used; continue; }
        if (s.p[i] == '"' && (end = value(r->a, s, i, &t->title)) > i) { i = end; continue; }
        end = item(r->a, s, i, off, t);
        if (end > i) { i = end; continue; }
        end = word(s, i);                          /* a bare word is an option that is on */
        if (end == i) { i++; continue; }
        add_pair(r->a, t, str_of(s.p + i, end - i), S("true"), off + (uint32_t)i);
        i = end;
    }
    if (div->text.n == 0 && div->attrs && div->attrs->classes.n) {   /* ::: {.note} is ::: note */
        str rest = div->attrs->classes, first;
        str_cut(&rest, ' ', &first);
        div->text = first;
        div->attrs->classes = rest;
    }
    if (div->attrs) md_claim_id(r, div->attrs);
}
