#include "base/env.h"
#include "base/file.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/unicode.h"
#include "check/plan.h"
#include "cli/load.h"
#include "import/import.h"
#include "import/outlines.h"
#include "import/plan.h"
#include "model/indicator_read.h"
#include "model/plan_read.h"
#include "read/csv.h"
#include "read/json.h"
#include "read/xml.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct intake { arena *a; diag *d; const options *o; int root; source src; } intake;

static int usage(void)
{
    fprintf(stderr, "%s\n",
            _("livret: write “livret import FILE [CODE…]”; it knows CSV tables by their columns:"));
    for (size_t i = 0; i < import_nshapes; i++) fprintf(stderr, "  %s\n", _(import_shapes[i].title));
    fprintf(stderr, "  %s\n", _("plan of an agreement: axes, objectives, action sheets"));
    fprintf(stderr, "  %s\n", _("indicators, with columns indicateur, annee and valeur"));
    fprintf(stderr, "%s\n", _("and outlines as GeoJSON, and XML that follows a schema of layouts/schemas/."));
    fprintf(stderr, "%s\n", _("CODE: beginnings of the codes to take, such as 40 or 200069417; all rows without any."));
    return EXIT_USAGE;
}

/* --- the file in the site's own form: as one would write it by hand */

static void put_row(buf *out, const str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) buf_char(out, ';');
        csv_write_cell(out, cells[i], ';');
    }
    buf_char(out, '\n');
}

typedef struct rows { const char *title; const str *columns; size_t ncolumns; str *const *v; size_t n; } rows;

static void put_table(buf *out, const rows *t, str name)
{
    buf_fmt(out, _("# Taken by livret import from %.*s: %s."), STR_ARG(name), t->title);
    buf_z(out, "\n");
    put_row(out, t->columns, t->ncolumns);
    for (size_t i = 0; i < t->n; i++) put_row(out, t->v[i], t->ncolumns);
}

/* What stood there is kept beside it, under a name that the site passes over. */
static int keep_old(const intake *k, const char *path)
{
    str old;
    if (!file_exists(k->root, path)) return 0;
    int e = file_read(k->root, path, k->a, &old);
    return e ? e : file_write(k->root, arena_fmt(k->a, "%s~", path).p, old);
}

static int write_text(const intake *k, str text, const char *path)
{
    int e = 0;
    if (!file_same(k->root, path, text)) {
        e = keep_old(k, path);
        if (!e) e = file_write(k->root, path, text);
    }
    if (e) fprintf(stderr, "livret: %s: %s\n", path, strerror(e));
    return e ? EXIT_WORLD : EXIT_CLEAN;
}

static int write_table(const intake *k, const rows *t, const char *path)
{
    buf text = { 0 };
    put_table(&text, t, path_base(str_z(k->src.path)));
    int status = write_text(k, buf_view(&text), path);
    buf_free(&text);
    return status;
}

/* --- what is said */

static void tell(const import_table *t, const char *path)
{
    printf(_("%s: rows taken %zu, left out %zu, of other places %zu → %s\n"), _(t->shape->title), t->rows.n,
           t->left_out, t->elsewhere, path);
    if (t->padded) printf(_("codes that got their first zero back: %zu\n"), t->padded);
    if (t->unused.n == 0) return;
    fputs(_("columns that were not needed:"), stdout);
    for (size_t i = 0; i < t->unused.n; i++) printf("%s %.*s", i ? "," : "", STR_ARG(t->unused.v[i]));
    fputc('\n', stdout);
}

static int refuse(const intake *k, const char *why)
{
    fprintf(stderr, why, k->src.path);
    return usage();
}

static str *codes_of(const intake *k)
{
    str *codes = ARENA_ARRAY(k->a, str, k->o->nargs);
    for (int i = 1; i < k->o->nargs; i++) codes[i - 1] = str_z(k->o->args[i]);
    return codes;
}

/* --- tables */

static bool has_column(arena *a, const value *row, const char *plain)
{
    for (size_t i = 0; row && row->kind == VALUE_MAP && i < row->as.map.n; i++)
        if (str_eqz(unicode_plain(a, row->as.map.v[i].key), plain)) return true;
    return false;
}

