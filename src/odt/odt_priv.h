/* What the writers of a file's parts share. */
#ifndef ODT_ODT_PRIV_H
#define ODT_ODT_PRIV_H
#include "base/map.h"
#include "base/vec.h"
#include "odt/odt.h"
#include "odt/odt_xml.h"

/* A heading, or what has a caption: a line of the contents or of a list. */
typedef struct odt_line { str title, bookmark, lang; flow_list list; uint8_t level; } odt_line;
typedef struct odt_file { str path, type, bytes; } odt_file;

typedef struct odt_writer {
    const flow_book *b;
    const odt_options *o;
    arena *a;                  /* lives as long as the file is being made */
    odt_xml x;                 /* where blocks go */
    /* automatic styles */
    map *automatic;            /* what they say to their name (str *) */
    buf styles;
    unsigned counts[128];      /* by first letter of the name */
    /* places */
    map *bookmarks, *taken;    /* place to name (str *), names given */
    map *notes;                /* place of a footnote to its id (str *) */
    map *terms;                /* place of a word to its term in the index (str *) */
    VEC(str) waiting;          /* places whose paragraph is still to come */
    VEC(odt_line) lines;
    unsigned ntables, nframes, nsections, nnotes;
    /* pictures */
    VEC(odt_file) files;
    map *known;                /* content to the rank of its file + 1 */
    /* where we are */
    const char *style;         /* of paragraphs here */
    const char *title_style;   /* of the next paragraph alone, NULL */
    str lang;                  /* of the block */
    mpt room;                  /* width of the column */
    unsigned depth;            /* of lists */
    VEC(const char *) lists;   /* their styles */
    bool inside;               /* within a list, a table or a note: no section may stand here */
    bool in_note;
    VEC(const flow *) within;  /* notes that the note being written calls: ODF has none in notes, so they follow it */
    str lead;                  /* stands before the text of the next paragraph */
    bool figures;              /* key figures: the first strong words of a paragraph are one */
    const char *master;        /* the next block opens a page of this kind, "": of the same kind; NULL: goes on */
    unsigned first_page;       /* with `master`: the number of that page, 0: it goes on */
} odt_writer;

/* --- odt_look.c: automatic styles, languages */

bool odt_rtl(const odt_writer *w, str lang);
/* Country, for languages that come without one, and which kind of script it is written in: 'w'estern, 'c'omplex or 'a'sian. */
void odt_lang(odt_xml *x, str lang);              /* attributes of style:text-properties */
/* The name of the style that says this, made when it is new. inside: property elements; more: attributes, NULL. */
str odt_style(odt_writer *w, const char *family, const char *prefix, const char *parent, const char *more, str inside);
/* Whether the named style is bold, justified as the book's text is, hyphenated as it is. */
bool odt_is_bold(const char *style);
bool odt_is_body(const char *style);
bool odt_is_boxed(const char *style);             /* has a padding */
/* What a style of styles.xml is called on screen: "Text_20_body" is "Text body". */
str odt_shown(arena *a, const char *style);

/* --- odt_text.c: paragraphs */

str odt_bookmark(odt_writer *w, str place);       /* the name for a place, the same each time */
void odt_wait(odt_writer *w, str place);          /* the next paragraph is there; "" : nothing */
/* Opens text:h (outline of f) or text:p; the caller closes it. f: language and alignment; NULL: usual ones. */
void odt_paragraph(odt_writer *w, const flow *f, const char *style);
void odt_runs(odt_writer *w, const flow_run *first, const flow_run *end, bool bold);
void odt_line_of(odt_writer *w, const char *style, str text);      /* a paragraph with this text */

/* --- odt_block.c, odt_table.c, odt_picture.c, odt_index.c */

void odt_blocks(odt_writer *w, const flow *first);
void odt_caption(odt_writer *w, const flow *of, const char *style);
void odt_table(odt_writer *w, const flow *f);
void odt_picture(odt_writer *w, const flow *f);
void odt_index(odt_writer *w, const flow *f);
void odt_contents(odt_writer *w, const flow *f);  /* after all that it lists */
void odt_page_number(odt_writer *w, str place);   /* a field: the page of a place */

/* --- odt_styles.c */

void odt_styles(buf *out, const flow_book *b);    /* styles.xml */
void odt_font_faces(odt_xml *x, const flow_book *b);
void odt_root(odt_xml *x, const char *name);      /* opens the root of a part */
#endif
