#include "read/markdown_scan_priv.h"
#include <assert.h>

/* --- writing */

static void piece(scan *s, uint32_t src, bool made)
{
    VEC_PUSH(s->a, &s->result->pieces, (md_piece){ (uint32_t)s->out.n, src, made });
}

void scan_source(scan *s, uint32_t off, uint32_t len)
{
    if (len == 0) return;
    piece(s, off, false);
    buf_put(&s->out, s->text.p + off, len);
}

void scan_made(scan *s, const char *z, uint32_t at)
{
    piece(s, at, true);
    buf_z(&s->out, z);
}

void scan_insert(scan *s, uint32_t at, const char *z)
{
    if (!s->cut) {
        scan_source(s, s->copied, s->line.start - s->copied);
        s->cut = true;
        s->made.n = 0;
        s->rest = s->line.start;
    }
    buf_put(&s->made, s->text.p + s->rest, at - s->rest);
    buf_z(&s->made, z);
    s->rest = at;
}

static void put_made(scan *s)
{
    if (s->made.n == 0) return;
    piece(s, s->line.start, true);
    buf_str(&s->out, buf_view(&s->made));
}

md_mark *scan_mark(scan *s, const md_cursor *c, md_mark_kind kind, uint32_t off, uint32_t len)
{
    scan_insert(s, c->at, "");
    put_made(s);
    for (size_t i = 0; i < s->made.n; i++)
        if (s->made.p[i] != '>' && s->made.p[i] != '\t') s->made.p[i] = ' ';
    scan_made(s, "# ", c->at);
    md_mark m = { .line = s->lines + 1, .kind = (uint8_t)kind, .off = off, .len = len };
    VEC_PUSH(s->a, &s->result->marks, m);
    return &s->result->marks.v[s->result->marks.n - 1];
}

void scan_mark_end(scan *s, bool text)
{
    scan_made(s, text ? " #\n" : "\n", s->line.end);
    s->lines++;
}

void scan_done(scan *s) { s->copied = s->line.next; }

void scan_keep(scan *s)
{
    if (s->cut) {
        put_made(s);
        scan_source(s, s->rest, s->line.end - s->rest);
        scan_made(s, "\n", s->line.end);
        scan_done(s);
    }
    s->lines++;
}

bool scan_line_after(const scan *s, md_line l, md_line *next)
{
    if (l.next >= s->text.n) return false;
    *next = md_line_at(s->text, l.next, s->has_cr);
    return true;
}

bool scan_next(scan *s)
{
    s->cut = false;
    return scan_line_after(s, s->line, &s->line);
}

/* --- containers */

/* How many of the open containers the line at c goes on with; c moves past their part of it. */
static int match(const scan *s, md_cursor *c)
{
    int i = 0;
    for (; i < s->depth; i++) {
        const scan_container *k = &s->stack[i];
        md_cursor ahead = *c;
        uint32_t indent = md_indent(&ahead);
        if (k->item) {
            if (indent >= k->width) md_advance(c, k->width);
            else if (ahead.at == ahead.end && !k->empty) *c = ahead;
            else break;
        } else {
            if (indent > 3 || md_peek(&ahead) != '>') break;
            *c = ahead;
            md_advance(c, 1);
            if (md_blank(md_peek(c))) md_advance(c, 1);
        }
    }
    return i;
}

bool scan_goes_on(const scan *s, md_line l, md_cursor *c, uint32_t *indent)
{
    *c = md_cursor_at(s->text, l);
    bool all = match(s, c) == s->depth;
    *indent = md_indent(c);
    return all;
}

static void unclosed(scan *s, const scan_div *v)
{
    s->unclosed = true;
    if (!s->d) return;
    const char *colons = arena_fmt(s->a, "%.*s", (int)(v->colons < 12 ? v->colons : 12), "::::::::::::").p;
    DIAG(s->d, M101, ((span){ s->src, v->off, v->len }), arena_str(s->a, v->name).p, colons);
}

/* Closes all containers but the first n, and with them the leaf. */
static void close_to(scan *s, int n)
{
    if (n < s->depth && s->stack[n].ours) {
        s->ours_end = n;
        s->definition_end = s->stack[n].definition;
    }
    s->depth = n;
    s->leaf = LEAF_NONE;
    while (s->divs.n && s->divs.v[s->divs.n - 1].depth > n) unclosed(s, &s->divs.v[--s->divs.n]);
}

