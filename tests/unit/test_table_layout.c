/* Tables on pages: where columns stand, and what happens when a page ends. */
#include "book.h"
#include "type/table_width.h"

/* A table of rows × columns in a book, its cells given one by one. */
typedef struct grid { book k; flow *block; flow_table *t; } grid;

static flow *put_table(book *k, flow *into, size_t rows, size_t columns, size_t header_rows)
{
    flow *f = put_block(k, into, FLOW_TABLE, TAG_TABLE);
    flow_table *t = f->table = ARENA_NEW(k->a, flow_table);
    *t = (flow_table){ .rows = rows,
                       .columns = columns,
                       .header_rows = header_rows,
                       .rule = 0x808080,
                       .zebra = COLOR_NONE,
                       .header_background = 0xEEEEEE,
                       .rule_width = PT(1) / 2 };
    t->cells = ARENA_ARRAY(k->a, flow_cell, rows * columns + 1);
    t->cell_style = (flow_style){ .leading = LINE,
                                  .pad_start = PT(4),
                                  .pad_end = PT(4),
                                  .pad_top = PT(2),
                                  .pad_bottom = PT(2),
                                  .background = COLOR_NONE,
                                  .bar = COLOR_NONE,
                                  .border = COLOR_NONE };
    return f;
}

static grid grid_of(const char *lang, bool rtl, size_t rows, size_t columns, size_t header_rows)
{
    grid g = { .k = book_of(lang, rtl) };
    g.block = put_table(&g.k, NULL, rows, columns, header_rows);
    g.t = g.block->table;
    return g;
}

static flow_cell *put_cell(book *k, flow_table *t, size_t row, size_t column, const char *text)
{
    flow_cell *c = &t->cells[t->ncells++];
    *c = (flow_cell){ .row = (uint16_t)row, .column = (uint16_t)column, .rowspan = 1, .colspan = 1 };
    if (!text) return c;
    c->first = c->last = flow_new(k->a, FLOW_TEXT);
    c->first->tag = TAG_P;
    c->first->style.leading = LINE;
    put_run(k, c->first, text);
    return c;
}

static flow_cell *cell(grid *g, size_t row, size_t column, const char *text)
{
    return put_cell(&g->k, g->t, row, column, text);
}

/* "R-C" in all cells, or "RR-C…" with a tail. */
static void fill(grid *g, const char *tail)
{
    for (size_t r = 0; r < g->t->rows; r++)
        for (size_t c = 0; c < g->t->columns; c++) cell(g, r, c, arena_fmt(g->k.a, "%zu-%zu%s", r, c, tail).p);
}

static mpt x_of(const grid *g, const char *text) { return find(&g->k, text).item->x; }
static mpt y_of(const grid *g, const char *text) { return find(&g->k, text).item->y; }

/* Nothing stands beyond the margins. */
static void check_margins(const grid *g)
{
    for (size_t p = 0; p < g->k.out->npages; p++)
        for (size_t i = 0; i < g->k.out->pages[p].nitems; i++) {
            const frame_item *it = &g->k.out->pages[p].items[i];
            assert_true(it->x >= MARGIN && it->x + it->w <= MARGIN + COLUMN);
            assert_true(it->y >= MARGIN - PT(1) && it->y <= top_of_text(&g->k) + PT(1));
        }
}

/* --- widths of columns */

static void test_share_gives_out_the_whole_width(void **state)
{
    (void)state;
    static const mpt least[3] = { 1000, 2000, 3001 };
    static const mpt most[3] = { 1500, 20000, 90001 };
    for (mpt width = 6001; width < 200000; width += 4999) {
        mpt w[3];
        assert_true(table_share(least, most, 3, width, w));
        assert_int_equal(w[0] + w[1] + w[2], width);
        for (int i = 0; i < 3; i++) assert_true(w[i] >= least[i]);
        if (width < 111502) for (int i = 0; i < 3; i++) assert_true(w[i] <= most[i]);
    }
}

