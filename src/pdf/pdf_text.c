#include "pdf/pdf_text.h"
#include "base/utf8.h"
#include <fribidi.h>
#include <hb.h>

enum { MOST_LETTERS = 64 };                       /* in a cluster that is taken apart */

typedef struct letter { str text; bool mark; size_t owner; } letter;

/* The glyphs from..to of one cluster and what they say. */
typedef struct cluster { size_t from, to; str text; } cluster;

/* ---- clusters ---- */

static bool cluster_next(const frame_item *run, size_t *i, cluster *c)
{
    if (*i >= run->nglyphs) return false;
    const frame_glyph *g = run->glyphs;
    size_t from = *i, to = from + 1;
    while (to < run->nglyphs && g[to].cluster == g[from].cluster) to++;
    size_t start = g[from].cluster, end = run->text.n;
    if (!run->rtl && to < run->nglyphs) end = g[to].cluster;
    if (run->rtl && from > 0) end = g[from - 1].cluster;
    if (start > run->text.n) start = run->text.n;
    if (end > run->text.n || end < start) end = run->text.n;
    *c = (cluster){ from, to, str_of(run->text.p + start, end - start) };
    *i = to;
    return true;
}

static bool is_last(const frame_item *run, const cluster *c) { return run->rtl ? c->from == 0 : c->to == run->nglyphs; }

/* The space at which the line was broken has no glyph: what the last cluster says goes without it. */
static str without_last_space(str s)
{
    return s.n > 1 && s.p[s.n - 1] == ' ' ? str_first(s, s.n - 1) : s;
}

static bool is_mark(uint32_t scalar)
{
    hb_unicode_general_category_t c = hb_unicode_general_category(hb_unicode_funcs_get_default(), scalar);
    return c == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || c == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static size_t letters_of(str s, letter *v)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < MOST_LETTERS;) {
        size_t start = i;
        uint32_t scalar = utf8_next(s, &i);
        v[n++] = (letter){ str_of(s.p + start, i - start), is_mark(scalar), STR_NONE };
    }
    return n;
}

/* ---- which glyph says which letter ---- */

typedef enum share_of { MARKS, OTHERS, ALL } share_of;

static bool is_in(share_of of, bool mark) { return of == ALL || mark == (of == MARKS); }

/* Gives letters to glyphs of the same class, one each in logical order, and the rest to the last. */
static void share(const pdf_font *f, const frame_item *run, const cluster *c, letter *v, size_t n, share_of of)
{
    size_t at = 0, last = STR_NONE, count = c->to - c->from;
    for (size_t k = 0; k < count; k++) {
        size_t g = run->rtl ? c->to - 1 - k : c->from + k;
        if (!is_in(of, pdf_font_is_mark(f, run->glyphs[g].gid))) continue;
        while (at < n && !is_in(of, v[at].mark)) at++;
        if (at < n) v[at++].owner = g;
        last = g;
    }
    if (last == STR_NONE) return;
    for (; at < n; at++) if (is_in(of, v[at].mark)) v[at].owner = last;
}

/* Marks go to marks, unless only the text or only the font has any. */
static void share_all(const pdf_font *f, const frame_item *run, const cluster *c, letter *v, size_t n)
{
    size_t letters = 0, glyphs = 0;
    for (size_t i = 0; i < n; i++) letters += v[i].mark;
    for (size_t g = c->from; g < c->to; g++) glyphs += pdf_font_is_mark(f, run->glyphs[g].gid);
    if (letters && glyphs && letters < n && glyphs < c->to - c->from) {
        share(f, run, c, v, n, MARKS);
        share(f, run, c, v, n, OTHERS);
    } else {
        share(f, run, c, v, n, ALL);
    }
}

static mpt rise(const frame_item *run, size_t g) { return run->raised ? frame_rises(run)[g] : 0; }

/* Where the glyph ends. */
static mpt end_of(const frame_item *run, pdf_font *f, size_t g)
{
    const frame_glyph *of = &run->glyphs[g];
    return of->x + (of->still ? 0 : (mpt)((int64_t)pdf_font_width(f, of->gid) * run->size / 1000000));
}

static bool put(pdf_text *t, pdf_font *f, uint32_t gid, mpt x, mpt y, str text)
{
    uint16_t code;
    bool exact = pdf_font_code(f, gid, text, &code);
    VEC_PUSH(t->scratch, &t->puts, (pdf_put){ x, y, pdf_font_width(f, gid), code });
    return exact;
}

static const str NOTHING = { "\u200B", 3 };       /* what a glyph says that says nothing: a code needs some text */

