#include "type/table_width.h"

/* v scaled to a sum, to the last thousandth; all alike when v is nothing. */
static void scale_to(const mpt *v, size_t n, int64_t have, mpt want, mpt *out)
{
    int64_t sum = 0, done = 0;
    for (size_t i = 0; i < n; i++) {
        sum += v[i];
        int64_t upto = have ? sum * want / have : (int64_t)(i + 1) * want / (int64_t)n;
        out[i] = (mpt)(upto - done);
        done = upto;
    }
}

static mpt level(mpt least, mpt most, mpt height) { return height < least ? least : height > most ? most : height; }

/* As water fills vessels: narrow columns get all they can use, the wide ones the same width each. */
static void pour(const mpt *least, const mpt *most, size_t n, mpt width, mpt *out)
{
    mpt low = 0, high = width;                     /* sum of levels at low <= width < that at high + 1 */
    while (low < high) {
        mpt middle = low + (high - low + 1) / 2;
        int64_t sum = 0;
        for (size_t i = 0; i < n; i++) sum += level(least[i], most[i], middle);
        if (sum <= width) low = middle;
        else high = middle - 1;
    }
    int64_t left = width;
    for (size_t i = 0; i < n; i++) left -= out[i] = level(least[i], most[i], low);
    for (size_t i = 0; i < n && left > 0; i++) {
        if (out[i] != low || most[i] <= low) continue;
        out[i]++;
        left--;
    }
}

bool table_share(const mpt *least, const mpt *most, size_t n, mpt width, mpt *out)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < n; i++) { low += least[i]; high += most[i]; }
    if (low > width) scale_to(least, n, low, width, out);
    else if (high <= width) scale_to(most, n, high, width, out);
    else pour(least, most, n, width, out);
    return low <= width;
}

/* --- the lowest table */

/* Cells looked at, and moves made, so that a long table costs no more than a short one. */
enum { SAMPLE = 400, ROUNDS = 48, MOST_COLUMNS = 16 };

typedef struct leveller {
    const table_need *needs;
    size_t n, stride, columns;
    const mpt *least;
    mpt pads, *widths;
} leveller;

/* Lines of a paragraph in a room; words leave a twentieth of each line but the last empty. */
static int64_t lines_of(const table_text *t, int64_t room)
{
    room = room > t->edge ? room - t->edge : 1;
    return t->length <= room ? 1 : ((int64_t)t->length * 21 / 20 + room - 1) / room;
}

/* Lines a cell takes at a width. */
static int64_t lines_at(const table_need *c, mpt width, mpt pads)
{
    int64_t sum = 0;
    for (size_t i = 0; i < c->ntexts; i++) sum += lines_of(&c->texts[i], width - pads);
    return sum > 1 ? sum : 1;
}

/* What it costs the eye that a cell has more than one line: in quarters of a line, more for one that stands over
 * several rows. */
static int64_t wraps(const table_need *c, int64_t lines)
{
    int64_t more = lines > 4 ? 3 : lines - 1;
    return c->rows > 1 ? 4 * more : more;
}

/* Lines of all rows, each as high as its highest cell, and what wrapping costs. In quarters. */
static int64_t cost(const leveller *l)
{
    int64_t sum = 0, highest = 1;
    for (size_t i = 0; i < l->n; i++) {
        const table_need *c = &l->needs[i];
        if (i && c->row != l->needs[i - 1].row) { sum += 4 * highest; highest = 1; }
        if (l->stride > 1 && c->row % l->stride) continue;
        int64_t lines = lines_at(c, l->widths[c->column], l->pads);
        sum += wraps(c, lines);
        if (c->rows > 1) lines = (lines + (int64_t)c->rows - 1) / (int64_t)c->rows;
        if (lines > highest) highest = lines;
    }
    return sum + 4 * highest;
}

