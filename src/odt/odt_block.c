#include "base/utf8.h"
#include "odt/odt_priv.h"

static void block(odt_writer *w, const flow *f);

void odt_blocks(odt_writer *w, const flow *first)
{
    for (const flow *f = first; f; f = f->next) block(w, f);
}

/* --- paragraphs */

static const char *heading_style(int level)
{
    static const char *const names[] = { "Heading_20_1", "Heading_20_2", "Heading_20_3",
                                         "Heading_20_4", "Heading_20_5", "Heading_20_6" };
    return names[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}

/* Lines of code have a box of their own; words of code in a paragraph don't. */
static bool is_code(const flow *f)
{
    return f->runs && !f->runs->next && f->runs->tag == TAG_CODE && f->style.background != COLOR_NONE;
}

static const char *text_style(odt_writer *w, const flow *f)
{
    if (f->outline) return heading_style(f->outline);
    if (w->title_style) return w->title_style;
    if (is_code(f)) return "Preformatted_20_Text";
    switch (f->role) {
    case ROLE_SUMMARY: return "Summary";
    case ROLE_SOURCE: return "Source";
    case ROLE_TITLE: return "Title";
    case ROLE_SUBTITLE: return "Subtitle";
    case ROLE_HELP: return w->inside ? w->style : "Form_20_Help";
    default: return w->style;
    }
}

static void note_heading(odt_writer *w, const flow *f)
{
    str place = f->id.n ? f->id : arena_fmt(w->a, "@h%zu", w->lines.n);
    if (!f->id.n) odt_wait(w, place);
    str lang = f->lang.n ? f->lang : w->lang;
    VEC_PUSH(w->a, &w->lines, (odt_line){ .title = arena_str(w->a, f->title), .bookmark = odt_bookmark(w, place),
                                          .lang = arena_str(w->a, lang), .level = f->outline });
}

static void text(odt_writer *w, const flow *f)
{
    const char *style = text_style(w, f);
    str outside = w->lang;
    w->title_style = NULL;
    if (f->outline) note_heading(w, f);
    if (f->outline == 1 && w->master && w->master[0] == 0) w->master = NULL;       /* its style opens a page */
    odt_paragraph(w, f, style);
    if (f->lang.n) w->lang = f->lang;
    if (is_code(f)) odt_words(&w->x, f->runs->text);
    else odt_runs(w, f->runs, NULL, odt_is_bold(style));
    w->lang = outside;
    odt_close(&w->x);
}

/* "Tableau 3 – legend": the number is a field, which a program counts again when a table is put before. */
static void sequence(odt_writer *w, const flow *of, str label)
{
    bool table = of->list == LIST_TABLES;
    size_t gap = str_search(label, S("\u00A0")), at = gap == STR_NONE ? 0 : gap + 2;
    unsigned n = table ? ++w->ntables : ++w->nframes;
    odt_open(&w->x, "text:span");
    odt_attrz(&w->x, "text:style-name", "Caption_20_Number");
    odt_words(&w->x, str_first(label, at));
    odt_open(&w->x, "text:sequence");
    odt_attr(&w->x, "text:ref-name", arena_fmt(w->a, "ref%s%u", table ? "Table" : "Figure", n - 1));
    odt_attrz(&w->x, "text:name", table ? "Table" : "Figure");
    odt_attrz(&w->x, "text:formula", table ? "ooow:Table+1" : "ooow:Figure+1");
    odt_attrz(&w->x, "style:num-format", "1");
    odt_words(&w->x, str_skip(label, at));
    odt_close(&w->x);
    odt_close(&w->x);
}

void odt_caption(odt_writer *w, const flow *of, const char *style)
{
    const flow *f = of->caption;
    const flow_run *r = f->runs;
    str outside = w->lang;
    if (of->list != LIST_NONE && of->title.n) {
        str place = arena_fmt(w->a, "@c%zu", w->lines.n);
        odt_wait(w, place);
        odt_line line = { .bookmark = odt_bookmark(w, place), .list = of->list };
        line.title = arena_str(w->a, of->title);
        line.lang = arena_str(w->a, w->lang);
        VEC_PUSH(w->a, &w->lines, line);
    }
    odt_wait(w, f->id);
    odt_paragraph(w, f, style);
    if (f->lang.n) w->lang = f->lang;
    if (f->numbered && r && of->list != LIST_NONE) {
        sequence(w, of, r->text);
        r = r->next;
    }
    odt_runs(w, r, NULL, odt_is_bold(style));
    w->lang = outside;
    odt_close(&w->x);
}

/* --- lists */

static const char *list_style(const odt_writer *w, const flow *l)
{
    if (l->role == ROLE_FIGURES) return "Key_20_figures";
    if (odt_is_boxed(w->style)) return l->numbering == NUMBERING_DECIMAL ? "Boxed_20_Numbering" : "Boxed_20_List";
    return l->numbering == NUMBERING_DECIMAL ? "Numbering_20_1" : "List_20_1";
}

/* The number in "12.", in the book's digits. */
static long long rank_of(const odt_writer *w, str label)
{
    long long n = 0;
    for (size_t i = 0; i < label.n && n < 100000;) {
        uint32_t c = utf8_next(label, &i), zero = c < 0x80 || !w->b->zero ? '0' : w->b->zero;
        if (c < zero || c > zero + 9) break;
        n = n * 10 + (long long)(c - zero);
    }
    return n;
}

static void list(odt_writer *w, const flow *l)
{
    odt_writer outside = *w;
    bool numbered = l->numbering == NUMBERING_DECIMAL;
    if (!strcmp(w->style, "Text_20_body")) w->style = "List_20_Paragraph";
    w->figures = l->role == ROLE_FIGURES;
    w->inside = true;
    w->lists.n = w->depth++;
    VEC_PUSH(w->a, &w->lists, list_style(w, l));
    odt_open(&w->x, "text:list");
    odt_attrz(&w->x, "text:style-name", list_style(w, l));
    for (const flow *item = l->first; item; item = item->next) {
        odt_open(&w->x, "text:list-item");
        long long rank = rank_of(w, item->label);
        if (numbered && item == l->first && rank != 1) odt_attr_int(&w->x, "text:start-value", rank);
        odt_wait(w, item->id);
        if (item->lang.n) w->lang = item->lang;
        bool ends = !item->next && item->first == item->last && !strcmp(outside.style, "Text_20_body");
        if (ends) w->style = "List_20_End";        /* the space after the list */
        odt_blocks(w, item->first);
        w->lang = l->lang.n ? l->lang : outside.lang;
        odt_close(&w->x);
    }
    odt_close(&w->x);
    w->style = outside.style;
    w->figures = outside.figures;
    w->inside = outside.inside;
    w->depth = outside.depth;
}

/* A list item holds paragraphs and lists only: the lists end before a table, and go on after it without a number of
 * their own. */
static void out_of_lists(odt_writer *w, const flow *f)
{
    unsigned depth = w->depth;
    for (unsigned i = 0; i < 2 * depth; i++) odt_close(&w->x);
    w->depth = 0;
    odt_table(w, f);
    w->depth = depth;
    for (unsigned i = 0; i < depth; i++) {
        odt_open(&w->x, "text:list");
        odt_attrz(&w->x, "text:style-name", w->lists.v[i]);
        odt_attrz(&w->x, "text:continue-numbering", "true");
        odt_open(&w->x, "text:list-header");
    }
}

/* Terms and what they mean. */
static void definitions(odt_writer *w, const flow *l)
{
    const char *outside = w->style;
    for (const flow *entry = l->first; entry; entry = entry->next)
        for (const flow *f = entry->first; f; f = f->next) {
            w->style = f->tag == TAG_LBL ? "List_20_Heading" : "List_20_Contents";
            block(w, f);
        }
    w->style = outside;
}

/* --- boxes */

static void callout(odt_writer *w, const flow *f)
{
    static const struct { const char *text, *title; } styles[ROLE_COUNT] = {
        [ROLE_NOTE] = { "Note", "Note_20_Title" },
        [ROLE_TIP] = { "Tip", "Tip_20_Title" },
        [ROLE_IMPORTANT] = { "Important", "Important_20_Title" },
        [ROLE_WARNING] = { "Warning", "Warning_20_Title" },
        [ROLE_DANGER] = { "Danger", "Danger_20_Title" },
        [ROLE_EASY] = { "Easy", "Easy_20_Title" },
    };
    const char *outside = w->style;
    w->style = styles[f->role].text;
    w->title_style = styles[f->role].title;
    odt_blocks(w, f->first);
    w->title_style = NULL;
    w->style = outside;
}

static void styled(odt_writer *w, const flow *f, const char *style)
{
    const char *outside = w->style;
    w->style = style;
    odt_blocks(w, f->first);
    w->style = outside;
}

static void in_columns(odt_writer *w, const flow *f)
{
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    mpt room = w->room, gap = PT(18);
    odt_open(&x, "style:section-properties");
    odt_attrz(&x, "text:dont-balance-text-columns", "false");
    odt_open(&x, "style:columns");
    odt_attr_int(&x, "fo:column-count", f->columns);
    odt_attr_length(&x, "fo:column-gap", gap);
    odt_close(&x);
    odt_close(&x);
    str style = odt_style(w, "section", "Sect", NULL, NULL, buf_view(&inside));
    buf_free(&inside);
    odt_open(&w->x, "text:section");
    odt_attr(&w->x, "text:style-name", style);
    odt_attr(&w->x, "text:name", arena_fmt(w->a, "Section%u", ++w->nsections));
    w->room = (room - gap * (f->columns - 1)) / f->columns;
    odt_blocks(w, f->first);
    w->room = room;
    odt_close(&w->x);
}

static bool has_words(const flow *f)
{
    for (; f; f = f->next)
        if (f->kind != FLOW_BOX || has_words(f->first)) return true;
    return false;
}

static void box(odt_writer *w, const flow *f)
{
    str outside = w->lang;
    odt_wait(w, f->id);
    if (!has_words(f->first)) return;
    if (f->lang.n) w->lang = f->lang;
    if (f->role >= ROLE_NOTE && f->role <= ROLE_EASY) callout(w, f);
    else if (f->side) styled(w, f, "Marginalia");
    else if (f->tag == TAG_BLOCK_QUOTE) styled(w, f, "Quotations");
    else if (f->tag == TAG_NOTE) styled(w, f, "Footnote");
    else if (f->tag == TAG_L && f->first && f->first->first && f->first->first->tag == TAG_LBL) definitions(w, f);
    else if (f->tag == TAG_L) list(w, f);
    else if (f->columns > 1 && !w->inside) in_columns(w, f);
    else odt_blocks(w, f->first);
    w->lang = outside;
}

/* --- the cover */

static void cover(odt_writer *w, const flow *f)
{
    w->master = "Cover";
    for (const flow *k = f->first; k; k = k->next) {
        bool publisher = k->kind == FLOW_TEXT && k->runs && k->runs->font.weight >= 600;
        w->style = publisher ? "Publisher" : "Cover_20_Text";
        block(w, k);
    }
    w->style = "Text_20_body";
    w->master = "";
}

/* --- forms */

/* An empty paragraph with a line around it, that grows as one writes; as many as the box on paper has lines. */
static void field(odt_writer *w, const flow *f)
{
    int lines = f->field->many ? f->height / (f->label_font.size * 13 / 10) : 1;
    for (int i = 0; i < lines; i++) odt_line_of(w, "Form_20_Field", S(""));
}

static void block(odt_writer *w, const flow *f)
{
    if (f->kind != FLOW_BOX && f->kind != FLOW_SLIDE && f->kind != FLOW_CONTENTS) odt_wait(w, f->id);
    switch (f->kind) {
    case FLOW_TEXT: text(w, f); break;
    case FLOW_SLIDE:
    case FLOW_BOX: box(w, f); break;
    case FLOW_TABLE:
        if (w->depth) out_of_lists(w, f);
        else odt_table(w, f);
        break;
    case FLOW_PICTURE:
    case FLOW_SCENE: odt_picture(w, f); break;
    case FLOW_RULE: odt_line_of(w, "Horizontal_20_Line", S("")); break;
    case FLOW_COVER: cover(w, f); break;
    case FLOW_INDEX: odt_index(w, f); break;
    case FLOW_CONTENTS: odt_contents(w, f); break;
    case FLOW_FIELD: field(w, f); break;
    }
}
