/* What a cell of the table of a plan says of itself: "OI 1 : …", "001 : …", "Fiche 54 : … Fiche 55 : …", "N° 1 - 2 – 9", "II – …".
 * Nothing of columns here: a text to pieces. Any bytes may come in. */
#ifndef MODEL_PLAN_LABEL_H
#define MODEL_PLAN_LABEL_H
#include "model/plan.h"

/* level PLAN_ROOT: no label says it. at: where the piece begins in the text, or what was made of it. */
typedef struct plan_piece {
    plan_level level;
    int number;                /* 0: none */
    bool zeros;                /* "001" for OO 1 */
    bool more;                 /* begins with a plus sign: it stands beside the sheets, and is none */
    str title;                 /* trimmed, lines joined by a space; "" : none */
    str rest;                  /* further lines of a text without a label, joined by a space */
    const char *at;
} plan_piece;

/* Cuts a cell at its labels. Lines without a label go on with the piece before them when that has one; else each is a piece when
 * `lines`, and goes to `rest` of the first when not. Pieces live in a; their number. */
size_t plan_cut(arena *a, str text, bool lines, plan_piece **out);

/* "N° 1 - 2 - 3 - 7 -9 – 13", or without "N°" when `bare`: the numbers. False when there is anything else in it. */
bool plan_list(arena *a, str text, bool bare, int **numbers, size_t *n);

bool plan_number(str s, int *out);                     /* "12", "II", "5.2" (its last part); nothing else beside it */
/* "II – Titre", "1) Titre", "5.2 : Titre": the number, which then is taken off the front. 0: there is none. */
int plan_take_number(str *title);
str plan_clean(arena *a, str text);                    /* without the tags of a word processor; s itself when it has none */
/* How many axes a text promises ("déclinés sur les cinq champs"): 0: none. */
int plan_announced(str text);
#endif
