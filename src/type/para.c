#include "type/para.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <fribidi.h>
#include <stdio.h>

enum { NO_FACE = 255, SOFT_HYPHEN = 0xAD };

/* A character of the paragraph while it is taken apart. */
typedef struct letter { uint32_t c, at; hb_script_t script; uint16_t look; uint8_t level, face; } letter;

typedef struct maker {
    setter *s;
    arena *a;
    para *p;
    letter *v;
    size_t n;
    uint8_t *may;
    const font_stack **stacks; /* by look */
    const hb_language_t *langs;
    bool rtl_letters;
    VEC(para_bit) bits;
} maker;

/* --- the text */

static bool same_look(const flow_run *a, const flow_run *b)
{
    const flow_font *x = &a->font, *y = &b->font;
    return x->families == y->families && x->nfamilies == y->nfamilies && x->size == y->size && x->weight == y->weight &&
           x->italic == y->italic && x->mono == y->mono && x->color == y->color && x->rise == y->rise &&
           x->underline == y->underline && a->tag == b->tag && a->group == b->group && a->dest_kind == b->dest_kind &&
           str_eq(a->dest, b->dest) && str_eq(a->lang, b->lang) && a->note == b->note &&
           str_eq(a->place, b->place);
}

static void put_text(buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\t') BUF_LIT(out, "    ");
        else if (text.p[i] != '\r') buf_char(out, text.p[i]);
    }
}

/* All runs as one text, in which a tab is a leader; runs that look the same become one look. */
static void gather(maker *m)
{
    para *p = m->p;
    size_t n = 0, k = 0;
    for (const flow_run *r = p->of->runs; r; r = r->next) n++;
    uint32_t *starts = ARENA_ARRAY(m->a, uint32_t, n + 1);
    buf text = { 0 };
    p->looks = ARENA_ARRAY(m->a, para_look, n + 1);
    for (const flow_run *r = p->of->runs; r; r = r->next) {
        starts[k++] = (uint32_t)text.n;
        if (p->nlooks == 0 || !same_look(p->looks[p->nlooks - 1].run, r))
            p->looks[p->nlooks++] =
                (para_look){ .run = r, .lang = r->lang.n ? r->lang : p->lang, .from = (uint32_t)text.n };
        if (r->leader) buf_char(&text, '\t');
        else if (r->page_of.n) buf_str(&text, setter_number(m->s, r->page_of));
        else put_text(&text, r->text);
    }
    p->starts = starts;
    p->text = buf_take(&text, m->a);
}

static void decode(maker *m)
{
    str t = m->p->text;
    m->v = ARENA_ARRAY(m->s->tmp, letter, t.n + 1);
    uint16_t look = 0;
    for (size_t i = 0; i < t.n; m->n++) {
        while (look + 1u < m->p->nlooks && m->p->looks[look + 1].from <= i) look++;
        letter *l = &m->v[m->n];
        l->at = (uint32_t)i;
        l->look = look;
        l->c = utf8_next(t, &i);
        if (l->c >= 0x590) m->rtl_letters = true;
    }
    m->v[m->n].at = (uint32_t)t.n;
}

static void find_levels(maker *m)
{
    if (!m->p->rtl && !m->rtl_letters) return;
    arena *a = m->s->tmp;
    FriBidiChar *c = ARENA_ARRAY(a, FriBidiChar, m->n);
    FriBidiCharType *types = ARENA_ARRAY(a, FriBidiCharType, m->n);
    FriBidiBracketType *brackets = ARENA_ARRAY(a, FriBidiBracketType, m->n);
    FriBidiLevel *levels = ARENA_ARRAY(a, FriBidiLevel, m->n);
    FriBidiParType base = m->p->rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    int n = (int)m->n;
    for (int i = 0; i < n; i++) c[i] = m->v[i].c == '\n' ? 0x2028 : m->v[i].c;
    fribidi_get_bidi_types(c, n, types);
    fribidi_get_bracket_types(c, n, types, brackets);
    bool done = n > 0 && fribidi_get_par_embedding_levels_ex(types, brackets, n, &base, levels) != 0;
    for (int i = 0; i < n; i++) m->v[i].level = done ? (uint8_t)levels[i] : m->p->rtl;
}

/* --- scripts and faces */

static hb_script_t script_of(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return HB_SCRIPT_LATIN;
    if (c < 0x80) return HB_SCRIPT_COMMON;
    if (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) return HB_SCRIPT_LATIN;
    return hb_unicode_script(hb_unicode_funcs_get_default(), c);
}

/* What belongs to no script goes with what stands before it, at the start with what follows. */
static void find_scripts(maker *m)
{
    hb_script_t last = HB_SCRIPT_INVALID;
    size_t leading = 0;
    for (size_t i = 0; i < m->n; i++) {
        hb_script_t s = script_of(m->v[i].c);
        if (s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED) s = last;
        else if (last == HB_SCRIPT_INVALID) for (; leading < i; leading++) m->v[leading].script = s;
        m->v[i].script = last = s;
    }
    if (last == HB_SCRIPT_INVALID) for (size_t i = 0; i < m->n; i++) m->v[i].script = HB_SCRIPT_LATIN;
}

