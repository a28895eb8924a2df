/* livret.yml: the site's settings, checked and typed. Lives in the arena it was read into. */
#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"
#include "model/locale.h"
#include "model/words.h"

/* A language of the site. index: its rank in livret.yml; the first is the source language, the others are translations. */
typedef struct language {
    str code, name;                                /* "ar", "العربية" */
    bool rtl;
    locale_digits digits;
    size_t index;
    str title, description;                        /* of the site, in this language */
    const value *menu;                             /* list of entries, or NULL */
    const words *words;                            /* set by the caller once read; never NULL then */
    locale *locale;
} language;

/* Words as they were typed; French guillemets with full no-break spaces (the Imprimerie nationale's way) or narrow ones. */
typedef enum typography_style { TYPOGRAPHY_FULL, TYPOGRAPHY_THIN, TYPOGRAPHY_OFF } typography_style;

typedef struct settings {
    const source *src;
    const value *top;                              /* everything, for layouts */
    language *languages;
    size_t nlanguages;
    str base_url;                                  /* without a slash at its end; "" : not known */
    str timezone;
    typography_style typography;
    size_t per_page;                               /* entries of a list page, 50 */
    bool search;                                   /* an index and a page to search the site */
    bool structures;                               /* facilities have pages of their own (compose/facility_pages.h) */
    str structures_parent;                         /* "/trouver-un-mode-d-accueil": what these pages hang below; "": the home page */
    const value *theme, *organisation, *params;    /* maps of the site's own, or NULL */
} settings;

/* Reads `top` (what YAML gave). Problems are reported; the defaults stand in. Also sets the levels of messages in d. */
settings *settings_read(arena *a, const source *src, const value *top, diag *d);
language *settings_language(const settings *s, str code);     /* NULL when the site has no such language */
/* A text by language: a string serves all; a map {fr: …, en: …} gives the language's, else the first of the site's languages that has
 * one. */
str settings_text(const settings *s, const value *v, str lang);
#endif
