#include "read/markdown_line.h"
#include "read/markdown_tree.h"

/* One run over the inlines of a block of cmark's. Blocks of HTML in it go to `base`; `holder` is base or a LIST or ITEM
 * below it. */
typedef struct run {
    md_reader *r;
    md_place place;
    cmark_node *top;
    node *base, *holder;
    node *block;               /* takes inlines; NULL between blocks of HTML */
    node *at;                  /* the inline (or block) that takes the next one */
    bool splits;               /* blocks of HTML are allowed here */
    bool dashes;               /* holder is a list without <li>: items begin with " - " */
    bool brackets;             /* there is a [ ] { or } to look at */
    int html, depth;           /* open elements of HTML; open inlines of cmark's */
} run;

enum { DEEPEST_INLINE = 60, DEEPEST_LISTS = 20 };

static node *add(run *k, node_kind kind, uint32_t from, uint32_t to, node *parent)
{
    uint32_t off = md_source_offset(k->r, from), end = to > from ? md_source_offset(k->r, to - 1) + 1 : off;
    node *n = node_new(k->r->a, kind, off, end > off ? end - off : 0);
    node_append(parent, n);
    return n;
}

/* --- blocks of HTML */

static bool blank(str s) { return str_trim(s).n == 0; }

/* Takes blanks and breaks off the end of the block at hand, and the block itself when nothing is left. */
static void end_block(run *k)
{
    node *b = k->block;
    if (!b) return;
    while (b->last && (b->last->kind == NODE_SOFT_BREAK || b->last->kind == NODE_LINE_BREAK ||
                       (b->last->kind == NODE_TEXT && blank(b->last->text)))) node_remove(b->last);
    if (b->last && b->last->kind == NODE_TEXT)
        while (b->last->text.n && md_blank(b->last->text.p[b->last->text.n - 1])) b->last->text.n--;
    if (!b->first && b != k->base) node_remove(b);
    k->block = k->at = NULL;
    k->html = 0;
}

static node *new_list(run *k, const md_tag *t, uint32_t at)
{
    node *l = add(k, NODE_LIST, at, at, k->holder);
    l->tight = true;
    l->ordered = t && t->ordered;
    l->start = l->ordered ? 1 : 0;
    return l;
}

static void new_item(run *k, uint32_t at)
{
    if (k->holder->kind == NODE_ITEM) k->holder = k->holder->parent;
    k->holder = add(k, NODE_ITEM, at, at, k->holder);
}

static bool within_html_list(const run *k) { return k->holder != k->base; }

static void start_block(run *k, uint32_t at)
{
    if (k->holder->kind == NODE_LIST) new_item(k, at);
    k->block = k->at = add(k, NODE_PARAGRAPH, at, at, k->holder);
}

/* Is there room for one more list? */
static bool room(run *k, uint32_t at)
{
    int lists = 0;
    md_reader *r = k->r;
    for (const node *n = k->holder; n != k->base; n = n->parent) lists += n->kind == NODE_LIST;
    if (lists < DEEPEST_LISTS) return true;
    if (!r->too_deep && r->d)
        DIAG(r->d, M109, md_span(r, md_source_offset(r, at), 1), arena_fmt(r->scratch, "%d", DEEPEST_LISTS).p);
    r->too_deep = true;
    return false;
}

static void list_tag(run *k, const md_tag *t, uint32_t at)
{
    if (!t->closing) {
        if (!room(k, at)) return;
        if (k->holder->kind == NODE_LIST) new_item(k, at);
        k->holder = new_list(k, t, at);
        k->dashes = !t->ordered;
        return;
    }
    node *n = k->holder;
    while (n != k->base && n->kind != NODE_LIST) n = n->parent;
    if (n == k->base) return;
    k->holder = n->parent;
    if (!n->first) node_remove(n);
    k->dashes = false;
}

static void item_tag(run *k, const md_tag *t, uint32_t at)
{
    if (t->closing) {
        if (k->holder->kind == NODE_ITEM) k->holder = k->holder->parent;
        return;
    }
    if (k->holder == k->base) {
        node *open = k->r->open_list;
        k->holder = open && open == k->base->last ? open : new_list(k, NULL, at);
    }
    k->dashes = false;
    new_item(k, at);
}

