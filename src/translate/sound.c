#include "translate/sound.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <stdlib.h>
#include <unicode/uchar.h>

typedef VEC(str) str_list;

static int by_text(const void *a, const void *b) { return str_cmp(*(const str *)a, *(const str *)b); }

/* --- addresses, calls, code */

/* The address after "](", which may stand in <>. Returns where it ends. */
static size_t take_address(arena *a, str s, size_t i, str_list *out)
{
    bool angle = i < s.n && s.p[i] == '<';
    size_t from = i + angle, end = from, depth = 0;
    for (; end < s.n; end++) {
        char c = s.p[end];
        if (angle ? c == '>' : c == ' ' || c == '\n' || (c == ')' && depth == 0)) break;
        depth += c == '(';
        depth -= c == ')';
    }
    VEC_PUSH(a, out, str_of(s.p + from, end - from));
    return end;
}

static size_t take_code(arena *a, str s, size_t i, str_list *out)
{
    size_t ticks = 0, end = i;
    while (i + ticks < s.n && s.p[i + ticks] == '`') ticks++;
    for (end = i + ticks; end < s.n;) {
        size_t run = 0;
        while (end + run < s.n && s.p[end + run] == '`') run++;
        if (run == ticks) {
            VEC_PUSH(a, out, str_of(s.p + i, end + run - i));
            return end + run;
        }
        end += run ? run : 1;
    }
    return i + ticks;
}

static void gather(arena *a, str s, str_list *out)
{
    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        if (c == '\\') i += 2;
        else if (c == '`') i = take_code(a, s, i, out);
        else if (c == ']' && i + 1 < s.n && s.p[i + 1] == '(') i = take_address(a, s, i + 2, out);
        else if (c == '[' && i + 1 < s.n && s.p[i + 1] == '^') {
            size_t end = str_find(str_skip(s, i), ']');
            if (end == STR_NONE) return;
            VEC_PUSH(a, out, str_of(s.p + i, end + 1));
            i += end + 1;
        } else {
            i++;
        }
    }
}

/* The first of `v` that `w` lacks; both sorted. */
static str lacking(const str_list *v, const str_list *w)
{
    size_t k = 0;
    for (size_t i = 0; i < v->n; i++, k++) {
        while (k < w->n && str_cmp(w->v[k], v->v[i]) < 0) k++;
        if (k == w->n || !str_eq(w->v[k], v->v[i])) return v->v[i];
    }
    return S("");
}

/* --- numbers: a language writes them in its own way, but not with other digits. Their order may change. */

static void count_digits(str s, unsigned n[10])
{
    for (size_t i = 0; i < s.n;) {
        int32_t d = u_charDigitValue((UChar32)utf8_next(s, &i));
        if (d >= 0 && d < 10) n[d]++;
    }
}

/* The numbers of a text, in digits 0…9, sorted. */
static str_list numbers_in(arena *a, str s)
{
    str_list out = { 0 };
    buf number = { 0 };
    for (size_t i = 0; i <= s.n;) {
        int32_t d = i < s.n ? u_charDigitValue((UChar32)utf8_next(s, &i)) : (i++, -1);
        if (d >= 0) { buf_char(&number, (char)('0' + d)); continue; }
        if (number.n) VEC_PUSH(a, &out, arena_str(a, buf_view(&number)));
        number.n = 0;
    }
    buf_free(&number);
    if (out.n) qsort(out.v, out.n, sizeof *out.v, by_text);
    return out;
}

/* The digits differ: which number is to blame? Where each writes its numbers with other marks within, any will do. */
static str blame(arena *a, str source, str translation)
{
    str_list v = numbers_in(a, source), w = numbers_in(a, translation);
    str lost = lacking(&v, &w);
    return lost.n ? lost : lacking(&w, &v);
}

str sound_difference(arena *a, str source, str translation)
{
    str_list v = { 0 }, w = { 0 };
    unsigned n[10] = { 0 }, k[10] = { 0 };
    gather(a, source, &v);
    gather(a, translation, &w);
    if (v.n) qsort(v.v, v.n, sizeof *v.v, by_text);
    if (w.n) qsort(w.v, w.n, sizeof *w.v, by_text);
    str lost = lacking(&v, &w);
    if (lost.n == 0) lost = lacking(&w, &v);
    if (lost.n) return lost;
    count_digits(source, n);
    count_digits(translation, k);
    return memcmp(n, k, sizeof n) ? blame(a, source, translation) : S("");
}
