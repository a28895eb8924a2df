#include "compose/flow_node.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "compose/slides.h"
#include <stdio.h>

static void blocks(flow_ctx *c, const node *parent, flow *into);

str flow_place(arena *a, str path, str anchor)
{
    return anchor.n ? arena_fmt(a, "%.*s#%.*s", STR_ARG(path), STR_ARG(anchor)) : path;
}

static str word(const flow_ctx *c, str msgid) { return words_get(c->lang->words, msgid); }
static span place_of(const flow_ctx *c, const node *n)
{
    return n->len ? (span){ c->src, n->off, n->len } : (span){ 0 };
}

static str plain_text(arena *a, const node *n)
{
    buf text = { 0 };
    node_text(&text, n);
    return str_trim(buf_take(&text, a));
}

static flow_style plain_style(void)
{
    return (flow_style){ .background = COLOR_NONE, .bar = COLOR_NONE, .border = COLOR_NONE };
}

static flow *block(flow_ctx *c, flow_kind what, tag_type role, flow_style style, const node *n)
{
    flow *f = flow_new(c->a, what);
    f->tag = role;
    f->style = style;
    if (!n) return f;
    f->at = place_of(c, n);
    if (n->attrs && n->attrs->lang.n) f->lang = n->attrs->lang;
    if (n->attrs && n->attrs->id.n) f->id = flow_place(c->a, c->page->path, n->attrs->id);
    return f;
}

/* --- places that links name */

/* An empty box gives its name to what comes next. */
static void anchor(flow_ctx *c, const node *n, flow *into)
{
    if (!n->attrs || n->attrs->id.n == 0) return;
    flow *f = flow_new(c->a, FLOW_BOX);
    f->tag = TAG_DIV;
    f->id = flow_place(c->a, c->page->path, n->attrs->id);
    flow_append(into, f);
}

/* Inlines make no block of their own: their names stand before the block that they are in. */
static void anchors_within(flow_ctx *c, const node *n, flow *into)
{
    for (const node *k = n->first; k; k = k->next) {
        if (!node_is_inline(k)) continue;
        anchor(c, k, into);
        anchors_within(c, k, into);
    }
}

/* --- inlines */

typedef struct look {
    flow_font font;
    str lang;
    tag_type tag;
    const node *link;
    str dest;
    flow_dest_kind kind;
    uint32_t group;
} look;

static void inlines(flow_ctx *c, const node *parent, flow *into, look l);

static void put_run(flow_ctx *c, flow *into, str text, const look *l, const node *n)
{
    if (text.n == 0) return;
    flow_run *r = flow_add_run(c->a, into, text, l->font);
    r->lang = l->lang;
    r->tag = l->tag;
    r->dest_kind = l->kind;
    r->dest = l->dest;
    r->group = l->group;
    r->at = place_of(c, n);
}

static void go_to(flow_ctx *c, look *l, flow_dest_kind as, str dest)
{
    l->kind = as;
    l->dest = dest;
    l->tag = TAG_LINK;
    l->group = ++c->group;
    l->font.color = c->style->accent;
    l->font.underline = as == DEST_URI;
}

/* Where a link of the site leads from paper: to a place of this book, to the site's public address, or nowhere. */
static void set_destination(flow_ctx *c, const node *n, look *l)
{
    const node_target *t = n->target;
    if (!t || t->kind == TARGET_NONE || t->kind == TARGET_REFUSED) return;
    if (t->kind == TARGET_EXTERNAL) {
        go_to(c, l, DEST_URI, t->path);
        return;
    }
    str path = t->kind == TARGET_PLACE ? c->page->path : t->path, exact = flow_place(c->a, path, t->anchor);
    if (map_has(c->places, exact)) go_to(c, l, DEST_PLACE, exact);
    else if (map_has(c->places, path)) go_to(c, l, DEST_PLACE, path);
    else if (c->site->settings->base_url.n)
        go_to(c, l, DEST_URI, arena_fmt(c->a, "%.*s/%.*s", STR_ARG(c->site->settings->base_url), STR_ARG(exact)));
}

static flow *footnote(flow_ctx *c, const node *n);

static str number(const flow_ctx *c, int n)
{
    return unicode_digits(c->a, arena_fmt(c->a, "%d", n), locale_zero(c->lang->locale));
}

