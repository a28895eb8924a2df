#include "html/html_node.h"
#include "base/path.h"
#include "base/unicode.h"
#include "html/escape.h"
#include "html/html_plain.h"
#include "html/html_scene.h"
#include <stdio.h>

/* What one call of html_node keeps: numbers that make ids unique in the page. */
typedef struct writer {
    buf *out;
    const html_options *o;
    arena *a;
    str lang;                  /* of what is being written */
    bool in_link;
    int scenes, tables, *calls, ncalls;
} writer;

/* Ids that livret makes hold a '_', which those made from headings never do. */

static void children(writer *w, const node *n);

static str word(const writer *w, const char *msgid)
{
    return w->o->word ? w->o->word(w->o->word_ctx, str_z(msgid)) : str_z(msgid);
}

static bool is_rtl(str lang)
{
    static const char *const list[] = { "ar", "fa", "ps", "prs", "ur", "ckb", "he", "yi", "dv", "sd", "ug" };
    size_t dash = str_find(lang, '-');
    if (dash != STR_NONE) lang = str_first(lang, dash);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eqz(lang, list[i])) return true;
    return false;
}

/* --- attributes */

static void attr(writer *w, const char *name, str value)
{
    buf_fmt(w->out, " %s=\"", name);
    html_attr(w->out, value);
    buf_char(w->out, '"');
}

static void lang_attr(writer *w, str lang)
{
    if (lang.n == 0 || str_eq(lang, w->lang)) return;
    attr(w, "lang", lang);
    if (is_rtl(lang) != is_rtl(w->lang)) attr(w, "dir", is_rtl(lang) ? S("rtl") : S("ltr"));
}

/* The children of an element, in its language. */
static void inside(writer *w, const node *n)
{
    str outside = w->lang;
    if (n->attrs && n->attrs->lang.n) w->lang = n->attrs->lang;
    children(w, n);
    w->lang = outside;
}

/* id, class (that of livret first), lang. */
static void attrs(writer *w, const node *n, const char *class)
{
    const node_attrs *t = n->attrs;
    bool own = t && t->classes.n;
    if (t && t->id.n) attr(w, "id", t->id);
    if (class && own) attr(w, "class", arena_fmt(w->a, "%s %.*s", class, STR_ARG(t->classes)));
    else if (class) attr(w, "class", str_z(class));
    else if (own) attr(w, "class", t->classes);
    if (t) lang_attr(w, t->lang);
}

static void title_attr(writer *w, const node *n)
{
    if (n->attrs && n->attrs->title.n) attr(w, "title", n->attrs->title);
}

static void element(writer *w, const node *n, const char *name, const char *class)
{
    buf_fmt(w->out, "<%s", name);
    attrs(w, n, class);
    buf_char(w->out, '>');
    inside(w, n);
    buf_fmt(w->out, "</%s>", name);
}

static void block(writer *w, const node *n, const char *name, const char *class)
{
    buf_fmt(w->out, "<%s", name);
    attrs(w, n, class);
    BUF_LIT(w->out, ">\n");
    inside(w, n);
    buf_fmt(w->out, "</%s>\n", name);
}

/* --- links and pictures */

static void put_target(writer *w, const node_target *t)
{
    if (t->kind == TARGET_SITE) html_address(w->out, path_relative(w->a, w->o->from, t->path));
    else if (t->kind == TARGET_EXTERNAL) html_address(w->out, t->path);
    if (t->anchor.n) {
        buf_char(w->out, '#');
        html_address(w->out, t->anchor);
    }
}

static void link(writer *w, const node *n)
{
    const node_target *t = n->target;
    bool leads = t && t->kind != TARGET_NONE && t->kind != TARGET_REFUSED;
    if (t && t->kind == TARGET_EXTERNAL && !html_address_safe(t->path)) leads = false;
    if (!leads) { element(w, n, "span", NULL); return; }
    BUF_LIT(w->out, "<a href=\"");
    put_target(w, t);
    buf_char(w->out, '"');
    if (t->lang.n) buf_fmt(w->out, " hreflang=\"%.*s\"", STR_ARG(t->lang));
    attrs(w, n, NULL);
    title_attr(w, n);
    buf_char(w->out, '>');
    w->in_link = true;
    inside(w, n);
    w->in_link = false;
    BUF_LIT(w->out, "</a>");
}

