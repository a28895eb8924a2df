#include "translate/parts.h"

static const part *close_of(const part_list *l, int code)
{
    for (size_t i = 0; i < l->n; i++) if (l->v[i].kind == PART_CLOSE && l->v[i].code == code) return &l->v[i];
    return NULL;
}

static int highest(const part_list *l)
{
    int most = 0;
    for (size_t i = 0; i < l->n; i++) if (l->v[i].kind != PART_TEXT && l->v[i].code > most) most = l->v[i].code;
    return most;
}

/* The first mark of the source of this kind and Markdown, its end included, that no other has taken. */
static int twin_of(const part_list *target, const part *p, const part_list *from, const bool *taken)
{
    for (size_t i = 0; i < from->n; i++) {
        const part *s = &from->v[i];
        if (s->kind != p->kind || taken[s->code] || !str_eq(s->text, p->text)) continue;
        if (p->kind == PART_ALONE) return s->code;
        const part *end = close_of(target, p->code), *other = close_of(from, s->code);
        if (end && other && str_eq(end->text, other->text)) return s->code;
    }
    return 0;
}

void parts_number(arena *a, part_list *target, const part_list *from)
{
    int own = highest(target), next = highest(from);
    int *number = ARENA_ARRAY(a, int, (size_t)own + 1);
    bool *taken = ARENA_ARRAY(a, bool, (size_t)next + 1);
    for (size_t i = 0; i < target->n; i++) {
        const part *p = &target->v[i];
        if (p->kind != PART_OPEN && p->kind != PART_ALONE) continue;
        int twin = twin_of(target, p, from, taken);
        if (twin) taken[twin] = true;
        number[p->code] = twin ? twin : ++next;
    }
    for (size_t i = 0; i < target->n; i++)
        if (target->v[i].kind != PART_TEXT) target->v[i].code = number[target->v[i].code];
}

bool parts_same(const part_list *x, const part_list *y)
{
    if (x->n != y->n) return false;
    for (size_t i = 0; i < x->n; i++) {
        const part *p = &x->v[i], *q = &y->v[i];
        if (p->kind != q->kind) return false;
        if (p->kind == PART_TEXT ? !str_eq(p->text, q->text) : p->code != q->code) return false;
    }
    return true;
}

static const part *find(const part_list *l, const part *p)
{
    for (size_t i = 0; l && i < l->n; i++)
        if (l->v[i].kind == p->kind && l->v[i].code == p->code) return &l->v[i];
    return NULL;
}

/* Each OPEN is closed once, within what is open around it; no mark comes twice. */
static int unpaired(const part_list *l)
{
    enum { DEPTH = 64 };
    int open[DEPTH], n = 0;
    for (size_t i = 0; i < l->n; i++) {
        const part *p = &l->v[i];
        if (p->kind == PART_TEXT) continue;
        for (size_t k = 0; k < i; k++) if (l->v[k].kind == p->kind && l->v[k].code == p->code) return p->code;
        if (p->kind == PART_OPEN && n == DEPTH) return p->code;
        if (p->kind == PART_OPEN) open[n++] = p->code;
        if (p->kind == PART_CLOSE && (n == 0 || open[--n] != p->code)) return p->code;
    }
    return n ? open[n - 1] : 0;
}

int parts_fill(part_list *l, const part_list *from, const part_list *before)
{
    for (size_t i = 0; i < l->n; i++) {
        part *p = &l->v[i];
        if (p->kind == PART_TEXT) continue;
        const part *known = find(from, p);
        if (!known) known = find(before, p);
        if (!known) return p->code ? p->code : -1;
        p->text = p->markdown = known->text;
    }
    return unpaired(l);
}

/* --- of units */

void parts_of_plain(arena *a, str text, part_list *out)
{
    if (text.n) VEC_PUSH(a, out, ((part){ .kind = PART_TEXT, .text = text, .markdown = text }));
}

void parts_of_unit(arena *a, const unit *u, part_list *out)
{
    if (u->parent) inline_parts(a, u->first, out);
    else parts_of_plain(a, u->text, out);
}

void parts_of_text(arena *a, const unit *u, str text, const part_list *from, inline_parse *parse, void *ctx,
                   part_list *out)
{
    const node *para = u->parent && text.n ? inline_read(a, u->first, text, parse, ctx) : NULL;
    if (para) inline_parts(a, para->first, out);
    else parts_of_plain(a, text, out);
    parts_number(a, out, from);
}
