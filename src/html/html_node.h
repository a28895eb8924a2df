/* The content tree to HTML. */
#ifndef HTML_HTML_NODE_H
#define HTML_HTML_NODE_H
#include "base/buf.h"
#include "doc/node.h"

typedef struct html_options {
    bool plain;                /* CommonMark's own form, byte for byte as `cmark --unsafe` writes it */
    str from;                  /* path of the page being written, from the output's root; site addresses are made relative to it */
    str lang;                  /* of the page, "" when unknown: what is in the language around it carries no lang */
    uint32_t zero;             /* the digit 0 of numbers that are written here; 0: '0' */
    int shift;                 /* added to the level of headings (result kept within 1–6), to include content under a heading */
    str (*word)(void *ctx, str msgid);   /* translates French words of the interface; NULL: they stay French */
    void *word_ctx;
} html_options;

/* Appends the HTML of n (a DOCUMENT, or any node with its children). A link whose target is refused or that was never resolved to
 * something safe is written as its text. */
void html_node(buf *out, const node *n, const html_options *o);
#endif