/* The inlines that a cell already has become its first paragraph. */
static void open_cell(run *k)
{
    node *cell = k->base, *p = node_new(k->r->a, NODE_PARAGRAPH, cell->off, cell->len);
    for (node *c = cell->first, *next; c; c = next) { next = c->next; node_append(p, c); }
    cell->first = cell->last = NULL;
    node_append(cell, p);
    k->block = k->at = p;
}

static void block_tag(run *k, const md_tag *t, uint32_t from, uint32_t to)
{
    if (k->block == k->base) open_cell(k);
    end_block(k);
    if (t->role == TAG_LIST) list_tag(k, t, from);
    else if (t->role == TAG_ITEM) item_tag(k, t, from);
    else if (t->role == TAG_RULE && !within_html_list(k)) add(k, NODE_THEMATIC_BREAK, from, to, k->base);
}

/* Where blocks can't go (a heading, a caption), their borders are line breaks. */
static void border(run *k, uint32_t from, uint32_t to)
{
    if (k->at->last && k->at->last->kind != NODE_LINE_BREAK) add(k, NODE_LINE_BREAK, from, to, k->at);
}

static void close_element(run *k, const md_tag *t)
{
    node *n = k->at;
    for (int i = 0; i < k->html && n != k->block; i++, n = n->parent) {
        bool same = n->kind == t->kind || (t->kind == NODE_LINK && n->kind == NODE_SPAN);
        if (!same || cmark_node_get_type(k->top) == CMARK_NODE_NONE) continue;
        k->html -= i + 1;
        k->at = n->parent;
        return;
    }
}

static node *text(run *k, str s, uint32_t from, uint32_t to);

static void html_inline(run *k, cmark_node *c, str literal, uint32_t from, uint32_t to)
{
    md_tag t = md_tag_of(literal);
    bool outer = k->splits && cmark_node_parent(c) == k->top;
    if (t.role == TAG_COMMENT) return;
    if (t.role == TAG_OTHER) {
        const char *shown = arena_fmt(k->r->scratch, "%.*s%s", (int)(literal.n < 60 ? literal.n : 60), literal.p,
                                      literal.n > 60 ? "…" : "")
                                .p;
        uint32_t off = md_source_offset(k->r, from);
        if (k->r->d && !t.closing) DIAG(k->r->d, M104, md_span(k->r, off, (uint32_t)literal.n), shown);
        text(k, literal, from, to);
        return;
    }
    if (t.role != TAG_BREAK && t.role != TAG_INLINE) {
        if (outer) block_tag(k, &t, from, to);
        else if (k->at) border(k, from, to);
        return;
    }
    if (t.role == TAG_BREAK) {
        if (k->block) add(k, NODE_LINE_BREAK, from, to, k->at);
        return;
    }
    if (t.closing) { if (k->block) close_element(k, &t); return; }
    if (!k->block) start_block(k, from);
    if (k->html + k->depth >= DEEPEST_INLINE) return;
    node *n = md_tag_node(k->r, &t, md_source_offset(k->r, from), (uint32_t)literal.n);
    node_append(k->at, n);
    k->at = n;
    k->html++;
}

/* --- text */

/* In a list without <li>: cuts s at " - ", each part an item. */
static node *dashed(run *k, str s, uint32_t from, uint32_t to)
{
    bool exact = to - from == s.n;
    node *n = NULL;
    str all = s;
    while (s.n) {
        uint32_t at = exact ? from + (uint32_t)(s.p - all.p) : from;
        str t = s;
        while (t.n && md_blank(t.p[0])) t = str_skip(t, 1);
        bool begins = (!k->block || t.p != s.p) && str_starts(t, S("- "));
        if (begins) {
            end_block(k);
            new_item(k, at);
            s = str_skip(t, 2);
            if (exact) at = from + (uint32_t)(s.p - all.p);
        }
        size_t cut = str_search(s, S(" - "));
        str part = cut == STR_NONE ? s : str_first(s, cut);
        s = str_skip(s, part.n);
        if (blank(part)) { if (!k->block) continue; if (cut != STR_NONE) continue; }
        if (!k->block) {
            while (part.n && md_blank(part.p[0])) { part = str_skip(part, 1); at += exact; }
            start_block(k, at);
        }
        n = add(k, NODE_TEXT, at, exact ? at + (uint32_t)part.n : to, k->at);
        n->text = arena_str(k->r->a, part);
    }
    return n;
}

