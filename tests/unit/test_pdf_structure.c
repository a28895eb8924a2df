/* Books set by the typesetter become PDF: what a reader of the file's structure finds in it. */
#include "book.h"
#include "pdf_seen.h"
#include "pdf/pdf.h"
#include <unistd.h>

enum { PAGES = 64, PIECES = 4000 };

/* A marked piece of content, and what it says. */
typedef struct mark_seen { unsigned page; long mcid; str tag, text; unsigned owner; } mark_seen;

typedef struct file {
    book k;
    buf bytes;
    seen f;
    unsigned pages[PAGES];
    size_t npages;
    mark_seen *marks;
    size_t nmarks, nartifacts;
} file;

/* --- content */

/* The text of a code in a font, by its ToUnicode; fails when it has none. */
static void put_code(const file *w, buf *out, str font, unsigned code)
{
    str codes = w->f.streams[ref_in(font, "/ToUnicode ")];
    char key[16];
    snprintf(key, sizeof key, "\n<%04X> <", code);
    str hex = after_key(codes, key);
    hex.n = str_find(hex, '>');
    assert_true(hex.n >= 4);
    put_utf16(out, hex);
}

static void put_string(const file *w, buf *out, str font, str s)
{
    unsigned char bytes[2];
    size_t n = 0;
    for (size_t i = 1; i + 1 < s.n; i++) {
        char c = s.p[i];
        if (c == '\\') c = s.p[++i] == 'r' ? '\r' : s.p[i];
        bytes[n++] = (unsigned char)c;
        if (n < 2) continue;
        put_code(w, out, font, (unsigned)bytes[0] << 8 | bytes[1]);
        n = 0;
    }
    assert_int_equal(n, 0);
}

static bool paints(str op)
{
    static const char *const ops[] = { "TJ", "Tj", "f", "S", "B", "Do", "sh" };
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) if (str_eqz(op, ops[i])) return true;
    return false;
}

/* A page while its operators are read. start: of the tag before its properties. */
typedef struct reading {
    unsigned page;
    str fonts, font, name, start;
    buf text;
    str actual;
    long next;                 /* number of the next piece */
    int depth;
    bool artifact, said;
} reading;

static void open_piece(file *w, reading *r, str operator)
{
    str mark = str_of(r->start.p, (size_t)(operator.p - r->start.p));
    assert_int_equal(++r->depth, 1);
    r->text.n = 0;
    r->artifact = str_starts(mark, S("/Artifact"));
    r->said = has_key(mark, "/ActualText");
    if (r->said) r->actual = within(after_key(mark, "/ActualText"), '<', '>');
    if (r->artifact) { w->nartifacts++; return; }
    assert_true(w->nmarks < PIECES);
    assert_int_equal(number_at(after_key(mark, "/MCID ")), r->next);
    w->marks[w->nmarks] = (mark_seen){ .page = r->page, .mcid = r->next++ };
    w->marks[w->nmarks].tag = arena_str(w->k.a, str_of(mark.p + 1, str_find(mark, '<') - 1));
}

static void close_piece(file *w, reading *r)
{
    assert_int_equal(--r->depth, 0);
    if (r->artifact) return;
    if (r->said) { r->text.n = 0; put_utf16(&r->text, r->actual); }
    w->marks[w->nmarks++].text = arena_str(w->k.a, buf_view(&r->text));
}

/* Walks the operators of a page: all that paints is within one mark, a piece with its number or an artifact. */
static void read_page(file *w, unsigned page)
{
    str dict = seen_object(&w->f, page), rest = w->f.streams[ref_in(dict, "/Contents ")], t, before = rest;
    reading r = { .page = page };
    if (has_key(dict, "/Font")) r.fonts = after_key(dict, "/Font");
    for (; next_token(&rest, &t); before = t) {
        if (str_eqz(t, "<<")) r.start = before;
        else if (str_eqz(t, "BDC")) open_piece(w, &r, t);
        else if (str_eqz(t, "EMC")) close_piece(w, &r);
        else if (str_starts(t, S("/F"))) r.name = t;
        else if (str_eqz(t, "Tf")) r.font = seen_at(&w->f, r.fonts, arena_fmt(w->k.a, "%.*s ", STR_ARG(r.name)).p);
        else if (t.p[0] == '(') put_string(w, &r.text, r.font, t);
        else if (paints(t)) assert_int_equal(r.depth, 1);
    }
    assert_int_equal(r.depth, 0);
    buf_free(&r.text);
}

