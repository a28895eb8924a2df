/* What a chart shows, before it is drawn: made by compute/blocks, drawn by draw/chart into a scene (doc/scene.h).
 * Texts are in the page's language already and numbers carry their formatted text, so that drawing knows neither
 * words nor locales. Lives in an arena. */
#ifndef MODEL_CHART_SPEC_H
#define MODEL_CHART_SPEC_H
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum chart_kind {
    CHART_BARS,                                    /* upright bars, side by side for several series */
    CHART_ROWS,                                    /* lying bars: for many or long labels */
    CHART_LINES,
} chart_kind;

/* missing: nobody knows the number. It isn't zero: no bar, a gap in a line, `text` says so. */
typedef struct chart_value { double number; bool missing; str text; } chart_value;

/* target: an aim to compare with, drawn as a dashed line or a mark, not as a bar. */
typedef struct chart_series { str name; chart_value *values; bool target; } chart_series;

typedef struct chart_spec {
    chart_kind kind;
    str title, description;                        /* the text alternative: both are never empty */
    str x_title, y_title;                          /* names of the axes; "" : none */
    /* "%", "places"; "" : none. The texts of values hold it already when it is "%" */
    str unit;
    str *labels;                                   /* along x, nlabels of them */
    size_t nlabels;
    chart_series *series;                          /* each has nlabels values */
    size_t nseries;
    bool percent;                                  /* numbers are percentages from 0 to 100 */
    int decimals;                                  /* of the numbers on the axis, 0 to 6 */
    uint32_t zero;                                 /* the digit 0; 0: '0' */
    str decimal_mark;                              /* "," or "." or "٫": for the ticks of the axis */
    str group_mark;                                /* between thousands; may be empty */
    str lang;
    bool rtl;                                      /* x runs from right to left */
} chart_spec;
#endif
