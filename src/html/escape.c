#include "html/escape.h"
#include <stdint.h>

/* Copies runs between the bytes that need another form. */
static void escape(buf *out, str s, bool line_ends)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *z;
        switch (s.p[i]) {
        case '&': z = "&amp;"; break;
        case '<': z = "&lt;"; break;
        case '>': z = "&gt;"; break;
        case '"': z = "&quot;"; break;
        case '\n': if (!line_ends) continue; z = "&#10;"; break;
        case '\r': if (!line_ends) continue; z = "&#13;"; break;
        default: continue;
        }
        buf_put(out, s.p + from, i - from);
        buf_z(out, z);
        from = i + 1;
    }
    buf_put(out, s.p + from, s.n - from);
}

void html_text(buf *out, str s) { escape(out, s, false); }
void html_attr(buf *out, str s) { escape(out, s, true); }

static bool address_byte(unsigned char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
    return c > 0x20 && c < 0x7F && strchr("!#$%()*+,-./:;=?@_~", c) != NULL;
}

void html_address(buf *out, str s)
{
    static const char HEX[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (address_byte(c)) continue;
        buf_put(out, s.p + from, i - from);
        from = i + 1;
        if (c == '&') BUF_LIT(out, "&amp;");
        else if (c == '\'') BUF_LIT(out, "&#x27;");
        else buf_put(out, (char[]){ '%', HEX[c >> 4], HEX[c & 15] }, 3);
    }
    buf_put(out, s.p + from, s.n - from);
}

static unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c; }

static int digit(unsigned char c, uint32_t base)
{
    int v = c >= '0' && c <= '9' ? c - '0' : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : 99;
    return v < (int)base ? v : -1;
}

/* The ASCII character that an entity at s.p[*i] stands for, moving *i past it; '&' itself when it is none. */
static unsigned char entity(str s, size_t *i)
{
    static const struct { const char *name; unsigned char c; } NAMED[] = {
        { "colon;", ':' }, { "tab;", '\t' }, { "newline;", '\n' }, { "amp;", '&' }, { "sol;", '/' },
    };
    str rest = str_skip(s, *i + 1);
    for (size_t k = 0; k < sizeof NAMED / sizeof *NAMED; k++) {
        size_t n = strlen(NAMED[k].name), j = 0;
        while (j < n && j < rest.n && lower((unsigned char)rest.p[j]) == (unsigned char)NAMED[k].name[j]) j++;
        if (j == n) { *i += 1 + n; return NAMED[k].c; }
    }
    if (rest.n > 1 && rest.p[0] == '#') {
        uint32_t base = lower((unsigned char)rest.p[1]) == 'x' ? 16 : 10, v = 0;
        size_t first = base == 16 ? 2 : 1, j = first;
        for (; j < rest.n && digit((unsigned char)rest.p[j], base) >= 0; j++)
            if (v < 0x110000) v = v * base + (uint32_t)digit((unsigned char)rest.p[j], base);
        if (j > first) {
            *i += 1 + j + (j < rest.n && rest.p[j] == ';');
            return v < 0x80 ? (unsigned char)v : 0xFF;
        }
    }
    (*i)++;
    return '&';
}

/* The first characters of an address as a browser compares them: entities undone, blanks and control characters left
 * out, lower case. */
static str essence(str s, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < cap;) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '&') c = entity(s, &i);
        else i++;
        if (c > 0x20 && c != 0x7F) out[n++] = (char)lower(c);
    }
    return (str){ out, n };
}

static bool scheme_of(str s, str *scheme)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ':') { *scheme = str_first(s, i); return i > 0; }
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) return false;
    }
    return false;
}

static bool safe(str s, bool picture)
{
    static const char *const SCHEMES[] = { "http", "https", "mailto", "tel", "ftp" };
    static const char *const PICTURES[] = { "data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp" };
    char head[64];
    str e = essence(s, head, sizeof head), scheme;
    if (!scheme_of(e, &scheme)) return true;
    for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
        if (str_eqz(scheme, SCHEMES[i])) return true;
    for (size_t i = 0; picture && i < sizeof PICTURES / sizeof *PICTURES; i++)
        if (str_starts(e, str_z(PICTURES[i]))) return true;
    return false;
}

bool html_address_safe(str s) { return safe(s, false); }
bool html_picture_safe(str s) { return safe(s, true); }