static void test_share_of_too_little_scales_down(void **state)
{
    (void)state;
    mpt w[2];
    assert_false(table_share((const mpt[]){ 3000, 1000 }, (const mpt[]){ 3000, 1000 }, 2, 400, w));
    assert_int_equal(w[0], 300);
    assert_int_equal(w[1], 100);
    assert_false(table_share((const mpt[]){ 3000, 1000 }, (const mpt[]){ 3000, 1000 }, 2, 0, w));
    assert_int_equal(w[0] + w[1], 0);
    assert_true(table_share((const mpt[]){ 0, 0 }, (const mpt[]){ 0, 0 }, 2, 401, w));
    assert_int_equal(w[0] + w[1], 401);
}

static void test_columns_stand_below_each_other_in_equal_places(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 4, 3, 1);
    fill(&g, "");
    book_set(&g.k);
    for (int c = 0; c < 3; c++)
        for (int r = 1; r < 4; r++) {
            const char *here = arena_fmt(g.k.a, "%d-%d", r, c).p;
            assert_int_equal(x_of(&g, here), x_of(&g, arena_fmt(g.k.a, "0-%d", c).p));
            assert_true(y_of(&g, here) < y_of(&g, arena_fmt(g.k.a, "%d-%d", r - 1, c).p));
            if (c) assert_int_equal(y_of(&g, here), y_of(&g, arena_fmt(g.k.a, "%d-0", r).p));
            if (c) assert_true(x_of(&g, here) > x_of(&g, arena_fmt(g.k.a, "%d-%d", r, c - 1).p));
        }
    check_margins(&g);
    book_drop(&g.k);
}

static void test_column_of_long_texts_is_the_widest(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 3, 0);
    cell(&g, 0, 0, "un");
    cell(&g, 0, 1, "deux, dont le texte est bien plus long que celui des deux autres et prend plusieurs lignes");
    cell(&g, 0, 2, "trois");
    book_set(&g.k);
    mpt first = x_of(&g, "deux") - x_of(&g, "un"), second = x_of(&g, "trois") - x_of(&g, "deux");
    assert_true(second > 2 * first);
    assert_true(find(&g.k, "trois").item->x + find(&g.k, "trois").item->w <= MARGIN + COLUMN - PT(4));
    check_margins(&g);
    book_drop(&g.k);
}

static void test_no_word_is_cut_for_a_column_that_could_be_wider(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 2, 0);
    cell(&g, 0, 0, "intercommunalités");
    cell(&g, 0, 1, words(&g.k, "mot", 80));
    book_set(&g.k);
    assert_true(str_eqz(find(&g.k, "inter").item->text, "intercommunalités"));
    assert_int_equal(g.k.out->npages > 1, true);
    assert_int_equal(reports(&g.k, B704) + reports(&g.k, B705), 0);
    book_drop(&g.k);
}

static void test_given_widths_are_kept_in_proportion(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 3, 0);
    fill(&g, "");
    g.t->widths = (mpt[]){ 1000, 2000, 1000 };
    book_set(&g.k);
    assert_int_equal(x_of(&g, "0-1") - x_of(&g, "0-0"), COLUMN / 4);
    assert_int_equal(x_of(&g, "0-2") - x_of(&g, "0-1"), COLUMN / 2);
    book_drop(&g.k);
}

static void test_table_too_wide_is_reported_once_and_drawn_all_the_same(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 12, 1);
    for (size_t r = 0; r < 2; r++) for (size_t c = 0; c < 12; c++) cell(&g, r, c, "intercommunalités");
    book_set(&g.k);
    assert_int_equal(reports(&g.k, B705), 1);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 12);
    book_drop(&g.k);
}

/* --- spans */

static void test_cell_over_columns_stands_over_them(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 3, 0);
    cell(&g, 0, 0, "seul");
    cell(&g, 0, 1, "une cellule sur deux colonnes")->colspan = 2;
    for (size_t c = 0; c < 3; c++) cell(&g, 1, c, arena_fmt(g.k.a, "col%zu", c).p);
    book_set(&g.k);
    assert_int_equal(x_of(&g, "une cellule"), x_of(&g, "col1"));
    const tag *t = find(&g.k, "une cellule").item->tag;
    while (t->type != TAG_TD) t = t->parent;
    assert_int_equal(t->colspan, 2);
    assert_int_equal(count_tags(t->parent, TAG_TD), 2);
    check_margins(&g);
    book_drop(&g.k);
}

