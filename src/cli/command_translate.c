#include "base/lang.h"
#include "cli/desk.h"
#include "translate/report.h"
#include <stdio.h>
#include <string.h>

/* --- status */

static int status(desk *k)
{
    static const struct { const char *name; void (*put)(buf *out, const report *r);
    } forms[] = { { "text", report_text }, { "json", report_json }, { "csv", report_csv }, { "html", report_html } };
    const char *wanted = k->o->form ? k->o->form : "text";
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].name, wanted) != 0) continue;
        report r = desk_report(k);
        forms[i].put(&k->out, &r);
        return EXIT_CLEAN;
    }
    fprintf(stderr, _("livret: no form of the status is called %s; there are: text json csv html\n"), wanted);
    return EXIT_USAGE;
}

/* --- extract */

static int extract_language(desk *k, const language *lang)
{
    message_list l = desk_extract(k, lang);
    int e = desk_put_po(k, lang, &l), f = e == EXIT_PROBLEMS ? e : desk_put_state(k, lang);
    return e ? e : f;
}

static int extract(desk *k)
{
    message_list l = { 0 };
    map *seen = map_new(k->l->mem);
    for (size_t n = 0; n < k->sheets.n; n++)
        for (size_t i = 0; i < k->sheets.v[n].units.n; i++) {
            message e = desk_blank(k, &k->sheets.v[n], &k->sheets.v[n].units.v[i]);
            str key = arena_fmt(k->l->mem, "%.*s\004%.*s", STR_ARG(e.context), STR_ARG(e.id));
            if (map_has(seen, key)) continue;
            map_put(seen, key, k);
            VEC_PUSH(k->l->mem, &l, e);
        }
    int e = desk_put_po(k, NULL, &l);
    return e ? e : desk_for_languages(k, extract_language);
}

/* --- accept */

typedef struct acceptance { bool minor, file; } acceptance;

static bool accepts(void *ctx, size_t u, const match *m)
{
    const acceptance *c = ctx;
    (void)u;
    if (m->state == UP_TO_DATE || m->state == IN_PROGRESS) return true;
    if (c->minor) return m->state == OUTDATED;
    return c->file;                                /* whoever accepts a file has read it whole */
}

/* A small change of the source: the translation of the old text is that of the new one. */
static void rename_message(memory *mem, const sheet *s, const unit *u, const match *m)
{
    for (size_t i = 0; m->message && i < mem->messages.n; i++) {
        message *e = &mem->messages.v[i];
        if (!str_eq(e->context, m->message->context) || !str_eq(e->id, m->message->id)) continue;
        e->context = s->key;
        e->id = u->text;
        e->fuzzy = e->obsolete = false;
        e->previous = S("");
    }
}

static void accept_sheet(desk *k, const sheet *s, const language *lang, bool *renamed)
{
    match *m = desk_match(k, s, lang);
    acceptance how = { k->o->minor, desk_has_file(s, lang) };
    desk_record(k, s, lang, m, accepts, &how);
    for (size_t i = 0; how.minor && !how.file && i < s->units.n; i++) {
        if (m[i].state != OUTDATED) continue;
        rename_message(k->l->translations->memories[lang->index], s, &s->units.v[i], &m[i]);
        *renamed = true;
    }
}

static int accept_language(desk *k, const language *lang)
{
    bool renamed = false;
    int e = EXIT_CLEAN;
    for (size_t n = 0; n < k->sheets.n; n++)
        if (desk_is_named(k, &k->sheets.v[n])) accept_sheet(k, &k->sheets.v[n], lang, &renamed);
    if (renamed) e = desk_put_po(k, lang, &k->l->translations->memories[lang->index]->messages);
    return e ? e : desk_put_state(k, lang);
}

static int accept(desk *k) { return desk_knows_pages(k) ? desk_for_languages(k, accept_language) : EXIT_USAGE; }

/* --- the command */

typedef struct job { const char *name; int (*run)(desk *k); int least, most; } job;   /* least, most: arguments */

static const job *find_job(const options *o)
{
    enum { ANY = 1 << 20 };
    static const job jobs[] = { { "status", status, 0, 0 }, { "extract", extract, 0, 0 }, { "accept", accept, 0, ANY },
                                { "export", run_export, 0, ANY }, { "import", run_import, 1, ANY } };
    for (size_t i = 0; o->nargs && i < sizeof jobs / sizeof *jobs; i++)
        if (strcmp(jobs[i].name, o->args[0]) == 0 && o->nargs > jobs[i].least && o->nargs - 1 <= jobs[i].most)
            return &jobs[i];
    fprintf(stderr, "%s\n",
            _("livret: write “livret translate” and one of: status, extract, accept [--minor] [PAGE…], export "
              "[--format xliff|xliff12|po|csv] [--all] [PAGE…], import FILE…"));
    return NULL;
}

int run_translate(const options *given)
{
    options own = *given;
    own.translating = true;
    loaded l;
    desk k = { .l = &l, .o = &own };
    const job *j = find_job(&own);
    if (!j) return EXIT_USAGE;
    int how;
    if (load_site(&l, &own, &how)) {
        desk_open(&k);
        how = j->run(&k);
    }
    if (k.out.n) fwrite(k.out.p, 1, k.out.n, stdout);
    print_messages(l.d, &own);
    if (how == EXIT_CLEAN && diag_count(l.d, DIAG_ERROR)) how = EXIT_PROBLEMS;
    buf_free(&k.out);
    load_free(&l);
    return how;
}
