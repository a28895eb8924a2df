/* What the tests of PDF share: a reader of the files that livret writes, which knows no more of PDF than they hold: objects
 * in the file or in object streams, lengths told directly, Flate. Anything else fails the test. */
#ifndef TESTS_PDF_SEEN_H
#define TESTS_PDF_SEEN_H
#include "given.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { SEEN_MOST = 20000 };

typedef struct seen { arena *a; str bytes; str *dicts, *streams; unsigned n; } seen;    /* by object number */

/* --- within a dictionary's text */

/* What follows a key; fails when there is none. */
static inline str after_key(str dict, const char *key)
{
    size_t i = str_search(dict, str_z(key));
    if (i == STR_NONE) fail_msg("no %s in %.*s", key, STR_ARG(str_first(dict, 400)));
    return str_skip(dict, i + strlen(key));
}

static inline bool has_key(str dict, const char *key) { return str_search(dict, str_z(key)) != STR_NONE; }
static inline long number_at(str s) { return strtol(s.p, NULL, 10); }
static inline unsigned ref_in(str dict, const char *key) { return (unsigned)number_at(after_key(dict, key)); }

/* From a bracket to the one that closes it, both left out. */
static inline str within(str s, char open, char close)
{
    size_t from = str_find(s, open), depth = 0;
    assert_true(from != STR_NONE);
    for (size_t i = from; i < s.n; i++) {
        if (s.p[i] == open) depth++;
        else if (s.p[i] == close && --depth == 0) return str_of(s.p + from + 1, i - from - 1);
    }
    fail_msg("no %c", close);
    return S("");
}

/* --- tokens of a content stream */

static inline bool is_blank_byte(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
static inline bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }
static inline bool ends_token(char c) { return is_blank_byte(c) || strchr("()<>[]/", c) != NULL; }

/* Takes the next token off the front: a string with its parentheses, "<<", ">>", "[", "]", a hexadecimal string, a name, a
 * number or an operator. */
static inline bool next_token(str *rest, str *out)
{
    while (rest->n && is_blank_byte(rest->p[0])) *rest = str_skip(*rest, 1);
    if (rest->n == 0) return false;
    size_t n = 1;
    char c = rest->p[0];
    if (c == '(') {
        while (n < rest->n && rest->p[n] != ')') n += rest->p[n] == '\\' ? 2 : 1;
        n++;
    } else if (str_starts(*rest, S("<<")) || str_starts(*rest, S(">>"))) {
        n = 2;
    } else if (c == '<') {
        n = str_find(*rest, '>') + 1;
    } else if (c != '[' && c != ']') {
        while (n < rest->n && !ends_token(rest->p[n])) n++;
    }
    *out = str_first(*rest, n);
    *rest = str_skip(*rest, n);
    return true;
}
/* --- objects */

static inline str inflated(arena *a, str s)
{
    for (size_t room = 64 * s.n + 4096;; room *= 4) {
        char *p = arena_alloc(a, room + 1);
        uLongf n = room;
        int e = uncompress((Bytef *)p, &n, (const Bytef *)s.p, s.n);
        if (e == Z_BUF_ERROR) continue;
        assert_int_equal(e, Z_OK);
        p[n] = 0;
        return str_of(p, n);
    }
}

/* With no more blanks than are needed: some objects come with a line for each key. */
static inline str tightened(arena *a, str dict)
{
    buf b = { 0 };
    for (str t; next_token(&dict, &t); buf_str(&b, t))
        if (b.n && !strchr("()<>[]", b.p[b.n - 1]) && !strchr("()<>[]/", t.p[0])) buf_char(&b, ' ');
    return buf_take(&b, a);
}

static inline void keep(seen *f, unsigned number, str dict, str stream)
{
    assert_true(number < SEEN_MOST);
    f->dicts[number] = tightened(f->a, dict);
    f->streams[number] = stream;
    if (number >= f->n) f->n = number + 1;
}

static inline void unpack(seen *f, str dict, str stream)
{
    long n = number_at(after_key(dict, "/N ")), first = number_at(after_key(dict, "/First "));
    const char *p = stream.p;
    long last = 0, number = 0;
    for (long i = 0; i <= n; i++) {
        char *end = (char *)p;
        long next = i < n ? strtol(p, &end, 10) : 0, at = i < n ? strtol(end, &end, 10) : (long)stream.n - first;
        if (i) keep(f, (unsigned)number, str_of(stream.p + first + last, (size_t)(at - last)), S(""));
        number = next;
        last = at;
        p = end;
    }
}