static void footnote_ref(flow_ctx *c, const node *n, flow *into, look l)
{
    str said = number(c, c->notes_before + n->start);
    l.font.size = l.font.size * 65 / 100;
    l.font.rise = l.font.size / 2;
    l.kind = DEST_PLACE;
    l.dest = flow_place(c->a, c->page->path, arena_fmt(c->a, "note_%d", n->start));
    l.tag = TAG_LINK;
    l.group = ++c->group;
    put_run(c, into, said, &l, n);
    into->last_run->dest_text = arena_fmt(c->a, "%.*s %.*s", STR_ARG(word(c, S("Note"))), STR_ARG(said));
    size_t rank = (size_t)n->start - 1;
    if (n->start < 1 || rank >= c->nnotes || !c->notes[rank]) return;
    const node *note = c->notes[rank];
    c->notes[rank] = NULL;                         /* before its own calls are met */
    into->last_run->note = footnote(c, note);
}

/* The attribute says it, or the class that the span's own words do. */
str flow_term(arena *a, const node *n)
{
    if (n->kind != NODE_SPAN || !n->attrs) return S("");
    str given = node_attr(n, S("index"));
    return given.n || !node_has_class(n, S("index")) ? given : plain_text(a, n);
}

str flow_term_place(arena *a, const page *p, size_t rank)
{
    return arena_fmt(a, "%.*s@%zu", STR_ARG(p->path), rank);
}

static void note_term(flow_ctx *c, const node *n, flow_run *first)
{
    if (flow_term(c->a, n).n == 0) return;
    str place = flow_term_place(c->a, c->page, c->terms++);
    if (first) first->place = place;
}

/* A link without a text of its own: the number of the caption that it leads to, or with the class "page" its page; on
 * the web, and for all else, the title of what is there. */
static bool reference(flow_ctx *c, const node *n, flow *into, const look *l)
{
    if (!n->reference || l->kind != DEST_PLACE) return false;
    if (node_has_class(n, S("page"))) {
        put_run(c, into, arena_fmt(c->a, "%.*s\u00A0", STR_ARG(word(c, S("page")))), l, n);
        put_run(c, into, S("0"), l, n);
        into->last_run->text = S("");
        into->last_run->page_of = l->dest;
        return true;
    }
    const str *label = map_get(c->references, l->dest);
    if (label) put_run(c, into, *label, l, n);
    return label != NULL;
}

/* A link of class "avec-page" that leads out of the book leads to the place that its attribute names, when that is in
 * it. */
static void prefer_own_row(flow_ctx *c, const node *n, look *l)
{
    if (l->kind == DEST_PLACE || !node_has_class(n, S("avec-page"))) return;
    str own = flow_place(c->a, c->page->path, node_attr(n, S("rang")));
    if (map_has(c->places, own)) go_to(c, l, DEST_PLACE, own);
}

/* " (page 12)" behind its text. */
static void add_page_number(flow_ctx *c, const node *n, flow *into, const look *l)
{
    if (!node_has_class(n, S("avec-page")) || l->kind != DEST_PLACE) return;
    put_run(c, into, arena_fmt(c->a, " (%.*s\u00A0", STR_ARG(word(c, S("page")))), l, n);
    put_run(c, into, S("0"), l, n);
    into->last_run->text = S("");
    into->last_run->page_of = l->dest;
    put_run(c, into, S(")"), l, n);
}

static void inline_node(flow_ctx *c, const node *n, flow *into, look l)
{
    if (n->attrs && n->attrs->lang.n) l.lang = n->attrs->lang;
    switch ((node_kind)n->kind) {
    case NODE_TEXT: put_run(c, into, n->text, &l, n); return;
    case NODE_SOFT_BREAK: put_run(c, into, S(" "), &l, n); return;
    case NODE_LINE_BREAK: put_run(c, into, S("\n"), &l, n); return;
    case NODE_CODE: {
        mpt size = l.font.size;
        uint32_t color = l.font.color;
        l.font = c->style->mono;
        l.font.size = size * 92 / 100;
        l.font.color = color;
    }
        if (l.tag != TAG_LINK) l.tag = TAG_CODE;
        put_run(c, into, n->text, &l, n);
        return;
    case NODE_EMPH: l.font.italic = true; break;
    case NODE_STRONG: l.font.weight = 700; break;
    case NODE_UNDERLINE: l.font.underline = true; break;
    case NODE_SUPERSCRIPT: l.font.rise = l.font.size * 33 / 100; l.font.size = l.font.size * 65 / 100; break;
    case NODE_SUBSCRIPT: l.font.rise = -l.font.size * 12 / 100; l.font.size = l.font.size * 65 / 100; break;
    case NODE_LINK:
        set_destination(c, n, &l);
        prefer_own_row(c, n, &l);
        if (reference(c, n, into, &l)) return;
        break;
    case NODE_FOOTNOTE_REF: footnote_ref(c, n, into, l); return;
    case NODE_IMAGE: return;                       /* set as a block after its paragraph */
    default: break;
    }
    flow_run *before = into->last_run;
    inlines(c, n, into, l);
    if (n->kind == NODE_LINK) add_page_number(c, n, into, &l);
    note_term(c, n, before ? before->next : into->runs);
}

