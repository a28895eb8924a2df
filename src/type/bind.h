/* Sheets of all chapters become the pages of the book: margins, running lines, labels, places, bookmarks, the document's elements. */
#ifndef TYPE_BIND_H
#define TYPE_BIND_H
#include "type/chapter.h"

typedef struct binder {
    arena *a, *mem;            /* of the result; for the time of the call */
    const flow_book *b;
    frame_book *out;
    chapter *chapters;         /* b->nchapters of them, their `first` known */
    hand *hands;
    int nhands;
    size_t npages, nfront;     /* nfront: those numbered i, ii… */
    const map *numbers;        /* place to the label of its page */
    quire_list quires;
    VEC(const face *) shared;  /* faces of the font set, in the order of out->faces */
} binder;

/* The number of a page, from 0, as printed. */
str bind_label(arena *a, size_t page, size_t nfront, uint32_t zero);
/* Fills out->pages and all that goes with them. Takes over the memory of the chapters. */
void bind_book(binder *m);
#endif