static void filled(scan *s)
{
    if (s->depth) s->stack[s->depth - 1].empty = false;
}

static void push(scan *s, scan_container k)
{
    filled(s);
    s->ours_end = -1;
    s->stack[s->depth++] = k;
}

/* Is there room for one more level? */
static bool room(scan *s, uint32_t at)
{
    if (s->depth + (int)s->divs.n < MARKDOWN_DEEPEST) return true;
    if (!s->too_deep && s->d) DIAG(s->d, M109, ((span){ s->src, at, 1 }), arena_fmt(s->a, "%d", MARKDOWN_DEEPEST).p);
    s->too_deep = true;
    return false;
}

/* c is past a list marker of `marker` columns that stood `indent` columns in. */
static void push_item(scan *s, md_cursor *c, uint32_t indent, uint32_t marker, bool definition)
{
    md_cursor text = *c;
    uint32_t blanks = md_indent(&text), padding = marker + blanks;
    if (blanks >= 5 || blanks < 1 || text.at == text.end) {
        padding = marker + 1;
        if (blanks > 0) md_advance(c, 1);
    } else {
        *c = text;
    }
    push(s, (scan_container){
                .item = true, .empty = true, .width = indent + padding, .ours = definition, .definition = definition });
}

/* --- blocks of ours */

static const struct { const char *word, *name;
} CALLOUTS[] = {
    { "NOTE", "note" },      { "TIP", "astuce" },    { "IMPORTANT", "important" }, { "WARNING", "attention" },
    { "CAUTION", "danger" }, { "ASTUCE", "astuce" }, { "ATTENTION", "attention" }, { "DANGER", "danger" },
};

static const char *callout(str word)
{
    for (size_t i = 0; i < sizeof CALLOUTS / sizeof *CALLOUTS; i++) {
        size_t n = strlen(CALLOUTS[i].word), k = 0;
        if (n != word.n) continue;
        while (k < n && (word.p[k] & ~0x20) == CALLOUTS[i].word[k]) k++;
        if (k == n) return CALLOUTS[i].name;
    }
    return NULL;
}

/* A quote has just begun: is its first line [!NOTE]? */
static bool take_callout(scan *s, md_cursor c)
{
    if (md_indent(&c) > 3) return false;
    str r = md_rest(&c);
    size_t close = str_find(r, ']');
    if (!str_starts(r, S("[!")) || close == STR_NONE) return false;
    const char *name = callout(str_first(str_skip(r, 2), close - 2));
    str after = str_skip(r, close + 1);
    if (!name || (after.n && !md_blank(after.p[0]))) return false;
    md_mark *m = scan_mark(s, &c, MARK_CALLOUT, c.at, (uint32_t)str_trim(r).n);
    m->text = str_z(name);
    m->title = str_trim(after);
    scan_mark_end(s, false);
    scan_done(s);
    s->leaf = LEAF_NONE;
    filled(s);
    return true;
}

/* How many of the divs that stand right in the first `depth` containers a line of n colons closes: up to the innermost
 * with as many colons or, when there is none, with fewer. */
static int32_t closes(const scan *s, int depth, uint32_t colons)
{
    int32_t n = 0, fewer = 0;
    for (size_t i = s->divs.n; i > 0 && s->divs.v[i - 1].depth >= depth; i--) {
        const scan_div *v = &s->divs.v[i - 1];
        if (v->depth > depth) continue;
        n++;
        if (v->colons == colons) return n;
        if (v->colons < colons && !fewer) fewer = n;
    }
    return fewer;
}

static str div_name(str rest)
{
    size_t n = 0;
    while (n < rest.n && !md_blank(rest.p[n]) && rest.p[n] != '{' && rest.p[n] != '"') n++;
    return n ? str_first(rest, n) : S(":::");
}

