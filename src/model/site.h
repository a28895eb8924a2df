/* The site: its pages as a tree for each language, tied across languages and to their easy-to-read pages, with their addresses.
 * Built once, then read by all threads. Paths are relative to the site's folder, output paths to the output's; both without leading '/'. */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "doc/node.h"
#include "doc/value.h"
#include "model/kind.h"
#include "model/settings.h"
#include <stdatomic.h>

typedef struct page page;
struct page {
    /* from its reader */
    const source *src;
    const value *meta;                             /* front matter, as read */
    uint32_t body;                                 /* offset of the Markdown in src->text */
    str title;
    const struct facility *facility;               /* the page is about it, and no file holds it: src is NULL; else NULL */
    page *origin;                                  /* a page of the source language that a PO file translates: src is its; NULL: none */
    str title_lang, description_lang;              /* of a page with an origin: the language of a text that isn't translated, else "" */
    bool stands_in;                                /* nothing of it is translated: it stands in for a page that is missing */
    const language *lang;                          /* set by the reader for a page with an origin */
    /* from site_build */
    const kind *kind;                              /* NULL: an ordinary page */
    const value *fields;                           /* typed front matter; unknown keys under "params" */
    str key;                                       /* "aides/cmg", "" for a home page; ".falc" is not part of it */
    str path;                                      /* output: "fr/aides/cmg/index.html" */
    str description, summary, layout, translation_key;
    bool is_index, is_home, is_falc, draft;
    long long weight;                              /* LLONG_MAX: none */
    str date, lastmod, reviewed, review_in;        /* ISO days, "" for none */
    page *parent, **children;                      /* in order of weight, date, path; easy-to-read pages are in no tree */
    size_t nchildren;
    page *falc, *source;                           /* the easy-to-read page of a page, and back */
    page **translations;                           /* by rank of language; this page's own included; NULL where there is none */
    size_t index;                                  /* in site.pages */
    /* filled while it is built, by the worker that builds it */
    map *ids;                                      /* places that links can name */
    uint32_t untranslated, outdated;               /* blocks of a translation */
    uint32_t to_review, accepted;                  /* blocks of a translation that nobody accepted yet; that somebody did */
    node *tree;                                    /* kept only when a book holds the page */
    arena *tree_arena;
    atomic_int tree_uses;                          /* books that will read the tree */
};

/* A file beside pages, and where it goes; for pictures their size in pixels (0: not a picture, or unknown). */
typedef struct site_file { str path, out; int32_t width, height; bool picture; } site_file;

/* An entry of a language's menu: a page, or an address of its own. */
typedef struct site_menu { str title, path; const page *page; } site_menu;

/* A PDF of the site, of one page, which lists it as its own, or a blank form for a kind of sheet. file: rank of the file in layouts/books/
 * that describes it; path: "pdf/guide-fr.pdf"; odt: "odt/guide-fr.odt", "" when the book has none; sizes are 0 until it is made. */
typedef struct site_book {
    str name, title, path, odt;
    const language *lang;
    page *page;
    const kind *form;
    size_t file;
    uint64_t size, odt_size;
} site_book;

typedef struct site {
    settings *settings;
    page **pages;                                  /* all that are published, sorted by source path */
    size_t npages;
    page **homes;                                  /* by rank of language; NULL: none */
    site_menu **menus;                             /* by rank of language */
    size_t *nmenus;
    map *by_key;                                   /* "fr/aides/cmg" -> page; easy-to-read ones as "fr/aides/cmg.falc" */
    map *by_path;                                  /* output path -> page */
    map *files;                                    /* "fr/aides/photo.png" (below content/) -> site_file */
    str *keys, *file_keys;                         /* those of by_key and files, for suggestions */
    size_t nkeys, nfile_keys;
    const value *data;                             /* map: name -> value */
    map *data_sources;                             /* name -> source that its values' offsets are in */
    map *datasets;                                 /* name -> dataset (model/dataset.h) */
    map *records;                                  /* name -> dataset: what sheets say (model/records.h); may be NULL */
    const struct name_list *names;                     /* what was renamed (model/names.h); NULL: nothing */
    struct indicators *indicators;                 /* all figures (model/indicator.h) */
    struct plan_tree *plan;                        /* of the agreement (model/plan.h); NULL: the site has none */
    struct plan_history *history;                  /* earlier plans (model/plan_history.h); NULL: none */
    const struct formulas *formulas;               /* what calcul() calls (compute/formulas.h) */
    struct facility *facilities;                   /* of the data `structures` */
    size_t nfacilities;
    site_book *books;
    size_t nbooks;
    const value *translation_status;               /* report_value() of translate/report.h; NULL: no page shows it */
    str clock;                                     /* ISO day: --clock or SOURCE_DATE_EPOCH; "" when unknown: no date of today is shown */
    str today;                                     /* ISO day in the site's time zone: decides what is published, never printed */
    str version;
    bool drafts;
} site;

/* What the path of a page says: content/fr/aides/cmg.falc.md is in "fr", its key "aides/cmg", easy to read. code "": not in a folder. */
typedef struct site_place { str code, below, key; bool is_falc, is_index; } site_place;       /* below: "aides/cmg.falc.md" */
site_place site_place_of(arena *a, const page *p);

/* Addresses, trees and ties of the pages whose reader's part is filled. Pages that are not yet or no longer published are left out. */
void site_build(arena *a, site *s, page **pages, size_t n, map *kinds, diag *d);
/* The page that a key names from a language ("fr/aides/cmg", with or without .md, index, a slash at the end). */
page *site_find(const site *s, arena *a, str key);
str site_nearest_key(const site *s, arena *a, str key);
#endif