static void inlines(flow_ctx *c, const node *parent, flow *into, look l)
{
    for (const node *n = parent->first; n; n = n->next) inline_node(c, n, into, l);
}

static flow *text_block(flow_ctx *c, const node *n, tag_type role, flow_style style, flow_font font)
{
    flow *f = block(c, FLOW_TEXT, role, style, n);
    inlines(c, n, f, (look){ .font = font, .tag = TAG_SPAN });
    return f;
}

flow *flow_line(flow_ctx *c, str text, flow_font font, flow_style style)
{
    flow *f = block(c, FLOW_TEXT, TAG_P, style, NULL);
    put_run(c, f, text, &(look){ .font = font, .tag = TAG_SPAN }, &(node){ 0 });
    return f;
}

/* --- headings, pictures */

flow *flow_heading(flow_ctx *c, int level, str text, str place, span at)
{
    if (level > 6) level = 6;
    flow *f = block(c, FLOW_TEXT, (tag_type)(TAG_H1 + level - 1), c->style->heading[level], NULL);
    put_run(c, f, text, &(look){ .font = c->style->title[level], .tag = TAG_SPAN }, &(node){ 0 });
    f->id = place;
    f->title = text;
    f->outline = (uint8_t)level;
    f->at = at;
    if (f->last_run) f->last_run->at = at;
    return f;
}

static void heading(flow_ctx *c, const node *n, flow *into)
{
    int level = n->level + c->shift;
    if (level > 6) level = 6;
    buf title = { 0 };
    for (const node *k = n->first; k; k = k->next) node_text(&title, k);
    flow *f = text_block(c, n, (tag_type)(TAG_H1 + level - 1), c->style->heading[level], c->style->title[level]);
    f->title = buf_take(&title, c->a);
    f->outline = (uint8_t)level;
    flow_append(into, f);
}


static void picture(flow_ctx *c, const node *n, flow *into)
{
    str alt = plain_text(c->a, n), file = n->target ? n->target->file : S("");
    book_image image = { 0 };
    if (file.n && c->tools->picture) image = c->tools->picture(c->tools->ctx, file);
    if (!image.drawing && image.bytes.n == 0) {          /* reported already; its text stands in */
        if (!n->decorative && alt.n) flow_append(into, flow_line(c, alt, c->style->small, c->style->para));
        return;
    }
    flow *f = block(c, FLOW_PICTURE, TAG_FIGURE, c->style->figure, n);
    f->id = S("");                                 /* given by anchors_within */
    f->file = file;
    f->bytes = image.bytes;
    f->drawing = image.drawing;
    f->width = image.width;
    f->alt = alt;
    f->artifact = n->decorative;
    str width = node_attr(n, S("width"));
    long long percent;
    if (width.n > 1 && width.p[width.n - 1] == '%' && str_int(str_first(width, width.n - 1), &percent) && percent > 0 &&
        percent <= 100) {
        const flow_page *p = &c->style->page;
        f->width = (mpt)((int64_t)(p->width - p->inner - p->outer) * percent / 100);
    }
    flow_append(into, f);
}

static void pictures_within(flow_ctx *c, const node *n, flow *into)
{
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_IMAGE) picture(c, k, into);
        else pictures_within(c, k, into);
    }
}

static bool has_words(const node *n)
{
    for (const node *k = n->first; k; k = k->next)
        if (k->kind != NODE_IMAGE && (k->text.n || has_words(k)) && !(k->kind == NODE_TEXT && str_trim(k->text).n == 0))
            return true;
    return false;
}

/* The source of a table or chart, a remark on it. */
static bool is_small_print(const node *n)
{
    return n->kind == NODE_PARAGRAPH && (node_has_class(n, S("source")) || node_has_class(n, S("remarque")));
}

static void paragraph(flow_ctx *c, const node *n, flow *into)
{
    bool small = is_small_print(n);
    if (has_words(n)) {
        flow *f = text_block(c, n, TAG_P, small ? c->style->caption : c->style->para,
                             small ? c->style->small : c->style->text);
        f->role = small ? ROLE_SOURCE : ROLE_NONE;
        flow_append(into, f);
    }
    pictures_within(c, n, into);
}

