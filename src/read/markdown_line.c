#include "read/markdown_line.h"
#include "doc/node.h"

md_line md_line_at(str text, uint32_t start, bool has_cr)
{
    const char *p = text.p + start, *stop = text.p + text.n;
    const char *e = memchr(p, '\n', (size_t)(stop - p));
    if (!e) e = stop;
    if (has_cr) {
        const char *cr = memchr(p, '\r', (size_t)(e - p));
        if (cr) e = cr;
    }
    uint32_t end = (uint32_t)(e - text.p), next = end;
    if (next < text.n && text.p[next] == '\r') next++;
    if (next < text.n && text.p[next] == '\n') next++;
    return (md_line){ start, end, next };
}

md_cursor md_cursor_at(str text, md_line l) { return (md_cursor){ text.p, l.start, l.end, 0 }; }

void md_advance(md_cursor *c, uint32_t columns)
{
    while (columns > 0 && c->at < c->end) {
        if (c->text[c->at] != '\t') { c->at++; c->column++; columns--; continue; }
        uint32_t tab = 4 - c->column % 4;
        if (tab > columns) { c->column += columns; return; }
        c->column += tab;
        columns -= tab;
        c->at++;
    }
}

uint32_t md_indent(md_cursor *c)
{
    uint32_t from = c->column;
    for (; c->at < c->end; c->at++) {
        if (c->text[c->at] == ' ') c->column++;
        else if (c->text[c->at] == '\t') c->column += 4 - c->column % 4;
        else break;
    }
    return c->column - from;
}

/* Nothing but blanks from i on? */
static bool over(str s, size_t i)
{
    while (i < s.n && md_blank(s.p[i])) i++;
    return i == s.n;
}

static size_t run(str s, size_t i, char c)
{
    size_t from = i;
    while (i < s.n && s.p[i] == c) i++;
    return i - from;
}

bool md_is_atx(str s)
{
    size_t n = run(s, 0, '#');
    return n >= 1 && n <= 6 && (n == s.n || md_blank(s.p[n]));
}

bool md_is_setext(str s)
{
    if (s.n == 0 || (s.p[0] != '=' && s.p[0] != '-')) return false;
    return over(s, run(s, 0, s.p[0]));
}

bool md_is_thematic(str s)
{
    if (s.n == 0 || (s.p[0] != '*' && s.p[0] != '-' && s.p[0] != '_')) return false;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == s.p[0]) n++;
        else if (!md_blank(s.p[i])) return false;
    }
    return n >= 3;
}

uint32_t md_fence(str s)
{
    if (s.n < 3 || (s.p[0] != '`' && s.p[0] != '~')) return 0;
    size_t n = run(s, 0, s.p[0]);
    if (n < 3 || (s.p[0] == '`' && str_find(str_skip(s, n), '`') != STR_NONE)) return 0;
    return (uint32_t)n;
}

bool md_closes_fence(str s, char fence, uint32_t length)
{
    size_t n = run(s, 0, fence);
    return n >= length && over(s, n);
}

uint32_t md_list_marker(str s, bool in_paragraph)
{
    if (s.n == 0) return 0;
    size_t n = 1;
    if (s.p[0] >= '0' && s.p[0] <= '9') {
        while (n < s.n && n < 10 && s.p[n] >= '0' && s.p[n] <= '9') n++;
        if (n > 9 || n == s.n || (s.p[n] != '.' && s.p[n] != ')')) return 0;
        long long start = 0;
        if (in_paragraph && (!str_int(str_first(s, n), &start) || start != 1)) return 0;
        n++;
    } else if (s.p[0] != '*' && s.p[0] != '-' && s.p[0] != '+') {
        return 0;
    }
    if (n < s.n && !md_blank(s.p[n])) return 0;
    return in_paragraph && over(s, n) ? 0 : (uint32_t)n;
}

/* --- HTML blocks */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Is `name` (up to its first byte that is no letter or digit) one of the words in `list`, each between spaces? */
static bool among(str name, const char *list)
{
    char word[16] = " ";
    size_t n = 1;
    for (size_t i = 0; i < name.n && n < sizeof word - 2; i++) word[n++] = lower(name.p[i]);
    if (n - 1 < name.n) return false;
    word[n] = ' ';
    return strstr(list, word) != NULL;
}

static const char RAW[] = " script pre style textarea ";
static const char BLOCKS[] =
    " address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset"
    " figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main "
    "menu menuitem nav"
    " noframes ol optgroup option p param section source summary table tbody td tfoot th thead title tr track ul ";

static size_t name_length(str s, size_t i)
{
    size_t from = i;
    while (i < s.n && (letter(s.p[i]) || (i > from && digit(s.p[i])))) i++;
    return i - from;
}