/* A line of colons alone. One that closes nothing is swallowed when a div has just ended with its container. */
static bool close_div(scan *s, const md_cursor *c, int matched, uint32_t colons)
{
    int32_t n = closes(s, matched, colons);
    if (n == 0 && !s->unclosed && (s->divs.n == 0 || s->divs.v[s->divs.n - 1].depth <= matched)) {
        if (s->d) DIAG0(s->d, M112, ((span){ s->src, c->at, colons }));
        return false;
    }
    close_to(s, matched);
    md_mark *m = scan_mark(s, c, n ? MARK_DIV_CLOSE : MARK_NOTHING, c->at, colons);
    m->count = n;
    for (int32_t i = 0; i < n; i++) {
        s->divs.n--;
        if (i < n - 1) unclosed(s, &s->divs.v[s->divs.n]);
    }
    s->unclosed = false;
    return true;
}

static bool open_div(scan *s, const md_cursor *c, int matched, uint32_t colons, str rest)
{
    if (!room(s, c->at)) return false;
    close_to(s, matched);
    uint32_t len = (uint32_t)str_trim(md_rest(c)).n;
    md_mark *m = scan_mark(s, c, MARK_DIV_OPEN, c->at, len);
    m->text = rest;
    m->text_off = (uint32_t)(rest.p - s->text.p);
    VEC_PUSH(s->a, &s->divs, (scan_div){ colons, s->depth, c->at, len, div_name(rest) });
    s->unclosed = false;
    return true;
}

static uint32_t colons_of(str s)
{
    uint32_t n = 0;
    while (n < s.n && s.p[n] == ':') n++;
    return n >= 3 ? n : 0;
}

static bool is_div_line(str s)
{
    uint32_t n = colons_of(s);
    str rest = str_trim(str_skip(s, n));
    return n && (rest.n == 0 || rest.p[0] == '{' || rest.p[0] == '_' || (rest.p[0] & 0x80) ||
                 ((rest.p[0] | 0x20) >= 'a' && (rest.p[0] | 0x20) <= 'z'));
}

static bool take_div(scan *s, const md_cursor *c, int matched)
{
    str r = md_rest(c);
    if (!is_div_line(r)) return false;
    uint32_t colons = colons_of(r);
    str rest = str_trim(str_skip(r, colons));
    while (rest.n && rest.p[rest.n - 1] == ':') rest.n--;
    rest = str_trim(rest);
    if (rest.n == 0 ? !close_div(s, c, matched, colons) : !open_div(s, c, matched, colons, rest)) return false;
    scan_mark_end(s, false);
    scan_done(s);
    filled(s);
    return true;
}

/* Length of [^label]: at the start of s with its label, 0: none. */
static uint32_t note_head(str s, str *label)
{
    if (s.n < 5 || s.p[0] != '[' || s.p[1] != '^') return 0;
    uint32_t i = 2;
    while (i < s.n && i < 200 && !md_blank(s.p[i]) && s.p[i] != ']' && s.p[i] != '[') i++;
    if (i == 2 || i + 1 >= s.n || s.p[i] != ']' || s.p[i + 1] != ':') return 0;
    *label = str_first(str_skip(s, 2), i - 2);
    return i + 2;
}

static void declare_note(scan *s, str label, uint32_t off, uint32_t len)
{
    if (!s->result->notes) s->result->notes = map_new(s->a);
    if (map_has(s->result->notes, label)) return;
    md_note *n = ARENA_NEW(s->a, md_note);
    *n = (md_note){ .label = label, .off = off, .len = len };
    map_put(s->result->notes, label, n);
}

/* The text of a footnote becomes an item of a numbered list: it goes on in lines indented by 4 columns. */
static bool take_note(scan *s, md_cursor *c, int matched, uint32_t indent)
{
    str label;
    uint32_t head = note_head(md_rest(c), &label);
    if (head == 0 || !room(s, c->at)) return false;
    close_to(s, matched);
    declare_note(s, label, c->at, head);
    md_mark *m = scan_mark(s, c, MARK_FOOTNOTE, c->at, head);
    m->text = label;
    scan_mark_end(s, false);
    uint32_t column = c->column;
    c->at += head;
    md_indent(c);
    bool empty = c->at == c->end;
    buf_z(&s->made, empty ? "1)" : "1)  ");
    s->rest = c->at;
    c->column = column + 4;
    push(s, (scan_container){ .item = true, .ours = true, .empty = empty, .width = indent + (empty ? 3 : 4) });
    return true;
}