static node *text(run *k, str s, uint32_t from, uint32_t to)
{
    if (k->dashes && k->splits && within_html_list(k) && (!k->block || k->at == k->block))
        return dashed(k, s, from, to);
    if (!k->block) {
        bool exact = to - from == s.n;
        while (s.n && md_blank(s.p[0])) { s = str_skip(s, 1); from += exact; }
        if (s.n == 0) return NULL;
        start_block(k, from);
    }
    if (!k->r->plain && k->at->last && k->at->last->kind == NODE_LINE_BREAK) { /* blanks after <br> */
        bool exact = to - from == s.n;
        while (s.n && md_blank(s.p[0])) { s = str_skip(s, 1); from += exact; }
        if (s.n == 0) return NULL;
    }
    node *n = add(k, NODE_TEXT, from, to, k->at);
    n->text = arena_str(k->r->a, s);
    if (memchr(s.p, '[', s.n) || memchr(s.p, '{', s.n) || memchr(s.p, '}', s.n)) k->brackets = true;
    return n;
}

/* --- cmark's inlines */

static str literal_of(cmark_node *c) { return str_z(cmark_node_get_literal(c)); }

/* From the first byte of c to past its last one. */
static void extent(run *k, cmark_node *c, uint32_t *from, uint32_t *to)
{
    md_place_line(&k->place, cmark_node_get_start_line(c));
    *from = md_place_column(&k->place, cmark_node_get_start_column(c));
    md_place_line(&k->place, cmark_node_get_end_line(c));
    *to = md_place_column(&k->place, cmark_node_get_end_column(c)) + 1;
    k->place.at = *to;
}

static void code(run *k, cmark_node *c)
{
    uint32_t from, to;
    const str *t = &k->r->scan.text;
    extent(k, c, &from, &to);
    while (from > 0 && t->p[from - 1] == '`') from--;
    while (to < t->n && t->p[to] == '`') to++;
    k->place.at = to;
    if (!k->block) start_block(k, from);
    add(k, NODE_CODE, from, to, k->at)->text = arena_str(k->r->a, literal_of(c));
}

static void line_end(run *k, node_kind kind)
{
    uint32_t at = k->place.at;
    md_place_line(&k->place, k->place.line + 1);
    if (!k->block) return;
    if (kind == NODE_SOFT_BREAK && !k->r->plain && k->at->last && k->at->last->kind == NODE_LINE_BREAK) return;
    node *n = add(k, kind, at, at, k->at);
    n->len = 1;
}

static void leaf(run *k, cmark_node *c)
{
    uint32_t from, to;
    switch (cmark_node_get_type(c)) {
    case CMARK_NODE_TEXT:
        extent(k, c, &from, &to);
        text(k, literal_of(c), from, to);
        break;
    case CMARK_NODE_SOFTBREAK: line_end(k, NODE_SOFT_BREAK); break;
    case CMARK_NODE_LINEBREAK: line_end(k, NODE_LINE_BREAK); break;
    case CMARK_NODE_CODE: code(k, c); break;
    case CMARK_NODE_HTML_INLINE:
        extent(k, c, &from, &to);
        if (k->r->plain) add(k, NODE_HTML_INLINE, from, to, k->at)->text = arena_str(k->r->a, literal_of(c));
        else html_inline(k, c, literal_of(c), from, to);
        break;
    default: break;
    }
}

/* Length of what opens c in the text. */
static uint32_t opening(cmark_node *c)
{
    cmark_node_type t = cmark_node_get_type(c);
    return t == CMARK_NODE_STRONG || t == CMARK_NODE_IMAGE ? 2 : 1;
}

static void enter(run *k, cmark_node *c)
{
    static const struct { cmark_node_type type; node_kind kind;
    } KINDS[] = {
        { CMARK_NODE_EMPH, NODE_EMPH },
        { CMARK_NODE_STRONG, NODE_STRONG },
        { CMARK_NODE_LINK, NODE_LINK },
        { CMARK_NODE_IMAGE, NODE_IMAGE },
    };
    uint32_t from = k->place.at;
    k->place.at += opening(c);
    k->depth++;
    if (!k->r->plain && k->depth + k->html > DEEPEST_INLINE) return;   /* its text goes to what holds it */
    if (!k->block) start_block(k, from);
    for (size_t i = 0; i < 4; i++) {
        if (KINDS[i].type != cmark_node_get_type(c)) continue;
        node *n = add(k, KINDS[i].kind, from, from + 1, k->at);
        if (KINDS[i].kind == NODE_LINK || KINDS[i].kind == NODE_IMAGE) {
            n->text = arena_str(k->r->a, str_z(cmark_node_get_url(c)));
            str title = str_z(cmark_node_get_title(c));
            if (title.n) node_attrs_of(k->r->a, n)->title = arena_str(k->r->a, title);
            k->brackets = true;                    /* {…} may follow */
        }
        cmark_node_set_user_data(c, n);
        k->at = n;
    }
}

