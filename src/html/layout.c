#include "html/layout.h"
#include "base/lang.h"
#include "base/vec.h"
#include "html/layout_lua.h"

/* An element or a Lua block that is open. The two share one stack: they may nest, never cross. */
typedef struct opening { bool block; str name; uint32_t off, len; } opening;

typedef struct parser {
    arena *a;
    const source *src;
    diag *d;
    str text;
    size_t at;
    buf code, piece, statement;
    size_t lines;              /* newlines that the piece covers, owed to the code */
    VEC(str) pieces;
    VEC(opening) open;
    size_t foreign;            /* open <svg> and <math> */
    str rcdata;                /* the open <title> or <textarea>, in which tags are text */
    bool failed, wrapped, begun;
} parser;

static const char *const VOIDS[] = { "area",  "base", "br",   "col",    "embed", "hr",  "img",
                                     "input", "link", "meta", "source", "track", "wbr", NULL };
static const char *const ADDRESSES[] = { "href",     "src",      "action", "formaction",  "poster",
                                         "cite",     "data",     "srcset", "imagesrcset", "background",
                                         "longdesc", "manifest", "ping",   "xlink:href",  NULL };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
static bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static bool same(str a, str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

static bool among(str name, const char *const *list)
{
    for (; *list; list++)
        if (same(name, str_z(*list))) return true;
    return false;
}

static span place(const parser *p, size_t from, size_t to)
{
    return (span){ p->src, (uint32_t)from, (uint32_t)(to - from) };
}
static bool sees(const parser *p, size_t at, const char *z) { return str_starts(str_skip(p->text, at), str_z(z)); }
static str cut(const parser *p, size_t from, size_t to) { return str_of(p->text.p + from, to - from); }
static const char *zero(parser *p, str s) { return arena_str(p->a, s).p; }

static void fault(parser *p, diag_code c, size_t from, size_t to, const char *what, const char *hint)
{
    p->failed = true;
    DIAG(p->d, c, place(p, from, to), what, hint);
}

/* ---- what goes out ---- */

static void put(parser *p, size_t from, size_t to)
{
    buf_put(&p->piece, p->text.p + from, to - from);
    for (size_t i = from; i < to; i++) p->lines += p->text.p[i] == '\n';
}

static void flush(parser *p)
{
    if (p->piece.n) {
        VEC_PUSH(p->a, &p->pieces, arena_str(p->a, buf_view(&p->piece)));
        p->piece.n = 0;
        BUF_LIT(&p->code, "_piece(");
        buf_int(&p->code, (long long)p->pieces.n);
        BUF_LIT(&p->code, ");");
    }
    for (; p->lines; p->lines--) buf_char(&p->code, '\n');
}

/* ---- the stack of elements and blocks ---- */

static size_t line_of(const parser *p, size_t off)
{
    size_t line, column;
    diag_place(place(p, off, off), &line, &column);
    return line;
}

static void unclosed(parser *p, const opening *o, size_t at)
{
    p->failed = true;
    if (o->block) {
        DIAG(p->d, T604, place(p, o->off, o->off + o->len), zero(p, o->name),
             str_eqz(o->name, "repeat") ? "{% until … %}" : "{% end %}");
        return;
    }
    str line = arena_fmt(p->a, "%zu", line_of(p, at));
    DIAG(p->d, T601, place(p, o->off, o->off + o->len), zero(p, o->name), line.p);
}

static void pop(parser *p)
{
    opening o = p->open.v[--p->open.n];
    if (!o.block && (same(o.name, S("svg")) || same(o.name, S("math")))) p->foreign--;
}

static void open_element(parser *p, str name, size_t from, size_t to)
{
    VEC_PUSH(p->a, &p->open, (opening){ false, name, (uint32_t)from, (uint32_t)(to - from) });
    if (same(name, S("svg")) || same(name, S("math"))) p->foreign++;
}

static void stray(parser *p, str name, size_t from, size_t to)
{
    const char *hint = "";
    for (size_t i = p->open.n; i-- > 0 && !*hint;)
        if (!p->open.v[i].block)
            hint = arena_fmt(p->a, _("the element that is open here is <%.*s>"), STR_ARG(p->open.v[i].name)).p;
    fault(p, T602, from, to, zero(p, name), hint);
}

static void close_element(parser *p, str name, size_t from, size_t to)
{
    bool crosses = false;
    size_t i = p->open.n;
    for (; i > 0; i--) {
        const opening *o = &p->open.v[i - 1];
        if (!o->block && same(o->name, name)) break;
        crosses = crosses || o->block;
    }
    if (i == 0) {
        stray(p, name, from, to);
    } else if (crosses) {
        fault(p, T607, from, to, zero(p, name), "");
    } else {
        for (; p->open.n > i; pop(p)) unclosed(p, &p->open.v[p->open.n - 1], from);
        pop(p);
    }
}

/* Called by the Lua reader for each word that opens or closes a block. */
static void block_word(void *ctx, lua_word w, size_t off, size_t len)
{
    parser *p = ctx;
    if (w == LUA_CLOSES || w == LUA_DIVIDES || w == LUA_DIVIDES_ONLY) {
        size_t i = p->open.n;
        while (i > 0 && !p->open.v[i - 1].block) i--;
        if (i == 0) {
            fault(p, T608, off, off + len, zero(p, cut(p, off, off + len)), "");
        } else {
            if (p->open.n > i) fault(p, T607, off, off + len, zero(p, p->open.v[p->open.n - 1].name), "");
            while (p->open.n >= i) pop(p);
        }
    }
    if (w == LUA_OPENS || w == LUA_DIVIDES)
        VEC_PUSH(p->a, &p->open, (opening){ true, cut(p, off, off + len), (uint32_t)off, (uint32_t)len });
}

/* ---- holes and statements ---- */

/* Reads Lua from `at` up to `end` into out; returns the place after it. */
static size_t lua(parser *p, size_t from, const char *end, buf *out)
{
    lua_reader r = { .text = p->text, .at = from + 2, .end = end, .word = block_word, .ctx = p, .out = out };
    switch (layout_lua(&r)) {
    case LUA_DONE:
        return r.at;
    case LUA_OPEN_STRING:
        fault(p, T604, r.at, r.at + 1, _("the text in quotation marks"), _("the closing mark on the same line"));
        break;
    case LUA_OPEN_LONG:
        fault(p, T604, r.at, r.at + 2, _("the long bracket"), _("the closing one"));
        break;
    case LUA_OPEN_CODE:
        fault(p, T604, from, from + 2, end[0] == '}' ? "{{" : "{%", end);
        break;
    }
    size_t resume = r.stop > from ? r.stop : from + 2;
    return resume;
}

static void hole(parser *p, const char *call)
{
    flush(p);
    buf_z(&p->code, call);
    size_t depth = p->open.n, from = p->at;
    p->at = lua(p, from, "}}", &p->code);
    BUF_LIT(&p->code, "));");
    if (p->open.n > depth) unclosed(p, &p->open.v[p->open.n - 1], p->at);
    while (p->open.n > depth) pop(p);
}

static size_t comment(parser *p, size_t from)
{
    size_t n = str_search(str_skip(p->text, from), S("#}"));
    if (n == STR_NONE) {
        fault(p, T604, from, from + 2, "{#", "#}");
        return p->text.n;
    }
    return from + n + 2;
}

static bool keyword(str s, const char *word, str *rest)
{
    size_t n = strlen(word);
    if (!str_starts(s, str_of(word, n)) ||
        (s.n > n && !space(s.p[n]) && s.p[n] != '"' && s.p[n] != '\'' && s.p[n] != '('))
        return false;
    *rest = str_skip(s, n);
    return true;
}

static void translate(parser *p, size_t from)
{
    str all = buf_view(&p->statement), s = str_trim(all), rest;
    size_t lead = 0;
    while (lead < all.n && space(all.p[lead])) buf_char(&p->code, all.p[lead++]);
    if (keyword(s, "include", &rest)) {
        BUF_LIT(&p->code, "_include(");
        buf_str(&p->code, rest);
        BUF_LIT(&p->code, ");");
    } else if (keyword(s, "slot", &rest)) {
        BUF_LIT(&p->code, "if _slot then _slot() end;");
    } else if (keyword(s, "wrap", &rest)) {
        if (p->begun) fault(p, T603, from, p->at, "wrap", _("it is the first statement of the file, before any text"));
        BUF_LIT(&p->code, "_wrap(");
        buf_str(&p->code, rest);
        BUF_LIT(&p->code, ",function() ");
        p->wrapped = true;
    } else {
        buf_str(&p->code, str_skip(all, lead));
        buf_char(&p->code, ' ');
        return;
    }
    for (size_t i = lead + s.n; i < all.n; i++)
        if (all.p[i] == '\n') buf_char(&p->code, '\n');
}

/* A statement or a comment that is alone on its line takes the line with it. */
static void statement(parser *p)
{
    size_t from = p->at, back = from;
    bool code = p->text.p[from + 1] == '%';
    p->statement.n = 0;
    p->at = code ? lua(p, from, "%}", &p->statement) : comment(p, from);
    while (back > 0 && (p->text.p[back - 1] == ' ' || p->text.p[back - 1] == '\t')) back--;
    size_t next = p->at;
    while (next < p->text.n && (p->text.p[next] == ' ' || p->text.p[next] == '\t')) next++;
    bool alone = (back == 0 || p->text.p[back - 1] == '\n') && (next == p->text.n || p->text.p[next] == '\n');
    if (alone) p->piece.n -= from - back < p->piece.n ? from - back : p->piece.n;
    if (code) {
        flush(p);
        translate(p, from);
        p->begun = true;
    } else {
        for (size_t i = from; i < p->at; i++) p->lines += p->text.p[i] == '\n';
    }
    if (!alone) return;
    p->at = next;
    if (next < p->text.n) {
        p->lines++;
        p->at++;
    }
}

static size_t hole_end(parser *p, size_t from)
{
    const char *end = p->text.p[from + 1] == '{' ? "}}" : p->text.p[from + 1] == '%' ? "%}" : "#}";
    size_t n = str_search(str_skip(p->text, from), str_z(end));
    return n == STR_NONE ? from + 2 : from + n + 2;
}

static bool begins_hole(const parser *p, size_t at)
{
    return sees(p, at, "{{") || sees(p, at, "{%") || sees(p, at, "{#");
}

static void refuse(parser *p, size_t from, const char *hint)
{
    size_t to = hole_end(p, from);
    fault(p, T603, from, to, zero(p, str_first(cut(p, from, to), 40)), hint);
    p->at = to;
}

/* ---- attributes ---- */

typedef struct attribute { str name; bool address, set; } attribute;

/* True when `s`, which begins an address, settles what kind of address it is: a scheme, a path, a query or a place. */
static bool settles(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr(":/?#", s.p[i])) return true;
    return false;
}

