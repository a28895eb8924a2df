/* A page of the source language becomes one of another: its tree's units are replaced by their translations, those that have none are
 * marked as what they are. */
#ifndef TRANSLATE_APPLY_H
#define TRANSLATE_APPLY_H
#include "translate/inline.h"
#include "translate/match.h"

/* What stands in for what is missing: first those of other languages, in order, then the source. */
typedef struct apply_source { str lang; const memory *memory; } apply_source;

typedef struct apply_options {
    str key, source_lang;
    str title;                 /* of the page of the source, and its front matter */
    const value *meta;
    apply_source own;
    const apply_source *others;
    size_t nothers;
    bool old_as_source;        /* OUTDATED: shown as the source text; else as the old translation */
    inline_parse *parse;
    void *ctx;
    diag *d;
} apply_options;

/* root: just parsed, with the ids of the source. Translations that lose something are reported (T701) and not used; those that are no
 * paragraph too (T702). */
void apply_tree(arena *a, const apply_options *o, node *root, match_count *out);
/* The text of a field of the front matter; *lang: "" when it is translated, else the language it is in. */
str apply_field(arena *a, const apply_options *o, const char *field, str text, str *lang);
#endif
