#include "type/table.h"
#include "type/table_width.h"
#include "base/vec.h"
#include <stdio.h>

enum { LEAST_WIDTH = 12000 };                     /* mpt that a column with an empty or unmeasured cell takes */

typedef struct builder {
    galley *g;
    const flow *f;
    galley_room room;
    table *t;
    mpt *least, *most, *decimals;                  /* by column */
    bool turned;               /* has pages of its own that lie on their side */
} builder;

/* --- the grid */

static mpt pads(const flow_table *t) { return t->cell_style.pad_start + t->cell_style.pad_end; }

static void add_cell(builder *b, const flow_cell *of, size_t row, size_t column)
{
    table *t = b->t;
    table_cell *c = &t->cells[t->ncells++];
    *c = (table_cell){ .of = of, .row = row, .column = column, .rowspan = 1, .colspan = 1 };
    if (!of) return;
    if (of->rowspan > 1) c->rowspan = of->rowspan;
    if (of->colspan > 1) c->colspan = of->colspan;
    size_t limit = row < t->header_rows ? t->header_rows : t->rows;      /* header and body don't share a cell */
    if (row + c->rowspan > limit) c->rowspan = limit - row;
    if (column + c->colspan > t->columns) c->colspan = t->columns - column;
}

/* Places each cell where nothing is yet; holes get empty cells, so that every row has all its columns. */
static void make_grid(builder *b)
{
    table *t = b->t;
    const flow_table *of = t->of;
    arena *a = b->g->a;
    uint8_t *taken = ARENA_ARRAY(a, uint8_t, t->rows * t->columns + 1);
    const flow_cell **at = ARENA_ARRAY(a, const flow_cell *, t->rows * t->columns + 1);
    for (size_t i = 0; i < of->ncells; i++)
        if (of->cells[i].row < t->rows && of->cells[i].column < t->columns)
            at[of->cells[i].row * t->columns + of->cells[i].column] = &of->cells[i];
    t->cells = ARENA_ARRAY(a, table_cell, t->rows * t->columns + 1);
    t->first = ARENA_ARRAY(a, size_t, t->rows + 1);
    for (size_t r = 0; r < t->rows; r++) {
        t->first[r] = t->ncells;
        for (size_t c = 0; c < t->columns; c++) {
            if (taken[r * t->columns + c]) continue;
            add_cell(b, at[r * t->columns + c], r, c);
            table_cell *cell = &t->cells[t->ncells - 1];
            for (size_t k = 1; k < cell->colspan; k++) if (taken[r * t->columns + c + k]) cell->colspan = k;
            for (size_t i = 0; i < cell->rowspan; i++)
                for (size_t k = 0; k < cell->colspan; k++) taken[(r + i) * t->columns + c + k] = 1;
        }
    }
    t->first[t->rows] = t->ncells;
}

static void tie_rows(builder *b)
{
    table *t = b->t;
    arena *a = b->g->a;
    t->ends = ARENA_ARRAY(a, table_cell *, t->rows);
    t->tall = ARENA_ARRAY(a, table_cell *, t->ncells);
    t->band = ARENA_ARRAY(a, uint32_t, t->rows);
    t->whole = ARENA_ARRAY(a, mpt, t->rows);
    t->h = ARENA_ARRAY(a, mpt, t->rows);
    size_t tied = 0;                               /* rows before this one belong to the band */
    for (size_t i = 0, r = 0; r < t->rows; r++) {
        if (r) t->band[r] = t->band[r - 1] + (r >= tied);
        for (; i < t->first[r + 1]; i++) {
            table_cell *c = &t->cells[i];
            c->next_end = t->ends[r + c->rowspan - 1];
            t->ends[r + c->rowspan - 1] = c;
            if (c->rowspan > 1) t->tall[t->ntall++] = c;
            if (r + c->rowspan > tied) tied = r + c->rowspan;
        }
    }
}

/* --- widths */

typedef struct para_list { para **v; size_t n, cap; } para_list;
typedef struct text_list { table_text *v; size_t n, cap; } text_list;