static void look(file *w)
{
    str icc;
    assert_true(pdf_profile(w->k.a, &icc, w->k.d));
    assert_true(pdf_write(w->k.out, &(pdf_options){ .producer = S("livret test"), .icc = icc, .workers = 2 }, &w->bytes,
                          w->k.d));
    w->f = seen_of(w->k.a, buf_view(&w->bytes));
    w->npages = seen_pages(&w->f, ref_in(seen_catalog(&w->f), "/Pages "), w->pages, 0, PAGES);
    w->marks = ARENA_ARRAY(w->k.a, mark_seen, PIECES);
    assert_int_equal(w->npages, w->k.out->npages);
    for (size_t i = 0; i < w->npages; i++) read_page(w, w->pages[i]);
}

static void file_drop(file *w)
{
    buf_free(&w->bytes);
    book_drop(&w->k);
}

/* --- structure */

static mark_seen *mark_at(const file *w, unsigned page, long mcid)
{
    for (size_t i = 0; i < w->nmarks; i++)
        if (w->marks[i].page == page && w->marks[i].mcid == mcid) return &w->marks[i];
    fail_msg("page object %u has no piece %ld", page, mcid);
    return NULL;
}

static void claim(const file *w, buf *said, unsigned element, unsigned page, long mcid)
{
    mark_seen *m = mark_at(w, page, mcid);
    assert_int_equal(m->owner, 0);                 /* claimed once */
    m->owner = element;
    buf_str(said, m->text);
}

/* Walks the elements below, puts what they say in their order, and lets each piece know its element. */
static void walk(const file *w, unsigned element, buf *said);

/* The kid before the rest: an element when "0 R" follows its number, else a piece. */
static void pass_kid(const file *w, unsigned element, unsigned page, long number, str *rest, buf *said)
{
    str after = *rest, zero, r;
    bool child = next_token(&after, &zero) && next_token(&after, &r) && str_eqz(r, "R");
    if (!child) { claim(w, said, element, page, number); return; }
    *rest = after;
    assert_int_equal(ref_in(seen_object(&w->f, (unsigned)number), "/P "), element);
    walk(w, (unsigned)number, said);
}

static void walk(const file *w, unsigned element, buf *said)
{
    str dict = seen_object(&w->f, element);
    if (!has_key(dict, "/K[")) return;
    unsigned page = has_key(dict, "/Pg ") ? ref_in(dict, "/Pg ") : 0;
    str rest = within(after_key(dict, "/K"), '[', ']'), t;
    while (next_token(&rest, &t)) {
        if (!str_eqz(t, "<<")) { pass_kid(w, element, page, number_at(t), &rest, said); continue; }
        str kid = str_first(rest, str_search(rest, S(">>")));
        rest = str_skip(rest, kid.n + 2);
        if (!has_key(kid, "/MCR")) continue;       /* an annotation */
        claim(w, said, element, ref_in(kid, "/Pg "), number_at(after_key(kid, "/MCID ")));
    }
}

static unsigned document(const file *w)
{
    return (unsigned)number_at(
        within(after_key(seen_at(&w->f, seen_catalog(&w->f), "/StructTreeRoot "), "/K"), '[', ']'));
}

/* All that the structure says, soft hyphens at the ends of lines taken out. */
static const char *read_aloud(const file *w)
{
    buf said = { 0 }, plain = { 0 };
    walk(w, document(w), &said);
    for (size_t i = 0; i < said.n; i++) {
        if (str_starts(str_skip(buf_view(&said), i), S("\u00AD"))) i++;
        else buf_char(&plain, said.p[i]);
    }
    buf_free(&said);
    return buf_take(&plain, w->k.a).p;
}

