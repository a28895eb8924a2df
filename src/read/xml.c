#include "read/xml.h"
#include "read/xml_doc.h"
#include "base/lang.h"
#include "base/vec.h"
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/SAX2.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* One reading of a file. An element's _private is the offset of its start tag plus one. */
typedef struct reader {
    arena *a;
    const source *src;
    diag *d;
    const char *schema;                            /* its path, for D402 */
    const xmlNode *faulty;                         /* the element of the last fault, not reported yet */
    const char *fault;                             /* what will be said of it, NULL for none */
    int fault_rank, fault_line;
    bool failed;                                   /* an error was reported: those that follow come of it */
} reader;

/* --- the library, once */

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
    (void)url, (void)id, (void)ctxt;
    return NULL;
}

static void prepare(void)
{
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
    xmlRelaxNGInitTypes();
}

/* --- errors */

static void fail(reader *r, size_t at, size_t len, const char *what)
{
    if (!r->failed) DIAG(r->d, D401, ((span){ r->src, (uint32_t)at, (uint32_t)len }), what);
    r->failed = true;
}

static size_t line_offset(str text, int line)
{
    size_t at = 0;
    for (; line > 1; line--) {
        size_t nl = str_find(str_skip(text, at), '\n');
        if (nl == STR_NONE) break;
        at += nl + 1;
    }
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t')) at++;
    return at;
}

/* Where the parser stands in the file; a file in another encoding than UTF-8 is only known by lines. */
static size_t where(const reader *r, const xmlParserCtxt *x)
{
    const xmlParserInput *in = x->input;
    if (!in) return 0;
    bool converted = in->buf && in->buf->encoder;
    size_t at = converted ? line_offset(r->src->text, in->line) : in->consumed + (size_t)(in->cur - in->base);
    return at < r->src->text.n ? at : r->src->text.n;
}

static size_t tag_start(const reader *r, size_t at)
{
    size_t i = at;
    while (i > 0 && r->src->text.p[i - 1] != '<') i--;
    return i ? i - 1 : at;
}

static const struct problem { int code; const char *what; } problems[] = {
    { XML_ERR_DOCUMENT_EMPTY, N_("there is no element") },
    { XML_ERR_DOCUMENT_END, N_("something follows the end of the last element, or the file ends too early") },
    { XML_ERR_TAG_NAME_MISMATCH, N_("this end tag does not match the element that is open: {0}") },
    { XML_ERR_TAG_NOT_FINISHED, N_("the file ends before this element is closed: {0}") },
    { XML_ERR_GT_REQUIRED, N_("a > is missing here") },
    { XML_ERR_LT_IN_ATTRIBUTE, N_("a < can’t stand in an attribute: write &lt;") },
    { XML_ERR_ATTRIBUTE_NOT_STARTED, N_("an attribute’s value must stand between quotation marks") },
    { XML_ERR_ATTRIBUTE_NOT_FINISHED, N_("the quotation mark of this attribute is never closed") },
    { XML_ERR_ATTRIBUTE_WITHOUT_VALUE, N_("this attribute has no value") },
    { XML_ERR_ATTRIBUTE_REDEFINED, N_("the same attribute twice: {0}") },
    { XML_ERR_NAME_REQUIRED, N_("a lone & or <: write &amp; or &lt;") },
    { XML_ERR_ENTITYREF_SEMICOL_MISSING, N_("a lone &: write &amp;") },
    { XML_ERR_UNDECLARED_ENTITY, N_("XML has no such entity: {0}; write the character itself") },
    { XML_WAR_UNDECLARED_ENTITY, N_("XML has no such entity: {0}; write the character itself") },
    { XML_ERR_INVALID_ENCODING, N_("a byte that does not fit the encoding; save the file as UTF-8") },
    { XML_ERR_INVALID_CHAR, N_("a character that XML does not take") },
};