static void note(para_list *l, arena *a, para *p) { VEC_PUSH(a, l, p); }

/* Makes the paragraphs of blocks in the order in which galley sets them, and measures what they need. */
static void measure(builder *b, const flow *first, str lang, mpt around, para_list *l, text_list *texts,
                    table_need *need)
{
    for (const flow *f = first; f; f = f->next) {
        const flow_style *s = &f->style;
        str own = f->lang.n ? f->lang : lang;
        mpt edge = around + s->start + s->end + s->pad_start + s->pad_end, low = LEAST_WIDTH, high = LEAST_WIDTH;
        if (f->kind == FLOW_BOX) { measure(b, f->first, own, edge, l, texts, need); continue; }
        if (f->kind == FLOW_TEXT) {
            para *p = para_new(b->g->s, b->g->a, f, lang);
            note(l, b->g->a, p);
            para_measure(p, &low, &high);
        } else if (f->width > 0) {
            low = high = f->width;
        } else if (f->kind == FLOW_TABLE || f->kind == FLOW_SCENE || f->kind == FLOW_PICTURE) {
            low = 5 * LEAST_WIDTH;
            high = 15 * LEAST_WIDTH;
        }
        if (low + edge > need->least) need->least = low + edge;
        if (high + edge > need->most) need->most = high + edge;
        VEC_PUSH(b->g->a, texts, ((table_text){ high, edge }));
    }
}

static void measure_cell(builder *b, table_cell *c, table_need *need)
{
    para_list l = { 0 };
    text_list texts = { 0 };
    *need = (table_need){ .row = c->row, .column = c->column, .rows = c->rowspan };
    if (!c->of) return;
    measure(b, c->of->first, b->room.lang, 0, &l, &texts, need);
    note(&l, b->g->a, NULL);
    c->ready = l.v;
    need->texts = texts.v;
    need->ntexts = texts.n;
    for (size_t i = 0; i + 1 < l.n; i++) {
        mpt d = l.v[i]->of->style.align == FLOW_DECIMAL ? para_decimals(l.v[i]) : 0;
        if (c->colspan == 1 && d > b->decimals[c->column]) b->decimals[c->column] = d;
    }
}

/* Numbers stand with their decimal mark below that of the others, some with room at their end. */
static void make_room(builder *b, const table_cell *c, table_need *need)
{
    if (!c->ready || b->decimals[c->column] == 0) return;
    for (size_t i = 0; c->ready[i]; i++) {
        const para *p = c->ready[i];
        mpt least, most;
        if (p->of->style.align != FLOW_DECIMAL) continue;
        para_measure(p, &least, &most);
        bool longest = least >= need->least;
        most += b->decimals[c->column] - para_decimals(p);
        if (most > need->most) need->most = most;
        if (longest && most + pads(b->t->of) <= b->room.width) need->least = most;
    }
}

/* A cell over several columns widens them all alike by what they lack. */
static void widen(mpt *v, const table_cell *c, mpt need)
{
    mpt have = 0;
    for (size_t i = 0; i < c->colspan; i++) have += v[c->column + i];
    for (size_t i = 0; have < need && i < c->colspan; i++)
        v[c->column + i] += (mpt)((int64_t)(need - have) * (int64_t)(i + 1) / (int64_t)c->colspan -
                                  (int64_t)(need - have) * (int64_t)i / (int64_t)c->colspan);
}

static void tell_wide(builder *b)
{
    size_t widest = 0;
    for (size_t i = 1; i < b->t->columns; i++) if (b->least[i] > b->least[widest]) widest = i;
    char column[24];
    snprintf(column, sizeof column, "%zu", widest + 1);
    setter_tell(b->g->s, B705, b->f->at, column, NULL, NULL);
    b->g->s->crowded = true;
}

static void turn(builder *b)
{
    b->turned = true;
    b->room.left = b->t->left = 0;
    b->room.width = b->t->width = galley_page_width(&b->g->s->book->page, true);
}

static bool may_turn(const galley *g)
{
    const flow_page *page = &g->s->book->page;
    return g->alone && page->height > page->width;
}

