#include "odt/odt_priv.h"

/* Names of styles are those that word processors give to theirs ("Heading 1", "Text body"), so that a user finds them
 * translated in the list of styles and templates apply; styles differ from their parent by as little as they can. */

typedef struct sheet {
    odt_xml x;
    const flow_book *b;
    const flow_looks *looks;
} sheet;

void odt_root(odt_xml *x, const char *name)
{
    static const struct { const char *name, *uri; } spaces[] = {
        { "xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0" },
        { "xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0" },
        { "xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0" },
        { "xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0" },
        { "xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" },
        { "xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" },
        { "xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" },
        { "xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" },
        { "xmlns:xlink", "http://www.w3.org/1999/xlink" },
        { "xmlns:dc", "http://purl.org/dc/elements/1.1/" },
        { "xmlns:ooow", "http://openoffice.org/2004/writer" },
        { "xmlns:loext", "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" },
    };
    BUF_LIT(x->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    odt_open(x, name);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) odt_attrz(x, spaces[i].name, spaces[i].uri);
    odt_attrz(x, "office:version", "1.3");
}

/* --- fonts */

static str first_of(const flow_font *f) { return f->nfamilies ? f->families[0] : S("Noto Sans"); }

/* The family that the book names for one of these languages, its own first. */
static str family_for(const flow_book *b, const char *const *langs, size_t n, str otherwise)
{
    for (size_t i = 0; i < b->nfonts; i++)
        for (size_t k = 0; k < n; k++) {
            const char *code = k == 0 && langs[0] == NULL ? NULL : langs[k];
            if (b->fonts[i].nfamilies && (code ? str_eqz(b->fonts[i].lang, code) : str_eq(b->fonts[i].lang, b->lang)))
                return b->fonts[i].families[0];
        }
    return otherwise;
}

static str complex_family(const flow_book *b)
{
    static const char *const langs[] = { NULL, "ar", "fa", "ps", "prs", "ur", "he" };
    return family_for(b, langs, sizeof langs / sizeof *langs, S("Noto Naskh Arabic"));
}

static str asian_family(const flow_book *b)
{
    static const char *const langs[] = { "zh", "ja", "ko" };
    return family_for(b, langs, sizeof langs / sizeof *langs, first_of(&b->looks.text.font));
}

void odt_font_faces(odt_xml *x, const flow_book *b)
{
    const flow_looks *l = &b->looks;
    const str names[] = { first_of(&l->text.font), first_of(&l->heading[1].font), first_of(&l->code.font),
                          complex_family(b), asian_family(b) };
    odt_open(x, "office:font-face-decls");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t k = 0;
        while (!str_eq(names[k], names[i])) k++;
        if (k < i) continue;
        odt_open(x, "style:font-face");
        odt_attr(x, "style:name", names[i]);
        odt_attr(x, "svg:font-family", arena_fmt(x->a, "'%.*s'", STR_ARG(names[i])));
        odt_close(x);
    }
    odt_close(x);
}

static void each_script(odt_xml *x, const char *name, str value)
{
    odt_attr(x, arena_fmt(x->a, "fo:%s", name).p, value);
    odt_attr(x, arena_fmt(x->a, "style:%s-asian", name).p, value);
    odt_attr(x, arena_fmt(x->a, "style:%s-complex", name).p, value);
}

static str points(sheet *s, mpt v)
{
    buf out = { 0 };
    buf_decimal(&out, v, 3);
    BUF_LIT(&out, "pt");
    return buf_take(&out, s->x.a);
}

/* What a font has that the book's text has not. */
static void text_properties(sheet *s, const flow_font *f, bool hyphenate, bool whole)
{
    const flow_font *usual = &s->looks->text.font;
    if (!f && !whole) return;
    if (!f) f = usual;
    odt_open(&s->x, "style:text-properties");
    if (whole) odt_attrz(&s->x, "fo:hyphenate", "false");
    if (!str_eq(first_of(f), first_of(usual))) odt_attr(&s->x, "style:font-name", first_of(f));
    if (f->size != usual->size) each_script(&s->x, "font-size", points(s, f->size));
    if (f->weight >= 600) each_script(&s->x, "font-weight", S("bold"));
    if (f->color != usual->color) odt_attr_color(&s->x, "fo:color", f->color);
    if (hyphenate) {
        odt_attrz(&s->x, "fo:hyphenate", "true");
        odt_attrz(&s->x, "fo:hyphenation-remain-char-count", "3");
        odt_attrz(&s->x, "fo:hyphenation-push-char-count", "3");
        odt_attrz(&s->x, "loext:hyphenation-no-caps", "true");
    }
    odt_close(&s->x);
}

/* --- paragraphs */

static const char *align_name(const sheet *s, flow_align align)
{
    if (align == FLOW_JUSTIFY) return "justify";
    if (align == FLOW_CENTER) return "center";
    return (align == FLOW_END) != s->b->rtl ? "right" : "left";
}