/* Glyph g and its letters; from right to left the later ones come first, as blanks at the same place. */
static void put_letters(pdf_text *t, pdf_font *f, const frame_item *run, size_t g, const letter *v, size_t n)
{
    const frame_glyph *glyph = &run->glyphs[g];
    size_t first = n;
    uint32_t blank = 0;
    bool split = run->rtl && pdf_font_blank(f, &blank);
    for (size_t i = n; i-- > 0;) if (v[i].owner == g) first = i;
    if (first == n) { put(t, f, glyph->gid, glyph->x, rise(run, g), NOTHING); return; }
    if (split) for (size_t i = n; --i > first;) if (v[i].owner == g) put(t, f, blank, glyph->x, 0, v[i].text);
    str said = v[first].text;
    for (size_t i = first + 1; !split && i < n && v[i].owner == g; i++) said.n += v[i].text.n;
    put(t, f, glyph->gid, glyph->x, rise(run, g), said);
}

/* The one glyph of the cluster that is no mark, when there are marks too; else STR_NONE. */
static size_t base_of(const pdf_font *f, const frame_item *run, const cluster *c)
{
    size_t base = STR_NONE;
    for (size_t i = c->from; i < c->to; i++) {
        if (run->glyphs[i].still && pdf_font_is_mark(f, run->glyphs[i].gid)) continue;
        if (base != STR_NONE) return STR_NONE;
        base = i;
    }
    return c->to - c->from > 1 ? base : STR_NONE;
}

/* A letter with its marks, from right to left: the text at the letter, the marks put aside to be drawn without a word.
 */
static bool put_marked(pdf_text *t, pdf_font *f, const frame_item *run, const cluster *c, const letter *v, size_t n)
{
    uint32_t blank;
    size_t base = run->rtl ? base_of(f, run, c) : STR_NONE;
    if (base == STR_NONE || !pdf_font_blank(f, &blank)) return false;
    const frame_glyph *g = &run->glyphs[base];
    for (size_t i = n; i-- > 1;) put(t, f, blank, g->x, 0, v[i].text);
    put(t, f, g->gid, g->x, rise(run, base), v[0].text);
    for (size_t i = c->from; i < c->to; i++) {
        if (i == base) continue;
        uint16_t code;
        pdf_font_code(f, run->glyphs[i].gid, NOTHING, &code);
        VEC_PUSH(t->scratch, &t->marks,
                 (pdf_put){ run->glyphs[i].x, rise(run, i), pdf_font_width(f, run->glyphs[i].gid), code });
    }
    return true;
}

/* A character that is not to be seen is the space's glyph without advance, in HarfBuzz's output. */
static bool is_hidden(const pdf_font *f, const frame_glyph *g, str text)
{
    uint32_t space;
    return g->still && pdf_font_space(f, &space) && space == g->gid && !str_eq(text, S(" "));
}

/* Puts a cluster's codes. True when they don't say its text by themselves. */
static bool put_cluster(pdf_text *t, pdf_font *f, const frame_item *run, const cluster *c)
{
    const frame_glyph *g = &run->glyphs[c->from];
    bool single = c->to - c->from == 1;
    uint32_t gid = g->gid;
    if (str_empty(c->text)) {
        for (size_t i = c->from; i < c->to; i++)
            put(t, f, run->glyphs[i].gid, run->glyphs[i].x, rise(run, i), NOTHING);
        return false;
    }
    if (single && is_hidden(f, g, c->text)) pdf_font_blank(f, &gid);
    if (single && !run->rtl) {
        bool exact = put(t, f, gid, g->x, rise(run, c->from), c->text);
        return !exact || (g->still && pdf_font_is_mark(f, gid));
    }
    letter v[MOST_LETTERS];
    size_t n = letters_of(c->text, v);
    if (single && n == 1) return !put(t, f, gid, g->x, rise(run, c->from), c->text);
    if (put_marked(t, f, run, c, v, n)) return true;
    share_all(f, run, c, v, n);
    for (size_t i = c->from; i < c->to; i++) put_letters(t, f, run, i, v, n);
    return true;
}

/* ---- runs ---- */

/* A line that ends within a paragraph ends in a space for those who copy or listen, at its logical end. */
static void put_last_space(pdf_text *t, pdf_font *f, const frame_item *run)
{
    uint32_t gid;
    if (!pdf_font_space(f, &gid) || !run->nglyphs) return;
    mpt width = (mpt)((int64_t)pdf_font_width(f, gid) * run->size / 1000000);
    put(t, f, gid, run->rtl ? run->glyphs[0].x - width : end_of(run, f, run->nglyphs - 1), 0, S(" "));
}

static FriBidiCharType class_at(str s, bool last)
{
    size_t i = s.n;
    while (last && i > 0 && ((unsigned char)s.p[--i] & 0xC0) == 0x80) {}
    if (!last) i = 0;
    return s.n ? fribidi_get_bidi_type(utf8_next(s, &i)) : FRIBIDI_TYPE_ON;
}

/* Programs that turn visual order back go on from left to right after a number or a weak sign, taking along the space
 * that follows it: a mark of direction, U+200F, on a blank keeps that space where it belongs. It stands to the right of
 * cluster c, whose neighbour there says `before` ("" at the edge of the run). */
