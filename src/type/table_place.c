#include "type/place.h"

/* Rows from..to of a table on this page, the last one perhaps only in part; heights are t->h, that of the part too. */
typedef struct part { pager *p; table *t; size_t from, to; bool cut; mpt y; bool artifact, force; } part;

static mpt column_x(const table *t, size_t column)
{
    mpt before = 0;
    for (size_t k = 0; k < column; k++) before += t->widths[k];
    return t->rtl ? t->left + t->width - before - t->widths[column] : t->left + before;
}

/* --- cells */

static mpt first_height(const piece_list *l)
{
    for (size_t i = l->next; i < l->n; i++)
        if (l->v[i].kind == PIECE_LINE && l->v[i].height > 0) return l->v[i].height;
    return 0;
}

/* A cell of which all was said on pages before. */
static void place_again(part *w, table_cell *c, mpt y, mpt room)
{
    piece_list *own = &c->again, *word = c->column == 0 && c->rowspan == 1 ? &w->t->again : own;
    if (w->artifact || c->list.n == 0) return;
    bool before = w->p->content;
    place_reset(own);
    place_reset(word);
    piece_list *l = own->n && piece_rest(own) <= room ? own : word;
    if (l->n == 0 || piece_rest(l) > room) return;
    w->p->content = false;
    place_list(w->p, l, (piece_cut){ .to = l->n }, y, true);
    w->p->content |= before;
}

static void place_cell(part *w, table_cell *c)
{
    const flow_style *s = &w->t->of->cell_style;
    size_t from = c->row > w->from ? c->row : w->from, end = c->row + c->rowspan, to = end < w->to ? end : w->to;
    bool whole = end < w->to || (end == w->to && !w->cut), part_of_last = w->cut && end == w->to;
    mpt y = w->y + table_height(w->t, w->from, from) + s->pad_top;
    mpt room = whole ? INT32_MAX / 2 : table_height(w->t, from, to) - s->pad_top - s->pad_bottom;
    if (c->list.next >= c->list.n) {
        place_again(w, c, y, room);
        return;
    }
    if (!whole && first_height(&c->list) > room && !(w->force && part_of_last)) return;
    bool before = w->p->content;
    w->p->content = false;                         /* no space at the top of a cell */
    place_list(w->p, &c->list, piece_fill(&c->list, room), y, w->artifact);
    w->p->content |= before;
}

static void place_cells(part *w)
{
    table *t = w->t;
    for (size_t i = 0; i < t->ntall; i++)
        if (t->tall[i]->row < w->from && t->tall[i]->row + t->tall[i]->rowspan > w->from) place_cell(w, t->tall[i]);
    for (size_t i = t->first[w->from]; i < t->first[w->to]; i++) place_cell(w, &t->cells[i]);
}

/* --- colours and rules */

static uint32_t colour(const table *t, size_t row)
{
    if (row < t->header_rows) return t->of->header_background;
    return (t->band[row] - t->band[t->header_rows]) & 1 ? t->of->zebra : COLOR_NONE;
}

static bool crosses(const table *t, size_t row, size_t column)
{
    for (size_t i = 0; i < t->ntall; i++) {
        const table_cell *c = t->tall[i];
        if (c->row <= row && row + 1 < c->row + c->rowspan && c->column <= column && column < c->column + c->colspan)
            return true;
    }
    return false;
}

/* The rule below a row, but not through a cell that goes on. */
static void place_rule(part *w, size_t row, mpt y)
{
    const table *t = w->t;
    mpt h = t->of->rule_width;
    bool inside = row + 1 < t->rows && row + 1 < w->to && t->band[row] == t->band[row + 1];
    if (!inside) {
        place_rect(w->p, w->p->left + t->left, y - h / 2, t->width, h, t->of->rule, ARTIFACT_LAYOUT);
        return;
    }
    for (size_t k = 0; k < t->columns; k++)
        if (!crosses(t, row, k))
            place_rect(w->p, w->p->left + column_x(t, k), y - h / 2, t->widths[k], h, t->of->rule, ARTIFACT_LAYOUT);
}

static void place_look(part *w)
{
    const table *t = w->t;
    mpt y = w->y, h = t->of->rule_width;
    for (size_t r = w->from; r < w->to; y += t->h[r++])
        place_rect(w->p, w->p->left + t->left, y, t->width, t->h[r], colour(t, r), ARTIFACT_BACKGROUND);
    place_rect(w->p, w->p->left + t->left, w->y - h / 2, t->width, h, t->of->rule, ARTIFACT_LAYOUT);
    y = w->y;
    for (size_t r = w->from; r < w->to; r++) place_rule(w, r, y += t->h[r]);
}

/* --- the part */

static mpt place_part(part *w)
{
    if (w->to <= w->from) return w->y;
    place_look(w);
    place_cells(w);
    w->p->content = true;
    return w->y + table_height(w->t, w->from, w->to);
}

static mpt repeat_header(pager *p, table *t, mpt y)
{
    for (size_t i = 0; i < t->first[t->header_rows]; i++) place_reset(&t->cells[i].list);
    memcpy(t->h, t->whole, t->header_rows * sizeof *t->h);
    part w = { p, t, 0, t->header_rows, false, y, true, false };
    return place_part(&w);
}

mpt table_place_rows(pager *p, table *t, size_t from, size_t to, mpt cut, mpt y, bool artifact)
{
    bool force = !p->content;
    if (from >= t->header_rows && t->header_rows) y = repeat_header(p, t, y);
    if (cut > 0) t->h[to] = cut;
    part w = { p, t, from, to + (cut > 0), cut > 0, y, artifact, force };
    return place_part(&w);
}
