#include "base/lang.h"
#include "cli/options.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void print_messages(diag *d, const options *o)
{
    buf text = { 0 };
    diag_print(d, &text, o->format);
    for (size_t from = 0; from < text.n;) {
        ssize_t k = write(2, text.p + from, text.n - from);
        if (k <= 0) break;
        from += (size_t)k;
    }
    buf_free(&text);
}

static const char *level_name(diag_level l)
{
    return l == DIAG_ERROR ? _("error") : l == DIAG_WARNING ? _("warning") : _("note");
}

/* A message with … where its arguments go. */
static void put_pattern(const char *text)
{
    for (const char *p = text; *p; p++) {
        if (p[0] != '{' || p[1] < '0' || p[1] > '9' || p[2] != '}') { putchar(*p); continue; }
        fputs("…", stdout);
        p += 2;
    }
    putchar('\n');
}

static void explain(diag_code c)
{
    const diag_info *i = diag_info_of(c);
    printf("%s (%s%s)\n\n  ", i->name, level_name(i->level), i->fixed ? _(", can’t be lowered") : "");
    put_pattern(_(i->message));
    if (i->hint && i->hint[0] != '{') {            /* a hint that is an argument says nothing by itself */
        printf("  %s", _("hint: "));
        put_pattern(_(i->hint));
    }
    printf("\n%s\n", _(i->explanation));
}

static void list(void)
{
    int widest = 0;
    for (diag_level l = DIAG_NOTE; l <= DIAG_ERROR; l++)
        if ((int)strlen(level_name(l)) > widest) widest = (int)strlen(level_name(l));
    for (int c = 0; c < DIAG_CODE_COUNT; c++) {
        const diag_info *i = diag_info_of((diag_code)c);
        printf("%s  %-*s  ", i->name, widest, level_name(i->level));
        put_pattern(_(i->message));
    }
}

int run_explain(const options *o)
{
    if (o->nargs == 0) {
        list();
        return EXIT_CLEAN;
    }
    int status = EXIT_CLEAN;
    for (int k = 0; k < o->nargs; k++) {
        diag_code c;
        if (k) putchar('\n');
        if (diag_find_code(str_z(o->args[k]), &c)) explain(c);
        else {
            fprintf(stderr, _("livret: no message has the code %s; “livret explain” lists them all\n"), o->args[k]);
            status = EXIT_USAGE;
        }
    }
    return status;
}