static str alternative(writer *w, const node *n)
{
    buf b = { 0 };
    for (const node *k = n->first; k; k = k->next) node_text(&b, k);
    return buf_take(&b, w->a);
}

static void image(writer *w, const node *n)
{
    const node_target *t = n->target;
    str alt = n->decorative ? S("") : alternative(w, n);
    bool shown = t && (t->kind == TARGET_SITE || (t->kind == TARGET_EXTERNAL && html_picture_safe(t->path)));
    if (!shown) {
        if (alt.n == 0) return;
        BUF_LIT(w->out, "<span class=\"manquant\">");
        html_text(w->out, alt);
        BUF_LIT(w->out, "</span>");
        return;
    }
    BUF_LIT(w->out, "<img src=\"");
    put_target(w, t);
    buf_char(w->out, '"');
    attr(w, "alt", alt);
    attrs(w, n, NULL);
    title_attr(w, n);
    if (t->width > 0 && t->height > 0) buf_fmt(w->out, " width=\"%d\" height=\"%d\"", t->width, t->height);
    BUF_LIT(w->out, " loading=\"lazy\">");
}

/* --- footnotes */

static str number(writer *w, int n) { return unicode_digits(w->a, arena_fmt(w->a, "%d", n), w->o->zero); }

static void footnote_ref(writer *w, const node *n)
{
    int before = n->start < w->ncalls ? w->calls[n->start]++ : 0;
    char again[16] = "";
    str rank = number(w, n->start);
    if (w->in_link) {
        buf_fmt(w->out, "<sup>%.*s</sup>", STR_ARG(rank));
        return;
    }
    if (before) snprintf(again, sizeof again, "_%d", before + 1);
    buf_fmt(w->out, "<sup><a id=\"appel_%d%s\" href=\"#note_%d\" role=\"doc-noteref\" aria-label=\"", n->start, again,
            n->start);
    html_attr(w->out, word(w, "Note"));
    buf_fmt(w->out, " %.*s\">%.*s</a></sup>", STR_ARG(rank), STR_ARG(rank));
}

static void back_link(writer *w, const node *n)
{
    buf_fmt(w->out, " <a href=\"#appel_%d\" role=\"doc-backlink\" aria-label=\"", n->start);
    html_attr(w->out, word(w, "Retour à l’appel de note"));
    buf_fmt(w->out, " %.*s\">↩</a>", STR_ARG(number(w, n->start)));
}

/* The way back stands at the end of the note's last paragraph. */
static void footnote(writer *w, const node *n)
{
    buf_fmt(w->out, "<li id=\"note_%d\">\n", n->start);
    for (const node *k = n->first; k; k = k->next) {
        if (k->next || k->kind != NODE_PARAGRAPH) {
            node one = *k;
            one.next = NULL;
            node holder = { .kind = NODE_DOCUMENT, .first = &one };
            children(w, &holder);
            continue;
        }
        bool foreign = k->attrs && k->attrs->lang.n && !str_eq(k->attrs->lang, w->lang);
        BUF_LIT(w->out, "<p>");
        if (foreign) element(w, k, "span", NULL);  /* the way back is in the language of the page */
        else children(w, k);
        back_link(w, n);
        BUF_LIT(w->out, "</p>\n");
    }
    if (!n->last || n->last->kind != NODE_PARAGRAPH) {
        BUF_LIT(w->out, "<p>");
        back_link(w, n);
        BUF_LIT(w->out, "</p>\n");
    }
    BUF_LIT(w->out, "</li>\n");
}

