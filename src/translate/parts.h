/* Marks of a block's Markdown on their way out and back: what a translator's tool shows as codes with a number. */
#ifndef TRANSLATE_PARTS_H
#define TRANSLATE_PARTS_H
#include "translate/inline.h"
#include "translate/unit.h"

void parts_of_unit(arena *a, const unit *u, part_list *out);
/* Of a translation, read by `parse`; its marks are numbered as those of the unit, `from`. */
void parts_of_text(arena *a, const unit *u, str text, const part_list *from, inline_parse *parse, void *ctx, part_list *out);
/* Text without marks. */
void parts_of_plain(arena *a, str text, part_list *out);

/* The marks of a translation get the numbers of the same marks of its source; those that the source lacks get numbers after them. */
void parts_number(arena *a, part_list *target, const part_list *from);
/* Are they the same for a translator: text, and marks by number? */
bool parts_same(const part_list *x, const part_list *y);
/* Gives marks that came back their Markdown, by number: that of the source, else of the translation that went out. 0, or the number of the
 * first mark that neither has, or that stands in no pair. */
int parts_fill(part_list *l, const part_list *from, const part_list *before);
#endif
