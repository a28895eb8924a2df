#include "type/place.h"

enum { RULE_WIDTH = 60000, RULE_BELOW = 6000 };    /* mpt */

static mpt rest(const piece_note *n) { return n->list.next ? piece_rest(&n->list) : n->height; }

mpt notes_room(const pager *p, mpt room)
{
    mpt sum = 0;
    for (size_t i = 0; i < p->waiting.n; i++) sum += rest(p->waiting.v[i]) + (i ? NOTE_GAP : NOTE_HEAD);
    return sum > room * 2 / 3 ? room * 2 / 3 : sum;
}

void notes_take(pager *p, const piece_list *l, size_t to)
{
    for (size_t i = l->next; i < to; i++)
        for (piece_note *n = l->v[i].notes; n; n = n->next) VEC_PUSH(p->scratch, &p->waiting, n);
}

static void draw_rule(pager *p, mpt y)
{
    const flow_page *g = &p->s->book->page;
    uint32_t color = g->running_rule != COLOR_NONE ? g->running_rule : g->running.color;
    mpt x = p->s->book->rtl ? p->left + p->width - RULE_WIDTH : p->left;
    place_rect(p, x, y + NOTE_HEAD - RULE_BELOW, RULE_WIDTH, PT(1) / 2, color, ARTIFACT_LAYOUT);
}

/* The list up to where `room` ends; all of it when there is enough. Returns what is left of the room. Notes that a note
 * calls wait for the next page. */
static mpt place_note(pager *p, piece_note *n, mpt y, mpt room)
{
    bool before = p->content;
    p->content = false;                            /* no space at the top of a note */
    piece_cut cut = piece_fill(&n->list, room);
    notes_take(p, &n->list, cut.to);
    mpt bottom = place_list(p, &n->list, cut, y, false);
    p->content |= before;
    return room - (bottom - y);
}

void notes_place(pager *p, mpt y)
{
    const flow_page *g = &p->s->book->page;
    mpt end = place_page_height(p) - g->bottom, room = end - y - NOTE_HEAD, sum = 0;
    size_t n = p->waiting.n, i = 0;
    if (n == 0 || (room < PT(12) && p->content)) return;
    for (size_t k = 0; k < n; k++) sum += rest(p->waiting.v[k]) + (k ? NOTE_GAP : 0);
    if (sum < room) { y = end - sum - NOTE_HEAD; room = sum; }
    draw_rule(p, y);
    y += NOTE_HEAD;
    for (; i < n && (i == 0 || room >= PT(12)); i++) {
        mpt left = place_note(p, p->waiting.v[i], y, room);
        y += room - left + NOTE_GAP;
        room = left - NOTE_GAP;
        if (p->waiting.v[i]->list.next < p->waiting.v[i]->list.n) break;
    }
    p->waiting.n -= i;
    memmove(p->waiting.v, p->waiting.v + i, p->waiting.n * sizeof *p->waiting.v);
}
