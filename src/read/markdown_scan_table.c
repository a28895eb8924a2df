/* The block pass: tables and their captions. */
#include "read/markdown_scan_priv.h"
#include <stdio.h>

enum { MOST_COLUMNS = 200 };

typedef struct cell { uint32_t off, len; } cell;
typedef struct row {
    cell v[MOST_COLUMNS];
    uint32_t n, off, len;
} row; /* n may pass MOST_COLUMNS: only the first are kept */
typedef struct grid { uint32_t columns; uint8_t align[MOST_COLUMNS]; } grid;

static bool punctuation(char c) { return c > ' ' && c < 0x7F && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c); }

static void add_cell(row *r, const char *base, const char *from, const char *to)
{
    str t = str_trim((str){ from, (size_t)(to - from) });
    if (r->n < MOST_COLUMNS) r->v[r->n] = (cell){ (uint32_t)(t.p - base), (uint32_t)t.n };
    r->n++;
}

/* Cells between the bars; a backslash keeps the bar behind it. */
static void split(row *r, const char *base, str line)
{
    line = str_trim(line);
    const char *p = line.p, *stop = line.p + line.n, *from;
    r->n = 0;
    r->off = (uint32_t)(p - base);
    r->len = (uint32_t)line.n;
    if (p < stop && *p == '|') p++;
    for (from = p; p < stop; p++) {
        if (*p == '\\' && p + 1 < stop && punctuation(p[1])) p++;
        else if (*p == '|') { add_cell(r, base, from, p); from = p + 1; }
    }
    if (str_trim((str){ from, (size_t)(stop - from) }).n || r->n == 0) add_cell(r, base, from, stop);
}

/* Does a table begin with the row at c, in line l? */
static bool table_at(const scan *s, const md_cursor *c, md_line l, grid *t)
{
    md_line below;
    md_cursor b;
    uint32_t indent;
    if (!scan_line_after(s, l, &below)) return false;
    uint32_t i = below.start;
    while (i < below.end && (md_blank(s->text.p[i]) || s->text.p[i] == '>')) i++;
    if (i == below.end || !strchr("|:-", s->text.p[i])) return false;
    if (!scan_goes_on(s, below, &b, &indent) || indent > 3) return false;
    t->columns = md_table_columns(md_rest(&b), t->align, MOST_COLUMNS);
    if (t->columns == 0 || t->columns > MOST_COLUMNS) return false;
    row head;
    split(&head, s->text.p, md_rest(c));
    return head.n == t->columns;
}

/* The text of a cell: \| is a bar. */
static void put_cell(scan *s, cell k)
{
    uint32_t from = k.off, stop = k.off + k.len;
    for (uint32_t i = from; i + 1 < stop; i++) {
        if (s->text.p[i] != '\\') continue;
        if (s->text.p[i + 1] == '|') {
            scan_source(s, from, i - from);
            from = i + 1;
        }
        i++;
    }
    scan_source(s, from, stop - from);
}

static void report_cells(const scan *s, const row *r, const grid *t)
{
    char has[16], wants[16];
    if (!s->d) return;
    snprintf(has, sizeof has, "%u", r->n);
    snprintf(wants, sizeof wants, "%u", t->columns);
    DIAG(s->d, M107, ((span){ s->src, r->off, r->len }), has, wants);
}

static void put_row(scan *s, const md_cursor *c, const grid *t, bool head)
{
    row r;
    split(&r, s->text.p, md_rest(c));
    if (r.n != t->columns) report_cells(s, &r, t);
    for (uint32_t i = 0; i < t->columns; i++) {
        cell k = i < r.n ? r.v[i] : (cell){ r.off + r.len, 0 };
        if (i == t->columns - 1 && r.n > t->columns) {   /* what is left over belongs to the last cell */
            uint32_t stop = r.off + r.len;
            if (s->text.p[stop - 1] == '|') stop--;
            k.len = (uint32_t)str_trim(str_of(s->text.p + k.off, stop - k.off)).n;
        }
        md_mark *m = scan_mark(s, c, MARK_CELL, k.off, k.len);
        m->align = t->align[i];
        m->header = head;
        m->row_start = i == 0;
        m->table_start = head && i == 0;
        m->count = (int32_t)t->columns;
        put_cell(s, k);
        scan_mark_end(s, k.len > 0);
    }
    scan_done(s);
}

