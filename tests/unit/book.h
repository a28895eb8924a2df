/* What the tests of the typesetter share: a small book of flow, set with the fonts that tools/packages.txt installs, and
 * ways to ask its pages where things are. Pages hold ten lines of 16 points in a column of 260. */
#ifndef TESTS_BOOK_H
#define TESTS_BOOK_H
#include "given.h"
#include "base/utf8.h"
#include "type/typeset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN = PT(260), LINE = PT(16), PAGE_LINES = 10, MARGIN = PT(20) };

typedef struct book {
    arena *a;
    diag *d;
    font_set *fonts;
    flow_book *flow;
    frame_book *out;           /* once set */
    flow_font font;            /* of the runs to come */
} book;

static const str latin_family[] = { S_INIT("Noto Sans") };
static const str arabic_family[] = { S_INIT("Noto Naskh Arabic") };
static const str other_families[] = { S_INIT("Noto Naskh Arabic"), S_INIT("DejaVu Sans") };
static const str absent_family[] = { S_INIT("Police Introuvable") };

static inline book book_of(const char *lang, bool rtl)
{
    static flow_fonts fonts[] = { { S_INIT("ar"), arabic_family, 1 }, { S_INIT(""), other_families, 2 } };
    book k = { .a = arena_new(0), .d = diag_new() };
    k.fonts = font_set_new(k.d);
    k.font = (flow_font){ .families = latin_family, .nfamilies = 1, .size = PT(10), .weight = 400 };
    k.flow = ARENA_NEW(k.a, flow_book);
    *k.flow = (flow_book){ .name = S("essai"), .title = S("Le guide"), .lang = str_z(lang), .rtl = rtl, .fonts = fonts,
                           .nfonts = 2, .page_word = S("page") };
    k.flow->page = (flow_page){ .width = COLUMN + 2 * MARGIN, .height = PAGE_LINES * LINE + 2 * MARGIN, .top = MARGIN,
                                .bottom = MARGIN, .inner = MARGIN, .outer = MARGIN, .running = k.font,
                                .running_rule = COLOR_NONE };
    return k;
}

static inline void book_drop(book *k)
{
    if (k->out) frame_close(k->out);
    font_set_free(k->fonts);
    diag_free(k->d);
    arena_free(k->a);
}

/* --- flow; into NULL: the book itself */

/* What follows begins on a page of its own. */
static inline flow_chapter *put_break(book *k) { return flow_book_chapter(k->a, k->flow); }

/* Where a block goes: a cover stands alone. */
static inline flow_chapter *last_chapter(book *k, flow_kind kind)
{
    flow_chapter *last = k->flow->nchapters ? &k->flow->chapters[k->flow->nchapters - 1] : NULL;
    bool alone = !last || (kind == FLOW_COVER && last->first) || (last->first && last->first->kind == FLOW_COVER);
    return alone ? put_break(k) : last;
}

static inline flow *put_block(book *k, flow *into, flow_kind kind, tag_type type)
{
    flow *f = flow_new(k->a, kind);
    f->tag = type;
    f->style.leading = LINE;
    if (into) flow_append(into, f);
    else flow_chapter_append(last_chapter(k, kind), f);
    return f;
}

static inline flow_run *put_run(book *k, flow *text, const char *s)
{
    return flow_add_run(k->a, text, str_z(s), k->font);
}

static inline flow *put_text(book *k, flow *into, const char *s)
{
    flow *f = put_block(k, into, FLOW_TEXT, TAG_P);
    put_run(k, f, s);
    return f;
}

static inline flow *put_heading(book *k, const char *id, const char *title, unsigned level)
{
    flow *f = put_text(k, NULL, title);
    f->tag = (tag_type)(TAG_H1 + level - 1);
    f->id = str_z(id);
    f->title = str_z(title);
    f->outline = (uint8_t)level;
    f->style.keep_next = true;
    return f;
}

/* n paragraphs of one line each: "NAME0", "NAME1"… */
static inline void put_lines(book *k, flow *into, const char *name, size_t n)
{
    for (size_t i = 0; i < n; i++) put_text(k, into, arena_fmt(k->a, "%s%zu", name, i).p);
}

