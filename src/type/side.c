#include "type/side.h"

enum { BETWEEN = 6000 };       /* mpt between two notes */

void side_open(pager *p)
{
    if (p->s->book->page.side <= 0) return;
    p->side = ARENA_NEW(p->scratch, pager);
    *p->side = (pager){ .s = p->s, .a = p->a, .scratch = p->scratch, .seen = p->seen };
}

/* At y, or higher where it would run off the page; false when there is no room at all. One higher than a page is cut
 * off. */
static bool place_side(pager *p, piece_side *n, mpt y)
{
    const flow_page *g = &p->s->book->page;
    mpt bottom = g->top + galley_page_height(g, p->turned), top = p->side_end;
    if (y < top) y = top;
    if (y + n->height > bottom) y = bottom - n->height;
    if (y < top && top > g->top) return false;
    if (y < top) y = top;
    p->side->content = false;
    p->side_end = place_list(p->side, &n->list, (piece_cut){ .to = n->list.n }, y, false) + BETWEEN;
    return true;
}

void side_place(pager *p, piece_side *first, mpt y)
{
    for (piece_side *n = first; n && p->side; n = n->next)
        if (p->late.n || !place_side(p, n, y)) VEC_PUSH(p->scratch, &p->late, n);
}

void side_page_start(pager *p)
{
    pager *d = p->side;
    size_t done = 0;
    d->s = p->s;
    d->turned = p->turned;
    d->ink = p->ink;
    d->sheets.n = p->sheets.n;                     /* the number of this page, for places */
    d->under.n = d->over.n = d->links.n = d->figures.n = 0;
    p->side_end = p->s->book->page.top;
    while (done < p->late.n && place_side(p, p->late.v[done], p->side_end)) done++;
    p->late.n -= done;
    if (done) memmove(p->late.v, p->late.v + done, p->late.n * sizeof *p->late.v);
}

bool side_waits(const pager *p) { return p->late.n > 0; }

mpt side_x(const flow_page *g, bool turned, bool binding_left)
{
    return binding_left ? galley_page_width(g, turned) + g->side_gap : -g->side_gap - g->side;
}
