/* The command line. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include "base/diag.h"
#include "base/str.h"

enum { EXIT_CLEAN = 0, EXIT_PROBLEMS = 1, EXIT_USAGE = 2, EXIT_WORLD = 3 };

typedef struct options {
    const char *source, *config, *output, *base_url, *only, *lang, *clock, *as, *book, *form, *kind;
    int jobs;
    bool quiet, verbose, strict, drafts, extensions, minor, all;
    bool translating;                              /* a language without pages is no fault yet */
    diag_format format;
    const char **args;                             /* what is no option, without the command */
    int nargs;
} options;

typedef struct command {
    const char *name;
    int (*run)(const options *o);
    const char *arguments, *help;                  /* help: translatable, one line */
} command;

extern const command commands[];                   /* ends with a NULL name */

/* Reads argv after the command's name. False after a message on standard error; the status is then EXIT_USAGE. */
bool options_read(int argc, char **argv, options *out);
void options_help(void);                           /* on standard output */

int run_build(const options *o);
int run_check(const options *o);
int run_init(const options *o);
int run_new(const options *o);
int run_import_table(const options *o);
int run_inspect(const options *o);
int run_explain(const options *o);
int run_translate(const options *o);
int run_help(const options *o);
int run_version(const options *o);

/* Prints what d holds on standard error. */
void print_messages(diag *d, const options *o);
#endif