static str edge(sheet *s, bool drawn, mpt width, uint32_t color)
{
    return drawn ? arena_fmt(s->x.a, "%.*s solid #%06x", STR_ARG(points(s, width)), (unsigned)color) : S("none");
}

/* The box around: its bar stands at the start edge, else a line may go all around. */
static void box_properties(sheet *s, const flow_style *f)
{
    bool rtl = s->b->rtl, bar = f->bar != COLOR_NONE && f->bar_width > 0;
    bool around = !bar && f->border != COLOR_NONE && f->border_width > 0;
    if (f->background != COLOR_NONE) odt_attr_color(&s->x, "fo:background-color", f->background);
    if (!bar && !around && f->background == COLOR_NONE) return;
    odt_attr_length(&s->x, rtl ? "fo:padding-right" : "fo:padding-left", f->pad_start);
    odt_attr_length(&s->x, rtl ? "fo:padding-left" : "fo:padding-right", f->pad_end);
    odt_attr_length(&s->x, "fo:padding-top", f->pad_top);
    odt_attr_length(&s->x, "fo:padding-bottom", f->pad_bottom);
    str line = edge(s, around, f->border_width, f->border);
    odt_attr(&s->x, rtl ? "fo:border-right" : "fo:border-left", bar ? edge(s, true, f->bar_width, f->bar) : line);
    odt_attr(&s->x, rtl ? "fo:border-left" : "fo:border-right", line);
    odt_attr(&s->x, "fo:border-top", line);
    odt_attr(&s->x, "fo:border-bottom", line);
    odt_attrz(&s->x, "style:join-border", "true");
}

typedef struct spec {
    const char *name, *parent, *next;
    int level;                 /* of the outline, 0: none */
    const flow_font *font;     /* NULL: the parent's */
    const flow_style *style;   /* NULL: the parent's */
    bool opens_page, hyphenate;
    bool whole;                /* its words are never cut, though its parent's are */
    bool left;                 /* left to right in all books: else LibreOffice mirrors the words of SVG pictures */
    mpt tab;                   /* a stop with dots at the end edge, 0: none */
} spec;

static void tab_stops(sheet *s, const spec *p)
{
    if (p->tab == 0) return;
    odt_open(&s->x, "style:tab-stops");
    odt_open(&s->x, "style:tab-stop");
    odt_attr_length(&s->x, "style:position", p->tab);
    odt_attrz(&s->x, "style:type", "right");
    odt_attrz(&s->x, "style:leader-style", "dotted");
    odt_attrz(&s->x, "style:leader-text", ".");
    odt_close(&s->x);
    odt_close(&s->x);
}

static void paragraph_properties(sheet *s, const spec *p)
{
    const flow_style *f = p->style;
    if (!f) return;
    odt_open(&s->x, "style:paragraph-properties");
    odt_attr_length(&s->x, "fo:margin-left", f->start);
    odt_attr_length(&s->x, "fo:margin-right", f->end);
    odt_attr_length(&s->x, "fo:margin-top", f->before);
    odt_attr_length(&s->x, "fo:margin-bottom", f->after);
    odt_attr_length(&s->x, "fo:text-indent", 0);
    if (f->leading) odt_attr_length(&s->x, "style:line-height-at-least", f->leading);
    odt_attrz(&s->x, "fo:text-align", align_name(s, f->align));
    odt_attr_int(&s->x, "fo:orphans", 2);
    odt_attr_int(&s->x, "fo:widows", 2);
    odt_attrz(&s->x, "fo:keep-with-next", f->keep_next ? "always" : "auto");
    if (f->keep_together) odt_attrz(&s->x, "fo:keep-together", "always");
    if (p->opens_page) odt_attrz(&s->x, "fo:break-before", "page");
    if (p->left) odt_attrz(&s->x, "style:writing-mode", "lr-tb");
    box_properties(s, f);
    tab_stops(s, p);
    odt_close(&s->x);
}

static void put(sheet *s, const spec *p)
{
    odt_open(&s->x, "style:style");
    odt_attrz(&s->x, "style:name", p->name);
    odt_attr(&s->x, "style:display-name", odt_shown(s->x.a, p->name));
    odt_attrz(&s->x, "style:family", "paragraph");
    odt_attrz(&s->x, "style:parent-style-name", p->parent ? p->parent : "Standard");
    if (p->next) odt_attrz(&s->x, "style:next-style-name", p->next);
    if (p->level) odt_attr_int(&s->x, "style:default-outline-level", p->level);
    odt_attrz(&s->x, "style:class", p->level ? "chapter" : "text");
    paragraph_properties(s, p);
    text_properties(s, p->font, p->hyphenate, p->whole);
    odt_close(&s->x);
}

/* --- the book's own */

static flow_style spaced(flow_style f, mpt before, mpt after)
{
    f.before = before;
    f.after = after;
    return f;
}

