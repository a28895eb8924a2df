#include "doc/flow.h"

flow *flow_new(arena *a, flow_kind kind)
{
    flow *f = ARENA_NEW(a, flow);
    f->kind = kind;
    f->style.background = f->style.bar = f->style.border = COLOR_NONE;
    return f;
}

void flow_append(flow *parent, flow *child)
{
    if (parent->last) parent->last->next = child;
    else parent->first = child;
    parent->last = child;
}

flow_chapter *flow_book_chapter(arena *a, flow_book *b)
{
    if (b->nchapters == b->cap_chapters) {
        b->cap_chapters = b->cap_chapters ? 2 * b->cap_chapters : 16;
        flow_chapter *grown = ARENA_ARRAY(a, flow_chapter, b->cap_chapters);
        if (b->nchapters) memcpy(grown, b->chapters, b->nchapters * sizeof *grown);
        b->chapters = grown;
    }
    return &b->chapters[b->nchapters++];
}

void flow_chapter_append(flow_chapter *c, flow *child)
{
    if (c->last) c->last->next = child;
    else c->first = child;
    c->last = child;
}

const flow *flow_book_blocks(const flow_book *b, arena *a, size_t chapter, size_t section)
{
    const flow *first = b->chapters[chapter].first;
    return first || !b->make ? first : b->make(b, a, chapter, section);
}

flow_run *flow_add_run(arena *a, flow *text, str s, flow_font font)
{
    flow_run *r = ARENA_NEW(a, flow_run);
    r->text = s;
    r->font = font;
    r->tag = TAG_SPAN;
    if (text->last_run) text->last_run->next = r;
    else text->runs = r;
    text->last_run = r;
    return r;
}

/* --- printing */

static void put_points(buf *out, const char *name, mpt v)
{
    if (v == 0) return;
    buf_fmt(out, " %s=", name);
    buf_decimal(out, v, 3);
}

static void put_str(buf *out, const char *name, str s) { if (s.n) buf_fmt(out, " %s=\"%.*s\"", name, STR_ARG(s)); }
static void put_flag(buf *out, const char *name, bool set) { if (set) buf_fmt(out, " %s", name); }
static void put_color(buf *out, const char *name, uint32_t c)
{
    if (c != COLOR_NONE) buf_fmt(out, " %s=#%06X", name, (unsigned)c);
}

static void put_text(buf *out, str s)
{
    BUF_LIT(out, " \"");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') BUF_LIT(out, "\\n");
        else buf_char(out, s.p[i]);
    }
    buf_char(out, '"');
}

static void put_font(buf *out, const flow_font *f)
{
    put_points(out, "size", f->size);
    if (f->weight && f->weight != 400) buf_fmt(out, " weight=%u", f->weight);
    put_flag(out, "italic", f->italic);
    put_flag(out, "mono", f->mono);
    put_flag(out, "underline", f->underline);
    put_points(out, "rise", f->rise);
    if (f->color) put_color(out, "color", f->color);
}

static void put_style(buf *out, const flow_style *s)
{
    static const char *const aligns[] = { "", " justify", " center", " end", " decimal" };
    static const char *const names[] = { "leading", "before",    "after",   "start",   "end",
                                         "first",   "pad-start", "pad-end", "pad-top", "pad-bottom" };
    const mpt values[] = { s->leading, s->before,    s->after,   s->start,   s->end,
                           s->first,   s->pad_start, s->pad_end, s->pad_top, s->pad_bottom };
    buf_z(out, aligns[s->align]);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) put_points(out, names[i], values[i]);
    put_flag(out, "keep-next", s->keep_next);
    put_flag(out, "keep-together", s->keep_together);
    put_flag(out, "hyphenate", s->hyphenate);
    put_color(out, "background", s->background);
    put_color(out, "bar", s->bar);
    put_color(out, "border", s->border);
}

static void print_blocks(buf *out, const flow *first, int depth);

static void put_run(buf *out, const flow_run *r, int depth)
{
    static const char *const kinds[] = { "", "uri", "place" };
    buf_fmt(out, "%*srun", 2 * depth, "");
    put_text(out, r->text);
    if (r->tag != TAG_SPAN) buf_fmt(out, " %s", tag_name(r->tag));
    put_font(out, &r->font);
    put_str(out, "lang", r->lang);
    if (r->dest_kind != DEST_NONE) put_str(out, kinds[r->dest_kind], r->dest);
    put_str(out, "says", r->dest_text);
    if (r->group) buf_fmt(out, " group=%u", (unsigned)r->group);
    put_str(out, "named", r->place);
    put_str(out, "page-of", r->page_of);
    put_flag(out, "leader", r->leader);
    buf_char(out, '\n');
    if (r->note) print_blocks(out, r->note, depth + 1);
}

