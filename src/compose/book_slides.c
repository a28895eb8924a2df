#include "compose/book_slides.h"
#include "base/lang.h"
#include "base/vec.h"
#include "compose/slides.h"

book_deck book_deck_of(arena *a, const book *b, diag *d)
{
    const value *v = value_get(b->def, S("slides"));
    if (!v || value_false(v)) return DECK_NONE;
    if (v->kind == VALUE_BOOL) return DECK_SLIDES;
    if (str_eqz(value_text(v), "documents")) return DECK_HANDOUT;
    DIAG(d, B701, ((span){ b->src, 0, 0 }), arena_str(a, b->name).p, "slides", "slides = true, slides = \"documents\"");
    return DECK_NONE;
}

book_entry *book_cut(arena *a, const book_entry *entries, size_t *n)
{
    VEC(book_entry) list = { 0 };
    for (size_t i = 0; i < *n; i++) {
        const page *p = entries[i].page;
        if (!p || !p->tree || entries[i].sheet.n) {
            VEC_PUSH(a, &list, entries[i]);
            continue;
        }
        for (const node *k = p->tree->first; k; k = k->next)
            if (slides_is_slide(k))
                VEC_PUSH(a, &list, (book_entry){ .page = entries[i].page, .slide = k, .level = 1 });
    }
    *n = list.n;
    return list.v;
}

/* --- a slide */

static mpt share(mpt of, int hundredths) { return (mpt)((int64_t)of * hundredths / 100); }

/* Titles of slides look alike, whether they stand below a part or not; what stands within a slide is smaller. */
static book_style *slide_style(flow_ctx *c, int level)
{
    book_style *s = ARENA_NEW(c->a, book_style);
    *s = *c->style->easy;
    mpt size = s->text.size;
    for (int i = 1; i <= 6; i++) {
        bool title = i <= level;
        s->title[i].size = share(size, title ? 155 : 110);
        s->title[i].color = s->accent;
        s->heading[i].leading = share(s->title[i].size, 120);
        s->heading[i].before = share(size, title ? 0 : 70);
        s->heading[i].after = share(size, title ? 110 : 40);
        if (!title) continue;
        s->heading[i].bar = s->accent;
        s->heading[i].bar_width = PT(5);
        s->heading[i].pad_start = PT(16);
    }
    return s;
}

static int level_of(const flow_ctx *c, const node *slide)
{
    int level = slide->first && slide->first->kind == NODE_HEADING ? slide->first->level + c->shift : 1;
    return level < 1 ? 1 : level > 6 ? 6 : level;
}

static flow *section(flow_ctx *c)
{
    flow *sect = flow_new(c->a, FLOW_BOX);
    sect->tag = TAG_SECT;
    return sect;
}

/* White on the book's colour, a third of the way down. */
static flow *part_slide(flow_ctx *c, const node *slide, int level)
{
    book_style *s = slide_style(c, level);
    const flow_page *g = &s->page;
    for (int i = 1; i <= level; i++) {
        s->title[i].size = share(s->text.size, 210);
        s->title[i].color = 0xFFFFFF;
        s->heading[i] = (flow_style){ .leading = share(s->title[i].size, 120), .background = COLOR_NONE,
                                      .bar = COLOR_NONE, .border = COLOR_NONE };
    }
    c->style = s;
    flow *sect = section(c), *box = flow_new(c->a, FLOW_BOX);
    sect->style.pad_top = share(g->height - g->top - g->bottom, 25);
    box->tag = TAG_DIV;
    box->style.background = s->accent;
    box->style.pad_start = box->style.pad_end = PT(32);
    box->style.pad_top = box->style.pad_bottom = share(s->text.size, 220);
    flow_nodes(c, slide, box);
    flow_append(sect, box);
    return sect;
}

flow *book_slide(flow_ctx *c, const node *slide)
{
    int level = level_of(c, slide);
    if (slides_is_part(slide)) return part_slide(c, slide, level);
    c->style = slide_style(c, level);
    flow *sect = section(c);
    if (!slide->first || slide->first->kind != NODE_HEADING)
        flow_append(sect, flow_heading(c, c->shift + 2, c->page->title, c->page->path, (span){ c->src, 0, 0 }));
    flow_nodes(c, slide, sect);
    return sect;
}

/* --- documents for those who attend */

/* Slides of a site without a deck look as its hand-out does: pages as wide as the paper, on their side. */
static const book_style *usual_deck(const flow_ctx *c)
{
    book_style *s = ARENA_NEW(c->a, book_style);
    *s = *c->style;
    s->page = (flow_page){ .width = MM(169.333), .height = MM(95.25), .top = MM(8), .bottom = MM(9), .inner = MM(11),
                           .outer = MM(11), .running = s->page.running, .running_rule = COLOR_NONE };
    return s;
}

const book_style *book_deck_style(const flow_ctx *c, const book *b, flow_book *out)
{
    const value *v = value_get(b->def, S("deck"));
    str name = v ? value_text(v) : S("diaporama");
    book own = { .name = b->name, .src = b->src, .def = (value *)(uintptr_t)v };
    const book *k = v && v->kind == VALUE_MAP ? &own : c->tools->book ? c->tools->book(c->tools->ctx, name) : NULL;
    const book_style *style = usual_deck(c);
    if (v && !k) {
        const char *why = arena_fmt(c->a, "deck = \"%.*s\"", STR_ARG(name)).p;
        DIAG(c->d, B701, ((span){ b->src, 0, 0 }), arena_str(c->a, b->name).p, why, "deck = \"diaporama\"");
    } else if (k) {
        book_style *read = ARENA_NEW(c->a, book_style);
        book_style_read(c->a, k, c->site, c->lang, read, c->d);
        style = read;
        out->deck_before = !style->page.roman_front && !value_false(value_get(k->def, S("cover")));
    }
    out->deck = style->page;
    return style;
}

/* The slide as on a screen, and beside it what the speaker says. */
static void add_slide(flow_ctx *c, const book_style *deck, const node *slide, flow *into)
{
    const book_style *paper = c->style;
    flow *f = flow_new(c->a, FLOW_SLIDE);
    bool said = c->speaker;
    f->tag = TAG_SECT;
    c->style = deck;
    c->speaker = false;
    flow_append(f, book_slide(c, slide));
    f->first->tag = TAG_DIV;
    c->style = paper;
    c->speaker = said;
    for (const node *n = slide->first; said && n; n = n->next) {
        node alone = *n, holder = { .kind = NODE_DOCUMENT, .first = &alone };
        alone.next = NULL;
        if (slides_is_notes(n)) flow_nodes(c, &holder, f);
    }
    flow_append(into, f);
}

flow *book_handout(flow_ctx *c, const book_style *deck, str facts)
{
    flow *sect = section(c);
    flow_style style = c->style->para;
    style.after = share(c->style->text.size, 150);
    flow_append(sect, flow_heading(c, 1, c->page->title, c->page->path, (span){ c->src, 0, 0 }));
    if (facts.n) flow_append(sect, flow_line(c, facts, c->style->text, style));
    for (const node *n = c->page->tree ? c->page->tree->first : NULL; n; n = n->next)
        if (slides_is_slide(n)) add_slide(c, deck, n, sect);
    return sect;
}
