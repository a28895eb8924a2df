#include "odt/odt_priv.h"

/* A list that a program can make again: which element, and the styles of its title and of its lines. */
typedef struct list_kind {
    const char *element, *source, *entry, *title, *line, *sequence;
} list_kind;

static const list_kind kinds[] = {
    [LIST_NONE] = { "text:table-of-content", "text:table-of-content-source", "text:table-of-content-entry-template",
                    "Contents_20_Heading", "Contents_20_1", NULL },
    [LIST_TABLES] = { "text:table-index", "text:table-index-source", "text:table-index-entry-template",
                      "Table_20_index_20_heading", "Table_20_index_20_1", "Table" },
    [LIST_FIGURES] = { "text:illustration-index", "text:illustration-index-source",
                       "text:illustration-index-entry-template", "Figure_20_Index_20_Heading", "Figure_20_Index_20_1",
                       "Figure" },
};

static const char *line_style(const list_kind *k, int level)
{
    static const char *const names[] = { "Contents_20_1", "Contents_20_2", "Contents_20_3", "Contents_20_4",
                                         "Contents_20_5", "Contents_20_6" };
    return k->sequence ? k->line : names[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}

static void leaf_with(odt_xml *x, const char *name, const char *attribute, const char *value)
{
    odt_open(x, name);
    if (attribute) odt_attrz(x, attribute, value);
    odt_close(x);
}

/* How a line is made: the text leads to its place, then dots and the page. */
static void put_template(odt_writer *w, const list_kind *k, int level)
{
    odt_xml *x = &w->x;
    odt_open(x, k->entry);
    if (!k->sequence) odt_attr_int(x, "text:outline-level", level);
    odt_attrz(x, "text:style-name", line_style(k, level));
    leaf_with(x, "text:index-entry-link-start", "text:style-name", "Index_20_Link");
    leaf_with(x, "text:index-entry-text", NULL, NULL);
    odt_open(x, "text:index-entry-tab-stop");
    odt_attrz(x, "style:type", "right");
    odt_attrz(x, "style:leader-char", ".");
    odt_close(x);
    leaf_with(x, "text:index-entry-page-number", NULL, NULL);
    leaf_with(x, "text:index-entry-link-end", NULL, NULL);
    odt_close(x);
}

static void put_source(odt_writer *w, const flow *f, const list_kind *k)
{
    odt_xml *x = &w->x;
    odt_open(x, k->source);
    if (k->sequence) {
        odt_attrz(x, "text:use-caption", "true");
        odt_attrz(x, "text:caption-sequence-name", k->sequence);
        odt_attrz(x, "text:caption-sequence-format", "text");
    } else {
        odt_attr_int(x, "text:outline-level", f->level);
        odt_attrz(x, "text:use-index-marks", "false");
    }
    odt_open(x, "text:index-title-template");
    odt_attrz(x, "text:style-name", k->title);
    odt_text(x, f->title);
    odt_close(x);
    for (int level = 1; level <= (k->sequence ? 1 : f->level); level++) put_template(w, k, level);
    odt_close(x);
}

static void line(odt_writer *w, const odt_line *l, const char *style)
{
    flow own = { .kind = FLOW_CONTENTS, .lang = str_eq(l->lang, w->b->lang) ? S("") : l->lang };
    odt_paragraph(w, &own, style);
    odt_open(&w->x, "text:a");
    odt_attrz(&w->x, "xlink:type", "simple");
    odt_attr(&w->x, "xlink:href", arena_fmt(w->a, "#%.*s", STR_ARG(l->bookmark)));
    odt_attrz(&w->x, "text:style-name", "Index_20_Link");
    odt_attrz(&w->x, "text:visited-style-name", "Index_20_Link");
    odt_words(&w->x, l->title);
    odt_words(&w->x, S("\t"));
    odt_open(&w->x, "text:bookmark-ref");
    odt_attrz(&w->x, "text:reference-format", "page");
    odt_attr(&w->x, "text:ref-name", l->bookmark);
    odt_words(&w->x, S("0"));
    odt_close(&w->x);
    odt_close(&w->x);
    odt_close(&w->x);
}

static void title(odt_writer *w, str name, str section, const char *style, str text)
{
    odt_open(&w->x, "text:index-title");
    odt_attr(&w->x, "text:style-name", section);
    odt_attr(&w->x, "text:name", arena_fmt(w->a, "%.*s_Head", STR_ARG(name)));
    bool opens = str_eqz(str_z(style), "Contents_20_Heading");
    if (opens && w->master && w->master[0] == 0) w->master = NULL;     /* its style does */
    odt_line_of(w, style, text);
    odt_close(&w->x);
}

static str index_section(odt_writer *w)
{
    return odt_style(w, "section", "Sect", NULL, NULL, S("<style:section-properties style:editable=\"true\"/>"));
}

void odt_contents(odt_writer *w, const flow *f)
{
    const list_kind *k = &kinds[f->list];
    str name = arena_fmt(w->a, "List%u", ++w->counts['l']);
    size_t shown = 0;
    for (size_t i = 0; i < w->lines.n; i++) shown += w->lines.v[i].list == f->list;
    if (shown == 0) return;
    str style = index_section(w);
    odt_open(&w->x, k->element);
    odt_attr(&w->x, "text:style-name", style);
    odt_attrz(&w->x, "text:protected", "false");
    odt_attr(&w->x, "text:name", name);
    put_source(w, f, k);
    odt_open(&w->x, "text:index-body");
    odt_wait(w, f->id);
    if (f->title.n) title(w, name, style, k->title, f->title);
    for (size_t i = 0; i < w->lines.n; i++) {
        const odt_line *l = &w->lines.v[i];
        if (l->list != f->list || l->level > (f->list ? 0 : f->level)) continue;
        line(w, l, line_style(k, l->level));
    }
    odt_close(&w->x);
    odt_close(&w->x);
}

/* --- the index of words */

static void index_source(odt_writer *w)
{
    odt_xml *x = &w->x;
    odt_open(x, "text:alphabetical-index-source");
    odt_attrz(x, "text:ignore-case", "true");
    odt_attrz(x, "text:alphabetical-separators", "true");
    odt_attrz(x, "text:combine-entries", "true");
    odt_attrz(x, "text:combine-entries-with-pp", "false");
    odt_attrz(x, "text:use-keys-as-entries", "false");
    size_t dash = str_find(w->b->lang, '-');
    odt_attr(x, "fo:language", dash == STR_NONE ? w->b->lang : str_first(w->b->lang, dash));
    for (int level = 0; level <= 3; level++) {
        odt_open(x, "text:alphabetical-index-entry-template");
        if (level) odt_attr_int(x, "text:outline-level", level);
        else odt_attrz(x, "text:outline-level", "separator");
        odt_attr(x, "text:style-name", level ? arena_fmt(w->a, "Index_20_%d", level) : S("Index_20_Separator"));
        leaf_with(x, "text:index-entry-text", NULL, NULL);
        if (level) {
            odt_open(x, "text:index-entry-span");
            odt_text(x, S(" "));
            odt_close(x);
            leaf_with(x, "text:index-entry-page-number", NULL, NULL);
        }
        odt_close(x);
    }
    odt_close(x);
}

static void entry(odt_writer *w, const flow_entry *e)
{
    odt_paragraph(w, NULL, "Index_20_1");
    odt_words(&w->x, e->term);
    for (size_t i = 0; i < e->places.n; i++) {
        odt_words(&w->x, i ? S(", ") : S("\u2002"));
        odt_page_number(w, e->places.v[i]);
    }
    odt_close(&w->x);
}

void odt_index(odt_writer *w, const flow *f)
{
    str style = odt_style(w, "section", "Sect", NULL, NULL,
                          S("<style:section-properties style:editable=\"true\" "
                            "text:dont-balance-text-columns=\"false\"><style:columns fo:column-count=\"2\" "
                            "fo:column-gap=\"18pt\"/></style:section-properties>"));
    odt_open(&w->x, "text:alphabetical-index");
    odt_attr(&w->x, "text:style-name", style);
    odt_attrz(&w->x, "text:protected", "false");
    odt_attrz(&w->x, "text:name", "Index");
    index_source(w);
    odt_open(&w->x, "text:index-body");
    str initial = S("");
    for (size_t i = 0; i < f->nentries; i++) {
        const flow_entry *e = &f->entries[i];
        if (!str_eq(e->initial, initial)) odt_line_of(w, "Index_20_Separator", e->initial);
        initial = e->initial;
        entry(w, e);
    }
    odt_close(&w->x);
    odt_close(&w->x);
}
