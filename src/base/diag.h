/* Diagnostics: what authors are told. Reports are collected from any thread, then printed in one order (file, place, code), so
 * that the same input gives the same messages. The table of codes is codes.def. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include <stdint.h>

/* A file that an author wrote. `path` is relative to the site (NUL-terminated); text may be empty when there is nothing to show. */
typedef struct source { const char *path; str text; } source;

/* A run of bytes in a source; src NULL: no place. len 0: a point. */
typedef struct span { const source *src; uint32_t off, len; } span;
#define NO_SPAN ((span){ NULL, 0, 0 })

typedef enum diag_level { DIAG_OFF, DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } diag_level;
typedef enum diag_format { DIAG_TEXT, DIAG_SHORT, DIAG_JSON } diag_format;

#define CODE(name, level, fixed, message, hint, explanation) name,
typedef enum diag_code {
#include "base/codes.def"
    DIAG_CODE_COUNT
} diag_code;
#undef CODE

typedef struct diag_info { const char *name; diag_level level; bool fixed; const char *message, *hint, *explanation; } diag_info;
const diag_info *diag_info_of(diag_code c);
bool diag_find_code(str name, diag_code *out);    /* "L201", any case */

typedef struct diag diag;
diag *diag_new(void);
void diag_free(diag *d);
void diag_set_strict(diag *d, bool strict);       /* warnings count as errors */
bool diag_set_level(diag *d, diag_code c, diag_level l);   /* false for a code whose level is fixed (PDF/UA) */
/* Files whose path begins so ("content/ar/") have levels of their own. lenient: errors are warnings there, but for fixed ones and those
 * that are set for it. Returns its rank. */
size_t diag_add_area(diag *d, str path, bool lenient);
bool diag_set_level_in(diag *d, size_t area, diag_code c, diag_level l);   /* false as above */

/* Reports code c at a place. The arguments replace {0}, {1}… in the message and the hint; a hint whose argument is "" is left out.
 * Copies what it is given; thread-safe. */
void diag_put(diag *d, diag_code c, span at, size_t n, const char *const *args);
#define DIAG0(d, c, at) diag_put((d), (c), (at), 0, NULL)
#define DIAG(d, c, at, ...) diag_put((d), (c), (at), sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), \
                                     (const char *const[]){ __VA_ARGS__ })

size_t diag_count(diag *d, diag_level l);         /* as they are printed: each once, with levels and --strict applied */
size_t diag_count_code(const diag *d, diag_code c);  /* reports of one code, whatever their level */
/* Prints all that was reported so far, in order, each once; what was printed is forgotten but stays counted. */
void diag_print(diag *d, buf *out, diag_format f);
/* Line and column, from 1; the column counts Unicode scalars. */
void diag_place(span at, size_t *line, size_t *column);
#endif
