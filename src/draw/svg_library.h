/* librsvg and cairo, loaded when the first SVG picture comes: they and the forty libraries below them would cost every run of the program
 * 5 MB and several milliseconds. The types come from their headers, so that the compiler checks each call. */
#ifndef DRAW_SVG_LIBRARY_H
#define DRAW_SVG_LIBRARY_H
#include <cairo-svg.h>
#include <librsvg/rsvg.h>

/* NAME(args) of the libraries is library->NAME(args). */
#define SVG_FUNCTIONS(F) \
    F(rsvg_handle_new_from_data) F(rsvg_handle_set_dpi) F(rsvg_handle_get_intrinsic_size_in_pixels) \
    F(rsvg_handle_get_intrinsic_dimensions) F(rsvg_handle_render_document) F(g_object_unref) F(g_error_free) \
    F(cairo_create) F(cairo_status) F(cairo_destroy) F(cairo_svg_surface_create_for_stream) F(cairo_surface_finish) \
    F(cairo_surface_status) F(cairo_surface_destroy) F(cairo_image_surface_create) F(cairo_surface_write_to_png_stream)

typedef struct svg_library {
#define F(name) __typeof__(name) *name;
    SVG_FUNCTIONS(F)
#undef F
} svg_library;

/* NULL when they can't be loaded. From any thread; they stay loaded. */
const svg_library *svg_library_get(void);
#endif