/* The leaf of a number tree that holds a key. */
static str leaf_of(const file *w, str tree, long key)
{
    if (has_key(tree, "/Nums")) return tree;
    str kids = within(after_key(tree, "/Kids"), '[', ']'), t;
    while (next_token(&kids, &t)) {
        if (!is_digit_byte(t.p[0]) || number_at(t) == 0) continue;
        str kid = seen_object(&w->f, (unsigned)number_at(t)), high;
        str limits = within(after_key(kid, "/Limits"), '[', ']');
        next_token(&limits, &high);
        long low = number_at(high);
        next_token(&limits, &high);
        if (key >= low && key <= number_at(high)) return leaf_of(w, kid, key);
    }
    fail_msg("no %ld in the tree", key);
    return tree;
}

/* The entry of the parent tree under a key, and what is behind it. */
static str parent_entry(const file *w, long key)
{
    str tree = seen_at(&w->f, seen_catalog(&w->f), "/StructTreeRoot "), t;
    if (has_key(tree, "/ParentTree ")) tree = seen_at(&w->f, tree, "/ParentTree ");
    else tree = after_key(tree, "/ParentTree<<");
    str rest = within(after_key(leaf_of(w, tree, key), "/Nums"), '[', ']');
    while (next_token(&rest, &t)) {
        if (number_at(t) == key) return rest;
        rest = str_skip(rest, str_find(rest, str_starts(str_trim(rest), S("[")) ? ']' : 'R') + 1);
    }
    fail_msg("no %ld in the parent tree", key);
    return S("");
}

/* --- the book of these tests */

static flow_run *put_link(book *k, flow *f, flow_dest_kind kind, const char *dest, const char *text)
{
    flow_run *r = put_run(k, f, text);
    r->tag = TAG_LINK;
    r->dest_kind = kind;
    r->dest = str_z(dest);
    r->group = 1;
    return r;
}

static void put_table(book *k, size_t rows)
{
    flow *f = put_block(k, NULL, FLOW_TABLE, TAG_TABLE);
    flow_table *t = f->table = ARENA_NEW(k->a, flow_table);
    *t = (flow_table){ .rows = rows, .columns = 2, .header_rows = 1, .rule = 0x808080, .rule_width = 500,
                       .zebra = 0xF0F0F0, .header_background = 0xDDDDDD };
    t->cells = ARENA_ARRAY(k->a, flow_cell, 2 * rows);
    for (size_t i = 0; i < 2 * rows; i++) {
        flow_cell *c = &t->cells[t->ncells++];
        *c = (flow_cell){ .row = (uint16_t)(i / 2), .column = i % 2, .first = flow_new(k->a, FLOW_TEXT) };
        c->first->tag = TAG_P;
        put_run(k, c->first, arena_fmt(k->a, i < 2 ? "Titre%zu. " : "c%zu. ", i).p);
    }
}

static void put_french(book *k)
{
    k->flow->page.header[0] = S("En-tête");
    k->flow->page.footer[1] = S("{page}");
    put_heading(k, "un", "Garder l’enfant", 1);
    flow *f = put_text(k, NULL, "Pour une administration efficace, ");
    put_link(k, f, DEST_PLACE, "deux", "la seconde partie, qui prend plus d’une ligne, ");
    put_run(k, f, "dit tout et le mot ");
    put_run(k, f, "design")->lang = S("en");
    put_run(k, f, " aussi. ");
    f->style.align = FLOW_JUSTIFY;
    f->style.hyphenate = true;
    put_table(k, 14);
    put_heading(k, "deux", "La suite", 2);
    put_link(k, put_text(k, NULL, ""), DEST_URI, "https://exemple.fr/?a=(1)&é", "le site")->dest_text =
        S("Site d’exemple");
}

static file french(void)
{
    file w = { .k = book_of("fr", false) };
    put_french(&w.k);
    book_set(&w.k);
    look(&w);
    return w;
}

/* --- every piece */

static void test_all_that_is_painted_is_marked(void **state)
{
    (void)state;
    file w = french();                             /* read_page asserts it */
    assert_true(w.npages >= 2 && w.nmarks > 20);
    assert_true(w.nartifacts >= 3 * w.npages);     /* header, footer, lines of the table */
    file_drop(&w);
}

