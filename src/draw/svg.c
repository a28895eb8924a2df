#include "draw/svg.h"
#include "base/buf.h"
#include "base/lang.h"
#include "draw/svg_library.h"
#include "draw/svg_read.h"
#include <math.h>

enum {
    MOST_PIXELS = 4000,        /* of a side */
    MOST_UNITS = 14400,        /* of a side, in SVG's pixels: 150 inches, no page is wider */
    DEFAULT_SIDE = 300,        /* of a picture that has no size of its own, in SVG's pixels */
    CANVAS = 2000,             /* longer side of what cairo writes: it tells places to 1/256 */
    MOST_BYTES = 64 << 20,     /* of it */
    MOST_TRACED = 20 << 20     /* bytes of a file: what is longer would take gigabytes of memory */
};
static const double SVG_DPI = 96;

static const char *not_there(void) { return _("librsvg isn’t installed"); }

typedef struct natural { double w, h; } natural;

/* In SVG's pixels: the size it gives, else that of its view box, else a square. */
static natural size_of(const svg_library *lib, RsvgHandle *h)
{
    gboolean has_w, has_h, has_box;
    RsvgLength lw, lh;
    RsvgRectangle box;
    natural o;
    if (lib->rsvg_handle_get_intrinsic_size_in_pixels(h, &o.w, &o.h) && o.w >= 1 && o.h >= 1) return o;
    lib->rsvg_handle_get_intrinsic_dimensions(h, &has_w, &lw, &has_h, &lh, &has_box, &box);
    o.w = has_box && box.width >= 1 ? box.width : DEFAULT_SIDE;
    o.h = has_box && box.height >= 1 ? box.height : DEFAULT_SIDE;
    return o;
}

static RsvgHandle *open_svg(const svg_library *lib, str svg, GError **e)
{
    RsvgHandle *h = lib->rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, e);
    if (h) lib->rsvg_handle_set_dpi(h, SVG_DPI);
    return h;
}

/* Draws on a surface, which is given back. */
static bool render(const svg_library *lib, RsvgHandle *h, cairo_surface_t *s, double w, double height, GError **e)
{
    cairo_t *c = lib->cairo_create(s);
    RsvgRectangle all = { 0, 0, w, height };
    bool ok = lib->rsvg_handle_render_document(h, c, &all, e) && lib->cairo_status(c) == CAIRO_STATUS_SUCCESS;
    lib->cairo_destroy(c);
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

static drawing *trace(const svg_library *lib, arena *a, RsvgHandle *h, str *why)
{
    natural o = size_of(lib, h);
    buf text = { 0 };
    double enlarged = CANVAS / fmax(o.w, o.h), w = fmax(1, o.w * enlarged), tall = fmax(1, o.h * enlarged);
    cairo_surface_t *s = lib->cairo_svg_surface_create_for_stream(put_some, &text, w, tall);
    bool rendered = render(lib, h, s, w, tall, NULL);
    lib->cairo_surface_finish(s);
    bool whole = lib->cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
    lib->cairo_surface_destroy(s);
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
    const svg_library *lib = svg_library_get();
    RsvgHandle *h = lib ? open_svg(lib, svg, NULL) : NULL;
    *why = lib ? S("") : str_z(not_there());
    if (!h) return NULL;
    drawing *d = trace(lib, a, h, why);
    lib->g_object_unref(h);
    return d;
}

/* --- pixels */

static cairo_status_t put(void *out, const unsigned char *bytes, unsigned n)
{
    buf_put(out, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static bool paint(const svg_library *lib, RsvgHandle *h, natural o, double dpi, buf *out, GError **e)
{
    double scale = fmin(dpi / SVG_DPI, MOST_PIXELS / fmax(o.w, o.h));
    int w = (int)fmax(1, ceil(o.w * scale)), tall = (int)fmax(1, ceil(o.h * scale));
    cairo_surface_t *s = lib->cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, tall);
    bool ok = render(lib, h, s, w, tall, e) &&
              lib->cairo_surface_write_to_png_stream(s, put, out) == CAIRO_STATUS_SUCCESS;
    lib->cairo_surface_destroy(s);
    return ok;
}

bool svg_draw(arena *a, str svg, double dpi, str *png, mpt *width, str *why)
{
    const svg_library *lib = svg_library_get();
    GError *e = NULL;
    RsvgHandle *h = lib ? open_svg(lib, svg, &e) : NULL;
    buf out = { 0 };
    bool ok = false;
    if (h) {
        natural o = size_of(lib, h);
        ok = paint(lib, h, o, dpi, &out, &e);
        *width = on_paper(fmin(o.w, MOST_UNITS));
        lib->g_object_unref(h);
    }
    *why = arena_fmt(a, "%s", e ? e->message : lib ? "" : not_there());
    if (e) lib->g_error_free(e);
    *png = ok ? buf_take(&out, a) : S("");
    buf_free(&out);
    return ok;
}
