#include "pdf/pdf_font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <stdio.h>

/* A code in use. `next`: another code of the same glyph, 1 + its index. */
typedef struct used { str text; uint32_t gid; uint16_t code; uint32_t next; } used;

struct pdf_font {
    pdf_out *out;
    const face *face;
    HPDF_Dict dict;
    unsigned nglyphs;
    bool cff, cid_keyed;
    bool typed;                /* for forms */
    uint16_t *cids;            /* by glyph, of a CID-keyed CFF; else NULL */
    uint32_t *first;           /* by glyph: 1 + index of its first code, 0: not used */
    int32_t *widths;           /* by glyph, -1: not asked yet */
    used *used;
    size_t nused, cap;
    int64_t blank;             /* -2: not looked for, -1: none */
    hb_set_t *marks;
};

/* ---- CFF (Adobe Technical Note 5176) ---- */

static unsigned big(const uint8_t *p, unsigned bytes)
{
    unsigned v = 0;
    while (bytes--) v = v << 8 | *p++;
    return v;
}

/* Finds item 0 of the INDEX at `at` and returns the offset of what follows the INDEX; 0 when it is damaged. */
static size_t cff_index(const uint8_t *p, size_t n, size_t at, size_t *item, size_t *item_end)
{
    if (at + 3 > n) return 0;
    unsigned count = big(p + at, 2), size = p[at + 2];
    if (count == 0) return at + 2;
    if (size < 1 || size > 4 || at + 3 + ((size_t)count + 1) * size > n) return 0;
    size_t data = at + 2 + ((size_t)count + 1) * size, end = data + big(p + at + 3 + (size_t)count * size, size);
    *item = data + big(p + at + 3, size);
    *item_end = data + big(p + at + 3 + size, size);
    return end > n || *item_end > end || *item > *item_end ? 0 : end;
}

/* What the top DICT says: whether it starts with ROS, which makes the font CID-keyed, and where the charset is (0:
 * predefined). */
static bool cff_top(const uint8_t *p, size_t n, size_t *charset)
{
    size_t i = 0, end = 0, at = n > 4 ? cff_index(p, n, p[2], &i, &end) : 0;
    if (!at || !cff_index(p, n, at, &i, &end)) return false;
    bool cid_keyed = false;
    unsigned operand = 0;
    while (i < end) {
        unsigned b = p[i++];
        if (b == 12 && i < end) cid_keyed |= p[i++] == 30;
        else if (b == 15) *charset = operand;
        else if (b == 28 && i + 2 <= end) { operand = big(p + i, 2); i += 2; }
        else if (b == 29 && i + 4 <= end) { operand = big(p + i, 4); i += 4; }
        else if (b == 30) while (i < end && (p[i] & 15) != 15 && p[i++] >> 4 != 15) {}
        else if (b >= 32 && b <= 246) operand = b - 139;
        else if (b >= 247 && b <= 254 && i < end) operand = b < 251 ? (b - 247) * 256 + p[i++] + 108 : p[i++];
    }
    return cid_keyed;
}

/* The CID of each glyph, after the charset; false when it is damaged. */
static bool cff_cids(const uint8_t *p, size_t n, size_t at, uint16_t *cids, unsigned nglyphs)
{
    if (at == 0 || at >= n || p[at] > 2) return false;
    unsigned format = p[at++], g = 1;
    while (g < nglyphs) {
        size_t size = 2 + format;                 /* a CID, and how many follow it: none, one byte, two bytes */
        if (at + size > n) return false;
        unsigned first = big(p + at, 2), more = format ? big(p + at + 2, format) : 0;
        for (unsigned k = 0; k <= more && g < nglyphs; k++) cids[g++] = (uint16_t)(first + k);
        at += size;
    }
    return true;
}