/* --- captions */

static const node *caption_of(const node *n)
{
    for (const node *k = n->first; k; k = k->next) if (k->kind == NODE_CAPTION) return k;
    return NULL;
}

bool flow_is_captioned(const node *n)
{
    return (n->kind == NODE_TABLE || n->kind == NODE_FIGURE) && caption_of(n);
}

static str number_of(const flow_ctx *c, const node *n)
{
    const str *label = map_get(c->labels, str_of((const char *)&n, sizeof n));
    return label ? *label : S("");
}

/* "Tableau 3 – legend" */
static flow *caption(flow_ctx *c, const node *of, const node *n, tag_type role, flow_font font)
{
    flow *f = block(c, FLOW_TEXT, role, c->style->caption, n);
    look l = { .font = font, .tag = TAG_SPAN };
    str number = number_of(c, of);
    f->numbered = number.n > 0;
    if (number.n) {
        look strong = l;
        strong.font.weight = 700;
        strong.lang = c->lang->code;
        put_run(c, f, number, &strong, n);
        put_run(c, f, S(" – "), &l, n);
    }
    inlines(c, n, f, l);
    return f;
}

/* In the lists of tables and figures. */
static void enlist(flow_ctx *c, const node *n, flow *f, flow_list list, str title)
{
    str number = number_of(c, n);
    f->list = list;
    f->title = number.n ? arena_fmt(c->a, "%.*s – %.*s", STR_ARG(number), STR_ARG(title)) : title;
}

/* A title stands above, a legend below. A figure of which nothing is shown keeps it as a paragraph. */
static void give_caption(flow_ctx *c, const node *n, const node *legend, flow *f, flow *into)
{
    bool above = legend->next != NULL, figure = f && !f->artifact;
    flow *line = caption(c, n, legend, figure ? TAG_CAPTION : TAG_P, above ? c->style->strong : c->style->small);
    if (!f) {
        flow_append(into, line);
        return;
    }
    line->style.before = above ? line->style.before : line->style.before / 2;
    f->caption = line;
    f->caption_below = !above;
    if (figure) enlist(c, n, f, LIST_FIGURES, f->graphic ? f->graphic->title : plain_text(c->a, legend));
}

static flow *graphic(flow_ctx *c, const node *n, scene *drawn, flow *into)
{
    flow *f = block(c, FLOW_SCENE, TAG_FIGURE, c->style->figure, n);
    f->id = S("");
    f->graphic = drawn;
    enlist(c, n, f, LIST_FIGURES, drawn->title);
    flow_append(into, f);
    return f;
}

static void figure(flow_ctx *c, const node *n, flow *into)
{
    const node *legend = caption_of(n);
    flow *shown = NULL;
    anchor(c, n, into);
    if (legend) anchors_within(c, legend, into);
    for (const node *k = n->first; k; k = k->next) {
        if (k->kind == NODE_IMAGE) {
            flow *before = into->last;
            picture(c, k, into);
            if (into->last != before && into->last->kind == FLOW_PICTURE) shown = into->last;
        } else if (k->kind == NODE_GRAPHIC && k->graphic) {
            shown = graphic(c, n, k->graphic, into);
        } else if (!node_is_inline(k) && k != legend) {
            node one = *k, holder = { .kind = NODE_DOCUMENT, .first = &one };
            one.next = NULL;
            blocks(c, &holder, into);
        }
    }
    if (legend) give_caption(c, n, legend, shown, into);
}

/* --- lists, quotes, tables */

static str label(flow_ctx *c, const node *list, int rank)
{
    if (!list->ordered) return S("•");
    return arena_fmt(c->a, "%.*s.", STR_ARG(number(c, list->start + rank)));
}

static void list(flow_ctx *c, const node *n, flow *into)
{
    flow *l = block(c, FLOW_BOX, TAG_L, plain_style(), n);
    l->style.after = c->style->para.after;
    l->numbering = n->ordered ? NUMBERING_DECIMAL : NUMBERING_DISC;
    int rank = 0;
    for (const node *k = n->first; k; k = k->next, rank++) {
        flow *item = block(c, FLOW_BOX, TAG_LI, c->style->item, k);
        item->label = label(c, n, rank);
        item->label_font = c->style->text;
        item->label_font.color = c->style->accent;
        if (n->ordered) item->label_font.weight = 700;
        blocks(c, k, item);
        if (n->tight) for (flow *f = item->first; f; f = f->next) f->style.after = 0;
        flow_append(l, item);
    }
    flow_append(into, l);
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.n;) if (unicode_is_digit(utf8_next(s, &i))) return true;
    return false;
}

