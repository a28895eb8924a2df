#include "pdf/pdf_page.h"
#include "pdf/pdf_shade.h"

/* Which marked content is open. */
typedef struct mark { const tag *tag; frame_artifact artifact; uint32_t order; bool open, alone; } mark;

typedef struct canvas {
    pdf_book *b;
    HPDF_Page page;
    uint32_t number;
    buf ops;
    pdf_text text;
    mark mark;
    bool in_text;
    mpt line_x, line_y;        /* origin of the text line, within BT and ET */
    const pdf_font *font;
    mpt size;
    uint32_t fill, stroke;     /* COLOR_NONE: not set yet */
    mpt stroke_width, dash;    /* -1: not set yet */
} canvas;

/* ---- operators ---- */

static void number(canvas *c, mpt v) { buf_decimal(&c->ops, v, 3); buf_char(&c->ops, ' '); }
static void op(canvas *c, const char *name) { buf_z(&c->ops, name); buf_char(&c->ops, '\n'); }

static void color(canvas *c, uint32_t rgb, uint32_t *now, const char *name)
{
    if (*now == rgb) return;
    *now = rgb;
    pdf_shade_put_color(&c->ops, rgb);
    op(c, name);
}

static void leave_text(canvas *c)
{
    if (c->in_text) op(c, "ET");
    c->in_text = false;
}

static void enter_text(canvas *c)
{
    if (c->in_text) return;
    op(c, "BT");
    c->in_text = true;
    c->line_x = c->line_y = 0;
}

/* ---- marked content ---- */

static void close_mark(canvas *c)
{
    leave_text(c);
    if (c->mark.open) op(c, "EMC");
    c->mark.open = false;
}

