/* The index of a language's pages, in pieces that a browser loads as plain scripts, so that a search works from a folder too. What a
 * piece says is handed to layouts/assets/recherche.js:
 *
 *   index.js   livretRecherche.index({"terms":["abri","creche"],"pages":[3,5],"files":[12,9]})
 *              terms: the first term of each tN.js; pages: passages of each page; files: passages of each pN.js
 *   tN.js      livretRecherche.terms(N,"abri 1A,3C2;…"): for each term its pages: the distance from the page before (the first from
 *              -1) in base 36, its weight as a letter (A 1 … I 9), the passage of the page to show in base 36 (none: the first)
 *   pN.js      livretRecherche.passages(N,[["fr/aides/index.html","Aides",0,12,[["anchor","Heading","text"],…]],…])
 *              address, title, 1 for an easy-to-read page, the rank of the first passage here among all, passages
 *
 * A question loads index.js, at most two tN.js for each of its first words and a pN.js for each result that is shown; the bounds
 * below keep that under 150 kB on a site of 1,000 pages. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H
#include "model/site.h"
#include "search/passages.h"

enum { INDEX_TERMS_FILE = 5000, INDEX_PASSAGES_FILE = 8000 };      /* bytes of a tN.js and a pN.js, but for one that holds a single entry */
enum { INDEX_WEIGHT_MAX = 9 };

typedef struct index_term { str term; uint32_t passage; uint8_t weight; } index_term;
typedef struct index_page {
    str path, title;
    bool is_falc;
    passage *passages;
    size_t npassages;
    index_term *terms;         /* each once */
    size_t nterms;
} index_page;

/* What a page gives to the index: lives in `a`. root: its tree, resolved, or NULL. */
index_page *index_page_new(arena *a, const page *p, const node *root);

typedef void index_put(void *ctx, str name, str bytes);            /* name: "t3.js" */
void index_write(index_page *const *pages, size_t n, index_put *put, void *ctx);
#endif
