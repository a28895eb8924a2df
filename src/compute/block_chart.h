/* What a chart is made of while it is: shared by block_chart.c and block_gantt.c. */
#ifndef COMPUTE_BLOCK_CHART_H
#define COMPUTE_BLOCK_CHART_H
#include "compute/block_data_priv.h"

typedef struct block_chart {
    block_data *b;
    const rows *r;
    chart_spec *spec;
    const dataset_column *x, *split;               /* split: its values are the series; or NULL */
    const dataset_column *by;                      /* a small chart for each of its values; or NULL */
    columns y, low, high;                          /* low and high: as many as y, or none */
    const dataset_column *target, *start;
    const dataset_column *from, *to;               /* of a chart of time */
    map *labels, *names;                           /* of rows and series: 1 + place */
} block_chart;

/* The place of a text among those known so far; a new one comes last. */
size_t block_chart_place(arena *a, map *known, str text);
/* Spans and axis of a chart of time. False after a message, when nothing can be drawn. */
bool block_chart_time(block_chart *m);
#endif
