#include "read/yaml.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "read/yaml_flat.h"
#include <string.h>
#include <yaml.h>

/* What an anchor holds, and how many nodes and levels that is once aliases within are followed. */
typedef struct anchored { value *v; size_t nodes; int depth; } anchored;

/* One reading. libyaml counts characters; `chars` and `byte` are one place, moved along as marks come. */
typedef struct reader {
    arena *a;
    const source *src;
    diag *d;
    yaml_parser_t parser;
    uint32_t from, end;                            /* the part, in bytes */
    size_t chars;
    uint32_t byte;
    map *anchors;
    size_t nodes;
    uint32_t last;                                 /* the end of what was read,
        without white space and comments behind it */
    bool failed;                                   /* an error was reported: nothing more is read */
} reader;

/* --- places */

static bool is_lead(const reader *r, uint32_t at) { return ((unsigned char)r->src->text.p[at] & 0xC0) != 0x80; }

static uint32_t place(reader *r, yaml_mark_t m)
{
    for (; r->chars < m.index && r->byte < r->end; r->chars++)
        do r->byte++; while (r->byte < r->end && !is_lead(r, r->byte));
    for (; r->chars > m.index && r->byte > r->from; r->chars--)
        do r->byte--; while (r->byte > r->from && !is_lead(r, r->byte));
    return r->byte;
}

static uint32_t trim_end(const reader *r, uint32_t off, uint32_t end)
{
    while (end > off && strchr(" \t\r\n", r->src->text.p[end - 1])) end--;
    return end;
}

/* --- errors */

static void fail(reader *r, uint32_t off, uint32_t len, const char *what, const char *hint)
{
    if (!r->failed) DIAG(r->d, C104, ((span){ r->src, off, len }), what, hint);
    r->failed = true;
}

/* What libyaml says, what livret says of it, and what to do. Where: the place where the thing began is more telling
 * than where it went wrong. */
static const struct problem { const char *yaml; bool at_context; const char *what, *hint; } problems[] = {
    { "mapping values are not allowed", false, N_("a colon is not expected here"),
      N_("put the whole text between quotation marks when it holds a colon and a space") },
    { "could not find expected ':'", true, N_("a key without a colon"),
      N_("write a colon and a space after the key: “key: text”") },
    { "did not find expected key", false, N_("this line belongs to nothing"),
      N_("keys of one level start in the same column; what belongs to a key stands further right; "
         "or a text above has a quotation mark at one end only") },
    { "did not find expected '-' indicator", false, N_("this line is not part of the list above"),
      N_("each entry of a list starts with a hyphen and a space, in the same column") },
    { "block sequence entries are not allowed", false, N_("a list can’t start here"),
      N_("put the list in the lines below its key, each entry after a hyphen and a space") },
    { "did not find expected ',' or ']'", true, N_("this list is not closed, or lacks a comma"),
      N_("write it as [one, two]; put quotation marks around an entry that holds a comma or a bracket") },
    { "did not find expected ',' or '}'", true, N_("this map is not closed, or lacks a comma"),
      N_("write it as {key: text, other: text}") },
    { "found unexpected end of stream", true, N_("this quotation mark is never closed"),
      N_("close it with the same mark") },
    { "found unexpected document indicator", true, N_("this quotation mark is never closed"),
      N_("close it with the same mark") },
    { "found unknown escape character", false, N_("an unknown code after a backslash"),
      N_("between double quotation marks write the backslash twice, or use single ones") },
    { "found character that cannot start any token", false, N_("a text can’t start with this character"),
      N_("put the text between quotation marks") },
    { "did not find expected alphabetic or numeric", true, N_("a text can’t start with * or & here"),
      N_("put the text between quotation marks") },
    { "found undefined tag handle", false, N_("a text can’t start with ! here"),
      N_("put the text between quotation marks") },
    { "while scanning a tag", false, N_("a text can’t start with ! here"),
      N_("put the text between quotation marks") },
    { "control characters are not allowed", false, N_("an invisible character that YAML does not take"),
      N_("delete it and type the text around it anew") },
    { "found a tab character", false, N_("a tab at the start of a line"), N_("indent with spaces, never with tabs") },
    { "UTF-8", false, N_("a byte that is not UTF-8"), N_("save the file as UTF-8 in your editor") },
    { "did not find expected <document start>", false, N_("several documents in one file"),
      N_("take out the lines --- and ... within it") },
};

static uint32_t line_start(const reader *r, uint32_t at)
{
    while (at > r->from && r->src->text.p[at - 1] != '\n') at--;
    return at;
}

