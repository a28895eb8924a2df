#include "read/yaml_flat.h"
#include "base/utf8.h"
#include <string.h>

enum { KEY_MAX = 200 };                            /* libyaml takes keys of up to 1024 characters */

/* p runs over the text up to end; one line at a time ends at eol. */
typedef struct scan { arena *a; const char *base, *p, *eol, *end; } scan;

static uint32_t offset(const scan *s, const char *at) { return (uint32_t)(at - s->base); }

/* No control characters, and none of the scalars beyond ASCII that YAML refuses, passes over or takes for
 * line breaks. */
static bool is_tame(str t)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i], d = i + 1 < t.n ? (unsigned char)t.p[i + 1] : 0;
        if (c < 0x20 ? c != '\n' && !(c == '\r' && d == '\n') : c == 0x7F) return false;
        if (c == 0xC2 && d < 0xA0) return false;
        if (c == 0xE2 && d == 0x80 && i + 2 < t.n && ((unsigned char)t.p[i + 2] | 1) == 0xA9) return false;
        if (c == 0xEF && d >= 0xBB) return false;
    }
    return utf8_invalid(t) == STR_NONE;
}

static bool take_line(scan *s)
{
    if (s->p >= s->end) return false;
    const char *nl = memchr(s->p, '\n', (size_t)(s->end - s->p));
    s->eol = nl ? nl : s->end;
    if (s->eol > s->p && s->eol[-1] == '\r') s->eol--;
    return true;
}

static void end_line(scan *s)
{
    const char *nl = memchr(s->eol, '\n', (size_t)(s->end - s->eol));
    s->p = nl ? nl + 1 : s->end;
}

static const char *skip_spaces(const char *p, const char *eol)
{
    while (p < eol && *p == ' ') p++;
    return p;
}

static bool is_blank(const char *p, const char *eol)
{
    p = skip_spaces(p, eol);
    return p == eol || *p == '#';
}

/* After a value: nothing, or a comment that a space sets apart. */
static bool is_over(const char *p, const char *eol) { return p == eol || (*p == ' ' && is_blank(p, eol)); }

static value *text(const scan *s, const char *from, const char *to, uint32_t quotes)
{
    value *v = value_new(s->a, VALUE_STR, offset(s, from) - quotes, (uint32_t)(to - from) + 2 * quotes);
    v->as.string = str_of(from, (size_t)(to - from));
    return v;
}

/* Each of these takes a value at *p, moves *p past it, and gives NULL when it is not simple. */
static value *quoted(const scan *s, const char **p)
{
    const char *from = *p + 1, *to = memchr(from, **p, (size_t)(s->eol - from));
    if (!to || memchr(from, '\\', (size_t)(to - from)) || (to + 1 < s->eol && to[1] == **p)) return NULL;
    *p = to + 1;
    return text(s, from, to, 1);
}

static value *plain(const scan *s, const char **p)
{
    const char *from = *p, *q = from, *last = from;
    if (strchr("-?:,[]{}#&*!|>'\"%@`", *from)) return NULL;
    for (; q < s->eol; q++) {
        if (*q == ':' && (q + 1 == s->eol || q[1] == ' ')) return NULL;
        if (*q == '#' && q[-1] == ' ') break;
        if (*q != ' ') last = q + 1;
    }
    *p = last;
    return text(s, from, last, 0);
}

static value *flow_item(const scan *s, const char **p)
{
    if (**p == '"' || **p == '\'') return quoted(s, p);
    const char *from = *p, *last = from, *q = from;
    if (strchr("-,]", *q)) return NULL;
    for (; q < s->eol && *q != ',' && *q != ']'; q++) {
        if (strchr("?:[{}#&*!|>'\"%@`", *q)) return NULL;
        if (*q != ' ') last = q + 1;
    }
    *p = last;
    return text(s, from, last, 0);
}

static value *flow_list(const scan *s, const char **p)
{
    const char *from = *p, *q = skip_spaces(from + 1, s->eol);
    value *list = value_new(s->a, VALUE_LIST, offset(s, from), 0);
    bool more = q < s->eol && *q != ']';
    while (more) {
        value *v = q < s->eol ? flow_item(s, &q) : NULL;
        if (!v) return NULL;
        value_push(s->a, list, v);
        q = skip_spaces(q, s->eol);
        more = q < s->eol && *q == ',';
        if (more) q = skip_spaces(q + 1, s->eol);
    }
    if (q >= s->eol || *q != ']') return NULL;
    list->len = (uint32_t)(q + 1 - from);
    *p = q + 1;
    return list;
}

static value *inline_value(const scan *s, const char *p, bool lists)
{
    value *v = *p == '"' || *p == '\'' ? quoted(s, &p) : *p == '[' && lists ? flow_list(s, &p) : plain(s, &p);
    return v && is_over(p, s->eol) ? v : NULL;
}

/* Lines `- text` below a key, all in one column; the line before is done. Leaves s at the first line that is none. */
static value *block_list(scan *s)
{
    value *list = NULL;
    ptrdiff_t column = 0;
    for (; take_line(s); end_line(s)) {
        if (is_blank(s->p, s->eol)) continue;
        const char *dash = skip_spaces(s->p, s->eol);
        if (*dash != '-') break;
        if (list && dash - s->p != column) return NULL;
        const char *p = skip_spaces(dash + 1, s->eol);
        if (p == dash + 1 || p == s->eol) return NULL;
        column = dash - s->p;
        if (!list) list = value_new(s->a, VALUE_LIST, offset(s, dash), 0);
        value *v = inline_value(s, p, true);
        if (!v) return NULL;
        value_push(s->a, list, v);
        list->len = v->off + v->len - list->off;
    }
    return list;
}

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Is the next line that says something an entry of a list, or one that goes on with the value above? */
static bool opens_list(const scan *s)
{
    scan t = *s;
    for (end_line(&t); take_line(&t); end_line(&t))
        if (!is_blank(t.p, t.eol)) return *t.p == ' ' || *t.p == '-';
    return false;
}

/* One `key: …`; moves past its lines. */
static bool pair(scan *s, value *top)
{
    const char *key = s->p, *p = key;
    while (p < s->eol && is_key_byte(*p)) p++;
    if (p == key || *key == '-' || p - key > KEY_MAX || p == s->eol || *p != ':') return false;
    const char *colon = p++;
    if (p < s->eol && *p != ' ') return false;
    p = skip_spaces(p, s->eol);
    value *v = NULL;
    if (p < s->eol && *p != '#') {
        v = inline_value(s, p, true);
        end_line(s);
    } else if (opens_list(s)) {
        end_line(s);
        v = block_list(s);
    } else {
        v = value_new(s->a, VALUE_NULL, offset(s, colon + 1), 0);
        end_line(s);
    }
    if (!v) return false;
    top->len = v->off + v->len - top->off;
    return value_put(s->a, top, str_of(key, (size_t)(colon - key)), offset(s, key), v);
}

value *yaml_flat(arena *a, const source *src, uint32_t from, uint32_t len)
{
    str part = { src->text.p + from, len };
    if (len == 0 || !is_tame(part)) return NULL;
    scan s = { a, src->text.p, part.p, part.p, part.p + part.n };
    value *top = NULL;
    while (take_line(&s)) {
        if (is_blank(s.p, s.eol)) {
            end_line(&s);
            continue;
        }
        if (!top) top = value_new(a, VALUE_MAP, offset(&s, s.p), 0);
        if (!pair(&s, top)) return NULL;
    }
    return top;
}