static void look_at_outlines(pdf_font *f)
{
    hb_blob_t *b = hb_face_reference_table(f->face->hb, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    size_t charset = 0;
    const uint8_t *p = (const uint8_t *)hb_blob_get_data(b, &n);
    f->cff = n > 0;
    f->cid_keyed = f->cff && cff_top(p, n, &charset);
    if (f->cid_keyed) {
        f->cids = mem_zalloc(f->nglyphs * sizeof *f->cids);
        if (!cff_cids(p, n, charset, f->cids, f->nglyphs))
            pdf_out_fault(f->out, "charset of %.*s", STR_ARG(f->face->family));
    }
    hb_blob_destroy(b);
}

/* ---- codes ---- */

pdf_font *pdf_font_new(pdf_out *o, const face *from)
{
    pdf_font *f = mem_zalloc(sizeof *f);
    f->out = o;
    f->face = from;
    f->nglyphs = hb_face_get_glyph_count(from->hb);
    f->first = mem_zalloc(f->nglyphs * sizeof *f->first);
    f->widths = mem_alloc(f->nglyphs * sizeof *f->widths);
    for (unsigned g = 0; g < f->nglyphs; g++) f->widths[g] = -1;
    f->blank = -2;
    f->marks = hb_set_create();
    hb_ot_layout_get_glyphs_in_class(from->hb, HB_OT_LAYOUT_GLYPH_CLASS_MARK, f->marks);
    look_at_outlines(f);
    f->dict = pdf_out_dict(o, true);
    if (f->dict) f->dict->header.obj_class |= HPDF_OSUBCLASS_FONT;
    return f;
}

void pdf_font_free(pdf_font *f)
{
    if (!f) return;
    hb_set_destroy(f->marks);
    mem_free(f->cids);
    mem_free(f->first);
    mem_free(f->widths);
    mem_free(f->used);
    mem_free(f);
}

HPDF_Dict pdf_font_dict(const pdf_font *f) { return f->dict; }

static uint32_t add_code(pdf_font *f, uint32_t gid, str text)
{
    if (f->nused == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 128;
        f->used = mem_realloc(f->used, f->cap * sizeof *f->used);
    }
    f->nused++;
    uint16_t code = (uint16_t)(f->cids ? f->cids[gid] : f->cff ? gid : f->nused);
    f->used[f->nused - 1] = (used){ arena_str(f->out->a, text), gid, code, 0 };
    return (uint32_t)f->nused;
}

static bool is_blank_text(str s)
{
    return str_eq(s, S(" ")) || str_eq(s, S("\u00A0")) || str_eq(s, S("\u202F")) || str_eq(s, S("\u2009"));
}

bool pdf_font_code(pdf_font *f, uint32_t gid, str text, uint16_t *code)
{
    *code = 0;
    if (gid == 0 || gid >= f->nglyphs) {
        pdf_out_fault(f->out, "glyph %u of %.*s for “%.*s”", gid, STR_ARG(f->face->family), STR_ARG(text));
        return false;
    }
    uint32_t last = 0;
    for (uint32_t i = f->first[gid]; i; last = i, i = f->used[i - 1].next) {
        *code = f->used[i - 1].code;
        if (str_eq(f->used[i - 1].text, text)) return true;
        if (f->cff) return is_blank_text(f->used[i - 1].text) && is_blank_text(text);
    }
    if (!f->cff && f->nused == 65535) return false;
    uint32_t added = add_code(f, gid, text);
    *(last ? &f->used[last - 1].next : &f->first[gid]) = added;
    *code = f->used[added - 1].code;
    return true;
}

/* Every character of these ranges that the face has; a glyph that shows several says the first. */
static void add_letters(pdf_font *f)
{
    static const uint32_t ranges[][2] = {
        { 0x20, 0x7E }, { 0xA0, 0x24F }, { 0x2B9, 0x2DD }, { 0x1E00, 0x1EFF }, { 0x2010, 0x2027 }, { 0x202F, 0x203A },
        { 0x2044, 0x2044 }, { 0x2070, 0x208E }, { 0x20A0, 0x20BF }, { 0x2116, 0x2122 }, { 0x2190, 0x2193 },
        { 0x2212, 0x2212 }, { 0x2248, 0x2265 }, { 0xFB01, 0xFB02 },
    };
    hb_set_t *glyphs = hb_set_create();
    hb_map_t *characters = hb_map_create();
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        for (uint32_t c = ranges[i][0]; c <= ranges[i][1]; c++) {
            uint32_t gid;
            if (!hb_font_get_nominal_glyph(f->face->font, c, &gid) || hb_set_has(glyphs, gid)) continue;
            hb_set_add(glyphs, gid);
            hb_map_set(characters, gid, c);
        }
    for (hb_codepoint_t gid = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &gid);) {
        char text[4];
        int n = utf8_put(text, hb_map_get(characters, gid));
        f->first[gid] = add_code(f, gid, str_of(text, (size_t)n));
    }
    hb_map_destroy(characters);
    hb_set_destroy(glyphs);
}