/* A pattern with {0} and {1} filled in. */
static const char *fill(arena *a, const char *pattern, const char *x, const char *y)
{
    buf b = { 0 };
    for (const char *p = pattern; *p; p++) {
        bool hole = p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}';
        if (!hole) {
            buf_char(&b, *p);
            continue;
        }
        const char *text = p[1] == '0' ? x : y;
        if (text) buf_z(&b, text);
        p += 2;
    }
    return arena_str(a, buf_take(&b, a)).p;
}

static const char *explain(arena *a, const xmlError *e, const struct problem *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].code == e->code) return fill(a, _(list[i].what), e->str1, e->str2);
    return arena_str(a, str_trim(str_z(e->message))).p;
}

static void on_error(void *data, xmlErrorPtr e)
{
    xmlParserCtxt *x = data;
    reader *r = x->_private;
    if (e->level < XML_ERR_ERROR && e->code != XML_WAR_UNDECLARED_ENTITY) return;
    fail(r, where(r, x), 0, explain(r->a, e, problems, sizeof problems / sizeof *problems));
    xmlStopParser(x);
}

/* What libxml2 says of a fault against a schema, from the most telling to the least: it says several things of one
 * element. */
static const struct problem faults[] = {
    { XML_RELAXNG_ERR_TYPEVAL, N_("“{1}” is not of the type {0}") },
    { XML_RELAXNG_ERR_VALUE, N_("this value is not one of those allowed") },
    { XML_RELAXNG_ERR_INVALIDATTR, N_("the element <{1}> may not have the attribute {0}") },
    { XML_RELAXNG_ERR_ELEMNAME, N_("<{0}> is expected here, not <{1}>") },
    { XML_RELAXNG_ERR_ELEMWRONG, N_("<{0}> is not expected here") },
    { XML_RELAXNG_ERR_EXTRACONTENT, N_("<{0}> holds something more than allowed: {1}") },
    { XML_RELAXNG_ERR_TEXTWRONG, N_("<{0}> may not hold text") },
    { XML_RELAXNG_ERR_NOELEM, N_("an element is missing in it") },
    { XML_RELAXNG_ERR_ATTRVALID, N_("an attribute of <{0}> is missing or has a wrong value") },
    { XML_RELAXNG_ERR_DATATYPE, N_("this is not of the type {0}") },
    { XML_RELAXNG_ERR_CONTENTVALID, N_("what <{0}> holds is not what is allowed there") },
};
enum { FAULTS = sizeof faults / sizeof *faults };

static int rank(const xmlError *e)
{
    int i = 0;
    while (i < FAULTS && faults[i].code != e->code) i++;
    return i;
}

static void report_fault(reader *r)
{
    const xmlNode *n = r->faulty;
    if (r->fault) {
        size_t at = n && n->_private ? (size_t)(uintptr_t)n->_private - 1 : line_offset(r->src->text, r->fault_line);
        size_t len = n && n->_private ? strlen((const char *)n->name) + 1 : 0;
        DIAG(r->d, D402, ((span){ r->src, (uint32_t)at, (uint32_t)len }), r->schema, r->fault);
    }
    r->faulty = NULL;
    r->fault = NULL;
}

/* The element that is at fault: libxml2 often names the child that it was about to look at. */
static const xmlNode *culprit(const xmlError *e)
{
    const xmlNode *n = e->node;
    while (n && n->type != XML_ELEMENT_NODE) n = n->parent;
    if (e->code != XML_RELAXNG_ERR_ATTRVALID && e->code != XML_RELAXNG_ERR_CONTENTVALID) return n;
    for (const xmlNode *up = n; up; up = up->parent)
        if (up->type == XML_ELEMENT_NODE && e->str1 && strcmp((const char *)up->name, e->str1) == 0) return up;
    return n;
}

