#include "compose/book.h"
#include "compose/book_form.h"
#include "compose/book_slides.h"
#include "compose/book_style.h"
#include "compose/flow_node.h"
#include "model/meeting.h"
#include "model/period.h"
#include "base/unicode.h"
#include <stdlib.h>

/* A page with what comes before it in the book. */
typedef struct content {
    const book_entry *entry;
    node *sheet;               /* the block that shows the fields of its kind; NULL: none */
    int notes;                 /* footnotes of the pages before it in its chapter */
    int nnotes;
} content;

typedef VEC(flow_entry) term_list;

/* The whole book, known before any of its chapters is made: chapters are made from it by several threads. */
typedef struct maker {
    flow_ctx c;                /* copied for each chapter */
    flow_book *out;
    const book *b;
    const page *page;          /* the one that the book is of; NULL: it is of the site */
    book_deck deck;
    const book_style *slides;  /* of a hand-out */
    content *contents;
    size_t n;
    size_t *firsts;            /* by chapter: the first of its contents */
    map *labels, *references;  /* those of c, while they are gathered */
    int tables, figures;
    map *known;                /* term of the index to its rank + 1 in `terms` */
    term_list terms;
} maker;

/* Every place of the book by name, so that links know whether to stay inside. */
static map *places(arena *a, const book_entry *entries, size_t n)
{
    map *m = map_new(a);
    for (size_t i = 0; i < n; i++) {
        page *p = entries[i].page;
        if (!p) continue;
        map_put(m, p->path, p);
        for (size_t k = 0; k < map_count(p->ids); k++)
            map_put(m, flow_place(a, p->path, map_at(p->ids, k)->key), p);
    }
    return m;
}

static flow_style spaced(flow_style s, mpt before, mpt after)
{
    s.before = before;
    s.after = after;
    return s;
}

static str setting(const maker *m, const value *v, const char *key)
{
    return settings_text(m->c.site->settings, value_get(v, str_z(key)), m->c.lang->code);
}

static void cover_picture(maker *m, flow *cover)
{
    str file = value_get_text(m->c.style->cover, S("picture"));
    if (file.n == 0) return;
    const site_file *f = map_get(m->c.site->files, file.p[0] == '/' ? str_skip(file, 1) : file);
    book_image image = { 0 };
    if (f && m->c.tools->picture) image = m->c.tools->picture(m->c.tools->ctx, f->path);
    if (image.bytes.n == 0 && !image.drawing) {
        DIAG(m->c.d, I301, ((span){ m->b->src, 0, 0 }), arena_str(m->c.a, file).p, "");
        return;
    }
    flow *p = flow_new(m->c.a, FLOW_PICTURE);
    p->tag = TAG_FIGURE;
    p->style = spaced(m->c.style->figure, PT(20), PT(20));
    p->file = f->path;
    p->bytes = image.bytes;
    p->drawing = image.drawing;
    p->width = image.width;
    p->alt = setting(m, m->c.style->cover, "picture_text");
    p->artifact = p->alt.n == 0;
    flow_append(cover, p);
}

/* The title stands in a block of the book's colour, with the subtitle. */
static void cover_title(maker *m, flow *cover)
{
    flow_ctx *c = &m->c;
    const book_style *s = c->style;
    flow_font big = s->title[1], middle = s->text;
    bool low = m->deck == DECK_SLIDES;             /* a screen: there is less room below */
    big.size = big.size * (low ? 100 : 155) / 100;
    middle.size = middle.size * (low ? 115 : 135) / 100;
    big.color = middle.color = 0xFFFFFF;
    flow_style title = s->heading[1], line = s->para;
    title.leading = big.size * 120 / 100;
    title.keep_next = false;
    line.leading = middle.size * 145 / 100;
    line.align = FLOW_START;
    line.hyphenate = false;
    line.after = 0;
    flow *box = flow_new(c->a, FLOW_BOX);
    box->tag = TAG_DIV;
    box->style = (flow_style){ .background = s->accent, .bar = COLOR_NONE, .border = COLOR_NONE,
        .before = (s->page.height - s->page.top - s->page.bottom) * 8 / 100, .after = PT(18),
        .pad_start = PT(28), .pad_end = PT(28), .pad_top = PT(low ? 32 : 44), .pad_bottom = PT(low ? 28 : 36) };
    flow *t = flow_line(c, m->out->title, big, title);
    t->tag = TAG_P;
    t->role = ROLE_TITLE;
    flow_append(box, t);
    str subtitle = setting(m, s->cover, "subtitle");
    if (subtitle.n == 0 && m->page) subtitle = value_get_text(m->page->fields, S("objet"));
    if (subtitle.n == 0 && m->page) subtitle = m->page->description.n ? m->page->description : m->page->summary;
    if (subtitle.n) {
        flow_append(box, flow_line(c, subtitle, middle, line));
        box->last->role = ROLE_SUBTITLE;
    }
    flow_append(cover, box);
}

