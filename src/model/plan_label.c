#include "model/plan_label.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

/* --- letters */

/* The small letter without its accent, of what French has; other scalars as they are. */
static uint32_t bare_letter(uint32_t c)
{
    static const char latin[] = "aaaaaa ceeeeiiiidnooooo ouuuuy s";       /* from U+00C0, and again from U+00E0 */
    if (c >= 'A' && c <= 'Z') return c + 32;
    return c < 0xC0 || c > 0xFF ? c : (uint32_t)(unsigned char)latin[c & 31];
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
static bool is_degree(uint32_t c) { return c == 0xB0 || c == 0xBA; }         /* n° */
static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_letter(uint32_t c) { return !is_digit(c) && unicode_is_word(c); }

static uint32_t scalar(str s, size_t *i) { return *i < s.n ? utf8_next(s, i) : 0; }

static uint32_t peek(str s, size_t i) { return scalar(s, &i); }

static size_t spaces(str s, size_t i)
{
    for (size_t next = i; is_space(scalar(s, &next)); i = next) {}
    return i;
}

static str trim(str s)
{
    s = str_skip(s, spaces(s, 0));
    size_t end = 0;
    for (size_t i = 0; i < s.n;) if (!is_space(utf8_next(s, &i))) end = i;
    return str_first(s, end);
}

/* A word of ASCII letters, whatever the case and accents of the text; a space in it stands for any, or none. STR_NONE:
 * it isn't there. */
static size_t word_at(str s, size_t i, const char *word)
{
    for (; *word; word++) {
        if (*word == ' ') i = spaces(s, i);
        else if (bare_letter(scalar(s, &i)) != (uint32_t)(unsigned char)*word) return STR_NONE;
    }
    return i;
}

/* --- numbers */

enum { MOST = 99999 };

static size_t digits_at(str s, size_t i, int *out)
{
    size_t from = i;
    *out = 0;
    for (; i < s.n && is_digit((unsigned char)s.p[i]); i++)
        if (*out <= MOST) *out = *out * 10 + (s.p[i] - '0');
    return i > from && *out <= MOST ? i : STR_NONE;
}

static int roman_value(char c) { return c == 'I' ? 1 : c == 'V' ? 5 : c == 'X' ? 10 : 0; }

/* I to XXXIX; capitals only, and no letter after it. */
static size_t roman_at(str s, size_t i, int *out)
{
    size_t from = i;
    *out = 0;
    for (; i < s.n && i - from < 7 && roman_value(s.p[i]); i++) {
        int v = roman_value(s.p[i]), after = i + 1 < s.n ? roman_value(s.p[i + 1]) : 0;
        *out += v < after ? -v : v;
    }
    return i > from && *out > 0 && !is_letter(peek(s, i)) ? i : STR_NONE;
}

/* "2", "II", "5.2", "I.2": of several parts the last one. */
static size_t number_at(str s, size_t i, int *out)
{
    size_t end = STR_NONE;
    for (;;) {
        size_t next = digits_at(s, i, out);
        if (next == STR_NONE) next = roman_at(s, i, out);
        if (next == STR_NONE) return end;
        end = next;
        if (peek(s, end) != '.' || !(is_digit(peek(s, end + 1)) || roman_value(end + 1 < s.n ? s.p[end + 1] : 0)))
            return end;
        i = end + 1;
        int ignored;
        if (digits_at(s, i, &ignored) == STR_NONE && roman_at(s, i, &ignored) == STR_NONE) return end;
    }
}

bool plan_number(str s, int *out)
{
    s = trim(s);
    return number_at(s, 0, out) == s.n && s.n > 0;
}

/* Past the sign between a number and its title; where there is none, `i` itself. *signs: how many there were. */
static size_t separator(str s, size_t i, size_t *signs)
{
    *signs = 0;
    for (;;) {
        size_t next = spaces(s, i), after = next;
        uint32_t c = scalar(s, &after);
        bool sign = c == ':' || c == '.' || c == ')' || (is_dash(c) && (next > i || is_space(peek(s, after))));
        if (!sign || *signs == 2) return *signs ? next : i;
        ++*signs;
        i = after;
    }
}

int plan_take_number(str *title)
{
    int number = 0;
    size_t signs, end = number_at(*title, 0, &number);
    if (end == STR_NONE) return 0;
    size_t from = separator(*title, end, &signs);
    if (!signs) return 0;
    *title = trim(str_skip(*title, from));
    return number;
}

/* --- labels */

static const struct { const char *word; plan_level level; } words[] = {
    { "fiches actions ", PLAN_SHEET }, { "fiche action ", PLAN_SHEET }, { "fiche ", PLAN_SHEET },
    { "objectifs operationnels ", PLAN_GOAL }, { "objectif operationnel ", PLAN_GOAL },
    { "objectifs intermediaires ", PLAN_AIM }, { "objectif intermediaire ", PLAN_AIM },
    { "axes strategiques ", PLAN_AXIS }, { "axe strategique ", PLAN_AXIS }, { "axe ", PLAN_AXIS },
    { "thematique ", PLAN_THEME }, { "theme ", PLAN_THEME }, { "o.i. ", PLAN_AIM }, { "o.o. ", PLAN_GOAL },
    { "oi ", PLAN_AIM }, { "0i ", PLAN_AIM }, { "oo ", PLAN_GOAL }, { "0o ", PLAN_GOAL },
};

typedef struct label { plan_level level; int number; bool zeros; size_t end, signs; } label;

/* "001": two zeros that were meant for letters, then the number. */
static size_t zeros_at(str s, size_t i, label *l)
{
    bool first = i < s.n && (s.p[i] == '0' || s.p[i] == 'O' || s.p[i] == 'o');
    bool second = i + 1 < s.n && (s.p[i + 1] == '0' || s.p[i + 1] == 'O');
    if (!first || !second || (s.p[i] != '0' && s.p[i + 1] != '0')) return STR_NONE;
    size_t end = digits_at(s, i + 2, &l->number);
    if (end == STR_NONE || l->number == 0) return STR_NONE;
    l->level = PLAN_GOAL;
    l->zeros = true;
    return end;
}

static size_t named_at(str s, size_t i, label *l)
{
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t end = word_at(s, i, words[k].word);
        if (end == STR_NONE) continue;
        size_t sign = word_at(s, end, "n");
        if (sign != STR_NONE && is_degree(peek(s, sign))) end = spaces(s, sign + 2);
        bool letters = words[k].level == PLAN_AXIS || words[k].level == PLAN_THEME;
        end = letters ? number_at(s, end, &l->number) : digits_at(s, end, &l->number);
        if (end == STR_NONE) continue;
        l->level = words[k].level;
        return end;
    }
    return STR_NONE;
}

