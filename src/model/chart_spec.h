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
    CHART_STACKED,                                 /* upright bars, the series on top of each other */
    CHART_STACKED_ROWS,
    CHART_DOTS,                                    /* one row for each label, a dot for each series */
    CHART_PROGRESS,                                /* one row for each label, from where it began to its target */
    CHART_GANTT,                                   /* one row for each label, its spans on an axis of time */
    CHART_WAFFLE,                                  /* the parts of a whole as 100 cells, for each label */
} chart_kind;

/* missing: nobody knows the number. It isn't zero: no bar, a gap in a line, `text` says so. ranged: it lies between low and high,
 * be it known by itself (not missing) or not ("3 to 4": missing). */
typedef struct chart_value { double number; bool missing, ranged; double low, high; str text; } chart_value;

/* target: an aim to compare with, drawn as a dashed line or a mark, not as a bar. */
typedef struct chart_series { str name; chart_value *values; bool target; } chart_series;

/* GANTT: from `from` to the day before `to`, as days since 1970 (model/day.h). */
typedef enum chart_span_kind {
    CHART_SPAN,
    CHART_MILESTONE,                               /* a diamond in the middle of its days */
    CHART_SPAN_OPEN,                               /* only its end is known */
    CHART_SPAN_UNKNOWN,                            /* no day is known */
} chart_span_kind;
typedef struct chart_span { chart_span_kind kind; size_t label, series; int32_t from, to; } chart_span;

/* A stretch of the axis of time begins here: a year (major), or a month or quarter of it. */
typedef struct chart_tick { int32_t day; bool major; str text; } chart_tick;

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
    str missing;                                   /* what stands for a number that nobody knows */
    /* STACKED: the text of each label's sum, "" where none can be given; NULL: none is shown */
    str *totals;
    bool share;                                    /* STACKED: the numbers of each label are percentages of their sum */
    /* Small charts of this one's kind, labels, series and axes, each with its title; this one's own numbers aren't drawn then. */
    struct chart_spec *panels;
    size_t npanels;
    chart_value *starts;                           /* PROGRESS: where each label began; NULL: at zero */
    str start_name, behind, beyond;                /* PROGRESS: what the legend says of it, of going backwards, of passing the target */
    chart_span *spans;                             /* GANTT */
    size_t nspans;
    chart_tick *ticks;                             /* GANTT: rising */
    size_t nticks;
    int32_t first_day, last_day, today;            /* GANTT: the axis; a day to mark when it has a text */
    str today_text, milestone;                     /* milestone: what the legend says of one */
    bool percent;                                  /* numbers are percentages from 0 to 100 */
    int decimals;                                  /* of the numbers on the axis, 0 to 6 */
    uint32_t zero;                                 /* the digit 0; 0: '0' */
    str decimal_mark;                              /* "," or "." or "٫": for the ticks of the axis */
    str group_mark;                                /* between thousands; may be empty */
    str lang;
    bool rtl;                                      /* x runs from right to left */
} chart_spec;
#endif
