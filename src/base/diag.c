#include "base/diag.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <pthread.h>
#include <stdlib.h>
#include <strings.h>

#define CODE(name, level, fixed, message, hint, explanation) { #name, level, fixed, message, hint, explanation },
static const diag_info infos[] = {
#include "base/codes.def"
};
#undef CODE

typedef struct report { span at; diag_code code; size_t nargs; const char **args; } report;

/* Levels below a path: DIAG_OFF - 1 where none is set. */
typedef struct area { str path; bool lenient; signed char levels[DIAG_CODE_COUNT]; } area;

struct diag {
    pthread_mutex_t lock;
    arena *mem;
    VEC(report) reports;
    size_t printed;                                /* reports before this one were printed */
    diag_level levels[DIAG_CODE_COUNT];
    VEC(area) areas;
    bool strict;
};

const diag_info *diag_info_of(diag_code c) { return &infos[c]; }

bool diag_find_code(str name, diag_code *out)
{
    for (int c = 0; c < DIAG_CODE_COUNT; c++)
        if (strlen(infos[c].name) == name.n && strncasecmp(infos[c].name, name.p, name.n) == 0) {
            *out = (diag_code)c;
            return true;
        }
    return false;
}

diag *diag_new(void)
{
    diag *d = mem_zalloc(sizeof *d);
    pthread_mutex_init(&d->lock, NULL);
    d->mem = arena_new(0);
    for (int c = 0; c < DIAG_CODE_COUNT; c++) d->levels[c] = infos[c].level;
    return d;
}

void diag_free(diag *d)
{
    if (!d) return;
    arena_free(d->mem);
    pthread_mutex_destroy(&d->lock);
    mem_free(d);
}

void diag_set_strict(diag *d, bool strict) { d->strict = strict; }

bool diag_set_level(diag *d, diag_code c, diag_level l)
{
    if (infos[c].fixed && l < infos[c].level) return false;
    d->levels[c] = l;
    return true;
}

size_t diag_add_area(diag *d, str path, bool lenient)
{
    area a = { .path = arena_str(d->mem, path), .lenient = lenient };
    memset(a.levels, DIAG_OFF - 1, sizeof a.levels);
    VEC_PUSH(d->mem, &d->areas, a);
    return d->areas.n - 1;
}

bool diag_set_level_in(diag *d, size_t i, diag_code c, diag_level l)
{
    if (infos[c].fixed && l < infos[c].level) return false;
    d->areas.v[i].levels[c] = (signed char)l;
    return true;
}

void diag_put(diag *d, diag_code c, span at, size_t n, const char *const *args)
{
    pthread_mutex_lock(&d->lock);
    report r = { .at = at, .code = c, .nargs = n };
    if (n) r.args = ARENA_ARRAY(d->mem, const char *, n);
    for (size_t i = 0; i < n; i++) r.args[i] = arena_strz(d->mem, args[i] ? args[i] : "");
    VEC_PUSH(d->mem, &d->reports, r);
    pthread_mutex_unlock(&d->lock);
}

static const area *area_of(const diag *d, str path)
{
    for (size_t i = 0; i < d->areas.n; i++) if (str_starts(path, d->areas.v[i].path)) return &d->areas.v[i];
    return NULL;
}

static diag_level level(const diag *d, const report *r)
{
    diag_level l = d->levels[r->code];
    const area *a = r->at.src ? area_of(d, str_z(r->at.src->path)) : NULL;
    if (a && a->levels[r->code] >= DIAG_OFF) l = (diag_level)a->levels[r->code];
    else if (a && a->lenient && l == DIAG_ERROR && !infos[r->code].fixed) l = DIAG_WARNING;
    return l == DIAG_WARNING && d->strict ? DIAG_ERROR : l;
}

static int compare(const void *a, const void *b)
{
    const report *x = a, *y = b;
    const char *px = x->at.src ? x->at.src->path : "", *py = y->at.src ? y->at.src->path : "";
    int c = strcmp(px, py);
    if (c == 0) c = (x->at.off > y->at.off) - (x->at.off < y->at.off);
    if (c == 0) c = (int)x->code - (int)y->code;
    for (size_t i = 0; c == 0 && i < x->nargs && i < y->nargs; i++) c = strcmp(x->args[i], y->args[i]);
    return c;
}

/* Sorts what was not printed yet, and drops a report that says the same of the same place. */
static void settle(diag *d)
{
    report *first = d->reports.v + d->printed;
    size_t n = d->reports.n - d->printed, kept = 0;
    if (n) qsort(first, n, sizeof *first, compare);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !first[i].at.src || compare(&first[i], &first[kept - 1]) != 0) first[kept++] = first[i];
    d->reports.n = d->printed + kept;
}

size_t diag_count(diag *d, diag_level l)
{
    size_t n = 0;
    settle(d);
    for (size_t i = 0; i < d->reports.n; i++) n += level(d, &d->reports.v[i]) == l;
    return n;
}

size_t diag_count_code(const diag *d, diag_code c)
{
    size_t n = 0;
    for (size_t i = 0; i < d->reports.n; i++) n += d->reports.v[i].code == c;
    return n;
}

/* Of a byte order mark, which editors don't show. */
static size_t mark_length(str text) { return str_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0; }

/* A place that was worked out. Those behind it are counted from there: reports are printed in the order of the source,
 * and counting each from the start would be quadratic. */
typedef struct spot { const source *src; uint32_t off; size_t line, column; } spot;