static void put_default(sheet *s)
{
    const flow_font *f = &s->looks->text.font;
    odt_open(&s->x, "style:default-style");
    odt_attrz(&s->x, "style:family", "paragraph");
    odt_open(&s->x, "style:paragraph-properties");
    odt_attrz(&s->x, "style:writing-mode", s->b->rtl ? "rl-tb" : "lr-tb");
    odt_attrz(&s->x, "fo:text-align", s->b->rtl ? "right" : "left");
    odt_attrz(&s->x, "style:tab-stop-distance", "36pt");
    odt_attr_int(&s->x, "fo:orphans", 2);
    odt_attr_int(&s->x, "fo:widows", 2);
    odt_attrz(&s->x, "fo:hyphenation-ladder-count", "2");
    odt_close(&s->x);
    odt_open(&s->x, "style:text-properties");
    odt_attr(&s->x, "style:font-name", first_of(f));
    odt_attr(&s->x, "style:font-name-asian", asian_family(s->b));
    odt_attr(&s->x, "style:font-name-complex", complex_family(s->b));
    each_script(&s->x, "font-size", points(s, f->size));
    odt_attr_color(&s->x, "fo:color", f->color);
    odt_lang(&s->x, s->b->lang);
    odt_close(&s->x);
    odt_close(&s->x);
    odt_open(&s->x, "style:default-style");
    odt_attrz(&s->x, "style:family", "table");
    odt_close(&s->x);
    odt_open(&s->x, "style:default-style");
    odt_attrz(&s->x, "style:family", "graphic");
    odt_close(&s->x);
    odt_open(&s->x, "style:style");
    odt_attrz(&s->x, "style:name", "Standard");
    odt_attrz(&s->x, "style:display-name", "Default Paragraph Style");
    odt_attrz(&s->x, "style:family", "paragraph");
    odt_attrz(&s->x, "style:class", "text");
    odt_close(&s->x);
}

static void put_text(sheet *s)
{
    const flow_looks *l = s->looks;
    flow_font small = l->small.font, soft = l->text.font;
    flow_style body = l->text.style, item = spaced(l->item.style, 0, l->item.style.after), summary = body;
    flow_style below = l->caption.style;
    flow_style entry = spaced(body, 0, 0), meaning = body, rule = body;
    flow_font strong = l->caption.font;
    item.start = 0;
    summary.align = FLOW_START;
    summary.hyphenate = false;
    summary.leading = summary.leading * 112 / 100;
    soft.size = soft.size * 112 / 100;
    soft.color = l->soft;
    below.align = FLOW_START;
    entry.keep_next = true;
    meaning.start = l->item.style.start;
    rule.after = rule.leading;
    put(s, &(spec){ .name = "Text_20_body", .style = &body, .font = &l->text.font, .hyphenate = body.hyphenate });
    put(s, &(spec){ .name = "List_20_Paragraph", .parent = "Text_20_body", .style = &item });
    item.after = body.after;
    put(s, &(spec){ .name = "List_20_End", .parent = "List_20_Paragraph", .next = "Text_20_body", .style = &item });
    put(s, &(spec){ .name = "Summary", .next = "Text_20_body", .style = &summary, .font = &soft });
    put(s, &(spec){ .name = "Source", .next = "Text_20_body", .style = &below, .font = &small });
    put(s, &(spec){ .name = "List_20_Heading", .next = "List_20_Contents", .style = &entry, .font = &strong });
    put(s, &(spec){ .name = "List_20_Contents", .parent = "Text_20_body", .style = &meaning });
    for (int i = 1; i <= 6; i++) {
        str name = arena_fmt(s->x.a, "Heading_20_%d", i);
        put(s, &(spec){ .name = name.p, .parent = "Heading", .next = "Text_20_body", .level = i, .opens_page = i == 1,
                        .style = &l->heading[i].style, .font = &l->heading[i].font });
    }
}

static void put_heading_root(sheet *s)
{
    flow_style plain = { .background = COLOR_NONE, .bar = COLOR_NONE, .border = COLOR_NONE, .keep_next = true };
    put(s, &(spec){ .name = "Heading", .next = "Text_20_body", .style = &plain });
}

static void put_callouts(sheet *s)
{
    static const struct { const char *name, *title; bool warns; } all[] = {
        { "Note", "Note_20_Title", false },
        { "Tip", "Tip_20_Title", false },
        { "Important", "Important_20_Title", false },
        { "Easy", "Easy_20_Title", false },
        { "Warning", "Warning_20_Title", true },
        { "Danger", "Danger_20_Title", true },
    };
    const flow_looks *l = s->looks;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const flow_look *look = all[i].warns ? &l->warning : &l->callout;
        flow_style text = look->style, title;
        text.leading = l->text.style.leading;
        bool easy = str_eqz(S("Easy"), all[i].name);
        text.align = easy ? FLOW_START : l->text.style.align;
        text.pad_top = text.pad_bottom = look->style.pad_top;
        text.before = 0;
        title = text;
        title.align = FLOW_START;
        title.keep_next = true;
        title.before = look->style.before;
        title.after = l->text.style.after / 2;
        text.after = l->text.style.after;
        put(s, &(spec){ .name = all[i].title, .next = all[i].name, .style = &title, .font = &look->font });
        put(s, &(spec){ .name = all[i].name, .parent = "Text_20_body", .style = &text, .whole = easy });
    }
}