/* One message for an element: what libxml2 says more of it, and of those around it, follows from the fault within. */
static void on_fault(void *data, xmlErrorPtr e)
{
    reader *r = data;
    const xmlNode *n = culprit(e);
    bool around = false;
    for (const xmlNode *up = r->faulty; up && !around; up = up->parent) around = up == n;
    if (r->fault && around && (n != r->faulty || rank(e) >= r->fault_rank)) return;
    if (!around) report_fault(r);
    r->faulty = n;
    r->fault_rank = rank(e);
    r->fault_line = e->line;
    r->fault = explain(r->a, e, faults, FAULTS);
}

static void on_schema_error(void *data, xmlErrorPtr e)
{
    reader *r = data;
    fail(r, line_offset(r->src->text, e->line), 0, arena_str(r->a, str_trim(str_z(e->message))).p);
}

/* --- parsing */

/* Data declares no entities: no bomb, and nothing from outside. */
static void on_entity(void *data, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    (void)type, (void)public_id, (void)system_id, (void)content;
    xmlParserCtxt *x = data;
    reader *r = x->_private;
    fail(r, where(r, x), 0, arena_fmt(r->a, _("entities can’t be declared in data: %s"), (const char *)name).p);
    xmlStopParser(x);
}

static void on_parameter_entity(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id,
                                const xmlChar *notation)
{
    on_entity(data, name, 0, public_id, system_id, NULL);
    (void)notation;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns,
                     const xmlChar **ns, int nattributes, int ndefaulted, const xmlChar **attributes)
{
    xmlParserCtxt *x = data;
    reader *r = x->_private;
    size_t at = tag_start(r, where(r, x));
    if (x->nameNr >= XML_DEPTH) {
        fail(r, at, 0, _("nested too deeply"));
        xmlStopParser(x);
        return;
    }
    xmlSAX2StartElementNs(data, name, prefix, uri, nns, ns, nattributes, ndefaulted, attributes);
    if (x->node) x->node->_private = (void *)(uintptr_t)(at + 1);
}

/* NULL after an error, which was reported. */
static xmlDocPtr parse(reader *r)
{
    xmlParserCtxtPtr x = xmlNewParserCtxt();
    x->_private = r;
    x->sax->serror = on_error;
    x->sax->startElementNs = on_start;
    x->sax->entityDecl = on_entity;
    x->sax->unparsedEntityDecl = on_parameter_entity;
    str t = r->src->text;
    xmlDocPtr doc = xmlCtxtReadMemory(x, t.p ? t.p : "", (int)t.n, r->src->path, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    if (!doc) fail(r, t.n, 0, _("there is no element"));
    if (doc && r->failed) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(x);
    return doc;
}

/* --- nodes to values */

uint32_t xml_offset(const xmlNode *n) { return n->_private ? (uint32_t)((uintptr_t)n->_private - 1) : 0; }

static bool is_kept(const xmlAttr *t)
{
    static const char schemas[] = "http://www.w3.org/2001/XMLSchema-instance";
    return !t->ns || !t->ns->href || strcmp((const char *)t->ns->href, schemas) != 0;
}

static const xmlAttr *first_attribute(const xmlNode *n)
{
    const xmlAttr *t = n->properties;
    while (t && !is_kept(t)) t = t->next;
    return t;
}

/* The text that stands right in a list of nodes, white space trimmed, its runs made one space when squeeze. */
static str text_of(reader *r, const xmlNode *first, bool squeeze)
{
    buf b = { 0 };
    for (const xmlNode *n = first; n; n = n->next)
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            buf_z(&b, (const char *)n->content);
    str t = str_trim(buf_take(&b, r->a));
    if (!squeeze) return t;
    size_t k = 0;
    char *p = (char *)t.p;
    for (size_t i = 0; i < t.n; i++) {
        bool space = strchr(" \t\r\n", p[i]);
        if (!space || (k && p[k - 1] != ' ')) p[k++] = space ? ' ' : p[i];
    }
    return str_of(p, k);
}

static value *text_value(reader *r, str t, const xmlNode *at)
{
    value *v =
        value_new(r->a, t.n ? VALUE_STR : VALUE_NULL, xml_offset(at), (uint32_t)strlen((const char *)at->name) + 1);
    if (t.n) v->as.string = t;
    return v;
}

/* A key that comes again gathers its values in a list. */
static void put(reader *r, value *m, map *lists, const xmlNode *at, const xmlChar *name, value *v)
{
    str key = arena_str(r->a, str_z((const char *)name));
    if (value_put(r->a, m, key, xml_offset(at), v)) return;
    value *list = map_get(lists, key);
    if (!list) {
        value *first = value_get(m, key);
        list = value_new(r->a, VALUE_LIST, first->off, first->len);
        value_push(r->a, list, value_new(r->a, VALUE_NULL, 0, 0));
        *list->as.list.v[0] = *first;
        *first = *list;
        map_put(lists, key, first);
        list = first;
    }
    value_push(r->a, list, v);
}

static value *element(reader *r, const xmlNode *e)
{
    const xmlAttr *t = first_attribute(e);
    const xmlNode *child = e->children;
    while (child && child->type != XML_ELEMENT_NODE) child = child->next;
    if (!t && !child) return text_value(r, text_of(r, e->children, false), e);
    value *m = value_new(r->a, VALUE_MAP, xml_offset(e), (uint32_t)strlen((const char *)e->name) + 1);
    map *lists = map_new(r->a);
    for (; t; t = t->next)
        if (is_kept(t)) put(r, m, lists, e, t->name, text_value(r, text_of(r, t->children, false), e));
    for (; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) put(r, m, lists, child, child->name, element(r, child));
    str text = text_of(r, e->children, true);
    if (text.n) put(r, m, lists, e, (const xmlChar *)"texte", text_value(r, text, e));
    return m;
}

/* Child elements of one name, without text beside them: rows. */
static bool is_list(reader *r, const xmlNode *e)
{
    const xmlNode *first = NULL;
    for (const xmlNode *n = e->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE) continue;
        if (!first) first = n;
        else if (!xmlStrEqual(first->name, n->name)) return false;
    }
    return !first_attribute(e) && text_of(r, e->children, false).n == 0;
}