static void put_artifact(canvas *c, const frame_item *it)
{
    static const char *const kinds[] = { [ARTIFACT_NONE] = "/Type/Layout", [ARTIFACT_LAYOUT] = "/Type/Layout",
        [ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header", [ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer",
        [ARTIFACT_BACKGROUND] = "/Type/Background" };
    BUF_LIT(&c->ops, "/Artifact<<");
    buf_z(&c->ops, kinds[it->artifact]);
    if (it->artifact == ARTIFACT_BACKGROUND) {
        BUF_LIT(&c->ops, "/BBox[");
        const mpt box[] = { it->x, it->y, it->x + it->w, it->y + it->h };
        for (int i = 0; i < 4; i++) number(c, box[i]);
        buf_char(&c->ops, ']');
    }
    op(c, ">>BDC");
}

static str language_of(const pdf_book *b, const tag *t)
{
    for (; t; t = t->parent) if (tag_lang(t).n) return tag_lang(t);
    return b->book->lang;
}

/* A run in another language than its element. */
static bool is_foreign(const canvas *c, const frame_item *it)
{
    return it->tag && it->kind == FRAME_RUN && it->lang.n && !str_eq(it->lang, language_of(c->b, it->tag));
}

/* s: of a run; NULL for other items. */
static void put_tagged(canvas *c, const frame_item *it, const pdf_stretch *s)
{
    int32_t mcid = pdf_tag_mark(&c->b->tags, it->tag, c->number, it->order);
    str actual = s ? s->actual : S("");
    bool own = actual.n || (s && s->silent);
    buf_fmt(&c->ops, "/%s<</MCID %d", own ? "Span" : tag_name(it->tag->type), mcid);
    if (is_foreign(c, it)) {
        BUF_LIT(&c->ops, "/Lang");
        pdf_out_put_bytes(c->b->out, &c->ops, it->lang);
    }
    if (own) {
        BUF_LIT(&c->ops, "/ActualText<FEFF");
        pdf_out_put_utf16(&c->ops, actual);
        buf_char(&c->ops, '>');
    }
    op(c, ">>BDC");
}

/* True when the item goes on with what is open: the same element, with nothing of another between them in logical
 * order, or the same artifact. */
static bool goes_on(const canvas *c, const frame_item *it, bool alone)
{
    const mark *m = &c->mark;
    if (!m->open || m->alone || alone || it->tag != m->tag) return false;
    if (!it->tag) return it->artifact == m->artifact && it->artifact != ARTIFACT_BACKGROUND;
    return it->order >= m->order && it->order - m->order <= 1;
}

static void open_mark(canvas *c, const frame_item *it, const pdf_stretch *s)
{
    bool alone = it->tag && ((s && (s->actual.n || s->silent)) || is_foreign(c, it));
    if (!goes_on(c, it, alone)) {
        close_mark(c);
        if (it->tag) put_tagged(c, it, s);
        else put_artifact(c, it);
        c->mark = (mark){ it->tag, it->artifact, it->order, true, alone };
    }
    c->mark.order = it->order;
}

/* ---- text ---- */

static pdf_font *font_of(canvas *c, const face *of)
{
    const frame_book *book = c->b->book;
    size_t i = of && of->serial < book->nfaces && book->faces[of->serial] == of ? of->serial : 0;
    while (i < book->nfaces && book->faces[i] != of) i++;
    if (i == book->nfaces) { pdf_out_fault(c->b->out, "a font that the book does not list"); return NULL; }
    if (!c->b->fonts[i]) c->b->fonts[i] = pdf_font_new(c->b->out, of);
    return c->b->fonts[i];
}

static void set_font(canvas *c, const pdf_font *f, mpt size)
{
    if (c->font == f && c->size == size) return;
    const char *name = HPDF_Page_GetLocalFontName(c->page, pdf_font_dict(f));
    if (!name) { pdf_out_check(c->b->out, HPDF_GetError(c->b->out->doc)); return; }
    buf_fmt(&c->ops, "/%s ", name);
    number(c, size);
    op(c, "Tf");
    c->font = f;
    c->size = size;
}

static void draw_run(canvas *c, const frame_item *it)
{
    pdf_font *f = it->nglyphs ? font_of(c, it->face) : NULL;
    if (!f || !pdf_font_dict(f)) return;
    pdf_text_lay(&c->text, f, it, it->tag == NULL);
    for (size_t i = 0; i < c->text.stretches.n; i++) {
        const pdf_stretch *s = &c->text.stretches.v[i];
        open_mark(c, it, s);
        enter_text(c);
        color(c, it->color, &c->fill, "rg");
        set_font(c, f, it->size);
        mpt x = it->x + c->text.puts.v[s->from].x, y = it->y;
        number(c, x - c->line_x);
        number(c, y - c->line_y);
        BUF_LIT(&c->ops, "Td ");
        c->line_x = x;
        c->line_y = y;
        pdf_text_show(&c->ops, &c->text, s->from, s->to, it->size);
    }
}

/* ---- shapes ---- */

static void set_stroke(canvas *c, const frame_item *it)
{
    color(c, it->stroke, &c->stroke, "RG");
    if (it->stroke_width != c->stroke_width) { number(c, c->stroke_width = it->stroke_width); op(c, "w"); }
    if (it->dash == c->dash) return;
    c->dash = it->dash;
    buf_char(&c->ops, '[');
    if (it->dash) number(c, it->dash);
    op(c, "]0 d");
}

static void put_outline(canvas *c, const frame_item *it)
{
    if (it->kind == FRAME_RECT) {
        const mpt v[] = { it->x, it->y, it->w, it->h };
        for (int i = 0; i < 4; i++) number(c, v[i]);
        op(c, "re");
        return;
    }
    for (size_t i = 0; i < it->npoints; i++) {
        number(c, it->points[i].x);
        number(c, it->points[i].y);
        if (i == 0) op(c, "m");
        else if (!it->curve) op(c, "l");
        else if (i % 3 == 0) op(c, "c");
    }
    if (it->closed) op(c, "h");
}

static void bounds(const frame_item *it, mpt box[4])
{
    box[0] = it->x;
    box[1] = it->y;
    box[2] = it->x + it->w;
    box[3] = it->y + it->h;
    if (it->kind != FRAME_PATH) return;
    for (size_t i = 0; i < it->npoints; i++) {
        const scene_point p = it->points[i];
        if (i == 0 || p.x < box[0]) box[0] = p.x;
        if (i == 0 || p.y < box[1]) box[1] = p.y;
        if (i == 0 || p.x > box[2]) box[2] = p.x;
        if (i == 0 || p.y > box[3]) box[3] = p.y;
    }
}

/* White hatching or dots on top of a filled shape, cut at its outline. */
static void draw_pattern(canvas *c, const frame_item *it)
{
    enum { STEP = 4000 };
    mpt box[4];
    bounds(it, box);
    op(c, "q");
    put_outline(c, it);
    op(c, it->pattern == 1 ? "W n 1 1 1 RG 1 w []0 d" : "W n 1 1 1 RG 1.4 w 1 J [0 4]0 d");
    mpt height = box[3] - box[1], start = it->pattern == 1 ? box[0] - height : box[0];
    for (mpt v = it->pattern == 1 ? start : box[1] + STEP / 2; v < (it->pattern == 1 ? box[2] : box[3]); v += STEP) {
        bool hatched = it->pattern == 1;
        number(c, hatched ? v : box[0] + STEP / 2);
        number(c, hatched ? box[1] : v);
        BUF_LIT(&c->ops, "m ");
        number(c, hatched ? v + height : box[2]);
        number(c, hatched ? box[3] : v);
        op(c, "l");
    }
    op(c, "S Q");
}

static void draw_shape(canvas *c, const frame_item *it)
{
    bool fill = it->fill != COLOR_NONE, stroke = it->stroke != COLOR_NONE && it->stroke_width > 0;
    if ((!fill && !stroke) || (it->kind == FRAME_PATH && it->npoints < 2)) return;
    open_mark(c, it, NULL);
    leave_text(c);
    if (fill) color(c, it->fill, &c->fill, "rg");
    if (stroke) set_stroke(c, it);
    put_outline(c, it);
    op(c, fill && stroke && !it->pattern ? "B" : fill ? "f" : "S");
    if (!fill || !it->pattern) return;
    draw_pattern(c, it);
    if (!stroke) return;
    put_outline(c, it);
    op(c, "S");
}

/* ---- pictures ---- */

/* The matrix that lays the unit square of a picture on its place, turned as EXIF says. */
static void put_matrix(canvas *c, const frame_item *it, int orientation)
{
    const mpt w = it->w, h = it->h, x = it->x, y = it->y;
    const mpt m[9][6] = {
        [1] = { w, 0, 0, h, x, y },      [2] = { -w, 0, 0, h, x + w, y },      [3] = { -w, 0, 0, -h, x + w, y + h },
        [4] = { w, 0, 0, -h, x, y + h }, [5] = { 0, -h, -w, 0, x + w, y + h }, [6] = { 0, -h, w, 0, x, y + h },
        [7] = { 0, h, w, 0, x, y },      [8] = { 0, h, -w, 0, x + w, y },
    };
    for (int i = 0; i < 6; i++) number(c, m[orientation][i]);
    op(c, "cm");
}

/* Opens what shows an object; its name on this page, NULL after a fault. */
static const char *begin_object(canvas *c, const frame_item *it, HPDF_Null object)
{
    const char *name = HPDF_Page_GetXObjectName(c->page, (HPDF_XObject)(void *)object);
    if (!name) {
        pdf_out_check(c->b->out, HPDF_GetError(c->b->out->doc));
        return NULL;
    }
    open_mark(c, it, NULL);
    leave_text(c);
    op(c, "q");
    return name;
}

/* A picture that can't be read leaves an empty frame, so that its text has a place. */
static void draw_image(canvas *c, const frame_item *it)
{
    span at = it->tag ? it->tag->at : NO_SPAN;
    const pdf_image *image = pdf_image_get(&c->b->images, it->file, it->bytes, at);
    if (!image->object) {
        frame_item empty = *it;
        empty.kind = FRAME_RECT;
        empty.fill = COLOR_NONE;
        empty.stroke = 0x808080;
        empty.stroke_width = 500;
        empty.dash = 0;
        empty.npoints = 0;
        draw_shape(c, &empty);
        return;
    }
    const char *name = begin_object(c, it, image->object);
    if (!name) return;
    put_matrix(c, it, image->orientation);
    buf_fmt(&c->ops, "/%s Do Q\n", name);
}

static void draw_drawing(canvas *c, const frame_item *it)
{
    const drawing *d = it->drawing;
    HPDF_Null form = pdf_drawing_get(&c->b->drawings, d);
    const char *name = form ? begin_object(c, it, form) : NULL;
    if (!name) return;
    buf_decimal(&c->ops, (int64_t)it->w * 1000000 / d->width, 6);
    BUF_LIT(&c->ops, " 0 0 ");
    buf_decimal(&c->ops, -(int64_t)it->h * 1000000 / d->height, 6);
    buf_char(&c->ops, ' ');
    number(c, it->x);
    number(c, it->y + it->h);
    buf_fmt(&c->ops, "cm /%s Do Q\n", name);
}

/* ---- links and fields ---- */

/* An address as URIs want it: ASCII, the rest by percents. */
static void put_uri(pdf_out *o, buf *b, str s)
{
    buf u = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char k = (unsigned char)s.p[i];
        if (k > ' ' && k < 127) buf_char(&u, (char)k);
        else buf_fmt(&u, "%%%02X", k);
    }
    pdf_out_put_bytes(o, b, buf_view(&u));
    buf_free(&u);
}