/* Characters without a look of their own: they stay with their neighbour. */
static bool is_ignorable(uint32_t c)
{
    return c == SOFT_HYPHEN || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_extension(uint32_t c)
{
    if (c < 0x300) return false;
    hb_unicode_general_category_t g = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
    return g == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || g == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           g == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK;
}

static span place_of(const maker *m, uint32_t at)
{
    size_t k = 0;
    const flow_run *r = m->p->of->runs, *found = r;
    for (; r && m->p->starts[k] <= at; r = r->next, k++) found = r;
    return found && found->at.src ? found->at : m->p->of->at;
}

static void tell_missing(const maker *m, const letter *l)
{
    bool said = m->stacks[l->look]->n == 0 && m->p->looks[l->look].run->font.nfamilies;
    if (said) return;                              /* its families are missing: that has been reported */
    char shown[8] = { 0 }, code[16];
    utf8_put(shown, l->c);
    snprintf(code, sizeof code, "U+%04X", l->c);
    setter_tell(m->s, B702, place_of(m, l->at), shown, code, font_package_of(l->c));
}

static uint8_t face_for(const maker *m, const letter *l, const letter *before)
{
    const font_stack *stack = m->stacks[l->look];
    bool same = before && before->look == l->look && before->face != NO_FACE;
    if (is_ignorable(l->c)) return same ? before->face : stack->n ? 0 : NO_FACE;
    if (same && is_extension(l->c) && font_has(stack->v[before->face], l->c)) return before->face;
    for (size_t i = 0; i < stack->n && i < NO_FACE; i++) if (font_has(stack->v[i], l->c)) return (uint8_t)i;
    tell_missing(m, l);
    return NO_FACE;
}

static void find_faces(maker *m)
{
    for (size_t i = 0; i < m->n; i++) {
        letter *l = &m->v[i];
        if (l->c < 0x20) l->face = NO_FACE;
        else if (l->c < 0x80 && m->stacks[l->look]->n && font_has(m->stacks[l->look]->v[0], l->c)) l->face = 0;
        else l->face = face_for(m, l, i ? l - 1 : NULL);
    }
}

static void find_stacks(maker *m)
{
    para *p = m->p;
    const font_stack **stacks = ARENA_ARRAY(m->s->tmp, const font_stack *, p->nlooks + 1);
    hb_language_t *langs = ARENA_ARRAY(m->s->tmp, hb_language_t, p->nlooks + 1);
    for (size_t i = 0; i < p->nlooks; i++) {
        stacks[i] = shaper_stack(m->s->shaper, m->s->book, &p->looks[i].run->font, p->looks[i].lang);
        langs[i] = hb_language_from_string(p->looks[i].lang.p, (int)p->looks[i].lang.n);
    }
    m->stacks = stacks;
    m->langs = langs;
    if (p->nlooks && stacks[0]->n) p->face = stacks[0]->v[0];
    if (p->nlooks) p->size = p->looks[0].run->font.size;
}

/* --- bits */

static bool is_space(uint32_t c) { return c == ' ' || c == 0xA0; }

static bool goes_on(const letter *a, const letter *b)
{
    return a->look == b->look && a->level == b->level && a->face == b->face && a->script == b->script;
}

static bool has_no_spaces(hb_script_t s)
{
    return s == HB_SCRIPT_HAN || s == HB_SCRIPT_HIRAGANA || s == HB_SCRIPT_KATAKANA || s == HB_SCRIPT_BOPOMOFO;
}

static bool joins(hb_script_t s)
{
    return s == HB_SCRIPT_ARABIC || s == HB_SCRIPT_SYRIAC || s == HB_SCRIPT_NKO || s == HB_SCRIPT_MONGOLIAN ||
           s == HB_SCRIPT_ADLAM;
}

/* Is a letter of the same joining script right beside, that only another look cuts off? */
static bool is_torn(const maker *m, size_t i, size_t end)
{
    if (!joins(m->v[i].script)) return false;
    bool before =
        i > 0 && m->v[i - 1].script == m->v[i].script && m->v[i - 1].look != m->v[i].look && !is_space(m->v[i - 1].c);
    bool behind =
        end < m->n && m->v[end].script == m->v[i].script && m->v[end].look != m->v[i].look && !is_space(m->v[end].c);
    return before || behind;
}

static void put_bit(maker *m, size_t i, size_t end, bit_kind kind)
{
    const letter *l = &m->v[i];
    para_bit b = { .from = l->at,
                   .to = m->v[end].at,
                   .script = l->script,
                   .look = l->look,
                   .level = l->level,
                   .kind = (uint8_t)kind };
    b.may = end < m->n && m->may[b.to];
    b.even = b.may && has_no_spaces(l->script);
    if (kind == BIT_WORD || kind == BIT_SPACE) {
        shape_key k = { m->stacks[l->look]->v[l->face], m->p->looks[l->look].run->font.size, l->script,
                        m->langs[l->look], l->level & 1 };
        b.joined = kind == BIT_WORD && is_torn(m, i, end);
        if (kind == BIT_SPACE) k.script = HB_SCRIPT_LATIN;      /* one space for all scripts of a face */
        b.word = b.joined ? shaper_joined(m->s->shaper, m->a, &k, m->p->text, b.from, b.to)
                          : shaper_word(m->s->shaper, &k, str_of(m->p->text.p + b.from, b.to - b.from));
    }
    VEC_PUSH(m->a, &m->bits, b);
}

/* A space at the start of a line that a newline or nothing precedes keeps its place: code is indented. */
static bool starts_line(const maker *m)
{
    if (m->bits.n == 0) return true;
    const para_bit *b = &m->bits.v[m->bits.n - 1];
    return b->kind == BIT_NEWLINE || b->fixed;
}

static void cut(maker *m)
{
    for (size_t i = 0, end; i < m->n; i = end) {
        const letter *l = &m->v[i];
        end = i + 1;
        if (l->c == '\n' || l->c == 0x2028) { put_bit(m, i, end, BIT_NEWLINE); continue; }
        if (l->c == '\t') { put_bit(m, i, end, BIT_LEADER); continue; }
        if (l->face == NO_FACE) continue;
        if (is_space(l->c)) {
            bool fixed = starts_line(m);
            put_bit(m, i, end, BIT_SPACE);
            m->bits.v[m->bits.n - 1].fixed = fixed;
            continue;
        }
        while (end < m->n && goes_on(l, &m->v[end]) && !is_space(m->v[end].c) && !m->may[m->v[end].at] &&
               m->v[end].c >= 0x20)
            end++;
        put_bit(m, i, end, BIT_WORD);
    }
}

para *para_new(setter *s, arena *a, const flow *text, str lang)
{
    arena_reset(s->tmp);
    para *p = ARENA_NEW(a, para);
    maker m = { .s = s, .a = a, .p = p };
    p->of = text;
    p->lang = text->lang.n ? text->lang : lang.n ? lang : s->book->lang;
    p->rtl = setter_rtl(s, p->lang);
    gather(&m);
    decode(&m);
    find_stacks(&m);
    find_levels(&m);
    find_scripts(&m);
    find_faces(&m);
    m.may = ARENA_ARRAY(s->tmp, uint8_t, p->text.n + 1);
    chances_mark(s->chances, p->text, p->lang, m.may);
    cut(&m);
    p->bits = m.bits.v;
    p->nbits = m.bits.n;
    return p;
}

/* --- measures */

void para_measure(const para *p, mpt *least, mpt *most)
{
    mpt part = 0, line = 0;
    *least = *most = 0;
    for (size_t i = 0; i < p->nbits; i++) {
        const para_bit *b = &p->bits[i];
        mpt w = b->word ? b->word->width : b->kind == BIT_LEADER ? 2 * p->size : 0;
        if (b->kind == BIT_NEWLINE) { part = line = 0; continue; }
        bool ends = b->kind == BIT_SPACE && b->may && !b->fixed;
        if (!ends) part += w;
        if (part > *least) *least = part;
        if (b->may) part = 0;
        line += w;
        if (line > *most && !ends) *most = line;
    }
}

/* English and Chinese write a point, French and most others a comma. */
static bool is_mark(const para *p, uint32_t c)
{
    static const char *const points[] = { "en", "zh", "ja", "ko", "he", "th" };
    if (c == 0x66B) return true;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (str_starts(p->lang, str_z(points[i]))) return c == '.';
    return c == ',';
}

static bool is_digit(str text, size_t at)
{
    return FRIBIDI_IS_NUMBER(fribidi_get_bidi_type(utf8_next(text, &at)));
}

/* Where the whole part of the number ends: at the decimal mark, or after the last digit. */
static size_t units_end(const para *p)
{
    size_t mark = STR_NONE, digit = STR_NONE;
    bool after_digit = false;
    for (size_t i = 0; i < p->text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(p->text, &i);
        if (is_mark(p, c) && after_digit && i < p->text.n && is_digit(p->text, i)) mark = at;
        after_digit = is_digit(p->text, at);
        if (after_digit) digit = i;
    }
    return mark != STR_NONE ? mark : digit;
}

mpt para_decimals(const para *p)
{
    size_t mark = units_end(p);
    mpt w = 0;
    for (size_t i = p->nbits; i-- > 0 && mark != STR_NONE;) {
        const para_bit *b = &p->bits[i];
        if (!b->word) continue;
        mpt before = b->from < mark ? shaped_offset(b->word, mark - b->from) : 0;
        if (b->to <= mark) break;
        w += b->word->width - (before > 0 ? before : 0);
    }
    return w;
}

mpt para_baseline(const face *f, mpt size, mpt leading)
{
    if (!f) return leading;
    return (leading + font_scale(f, f->ascent + f->descent, size)) / 2;
}