static void test_cell_over_rows_leaves_their_place(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 3, 2, 0);
    cell(&g, 0, 0, "haut")->rowspan = 2;
    cell(&g, 0, 1, "a1");
    cell(&g, 1, 1, "b1");
    cell(&g, 2, 0, "c0");
    cell(&g, 2, 1, "c1");
    book_set(&g.k);
    assert_int_equal(y_of(&g, "haut"), y_of(&g, "a1"));
    assert_int_equal(x_of(&g, "a1"), x_of(&g, "b1"));
    assert_int_equal(x_of(&g, "haut"), x_of(&g, "c0"));
    assert_true(y_of(&g, "b1") < y_of(&g, "haut") && y_of(&g, "c0") < y_of(&g, "b1"));
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 5);
    book_drop(&g.k);
}

/* Every row has all its columns, whatever the spans say: that is what PDF/UA asks. */
static void test_spans_that_lie_are_cut_to_the_grid(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 3, 3, 1);
    cell(&g, 0, 0, "a")->rowspan = 9;
    cell(&g, 0, 1, "b")->colspan = 9;
    cell(&g, 1, 0, "c")->colspan = 2;
    cell(&g, 1, 1, "caché");
    cell(&g, 1, 2, "d")->rowspan = 65535;
    cell(&g, 2, 0, "e")->colspan = 3;
    cell(&g, 7, 0, "hors de la grille");
    cell(&g, 0, 9, "hors aussi");
    book_set(&g.k);
    for (const tag *group = first_tag(g.k.out->tags, TAG_TABLE)->first; group; group = group->next)
        for (const tag *row = group->first; row; row = row->next) {
            size_t columns = 0;
            for (const tag *c = row->first; c; c = c->next) columns += c->colspan ? c->colspan : 1;
            assert_int_equal(columns, row->next || row->parent->type == TAG_THEAD || row == group->first ? 3 : 2);
        }
    assert_null(seek(&g.k, "hors", 0, false).item);
    check_margins(&g);
    book_drop(&g.k);
}

static void test_holes_are_filled_with_empty_cells(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 3, 0);
    cell(&g, 0, 1, "milieu");
    cell(&g, 1, 2, "bout");
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 6);
    assert_true(x_of(&g, "bout") > x_of(&g, "milieu"));
    book_drop(&g.k);
}

/* --- headers */

static void test_headers_say_what_they_head(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 3, 2, 1);
    fill(&g, "");
    g.t->row_headers = true;
    book_set(&g.k);
    const tag *table = first_tag(g.k.out->tags, TAG_TABLE), *head = table->first, *body = head->next;
    assert_int_equal(head->type, TAG_THEAD);
    assert_int_equal(body->type, TAG_TBODY);
    assert_null(body->next);
    for (const tag *c = head->first->first; c; c = c->next) {
        assert_int_equal(c->type, TAG_TH);
        assert_int_equal(c->scope, SCOPE_COLUMN);
    }
    for (const tag *row = body->first; row; row = row->next) {
        assert_int_equal(row->first->type, TAG_TH);
        assert_int_equal(row->first->scope, SCOPE_ROW);
        assert_int_equal(row->first->next->type, TAG_TD);
    }
    book_drop(&g.k);
}

static void test_header_is_repeated_for_the_eye_alone(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 30, 2, 1);
    fill(&g, "");
    g.t->cells[0].first->runs->text = S("Commune");
    book_set(&g.k);
    assert_true(g.k.out->npages >= 3);
    spot first = find(&g.k, "Commune");
    assert_int_equal(first.page, 0);
    assert_null(seek(&g.k, "Commune", 1, false).item);
    for (size_t p = 1; p < g.k.out->npages; p++) {
        spot again = seek(&g.k, "Commune", p, true);
        assert_int_equal(again.page, p);
        assert_int_equal(again.item->x, first.item->x);
        assert_int_equal(again.item->y, first.item->y);
        for (size_t i = 0; i < g.k.out->pages[p].nitems; i++) {
            const frame_item *it = &g.k.out->pages[p].items[i];
            if (it->tag) assert_true(it->y < again.item->y);
        }
    }
    assert_int_equal(count_tags(g.k.out->tags, TAG_TH), 2);
    check_margins(&g);
    book_drop(&g.k);
}

