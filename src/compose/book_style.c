#include "compose/book_style.h"
#include "base/lang.h"
#include <stdlib.h>

typedef struct reader { arena *a; const book *b; const site *s; const language *l; diag *d; } reader;

static void complain(const reader *r, const char *why, const char *hint)
{
    DIAG(r->d, B701, ((span){ r->b->src, 0, 0 }), arena_str(r->a, r->b->name).p, why, hint);
}

/* A number in thousandths; the default when absent. */
static mpt thousandths(const value *v, double otherwise)
{
    double x = v && v->kind == VALUE_INT ? (double)v->as.integer : v && v->kind == VALUE_NUM ? v->as.number : otherwise;
    if (!(x > -10000 && x < 10000)) x = otherwise;
    return (mpt)(x * 1000 + (x < 0 ? -0.5 : 0.5));
}

static mpt points(const value *table, const char *key, double otherwise)
{
    return thousandths(value_get(table, str_z(key)), otherwise);
}

static mpt millimetres(const value *table, const char *key, double otherwise)
{
    return (mpt)((int64_t)points(table, key, otherwise) * 7200 / 2540);
}

static uint32_t colour(const reader *r, const value *table, const char *key, uint32_t otherwise)
{
    str s = value_get_text(table, str_z(key));
    if (s.n == 0) return otherwise;
    char *end = NULL;
    const char *digits = arena_str(r->a, str_skip(s, 1)).p;
    unsigned long c = strtoul(digits, &end, 16);
    if (s.n == 7 && s.p[0] == '#' && *end == 0) return (uint32_t)c;
    complain(r, arena_fmt(r->a, "%s = %.*s", key, STR_ARG(s)).p, "#1A4F7A");
    return otherwise;
}

/* --- fonts: { texte = {"Noto Sans"}, ar = {"Noto Naskh Arabic"} } */

static const str *families(const reader *r, const value *v, size_t *n)
{
    *n = v && v->kind == VALUE_STR ? 1 : value_count(v);
    str *list = ARENA_ARRAY(r->a, str, *n + 1);
    for (size_t i = 0; i < *n; i++) list[i] = v->kind == VALUE_STR ? v->as.string : value_text(value_at(v, i));
    return list;
}

static void read_fonts(const reader *r, book_style *o)
{
    static const str fallback[] = { S_INIT("Noto Sans"), S_INIT("Noto Naskh Arabic"), S_INIT("Noto Sans Math") };
    static const str code[] = { S_INIT("Noto Sans Mono") };
    const value *fonts = value_get(r->b->def, S("fonts"));
    const value *text = value_get(fonts, S("text")), *title = value_get(fonts, S("title")),
                *mono = value_get(fonts, S("code"));
    o->text = (flow_font){ .families = fallback, .nfamilies = 3 };
    if (text) o->text.families = families(r, text, &o->text.nfamilies);
    o->title[0] = o->text;
    if (title) o->title[0].families = families(r, title, &o->title[0].nfamilies);
    o->mono = (flow_font){ .families = code, .nfamilies = 1, .mono = true };
    if (mono) o->mono.families = families(r, mono, &o->mono.nfamilies);
    o->fonts = ARENA_ARRAY(r->a, flow_fonts, value_count(fonts) + 1);
    for (size_t i = 0; fonts && fonts->kind == VALUE_MAP && i < fonts->as.map.n; i++) {
        const value_pair *p = &fonts->as.map.v[i];
        if (p->key.n < 2 || p->key.n > 3) continue;
        flow_fonts *f = &o->fonts[o->nfonts++];
        f->lang = p->key;
        f->families = families(r, p->value, &f->nfamilies);
    }
}

/* --- pages */

static void read_format(const reader *r, const value *paper, flow_page *o)
{
    static const struct { const char *name; double w, h; } formats[] = {
        { "A3", 297, 420 }, { "A4", 210, 297 }, { "A5", 148, 210 }, { "A6", 105, 148 }, { "16:9", 338.67, 190.5 },
    };
    str name = value_get_text(paper, S("format"));
    double w = 210, h = 297;
    bool known = name.n == 0;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_eqz(name, formats[i].name)) { w = formats[i].w; h = formats[i].h; known = true; }
    if (!known) complain(r, arena_fmt(r->a, "format = %.*s", STR_ARG(name)).p, "A3, A4, A5, A6, 16:9");
    const value *land = value_get(paper, S("landscape"));
    if (value_true(land)) { double t = w; w = h; h = t; }
    o->width = millimetres(paper, "width", w);
    o->height = millimetres(paper, "height", h);
}

