#include "type/break.h"
#include "type/line.h"
#include <stdio.h>

enum { HYPHEN_PENALTY = 100, DASH_PENALTY = 30, CLUSTER_PENALTY = 5000, MOST_HYPHENS = 3 };
enum { PLAIN_TOLERANCE = 250, HYPHEN_TOLERANCE = 800, ANY_TOLERANCE = 10000 };

/* Where a break is: at the start of a bit, or before byte `at` within it. */
typedef struct spot { size_t bit; uint32_t at; bool hyphen; } spot;

typedef struct breaking {
    setter *s;
    para *p;
    const para_place *place;
    mpt first, rest;           /* widths of lines */
    bool justify, hyphens, anywhere;
    VEC(break_item) items;
    VEC(spot) spots;           /* one for each item */
    size_t nbits;              /* without the spaces and newlines at the end */
} breaking;

/* --- items for the breaker */

static void add(breaking *b, break_item item, spot at)
{
    VEC_PUSH(b->s->tmp, &b->items, item);
    VEC_PUSH(b->s->tmp, &b->spots, at);
}

static void add_box(breaking *b, mpt w) { add(b, (break_item){ .kind = BREAK_BOX, .width = w }, (spot){ 0 }); }

static shape_key key_of(const breaking *b, const para_bit *bit)
{
    str lang = b->p->looks[bit->look].lang;
    return (shape_key){ bit->word->face, bit->word->size, bit->script, hb_language_from_string(lang.p, (int)lang.n),
                        bit->level & 1 };
}

static str text_of(const para *p, const para_bit *bit) { return str_of(p->text.p + bit->from, bit->to - bit->from); }

static shaped *hyphen_of(const breaking *b, const para_bit *bit)
{
    shape_key key = key_of(b, bit);
    return shaper_word(b->s->shaper, &key, font_has(key.face, 0x2010) ? S("\u2010") : S("-"));
}

static void add_hyphen(breaking *b, const para_bit *bit, spot at)
{
    add(b, (break_item){ BREAK_PENALTY, true, HYPHEN_PENALTY, hyphen_of(b, bit)->width, 0, 0 }, at);
}

/* The word with a break at each place where it may be divided. */
static void add_divided(breaking *b, size_t i)
{
    const para_bit *bit = &b->p->bits[i];
    mpt done = 0;
    shaper_divide(b->s->shaper, bit->word, text_of(b->p, bit), b->p->looks[bit->look].lang);
    for (size_t k = 0; k < bit->word->npoints; k++) {
        mpt x = shaped_offset(bit->word, bit->word->points[k]);
        if (x <= done) continue;
        add_box(b, x - done);
        add_hyphen(b, bit, (spot){ i, bit->from + bit->word->points[k], true });
        done = x;
    }
    add_box(b, bit->word->width - done);
}

static void tell_wide(breaking *b, const para_bit *bit, mpt excess)
{
    char mm[24];
    mpt tenths = (mpt)((int64_t)excess * 254 / 72000) + 1;
    snprintf(mm, sizeof mm, "%d.%d", tenths / 10, tenths % 10);
    const flow_run *r = b->p->looks[bit->look].run;
    if (!b->s->crowded) setter_tell(b->s, B704, r->at.src ? r->at : b->p->of->at, mm, NULL, NULL);
}

/* A word that is wider than the column: it may be cut between any two clusters. */
static void add_crumbled(breaking *b, size_t i)
{
    const para_bit *bit = &b->p->bits[i];
    const shaped *w = bit->word;
    tell_wide(b, bit, w->width - b->rest);
    bool rtl = bit->level & 1;
    mpt part = 0;
    for (uint32_t k = 0; k < w->nglyphs; k++) {
        const shaped_glyph *g = &w->glyphs[rtl ? w->nglyphs - 1 - k : k];
        const shaped_glyph *next = k + 1 < w->nglyphs ? &w->glyphs[rtl ? w->nglyphs - 2 - k : k + 1] : NULL;
        part += g->advance;
        if (next && (next->cluster == g->cluster || part == 0)) continue;
        add_box(b, part);
        if (next)
            add(b, (break_item){ .kind = BREAK_PENALTY, .penalty = CLUSTER_PENALTY },
                (spot){ i, bit->from + next->cluster, false });
        part = 0;
    }
}

static bool ends_soft(const para *p, const para_bit *bit) { return str_ends(text_of(p, bit), S("\u00AD")); }

static bool ends_dash(const para *p, const para_bit *bit)
{
    str t = text_of(p, bit);
    return str_ends(t, S("-")) || str_ends(t, S("/")) || str_ends(t, S("\u2010"));
}

/* What follows a soft hyphen is the rest of a word that its author has divided. */
static bool is_rest(const breaking *b, size_t i)
{
    return i > 0 && b->p->bits[i - 1].kind == BIT_WORD && ends_soft(b->p, &b->p->bits[i - 1]);
}