static void put_boxes(sheet *s)
{
    const flow_looks *l = s->looks;
    flow_style quote = l->quote.style, code = l->code.style, side = l->quote.style, field = l->cell.style;
    flow_style help = l->small.style;
    field.leading = l->text.style.leading;
    quote.leading = side.leading = l->text.style.leading;
    quote.align = l->text.style.align;
    quote.before = side.before = 0;
    quote.after = side.after = l->text.style.after;
    side.align = FLOW_START;
    put(s, &(spec){ .name = "Quotations", .parent = "Text_20_body", .style = &quote });
    field.pad_start = field.pad_end = l->text.font.size * 4 / 10;
    field.border = l->soft;
    field.border_width = PT(0.75);
    put(s, &(spec){ .name = "Form_20_Field", .style = &field });
    help.keep_next = true;
    help.leading = help.leading * 85 / 100;
    help.after = help.after / 4;
    put(s, &(spec){ .name = "Form_20_Help", .style = &help, .font = &l->small.font });
    put(s, &(spec){ .name = "Marginalia", .parent = "Text_20_body", .style = &side, .font = &l->small.font });
    put(s, &(spec){ .name = "Preformatted_20_Text", .style = &code, .font = &l->code.font });
}

static void put_notes_and_tables(sheet *s)
{
    const flow_looks *l = s->looks;
    flow_style cell = l->cell.style, note = l->small.style, title = l->caption.style, legend = l->caption.style;
    flow_style picture = { .background = COLOR_NONE, .bar = COLOR_NONE, .border = COLOR_NONE };
    picture.after = l->text.style.after;
    flow_font head = l->cell.font;
    head.weight = 700;
    cell.pad_start = cell.pad_end = cell.pad_top = cell.pad_bottom = 0;
    note.leading = note.leading * 85 / 100;
    note.after = note.after / 2;
    title.keep_next = true;
    title.before = l->text.style.leading / 2;
    legend.before /= 2;
    put(s, &(spec){ .name = "Caption", .style = &title, .font = &l->caption.font });
    put(s, &(spec){ .name = "Table", .parent = "Caption" });
    put(s, &(spec){ .name = "Figure", .parent = "Caption" });
    put(s, &(spec){ .name = "Legend", .style = &legend, .font = &l->small.font });
    put(s, &(spec){ .name = "Picture", .style = &picture, .left = true });
    picture.keep_next = true;
    picture.after = 0;
    put(s, &(spec){ .name = "Picture_20_with_20_legend", .parent = "Picture", .style = &picture, .left = true });
    put(s, &(spec){ .name = "Table_20_Contents", .style = &cell, .font = &l->cell.font });
    put(s, &(spec){ .name = "Table_20_Heading", .parent = "Table_20_Contents", .font = &head });
    put(s, &(spec){ .name = "Footnote", .style = &note, .font = &l->small.font });
}

static void put_cover(sheet *s)
{
    const flow_looks *l = s->looks;
    const flow_page *p = &s->b->page;
    flow_font big = l->heading[1].font, middle = l->text.font;
    flow_style title = l->heading[1].style, line = l->text.style;
    big.size = big.size * 155 / 100;
    middle.size = middle.size * 135 / 100;
    big.color = middle.color = 0xFFFFFF;
    line.align = FLOW_START;
    flow_style plain = line;
    title.background = line.background = l->accent;
    title.leading = big.size * 120 / 100;
    line.leading = middle.size * 145 / 100;
    title.pad_start = title.pad_end = line.pad_start = line.pad_end = PT(28);
    title.pad_top = line.pad_top = PT(40);
    title.pad_bottom = line.pad_bottom = PT(32);
    title.before = (p->height - p->top - p->bottom) * 8 / 100;
    title.after = PT(10);
    line.after = PT(18);
    put(s, &(spec){ .name = "Title", .next = "Subtitle", .style = &title, .font = &big });
    put(s, &(spec){ .name = "Subtitle", .next = "Text_20_body", .style = &line, .font = &middle });
    plain.after = PT(4);
    put(s, &(spec){ .name = "Cover_20_Text", .style = &plain });
    plain.before = PT(12);
    put(s, &(spec){ .name = "Publisher", .next = "Cover_20_Text", .style = &plain, .font = &l->caption.font });
}

static mpt text_width(const flow_page *p) { return p->width - p->inner - p->outer; }

