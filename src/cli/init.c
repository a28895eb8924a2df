#include "base/env.h"
#include "base/file.h"
#include "base/lang.h"
#include "cli/options.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* Copies share/livret/init/KIND into an empty or new folder. Files that are there stay as they are, so nothing of the
 * user's is lost. */
static int copy_all(int from, int to, const file_list *files, size_t skip)
{
    arena *a = arena_new(0);
    int error = 0;
    for (size_t i = 0; i < files->n && !error; i++) {
        str bytes;
        const char *name = files->v[i].path.p + skip;
        error = file_read(from, files->v[i].path.p, a, &bytes);
        if (!error) error = file_write(to, name, bytes);
        arena_reset(a);
    }
    arena_free(a);
    return error;
}

/* The sites that it can start: a website for families, the documents of an agreement (CTG). */
static const char *folder_of(const char *kind)
{
    if (!kind || strcmp(kind, "site") == 0) return "init/site";
    return strcmp(kind, "ctg") == 0 ? "init/ctg" : NULL;
}

static int complain(const char *dir, const char *why)
{
    fprintf(stderr, "livret: %s: %s\n", dir, why);
    return EXIT_WORLD;
}

int run_init(const options *o)
{
    const char *dir = o->nargs ? o->args[0] : o->source, *from = folder_of(o->kind);
    if (o->nargs > 1) {
        fprintf(stderr, "%s\n", _("livret: init takes one folder"));
        return EXIT_USAGE;
    }
    if (!from) {
        fprintf(stderr, _("livret: no kind of site is called %s; there are: site, ctg\n"), o->kind);
        return EXIT_USAGE;
    }
    int e = file_mkdirs(AT_FDCWD, dir), to = e ? -1 : file_root(dir);
    if (to < 0) return complain(dir, strerror(e ? e : errno));
    if (!file_is_empty_dir(to)) {
        file_close(to);
        fprintf(stderr, _("livret: %s is not empty: nothing was written\n"), dir);
        fprintf(stderr, "  %s%s\n", _("hint: "), _("name a new folder, such as “livret init my-site”"));
        return EXIT_PROBLEMS;
    }
    arena *a = arena_new(0);
    file_list files = { 0 };
    int share = file_root(env_share());
    e = share < 0 ? errno : file_walk(share, from, a, &files);
    if (!e) e = copy_all(share, to, &files, strlen(from) + 1);
    file_close(share);
    file_close(to);
    int status = EXIT_CLEAN;
    if (e) {
        status = complain(dir, strerror(e));
    } else {
        bool here = strcmp(dir, ".") == 0;
        if (here) printf(_("%zu files are here. Next:\n"), files.n);
        else printf(_("%zu files are in %s. Next:\n"), files.n, dir);
        if (!here) printf("  cd %s\n", dir);
        printf("  livret build\n");
        printf(_("then open %s in a browser.\n"), "output/index.html");
    }
    arena_free(a);
    return status;
}
