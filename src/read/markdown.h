/* Markdown to the content tree: CommonMark by cmark, and livret's own blocks by a pass over the lines. Thread-safe; linear in the
 * length of the text.
 *
 * The block pass follows containers (quotes, items) line by line, finds tables, footnotes, ::: blocks, definitions, callouts and
 * blocks of HTML, and writes each of their lines anew as an ATX heading that stands for it (a "mark"). cmark then parses that text once, so
 * that link references, nesting and emphasis are its business alone; the marks become nodes afterwards. A page without such lines
 * goes to cmark as it is. */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/node.h"

typedef struct markdown_options {
    bool plain;                /* pure CommonMark: HTML verbatim, no extension, no diagnostics */
} markdown_options;

/* Parses src->text from byte `from` on (the end of the front matter). The tree lives in `a`, copies all its text, and its offsets are
 * bytes of src->text. Never fails: mistakes are reported to d (NULL: nobody) with a documented fallback. Headings have no id yet
 * unless the author gave one (node_ids). FOOTNOTE nodes stand at the end of the document, in the order of their first call. */
node *markdown_parse(arena *a, const source *src, uint32_t from, diag *d, markdown_options o);
#endif