static void read_running(const reader *r, const value *v, str out[3])
{
    for (size_t i = 0; i < 3; i++) {
        str t = settings_text(r->s->settings, value_at(v, i), r->l->code);
        out[i] = t;
    }
}

static void read_page(const reader *r, book_style *o)
{
    const value *paper = value_get(r->b->def, S("page"));
    flow_page *p = &o->page;
    read_format(r, paper, p);
    p->top = millimetres(paper, "top", 24);
    p->bottom = millimetres(paper, "bottom", 24);
    p->inner = millimetres(paper, "inner", 22);
    p->outer = millimetres(paper, "outer", 22);
    p->side = millimetres(paper, "side", 0);
    p->side_gap = MM(5);
    const value *two = value_get(paper, S("two_sided")), *roman = value_get(paper, S("roman_front"));
    p->roman_front = value_true(roman);
    p->two_sided = value_true(two);
    read_running(r, value_get(r->b->def, S("header")), p->header);
    read_running(r, value_get(r->b->def, S("footer")), p->footer);
    p->watermark = settings_text(r->s->settings, value_get(r->b->def, S("watermark")), r->l->code);
    p->running = o->small;
    p->running.color = o->soft;
    p->running.size = points(paper, "running", (double)p->running.size / 1000);
    p->running_rule = o->rule;
    if (p->side > 0 && p->side + p->side_gap + MM(5) > p->outer) {
        complain(r, "side", _("the outer margin is too narrow for the column of side notes"));
        p->side = 0;
    }
    if (p->width - p->inner - p->outer < MM(30) || p->height - p->top - p->bottom < MM(40)) {
        complain(r, "page", _("the margins leave no room for text"));
        p->inner = p->outer = p->top = p->bottom = MM(10);
        if (p->width < MM(60)) p->width = MM(60);
        if (p->height < MM(80)) p->height = MM(80);
    }
}

/* --- paragraphs */

static flow_style plain(void)
{
    return (flow_style){ .background = COLOR_NONE, .bar = COLOR_NONE, .border = COLOR_NONE };
}

/* Lengths below are shares of the size of the text, in hundredths. */
static mpt part(mpt size, int hundredths) { return (mpt)((int64_t)size * hundredths / 100); }

static void set_headings(book_style *o, mpt size)
{
    static const int scale[7] = { 0, 215, 155, 125, 108, 100, 100 }, above[7] = { 0, 0, 200, 150, 120, 100, 100 };
    static const int below[7] = { 0, 110, 60, 40, 30, 30, 30 };
    for (int i = 1; i <= 6; i++) {
        o->title[i] = o->title[0];
        o->title[i].size = part(size, scale[i]);
        o->title[i].weight = 700;
        o->title[i].color = i <= 3 ? o->accent : o->ink;
        o->heading[i] = plain();
        o->heading[i].leading = part(o->title[i].size, 125);
        o->heading[i].before = part(size, above[i]);
        o->heading[i].after = part(size, below[i]);
        o->heading[i].keep_next = o->heading[i].keep_together = true;
    }
}

static void set_fonts(book_style *o, mpt size)
{
    o->text.size = size;
    o->text.weight = 400;
    o->text.color = o->ink;
    o->strong = o->text;
    o->strong.weight = 700;
    o->small = o->text;
    o->small.size = part(size, 85);
    o->mono.size = part(size, 92);
    o->mono.weight = 400;
    o->mono.color = o->ink;
}

static void set_boxes(book_style *o, mpt size)
{
    o->quote = o->callout = o->code = o->figure = plain();
    o->quote.before = o->quote.after = part(size, 80);
    o->quote.pad_start = part(size, 120);
    o->quote.bar = o->rule;
    o->quote.bar_width = PT(2);
    o->callout.before = o->callout.after = part(size, 110);
    o->callout.pad_start = o->callout.pad_end = part(size, 120);
    o->callout.pad_top = o->callout.pad_bottom = part(size, 80);
    o->callout.background = 0xEEF3F8;
    o->callout.bar = o->accent;
    o->callout.bar_width = PT(3);
    o->warning = o->callout;
    o->warning.background = 0xFDF1E7;
    o->warning.bar = 0xB34000;
    o->warning_ink = 0x9A3700;
    o->code.leading = part(size, 135);
    o->code.before = o->code.after = part(size, 80);
    o->code.pad_start = o->code.pad_end = o->code.pad_top = o->code.pad_bottom = part(size, 70);
    o->code.background = 0xF3F3F1;
    o->figure.before = o->figure.after = part(size, 110);
    o->figure.keep_together = true;
}