static void print_table(buf *out, const flow_table *t, int depth)
{
    for (size_t i = 0; i < t->ncells; i++) {
        const flow_cell *c = &t->cells[i];
        buf_fmt(out, "%*s%s row=%u column=%u", 2 * depth, "", c->header ? "header" : "cell", c->row, c->column);
        if (c->rowspan > 1) buf_fmt(out, " rowspan=%u", c->rowspan);
        if (c->colspan > 1) buf_fmt(out, " colspan=%u", c->colspan);
        buf_char(out, '\n');
        print_blocks(out, c->first, depth + 1);
    }
}

static void put_field(buf *out, const flow_field *f)
{
    put_str(out, "name", f->name);
    put_str(out, "asks", f->label);
    for (size_t i = 0; i < f->nchoices; i++) put_str(out, "choice", f->choices[i]);
    put_flag(out, "many", f->many);
}

static void print_block(buf *out, const flow *f, int depth)
{
    static const char *const kinds[] = { "text", "box",   "table", "picture", "scene",
                                         "rule", "cover", "index", "slide", "contents", "field" };
    static const char *const roles[ROLE_COUNT] = { "",     "note",    "tip",     "important", "warning", "danger",
                                                   "easy", "figures", "summary", "source",    "title",   "subtitle",
                                                   "help" };
    buf_fmt(out, "%*s%s %s", 2 * depth, "", kinds[f->kind], tag_name(f->tag));
    put_str(out, "role", str_z(roles[f->role]));
    put_style(out, &f->style);
    put_str(out, "id", f->id);
    put_str(out, "lang", f->lang);
    put_str(out, "title", f->title);
    if (f->outline) buf_fmt(out, " outline=%u", f->outline);
    if (f->list) put_str(out, "list", f->list == LIST_TABLES ? S("tables") : S("figures"));
    put_str(out, "label", f->label);
    put_flag(out, "artifact", f->artifact);
    put_str(out, "file", f->file);
    put_str(out, "alt", f->alt);
    put_points(out, "width", f->width);
    put_points(out, "height", f->height);
    if (f->level) buf_fmt(out, " level=%u", f->level);
    if (f->columns > 1) buf_fmt(out, " columns=%u", f->columns);
    put_flag(out, "caption-below", f->caption_below);
    put_flag(out, "numbered", f->numbered);
    put_flag(out, "turned", f->turned);
    put_flag(out, "side", f->side);
    if (f->field) put_field(out, f->field);
    if (f->table)
        buf_fmt(out, " rows=%zu columns=%zu header-rows=%zu", f->table->rows, f->table->columns, f->table->header_rows);
    buf_char(out, '\n');
    for (const flow_run *r = f->runs; r; r = r->next) put_run(out, r, depth + 1);
    if (f->caption) {
        flow alone = *f->caption;
        alone.next = NULL;
        print_blocks(out, &alone, depth + 1);
    }
    if (f->table) print_table(out, f->table, depth + 1);
    if (f->graphic) scene_print(out, f->graphic);
    if (f->drawing) drawing_print(out, f->drawing);
    for (size_t i = 0; i < f->nentries; i++) {
        buf_fmt(out, "%*sentry", 2 * depth + 2, "");
        put_text(out, f->entries[i].term);
        for (size_t k = 0; k < f->entries[i].places.n; k++) put_str(out, "place", f->entries[i].places.v[k]);
        buf_char(out, '\n');
    }
    print_blocks(out, f->first, depth + 1);
}

static void print_blocks(buf *out, const flow *first, int depth)
{
    for (const flow *f = first; f; f = f->next) print_block(out, f, depth);
}

void flow_print(buf *out, const flow_book *b)
{
    BUF_LIT(out, "book");
    put_str(out, "name", b->name);
    put_str(out, "title", b->title);
    put_str(out, "lang", b->lang);
    put_flag(out, "rtl", b->rtl);
    put_points(out, "width", b->page.width);
    put_points(out, "height", b->page.height);
    buf_char(out, '\n');
    arena *a = arena_new(0);
    for (size_t i = 0; i < b->nchapters; i++) {
        BUF_LIT(out, "  chapter");
        put_flag(out, "recto", b->chapters[i].recto);
        buf_char(out, '\n');
        for (size_t k = 0; k == 0 || k < b->chapters[i].sections; k++)
            print_blocks(out, flow_book_blocks(b, a, i, k), 2);
        arena_reset(a);
    }
    arena_free(a);
}
