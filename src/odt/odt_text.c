#include "base/unicode.h"
#include "base/utf8.h"
#include "odt/odt_priv.h"

/* --- places */

/* Letters, digits and '_' only: word processors refuse most signs in the name of a bookmark. */
static str plain_name(odt_writer *w, str place)
{
    buf out = { 0 };
    size_t slash = str_find(place, '/');
    if (slash != STR_NONE && slash < 4) place = str_skip(place, slash + 1);        /* the language's folder */
    for (size_t i = 0; i < place.n;) {
        if (str_starts(str_skip(place, i), S("index.html"))) { i += 10; continue; }
        size_t at = i;
        bool word = unicode_is_word(utf8_next(place, &i));
        if (word) buf_put(&out, place.p + at, i - at);
        else if (out.n && out.p[out.n - 1] != '_') buf_char(&out, '_');
    }
    while (out.n && out.p[out.n - 1] == '_') out.n--;
    if (out.n == 0) BUF_LIT(&out, "place");
    return buf_take(&out, w->a);
}

str odt_bookmark(odt_writer *w, str place)
{
    const str *known = map_get(w->bookmarks, place);
    if (known) return *known;
    str *name = ARENA_NEW(w->a, str), stem = plain_name(w, place);
    *name = stem;
    for (int i = 2; map_has(w->taken, *name); i++) *name = arena_fmt(w->a, "%.*s_%d", STR_ARG(stem), i);
    map_put(w->taken, *name, w);
    map_put(w->bookmarks, arena_str(w->a, place), name);
    return *name;
}

void odt_wait(odt_writer *w, str place)
{
    if (place.n) VEC_PUSH(w->a, &w->waiting, arena_str(w->a, place));
}

static void put_bookmark(odt_writer *w, str place)
{
    odt_open(&w->x, "text:bookmark");
    odt_attr(&w->x, "text:name", odt_bookmark(w, place));
    odt_close(&w->x);
}

/* --- paragraphs */

static const char *align_of(flow_align align, bool rtl)
{
    switch (align) {
    case FLOW_JUSTIFY: return "justify";
    case FLOW_CENTER: return "center";
    case FLOW_END: return rtl ? "left" : "right";
    case FLOW_DECIMAL: return "right";
    default: return rtl ? "right" : "left";
    }
}

static void paragraph_properties(odt_writer *w, odt_xml *x, const flow *f, const char *style, str lang)
{
    bool rtl = odt_rtl(w, lang), turned = rtl != odt_rtl(w, w->b->lang), body = odt_is_body(style);
    flow_align usual = body ? w->b->looks.text.style.align : FLOW_START;
    bool aligned = f && f->kind == FLOW_TEXT && (f->style.align != usual || turned);
    bool breaks = w->master && w->master[0] == 0;
    if (!aligned && !turned && !breaks && !w->first_page) return;
    odt_open(x, "style:paragraph-properties");
    if (aligned) odt_attrz(x, "fo:text-align", align_of(f->style.align, rtl));
    if (turned) odt_attrz(x, "style:writing-mode", rtl ? "rl-tb" : "lr-tb");
    if (breaks) odt_attrz(x, "fo:break-before", "page");
    if (w->first_page) odt_attr_int(x, "style:page-number", w->first_page);
    odt_close(x);
}

static void text_properties(odt_writer *w, odt_xml *x, const flow *f, const char *style, str lang)
{
    bool foreign = lang.n && !str_eq(lang, w->b->lang);
    bool whole = f && f->kind == FLOW_TEXT && odt_is_body(style) && w->b->looks.text.style.hyphenate &&
                 !f->style.hyphenate;
    if (!foreign && !whole) return;
    odt_open(x, "style:text-properties");
    if (foreign) odt_lang(x, lang);
    if (whole) odt_attrz(x, "fo:hyphenate", "false");
    odt_close(x);
}

