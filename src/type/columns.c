#include "type/columns.h"
#include "type/table.h"

enum { GAP = 18000, CLOSE_ENOUGH = 500, NARROWEST = 120000 }; /* mpt: between columns; how well they are levelled */

bool columns_fit(const flow *f, mpt width)
{
    return f->columns > 1 && (width - GAP * (f->columns - 1)) / f->columns >= NARROWEST;
}

mpt columns_x(const columns *c, size_t i)
{
    size_t at = c->rtl ? c->n - 1 - i : i;
    return c->left + (c->width + c->gap) * (mpt)at;
}

/* strict: with no column that ends against `keep`. */
static bool fits(const columns *c, mpt height, bool strict)
{
    piece_list rest = c->list;
    for (size_t i = 0; i < c->n && rest.next < rest.n; i++) {
        piece_cut cut = piece_fill(&rest, height);
        mpt used = 0;
        if (cut.within || (strict && cut.weak)) return false;
        for (size_t k = rest.next; k < cut.to; k++) if (rest.v[k].kind == PIECE_LINE) used += rest.v[k].height;
        if (used > height) return false;           /* a line higher than the column */
        rest.next = cut.to;
    }
    return rest.next >= rest.n;
}

mpt columns_height(columns *c, mpt room)
{
    mpt low = piece_rest(&c->list) / (mpt)c->n, high = room;
    c->height = room;
    bool strict = fits(c, room, true);
    if (low > room || (!strict && !fits(c, room, false))) return -1;
    while (high - low > CLOSE_ENOUGH) {
        mpt middle = low + (high - low) / 2;
        if (fits(c, middle, strict)) high = middle;
        else low = middle;
    }
    return c->height = high;
}

void columns_add(galley *g, const flow *f, galley_room r)
{
    columns *c = ARENA_NEW(g->a, columns);
    galley own = galley_new(g->s, g->a, g->keep);
    c->n = f->columns;
    c->gap = GAP;
    c->left = r.left;
    c->width = (r.width - c->gap * (mpt)(c->n - 1)) / (mpt)c->n;
    c->rtl = setter_rtl(g->s, r.lang);
    r.left = 0;
    r.width = c->width;
    galley_blocks(&own, f->first, r);
    galley_finish(&own);
    c->list = own.out;
    if (c->list.n == 0) return;
    piece_note *notes = piece_take_notes(&c->list);
    galley_add(g, (piece){ .kind = PIECE_COLUMNS, .columns = c, .notes = notes });
}