static bool has_place(const frame_book *b, str name)
{
    size_t low = 0, high = b->nplaces;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int k = str_cmp(b->places[mid].name, name);
        if (k == 0) return true;
        if (k < 0) low = mid + 1;
        else high = mid;
    }
    return false;
}

static void put_action(canvas *c, buf *b, const frame_link *l)
{
    if (l->kind == DEST_URI) {
        BUF_LIT(b, "/A<</S/URI/URI");
        put_uri(c->b->out, b, l->dest);
        BUF_LIT(b, ">>");
        return;
    }
    if (!has_place(c->b->book, l->dest)) pdf_out_fault(c->b->out, "no place named %.*s", STR_ARG(l->dest));
    BUF_LIT(b, "/Dest");
    pdf_out_put_bytes(c->b->out, b, l->dest);
}

static void put_link(canvas *c, buf *b, const frame_link *l)
{
    BUF_LIT(b, "/Subtype/Link/Border[0 0 0]/Contents");
    pdf_out_put_text(c->b->out, b, l->contents);
    put_action(c, b, l);
}

static void write_annotation(canvas *c, HPDF_Array annots, const frame_link *l)
{
    pdf_out *o = c->b->out;
    HPDF_Null object = pdf_out_reserve(o);
    if (!object) return;
    uint32_t key = pdf_tag_annot(&c->b->tags, l->tag, c->number, l->order, pdf_out_id(object));
    buf b = { 0 };
    buf_fmt(&b, "<</Type/Annot/F 4/P %u 0 R/StructParent %u/Rect[", pdf_out_id(c->page), key);
    const mpt box[] = { l->x, l->y, l->x + l->w, l->y + l->h };
    for (int i = 0; i < 4; i++) { buf_decimal(&b, box[i], 3); buf_char(&b, i < 3 ? ' ' : ']'); }
    if (l->field) pdf_form_put_field(&c->b->form, &b, l, pdf_out_id(object));
    else put_link(c, &b, l);
    BUF_LIT(&b, ">>");
    pdf_out_object(o, pdf_out_id(object), buf_view(&b));
    pdf_out_check(o, HPDF_Array_Add(annots, object));
    buf_free(&b);
}

