/* Where a site is translated: the pages of its source language cut into units, once for all languages, and the files of translations. */
#ifndef CLI_DESK_H
#define CLI_DESK_H
#include "cli/translations.h"
#include "translate/report.h"

typedef struct sheet { page *page; str key; unit_list units; } sheet;

typedef struct desk {
    loaded *l;
    const options *o;
    VEC(sheet) sheets;
    buf out;                   /* for standard output */
} desk;

void desk_open(desk *k);                          /* after load_site */
bool desk_wants(const desk *k, const sheet *s, const language *lang);  /* the language is to have the page */
bool desk_has_file(const sheet *s, const language *lang);     /* of its own for the page */
match *desk_match(desk *k, const sheet *s, const language *lang);     /* one for each unit */
/* Runs fn for each language to translate into, or that of --lang, until one does not end clean. */
int desk_for_languages(desk *k, int (*fn)(desk *k, const language *lang));
bool desk_is_chosen(const desk *k, const language *lang);
/* "aides/cmg", "/aides/cmg", "content/fr/aides/cmg.md": those that the command's arguments name; all without any. */
bool desk_is_named(const desk *k, const sheet *s);
bool desk_knows_pages(const desk *k);             /* false after a message */

/* How far the languages are that the command is about; with those of a file of their own. */
report desk_report(desk *k);

/* A unit's message as the template has it. */
message desk_blank(desk *k, const sheet *s, const unit *u);
/* The messages that pages.po will hold: those of all units, with what it says of them, then, out of use, those that no page has any more.
 * What is accepted of each page is brought up to date. */
message_list desk_extract(desk *k, const language *lang);

/* What is accepted of a page from now on, in its order: the units that `takes` says; a unit that changed keeps the hash of its old form. */
typedef bool desk_taking(void *ctx, size_t u, const match *m);
void desk_record(desk *k, const sheet *s, const language *lang, const match *m, desk_taking *takes, void *ctx);

/* Files of translations; an exit status. lang NULL: the template. */
int desk_put_po(desk *k, const language *lang, const message_list *l);
int desk_put_state(desk *k, const language *lang);
/* Any file, below dir; path as messages call it. */
int desk_put_file(desk *k, int dir, const char *path, const buf *text);

extern const char *const desk_states[4];          /* how CSV files call the states of an exchange */
int run_export(desk *k);                          /* export.c */
int run_import(desk *k);                          /* import.c */
#endif
