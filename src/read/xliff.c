#include "read/xliff.h"
#include "read/xml_doc.h"
#include <string.h>

enum { LOOKED_AT = 4096 };

typedef struct reader {
    arena *a;
    const source *src;
    exchange *out;
    str page;                  /* of the file element around */
    bool old;                  /* 1.2 */
    const xmlNode *data;       /* 2.0: originalData of the unit, or NULL */
} reader;

bool xliff_is(str text) { return str_search(str_first(text, LOOKED_AT), S("<xliff")) != STR_NONE; }

/* The version that the root element says, before anything is parsed: it chooses the schema. */
static bool is_old(str text)
{
    str head = str_first(text, LOOKED_AT);
    size_t at = str_search(head, S("<xliff"));
    if (at != STR_NONE) head = str_skip(head, at);
    size_t end = str_find(head, '>');
    return str_search(end == STR_NONE ? head : str_first(head, end), S("\"1.")) != STR_NONE;
}

/* --- the tree */

static bool is(const xmlNode *n, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static str attr(reader *r, const xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
    str s = v ? arena_str(r->a, str_z((const char *)v)) : S("");
    xmlFree(v);
    return s;
}

static str content(reader *r, const xmlNode *n)
{
    xmlChar *v = xmlNodeGetContent(n);
    str s = v ? arena_str(r->a, str_z((const char *)v)) : S("");
    xmlFree(v);
    return s;
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
    for (const xmlNode *k = n->children; k; k = k->next) if (is(k, name)) return k;
    return NULL;
}

/* --- what stands in a source or target */

static void add_text(reader *r, part_list *l, str s)
{
    part *last = l->n ? &l->v[l->n - 1] : NULL;
    if (s.n == 0) return;
    if (last && last->kind == PART_TEXT) last->text = arena_fmt(r->a, "%.*s%.*s", STR_ARG(last->text), STR_ARG(s));
    else VEC_PUSH(r->a, l, ((part){ .kind = PART_TEXT, .text = arena_str(r->a, s) }));
}

/* id: "3"; one that is no number is 0, which no source has. */
static void add_mark(reader *r, part_list *l, part_kind kind, str id, str markdown)
{
    long long n = 0;
    if (!str_int(id, &n) || n < 0 || n > 1000000) n = 0;
    VEC_PUSH(r->a, l, ((part){ .kind = kind, .code = (int)n, .text = markdown, .markdown = markdown }));
}

/* 2.0: the data of an id in originalData. */
static str data_of(reader *r, const xmlNode *n, const char *name)
{
    str id = attr(r, n, name);
    for (const xmlNode *k = r->data ? r->data->children : NULL; k && id.n; k = k->next)
        if (is(k, "data") && str_eq(attr(r, k, "id"), id)) return content(r, k);
    return S("");
}

/* A character that XML can't hold: <cp hex="0007"/>. */
static void add_character(reader *r, part_list *l) { add_text(r, l, S("\xEF\xBF\xBD")); }

static void read_inlines(reader *r, const xmlNode *parent, part_list *l);

static bool read_new(reader *r, const xmlNode *n, part_list *l)
{
    str id = attr(r, n, "id");
    if (is(n, "pc")) {
        add_mark(r, l, PART_OPEN, id, data_of(r, n, "dataRefStart"));
        read_inlines(r, n, l);
        add_mark(r, l, PART_CLOSE, id, data_of(r, n, "dataRefEnd"));
    } else if (is(n, "ph")) {
        add_mark(r, l, PART_ALONE, id, data_of(r, n, "dataRef"));
    } else if (is(n, "sc")) {
        add_mark(r, l, PART_OPEN, id, data_of(r, n, "dataRef"));
    } else if (is(n, "ec")) {
        str start = attr(r, n, "startRef");
        add_mark(r, l, PART_CLOSE, start.n ? start : id, data_of(r, n, "dataRef"));
    } else if (is(n, "cp")) {
        add_character(r, l);
    } else {
        return false;
    }
    return true;
}

static bool read_old(reader *r, const xmlNode *n, part_list *l)
{
    str id = attr(r, n, "id"), rid = attr(r, n, "rid");
    if (is(n, "g")) {
        add_mark(r, l, PART_OPEN, id, S(""));
        read_inlines(r, n, l);
        add_mark(r, l, PART_CLOSE, id, S(""));
    } else if (is(n, "bpt") || is(n, "bx")) {
        add_mark(r, l, PART_OPEN, rid.n ? rid : id, content(r, n));
    } else if (is(n, "ept") || is(n, "ex")) {
        add_mark(r, l, PART_CLOSE, rid.n ? rid : id, content(r, n));
    } else if (is(n, "ph") || is(n, "it")) {
        add_mark(r, l, PART_ALONE, id, content(r, n));
    } else if (is(n, "x")) {
        add_mark(r, l, PART_ALONE, id, attr(r, n, "equiv-text"));
    } else {
        return false;
    }
    return true;
}

static void read_inlines(reader *r, const xmlNode *parent, part_list *l)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            add_text(r, l, str_z((const char *)n->content));
        else if (n->type != XML_ELEMENT_NODE || (r->old ? read_old(r, n, l) : read_new(r, n, l))) continue;
        else if (is(n, "mrk")) read_inlines(r, n, l);
    }
}