static bool is_definition(str s) { return s.n > 2 && s.p[0] == ':' && md_blank(s.p[1]) && str_trim(s).n > 1; }

static bool take_definition(scan *s, md_cursor *c, int matched, uint32_t indent)
{
    if (!is_definition(md_rest(c))) return false;
    bool follows = matched < s->depth ? s->stack[matched].definition
                                      : s->after_term || (s->ours_end == matched && s->definition_end);
    if (!follows || !room(s, c->at)) return false;
    close_to(s, matched);
    scan_mark(s, c, MARK_DEFINITION, c->at, (uint32_t)str_trim(md_rest(c)).n);
    scan_mark_end(s, false);
    buf_z(&s->made, "+");
    s->rest = c->at + 1;
    md_advance(c, 1);
    push_item(s, c, indent, 1, true);
    return true;
}

/* One line, all of a paragraph, with a definition below. */
static bool take_term(scan *s, const md_cursor *c)
{
    md_line l;
    md_cursor next;
    uint32_t indent;
    str text = str_trim(md_rest(c));
    if (!scan_line_after(s, s->line, &l)) return false;
    size_t colon = l.start;
    while (colon < l.end && (md_blank(s->text.p[colon]) || s->text.p[colon] == '>')) colon++;
    if (colon == l.end || s->text.p[colon] != ':') return false;
    if (!scan_goes_on(s, l, &next, &indent) || indent > 3 || !is_definition(md_rest(&next))) return false;
    scan_mark(s, c, MARK_TERM, c->at, (uint32_t)text.n);
    scan_source(s, c->at, (uint32_t)text.n);
    scan_mark_end(s, true);
    scan_done(s);
    s->term = true;
    s->leaf = LEAF_NONE;
    return true;
}

/* --- HTML */

/* Writes a line of a block of HTML without its comments. */
static void put_html(scan *s, md_cursor c, bool *in_comment, bool *any)
{
    str r = md_rest(&c);
    for (;;) {
        size_t n = str_search(r, *in_comment ? S("-->") : S("<!--"));
        if (!*in_comment) {
            str part = n == STR_NONE ? r : str_first(r, n);
            if (str_trim(part).n) {
                if (*any) scan_made(s, " ", c.at);
                scan_source(s, (uint32_t)(part.p - s->text.p), (uint32_t)part.n);
                *any = true;
            }
        }
        if (n == STR_NONE) return;
        r = str_skip(r, n + (*in_comment ? 3 : 4));
        *in_comment = !*in_comment;
    }
}

/* A block of HTML becomes one heading, so that cmark parses its text and its tags as inlines. Kinds 6 and 7 end at a
 * blank line, 2 (a comment) with the line of its end. */
static void take_html(scan *s, md_cursor c, int kind)
{
    uint32_t indent;
    bool in_comment = false, any = false, ended = kind == 2 && md_html_ends(md_rest(&c), 2);
    scan_mark(s, &c, MARK_HTML, c.at, c.end - c.at);
    put_html(s, c, &in_comment, &any);
    md_line l;
    while (!ended && scan_line_after(s, s->line, &l) && scan_goes_on(s, l, &c, &indent)) {
        if (kind != 2 && c.at == c.end) break;
        s->line = l;
        put_html(s, c, &in_comment, &any);
        ended = kind == 2 && md_html_ends(md_rest(&c), 2);
    }
    scan_mark_end(s, any);
    scan_done(s);
    s->leaf = LEAF_NONE;
}

static bool start_html(scan *s, const md_cursor *c, int matched, bool in_paragraph)
{
    int kind = md_html_start(md_rest(c), in_paragraph);
    if (kind == 0) return false;
    close_to(s, matched);
    filled(s);
    if (kind == 2 || kind >= 6) { take_html(s, *c, kind); return true; }
    s->leaf = md_html_ends(md_rest(c), kind) ? LEAF_NONE : LEAF_HTML;
    s->html_kind = kind;
    scan_keep(s);
    return true;
}

/* --- lines */

