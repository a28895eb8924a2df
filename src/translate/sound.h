/* Does a translation keep what must not get lost: addresses of links and pictures, footnote calls, code, the digits of numbers? */
#ifndef TRANSLATE_SOUND_H
#define TRANSLATE_SOUND_H
#include "base/arena.h"

/* What is missing or too much, as authors know it ("cmg.md", "[^1]", "12"); "" when all is there. Both are Markdown. */
str sound_difference(arena *a, str source, str translation);
#endif