static size_t skip_blanks(str s, size_t i)
{
    while (i < s.n && md_blank(s.p[i])) i++;
    return i;
}

/* Past an attribute that begins at i, with its value; i when there is none; STR_NONE when it is malformed. */
static size_t attribute(str s, size_t i)
{
    size_t from = i;
    while (i < s.n && (letter(s.p[i]) || s.p[i] == '_' || s.p[i] == ':' ||
                       (i > from && (digit(s.p[i]) || s.p[i] == '.' || s.p[i] == '-'))))
        i++;
    if (i == from) return from;
    size_t eq = skip_blanks(s, i);
    if (eq == s.n || s.p[eq] != '=') return i;
    i = skip_blanks(s, eq + 1);
    if (i < s.n && (s.p[i] == '"' || s.p[i] == '\'')) {
        size_t close = str_find(str_skip(s, i + 1), s.p[i]);
        return close == STR_NONE ? STR_NONE : i + close + 2;
    }
    size_t value = i;
    while (i < s.n && !md_blank(s.p[i]) && strchr("\"'=<>`", s.p[i]) == NULL) i++;
    return i == value ? STR_NONE : i;
}

/* A whole opening or closing tag, alone on its line. */
static bool lone_tag(str s)
{
    bool closing = s.n > 1 && s.p[1] == '/';
    size_t i = closing ? 2 : 1, from = i;
    while (i < s.n && (letter(s.p[i]) || (i > from && (digit(s.p[i]) || s.p[i] == '-')))) i++;
    if (i == from) return false;
    while (!closing) {
        size_t blank = skip_blanks(s, i);
        size_t after = blank > i ? attribute(s, blank) : i;
        if (after == STR_NONE) return false;
        if (after == blank || after == i) { i = blank; break; }
        i = after;
    }
    i = skip_blanks(s, i);
    if (!closing && i < s.n && s.p[i] == '/') i++;
    return i < s.n && s.p[i] == '>' && over(s, i + 1);
}

int md_html_start(str s, bool in_paragraph)
{
    if (s.n < 2 || s.p[0] != '<') return 0;
    if (str_starts(s, S("<!--"))) return 2;
    if (s.p[1] == '?') return 3;
    if (str_starts(s, S("<![CDATA["))) return 5;
    if (s.p[1] == '!') return s.n > 2 && letter(s.p[2]) ? 4 : 0;
    size_t from = s.p[1] == '/' ? 2 : 1, n = name_length(s, from), to = from + n;
    str name = str_first(str_skip(s, from), n);
    bool ends = to == s.n || md_blank(s.p[to]) || s.p[to] == '>' || s.p[to] == '\v' || s.p[to] == '\f';
    if (n && from == 1 && ends && among(name, RAW)) return 1;
    bool empty = to + 1 < s.n && s.p[to] == '/' && s.p[to + 1] == '>';
    if (n && (ends || empty) && among(name, BLOCKS)) return 6;
    return !in_paragraph && lone_tag(s) ? 7 : 0;
}

bool md_html_ends(str s, int kind)
{
    static const char *const ENDS[] = { "", "", "-->", "?>", ">", "]]>" };
    if (kind != 1) return str_search(s, str_z(ENDS[kind])) != STR_NONE;
    for (size_t i = 0; i + 3 < s.n; i++) {
        if (s.p[i] != '<' || s.p[i + 1] != '/') continue;
        size_t n = name_length(s, i + 2);
        if (n && i + 2 + n < s.n && s.p[i + 2 + n] == '>' && among(str_first(str_skip(s, i + 2), n), RAW)) return true;
    }
    return false;
}

/* --- tables */

uint32_t md_table_columns(str s, uint8_t *align, uint32_t cap)
{
    s = str_trim(s);
    if (str_find(s, '|') == STR_NONE || str_find(s, '-') == STR_NONE) return 0;
    if (s.p[0] == '|') s = str_skip(s, 1);
    if (s.n && s.p[s.n - 1] == '|') s.n--;
    uint32_t n = 0;
    str cell;
    while (str_cut(&s, '|', &cell)) {
        cell = str_trim(cell);
        bool left = cell.n && cell.p[0] == ':', right = cell.n > 1 && cell.p[cell.n - 1] == ':';
        size_t dashes = cell.n - left - right;
        if (dashes == 0 || run(cell, left, '-') != dashes) return 0;
        if (n < cap)
            align[n] = (uint8_t)(left && right ? ALIGN_CENTER : left ? ALIGN_LEFT : right ? ALIGN_RIGHT : ALIGN_NONE);
        n++;
    }
    return n;
}
