/* A table of data with a meaning: columns have an id, a label, a type; rows are maps from id to cell. What a script
 * of scripts/tables/ gives back, or what plain data (a list of maps, as CSV, JSON and XML give) amounts to.
 * Immutable; lives in the arena it was read into.
 *
 * The shape that scripts give (all texts are a string, or a map by language {fr = "…", en = "…"}):
 *
 *     { title = "Taux de couverture", source = "Observatoire, 2023", note = "…",
 *       columns = { { id = "code", label = "Code", type = "text" },
 *                   { id = "taux", label = { fr = "Taux", en = "Rate" }, type = "percent", decimals = 1 } },
 *       rows = { { code = "99001", taux = 54.2 }, { code = "99002" } } }
 *
 * type: text (the default), number, percent (54.2 is 54,2 %), integer, year, figure (a text that is written already). decimals: 0 to 6;
 * when left out,
 * 1 for percentages, at most 1 for numbers.
 * A column of numbers may hold figures that say less than a number: "≈ 20", "3 à 4", "plus de 100", "nd" (model/figure.h).
 * link = "key" on a column: its cells are links to the address that the row has under that key.
 * A cell may be a list of texts: shown as a list, exported with commas.
 * Without `columns` they are the keys of the rows. A cell that is nil, null or an empty text is missing: never zero. */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "doc/value.h"
#include "model/figure.h"

/* COLUMN_FIGURE: texts that a script has written already ("64 %", "≈ 20 places"), set as numbers are. */
typedef enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_PERCENT, COLUMN_INTEGER, COLUMN_YEAR, COLUMN_FIGURE } column_type;

static inline bool column_counts(column_type t) { return t == COLUMN_NUMBER || t == COLUMN_PERCENT || t == COLUMN_INTEGER; }
static inline bool column_reads(column_type t) { return t == COLUMN_TEXT || t == COLUMN_FIGURE; }      /* cells are texts */

/* decimals: at most; least: at least, so that a whole number in a column without a given number of decimals is written without. */
typedef struct dataset_column {
    str id;
    const value *label;
    column_type type;
    int decimals, least;
    str link;                                      /* a key of the rows: the address that the cell leads to, as pages write it; "": none */
} dataset_column;

typedef struct dataset {
    str name;
    const value *title, *source, *note;            /* string, map by language, or NULL */
    dataset_column *columns;
    size_t ncolumns;
    const value **rows;                            /* maps */
    size_t nrows;
    const value *value;                            /* what it was read from */
    const source *src;                             /* the file that offsets of its values are in; NULL: computed */
    bool computed;                                 /* by a script */
    bool as_table, as_geo;                         /* published in output/data/: as CSV, JSON and XML; as GeoJSON */
} dataset;

/* Checks what a script gave. NULL after a diagnostic (S504, at `at`) when it isn't of the documented shape. */
dataset *dataset_from_script(arena *a, str name, const value *v, span at, diag *d);
/* Plain data as a dataset: a list of maps, or a map with one such list in it. NULL when it is anything else. Columns
 * are the keys of the first rows in their order; one whose every cell is a number is a number column, unless it has
 * leading zeros (codes). */
dataset *dataset_from_value(arena *a, str name, const value *v);

/* What a first line "# … Source : who. …" of a CSV file says; "" : nothing. A slice of the text. */
str dataset_said_source(const source *src);
bool dataset_is_outlines(const dataset *t);                       /* read from a .geojson file */
const dataset_column *dataset_find(const dataset *t, str id);     /* NULL when there is none */
const value *dataset_cell(const dataset *t, size_t row, str id);  /* NULL: missing */
/* A cell as a number: a number, or a text such as "12.5", "12,5", "1 234". False when it is something else or missing.
 * */
bool dataset_number(const value *cell, double *out);
bool dataset_parse(str s, double *out);                           /* the same for a text */
bool dataset_parse_euros(str s, double *out);                     /* the same, before the sign of the euro or without it */
/* A text cell that is a figure without being a plain number: "≈ 20", "3 à 4", "plus de 100", "nd". False for any other. */
bool dataset_figure(arena *a, const value *cell, figure *out);
/* A number that can be drawn: one, or "≈ 20". Of "3 à 4" and "plus de 100" only the words are sure. */
bool dataset_amount(arena *a, const value *cell, double *out);
/* A cell as bare text, numbers with a point and without groups, several texts with commas; "" when missing. */
str dataset_plain(arena *a, const value *cell);
/* A text by language: the string itself, else the language's, else the first there is; "" for NULL. */
str dataset_text(const value *v, str lang);

#endif
