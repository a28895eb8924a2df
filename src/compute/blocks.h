/* Blocks of Markdown that data or scripts fill: `::: tableau source=NAME`, `::: graphique source=NAME` and those of
 * scripts/blocks/. Each NODE_DIV of such a name is replaced in its tree by the nodes that it stands for.
 *
 * Options (French, English; all that hold a column take its id):
 *   tableau, table      source · colonnes, columns = a,b · trier, sort = a or -a · limite, limit = 10
 *                       · filtre, filter = a=x,b=y · legende, caption (or the title of the block)
 *                       · total = somme, sum | moyenne, mean · poids, weights = column that weighs means of rates
 *   graphique, chart    source · type (below) · x · y = a,b · serie, series = column whose values are the series
 *                       · cible, target = column · unite, unit · description · trier, limite, filtre, legende; by type:
 *     barres, bars | barres-couchees, rows | lignes, lines    par, by = column: a small chart for each of its values
 *     barres-empilees, stacked | barres-couchees-empilees, stacked-rows    part, share = oui, yes: each bar is 100 %
 *     points, dots        bas, low · haut, high = columns (as many as y): the range in which a number lies
 *     progression, progress    cible, target · depart, start = columns: how far each row came; without depart, from 0
 *     frise, gantt        debut, start · fin, end = columns of days, months or years (no end: a milestone)
 *                       · etat, state = column whose values are the series
 *     gaufre, waffle      the parts of a whole as 100 cells: rows, or for each row the columns of y, or the series
 *   carte, map          source · contours, outlines = data with areas (GeoJSON) · code, nom, valeur = columns
 *                       · classes = quantiles | egales, equal | jenks | 40,55,70 · nombre, count = 5 · unite, unit
 *                       · description · filtre, trier, legende
 *   carte, map          points = facilities (model/facility.h) · contours, outlines · types = "creche mam" · commune = code
 *                       or name · lieu, place = the id of one · description · legende
 *   plan, plan-index, plan-comptes, plan-counts: compute/block_plan.h
 * Where neither option nor dataset names a unit or a source, a column `unite`/`unit` or `source` does when it says
 * the same in all rows.
 *
 * A table is followed by a paragraph of class "source" and one of class "remarque" (the dataset's source and note).
 * A chart is a NODE_FIGURE (class "graphique") with a caption and a NODE_GRAPHIC, then a NODE_DIV "donnees" that
 * holds the same numbers as a table: its accessible equal. The id of the block goes to the table or the figure.
 *
 * A map of points is a NODE_DIV "carte-lieux": the figure, then a list of the places, in the order of their numbers: its accessible
 * equal. With lieu= it is the figure alone, of one place without a number. Items have data-key (that of the shapes) and data-kind, for
 * layouts/assets/carte.js.
 *
 * A script gives back `function(args, content, page, data, site)`, or { options = …, make = that function }: options
 * are then checked, and args has them by their French name (block_options.h). args are the options as texts, with
 * args.title and args.id; content is the text of the block. Its result is one of these, or a list of them:
 *   "a text in Markdown"
 *   { type = "paragraphe", text = "…" }              (paragraph) text in Markdown
 *   { type = "titre", level = 3, text = "…" }        (heading)
 *   { type = "liste", ordered = true, items = { "…", { … } } }   (list)
 *   { type = "tableau", columns = …, rows = …, caption = "…", source = "…", note = "…", regrouper = "a,b", class = "…" }
 *       (table, group) class: "paysage" turns it on paper, "a-remplir" leaves room to write in its rows;
 *       rows: as model/dataset.h has them, or lists of cells in the order of columns
 *   { type = "graphique", kind = "barres", x = "…", y = "…", columns = …, rows = …, caption = "…" }   (chart)
 *       options as above
 *   { type = "source", text = "Caf, 2025" }, { type = "remarque", text = "…" }   (note)    below a table or a figure
 *   { type = "bloc", name = "note", title = "…", options = { year = "2025" }, content = … }
 *       (block)
 *   { type = "erreur", text = "…" }                  (error) what is wrong with the block's use: a message at its place (M113)
 * Blocks within what a script gives back are expanded in turn, four deep at most (S511). */
#ifndef COMPUTE_BLOCKS_H
#define COMPUTE_BLOCKS_H
#include "base/map.h"
#include "compute/host.h"
#include "doc/node.h"
#include "model/chart_spec.h"
#include "model/indicator.h"
#include "model/locale.h"
#include "model/map_spec.h"
#include "model/words.h"

typedef struct blocks blocks;
/* The scripts of scripts/blocks/; immutable, for all threads. */
blocks *blocks_new(arena *a, const source *const *scripts, size_t n);

typedef struct blocks_context {
    host *host;
    const blocks *blocks;
    const map *datasets;                           /* name -> dataset; may be NULL */
    const indicators *indicators;                  /* may be NULL */
    const struct plan_tree *plan;                  /* model/plan.h; may be NULL */
    const struct name_list *names;                 /* model/names.h; may be NULL */
    size_t nlanguages;                             /* of the site */
    locale *locale;
    const words *words;                            /* NULL: French */
    str lang, source_lang;                         /* of the page; of the site's data ("": not told apart) */
    str clock;                                     /* the ISO day that a chart of time marks; "" : none */
    bool rtl;
    scene *(*draw)(void *ctx, arena *a, const chart_spec *spec);
    scene *(*draw_map)(void *ctx, arena *a, const map_spec *spec);
    /* Appends what the Markdown text means to `into`. NULL: the text is one paragraph. */
    void (*markdown)(void *ctx, arena *a, str text, node *into);
    void (*push)(void *ctx, host *h);              /* pushes page, data and site: three values. NULL: three nils */
    /* Where the page of a facility is, for a link; "": it has none in this language. NULL: no facility has a page. */
    str (*facility)(void *ctx, arena *a, str id);
    void *ctx;
} blocks_context;

/* Expands all blocks of the tree, in place; new nodes live in `a` and stand where their block stood. Faults go to
 * host_diag. False when something could not be made (it is left out). */
bool blocks_expand(const blocks_context *c, arena *a, node_tree *t);
#endif