static void test_structure_says_the_book_in_reading_order(void **state)
{
    (void)state;
    file w = french();
    buf cells = { 0 };
    for (int i = 0; i < 28; i++) buf_fmt(&cells, i < 2 ? "Titre%d." : "c%d.", i);
    assert_string_equal(read_aloud(&w),
                        arena_fmt(w.k.a,
                                  "Garder l’enfantPour une administration efficace, la seconde partie, qui "
                                  "prend plus d’une ligne, dit tout et le mot design aussi.%.*sLa suitele site",
                                  (int)cells.n, cells.p)
                            .p);
    buf_free(&cells);
    for (size_t i = 0; i < w.nmarks; i++) assert_int_not_equal(w.marks[i].owner, 0);
    file_drop(&w);
}

static void test_piece_is_marked_with_the_type_of_its_element(void **state)
{
    (void)state;
    file w = french();
    read_aloud(&w);
    for (size_t i = 0; i < w.nmarks; i++) {
        str dict = seen_object(&w.f, w.marks[i].owner);
        assert_true(str_starts(after_key(dict, "/S/"), w.marks[i].tag));
    }
    file_drop(&w);
}

static void test_parent_tree_leads_back_to_the_element(void **state)
{
    (void)state;
    file w = french();
    read_aloud(&w);
    for (size_t p = 0; p < w.npages; p++) {
        long key = number_at(after_key(seen_object(&w.f, w.pages[p]), "/StructParents "));
        assert_int_equal(key, p);
        str list = within(parent_entry(&w, key), '[', ']'), t;
        for (long mcid = 0; next_token(&list, &t); mcid++) {
            assert_int_equal(number_at(t), mark_at(&w, w.pages[p], mcid)->owner);
            next_token(&list, &t);
            next_token(&list, &t);
        }
    }
    file_drop(&w);
}

static void test_repeated_header_is_an_artifact(void **state)
{
    (void)state;
    file w = french();
    size_t n = 0;
    for (size_t i = 0; i < w.nmarks; i++) n += str_search(w.marks[i].text, S("Titre0")) != STR_NONE;
    assert_int_equal(n, 1);
    assert_non_null(seek(&w.k, "Titre0", 1, true).item);
    file_drop(&w);
}

/* --- links */

static void test_link_has_contents_and_an_element_that_names_it(void **state)
{
    (void)state;
    file w = french();
    const char *inner = "la seconde partie, qui prend plus d’une ligne,";
    size_t n = 0, uris = 0;
    for (unsigned i = 1; i < w.f.n; i++) {
        str a = w.f.dicts[i];
        if (!has_key(a, "/Subtype/Link")) continue;
        n++;
        uris += has_key(a, "/S/URI");
        assert_true(number_at(after_key(a, "/F ")) & 4);
        assert_true(str_eqz(seen_text(w.k.a, a, "/Contents"), has_key(a, "/S/URI") ? "Site d’exemple" : inner));
        unsigned element = (unsigned)number_at(parent_entry(&w, number_at(after_key(a, "/StructParent "))));
        str dict = seen_object(&w.f, element);
        assert_true(str_starts(after_key(dict, "/S/"), S("Link")));
        assert_true(has_key(dict, arena_fmt(w.k.a, "/Obj %u 0 R", i).p));
    }
    assert_true(n >= 3);                           /* the first one takes two lines */
    assert_int_equal(uris, 1);
    file_drop(&w);
}

static void test_annotations_are_listed_by_their_pages(void **state)
{
    (void)state;
    file w = french();
    for (size_t p = 0; p < w.npages; p++) {
        str page = seen_object(&w.f, w.pages[p]);
        assert_true(has_key(page, "/Tabs/S"));
        if (w.k.out->pages[p].nlinks == 0) { assert_false(has_key(page, "/Annots")); continue; }
        str list = within(after_key(page, "/Annots"), '[', ']');
        size_t n = 0;
        for (size_t i = 0; i < list.n; i++) n += list.p[i] == 'R';
        assert_int_equal(n, w.k.out->pages[p].nlinks);
    }
    file_drop(&w);
}

