#include "base/utf8.h"
#include "odt/odt_priv.h"

/* What a table is made of while it is written: for each place of the grid the cell that covers it. */
typedef struct grid {
    const flow_table *t;
    const flow_cell **at;
    mpt *widths;
    mpt width;
    bool fills;                /* as wide as the column */
} grid;

/* --- widths of columns: by their words, since a program that opens the file works out none */

typedef struct measure { size_t word, line, longest_word, longest_line; } measure;

static void measure_text(measure *m, str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        m->line++;
        bool blank = c == ' ' || (c == 0xA0 && m->word == 0); /* a cell to write in has such spaces only */
        m->word = blank ? 0 : m->word + 1;
        if (c == '\n') m->word = m->line = 0;
        if (m->word > m->longest_word) m->longest_word = m->word;
        if (m->line > m->longest_line) m->longest_line = m->line;
    }
}

static void measure_blocks(measure *m, const flow *first)
{
    for (const flow *f = first; f; f = f->next) {
        m->word = m->line = f->label.n ? 3 : 0;
        for (const flow_run *r = f->runs; r; r = r->next) measure_text(m, r->text);
        m->word = m->line = 0;
        measure_blocks(m, f->first);
    }
}

/* Widths of letters: half of the size on the average, somewhat more for words that must not break. */
static mpt letters(mpt size, size_t n, int hundredths)
{
    return (mpt)((int64_t)size * (int64_t)(n > 400 ? 400 : n) * hundredths / 100);
}

static void measure_columns(odt_writer *w, grid *g, mpt *least, mpt *most)
{
    mpt size = w->b->looks.cell.font.size, pad = g->t->cell_style.pad_start + g->t->cell_style.pad_end + PT(1);
    for (size_t i = 0; i < g->t->ncells; i++) {
        const flow_cell *c = &g->t->cells[i];
        measure m = { 0 };
        if (c->colspan > 1 || c->column >= g->t->columns) continue;
        measure_blocks(&m, c->first);
        mpt word = letters(size, m.longest_word, c->header ? 66 : 60) + pad;
        mpt line = letters(size, m.longest_line, c->header ? 62 : 56) + pad;
        if (word > least[c->column]) least[c->column] = word;
        if (line > most[c->column]) most[c->column] = line;
    }
    for (size_t i = 0; i < g->t->columns; i++) {
        if (least[i] < pad + size) least[i] = pad + size;
        if (most[i] < least[i]) most[i] = least[i];
    }
}

static mpt sum(const mpt *v, size_t n)
{
    int64_t total = 0;
    for (size_t i = 0; i < n; i++) total += v[i];
    return (mpt)(total > INT32_MAX ? INT32_MAX : total);
}

static void choose_widths(odt_writer *w, grid *g, mpt room)
{
    size_t n = g->t->columns;
    mpt *least = ARENA_ARRAY(w->a, mpt, n), *most = ARENA_ARRAY(w->a, mpt, n);
    measure_columns(w, g, least, most);
    mpt narrow = sum(least, n), wide = sum(most, n);
    g->widths = ARENA_ARRAY(w->a, mpt, n);
    g->fills = wide > room * 8 / 10 || w->inside;
    g->width = g->fills ? room : wide;
    for (size_t i = 0; i < n; i++) {
        int64_t v = most[i];
        if (narrow >= g->width) v = (int64_t)least[i] * g->width / narrow;
        else if (wide > g->width) v = least[i] + (int64_t)(most[i] - least[i]) * (g->width - narrow) / (wide - narrow);
        else v = (int64_t)most[i] * g->width / wide;
        g->widths[i] = (mpt)v;
    }
}

/* --- styles */