static void leave(run *k, cmark_node *c)
{
    node *n = cmark_node_get_user_data(c);
    cmark_node_type t = cmark_node_get_type(c);
    bool brackets = t == CMARK_NODE_IMAGE || (t == CMARK_NODE_LINK && n && k->r->src->text.p[n->off] == '[');
    k->depth--;
    if (brackets) k->place.at = md_place_column(&k->place, cmark_node_get_end_column(c)) + 1;
    else k->place.at += opening(c);
    if (!n) return;
    uint32_t end = md_source_offset(k->r, k->place.at - 1) + 1;
    n->len = end > n->off ? end - n->off : 0;
    for (node *a = k->at; a != n; a = a->parent) k->html--;   /* elements of HTML end with what they are in */
    k->at = n->parent;
}

static void walk(run *k)
{
    cmark_node *c = cmark_node_first_child(k->top);
    while (c) {
        cmark_node_type t = cmark_node_get_type(c);
        bool holds = t == CMARK_NODE_EMPH || t == CMARK_NODE_STRONG || t == CMARK_NODE_LINK || t == CMARK_NODE_IMAGE;
        if (holds) enter(k, c);
        else leaf(k, c);
        if (holds && cmark_node_first_child(c)) { c = cmark_node_first_child(c); continue; }
        if (holds) leave(k, c);
        while (!cmark_node_next(c)) {
            c = cmark_node_parent(c);
            if (c == k->top) return;
            leave(k, c);
        }
        c = cmark_node_next(c);
    }
}

/* A cell whose blocks are one paragraph holds its inlines. */
static void close_cell(node *cell)
{
    node *p = cell->first;
    if (!p || p->kind != NODE_PARAGRAPH || p->next) return;
    cell->first = cell->last = NULL;
    for (node *c = p->first, *next; c; c = next) { next = c->next; node_append(cell, c); }
}

void md_inlines(md_reader *r, cmark_node *c, node *into)
{
    run k = { .r = r, .top = c, .block = into, .at = into };
    bool paragraph = into->kind == NODE_PARAGRAPH;
    k.splits = !r->plain && (paragraph || into->kind == NODE_CELL);
    k.base = k.holder = paragraph ? into->parent : into;
    md_place_start(&k.place, r, c);
    walk(&k);
    if (k.splits && k.block != into) end_block(&k);
    if (into->kind == NODE_CELL) close_cell(into);
    if (!r->plain && k.brackets) {
        if (!paragraph) md_spans(r, into);
        else for (node *b = into; b; b = b->next) md_spans(r, b);
    }
}

void md_html_inlines(md_reader *r, cmark_node *c)
{
    run k = { .r = r, .top = c, .base = r->cur, .holder = r->cur, .splits = true };
    node *before = r->cur->last;
    md_place_start(&k.place, r, c);
    walk(&k);
    end_block(&k);
    node *last = r->cur->last;
    r->open_list = within_html_list(&k) && last && last->kind == NODE_LIST ? last : NULL;
    if (k.brackets)
        for (node *b = before ? before : r->cur->first; b; b = b->next) md_spans(r, b);
}

void md_flatten(md_reader *r, cmark_node *top, node *into)
{
    buf b = { 0 };
    cmark_iter *it = cmark_iter_new(top);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *c = cmark_iter_get_node(it);
        cmark_node_type t = cmark_node_get_type(c);
        if (e != CMARK_EVENT_ENTER) continue;
        if (b.n && (t <= CMARK_NODE_LAST_BLOCK || t == CMARK_NODE_SOFTBREAK || t == CMARK_NODE_LINEBREAK) &&
            b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
        if (cmark_node_get_literal(c)) buf_z(&b, cmark_node_get_literal(c));
    }
    cmark_iter_free(it);
    node *n = node_new(r->a, NODE_TEXT, into->off, into->len);
    n->text = buf_take(&b, r->a);
    node_append(into, n);
}