static void test_address_is_written_as_ascii(void **state)
{
    (void)state;
    file w = french();
    for (unsigned i = 1; i < w.f.n; i++)
        if (has_key(w.f.dicts[i], "/S/URI"))
            assert_true(str_eqz(seen_text(w.k.a, w.f.dicts[i], "/URI/URI"), "https://exemple.fr/?a=(1)&%C3%A9"));
    file_drop(&w);
}

/* --- texts */

static const char *reversed(arena *a, str s)
{
    char *out = arena_alloc(a, s.n + 1);
    size_t at = s.n;
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        utf8_next(s, &i);
        memcpy(out + (at -= i - start), s.p + start, i - start);
    }
    out[s.n] = 0;
    return out;
}

/* Codes stand from left to right, so that an Arabic word is read from its end. */
static void test_arabic_codes_say_each_letter_from_left_to_right(void **state)
{
    (void)state;
    static const char *const samples[] = { "سلام", "حضانة", "الأطفال" };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        file w = { .k = book_of("ar", true) };
        put_text(&w.k, NULL, samples[i]);
        book_set(&w.k);
        look(&w);
        assert_int_equal(w.nmarks, 1);
        assert_true(str_eqz(w.marks[0].tag, "P"));
        assert_string_equal(reversed(w.k.a, w.marks[0].text), samples[i]);
        file_drop(&w);
    }
}

/* On the page the Latin word stands between the two others, and the last Arabic one at the left. */
static void test_mixed_line_is_said_in_logical_order(void **state)
{
    (void)state;
    file w = { .k = book_of("ar", true) };
    put_text(&w.k, NULL, "باب CAF دار");
    book_set(&w.k);
    look(&w);
    str said = str_z(read_aloud(&w));
    said = after_key(said, reversed(w.k.a, S("باب")));
    said = after_key(said, "CAF");
    after_key(said, reversed(w.k.a, S("دار")));
    file_drop(&w);
}

/* The end of the paragraph stands left of the link, beside the text before it: yet they are two pieces. */
static void test_link_keeps_its_place_within_turned_text(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    flow *f = put_text(&w.k, NULL, "Voir ");
    put_link(&w.k, f, DEST_URI, "https://exemple.fr/", "باب");
    put_run(&w.k, f, " دار");
    book_set(&w.k);
    look(&w);
    str said = str_z(read_aloud(&w));
    said = after_key(said, "Voir");
    said = after_key(said, reversed(w.k.a, S("باب")));
    after_key(said, reversed(w.k.a, S("دار")));
    file_drop(&w);
}

static void test_ligatures_say_all_their_letters(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    put_text(&w.k, NULL, "affinage efficace d’une offre — œuvre, naïve, 5\u202F000\u00A0€");
    book_set(&w.k);
    look(&w);
    assert_string_equal(read_aloud(&w), "affinage efficace d’une offre — œuvre, naïve, 5\u202F000\u00A0€");
    file_drop(&w);
}

static void test_line_ends_are_said_as_spaces_or_soft_hyphens(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    flow *f = put_text(&w.k, NULL, "une administration intercommunale responsable de constitutions et de "
                                   "réglementations particulièrement développées");
    f->style.end = COLUMN - PT(80);
    f->style.align = FLOW_JUSTIFY;
    f->style.hyphenate = true;
    book_set(&w.k);
    look(&w);
    size_t hyphens = 0;
    for (size_t i = 0; i < w.nmarks; i++)
        for (str t = w.marks[i].text; t.n; t = str_skip(t, 1)) hyphens += str_starts(t, S("\u00AD"));
    assert_true(hyphens > 0);
    assert_string_equal(read_aloud(&w), f->runs->text.p);
    file_drop(&w);
}

