#include "compose/typography_rules.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include <string.h>
#include <unicode/ulocdata.h>
#include <unicode/ustring.h>

#define NBSP "\u00A0"
#define NNBSP "\u202F"

/* --- rules of a language */

static bool is_language(str lang, const char *base)
{
    size_t n = strlen(base);
    return str_starts(lang, str_z(base)) && (lang.n == n || lang.p[n] == '-');
}

static const char *const *titles_of(str lang)
{
    static const char *const french[] = { "M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr",   "Me",   "n°",
                                          "N°", "nº",  "p.",  "pp.",  "art.", "§",  "fig.", "tél.", NULL };
    static const char *const german[] = { "Nr.", "S.",   "Dr.",  "Prof.", "z.",   "d.", "u.",
                                          "o.",  "Abs.", "Art.", "§",     "Tel.", NULL };
    static const char *const english[] = { "No.", "no.", "p.",   "pp.", "Mr",  "Mrs", "Ms",
                                           "Dr",  "Mr.", "Mrs.", "Ms.", "Dr.", "§",   NULL };
    static const char *const others[] = { "№", "§", NULL };
    return is_language(lang, "fr")   ? french
           : is_language(lang, "de") ? german
           : is_language(lang, "en") ? english
                                     : others;
}

static str delimiter(arena *a, ULocaleData *of, ULocaleDataDelimiterType type)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar u[8];
    char text[32];
    int32_t n = ulocdata_getDelimiter(of, type, u, 8, &e), len = 0;
    u_strToUTF8(text, sizeof text, &len, u, n, &e);
    return U_SUCCESS(e) ? arena_str(a, str_of(text, (size_t)len)) : S("\"");
}

typography_rules typography_rules_of(arena *a, str lang, bool thin)
{
    typography_rules r = { .lang = lang, .french = is_language(lang, "fr"), .titles = titles_of(lang) };
    UErrorCode e = U_ZERO_ERROR;
    ULocaleData *of = ulocdata_open(arena_str(a, lang).p, &e);
    r.inner = thin ? S(NNBSP) : S(NBSP);
    if (r.french) {
        r.open[0] = arena_fmt(a, "«%.*s", STR_ARG(r.inner));
        r.close[0] = arena_fmt(a, "%.*s»", STR_ARG(r.inner));
        r.open[1] = S("“");
        r.close[1] = S("”");
    } else if (U_SUCCESS(e)) {
        r.open[0] = delimiter(a, of, ULOCDATA_QUOTATION_START);
        r.close[0] = delimiter(a, of, ULOCDATA_QUOTATION_END);
        r.open[1] = delimiter(a, of, ULOCDATA_ALT_QUOTATION_START);
        r.close[1] = delimiter(a, of, ULOCDATA_ALT_QUOTATION_END);
    } else {
        r.open[0] = r.close[0] = r.open[1] = r.close[1] = S("\"");
    }
    ulocdata_close(of);
    return r;
}

/* --- a walk along the text */

typedef struct straight_quote {
    size_t at;
    size_t pair;               /* 1 + the number of its partner among the quotes, 0 when it has none */
    const typography_rules *rules;
    str put;                   /* what stands in its place; empty: it stays */
} straight_quote;
typedef VEC(straight_quote) quotes;

typedef struct walk {
    arena *a;
    str text;
    const typography_stretch *now;
    const typography_rules *r; /* of where the walk is */
    typography_edits *out;
    size_t word;               /* start of the word that the walk is in */
    quotes quotes;             /* in order */
    size_t quote;              /* the first of them that the walk has not passed */
} walk;

static uint32_t scalar_at(str s, size_t i) { return i < s.n ? utf8_next(s, &i) : 0; }

static uint32_t scalar_before(str s, size_t i)
{
    if (i == 0) return 0;
    do i--; while (i > 0 && ((unsigned char)s.p[i] & 0xC0) == 0x80);
    return scalar_at(s, i);
}

static bool is_fixed_space(uint32_t c) { return c == 0xA0 || c == 0x202F || c == 0x2009; }
static bool is_space(uint32_t c) { return c == 0 || c == ' ' || c == '\n' || c == '\t' || is_fixed_space(c); }
static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_capital(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }
static bool is_letter(uint32_t c) { return unicode_is_word(c) && !is_digit(c); }