static void set_text(book_style *o, mpt size, mpt leading, bool justify)
{
    o->para = plain();
    o->para.leading = leading;
    o->para.after = part(size, 70);
    o->para.align = justify ? FLOW_JUSTIFY : FLOW_START;
    o->para.hyphenate = true;
    o->item = o->para;
    o->item.after = part(size, 35);
    o->item.start = part(size, 180);
    o->cell = plain();
    o->cell.leading = part(leading, 92);
    o->cell.pad_start = o->cell.pad_end = part(size, 60);
    o->cell.pad_top = o->cell.pad_bottom = part(size, 40);
    o->caption = plain();
    o->caption.leading = part(leading, 92);
    o->caption.before = part(size, 40);
    o->caption.after = part(size, 50);
    o->cover_title = plain();
    o->cover_text = o->para;
    o->cover_text.align = FLOW_START;
    for (int i = 1; i <= 3; i++) {
        o->toc[i] = plain();
        o->toc[i].leading = leading;
        o->toc[i].start = part(size, 150 * (i - 1));
        o->toc[i].before = i == 1 ? part(size, 60) : 0;
    }
}

/* --- within blocks */

static mpt smaller(mpt v) { return part(v, 92); }

static book_style *style_in_cell(arena *a, const book_style *from)
{
    book_style *o = ARENA_NEW(a, book_style);
    *o = *from;
    o->text.size = smaller(o->text.size);
    o->strong.size = smaller(o->strong.size);
    o->small.size = smaller(o->small.size);
    o->mono.size = smaller(o->mono.size);
    flow_style *const styles[] = { &o->para, &o->item, &o->quote, &o->code };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        styles[i]->leading = smaller(styles[i]->leading);
        styles[i]->after /= 2;
        if (styles[i]->align == FLOW_JUSTIFY) styles[i]->align = FLOW_START;
    }
    o->item.start = part(o->text.size, 140);
    o->in_cell = o->in_header = o;
    return o;
}

static book_style *style_in_header(arena *a, const book_style *from)
{
    book_style *o = style_in_cell(a, from);
    o->text = o->strong;
    return o;
}

static void set_easy(book_style *o)
{
    flow_style *const styles[] = { &o->para, &o->item, &o->cover_text };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        styles[i]->align = FLOW_START;
        styles[i]->hyphenate = false;
    }
}

static void set_variants(arena *a, book_style *o)
{
    book_style *easy = ARENA_NEW(a, book_style);
    *easy = *o;
    set_easy(easy);
    book_style *const both[] = { o, easy };
    for (int i = 0; i < 2; i++) {
        both[i]->in_cell = style_in_cell(a, both[i]);
        both[i]->in_header = style_in_header(a, both[i]);
    }
    o->easy = easy->easy = easy;
}

void book_style_read(arena *a, const book *b, const site *s, const language *l, book_style *o, diag *d)
{
    reader r = { a, b, s, l, d };
    const value *colours = value_get(b->def, S("colors")), *text = value_get(b->def, S("text"));
    *o = (book_style){ .contents = 2 };
    o->accent = colour(&r, colours, "accent", 0x1A4F7A);
    o->ink = colour(&r, colours, "text", 0x1B1B1B);
    o->soft = colour(&r, colours, "soft", 0x555555);
    o->rule = colour(&r, colours, "rule", 0xB8C4CF);
    mpt size = points(text, "size", 10.5), leading = points(text, "leading", 0);
    if (size < PT(5) || size > PT(72)) size = PT(10.5);
    if (leading < size) leading = part(size, l->rtl ? 165 : 145);
    const value *justify = value_get(text, S("justify"));
    read_fonts(&r, o);
    set_fonts(o, size);
    set_headings(o, size);
    set_text(o, size, leading, !justify || justify->kind != VALUE_BOOL || justify->as.boolean);
    set_boxes(o, size);
    read_page(&r, o);
    o->cover = value_get(b->def, S("cover"));
    const value *contents = value_get(b->def, S("contents"));
    if (contents && contents->kind == VALUE_INT && contents->as.integer >= 0 && contents->as.integer <= 3)
        o->contents = (int)contents->as.integer;
    set_variants(a, o);
}