/* --- units */

static void read_notes(reader *r, const xmlNode *parent, const char *by, exchange_unit *u)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (!is(n, "note")) continue;
        str what = attr(r, n, by), said = content(r, n);
        if (str_eqz(what, "kind")) u->kind = said;
        else if (str_eqz(what, "place")) u->place = said;
        else if (!str_eqz(what, "words")) u->comment = said;
    }
}

static exchange_state state_of(str state, str more)
{
    if (str_eqz(state, "final") || str_eqz(state, "reviewed") || str_eqz(state, "signed-off")) return EXCHANGE_FINAL;
    if (str_starts(state, S("needs-")) || str_eqz(more, "livret:outdated")) return EXCHANGE_OUTDATED;
    if (str_eqz(state, "initial") || str_eqz(state, "new")) return EXCHANGE_INITIAL;
    return EXCHANGE_TRANSLATED;
}

/* 2.0: a unit is as far as the least of its segments. */
static void read_unit(reader *r, const xmlNode *n)
{
    exchange_unit u = { .page = r->page, .hash = attr(r, n, "name"), .state = EXCHANGE_FINAL };
    u.at = (span){ r->src, xml_offset(n), (uint32_t)strlen((const char *)n->name) + 1 };
    r->data = child(n, "originalData");
    read_notes(r, child(n, "notes"), "category", &u);
    for (const xmlNode *k = n->children; k; k = k->next) {
        if (!is(k, "segment") && !is(k, "ignorable")) continue;
        const xmlNode *from = child(k, "source"), *to = child(k, "target");
        if (from) read_inlines(r, from, &u.source);
        if (to) read_inlines(r, to, &u.target);
        else if (from && is(k, "ignorable")) read_inlines(r, from, &u.target);
        str state = attr(r, k, "state");
        exchange_state s = state_of(state.n ? state : S("initial"), attr(r, k, "subState"));
        if (is(k, "segment") && s < u.state) u.state = s;
    }
    VEC_PUSH(r->a, &r->out->units, u);
}

static void read_trans_unit(reader *r, const xmlNode *n)
{
    exchange_unit u = { .page = r->page, .hash = attr(r, n, "resname") };
    const xmlNode *from = child(n, "source"), *to = child(n, "target");
    u.at = (span){ r->src, xml_offset(n), (uint32_t)strlen((const char *)n->name) + 1 };
    read_notes(r, n, "from", &u);
    if (from) read_inlines(r, from, &u.source);
    if (to) {
        read_inlines(r, to, &u.target);
        u.state = state_of(attr(r, to, "state"), S(""));
    }
    if (str_eqz(attr(r, n, "approved"), "yes")) u.state = EXCHANGE_FINAL;
    VEC_PUSH(r->a, &r->out->units, u);
}

static void walk(reader *r, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (is(n, "unit")) read_unit(r, n);
        else if (is(n, "trans-unit")) read_trans_unit(r, n);
        else if (is(n, "group") || is(n, "body")) walk(r, n);
    }
}

static void read_files(reader *r, const xmlNode *top)
{
    if (!r->old) {
        r->out->source_lang = attr(r, top, "srcLang");
        r->out->target_lang = attr(r, top, "trgLang");
    }
    for (const xmlNode *n = top->children; n; n = n->next) {
        if (!is(n, "file")) continue;
        r->page = attr(r, n, "original");
        if (r->old) {
            r->out->source_lang = attr(r, n, "source-language");
            r->out->target_lang = attr(r, n, "target-language");
        }
        walk(r, n);
    }
}

bool xliff_read(arena *a, const source *src, const source *const schemas[2], exchange *out, diag *d)
{
    reader r = { .a = a, .src = src, .out = out, .old = is_old(src->text) };
    size_t faults = diag_count_code(d, D402);
    xmlDocPtr doc = xml_doc(a, src, schemas[!r.old], d);
    if (!doc) return false;
    bool sound = diag_count_code(d, D402) == faults;
    if (sound) read_files(&r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return sound;
}