static void move_to(spot *s, span at)
{
    if (s->src != at.src || at.off < s->off || s->line == 0) *s = (spot){ at.src, 0, 1, 1 };
    if (!at.src) return;
    str between = str_skip(str_first(at.src->text, at.off), s->off);
    if (s->off == 0) between = str_skip(between, mark_length(between));
    for (size_t nl; (nl = str_find(between, '\n')) != STR_NONE; between = str_skip(between, nl + 1)) {
        s->line++;
        s->column = 1;
    }
    s->column += utf8_count(between);
    s->off = at.off;
}

void diag_place(span at, size_t *line, size_t *column)
{
    spot s = { 0 };
    move_to(&s, at);
    *line = s.line;
    *column = s.column;
}

/* False when an argument that the pattern uses is empty: the text is then of no use. */
static bool fill(buf *out, const char *pattern, const report *r)
{
    bool whole = true;
    for (const char *p = pattern; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            size_t i = (size_t)(p[1] - '0');
            if (i >= r->nargs || !*r->args[i]) whole = false;
            else buf_z(out, r->args[i]);
            p += 2;
        } else {
            buf_char(out, *p);
        }
    }
    return whole;
}

static const char *label(diag_level l)
{
    return l == DIAG_ERROR ? _("error: ") : l == DIAG_WARNING ? _("warning: ") : _("note: ");
}

/* One scalar for another, so that columns hold: blanks for control characters, U+FFFD for bytes that are no UTF-8. */
static void put_shown(buf *out, str line)
{
    for (size_t i = 0; i < line.n;) {
        uint32_t c = utf8_next(line, &i);
        char bytes[4];
        buf_put(out, bytes, (size_t)utf8_put(bytes, c < 0x20 || c == 0x7F ? ' ' : c));
    }
}

/* The line of the source with a caret under the place. Tabs and wide lines are kept as they are; long lines are cut
 * around the place. */
static void excerpt(buf *out, span at)
{
    str text = at.src->text;
    if (at.off > text.n || text.n == 0) return;
    size_t from = at.off, to = at.off;
    while (from > 0 && text.p[from - 1] != '\n' && at.off - from < 120) from--;
    if (from == 0 && at.off >= mark_length(text)) from = mark_length(text);
    while (to < text.n && text.p[to] != '\n' && text.p[to] != '\r' && to - from < 200) to++;
    while (from < at.off && ((unsigned char)text.p[from] & 0xC0) == 0x80) from++;
    while (to > at.off && to < text.n && ((unsigned char)text.p[to] & 0xC0) == 0x80) to--;
    str line = { text.p + from, to - from };
    if (str_trim(line).n == 0) return;
    BUF_LIT(out, "  ");
    put_shown(out, line);
    BUF_LIT(out, "\n  ");
    str lead = str_first(line, at.off - from);
    for (size_t i = utf8_count(lead); i > 0; i--) buf_char(out, ' ');
    size_t width = utf8_count(str_first(str_skip(line, at.off - from), at.len));
    do buf_char(out, '^'); while (width-- > 1);
    buf_char(out, '\n');
}

static void print_text(buf *out, const report *r, diag_level l, bool brief, const spot *s)
{
    const diag_info *info = &infos[r->code];
    if (r->at.src) {
        buf_fmt(out, "%s:%zu:%zu: ", r->at.src->path, s->line, s->column);
    } else {
        BUF_LIT(out, "livret: ");
    }
    buf_fmt(out, "%s", label(l));
    buf text = { 0 };
    fill(&text, _(info->message), r);
    put_shown(out, buf_view(&text));
    buf_fmt(out, " [%s]\n", info->name);
    if (!brief && r->at.src) excerpt(out, r->at);
    text.n = 0;
    if (!brief && info->hint && fill(&text, _(info->hint), r)) {
        buf_fmt(out, "  %s", _("hint: "));
        put_shown(out, buf_view(&text));
        buf_char(out, '\n');
    }
    buf_free(&text);
}

static void json_text(buf *out, str s)
{
    buf_char(out, '"');
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        char bytes[4];
        if (c == '"' || c == '\\') { buf_char(out, '\\'); buf_char(out, (char)c); }
        else if (c < 0x20) buf_fmt(out, "\\u%04x", c);
        else buf_put(out, bytes, (size_t)utf8_put(bytes, c));
    }
    buf_char(out, '"');
}

static void print_json(buf *out, const report *r, diag_level l, const spot *s)
{
    const diag_info *info = &infos[r->code];
    buf_fmt(out, "{\"code\":\"%s\",\"level\":\"%s\"", info->name,
            l == DIAG_ERROR ? "error" : l == DIAG_WARNING ? "warning" : "note");
    if (r->at.src) {
        BUF_LIT(out, ",\"file\":");
        json_text(out, str_z(r->at.src->path));
        buf_fmt(out, ",\"line\":%zu,\"column\":%zu", s->line, s->column);
    }
    buf t = { 0 };
    fill(&t, _(info->message), r);
    BUF_LIT(out, ",\"message\":");
    json_text(out, buf_view(&t));
    t.n = 0;
    if (info->hint && fill(&t, _(info->hint), r)) {
        BUF_LIT(out, ",\"hint\":");
        json_text(out, buf_view(&t));
    }
    buf_free(&t);
    BUF_LIT(out, "}\n");
}

void diag_print(diag *d, buf *out, diag_format f)
{
    settle(d);
    spot s = { 0 };
    for (; d->printed < d->reports.n; d->printed++) {
        const report *r = &d->reports.v[d->printed];
        diag_level l = level(d, r);
        if (l == DIAG_OFF) continue;
        move_to(&s, r->at);
        if (f == DIAG_JSON) print_json(out, r, l, &s);
        else print_text(out, r, l, f == DIAG_SHORT, &s);
    }
}