/* A column that is aligned at the right holds numbers, which stand at the right in all languages. */
static flow_align cell_align(const flow_ctx *c, const node *n)
{
    if (n->align == ALIGN_CENTER) return FLOW_CENTER;
    if (n->align != ALIGN_RIGHT) return FLOW_START;
    if (!n->header && has_digit(plain_text(c->a, n))) return FLOW_DECIMAL;
    return c->lang->rtl ? FLOW_START : FLOW_END;
}

static bool holds_blocks(const node *n) { return n->first && !node_is_inline(n->first); }

static void cell(flow_ctx *c, const node *n, flow_cell *out)
{
    flow_style style = c->style->cell;
    style.align = cell_align(c, n);
    style.pad_start = style.pad_end = style.pad_top = style.pad_bottom = 0;
    const book_style *outer = c->style;
    c->style = n->header && !node_has_class(n, S("leger")) ? outer->in_header : outer->in_cell;
    flow holder = { 0 };
    if (!n->next && n->parent) anchor(c, n->parent, &holder);          /* the row's: its last cell is of it alone */
    if (holds_blocks(n)) {
        blocks(c, n, &holder);
        if (holder.last) holder.last->style.after = 0;
    } else {
        anchors_within(c, n, &holder);
        flow_append(&holder, text_block(c, n, TAG_P, style, c->style->text));
    }
    c->style = outer;
    out->first = holder.first;
    out->last = holder.last;
    out->align = style.align;
    out->header = n->header;
    out->at = place_of(c, n);
}

typedef struct grid {
    flow_table *t;
    uint16_t *busy;
    size_t row;
} grid; /* busy: rows for which a column is still spanned */

static void row(flow_ctx *c, const node *n, grid *g)
{
    size_t column = 0;
    for (const node *k = n->first; k; k = k->next) {
        while (column < g->t->columns && g->busy[column] > 0) g->busy[column++]--;
        if (column >= g->t->columns) break;
        flow_cell *out = &g->t->cells[g->t->ncells++];
        size_t wide = k->colspan > 1 ? k->colspan : 1;
        if (column + wide > g->t->columns) wide = g->t->columns - column;
        *out = (flow_cell){ .row = (uint16_t)g->row,
                            .column = (uint16_t)column,
                            .colspan = (uint16_t)wide,
                            .rowspan = k->rowspan > 1 ? k->rowspan : 1 };
        cell(c, k, out);
        for (size_t i = 0; i < wide; i++) g->busy[column++] = (uint16_t)(out->rowspan - 1);
    }
    for (; column < g->t->columns; column++) if (g->busy[column] > 0) g->busy[column]--;
    g->row++;
}

static void measure_table(const node *n, flow_table *t, size_t *cells)
{
    for (const node *r = n->first; r; r = r->next) {
        if (r->kind != NODE_ROW) continue;
        size_t width = 0;
        for (const node *k = r->first; k; k = k->next, ++*cells) width += k->colspan > 1 ? k->colspan : 1;
        if (width > t->columns) t->columns = width;
        if (r->header && t->header_rows == t->rows) t->header_rows++;
        t->rows++;
    }
}

static void table(flow_ctx *c, const node *n, flow *into)
{
    flow_table *t = ARENA_NEW(c->a, flow_table);
    flow *f = block(c, FLOW_TABLE, TAG_TABLE, c->style->figure, n);
    size_t cells = 0;
    measure_table(n, t, &cells);
    if (t->rows == 0 || t->columns == 0) return;
    t->cells = ARENA_ARRAY(c->a, flow_cell, cells + 1);
    t->cell_style = c->style->cell;
    if (node_has_class(n, S("a-remplir")))
        t->cell_style.pad_top = t->cell_style.pad_bottom = c->style->cell.leading * 2 / 3;
    t->rule = c->style->rule;
    t->rule_width = PT(0.5);
    t->zebra = 0xF5F7F9;
    t->header_background = 0xE3EAF1;
    grid g = { t, ARENA_ARRAY(c->a, uint16_t, t->columns), 0 };
    for (const node *r = n->first; r; r = r->next) {
        if (r->kind == NODE_CAPTION) {
            anchors_within(c, r, into);
            f->caption = caption(c, n, r, TAG_CAPTION, c->style->strong);
        } else if (r->kind == NODE_ROW) row(c, r, &g);
    }
    t->row_headers = true;
    for (size_t i = 0; i < t->ncells; i++)
        if (t->cells[i].row >= t->header_rows && t->cells[i].column == 0 && !t->cells[i].header) t->row_headers = false;
    if (n->first && n->first->kind == NODE_CAPTION) {
        enlist(c, n, f, LIST_TABLES, plain_text(c->a, n->first));
    }
    f->style.keep_together = false;
    f->turned = node_has_class(n, S("paysage")) || node_has_class(n, S("landscape"));
    f->table = t;
    flow_append(into, f);
}

