#include "read/xliff_write.h"
#include "base/utf8.h"
#include <libxml/xmlwriter.h>
#include <stdio.h>

typedef struct writer { xmlTextWriterPtr to; bool old; } writer;

/* --- libxml2's writer, with our strings */

static const xmlChar *x(const char *s) { return (const xmlChar *)s; }
static void start(writer *w, const char *name) { xmlTextWriterStartElement(w->to, x(name)); }
static void end(writer *w) { xmlTextWriterEndElement(w->to); }

/* Elements around text begin a line: messages name lines. */
static void start_line(writer *w, const char *name)
{
    xmlTextWriterWriteRaw(w->to, x("\n"));
    start(w, name);
}

static bool is_allowed(uint32_t c)
{
    return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

static void put(writer *w, str s)
{
    buf clean = { 0 };
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = utf8_next(s, &i);
        if (is_allowed(c)) buf_put(&clean, s.p + from, i - from);
        else BUF_LIT(&clean, "\xEF\xBF\xBD");
    }
    buf_char(&clean, 0);
    xmlTextWriterWriteString(w->to, x(clean.p));
    buf_free(&clean);
}

static void set(writer *w, const char *name, str value)
{
    xmlTextWriterStartAttribute(w->to, x(name));
    put(w, value);
    xmlTextWriterEndAttribute(w->to);
}

static void set_number(writer *w, const char *name, const char *before, int n)
{
    char text[32];
    snprintf(text, sizeof text, "%s%d", before, n);
    set(w, name, str_z(text));
}

static void element(writer *w, const char *name, const char *key, const char *what, str said)
{
    if (said.n == 0) return;
    start(w, name);
    set(w, key, str_z(what));
    put(w, said);
    end(w);
}

/* --- text and marks */

/* The name of a mark's Markdown in originalData: s for one that opens or stands alone, e for one that closes. */
static void put_data(writer *w, const part *p)
{
    start(w, "data");
    set_number(w, "id", p->kind == PART_CLOSE ? "e" : "s", p->code);
    put(w, p->text);
    end(w);
}

static void put_new_mark(writer *w, const part *p)
{
    if (p->kind == PART_CLOSE) { end(w); return; }
    start(w, p->kind == PART_OPEN ? "pc" : "ph");
    set_number(w, "id", "", p->code);
    if (p->kind == PART_OPEN) {
        set_number(w, "dataRefStart", "s", p->code);
        set_number(w, "dataRefEnd", "e", p->code);
    } else {
        set_number(w, "dataRef", "s", p->code);
        end(w);
    }
}

static void put_old_mark(writer *w, const part *p)
{
    start(w, p->kind == PART_OPEN ? "bpt" : p->kind == PART_CLOSE ? "ept" : "ph");
    set_number(w, "id", "", p->code);
    put(w, p->text);
    end(w);
}

static void put_parts(writer *w, const char *name, const part_list *l)
{
    start_line(w, name);
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].kind == PART_TEXT) put(w, l->v[i].text);
        else if (w->old) put_old_mark(w, &l->v[i]);
        else put_new_mark(w, &l->v[i]);
    }
    end(w);
}

/* --- units */

static void put_words(writer *w, const exchange_unit *u, const char *key)
{
    char words[16];
    snprintf(words, sizeof words, "%u", u->words);
    element(w, "note", key, "kind", u->kind);
    element(w, "note", key, "place", u->place);
    element(w, "note", key, "words", str_z(words));
    element(w, "note", key, "translator", u->comment);
}

/* Each mark of source and target once. */
static void put_original_data(writer *w, const exchange_unit *u)
{
    bool begun = false;
    for (int of = 0; of < 2; of++) {
        const part_list *l = of ? &u->target : &u->source;
        for (size_t i = 0; i < l->n; i++) {
            const part *p = &l->v[i];
            bool known = p->kind == PART_TEXT;
            for (size_t k = 0; of && k < u->source.n && !known; k++)
                known = u->source.v[k].kind == p->kind && u->source.v[k].code == p->code;
            if (known) continue;
            if (!begun) start_line(w, "originalData");
            begun = true;
            put_data(w, p);
        }
    }
    if (begun) end(w);
}