static void edit(walk *w, size_t at, size_t len, str put)
{
    VEC_PUSH(w->a, w->out, ((typography_edit){ .at = at, .len = len, .put = put }));
}

/* Addresses, names of files and of programs are no prose. */
static bool in_address(const walk *w, size_t i)
{
    str word = str_of(w->text.p + w->word, i - w->word);
    return str_find(word, '@') != STR_NONE || str_find(word, '/') != STR_NONE || str_starts(word, S("www."));
}

/* --- quotes: paired first, since what opens depends on what closes */

static bool opens(uint32_t before)
{
    return is_space(before) || before == '(' || before == '[' || before == '{' || before == 0x2014 ||
           before == 0x2013 || before == 0xAB || before == 0x201C || before == 0x2018 || before == 0x201E;
}

static bool may_open(uint32_t before, uint32_t after, bool after_opening)
{
    return (opens(before) || after_opening) && !is_space(after) && after != ')' && after != 0xBB && after != 0x201D;
}

static void gather_quotes(arena *a, str t, const typography_stretch *s, quotes *q)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] != '"' && t.p[i] != '\'') continue;
        while (i >= s->end) s++;
        if (s->rules) VEC_PUSH(a, q, ((straight_quote){ .at = i, .rules = s->rules }));
    }
}

/* Quotes that stand in pairs; a French apostrophe never does. */
static void pair_quotes(str t, quotes *q)
{
    enum { DEPTH = 16 };
    size_t open[DEPTH], n = 0;
    for (size_t i = 0; i < q->n; i++) {
        size_t at = q->v[i].at, k = n;
        bool single = t.p[at] == '\'';
        if (single && q->v[i].rules->french) continue;
        uint32_t before = scalar_before(t, at), after = scalar_at(t, at + 1);
        if (may_open(before, after, n > 0 && q->v[open[n - 1]].at + 1 == at)) {
            if (n < DEPTH) open[n++] = i;
            continue;
        }
        while (k > 0 && (t.p[q->v[open[k - 1]].at] == '\'') != single) k--;
        if (k == 0 || (single && unicode_is_word(after))) continue;
        n = k - 1;
        q->v[open[n]].pair = i + 1;
        q->v[i].pair = open[n] + 1;
    }
}

static void choose_quotes(str t, quotes *q)
{
    size_t depth = 0;
    for (size_t i = 0; i < q->n; i++) {
        straight_quote *v = &q->v[i];
        const typography_rules *r = v->rules;
        uint32_t before = scalar_before(t, v->at);
        if (v->pair > i + 1) v->put = r->open[depth++ & 1];
        else if (v->pair) v->put = r->close[--depth & 1];
        else if (t.p[v->at] == '\'' && is_letter(before)) v->put = S("’");
        else if (t.p[v->at] == '\'' && opens(before) && is_digit(scalar_at(t, v->at + 1)) && is_language(r->lang, "en"))
            v->put = S("’");
    }
}

/* What stands for the quote at byte i; empty: nothing. */
static str quote_at(const walk *w, size_t i)
{
    size_t k = w->quote;
    while (k > 0 && w->quotes.v[k - 1].at >= i) k--;
    while (k < w->quotes.n && w->quotes.v[k].at < i) k++;
    return k < w->quotes.n && w->quotes.v[k].at == i ? w->quotes.v[k].put : S("");
}

/* --- spaces */

/* Will there be a closing quote? */
static bool closes(const walk *w, size_t i)
{
    str quote = quote_at(w, i);
    return quote.n > 0 && (str_eq(quote, w->r->close[0]) || str_eq(quote, w->r->close[1]));
}

/* A sign with a space before it: one that was typed does not part the line; none was typed: it gets one, at the end of
 * a word only. */
static void space_before(walk *w, size_t i, str space, size_t len)
{
    uint32_t before = scalar_before(w->text, i), after = scalar_at(w->text, i + len);
    if (before == ' ' && i > 1 && !is_space(scalar_before(w->text, i - 1))) { edit(w, i - 1, 1, space); return; }
    bool ends = is_space(after) || after == ')' || after == 0xBB || after == 0x201D || after == '!' || after == '?' ||
                closes(w, i + len);
    bool word = unicode_is_word(before) || before == ')' || before == 0xBB || before == 0x201D || before == '%' ||
                (i > 0 && closes(w, i - 1));
    if (word && ends && !in_address(w, i)) edit(w, i, 0, space);
}