static value *root(reader *r, const xmlNode *e)
{
    if (!is_list(r, e)) return element(r, e);
    value *list = value_new(r->a, VALUE_LIST, xml_offset(e), (uint32_t)strlen((const char *)e->name) + 1);
    for (const xmlNode *n = e->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE) value_push(r->a, list, element(r, n));
    return list;
}

/* --- schemas */

static void validate(reader *r, xmlDocPtr doc, const source *schema)
{
    reader s = { .a = r->a, .src = schema, .d = r->d };
    xmlDocPtr text = parse(&s);
    if (!text) return;
    xmlRelaxNGParserCtxtPtr p = xmlRelaxNGNewDocParserCtxt(text);
    xmlRelaxNGSetParserStructuredErrors(p, on_schema_error, &s);
    xmlRelaxNGPtr rules = xmlRelaxNGParse(p);
    xmlRelaxNGFreeParserCtxt(p);
    xmlFreeDoc(text);
    if (!rules) {
        fail(&s, 0, 0, _("not a RELAX NG schema"));
        return;
    }
    r->schema = schema->path;
    xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(rules);
    xmlRelaxNGSetValidStructuredErrors(v, on_fault, r);
    xmlRelaxNGValidateDoc(v, doc);
    report_fault(r);
    xmlRelaxNGFreeValidCtxt(v);
    xmlRelaxNGFree(rules);
}

xmlDocPtr xml_doc(arena *a, const source *src, const source *schema, diag *d)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
    reader r = { .a = a, .src = src, .d = d };
    xmlDocPtr doc = parse(&r);
    if (doc && schema) validate(&r, doc, schema);
    return doc;
}

value *xml_parse(arena *a, const source *src, const source *schema, diag *d)
{
    reader r = { .a = a, .src = src, .d = d };
    xmlDocPtr doc = xml_doc(a, src, schema, d);
    if (!doc) return value_new(a, VALUE_LIST, 0, 0);
    value *v = root(&r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return v;
}
