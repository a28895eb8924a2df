#include "odt/odt.h"
#include "odt/odt_priv.h"
#include "odt/odt_zip.h"

/* --- the text */

static void learn_terms(odt_writer *w, const flow *f)
{
    for (size_t i = 0; i < f->nentries; i++)
        for (size_t k = 0; k < f->entries[i].places.n; k++)
            map_put(w->terms, f->entries[i].places.v[k], &f->entries[i].term);
}

static bool is_contents(const flow_chapter *c) { return c->first && c->first->kind == FLOW_CONTENTS; }
static bool is_cover(const flow_chapter *c) { return c->first && c->first->kind == FLOW_COVER; }

/* The first chapter of the text begins to count anew after a front that is numbered i, ii… */
static void open_chapter(odt_writer *w, const flow_chapter *c, bool first)
{
    w->master = "";
    w->first_page = 0;
    if (is_contents(c) || is_cover(c)) return;
    if (c->recto) w->master = "Recto";
    else if (first && w->b->page.roman_front) w->master = "Standard";
    if (first && w->b->page.roman_front) w->first_page = 1;
}

static void write_chapter(odt_writer *w, size_t i, buf *out)
{
    const flow_chapter *c = &w->b->chapters[i];
    arena *blocks = arena_new(1 << 16);
    w->x = (odt_xml){ .out = out, .a = w->a };
    for (size_t k = 0; k == 0 || k < c->sections; k++) {
        odt_blocks(w, flow_book_blocks(w->b, blocks, i, k));
        if (c->first) break;
    }
    arena_free(blocks);
}

/* All chapters in order; lists of what is in them come last, when it is known. */
static void write_chapters(odt_writer *w, buf *text)
{
    const flow_book *b = w->b;
    buf *parts = ARENA_ARRAY(w->a, buf, b->nchapters + 1);
    for (size_t i = 0; i < b->nchapters; i++)
        for (const flow *f = b->chapters[i].first; f; f = f->next) learn_terms(w, f);
    for (int turn = 0; turn < 2; turn++) {
        bool first = true;
        for (size_t i = 0; i < b->nchapters; i++) {
            if (is_contents(&b->chapters[i]) != (turn == 1)) continue;
            open_chapter(w, &b->chapters[i], first);
            if (!is_cover(&b->chapters[i])) first = false;
            if (i == 0) w->master = w->master && w->master[0] ? w->master : NULL;
            write_chapter(w, i, &parts[i]);
        }
    }
    for (size_t i = 0; i < b->nchapters; i++) {
        buf_str(text, buf_view(&parts[i]));
        buf_free(&parts[i]);
    }
}

static void write_content(odt_writer *w, buf *out)
{
    buf text = { 0 };
    write_chapters(w, &text);
    odt_xml x = { .out = out, .a = w->a };
    odt_root(&x, "office:document-content");
    odt_font_faces(&x, w->b);
    odt_open(&x, "office:automatic-styles");
    odt_raw(&x, buf_view(&w->styles));
    odt_close(&x);
    odt_open(&x, "office:body");
    odt_open(&x, "office:text");
    odt_raw(&x, S("<text:sequence-decls><text:sequence-decl text:display-outline-level=\"0\" text:name=\"Table\"/>"
                  "<text:sequence-decl text:display-outline-level=\"0\" text:name=\"Figure\"/></text:sequence-decls>"));
    odt_raw(&x, buf_view(&text));
    odt_close(&x);
    odt_close(&x);
    odt_close(&x);
    buf_char(out, '\n');
    buf_free(&text);
}

static odt_writer open_writer(const flow_book *b, const odt_options *o)
{
    odt_writer w = { .b = b, .o = o, .a = arena_new(1 << 16), .style = "Text_20_body", .lang = b->lang,
                     .room = b->page.width - b->page.inner - b->page.outer };
    w.automatic = map_new(w.a);
    w.bookmarks = map_new(w.a);
    w.taken = map_new(w.a);
    w.notes = map_new(w.a);
    w.terms = map_new(w.a);
    w.known = map_new(w.a);
    return w;
}

static void close_writer(odt_writer *w)
{
    buf_free(&w->styles);
    arena_free(w->a);
}

/* --- what the file says of itself */