static void guillemet(walk *w, size_t i, bool opening_one)
{
    size_t beside = opening_one ? i + 2 : i;
    uint32_t c = opening_one ? scalar_at(w->text, beside) : scalar_before(w->text, beside);
    if (c == ' ') edit(w, opening_one ? beside : i - 1, 1, w->r->inner);
    else if (!is_space(c)) edit(w, beside, 0, w->r->inner);
}

/* Is there, at i, a space between at most three digits and two or three more? Years in a row are left alone. */
static bool parts_group(str s, size_t i)
{
    size_t before = 0, after = 0;
    while (before < i && is_digit((unsigned char)s.p[i - before - 1])) before++;
    while (i + 1 + after < s.n && is_digit((unsigned char)s.p[i + 1 + after])) after++;
    return before >= 1 && before <= 3 && (after == 2 || after == 3);
}

/* The word that begins at i, up to a space or a sign. */
static str word_at(str s, size_t i)
{
    size_t end = i;
    while (end < s.n && !strchr(" \n\t.,;:!?)/", s.p[end])) end++;
    return str_of(s.p + i, end - i);
}

static bool is_unit(str word)
{
    static const char *const units[] = { "%",  "€",  "$",  "£",  "°C",  "°",  "km",  "m",   "m²",   "m³", "cm", "mm",
                                         "kg", "g",  "mg", "l",  "L",   "cl", "ml",  "h",   "min",  "s",  "Go", "Mo",
                                         "ko", "GB", "MB", "kB", "kWh", "ha", "Uhr", "km²", "km/h", "‰" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) if (str_eqz(word, units[i])) return true;
    return false;
}

static bool is_title(const walk *w, size_t end)
{
    str word = str_of(w->text.p + w->word, end - w->word);
    while (word.n && (word.p[0] == '(' || word.p[0] == '"')) word = str_skip(word, 1);
    for (const char *const *t = w->r->titles; *t; t++) if (str_eqz(word, *t)) return true;
    return false;
}

/* "18 h 30" */
static bool follows_hour(const walk *w, size_t i)
{
    bool hour =
        i >= 3 && w->text.p[i - 1] == 'h' && is_digit((unsigned char)w->text.p[i - 3]) && w->text.p[i - 2] == ' ';
    bool fixed = i >= 4 && w->text.p[i - 1] == 'h' && scalar_before(w->text, i - 1) == 0xA0;
    return hour || fixed;
}

static void space(walk *w, size_t i)
{
    uint32_t before = scalar_before(w->text, i), after = scalar_at(w->text, i + 1);
    bool fixed = false;
    if (is_digit(before) && is_digit(after)) fixed = parts_group(w->text, i);
    else if (is_digit(before)) fixed = is_unit(word_at(w->text, i + 1));
    else if (is_digit(after)) fixed = is_title(w, i) || (w->r->french && follows_hour(w, i));
    else if (is_capital(after) || (is_letter(after) && is_language(w->r->lang, "de"))) fixed = is_title(w, i);
    if (fixed) edit(w, i, 1, S(NBSP));
}

/* --- ordinals: 1er, 1re, 2e, 2de, XXIe */

static size_t suffix_at(str s, size_t i, bool one, str *put)
{
    static const struct { const char *typed, *right; bool one;
    } suffixes[] = {
        { "ers", "ers", true },   { "er", "er", true },   { "ères", "res", true }, { "ère", "re", true },
        { "res", "res", true },   { "re", "re", true },   { "èmes", "es", false }, { "ème", "e", false },
        { "ièmes", "es", false }, { "ième", "e", false }, { "de", "de", false },   { "nd", "d", false },
        { "nde", "de", false },   { "es", "es", false },  { "e", "e", false },
    };
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++) {
        size_t n = strlen(suffixes[k].typed);
        if (suffixes[k].one != one || !str_starts(str_skip(s, i), str_z(suffixes[k].typed))) continue;
        if (unicode_is_word(scalar_at(s, i + n))) continue;
        *put = str_z(suffixes[k].right);
        return n;
    }
    return 0;
}

