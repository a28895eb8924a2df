#include "type/piece.h"
#include "type/columns.h"
#include "type/table.h"

piece_note *piece_take_notes(piece_list *l)
{
    piece_note *first = NULL, **end = &first;
    for (size_t i = 0; i < l->n; i++) {
        *end = l->v[i].notes;
        l->v[i].notes = NULL;
        while (*end) end = &(*end)->next;
    }
    return first;
}

bool piece_is_boxed(const flow_style *s)
{
    return s->pad_top || s->pad_bottom || s->pad_start || s->pad_end || s->background != COLOR_NONE ||
           s->bar != COLOR_NONE || s->border != COLOR_NONE;
}

/* The padding that boxes going on from another page have at the top, or must leave at the bottom. */
static mpt open_padding(const piece_list *l, bool top)
{
    mpt sum = 0;
    for (size_t i = 0; i < l->nopen; i++) sum += top ? l->open[i]->style->pad_top : l->open[i]->style->pad_bottom;
    return sum;
}

static bool may_end_before(const piece_list *l, size_t i)
{
    uint8_t before = l->v[i - 1].kind;
    return before != PIECE_OPEN && before != PIECE_GAP && l->v[i].kind != PIECE_CLOSE;
}

/* A walk down the list while a page fills. */
typedef struct walk {
    const piece_list *l;
    mpt room, y, tail;         /* tail: what open boxes need below */
    bool page;                 /* notes count */
    mpt notes;                 /* height of those of the pieces passed */
    mpt head;                  /* of the row looked at: header rows repeated above it */
    bool content;              /* something that isn't a gap was passed */
    bool tight;                /* a note has begun that goes on on the next page */
    size_t good, weak;         /* last places to end: with and against `keep`; STR_NONE: none */
} walk;

static mpt height_of(walk *w, size_t i)
{
    const piece *p = &w->l->v[i];
    w->head = 0;
    if (p->kind == PIECE_COLUMNS) {
        mpt h = columns_height(p->columns, w->room - w->y - w->tail - w->notes);
        return h < 0 ? INT32_MAX / 2 : h;
    }
    if (p->kind == PIECE_GAP) return w->content || p->stays ? p->height : 0;
    if (p->kind != PIECE_ROW) return p->height;
    bool goes_on = i > w->l->next && w->l->v[i - 1].kind == PIECE_ROW && w->l->v[i - 1].table == p->table;
    w->head = goes_on ? 0 : table_start(p->table, p->row);
    return w->head + table_row_height(p->table, p->row);
}

/* A row or columns too high for what is left: is it to be cut here? Rather not when it and what is kept with it can
 * move on. */
static bool cuts_row(const walk *w, size_t i, mpt left)
{
    const piece *p = &w->l->v[i];
    if (p->kind == PIECE_COLUMNS) return !w->content || left > w->room / 6;
    if (p->kind != PIECE_ROW || p->row < p->table->header_rows) return false;
    bool after_keep = i > w->l->next && w->l->v[i - 1].keep && w->content && w->good != STR_NONE;
    return !after_keep && table_may_cut(p->table, p->row, left - w->head, w->room, !w->content);
}

static piece_cut end_at(walk *w, size_t i)
{
    size_t to = w->good != STR_NONE ? w->good : w->weak != STR_NONE ? w->weak : i;
    return (piece_cut){ .to = to, .weak = w->good == STR_NONE };
}

/* Where the page ends before one that lies on its side; what is kept with that goes there too. */
static piece_cut end_before_turned(walk *w, size_t i)
{
    size_t before = i;
    while (before > w->l->next && w->l->v[before - 1].kind == PIECE_GAP) before--;
    bool kept = before > w->l->next && w->l->v[before - 1].keep;
    if (w->content && !kept) return (piece_cut){ .to = i };
    return w->content && w->good != STR_NONE ? end_at(w, i) : (piece_cut){ .to = i, .turned = true };
}

static mpt notes_height(const walk *w, const piece *p)
{
    mpt h = 0;
    if (!w->page) return 0;
    for (const piece_note *n = p->notes; n; n = n->next) h += n->height + (w->notes + h ? NOTE_GAP : NOTE_HEAD);
    return h;
}

/* Lets a note begin here and go on on the next page, rather than leave a quarter of the page empty, or a heading alone.
 */
static bool part_note(walk *w, const piece *p, mpt h, mpt left)
{
    enum { TWO_LINES = 24000 };
    mpt least = (w->notes ? NOTE_GAP : NOTE_HEAD) + TWO_LINES;
    bool gains = left > w->room / 4 || w->good == STR_NONE;
    if (w->tight || !w->page || !p->notes || p->kind != PIECE_LINE || h + least > left || !gains) return false;
    w->tight = true;
    w->notes += least;
    return true;
}

static void pass(walk *w, const piece *p, mpt h)
{
    w->y += h;
    if (!w->tight) w->notes += notes_height(w, p);
    if (p->kind == PIECE_OPEN) w->tail += p->box->style->pad_bottom;
    if (p->kind == PIECE_CLOSE) w->tail -= p->box->style->pad_bottom;
    if (p->kind != PIECE_GAP && p->kind != PIECE_OPEN) w->content = true;
}

static piece_cut fill(const piece_list *l, mpt room, bool page, bool noted)
{
    walk w = { .l = l,
               .room = room,
               .y = open_padding(l, true),
               .tail = open_padding(l, false),
               .page = page,
               .notes = noted ? 1 : 0,
               .good = STR_NONE,
               .weak = STR_NONE };
    for (size_t i = l->next; i < l->n; i++) {
        const piece *p = &l->v[i];
        if (p->kind == PIECE_TURNED) return end_before_turned(&w, i);
        if (i > l->next && w.content && may_end_before(l, i)) {
            w.weak = i;
            if (!l->v[i - 1].keep) w.good = i;
            if (w.tight && w.good == i) return end_at(&w, i);
        }
        mpt h = height_of(&w, i), left = room - w.y - w.tail - w.notes, notes = w.tight ? 0 : notes_height(&w, p);
        if (h + notes > left + (p->kind == PIECE_CLOSE ? p->height : 0)) {
            if (part_note(&w, p, h, left)) {
                pass(&w, p, h);
                continue;
            }
            if (cuts_row(&w, i, left)) {
                mpt part = p->kind == PIECE_ROW ? table_part(p->table, p->row, left - w.head) : left - w.head;
                return (piece_cut){ .to = i, .within = true, .room = part };
            }
            if (w.weak != STR_NONE) return end_at(&w, i);
        }
        pass(&w, p, h);
    }
    return (piece_cut){ .to = l->n };
}

piece_cut piece_fill(const piece_list *l, mpt room) { return fill(l, room, false, false); }
piece_cut piece_fill_page(const piece_list *l, mpt room, bool noted) { return fill(l, room, true, noted); }

mpt piece_rest(const piece_list *l)
{
    mpt sum = l->next < l->n ? open_padding(l, true) : 0;
    bool content = false;
    for (size_t i = l->next; i < l->n; i++) {
        const piece *p = &l->v[i];
        bool gone = p->kind == PIECE_GAP && !content && l->next > 0;
        if (p->kind == PIECE_ROW) sum += table_row_whole(p->table, p->row);
        else if (p->kind == PIECE_COLUMNS) sum += columns_height(p->columns, INT32_MAX / 4);
        else if (!gone) sum += p->height;
        content |= p->kind != PIECE_GAP && p->kind != PIECE_OPEN;
    }
    return sum;
}