static void put_indexes(sheet *s)
{
    const flow_looks *l = s->looks;
    mpt size = l->text.font.size, width = text_width(&s->b->page);
    flow_style title = l->heading[1].style, entry = { .leading = l->text.style.leading, .background = COLOR_NONE,
                                                      .bar = COLOR_NONE, .border = COLOR_NONE };
    flow_font strong = l->caption.font;
    put(s, &(spec){ .name = "Contents_20_Heading", .parent = "Heading", .style = &title, .font = &l->heading[1].font,
                    .opens_page = true });
    title = l->heading[2].style;
    put(s, &(spec){ .name = "Table_20_index_20_heading", .parent = "Heading", .style = &title,
                    .font = &l->heading[2].font });
    put(s, &(spec){ .name = "Figure_20_Index_20_Heading", .parent = "Heading", .style = &title,
                    .font = &l->heading[2].font });
    for (int i = 1; i <= 6; i++) {
        str name = arena_fmt(s->x.a, "Contents_20_%d", i);
        entry.start = size * 15 / 10 * (i - 1);
        entry.before = i == 1 ? size * 6 / 10 : 0;
        put(s, &(spec){ .name = name.p, .style = &entry, .font = i == 1 ? &strong : NULL, .tab = width - entry.start });
    }
    entry.start = entry.before = 0;
    put(s, &(spec){ .name = "Table_20_index_20_1", .style = &entry, .tab = width });
    put(s, &(spec){ .name = "Figure_20_Index_20_1", .style = &entry, .tab = width });
    put(s, &(spec){ .name = "Index_20_1", .style = &entry });
    for (int i = 2; i <= 3; i++) {
        str name = arena_fmt(s->x.a, "Index_20_%d", i);
        entry.start = size * (i - 1);
        put(s, &(spec){ .name = name.p, .style = &entry });
    }
    entry.start = 0;
    entry.before = size;
    entry.keep_next = true;
    strong.color = l->accent;
    put(s, &(spec){ .name = "Index_20_Separator", .style = &entry, .font = &strong });
}

static void put_rule(sheet *s)
{
    static const char *const none[] = { "fo:border-top", "fo:border-left", "fo:border-right" };
    odt_open(&s->x, "style:style");
    odt_attrz(&s->x, "style:name", "Horizontal_20_Line");
    odt_attrz(&s->x, "style:display-name", "Horizontal Line");
    odt_attrz(&s->x, "style:family", "paragraph");
    odt_attrz(&s->x, "style:parent-style-name", "Standard");
    odt_attrz(&s->x, "style:next-style-name", "Text_20_body");
    odt_attrz(&s->x, "style:class", "html");
    odt_open(&s->x, "style:paragraph-properties");
    odt_attr_length(&s->x, "fo:margin-top", 0);
    odt_attr_length(&s->x, "fo:margin-bottom", PT(14));
    odt_attr(&s->x, "fo:border-bottom", arena_fmt(s->x.a, "0.5pt solid #%06x", (unsigned)s->looks->rule));
    for (int i = 0; i < 3; i++) odt_attrz(&s->x, none[i], "none");
    odt_attrz(&s->x, "style:join-border", "false");
    odt_close(&s->x);
    odt_open(&s->x, "style:text-properties");
    odt_attr_length(&s->x, "fo:font-size", PT(6));
    odt_close(&s->x);
    odt_close(&s->x);
}

/* --- words */

static void put_word_style(sheet *s, const char *name, const char *properties)
{
    odt_open(&s->x, "style:style");
    odt_attrz(&s->x, "style:name", name);
    odt_attr(&s->x, "style:display-name", odt_shown(s->x.a, name));
    odt_attrz(&s->x, "style:family", "text");
    odt_raw(&s->x, str_z(properties));
    odt_close(&s->x);
}

static void put_word_styles(sheet *s)
{
    const flow_looks *l = s->looks;
    arena *a = s->x.a;
    static const char bold[] = "<style:text-properties fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" "
                               "style:font-weight-complex=\"bold\"/>";
    static const char link[] = "<style:text-properties fo:color=\"#%06x\"%s/>";
    static const char line[] = " style:text-underline-style=\"solid\" style:text-underline-width=\"auto\" "
                               "style:text-underline-color=\"font-color\"";
    unsigned accent = l->accent;
    put_word_style(s, "Strong_20_Emphasis", bold);
    put_word_style(s, "Caption_20_Number", bold);
    put_word_style(s, "Emphasis", "<style:text-properties fo:font-style=\"italic\" style:font-style-asian=\"italic\" "
                                  "style:font-style-complex=\"italic\"/>");
    str code = first_of(&l->code.font);
    buf mono = { 0 };
    odt_xml x = { .out = &mono, .a = a };
    odt_open(&x, "style:text-properties");
    odt_attr(&x, "style:font-name", code);
    odt_attrz(&x, "fo:font-size", "92%");
    odt_close(&x);
    put_word_style(s, "Source_20_Text", buf_take(&mono, a).p);
    put_word_style(s, "Internet_20_link", arena_fmt(a, link, accent, line).p);
    put_word_style(s, "Visited_20_Internet_20_Link", arena_fmt(a, link, accent, line).p);
    put_word_style(s, "Internal_20_link", arena_fmt(a, link, accent, "").p);
    put_word_style(s, "Index_20_Link", "");
    put_word_style(s, "Footnote_20_Symbol", "");
    put_word_style(s, "Footnote_20_anchor", "<style:text-properties style:text-position=\"super 65%\"/>");
    put_word_style(s, "Bullet_20_Symbols", arena_fmt(a, link, accent, "").p);
    put_word_style(s, "Numbering_20_Symbols",
                   arena_fmt(a, "<style:text-properties fo:color=\"#%06x\" fo:font-weight=\"bold\" "
                                "style:font-weight-complex=\"bold\"/>", accent).p);
    put_word_style(s, "Key_20_figure",
                   arena_fmt(a, "<style:text-properties fo:color=\"#%06x\" fo:font-size=\"190%%\" "
                                "style:font-size-complex=\"190%%\" fo:font-weight=\"bold\" "
                                "style:font-weight-complex=\"bold\"/>", accent).p);
}

