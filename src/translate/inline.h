/* Inlines as Markdown, in one form only: what translators see and write. Reading it back gives the same inlines. */
#ifndef TRANSLATE_INLINE_H
#define TRANSLATE_INLINE_H
#include "base/arena.h"
#include "doc/node.h"

/* The siblings from `first` on, up to the first that is no inline. */
str inline_markdown(arena *a, const node *first);
/* Puts what a translator wrote, read by `parse`, in the place of the inlines of `parent` from `first` on. Footnotes are called as in
 * those that go. False, with nothing changed, when it is not one paragraph. */
typedef node *inline_parse(void *ctx, arena *a, str markdown);
bool inline_replace(arena *a, node *parent, node *first, str markdown, inline_parse *parse, void *ctx);
#endif