/* As much of a PNG file as says its size. */
static inline str png_of(arena *a, unsigned w, unsigned h)
{
    char *p = arena_alloc(a, 33);
    memcpy(p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    const unsigned v[2] = { w, h };
    for (int i = 0; i < 8; i++) p[16 + i] = (char)(v[i / 4] >> (24 - 8 * (i % 4)));
    memcpy(p + 24, "\x08\x02\0\0\0\0\0\0\0", 9);
    return str_of(p, 33);
}

static inline flow *put_picture(book *k, unsigned w, unsigned h)
{
    flow *f = put_block(k, NULL, FLOW_PICTURE, TAG_FIGURE);
    f->file = S("images/plan.png");
    f->bytes = png_of(k->a, w, h);
    f->alt = S("Le plan du quartier");
    return f;
}

/* A text of n words that differ, so that none can be lost or said twice unseen. */
static inline const char *words(book *k, const char *stem, size_t n)
{
    buf b = { 0 };
    for (size_t i = 0; i < n; i++) buf_fmt(&b, "%s%s%zu", i ? " " : "", stem, i);
    return buf_take(&b, k->a).p;
}

/* --- pages */

static inline bool is_within(const tag *t, const tag *top)
{
    while (t && t != top) t = t->parent;
    return t != NULL;
}

static inline void check_item(const frame_book *b, const frame_item *it)
{
    assert_int_equal(it->tag == NULL, it->artifact != ARTIFACT_NONE);
    if (it->tag) assert_true(is_within(it->tag, b->tags));
    if (it->kind != FRAME_RUN) return;
    assert_true(it->face->serial < b->nfaces);
    assert_ptr_equal(b->faces[it->face->serial], it->face);
    assert_true(it->nglyphs > 0 && it->text.n > 0 && it->size > 0);
    for (size_t i = 0; i < it->nglyphs; i++) {
        assert_true(it->glyphs[i].gid != 0 && it->glyphs[i].cluster < it->text.n);
        if (i) assert_true(it->rtl ? it->glyphs[i].cluster <= it->glyphs[i - 1].cluster
                                   : it->glyphs[i].cluster >= it->glyphs[i - 1].cluster);
    }
}

static inline const frame_place *place_named(const frame_book *b, str name)
{
    for (size_t i = 0; i < b->nplaces; i++) if (str_eq(b->places[i].name, name)) return &b->places[i];
    return NULL;
}

/* What every book promises to whoever draws it, whatever went wrong before. */
static inline void check_frame(const frame_book *b)
{
    assert_true(b->npages > 0);
    assert_int_equal(b->tags->type, TAG_DOCUMENT);
    for (size_t p = 0; p < b->npages; p++) {
        const frame_page *page = &b->pages[p];
        for (size_t i = 0; i < page->nitems; i++) check_item(b, &page->items[i]);
        for (size_t i = 0; i < page->nlinks; i++) {
            const frame_link *l = &page->links[i];
            assert_true(l->contents.n > 0 && l->w > 0 && l->h > 0 && is_within(l->tag, b->tags));
            assert_int_equal(l->tag->type, TAG_LINK);
        }
    }
    for (size_t i = 1; i < b->nplaces; i++) assert_true(str_cmp(b->places[i - 1].name, b->places[i].name) < 0);
    for (size_t i = 0; i < b->noutline; i++) assert_non_null(place_named(b, b->outline[i].place));
}

static inline frame_book *book_set(book *k)
{
    k->out = typeset(k->a, k->fonts, k->flow, 2, k->d);
    check_frame(k->out);
    return k->out;
}

/* Where a run that holds this text is first: its page, and the item. */
typedef struct spot { size_t page; const frame_item *item; } spot;

static inline bool says(const frame_item *it, const char *text)
{
    return it->kind == FRAME_RUN && str_search(it->text, str_z(text)) != STR_NONE;
}

static inline spot seek(const book *k, const char *text, size_t from, bool artifact)
{
    for (size_t p = from; p < k->out->npages; p++)
        for (size_t i = 0; i < k->out->pages[p].nitems; i++) {
            const frame_item *it = &k->out->pages[p].items[i];
            if (says(it, text) && (it->tag == NULL) == artifact) return (spot){ p, it };
        }
    return (spot){ STR_NONE, NULL };
}

static inline spot find(const book *k, const char *text)
{
    spot s = seek(k, text, 0, false);
    if (!s.item) fail_msg("no run says “%s”", text);
    return s;
}

static inline size_t page_of(const book *k, const char *text) { return find(k, text).page; }
static inline mpt top_of_text(const book *k) { return k->flow->page.height - k->flow->page.top; }

/* The artifacts of a kind on a page, one after the other. */
static inline const char *running(const book *k, size_t page, frame_artifact kind)
{
    buf b = { 0 };
    const frame_page *p = &k->out->pages[page];
    for (size_t i = 0; i < p->nitems; i++)
        if (p->items[i].artifact == kind && p->items[i].kind == FRAME_RUN)
            buf_fmt(&b, "%s%.*s", b.n ? "|" : "", STR_ARG(p->items[i].text));
    return buf_take(&b, k->a).p;
}

/* How many elements of a type stand below. */
static inline size_t count_tags(const tag *t, tag_type type)
{
    size_t n = t->type == type;
    for (const tag *c = t->first; c; c = c->next) n += count_tags(c, type);
    return n;
}

static inline const tag *first_tag(const tag *t, tag_type type)
{
    if (t->type == type) return t;
    const tag *found = NULL;
    for (const tag *c = t->first; c && !found; c = c->next) found = first_tag(c, type);
    return found;
}

static inline int by_order(const void *a, const void *b)
{
    const frame_item *const *x = a, *const *y = b;
    return (*x)->order < (*y)->order ? -1 : (*x)->order > (*y)->order;
}

/* All that an element and those below say, in logical order over all pages; soft hyphens at line ends taken out. */
static inline str told(const book *k, const tag *t)
{
    size_t n = 0;
    for (size_t p = 0; p < k->out->npages; p++) n += k->out->pages[p].nitems;
    const frame_item **v = ARENA_ARRAY(k->a, const frame_item *, n + 1);
    n = 0;
    for (size_t p = 0; p < k->out->npages; p++)
        for (size_t i = 0; i < k->out->pages[p].nitems; i++) {
            const frame_item *it = &k->out->pages[p].items[i];
            if (it->kind == FRAME_RUN && it->tag && is_within(it->tag, t)) v[n++] = it;
        }
    qsort(v, n, sizeof *v, by_order);
    buf b = { 0 };
    for (size_t i = 0; i < n; i++) {
        buf_str(&b, v[i]->text);
        if (str_ends(buf_view(&b), S("\u00AD"))) b.n -= 2;
    }
    return buf_take(&b, k->a);
}

static inline const char *book_said(book *k)
{
    buf b = { 0 };
    diag_print(k->d, &b, DIAG_SHORT);
    buf_char(&b, 0);
    return buf_take(&b, k->a).p;
}

static inline const char *printed(const book *k)
{
    buf b = { 0 };
    frame_print(&b, k->out);
    tag_print(&b, k->out->tags);
    return buf_take(&b, k->a).p;
}

static inline size_t reports(const book *k, diag_code c) { return diag_count_code(k->d, c); }
#endif
