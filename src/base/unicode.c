#include "base/unicode.h"
#include "base/utf8.h"
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static bool plain_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

static str from_utf16(arena *a, const UChar *u, int32_t n)
{
    char *p = arena_alloc(a, (size_t)n * 3 + 1);
    int32_t len = 0;
    UErrorCode e = U_ZERO_ERROR;
    u_strToUTF8(p, n * 3 + 1, &len, u, n, &e);
    return (str){ p, (size_t)len };
}

static UChar *to_utf16(arena *a, str s, int32_t *n)
{
    UChar *u = ARENA_ARRAY(a, UChar, s.n + 1);
    UErrorCode e = U_ZERO_ERROR;
    u_strFromUTF8WithSub(u, (int32_t)s.n + 1, n, s.p, (int32_t)s.n, 0xFFFD, NULL, &e);
    return u;
}

str unicode_digits(arena *a, str text, uint32_t zero)
{
    if (zero == 0 || zero == '0') return text;
    char *p = arena_alloc(a, text.n * 4 + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c < '0' || c > '9') p[n++] = c;
        else n += (size_t)utf8_put(p + n, zero + (uint32_t)(c - '0'));
    }
    p[n] = 0;
    return str_of(p, n);
}

str unicode_nfc(arena *a, str s)
{
    if (plain_ascii(s)) return s;
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    int32_t n = 0;
    UChar *u = to_utf16(a, s, &n);
    if (unorm2_quickCheck(nfc, u, n, &e) == UNORM_YES) return s;
    int32_t cap = n * 3 + 1;
    UChar *out = ARENA_ARRAY(a, UChar, cap);
    e = U_ZERO_ERROR;
    int32_t m = unorm2_normalize(nfc, u, n, out, cap, &e);
    return U_FAILURE(e) ? s : from_utf16(a, out, m);
}

bool unicode_is_digit(uint32_t scalar) { return u_isdigit((UChar32)scalar); }

bool unicode_is_word(uint32_t c)
{
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

static str lower(arena *a, str s)
{
    if (plain_ascii(s)) {
        char *p = (char *)arena_str(a, s).p;
        for (size_t i = 0; i < s.n; i++)
            if (p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
        return (str){ p, s.n };
    }
    int32_t n = 0;
    UChar *u = to_utf16(a, s, &n);
    int32_t cap = n * 3 + 1;
    UChar *out = ARENA_ARRAY(a, UChar, cap);
    UErrorCode e = U_ZERO_ERROR;
    int32_t m = u_strToLower(out, cap, u, n, "", &e);
    return U_FAILURE(e) ? s : from_utf16(a, out, m);
}

str unicode_id(arena *a, str text)
{
    str s = unicode_nfc(a, lower(a, unicode_nfc(a, text)));   /* J and a caron are one letter only in lower case */
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        if (!unicode_is_word(utf8_next(s, &i))) { gap = true; continue; }
        if (gap && n) p[n++] = '-';
        gap = false;
        memcpy(p + n, s.p + from, i - from);
        n += i - from;
    }
    return (str){ p, n };
}

str unicode_fold(arena *a, str text)
{
    str s = lower(a, text);
    if (plain_ascii(s)) return s;
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
    int32_t n = 0;
    const UChar *u = to_utf16(a, s, &n);
    int32_t cap = U_SUCCESS(e) ? unorm2_normalize(nfkd, u, n, NULL, 0, &e) : 0;
    if (e == U_BUFFER_OVERFLOW_ERROR) e = U_ZERO_ERROR;
    UChar *out = ARENA_ARRAY(a, UChar, cap + 1);
    int32_t m = U_SUCCESS(e) ? unorm2_normalize(nfkd, u, n, out, cap + 1, &e) : 0;
    return U_SUCCESS(e) ? from_utf16(a, out, m) : S("");
}

str unicode_plain(arena *a, str text)
{
    str s = unicode_fold(a, text);
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        if (!u_isalnum((UChar32)utf8_next(s, &i))) continue;
        memcpy(p + n, s.p + from, i - from);
        n += i - from;
    }
    return (str){ p, n };
}

unsigned unicode_sides(str s)
{
    unsigned sides = 0;
    for (size_t i = 0; i < s.n && sides != (UNICODE_LEFT | UNICODE_RIGHT);) {
        UCharDirection d = u_charDirection((UChar32)utf8_next(s, &i));
        if (d == U_LEFT_TO_RIGHT) sides |= UNICODE_LEFT;
        else if (d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC) sides |= UNICODE_RIGHT;
    }
    return sides;
}

str unicode_initial(arena *a, str text)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&e);
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        if (!unicode_is_word(c)) continue;
        UChar parts[16];
        int32_t n = U_SUCCESS(e) ? unorm2_getDecomposition(nfd, (UChar32)c, parts, 16, &e) : -1;
        if (n > 0 && U_SUCCESS(e))
            c = !U16_IS_SURROGATE(parts[0]) ? parts[0]
                : n > 1                     ? (uint32_t)U16_GET_SUPPLEMENTARY(parts[0], parts[1])
                                            : c;
        char bytes[4];
        size_t len = (size_t)utf8_put(bytes, (uint32_t)u_toupper((UChar32)c));
        return arena_str(a, str_of(bytes, len));
    }
    return S("");
}

size_t unicode_columns(str s)
{
    size_t w = 0;
    for (size_t i = 0; i < s.n;) {
        UChar32 c = (UChar32)utf8_next(s, &i);
        if (c < 0x300) { w++; continue; }
        if (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) continue;
        int ea = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        w += ea == U_EA_WIDE || ea == U_EA_FULLWIDTH ? 2 : 1;
    }
    return w;
}
