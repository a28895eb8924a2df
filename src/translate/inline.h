/* Inlines as Markdown, in one form only: what translators see and write. Reading it back gives the same inlines. */
#ifndef TRANSLATE_INLINE_H
#define TRANSLATE_INLINE_H
#include "base/arena.h"
#include "doc/node.h"
#include "model/exchange.h"

/* The siblings from `first` on, up to the first that is no inline. */
str inline_markdown(arena *a, const node *first);
/* The same, cut into text and marks; put together again it is the same Markdown. */
void inline_parts(arena *a, const node *first, part_list *out);
str inline_of_parts(arena *a, const part_list *l);
/* What a translator wrote of the inlines from `first` on, read by `parse`, as a paragraph. Footnotes are called as there. NULL when it is
 * not one paragraph. */
typedef node *inline_parse(void *ctx, arena *a, str markdown);
node *inline_read(arena *a, const node *first, str markdown, inline_parse *parse, void *ctx);
/* Puts it in the place of the inlines of `parent` from `first` on. False, with nothing changed, when it is not one paragraph. */
bool inline_replace(arena *a, node *parent, node *first, str markdown, inline_parse *parse, void *ctx);
#endif