bool scan_starts_block(str r)
{
    str label;
    return r.n == 0 || r.p[0] == '>' || md_is_atx(r) || md_fence(r) || md_html_start(r, false) || md_is_thematic(r) ||
           md_list_marker(r, false) || is_div_line(r) || note_head(r, &label);
}

/* The rest of the line as text, since containers are too deep: a backslash keeps cmark from seeing a marker at `at`. */
static void flatten(scan *s, uint32_t at)
{
    scan_insert(s, at, "\\");
    scan_keep(s);
    s->leaf = LEAF_PARAGRAPH;
    filled(s);
}

static void leaf_line(scan *s, int matched, scan_leaf leaf)
{
    close_to(s, matched);
    s->leaf = leaf;
    filled(s);
    scan_keep(s);
}

/* Blocks of CommonMark that one line is enough to know. */
static bool common_leaf(scan *s, const md_cursor *c, int matched, bool in_paragraph)
{
    str r = md_rest(c);
    if (md_is_atx(r)) { leaf_line(s, matched, LEAF_NONE); return true; }
    uint32_t fence = md_fence(r);
    if (fence) {
        leaf_line(s, matched, LEAF_FENCE);
        s->fence = r.p[0];
        s->fence_length = fence;
        return true;
    }
    if (start_html(s, c, matched, in_paragraph)) return true;
    if ((in_paragraph && md_is_setext(r)) || md_is_thematic(r)) { leaf_line(s, matched, LEAF_NONE); return true; }
    return false;
}

/* The line has been found to be text; all its containers are open. */
static void text_line(scan *s, const md_cursor *c, bool lazy)
{
    bool first = s->leaf != LEAF_PARAGRAPH;
    if (!lazy) {
        filled(s);
        if (first && (scan_caption(s, c) || take_term(s, c))) return;
        if (s->has_bar && scan_table(s, c)) return;
    }
    s->leaf = LEAF_PARAGRAPH;
    scan_keep(s);
}

typedef enum step { STEP_DONE, STEP_AGAIN, STEP_TEXT } step;

/* Opens the container that begins at c, if any. */
static step open_container(scan *s, md_cursor *c, int matched, uint32_t indent, bool in_paragraph)
{
    uint32_t marker = md_list_marker(md_rest(c), in_paragraph);
    bool quote = md_peek(c) == '>', after_ours = matched < s->depth ? s->stack[matched].ours : s->ours_end == matched;
    if (!quote && !marker) return STEP_TEXT;
    close_to(s, matched);
    if (!room(s, c->at)) { flatten(s, quote ? c->at : c->at + marker - 1); return STEP_DONE; }
    if (quote) {
        md_advance(c, 1);
        if (md_blank(md_peek(c))) md_advance(c, 1);
        push(s, (scan_container){ .item = false });
        return take_callout(s, *c) ? STEP_DONE : STEP_AGAIN;
    }
    if (after_ours) {                              /* cmark would take it for another item of the footnote's list */
        scan_mark(s, c, MARK_NOTHING, c->at, 0);
        scan_mark_end(s, false);
    }
    md_advance(c, marker);
    push_item(s, c, indent, marker, false);
    return STEP_AGAIN;
}

/* What begins at c, `matched` open containers in. lazy: the line could go on with a paragraph further in. */
static step block_at(scan *s, md_cursor *c, int matched, bool lazy, bool in_paragraph)
{
    uint32_t indent = md_indent(c);
    if (c->at == c->end) {
        close_to(s, matched);
        scan_keep(s);
        return STEP_DONE;
    }
    if (indent >= 4) {
        if (lazy) return STEP_TEXT;
        leaf_line(s, matched, LEAF_NONE);
        return STEP_DONE;
    }
    if (take_div(s, c, matched) || common_leaf(s, c, matched, in_paragraph)) return STEP_DONE;
    if (take_note(s, c, matched, indent) || take_definition(s, c, matched, indent)) return STEP_AGAIN;
    return open_container(s, c, matched, indent, in_paragraph);
}

