/* Name trees and number trees (PDF 1.7, 7.9.6 and 7.9.7), written leaf by leaf. Keys must come in their order. */
#ifndef PDF_PDF_TREE_H
#define PDF_PDF_TREE_H
#include "pdf/pdf_out.h"

typedef struct pdf_tree {
    pdf_out *out;
    const char *list;          /* "Nums" or "Names" */
    buf first, last, leaf, kids;
    size_t n;                  /* entries in the leaf */
} pdf_tree;

void pdf_tree_start(pdf_tree *t, pdf_out *o, const char *list);
void pdf_tree_add(pdf_tree *t, str key, str value);       /* both as they stand in PDF */
void pdf_tree_end(pdf_tree *t, buf *root);                /* puts the dictionary of the root; the tree is empty again */
#endif