/* A tab in the indentation of the line at `at`; STR_NONE when there is none. */
static size_t find_tab(const reader *r, uint32_t at)
{
    const char *p = r->src->text.p;
    for (uint32_t i = line_start(r, at); i < r->end && (p[i] == ' ' || p[i] == '\t'); i++)
        if (p[i] == '\t') return i;
    return STR_NONE;
}

static bool is_letter(char c) { return (unsigned char)c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_'; }

/* The colon of “key:text” in the line at `at` or the one above it; STR_NONE. An address such as https://… is none. */
static size_t find_tight_colon(const reader *r, uint32_t at)
{
    const char *p = r->src->text.p;
    for (int back = 0; back < 2; back++) {
        uint32_t from = line_start(r, at), i = from;
        while (i < r->end && strchr(" -", p[i])) i++;
        uint32_t word = i;
        while (i < r->end && is_letter(p[i])) i++;
        if (i > word && i + 1 < r->end && p[i] == ':' && !strchr(" \t\r\n/", p[i + 1])) return i;
        if (from == r->from) break;
        at = from - 1;
    }
    return STR_NONE;
}

static void explain(reader *r)
{
    const yaml_parser_t *y = &r->parser;
    const char *said = y->problem ? y->problem : "", *context = y->context ? y->context : "";
    const struct problem *p = NULL;
    for (size_t i = 0; i < sizeof problems / sizeof *problems && !p; i++)
        if (strstr(said, problems[i].yaml) || strstr(context, problems[i].yaml)) p = &problems[i];
    bool reading = y->error == YAML_READER_ERROR;
    uint32_t at = reading ? r->from + (uint32_t)y->problem_offset
                          : place(r, p && p->at_context ? y->context_mark : y->problem_mark);
    if (at > r->end) at = r->end;
    size_t tab = reading ? STR_NONE : find_tab(r, at), colon = STR_NONE;
    if (p && p <= &problems[1]) colon = find_tight_colon(r, at);
    if (tab != STR_NONE)
        fail(r, (uint32_t)tab, 1, _("a tab at the start of a line"), _("indent with spaces, never with tabs"));
    else if (colon != STR_NONE)
        fail(r, (uint32_t)colon, 1, _("no space after this colon"),
             _("write a colon and a space after the key: “key: text”"));
    else
        fail(r, at, 0, p ? _(p->what) : said, p ? _(p->hint) : "");
}

/* --- events to values */

static bool next(reader *r, yaml_event_t *e)
{
    if (r->failed) return false;
    if (yaml_parser_parse(&r->parser, e)) return true;
    explain(r);
    return false;
}

static bool count(reader *r, uint32_t at, size_t more)
{
    r->nodes += more;
    if (r->nodes > YAML_NODES)
        fail(r, at, 0, _("too much data"), _("aliases (*name) repeat what they name: use fewer of them"));
    return !r->failed;
}

static value *scalar(reader *r, const yaml_event_t *e)
{
    uint32_t off = place(r, e->start_mark), end = trim_end(r, off, place(r, e->end_mark));
    size_t n = e->data.scalar.length;
    bool nothing = n == 0 && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    value *v = value_new(r->a, nothing ? VALUE_NULL : VALUE_STR, off, end - off);
    if (!nothing) v->as.string = arena_str(r->a, str_of((const char *)e->data.scalar.value, n));
    r->last = end;
    return v;
}

static value *compose(reader *r, yaml_event_t *e, int level, int *depth);

/* The value of an alias, and how deep it is. */
static value *follow(reader *r, const yaml_event_t *e, int level, int *depth)
{
    uint32_t at = place(r, e->start_mark);
    const anchored *k = map_get(r->anchors, str_z((const char *)e->data.alias.anchor));
    if (!k) {
        fail(r, at, 0, _("an alias (*name) of something that was not named before"),
             _("put the text between quotation marks"));
        return NULL;
    }
    *depth = k->depth;
    r->last = place(r, e->end_mark);
    if (level + k->depth > YAML_DEPTH) fail(r, at, 0, _("nested too deeply"), "");
    return count(r, at, k->nodes) ? k->v : NULL;
}

/* The end of a list or map: a bracket, or nothing at all for one that is made by indentation. */
static void end(reader *r, value *v, const yaml_event_t *e)
{
    uint32_t from = place(r, e->start_mark), to = place(r, e->end_mark);
    if (to > from) r->last = to;
    if (r->last > v->off) v->len = r->last - v->off;
}

static void items(reader *r, value *list, int level, int *depth)
{
    yaml_event_t e;
    while (next(r, &e)) {
        if (e.type == YAML_SEQUENCE_END_EVENT) {
            end(r, list, &e);
            yaml_event_delete(&e);
            return;
        }
        int below = 0;
        value *v = compose(r, &e, level, &below);
        if (v) value_push(r->a, list, v);
        if (below > *depth) *depth = below;
    }
}

static void pairs(reader *r, value *m, int level, int *depth)
{
    yaml_event_t e;
    while (next(r, &e)) {
        uint32_t at = place(r, e.start_mark), to = place(r, e.end_mark);
        bool last = e.type == YAML_MAPPING_END_EVENT, text = e.type == YAML_SCALAR_EVENT;
        str key = text ? arena_str(r->a, str_of((const char *)e.data.scalar.value, e.data.scalar.length)) : S("");
        if (last) end(r, m, &e);
        yaml_event_delete(&e);
        if (last) return;
        if (!text) fail(r, at, 0, _("a key must be a text"), _("put the text between quotation marks"));
        if (!count(r, at, 1) || !next(r, &e)) return;
        int below = 0;
        value *v = compose(r, &e, level, &below);
        if (below > *depth) *depth = below;
        if (v && !value_put(r->a, m, key, at, v))
            DIAG(r->d, C105, ((span){ r->src, at, trim_end(r, at, to) - at }), key.p);
    }
}

/* The value that starts with event *e, which is given back to libyaml; NULL after an error that leaves nothing. */
static value *compose(reader *r, yaml_event_t *e, int level, int *depth)
{
    uint32_t at = place(r, e->start_mark);
    value *v = NULL;
    str anchor = S("");
    size_t before = r->nodes;
    *depth = 0;
    if (level > YAML_DEPTH) fail(r, at, 0, _("nested too deeply"), "");
    else if (!count(r, at, 1)) v = NULL;
    else if (e->type == YAML_ALIAS_EVENT) v = follow(r, e, level, depth);
    else if (e->type == YAML_SCALAR_EVENT) v = scalar(r, e);
    else v = value_new(r->a, e->type == YAML_SEQUENCE_START_EVENT ? VALUE_LIST : VALUE_MAP, at, 0);
    const yaml_char_t *name = e->type == YAML_SCALAR_EVENT ? e->data.scalar.anchor
                              : e->type == YAML_SEQUENCE_START_EVENT ? e->data.sequence_start.anchor
                              : e->type == YAML_MAPPING_START_EVENT ? e->data.mapping_start.anchor : NULL;
    if (name) anchor = arena_str(r->a, str_z((const char *)name));
    yaml_event_type_t type = e->type;
    yaml_event_delete(e);
    if (v && type == YAML_SEQUENCE_START_EVENT) items(r, v, level + 1, depth);
    if (v && type == YAML_MAPPING_START_EVENT) pairs(r, v, level + 1, depth);
    if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT) ++*depth;
    if (v && anchor.n) {
        anchored *k = ARENA_NEW(r->a, anchored);
        *k = (anchored){ v, r->nodes - before, *depth };
        map_put(r->anchors, anchor, k);
    }
    return v;
}

