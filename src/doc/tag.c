#include "doc/tag.h"

static const char *const names[TAG_TYPE_COUNT] = {
    "Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "H1", "H2", "H3", "H4", "H5", "H6", "P",
    "L", "LI", "Lbl", "LBody",
    "Table", "THead", "TBody", "TR", "TH", "TD",
    "Span", "Quote", "Note", "Reference", "Code", "Link",
    "Figure", "Form",
};

tag *tag_new(arena *a, tag *parent, tag_type type)
{
    tag *t = memset(arena_pack(a, sizeof *t, sizeof(void *)), 0, sizeof *t);      /* there are many: packed */
    t->type = (uint8_t)type;
    t->parent = parent;
    if (!parent) return t;
    if (parent->last) parent->last->next = t;
    else parent->first = t;
    parent->last = t;
    return t;
}

void tag_adopt(tag *to, tag *from)
{
    for (tag *t = from->first; t; t = t->next) t->parent = to;
    if (!from->first) return;
    if (to->last) to->last->next = from->first;
    else to->first = from->first;
    to->last = from->last;
    from->first = from->last = NULL;
}

tag_own *tag_own_of(arena *a, tag *t)
{
    if (!t->own) t->own = ARENA_NEW(a, tag_own);
    return t->own;
}

const char *tag_name(tag_type t) { return names[t]; }

static void text(buf *out, const char *name, str s)
{
    if (s.n) buf_fmt(out, " %s=\"%.*s\"", name, STR_ARG(s));
}

static void print(buf *out, const tag *t, int depth)
{
    static const char *const scopes[] = { "", " scope=row", " scope=column", " scope=both" };
    buf_fmt(out, "%*s%s", 2 * depth, "", names[t->type]);
    text(out, "id", tag_id(t));
    text(out, "lang", tag_lang(t));
    text(out, "alt", tag_alt(t));
    buf_z(out, scopes[t->scope]);
    if (t->numbering) buf_z(out, t->numbering == NUMBERING_DECIMAL ? " numbering=decimal" : " numbering=disc");
    if (t->rowspan > 1) buf_fmt(out, " rowspan=%u", t->rowspan);
    if (t->colspan > 1) buf_fmt(out, " colspan=%u", t->colspan);
    buf_char(out, '\n');
    for (const tag *k = t->first; k; k = k->next) print(out, k, depth + 1);
}

void tag_print(buf *out, const tag *t) { print(out, t, 0); }
