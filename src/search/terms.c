#include "search/terms.h"
#include "base/unicode.h"
#include "base/utf8.h"

typedef enum ends { ENDS_STAY, ENDS_PLURAL, ENDS_FRENCH, ENDS_GERMAN } ends;

typedef struct word { uint32_t v[TERM_LENGTH]; size_t n; } word;

typedef struct cutter {
    arena *a;
    ends ends;                 /* what the language cuts off Latin words */
    term_list *out;
    word word;
    uint32_t before;           /* the sign of Han or kana just passed, 0: none */
    bool alone;                /* it has been in no pair yet */
} cutter;

/* --- 2. what falls, what merges */

static bool falls(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || c == 0x483 || c == 0x484 || (c >= 0x591 && c <= 0x5C7) || c == 0x640 ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x6D6 && c <= 0x6ED) || c == 0xAD ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0x3099 || c == 0x309A || c == 0xFEFF;
}

/* What c becomes; *second: another scalar behind it, 0: none. */
static uint32_t merge(uint32_t c, uint32_t *second)
{
    static const struct { uint32_t from, to, second;
    } pairs[] = {
        { 0xDF, 's', 's' }, { 0xE6, 'a', 'e' }, { 0xF8, 'o', 0 },       { 0x111, 'd', 0 },     { 0x131, 'i', 0 },
        { 0x142, 'l', 0 },  { 0x153, 'o', 'e' }, { 0x3C2, 0x3C3, 0 },   { 0x629, 0x647, 0 },   { 0x649, 0x64A, 0 },
        { 0x671, 0x627, 0 }, { 0x6A9, 0x643, 0 }, { 0x6CC, 0x64A, 0 },
    };
    static const uint32_t zeros[] = { 0x660, 0x6F0, 0x966, 0x9E6, 0xBE6 };
    *second = 0;
    if (c < 0xDF) return c;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].from == c) { *second = pairs[i].second; return pairs[i].to; }
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10) return '0' + (c - zeros[i]);
    return c;
}

static bool is_unspaced(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* --- 4. ends and articles */

static bool ends_in(const word *w, const char *tail)
{
    size_t n = strlen(tail);
    if (w->n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (w->v[w->n - n + i] != (unsigned char)tail[i]) return false;
    return true;
}

static void cut_plural(word *w, bool french)
{
    if (french && w->n > 4 && ends_in(w, "aux") && !ends_in(w, "eaux")) {
        w->v[w->n - 2] = 'l';
        w->n--;
    } else if (w->n > 3 && ((ends_in(w, "s") && !ends_in(w, "ss")) || (french && ends_in(w, "x")))) {
        w->n--;
    }
}

static void cut_german(word *w)
{
    static const char *const tails[] = { "ern", "en", "er", "es", "em", "e", "n", "s" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (w->n >= 4 + strlen(tails[i]) && ends_in(w, tails[i])) { w->n -= strlen(tails[i]); return; }
}

static void cut_arabic(word *w)
{
    enum { ALEF = 0x627, LAM = 0x644, WAW = 0x648, BEH = 0x628, FEH = 0x641, KAF = 0x643 };
    const uint32_t *v = w->v;
    size_t n = 0;
    bool joined = w->n > 3 && (v[0] == WAW || v[0] == BEH || v[0] == FEH || v[0] == KAF);
    if (joined && v[1] == ALEF && v[2] == LAM) n = 3;
    else if (w->n > 2 && v[1] == LAM && (v[0] == ALEF || v[0] == LAM)) n = 2;
    if (n == 0 || w->n < n + 3) return;
    memmove(w->v, w->v + n, (w->n - n) * sizeof *w->v);
    w->n -= n;
}

static ends ends_of(str lang)
{
    static const struct { const char *lang; ends ends;
    } list[] = { { "fr", ENDS_FRENCH }, { "en", ENDS_PLURAL }, { "es", ENDS_PLURAL }, { "pt", ENDS_PLURAL },
                 { "de", ENDS_GERMAN } };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eqz(lang, list[i].lang)) return list[i].ends;
    return ENDS_STAY;
}

static void cut_ends(word *w, ends how)
{
    if (w->v[0] >= 0x600 && w->v[0] <= 0x6FF) cut_arabic(w);
    if (w->v[0] < 'a' || w->v[0] > 'z') return;
    if (how == ENDS_GERMAN) cut_german(w);
    else if (how != ENDS_STAY) cut_plural(w, how == ENDS_FRENCH);
}

/* --- 3. words */

static void put(cutter *c, const uint32_t *v, size_t n)
{
    char bytes[4 * TERM_LENGTH];
    size_t len = 0;
    for (size_t i = 0; i < n; i++) len += (size_t)utf8_put(bytes + len, v[i]);
    VEC_PUSH(c->a, c->out, arena_str(c->a, str_of(bytes, len)));
}

static void end_word(cutter *c)
{
    word *w = &c->word;
    bool letter = w->n == 1 && w->v[0] >= 'a' && w->v[0] <= 'z';
    if (w->n && !letter) {
        cut_ends(w, c->ends);
        put(c, w->v, w->n);
    }
    w->n = 0;
}

static void end_unspaced(cutter *c)
{
    if (c->before && c->alone) put(c, &c->before, 1);
    c->before = 0;
}

static void take_unspaced(cutter *c, uint32_t sign)
{
    end_word(c);
    if (c->before) put(c, (uint32_t[]){ c->before, sign }, 2);
    c->alone = !c->before;
    c->before = sign;
}

static void take(cutter *c, uint32_t scalar)
{
    if (falls(scalar)) return;
    if (is_unspaced(scalar)) { take_unspaced(c, scalar); return; }
    end_unspaced(c);
    if (!unicode_is_word(scalar)) { end_word(c); return; }
    uint32_t second, first = merge(scalar, &second);
    if (c->word.n < TERM_LENGTH) c->word.v[c->word.n++] = first;
    if (second && c->word.n < TERM_LENGTH) c->word.v[c->word.n++] = second;
}

void terms_of(arena *a, str lang, str text, term_list *out)
{
    cutter c = { .a = a, .ends = ends_of(lang), .out = out };
    str folded = unicode_fold(a, text);            /* 1. */
    for (size_t i = 0; i < folded.n;) take(&c, utf8_next(folded, &i));
    end_word(&c);
    end_unspaced(&c);
}
