#include "odt/odt_xml.h"
#include "base/utf8.h"
#include <assert.h>

static bool is_allowed(uint32_t c)
{
    if (c < 0x20) return c == '\t' || c == '\n';
    return c != 0xFFFE && c != 0xFFFF;
}

static void put_scalar(buf *out, uint32_t c, bool in_attribute)
{
    char bytes[4];
    if (!is_allowed(c)) return;
    if (c == '&') BUF_LIT(out, "&amp;");
    else if (c == '<') BUF_LIT(out, "&lt;");
    else if (c == '>') BUF_LIT(out, "&gt;");
    else if (c == '"' && in_attribute) BUF_LIT(out, "&quot;");
    else if (c < 0x20 && in_attribute) buf_fmt(out, "&#%u;", (unsigned)c);
    else buf_put(out, bytes, (size_t)utf8_put(bytes, c));
}

static void put_scalars(buf *out, str s, bool in_attribute)
{
    for (size_t i = 0; i < s.n;) put_scalar(out, utf8_next(s, &i), in_attribute);
}

static void end_tag(odt_xml *x)
{
    if (x->in_tag) buf_char(x->out, '>');
    x->in_tag = false;
}

void odt_open(odt_xml *x, const char *name)
{
    end_tag(x);
    buf_char(x->out, '<');
    buf_z(x->out, name);
    VEC_PUSH(x->a, &x->open, name);
    x->in_tag = true;
}

void odt_attr(odt_xml *x, const char *name, str value)
{
    assert(x->in_tag);
    buf_fmt(x->out, " %s=\"", name);
    put_scalars(x->out, value, true);
    buf_char(x->out, '"');
}

void odt_attrz(odt_xml *x, const char *name, const char *value) { odt_attr(x, name, str_z(value)); }

void odt_attr_int(odt_xml *x, const char *name, long long value)
{
    assert(x->in_tag);
    buf_fmt(x->out, " %s=\"%lld\"", name, value);
}

void odt_attr_length(odt_xml *x, const char *name, mpt value)
{
    assert(x->in_tag);
    buf_fmt(x->out, " %s=\"", name);
    buf_decimal(x->out, value, 3);
    BUF_LIT(x->out, "pt\"");
}

void odt_attr_color(odt_xml *x, const char *name, uint32_t color)
{
    assert(x->in_tag);
    if (color == COLOR_NONE) buf_fmt(x->out, " %s=\"transparent\"", name);
    else buf_fmt(x->out, " %s=\"#%06x\"", name, (unsigned)color);
}

void odt_text(odt_xml *x, str text)
{
    end_tag(x);
    put_scalars(x->out, text, false);
}

static void put_mark(odt_xml *x, const char *name)
{
    odt_open(x, name);
    odt_close(x);
}

void odt_words(odt_xml *x, str text)
{
    end_tag(x);
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        bool blank = c == ' ';
        if (blank && x->after_blank) put_mark(x, "text:s");
        else if (c == '\t') put_mark(x, "text:tab");
        else if (c == '\n') put_mark(x, "text:line-break");
        else if (is_allowed(c)) put_scalar(x->out, c, false);
        else continue;
        x->after_blank = blank || c == '\n';
    }
}

void odt_raw(odt_xml *x, str xml)
{
    end_tag(x);
    buf_str(x->out, xml);
}

void odt_close(odt_xml *x)
{
    assert(x->open.n > 0);
    const char *name = x->open.v[--x->open.n];
    if (x->in_tag) BUF_LIT(x->out, "/>");
    else buf_fmt(x->out, "</%s>", name);
    x->in_tag = false;
}

void odt_leaf(odt_xml *x, const char *name, str text)
{
    odt_open(x, name);
    odt_text(x, text);
    odt_close(x);
}