static void put_direction(pdf_text *t, pdf_font *f, const frame_item *run, const cluster *c, str before)
{
    uint32_t blank;
    FriBidiCharType here = class_at(c->text, false);
    bool numbers = FRIBIDI_IS_NUMBER(here) && before.n,
         after_weak = !before.n || FRIBIDI_IS_WEAK(class_at(before, true));
    if (FRIBIDI_IS_STRONG(here) || here == FRIBIDI_TYPE_NSM || numbers || !after_weak || !pdf_font_blank(f, &blank))
        return;
    put(t, f, blank, end_of(run, f, c->to - 1), 0, S("\u200F"));
}

static void stretch(pdf_text *t, size_t from, size_t to, str actual)
{
    if (from < to) VEC_PUSH(t->scratch, &t->stretches, (pdf_stretch){ from, to, actual, false });
}

/* From right to left: one stretch, and one for the marks. */
static void lay_rtl(pdf_text *t, pdf_font *f, const frame_item *run, bool plain)
{
    cluster c, next;
    size_t i = 0;
    for (bool more = cluster_next(run, &i, &c); more; c = next) {
        if (is_last(run, &c)) {
            str kept = without_last_space(c.text);
            if (kept.n < c.text.n) put_last_space(t, f, run);
            c.text = kept;
        }
        put_cluster(t, f, run, &c);
        more = cluster_next(run, &i, &next);
        put_direction(t, f, run, &c, more ? next.text : S(""));
    }
    size_t said = t->puts.n;
    for (i = 0; i < t->marks.n; i++) VEC_PUSH(t->scratch, &t->puts, t->marks.v[i]);
    stretch(t, 0, plain ? t->puts.n : said, S(""));
    if (said < t->puts.n && !plain) VEC_PUSH(t->scratch, &t->stretches, (pdf_stretch){ said, t->puts.n, S(""), true });
}

/* From left to right: the words that don't say their text by themselves are stretches of their own. */
static void lay_ltr(pdf_text *t, pdf_font *f, const frame_item *run, bool plain)
{
    size_t done = 0, word = 0, start = 0;         /* puts in stretches; first put and text offset of the word */
    bool hard = false;
    cluster c;
    for (size_t i = 0; cluster_next(run, &i, &c);) {
        size_t end = (size_t)(c.text.p - run->text.p) + c.text.n;
        bool last = is_last(run, &c);
        str kept = last ? without_last_space(c.text) : c.text;
        bool cut = kept.n < c.text.n;
        c.text = kept;
        hard |= put_cluster(t, f, run, &c);
        if (cut) put_last_space(t, f, run);
        if (!last && !str_eq(c.text, S(" "))) continue;
        if (hard && !plain) {
            stretch(t, done, word, S(""));
            stretch(t, word, t->puts.n, str_of(run->text.p + start, end - start));
            done = t->puts.n;
        }
        word = t->puts.n;
        start = end;
        hard = false;
    }
    stretch(t, done, t->puts.n, S(""));
}

void pdf_text_lay(pdf_text *t, pdf_font *f, const frame_item *run, bool plain)
{
    t->puts.n = t->marks.n = t->stretches.n = 0;
    if (run->rtl) lay_rtl(t, f, run, plain);
    else lay_ltr(t, f, run, plain);
}

/* ---- operators ---- */

static void put_byte(buf *b, unsigned char c)
{
    if (c == '(' || c == ')' || c == '\\') buf_char(b, '\\');
    if (c == '\r') { BUF_LIT(b, "\\r"); return; }
    buf_char(b, (char)c);
}

void pdf_text_show(buf *ops, const pdf_text *t, size_t from, size_t to, mpt size)
{
    if (from == to || size <= 0) return;
    int64_t pen = 0;                              /* millionths of an em from the first put */
    mpt x0 = t->puts.v[from].x, rise = 0;
    bool open = false;
    for (size_t i = from; i < to; i++) {
        const pdf_put *p = &t->puts.v[i];
        if (p->y != rise) {
            if (open) BUF_LIT(ops, ")]TJ ");
            buf_decimal(ops, rise = p->y, 3);
            BUF_LIT(ops, " Ts ");
            open = false;
        }
        int64_t back = (pen - (int64_t)(p->x - x0) * 1000000 / size), units = (back + (back < 0 ? -500 : 500)) / 1000;
        if (!open) BUF_LIT(ops, "[");
        if (units) {
            if (open) BUF_LIT(ops, ")");
            buf_int(ops, units);
            pen -= units * 1000;
        }
        if (!open || units) BUF_LIT(ops, "(");
        open = true;
        put_byte(ops, (unsigned char)(p->code >> 8));
        put_byte(ops, (unsigned char)p->code);
        pen += p->width;
    }
    BUF_LIT(ops, ")]TJ\n");
    if (rise) BUF_LIT(ops, "0 Ts\n");
}
