/* What a careful hand adds to a page's text, the same on screen and on paper: the quotes, apostrophes, spaces and ordinals of its language
 * (typography_rules.h); groups of digits, as in telephone numbers and thousands, kept together by no-break spaces, so that they neither
 * part at a line's end nor turn round in a right-to-left line. Never within code or addresses. On a right-to-left page, a line that holds
 * no letter of such a script (a French address in a table) is an isolate of its own direction (Unicode UAX #9); so are, on any page, words
 * marked as of a language that runs the other way. */
#ifndef COMPOSE_TYPOGRAPHY_H
#define COMPOSE_TYPOGRAPHY_H
#include "doc/node.h"
#include "model/site.h"
#include <stdbool.h>

/* To be called once ids are given. lang, rtl: of the page. OFF leaves words as they were typed; isolates are set all the same. New text
 * lives in `a`. */
void typography_settle(arena *a, node *root, str lang, bool rtl, typography_style style);
/* The same for a title or another text without markup; the text itself when it is right. */
str typography_text(arena *a, str lang, typography_style style, str text);
/* Titles, descriptions and summaries of all pages, and those of the site. */
void typography_titles(arena *a, site *s);
#endif
