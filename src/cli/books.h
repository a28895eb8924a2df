/* The books of a build: files of layouts/books/, each in its languages, from pages to PDF and OpenDocument. */
#ifndef CLI_BOOKS_H
#define CLI_BOOKS_H
#include "cli/worker.h"
#include "compose/book.h"
#include "write/stage.h"
#include <stdio.h>

typedef struct books { book *v; size_t n, made; map *made_paths; } books;

void books_read(books *b, loaded *l, workers *w);  /* fills site.books too */
bool books_has(const books *b, str name);
bool books_makes(const books *b, str path);        /* did this build make pdf/guide-fr.pdf, odt/guide-fr.odt? */
void books_list_names(const books *b, FILE *out);
/* A picture of a site for a book. Vectors for SVG, as far as they can be: I304 says why one was drawn as pixels; I303, and nothing, when it
 * can't be read. */
book_image books_picture(arena *a, int root, str file, diag *d);
void books_print_odt(buf *out, const flow_book *b);    /* the golden form of its OpenDocument content */
void books_make(books *b, loaded *l, workers *w, const options *o, const language *only_lang, stage *out);
#endif
