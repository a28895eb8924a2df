/* Pages of the source language that a language has by its PO file rather than by a file of their own, or that stand in for what it
 * lacks. */
#ifndef CLI_TRANSLATIONS_H
#define CLI_TRANSLATIONS_H
#include "cli/load.h"
#include "translate/apply.h"

struct translations {
    memory **memories;         /* by rank of language; that of the source language is empty */
    apply_source **others;     /* by rank of language: what stands in, in order */
    size_t *nothers;
    bool *falls_back;          /* by rank of language: pages without any translation are made too */
    map **chosen;              /* by rank of language: keys of the pages that it is to have; NULL: all */
    bool old_as_source;
    bool has_page;             /* a page of the site says how far they are */
};

/* Reads translations/<lang>/pages.po and state.tsv, and what livret.yml says under `translations`. */
void translations_read(loaded *l);
/* Is this a PO file of pages, rather than of words? path: "translations/ar/pages.po" */
bool translations_is_pages(str path);
/* Is the language to have the page that PO files call key? */
bool translations_wants(const loaded *l, const language *lang, str key);
/* The pages that were read, with those that PO files make of them. */
page **translations_add(loaded *l, page **read, size_t *n);
/* The tree of a page that has an origin becomes that of its language. */
void translations_apply(loaded *l, arena *a, page *p, node *root);
/* How far the translation is that a page with a file of its own is: a source that changed since, blocks that nobody accepted. */
void translations_judge(loaded *l, arena *a, page *p);
/* A translator's Markdown as a tree; an inline_parse. ctx: not used. */
node *translations_parse(void *ctx, arena *a, str markdown);
/* How PO files call a page: its key, "index" for the home page, with ".falc". */
str translations_key(arena *a, const page *p);
#endif