/* All notes stand at the end of the document: the first one opens their section. */
static const node *footnotes(writer *w, const node *n)
{
    BUF_LIT(w->out, "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
    html_attr(w->out, word(w, "Notes"));
    BUF_LIT(w->out, "\">\n<ol>\n");
    const node *last = n;
    for (; n && n->kind == NODE_FOOTNOTE; last = n, n = n->next) footnote(w, n);
    BUF_LIT(w->out, "</ol>\n</section>\n");
    return last;
}

/* --- inlines */

static bool put_inline(writer *w, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_TEXT: html_text(w->out, n->text); break;
    case NODE_SOFT_BREAK: buf_char(w->out, '\n'); break;
    case NODE_LINE_BREAK: BUF_LIT(w->out, "<br>\n"); break;
    case NODE_CODE:
        BUF_LIT(w->out, "<code>");
        html_text(w->out, n->text);
        BUF_LIT(w->out, "</code>");
        break;
    case NODE_EMPH: element(w, n, "em", NULL); break;
    case NODE_STRONG: element(w, n, "strong", NULL); break;
    case NODE_UNDERLINE: element(w, n, "u", NULL); break;
    case NODE_SUBSCRIPT: element(w, n, "sub", NULL); break;
    case NODE_SUPERSCRIPT: element(w, n, "sup", NULL); break;
    case NODE_SPAN: element(w, n, "span", NULL); break;
    case NODE_ABBR:
        BUF_LIT(w->out, "<abbr");
        attrs(w, n, NULL);
        title_attr(w, n);
        buf_char(w->out, '>');
        children(w, n);
        BUF_LIT(w->out, "</abbr>");
        break;
    case NODE_LINK: link(w, n); break;
    case NODE_IMAGE: image(w, n); break;
    case NODE_FOOTNOTE_REF: footnote_ref(w, n); break;
    default: return false;
    }
    return true;
}

/* --- tables */

static void cell(writer *w, const node *n, bool in_head)
{
    static const char *const classes[] = { NULL, NULL, "centre", "droite" };
    bool header = n->header && n->first;           /* an empty header says nothing */
    buf_fmt(w->out, header ? "<th scope=\"%s\"" : "<td", in_head ? "col" : "row");
    attrs(w, n, classes[n->align]);
    if (n->colspan > 1) buf_fmt(w->out, " colspan=\"%u\"", n->colspan);
    if (n->rowspan > 1) buf_fmt(w->out, " rowspan=\"%u\"", n->rowspan);
    buf_char(w->out, '>');
    inside(w, n);
    buf_z(w->out, header ? "</th>" : "</td>");
}

static const node *rows(writer *w, const node *r, bool head)
{
    buf_z(w->out, head ? "<thead>\n" : "<tbody>\n");
    for (; r && (r->header == head || !head); r = r->next) {
        BUF_LIT(w->out, "<tr");
        attrs(w, r, NULL);
        buf_char(w->out, '>');
        for (const node *c = r->first; c; c = c->next) cell(w, c, head);
        BUF_LIT(w->out, "</tr>\n");
    }
    buf_z(w->out, head ? "</thead>\n" : "</tbody>\n");
    return r;
}

/* A table wider than the screen scrolls in a box that the keyboard reaches. */
static void table(writer *w, const node *n)
{
    const node *caption = n->first && n->first->kind == NODE_CAPTION ? n->first : NULL,
               *r = caption ? caption->next : n->first;
    int number = ++w->tables;
    if (caption)
        buf_fmt(w->out, "<div class=\"defile\" tabindex=\"0\" role=\"region\" aria-labelledby=\"legende_%d\">\n<table",
                number);
    else {
        BUF_LIT(w->out, "<div class=\"defile\" tabindex=\"0\" role=\"region\" aria-label=\"");
        html_attr(w->out, word(w, "Tableau"));
        buf_fmt(w->out, " %d\">\n<table", number);
    }
    attrs(w, n, NULL);
    BUF_LIT(w->out, ">\n");
    if (caption) {
        buf_fmt(w->out, "<caption id=\"legende_%d\">", number);
        children(w, caption);
        BUF_LIT(w->out, "</caption>\n");
    }
    if (r && r->header) r = rows(w, r, true);
    if (r) rows(w, r, false);
    BUF_LIT(w->out, "</table>\n</div>\n");
}

