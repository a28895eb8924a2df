/* UTF-8: decoding never fails (a bad byte is U+FFFD, one byte long), validity is a question of its own. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include "base/str.h"
#include <stdint.h>

/* The scalar at s.p[*i]; moves *i past it. Requires *i < s.n. */
uint32_t utf8_next(str s, size_t *i);
int utf8_put(char out[4], uint32_t scalar);       /* bytes written, 1 to 4 */
size_t utf8_invalid(str s);                       /* offset of the first bad byte, STR_NONE when all is well */
size_t utf8_count(str s);                         /* scalars */
#endif