static str table_style(odt_writer *w, const grid *g)
{
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    bool rtl = odt_rtl(w, w->lang);
    odt_open(&x, "style:table-properties");
    odt_attr_length(&x, "style:width", g->width);
    odt_attrz(&x, "table:align", g->fills ? "margins" : rtl ? "right" : "left");
    odt_attr_length(&x, "fo:margin-top", 0);
    odt_attr_length(&x, "fo:margin-bottom", w->b->looks.text.style.after);
    odt_attrz(&x, "table:border-model", "collapsing");
    odt_attrz(&x, "style:may-break-between-rows", "true");
    odt_attrz(&x, "style:writing-mode", rtl ? "rl-tb" : "lr-tb");
    if (w->master && w->master[0] == 0) odt_attrz(&x, "fo:break-before", "page");
    odt_close(&x);
    str more = w->master && w->master[0] ? arena_fmt(w->a, " style:master-page-name=\"%s\"", w->master) : S("");
    str name = odt_style(w, "table", "Grid", NULL, more.n ? more.p : NULL, buf_view(&inside));
    w->master = NULL;
    buf_free(&inside);
    return name;
}

static str column_style(odt_writer *w, mpt width)
{
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    odt_open(&x, "style:table-column-properties");
    odt_attr_length(&x, "style:column-width", width);
    odt_close(&x);
    str name = odt_style(w, "table-column", "Column", NULL, NULL, buf_view(&inside));
    buf_free(&inside);
    return name;
}

static str row_style(odt_writer *w)
{
    return odt_style(w, "table-row", "Row", NULL, NULL,
                     S("<style:table-row-properties fo:keep-together=\"always\"/>"));
}

static str cell_style(odt_writer *w, const flow_table *t, const flow_cell *c)
{
    buf inside = { 0 };
    odt_xml x = { .out = &inside, .a = w->a };
    const flow_style *s = &t->cell_style;
    bool rtl = odt_rtl(w, w->lang), band = c->row >= t->header_rows && (c->row - t->header_rows) % 2 == 1;
    uint32_t ground = c->row < t->header_rows ? t->header_background : band ? t->zebra : COLOR_NONE;
    odt_open(&x, "style:table-cell-properties");
    odt_attr_color(&x, "fo:background-color", ground);
    odt_attr_length(&x, rtl ? "fo:padding-right" : "fo:padding-left", s->pad_start);
    odt_attr_length(&x, rtl ? "fo:padding-left" : "fo:padding-right", s->pad_end);
    odt_attr_length(&x, "fo:padding-top", s->pad_top);
    odt_attr_length(&x, "fo:padding-bottom", s->pad_bottom);
    odt_attrz(&x, "fo:border-left", "none");
    odt_attrz(&x, "fo:border-right", "none");
    str line = arena_fmt(w->a, "0.5pt solid #%06x", (unsigned)t->rule);
    if (t->rule == COLOR_NONE) line = S("none");
    if (c->row == 0) odt_attr(&x, "fo:border-top", line);
    else odt_attrz(&x, "fo:border-top", "none");
    odt_attr(&x, "fo:border-bottom", line);
    odt_close(&x);
    str name = odt_style(w, "table-cell", "Cell", NULL, NULL, buf_view(&inside));
    buf_free(&inside);
    return name;
}

/* --- cells */

static void cell(odt_writer *w, const grid *g, const flow_cell *c, size_t rows)
{
    const flow_table *t = g->t;
    size_t tall = c->row + c->rowspan > rows ? rows - c->row : c->rowspan;
    mpt room = w->room;
    const char *style = c->header ? "Table_20_Heading" : "Table_20_Contents";
    odt_open(&w->x, "table:table-cell");
    odt_attr(&w->x, "table:style-name", cell_style(w, t, c));
    odt_attrz(&w->x, "office:value-type", "string");
    if (c->colspan > 1) odt_attr_int(&w->x, "table:number-columns-spanned", c->colspan);
    if (tall > 1) odt_attr_int(&w->x, "table:number-rows-spanned", (long long)tall);
    w->room = sum(g->widths + c->column, c->colspan ? c->colspan : 1) - t->cell_style.pad_start - t->cell_style.pad_end;
    w->style = style;
    size_t before = w->x.out->n;
    if (c->first) odt_blocks(w, c->first);
    if (w->x.out->n == before) odt_line_of(w, style, S(""));
    w->room = room;
    odt_close(&w->x);
}