/* After digits, or two or more Roman ones, that are a word of their own. */
static void ordinal(walk *w, size_t i)
{
    str number = str_of(w->text.p + w->word, i - w->word), put = S("");
    while (number.n && strchr("(\"", number.p[0])) number = str_skip(number, 1);
    size_t arabic = 0, roman = 0;
    for (size_t k = 0; k < number.n; k++) {
        arabic += is_digit((unsigned char)number.p[k]);
        roman += strchr("IVXLC", number.p[k]) != NULL;
    }
    bool counts = number.n && ((arabic == number.n && arabic <= 3) || (roman == number.n && roman >= 2 && roman <= 7));
    size_t n = counts ? suffix_at(w->text, i, str_eqz(number, "1"), &put) : 0;
    if (n) VEC_PUSH(w->a, w->out, ((typography_edit){ i, n, put, true }));
}

/* --- all */

/* What may stand at i, c being the byte there. A numeral is looked at for the suffix behind it. */
static void look_french(walk *w, size_t i, unsigned char c)
{
    unsigned char next = i + 1 < w->text.n ? (unsigned char)w->text.p[i + 1] : 0;
    switch (c) {
    case ';': case '!': case '?': space_before(w, i, S(NNBSP), 1); break;
    case ':': space_before(w, i, S(NBSP), 1); break;
    case 0xC2:
        if (next == 0xAB) guillemet(w, i, true);
        if (next == 0xBB) guillemet(w, i, false);
        break;
    default:
        if (next == 'e' || next == 'r' || next == 'd' || next == 'n' || next == 'i' || next == 0xC3) ordinal(w, i + 1);
        break;
    }
}

/* An edit at or before the end of the one before would write over it: "12 % ?". */
static bool is_free(const walk *w, size_t before)
{
    size_t n = w->out->n;
    if (n <= before || n < 2) return true;
    const typography_edit *last = &w->out->v[n - 1], *old = &w->out->v[n - 2];
    return last->at >= old->at + old->len && (last->at > old->at || old->len > 0 || last->len > 0);
}

/* Bytes at which there may be something to do: signs, spaces, numerals. */
static const bool looked_at[256] = {
    [' '] = true, ['\n'] = true, ['"'] = true, ['\''] = true, ['('] = true, [';'] = true, ['!'] = true, ['?'] = true,
    [':'] = true, [0xC2] = true, [0xAB] = true, [0xA0] = true, [0xAF] = true, ['0'] = true, ['1'] = true, ['2'] = true,
    ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['I'] = true,
    ['V'] = true, ['X'] = true, ['L'] = true, ['C'] = true,
};

static void look(walk *w, size_t i, unsigned char c)
{
    size_t before = w->out->n;
    while (i >= w->now->end) w->now++;
    w->r = w->now->rules;
    if (!w->r) return;
    while (w->quote < w->quotes.n && w->quotes.v[w->quote].at < i) w->quote++;
    str quote = quote_at(w, i);
    if (quote.n) edit(w, i, 1, quote);
    else if (c == ' ') space(w, i);
    else if (w->r->french && c != '"' && c != '\'' && c != '(' && c < 0x80) look_french(w, i, c);
    else if (w->r->french && c == 0xC2) look_french(w, i, c);
    if (!is_free(w, before)) w->out->n = before;
}

void typography_find(arena *a, str text, const typography_stretch *stretches, typography_edits *out)
{
    walk w = { .a = a, .text = text, .now = stretches, .out = out };
    gather_quotes(a, text, stretches, &w.quotes);
    pair_quotes(text, &w.quotes);
    choose_quotes(text, &w.quotes);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (!looked_at[c]) continue;
        look(&w, i, c);
        bool opened = c == '(' || c == '"' || (c == 0xAB && i > 0 && (unsigned char)text.p[i - 1] == 0xC2);
        bool fixed = (c == 0xA0 || c == 0xAF) && is_fixed_space(scalar_before(text, i + 1));
        if (c == ' ' || c == '\n' || opened || fixed) w.word = i + 1;
    }
}
