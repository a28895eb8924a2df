#include "base/str.h"
#include <stdint.h>

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

size_t str_find(str s, char c)
{
    const char *q = s.n ? memchr(s.p, c, s.n) : NULL;
    return q ? (size_t)(q - s.p) : STR_NONE;
}

size_t str_rfind(str s, char c)
{
    const char *q = s.n ? memrchr(s.p, c, s.n) : NULL;
    return q ? (size_t)(q - s.p) : STR_NONE;
}

size_t str_search(str s, str needle)
{
    if (needle.n == 0) return 0;
    const char *q = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
    return q ? (size_t)(q - s.p) : STR_NONE;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

str str_trim(str s)
{
    while (s.n && is_space(s.p[0])) { s.p++; s.n--; }
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

bool str_cut(str *rest, char sep, str *part)
{
    if (!rest->p) return false;
    size_t i = str_find(*rest, sep);
    if (i == STR_NONE) {
        *part = *rest;
        *rest = (str){ NULL, 0 };
    } else {
        *part = str_first(*rest, i);
        *rest = str_skip(*rest, i + 1);
    }
    return true;
}

bool str_int(str s, long long *out)
{
    bool neg = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = str_skip(s, 1);
    if (s.n == 0 || s.n > 18) return false;
    long long v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = neg ? -v : v;
    return true;
}

size_t str_distance(str a, str b, size_t limit)
{
    enum { LONGEST = 64 };
    size_t gap = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (gap > limit || a.n > LONGEST || b.n > LONGEST) return limit + 1;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.n; j++) row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = diagonal + (a.p[i - 1] != b.p[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b.n] > limit ? limit + 1 : row[b.n];
}

str str_nearest(str s, const str *candidates, size_t n)
{
    size_t best = s.n / 3 + 1;
    str found = { NULL, 0 };
    for (size_t i = 0; i < n; i++) {
        size_t d = str_distance(s, candidates[i], best);
        if (d < best || (d == best && !found.p)) {
            best = d;
            found = candidates[i];
        }
    }
    return found;
}