pdf_font *pdf_font_for_forms(pdf_out *o, const face *from)
{
    pdf_font *f = pdf_font_new(o, from);
    f->typed = true;
    add_letters(f);
    return f;
}

int32_t pdf_font_width(const pdf_font *f, uint32_t gid)
{
    if (gid >= f->nglyphs) return 0;
    if (f->widths[gid] < 0) {
        int64_t advance = hb_font_get_glyph_h_advance(f->face->font, gid);
        f->widths[gid] = (int32_t)((advance * 1000000 + f->face->upem / 2) / f->face->upem);
    }
    return f->widths[gid];
}

static bool draws_nothing(const pdf_font *f, uint32_t gid)
{
    hb_glyph_extents_t e;
    return !hb_font_get_glyph_extents(f->face->font, gid, &e) || (e.width == 0 && e.height == 0);
}

bool pdf_font_blank(pdf_font *f, uint32_t *gid)
{
    if (f->blank == -2) {
        f->blank = -1;
        for (unsigned g = 1; g < f->nglyphs && f->blank < 0; g++)
            if (pdf_font_width(f, g) == 0 && draws_nothing(f, g)) f->blank = g;
    }
    if (f->blank < 0) return false;
    *gid = (uint32_t)f->blank;
    return true;
}

bool pdf_font_space(const pdf_font *f, uint32_t *gid) { return hb_font_get_nominal_glyph(f->face->font, ' ', gid); }
bool pdf_font_is_mark(const pdf_font *f, uint32_t gid) { return hb_set_has(f->marks, gid); }

/* ---- the subset ---- */

static void drop_tables(const pdf_font *f, hb_subset_input_t *in)
{
    /* Without the layout tables the closure over their glyphs is off too; the others are not used by an embedded
     * CIDFont. */
    static const char tags[][5] = { "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "STAT", "DSIG",
                                    "VORG", "vhea", "vmtx", "kern", "gasp", "COLR", "CPAL", "SVG ",
                                    "meta", "morx", "feat", "prop", "name", "post", "OS/2", "cmap" };
    enum { TAGS = sizeof tags / sizeof *tags, NEEDED_TO_TYPE = 4 };
    hb_set_t *drop = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0, n = f->typed ? TAGS - NEEDED_TO_TYPE : TAGS; i < n; i++)
        hb_set_add(drop, hb_tag_from_string(tags[i], 4));
}

static void pin_axes(const pdf_font *f, hb_subset_input_t *in)
{
    unsigned n, m = 32;
    hb_ot_var_axis_info_t axes[32];
    hb_ot_var_get_axis_infos(f->face->hb, 0, &m, axes);
    const float *at = hb_font_get_var_coords_design(f->face->font, &n);
    for (unsigned i = 0; i < m; i++)
        hb_subset_input_pin_axis_location(in, f->face->hb, axes[i].tag, i < n ? at[i] : axes[i].default_value);
}

/* The used glyphs alone; *map gives the new number of a glyph. NULL on failure. */
static hb_face_t *subset(const pdf_font *f, hb_map_t *map)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    if (!in) return NULL;
    hb_set_t *glyphs = hb_subset_input_glyph_set(in);
    for (size_t i = 0; i < f->nused; i++) hb_set_add(glyphs, f->used[i].gid);
    drop_tables(f, in);
    if (hb_ot_var_has_data(f->face->hb)) pin_axes(f, in);
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
    /* A name-keyed CFF is addressed by glyph number; a CID-keyed one keeps its CIDs anyway. */
    if (f->cff && !f->cid_keyed) flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    hb_subset_input_set_flags(in, flags);
    hb_face_t *made = NULL;
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(f->face->hb, in);
    if (plan) {
        made = hb_subset_plan_execute_or_fail(plan);
        const hb_map_t *numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (size_t i = 0; i < f->nused; i++) hb_map_set(map, f->used[i].gid, hb_map_get(numbers, f->used[i].gid));
    }
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(in);
    return made;
}