/* --- blocks of livret */

/* A word of the interface, in the language of the page, within a block that may be in another one. */
static void fixed_word(writer *w, const char *msgid, const node *within)
{
    str outside = w->lang;
    if (within->attrs && within->attrs->lang.n) w->lang = within->attrs->lang;
    bool foreign = w->o->lang.n && !str_eq(w->o->lang, w->lang);
    if (foreign) {
        BUF_LIT(w->out, "<span");
        lang_attr(w, w->o->lang);
        buf_char(w->out, '>');
    }
    html_text(w->out, word(w, msgid));
    if (foreign) BUF_LIT(w->out, "</span>");
    w->lang = outside;
}

static void titled(writer *w, const node *n, const char *class, const char *role, const char *fixed)
{
    str own = n->attrs ? n->attrs->title : S("");
    BUF_LIT(w->out, "<div");
    attrs(w, n, class);
    if (role) attr(w, "role", str_z(role));
    BUF_LIT(w->out, ">\n");
    if (fixed || own.n) {
        BUF_LIT(w->out, "<p class=\"titre\">");
        if (fixed) fixed_word(w, fixed, n);
        if (fixed && own.n) BUF_LIT(w->out, " – ");
        html_text(w->out, own);
        BUF_LIT(w->out, "</p>\n");
    }
    inside(w, n);
    BUF_LIT(w->out, "</div>\n");
}

static void details(writer *w, const node *n)
{
    BUF_LIT(w->out, "<details");
    attrs(w, n, "donnees");
    BUF_LIT(w->out, ">\n<summary>");
    html_text(w->out, n->attrs && n->attrs->title.n ? n->attrs->title : word(w, "Les chiffres du graphique"));
    BUF_LIT(w->out, "</summary>\n");
    children(w, n);
    BUF_LIT(w->out, "</details>\n");
}

static void div(writer *w, const node *n)
{
    static const struct { const char *name, *class, *role, *word;
    } known[] = {
        { "note", "note", "note", "Note" },
        { "astuce", "astuce", "note", "Astuce" },
        { "tip", "astuce", "note", "Astuce" },
        { "important", "important", "note", "Important" },
        { "attention", "attention", "note", "Attention" },
        { "warning", "attention", "note", "Attention" },
        { "danger", "danger", "note", "Danger" },
        { "caution", "danger", "note", "Danger" },
        { "falc", "falc", "note", "Facile à lire" },
        { "marge", "marge", "note", NULL },
        { "aside", "marge", "note", NULL },
        { "notes", "notes-orateur", "note", "Notes de l’orateur" },
    };
    if (str_eqz(n->text, "donnees")) { details(w, n); return; }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eqz(n->text, known[i].name)) {
            titled(w, n, known[i].class, known[i].role, known[i].word);
            return;
        }
    titled(w, n, n->text.n ? arena_str(w->a, n->text).p : NULL, NULL, NULL);
}

static void figure(writer *w, const node *n)
{
    BUF_LIT(w->out, "<figure");
    attrs(w, n, NULL);
    BUF_LIT(w->out, ">\n");
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_CAPTION) {
            element(w, k, "figcaption", NULL);
        } else {
            node one = *k;
            one.next = NULL;
            node holder = { .kind = NODE_DOCUMENT, .first = &one };
            children(w, &holder);
        }
        buf_char(w->out, '\n');
    }
    BUF_LIT(w->out, "</figure>\n");
}

/* --- blocks of CommonMark */

static void heading(writer *w, const node *n)
{
    int level = n->level + w->o->shift;
    char name[3] = { 'h', (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level)), 0 };
    element(w, n, name, NULL);
    buf_char(w->out, '\n');
}

