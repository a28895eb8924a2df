/* Words to glyphs, by HarfBuzz, with a cache: most of the time of a typesetter goes into shaping, and most words come again. A shaper
 * serves one thread. */
#ifndef TYPE_SHAPE_H
#define TYPE_SHAPE_H
#include "doc/flow.h"
#include "doc/frame.h"
#include "type/font.h"

/* The faces to try for a look, in order. */
typedef struct font_stack { const face **v; size_t n; } font_stack;

/* All that decides how letters become glyphs, besides themselves. */
typedef struct shape_key { const face *face; mpt size; hb_script_t script; hb_language_t lang; bool rtl; } shape_key;

/* x, y: offset from the word's left edge on the baseline. */
typedef struct shaped_glyph { uint32_t gid, cluster; mpt x, y, advance; } shaped_glyph;

/* A shaped word: glyphs in visual order, clusters from its first byte. */
typedef struct shaped {
    const face *face;
    mpt size, width;
    uint32_t nglyphs;
    uint16_t npoints;
    bool divided;              /* points are known */
    bool rises;                /* some glyph has a y */
    shaped_glyph *glyphs;
    uint16_t *points;          /* see hyphen_points */
} shaped;

typedef struct shaper shaper;

shaper *shaper_new(font_set *fonts);
void shaper_free(shaper *s);
/* Forgets the words when they take more than 16 MB: no `shaped` from before may be in use. */
void shaper_trim(shaper *s);

/* The stack for a look in a language: the families that the book names for the language, those of the look, those for all languages; for
 * code, the look's first. Lives as long as the shaper. */
const font_stack *shaper_stack(shaper *s, const flow_book *b, const flow_font *look, str lang);
/* The cached glyphs of text, which has no space unless it is one. Lives until shaper_trim. */
shaped *shaper_word(shaper *s, const shape_key *k, str text);
/* The same for bytes from..to of text, whose letters join those beside them. Not cached; lives in a. */
shaped *shaper_joined(shaper *s, arena *a, const shape_key *k, str text, size_t from, size_t to);
/* Fills in the points of a word of a language. */
void shaper_divide(shaper *s, shaped *w, str text, str lang);
/* Where to cut before byte `at` of a left-to-right word: the width of what stands before, or -1 within a cluster. */
mpt shaped_offset(const shaped *w, size_t at);

static inline mpt font_scale(const face *f, int64_t units, mpt size)
{
    int64_t v = units * size, half = f->upem / 2;
    return (mpt)((v < 0 ? v - half : v + half) / (int64_t)f->upem);
}
#endif
