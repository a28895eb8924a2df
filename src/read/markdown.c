#include "read/markdown.h"
#include "base/mem.h"
#include "read/markdown_tree.h"

enum { DEEPEST_PLAIN = 1000 }; /* levels of blocks in plain mode, where the block pass does not count */

static void block(md_reader *r, cmark_node *c);

static void blocks(md_reader *r, cmark_node *parent)
{
    for (cmark_node *c = cmark_node_first_child(parent); c; c = cmark_node_next(c)) block(r, c);
}

static node *add(md_reader *r, node_kind kind, cmark_node *c)
{
    node *n = node_new(r->a, kind, 0, 0);
    md_set_block_span(r, n, c);
    node_append(r->cur, n);
    return n;
}

/* The blocks below c go into n, divs that c leaves open end with it. */
static void fill(md_reader *r, node *n, cmark_node *c)
{
    node *outside = r->cur;
    r->cur = n;
    if (++r->depth > DEEPEST_PLAIN) md_flatten(r, c, n);
    else blocks(r, c);
    r->depth--;
    r->cur = outside;
}

/* --- marks of the block pass */

static const md_mark *mark_at(md_reader *r, cmark_node *c)
{
    if (r->next_mark >= r->scan.marks.n || cmark_node_get_type(c) != CMARK_NODE_HEADING) return NULL;
    const md_mark *m = &r->scan.marks.v[r->next_mark];
    if (m->line != (uint32_t)cmark_node_get_start_line(c)) return NULL;
    r->next_mark++;
    return m;
}

static node *add_marked(md_reader *r, node_kind kind, const md_mark *m, node *parent)
{
    node *n = node_new(r->a, kind, m->off, m->len);
    if (parent) node_append(parent, n);
    return n;
}

static void open_div(md_reader *r, const md_mark *m)
{
    node *n = add_marked(r, NODE_DIV, m, r->cur);
    md_div_head(r, n, m->text, m->text_off);
    r->cur = n;
}

static void close_divs(md_reader *r, int32_t count)
{
    while (count-- > 0 && r->cur->kind == NODE_DIV && r->cur->parent) r->cur = r->cur->parent;
}

/* The attributes of a caption are its table's. */
static void give_caption(md_reader *r, node *table, node *caption)
{
    (void)r;
    if (!caption || !table) return;
    caption->parent = table;
    caption->next = table->first;
    table->first = caption;
    if (!table->last) table->last = caption;
    table->attrs = caption->attrs;
    caption->attrs = NULL;
}

static node *make_caption(md_reader *r, const md_mark *m, cmark_node *c)
{
    node *n = add_marked(r, NODE_CAPTION, m, NULL);
    md_inlines(r, c, n);
    md_trailing_attrs(r, n);
    return n;
}

static void cell(md_reader *r, const md_mark *m, cmark_node *c)
{
    if (m->table_start) {
        node *table = add_marked(r, NODE_TABLE, m, r->cur);
        table->start = m->count;
        give_caption(r, table, r->caption);
        r->caption = NULL;
    }
    node *table = r->cur->last;
    if (!table || table->kind != NODE_TABLE) return;
    if (m->row_start) add_marked(r, NODE_ROW, m, table)->header = m->header;
    node *row = table->last, *n = add_marked(r, NODE_CELL, m, row);
    n->align = m->align;
    n->header = m->header;
    n->rowspan = n->colspan = 1;
    md_inlines(r, c, n);
    uint32_t end = n->off + n->len;
    if (end > row->off + row->len) row->len = end - row->off;
    if (end > table->off + table->len) table->len = end - table->off;
}

static node *definition_list(md_reader *r, const md_mark *m)
{
    node *l = r->cur->last;
    return l && l->kind == NODE_DEFINITION_LIST ? l : add_marked(r, NODE_DEFINITION_LIST, m, r->cur);
}

static void marked(md_reader *r, const md_mark *m, cmark_node *c)
{
    node *last = r->cur->last;
    switch ((md_mark_kind)m->kind) {
    case MARK_NOTHING: case MARK_CALLOUT: break;
    case MARK_DIV_OPEN: open_div(r, m); break;
    case MARK_DIV_CLOSE: close_divs(r, m->count); break;
    case MARK_CAPTION: r->caption = make_caption(r, m, c); break;
    case MARK_CAPTION_AFTER:
        if (last && last->kind == NODE_TABLE) give_caption(r, last, make_caption(r, m, c));
        break;
    case MARK_CELL: cell(r, m, c); break;
    case MARK_FOOTNOTE: case MARK_DEFINITION: r->pending = m; break;
    case MARK_TERM: md_inlines(r, c, add_marked(r, NODE_TERM, m, definition_list(r, m))); break;
    case MARK_HTML: md_html_inlines(r, c); break;
    }
}