static void test_header_is_never_alone_at_the_foot_of_a_page(void **state)
{
    (void)state;
    for (size_t before = 0; before < PAGE_LINES; before++) {
        grid g = { .k = book_of("fr", false) };
        put_lines(&g.k, NULL, "ligne", before);
        g.block = put_table(&g.k, NULL, 6, 2, 1);
        g.t = g.block->table;
        g.block->caption = flow_new(g.k.a, FLOW_TEXT);
        g.block->caption->tag = TAG_CAPTION;
        put_run(&g.k, g.block->caption, "Légende");
        fill(&g, "");
        book_set(&g.k);
        assert_int_equal(page_of(&g.k, "Légende"), page_of(&g.k, "0-0"));
        assert_int_equal(page_of(&g.k, "0-0"), page_of(&g.k, "1-0"));
        assert_int_equal(page_of(&g.k, "1-0"), page_of(&g.k, "2-0"));       /* nor with one row */
        assert_int_equal(page_of(&g.k, "4-0"), page_of(&g.k, "5-0"));       /* nor is the last row alone */
        assert_true(y_of(&g, "Légende") > y_of(&g, "0-0"));
        assert_int_equal(first_tag(g.k.out->tags, TAG_TABLE)->first->type, TAG_CAPTION);
        book_drop(&g.k);
    }
}

static void test_table_of_headers_alone_has_a_body(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 2, 2);
    fill(&g, "");
    book_set(&g.k);
    assert_null(first_tag(g.k.out->tags, TAG_THEAD));
    assert_int_equal(first_tag(g.k.out->tags, TAG_TABLE)->first->type, TAG_TBODY);
    book_drop(&g.k);
}

static void test_header_higher_than_the_page_ends_all_the_same(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 3, 1, 1);
    cell(&g, 0, 0, words(&g.k, "titre", 120));
    cell(&g, 1, 0, "un");
    cell(&g, 2, 0, "deux");
    book_set(&g.k);
    assert_true(page_of(&g.k, "deux") >= page_of(&g.k, "un"));
    assert_true(g.k.out->npages < 10);
    book_drop(&g.k);
}

/* --- pages */

static void test_row_that_fits_a_page_moves_there_whole(void **state)
{
    (void)state;
    grid g = { .k = book_of("fr", false) };
    put_lines(&g.k, NULL, "ligne", PAGE_LINES - 2);
    g.block = put_table(&g.k, NULL, 1, 2, 0);
    g.t = g.block->table;
    cell(&g, 0, 0, "un\ndeux");
    cell(&g, 0, 1, "a\nb\nc");
    book_set(&g.k);
    assert_int_equal(page_of(&g.k, "un"), 1);
    assert_int_equal(page_of(&g.k, "c"), 1);
    book_drop(&g.k);
}

static void test_long_cell_goes_on_over_pages_as_one_element(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 2, 1);
    const char *text = words(&g.k, "mot", 300);
    cell(&g, 0, 0, "Titre");
    cell(&g, 0, 1, "Texte");
    cell(&g, 1, 0, "court");
    cell(&g, 1, 1, text);
    book_set(&g.k);
    assert_true(g.k.out->npages >= 3);
    assert_int_equal(page_of(&g.k, "mot0 "), 0);
    assert_int_equal(page_of(&g.k, "mot299"), g.k.out->npages - 1);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 2);
    assert_true(str_eqz(told(&g.k, find(&g.k, "mot0 ").item->tag), text));
    assert_null(seek(&g.k, "court", 1, false).item);
    assert_int_equal(seek(&g.k, "Texte", 1, true).page, 1);
    check_margins(&g);
    book_drop(&g.k);
}

static void test_cell_over_rows_goes_on_over_pages(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 21, 2, 1);
    const char *text = words(&g.k, "mot", 60);
    cell(&g, 0, 0, "A");
    cell(&g, 0, 1, "B");
    cell(&g, 1, 0, text)->rowspan = 20;
    for (size_t r = 1; r < 21; r++) cell(&g, r, 1, arena_fmt(g.k.a, "rang%02zu", r).p);
    book_set(&g.k);
    assert_true(g.k.out->npages >= 2);
    assert_true(str_eqz(told(&g.k, find(&g.k, "mot0 ").item->tag), text));
    for (size_t r = 2; r < 21; r++) {
        spot a = find(&g.k, arena_fmt(g.k.a, "rang%02zu", r - 1).p), b = find(&g.k, arena_fmt(g.k.a, "rang%02zu", r).p);
        assert_true(b.page > a.page || b.item->y < a.item->y);
    }
    check_margins(&g);
    book_drop(&g.k);
}

