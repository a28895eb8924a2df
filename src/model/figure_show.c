#include "model/figure_show.h"
#include "base/unicode.h"

typedef struct shower { arena *a; const figure *f; str unit; locale *l; const words *w; } shower;

static str with_one(const shower *s, str pattern, str x) { return words_fill(s->a, words_get(s->w, pattern), &x, 1); }

static str with_two(const shower *s, str pattern, str x, str y)
{
    return words_fill(s->a, words_get(s->w, pattern), (str[]){ x, y }, 2);
}

static str bare(const shower *s, double v, int decimals) { return locale_number(s->l, s->a, v, decimals, decimals); }

static str with_unit(const shower *s, double v, int decimals)
{
    if (str_eqz(s->unit, "%")) return locale_percent(s->l, s->a, v, decimals, decimals);
    if (str_eqz(s->unit, "€")) return locale_money(s->l, s->a, v, S("EUR"));
    str number = bare(s, v, decimals);
    if (s->unit.n == 0) return number;
    return arena_fmt(s->a, "%.*s\u00A0%.*s", STR_ARG(number), STR_ARG(words_get(s->w, s->unit)));
}

static str year(const shower *s, int y) { return unicode_digits(s->a, arena_fmt(s->a, "%d", y), locale_zero(s->l)); }

static str amount(const shower *s)
{
    const figure *f = s->f;
    str second = with_unit(s, f->b, f->b_decimals);
    switch (f->kind) {
    case FIGURE_RANGE: return with_two(s, S("%s à %s"), bare(s, f->a, f->a_decimals), second);
    case FIGURE_RATIO: return with_two(s, S("%s sur %s"), bare(s, f->a, f->a_decimals), second);
    case FIGURE_CHANGE:
        return words_fill(s->a, words_get(s->w, S("de %s en %s à %s en %s")),
                          (str[]){ with_unit(s, f->a, f->a_decimals), year(s, f->year_before), second,
                                   year(s, f->year) }, 4);
    default: return with_unit(s, f->a, f->a_decimals);
    }
}

static str with_sense(const shower *s, str x)
{
    switch (s->f->sense) {
    case FIGURE_ABOUT: return arena_fmt(s->a, "≈\u00A0%.*s", STR_ARG(x));
    case FIGURE_MORE: return with_one(s, S("plus de %s"), x);
    case FIGURE_LESS: return with_one(s, S("moins de %s"), x);
    case FIGURE_AT_LEAST: return with_one(s, S("au moins %s"), x);
    case FIGURE_AT_MOST: return with_one(s, S("au plus %s"), x);
    case FIGURE_MARKED: return arena_fmt(s->a, "%c\u00A0%.*s", s->f->text.p[0], STR_ARG(x));
    default: return x;
    }
}

str figure_show(arena *a, const figure *f, str unit, locale *l, const words *w)
{
    shower s = { a, f, f->unit.n ? f->unit : unit, l, w };
    if (f->kind == FIGURE_MISSING) return words_get(w, S("non renseigné"));
    if (f->kind == FIGURE_TEXT) return words_get(w, f->text);
    str x = with_sense(&s, amount(&s));
    if (f->target) x = with_two(&s, S("%s d’ici %s"), x, year(&s, f->year));
    if (f->since) x = with_two(&s, S("%s depuis %s"), x, year(&s, f->year));
    if (f->rest.n) x = arena_fmt(a, "%.*s %.*s", STR_ARG(x), STR_ARG(words_get(w, f->rest)));
    if (f->note.n) x = arena_fmt(a, "%.*s (%.*s)", STR_ARG(x), STR_ARG(words_get(w, f->note)));
    return x;
}
