/* The fonts of this machine, found through fontconfig and opened once per process. A family is the one that was asked for or none:
 * nothing is substituted. All functions may be called from any thread. */
#ifndef TYPE_FONT_H
#define TYPE_FONT_H
#include "base/diag.h"
#include "doc/face.h"
#include "type/hyphen.h"

typedef struct font_set font_set;

/* d: where a family that is not installed is reported (B703), once each; it must outlive the set. */
font_set *font_set_new(diag *d);
void font_set_free(font_set *s);                  /* closes all faces; NULL is allowed */

/* The face of a family nearest to a weight (400, 700…) and slant; NULL when the family is not installed. A family without an italic
 * gives its upright. Files with one weight are preferred to variable ones, which serve in their default weight. Lives as long as the
 * set; its serial is 0. */
const face *font_set_face(font_set *s, str family, unsigned weight, bool italic);
/* Does the face draw this character, be it by parts or, for a space, by its width? Cheap. */
bool font_has(const face *f, uint32_t scalar);

hyphen_set *font_set_hyphens(font_set *s);        /* the hyphenation of languages, shared in the same way */

/* The Debian package of a family, or of the letters of a character; "" when not known. Static text. */
const char *font_package(str family);
const char *font_package_of(uint32_t scalar);
#endif
