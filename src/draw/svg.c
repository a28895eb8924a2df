#include "draw/svg.h"
#include "base/buf.h"
#include <librsvg/rsvg.h>
#include <math.h>

enum {
    MOST_PIXELS = 4000,
    DEFAULT_SIDE = 300
}; /* of a side; of a picture that has no size of its own, in SVG's pixels */
static const double DPI = 300, SVG_DPI = 96;

static cairo_status_t put(void *out, const unsigned char *bytes, unsigned n)
{
    buf_put(out, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* In SVG's pixels: the size it gives, else that of its view box, else a square. */
static void find_size(RsvgHandle *h, double *w, double *height)
{
    gboolean has_w, has_h, has_box;
    RsvgLength lw, lh;
    RsvgRectangle box;
    if (rsvg_handle_get_intrinsic_size_in_pixels(h, w, height) && *w >= 1 && *height >= 1) return;
    rsvg_handle_get_intrinsic_dimensions(h, &has_w, &lw, &has_h, &lh, &has_box, &box);
    *w = has_box && box.width >= 1 ? box.width : DEFAULT_SIDE;
    *height = has_box && box.height >= 1 ? box.height : DEFAULT_SIDE;
}

static bool render(RsvgHandle *h, int w, int height, buf *out, GError **e)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, height);
    cairo_t *c = cairo_create(s);
    RsvgRectangle all = { 0, 0, w, height };
    bool ok = rsvg_handle_render_document(h, c, &all, e) && cairo_status(c) == CAIRO_STATUS_SUCCESS &&
              cairo_surface_write_to_png_stream(s, put, out) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(c);
    cairo_surface_destroy(s);
    return ok;
}

bool svg_draw(arena *a, str svg, str *png, mpt *width, mpt *height, str *why)
{
    GError *e = NULL;
    RsvgHandle *h = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, &e);
    buf out = { 0 };
    bool ok = h != NULL;
    if (ok) {
        double w, tall;
        rsvg_handle_set_dpi(h, SVG_DPI);
        find_size(h, &w, &tall);
        double scale = fmin(DPI / SVG_DPI, MOST_PIXELS / fmax(w, tall));
        ok = render(h, (int)fmax(1, ceil(w * scale)), (int)fmax(1, ceil(tall * scale)), &out, &e);
        w = fmin(w, 14400);                        /* 150 inches: no page is wider */
        tall = fmin(tall, 14400);
        *width = (mpt)lround(w * 72000 / SVG_DPI);
        *height = (mpt)lround(tall * 72000 / SVG_DPI);
        g_object_unref(h);
    }
    *why = arena_fmt(a, "%s", e ? e->message : "");
    if (e) g_error_free(e);
    *png = ok ? buf_take(&out, a) : S("");
    buf_free(&out);
    return ok;
}
