#include "base/env.h"
#include "base/file.h"
#include "base/lang.h"
#include "base/mem.h"
#include "cli/options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const command commands[] = {
    { "init", run_init, "[DIR]", N_("start a small site that explains itself") },
    { "new", run_new, "KIND SLUG [FIELD=VALUE…]", N_("start a sheet of a kind") },
    { "build", run_build, "", N_("build everything into output/") },
    { "check", run_check, "", N_("say what is wrong; write nothing") },
    { "import", run_import_table, "FILE [CODE…]",
      N_("take in a table of the Caf, of Insee, of facilities, a plan, outlines, XML") },
    { "translate", run_translate, "PART [PAGE…]",
      N_("what is translated, what is stale; PO files; what was reviewed") },
    { "inspect", run_inspect, "--as FORM FILE", N_("show a form in between; “-” is standard input") },
    { "explain", run_explain, "CODE", N_("explain a message") },
    { "help", run_help, "", N_("this text") },
    { "version", run_version, "", N_("the version") },
    { NULL, NULL, NULL, NULL },
};

int run_help(const options *o)
{
    (void)o;
    options_help();
    return EXIT_CLEAN;
}

int run_version(const options *o)
{
    (void)o;
    puts("livret " LIVRET_VERSION);
    return EXIT_CLEAN;
}

static const command *find(const char *name)
{
    if (strcmp(name, "--version") == 0) name = "version";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    for (const command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

/* Fault injection, for the tests of what happens when memory or the disk gives out. */
static void set_faults(void)
{
    const char *alloc = env_get("LIVRET_FAIL_ALLOC"), *write = env_get("LIVRET_FAIL_WRITE");
    if (alloc) mem_fail_at(strtoul(alloc, NULL, 10));
    if (write) file_fail_at(strtoul(write, NULL, 10));
}

int main(int argc, char **argv)
{
    static char locale[4200];
    snprintf(locale, sizeof locale, "%s/../locale", env_share());
    lang_init(locale);
    set_faults();
    if (argc < 2) {
        options_help();
        return EXIT_USAGE;
    }
    const command *c = find(argv[1]);
    if (!c) {
        fprintf(stderr, _("livret: unknown command: %s\n"), argv[1]);
        fprintf(stderr, "  %s%s\n", _("hint: "), _("“livret help” lists what there is"));
        return EXIT_USAGE;
    }
    if (asks_help(argc - 2, argv + 2)) c = find("help");
    options o;
    int status = options_read(argc - 2, argv + 2, &o) ? c->run(&o) : EXIT_USAGE;
    mem_free(o.args);
    if (fflush(stdout) != 0 && status == EXIT_CLEAN) status = EXIT_WORLD;
    return status;
}