static unsigned write_program(const pdf_font *f, hb_face_t *sub)
{
    hb_blob_t *b = f->cff ? hb_face_reference_table(sub, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(sub);
    unsigned n, id = pdf_out_number(f->out);
    const char *p = hb_blob_get_data(b, &n);
    char entries[64];
    int k = f->cff ? snprintf(entries, sizeof entries, "/Subtype/CIDFontType0C")
                   : snprintf(entries, sizeof entries, "/Length1 %u", n);
    pdf_out_stream(f->out, id, str_of(entries, (size_t)k), str_of(p, n), true);
    hb_blob_destroy(b);
    return id;
}

/* A subset's name: six letters that say which glyphs, and the PostScript name. */
static void put_font_name(const pdf_font *f, buf *b)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < f->nused; i++) h = (h ^ f->used[i].gid) * 1099511628211u;
    h ^= h >> 31;
    for (int i = 0; i < 6; i++, h /= 26) buf_char(b, (char)('A' + h % 26));
    buf_char(b, '+');
    char name[100];
    unsigned n = sizeof name;
    size_t before = b->n;
    hb_ot_name_get_utf8(f->face->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
    for (unsigned i = 0; i < n && name[i]; i++) {
        char c = name[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
            buf_char(b, c);
    }
    if (b->n == before) BUF_LIT(b, "Font");
}

static int16_t head_value(const pdf_font *f, unsigned at)
{
    hb_blob_t *b = hb_face_reference_table(f->face->hb, HB_TAG('h', 'e', 'a', 'd'));
    unsigned n;
    const uint8_t *p = (const uint8_t *)hb_blob_get_data(b, &n);
    int16_t v = n >= at + 2 ? (int16_t)big(p + at, 2) : 0;
    hb_blob_destroy(b);
    return v;
}

static int per_mille(const pdf_font *f, int units) { return (int)(((int64_t)units * 1000) / (int64_t)f->face->upem); }

static unsigned write_descriptor(const pdf_font *f, str name, unsigned program)
{
    enum { SYMBOLIC = 4, ITALIC = 64 };
    const face *of = f->face;
    double angle = hb_style_get_value(of->font, HB_STYLE_TAG_SLANT_ANGLE);
    double weight = hb_style_get_value(of->font, HB_STYLE_TAG_WEIGHT);
    int box[4];
    for (unsigned i = 0; i < 4; i++) box[i] = per_mille(f, head_value(f, 36 + 2 * i));
    buf b = { 0 };
    buf_fmt(&b,
            "<</Type/FontDescriptor/FontName/%.*s/Flags %d/ItalicAngle %ld/StemV %ld/FontBBox[%d %d %d %d]/Ascent "
            "%d/Descent %d"
            "/CapHeight %d/%s %u 0 R>>",
            STR_ARG(name), SYMBOLIC | (angle < 0 || angle > 0 ? ITALIC : 0), lround(angle), lround(weight / 5), box[0],
            box[1], box[2], box[3], per_mille(f, of->ascent), per_mille(f, of->descent),
            per_mille(f, of->cap_height ? of->cap_height : of->ascent), f->cff ? "FontFile3" : "FontFile2", program);
    unsigned id = pdf_out_number(f->out);
    pdf_out_object(f->out, id, buf_view(&b));
    buf_free(&b);
    return id;
}

/* ---- what codes mean ---- */

/* The codes in ascending order, as indexes into used; ends with nused entries. Lives in the file's arena. */
static uint32_t *sorted(const pdf_font *f)
{
    uint32_t *order = ARENA_ARRAY(f->out->a, uint32_t, f->nused + 1);
    size_t n = 0;
    if (!f->cff) for (; n < f->nused; n++) order[n] = (uint32_t)n;
    else
        for (unsigned g = 0; g < f->nglyphs; g++)
            if (f->first[g]) order[n++] = f->first[g] - 1; /* CIDs ascend with glyphs */
    return order;
}

static void put_widths(const pdf_font *f, const uint32_t *order, buf *b)
{
    BUF_LIT(b, "/DW 0/W[");
    for (size_t i = 0; i < f->nused; i++) {
        const used *u = &f->used[order[i]];
        bool follows = i > 0 && f->used[order[i - 1]].code + 1 == u->code;
        if (!follows) buf_fmt(b, "%s%u[", i ? "]" : "", u->code);
        else buf_char(b, ' ');
        buf_decimal(b, pdf_font_width(f, u->gid), 3);
    }
    BUF_LIT(b, "]]");
}

/* Subsetting keeps the order of glyphs, so that codes still ascend. No page has a code of this font. */
static void number_as_embedded(pdf_font *f, const hb_map_t *map)
{
    for (size_t i = 0; i < f->nused && !f->cff; i++) f->used[i].code = (uint16_t)hb_map_get(map, f->used[i].gid);
}

static unsigned write_gid_map(const pdf_font *f, const hb_map_t *map)
{
    buf b = { 0 };
    BUF_LIT(&b, "\0\0");
    for (size_t i = 0; i < f->nused; i++) {
        unsigned g = hb_map_get(map, f->used[i].gid);
        buf_char(&b, (char)(g >> 8));
        buf_char(&b, (char)g);
    }
    unsigned id = pdf_out_number(f->out);
    pdf_out_stream(f->out, id, S(""), buf_view(&b), true);
    buf_free(&b);
    return id;
}

static void write_to_unicode(const pdf_font *f, const uint32_t *order, unsigned id)
{
    enum { BLOCK = 100 };
    buf b = { 0 };
    BUF_LIT(
        &b,
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < f->nused; i++) {
        size_t left = f->nused - i;
        if (i % BLOCK == 0) buf_fmt(&b, "%zu beginbfchar\n", left < BLOCK ? left : BLOCK);
        const used *u = &f->used[order[i]];
        buf_fmt(&b, "<%04X> <", u->code);
        pdf_out_put_utf16(&b, u->text);
        BUF_LIT(&b, ">\n");
        if (i % BLOCK == BLOCK - 1 || left == 1) BUF_LIT(&b, "endbfchar\n");
    }
    BUF_LIT(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    pdf_out_stream(f->out, id, S(""), buf_view(&b), true);
    buf_free(&b);
}

static void fill_dict(pdf_font *f, str name, HPDF_Null descendant, HPDF_Null to_unicode)
{
    pdf_out *o = f->out;
    HPDF_Array a = HPDF_Array_New(o->doc->mmgr);
    char z[128];
    snprintf(z, sizeof z, "%.*s", STR_ARG(name));
    pdf_out_name(o, f->dict, "Type", "Font");
    pdf_out_name(o, f->dict, "Subtype", "Type0");
    pdf_out_name(o, f->dict, "BaseFont", z);
    pdf_out_name(o, f->dict, "Encoding", "Identity-H");
    if (a && descendant) pdf_out_check(o, HPDF_Array_Add(a, descendant));
    pdf_out_add(o, f->dict, "DescendantFonts", a);
    pdf_out_add(o, f->dict, "ToUnicode", to_unicode);
}

void pdf_font_embed(pdf_font *f)
{
    pdf_out *o = f->out;
    hb_map_t *map = hb_map_create();
    hb_face_t *sub = f->nused && !o->fault.n ? subset(f, map) : NULL;
    if (sub) {
        buf name = { 0 }, b = { 0 };
        put_font_name(f, &name);
        if (f->typed) number_as_embedded(f, map);
        const uint32_t *order = sorted(f);
        unsigned descriptor = write_descriptor(f, buf_view(&name), write_program(f, sub));
        buf_fmt(
            &b,
            "<</Type/Font/Subtype/%s/BaseFont/%.*s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            "/FontDescriptor %u 0 R",
            f->cff ? "CIDFontType0" : "CIDFontType2", (int)name.n, name.p, descriptor);
        if (!f->cff && f->typed) BUF_LIT(&b, "/CIDToGIDMap/Identity");
        else if (!f->cff) buf_fmt(&b, "/CIDToGIDMap %u 0 R", write_gid_map(f, map));
        put_widths(f, order, &b);
        BUF_LIT(&b, ">>");
        HPDF_Null descendant = pdf_out_reserve(o), to_unicode = pdf_out_reserve(o);
        pdf_out_object(o, pdf_out_id(descendant), buf_view(&b));
        write_to_unicode(f, order, pdf_out_id(to_unicode));
        fill_dict(f, buf_view(&name), descendant, to_unicode);
        buf_free(&name);
        buf_free(&b);
    } else if (f->nused) {
        pdf_out_fault(o, "no subset of %.*s", STR_ARG(f->face->family));
    }
    hb_face_destroy(sub);
    hb_map_destroy(map);
}