/* --- lists, outline, notes */

/* LibreOffice counts tab stops from the edge of a box, but indents from its padding. */
typedef struct list_look { const char *name; bool numbered, shown, boxed; } list_look;

static void put_list_level(sheet *s, int level, const list_look *l)
{
    const flow_style *box = &s->looks->callout.style;
    mpt step = s->looks->item.style.start, pad = l->boxed ? box->pad_start + box->bar_width : 0;
    odt_open(&s->x, l->numbered ? "text:list-level-style-number" : "text:list-level-style-bullet");
    odt_attr_int(&s->x, "text:level", level);
    odt_attrz(&s->x, "text:style-name", l->numbered ? "Numbering_20_Symbols" : "Bullet_20_Symbols");
    if (l->numbered) {
        odt_attrz(&s->x, "style:num-format", "1");
        odt_attrz(&s->x, "style:num-suffix", ".");
    } else {
        odt_attrz(&s->x, "text:bullet-char", l->shown ? "•" : "\u200B");
    }
    odt_open(&s->x, "style:list-level-properties");
    odt_attrz(&s->x, "text:list-level-position-and-space-mode", "label-alignment");
    odt_open(&s->x, "style:list-level-label-alignment");
    odt_attrz(&s->x, "text:label-followed-by", l->shown ? "listtab" : "nothing");
    if (l->shown) odt_attr_length(&s->x, "text:list-tab-stop-position", step * level + pad);
    odt_attr_length(&s->x, "fo:text-indent", l->shown ? -step : 0);
    odt_attr_length(&s->x, "fo:margin-left", l->shown ? step * level : 0);
    odt_close(&s->x);
    odt_close(&s->x);
    odt_close(&s->x);
}

static void put_lists(sheet *s)
{
    static const list_look lists[] = {
        { "List_20_1", false, true, false },    { "Numbering_20_1", true, true, false },
        { "Boxed_20_List", false, true, true }, { "Boxed_20_Numbering", true, true, true },
        { "Key_20_figures", false, false, false },
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        odt_open(&s->x, "text:list-style");
        odt_attrz(&s->x, "style:name", lists[i].name);
        odt_attr(&s->x, "style:display-name", odt_shown(s->x.a, lists[i].name));
        for (int level = 1; level <= 10; level++) put_list_level(s, level, &lists[i]);
        odt_close(&s->x);
    }
}

static void put_outline(sheet *s)
{
    odt_open(&s->x, "text:outline-style");
    odt_attrz(&s->x, "style:name", "Outline");
    for (int level = 1; level <= 10; level++) {
        odt_open(&s->x, "text:outline-level-style");
        odt_attr_int(&s->x, "text:level", level);
        odt_attrz(&s->x, "style:num-format", "");
        odt_raw(&s->x, S("<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
                         "<style:list-level-label-alignment text:label-followed-by=\"nothing\"/>"
                         "</style:list-level-properties>"));
        odt_close(&s->x);
    }
    odt_close(&s->x);
    odt_open(&s->x, "text:notes-configuration");
    odt_attrz(&s->x, "text:note-class", "footnote");
    odt_attrz(&s->x, "text:default-style-name", "Footnote");
    odt_attrz(&s->x, "text:citation-style-name", "Footnote_20_Symbol");
    odt_attrz(&s->x, "text:citation-body-style-name", "Footnote_20_anchor");
    odt_attrz(&s->x, "style:num-format", "1");
    odt_attrz(&s->x, "style:num-suffix", ". ");
    odt_attr_int(&s->x, "text:start-value", 0);
    odt_attrz(&s->x, "text:footnotes-position", "page");
    odt_attrz(&s->x, "text:start-numbering-at", "chapter");
    odt_close(&s->x);
}

/* --- pages */

static bool has_line(const str text[3]) { return text[0].n || text[1].n || text[2].n; }

/* A running line takes its room from the margin: it stands one and a half of its size from the text. */
enum { RUNNING_GAP = 150, RUNNING_HEIGHT = 170 };

static mpt running_room(const flow_page *p) { return p->running.size * (RUNNING_GAP + RUNNING_HEIGHT) / 100; }

