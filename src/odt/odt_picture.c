#include "base/unicode.h"
#include "doc/picture.h"
#include "odt/odt_priv.h"

enum { MPT_PER_PIXEL = 500 };                      /* natural size: 144 pixels an inch, as in the PDF */

typedef struct size { mpt w, h; } size;

static mpt scale(mpt v, int64_t num, int64_t den) { return (mpt)(((int64_t)v * num + den / 2) / (den > 0 ? den : 1)); }

/* --- files of the package */

static str keep(odt_writer *w, str bytes, const char *ending, const char *type)
{
    size_t known = (size_t)(uintptr_t)map_get(w->known, bytes);
    if (known) return w->files.v[known - 1].path;
    str path = arena_fmt(w->a, "Pictures/image%zu.%s", w->files.n + 1, ending);
    VEC_PUSH(w->a, &w->files, (odt_file){ path, str_z(type), bytes });
    map_put(w->known, bytes, (void *)(uintptr_t)w->files.n);
    return path;
}

static void put_image(odt_writer *w, str path, const char *type)
{
    odt_open(&w->x, "draw:image");
    odt_attr(&w->x, "xlink:href", path);
    odt_attrz(&w->x, "xlink:type", "simple");
    odt_attrz(&w->x, "xlink:show", "embed");
    odt_attrz(&w->x, "xlink:actuate", "onLoad");
    odt_attrz(&w->x, "draw:mime-type", type);
    odt_close(&w->x);
}

/* The first one that a program knows is shown. LibreOffice sets the text of an SVG without regard to its direction:
 * what holds right-to-left letters is told by pixels alone. */
static void put_svg(odt_writer *w, str svg)
{
    str png = w->o->png ? w->o->png(w->o->ctx, w->a, svg) : S("");
    if (png.n == 0 || !(unicode_sides(svg) & UNICODE_RIGHT))
        put_image(w, keep(w, svg, "svg", "image/svg+xml"), "image/svg+xml");
    if (png.n) put_image(w, keep(w, png, "png", "image/png"), "image/png");
}

/* --- size */

static bool natural_size(const flow *f, size *o)
{
    picture_info info;
    if (f->graphic || f->drawing) {
        mpt w = f->graphic ? f->graphic->width : f->drawing->width;
        mpt h = f->graphic ? f->graphic->height : f->drawing->height;
        *o = (size){ w, h };
        return o->w > 0 && o->h > 0;
    }
    if (!picture_read(f->bytes, &info) || (info.kind != PICTURE_PNG && info.kind != PICTURE_JPEG)) return false;
    if (info.width < 1 || info.height < 1 || info.width > INT32_MAX / MPT_PER_PIXEL ||
        info.height > INT32_MAX / MPT_PER_PIXEL)
        return false;
    *o = (size){ info.width * MPT_PER_PIXEL, info.height * MPT_PER_PIXEL };
    return true;
}

static size fit(const odt_writer *w, const flow *f, size natural)
{
    const flow_page *p = &w->b->page;
    mpt tallest = (p->height - p->top - p->bottom) * 9 / 10;
    size o = natural;
    if (f->width > 0) o = (size){ f->width, scale(natural.h, f->width, natural.w) };
    else if (f->height > 0) o = (size){ scale(natural.w, f->height, natural.h), f->height };
    if (o.w > w->room) o = (size){ w->room, scale(o.h, w->room, o.w) };
    if (o.h > tallest) o = (size){ scale(o.w, tallest, o.h), tallest };
    return (size){ o.w > 0 ? o.w : 1, o.h > 0 ? o.h : 1 };
}

/* --- frames */

/* A decoration says so (an extension of LibreOffice's that ODF 1.4 takes over); it has no text. */
static str frame_style(odt_writer *w, bool decorative)
{
    return decorative ? odt_style(w, "graphic", "Frame", "Graphics", NULL,
                                  S("<style:graphic-properties loext:decorative=\"true\"/>"))
                      : S("Graphics");
}

static void alternative(odt_writer *w, const flow *f)
{
    str title = f->graphic ? f->graphic->title : S(""), said = f->graphic ? f->graphic->description : f->alt;
    if (f->artifact) return;
    if (title.n) odt_leaf(&w->x, "svg:title", title);
    if (said.n) odt_leaf(&w->x, "svg:desc", said);
}

static void frame(odt_writer *w, const flow *f, size o)
{
    picture_info info = { 0 };
    odt_open(&w->x, "draw:frame");
    odt_attr(&w->x, "draw:style-name", frame_style(w, f->artifact));
    odt_attr(&w->x, "draw:name", arena_fmt(w->a, "Picture%u", ++w->counts['i']));
    odt_attrz(&w->x, "text:anchor-type", "as-char");
    odt_attr_length(&w->x, "svg:width", o.w);
    odt_attr_length(&w->x, "svg:height", o.h);
    if (f->graphic) put_svg(w, w->o->svg(w->o->ctx, w->a, f->graphic));
    else if (f->drawing) put_svg(w, f->bytes);
    else if (picture_read(f->bytes, &info) && info.kind == PICTURE_PNG)
        put_image(w, keep(w, f->bytes, "png", "image/png"), "image/png");
    else put_image(w, keep(w, f->bytes, "jpg", "image/jpeg"), "image/jpeg");
    alternative(w, f);
    odt_close(&w->x);
}

void odt_picture(odt_writer *w, const flow *f)
{
    size natural;
    str outside = w->lang;
    bool shown = natural_size(f, &natural) && !(f->drawing && f->bytes.n == 0) && !(f->graphic && !w->o->svg);
    if (f->lang.n) w->lang = f->lang;
    if (f->caption && !f->caption_below) odt_caption(w, f, "Figure");
    if (shown) {
        w->lang = w->b->lang;                      /* a frame has no direction of its own: see "Picture" */
        odt_paragraph(w, NULL, f->caption && f->caption_below ? "Picture_20_with_20_legend" : "Picture");
        frame(w, f, fit(w, f, natural));
        odt_close(&w->x);
        w->lang = f->lang.n ? f->lang : outside;
    } else if (!f->artifact && (f->alt.n || f->graphic)) {
        odt_line_of(w, "Source", f->graphic ? f->graphic->title : f->alt);
    }
    if (f->caption && f->caption_below) odt_caption(w, f, "Legend");
    w->lang = outside;
}
