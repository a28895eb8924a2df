/* One line of Markdown: where its columns are, and what CommonMark block could begin there. Nothing here keeps state between lines. */
#ifndef READ_MARKDOWN_LINE_H
#define READ_MARKDOWN_LINE_H
#include "base/str.h"
#include <stdint.h>

/* Bytes of a text: [start, end) without the line end, next: start of the following line. */
typedef struct md_line { uint32_t start, end, next; } md_line;

/* A place in a line. `column` counts from 0, tabs stop every 4; in a tab of which a container took a part, `at` is still the tab. */
typedef struct md_cursor { const char *text; uint32_t at, end, column; } md_cursor;

md_line md_line_at(str text, uint32_t start, bool has_cr);
md_cursor md_cursor_at(str text, md_line l);

static inline char md_peek(const md_cursor *c) { return c->at < c->end ? c->text[c->at] : '\n'; }
static inline str md_rest(const md_cursor *c) { return (str){ c->text + c->at, c->end - c->at }; }
static inline bool md_blank(char c) { return c == ' ' || c == '\t'; }

void md_advance(md_cursor *c, uint32_t columns);
/* Moves to the first character that is not blank; the columns passed over. */
uint32_t md_indent(md_cursor *c);

/* All of these look at the first character that is not blank. */
bool md_is_atx(str s);
bool md_is_setext(str s);
bool md_is_thematic(str s);
uint32_t md_fence(str s);                         /* length of an opening fence, 0: none */
bool md_closes_fence(str s, char fence, uint32_t length);
/* Length of a list marker without the blanks after it, 0: none. In a paragraph only some may begin a list. */
uint32_t md_list_marker(str s, bool in_paragraph);
/* The kind of HTML block, 1 to 7 as CommonMark numbers them, 0: none. */
int md_html_start(str s, bool in_paragraph);
bool md_html_ends(str s, int kind);               /* for kinds 1 to 5: the line holds the end */

/* A row of |---|:-:| gives its number of columns and fills at most `cap` alignments (doc/node.h); 0: it is none. */
uint32_t md_table_columns(str s, uint8_t *align, uint32_t cap);
#endif
