/* Slices of bytes, usually UTF-8. A str owns nothing and need not end in NUL (those that an arena made do). */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct str { const char *p; size_t n; } str;

#define S(lit) ((str){ (lit), sizeof(lit) - 1 })       /* a literal */
#define S_INIT(lit) { (lit), sizeof(lit) - 1 }         /* the same in a static table, which takes constants only */
#define STR_ARG(s) (int)(s).n, (s).p                    /* for "%.*s" */
static const size_t STR_NONE = (size_t)-1;

static inline str str_z(const char *z) { return (str){ z, z ? strlen(z) : 0 }; }
static inline str str_of(const char *p, size_t n) { return (str){ p, n }; }
static inline bool str_empty(str s) { return s.n == 0; }
static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool str_eqz(str a, const char *z) { return str_eq(a, str_z(z)); }
static inline bool str_starts(str s, str with) { return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, with.n) == 0); }
static inline bool str_ends(str s, str with) { return s.n >= with.n && (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, with.n) == 0); }
static inline str str_skip(str s, size_t n) { return n >= s.n ? (str){ s.p + s.n, 0 } : (str){ s.p + n, s.n - n }; }
static inline str str_first(str s, size_t n) { return n >= s.n ? s : (str){ s.p, n }; }

int str_cmp(str a, str b);                        /* by bytes, as memcmp; a prefix comes first */
size_t str_find(str s, char c);                   /* index of the first c, STR_NONE when there is none */
size_t str_rfind(str s, char c);
size_t str_search(str s, str needle);             /* linear time */
str str_trim(str s);                              /* without ASCII white space at both ends */
/* Takes the part up to `sep` off the front of *rest (all of it when there is no sep); false once nothing is left. */
bool str_cut(str *rest, char sep, str *part);
bool str_int(str s, long long *out);              /* whole decimal integer, optional sign; false when it is anything else */
/* Distance of edits (Levenshtein over bytes), at most `limit`+1; for suggestions. */
size_t str_distance(str a, str b, size_t limit);
/* The candidate nearest to s within a third of its length, or an empty str. */
str str_nearest(str s, const str *candidates, size_t n);
#endif