static void check_static(parser *p, size_t from, size_t to)
{
    char scheme[16];
    size_t n = 0;
    for (size_t i = from; i < to && p->text.p[i] != ':' && n < sizeof scheme; i++) {
        char c = lower(p->text.p[i]);
        if (c == '/' || c == '?') return;
        if (c == '&') {
            fault(p, L204, from, to, zero(p, cut(p, from, to)), "");
            return;
        }
        if (c > ' ') scheme[n++] = c;
    }
    static const char *const refused[] = { "javascript", "vbscript", "data", NULL };
    bool colon = str_find(cut(p, from, to), ':') != STR_NONE;
    if (colon && among(str_of(scheme, n), refused)) fault(p, L204, from, to, zero(p, cut(p, from, to)), "");
}

/* Static text of a value is put between double quotes whatever the author used. */
static void put_value(parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (p->text.p[i] == '"') BUF_LIT(&p->piece, "&quot;");
        else put(p, i, i + 1);
    }
}

static const char *call_of(parser *p, const attribute *t, size_t start, size_t at)
{
    str before = cut(p, start, at);
    if (!t->address) return "_attr((";
    if (t->set) {
        str part = str_trim(before);
        bool begins = part.n == 0 || part.p[part.n - 1] == ',';
        return begins ? "_addr((" : "_attr((";
    }
    if (before.n == 0) return "_addr((";
    str fixed = before;
    if (str_starts(before, S("{{"))) fixed = str_skip(before, hole_end(p, start) - start);
    if (!settles(fixed))
        fault(p, T603, at, hole_end(p, at), zero(p, str_first(cut(p, at, hole_end(p, at)), 40)),
              _("put the address together in one hole: {{ a .. b }}"));
    return "_attr((";
}

