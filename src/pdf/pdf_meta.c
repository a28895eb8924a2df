#include "pdf/pdf_meta.h"
#include "pdf/pdf_tree.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- dates ---- */

typedef struct date { int year, month, day, hour, minute, second; } date;

/* Seconds since 1970 in UTC (the civil calendar by eras of 400 years). */
static date date_of(int64_t t)
{
    int64_t days = t / 86400, rest = t % 86400;
    if (rest < 0) { rest += 86400; days--; }
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    return (date){ (int)(yoe + era * 400 + (month <= 2)), month, (int)(doy - (153 * mp + 2) / 5 + 1),
                   (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60) };
}

/* ---- XMP ---- */

static void put_xml(buf *b, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '&') BUF_LIT(b, "&amp;");
        else if (c == '<') BUF_LIT(b, "&lt;");
        else if (c == '>') BUF_LIT(b, "&gt;");
        else if (c >= ' ') buf_char(b, (char)c);
        else buf_char(b, ' ');
    }
}

static void put_wrapped(buf *b, const char *before, str s, const char *after)
{
    if (str_empty(s)) return;
    buf_z(b, before);
    put_xml(b, s);
    buf_z(b, after);
}

static void put_description(buf *b, const frame_book *book, str producer)
{
    BUF_LIT(b, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
               "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
               " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
               " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n<dc:format>application/pdf</dc:format>\n");
    put_wrapped(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", book->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    put_wrapped(b, "<dc:creator><rdf:Seq><rdf:li>", book->author, "</rdf:li></rdf:Seq></dc:creator>\n");
    put_wrapped(b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", book->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    put_wrapped(b, "<dc:language><rdf:Bag><rdf:li>", book->lang, "</rdf:li></rdf:Bag></dc:language>\n");
    put_wrapped(b, "<pdf:Producer>", producer, "</pdf:Producer>\n");
    put_wrapped(b, "<xmp:CreatorTool>", producer, "</xmp:CreatorTool>\n");
    if (book->date) {
        static const char *const names[] = { "CreateDate", "ModifyDate", "MetadataDate" };
        date t = date_of(book->date);
        for (int i = 0; i < 3; i++)
            buf_fmt(b, "<xmp:%s>%04d-%02d-%02dT%02d:%02d:%02dZ</xmp:%s>\n", names[i], t.year, t.month, t.day, t.hour,
                    t.minute, t.second, names[i]);
    }
    BUF_LIT(b,
            "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
            "</rdf:Description>\n");
}

/* PDF/A asks that a schema it does not know, here that of PDF/UA, is described. */
static void put_extension_schema(buf *b)
{
    BUF_LIT(
        b,
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
        "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal"
        "</pdfaProperty:category>"
        "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>"
        "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

static void write_xmp(pdf_book *b, str producer)
{
    buf x = { 0 };
    BUF_LIT(
        &x,
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    put_description(&x, b->book, producer);
    put_extension_schema(&x);
    BUF_LIT(&x, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    HPDF_Null object = pdf_out_reserve(b->out);
    pdf_out_stream(b->out, pdf_out_id(object), S("/Type/Metadata/Subtype/XML"), buf_view(&x), false);
    pdf_out_add(b->out, b->out->doc->catalog, "Metadata", object);
    buf_free(&x);
}

static void write_info(pdf_book *b, str producer)
{
    pdf_out *o = b->out;
    HPDF_Dict info = o->doc->info;
    pdf_out_text(o, info, "Title", b->book->title);
    if (b->book->author.n) pdf_out_text(o, info, "Author", b->book->author);
    if (b->book->subject.n) pdf_out_text(o, info, "Subject", b->book->subject);
    pdf_out_text(o, info, "Producer", producer);
    pdf_out_text(o, info, "Creator", producer);
    if (!b->book->date) return;
    date t = date_of(b->book->date);
    str z = arena_fmt(o->a, "D:%04d%02d%02d%02d%02d%02dZ", t.year, t.month, t.day, t.hour, t.minute, t.second);
    pdf_out_bytes(o, info, "CreationDate", z);
    pdf_out_bytes(o, info, "ModDate", z);
}

static void write_output_intent(pdf_book *b, str icc)
{
    pdf_out *o = b->out;
    unsigned profile = pdf_out_number(o);
    pdf_out_stream(o, profile, S("/N 3"), icc, true);
    buf v = { 0 };
    buf_fmt(&v,
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB "
            "IEC61966-2.1)/DestOutputProfile %u 0 R>>]",
            profile);
    HPDF_Null object = pdf_out_reserve(o);
    pdf_out_object(o, pdf_out_id(object), buf_view(&v));
    pdf_out_add(o, o->doc->catalog, "OutputIntents", object);
    buf_free(&v);
}

/* ---- places ---- */

static void write_places(pdf_book *b)
{
    pdf_out *o = b->out;
    if (!b->book->nplaces) return;
    pdf_tree tree;
    pdf_tree_start(&tree, o, "Names");
    buf k = { 0 }, v = { 0 };
    for (size_t i = 0; i < b->book->nplaces; i++) {
        const frame_place *p = &b->book->places[i];
        if (p->page >= b->book->npages) { pdf_out_fault(o, "place %.*s on page %u", STR_ARG(p->name), p->page); break; }
        k.n = v.n = 0;
        pdf_out_put_bytes(o, &k, p->name);
        buf_fmt(&v, "[%u 0 R/XYZ ", pdf_out_id(b->pages[p->page]));
        buf_decimal(&v, p->x, 3);
        buf_char(&v, ' ');
        buf_decimal(&v, p->y, 3);
        BUF_LIT(&v, " null]");
        pdf_tree_add(&tree, buf_view(&k), buf_view(&v));
    }
    v.n = 0;
    BUF_LIT(&v, "<</Dests");
    pdf_tree_end(&tree, &v);
    BUF_LIT(&v, ">>");
    HPDF_Null names = pdf_out_reserve(o);
    pdf_out_object(o, pdf_out_id(names), buf_view(&v));
    pdf_out_add(o, o->doc->catalog, "Names", names);
    buf_free(&k);
    buf_free(&v);
}

/* ---- bookmarks ---- */

enum { DEEPEST = 8 };

static void write_outline(pdf_book *b)
{
    pdf_out *o = b->out;
    HPDF_Outline open[DEEPEST + 1] = { NULL };    /* the last bookmark of each level; 0 is the root */
    unsigned depth = 0;
    for (size_t i = 0; i < b->book->noutline && !o->fault.n; i++) {
        const frame_outline *f = &b->book->outline[i];
        unsigned level = f->level < 1 ? 1 : f->level > DEEPEST ? DEEPEST : f->level;
        if (level > depth + 1) level = depth + 1;
        HPDF_Outline mark = HPDF_CreateOutline(o->doc, open[level - 1], "-", NULL);
        if (!mark) { pdf_out_check(o, HPDF_GetError(o->doc)); return; }
        pdf_out_check(o, HPDF_Dict_RemoveElement(mark, "Type"));
        pdf_out_check(o, HPDF_Dict_RemoveElement(mark, "Title"));
        pdf_out_text(o, mark, "Title", f->title);
        pdf_out_bytes(o, mark, "Dest", f->place);
        pdf_out_check(o, HPDF_Outline_SetOpened(mark, level == 1 ? HPDF_TRUE : HPDF_FALSE));
        open[depth = level] = mark;
    }
    if (b->book->noutline) pdf_out_name(o, o->doc->catalog, "PageMode", "UseOutlines");
}

/* ---- page labels ---- */

typedef enum label_style { LABEL_PLAIN, LABEL_DECIMAL, LABEL_LOWER, LABEL_UPPER } label_style;

static void put_roman(char out[32], unsigned n, bool upper)
{
    static const struct {
        unsigned value;
        const char *sign;
    } steps[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
                  { 40, "xl" },  { 10, "x" },   { 9, "ix" },  { 5, "v" },    { 4, "iv" },  { 1, "i" } };
    size_t k = 0;
    for (size_t i = 0; n && k < 28;) {
        if (n < steps[i].value) { i++; continue; }
        for (const char *p = steps[i].sign; *p; p++) out[k++] = (char)(upper ? *p - 32 : *p);
        n -= steps[i].value;
    }
    out[k] = 0;
}

/* Says how a label counts, and its number. Roman numbers are found by writing them: labels of books are small. */
static label_style style_of(str label, unsigned *value)
{
    long long v;
    bool digits = label.n > 0 && label.p[0] >= '1' && label.p[0] <= '9';
    if (digits && str_int(label, &v) && v < 1000000) { *value = (unsigned)v; return LABEL_DECIMAL; }
    for (unsigned n = 1; label.n && label.n < 16 && n < 400; n++) {
        char roman[32];
        for (int upper = 0; upper < 2; upper++) {
            put_roman(roman, n, upper);
            if (str_eqz(label, roman)) { *value = n; return upper ? LABEL_UPPER : LABEL_LOWER; }
        }
    }
    return LABEL_PLAIN;
}

static void put_label(pdf_out *o, buf *b, size_t page, label_style style, unsigned value, str label)
{
    static const char *const names[] = { "", "/S/D", "/S/r", "/S/R" };
    buf_int(b, (long long)page);
    BUF_LIT(b, "<<");
    buf_z(b, names[style]);
    if (style != LABEL_PLAIN && value != 1) buf_fmt(b, "/St %u", value);
    if (style == LABEL_PLAIN && label.n) { BUF_LIT(b, "/P"); pdf_out_put_text(o, b, label); }
    BUF_LIT(b, ">>");
}

static void write_labels(pdf_book *b)
{
    pdf_out *o = b->out;
    buf v = { 0 };
    BUF_LIT(&v, "<</Nums[");
    label_style last = LABEL_PLAIN;
    unsigned next = 0;
    for (size_t i = 0; i < b->book->npages; i++) {
        unsigned value = 0;
        label_style style = style_of(b->book->pages[i].label, &value);
        if (i == 0 || style == LABEL_PLAIN || style != last || value != next)
            put_label(o, &v, i, style, value, b->book->pages[i].label);
        last = style;
        next = value + 1;
    }
    BUF_LIT(&v, "]>>");
    HPDF_Null labels = pdf_out_reserve(o);
    pdf_out_object(o, pdf_out_id(labels), buf_view(&v));
    pdf_out_add(o, o->doc->catalog, "PageLabels", labels);
    buf_free(&v);
}

/* ---- the catalog ---- */

void pdf_meta_write(pdf_book *b, str producer, str icc)
{
    pdf_out *o = b->out;
    HPDF_Dict catalog = o->doc->catalog, mark = pdf_out_dict(o, false), view = pdf_out_dict(o, false);
    pdf_out_boolean(o, mark, "Marked", true);
    pdf_out_add(o, catalog, "MarkInfo", mark);
    pdf_out_boolean(o, view, "DisplayDocTitle", true);
    if (b->book->rtl) pdf_out_name(o, view, "Direction", "R2L");
    pdf_out_add(o, catalog, "ViewerPreferences", view);
    pdf_out_bytes(o, catalog, "Lang", b->book->lang);
    pdf_out_add(o, catalog, "StructTreeRoot", b->tags.root);
    write_info(b, producer);
    write_xmp(b, producer);
    write_output_intent(b, icc);
    write_labels(b);
    write_outline(b);
    write_places(b);
}
