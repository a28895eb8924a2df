#include "doc/value.h"
#include "base/vec.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { INDEX_FROM = 16 };                          /* a map with more pairs than this is looked up by hash */

value *value_new(arena *a, value_kind kind, uint32_t off, uint32_t len)
{
    value *v = ARENA_NEW(a, value);
    v->kind = kind;
    v->off = off;
    v->len = len;
    return v;
}

value *value_str(arena *a, str s)
{
    value *v = value_new(a, VALUE_STR, 0, 0);
    v->as.string = s;
    return v;
}

value *value_int(arena *a, int64_t i)
{
    value *v = value_new(a, VALUE_INT, 0, 0);
    v->as.integer = i;
    return v;
}

value *value_num(arena *a, double d)
{
    value *v = value_new(a, VALUE_NUM, 0, 0);
    v->as.number = d;
    return v;
}

value *value_bool(arena *a, bool b)
{
    value *v = value_new(a, VALUE_BOOL, 0, 0);
    v->as.boolean = b;
    return v;
}

void value_push(arena *a, value *list, value *item) { VEC_PUSH(a, &list->as.list, item); }

static value *lookup(const value *m, str key)
{
    if (m->as.map.index) {
        uintptr_t i = (uintptr_t)map_get(m->as.map.index, key);
        return i ? m->as.map.v[i - 1].value : NULL;
    }
    for (size_t i = 0; i < m->as.map.n; i++)
        if (str_eq(m->as.map.v[i].key, key)) return m->as.map.v[i].value;
    return NULL;
}

bool value_put(arena *a, value *m, str key, uint32_t key_off, value *item)
{
    if (lookup(m, key)) return false;
    VEC_PUSH(a, &m->as.map, (value_pair){ key, key_off, item });
    size_t n = m->as.map.n;
    if (m->as.map.index) {
        map_put(m->as.map.index, key, (void *)(uintptr_t)n);
    } else if (n > INDEX_FROM) {
        m->as.map.index = map_new(a);
        for (size_t i = 0; i < n; i++) map_put(m->as.map.index, m->as.map.v[i].key, (void *)(uintptr_t)(i + 1));
    }
    return true;
}

value *value_get(const value *m, str key) { return m && m->kind == VALUE_MAP ? lookup(m, key) : NULL; }

value *value_at(const value *l, size_t i)
{
    return l && l->kind == VALUE_LIST && i < l->as.list.n ? l->as.list.v[i] : NULL;
}

size_t value_count(const value *v)
{
    return !v ? 0 : v->kind == VALUE_LIST ? v->as.list.n : v->kind == VALUE_MAP ? v->as.map.n : 0;
}

str value_text(const value *v) { return v && v->kind == VALUE_STR ? v->as.string : S(""); }
str value_get_text(const value *m, str key) { return value_text(value_get(m, key)); }
bool value_true(const value *v) { return v && v->kind == VALUE_BOOL && v->as.boolean; }
bool value_false(const value *v) { return v && v->kind == VALUE_BOOL && !v->as.boolean; }
span value_span(const source *src, const value *v) { return v ? (span){ src, v->off, v->len } : (span){ src, 0, 0 }; }

void value_json_string(buf *out, str s)
{
    static const char hex[] = "0123456789abcdef";
    buf_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        buf_put(out, s.p + from, i - from);
        from = i + 1;
        if (c == '\n') BUF_LIT(out, "\\n");
        else if (c == '"' || c == '\\') { buf_char(out, '\\'); buf_char(out, (char)c); }
        else { BUF_LIT(out, "\\u00"); buf_char(out, hex[c >> 4]); buf_char(out, hex[c & 15]); }
    }
    buf_put(out, s.p + from, s.n - from);
    buf_char(out, '"');
}

/* The shortest of 15, 16 or 17 digits that reads back as the same number. LC_NUMERIC is always "C". */
static void put_number(buf *out, double d)
{
    if (!isfinite(d)) { BUF_LIT(out, "null"); return; }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, d);
        if (strtod(text, NULL) == d) break;
    }
    buf_z(out, text);
}

static void newline(buf *out, int depth)
{
    if (depth < 0) return;
    buf_char(out, '\n');
    for (int i = 0; i < depth; i++) BUF_LIT(out, "  ");
}

static void put(buf *out, const value *v, int depth)
{
    int inner = depth < 0 ? depth : depth + 1;
    size_t n = value_count(v);
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL: BUF_LIT(out, "null"); break;
    case VALUE_BOOL: buf_z(out, v->as.boolean ? "true" : "false"); break;
    case VALUE_INT: buf_int(out, v->as.integer); break;
    case VALUE_NUM: put_number(out, v->as.number); break;
    case VALUE_STR: value_json_string(out, v->as.string); break;
    case VALUE_LIST:
        buf_char(out, '[');
        for (size_t i = 0; i < n; i++) {
            if (i) buf_char(out, ',');
            newline(out, inner);
            put(out, v->as.list.v[i], inner);
        }
        if (n) newline(out, depth);
        buf_char(out, ']');
        break;
    case VALUE_MAP:
        buf_char(out, '{');
        for (size_t i = 0; i < n; i++) {
            if (i) buf_char(out, ',');
            newline(out, inner);
            value_json_string(out, v->as.map.v[i].key);
            buf_char(out, ':');
            if (depth >= 0) buf_char(out, ' ');
            put(out, v->as.map.v[i].value, inner);
        }
        if (n) newline(out, depth);
        buf_char(out, '}');
        break;
    }
}

void value_json(buf *out, const value *v, bool indent)
{
    put(out, v, indent ? 0 : -1);
    if (indent) buf_char(out, '\n');
}
