#include "base/env.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/build.h"
#include <stdio.h>
#include <string.h>

static void summarise(const loaded *l, const options *o, const build_summary *sum, uint64_t since, bool written)
{
    size_t errors = diag_count(l->d, DIAG_ERROR), warnings = diag_count(l->d, DIAG_WARNING);
    double seconds = (double)(env_ticks() - since) / 1000.0;
    if (o->quiet) return;
    fprintf(stderr, "livret: ");
    fprintf(stderr, ngettext("%zu page", "%zu pages", sum->pages), sum->pages);
    fprintf(stderr, ngettext(", %zu book", ", %zu books", sum->books), sum->books);
    fprintf(stderr, ngettext(", %zu error", ", %zu errors", errors), errors);
    fprintf(stderr, ngettext(", %zu warning", ", %zu warnings", warnings), warnings);
    fprintf(stderr, ", %.2f s", seconds);
    if (o->output) fprintf(stderr, written ? _(" → %s") : _("; %s was left as it was"), o->output);
    fputc('\n', stderr);
}

/* Where the output goes: as said, else output/ in the site's folder. */
static const char *output_of(loaded *l, const options *o)
{
    if (o->output) return o->output;
    return strcmp(o->source, ".") == 0 ? "output" : path_join(l->mem, str_z(o->source), S("output")).p;
}

static bool has_world_error(const loaded *l)
{
    static const diag_code codes[] = { W801, W802, W803, W804 };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (diag_count_code(l->d, codes[i])) return true;
    return false;
}

/* An error: nothing is put in place. */
static int finish(loaded *l, stage *out, int status, bool *written)
{
    bool clean = status == EXIT_CLEAN && diag_count(l->d, DIAG_ERROR) == 0;
    *written = false;
    if (!out) return status != EXIT_CLEAN ? status : clean ? EXIT_CLEAN : EXIT_PROBLEMS;
    if (clean && !stage_failed(out)) *written = stage_commit(out);
    else stage_abort(out);
    if (*written) return EXIT_CLEAN;
    return status != EXIT_CLEAN ? status : has_world_error(l) ? EXIT_WORLD : EXIT_PROBLEMS;
}

static int build(const options *given, bool write)
{
    options o = *given;
    uint64_t since = env_ticks();
    loaded l;
    int status;
    build_summary sum = { 0 };
    bool written = false;
    if (o.nargs) {
        fprintf(stderr, _("livret: “%s” is not expected here; the site’s folder is given by -s\n"), o.args[0]);
        return EXIT_USAGE;
    }
    if (!load_site(&l, &o, &status)) {
        print_messages(l.d, &o);
        load_free(&l);
        return status;
    }
    o.output = write ? output_of(&l, &o) : NULL;
    stage *out = write ? stage_open(o.output, l.d) : NULL;
    if (write && !out) status = EXIT_WORLD;
    else status = finish(&l, out, build_site(&l, &o, out, &sum), &written);
    print_messages(l.d, &o);
    if (status != EXIT_USAGE) summarise(&l, &o, &sum, since, written);
    load_free(&l);
    return status;
}

int run_build(const options *o) { return build(o, true); }
int run_check(const options *o) { return build(o, false); }