/* Seconds since 1970 as ISO 8601, in UTC (the civil calendar by eras of 400 years). */
static str iso(arena *a, int64_t t)
{
    int64_t days = t / 86400, rest = t % 86400;
    if (rest < 0) { rest += 86400; days--; }
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;
    return arena_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)(yoe + era * 400 + (month <= 2)), (int)month,
                     (int)(doy - (153 * mp + 2) / 5 + 1), (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

static void write_meta(odt_writer *w, buf *out)
{
    const flow_book *b = w->b;
    odt_xml x = { .out = out, .a = w->a };
    odt_root(&x, "office:document-meta");
    odt_open(&x, "office:meta");
    if (w->o->generator.n) odt_leaf(&x, "meta:generator", w->o->generator);
    odt_leaf(&x, "dc:title", b->title);
    if (b->subject.n) odt_leaf(&x, "dc:subject", b->subject);
    if (b->author.n) {
        odt_leaf(&x, "meta:initial-creator", b->author);
        odt_leaf(&x, "dc:creator", b->author);
    }
    if (b->date) {
        odt_leaf(&x, "meta:creation-date", iso(w->a, b->date));
        odt_leaf(&x, "dc:date", iso(w->a, b->date));
    }
    odt_leaf(&x, "dc:language", b->lang);
    odt_close(&x);
    odt_close(&x);
    buf_char(out, '\n');
}

static void manifest_entry(odt_xml *x, str path, str type)
{
    odt_open(x, "manifest:file-entry");
    odt_attr(x, "manifest:full-path", path);
    if (str_eqz(path, "/")) odt_attrz(x, "manifest:version", "1.3");
    odt_attr(x, "manifest:media-type", type);
    odt_close(x);
}

static const char kind_of_file[] = "application/vnd.oasis.opendocument.text";

static void write_manifest(odt_writer *w, buf *out)
{
    static const char *const parts[] = { "content.xml", "styles.xml", "meta.xml" };
    odt_xml x = { .out = out, .a = w->a };
    BUF_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    odt_open(&x, "manifest:manifest");
    odt_attrz(&x, "xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0");
    odt_attrz(&x, "manifest:version", "1.3");
    manifest_entry(&x, S("/"), str_z(kind_of_file));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) manifest_entry(&x, str_z(parts[i]), S("text/xml"));
    for (size_t i = 0; i < w->files.n; i++) manifest_entry(&x, w->files.v[i].path, w->files.v[i].type);
    odt_close(&x);
    buf_char(out, '\n');
}

/* --- the package */

bool odt_write(const flow_book *b, const odt_options *o, buf *out, diag *d)
{
    odt_writer w = open_writer(b, o);
    odt_zip z = { .out = out };
    buf content = { 0 }, styles = { 0 }, meta = { 0 }, manifest = { 0 };
    write_content(&w, &content);
    odt_styles(&styles, b);
    write_meta(&w, &meta);
    write_manifest(&w, &manifest);
    odt_zip_add(&z, S("mimetype"), str_z(kind_of_file), false);
    odt_zip_add(&z, S("content.xml"), buf_view(&content), true);
    odt_zip_add(&z, S("styles.xml"), buf_view(&styles), true);
    odt_zip_add(&z, S("meta.xml"), buf_view(&meta), true);
    for (size_t i = 0; i < w.files.n; i++) {
        const odt_file *f = &w.files.v[i];
        odt_zip_add(&z, f->path, f->bytes, str_ends(f->path, S(".svg")));
    }
    odt_zip_add(&z, S("META-INF/manifest.xml"), buf_view(&manifest), true);
    bool ok = odt_zip_end(&z);
    if (!ok) DIAG(d, B720, NO_SPAN, arena_str(w.a, b->name).p, z.fault);
    buf *const all[] = { &content, &styles, &meta, &manifest };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_free(all[i]);
    close_writer(&w);
    return ok;
}

/* --- the golden form */

static bool is_paragraph(str mark) { return str_starts(mark, S("text:p ")) || str_starts(mark, S("text:h ")); }

/* Blanks between elements that hold no text mean nothing: there they may be. */
static void put_indented(buf *out, str xml)
{
    int depth = 0, inline_depth = 0;
    while (xml.n) {
        size_t n = xml.p[0] == '<' ? str_find(xml, '>') + 1 : str_find(xml, '<');
        if (n == STR_NONE || n == 0) n = xml.n;
        str part = str_first(xml, n);
        bool mark = part.p[0] == '<', closing = str_starts(part, S("</")), single = str_ends(part, S("/>"));
        bool own_line = mark && inline_depth == 0;
        if (mark && closing) depth--;
        if (mark && closing && inline_depth) inline_depth--;
        if (own_line) buf_fmt(out, "%*s", 2 * depth, "");
        if (mark || inline_depth || str_trim(part).n) buf_str(out, part);
        bool opens = mark && !closing && !single && part.n > 1 && part.p[1] != '?';
        if (opens && (inline_depth || is_paragraph(str_skip(part, 1)) || xml.p[n] != '<')) inline_depth++;
        if (opens) depth++;
        if (mark && inline_depth == 0) buf_char(out, '\n');
        xml = str_skip(xml, n);
    }
}

void odt_print(buf *out, const flow_book *b, const odt_options *o)
{
    odt_writer w = open_writer(b, o);
    buf content = { 0 };
    write_content(&w, &content);
    put_indented(out, buf_view(&content));
    buf_free(&content);
    close_writer(&w);
}
