/* How far the translations of a site are: units and words of each state, by language and page. */
#ifndef TRANSLATE_REPORT_H
#define TRANSLATE_REPORT_H
#include "base/buf.h"
#include "doc/value.h"
#include "translate/match.h"

typedef struct report_page { str key, title, path; match_count count; } report_page;     /* path: in the source language */
typedef struct report_language { str lang, name; match_count count; VEC(report_page) pages; } report_language;
typedef struct report { VEC(report_language) languages; } report;

uint32_t report_to_translate(const match_count *c);          /* words of what is missing */
uint32_t report_to_review(const match_count *c);             /* words of what is outdated or not accepted yet */

/* {"languages":{"ar":{"up_to_date":0,"outdated":0,"in_progress":0,"missing":0,"words_to_translate":0,"words_to_review":0,"pages":{…}}}} */
void report_json(buf *out, const report *r);
void report_csv(buf *out, const report *r);                   /* a line for each page and language; the first one names the columns */
void report_text(buf *out, const report *r);                  /* for a terminal: pages that are not up to date */
/* For layouts: a list of {lang, name, up_to_date, outdated, in_progress, missing, words_to_translate, words_to_review, pages};
 * each page has key, title, path and the same counts. */
value *report_value(arena *a, const report *r);
void report_html(buf *out, const report *r);                  /* a whole page */
#endif