/* The list that follows the mark of a footnote or a definition is one item: its blocks. */
static void pending_list(md_reader *r, cmark_node *c)
{
    const md_mark *m = r->pending;
    bool note = m->kind == MARK_FOOTNOTE;
    node *n = add_marked(r, note ? NODE_FOOTNOTE : NODE_DEFINITION, m, note ? NULL : definition_list(r, m));
    r->pending = NULL;
    if (note) {
        n->text = m->text;
        VEC_PUSH(r->scratch, &r->notes, n);
    }
    for (cmark_node *item = cmark_node_first_child(c); item; item = cmark_node_next(item)) fill(r, n, item);
}

/* --- CommonMark's blocks */

static void list(md_reader *r, cmark_node *c)
{
    node *n = add(r, NODE_LIST, c);
    n->ordered = cmark_node_get_list_type(c) == CMARK_ORDERED_LIST;
    n->start = n->ordered ? cmark_node_get_list_start(c) : 0;
    n->tight = cmark_node_get_list_tight(c) != 0;
    fill(r, n, c);
}

static void quote(md_reader *r, cmark_node *c)
{
    cmark_node *first = cmark_node_first_child(c);
    const md_mark *m = first ? mark_at(r, first) : NULL;
    if (m && m->kind != MARK_CALLOUT) { r->next_mark--; m = NULL; }
    node *n = add(r, m ? NODE_DIV : NODE_QUOTE, c);
    if (m) {
        n->text = m->text;
        if (m->title.n) node_attrs_of(r->a, n)->title = arena_str(r->a, m->title);
    }
    r->quotes++;
    node *outside = r->cur;
    r->cur = n;
    if (++r->depth > DEEPEST_PLAIN) md_flatten(r, c, n);
    else for (cmark_node *k = m ? cmark_node_next(first) : first; k; k = cmark_node_next(k)) block(r, k);
    r->depth--;
    r->cur = outside;
    r->quotes--;
}

static void heading(md_reader *r, cmark_node *c)
{
    node *n = add(r, NODE_HEADING, c);
    n->level = (uint8_t)cmark_node_get_heading_level(c);
    md_inlines(r, c, n);
    if (!r->plain) md_trailing_attrs(r, n);
}

/* A picture alone in its paragraph is a figure; its title is the caption. */
static void make_figure(md_reader *r, node *p)
{
    node *image = p->first;
    if (p->kind != NODE_PARAGRAPH || !image || image->kind != NODE_IMAGE || image->next) return;
    p->kind = NODE_FIGURE;
    if (!image->attrs) return;
    if (image->attrs->id.n) {
        node_attrs_of(r->a, p)->id = image->attrs->id;
        image->attrs->id = S("");
    }
    if (image->attrs->title.n == 0) return;
    node *caption = node_new(r->a, NODE_CAPTION, image->off, image->len),
         *text = node_new(r->a, NODE_TEXT, image->off, image->len);
    text->text = image->attrs->title;
    image->attrs->title = S("");
    node_append(caption, text);
    node_append(p, caption);
}

static void paragraph(md_reader *r, cmark_node *c)
{
    node *before = r->cur->last, *n = add(r, NODE_PARAGRAPH, c);
    md_inlines(r, c, n);
    if (r->plain) return;
    for (node *p = before ? before->next : r->cur->first; p; p = p->next) make_figure(r, p);
}

/* HTML that livret does not take is shown as it was typed. */
static void html_block(md_reader *r, cmark_node *c)
{
    str literal = str_z(cmark_node_get_literal(c));
    node *n = add(r, r->plain ? NODE_HTML_BLOCK : NODE_PARAGRAPH, c);
    if (r->plain) {
        n->text = arena_str(r->a, literal);
        return;
    }
    literal = str_trim(literal);
    node *t = node_new(r->a, NODE_TEXT, n->off, n->len);
    t->text = arena_str(r->a, literal);
    node_append(n, t);
    size_t line = str_find(literal, '\n'), shown = line == STR_NONE ? literal.n : line;
    if (r->d)
        DIAG(r->d, M104, md_span(r, n->off, n->len),
             arena_fmt(r->scratch, "%.*s", (int)(shown < 60 ? shown : 60), literal.p).p);
}