static void row(odt_writer *w, const grid *g, size_t r, size_t rows)
{
    odt_open(&w->x, "table:table-row");
    odt_attr(&w->x, "table:style-name", row_style(w));
    for (size_t i = 0; i < g->t->columns; i++) {
        const flow_cell *c = g->at[r * g->t->columns + i];
        if (c && c->row == r && c->column == i) {
            cell(w, g, c, rows);
        } else {
            odt_open(&w->x, c ? "table:covered-table-cell" : "table:table-cell");
            if (!c) odt_line_of(w, "Table_20_Contents", S(""));
            odt_close(&w->x);
        }
    }
    odt_close(&w->x);
}

/* A cell that spans rows ends with the header, or with the table. */
static void lay_out(odt_writer *w, grid *g)
{
    const flow_table *t = g->t;
    g->at = ARENA_ARRAY(w->a, const flow_cell *, t->rows * t->columns + 1);
    for (size_t i = 0; i < t->ncells; i++) {
        const flow_cell *c = &t->cells[i];
        size_t last = c->row < t->header_rows ? t->header_rows : t->rows;
        for (size_t r = c->row; r < last && r < (size_t)c->row + c->rowspan; r++)
            for (size_t k = c->column; k < t->columns && k < (size_t)c->column + c->colspan; k++)
                g->at[r * t->columns + k] = c;
    }
}

static void rows(odt_writer *w, const grid *g)
{
    const flow_table *t = g->t;
    size_t r = 0;
    if (t->header_rows && t->header_rows < t->rows) {
        odt_open(&w->x, "table:table-header-rows");
        for (; r < t->header_rows; r++) row(w, g, r, t->header_rows);
        odt_close(&w->x);
    }
    for (; r < t->rows; r++) row(w, g, r, t->rows);
}

static void put_table(odt_writer *w, const flow *f, grid *g)
{
    odt_writer outside = *w;
    str name = table_style(w, g);
    odt_open(&w->x, "table:table");
    odt_attr(&w->x, "table:name", arena_fmt(w->a, "Table%u", ++w->counts['t']));
    odt_attr(&w->x, "table:style-name", name);
    if (f->list != LIST_NONE && f->title.n) odt_leaf(&w->x, "table:title", f->title);
    for (size_t i = 0; i < g->t->columns; i++) {
        odt_open(&w->x, "table:table-column");
        odt_attr(&w->x, "table:style-name", column_style(w, g->widths[i]));
        odt_close(&w->x);
    }
    w->inside = true;
    w->depth = 0;
    w->figures = false;
    w->title_style = NULL;
    rows(w, g);
    w->style = outside.style;
    w->inside = outside.inside;
    w->depth = outside.depth;
    w->figures = outside.figures;
    w->title_style = outside.title_style;
    odt_close(&w->x);
}

/* On a page that lies on its side the column is as wide as the page's column is high. */
static mpt room_of(const odt_writer *w, const flow *f)
{
    const flow_page *p = &w->b->page;
    return f->turned ? p->height - p->top - p->bottom : w->room;
}

void odt_table(odt_writer *w, const flow *f)
{
    grid g = { .t = f->table };
    str outside = w->lang;
    bool turned = f->turned && !w->inside;
    if (turned) w->master = "Landscape";
    if (f->lang.n) w->lang = f->lang;
    if (f->caption) odt_caption(w, f, "Table");
    lay_out(w, &g);
    choose_widths(w, &g, turned ? room_of(w, f) : w->room);
    put_table(w, f, &g);
    w->lang = outside;
    if (turned) w->master = "Standard";
}
