/* A figure as documents write it: "69,9 % (2021)", "≈ 20", "3 à 4", "plus de 100 par forum", "de 81,3 % en 2017 à 92,5 % en 2023",
 * "300 places d’ici 2026". It says what it is: exact, about, a range, a target, or missing; it is never made more certain than its text.
 * The text itself is kept: what the grammar does not know stays readable, and is no number.
 *
 * Grammar (French; any kind of space; ' and ’ are one; case makes no difference):
 *
 *     figure  := missing | change | [sense] amount [unit] rest*
 *     missing := "" | "-" | "–" | "—" | "nd" | "n.d." | "nc" | "n.c." | "ns" | "n.s." | "non renseigné" | "non disponible" | XXX…
 *     sense   := "≈" | "~" | "environ" | "près de" | "plus de" | "moins de" | "au moins" | "minimum" | "au plus" | "maximum"
 *              | "jusqu’à" | ">" | "<"
 *     amount  := number | ["de"] number ("à" | "-" | "–" | "ou") number | "entre" number "et" number | number ("/" | "… sur") number
 *     number  := digits, in groups of three or not, with at most one mark "," or "."; then "million(s)" or "milliard(s)"; a sign - − or +
 *                right before the first digit of the text
 *     unit    := "%" | "€" | "euros" | "ETP" | "places" | any word up to a mark that the rest knows
 *     change  := "de" number [unit] "en" year "à" number [unit] "en" year
 *     rest    := "(" year ")" | "en" year | "en décembre" year | "au" day | "depuis" year | "d’ici" year | "(source" name [year] ")"
 *              | "(données" name [year] ")" | "(" note ")" | other words
 *
 * Sources of the forms: the vade-mecum of January 2025 that domain facts list; tests/unit/test_figure.c holds them all. */
#ifndef MODEL_FIGURE_H
#define MODEL_FIGURE_H
#include "base/arena.h"
#include <stdint.h>

typedef enum figure_kind {
    FIGURE_MISSING,            /* nothing is known: never zero */
    FIGURE_NUMBER,             /* a */
    FIGURE_RANGE,              /* a to b, or a or b */
    FIGURE_RATIO,              /* a out of b */
    FIGURE_CHANGE,             /* a in year_before, then b in year */
    FIGURE_TEXT,               /* words without a number that can be read: "gratuit" */
} figure_kind;

/* MARKED: a ">" or "<" stands before it, which may be a bullet as well as a sign: it is shown, and not understood. */
typedef enum figure_sense { FIGURE_EXACT, FIGURE_ABOUT, FIGURE_MORE, FIGURE_LESS, FIGURE_AT_LEAST, FIGURE_AT_MOST, FIGURE_MARKED
} figure_sense;

typedef struct figure {
    figure_kind kind;
    figure_sense sense;
    bool target;               /* to be reached by `year` */
    bool since;                /* counted from `year` on */
    double a, b;
    uint8_t a_decimals, b_decimals;                /* as written: 12,50 has two */
    str unit;                  /* "%", "€", "ETP", "places"; "" : none */
    int year, year_before;     /* 0: not said */
    str day;                   /* ISO day of "au 31/12/2023"; "" : not said */
    str source;                /* "CAF"; "" : not said */
    str note;                  /* in brackets: "moyenne", "1 000 places" */
    str rest;                  /* what follows, as written: "par forum", "dont 8 …" */
    str text;                  /* all of it, trimmed */
} figure;

/* Never fails: what is no figure is FIGURE_TEXT. The result keeps slices of text, in a. */
figure figure_parse(arena *a, str text);

const char *figure_kind_name(figure_kind k);       /* "number" */
const char *figure_sense_name(figure_sense s);     /* "about" */
#endif
