#include "base/file.h"
#include "base/lang.h"
#include "base/path.h"
#include "check/plan.h"
#include "cli/load.h"
#include "import/import.h"
#include "import/plan.h"
#include "model/plan_read.h"
#include "read/csv.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct intake { arena *a; diag *d; const options *o; int root; source src; } intake;

static int usage(void)
{
    fprintf(stderr, "%s\n",
            _("livret: write “livret import FILE.csv [CODE…]”; it knows these tables by their columns:"));
    for (size_t i = 0; i < import_nshapes; i++) fprintf(stderr, "  %s\n", _(import_shapes[i].title));
    fprintf(stderr, "  %s\n", _("plan of an agreement: axes, objectives, action sheets"));
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

static int write_table(const intake *k, const rows *t, const char *path)
{
    buf text = { 0 };
    put_table(&text, t, path_base(str_z(k->src.path)));
    int e = 0;
    if (!file_same(k->root, path, buf_view(&text))) {
        e = keep_old(k, path);
        if (!e) e = file_write(k->root, path, buf_view(&text));
    }
    buf_free(&text);
    if (e) fprintf(stderr, "livret: %s: %s\n", path, strerror(e));
    return e ? EXIT_WORLD : EXIT_CLEAN;
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

static int take_in(intake *k)
{
    const options *o = k->o;
    str *codes = ARENA_ARRAY(k->a, str, o->nargs);
    for (int i = 1; i < o->nargs; i++) codes[i - 1] = str_z(o->args[i]);
    const source *src = csv_source(k->a, &k->src);
    const value *table = csv_parse(k->a, src, k->d);
    str mapped, unused;
    import_table *t = import_rows(k->a, table, src, path_base(str_z(src->path)), codes, (size_t)o->nargs - 1, k->d);
    if (!t && plan_knows(k->a, table, &mapped, &unused)) return take_plan(k, src, table, mapped, unused);
    if (!t) {
        fprintf(stderr, _("livret: %s: these columns are of no table that livret knows\n"), src->path);
        return usage();
    }
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