static void test_every_row_of_a_huge_table_is_there_in_order(void **state)
{
    (void)state;
    enum { ROWS = 3000 };
    grid g = grid_of("fr", false, ROWS, 4, 1);
    fill(&g, "");
    g.t->zebra = 0xF4F4F4;
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TR), ROWS);
    size_t seen = 0;
    mpt y = 0;
    for (size_t p = 0; p < g.k.out->npages; p++) {
        y = INT32_MAX;
        for (size_t i = 0; i < g.k.out->pages[p].nitems; i++) {
            const frame_item *it = &g.k.out->pages[p].items[i];
            if (!it->tag || !str_ends(it->text, S("-0"))) continue;
            assert_true(str_eq(it->text, arena_fmt(g.k.a, "%zu-0", seen++)));
            assert_true(it->y < y);
            y = it->y;
        }
    }
    assert_int_equal(seen, ROWS);
    book_drop(&g.k);
}

/* --- directions, colours, decimals */

static void test_arabic_table_is_mirrored(void **state)
{
    (void)state;
    static const char *const words_of_cells[2][3] = { { "age", "bus", "cas" }, { "dos", "eau", "fin" } };
    grid fr = grid_of("fr", false, 2, 3, 1), ar = grid_of("ar", true, 2, 3, 1);
    for (int i = 0; i < 2; i++) {
        grid *g = i ? &ar : &fr;
        for (size_t r = 0; r < 2; r++)
            for (size_t c = 0; c < 3; c++) cell(g, r, c, words_of_cells[r][c]);
        g->t->widths = (mpt[]){ 3000, 1000, 2000 };
        book_set(&g->k);
        check_margins(g);
    }
    for (int c = 0; c < 3; c++) {
        const char *text = words_of_cells[1][c];
        mpt left = find(&fr.k, text).item->x - MARGIN;
        const frame_item *it = find(&ar.k, text).item;
        assert_in_range(MARGIN + COLUMN - it->x - it->w, left - 1, left + 1);
    }
    book_drop(&fr.k);
    book_drop(&ar.k);
}

static void test_arabic_table_in_a_french_book_is_mirrored_too(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 2, 0);
    cell(&g, 0, 0, "سلام");
    cell(&g, 0, 1, "بيت");
    g.block->lang = S("ar");
    book_set(&g.k);
    assert_true(x_of(&g, "سلام") > x_of(&g, "بيت"));
    assert_true(str_eqz(tag_lang(first_tag(g.k.out->tags, TAG_TABLE)), "ar"));
    book_drop(&g.k);
}

static void test_cell_over_many_rows_says_on_each_page_that_it_goes_on(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 30, 2, 0);
    g.k.flow->again_word = S("(suite)");
    cell(&g, 0, 0, "parent")->rowspan = 30;
    for (size_t r = 0; r < 30; r++) cell(&g, r, 1, arena_fmt(g.k.a, "ligne%zu", r).p);
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 31);           /* one element, however often it is shown */
    assert_null(seek(&g.k, "suite", 0, false).item);
    for (size_t p = 1; p < g.k.out->npages; p++) {
        assert_int_equal(seek(&g.k, "parent", p, true).page, p);
        assert_int_equal(seek(&g.k, "suite", p, true).page, p);
    }
    assert_true(g.k.out->npages > 2);
    assert_int_equal(seek(&g.k, "suite", 0, true).page, 1);
    book_drop(&g.k);
}

static void test_row_cut_by_a_page_says_that_it_goes_on(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 2, 0);
    static mpt widths[] = { PT(80), PT(180) };
    g.k.flow->again_word = S("(suite)");
    g.t->widths = widths;
    cell(&g, 0, 0, "nom");
    cell(&g, 0, 1, words(&g.k, "mot", 200));
    book_set(&g.k);
    assert_true(g.k.out->npages > 1);
    assert_int_equal(seek(&g.k, "suite", 0, true).page, 1);
    assert_int_equal(seek(&g.k, "nom", 1, true).page, 1);
    book_drop(&g.k);
}