/* The label that begins at i. A letter right after its number makes it none. */
static bool label_at(str s, size_t i, label *l)
{
    *l = (label){ 0 };
    size_t end = zeros_at(s, i, l);
    if (end == STR_NONE) end = named_at(s, i, l);
    if (end == STR_NONE || is_letter(peek(s, end)) || is_digit(peek(s, end))) return false;
    l->end = separator(s, end, &l->signs);
    return true;
}

/* --- pieces */

typedef struct cutter { arena *a; VEC(plan_piece) v; bool lines; } cutter;

static str joined(arena *a, str x, str y)
{
    return x.n == 0 ? y : y.n == 0 ? x : arena_fmt(a, "%.*s %.*s", STR_ARG(x), STR_ARG(y));
}

/* "- ", "• ", "▶ " before a line. */
static str without_bullet(str s)
{
    size_t i = 0;
    uint32_t c = scalar(s, &i);
    bool bullet = is_dash(c) || c == '*' || c == 0x2022 || c == 0x25B6 || c == 0x25BA || c == 0xB7;
    return bullet && is_space(peek(s, i)) ? trim(str_skip(s, i)) : s;
}

/* A text without a label goes on with what stands before it in the cell. */
static void take(cutter *c, const label *l, bool more, const char *at, str text)
{
    plan_piece *last = c->v.n && l->level == PLAN_ROOT && !more ? &c->v.v[c->v.n - 1] : NULL;
    if (last && last->level != PLAN_ROOT) last->title = joined(c->a, last->title, text);
    else if (last && !c->lines) last->rest = joined(c->a, last->rest, text);
    else VEC_PUSH(c->a, &c->v, (plan_piece){ .level = l->level, .number = l->number, .zeros = l->zeros, .more = more,
                                             .title = text, .at = at });
}