static value *document(reader *r)
{
    yaml_event_t e;
    value *top = NULL;
    int depth = 0;
    while (next(r, &e)) {
        yaml_event_type_t type = e.type;
        uint32_t at = place(r, e.start_mark);
        if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT) {
            yaml_event_delete(&e);
            if (type == YAML_STREAM_END_EVENT) break;
        } else if (type == YAML_DOCUMENT_START_EVENT) {
            yaml_event_delete(&e);
            if (top) fail(r, at, 0, _("several documents in one file"), _("take out the lines --- and ... within it"));
        } else {
            top = compose(r, &e, 1, &depth);
        }
    }
    return top;
}

value *yaml_parse_slowly(arena *a, const source *src, uint32_t from, uint32_t len, diag *d)
{
    reader r = { .a = a, .src = src, .d = d, .from = from, .end = from + len, .byte = from, .anchors = map_new(a) };
    str part = { src->text.p + from, len };
    if (str_starts(part, S("\xEF\xBB\xBF"))) {
        r.from = r.byte = from + 3;
        part = str_skip(part, 3);
    }
    value *top = NULL;
    if (yaml_parser_initialize(&r.parser)) {
        yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&r.parser, (const unsigned char *)(part.p ? part.p : ""), part.n);
        top = document(&r);
    }
    yaml_parser_delete(&r.parser);
    bool nothing = !top || top->kind == VALUE_NULL || (r.failed && top->kind == VALUE_STR);
    return nothing ? value_new(a, VALUE_MAP, r.from, 0) : top;
}

value *yaml_parse(arena *a, const source *src, uint32_t from, uint32_t len, diag *d)
{
    value *flat = yaml_flat(a, src, from, len);
    return flat ? flat : yaml_parse_slowly(a, src, from, len, d);
}
