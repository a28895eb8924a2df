/* Where words may be divided, by the patterns of libhyphen. Dictionaries are those of Debian's hyphen-* packages; each is loaded once.
 * Thread-safe. */
#ifndef TYPE_HYPHEN_H
#define TYPE_HYPHEN_H
#include "base/arena.h"
#include "base/str.h"
#include <stdint.h>

typedef struct hyphen_set hyphen_set;
typedef struct hyphen_dict hyphen_dict;

hyphen_set *hyphen_set_new(void);
void hyphen_set_free(hyphen_set *s);
/* The patterns of a language ("fr", "de-AT"); NULL when no dictionary is installed. Lives as long as the set. */
hyphen_dict *hyphen_for(hyphen_set *s, str lang);
/* The Debian package of a language's patterns; "" when there is none. */
str hyphen_package(arena *a, str lang);
/* Byte offsets within text, increasing, at which it may be divided with a hyphen added: at least two letters before, three after, in a
 * word of five letters or more; not in a word with a digit or with a capital after its first letter, nor, in French, between two
 * vowels. text: any run without spaces. Returns their number; *out lives in the arena. */
size_t hyphen_points(hyphen_dict *d, arena *a, str text, uint16_t **out);
#endif
