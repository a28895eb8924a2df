#include "compose/vcard.h"
#include <math.h>
#include <stdio.h>

enum { LINE = 75 };            /* octets without CRLF */

/* A text value: RFC 6350, 3.4. In a part of a structured value a semicolon is escaped as well; elsewhere it may be. */
static void put_text(buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\r') continue;
        if (c == '\n') { BUF_LIT(out, "\\n"); continue; }
        if (c == '\\' || c == ',' || c == ';') buf_char(out, '\\');
        buf_char(out, c);
    }
}

static bool continues(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* The space that begins a folded line counts as one of its octets. */
static void put_line(buf *out, str line)
{
    size_t room = LINE;
    while (line.n > room) {
        size_t n = room;
        while (n > 1 && continues(line.p[n])) n--;
        buf_str(out, str_first(line, n));
        BUF_LIT(out, "\r\n ");
        line = str_skip(line, n);
        room = LINE - 1;
    }
    buf_str(out, line);
    BUF_LIT(out, "\r\n");
}

static void put(buf *out, const char *name, str text)
{
    buf line = { 0 };
    if (text.n == 0) return;
    buf_fmt(&line, "%s:", name);
    put_text(&line, text);
    put_line(out, buf_view(&line));
    buf_free(&line);
}

/* An address of the web is a URI, not a text: nothing in it is escaped. */
static void put_uri(buf *out, const char *name, str uri)
{
    buf line = { 0 };
    if (uri.n == 0 || str_find(uri, '\n') != STR_NONE || str_find(uri, '\r') != STR_NONE) return;
    buf_fmt(&line, "%s:%.*s", name, STR_ARG(uri));
    put_line(out, buf_view(&line));
    buf_free(&line);
}

static void put_address(buf *out, const vcard *v)
{
    buf line = { 0 };
    if (v->street.n == 0 && v->locality.n == 0) return;
    BUF_LIT(&line, "ADR;TYPE=work:;;");
    put_text(&line, v->street);
    buf_char(&line, ';');
    put_text(&line, v->locality);
    BUF_LIT(&line, ";;");
    put_text(&line, v->postcode);
    buf_char(&line, ';');
    put_line(out, buf_view(&line));
    buf_free(&line);
}

static void put_place(buf *out, geo_point at)
{
    BUF_LIT(out, "GEO:geo:");
    buf_decimal(out, (int32_t)lround(at.lat * 100000), 5);
    buf_char(out, ',');
    buf_decimal(out, (int32_t)lround(at.lon * 100000), 5);
    BUF_LIT(out, "\r\n");
}

static void put_in(buf *out, const char *name, str lang, str text)
{
    char with[64];
    snprintf(with, sizeof with, "%s;LANGUAGE=%.*s", name, STR_ARG(lang));
    put(out, lang.n && lang.n < 20 ? with : name, text);
}

void vcard_write(buf *out, const vcard *v)
{
    BUF_LIT(out, "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//livret//FR\r\nKIND:org\r\n");
    put(out, "FN", v->name);
    put(out, "ORG", v->name);
    put(out, "CATEGORIES", v->kind);
    put_address(out, v);
    put(out, "TEL;TYPE=work,voice", v->phone);
    put(out, "EMAIL;TYPE=work", v->mail);
    put_uri(out, "URL", v->web);
    if (v->placed) put_place(out, v->at);
    put_in(out, "NOTE", v->lang, v->note);
    BUF_LIT(out, "END:VCARD\r\n");
}