/* What would take more than a quarter of each page is not said again: the word alone stands there. */
static void test_row_cut_by_a_page_does_not_say_much_again(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 2, 0);
    static mpt widths[] = { PT(80), PT(180) };
    g.k.flow->again_word = S("(suite)");
    g.t->widths = widths;
    cell(&g, 0, 0, words(&g.k, "nom", 40));
    cell(&g, 0, 1, words(&g.k, "mot", 600));
    book_set(&g.k);
    size_t last = g.k.out->npages - 1;
    assert_true(last > 1);
    assert_int_equal(seek(&g.k, "suite", last, true).page, last);
    assert_null(seek(&g.k, "nom", last, true).item);
    book_drop(&g.k);
}

static void test_column_too_narrow_for_the_word_goes_without(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 30, 2, 0);
    static mpt widths[] = { PT(15), PT(245) };
    g.k.flow->again_word = S("(suite)");
    g.t->widths = widths;
    cell(&g, 0, 0, "a")->rowspan = 30;
    for (size_t r = 0; r < 30; r++) cell(&g, r, 1, "b");
    book_set(&g.k);
    assert_null(seek(&g.k, "suite", 0, true).item);
    assert_int_equal(reports(&g.k, B704), 0);
    book_drop(&g.k);
}

/* A table on its side has pages of its own, in its place among the others; its head is said again on each. */
static void test_turned_table_has_pages_that_lie_on_their_side(void **state)
{
    (void)state;
    enum { ROWS = 40 };
    book k = book_of("fr", false);
    k.flow->page.height = 2 * k.flow->page.width;
    put_text(&k, NULL, "avant");
    grid g = { .k = k };
    g.block = put_table(&g.k, NULL, ROWS, 2, 1);
    g.t = g.block->table;
    g.block->turned = true;
    fill(&g, ".");
    put_text(&g.k, NULL, "après");
    book_set(&g.k);
    size_t first = page_of(&g.k, "1-0."), last = page_of(&g.k, "39-1.");
    assert_true(page_of(&g.k, "avant") < first && first < last && last < page_of(&g.k, "après"));
    for (size_t p = 0; p < g.k.out->npages; p++) {
        bool turned = p >= first && p <= last;
        assert_int_equal(g.k.out->pages[p].width, turned ? g.k.flow->page.height : g.k.flow->page.width);
        assert_int_equal(g.k.out->pages[p].height, turned ? g.k.flow->page.width : g.k.flow->page.height);
        if (p > first && turned) assert_int_equal(seek(&g.k, "0-0.", p, true).page, p);
    }
    assert_int_equal(count_tags(g.k.out->tags, TAG_TABLE), 1);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TR), ROWS);
    book_drop(&g.k);
}

static void test_table_too_wide_turns_itself_when_that_helps(void **state)
{
    (void)state;
    for (size_t columns = 3; columns <= 12; columns += 3) {
        grid g = grid_of("fr", false, 3, columns, 1);
        g.k.flow->page.height = 2 * g.k.flow->page.width;
        fill(&g, "insécable");
        book_set(&g.k);
        bool turned = g.k.out->pages[page_of(&g.k, "1-0")].width > g.k.flow->page.width;
        assert_int_equal(turned, columns > 3);
        assert_int_equal(reports(&g.k, B705) > 0, columns > 6);
        book_drop(&g.k);
    }
}

/* A cell over rows begins where its text fits beside them. */
static void test_page_does_not_end_within_what_a_tall_cell_says(void **state)
{
    (void)state;
    for (size_t before = 0; before < PAGE_LINES; before++) {
        book k = book_of("fr", false);
        put_lines(&k, NULL, "ligne", before);
        grid g = { .k = k };
        g.block = put_table(&g.k, NULL, 6, 2, 0);
        g.t = g.block->table;
        g.t->widths = (mpt[]){ PT(60), PT(200) };
        cell(&g, 0, 0, "alpha bravo charlie delta écho")->rowspan = 6;
        for (size_t r = 0; r < 6; r++) cell(&g, r, 1, arena_fmt(k.a, "rang%zu", r).p);
        book_set(&g.k);
        assert_int_equal(page_of(&g.k, "alpha"), page_of(&g.k, "écho"));
        book_drop(&g.k);
    }
}