static str body_of(const maker *m)
{
    str own = m->page ? value_get_text(m->page->fields, S("organisme")) : S("");
    return own.n ? own : m->out->author;
}

/* Of the meeting that the book is of, else of the day that the site is made. */
static str date_of(const maker *m, bool hours)
{
    const language *l = m->c.lang;
    moment when;
    if (m->page && meeting_when(m->page, &when)) {
        if (!hours) when.from = when.to = -1;
        return moment_text(m->c.a, l->locale, l->words, &when);
    }
    return m->c.site->clock.n ? locale_date(l->locale, m->c.a, m->c.site->clock) : S("");
}

static str place_of_meeting(const maker *m) { return m->page ? value_get_text(m->page->fields, S("lieu")) : S(""); }

static void add_cover(maker *m)
{
    flow_ctx *c = &m->c;
    const book_style *s = c->style;
    const value *wanted = value_get(m->b->def, S("cover"));
    if (value_false(wanted)) return;
    flow *cover = flow_new(c->a, FLOW_COVER);
    cover->tag = TAG_SECT;
    flow_style line = s->para;
    line.align = FLOW_START;
    line.hyphenate = false;
    cover_title(m, cover);
    cover_picture(m, cover);
    str foot = setting(m, s->cover, "foot");
    str body = body_of(m), date = date_of(m, true), place = place_of_meeting(m);
    if (body.n) flow_append(cover, flow_line(c, body, s->strong, spaced(line, PT(12), PT(4))));
    if (foot.n) flow_append(cover, flow_line(c, foot, s->text, line));
    if (date.n) flow_append(cover, flow_line(c, date, s->text, line));
    if (place.n) flow_append(cover, flow_line(c, place, s->text, line));
    flow_chapter_append(flow_book_chapter(c->a, m->out), cover);
}

static void add_list(maker *m, flow_chapter *to, flow_list list, str title, int level)
{
    const book_style *s = m->c.style;
    flow *f = flow_new(m->c.a, FLOW_CONTENTS);
    f->tag = TAG_TOC;
    f->list = list;
    f->level = (uint8_t)level;
    f->style = s->toc[1];
    f->title = title;
    flow_add_run(m->c.a, f, f->title, s->title[1]);
    f->label_font = s->text;
    flow_chapter_append(to, f);
}

/* The contents, then lists = { "tables", "figures" }. */
static void add_contents(maker *m)
{
    const words *w = m->c.lang->words;
    const value *lists = value_get(m->b->def, S("lists"));
    if (!m->c.style->contents && value_count(lists) == 0) return;
    flow_chapter *to = flow_book_chapter(m->c.a, m->out);
    if (m->c.style->contents) add_list(m, to, LIST_NONE, words_get(w, S("Sommaire")), m->c.style->contents);
    for (size_t i = 0; i < value_count(lists); i++) {
        str name = value_text(value_at(lists, i));
        if (str_eqz(name, "tables")) add_list(m, to, LIST_TABLES, words_get(w, S("Liste des tableaux")), 1);
        else if (str_eqz(name, "figures")) add_list(m, to, LIST_FIGURES, words_get(w, S("Liste des figures")), 1);
        else DIAG(m->c.d, B701, ((span){ m->b->src, 0, 0 }), arena_str(m->c.a, m->b->name).p,
                  arena_fmt(m->c.a, "lists = \"%.*s\"", STR_ARG(name)).p, "lists = { \"tables\", \"figures\" }");
    }
}

/* --- chapters */

static void add_summary(flow_ctx *c, const page *p, flow *into)
{
    if (p->summary.n == 0) return;
    flow_font font = c->style->text;
    font.size = font.size * 112 / 100;
    font.color = c->style->soft;
    flow_style style = c->style->para;
    style.leading = style.leading * 112 / 100;
    style.align = FLOW_START;
    flow_append(into, flow_line(c, p->summary, font, style));
    into->last->role = ROLE_SUMMARY;
}