/* Where another label with a colon begins within a line, or " + Capital". */
static size_t next_cut(str s, size_t from)
{
    label l;
    for (size_t i = from; i < s.n; i++) {
        if (i == 0 || !is_space((unsigned char)s.p[i - 1])) continue;
        if (label_at(s, i, &l) && l.signs && l.level > PLAN_AXIS) return i;
        uint32_t after = s.p[i] == '+' && i + 2 < s.n && s.p[i + 1] == ' ' ? peek(s, i + 2) : 0;
        if (after && bare_letter(after) != after) return i;
    }
    return STR_NONE;
}

static void cut_line(cutter *c, str line)
{
    for (size_t from = 0;;) {
        label l;
        bool more = line.p[from] == '+';
        if (more || !label_at(line, from, &l)) l = (label){ .end = from + more };
        size_t next = next_cut(line, l.end > from ? l.end : from + 1);
        str text = next == STR_NONE ? str_skip(line, l.end) : str_of(line.p + l.end, next - l.end);
        take(c, &l, more, line.p + from, trim(text));
        if (next == STR_NONE) return;
        from = next;
    }
}

size_t plan_cut(arena *a, str text, bool lines, plan_piece **out)
{
    cutter c = { .a = a, .lines = lines };
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r') end++;
        str line = without_bullet(trim(str_of(text.p + i, end - i)));
        if (line.n) cut_line(&c, line);
        i = end + 1;
    }
    *out = c.v.v;
    return c.v.n;
}

bool plan_list(arena *a, str text, bool bare, int **numbers, size_t *n)
{
    VEC(int) list = { 0 };
    size_t i = word_at(text, 0, " n");
    bool marked = i != STR_NONE && (is_degree(peek(text, i)) || bare_letter(peek(text, i)) == 'o');
    if (!marked && !bare) return false;
    if (marked) scalar(text, &i);
    else i = 0;
    while (i < text.n) {
        int number;
        size_t end = digits_at(text, i, &number);
        if (end != STR_NONE) {
            VEC_PUSH(a, &list, number);
            i = end;
            continue;
        }
        size_t and = word_at(text, i, "et");
        uint32_t c = scalar(text, &i);
        if (and != STR_NONE && !is_letter(peek(text, and))) i = and;
        else if (!is_space(c) && !is_dash(c) && c != ',' && c != ';' && c != '/' && c != '.') return false;
    }
    *numbers = list.v;
    *n = list.n;
    return list.n > 0;
}

/* --- what else a cell may hold */

/* A tag that word processors leave behind, at s.p[i]: its length; 0: none. *breaks: a line ends there. */
static size_t tag_at(str s, size_t i, bool *breaks)
{
    static const char *const names[] = { "p", "br", "b", "i", "u", "em", "strong", "ul", "ol", "li", "span" };
    size_t from = i + 1 + (i + 1 < s.n && s.p[i + 1] == '/'), end = str_find(str_skip(s, i), '>');
    if (s.p[i] != '<' || end == STR_NONE || end > 80) return 0;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        size_t n = strlen(names[k]), after = word_at(s, from, names[k]);
        if (after != from + n || after >= s.n || !strchr("> /", s.p[after])) continue;
        *breaks = k < 2 || k > 6;
        return end + 1;
    }
    return 0;
}

str plan_clean(arena *a, str text)
{
    if (str_find(text, '<') == STR_NONE) return text;
    char *out = arena_alloc(a, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        bool breaks = false;
        size_t tag = text.p[i] == '<' ? tag_at(text, i, &breaks) : 0;
        if (breaks) out[n++] = '\n';
        if (tag) i += tag;
        else out[n++] = text.p[i++];
    }
    return str_of(out, n);
}

int plan_announced(str text)
{
    static const char *const numbers[] = { "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix" };
    static const char *const things[] = { " axes", " champs", " volets" };
    for (size_t i = 0; i < text.n; i++) {
        int n = 0;
        size_t end = STR_NONE;
        if (i && !is_space((unsigned char)text.p[i - 1])) continue;
        if (is_digit((unsigned char)text.p[i])) end = digits_at(text, i, &n);
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers && end == STR_NONE; k++) {
            end = word_at(text, i, numbers[k]);
            n = (int)k + 2;
        }
        for (size_t k = 0; k < 3 && end != STR_NONE && is_space(peek(text, end)); k++)
            if (word_at(text, end, things[k]) != STR_NONE && n < 100) return n;
    }
    return 0;
}