static void small_print(flow_ctx *c, flow *f)
{
    for (; f; f = f->next) {
        mpt size = c->style->text.size, small = c->style->small.size;
        for (flow_run *r = f->runs; r; r = r->next)
            if (r->font.size == size) r->font.size = small;
        if (f->label.n && f->label_font.size == size) f->label_font.size = small;
        if (f->style.leading) f->style.leading = (mpt)((int64_t)f->style.leading * small / size);
        f->style.before /= 2;
        f->style.after /= 2;
        small_print(c, f->first);
    }
}

/* --- blocks of livret */

/* ROLE_NONE for what is no callout. */
static flow_role callout_role(const flow_ctx *c, str name, str *title)
{
    static const struct { const char *name, *word; flow_role role;
    } names[] = {
        { "note", "Note", ROLE_NOTE },
        { "astuce", "Astuce", ROLE_TIP },
        { "tip", "Astuce", ROLE_TIP },
        { "important", "Important", ROLE_IMPORTANT },
        { "attention", "Attention", ROLE_WARNING },
        { "warning", "Attention", ROLE_WARNING },
        { "danger", "Danger", ROLE_DANGER },
        { "caution", "Danger", ROLE_DANGER },
        { "falc", "Facile à lire", ROLE_EASY },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!str_eqz(name, names[i].name)) continue;
        *title = word(c, str_z(names[i].word));
        return names[i].role;
    }
    return ROLE_NONE;
}

/* Key figures: a list whose items begin with the figure, in strong; each is set large on a line of its own. */
static void figures(flow_ctx *c, const node *n, flow *into)
{
    blocks(c, n, into);
    flow *l = into->last;
    if (!l || l->kind != FLOW_BOX || l->tag != TAG_L) return;
    l->role = ROLE_FIGURES;
    for (flow *item = l->first; item; item = item->next) {
        item->label = S("");
        item->style.start = 0;
        flow *line = item->first;
        while (line && line->kind != FLOW_TEXT) line = line->next;
        flow_run *figure = line ? line->runs : NULL;
        if (!figure || figure->font.weight < 700) continue;
        figure->font.size = figure->font.size * 190 / 100;
        figure->font.color = c->style->accent;
        line->style.leading = figure->font.size * 125 / 100;
    }
}

static void in_columns(flow_ctx *c, const node *n, flow *into)
{
    flow *box = block(c, FLOW_BOX, TAG_DIV, plain_style(), n);
    box->style.after = c->style->para.after;
    box->columns = 2;
    blocks(c, n, box);
    flow_append(into, box);
}

/* The table of a chart stands right below it, under the same title: here it is called the figures of the chart. */
static void chart_data(flow_ctx *c, const node *n, flow *into)
{
    flow *last = into->last;
    blocks(c, n, into);
    flow *made = last ? last->next : into->first;
    if (!made || made->kind != FLOW_TABLE || !made->caption || !n->attrs || n->attrs->title.n == 0) return;
    made->caption = flow_line(c, n->attrs->title, c->style->strong, c->style->caption);
    made->caption->tag = TAG_CAPTION;
    made->list = LIST_NONE;                        /* the chart is in a list already */
}

/* The word of a callout is in the language of the page, its title in that of the callout. */
static flow *callout_title(flow_ctx *c, const node *n, str title, uint32_t color)
{
    flow_style style = c->style->para;
    style.after = style.after / 2;
    style.keep_next = true;
    style.align = FLOW_START;
    flow_font font = c->style->strong;
    font.color = color;
    str own = n->attrs ? n->attrs->title : S("");
    bool foreign = n->attrs && n->attrs->lang.n && !str_eq(n->attrs->lang, c->lang->code);
    if (own.n) own = arena_fmt(c->a, " – %.*s", STR_ARG(own));
    if (!foreign) return flow_line(c, arena_fmt(c->a, "%.*s%.*s", STR_ARG(title), STR_ARG(own)), font, style);
    flow *f = flow_line(c, title, font, style);
    f->runs->lang = c->lang->code;
    put_run(c, f, own, &(look){ .font = font, .tag = TAG_SPAN }, &(node){ 0 });
    return f;
}

