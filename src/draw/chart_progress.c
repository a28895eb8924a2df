#include "draw/chart_priv.h"
#include "draw/estimate.h"
#include <math.h>

enum { BAR = 12000, ROW = 38000 };
static const double LEAST = -0.4, MOST = 1.6;      /* what lies further out is cut, with an arrow */

/* How far a label has come: 0 where it began, 1 at its target, whichever way numbers go. */
typedef struct way { bool known; double at; } way;

typedef struct course {
    chart_drawing *d;
    const chart_series *value, *target;
    way *ways;
    double low, high;
    mpt value_left;                                /* of the column of values */
} course;

/* A level that is to be kept has no way to go: it is measured from zero. */
static way way_of(const chart_spec *p, const course *c, size_t k)
{
    const chart_value *v = &c->value->values[k], *t = c->target ? &c->target->values[k] : NULL;
    const chart_value *s = p->starts ? &p->starts[k] : NULL;
    if (v->missing || !t || t->missing || (s && s->missing)) return (way){ false, 0 };
    double from = s && s->number != t->number ? s->number : 0, length = t->number - from;
    if (length == 0) return (way){ v->number == t->number, 1 };
    return (way){ true, (v->number - from) / length };
}

static void learn(course *c)
{
    const chart_spec *p = c->d->spec;
    size_t value = 0;
    for (size_t i = p->nseries; i > 0; i--) {
        if (p->series[i - 1].target) c->target = &p->series[i - 1];
        else value = i - 1;
    }
    c->value = &p->series[value];
    c->ways = ARENA_ARRAY(c->d->a, way, p->nlabels);
    c->high = 1;
    for (size_t k = 0; k < p->nlabels; k++) {
        c->ways[k] = way_of(p, c, k);
        if (!c->ways[k].known) continue;
        c->low = fmin(c->low, fmax(c->ways[k].at, LEAST));
        c->high = fmax(c->high, fmin(c->ways[k].at, MOST));
    }
}

static mpt place(const course *c, double at)
{
    const chart_drawing *d = c->d;
    return d->left + (mpt)lround((fmax(LEAST, fmin(MOST, at)) - c->low) / (c->high - c->low) * (d->right - d->left));
}

static mpt legend(const course *c)
{
    const chart_spec *p = c->d->spec;
    bool behind = false, beyond = false, unknown = false;
    for (size_t k = 0; k < p->nlabels; k++) {
        behind = behind || c->ways[k].at < 0;
        beyond = beyond || c->ways[k].at > 1;
        unknown = unknown || !c->ways[k].known;
    }
    const chart_key keys[] = {
        { KEY_BOX, 0, c->value->name },
        { KEY_BOX, 1, behind ? p->behind : S("") },
        { KEY_BOX, 2, beyond ? p->beyond : S("") },
        { KEY_DAY, 0, p->starts ? p->start_name : S("") },
        { KEY_TICK, 0, c->target ? c->target->name : S("") },
        { KEY_UNKNOWN, 0, unknown ? p->missing : S("") },
    };
    return chart_keys(c->d, 0, keys, sizeof keys / sizeof *keys);
}

/* The bar goes on out of the picture. */
static void arrow(const course *c, mpt x, mpt y, mpt tip, size_t rank)
{
    shape *k = chart_path(c->d, (scene_point[]){ { x, y - 1500 }, { x + tip, y + BAR / 2 }, { x, y + BAR + 1500 } }, 3);
    k->closed = true;
    k->fill = chart_look_of(rank).colour;
}

static void bar(const course *c, size_t k, mpt y)
{
    chart_drawing *d = c->d;
    mpt zero = place(c, 0), one = place(c, 1), x = place(c, c->ways[k].at);
    if (!c->ways[k].known) {
        chart_empty(d, zero, y, one - zero, BAR);
        return;
    }
    shape *track = chart_add(d, SHAPE_RECT, zero, y, one - zero, BAR);
    track->fill = TRACK;
    track->stroke = AXIS;
    track->stroke_width = 500;
    if (x < zero) chart_box(d, x, y, zero - x, BAR, 1);
    else chart_box(d, zero, y, x > one ? one - zero : x - zero, BAR, 0);
    if (x > one) chart_box(d, one, y, x - one, BAR, 2);
    if (c->ways[k].at > MOST) arrow(c, x, y, 6000, 2);
    if (c->ways[k].at < LEAST) arrow(c, x, y, -6000, 1);
}

static void mark(const course *c, mpt x, mpt y, bool target)
{
    shape *k = chart_add(c->d, SHAPE_LINE, x, y - 4000, 0, BAR + 8000);
    k->stroke = INK;
    k->stroke_width = target ? 2000 : 1200;
    k->dash = target ? 0 : 2500;
}

/* Below the bar: where it began, and the target. */
static void ends(const course *c, size_t k, mpt y)
{
    chart_drawing *d = c->d;
    const chart_spec *p = d->spec;
    mpt zero = place(c, 0), one = place(c, 1), taken = d->right + GAP;
    if (c->target) {
        str text = chart_fit(d, c->target->values[k].text, SMALL, (one - zero) * 2 / 3);
        mpt w = estimate_width(text, SMALL), x = one + w / 2 <= d->right + GAP ? one - w / 2 : d->right + GAP - w;
        chart_write(d, text, x, y, ANCHOR_START, SMALL, SOFT);
        taken = x;
    }
    if (!p->starts) return;
    str text = chart_fit(d, p->starts[k].text, SMALL, taken - GAP - zero);
    if (estimate_width(text, SMALL) <= taken - GAP - zero) chart_write(d, text, zero, y, ANCHOR_START, SMALL, SOFT);
}

static void row(const course *c, size_t k, mpt y)
{
    chart_drawing *d = c->d;
    const chart_value *v = &c->value->values[k];
    mpt top = y + 8000, base = top + BAR / 2 + 3500;
    bar(c, k, top);
    if (d->spec->starts) mark(c, place(c, 0), top, false);
    if (c->target && !c->target->values[k].missing) mark(c, place(c, 1), top, true);
    ends(c, k, top + BAR + 13000);
    chart_row_label(d, d->spec->labels[k], base);
    str text = chart_fit(d, v->text, TEXT, d->width - c->value_left);
    chart_write(d, text, c->value_left, base, ANCHOR_START, TEXT, v->missing ? SOFT : INK);
    if (text.n) d->s->last->bold = !v->missing;
}

void chart_progress(chart_drawing *d)
{
    const chart_spec *p = d->spec;
    course c = { .d = d };
    learn(&c);
    chart_label_column(d);
    mpt values = 0, most = d->width / 4;
    for (size_t k = 0; k < p->nlabels; k++) {
        mpt w = estimate_width(c.value->values[k].text, TEXT) * 21 / 20;      /* they are bold */
        if (w > values) values = w;
    }
    d->right = d->width - (values < most ? values : most) - 2 * GAP - 4000;
    c.value_left = d->right + 2 * GAP + 4000;
    d->inset = c.low < 0 ? 9000 : 3000;            /* an arrow does not touch the labels */
    d->left += d->inset;
    mpt y = legend(&c);
    for (size_t k = 0; k < p->nlabels; k++) row(&c, k, y + (mpt)k * ROW);
    d->height = y + (mpt)p->nlabels * ROW + 2000;
}