static void test_fonts_are_embedded_and_say_their_codes(void **state)
{
    (void)state;
    file w = french();
    size_t n = 0;
    for (unsigned i = 1; i < w.f.n; i++) {
        str font = w.f.dicts[i];
        if (!has_key(font, "/Subtype/Type0")) continue;
        n++;
        assert_true(has_key(font, "/Encoding/Identity-H") && has_key(font, "/ToUnicode "));
        unsigned inner = (unsigned)number_at(within(after_key(font, "/DescendantFonts"), '[', ']'));
        str descriptor = seen_at(&w.f, seen_object(&w.f, inner), "/FontDescriptor ");
        assert_true(has_key(descriptor, "/FontFile2 ") || has_key(descriptor, "/FontFile3 "));
        str name = after_key(descriptor, "/FontName/");
        assert_int_equal(name.p[6], '+');          /* a subset */
    }
    assert_int_equal(n, w.k.out->nfaces);
    file_drop(&w);
}

/* What poppler gives back of the pages' content: the words in the order in which they were written. */
static void test_other_readers_find_the_words_in_order(void **state)
{
    (void)state;
    if (system("command -v pdftotext >/dev/null 2>&1") != 0) skip();
    file w = french();
    char path[] = P_tmpdir "/livret-unit-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, w.bytes.p, w.bytes.n) == (ssize_t)w.bytes.n);
    close(fd);
    FILE *pipe = popen(arena_fmt(w.k.a, "pdftotext -raw -nopgbrk %s -", path).p, "r");
    buf text = { 0 };
    for (int c; (c = fgetc(pipe)) != EOF;) buf_char(&text, (char)c);
    assert_int_equal(pclose(pipe), 0);
    unlink(path);
    static const char *const parts[] = {
        "Garder l’enfant", "la seconde partie", "design aussi", "Titre0.", "c2.", "c3.", "c27.", "La suite", "le site"
    };
    str rest = buf_view(&text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) rest = after_key(rest, parts[i]);
    buf_free(&text);
    file_drop(&w);
}

/* --- attributes */

static void test_foreign_words_and_blocks_have_their_language(void **state)
{
    (void)state;
    file w = french();
    read_aloud(&w);
    assert_true(str_eqz(seen_text(w.k.a, seen_catalog(&w.f), "/Lang"), "fr"));
    for (size_t i = 0; i < w.nmarks; i++) {
        if (!str_starts(w.marks[i].text, S("design"))) continue;
        str word = seen_object(&w.f, w.marks[i].owner);
        assert_true(has_key(word, "/S/Span"));
        assert_true(str_eqz(seen_text(w.k.a, word, "/Lang"), "en"));
        file_drop(&w);
        return;
    }
    fail_msg("no piece says “design”");
}

static void test_cells_say_their_scope_and_spans(void **state)
{
    (void)state;
    file w = french();
    size_t heads = 0, cells = 0;
    for (unsigned i = 1; i < w.f.n; i++) {
        if (has_key(w.f.dicts[i], "/S/TH")) heads += has_key(w.f.dicts[i], "/A<</O/Table/Scope/Column>>");
        if (has_key(w.f.dicts[i], "/S/TD")) cells++;
    }
    assert_int_equal(heads, 2);
    assert_int_equal(cells, 26);
    file_drop(&w);
}

static void test_figure_has_its_text_and_box(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    flow *f = put_block(&w.k, NULL, FLOW_SCENE, TAG_FIGURE);
    f->graphic = scene_new(w.k.a, PT(100), PT(50));
    f->graphic->title = f->graphic->description = S("Une barre");
    shape *bar = scene_add(w.k.a, f->graphic, SHAPE_RECT);
    bar->w = PT(100);
    bar->h = PT(50);
    bar->fill = 0x2A6F97;
    book_set(&w.k);
    look(&w);
    for (unsigned i = 1; i < w.f.n; i++) {
        if (!has_key(w.f.dicts[i], "/S/Figure")) continue;
        assert_true(str_eqz(seen_text(w.k.a, w.f.dicts[i], "/Alt"), "Une barre"));
        assert_true(has_key(w.f.dicts[i], "/O/Layout") && has_key(w.f.dicts[i], "/BBox[20 130 120 180]"));
        file_drop(&w);
        return;
    }
    fail_msg("no figure");
}

