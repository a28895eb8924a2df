/* The look of a book: its Lua settings with defaults, as flow styles. Sizes in points, lengths of pages in millimetres, as authors
 * write. */
#ifndef COMPOSE_BOOK_STYLE_H
#define COMPOSE_BOOK_STYLE_H
#include "compose/book.h"

typedef struct book_style book_style;
struct book_style {
    flow_font text, strong, small, mono, title[7];           /* title[1]…[6] */
    flow_style para, heading[7], item, cell, quote, callout, code, figure, warning, caption, cover_title, cover_text, toc[4];
    uint32_t accent, ink, soft, rule, warning_ink;
    flow_page page;
    flow_fonts *fonts;
    size_t nfonts;
    const value *cover;
    int contents;                                  /* levels listed, 0: no contents */
    const book_style *in_cell, *in_header;         /* of tables */
    const book_style *easy;                        /* easy-to-read text: neither justified nor hyphenated */
};

void book_style_read(arena *a, const book *b, const site *s, const language *l, book_style *out, diag *d);
#endif
