/* How wide a text will be, before a font is known: for a common sans serif, on the wide side. */
#ifndef DRAW_ESTIMATE_H
#define DRAW_ESTIMATE_H
#include "base/str.h"
#include "doc/scene.h"

mpt estimate_width(str s, mpt size);
#endif