static flow *make_page(flow_ctx *c, const content *k)
{
    page *p = k->entry->page;
    flow *sect = flow_new(c->a, FLOW_BOX);
    sect->tag = TAG_SECT;
    c->page = p;
    c->src = p->src;
    c->shift = k->entry->level - 1;
    c->notes_before = k->notes;
    c->terms = 0;
    if (p->is_falc) c->style = c->style->easy;
    str part = k->entry->part;
    flow_append(sect, flow_heading(c, k->entry->level, part.n ? part : p->title, part.n ? S("") : p->path,
                                   (span){ p->src, 0, 0 }));
    if (k->entry->sheet.n == 0) add_summary(c, p, sect);
    if (p->tree && k->entry->sheet.n == 0) {
        flow_notes(c, p->tree);
        flow_nodes(c, p->tree, sect);
    }
    c->nnotes = 0;
    if (k->sheet) flow_nodes(c, k->sheet, sect);
    return sect;
}

/* A slide, or all of them on paper; its headings begin with level 1 on slides, below that of the page on paper. */
static flow *make_deck(const maker *m, flow_ctx *c, const content *k)
{
    page *p = k->entry->page;
    c->page = p;
    c->src = p->src;
    c->shift = m->deck == DECK_SLIDES ? -1 : 0;
    if (p->tree) flow_notes(c, p->tree);
    if (k->entry->slide) return book_slide(c, k->entry->slide);
    str date = date_of(m, true), place = place_of_meeting(m), body = body_of(m);
    const str facts[] = { body, date, place };
    buf line = { 0 };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (line.n && facts[i].n) BUF_LIT(&line, " · ");
        buf_str(&line, facts[i]);
    }
    return book_handout(c, m->slides, buf_take(&line, c->a));
}

/* A section: one entry of the chapter. */
static flow *make_section(const flow_book *b, arena *a, size_t chapter, size_t section)
{
    const maker *m = b->maker;
    flow_ctx c = m->c;
    const content *k = &m->contents[m->firsts[chapter] + section];
    c.a = a;
    c.src = m->b->src;
    if (k->entry->form) return book_form(&c, m->b, k->entry->form);
    if (k->entry->page && m->deck != DECK_NONE && k->entry->sheet.n == 0) return make_deck(m, &c, k);
    if (k->entry->page) return make_page(&c, k);
    return flow_heading(&c, 1, k->entry->part, S(""), (span){ m->b->src, 0, 0 });
}

static void end_chapter(const flow_book *b, size_t chapter)
{
    const maker *m = b->maker;
    const book_tools *tools = m->c.tools;
    for (size_t i = 0; tools->done && i < b->chapters[chapter].sections; i++) {
        const book_entry *e = m->contents[m->firsts[chapter] + i].entry;
        if (e->page && !e->slide) tools->done(tools->ctx, e->page);     /* the other slides need the page's tree */
    }
}

static flow_chapter *open_chapter(maker *m)
{
    flow_chapter *chapter = flow_book_chapter(m->c.a, m->out);
    const value *recto = value_get(m->b->def, S("chapters_on_recto"));
    chapter->recto = value_true(recto);
    return chapter;
}

/* sheets_apart = true: a sheet of `sheets` begins on a page of its own, and so does what follows it. */
static bool stands_apart(const maker *m, size_t i)
{
    if (!value_true(value_get(m->b->def, S("sheets_apart")))) return false;
    return m->contents[i].sheet || (i > 0 && m->contents[i - 1].sheet);
}

/* Which entries stand in which chapter: each of level 1 opens one. */
static void lay_out(maker *m)
{
    m->firsts = ARENA_ARRAY(m->c.a, size_t, m->out->nchapters + m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        if (i == 0 || m->contents[i].entry->level == 1 || stands_apart(m, i)) {
            open_chapter(m);
            m->firsts[m->out->nchapters - 1] = i;
        }
        m->out->chapters[m->out->nchapters - 1].sections++;
    }
}

/* --- what is known of all pages beforehand */

/* sheets = { axe = "fiche-axe" }: the block that shows the fields of a kind. */
static node *sheet_of(maker *m, const book_entry *e)
{
    page *p = e->page;
    str name = p && p->kind ? value_get_text(value_get(m->b->def, S("sheets")), p->kind->name) : S("");
    if (p && e->sheet.n) name = e->sheet;
    if (e->slide) return NULL;
    return name.n && m->c.tools->sheet ? m->c.tools->sheet(m->c.tools->ctx, m->c.a, p, name, e->options) : NULL;
}

