#include "html/html_scene.h"
#include "base/unicode.h"
#include "html/escape.h"

static void number(buf *out, const char *name, mpt v)
{
    buf_fmt(out, " %s=\"", name);
    buf_decimal(out, v, 3);
    buf_char(out, '"');
}

static void pattern_id(buf *out, str id, const shape *h)
{
    buf_str(out, id);
    buf_fmt(out, "-p%u-%06x", h->pattern, h->fill);
}

/* Patterns are white on the shape's own colour: lines that lean, or dots. */
static void pattern(buf *out, str id, const shape *h)
{
    BUF_LIT(out, "<pattern id=\"");
    pattern_id(out, id, h);
    buf_fmt(
        out,
        "\" patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\"%s><rect width=\"6\" height=\"6\" fill=\"#%06x\"/>",
        h->pattern == 1 ? " patternTransform=\"rotate(45)\"" : "", h->fill);
    if (h->pattern == 1) BUF_LIT(out, "<path d=\"M1 0V6\" stroke=\"#ffffff\" stroke-width=\"2\"/>");
    else BUF_LIT(out, "<circle cx=\"3\" cy=\"3\" r=\"1.4\" fill=\"#ffffff\"/>");
    BUF_LIT(out, "</pattern>");
}

static bool patterned(const shape *h) { return h->pattern && h->fill != COLOR_NONE; }

/* One pattern for each pair of pattern and colour that occurs. */
static void patterns(buf *out, const scene *s, str id)
{
    bool any = false;
    for (const shape *h = s->first; h; h = h->next) {
        if (!patterned(h)) continue;
        const shape *k = s->first;
        while (k != h && !(patterned(k) && k->pattern == h->pattern && k->fill == h->fill)) k = k->next;
        if (k != h) continue;
        if (!any) BUF_LIT(out, "<defs>");
        any = true;
        pattern(out, id, h);
    }
    if (any) BUF_LIT(out, "</defs>");
}

static void colours(buf *out, str id, const shape *h)
{
    if (patterned(h)) {
        BUF_LIT(out, " fill=\"url(#");
        pattern_id(out, id, h);
        BUF_LIT(out, ")\"");
    } else if (h->fill != COLOR_NONE) {
        buf_fmt(out, " fill=\"#%06x\"", h->fill);
    } else if (h->kind != SHAPE_LINE && h->kind != SHAPE_TEXT) {
        BUF_LIT(out, " fill=\"none\"");
    }
    if (h->stroke == COLOR_NONE) return;
    buf_fmt(out, " stroke=\"#%06x\"", h->stroke);
    number(out, "stroke-width", h->stroke_width);
    if (h->kind == SHAPE_PATH) BUF_LIT(out, " stroke-linejoin=\"round\"");
    if (h->dash) number(out, "stroke-dasharray", h->dash);
}

static void path(buf *out, const shape *h)
{
    BUF_LIT(out, "<path d=\"");
    for (size_t i = 0; i < h->npoints; i++) {
        buf_char(out, i ? 'L' : 'M');
        buf_decimal(out, h->points[i].x, 3);
        buf_char(out, ' ');
        buf_decimal(out, h->points[i].y, 3);
    }
    buf_z(out, h->closed ? "Z\"" : "\"");
}

/* Anchors are left and right; SVG's are start and end of the reading direction, which is told for inline pictures. */
static void label(buf *out, const scene *s, const shape *h, bool alone)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    text_anchor anchor = h->anchor;
    if (s->rtl && !alone && anchor != ANCHOR_MIDDLE) anchor = anchor == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
    BUF_LIT(out, "<text");
    number(out, "x", h->x);
    number(out, "y", h->y);
    number(out, "font-size", h->size);
    if (anchor != ANCHOR_START) buf_fmt(out, " text-anchor=\"%s\"", anchors[anchor]);
    if (h->bold) BUF_LIT(out, " font-weight=\"bold\"");
}

/* Where nobody is told the direction, a mark at the start makes signs and digits follow right-to-left letters. */
static void words(buf *out, str text, bool marked)
{
    buf_char(out, '>');
    if (marked && (unicode_sides(text) & UNICODE_RIGHT)) BUF_LIT(out, "\u200F");
    html_text(out, text);
    BUF_LIT(out, "</text>");
}

