#include "doc/picture.h"
#include <stdlib.h>

static uint32_t big16(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static uint32_t big32(const unsigned char *p) { return big16(p) << 16 | big16(p + 2); }
static uint32_t end16(const unsigned char *p, bool little) { return little ? (uint32_t)p[1] << 8 | p[0] : big16(p); }
static uint32_t end32(const unsigned char *p, bool little)
{
    return little ? end16(p + 2, true) << 16 | end16(p, true) : big32(p);
}

static bool read_png(str s, picture_info *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    if (s.n < 33 || memcmp(p + 12, "IHDR", 4) != 0) return false;
    uint32_t w = big32(p + 16), h = big32(p + 20);
    if (w == 0 || h == 0 || w > 100000 || h > 100000) return false;
    out->kind = PICTURE_PNG;
    out->width = (int32_t)w;
    out->height = (int32_t)h;
    return true;
}

/* The orientation tag (0x0112) in the first directory of an Exif segment; 1 when there is none. */
static int orientation(const unsigned char *p, size_t n)
{
    if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0) return 1;
    p += 6;
    n -= 6;
    bool little = p[0] == 'I';
    size_t at = end32(p + 4, little);
    if (at > n - 2 || n < 2) return 1;
    uint32_t count = end16(p + at, little);
    for (uint32_t i = 0; i < count; i++) {
        size_t e = at + 2 + 12 * (size_t)i;
        if (e + 12 > n) return 1;
        if (end16(p + e, little) == 0x0112) {
            uint32_t v = end16(p + e + 8, little);
            return v >= 1 && v <= 8 ? (int)v : 1;
        }
    }
    return 1;
}

static bool is_frame(unsigned char m) { return m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC; }

static bool read_jpeg(str s, picture_info *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    for (size_t i = 2; i + 4 <= s.n;) {
        if (p[i] != 0xFF) return false;
        unsigned char m = p[i + 1];
        if (m == 0xFF) { i++; continue; }
        if (m == 0x01 || (m >= 0xD0 && m <= 0xD7)) { i += 2; continue; }
        if (m == 0xD9 || m == 0xDA) return false;
        size_t len = big16(p + i + 2);
        if (len < 2 || i + 2 + len > s.n) return false;
        if (m == 0xE1 && out->orientation == 1) out->orientation = orientation(p + i + 4, len - 2);
        if (is_frame(m)) {
            if (len < 8) return false;
            int32_t h = (int32_t)big16(p + i + 5), w = (int32_t)big16(p + i + 7);
            bool turned = out->orientation >= 5;
            out->kind = PICTURE_JPEG;
            out->width = turned ? h : w;
            out->height = turned ? w : h;
            return w > 0 && h > 0;
        }
        i += 2 + len;
    }
    return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* What follows ` name="` in a tag, with either quotation mark; "" when it isn't there. */
static str svg_attribute(str tag, str name)
{
    for (size_t i; (i = str_search(tag, name)) != STR_NONE; tag = str_skip(tag, i + name.n)) {
        str v = str_skip(tag, i + name.n);
        if (i > 0 && is_blank(tag.p[i - 1]) && v.n > 1 && v.p[0] == '=' && (v.p[1] == '"' || v.p[1] == '\''))
            return str_skip(v, 2);
    }
    return S("");
}

static int32_t svg_length(str tag, str name)
{
    char digits[16] = { 0 };
    str v = svg_attribute(tag, name);
    size_t n = 0;
    while (n < sizeof digits - 1 && n < v.n && ((v.p[n] >= '0' && v.p[n] <= '9') || v.p[n] == '.')) {
        digits[n] = v.p[n];
        n++;
    }
    if (n < v.n && v.p[n] == '%') return 0;
    return (int32_t)strtol(digits, NULL, 10);
}

static bool read_svg(str s, picture_info *out)
{
    size_t i = str_search(str_first(s, 4096), S("<svg"));
    if (i == STR_NONE) return false;
    str tag = str_skip(s, i);
    size_t end = str_find(tag, '>');
    if (end == STR_NONE) return false;
    tag = str_first(tag, end);
    out->kind = PICTURE_SVG;
    out->width = svg_length(tag, S("width"));
    out->height = svg_length(tag, S("height"));
    return true;
}

bool picture_read(str s, picture_info *out)
{
    *out = (picture_info){ .orientation = 1 };
    if (str_starts(s, S("\x89PNG\r\n\x1a\n"))) return read_png(s, out);
    if (str_starts(s, S("\xFF\xD8\xFF"))) return read_jpeg(s, out);
    return read_svg(s, out);
}
