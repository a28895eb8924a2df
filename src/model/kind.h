/* Kinds of sheet: which fields a sheet has, and of what type; declared in layouts/kinds/NAME.yml:
 *
 *     name: axe                       (usual: the file's name)
 *     alias: axis                     (another name for it, if there is one)
 *     slides: oui                     (its text is a deck: each heading of level 1 or 2 starts a slide, compose/slides.h)
 *     label: {fr: Axe, en: Axis}
 *     help: {fr: …}                   (what the text below the fields is for; `livret new` writes it there)
 *     title: {fr: "Bilan {annee}"}    (what a new sheet is called; {field}: what it was given)
 *     text: {fr: …}                   (what the text of a new sheet starts with)
 *     fields:
 *       - name: constats              (one of fields.def, or a name of the site's own)
 *         alias: findings             (usual: the one of fields.def)
 *         type: list                  (usual: the one of fields.def, else text)
 *         required: oui
 *         label: {fr: Constats}
 *         help: {fr: Ce qui a été observé, une phrase par point.}
 *         choices: {fr: [oui, non]}   (words that blank forms offer, a list or lists by language; the field takes others too)
 *         fields: […]                 (for map and map-list: what a map holds; without it, anything)
 */
#ifndef MODEL_KIND_H
#define MODEL_KIND_H
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

typedef enum field_type {
    FIELD_TEXT, FIELD_MARKDOWN, FIELD_LIST, FIELD_DATE, FIELD_INTEGER, FIELD_NUMBER, FIELD_BOOL, FIELD_MAP,
    FIELD_MAP_LIST, FIELD_REFERENCE, FIELD_MOMENT,
    FIELD_ANY                                      /* kept as it was read; only for keys of livret's own */
} field_type;

typedef struct field_decl field_decl;
struct field_decl {
    str name, alias;                               /* alias "" for none */
    field_type type;
    bool required;
    const value *label, *help;                     /* a text, or texts by language; NULL for none */
    const value *choices;                          /* a list, or lists by language; NULL for none */
    long long order;                               /* rank of display; usual: 1, 2, 3… as declared */
    field_decl *fields;                            /* of a map or each map of a list, by order; NULL: anything goes */
    size_t nfields;
};

typedef struct kind {
    str name, alias;                               /* alias "" for none */
    bool slides;
    const value *label, *help, *title, *text;            /* as those of a field */
    field_decl *fields;                            /* sorted by order */
    size_t nfields;
} kind;

/* Reads a kind from YAML. name: what it is called when the file does not say. Faults are C102 and C103; a faulty field
 * is left out. Never NULL. */
kind *kind_read(arena *a, const source *src, str name, const value *top, diag *d);
const field_decl *kind_field(const kind *k, str name);  /* by name or alias, NULL for none */
str kind_type_name(field_type t);                  /* as in YAML: "map-list" */
/* A text by language: a string serves all; of a map the language's, else the first. "" for NULL. */
str kind_text(const value *v, str lang);
/* The same; *said: the language that it is in, "" where nothing says. */
str kind_text_in(const value *v, str lang, str *said);
const value *kind_choices(const field_decl *f, str lang);       /* a list in this language, else in the first; NULL for none */
/* Does the kind have a label in this language? One whose label is a plain text speaks the first of the site. */
bool kind_speaks(const kind *k, str lang, bool first);

/* The typed front matter of a sheet; k NULL: of an ordinary page. A new map in the order of the source:
 *   - keys of livret's own and fields of the kind under their name (an alias is turned into the name), typed:
 *     text, markdown, reference, date (an ISO day), moment (an ISO day, "2026-09-24 18:00" with its hour): VALUE_STR;
 *     integer VALUE_INT; number VALUE_NUM ("69,9", "1
 * 250.5"); bool VALUE_BOOL
 *     (oui non vrai faux true false yes no); list: VALUE_LIST of VALUE_STR, a lone text makes a list of one; map,
 * map-list;
 *   - on an ordinary page, also the domain fields of fields.def;
 *   - unknown keys and those of `params` together under "params", as they were read. F101, unless `params` holds them.
 *   - in a map-list, a text stands for a map that has only the first field.
 * Empty values are left out, and so are maps with nothing in them. A value of the wrong type is left out: F107, F104 for a date, R101 for
 * a moment. A required field that is missing: F106. All with the field's help in the language `lang` as hint. Values that need no change
 * are shared with meta. */
value *kind_check(arena *a, const kind *k, const source *src, const value *meta, str lang, diag *d);
#endif
