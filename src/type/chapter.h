/* A chapter: sections are set by several threads and paged in their order as soon as they are ready, so that only few of them are in memory
 * at once. What comes out are sheets, since margins and numbers follow from the chapters before. */
#ifndef TYPE_CHAPTER_H
#define TYPE_CHAPTER_H
#include "type/place.h"
#include <pthread.h>

/* What one thread sets sections with. */
typedef struct hand { setter s; arena *scratch; } hand;

/* One piece of flow of a chapter: made, set and let go by itself. */
typedef struct section {
    arena *mem;                /* its blocks and pieces, until they are on pages */
    arena *keep;               /* what follows, and its elements: goes to the book at the end */
    piece_list list;
    mpt after;                 /* space that its last block wants below */
    tag *root;                 /* holds its elements until they go to the document */
    heading *headings;
    size_t nheadings;
    size_t end;                /* its pieces end there, counted from the start of the chapter */
    bool ready;                /* set; waits for its turn to be paged */
} section;

typedef struct chapter {
    size_t rank;
    str name;                  /* begins the names of its places that have none */
    bool cover;
    bool front;                /* cover or contents, before anything else, numbered by themselves */
    bool asked;                /* shows page numbers, or what the rest of the book holds */
    section *sections;
    size_t nsections;
    arena *keep;               /* of the sheets: goes to the book at the end */
    sheet_list sheets;
    quire_list quires;         /* goes to the book too */
    place_names places;
    size_t first;              /* number of its first page, from 0; known once all chapters are paged */
    frame_page *pages;         /* once bound: as many as sheets */
    /* while it is paged */
    pthread_mutex_t lock;
    bool paging;               /* by one of the threads */
    size_t next;               /* section to be paged */
    pager pager;
    piece_list list;           /* pieces of the sections paged so far, the first `gone` of them dropped */
    size_t gone, freed;        /* freed: sections whose mem is given back */
    piece_list again;          /* the title for its further pages, as artifact; empty: none */
    mpt again_height;
    size_t given_back;         /* bytes of them since the last trim */
} chapter;

void chapter_open(chapter *c, arena *a, size_t rank, const flow_chapter *of);
/* Forgets what was set, to set it again. */
void chapter_reset(chapter *c);
/* Sets section i, then pages what is ready. Sections may be set in any order, by several threads. */
void chapter_set(chapter *c, size_t i, hand *h);
void chapter_close(chapter *c);                   /* keep and the sections' keep are the caller's */
#endif