static void value_part(parser *p, const attribute *t, size_t start)
{
    if (sees(p, p->at, "{{")) {
        if (str_starts(t->name, S("on")) || same(t->name, S("srcdoc")))
            refuse(p, p->at, _("attributes that run code take no hole"));
        else hole(p, call_of(p, t, start, p->at));
    } else {
        refuse(p, p->at, _("inside an attribute, choose with an expression: {{ x and \"a\" or \"b\" }}"));
    }
}

static void value_parts(parser *p, const attribute *t, char quote, size_t opened)
{
    size_t start = p->at;
    if (t->address) {
        size_t i = start;
        while (i < p->text.n && p->text.p[i] != quote && !begins_hole(p, i)) i++;
        check_static(p, start, i);
    }
    while (p->at < p->text.n && p->text.p[p->at] != quote) {
        if (begins_hole(p, p->at)) {
            value_part(p, t, start);
        } else {
            put_value(p, p->at, p->at + 1);
            p->at++;
        }
    }
    if (p->at >= p->text.n) fault(p, T604, opened, opened + 1, _("the attribute’s value"), quote == '"' ? "\"" : "'");
    else p->at++;
    buf_char(&p->piece, '"');
}

/* The value is one hole and nothing else: the attribute can be left out. */
static bool whole(parser *p, char quote)
{
    if (!sees(p, p->at, "{{")) return false;
    lua_reader r = { .text = p->text, .at = p->at + 2, .end = "}}" };
    return layout_lua(&r) == LUA_DONE && r.at < p->text.n && p->text.p[r.at] == quote;
}