static void callout(flow_ctx *c, const node *n, flow_role role, str title, flow *into)
{
    bool warns = role == ROLE_WARNING || role == ROLE_DANGER;
    flow *box = block(c, FLOW_BOX, TAG_DIV, warns ? c->style->warning : c->style->callout, n);
    box->role = role;
    flow_append(box, callout_title(c, n, title, warns ? c->style->warning_ink : c->style->accent));
    const book_style *outer = c->style;
    if (role == ROLE_EASY) c->style = outer->easy;
    blocks(c, n, box);
    c->style = outer;
    flow_append(into, box);
}

static bool is_side(const node *n) { return str_eqz(n->text, "marge") || str_eqz(n->text, "aside"); }

/* A side note: small, with a line at its start. Where the page has no column for it, it stands in the text. */
static void side_note(flow_ctx *c, const node *n, flow *into)
{
    flow *box = block(c, FLOW_BOX, TAG_NOTE, c->style->quote, n);
    str title = n->attrs ? n->attrs->title : S("");
    box->side = true;
    box->style.pad_start = box->style.pad_start * 2 / 3;
    if (title.n) flow_append(box, flow_line(c, title, c->style->strong, c->style->para));
    blocks(c, n, box);
    small_print(c, box->first);
    for (flow *f = box->first; f; f = f->next) if (f->style.align == FLOW_JUSTIFY) f->style.align = FLOW_START;
    if (box->last) box->last->style.after = 0;
    flow_append(into, box);
}

/* What the speaker says, in a box of its own. */
static void speaker_notes(flow_ctx *c, const node *n, flow *into)
{
    flow *box = block(c, FLOW_BOX, TAG_DIV, c->style->quote, n);
    str own = n->attrs ? n->attrs->title : S("");
    flow_style style = c->style->para;
    style.after = style.after / 2;
    style.keep_next = true;
    flow_append(box, flow_line(c, own.n ? own : word(c, S("Notes de l’orateur")), c->style->strong, style));
    blocks(c, n, box);
    if (box->last) box->last->style.after = 0;
    flow_append(into, box);
}

static void div(flow_ctx *c, const node *n, flow *into)
{
    if (slides_is_notes(n)) {
        if (c->speaker) speaker_notes(c, n, into);
        return;
    }
    str title = S(""), own = n->attrs ? n->attrs->title : S("");
    flow_role role = callout_role(c, n->text, &title);
    if (role != ROLE_NONE) { callout(c, n, role, title, into); return; }
    if (is_side(n)) { side_note(c, n, into); return; }
    if (n->attrs && (n->attrs->id.n || n->attrs->lang.n)) {
        flow *box = block(c, FLOW_BOX, TAG_DIV, plain_style(), n);
        flow_append(into, box);
        into = box;
    }
    if (str_eqz(n->text, "chiffres")) { figures(c, n, into); return; }
    if (str_eqz(n->text, "colonnes") || str_eqz(n->text, "columns")) { in_columns(c, n, into); return; }
    if (str_eqz(n->text, "donnees")) { chart_data(c, n, into); return; }
    if (own.n) flow_append(into, flow_line(c, own, c->style->strong, c->style->para));
    blocks(c, n, into);
}

static flow *footnote(flow_ctx *c, const node *n)
{
    flow *note = block(c, FLOW_BOX, TAG_NOTE, c->style->item, NULL);
    note->at = place_of(c, n);
    note->id = flow_place(c->a, c->page->path, arena_fmt(c->a, "note_%d", n->start));
    note->label = arena_fmt(c->a, "%.*s.", STR_ARG(number(c, c->notes_before + n->start)));
    note->label_font = c->style->small;
    note->style.after = 0;
    blocks(c, n, note);
    small_print(c, note->first);
    if (note->last) note->last->style.after = 0;
    return note;
}

void flow_notes(flow_ctx *c, const node *root)
{
    size_t n = 0;
    for (const node *k = root->first; k; k = k->next) n += k->kind == NODE_FOOTNOTE;
    c->notes = ARENA_ARRAY(c->a, const node *, n + 1);
    c->nnotes = n;
    for (const node *k = root->first; k; k = k->next)
        if (k->kind == NODE_FOOTNOTE && k->start >= 1 && (size_t)k->start <= n) c->notes[k->start - 1] = k;
}