/* The least width at which a cell has a line less. */
static int64_t next_width(const table_need *c, mpt width, mpt pads)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < c->ntexts; i++) {
        const table_text *t = &c->texts[i];
        int64_t lines = lines_of(t, width - pads), w = t->length;
        if (lines == 1) continue;
        if (lines > 2) w = (int64_t)t->length * 21 / 20 / (lines - 1) + 1;
        if (w + t->edge + pads < next) next = w + t->edge + pads;
    }
    return next;
}

/* By how much a column must widen for its highest cells to lose a line; 0 when none has two. */
static mpt wanted(const leveller *l, size_t column)
{
    int64_t highest = 1, width = 0;
    for (size_t i = 0; i < l->n; i++) {
        const table_need *c = &l->needs[i];
        if (c->column != column || (l->stride > 1 && c->row % l->stride)) continue;
        int64_t lines = lines_at(c, l->widths[column], l->pads);
        if (lines < highest || lines <= (int64_t)c->ntexts) continue;
        int64_t w = next_width(c, l->widths[column], l->pads);
        if (lines > highest || w > width) width = w;
        highest = lines;
    }
    return width > l->widths[column] && width < INT32_MAX ? (mpt)(width - l->widths[column]) : 0;
}

/* Takes `by` from the others, from each after what it can spare. False when that isn't enough. */
static bool gather(leveller *l, size_t column, mpt by, mpt *before)
{
    int64_t spare = 0, seen = 0, done = 0;
    memcpy(before, l->widths, l->columns * sizeof *before);
    for (size_t i = 0; i < l->columns; i++) if (i != column) spare += l->widths[i] - l->least[i];
    if (spare < by) return false;
    for (size_t i = 0; i < l->columns; i++) {
        if (i == column) continue;
        seen += before[i] - l->least[i];
        l->widths[i] -= (mpt)(seen * by / spare - done);
        done = seen * by / spare;
    }
    l->widths[column] += by;
    return true;
}

/* What all others together can give to one column. False when that helps none. */
static bool move_all(leveller *l, int64_t *now)
{
    mpt before[MOST_COLUMNS], kept[MOST_COLUMNS];
    int64_t best = *now;
    for (size_t k = 0; k < l->columns; k++) {
        mpt by = wanted(l, k);
        if (!by || !gather(l, k, by, before)) continue;
        int64_t c = cost(l);
        if (c < best) { best = c; memcpy(kept, l->widths, l->columns * sizeof *kept); }
        memcpy(l->widths, before, l->columns * sizeof *before);
    }
    if (best == *now) return false;
    memcpy(l->widths, kept, l->columns * sizeof *kept);
    *now = best;
    return true;
}

/* The move between two columns that helps most: of `step`, or of what the one that gets it wants. False when none
 * helps. */
static bool move(leveller *l, mpt step, int64_t *now)
{
    int64_t best = *now;
    size_t give = 0, take = 0;
    mpt moved = 0;
    for (size_t k = 0; k < l->columns; k++) {
        mpt by = step ? step : wanted(l, k);
        l->widths[k] += by;
        for (size_t i = 0; by && i < l->columns; i++) {
            if (k == i || l->widths[i] - by < l->least[i]) continue;
            l->widths[i] -= by;
            int64_t c = cost(l);
            if (c < best) { best = c; give = i; take = k; moved = by; }
            l->widths[i] += by;
        }
        l->widths[k] -= by;
    }
    l->widths[give] -= moved;
    l->widths[take] += moved;
    *now = best;
    return moved > 0;
}

void table_level(const table_need *needs, size_t n, const mpt *least, size_t columns, mpt pads, mpt *widths)
{
    if (n == 0 || columns < 2 || columns > MOST_COLUMNS) return;
    leveller l = { needs, n, n / SAMPLE + 1, columns, least, pads, widths };
    mpt width = 0;
    for (size_t i = 0; i < columns; i++) width += widths[i];
    int64_t now = cost(&l);
    int rounds = ROUNDS;
    while (rounds > 0 && (move(&l, 0, &now) || move_all(&l, &now))) rounds--;
    for (mpt step = width / 8; step >= width / 128 && step > 0; step /= 2)
        while (rounds > 0 && move(&l, step, &now)) rounds--;
}