static void blocks_line(scan *s, md_cursor c, int matched)
{
    bool lazy = s->leaf == LEAF_PARAGRAPH, in_paragraph = lazy && matched == s->depth;
    step next;
    while ((next = block_at(s, &c, matched, lazy, in_paragraph)) == STEP_AGAIN) {
        matched = s->depth;
        lazy = in_paragraph = false;
        s->leaf = LEAF_NONE;
    }
    if (next == STEP_DONE) return;
    lazy = lazy && matched < s->depth;
    if (!lazy && matched < s->depth) close_to(s, matched);
    text_line(s, &c, lazy);
}

static void one_line(scan *s)
{
    md_cursor c = md_cursor_at(s->text, s->line);
    int matched = match(s, &c);
    if (matched == s->depth && (s->leaf == LEAF_FENCE || s->leaf == LEAF_HTML)) {
        md_cursor text = c;
        bool ends = s->leaf == LEAF_HTML
                        ? md_html_ends(md_rest(&c), s->html_kind)
                        : md_indent(&text) <= 3 && md_closes_fence(md_rest(&text), s->fence, s->fence_length);
        if (ends) s->leaf = LEAF_NONE;
        scan_keep(s);
        return;
    }
    if (s->leaf == LEAF_FENCE || s->leaf == LEAF_HTML) s->leaf = LEAF_NONE;
    bool blank = str_trim(md_rest(&c)).n == 0;
    s->after_term = s->term;
    s->term = false;
    blocks_line(s, c, matched);
    if (!blank) s->ours_end = -1;
}

/* --- is there anything to find? */

/* Is there a `c` followed by one of `after`, or by a blank and one of `after`; or the same before it with `before`? */
static bool beside(str text, char c, const char *before, const char *after)
{
    const char *stop = text.p + text.n;
    for (const char *p = text.p; p < stop && (p = memchr(p, c, (size_t)(stop - p))); p++) {
        const char *b = p - (p > text.p && p[-1] == ' '), *n = p + 1 + (p + 1 < stop && p[1] == ' ');
        if ((b > text.p && b[-1] && strchr(before, b[-1])) || (n < stop && *n && strchr(after, *n))) return true;
    }
    return false;
}

/* c with nothing but blanks and markers of containers before it in its line. */
static bool starts_line(str text, char c)
{
    const char *stop = text.p + text.n;
    for (const char *p = text.p; (p = memchr(p, c, (size_t)(stop - p))); p++) {
        const char *b = p;
        while (b > text.p && strchr(" \t>-+*.)0123456789", b[-1])) b--;
        if (b == text.p || b[-1] == '\n' || b[-1] == '\r') return true;
    }
    return false;
}

/* Many markers of containers in a row: more than half of the deepest nesting, in one line. */
static bool deep(str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')') n++;
        else if (c != ' ' && c != '\t' && (c < '0' || c > '9')) {
            const char *e = memchr(text.p + i, '\n', text.n - i);
            if (!e) return false;
            i = (size_t)(e - text.p);
            n = 0;
        }
        if (n > MARKDOWN_DEEPEST / 2) return true;
    }
    return false;
}

static bool worth_it(str t)
{
    return beside(t, '[', "", "^!") || beside(t, '|', "-", "-:") || starts_line(t, ':') || starts_line(t, '<') ||
           deep(t);
}

void markdown_scan(md_scan *out, arena *a, const source *src, uint32_t from, diag *d)
{
    str body = str_skip(src->text, from);
    *out = (md_scan){ .text = body };
    if (!worth_it(body)) return;
    scan s = { .a = a, .src = src, .d = d, .text = src->text, .result = out, .copied = from, .ours_end = -1 };
    s.has_cr = memchr(body.p, '\r', body.n) != NULL;
    s.has_bar = memchr(body.p, '|', body.n) != NULL;
    if (from == 0 && str_starts(body, S("\xEF\xBB\xBF"))) from = 3;
    if (from < src->text.n) {
        s.line = md_line_at(s.text, from, s.has_cr);
        do one_line(&s); while (scan_next(&s));
    }
    close_to(&s, 0);
    while (s.divs.n) unclosed(&s, &s.divs.v[--s.divs.n]);
    if (s.out.n) {
        scan_source(&s, s.copied, (uint32_t)src->text.n - s.copied);
        out->text = buf_take(&s.out, a);
    }
    buf_free(&s.made);
}