static void add_word(breaking *b, size_t i)
{
    const para_bit *bit = &b->p->bits[i];
    spot next = { i + 1, 0, false };
    bool ltr = !(bit->level & 1);
    if (b->anywhere && bit->word->width > b->rest) add_crumbled(b, i);
    else if (b->hyphens && ltr && !bit->joined && !is_rest(b, i)) add_divided(b, i);
    else add_box(b, bit->word->width);
    if (!bit->may || i + 1 >= b->nbits) return;
    mpt stretch = b->justify ? bit->word->size / 8 : 0;
    if (ltr && ends_soft(b->p, bit)) add_hyphen(b, bit, (spot){ i + 1, 0, true });
    else if (bit->even) add(b, (break_item){ .kind = BREAK_GLUE, .stretch = stretch }, next);
    else add(b, (break_item){ .kind = BREAK_PENALTY, .penalty = ends_dash(b->p, bit) ? DASH_PENALTY : 0 }, next);
}

/* Of several spaces the last one says whether a line may end; it ends before the first. */
static bool may_end(const breaking *b, size_t i)
{
    const para_bit *v = b->p->bits;
    for (; i < b->nbits && v[i].kind == BIT_SPACE && !v[i].fixed; i++) if (v[i].may) return true;
    return false;
}

static void add_space(breaking *b, size_t i)
{
    const para_bit *bit = &b->p->bits[i];
    mpt w = bit->word->width;
    if (bit->fixed) { add_box(b, w); return; }
    if (i + 1 < b->nbits && b->p->bits[i + 1].kind == BIT_NEWLINE) return;
    break_item glue = {
        BREAK_GLUE, false, may_end(b, i) ? 0 : BREAK_NEVER, w, b->justify ? w / 2 : 0, b->justify ? w / 3 : 0
    };
    add(b, glue, (spot){ i, 0, false });
}

static void add_items(breaking *b)
{
    b->items.n = b->spots.n = 0;
    for (size_t i = 0; i < b->nbits; i++) {
        switch ((bit_kind)b->p->bits[i].kind) {
        case BIT_WORD: add_word(b, i); break;
        case BIT_SPACE: add_space(b, i); break;
        case BIT_LEADER: add_box(b, 2 * b->p->size); break;
        case BIT_NEWLINE:
            add(b, (break_item){ .kind = BREAK_PENALTY, .penalty = BREAK_ALWAYS }, (spot){ i, 0, false });
            break;
        }
    }
}

/* --- breaking */

static bool may_divide(const breaking *b)
{
    const para *p = b->p;
    return p->of->style.hyphenate && hyphen_for(font_set_hyphens(b->s->fonts), p->lang) != NULL;
}

static bool is_even(const para *p)
{
    for (size_t i = 0; i < p->nbits; i++) if (p->bits[i].even) return true;
    return false;
}

static size_t try_rules(breaking *b, bool hyphens, bool anywhere, int tolerance, size_t **ends)
{
    bool again = b->items.n && hyphens == b->hyphens && anywhere == b->anywhere;
    b->hyphens = hyphens;
    b->anywhere = anywhere;
    if (!again) add_items(b);
    break_rules r = { b->first, b->rest, b->justify ? 0 : 4 * b->p->size, tolerance, MOST_HYPHENS, anywhere };
    return break_lines(b->s->tmp, b->items.v, b->items.n, &r, ends);
}

/* First without dividing words, then with, at last at any price. */
static size_t choose(breaking *b, size_t **ends)
{
    bool divides = may_divide(b);
    size_t n = try_rules(b, false, false, divides ? PLAIN_TOLERANCE : ANY_TOLERANCE, ends);
    if (n == 0 && divides) n = try_rules(b, true, false, HYPHEN_TOLERANCE, ends);
    if (n == 0 && divides) n = try_rules(b, true, false, ANY_TOLERANCE, ends);
    if (n == 0) n = try_rules(b, divides, true, ANY_TOLERANCE, ends);
    return n;
}

/* --- lines */

static line_part clip(breaking *b, const para_bit *bit, uint32_t from, uint32_t to)
{
    line_part p = { bit, bit->word, bit->from, bit->to, 0 };
    if (from > p.from) p.from = from;
    if (to < p.to) p.to = to;
    if (!bit->word || (p.from == bit->from && p.to == bit->to)) return p;
    shape_key key = key_of(b, bit);
    p.word = shaper_word(b->s->shaper, &key, str_of(b->p->text.p + p.from, p.to - p.from));
    return p;
}

/* Where the next line starts: what was broken at is left out, as are spaces. */
static spot skip(const breaking *b, spot end)
{
    const para_bit *v = b->p->bits;
    spot s = { end.bit, end.at, false };
    if (s.at) return s;
    if (s.bit < b->nbits && v[s.bit].kind == BIT_NEWLINE) { s.bit++; return s; }
    while (s.bit < b->nbits && v[s.bit].kind == BIT_SPACE && !v[s.bit].fixed) s.bit++;
    return s;
}

static line_end kind_of(const breaking *b, spot end, bool last)
{
    if (last) return LINE_LAST;
    if (end.hyphen) return LINE_HYPHEN;
    if (end.at || end.bit >= b->nbits) return LINE_PLAIN;
    const para_bit *bit = &b->p->bits[end.bit];
    return bit->kind == BIT_SPACE || bit->kind == BIT_NEWLINE ? LINE_SPACE : LINE_PLAIN;
}