/* --- about the book */

static void test_metadata_name_book_and_standards(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    w.k.flow->title = S("Crèche & <jardin>");
    w.k.flow->author = S("CAF");
    w.k.flow->date = 1000000000;
    put_text(&w.k, NULL, "texte");
    book_set(&w.k);
    look(&w);
    str catalog = seen_catalog(&w.f), xmp = w.f.streams[ref_in(catalog, "/Metadata ")];
    assert_true(has_key(xmp, "Crèche &amp; &lt;jardin&gt;"));
    assert_true(has_key(xmp, "<pdfuaid:part>1</pdfuaid:part>"));
    assert_true(has_key(xmp, "<pdfaid:part>2</pdfaid:part>") &&
                has_key(xmp, "<pdfaid:conformance>A</pdfaid:conformance>"));
    assert_true(has_key(xmp, "2001-09-09T01:46:40"));
    assert_true(has_key(catalog, "/Marked true") && has_key(catalog, "/DisplayDocTitle true"));
    assert_true(has_key(catalog, "/OutputIntents "));
    assert_false(has_key(catalog, "/R2L"));
    str info = seen_at(&w.f, w.f.bytes, "/Info ");
    assert_true(str_eqz(seen_text(w.k.a, info, "/Title"), "Crèche & <jardin>"));
    assert_true(str_eqz(seen_text(w.k.a, info, "/Author"), "CAF"));
    assert_true(str_eqz(seen_text(w.k.a, info, "/CreationDate"), "D:20010909014640Z"));
    file_drop(&w);
}

static void test_arabic_book_turns_its_pages_the_other_way(void **state)
{
    (void)state;
    file w = { .k = book_of("ar", true) };
    put_text(&w.k, NULL, "سلام");
    book_set(&w.k);
    look(&w);
    assert_true(has_key(seen_catalog(&w.f), "/Direction/R2L"));
    file_drop(&w);
}

/* Titles of the bookmarks below, nested in parentheses. */
static void put_marks(const file *w, buf *out, unsigned first)
{
    for (unsigned at = first; at;) {
        str dict = seen_object(&w->f, at);
        buf_str(out, seen_text(w->k.a, dict, "/Title"));
        assert_true(has_key(dict, "/Dest"));
        if (has_key(dict, "/First ")) {
            buf_char(out, '(');
            put_marks(w, out, ref_in(dict, "/First "));
            buf_char(out, ')');
        }
        buf_char(out, ' ');
        at = has_key(dict, "/Next ") ? ref_in(dict, "/Next ") : 0;
    }
}

static void test_bookmarks_are_nested_as_headings_are(void **state)
{
    (void)state;
    static const struct { const char *title; unsigned level; } headings[] = {
        { "É", 1 }, { "b", 2 }, { "c", 2 }, { "d", 3 }, { "e", 1 }, { "f", 3 }, { "g", 2 },
    };
    file w = { .k = book_of("fr", false) };
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        put_heading(&w.k, "", headings[i].title, headings[i].level);
        put_text(&w.k, NULL, "texte");
    }
    book_set(&w.k);
    look(&w);
    buf marks = { 0 };
    put_marks(&w, &marks, ref_in(seen_at(&w.f, seen_catalog(&w.f), "/Outlines "), "/First "));
    assert_string_equal(buf_take(&marks, w.k.a).p, "É(b c(d ) ) e(f g ) ");
    file_drop(&w);
}

static void test_page_labels_count_as_pages_do(void **state)
{
    (void)state;
    static const char *const labels[] = { "i", "ii", "1", "2", "3", "7", "A-1", "IV" };
    file w = { .k = book_of("fr", false) };
    for (int i = 0; i < 8; i++) {
        put_text(&w.k, NULL, "texte");
        put_break(&w.k);
    }
    book_set(&w.k);
    for (size_t i = 0; i < 8; i++) w.k.out->pages[i].label = str_z(labels[i]);
    look(&w);
    str nums = within(after_key(seen_at(&w.f, seen_catalog(&w.f), "/PageLabels "), "/Nums"), '[', ']');
    assert_true(str_starts(nums, S("0<</S/r>>2<</S/D>>5<</S/D/St 7>>6<</P")));
    assert_true(str_ends(nums, S("7<</S/R/St 4>>")));
    file_drop(&w);
}

