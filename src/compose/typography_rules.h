/* The typography of a language, on text alone: where quotes, apostrophes, spaces and ordinals are other than they were typed. Facts: CLDR
 * for quotes; for French the usage of the Imprimerie nationale. Text that is right already gets no edit, so that all may be done twice. */
#ifndef COMPOSE_TYPOGRAPHY_RULES_H
#define COMPOSE_TYPOGRAPHY_RULES_H
#include "base/arena.h"
#include "base/vec.h"
#include <stdbool.h>

typedef struct typography_rules {
    str lang;
    bool french;               /* spaces before ; : ! ? and within « », raised ordinals */
    str open[2], close[2];     /* quotes, and quotes within quotes, with their spaces */
    str inner;                 /* French: the space within « » */
    const char *const *titles; /* words that stay with the name or number after them ("Mme", "n°"); ends with NULL */
} typography_rules;

/* thin: French guillemets have narrow spaces (U+202F), else full ones (U+00A0). */
typography_rules typography_rules_of(arena *a, str lang, bool thin);

/* A stretch of a text in one language, up to `end`; rules NULL: left as it is (code). */
typedef struct typography_stretch { size_t end; const typography_rules *rules; } typography_stretch;

/* Puts `put` in the place of `len` bytes; raised: as a superscript. In order, none over another. */
typedef struct typography_edit { size_t at, len; str put; bool raised; } typography_edit;
typedef VEC(typography_edit) typography_edits;

/* stretches: in order, the last one ends at text.n. Time: linear. */
void typography_find(arena *a, str text, const typography_stretch *stretches, typography_edits *out);
#endif