static void quoted(parser *p, const attribute *t, size_t ws, size_t name_end)
{
    char quote = p->text.p[p->at];
    size_t opened = p->at++;
    bool code = str_starts(t->name, S("on")) || same(t->name, S("srcdoc"));
    if (whole(p, quote) && !code) {
        for (size_t i = ws; i < p->at; i++) p->lines += p->text.p[i] == '\n';
        str call = arena_fmt(p->a, "%s(\"%.*s\",(",
                             t->set       ? "_optset"
                             : t->address ? "_optaddr"
                                          : "_opt",
                             STR_ARG(t->name));
        hole(p, call.p);
        p->at++;
        return;
    }
    put(p, ws, name_end);
    buf_z(&p->piece, "=\"");
    value_parts(p, t, quote, opened);
}

static bool name_char(char c) { return !space(c) && !strchr("\"'<>/=\\{}", c); }

static void skip_space(parser *p)
{
    while (p->at < p->text.n && space(p->text.p[p->at])) p->at++;
}

/* One attribute, white space before it included; `ws` is where that begins. */
static void attribute_read(parser *p, size_t ws)
{
    size_t start = p->at;
    while (p->at < p->text.n && name_char(p->text.p[p->at])) p->at++;
    size_t end = p->at;
    attribute t = { .name = cut(p, start, end) };
    t.address = among(t.name, ADDRESSES);
    t.set = same(t.name, S("srcset")) || same(t.name, S("imagesrcset"));
    skip_space(p);
    if (p->at >= p->text.n || p->text.p[p->at] != '=') {
        p->at = end;
        put(p, ws, end);
        return;
    }
    p->at++;
    skip_space(p);
    if (p->at < p->text.n && (p->text.p[p->at] == '"' || p->text.p[p->at] == '\'')) {
        quoted(p, &t, ws, end);
        return;
    }
    size_t from = p->at;
    while (p->at < p->text.n && !space(p->text.p[p->at]) && p->text.p[p->at] != '>' && !begins_hole(p, p->at)) p->at++;
    if (t.address) check_static(p, from, p->at);
    put(p, ws, p->at);
    if (begins_hole(p, p->at)) refuse(p, p->at, _("write the value between quotation marks"));
}

/* ---- tags ---- */

static void raw_text(parser *p, str name)
{
    size_t from = p->at;
    for (; p->at < p->text.n; p->at++) {
        if (sees(p, p->at, "</") && same(str_first(str_skip(p->text, p->at + 2), name.n), name)) break;
        if (sees(p, p->at, "{{") || sees(p, p->at, "{%")) {
            put(p, from, p->at);
            refuse(p, p->at, _("scripts and style sheets are files of their own in layouts/assets/"));
            from = p->at--;
        }
    }
    put(p, from, p->at);
}

/* After the attributes: `>` or `/>`. */
static void tag_end(parser *p, str name, size_t from)
{
    size_t start = p->at;
    bool selfclosed = sees(p, p->at, "/>");
    p->at += selfclosed ? 2 : 1;
    put(p, start, p->at);
    if (among(name, VOIDS) || (selfclosed && (p->foreign || same(name, S("svg"))))) return;
    open_element(p, name, from, p->at);
    if (same(name, S("script")) || same(name, S("style"))) raw_text(p, name);
    else if (same(name, S("title")) || same(name, S("textarea"))) p->rcdata = p->foreign ? (str){ NULL, 0 } : name;
}