/* The text of a line "Table: legend" (French "Tableau : …"), empty when it is none. */
static str caption_text(str s)
{
    static const char *const WORDS[] = { "Table", "Tableau" };
    for (size_t i = 0; i < 2; i++) {
        if (!str_starts(s, str_z(WORDS[i]))) continue;
        size_t n = strlen(WORDS[i]);
        if (n < s.n && s.p[n] == ' ') n++;
        else if (str_starts(str_skip(s, n), S("\xC2\xA0"))) n += 2;
        else if (str_starts(str_skip(s, n), S("\xE2\x80\xAF"))) n += 3;
        if (n + 1 < s.n && s.p[n] == ':' && md_blank(s.p[n + 1])) return str_trim(str_skip(s, n + 1));
    }
    return (str){ s.p, 0 };
}

static void put_caption(scan *s, const md_cursor *c, md_mark_kind kind)
{
    str text = caption_text(md_rest(c));
    scan_mark(s, c, kind, c->at, c->end - c->at);
    scan_source(s, (uint32_t)(text.p - s->text.p), (uint32_t)text.n);
    scan_mark_end(s, true);
    scan_done(s);
}

/* Line l or, when it is blank, the one after it goes on with the open containers; c is then at its text. */
static bool text_below(const scan *s, md_line *l, md_cursor *c, bool *blank)
{
    uint32_t indent;
    *blank = false;
    for (int i = 0; i < 2; i++) {
        if (!scan_line_after(s, *l, l) || !scan_goes_on(s, *l, c, &indent)) return false;
        if (c->at < c->end) return indent <= 3;
        *blank = true;
    }
    return false;
}

bool scan_caption(scan *s, const md_cursor *c)
{
    md_line l = s->line;
    md_cursor head;
    grid t;
    bool blank;
    if (!s->has_bar || caption_text(md_rest(c)).n == 0 || !text_below(s, &l, &head, &blank)) return false;
    if (scan_starts_block(md_rest(&head)) || !table_at(s, &head, l, &t)) return false;
    put_caption(s, c, MARK_CAPTION);
    s->leaf = LEAF_NONE;
    return true;
}

/* A caption below a table, unless it stands apart from it and another table follows. */
static void take_caption_after(scan *s)
{
    md_line l = s->line, under;
    md_cursor c, head;
    grid t;
    bool apart, ignored;
    if (!text_below(s, &l, &c, &apart) || caption_text(md_rest(&c)).n == 0) return;
    under = l;
    if (apart && text_below(s, &under, &head, &ignored) && !scan_starts_block(md_rest(&head)) &&
        table_at(s, &head, under, &t))
        return;
    while (scan_next(s) && s->line.start < l.start) scan_keep(s);
    put_caption(s, &c, MARK_CAPTION_AFTER);
}

bool scan_table(scan *s, const md_cursor *c)
{
    grid t;
    if (!table_at(s, c, s->line, &t)) return false;
    put_row(s, c, &t, true);
    scan_next(s);                                  /* the row of hyphens leaves no trace */
    s->copied = s->line.next;
    md_line l;
    md_cursor b;
    uint32_t indent;
    while (scan_line_after(s, s->line, &l) && scan_goes_on(s, l, &b, &indent) && indent <= 3 &&
           !scan_starts_block(md_rest(&b))) {
        if (caption_text(md_rest(&b)).n && str_find(md_rest(&b), '|') == STR_NONE) break;
        scan_next(s);
        put_row(s, &b, &t, false);
    }
    s->leaf = LEAF_NONE;
    take_caption_after(s);
    return true;
}