static void note_label(maker *m, const page *p, const node *n)
{
    arena *a = m->c.a;
    bool table = n->kind == NODE_TABLE;
    str name = words_get(m->c.lang->words, table ? S("Tableau") : S("Figure"));
    str *label = ARENA_NEW(a, str);
    str rank = arena_fmt(a, "%d", table ? ++m->tables : ++m->figures);
    *label =
        arena_fmt(a, "%.*s\u00A0%.*s", STR_ARG(name), STR_ARG(unicode_digits(a, rank, locale_zero(m->c.lang->locale))));
    const node **key = ARENA_NEW(a, const node *);
    *key = n;
    map_put(m->labels, str_of((const char *)key, sizeof *key), label);
    if (n->attrs && n->attrs->id.n) map_put(m->references, flow_place(a, p->path, n->attrs->id), label);
}

static void note_term(maker *m, const page *p, const node *n, size_t *rank)
{
    arena *a = m->c.a;
    str term = flow_term(a, n);
    if (term.n == 0) return;
    term = arena_str(a, term);                     /* the tree may go before the index is made */
    uintptr_t known = (uintptr_t)map_get(m->known, term);
    if (!known) {
        VEC_PUSH(a, &m->terms, (flow_entry){ .term = term, .initial = unicode_initial(a, term) });
        map_put(m->known, term, (void *)(known = m->terms.n));
    }
    VEC_PUSH(a, &m->terms.v[known - 1].places, flow_term_place(a, p, (*rank)++));
}

/* The table of a chart has the chart's number. */
static bool is_chart_data(const node *n) { return n->kind == NODE_DIV && str_eqz(n->text, "donnees"); }

static void survey_tree(maker *m, const page *p, node *root, size_t *rank, int *notes)
{
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_FOOTNOTE) ++*notes;
        else if (flow_is_captioned(n) && m->labels && !(n->parent && is_chart_data(n->parent))) note_label(m, p, n);
        else if (n->kind == NODE_SPAN) note_term(m, p, n, rank);
    }
}

static void survey(maker *m, const book_entry *entries, size_t n)
{
    const value *numbers = value_get(m->b->def, S("numbers"));
    bool numbered = !numbers || numbers->kind != VALUE_BOOL || numbers->as.boolean;
    m->c.labels = m->labels = numbered ? map_new(m->c.a) : NULL;
    m->c.references = m->references = map_new(m->c.a);
    m->known = map_new(m->c.a);
    m->n = n;
    m->contents = ARENA_ARRAY(m->c.a, content, n + 1);
    for (size_t i = 0; i < n; i++) {
        content *k = &m->contents[i];
        page *p = entries[i].page;
        size_t rank = 0;
        node *tree = entries[i].slide ? (node *)(uintptr_t)entries[i].slide : entries[i].sheet.n || !p ? NULL : p->tree;
        *k = (content){ .entry = &entries[i], .sheet = sheet_of(m, &entries[i]) };
        if (i && entries[i].level > 1) k->notes = k[-1].notes + k[-1].nnotes;
        if (tree) survey_tree(m, p, tree, &rank, &k->nnotes);
        if (k->sheet) survey_tree(m, p, k->sheet, &rank, &k->nnotes);
    }
}

/* --- the index */

static int by_term(const void *a, const void *b, void *ctx)
{
    const flow_entry *x = a, *y = b;
    return locale_collate(((const maker *)ctx)->c.lang->locale, x->term, y->term);
}

/* index = true, or a title by language. */
static void add_index(maker *m)
{
    const value *wanted = value_get(m->b->def, S("index"));
    bool on = wanted && (wanted->kind != VALUE_BOOL || wanted->as.boolean);
    if (!on || m->terms.n == 0) return;
    flow_ctx *c = &m->c;
    str title = wanted->kind == VALUE_BOOL ? words_get(c->lang->words, S("Index")) : setting(m, m->b->def, "index");
    flow_chapter *to = open_chapter(m);
    flow_chapter_append(to, flow_heading(c, 1, title, S("@index"), (span){ m->b->src, 0, 0 }));
    flow *f = flow_new(c->a, FLOW_INDEX);
    f->tag = TAG_INDEX;
    f->style = c->style->para;
    f->style.after = 0;
    f->label_font = c->style->text;
    f->entries = m->terms.v;
    f->nentries = m->terms.n;
    qsort_r(f->entries, f->nentries, sizeof *f->entries, by_term, m);
    flow_chapter_append(to, f);
}