void odt_paragraph(odt_writer *w, const flow *f, const char *style)
{
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    str lang = f && f->lang.n ? f->lang : w->lang;
    paragraph_properties(w, &x, f, style, lang);
    text_properties(w, &x, f, style, lang);
    bool page = w->master && w->master[0];
    str more = page ? arena_fmt(w->a, " style:master-page-name=\"%s\"", w->master) : S("");
    str name = str_z(style);
    if (inside.n || page)
        name = odt_style(w, "paragraph", "P", style, page ? more.p : NULL, inside.n ? buf_view(&inside) : S(""));
    buf_free(&inside);
    w->master = NULL;
    w->first_page = 0;
    bool heading = f && f->outline;
    odt_open(&w->x, heading ? "text:h" : "text:p");
    odt_attr(&w->x, "text:style-name", name);
    if (heading) odt_attr_int(&w->x, "text:outline-level", f->outline);
    w->x.after_blank = true;
    for (size_t i = 0; i < w->waiting.n; i++) put_bookmark(w, w->waiting.v[i]);
    w->waiting.n = 0;
    if (w->lead.n) odt_words(&w->x, w->lead);
    w->lead = S("");
}

void odt_line_of(odt_writer *w, const char *style, str text)
{
    odt_paragraph(w, NULL, style);
    odt_words(&w->x, text);
    odt_close(&w->x);
}

/* --- runs */

typedef struct look { bool bold, unbold, italic, code, underline, raised, lowered; str lang; } look;

static look look_of(const odt_writer *w, const flow_run *r, bool bold)
{
    bool strong = r->font.weight >= 600;
    return (look){ .bold = strong && !bold,
                   .unbold = !strong && bold && r->font.weight > 0 && !r->font.mono,
                   .italic = r->font.italic,
                   .code = r->font.mono,
                   .underline = r->font.underline && r->dest_kind == DEST_NONE,
                   .raised = r->font.rise > 0,
                   .lowered = r->font.rise < 0,
                   .lang = str_eq(r->lang, w->lang) ? S("") : r->lang };
}

static void weight(odt_xml *x, const char *value)
{
    odt_attrz(x, "fo:font-weight", value);
    odt_attrz(x, "style:font-weight-asian", value);
    odt_attrz(x, "style:font-weight-complex", value);
}

static void slant(odt_xml *x)
{
    odt_attrz(x, "fo:font-style", "italic");
    odt_attrz(x, "style:font-style-asian", "italic");
    odt_attrz(x, "style:font-style-complex", "italic");
}

/* The name of the run's style: that of the user's own where it says all, "" for none. */
static str run_style(odt_writer *w, look l)
{
    const char *parent = l.code ? "Source_20_Text" : l.bold ? "Strong_20_Emphasis" : l.italic ? "Emphasis" : NULL;
    bool bold = l.bold && l.code, italic = l.italic && (l.code || l.bold);
    bool more = bold || italic || l.unbold || l.underline || l.raised || l.lowered || l.lang.n;
    if (!more) return parent ? str_z(parent) : S("");
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    odt_open(&x, "style:text-properties");
    if (bold) weight(&x, "bold");
    if (l.unbold) weight(&x, "normal");
    if (italic) slant(&x);
    if (l.underline) {
        odt_attrz(&x, "style:text-underline-style", "solid");
        odt_attrz(&x, "style:text-underline-width", "auto");
        odt_attrz(&x, "style:text-underline-color", "font-color");
    }
    if (l.raised) odt_attrz(&x, "style:text-position", "33% 65%");
    if (l.lowered) odt_attrz(&x, "style:text-position", "-12% 65%");
    if (l.lang.n) odt_lang(&x, l.lang);
    odt_close(&x);
    str name = odt_style(w, "text", "T", parent, NULL, buf_view(&inside));
    buf_free(&inside);
    return name;
}

static void index_mark(odt_writer *w, str place)
{
    const str *term = map_get(w->terms, place);
    put_bookmark(w, place);
    if (!term) return;
    odt_open(&w->x, "text:alphabetical-index-mark");
    odt_attr(&w->x, "text:string-value", *term);
    odt_close(&w->x);
}

void odt_page_number(odt_writer *w, str place)
{
    odt_open(&w->x, "text:bookmark-ref");
    odt_attrz(&w->x, "text:reference-format", "page");
    odt_attr(&w->x, "text:ref-name", odt_bookmark(w, place));
    odt_words(&w->x, S("0"));                      /* until a program has pages */
    odt_close(&w->x);
}