static void put_unit(writer *w, const exchange_unit *u, int rank)
{
    static const char *const states[] = { "initial", "initial", "translated", "final" };
    start_line(w, "unit");
    set_number(w, "id", "u", rank);
    set(w, "name", u->hash);
    set(w, "xml:space", S("preserve"));
    start_line(w, "notes");
    put_words(w, u, "category");
    end(w);
    put_original_data(w, u);
    start_line(w, "segment");
    set(w, "id", S("s1"));
    set(w, "state", str_z(states[u->state]));
    if (u->state == EXCHANGE_OUTDATED) set(w, "subState", S("livret:outdated"));
    put_parts(w, "source", &u->source);
    if (u->target.n) put_parts(w, "target", &u->target);
    end(w);
    end(w);
}

static void put_old_target(writer *w, const exchange_unit *u)
{
    static const char *const states[] = { "new", "needs-translation", "translated", "final" };
    start_line(w, "target");
    set(w, "state", str_z(states[u->state]));
    for (size_t i = 0; i < u->target.n; i++) {
        if (u->target.v[i].kind == PART_TEXT) put(w, u->target.v[i].text);
        else put_old_mark(w, &u->target.v[i]);
    }
    end(w);
}

static void put_trans_unit(writer *w, const exchange_unit *u, int rank)
{
    start_line(w, "trans-unit");
    set_number(w, "id", "u", rank);
    set(w, "resname", u->hash);
    if (u->state == EXCHANGE_FINAL) set(w, "approved", S("yes"));
    set(w, "xml:space", S("preserve"));
    put_parts(w, "source", &u->source);
    if (u->target.n) put_old_target(w, u);
    put_words(w, u, "from");
    end(w);
}

/* --- the file */

static void start_page(writer *w, const exchange *e, str page, int rank)
{
    start_line(w, "file");
    if (w->old) {
        set(w, "original", page);
        set(w, "source-language", e->source_lang);
        set(w, "target-language", e->target_lang);
        set(w, "datatype", S("x-markdown"));
        start(w, "body");
    } else {
        set_number(w, "id", "f", rank);
        set(w, "original", page);
    }
}

static void end_page(writer *w)
{
    if (w->old) end(w);
    end(w);
}

static void start_file(writer *w, const exchange *e)
{
    xmlTextWriterStartDocument(w->to, NULL, "UTF-8", NULL);
    start(w, "xliff");
    set(w, "xmlns", w->old ? S("urn:oasis:names:tc:xliff:document:1.2") : S("urn:oasis:names:tc:xliff:document:2.0"));
    set(w, "version", w->old ? S("1.2") : S("2.0"));
    if (w->old) return;
    set(w, "srcLang", e->source_lang);
    set(w, "trgLang", e->target_lang);
}

void xliff_write(const exchange *e, bool old, buf *out)
{
    xmlBufferPtr to = xmlBufferCreate();
    writer w = { xmlNewTextWriterMemory(to, 0), old };
    int pages = 0;
    start_file(&w, e);
    for (size_t i = 0; i < e->units.n; i++) {
        const exchange_unit *u = &e->units.v[i];
        bool opens = i == 0 || !str_eq(u->page, e->units.v[i - 1].page);
        if (opens && pages) end_page(&w);
        if (opens) start_page(&w, e, u->page, ++pages);
        if (old) put_trans_unit(&w, u, (int)i + 1);
        else put_unit(&w, u, (int)i + 1);
    }
    xmlTextWriterEndDocument(w.to);
    xmlFreeTextWriter(w.to);
    buf_put(out, (const char *)xmlBufferContent(to), (size_t)xmlBufferLength(to));
    xmlBufferFree(to);
}