static void turn_if_wide(builder *b)
{
    mpt sum = 0;
    for (size_t i = 0; i < b->t->columns; i++) sum += b->least[i];
    if (sum > b->t->width && may_turn(b->g) && !b->t->of->widths && !b->turned) turn(b);
}

/* What columns need, with padding, after what their cells do. */
static void sum_needs(builder *b, const table_need *needs)
{
    const table *t = b->t;
    mpt pad = pads(t->of), room = b->room.width;
    memset(b->least, 0, t->columns * sizeof *b->least);
    for (size_t i = 0; i < t->columns; i++) b->most[i] = LEAST_WIDTH;
    for (int wide = 0; wide < 2; wide++)
        for (size_t i = 0; i < t->ncells; i++) {
            const table_cell *c = &t->cells[i];
            mpt least = c->of ? needs[i].least + pad : 0, most = c->of ? needs[i].most + pad : 0;
            if ((c->colspan > 1) != wide) continue;
            if (most > room) most = least > room ? least : room;
            widen(b->least, c, least);
            widen(b->most, c, most);
        }
}

/* Where many columns leave room for little but their longest words, cells have less padding. */
static void narrow_if_tight(builder *b, const table_need *needs)
{
    enum { MANY = 7, SHARE = 75, LEFT = 70 };      /* columns; hundredths of the width, of the padding */
    int64_t least = 0, most = 0;
    for (size_t i = 0; i < b->t->columns; i++) { least += b->least[i]; most += b->most[i]; }
    if (b->t->columns < MANY || most <= b->t->width || least * 100 <= (int64_t)b->t->width * SHARE) return;
    flow_table *own = ARENA_NEW(b->g->a, flow_table);
    *own = *b->t->of;
    own->cell_style.pad_start = own->cell_style.pad_start * LEFT / 100;
    own->cell_style.pad_end = own->cell_style.pad_end * LEFT / 100;
    b->t->of = own;
    sum_needs(b, needs);
}

static void find_widths(builder *b)
{
    table *t = b->t;
    arena *a = b->g->a;
    const mpt *given = t->of->widths;
    b->least = ARENA_ARRAY(a, mpt, t->columns);
    b->most = ARENA_ARRAY(a, mpt, t->columns);
    b->decimals = ARENA_ARRAY(a, mpt, t->columns);
    table_need *needs = ARENA_ARRAY(a, table_need, t->ncells + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->ncells; i++) measure_cell(b, &t->cells[i], &needs[i]);
    for (size_t i = 0; i < t->ncells; i++) if (t->cells[i].colspan == 1) make_room(b, &t->cells[i], &needs[i]);
    sum_needs(b, needs);
    if (!given) narrow_if_tight(b, needs);
    turn_if_wide(b);
    t->widths = ARENA_ARRAY(a, mpt, t->columns);
    for (size_t i = 0; i < t->ncells; i++) if (t->cells[i].colspan == 1) needs[n++] = needs[i];
    if (!table_share(given ? given : b->least, given ? given : b->most, t->columns, t->width, t->widths) && !given)
        tell_wide(b);
    else if (!given)
        table_level(needs, n, b->least, t->columns, pads(t->of), t->widths);
}

/* --- cells */

static void place_cells(builder *b)
{
    table *t = b->t;
    for (size_t i = 0; i < t->ncells; i++) {
        table_cell *c = &t->cells[i];
        mpt before = 0;
        for (size_t k = 0; k < c->column; k++) before += t->widths[k];
        for (size_t k = 0; k < c->colspan; k++) c->width += t->widths[c->column + k];
        c->x = t->rtl ? t->left + t->width - before - c->width : t->left + before;
    }
}

static bool is_header(const table *t, const table_cell *c)
{
    return c->row < t->header_rows || (c->of && c->of->header) || (t->of->row_headers && c->column == 0);
}

