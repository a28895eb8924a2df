/* The terms of a text: what a search compares, so that accents, capitals, plurals and articles make no difference. Versioned with the
 * pages that hold them: layouts/assets/recherche.js cuts a reader's question by the same rules, and tests/web/terms.json holds both to
 * them. The rules, in their order:
 *
 *  1. Lower case by Unicode's root rules, then compatibility decomposition (NFKD).
 *  2. Fall: the marks of Latin, Greek, Cyrillic, Arabic, Hebrew and kana (vowel signs of Indic scripts stay), the tatweel, what joins or
 *     separates invisibly. Merge: ß ss, œ oe, æ ae, ø o, đ d, ł l, ı i, ς σ; ى and ی ي, ة ه, ک ك, ٱ ا; digits of other scripts 0…9.
 *  3. A word is a run of letters, marks and numbers, cut after TERM_LENGTH scalars; a single Latin letter (l’, d’) is none. Han and kana,
 *     written without spaces, give each pair of neighbours, or the sign that stands alone.
 *  4. Ends: in fr, en, es, pt a final s (not ss), in fr a final x too (-aux is -al, -eaux is -eau); in de -ern -en -er -es -em -e -n -s
 *     where four letters stay. Arabic: وال بال فال كال لل ال at the head where three letters stay. Other languages: none. */
#ifndef SEARCH_TERMS_H
#define SEARCH_TERMS_H
#include "base/arena.h"
#include "base/vec.h"

enum { TERM_LENGTH = 24 };

typedef VEC(str) term_list;

void terms_of(arena *a, str lang, str text, term_list *out);     /* appended in their order, as often as they occur */
#endif
