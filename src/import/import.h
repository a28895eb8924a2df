/* Tables that others publish, known by the names of their columns, in the site's own form (content/data/). What is known, with all names
 * that a column goes by, stands in shapes.c. A row that can't be read is reported and left out; it never loses the file. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H
#include "base/diag.h"
#include "base/vec.h"
#include "doc/value.h"

typedef enum import_type { IMPORT_TEXT, IMPORT_CODE, IMPORT_NUMBER, IMPORT_COORDINATE } import_type;

/* from: names, plain (unicode_plain) and separated by '|'; '*' stands for the level ("com", "epci"…). "" : made by the import itself. */
typedef struct import_column { const char *to, *from; import_type type; } import_column;

/* A level of territory, by the columns that hold its code and name. least, most: length of a code; digits: it holds nothing else. */
typedef struct import_level {
    const char *name;          /* "commune" */
    const char *suffixes;      /* what '*' may be: "com|comm|commune" */
    const char *code, *title;  /* names of the columns, as in import_column.from; NULL: there is none (the whole country) */
    uint8_t least, most;
    bool digits;
    const char *example;
} import_level;

typedef struct import_shape {
    const char *file;          /* name of the file in content/data/, without its ending */
    const char *title, *source;/* translatable; said to the user, and in the column `source` */
    const char *needs;         /* names of columns, one of which must be there, besides a level's code */
    const import_level *levels;
    size_t nlevels;
    bool by_year;              /* each row belongs to a year */
    const import_column *columns;
    size_t ncolumns;
} import_shape;

extern const import_shape import_shapes[];
extern const size_t import_nshapes;

typedef struct import_table {
    const import_shape *shape;
    const import_level *level;
    VEC(str) columns;          /* of the result */
    VEC(str *) rows;           /* cells in the order of columns; "" : not known */
    VEC(str) unused;           /* columns of the file that the form has no place for */
    size_t left_out, padded;   /* rows that could not be read; codes that got their zero back */
    size_t elsewhere;          /* rows whose code begins with none of those asked for */
} import_table;

/* rows: what a CSV file holds, a list of maps of texts, with offsets in src. name: the file's, for its year. codes: beginnings of the
 * codes to take; none: all. NULL when the table is none that is known; nothing is reported then. Lives in a. */
import_table *import_rows(arena *a, const value *rows, const source *src, str name, const str *codes, size_t ncodes,
                          diag *d);
#endif