static void make_cell_element(builder *b, table_cell *c, tag *row)
{
    if (!row) return;
    bool header = is_header(b->t, c);
    tag *e = c->element = tag_new(b->g->keep, row, header ? TAG_TH : TAG_TD);
    if (header) e->scope = (uint8_t)(c->row < b->t->header_rows ? SCOPE_COLUMN : SCOPE_ROW);
    if (c->rowspan > 1) e->rowspan = (uint16_t)c->rowspan;
    if (c->colspan > 1) e->colspan = (uint16_t)c->colspan;
    if (c->of) e->at = c->of->at;
}

static void set_cell(builder *b, table_cell *c)
{
    const flow_style *s = &b->t->of->cell_style;
    galley g = galley_new(b->g->s, b->g->a, b->g->keep);
    galley_room r = { c->x + (b->t->rtl ? s->pad_end : s->pad_start), c->width - pads(b->t->of), b->room.lang,
                      c->element };
    g.ready = c->ready;
    g.decimals = b->decimals[c->column];
    if (c->of) galley_blocks(&g, c->of->first, r);
    galley_finish(&g);
    c->list = g.out;
    c->height = piece_rest(&c->list) + s->pad_top + s->pad_bottom;
}

/* --- what goes on from another page */

static void add_again_run(builder *b, flow *f, const flow_run *from, str text)
{
    flow_run *r = flow_add_run(b->g->a, f, text, from->font);
    r->lang = from->lang;
    r->at = from->at;
}

/* The first paragraph of a cell, or nothing of it, and the word for it. Empty when there is no paragraph or no word, or
 * when the column is too narrow for it. */
static piece_list set_again(builder *b, const table_cell *c, bool text)
{
    const flow *of = c->of ? c->of->first : NULL;
    str word = b->g->s->book->again_word;
    galley g = galley_new(b->g->s, b->g->a, b->g->keep);
    if (!of || of->kind != FLOW_TEXT || !of->runs || word.n == 0) return g.out;
    flow *f = flow_new(b->g->a, FLOW_TEXT);
    f->style = of->style;
    f->lang = of->lang;
    f->at = of->at;
    for (const flow_run *r = of->runs; text && r; r = r->next)
        if (!r->note) add_again_run(b, f, r, r->text);
    if (text) word = arena_fmt(b->g->a, " %.*s", STR_ARG(word));
    add_again_run(b, f, of->last_run, word);
    f->last_run->lang = b->g->s->book->lang;       /* of the word, whatever that of the cell */
    galley_room r = { c->x + (b->t->rtl ? b->t->of->cell_style.pad_end : b->t->of->cell_style.pad_start),
                      c->width - pads(b->t->of), b->room.lang, NULL };
    mpt least, most;
    para_measure(para_new(b->g->s, b->g->a, f, r.lang), &least, &most);
    if (least > r.width) return g.out;
    galley_block(&g, f, r);
    galley_finish(&g);
    return g.out;
}

/* All but a quarter of a page is for what is said for the first time. */
static void say_again(builder *b, table_cell *c)
{
    const flow_style *s = &b->t->of->cell_style;
    piece_list again = set_again(b, c, true);
    mpt height = piece_rest(&again) + s->pad_top + s->pad_bottom;
    if (again.n == 0 || (c->rowspan == 1 && height > galley_page_height(&b->g->s->book->page, b->turned) / 4)) return;
    c->again = again;
    c->again_height = height;
}

/* Cells over several rows, and the first one of each row that pages may cut; the heights of rows are known. */
static void make_again(builder *b)
{
    table *t = b->t;
    mpt half = galley_page_height(&b->g->s->book->page, b->turned) / 2;
    for (size_t i = 0; i < t->ntall; i++)
        if (t->tall[i]->row >= t->header_rows) say_again(b, t->tall[i]);
    for (size_t r = t->header_rows; r < t->rows; r++) {
        table_cell *c = &t->cells[t->first[r]];
        if (t->whole[r] > half && t->first[r] < t->first[r + 1] && c->column == 0 && c->rowspan == 1) say_again(b, c);
    }
    size_t body = t->first[t->header_rows];
    if (body < t->ncells && t->cells[body].column == 0) t->again = set_again(b, &t->cells[body], false);
}

