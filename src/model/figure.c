#include "model/figure.h"
#include "base/buf.h"
#include "base/utf8.h"
#include <math.h>

/* The text with one kind of space, apostrophe and dash, `at` the next byte to read. */
typedef struct reader { arena *a; str s; size_t at; } reader;

/* --- one form of the signs */

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2007;
}

/* Spaces become one blank, none at the ends; curly apostrophes straight. */
static str plain(arena *a, str text)
{
    buf out = { 0 };
    bool gap = false;
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        uint32_t c = utf8_next(text, &i);
        if (is_space(c)) { gap = true; continue; }
        if (gap && out.n) buf_char(&out, ' ');
        gap = false;
        if (c == 0x2019) buf_char(&out, '\'');
        else buf_put(&out, text.p + from, i - from);
    }
    return buf_take(&out, a);
}

static str left(const reader *r) { return str_skip(r->s, r->at); }
static bool at_end(const reader *r) { return r->at >= r->s.n; }
static void skip_blank(reader *r) { while (!at_end(r) && r->s.p[r->at] == ' ') r->at++; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Is c the first byte of something that goes on a word? */
static bool in_word(unsigned char c) { return c >= 0x80 || is_digit((char)c) || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* ASCII letters in either case; the few accented words of the grammar are written small. */
static bool starts_with(str s, const char *word)
{
    size_t n = strlen(word);
    if (s.n < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c != word[i]) return false;
    }
    return !in_word((unsigned char)word[n - 1]) || s.n == n || !in_word((unsigned char)s.p[n]);
}

static bool take(reader *r, const char *word)
{
    size_t before = r->at;
    skip_blank(r);
    if (starts_with(left(r), word)) { r->at += strlen(word); return true; }
    r->at = before;
    return false;
}

/* --- missing */

static bool is_placeholder(str s)
{
    if (s.n < 3) return false;
    for (size_t i = 0; i < s.n; i++) if ((s.p[i] | 32) != 'x') return false;
    return true;
}

static bool is_missing(str s)
{
    static const char *const words[] = { "-", "–", "—", "…", "nd", "n.d.", "nc", "n.c.", "ns", "n.s.", "non renseigné",
                                         "non disponible", "non connu" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (s.n == strlen(words[i]) && starts_with(s, words[i])) return true;
    return s.n == 0 || is_placeholder(s);
}

/* --- numbers */

typedef struct number { double v; uint8_t decimals; } number;

static size_t digits_at(str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && is_digit(s.p[i + n])) n++;
    return n;
}

/* A sign that starts the text: "-3,4" is a change or a balance. Elsewhere a hyphen stands between two numbers. */
static bool take_minus(reader *r)
{
    str s = left(r);
    size_t n = str_starts(s, S("\u2212")) ? 3 : s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
    if (r->at || n == 0 || digits_at(s, n) == 0) return false;
    r->at = n;
    return s.p[0] != '+';
}

/* "3 200", "11 500", "3200", "1.5", "81,3". A blank before three digits joins them when at most three stand before. */
static bool take_number(reader *r, number *out)
{
    size_t before = r->at;
    bool minus = take_minus(r);
    skip_blank(r);
    size_t i = r->at, n = digits_at(r->s, i);
    if (n == 0) { r->at = before; return false; }
    double v = 0;
    bool groups = n <= 3;
    for (;;) {
        for (size_t k = 0; k < n; k++) v = v * 10 + (r->s.p[i + k] - '0');
        i += n;
        if (!groups || i >= r->s.n || r->s.p[i] != ' ' || digits_at(r->s, i + 1) != 3) break;
        i++;
        n = 3;
    }
    *out = (number){ v, 0 };
    n = i < r->s.n && (r->s.p[i] == ',' || r->s.p[i] == '.') ? digits_at(r->s, i + 1) : 0;
    for (size_t k = 0; k < n; k++) out->v += (r->s.p[i + 1 + k] - '0') / pow(10, (double)(k + 1));
    if (n) { i += 1 + n; out->decimals = (uint8_t)(n > 9 ? 9 : n); }
    r->at = i;
    bool millions = take(r, "millions") || take(r, "million");
    bool milliards = !millions && (take(r, "milliards") || take(r, "milliard"));
    double times = millions ? 1e6 : milliards ? 1e9 : 1;
    if (times > 1) {
        *out = (number){ out->v * times, 0 };
        if (!take(r, "d'")) take(r, "de");
    }
    if (minus) out->v = -out->v;
    return isfinite(out->v);
}

/* 1900 to 2199, as four digits with nothing of a number behind them. */
static bool take_year(reader *r, int *out)
{
    size_t before = r->at;
    skip_blank(r);
    str s = left(r);
    bool decimals = s.n > 5 && s.p[4] == ',' && is_digit(s.p[5]);
    if (digits_at(s, 0) == 4 && !decimals) {
        int y = (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10 + (s.p[3] - '0');
        if (y >= 1900 && y < 2200) {
            *out = y;
            r->at += 4;
            return true;
        }
    }
    r->at = before;
    return false;
}

/* --- sense, unit */

static figure_sense take_sense(reader *r)
{
    static const struct { const char *word; figure_sense sense;
    } words[] = {
        { "≈", FIGURE_ABOUT },          { "~", FIGURE_ABOUT },          { "environ", FIGURE_ABOUT },
        { "près de", FIGURE_ABOUT },    { "plus de", FIGURE_MORE },     { "moins de", FIGURE_LESS },
        { "au moins", FIGURE_AT_LEAST }, { "minimum", FIGURE_AT_LEAST }, { "au plus", FIGURE_AT_MOST },
        { "maximum", FIGURE_AT_MOST },  { "jusqu'à", FIGURE_AT_MOST },  { ">", FIGURE_MARKED },
        { "<", FIGURE_MARKED },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take(r, words[i].word)) return words[i].sense;
    return FIGURE_EXACT;
}

static str take_unit(reader *r)
{
    static const struct { const char *word, *unit;
    } units[] = {
        { "%", "%" },           { "€", "€" },           { "euros", "€" },           { "euro", "€" },
        { "etp", "ETP" },       { "places", "places" }, { "place", "places" },      { "enfants", "enfants" },
        { "enfant", "enfants" }, { "familles", "familles" }, { "heures", "heures" }, { "h", "heures" },
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (take(r, units[i].word)) return str_z(units[i].unit);
    return S("");
}

/* --- change: de 81,3 % en 2017 à 92,5 % en 2023 */

static bool take_change(reader *r, figure *f)
{
    number a, b;
    if (!take(r, "de") || !take_number(r, &a)) return false;
    str first = take_unit(r);
    if (!take(r, "en") || !take_year(r, &f->year_before) || !take(r, "à") || !take_number(r, &b)) return false;
    str second = take_unit(r);
    if (!take(r, "en") || !take_year(r, &f->year)) return false;
    f->kind = FIGURE_CHANGE;
    f->a = a.v, f->a_decimals = a.decimals;
    f->b = b.v, f->b_decimals = b.decimals;
    f->unit = second.n ? second : first;
    return true;
}

/* --- amount */

static void set_second(figure *f, figure_kind kind, number b)
{
    f->kind = kind;
    f->b = b.v;
    f->b_decimals = b.decimals;
}

/* "1 enfant de moins de trois ans sur 3": within one sentence, and with nothing but words between. */
static bool take_out_of(reader *r, number *b)
{
    str s = left(r);
    size_t at = str_search(s, S(" sur "));
    for (size_t i = 0; i < at && at != STR_NONE; i++)
        if (is_digit(s.p[i]) || s.p[i] == '(' || s.p[i] == '.' || s.p[i] == ';') return false;
    if (at == STR_NONE) return false;
    reader ahead = *r;
    ahead.at += at + sizeof " sur" - 1;
    if (!take_number(&ahead, b)) return false;
    *r = ahead;
    return true;
}

/* The word between the two numbers of a range. */
static bool take_joint(reader *r, bool between)
{
    if (between) return take(r, "et");
    return take(r, "à") || take(r, "ou") || take(r, "–") || take(r, "-");
}

static bool take_amount(reader *r, figure *f)
{
    number a, b;
    reader opened = *r;
    bool between = take(&opened, "entre"), from = !between && take(&opened, "de");
    reader start = between || from ? opened : *r;
    if (!take_number(&start, &a)) return false;
    *r = start;
    f->kind = FIGURE_NUMBER;
    f->a = a.v;
    f->a_decimals = a.decimals;
    reader ahead = *r;
    bool ratio = take(&ahead, "/"), range = !ratio && take_joint(&ahead, between);
    if ((ratio || range) && take_number(&ahead, &b)) {
        *r = ahead;
        set_second(f, ratio ? FIGURE_RATIO : FIGURE_RANGE, b);
    }
    if ((between || from) && f->kind != FIGURE_RANGE) return false;
    f->unit = take_unit(r);
    bool share = str_eqz(f->unit, "%") || str_eqz(f->unit, "€");
    if (f->kind == FIGURE_NUMBER && !share && take_out_of(r, &b)) set_second(f, FIGURE_RATIO, b);
    return true;
}

/* --- what follows */

static bool take_day(reader *r, figure *f)
{
    str s = left(r);
    if (s.n < 10 || s.p[2] != '/' || s.p[5] != '/') return false;
    if (digits_at(s, 0) != 2 || digits_at(s, 3) != 2 || digits_at(s, 6) != 4) return false;
    f->day = arena_fmt(r->a, "%.4s-%.2s-%.2s", s.p + 6, s.p + 3, s.p);
    r->at += 6;
    return take_year(r, &f->year);
}

static bool take_month(reader *r)
{
    static const char *const months[] = { "janvier", "février", "mars",      "avril",   "mai",      "juin",
                                          "juillet", "août",    "septembre", "octobre", "novembre", "décembre" };
    for (size_t i = 0; i < 12; i++) if (take(r, months[i])) return true;
    return false;
}

/* "source CAF 2022", "données IMAJE 2022", "2021", "moyenne": what stands in brackets. */
static void read_brackets(arena *a, str s, figure *f)
{
    reader r = { a, s, 0 };
    if (take_year(&r, &f->year) && at_end(&r)) return;
    r.at = 0;
    bool said = take(&r, "source :") || take(&r, "source") || take(&r, "sources") || take(&r, "données");
    if (!said) { f->note = s; return; }
    str name = str_trim(left(&r));
    size_t space = str_rfind(name, ' ');
    reader last = { a, space == STR_NONE ? S("") : str_skip(name, space), 0 };
    if (take_year(&last, &f->year) && at_end(&last)) name = str_trim(str_first(name, space));
    f->source = name;
}

/* One thing that the grammar knows, at a place between words. */
static bool take_known(reader *r, figure *f)
{
    reader ahead = *r;
    bool target = false, since = false;
    if (take(&ahead, "(")) {
        size_t end = str_find(left(&ahead), ')');
        if (end == STR_NONE || f->note.n || f->source.n) return false;
        read_brackets(r->a, str_trim(str_first(left(&ahead), end)), f);
        r->at = ahead.at + end + 1;
        return true;
    }
    if (f->year) return false;
    if (take(&ahead, "au")) {
        skip_blank(&ahead);
        if (!take_day(&ahead, f)) return false;
    } else {
        target = take(&ahead, "d'ici à") || take(&ahead, "d'ici");
        since = !target && take(&ahead, "depuis");
        if (!target && !since && !take(&ahead, "en")) return false;
        take_month(&ahead);
        if (!take_year(&ahead, &f->year)) return false;
    }
    f->target = target;
    f->since = since;
    *r = ahead;
    return true;
}

static void take_rest(reader *r, figure *f)
{
    buf rest = { 0 };
    while (!at_end(r)) {
        if (take_known(r, f)) continue;
        size_t from = r->at;
        skip_blank(r);
        while (!at_end(r) && r->s.p[r->at] != ' ') r->at++;
        buf_put(&rest, r->s.p + from, r->at - from);
    }
    str text = str_trim(buf_view(&rest));
    if (text.n) f->rest = arena_str(r->a, text);
    buf_free(&rest);
}

figure figure_parse(arena *a, str text)
{
    reader r = { a, plain(a, text), 0 };
    figure f = { .text = r.s };
    if (is_missing(r.s)) return f;
    if (take_change(&r, &f)) {
        take_rest(&r, &f);
        return f;
    }
    f = (figure){ .text = r.s };
    r.at = 0;
    f.sense = take_sense(&r);
    if (!take_amount(&r, &f)) return (figure){ .kind = FIGURE_TEXT, .text = r.s };
    if (f.sense == FIGURE_EXACT) {                 /* "2 fois minimum" */
        reader ahead = r;
        if (take(&ahead, "minimum") || take(&ahead, "au moins")) f.sense = FIGURE_AT_LEAST, r = ahead;
    }
    take_rest(&r, &f);
    return f;
}

const char *figure_kind_name(figure_kind k)
{
    static const char *const names[] = { "missing", "number", "range", "ratio", "change", "text" };
    return names[k];
}

const char *figure_sense_name(figure_sense s)
{
    static const char *const names[] = { "exact", "about", "more", "less", "at_least", "at_most", "marked" };
    return names[s];
}
