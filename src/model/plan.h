/* The plan of an agreement: themes > strategic axes > intermediate objectives > operational objectives > action sheets, as a tree. Each
 * level may be missing. Sheets are numbered from 1 in each theme, gaps kept: the key of one is (theme, number). A sheet that stands under
 * several objectives has an entry in each place, of which the later ones name the first.
 *
 * Built once from content/data/plan.csv or plan.xml (plan_read.h) and from the pages of kind `action` (plan_pages.h), then read by all
 * threads. Lives in the arena it was made with; texts are slices of its sources or lie in the arena. (The files that a site is made of are
 * the plan of compose/plan.h, which is another thing.) */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H
#include "base/diag.h"
#include "base/map.h"
#include "doc/value.h"

/* PLAN_AIM: intermediate objective (OI); PLAN_GOAL: operational objective (OO); PLAN_SHEET: what stands at the end of a row. */
typedef enum plan_level { PLAN_ROOT, PLAN_THEME, PLAN_AXIS, PLAN_AIM, PLAN_GOAL, PLAN_SHEET, PLAN_LEVELS } plan_level;

/* At PLAN_SHEET: a numbered sheet, an action without a number, an annexed sheet ("N° 1 - 2"), a reference to another theme. */
typedef enum plan_kind { PLAN_NUMBERED, PLAN_ACTION, PLAN_ANNEX, PLAN_REFERENCE } plan_kind;

typedef enum plan_state {
    PLAN_UNSAID, PLAN_READY, PLAN_RUNNING, PLAN_DONE, PLAN_POSTPONED, PLAN_DROPPED, PLAN_NOT_DONE, PLAN_STATES
} plan_state;

/* What was odd about an entry where it was read; src/check/plan.c says it. */
enum {
    PLAN_SHIFTED = 1,          /* it stood in the column of another level, and its label or number told */
    PLAN_MISLABELLED = 2,      /* its label is of one level, and it has others of that level below it in its row */
    PLAN_JOINED = 4,           /* its title went on in a row below, after a hyphen */
    PLAN_ZEROS = 8,            /* "001" for OO 1 */
    PLAN_UNORDERED = 16,       /* the first of annexed sheets that are not listed in order */
    PLAN_TWICE = 32,           /* the same number again in its theme, under another title or in the same place */
    PLAN_NO_STATE = 64,        /* its state is a word that means none */
    PLAN_STRAY = 128,          /* a page that the table of the plan does not have, or the theme that it names */
    PLAN_LOST = 256,           /* a page of which an objective is not in the plan: `said` */
};

typedef struct plan_entry plan_entry;
struct plan_entry {
    plan_level level;
    plan_kind kind;
    int number;                /* 0: none */
    int announced;             /* THEME: axes that its text promises; 0: it says nothing */
    unsigned odd;
    str title, subtitle;       /* "" : none. subtitle: what follows a colon or stands on further lines */
    str annex;                 /* THEME: "Annexe II – 2" */
    str notes;                 /* AIM: the actions of a column of their own, as text */
    str said;                  /* what the message about an oddity quotes */
    plan_state state;
    str reason, pilot, priority, from, to, budget;     /* as written; "" : not said */
    str past;                  /* SHEET: those of the plan before that it goes on from, "Petite enfance 12; 14" */
    span past_at;              /* where its page says so; src NULL: the entry's own place */
    plan_entry *same;          /* SHEET: it stands in this place too, and this is its first one; NULL: here */
    plan_entry *leads;         /* REFERENCE: the theme that it names; or NULL */
    const struct page *page;   /* SHEET: the page of kind `action`, in the site's first language; or NULL */
    plan_entry *parent, *first, *last, *next;
    const source *src;         /* where it stands: a cell, an element, a page */
    uint32_t off, len;
    span odd_at;               /* where its page says what is odd; src NULL: the entry's own place */
};

typedef struct plan_tree {
    arena *a;
    plan_entry *root;
    map *sheets;               /* plan_key() -> the first entry */
    str title, source;         /* of the whole; "" : not said */
    bool filed;                /* there is a data file: pages can be strangers to it */
} plan_tree;

typedef struct plan_counts { size_t themes, axes, aims, goals, sheets, annexes, actions, states[PLAN_STATES]; } plan_counts;

plan_tree *plan_new(arena *a);
plan_entry *plan_add(plan_tree *t, plan_entry *parent, plan_level level, int number, str title);
/* A numbered or annexed sheet: kept by its key, tied to the first of its key, PLAN_TWICE when it contradicts that. */
plan_entry *plan_add_sheet(plan_tree *t, plan_entry *parent, plan_kind kind, int number, str title);
span plan_span(const plan_entry *e);
/* In document order within `top`, which is not given itself: the entry after e; NULL at the end. plan_next(top, top) is the first. */
plan_entry *plan_next(const plan_entry *top, const plan_entry *e);
plan_entry *plan_theme_of(const plan_entry *e);        /* NULL for the root */
plan_entry *plan_up(const plan_entry *e, plan_level level);    /* the entry itself or the one above it of that level; NULL: none */

/* By title, number, id ("petite-enfance") or the beginning of a title, when it is of one theme only. NULL: none. */
plan_entry *plan_find_theme(const plan_tree *t, str name);
/* Below `top`, by number ("II", "2") or title, or by a path of numbers through the levels: "I.2.1". NULL: none. */
plan_entry *plan_find(const plan_entry *top, plan_level level, str name);
plan_entry *plan_find_path(const plan_entry *theme, str path);
/* An axis or objective below `top`, by such a path, or by its title. */
plan_entry *plan_find_objective(const plan_entry *top, str name);
plan_entry *plan_find_sheet(const plan_tree *t, const plan_entry *theme, plan_kind kind, int number);
str plan_nearest_theme(const plan_tree *t, str name);

bool plan_same_title(str x, str y);                    /* but for case, accents and signs */
str plan_id(arena *a, const plan_entry *e);            /* "fiche-petite-enfance-12"; "" for what has no number */
str plan_path(arena *a, const plan_entry *e);          /* "I.2.1": the numbers that lead to it, or to a sheet's place; "": none */
plan_counts plan_count(const plan_entry *top);         /* each sheet once */

bool plan_state_parse(str s, plan_state *out);         /* French or English, masculine or feminine; "" is PLAN_UNSAID */
const char *plan_state_name(plan_state s);             /* French msgid; "" : not said */
str plan_roman(arena *a, int n);                       /* I … XXXIX; digits beyond */
#endif