static void fill(breaking *b, line_plan *plan, spot from, spot to, bool last)
{
    const para_bit *v = b->p->bits;
    size_t end = to.at ? to.bit + 1 : to.bit;
    plan->parts = ARENA_ARRAY(b->s->tmp, line_part, end - from.bit + 1);
    plan->end = kind_of(b, to, last);
    for (size_t i = from.bit; i < end; i++)
        plan->parts[plan->n++] = clip(b, &v[i], i == from.bit ? from.at : 0, i == to.bit && to.at ? to.at : v[i].to);
    while (plan->n && plan->parts[plan->n - 1].bit->kind == BIT_SPACE && !plan->parts[plan->n - 1].bit->fixed)
        plan->n--;
    if (plan->end == LINE_HYPHEN && plan->n) plan->hyphen = hyphen_of(b, plan->parts[plan->n - 1].bit);
}

static bool gives(const line_plan *plan, size_t i)
{
    const line_part *p = &plan->parts[i];
    return p->bit->kind == BIT_SPACE ? !p->bit->fixed : p->bit->even && i + 1 < plan->n;
}

/* Shares `extra` among the gaps of the line, to the last thousandth. */
static mpt spread(line_plan *plan, mpt extra, mpt size)
{
    mpt gaps = 0, spaces = 0, done = 0;
    for (size_t i = 0; i < plan->n; i++) {
        gaps += gives(plan, i);
        if (plan->parts[i].bit->kind == BIT_SPACE) spaces += plan->parts[i].word->width;
    }
    if (gaps == 0 || extra / gaps > 2 * size) return 0;
    if (extra < -spaces / 3) extra = -spaces / 3;
    for (size_t i = 0, k = 0; i < plan->n; i++) {
        if (!gives(plan, i)) continue;
        mpt upto = (mpt)((int64_t)extra * (int64_t)++k / gaps);
        plan->parts[i].pad = upto - done;
        done = upto;
    }
    return extra;
}

/* single: the line is the whole paragraph. Numbers stand at the right in both directions, or their units would not be
 * below each other. */
static mpt offset(const breaking *b, mpt room, mpt width, bool single)
{
    flow_align align = b->p->of->style.align;
    if (align == FLOW_CENTER) return (room - width) / 2;
    if (align == FLOW_DECIMAL) {
        mpt x = single ? room - width - (b->place->decimals - para_decimals(b->p)) : room - width;
        return x < 0 && width <= room ? 0 : x;
    }
    bool right = (align == FLOW_END) != b->p->rtl;
    return right ? room - width : 0;
}

static void plan_line(breaking *b, line_plan *plan, size_t number, spot from, spot to, bool last)
{
    mpt width = 0, room = number ? b->rest : b->first;
    bool leader = false, forced = last;
    fill(b, plan, from, to, last);
    if (!last && !to.at && to.bit < b->nbits) forced = b->p->bits[to.bit].kind == BIT_NEWLINE;
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->parts[i].word) width += plan->parts[i].word->width;
        else leader = true;
    }
    if (plan->hyphen) width += plan->hyphen->width;
    if (leader) plan->leader = room > width ? room - width : 0;
    width += plan->leader;
    if (!leader && b->justify && (!forced || width > room)) width += spread(plan, room - width, b->p->size);
    plan->x = offset(b, room, width, last && number == 0);
    if (number == 0 && !b->p->rtl) plan->x += b->rest - b->first;
}

static para_lines make_lines(breaking *b, arena *a, arena *keep, const size_t *ends, size_t n)
{
    line_maker m = { .s = b->s, .a = a, .keep = keep, .p = b->p, .owner = b->place->owner };
    para_lines out = { ARENA_ARRAY(a, para_line, n), n };
    mpt leading = b->p->of->style.leading;
    if (leading <= 0) leading = b->p->size * 14 / 10;
    spot from = { 0 };
    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        spot to = ends[i] < b->spots.n ? b->spots.v[ends[i]] : (spot){ b->nbits, 0, false };
        line_plan plan = { 0 };
        plan_line(b, &plan, i, from, to, last);
        line_make(&m, &plan, &out.v[i]);
        out.v[i].height = leading;
        out.v[i].baseline = para_baseline(b->p->face, b->p->size, leading);
        from = skip(b, to);
    }
    return out;
}

para_lines para_set(setter *s, arena *a, arena *keep, para *p, const para_place *at)
{
    arena_reset(s->tmp);
    const flow_style *style = &p->of->style;
    breaking b = {
        .s = s, .p = p, .place = at, .first = at->width - style->first, .rest = at->width, .nbits = p->nbits
    };
    while (b.nbits && p->bits[b.nbits - 1].kind != BIT_WORD && p->bits[b.nbits - 1].kind != BIT_LEADER) b.nbits--;
    if (b.nbits == 0) return (para_lines){ 0 };
    b.justify = style->align == FLOW_JUSTIFY && (!style->hyphenate || may_divide(&b) || is_even(p));
    size_t *ends;
    size_t n = choose(&b, &ends);
    return make_lines(&b, a, keep, ends, n);
}
