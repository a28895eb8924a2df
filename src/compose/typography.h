/* What a careful hand adds to a page's text, the same on screen and on paper. Groups of digits, as in telephone numbers and
 * thousands, are kept together by no-break spaces: they neither part at a line's end nor turn round in a right-to-left line. On
 * a right-to-left page, a line that holds no letter of such a script (a French address in a table) is an isolate of its own
 * direction (Unicode UAX #9); so are, on any page, words marked as of a language that runs the other way. */
#ifndef COMPOSE_TYPOGRAPHY_H
#define COMPOSE_TYPOGRAPHY_H
#include "doc/node.h"
#include <stdbool.h>

/* To be called once ids are given. rtl: the page is written from right to left. New text lives in `a`. */
void typography_settle(arena *a, node *root, bool rtl);
/* The text itself when there is nothing to keep together. */
str typography_digits(arena *a, str text);
#endif