static void open_tag(parser *p)
{
    size_t from = p->at++;
    while (p->at < p->text.n && name_char(p->text.p[p->at])) p->at++;
    str name = cut(p, from + 1, p->at);
    put(p, from, p->at);
    for (;;) {
        size_t ws = p->at;
        skip_space(p);
        if (p->at >= p->text.n) {
            fault(p, T604, from, from + 1 + name.n, _("the tag"), ">");
            return;
        }
        char c = p->text.p[p->at];
        if (c == '>' || sees(p, p->at, "/>")) {
            put(p, ws, p->at);
            tag_end(p, name, from);
            return;
        }
        if (begins_hole(p, p->at))
            refuse(p, p->at, _("inside a tag, write it within a quoted value: class=\"{{ x }}\""));
        else if (name_char(c)) attribute_read(p, ws);
        else put(p, ws, ++p->at);
    }
}

static void close_tag(parser *p)
{
    size_t from = p->at, end = str_find(str_skip(p->text, from), '>');
    if (end == STR_NONE) {
        fault(p, T604, from, from + 2, _("the tag"), ">");
        p->at = p->text.n;
        return;
    }
    p->at = from + end + 1;
    put(p, from, p->at);
    p->rcdata = (str){ NULL, 0 };
    close_element(p, str_trim(cut(p, from + 2, p->at - 1)), from, p->at);
}

/* Comments, doctype: copied, without holes. */
static void declaration(parser *p)
{
    size_t from = p->at;
    const char *end = sees(p, from, "<!--") ? "-->" : ">";
    size_t n = str_search(str_skip(p->text, from), str_z(end));
    p->at = n == STR_NONE ? p->text.n : from + n + strlen(end);
    if (n == STR_NONE) fault(p, T604, from, from + 2, end[0] == '-' ? _("the comment") : _("the tag"), end);
    for (size_t i = from; i < p->at; i++)
        if (sees(p, i, "{{") || sees(p, i, "{%"))
            fault(p, T603, i, i + 2, zero(p, cut(p, i, i + 2)),
                  _("a comment that is not to be printed is written {# … #}"));
    put(p, from, p->at);
}

static void put_char(parser *p)
{
    put(p, p->at, p->at + 1);
    p->at++;
}

static void step(parser *p)
{
    char c = p->text.p[p->at], next = p->at + 1 < p->text.n ? p->text.p[p->at + 1] : ' ';
    bool closes = c == '<' && next == '/';
    if (sees(p, p->at, "{{")) hole(p, p->rcdata.n ? "_attr((" : "_text((");
    else if (c == '{' && (next == '%' || next == '#')) statement(p);
    else if (p->rcdata.n && !(closes && same(str_first(str_skip(p->text, p->at + 2), p->rcdata.n), p->rcdata)))
        put_char(p);
    else if (closes) close_tag(p);
    else if (c == '<' && letter(next)) open_tag(p);
    else if (c == '<' && begins_hole(p, p->at + 1)) refuse(p, ++p->at, _("the name of an element is written out"));
    else if (c == '<' && (next == '!' || next == '?')) declaration(p);
    else put_char(p);
    if (p->piece.n && !p->begun) p->begun = str_trim(buf_view(&p->piece)).n > 0;
}

layout *layout_parse(arena *a, const source *src, diag *d)
{
    parser p = { .a = a, .src = src, .d = d, .text = src->text };
    BUF_LIT(&p.code, "local " LAYOUT_FUNCTIONS "=... return function(_slot,...) ");
    while (p.at < p.text.n) step(&p);
    while (p.open.n) {
        unclosed(&p, &p.open.v[p.open.n - 1], p.text.n);
        pop(&p);
    }
    flush(&p);
    buf_z(&p.code, p.wrapped ? " end) end" : " end");
    layout *l = ARENA_NEW(a, layout);
    *l = (layout){ .src = src, .pieces = p.pieces.v, .npieces = p.pieces.n, .code = buf_take(&p.code, a) };
    buf_free(&p.piece);
    buf_free(&p.statement);
    return p.failed ? NULL : l;
}
