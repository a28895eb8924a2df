/* What Unicode says of text, by ICU: normal forms, letters, identifiers. Results live in the arena. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H
#include "base/arena.h"
#include <stdint.h>

str unicode_nfc(arena *a, str s);                 /* s itself when it is in NFC already */
bool unicode_is_word(uint32_t scalar);            /* letter, mark or number */
bool unicode_is_digit(uint32_t scalar);           /* of any script */
/* The text with the digits that follow `zero` for 0…9; the text itself when zero is 0 or '0'. */
str unicode_digits(arena *a, str text, uint32_t zero);
/* An id from a heading's text: NFC, lower case by the root locale, letters, marks and digits kept, runs of anything else are one hyphen. */
str unicode_id(arena *a, str text);
/* Lower case by the root locale, then compatibility decomposition (NFKD): what texts are compared by. */
str unicode_fold(arena *a, str text);
/* The letters and digits of a text, small and without accents, for names that are compared: "Taux de couv." is "tauxdecouv". */
str unicode_plain(arena *a, str text);
/* The directions of a text's letters: UNICODE_LEFT (left to right), UNICODE_RIGHT, both or none. Digits and signs have none. */
enum { UNICODE_LEFT = 1, UNICODE_RIGHT = 2 };
unsigned unicode_sides(str s);
/* The letter under which an index lists a text: its first letter or digit, capital and without accents; "" when it has none. */
str unicode_initial(arena *a, str text);
size_t unicode_columns(str s);                    /* width in a terminal: wide East Asian scalars count two, marks none */
#endif