/* A line for each value is what the site reads already: it is taken as it is, in UTF-8, and
 * what can't be read is told. */
static int take_lines(intake *k, const value *lines, const source *src)
{
    const value *first = value_at(lines, 0);
    if (!has_column(k->a, first, "indicateur") || !has_column(k->a, first, "valeur"))
        return refuse(k, _("livret: %s: these columns are of no table that livret knows\n"));
    str name = path_stem(path_base(str_z(k->src.path)));
    const char *path = arena_fmt(k->a, "content/data/%.*s.csv", STR_ARG(name)).p;
    map *datasets = map_new(k->a);
    dataset *t = dataset_from_value(k->a, name, lines);
    t->src = src;
    map_put(datasets, name, t);
    indicator_read(indicators_new(k->a), datasets, k->d);
    int status = write_text(k, src->text, path);
    if (status == EXIT_CLEAN && !k->o->quiet)
        printf(_("indicators, one line for each value: %zu → %s\n"), t->nrows, path);
    return status;
}

/* --- the plan of an agreement */

static void tell_plan(const plan_tree *t, size_t nrows, str mapped, str unused)
{
    plan_counts n = plan_count(t->root);
    printf(_("plan: themes %zu, axes %zu, OI %zu, OO %zu, sheets %zu, annexed %zu, actions without a number %zu\n"),
           n.themes, n.axes, n.aims, n.goals, n.sheets, n.annexes, n.actions);
    printf(_("rows written: %zu → %s\n"), nrows, "content/data/plan.csv");
    printf(_("columns: %.*s\n"), STR_ARG(mapped));
    if (unused.n) printf("%s %.*s\n", _("columns that were not needed:"), STR_ARG(unused));
}

static int take_plan(intake *k, const source *src, const value *table, str mapped, str unused)
{
    plan_tree *t = plan_new(k->a);
    plan_read(t, table, src);
    plan_rows made = plan_normal(k->a, t);
    if (made.rows.n == 0) {
        fprintf(stderr, _("livret: %s: no row could be taken, and nothing was written\n"), src->path);
        return EXIT_PROBLEMS;
    }
    plan_check(t, k->d);
    rows all = { _("plan of an agreement: axes, objectives, action sheets"), made.columns.v, made.columns.n,
                 made.rows.v, made.rows.n };
    int status = write_table(k, &all, "content/data/plan.csv");
    if (status == EXIT_CLEAN && !k->o->quiet) tell_plan(t, made.rows.n, mapped, unused);
    return status;
}

static int take_table(intake *k)
{
    const options *o = k->o;
    const source *src = csv_source(k->a, &k->src);
    const value *table = csv_parse(k->a, src, k->d);
    str mapped, unused;
    import_table *t = import_rows(k->a, table, src, path_base(str_z(src->path)), codes_of(k), (size_t)o->nargs - 1,
                                  k->d);
    if (!t && plan_knows(k->a, table, &mapped, &unused)) return take_plan(k, src, table, mapped, unused);
    if (!t) return take_lines(k, table, src);
    if (t->rows.n == 0) {
        fprintf(stderr, _("livret: %s: no row could be taken, and nothing was written\n"), src->path);
        return EXIT_PROBLEMS;
    }
    const char *level = t->shape->nlevels > 1 ? t->level->name : "", *joint = level[0] ? "-" : "";
    const char *path = arena_fmt(k->a, "content/data/%s%s%s.csv", t->shape->file, joint, level).p;
    rows all = { _(t->shape->title), t->columns.v, t->columns.n, t->rows.v, t->rows.n };
    int status = write_table(k, &all, path);
    if (status == EXIT_CLEAN && !o->quiet) tell(t, path);
    return status;
}

/* --- outlines */