/* Reads the object at the beginning of rest; returns what is behind it. */
static inline str read_object(seen *f, str rest)
{
    unsigned number = (unsigned)number_at(rest);
    str body = str_skip(rest, str_search(rest, S(" obj")) + 4);
    size_t end = str_search(body, S("endobj")), data = str_search(body, S("stream\n"));
    assert_true(end != STR_NONE);
    if (data == STR_NONE || data > end) {
        keep(f, number, str_first(body, end), S(""));
        return str_skip(body, end + 6);
    }
    str dict = str_first(body, data), stream = str_skip(body, data + 7);
    stream.n = (size_t)number_at(after_key(dict, "/Length "));
    str behind = str_skip(body, data + 7 + stream.n);
    assert_true(str_starts(str_trim(str_first(behind, 20)), S("endstream")));
    if (has_key(dict, "/FlateDecode")) stream = inflated(f->a, stream);
    keep(f, number, dict, stream);
    if (has_key(dict, "/ObjStm")) unpack(f, dict, stream);
    return str_skip(behind, str_search(behind, S("endobj")) + 6);
}

static inline seen seen_of(arena *a, str bytes)
{
    seen f = { .a = a, .bytes = bytes };
    f.dicts = ARENA_ARRAY(a, str, SEEN_MOST);
    f.streams = ARENA_ARRAY(a, str, SEEN_MOST);
    str rest = bytes;
    for (size_t i; (i = str_search(rest, S(" 0 obj"))) != STR_NONE;) {
        while (i > 0 && is_digit_byte(rest.p[i - 1])) i--;
        rest = read_object(&f, str_skip(rest, i));
    }
    return f;
}

static inline str seen_object(const seen *f, unsigned number)
{
    if (number == 0 || number >= f->n || f->dicts[number].n == 0) fail_msg("no object %u", number);
    return f->dicts[number];
}

static inline str seen_at(const seen *f, str dict, const char *key) { return seen_object(f, ref_in(dict, key)); }
static inline str seen_catalog(const seen *f) { return seen_at(f, f->bytes, "/Root "); }

/* The pages below a node of the page tree, in order, from out[n] on. Returns n grown by their number. */
static inline size_t seen_pages(const seen *f, unsigned node, unsigned out[], size_t n, size_t room)
{
    str dict = seen_object(f, node);
    if (!has_key(dict, "/Kids")) {
        assert_true(n < room);
        out[n] = node;
        return n + 1;
    }
    str kids = within(after_key(dict, "/Kids"), '[', ']'), t;
    while (next_token(&kids, &t)) {
        n = seen_pages(f, (unsigned)number_at(t), out, n, room);
        next_token(&kids, &t);
        next_token(&kids, &t);
    }
    return n;
}

/* --- texts: UTF-16 in hexadecimal, as ActualText and ToUnicode have them */

static inline void put_utf16(buf *out, str hex)
{
    uint32_t high = 0;
    for (size_t i = 0; i + 4 <= hex.n; i += 4) {
        char digits[5] = { hex.p[i], hex.p[i + 1], hex.p[i + 2], hex.p[i + 3], 0 }, utf8[4];
        uint32_t u = (uint32_t)strtoul(digits, NULL, 16);
        if (u == 0xFEFF) continue;
        if (u >= 0xD800 && u < 0xDC00) { high = u; continue; }
        if (u >= 0xDC00 && u < 0xE000) u = 0x10000 + ((high - 0xD800) << 10) + (u - 0xDC00);
        buf_put(out, utf8, (size_t)utf8_put(utf8, u));
    }
}

/* The text of a key, be it in parentheses or in hexadecimal. */
static inline str seen_text(arena *a, str dict, const char *key)
{
    str rest = after_key(dict, key), t;
    next_token(&rest, &t);
    buf b = { 0 };
    str inner = str_of(t.p + 1, t.n - 2);
    for (size_t i = 0; t.p[0] == '(' && i < inner.n; i++) {
        i += inner.p[i] == '\\';
        buf_char(&b, inner.p[i]);
    }
    bool wide = str_starts(inner, S("FEFF"));
    if (wide) put_utf16(&b, inner);
    for (size_t i = 0; t.p[0] == '<' && !wide && i + 2 <= inner.n; i += 2) {
        const char digits[3] = { inner.p[i], inner.p[i + 1], 0 };
        buf_char(&b, (char)strtol(digits, NULL, 16));
    }
    return buf_take(&b, a);
}
#endif