static void code_block(md_reader *r, cmark_node *c)
{
    node *n = add(r, NODE_CODE_BLOCK, c);
    n->text = arena_str(r->a, str_z(cmark_node_get_literal(c)));
    n->info = arena_str(r->a, str_z(cmark_node_get_fence_info(c)));
}

static void block(md_reader *r, cmark_node *c)
{
    const md_mark *m = mark_at(r, c);
    if (m) { marked(r, m, c); return; }
    cmark_node_type t = cmark_node_get_type(c);
    if (t == CMARK_NODE_LIST && r->pending) { pending_list(r, c); return; }
    switch (t) {
    case CMARK_NODE_PARAGRAPH: paragraph(r, c); break;
    case CMARK_NODE_HEADING: heading(r, c); break;
    case CMARK_NODE_LIST: list(r, c); break;
    case CMARK_NODE_ITEM: fill(r, add(r, NODE_ITEM, c), c); break;
    case CMARK_NODE_BLOCK_QUOTE: quote(r, c); break;
    case CMARK_NODE_CODE_BLOCK: code_block(r, c); break;
    case CMARK_NODE_HTML_BLOCK: html_block(r, c); break;
    case CMARK_NODE_THEMATIC_BREAK: add(r, NODE_THEMATIC_BREAK, c); break;
    default: break;
    }
}

/* --- a page */

/* Where each line of the text begins, as cmark counts lines; the text's length at the end. */
static void index_lines(md_reader *r)
{
    str t = r->scan.text;
    uint32_t n = 1, cap = 64;
    uint32_t *v = mem_alloc(cap * sizeof *v);
    v[0] = 0;
    bool has_cr = t.n && memchr(t.p, '\r', t.n);
    for (size_t i = 0; i < t.n;) {
        const char *e = memchr(t.p + i, '\n', t.n - i),
                   *cr = has_cr ? memchr(t.p + i, '\r', (e ? (size_t)(e - t.p) : t.n) - i) : NULL;
        if (cr && cr + 1 != e) e = cr;
        if (!e) break;
        i = (size_t)(e - t.p) + 1;
        if (i >= t.n) break;
        if (n + 1 >= cap) v = mem_realloc(v, (cap *= 2) * sizeof *v);
        v[n++] = (uint32_t)i;
    }
    r->lines = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    memcpy(r->lines, v, n * sizeof *v);
    r->lines[n] = (uint32_t)t.n;
    r->nlines = n;
    mem_free(v);
}

/* cmark allocates from an arena that goes with the page: it frees nothing, and asks nobody. Each block has its size
 * before it. */
static _Thread_local arena *cmark_arena;

enum { SIZE_ROOM = 16 };                           /* as arena_alloc aligns */

static void *cmark_calloc(size_t n, size_t size)
{
    size_t *block = arena_alloc(cmark_arena, n * size + SIZE_ROOM);
    *block = n * size;
    return (char *)block + SIZE_ROOM;
}

static void *cmark_realloc(void *p, size_t size)
{
    size_t had = p ? *(size_t *)(void *)((char *)p - SIZE_ROOM) : 0;
    if (p && size <= had) return p;
    void *grown = cmark_calloc(1, size);
    if (had) memcpy(grown, p, had);
    return grown;
}

static void cmark_nothing(void *p) { (void)p; }

static cmark_node *run_cmark(arena *a, str text)
{
    static cmark_mem mem = { cmark_calloc, cmark_realloc, cmark_nothing };
    cmark_arena = a;
    cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &mem);
    cmark_parser_feed(p, text.p, text.n);
    cmark_node *doc = cmark_parser_finish(p);
    cmark_parser_free(p);
    return doc;
}

node *markdown_parse(arena *a, const source *src, uint32_t from, diag *d, markdown_options o)
{
    md_reader r = { .a = a, .scratch = arena_new(0), .src = src, .d = d, .plain = o.plain, .from = from };
    if (o.plain) r.scan.text = str_skip(src->text, from);
    else markdown_scan(&r.scan, r.scratch, src, from, d);
    index_lines(&r);
    r.root = r.cur = node_new(a, NODE_DOCUMENT, from, (uint32_t)src->text.n - from);
    blocks(&r, run_cmark(r.scratch, r.scan.text));
    if (!o.plain) md_number_notes(&r);
    arena_free(r.scratch);
    return r.root;
}