static void test_every_place_is_a_destination(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    for (int i = 0; i < 300; i++) put_text(&w.k, NULL, "texte")->id = arena_fmt(w.k.a, "lieu%d", i);
    book_set(&w.k);
    look(&w);
    size_t found = 0;
    for (unsigned i = 1; i < w.f.n; i++) {
        if (!has_key(w.f.dicts[i], "/XYZ ")) continue;
        for (str rest = w.f.dicts[i]; (has_key(rest, "/XYZ ")); found++) rest = after_key(rest, "/XYZ ");
    }
    assert_int_equal(found, 300);
    file_drop(&w);
}

/* --- bad books */

static void test_book_without_text_is_a_sound_file(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    book_set(&w.k);
    look(&w);
    assert_int_equal(w.nmarks, 0);
    assert_string_equal(read_aloud(&w), "");
    file_drop(&w);
}

static void test_page_without_width_is_refused(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    w.k.flow->page.width = 0;
    put_text(&w.k, NULL, "texte");
    book_set(&w.k);
    str icc;
    assert_true(pdf_profile(w.k.a, &icc, w.k.d));
    assert_false(
        pdf_write(w.k.out, &(pdf_options){ .producer = S("livret test"), .icc = icc, .workers = 2 }, &w.bytes, w.k.d));
    assert_int_equal(reports(&w.k, B706), 1);
    assert_int_equal(w.bytes.n, 0);
    file_drop(&w);
}

static void test_deep_structure_is_written_whole(void **state)
{
    (void)state;
    file w = { .k = book_of("fr", false) };
    flow *f = put_block(&w.k, NULL, FLOW_BOX, TAG_SECT);
    for (int i = 0; i < 500; i++) f = put_block(&w.k, f, FLOW_BOX, TAG_SECT);
    put_text(&w.k, f, "fond");
    book_set(&w.k);
    look(&w);
    assert_string_equal(read_aloud(&w), "fond");
    file_drop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_that_is_painted_is_marked),
        cmocka_unit_test(test_structure_says_the_book_in_reading_order),
        cmocka_unit_test(test_piece_is_marked_with_the_type_of_its_element),
        cmocka_unit_test(test_parent_tree_leads_back_to_the_element),
        cmocka_unit_test(test_repeated_header_is_an_artifact),
        cmocka_unit_test(test_link_has_contents_and_an_element_that_names_it),
        cmocka_unit_test(test_annotations_are_listed_by_their_pages),
        cmocka_unit_test(test_address_is_written_as_ascii),
        cmocka_unit_test(test_arabic_codes_say_each_letter_from_left_to_right),
        cmocka_unit_test(test_mixed_line_is_said_in_logical_order),
        cmocka_unit_test(test_link_keeps_its_place_within_turned_text),
        cmocka_unit_test(test_ligatures_say_all_their_letters),
        cmocka_unit_test(test_line_ends_are_said_as_spaces_or_soft_hyphens),
        cmocka_unit_test(test_fonts_are_embedded_and_say_their_codes),
        cmocka_unit_test(test_other_readers_find_the_words_in_order),
        cmocka_unit_test(test_foreign_words_and_blocks_have_their_language),
        cmocka_unit_test(test_cells_say_their_scope_and_spans),
        cmocka_unit_test(test_figure_has_its_text_and_box),
        cmocka_unit_test(test_metadata_name_book_and_standards),
        cmocka_unit_test(test_arabic_book_turns_its_pages_the_other_way),
        cmocka_unit_test(test_bookmarks_are_nested_as_headings_are),
        cmocka_unit_test(test_page_labels_count_as_pages_do),
        cmocka_unit_test(test_every_place_is_a_destination),
        cmocka_unit_test(test_book_without_text_is_a_sound_file),
        cmocka_unit_test(test_page_without_width_is_refused),
        cmocka_unit_test(test_deep_structure_is_written_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
