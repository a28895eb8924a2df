/* Opening hours in the words of a language, one row for the days that have the same: "du lundi au vendredi", "7 h 30 à 18 h 30". */
#ifndef MODEL_HOURS_SHOW_H
#define MODEL_HOURS_SHOW_H
#include "model/hours.h"
#include "model/locale.h"
#include "model/words.h"

/* usual: the days of the week for which `rule` holds all year; 0 for what holds in some weeks, months or holidays only. */
typedef struct hours_row { str days, times; const hours_rule *rule; uint8_t usual; } hours_row;

/* First the week from Monday on, without the days that are off; then what holds at times only, in the order of the text. */
hours_row *hours_show(arena *a, const hours *h, locale *l, const words *w, size_t *n);
#endif