static void write_annotations(canvas *c, const frame_page *p)
{
    if (!p->nlinks) return;
    HPDF_Array annots = HPDF_Array_New(c->b->out->doc->mmgr);
    if (!annots) { pdf_out_fault(c->b->out, "no array"); return; }
    for (size_t i = 0; i < p->nlinks; i++) write_annotation(c, annots, &p->links[i]);
    pdf_out_add(c->b->out, c->page, "Annots", annots);
}

/* ---- pages ---- */

void pdf_page_make_all(pdf_book *b)
{
    pdf_out *o = b->out;
    b->pages = ARENA_ARRAY(o->a, HPDF_Page, b->book->npages);
    for (size_t i = 0; i < b->book->npages && !o->fault.n; i++) {
        const frame_page *p = &b->book->pages[i];
        HPDF_Page page = b->pages[i] = HPDF_AddPage(o->doc);
        if (!page) { pdf_out_check(o, HPDF_GetError(o->doc)); return; }
        pdf_out_check(o, HPDF_Page_SetWidth(page, (HPDF_REAL)p->width / 1000));
        pdf_out_check(o, HPDF_Page_SetHeight(page, (HPDF_REAL)p->height / 1000));
        pdf_out_integer(o, page, "StructParents", (int32_t)i);
        pdf_out_name(o, page, "Tabs", "S");
    }
}

static void draw(canvas *c, const frame_item *it)
{
    switch (it->kind) {
    case FRAME_RUN: draw_run(c, it); break;
    case FRAME_RECT:
    case FRAME_PATH: draw_shape(c, it); break;
    case FRAME_IMAGE: draw_image(c, it); break;
    case FRAME_DRAWING: draw_drawing(c, it); break;
    }
}

void pdf_page_draw(pdf_book *b, uint32_t page, buf *ops)
{
    const frame_page *p = &b->book->pages[page];
    canvas c = { .b = b,
                 .ops = *ops,
                 .page = b->pages[page],
                 .number = page,
                 .text = { .scratch = b->scratch, .a = b->out->a },
                 .fill = COLOR_NONE,
                 .stroke = COLOR_NONE,
                 .stroke_width = -1,
                 .dash = 0 };
    for (size_t i = 0; i < p->nitems && !b->out->fault.n; i++) draw(&c, &p->items[i]);
    close_mark(&c);
    write_annotations(&c, p);
    *ops = c.ops;
    arena_reset(b->scratch);
}
