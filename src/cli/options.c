#include "cli/options.h"
#include "base/lang.h"
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum option_id {
    OPT_SOURCE,
    OPT_CONFIG,
    OPT_OUTPUT,
    OPT_BASE,
    OPT_DRAFTS,
    OPT_JOBS,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_STRICT,
    OPT_CLOCK,
    OPT_ONLY,
    OPT_LANG,
    OPT_FORMAT,
    OPT_AS,
    OPT_BOOK,
    OPT_FORM,
    OPT_KIND,
    OPT_MINOR,
    OPT_ALL,
    OPT_EXTENSIONS,
    OPT_HELP,
    OPT_VERSION
} option_id;

static const struct { const char *name; char letter; const char *value; option_id id; const char *help;
} table[] = {
    { "source", 's', "DIR", OPT_SOURCE, N_("the site's folder (usually: this one)") },
    { "config", 'c', "FILE", OPT_CONFIG, N_("the settings (usually: livret.yml)") },
    { "output", 'o', "DIR", OPT_OUTPUT, N_("where the output goes (usually: output, in the site's folder)") },
    { "base-url", 'b', "URL", OPT_BASE, N_("the public address of the site") },
    { "only", 0, "PART", OPT_ONLY, N_("build only this: site, pdf, or the name of a book") },
    { "lang", 0, "LANG", OPT_LANG, N_("build only this language") },
    { "drafts", 'D', NULL, OPT_DRAFTS, N_("drafts too") },
    { "clock", 0, "DAY", OPT_CLOCK, N_("the day to take for today, such as 2026-09-24") },
    { "jobs", 'j', "N", OPT_JOBS, N_("threads (usually: one for each core)") },
    { "strict", 'W', NULL, OPT_STRICT, N_("warnings are errors") },
    { "diagnostic-format", 0, "FORM", OPT_FORMAT, N_("messages as text, short or json") },
    { "quiet", 'q', NULL, OPT_QUIET, N_("say nothing but messages") },
    { "verbose", 'v', NULL, OPT_VERBOSE, N_("say how long each stage took") },
    { "as", 0, "FORM", OPT_AS, N_("inspect: block, html, flow, frame, tags, odt, units or value") },
    { "book", 0, "FILE", OPT_BOOK, N_("inspect --as flow, frame, tags or odt: as this file of layouts/books/ says") },
    { "format", 0, "FORM", OPT_FORM,
      N_("translate status: text, json, csv or html; translate export: xliff, xliff12, po or csv") },
    { "kind", 0, "KIND", OPT_KIND, N_("init: site or ctg, the documents of an agreement") },
    { "minor", 0, NULL, OPT_MINOR, N_("translate accept: what changed in the source changes no translation") },
    { "all", 0, NULL, OPT_ALL, N_("translate export: what is up to date, too") },
    { "extensions", 0, NULL, OPT_EXTENSIONS, N_("inspect --as html: with livret's own Markdown") },
    { "help", 'h', NULL, OPT_HELP, N_("this text") },
    { "version", 0, NULL, OPT_VERSION, N_("the version") },
};
enum { NOPTIONS = sizeof table / sizeof *table };

static bool complain(const char *format, const char *what)
{
    fprintf(stderr, "livret: ");
    fprintf(stderr, format, what);
    fprintf(stderr, "\n  %s%s\n", _("hint: "), _("“livret help” lists what there is"));
    return false;
}

static bool apply(options *o, option_id id, const char *v)
{
    long long n;
    switch (id) {
    case OPT_SOURCE: o->source = v; break;
    case OPT_CONFIG: o->config = v; break;
    case OPT_OUTPUT: o->output = v; break;
    case OPT_BASE: o->base_url = v; break;
    case OPT_ONLY: o->only = v; break;
    case OPT_LANG: o->lang = v; break;
    case OPT_CLOCK: o->clock = v; break;
    case OPT_AS: o->as = v; break;
    case OPT_BOOK: o->book = v; break;
    case OPT_FORM: o->form = v; break;
    case OPT_KIND: o->kind = v; break;
    case OPT_MINOR: o->minor = true; break;
    case OPT_ALL: o->all = true; break;
    case OPT_DRAFTS: o->drafts = true; break;
    case OPT_QUIET: o->quiet = true; break;
    case OPT_VERBOSE: o->verbose = true; break;
    case OPT_STRICT: o->strict = true; break;
    case OPT_EXTENSIONS: o->extensions = true; break;
    case OPT_JOBS:
        if (!str_int(str_z(v), &n) || n < 1 || n > 256) return complain(_("not a number of threads: %s"), v);
        o->jobs = (int)n;
        break;
    case OPT_FORMAT:
        if (strcmp(v, "text") == 0) o->format = DIAG_TEXT;
        else if (strcmp(v, "short") == 0) o->format = DIAG_SHORT;
        else if (strcmp(v, "json") == 0) o->format = DIAG_JSON;
        else return complain(_("not a form of messages: %s"), v);
        break;
    case OPT_HELP:
    case OPT_VERSION: break;                       /* main looks at these before it comes here */
    }
    return true;
}