static void make_elements(builder *b, tag *element)
{
    table *t = b->t;
    tag *group = NULL, *row = NULL;
    for (size_t r = 0; r < t->rows; r++) {
        if (element && (r == 0 || r == t->header_rows))
            group = tag_new(b->g->keep, element, r < t->header_rows ? TAG_THEAD : TAG_TBODY);
        if (element) row = tag_new(b->g->keep, group, TAG_TR);
        for (size_t i = t->first[r]; i < t->first[r + 1]; i++) make_cell_element(b, &t->cells[i], row);
    }
}

static void find_heights(table *t)
{
    t->start = 0;
    for (size_t r = 0; r < t->rows; r++) {
        t->whole[r] = table_row_height(t, r);
        if (r < t->header_rows) t->header += t->whole[r];
    }
    memcpy(t->h, t->whole, t->rows * sizeof *t->h);
}

/* --- the block */

/* The notes that cells call are the row's: a cell is filled without a thought for the foot of the page. */
static piece_note *take_notes(table *t, size_t row)
{
    piece_note *first = NULL, **end = &first;
    for (size_t i = t->first[row]; i < t->first[row + 1]; i++) {
        *end = piece_take_notes(&t->cells[i].list);
        while (*end) end = &(*end)->next;
    }
    return first;
}

/* Rows after which a page would cut what a cell beside them says: a cell over several rows begins where its text fits,
 * unless it is a long one. */
static bool *find_begun(const builder *b)
{
    enum { MOST_ROWS = 8 };
    const table *t = b->t;
    bool *begun = ARENA_ARRAY(b->g->a, bool, t->rows);
    for (size_t i = 0; i < t->ntall; i++) {
        const table_cell *c = t->tall[i];
        mpt sum = 0;
        for (size_t k = 0; k + 1 < c->rowspan && k < MOST_ROWS && (sum += t->whole[c->row + k]) < c->height; k++)
            begun[c->row + k] = true;
    }
    return begun;
}

static void add_rows(builder *b)
{
    table *t = b->t;
    const bool *begun = find_begun(b);
    for (size_t r = 0; r < t->rows; r++) {
        bool alone = r == t->header_rows && table_row_is_low(t, r);
        bool last = r + 2 == t->rows && table_row_is_low(t, r + 1);
        bool keep = r < t->header_rows || (alone && r + 1 < t->rows) || last || begun[r];
        galley_add(b->g, (piece){ .kind = PIECE_ROW, .table = t, .row = r, .keep = keep, .notes = take_notes(t, r) });
    }
}

static void add_turned(galley *g, galley *apart)
{
    piece_list *list = ARENA_NEW(g->a, piece_list);
    galley_finish(apart);
    *list = apart->out;
    galley_add(g, (piece){ .kind = PIECE_TURNED, .turned = list });
}

void table_add(galley *g, const flow *f, galley_room r)
{
    const flow_table *of = f->table;
    if (!of || of->rows == 0 || of->columns == 0) return;
    tag *element = galley_element(g, f, r, TAG_TABLE);       /* before the language is the table's own */
    if (f->lang.n) r.lang = f->lang;
    table *t = ARENA_NEW(g->a, table);
    *t = (table){ .of = of,
                  .left = r.left,
                  .width = r.width,
                  .rows = of->rows,
                  .columns = of->columns,
                  .rtl = setter_rtl(g->s, r.lang) };
    t->header_rows = of->header_rows < t->rows ? of->header_rows : 0;   /* PDF/UA-1 7.2: a head needs a body */
    builder b = { .g = g, .f = f, .room = r, .t = t };
    galley apart = galley_new(g->s, g->a, g->keep);
    make_grid(&b);
    tie_rows(&b);
    if (f->turned && may_turn(g)) turn(&b);
    find_widths(&b);
    place_cells(&b);
    if (b.turned) b.g = &apart;
    galley_caption(b.g, f, b.room, element, true);
    make_elements(&b, element);
    for (size_t i = 0; i < t->ncells; i++) set_cell(&b, &t->cells[i]);
    find_heights(t);
    make_again(&b);
    g->s->crowded = false;
    add_rows(&b);
    if (b.turned) add_turned(g, &apart);
}