/* One that no call has taken along stands where it is. */
static void lone_footnote(flow_ctx *c, const node *n, flow *into)
{
    size_t rank = (size_t)n->start - 1;
    if (n->start >= 1 && rank < c->nnotes && !c->notes[rank]) return;
    flow_append(into, footnote(c, n));
}

/* A term, or what it means: paragraphs of the entry's label and body. */
static void definition(flow_ctx *c, const node *n, flow *into)
{
    bool term = n->kind == NODE_TERM;
    flow *box = block(c, FLOW_BOX, term ? TAG_LBL : TAG_LBODY, plain_style(), n);
    if (!term) box->style.start = c->style->item.start;
    if (!holds_blocks(n)) {
        flow_style style = c->style->para;
        style.keep_next = term;
        if (term) style.after = 0;
        anchors_within(c, n, box);
        node alone = *n;                           /* the box has its attributes */
        alone.attrs = NULL;
        flow_append(box, text_block(c, &alone, TAG_P, style, term ? c->style->strong : c->style->text));
    } else {
        blocks(c, n, box);
    }
    flow_append(into, box);
}

static void definitions(flow_ctx *c, const node *n, flow *into)
{
    flow *list = block(c, FLOW_BOX, TAG_L, plain_style(), n), *entry = NULL;
    list->style.after = c->style->para.after;
    for (const node *k = n->first; k; k = k->next) {
        bool opens = k->kind == NODE_TERM && !(entry && entry->last && entry->last->tag == TAG_LBL);
        if (!entry || opens) {
            entry = block(c, FLOW_BOX, TAG_LI, plain_style(), NULL);
            flow_append(list, entry);
        }
        definition(c, k, entry);
    }
    flow_append(into, list);
}

static void quote(flow_ctx *c, const node *n, flow *into)
{
    flow *box = block(c, FLOW_BOX, TAG_BLOCK_QUOTE, c->style->quote, n);
    blocks(c, n, box);
    flow_append(into, box);
}

static void code(flow_ctx *c, const node *n, flow *into)
{
    flow *f = block(c, FLOW_TEXT, TAG_P, c->style->code, n);
    str text = n->text;
    if (str_ends(text, S("\n"))) text.n--;
    put_run(c, f, text, &(look){ .font = c->style->mono, .tag = TAG_CODE }, n);
    flow_append(into, f);
}

static void block_node(flow_ctx *c, const node *n, flow *into)
{
    if (n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING || n->kind == NODE_FIGURE) anchors_within(c, n, into);
    switch ((node_kind)n->kind) {
    case NODE_PARAGRAPH: paragraph(c, n, into); break;
    case NODE_HEADING: heading(c, n, into); break;
    case NODE_LIST: list(c, n, into); break;
    case NODE_QUOTE: quote(c, n, into); break;
    case NODE_CODE_BLOCK: code(c, n, into); break;
    case NODE_THEMATIC_BREAK:
        flow_append(into, block(c, FLOW_RULE, TAG_DIV, c->style->figure, n));
        into->last->artifact = true;
        break;
    case NODE_TABLE: table(c, n, into); break;
    case NODE_DIV: div(c, n, into); break;
    case NODE_FIGURE: figure(c, n, into); break;
    case NODE_FOOTNOTE: lone_footnote(c, n, into); break;
    case NODE_DEFINITION_LIST: definitions(c, n, into); break;
    default: blocks(c, n, into); break;
    }
}

/* Inlines that stand directly in a block (tight list items, cells) become one paragraph. */
static const node *loose_inlines(flow_ctx *c, const node *n, flow *into)
{
    flow *f = block(c, FLOW_TEXT, TAG_P, c->style->para, NULL);
    look l = { .font = c->style->text, .tag = TAG_SPAN };
    f->style.after = 0;
    f->at = place_of(c, n);
    for (; n && node_is_inline(n); n = n->next) {
        anchor(c, n, into);
        anchors_within(c, n, into);
        inline_node(c, n, f, l);
    }
    if (f->runs) flow_append(into, f);
    return n;
}

static void blocks(flow_ctx *c, const node *parent, flow *into)
{
    for (const node *n = parent->first; n;) {
        if (node_is_inline(n)) {
            n = loose_inlines(c, n, into);
        } else {
            block_node(c, n, into);
            n = n->next;
            if (n && into->last && is_small_print(n)) into->last->style.keep_next = true;
        }
    }
}

void flow_nodes(flow_ctx *c, const node *parent, flow *into) { blocks(c, parent, into); }
