#include "draw/svg.h"
#include "base/buf.h"
#include "base/lang.h"
#include "draw/svg_read.h"
#include <cairo-svg.h>
#include <librsvg/rsvg.h>
#include <math.h>

enum {
    MOST_PIXELS = 4000,        /* of a side */
    MOST_UNITS = 14400,        /* of a side, in SVG's pixels: 150 inches, no page is wider */
    DEFAULT_SIDE = 300,        /* of a picture that has no size of its own, in SVG's pixels */
    CANVAS = 2000,             /* longer side of what cairo writes: it tells places to 1/256 */
    MOST_BYTES = 64 << 20,     /* of it */
    MOST_TRACED = 20 << 20     /* bytes of a file: what is longer would take gigabytes of memory */
};
static const double DPI = 300, SVG_DPI = 96;

typedef struct natural { double w, h; } natural;

/* In SVG's pixels: the size it gives, else that of its view box, else a square. */
static natural size_of(RsvgHandle *h)
{
    gboolean has_w, has_h, has_box;
    RsvgLength lw, lh;
    RsvgRectangle box;
    natural o;
    if (rsvg_handle_get_intrinsic_size_in_pixels(h, &o.w, &o.h) && o.w >= 1 && o.h >= 1) return o;
    rsvg_handle_get_intrinsic_dimensions(h, &has_w, &lw, &has_h, &lh, &has_box, &box);
    o.w = has_box && box.width >= 1 ? box.width : DEFAULT_SIDE;
    o.h = has_box && box.height >= 1 ? box.height : DEFAULT_SIDE;
    return o;
}

static RsvgHandle *open_svg(str svg, GError **e)
{
    RsvgHandle *h = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, e);
    if (h) rsvg_handle_set_dpi(h, SVG_DPI);
    return h;
}

/* Draws on a surface, which is given back. */
static bool render(RsvgHandle *h, cairo_surface_t *s, double w, double height, GError **e)
{
    cairo_t *c = cairo_create(s);
    RsvgRectangle all = { 0, 0, w, height };
    bool ok = rsvg_handle_render_document(h, c, &all, e) && cairo_status(c) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(c);
    return ok;
}

/* --- vectors */

static cairo_status_t put_some(void *out, const unsigned char *bytes, unsigned n)
{
    buf *b = out;
    if (b->n + n > MOST_BYTES) return CAIRO_STATUS_WRITE_ERROR;
    buf_put(b, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static mpt on_paper(double pixels) { return (mpt)fmax(1, round(pixels * 72000 / SVG_DPI)); }

static drawing *trace(arena *a, RsvgHandle *h, str *why)
{
    natural o = size_of(h);
    buf text = { 0 };
    double enlarged = CANVAS / fmax(o.w, o.h), w = fmax(1, o.w * enlarged), tall = fmax(1, o.h * enlarged);
    cairo_surface_t *s = cairo_svg_surface_create_for_stream(put_some, &text, w, tall);
    bool rendered = render(h, s, w, tall, NULL);
    cairo_surface_finish(s);
    bool whole = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    drawing *d = NULL;
    if (rendered && whole) d = svg_read(a, buf_view(&text), w, tall, on_paper(fmin(o.w, MOST_UNITS)) / w, why);
    else *why = str_z(rendered ? _("it is too large") : _("librsvg can’t draw it as vectors"));
    buf_free(&text);
    return d;
}

drawing *svg_trace(arena *a, str svg, str *why)
{
    if (svg.n > MOST_TRACED) {
        *why = str_z(_("it is too large"));
        return NULL;
    }
    RsvgHandle *h = open_svg(svg, NULL);
    *why = S("");
    if (!h) return NULL;
    drawing *d = trace(a, h, why);
    g_object_unref(h);
    return d;
}

/* --- pixels */

static cairo_status_t put(void *out, const unsigned char *bytes, unsigned n)
{
    buf_put(out, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static bool paint(RsvgHandle *h, natural o, buf *out, GError **e)
{
    double scale = fmin(DPI / SVG_DPI, MOST_PIXELS / fmax(o.w, o.h));
    int w = (int)fmax(1, ceil(o.w * scale)), tall = (int)fmax(1, ceil(o.h * scale));
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, tall);
    bool ok = render(h, s, w, tall, e) && cairo_surface_write_to_png_stream(s, put, out) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    return ok;
}

bool svg_draw(arena *a, str svg, str *png, mpt *width, str *why)
{
    GError *e = NULL;
    RsvgHandle *h = open_svg(svg, &e);
    buf out = { 0 };
    bool ok = false;
    if (h) {
        natural o = size_of(h);
        ok = paint(h, o, &out, &e);
        *width = on_paper(fmin(o.w, MOST_UNITS));
        g_object_unref(h);
    }
    *why = arena_fmt(a, "%s", e ? e->message : "");
    if (e) g_error_free(e);
    *png = ok ? buf_take(&out, a) : S("");
    buf_free(&out);
    return ok;
}
