/* Where a text may be broken into lines at all, after Unicode's line breaking rules (UAX 14) by ICU. */
#ifndef TYPE_CHANCE_H
#define TYPE_CHANCE_H
#include "base/str.h"
#include <stdint.h>

typedef struct chances chances;

chances *chances_new(void);                       /* for one thread */
void chances_free(chances *c);
/* Sets may[i] to 1 where a line may end before byte i of text, for 0 < i < text.n; may has text.n bytes, all 0. */
void chances_mark(chances *c, str text, str lang, uint8_t *may);
#endif
