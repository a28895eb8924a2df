/* A feed of changes (Atom, RFC 4287) for each language: the pages that say when they were written or changed (date, lastmod), the latest
 * first, 50 at most. Needs the address of the site. */
#ifndef COMPOSE_FEED_H
#define COMPOSE_FEED_H
#include "base/buf.h"
#include "model/site.h"

enum { FEED_MOST = 50 };

/* False, and nothing written, when no page of the language says when it changed. */
bool feed_write(buf *out, const site *s, const language *lang);
str feed_path(arena *a, const language *lang);     /* "fr/flux.xml" */
bool feed_has(const site *s, const language *lang);
#endif