static mpt margin(const flow_page *p, mpt whole, bool has_running)
{
    mpt left = has_running ? whole - running_room(p) : whole;
    return left > PT(6) ? left : PT(6);
}

static void put_running_style(sheet *s, bool header)
{
    const flow_page *p = &s->b->page;
    mpt size = p->running.size;
    odt_open(&s->x, header ? "style:header-style" : "style:footer-style");
    if (has_line(header ? p->header : p->footer)) {
        odt_open(&s->x, "style:header-footer-properties");
        odt_attr_length(&s->x, "fo:min-height", running_room(p));
        odt_attr_length(&s->x, header ? "fo:margin-bottom" : "fo:margin-top", size * RUNNING_GAP / 100);
        odt_close(&s->x);
    }
    odt_close(&s->x);
}

typedef struct layout { const char *name, *usage, *numbers; bool running, landscape; } layout;

static void put_layout(sheet *s, const layout *k)
{
    const flow_page *p = &s->b->page;
    bool rtl = s->b->rtl, head = k->running && has_line(p->header), foot = k->running && has_line(p->footer);
    odt_open(&s->x, "style:page-layout");
    odt_attrz(&s->x, "style:name", k->name);
    if (k->usage) odt_attrz(&s->x, "style:page-usage", k->usage);
    odt_open(&s->x, "style:page-layout-properties");
    odt_attr_length(&s->x, "fo:page-width", k->landscape ? p->height : p->width);
    odt_attr_length(&s->x, "fo:page-height", k->landscape ? p->width : p->height);
    odt_attrz(&s->x, "style:print-orientation", k->landscape != (p->width > p->height) ? "landscape" : "portrait");
    odt_attr_length(&s->x, "fo:margin-top", margin(p, k->landscape ? p->inner : p->top, head));
    odt_attr_length(&s->x, "fo:margin-bottom", margin(p, k->landscape ? p->outer : p->bottom, foot));
    odt_attr_length(&s->x, rtl ? "fo:margin-right" : "fo:margin-left", k->landscape ? p->top : p->inner);
    odt_attr_length(&s->x, rtl ? "fo:margin-left" : "fo:margin-right", k->landscape ? p->bottom : p->outer);
    odt_attrz(&s->x, "style:writing-mode", rtl ? "rl-tb" : "lr-tb");
    odt_attrz(&s->x, "style:num-format", k->numbers);
    odt_raw(&s->x, S("<style:footnote-sep style:width=\"0.5pt\" style:distance-before-sep=\"6pt\" "
                     "style:distance-after-sep=\"4pt\" style:line-style=\"solid\" style:rel-width=\"25%\" "
                     "style:color=\"#000000\"/>"));
    odt_close(&s->x);
    if (k->running) {
        put_running_style(s, true);
        put_running_style(s, false);
    }
    odt_close(&s->x);
}

static void put_stops(sheet *s, mpt width)
{
    odt_open(&s->x, "style:tab-stops");
    for (int i = 1; i <= 2; i++) {
        odt_open(&s->x, "style:tab-stop");
        odt_attr_length(&s->x, "style:position", width * i / 2);
        odt_attrz(&s->x, "style:type", i == 1 ? "center" : "right");
        odt_close(&s->x);
    }
    odt_close(&s->x);
}

static void put_running_paragraph(sheet *s, const char *name, bool line)
{
    const flow_page *p = &s->b->page;
    odt_open(&s->x, "style:style");
    odt_attrz(&s->x, "style:name", name);
    odt_attrz(&s->x, "style:family", "paragraph");
    odt_attrz(&s->x, "style:parent-style-name", "Standard");
    odt_attrz(&s->x, "style:class", "extra");
    odt_open(&s->x, "style:paragraph-properties");
    if (line && p->running_rule != COLOR_NONE) {
        odt_attrz(&s->x, "fo:padding-bottom", "2pt");
        odt_attr(&s->x, "fo:border-bottom", arena_fmt(s->x.a, "0.5pt solid #%06x", (unsigned)p->running_rule));
        static const char *const others[] = { "fo:border-top", "fo:border-left", "fo:border-right" };
        for (int i = 0; i < 3; i++) odt_attrz(&s->x, others[i], "none");
    }
    put_stops(s, text_width(p));
    odt_close(&s->x);
    text_properties(s, &p->running, false, false);
    odt_close(&s->x);
}

/* Running lines of pages that lie on their side are wider. */
static void put_wide_running(sheet *s)
{
    static const char *const parents[] = { "Header", "Footer" };
    const flow_page *p = &s->b->page;
    for (int i = 0; i < 2; i++) {
        odt_open(&s->x, "style:style");
        odt_attr(&s->x, "style:name", arena_fmt(s->x.a, "Wide_%s", parents[i]));
        odt_attrz(&s->x, "style:family", "paragraph");
        odt_attrz(&s->x, "style:parent-style-name", parents[i]);
        odt_open(&s->x, "style:paragraph-properties");
        put_stops(s, p->height - p->top - p->bottom);
        odt_close(&s->x);
        odt_close(&s->x);
    }
}

