#include "type/table.h"

/* Content still to come of a cell, with its padding; nothing when all has been placed on pages before. */
static mpt rest_of(const table *t, const table_cell *c)
{
    const flow_style *s = &t->of->cell_style;
    if (c->list.next == 0) return c->height;
    if (c->list.next >= c->list.n) return c->again_height;
    return piece_rest(&c->list) + s->pad_top + s->pad_bottom;
}

mpt table_start(table *t, size_t row)
{
    t->start = row;
    return row < t->header_rows ? 0 : t->header;
}

mpt table_height(const table *t, size_t from, size_t to)
{
    mpt sum = 0;
    for (size_t r = from; r < to; r++) sum += t->h[r];
    return sum;
}

mpt table_row_height(table *t, size_t row)
{
    mpt h = t->of->cell_style.pad_top + t->of->cell_style.pad_bottom;
    for (const table_cell *c = t->ends[row]; c; c = c->next_end) {
        size_t from = c->row > t->start ? c->row : t->start;
        mpt need = rest_of(t, c) - table_height(t, from, row);
        if (need > h) h = need;
    }
    return t->h[row] = h;
}

/* The height of a row of so many lines. */
static mpt lines(const table *t, int n)
{
    const flow_style *s = &t->of->cell_style;
    return s->pad_top + s->pad_bottom + n * (s->leading > 0 ? s->leading : PT(12));
}

bool table_row_is_low(const table *t, size_t row) { return t->whole[row] < lines(t, 3); }

/* A row that a page of its own would hold is rather moved there, unless half of this one would stay empty. A part is
 * worth while from three lines on. */
bool table_may_cut(const table *t, size_t row, mpt left, mpt room, bool must)
{
    if (must) return left > lines(t, 1);
    return left >= lines(t, 3) && (left > room / 2 || t->h[row] > room - t->header);
}

mpt table_part(const table *t, size_t row, mpt left)
{
    mpt rest = t->h[row] - left, fewer = lines(t, 3) - rest;
    return rest > 0 && fewer > 0 && left - fewer >= lines(t, 3) ? left - fewer : left;
}
