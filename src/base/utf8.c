#include "base/utf8.h"

/* Length of the well-formed sequence at p (Unicode table 3-7), 0 when there is none within n bytes. */
static int well_formed(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    int len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < (size_t)len) return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (p[0] == 0xE0) low = 0xA0;
    else if (p[0] == 0xED) high = 0x9F;
    else if (p[0] == 0xF0) low = 0x90;
    else if (p[0] == 0xF4) high = 0x8F;
    if (p[1] < low || p[1] > high) return 0;
    for (int i = 2; i < len; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    return len;
}

uint32_t utf8_next(str s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.p + *i;
    int len = well_formed(p, s.n - *i);
    if (len == 0) { (*i)++; return 0xFFFD; }
    *i += (size_t)len;
    if (len == 1) return p[0];
    uint32_t c = p[0] & (0x7Fu >> len);
    for (int k = 1; k < len; k++) c = c << 6 | (p[k] & 0x3Fu);
    return c;
}

int utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80) { out[0] = (char)c; return 1; }
    if (c < 0x800) { out[0] = (char)(0xC0 | c >> 6); out[1] = (char)(0x80 | (c & 0x3F)); return 2; }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12); out[1] = (char)(0x80 | (c >> 6 & 0x3F)); out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18); out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F)); out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t utf8_invalid(str s)
{
    for (size_t i = 0; i < s.n;) {
        int len = well_formed((const unsigned char *)s.p + i, s.n - i);
        if (len == 0) return i;
        i += (size_t)len;
    }
    return STR_NONE;
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; n++) utf8_next(s, &i);
    return n;
}