static bool is_tight(const node *paragraph)
{
    const node *up = paragraph->parent, *list = up ? up->parent : NULL;
    if (up && up->kind == NODE_DEFINITION) return !up->first->next;
    return up && up->kind == NODE_ITEM && list && list->kind == NODE_LIST && list->tight;
}

static void paragraph(writer *w, const node *n)
{
    if (is_tight(n) && !n->attrs) children(w, n);
    else element(w, n, "p", NULL);
    if (!is_tight(n) || n->next) buf_char(w->out, '\n');
}

static void list(writer *w, const node *n)
{
    const char *name = n->ordered ? "ol" : "ul";
    buf_fmt(w->out, "<%s", name);
    attrs(w, n, NULL);
    if (n->ordered && n->start != 1) buf_fmt(w->out, " start=\"%d\"", n->start);
    BUF_LIT(w->out, ">\n");
    children(w, n);
    buf_fmt(w->out, "</%s>\n", name);
}

static void code_block(writer *w, const node *n)
{
    size_t end = str_find(n->info, ' ');
    str language = end == STR_NONE ? n->info : str_first(n->info, end);
    BUF_LIT(w->out, "<pre tabindex=\"0\"><code");
    if (language.n && language.p[0] != '{') attr(w, "class", arena_fmt(w->a, "language-%.*s", STR_ARG(language)));
    buf_char(w->out, '>');
    html_text(w->out, n->text);
    BUF_LIT(w->out, "</code></pre>\n");
}

static void line(writer *w, const node *n, const char *name)
{
    element(w, n, name, NULL);
    buf_char(w->out, '\n');
}

/* A line of the list beside a map says which shapes are its own (compute/block_points.c). */
static void item(writer *w, const node *n)
{
    static const char *const keys[] = { "data-key", "data-kind" };
    BUF_LIT(w->out, "<li");
    attrs(w, n, NULL);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        str said = node_attr(n, str_z(keys[i]));
        if (said.n) attr(w, keys[i], said);
    }
    buf_char(w->out, '>');
    inside(w, n);
    BUF_LIT(w->out, "</li>\n");
}

static void put_block(writer *w, const node *n)
{
    switch ((node_kind)n->kind) {
    case NODE_PARAGRAPH: paragraph(w, n); break;
    case NODE_HEADING: heading(w, n); break;
    case NODE_LIST: list(w, n); break;
    case NODE_ITEM: item(w, n); break;
    case NODE_QUOTE: block(w, n, "blockquote", NULL); break;
    case NODE_CODE_BLOCK: code_block(w, n); break;
    case NODE_THEMATIC_BREAK: BUF_LIT(w->out, "<hr>\n"); break;
    case NODE_TABLE: table(w, n); break;
    case NODE_DIV: div(w, n); break;
    case NODE_FIGURE: figure(w, n); break;
    case NODE_GRAPHIC:
        if (n->graphic) html_scene(w->out, n->graphic, arena_fmt(w->a, "graphique_%d", ++w->scenes));
        break;
    case NODE_DEFINITION_LIST: block(w, n, "dl", NULL); break;
    case NODE_TERM: line(w, n, "dt"); break;
    case NODE_DEFINITION: line(w, n, "dd"); break;
    default: children(w, n); break;
    }
}

static void children(writer *w, const node *n)
{
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_FOOTNOTE) k = footnotes(w, k);
        else if (!put_inline(w, k)) put_block(w, k);
    }
}

static int count_notes(const node *n)
{
    int most = 0;
    for (const node *k = n->first; k; k = k->next)
        if (k->kind == NODE_FOOTNOTE && k->start > most) most = k->start;
    return most + 1;
}

void html_node(buf *out, const node *n, const html_options *o)
{
    if (o->plain) { html_plain(out, n); return; }
    writer w = { .out = out, .o = o, .a = arena_new(0), .lang = o->lang, .ncalls = count_notes(n) };
    w.calls = ARENA_ARRAY(w.a, int, w.ncalls);
    if (n->kind == NODE_DOCUMENT) children(&w, n);
    else if (!put_inline(&w, n)) put_block(&w, n);
    arena_free(w.a);
}