static flow_looks looks(const book_style *s)
{
    flow_font title = s->strong, warning = s->strong;
    title.color = s->accent;
    warning.color = s->warning_ink;
    flow_looks o = { .text = { s->text, s->para },
                     .item = { s->text, s->item },
                     .small = { s->small, s->para },
                     .caption = { s->strong, s->caption },
                     .quote = { s->text, s->quote },
                     .callout = { title, s->callout },
                     .warning = { warning, s->warning },
                     .code = { s->mono, s->code },
                     .cell = { s->in_cell->text, s->cell },
                     .accent = s->accent,
                     .soft = s->soft,
                     .rule = s->rule };
    for (int i = 1; i <= 6; i++) o.heading[i] = (flow_look){ s->title[i], s->heading[i] };
    return o;
}

/* of: the first of its entries, for a book of a page or a form; NULL: for one of the site. */
static flow_book *start_book(arena *a, const book *b, const site *s, const language *l, const book_entry *of,
                             const book_style *style)
{
    flow_book *out = ARENA_NEW(a, flow_book);
    const page *p = of ? of->page : NULL;
    const kind *form = of ? of->form : NULL;
    out->name = arena_fmt(a, "%.*s-%.*s", STR_ARG(book_file_name(a, b, p, form)), STR_ARG(l->code));
    out->title = p ? p->title : book_title(a, b, s, l, form);
    const value *name = value_get(s->settings->organisation, S("name"));
    if (!name) name = value_get(s->settings->organisation, S("nom"));
    out->author = settings_text(s->settings, name, l->code);
    out->subject = settings_text(s->settings, value_get(b->def, S("subject")), l->code);
    out->lang = l->code;
    out->rtl = l->rtl;
    out->zero = locale_zero(l->locale);
    out->date = s->clock.n ? period_epoch(s->clock) : 0;
    out->page = style->page;
    out->fonts = style->fonts;
    out->nfonts = style->nfonts;
    out->looks = looks(style);
    out->page_word = words_get(l->words, S("page"));
    out->again_word = words_get(l->words, S("(suite)"));
    return out;
}

static str replace(arena *a, str s, str what, str by)
{
    size_t at = str_search(s, what);
    if (at == STR_NONE) return s;
    return arena_fmt(a, "%.*s%.*s%.*s", (int)at, s.p, STR_ARG(by), STR_ARG(str_skip(s, at + what.n)));
}

/* {organisme} {date} {lieu} of the running lines; type/running.c knows the others. */
static void fill_running(maker *m)
{
    flow_page *g = &m->out->page;
    str body = body_of(m), date = date_of(m, false), place = place_of_meeting(m);
    for (int i = 0; i < 6; i++) {
        str *line = i < 3 ? &g->header[i] : &g->footer[i - 3];
        *line = replace(m->c.a, *line, S("{organisme}"), body);
        *line = replace(m->c.a, *line, S("{date}"), date);
        *line = replace(m->c.a, *line, S("{lieu}"), place);
    }
}

flow_book *book_flow(arena *a, const book *b, const site *s, const language *l, const book_entry *entries, size_t n,
                     const book_tools *tools, diag *d)
{
    book_style *style = ARENA_NEW(a, book_style);
    book_style_read(a, b, s, l, style, d);
    maker *m = ARENA_NEW(a, maker);
    const book_entry *of = n && (book_each(b).n || entries[0].form) ? entries : NULL;
    if (of && of->form) book_form_style(style);
    *m = (maker){ .out = start_book(a, b, s, l, of, style), .b = b, .page = of ? of->page : NULL,
                  .deck = book_deck_of(a, b, d) };
    m->c = (flow_ctx){
        .a = a, .style = style, .site = s, .lang = l, .places = places(a, entries, n), .tools = tools, .d = d
    };
    const value *notes = value_get(b->def, S("notes"));
    m->c.speaker = value_true(notes);
    if (m->deck == DECK_SLIDES) entries = book_cut(a, entries, &n);
    if (m->deck == DECK_HANDOUT) m->slides = book_deck_style(&m->c, b, m->out);
    m->out->titles_again = m->deck == DECK_SLIDES;
    fill_running(m);
    survey(m, entries, n);
    add_cover(m);
    add_contents(m);
    lay_out(m);
    add_index(m);
    m->out->make = make_section;
    m->out->done = end_chapter;
    m->out->maker = m;
    return m->out;
}
