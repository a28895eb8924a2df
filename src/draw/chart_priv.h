/* What the files that draw charts share: chart.c has the shapes, the legend and the axes, each chart_*.c a family of charts.
 * x runs in reading direction from the left edge of the drawing; chart_add() and chart_path() move it to its place in the scene, and
 * mirror it for languages that run from right to left. */
#ifndef DRAW_CHART_PRIV_H
#define DRAW_CHART_PRIV_H
#include "draw/chart.h"
#include "draw/scale.h"

enum { INK = 0x1f2937, SOFT = 0x4b5563, RULE = 0xd5dae1, AXIS = 0x6b7280, TRACK = 0xe8ecf1 };
enum { SMALL = 9000, TEXT = 10000, GAP = 6000, LINE_STEP = 13000, PLOT = 190000, SWATCH = 10000, UNKNOWN = 14000 };

typedef struct chart_drawing {
    arena *a;
    const chart_spec *spec;
    const chart_spec *whole;                       /* whose numbers the axis holds: spec, or the chart that this is a small one of */
    scene *s;
    mpt ox, oy;                                    /* where it stands in the scene, before mirroring */
    mpt width, height;                             /* height: set by what draws it */
    mpt top, left, right, bottom;                  /* of the plot */
    mpt inset;                                     /* of the first and last point of a line; of a plot from the labels of rows */
    mpt plot;                                      /* how high an upright plot is */
    bool small;                                    /* one of several: left is given, legend and titles are drawn around them */
    bool bare;                                     /* a small one beside another, whose axis and labels it shares */
    scale axis;
} chart_drawing;

/* --- shapes */

typedef struct chart_look { uint32_t colour; uint8_t pattern; } chart_look;

chart_look chart_look_of(size_t rank);             /* of the series of this rank among those that are no target */
shape *chart_add(chart_drawing *d, shape_kind kind, mpt x, mpt y, mpt w, mpt h);
shape *chart_path(chart_drawing *d, const scene_point *v, size_t n);
shape *chart_box(chart_drawing *d, mpt x, mpt y, mpt w, mpt h, size_t rank);
void chart_empty(chart_drawing *d, mpt x, mpt y, mpt w, mpt h);       /* the place of a number that nobody knows */
void chart_rule(chart_drawing *d, mpt x, mpt y, mpt w, mpt h, uint32_t colour);
void chart_target(chart_drawing *d, mpt x, mpt y, mpt w, mpt h);      /* a dashed line */
void chart_marker(chart_drawing *d, mpt x, mpt y, size_t rank);
void chart_diamond(chart_drawing *d, mpt x, mpt y, mpt r, size_t rank);

/* --- texts */

mpt chart_widest(const str *v, size_t n, mpt size);
str chart_fit(const chart_drawing *d, str s, mpt size, mpt room);     /* shortened with "…" when there is no room for it */
void chart_write(chart_drawing *d, str text, mpt x, mpt y, text_anchor anchor, mpt size, uint32_t colour);
/* On white, so that no line runs through it. */
void chart_plate(chart_drawing *d, str text, mpt x, mpt y, text_anchor anchor, mpt size, uint32_t colour);
/* At the end of the column of labels, on two lines when it is too long for it. */
void chart_row_label(chart_drawing *d, str s, mpt y);
mpt chart_label_room(const chart_drawing *d, mpt most);
/* Gives rows a column for their labels, of two fifths at most: sets left. */
void chart_label_column(chart_drawing *d);

/* --- numbers */

size_t chart_bars_of(const chart_spec *p);         /* series that are no target */
void chart_range(const chart_spec *p, double *low, double *high);     /* low > high: there are none */
mpt chart_value_room(const chart_spec *p);         /* the widest text of a value, and a gap */
mpt chart_level(const chart_drawing *d, double v); /* y */
mpt chart_along(const chart_drawing *d, double v); /* x */

/* --- legend and axes: each takes the y where it begins and gives the next */

typedef enum chart_key_kind { KEY_BOX, KEY_MARKER, KEY_TARGET, KEY_UNKNOWN, KEY_TICK, KEY_DAY, KEY_DIAMOND } chart_key_kind;
typedef struct chart_key { chart_key_kind kind; size_t rank; str text; } chart_key;

mpt chart_keys(chart_drawing *d, mpt y, const chart_key *keys, size_t n);
/* One key for each series when there are several, and one for missing values when boxes stand for them. kind: of series. */
mpt chart_legend(chart_drawing *d, mpt y, chart_key_kind kind, bool boxes);
mpt chart_axis_title(chart_drawing *d, mpt y);
mpt chart_row_titles(chart_drawing *d, mpt y);     /* of lying charts: of their labels and of their numbers, each above its column */
void chart_grid(chart_drawing *d);                 /* horizontal lines with their numbers */
void chart_frame(chart_drawing *d, mpt y, double low, double high, mpt tail);   /* plot and grid of upright charts; tail: room after it */
void chart_finish(chart_drawing *d, mpt y);        /* the title of the x axis, and the height of upright charts */

/* --- families */

void chart_bars(chart_drawing *d);
void chart_rows(chart_drawing *d);
void chart_lines(chart_drawing *d);
void chart_stacked(chart_drawing *d);
void chart_stacked_rows(chart_drawing *d);
void chart_dots(chart_drawing *d);
void chart_progress(chart_drawing *d);
void chart_gantt(chart_drawing *d);
void chart_waffle(chart_drawing *d);
void chart_multiples(chart_drawing *d);

void chart_column_targets(chart_drawing *d, size_t k, mpt left, mpt slot);
bool chart_collide(const chart_drawing *d, mpt plot);                 /* labels of upright bars within this width */
/* 100 cells shared out as the parts are, by the largest remainders; false when the parts have no sum. */
bool chart_waffle_cells(arena *a, const double *parts, size_t n, int *cells);
#endif
