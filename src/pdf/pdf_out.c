#include "pdf/pdf_out.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <zlib.h>

enum { PENDING, AT_OFFSET, IN_STREAM };           /* pdf_out_entry.kind */
enum { MOST_OBJECTS = 8388607, LONGEST_STRING = 32767 };   /* PDF/A-2, 6.1.13 */

/* ---- faults ---- */

void pdf_out_fault(pdf_out *o, const char *fmt, ...)
{
    if (o->fault.n) return;
    va_list ap;
    va_start(ap, fmt);
    o->fault = arena_vfmt(o->a, fmt, ap);
    va_end(ap);
}

void pdf_out_check(pdf_out *o, HPDF_STATUS s)
{
    if (s != HPDF_OK) pdf_out_fault(o, "libharu 0x%04lX", (unsigned long)s);
}

static void on_error(HPDF_STATUS s, HPDF_STATUS detail, void *user)
{
    pdf_out_fault(user, "libharu 0x%04lX (%lu)", (unsigned long)s, (unsigned long)detail);
}

/* ---- the file ---- */

static void *take(HPDF_UINT n) { return mem_alloc(n); }
static void give(void *p) { mem_free(p); }

static HPDF_STATUS sink_write(HPDF_Stream s, const HPDF_BYTE *p, HPDF_UINT n)
{
    pdf_out *o = s->attr;
    buf_put(o->sink, p, n);
    return HPDF_OK;
}