static void test_every_second_row_is_shaded_behind_its_text(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 5, 2, 1);
    fill(&g, "");
    g.t->zebra = 0xF4F4F4;
    book_set(&g.k);
    size_t shaded = 0, heads = 0;
    const frame_page *p = &g.k.out->pages[0];
    for (size_t i = 0; i < p->nitems; i++) {
        const frame_item *it = &p->items[i];
        if (it->artifact != ARTIFACT_BACKGROUND) continue;
        shaded += it->fill == 0xF4F4F4;
        heads += it->fill == 0xEEEEEE;
        assert_int_equal(it->w, COLUMN);
        for (size_t k = 0; k < i; k++) assert_null(p->items[k].tag);        /* below all text */
    }
    assert_int_equal(heads, 1);
    assert_int_equal(shaded, 2);
    book_drop(&g.k);
}

static mpt end_of_whole_part(const grid *g, const char *text)
{
    const frame_item *it = find(&g->k, text).item;
    size_t comma = str_find(it->text, ',');
    for (size_t i = 0; i < it->nglyphs; i++) if (it->glyphs[i].cluster == comma) return it->x + it->glyphs[i].x;
    return it->x + it->w;
}

static void test_numbers_of_a_column_are_set_at_their_commas(void **state)
{
    (void)state;
    static const char *const numbers[] = { "1234,5", "7,25", "12", "0,125" };
    grid g = grid_of("fr", false, 4, 2, 0);
    for (size_t r = 0; r < 4; r++) {
        cell(&g, r, 0, "ligne");
        cell(&g, r, 1, numbers[r])->first->style.align = FLOW_DECIMAL;
    }
    book_set(&g.k);
    for (size_t r = 1; r < 4; r++)
        assert_in_range(end_of_whole_part(&g, numbers[r]), end_of_whole_part(&g, numbers[0]) - 10,
                        end_of_whole_part(&g, numbers[0]) + 10);
    check_margins(&g);
    book_drop(&g.k);
}

/* --- cells of other blocks */

static void test_table_within_a_cell(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 2, 0);
    cell(&g, 0, 0, "dehors");
    flow_cell *c = cell(&g, 0, 1, NULL);
    flow *inner = put_table(&g.k, NULL, 2, 2, 0);
    g.k.flow->chapters[0].last = g.block;                      /* in the cell, not in the book */
    g.block->next = NULL;
    c->first = c->last = inner;
    for (size_t r = 0; r < 2; r++)
        for (size_t k = 0; k < 2; k++) put_cell(&g.k, inner->table, r, k, arena_fmt(g.k.a, "%zu.%zu", r, k).p);
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TABLE), 2);
    assert_true(x_of(&g, "0.0") > x_of(&g, "dehors") && x_of(&g, "0.1") > x_of(&g, "0.0"));
    check_margins(&g);
    book_drop(&g.k);
}

/* Long tables within cells, five deep: what counts is that it ends and that no word is lost. */
static void test_tables_within_tables_end(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 1, 1, 0);
    flow_table *t = g.t;
    for (int depth = 0; depth < 5; depth++) {
        flow_cell *c = put_cell(&g.k, t, 0, 0, "avant");
        flow *inner = put_table(&g.k, c->first, 1, 1, 0);
        c->first->last = c->first->first = NULL;
        c->first->next = c->last = inner;
        t = inner->table;
    }
    put_cell(&g.k, t, 0, 0, words(&g.k, "fond", 200));
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TABLE), 6);
    assert_true(str_eqz(told(&g.k, find(&g.k, "fond0 ").item->tag), words(&g.k, "fond", 200)));
    book_drop(&g.k);
}

/* --- what is wrong */

static void test_table_without_rows_or_columns_leaves_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        grid g = grid_of("fr", false, i == 1, i == 2, 0);
        if (i == 0) g.block->table = NULL;
        put_text(&g.k, NULL, "suite");
        book_set(&g.k);
        assert_null(first_tag(g.k.out->tags, TAG_TABLE));
        assert_int_equal(page_of(&g.k, "suite"), 0);
        book_drop(&g.k);
    }
}