static int find_long(str name)
{
    for (int i = 0; i < NOPTIONS; i++)
        if (str_eqz(name, table[i].name)) return i;
    return -1;
}

static int find_letter(char c)
{
    for (int i = 0; i < NOPTIONS; i++)
        if (table[i].letter && table[i].letter == c) return i;
    return -1;
}

/* --name, --name=value, --name value. Moves *i over a value that stands apart. */
static bool read_long(int argc, char **argv, int *i, options *o)
{
    str arg = str_z(argv[*i] + 2);
    size_t eq = str_find(arg, '=');
    int k = find_long(eq == STR_NONE ? arg : str_first(arg, eq));
    if (k < 0) return complain(_("unknown option: %s"), argv[*i]);
    if (!table[k].value)
        return eq == STR_NONE ? apply(o, table[k].id, NULL) : complain(_("this option takes no value: %s"), argv[*i]);
    if (eq != STR_NONE) return apply(o, table[k].id, arg.p + eq + 1);
    if (*i + 1 >= argc) return complain(_("this option needs a value: %s"), argv[*i]);
    return apply(o, table[k].id, argv[++*i]);
}

/* -q, -qv, -j4, -j 4 */
static bool read_short(int argc, char **argv, int *i, options *o)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        int k = find_letter(*p);
        if (k < 0) return complain(_("unknown option: %s"), argv[*i]);
        if (!table[k].value) { if (!apply(o, table[k].id, NULL)) return false; continue; }
        if (p[1]) return apply(o, table[k].id, p + 1);
        if (*i + 1 >= argc) return complain(_("this option needs a value: %s"), argv[*i]);
        return apply(o, table[k].id, argv[++*i]);
    }
    return true;
}

bool options_read(int argc, char **argv, options *o)
{
    *o = (options){ .source = ".", .config = "livret.yml" };
    o->args = mem_zalloc(sizeof *o->args * (size_t)(argc + 1));
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            while (++i < argc) o->args[o->nargs++] = argv[i];
        } else if (argv[i][0] == '-' && argv[i][1] == '-') {
            if (!read_long(argc, argv, &i, o)) return false;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            if (!read_short(argc, argv, &i, o)) return false;
        } else {
            o->args[o->nargs++] = argv[i];
        }
    }
    return true;
}

static void pad(const char *text, size_t width)
{
    size_t n = 0;
    for (const char *p = text; *p; p++) n += ((unsigned char)*p & 0xC0) != 0x80;
    printf("%s%*s", text, n < width ? (int)(width - n) : 1, "");
}

void options_help(void)
{
    char left[80];
    printf("%s\n\n",
           _("livret turns a folder of sheets, data and layouts into a website, easy-to-read pages and PDF books."));
    printf("%s\n", _("Usage: livret COMMAND [OPTIONS]"));
    printf("\n%s\n", _("Commands:"));
    for (const command *c = commands; c->name; c++) {
        snprintf(left, sizeof left, "  %s %s", c->name, c->arguments);
        pad(left, 28);
        puts(_(c->help));
    }
    printf("\n%s\n", _("Options:"));
    for (int i = 0; i < NOPTIONS; i++) {
        snprintf(left, sizeof left, table[i].letter ? "  -%c, --%s%s%s" : "  %c   --%s%s%s",
                 table[i].letter ? table[i].letter : ' ', table[i].name, table[i].value ? " " : "",
                 table[i].value ? table[i].value : "");
        pad(left, 34);
        puts(_(table[i].help));
    }
    printf("\n%s\n", _("Status: 0 clean, 1 problems in the site, 2 usage, 3 the system (disk, font, permission)."));
}