static int take_outlines(intake *k)
{
    static const char path[] = "content/data/contours.geojson";
    import_outlines_count n;
    buf text = { 0 };
    const value *v = json_parse(k->a, &k->src, k->d);
    bool known = import_outlines(&text, v, codes_of(k), (size_t)k->o->nargs - 1, &n);
    int status = EXIT_PROBLEMS;
    if (n.bad) fprintf(stderr, _("livret: %s: outlines that can’t be read: %zu\n"), k->src.path, n.bad);
    if (!known) status = refuse(k, _("livret: %s: no outline with a code was found\n"));
    else if (n.taken == 0)
        fprintf(stderr, _("livret: %s: no row could be taken, and nothing was written\n"), k->src.path);
    else status = write_text(k, buf_view(&text), path);
    if (status == EXIT_CLEAN && !k->o->quiet)
        printf(_("outlines: taken %zu, of other places %zu → %s\n"), n.taken, n.elsewhere, path);
    buf_free(&text);
    return status;
}

/* --- XML that follows a schema of layouts/schemas/ */

/* The name of the root element, past the prolog; "" when there is none. */
static str root_name(str s)
{
    for (size_t at; (at = str_find(s, '<')) != STR_NONE;) {
        s = str_skip(s, at + 1);
        bool comment = str_starts(s, S("!--"));
        if (!comment && s.n && s.p[0] != '?' && s.p[0] != '!') break;
        size_t end = comment ? str_search(s, S("-->")) : str_find(s, '>');
        s = str_skip(s, end);
    }
    size_t n = 0;
    while (n < s.n && (s.p[n] == '-' || s.p[n] == '_' || (s.p[n] | 32) >= 'a') && (s.p[n] | 32) <= 'z') n++;
    return str_first(s, n);
}

static const source *read_schema(intake *k, str name)
{
    source *s = ARENA_NEW(k->a, source);
    s->path = arena_fmt(k->a, "layouts/schemas/%.*s.rng", STR_ARG(name)).p;
    int share = file_root(env_share()), roots[2] = { k->root, share };
    bool found = false;
    for (int i = 0; i < 2 && !found; i++) found = roots[i] >= 0 && file_read(roots[i], s->path, k->a, &s->text) == 0;
    file_close(share);
    return found ? s : NULL;
}

/* What does not follow its schema is told,
        and taken all the same: it is mended in place. What is no XML is not taken. */
static int take_xml(intake *k)
{
    str name = root_name(k->src.text);
    const source *schema = name.n ? read_schema(k, name) : NULL;
    if (!schema) return refuse(k, _("livret: %s: this XML is of no kind that layouts/schemas/ describes\n"));
    xml_parse(k->a, &k->src, schema, k->d);
    if (diag_count_code(k->d, D401)) return EXIT_PROBLEMS;
    const char *path = arena_fmt(k->a, "content/data/%.*s.xml", STR_ARG(name)).p;
    int status = write_text(k, k->src.text, path);
    if (status == EXIT_CLEAN && !k->o->quiet) printf(_("%.*s, after %s → %s\n"), STR_ARG(name), schema->path, path);
    return status;
}

static int take_in(intake *k)
{
    str ext = path_ext(str_z(k->src.path));
    if (str_eq(ext, S(".geojson")) || str_eq(ext, S(".json"))) return take_outlines(k);
    if (str_eq(ext, S(".xml"))) return take_xml(k);
    return take_table(k);
}

int run_import_table(const options *o)
{
    if (o->nargs < 1) return usage();
    intake k = { .a = arena_new(0), .d = diag_new(), .o = o, .root = file_root(o->source) };
    k.src.path = o->args[0];
    int status = EXIT_WORLD, e = 0;
    if (k.root < 0 || !file_exists(k.root, o->config)) DIAG(k.d, C101, NO_SPAN, o->config);
    else if ((e = file_read_any(k.src.path, k.a, &k.src.text)) != 0) DIAG(k.d, W801, NO_SPAN, k.src.path, strerror(e));
    else status = take_in(&k);
    print_messages(k.d, o);
    if (status == EXIT_CLEAN && diag_count(k.d, DIAG_ERROR)) status = EXIT_PROBLEMS;
    file_close(k.root);
    diag_free(k.d);
    arena_free(k.a);
    return status;
}
