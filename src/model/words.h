/* The catalogue of a language's interface words. The msgid is the French text, which also stands in for a missing
 * translation. Filled by one thread, then read by all. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H
#include "base/arena.h"
#include "base/str.h"
#include "model/plural.h"

typedef struct words words;

words *words_new(arena *a, str lang);
str words_lang(const words *w);
size_t words_count(const words *w);

/* A catalogue keeps the first text given for an id. context "" for none. Nothing is copied. */
void words_put(words *w, str context, str msgid, str text);
/* forms: as many as plural_forms(rule) has, in its order. */
void words_put_plural(words *w, str context, str one, const str *forms, const plural *rule);

str words_get(const words *w, str msgid);          /* msgid itself when there is no translation, or w is NULL */
str words_get_in(const words *w, str context, str msgid);
bool words_has(const words *w, str msgid);
/* The form for n, with its %d still in it. Without a translation: French, where 0 and 1 are singular. */
str words_plural(const words *w, str one, str many, long n);
/* The pattern with its first n %s replaced, in their order; what a translation has beyond them stays as it is. */
str words_fill(arena *a, str pattern, const str *with, size_t n);
/* words_plural with each %d replaced by `number` (n as the language writes it), %% by %. */
str words_count_of(const words *w, arena *a, str one, str many, long n, str number);
#endif
