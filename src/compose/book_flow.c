#include "compose/book.h"
#include "compose/book_style.h"
#include "compose/flow_node.h"
#include "model/period.h"
#include "base/unicode.h"
#include <stdlib.h>

typedef struct maker { flow_ctx c; flow_book *out; const book *b; const book_entry *entries; size_t n; } maker;

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
    if (image.bytes.n == 0) {
        DIAG(m->c.d, I301, ((span){ m->b->src, 0, 0 }), arena_str(m->c.a, file).p, "");
        return;
    }
    flow *p = flow_new(m->c.a, FLOW_PICTURE);
    p->tag = TAG_FIGURE;
    p->style = spaced(m->c.style->figure, PT(20), PT(20));
    p->file = f->path;
    p->bytes = image.bytes;
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
    big.size = big.size * 155 / 100;
    middle.size = middle.size * 135 / 100;
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
        .pad_start = PT(28), .pad_end = PT(28), .pad_top = PT(44), .pad_bottom = PT(36) };
    flow *t = flow_line(c, m->out->title, big, title);
    t->tag = TAG_P;
    flow_append(box, t);
    str subtitle = setting(m, s->cover, "subtitle");
    if (subtitle.n) flow_append(box, flow_line(c, subtitle, middle, line));
    flow_append(cover, box);
}

static void add_cover(maker *m)
{
    flow_ctx *c = &m->c;
    const book_style *s = c->style;
    flow *cover = flow_new(c->a, FLOW_COVER);
    cover->tag = TAG_SECT;
    flow_style line = s->para;
    line.align = FLOW_START;
    line.hyphenate = false;
    cover_title(m, cover);
    cover_picture(m, cover);
    str foot = setting(m, s->cover, "foot");
    if (m->out->author.n) flow_append(cover, flow_line(c, m->out->author, s->strong, spaced(line, PT(12), PT(4))));
    if (foot.n) flow_append(cover, flow_line(c, foot, s->text, line));
    if (c->site->clock.n)
        flow_append(cover, flow_line(c, locale_date(c->lang->locale, c->a, c->site->clock), s->text, line));
    flow_book_append(m->out, cover);
}

static void add_list(maker *m, flow_list list, str title, int level)
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
    flow_book_append(m->out, f);
}

/* The contents, then lists = { "tables", "figures" }. */
static void add_contents(maker *m)
{
    const words *w = m->c.lang->words;
    const value *lists = value_get(m->b->def, S("lists"));
    if (m->c.style->contents) add_list(m, LIST_NONE, words_get(w, S("Sommaire")), m->c.style->contents);
    for (size_t i = 0; i < value_count(lists); i++) {
        str name = value_text(value_at(lists, i));
        if (str_eqz(name, "tables")) add_list(m, LIST_TABLES, words_get(w, S("Liste des tableaux")), 1);
        else if (str_eqz(name, "figures")) add_list(m, LIST_FIGURES, words_get(w, S("Liste des figures")), 1);
        else DIAG(m->c.d, B701, ((span){ m->b->src, 0, 0 }), arena_str(m->c.a, m->b->name).p,
                  arena_fmt(m->c.a, "lists = \"%.*s\"", STR_ARG(name)).p, "lists = { \"tables\", \"figures\" }");
    }
}

static void add_summary(maker *m, const page *p, flow *into)
{
    if (p->summary.n == 0) return;
    flow_font font = m->c.style->text;
    font.size = font.size * 112 / 100;
    font.color = m->c.style->soft;
    flow_style style = m->c.style->para;
    style.leading = style.leading * 112 / 100;
    style.align = FLOW_START;
    flow_append(into, flow_line(&m->c, p->summary, font, style));
}

/* sheets = { axe = "fiche-axe" }: the block that shows the fields of a kind. */
static void add_sheet(maker *m, page *p, flow *into)
{
    str name = p->kind ? value_get_text(value_get(m->b->def, S("sheets")), p->kind->name) : S("");
    node *sheet = name.n && m->c.tools->sheet ? m->c.tools->sheet(m->c.tools->ctx, m->c.a, p, name) : NULL;
    if (sheet) flow_nodes(&m->c, sheet, into);
}

static void add_page(maker *m, const book_entry *e)
{
    page *p = e->page;
    flow *sect = flow_new(m->c.a, FLOW_BOX);
    sect->tag = TAG_SECT;
    m->c.page = p;
    m->c.src = p->src;
    m->c.shift = e->level - 1;
    flow_append(sect, flow_heading(&m->c, e->level, p->title, p->path, (span){ p->src, 0, 0 }));
    add_summary(m, p, sect);
    if (p->tree) {
        flow_notes(&m->c, p->tree);
        flow_nodes(&m->c, p->tree, sect);
    }
    m->c.notes_before += (int)m->c.nnotes;
    m->c.nnotes = 0;
    add_sheet(m, p, sect);
    flow_book_append(m->out, sect);
}