static void test_table_without_cells_is_a_grid_of_empty_ones(void **state)
{
    (void)state;
    grid g = grid_of("fr", false, 2, 3, 1);
    book_set(&g.k);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TH), 3);
    assert_int_equal(count_tags(g.k.out->tags, TAG_TD), 3);
    assert_int_equal(g.k.out->npages, 1);
    book_drop(&g.k);
}

static void test_page_too_small_for_its_table_still_ends(void **state)
{
    (void)state;
    static const mpt sizes[][2] = { { 0, 0 }, { PT(10), PT(200) }, { PT(300), PT(10) }, { PT(45), PT(60) } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        grid g = grid_of("fr", false, 4, 3, 1);
        fill(&g, " intercommunalité");
        g.k.flow->page.width = sizes[i][0];
        g.k.flow->page.height = sizes[i][1];
        book_set(&g.k);
        assert_int_equal(count_tags(g.k.out->tags, TAG_TR), 4);
        const tag *last = first_tag(g.k.out->tags, TAG_TABLE)->last->last->last;
        assert_true(str_eqz(told(&g.k, last), "3-2 intercommunalité"));
        book_drop(&g.k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_share_gives_out_the_whole_width),
        cmocka_unit_test(test_share_of_too_little_scales_down),
        cmocka_unit_test(test_columns_stand_below_each_other_in_equal_places),
        cmocka_unit_test(test_column_of_long_texts_is_the_widest),
        cmocka_unit_test(test_no_word_is_cut_for_a_column_that_could_be_wider),
        cmocka_unit_test(test_given_widths_are_kept_in_proportion),
        cmocka_unit_test(test_table_too_wide_is_reported_once_and_drawn_all_the_same),
        cmocka_unit_test(test_cell_over_columns_stands_over_them),
        cmocka_unit_test(test_cell_over_rows_leaves_their_place),
        cmocka_unit_test(test_spans_that_lie_are_cut_to_the_grid),
        cmocka_unit_test(test_holes_are_filled_with_empty_cells),
        cmocka_unit_test(test_headers_say_what_they_head),
        cmocka_unit_test(test_header_is_repeated_for_the_eye_alone),
        cmocka_unit_test(test_header_is_never_alone_at_the_foot_of_a_page),
        cmocka_unit_test(test_table_of_headers_alone_has_a_body),
        cmocka_unit_test(test_header_higher_than_the_page_ends_all_the_same),
        cmocka_unit_test(test_row_that_fits_a_page_moves_there_whole),
        cmocka_unit_test(test_long_cell_goes_on_over_pages_as_one_element),
        cmocka_unit_test(test_cell_over_rows_goes_on_over_pages),
        cmocka_unit_test(test_every_row_of_a_huge_table_is_there_in_order),
        cmocka_unit_test(test_arabic_table_is_mirrored),
        cmocka_unit_test(test_arabic_table_in_a_french_book_is_mirrored_too),
        cmocka_unit_test(test_cell_over_many_rows_says_on_each_page_that_it_goes_on),
        cmocka_unit_test(test_row_cut_by_a_page_says_that_it_goes_on),
        cmocka_unit_test(test_row_cut_by_a_page_does_not_say_much_again),
        cmocka_unit_test(test_column_too_narrow_for_the_word_goes_without),
        cmocka_unit_test(test_turned_table_has_pages_that_lie_on_their_side),
        cmocka_unit_test(test_table_too_wide_turns_itself_when_that_helps),
        cmocka_unit_test(test_page_does_not_end_within_what_a_tall_cell_says),
        cmocka_unit_test(test_every_second_row_is_shaded_behind_its_text),
        cmocka_unit_test(test_numbers_of_a_column_are_set_at_their_commas),
        cmocka_unit_test(test_table_within_a_cell),
        cmocka_unit_test(test_tables_within_tables_end),
        cmocka_unit_test(test_table_without_rows_or_columns_leaves_nothing),
        cmocka_unit_test(test_table_without_cells_is_a_grid_of_empty_ones),
        cmocka_unit_test(test_page_too_small_for_its_table_still_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