/* alone: in a file of its own. */
static void draw(buf *out, const scene *s, str id, const shape *h, bool alone)
{
    switch (h->kind) {
    case SHAPE_RECT:
        BUF_LIT(out, "<rect");
        number(out, "x", h->x);
        number(out, "y", h->y);
        number(out, "width", h->w);
        number(out, "height", h->h);
        break;
    case SHAPE_LINE:
        BUF_LIT(out, "<line");
        number(out, "x1", h->x);
        number(out, "y1", h->y);
        number(out, "x2", h->x + h->w);
        number(out, "y2", h->y + h->h);
        break;
    case SHAPE_PATH:
        path(out, h);
        break;
    case SHAPE_CIRCLE:
        BUF_LIT(out, "<circle");
        number(out, "cx", h->x);
        number(out, "cy", h->y);
        number(out, "r", h->w);
        break;
    case SHAPE_TEXT:
        label(out, s, h, alone);
        break;
    }
    colours(out, id, h);
    if (h->key.n && !alone) {
        BUF_LIT(out, " data-key=\"");
        html_attr(out, h->key);
        buf_char(out, '"');
    }
    if (h->kind != SHAPE_TEXT) {
        BUF_LIT(out, "/>");
        return;
    }
    words(out, h->text, alone && s->rtl);
}

static void alternative(buf *out, const char *element, str id, char letter, str text)
{
    buf_fmt(out, "<%s id=\"%.*s-%c\">", element, STR_ARG(id), letter);
    html_text(out, text);
    buf_fmt(out, "</%s>", element);
}

void html_scene(buf *out, const scene *s, str id)
{
    buf_fmt(out, "<div class=\"defile\" role=\"group\" aria-labelledby=\"%.*s-t\" tabindex=\"0\">", STR_ARG(id));
    buf_fmt(out, "<svg class=\"graphique\" role=\"img\" aria-labelledby=\"%.*s-t%s%.*s%s\" viewBox=\"0 0 ", STR_ARG(id),
            s->description.n ? " " : "", s->description.n ? (int)id.n : 0, id.p, s->description.n ? "-d" : "");
    buf_decimal(out, s->width, 3);
    buf_char(out, ' ');
    buf_decimal(out, s->height, 3);
    buf_char(out, '"');
    number(out, "width", s->width / 3 * 4);
    number(out, "height", s->height / 3 * 4);
    buf_fmt(out, " direction=\"%s\"", s->rtl ? "rtl" : "ltr");
    if (s->lang.n) {
        BUF_LIT(out, " lang=\"");
        html_attr(out, s->lang);
        buf_char(out, '"');
    }
    buf_char(out, '>');
    alternative(out, "title", id, 't', s->title);
    if (s->description.n) alternative(out, "desc", id, 'd', s->description);
    patterns(out, s, id);
    for (const shape *h = s->first; h; h = h->next) draw(out, s, id, h, false);
    BUF_LIT(out, "</svg></div>");
}

static void points(buf *out, const char *name, mpt v)
{
    buf_fmt(out, " %s=\"", name);
    buf_decimal(out, v, 3);
    BUF_LIT(out, "pt\"");
}

void html_scene_file(buf *out, const scene *s, str family)
{
    BUF_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    BUF_LIT(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    buf_decimal(out, s->width, 3);
    buf_char(out, ' ');
    buf_decimal(out, s->height, 3);
    buf_char(out, '"');
    points(out, "width", s->width);
    points(out, "height", s->height);
    BUF_LIT(out, " font-family=\"");
    html_attr(out, family);
    buf_char(out, '"');
    if (s->lang.n) {
        BUF_LIT(out, " xml:lang=\"");
        html_attr(out, s->lang);
        buf_char(out, '"');
    }
    BUF_LIT(out, ">");
    alternative(out, "title", S("g"), 't', s->title);
    if (s->description.n) alternative(out, "desc", S("g"), 'd', s->description);
    patterns(out, s, S("g"));
    for (const shape *h = s->first; h; h = h->next) draw(out, s, S("g"), h, true);
    BUF_LIT(out, "</svg>\n");
}
