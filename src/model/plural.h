/* Plural rules as PO files write them: "nplurals=2; plural=(n > 1);". Immutable once parsed. */
#ifndef MODEL_PLURAL_H
#define MODEL_PLURAL_H
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct plural plural;

/* NULL when the line can't be read. Depth of parentheses is limited to 64, the number of forms to 1…16. */
plural *plural_parse(arena *a, str line);
/* The usual rule of a language ("fr", "ar-MA"), in the arena; of one that is not known: singular for 1 alone. */
plural *plural_of(arena *a, str lang);
size_t plural_forms(const plural *p);              /* how many forms, at least 1 */
/* Which form a number takes, below plural_forms; 0 when the rule divides by 0 or gives more. */
size_t plural_form(const plural *p, unsigned long n);
#endif