static void add_break(maker *m)
{
    flow *f = flow_new(m->c.a, FLOW_BREAK);
    const value *recto = value_get(m->b->def, S("chapters_on_recto"));
    f->recto = recto && recto->kind == VALUE_BOOL && recto->as.boolean;
    flow_book_append(m->out, f);
}

static void add_entry(maker *m, const book_entry *e)
{
    if (e->level == 1) {
        add_break(m);
        m->c.notes_before = 0;
    }
    if (e->page) {
        add_page(m, e);
        return;
    }
    m->c.src = m->b->src;
    flow_book_append(m->out, flow_heading(&m->c, 1, e->part, S(""), (span){ m->b->src, 0, 0 }));
}

/* --- the index */

static int by_term(const void *a, const void *b, void *ctx)
{
    const flow_entry *x = a, *y = b;
    return locale_collate(((const maker *)ctx)->c.lang->locale, x->term, y->term);
}

static void count_terms(maker *m, map *seen, flow_entry *v, size_t *n)
{
    flow_ctx *c = &m->c;
    for (size_t i = 0; i < c->terms.n; i++) {
        str term = c->terms.v[i].term;
        flow_entry *e = map_get(seen, term);
        if (!e) {
            e = &v[(*n)++];
            *e = (flow_entry){ .term = term, .initial = unicode_initial(c->a, term) };
            map_put(seen, term, e);
        }
        e->nplaces++;
    }
}

/* The terms of the book, each once, with the places where they are marked. */
static size_t gather_terms(maker *m, flow_entry *v)
{
    flow_ctx *c = &m->c;
    map *seen = map_new(c->a);
    size_t n = 0;
    count_terms(m, seen, v, &n);
    for (size_t i = 0; i < n; i++) {
        v[i].places = ARENA_ARRAY(c->a, str, v[i].nplaces);
        v[i].nplaces = 0;
    }
    for (size_t i = 0; i < c->terms.n; i++) {
        flow_entry *e = map_get(seen, c->terms.v[i].term);
        e->places[e->nplaces++] = c->terms.v[i].place;
    }
    return n;
}

/* index = true, or a title by language. */
static void add_index(maker *m)
{
    const value *wanted = value_get(m->b->def, S("index"));
    bool on = wanted && (wanted->kind != VALUE_BOOL || wanted->as.boolean);
    if (!on || m->c.terms.n == 0) return;
    flow_ctx *c = &m->c;
    str title = wanted->kind == VALUE_BOOL ? words_get(c->lang->words, S("Index")) : setting(m, m->b->def, "index");
    add_break(m);
    flow_book_append(m->out, flow_heading(c, 1, title, S("@index"), (span){ m->b->src, 0, 0 }));
    flow *f = flow_new(c->a, FLOW_INDEX);
    f->tag = TAG_INDEX;
    f->style = c->style->para;
    f->style.after = 0;
    f->label_font = c->style->text;
    f->entries = ARENA_ARRAY(c->a, flow_entry, c->terms.n);
    f->nentries = gather_terms(m, f->entries);
    qsort_r(f->entries, f->nentries, sizeof *f->entries, by_term, m);
    flow_book_append(m->out, f);
}

flow_book *book_flow(arena *a, const book *b, const site *s, const language *l, const book_entry *entries, size_t n,
                     const book_tools *tools, diag *d)
{
    book_style *style = ARENA_NEW(a, book_style);
    book_style_read(a, b, s, l, style, d);
    flow_book *out = ARENA_NEW(a, flow_book);
    out->name = arena_fmt(a, "%.*s-%.*s", STR_ARG(b->name), STR_ARG(l->code));
    out->title = book_title(b, s, l);
    const value *name = value_get(s->settings->organisation, S("name"));
    if (!name) name = value_get(s->settings->organisation, S("nom"));
    out->author = settings_text(s->settings, name, l->code);
    out->subject = settings_text(s->settings, value_get(b->def, S("subject")), l->code);
    out->lang = l->code;
    out->rtl = l->rtl;
    out->date = s->clock.n ? period_epoch(s->clock) : 0;
    out->page = style->page;
    out->fonts = style->fonts;
    out->nfonts = style->nfonts;
    out->page_word = words_get(l->words, S("page"));
    out->again_word = words_get(l->words, S("(suite)"));
    maker m = { .out = out, .b = b, .entries = entries, .n = n };
    m.c = (flow_ctx){
        .a = a, .style = style, .site = s, .lang = l, .places = places(a, entries, n), .tools = tools, .d = d
    };
    add_cover(&m);
    add_contents(&m);
    for (size_t i = 0; i < n; i++) add_entry(&m, &entries[i]);
    add_index(&m);
    return out;
}