static void put_field(sheet *s, const char *name, const char *attribute, const char *value, str shown)
{
    odt_open(&s->x, name);
    odt_attrz(&s->x, attribute, value);
    if (str_eqz(str_z(name), "text:chapter")) odt_attr_int(&s->x, "text:outline-level", 1);
    odt_words(&s->x, shown);
    odt_close(&s->x);
}

/* {titre} {section} {page} {pages} are fields. */
static void put_filled(sheet *s, str pattern)
{
    while (pattern.n) {
        if (str_starts(pattern, S("{titre}"))) {
            put_field(s, "text:title", "text:fixed", "false", s->b->title);
            pattern = str_skip(pattern, 7);
        } else if (str_starts(pattern, S("{section}"))) {
            put_field(s, "text:chapter", "text:display", "name", S(""));
            pattern = str_skip(pattern, 9);
        } else if (str_starts(pattern, S("{pages}"))) {
            put_field(s, "text:page-count", "style:num-format", "1", S("1"));
            pattern = str_skip(pattern, 7);
        } else if (str_starts(pattern, S("{page}"))) {
            put_field(s, "text:page-number", "text:select-page", "current", S("1"));
            pattern = str_skip(pattern, 6);
        } else {
            size_t n = 1;
            while (n < pattern.n && pattern.p[n] != '{') n++;
            odt_words(&s->x, str_first(pattern, n));
            pattern = str_skip(pattern, n);
        }
    }
}

static void put_running(sheet *s, bool header, bool wide)
{
    const str *text = header ? s->b->page.header : s->b->page.footer;
    if (!has_line(text)) return;
    odt_open(&s->x, header ? "style:header" : "style:footer");
    odt_open(&s->x, "text:p");
    odt_attrz(&s->x, "text:style-name", header ? wide ? "Wide_Header" : "Header" : wide ? "Wide_Footer" : "Footer");
    s->x.after_blank = true;
    for (int i = 0; i < 3; i++) {
        put_filled(s, text[i]);
        bool more = (i == 0 && (text[1].n || text[2].n)) || (i == 1 && text[2].n);
        if (more) odt_words(&s->x, S("\t"));
    }
    odt_close(&s->x);
    odt_close(&s->x);
}

static void put_master(sheet *s, const char *name, const char *page, const char *next, bool running)
{
    odt_open(&s->x, "style:master-page");
    odt_attrz(&s->x, "style:name", name);
    odt_attrz(&s->x, "style:page-layout-name", page);
    if (next) odt_attrz(&s->x, "style:next-style-name", next);
    bool wide = str_eqz(str_z(name), "Landscape");
    if (running) {
        put_running(s, true, wide);
        put_running(s, false, wide);
    }
    odt_close(&s->x);
}

static void put_pages(sheet *s)
{
    const char *usage = s->b->page.two_sided ? "mirrored" : NULL, *front = s->b->page.roman_front ? "i" : "1";
    const layout layouts[] = {
        { "Page", usage, "1", true, false },      { "Front_page", usage, front, true, false },
        { "Cover_page", usage, front, false, false }, { "Recto_page", "right", "1", true, false },
        { "Landscape_page", NULL, "1", true, true },
    };
    odt_open(&s->x, "office:automatic-styles");
    put_wide_running(s);
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) put_layout(s, &layouts[i]);
    odt_close(&s->x);
    odt_open(&s->x, "office:master-styles");
    put_master(s, "Standard", "Page", NULL, true);
    put_master(s, "Cover", "Cover_page", "Front", false);
    put_master(s, "Front", "Front_page", NULL, true);
    put_master(s, "Recto", "Recto_page", "Standard", true);
    put_master(s, "Landscape", "Landscape_page", NULL, true);
    odt_close(&s->x);
}

void odt_styles(buf *out, const flow_book *b)
{
    sheet s = { .x = { .out = out, .a = arena_new(0) }, .b = b, .looks = &b->looks };
    odt_root(&s.x, "office:document-styles");
    odt_font_faces(&s.x, b);
    odt_open(&s.x, "office:styles");
    put_default(&s);
    put_heading_root(&s);
    put_text(&s);
    put_boxes(&s);
    put_callouts(&s);
    put_notes_and_tables(&s);
    put_cover(&s);
    put_indexes(&s);
    put_rule(&s);
    put_running_paragraph(&s, "Header", true);
    put_running_paragraph(&s, "Footer", false);
    put_word_styles(&s);
    odt_raw(&s.x, S("<style:style style:name=\"Graphics\" style:family=\"graphic\"><style:graphic-properties "
                    "text:anchor-type=\"as-char\" style:vertical-pos=\"top\" style:vertical-rel=\"baseline\" "
                    "style:wrap=\"none\" fo:padding=\"0pt\" fo:border=\"none\"/></style:style>"));
    put_outline(&s);
    put_lists(&s);
    odt_close(&s.x);
    put_pages(&s);
    odt_close(&s.x);
    arena_free(s.x.a);
}
