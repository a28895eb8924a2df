/* Figures that know what they are. A value belongs to a territory, an indicator, a year, a scope, an edition and a source: two values for
 * one such key are a conflict, and the latest edition is the one that is shown. Values that nobody knows are missing, never zero.
 *
 * Built once from the data (indicator_read.c) and by scripts/indicators/ (compute/formulas), then sealed: sorted, and read by all
 * threads. Texts are numbers in one table, so that a value takes 64 bytes; all lives in the arena. */
#ifndef MODEL_INDICATOR_H
#define MODEL_INDICATOR_H
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "doc/value.h"
#include "model/figure.h"

/* What an indicator measures, in the words of public evaluation: the state of things, means spent, what was done, what was reached, what
 * changed for good. */
typedef enum indicator_nature { NATURE_NONE, NATURE_CONTEXT, NATURE_MEANS, NATURE_OUTPUT, NATURE_RESULT, NATURE_IMPACT } indicator_nature;

typedef struct observation {
    uint32_t territory, scope, edition, source;    /* indicators_text() of each; 0: "" — the whole of the site's territory, all of it… */
    int16_t year;                                  /* 0: not said */
    uint8_t decimals;                              /* as written; of a computed value: those that are shown */
    bool known;                                    /* `number` can be computed with: a plain number, or "≈ 20" */
    bool about;                                    /* it is not exact */
    bool computed;
    double number;
    str text;                                      /* as written; "" : computed */
    const source *src;                             /* where it stands; NULL: computed */
    uint32_t off, len;
} observation;

typedef struct indicator_target { int year; str text; double number; bool known; } indicator_target;  /* year 0: not said */

typedef struct indicator {
    str id;                                        /* "places-eaje", "couverture-caf.global" (file and column) */
    const value *label;                            /* text, or texts by language; NULL: the id */
    str was;                                       /* its label before it was renamed; "" : it was not */
    int until;                                     /* the last year of that label; 0: not known */
    str unit;
    indicator_nature nature;
    bool less;                                     /* less of it is better */
    bool tracked;                                  /* someone named it: it has a line of its own in the data, or a script of the site */
    int decimals;                                  /* to show of computed values; -1: not said */
    VEC(indicator_target) targets;                 /* by rising year once sealed */
    indicator_target baseline;                     /* text.n 0: none given, and the first year is it */
    VEC(str) compare;                              /* territories to compare with */
    VEC(observation) all;                          /* sealed: by territory, year, scope, edition; then as in the data */
    const source *src;                             /* where it is named first */
    uint32_t off, len;
} indicator;

typedef struct indicator_territory { str code, name; } indicator_territory;

typedef struct indicators {
    arena *a;
    VEC(indicator *) v;                            /* in the order of the data */
    map *by_id;
    VEC(str) texts;                                /* [0] is "" */
    map *numbers;                                  /* text -> 1 + its rank */
    map *territories;                              /* code -> indicator_territory */
    const struct name_list *renamed;                   /* model/names.h: old ids, labels and scopes go on under the new ones; may be NULL */
} indicators;

indicators *indicators_new(arena *a);
uint32_t indicators_number(indicators *s, str text);               /* the text is copied when it is new */
bool indicators_known(const indicators *s, str text, uint32_t *number);
static inline str indicators_text(const indicators *s, uint32_t number) { return s->texts.v[number]; }

indicator *indicators_find(const indicators *s, str id);           /* NULL: none */
indicator *indicators_add(indicators *s, str id);                  /* found, or new */
str indicators_nearest(const indicators *s, str id);               /* for suggestions; "" : none */
void indicators_name(indicators *s, str code, str name);           /* the first name of a territory is kept */
str indicators_territory(const indicators *s, str code);           /* its name, or its code */

/* Sorts the values of one indicator; to be called after the last of them. */
void indicator_seal(indicator *i);

typedef struct indicator_key { uint32_t territory, scope; int year; } indicator_key;
/* The value of the latest edition (the first in the data of several), or NULL. The indicator is sealed. */
const observation *indicator_at(const indicators *s, const indicator *i, indicator_key key);
/* All values of the key, next to each other: *n of them. */
const observation *indicator_all_at(const indicator *i, indicator_key key, size_t *n);
/* All values of a territory, by year: *n of them. */
const observation *indicator_there(const indicator *i, uint32_t territory, size_t *n);
/* The target for a year: that of the year, else the first one after it, else the last. NULL: none. */
const indicator_target *indicator_target_for(const indicator *i, int year);

/* What is written, as a figure; a computed value as a number, "about" when one of its inputs was. */
figure indicator_figure(arena *a, const observation *o);

bool indicator_nature_parse(str s, indicator_nature *out);         /* French or English, singular or plural; case makes no difference */
const char *indicator_nature_name(indicator_nature n);             /* French msgid; "" : none */
#endif