pdf_out *pdf_out_new(arena *a, buf *file)
{
    pdf_out *o = ARENA_NEW(a, pdf_out);
    o->a = a;
    o->file = file;
    o->doc = HPDF_NewEx(on_error, take, give, 0, o);
    if (!o->doc) return NULL;
    o->doc->pdf_version = HPDF_VER_17;
    pdf_out_check(o, HPDF_SetCompressionMode(o->doc, HPDF_COMP_ALL));
    pdf_out_check(o, HPDF_SetPagesConfiguration(o->doc, 64));
    o->writer = HPDF_CallbackWriter_New(o->doc->mmgr, sink_write, o);
    if (!o->writer) pdf_out_check(o, HPDF_GetError(o->doc));
    BUF_LIT(file, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return o;
}

void pdf_out_free(pdf_out *o)
{
    if (o->writer) HPDF_Stream_Free(o->writer);
    HPDF_Free(o->doc);
    mem_free(o->entries);
    buf_free(&o->heads);
    buf_free(&o->bodies);
    buf_free(&o->packed);
}

/* ---- numbers ---- */

unsigned pdf_out_id(const void *object)
{
    return object ? ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFFu : 0;
}

/* libharu's list grows by a constant and copies: let it double instead. */
static void grow_xref(pdf_out *o)
{
    HPDF_List l = o->doc->xref->entries;
    if (l->count > l->items_per_block) l->items_per_block = l->count;
}

HPDF_Null pdf_out_reserve(pdf_out *o)
{
    grow_xref(o);
    HPDF_Null n = HPDF_Null_New(o->doc->mmgr);
    if (!n) { pdf_out_fault(o, "no placeholder"); return NULL; }
    HPDF_STATUS s = HPDF_Xref_Add(o->doc->xref, n);
    pdf_out_check(o, s);
    return s == HPDF_OK ? n : NULL;
}

unsigned pdf_out_number(pdf_out *o) { return o->next ? pdf_out_numbers(o, 1) : pdf_out_id(pdf_out_reserve(o)); }

unsigned pdf_out_numbers(pdf_out *o, size_t n)
{
    if (!o->next) o->next = o->doc->xref->entries->count;
    unsigned first = o->next;
    if (n > MOST_OBJECTS || first + n > MOST_OBJECTS) {
        pdf_out_fault(o, "more than %d objects", MOST_OBJECTS);
        return first;
    }
    o->next += (unsigned)n;
    return first;
}

static pdf_out_entry *entry(pdf_out *o, unsigned id)
{
    if (id >= o->nentries) {
        size_t n = o->nentries ? o->nentries * 2 : 256;
        while (n <= id) n *= 2;
        o->entries = mem_realloc(o->entries, n * sizeof *o->entries);
        memset(o->entries + o->nentries, 0, (n - o->nentries) * sizeof *o->entries);
        o->nentries = n;
    }
    return &o->entries[id];
}

/* ---- bodies ---- */

static void begin_at(pdf_out *o, unsigned id)
{
    if (o->file->n > UINT32_MAX - 1) pdf_out_fault(o, "more than 4 GB");
    pdf_out_entry *e = entry(o, id);
    e->kind = AT_OFFSET;
    e->at = (uint32_t)o->file->n;
    buf_int(o->file, id);
    BUF_LIT(o->file, " 0 obj\n");
}

bool pdf_out_deflate(str bytes, buf *out)
{
    uLongf n = compressBound(bytes.n);
    out->n = 0;
    buf_reserve(out, n);
    if (compress2((Bytef *)out->p, &n, (const Bytef *)bytes.p, bytes.n, 6) != Z_OK) return false;
    out->n = n;
    return true;
}

static void put_stream(pdf_out *o, unsigned id, str entries, str bytes, bool deflated)
{
    begin_at(o, id);
    BUF_LIT(o->file, "<<");
    buf_str(o->file, entries);
    if (deflated) BUF_LIT(o->file, "/Filter/FlateDecode");
    BUF_LIT(o->file, "/Length ");
    buf_int(o->file, (long long)bytes.n);
    BUF_LIT(o->file, ">>stream\n");
    buf_str(o->file, bytes);
    BUF_LIT(o->file, "\nendstream\nendobj\n");
}

void pdf_out_stream(pdf_out *o, unsigned id, str entries, str bytes, bool deflate)
{
    if (deflate && !pdf_out_deflate(bytes, &o->packed)) pdf_out_fault(o, "zlib");
    put_stream(o, id, entries, deflate ? buf_view(&o->packed) : bytes, deflate);
}

static void write_held(pdf_out *o)
{
    if (!o->nheld) return;
    unsigned id = pdf_out_number(o), n = o->nheld;
    char head[64];
    int k = snprintf(head, sizeof head, "/Type/ObjStm/N %u/First %zu", n, o->heads.n);
    buf_str(&o->heads, buf_view(&o->bodies));
    pdf_out_stream(o, id, str_of(head, (size_t)k), buf_view(&o->heads), true);
    for (unsigned i = 0; i < n; i++) *entry(o, o->held[i]) = (pdf_out_entry){ id, (uint16_t)i, IN_STREAM };
    o->heads.n = o->bodies.n = 0;
    o->nheld = 0;
}

/* Opens a place for the body of an object in the object stream. */
static void hold(pdf_out *o, unsigned id)
{
    if (o->nheld == PDF_OUT_HELD) write_held(o);
    o->held[o->nheld++] = id;
    entry(o, id)->kind = IN_STREAM;
    buf_int(&o->heads, id);
    buf_char(&o->heads, ' ');
    buf_int(&o->heads, (long long)o->bodies.n);
    buf_char(&o->heads, ' ');
}

void pdf_out_object(pdf_out *o, unsigned id, str body)
{
    hold(o, id);
    buf_str(&o->bodies, body);
    buf_char(&o->bodies, '\n');
}

static void write_value(pdf_out *o, void *object, buf *to)
{
    o->sink = to;
    pdf_out_check(o, HPDF_Obj_WriteValue(object, o->writer, NULL));
}

void pdf_out_page(pdf_out *o, HPDF_Page page, str deflated)
{
    HPDF_PageAttr attr = page->attr;
    put_stream(o, pdf_out_id(attr->contents), S(""), deflated, true);
    grow_xref(o);
}

/* ---- the end ---- */

static void write_rest(pdf_out *o)
{
    unsigned n = o->doc->xref->entries->count;
    pdf_out_numbers(o, 0);
    for (unsigned id = 1; id < n && !o->fault.n; id++) {
        if (entry(o, id)->kind != PENDING) continue;
        HPDF_XrefEntry e = HPDF_Xref_GetEntry(o->doc->xref, id);
        hold(o, id);
        write_value(o, e->obj, &o->bodies);
        buf_char(&o->bodies, '\n');
    }
    write_held(o);
}

/* Sixteen bytes that say which file this is, in hexadecimal. */
static void put_id(pdf_out *o, buf *b)
{
    uint64_t h = map_hash(buf_view(o->file));
    uint64_t k[2] = { h, crc32_z(0, (const Bytef *)o->file->p, o->file->n) };
    k[1] = map_hash((str){ (const char *)k, sizeof k });
    for (int i = 0; i < 2; i++) buf_fmt(b, "<%016llX%016llX>", (unsigned long long)h, (unsigned long long)k[1]);
}

/* Rows of type, place (4 bytes), index (2 bytes), each as its difference from the one above (PNG predictor "up"). */
static void put_rows(pdf_out *o, unsigned n, buf *rows)
{
    unsigned char before[7] = { 0 };
    for (unsigned id = 0; id < n; id++) {
        const pdf_out_entry *e = entry(o, id);
        unsigned index = id == 0 ? 65535 : e->index;
        unsigned char row[7] = { e->kind,
                                 (unsigned char)(e->at >> 24),
                                 (unsigned char)(e->at >> 16),
                                 (unsigned char)(e->at >> 8),
                                 (unsigned char)e->at,
                                 (unsigned char)(index >> 8),
                                 (unsigned char)index };
        buf_char(rows, 2);
        for (int k = 0; k < 7; k++) buf_char(rows, (char)(row[k] - before[k]));
        memcpy(before, row, sizeof row);
    }
}

void pdf_out_finish(pdf_out *o)
{
    write_rest(o);
    if (o->fault.n) return;
    unsigned id = pdf_out_numbers(o, 1), n = id + 1;
    buf entries = { 0 }, rows = { 0 };
    size_t start = o->file->n;
    buf_fmt(&entries, "/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root %u 0 R/Info %u 0 R/ID[",
            n, pdf_out_id(o->doc->catalog), pdf_out_id(o->doc->info));
    put_id(o, &entries);
    buf_char(&entries, ']');
    *entry(o, id) = (pdf_out_entry){ (uint32_t)start, 0, AT_OFFSET };
    put_rows(o, n, &rows);
    pdf_out_stream(o, id, buf_view(&entries), buf_view(&rows), true);
    BUF_LIT(o->file, "startxref\n");
    buf_int(o->file, (long long)start);
    BUF_LIT(o->file, "\n%%EOF\n");
    buf_free(&entries);
    buf_free(&rows);
    if (o->doc->error.error_no != HPDF_OK) pdf_out_check(o, o->doc->error.error_no);
}

/* ---- dictionaries ---- */

HPDF_Dict pdf_out_dict(pdf_out *o, bool indirect)
{
    grow_xref(o);
    HPDF_Dict d = HPDF_Dict_New(o->doc->mmgr);
    if (d && indirect) {
        HPDF_STATUS s = HPDF_Xref_Add(o->doc->xref, d);        /* frees d on failure */
        pdf_out_check(o, s);
        if (s != HPDF_OK) d = NULL;
    }
    if (!d) pdf_out_fault(o, "no dictionary");
    return d;
}

void pdf_out_add(pdf_out *o, HPDF_Dict d, const char *key, void *object)
{
    if (!d || !object) { pdf_out_fault(o, "no object for %s", key); return; }
    pdf_out_check(o, HPDF_Dict_Add(d, key, object));
}

void pdf_out_name(pdf_out *o, HPDF_Dict d, const char *key, const char *value)
{
    if (d) pdf_out_check(o, HPDF_Dict_AddName(d, key, value));
}

void pdf_out_integer(pdf_out *o, HPDF_Dict d, const char *key, int32_t value)
{
    if (d) pdf_out_check(o, HPDF_Dict_AddNumber(d, key, value));
}

void pdf_out_boolean(pdf_out *o, HPDF_Dict d, const char *key, bool value)
{
    if (d) pdf_out_check(o, HPDF_Dict_AddBoolean(d, key, value ? HPDF_TRUE : HPDF_FALSE));
}

static bool fits(pdf_out *o, size_t n)
{
    if (n > LONGEST_STRING) pdf_out_fault(o, "a text of %zu bytes; PDF/A allows %d", n, LONGEST_STRING);
    return n <= LONGEST_STRING;
}

void pdf_out_bytes(pdf_out *o, HPDF_Dict d, const char *key, str bytes)
{
    if (!d || !fits(o, bytes.n)) return;
    const char *copy = bytes.n ? bytes.p : "";
    pdf_out_add(o, d, key, HPDF_Binary_New(d->mmgr, (HPDF_BYTE *)(uintptr_t)copy, (HPDF_UINT)bytes.n));
}

static void put_unit(buf *b, uint32_t u) { buf_char(b, (char)(u >> 8)); buf_char(b, (char)u); }

/* UTF-16BE, without a mark. */
static void utf16(buf *b, str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (c >= 0x10000) {
            put_unit(b, 0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        put_unit(b, c);
    }
}

void pdf_out_text(pdf_out *o, HPDF_Dict d, const char *key, str s)
{
    buf b = { 0 };
    put_unit(&b, 0xFEFF);
    utf16(&b, s);
    pdf_out_bytes(o, d, key, buf_view(&b));
    buf_free(&b);
}

/* ---- values ---- */

static void put_hex(buf *b, str bytes)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < bytes.n; i++) {
        buf_char(b, digits[(unsigned char)bytes.p[i] >> 4]);
        buf_char(b, digits[bytes.p[i] & 15]);
    }
}

void pdf_out_put_utf16(buf *b, str s)
{
    buf u = { 0 };
    utf16(&u, s);
    put_hex(b, buf_view(&u));
    buf_free(&u);
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++) if (s.p[i] < ' ' || s.p[i] > '~') return false;
    return true;
}

static void put_literal(buf *b, str s)
{
    buf_char(b, '(');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '(' || s.p[i] == ')' || s.p[i] == '\\') buf_char(b, '\\');
        buf_char(b, s.p[i]);
    }
    buf_char(b, ')');
}

void pdf_out_put_bytes(pdf_out *o, buf *b, str bytes)
{
    if (!fits(o, bytes.n)) return;
    if (is_ascii(bytes)) { put_literal(b, bytes); return; }
    buf_char(b, '<');
    put_hex(b, bytes);
    buf_char(b, '>');
}

void pdf_out_put_text(pdf_out *o, buf *b, str s)
{
    if (is_ascii(s)) { pdf_out_put_bytes(o, b, s); return; }
    size_t before = b->n;
    BUF_LIT(b, "<FEFF");
    pdf_out_put_utf16(b, s);
    buf_char(b, '>');
    fits(o, (b->n - before) / 2);
}