static void note_body(odt_writer *w, const flow *f)
{
    odt_writer outside = *w;
    w->style = "Footnote";
    w->title_style = NULL;
    w->inside = w->in_note = true;
    w->figures = false;
    w->depth = 0;
    w->within.n = 0;
    if (f->first) odt_blocks(w, f->first);
    else odt_line_of(w, "Footnote", S(""));
    for (size_t i = 0; i < w->within.n; i++) {
        w->lead = arena_fmt(w->a, "%.*s ", STR_ARG(w->within.v[i]->label));
        odt_blocks(w, w->within.v[i]->first);
    }
    w->within.n = 0;
    w->lead = S("");
    w->style = outside.style;
    w->title_style = outside.title_style;
    w->inside = outside.inside;
    w->in_note = false;
    w->figures = outside.figures;
    w->depth = outside.depth;
}

/* What the note says; its call shows `r`. Where we are is left for the while. */
static void note(odt_writer *w, const flow_run *r)
{
    if (w->in_note) {
        VEC_PUSH(w->a, &w->within, r->note);
        odt_open(&w->x, "text:span");
        odt_attrz(&w->x, "text:style-name", "Footnote_20_anchor");
        odt_words(&w->x, r->text);
        odt_close(&w->x);
        return;
    }
    str *id = ARENA_NEW(w->a, str);
    *id = arena_fmt(w->a, "ftn%u", ++w->nnotes);
    map_put(w->notes, arena_str(w->a, r->dest), id);
    odt_open(&w->x, "text:note");
    odt_attr(&w->x, "text:id", *id);
    odt_attrz(&w->x, "text:note-class", "footnote");
    odt_leaf(&w->x, "text:note-citation", r->text);
    odt_open(&w->x, "text:note-body");
    note_body(w, r->note);
    odt_close(&w->x);
    odt_close(&w->x);
    w->x.after_blank = false;
}

/* A further call of a note. */
static bool note_again(odt_writer *w, const flow_run *r)
{
    const str *id = r->dest_kind == DEST_PLACE ? map_get(w->notes, r->dest) : NULL;
    if (!id) return false;
    odt_open(&w->x, "text:span");
    odt_attrz(&w->x, "text:style-name", "Footnote_20_anchor");
    odt_open(&w->x, "text:note-ref");
    odt_attrz(&w->x, "text:note-class", "footnote");
    odt_attrz(&w->x, "text:reference-format", "text");
    odt_attr(&w->x, "text:ref-name", *id);
    odt_words(&w->x, r->text);
    odt_close(&w->x);
    odt_close(&w->x);
    return true;
}

static void run(odt_writer *w, const flow_run *r, bool bold, bool figure)
{
    look l = look_of(w, r, bold);
    str style = figure ? S("Key_20_figure") : run_style(w, l);
    if (r->place.n) index_mark(w, r->place);
    if (style.n) {
        odt_open(&w->x, "text:span");
        odt_attr(&w->x, "text:style-name", style);
    }
    if (r->page_of.n) odt_page_number(w, r->page_of);
    else if (r->leader) odt_words(&w->x, S("\t"));
    else odt_words(&w->x, r->text);
    if (style.n) odt_close(&w->x);
}

static void open_link(odt_writer *w, const flow_run *r)
{
    bool inside = r->dest_kind == DEST_PLACE;
    odt_open(&w->x, "text:a");
    odt_attrz(&w->x, "xlink:type", "simple");
    odt_attr(&w->x, "xlink:href", inside ? arena_fmt(w->a, "#%.*s", STR_ARG(odt_bookmark(w, r->dest))) : r->dest);
    odt_attrz(&w->x, "text:style-name", inside ? "Internal_20_link" : "Internet_20_link");
    odt_attrz(&w->x, "text:visited-style-name", inside ? "Internal_20_link" : "Visited_20_Internet_20_Link");
}

void odt_runs(odt_writer *w, const flow_run *first, const flow_run *end, bool bold)
{
    uint32_t group = 0;
    bool figures = w->figures;
    for (const flow_run *r = first; r != end; r = r->next) {
        if (group && r->group != group) odt_close(&w->x);
        if (r->group != group) group = 0;
        if (r->note) { note(w, r); continue; }
        if (r->dest_kind != DEST_NONE && !group && note_again(w, r)) continue;
        if (r->dest_kind != DEST_NONE && !group) {
            open_link(w, r);
            group = r->group;
            if (!group) { run(w, r, bold, false); odt_close(&w->x); continue; }
        }
        run(w, r, bold, figures && r->font.weight >= 600);
        figures = false;
    }
    if (group) odt_close(&w->x);
}
