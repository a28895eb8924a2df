#include "base/lang.h"
#include "base/path.h"
#include "cli/desk.h"
#include "read/csv.h"
#include "read/po_write.h"
#include "read/xliff_write.h"
#include "translate/parts.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static exchange_state state_of(const match *m)
{
    if (!m->message || m->state == MISSING) return EXCHANGE_INITIAL;
    return m->state == OUTDATED ? EXCHANGE_OUTDATED : m->state == IN_PROGRESS ? EXCHANGE_TRANSLATED : EXCHANGE_FINAL;
}

static exchange_unit export_unit(desk *k, const sheet *s, const unit *u, const match *m)
{
    arena *a = k->l->mem;
    message e = desk_blank(k, s, u);
    exchange_unit x = { .page = s->key, .hash = unit_hash_text(a, u->hash), .kind = e.kind, .place = e.place,
                        .words = u->words, .state = state_of(m) };
    parts_of_unit(a, u, &x.source);
    if (!m->message) return x;
    x.comment = m->message->comment;
    parts_of_text(a, u, m->message->text, &x.source, translations_parse, NULL, &x.target);
    return x;
}

/* What is to do, or all; of pages that have no file of their own. */
static void gather(desk *k, const language *lang, exchange *out)
{
    for (size_t n = 0; n < k->sheets.n; n++) {
        const sheet *s = &k->sheets.v[n];
        if (!desk_is_named(k, s) || !desk_wants(k, s, lang) || desk_has_file(s, lang)) continue;
        const match *m = desk_match(k, s, lang);
        for (size_t i = 0; i < s->units.n; i++)
            if (k->o->all || m[i].state != UP_TO_DATE)
                VEC_PUSH(k->l->mem, &out->units, export_unit(k, s, &s->units.v[i], &m[i]));
    }
}

static void write_xliff2(desk *k, const exchange *x, buf *out) { (void)k; xliff_write(x, false, out); }
static void write_xliff12(desk *k, const exchange *x, buf *out) { (void)k; xliff_write(x, true, out); }

static void write_po(desk *k, const exchange *x, buf *out)
{
    arena *a = k->l->mem;
    const settings *set = k->l->site->settings;
    const language *lang = settings_language(set, x->target_lang);
    message_list l = { 0 };
    map *seen = map_new(a);
    po_head head = { .lang = lang->code, .name = set->languages[0].title,
                     .kept = k->l->translations->memories[lang->index]->header };
    str why;
    for (size_t i = 0; i < x->units.n; i++) {
        const exchange_unit *u = &x->units.v[i];
        message m = { .context = u->page, .id = inline_of_parts(a, &u->source), .text = inline_of_parts(a, &u->target),
                      .kind = u->kind, .place = u->place, .comment = u->comment,
                      .fuzzy = u->state == EXCHANGE_OUTDATED };
        str key = arena_fmt(a, "%.*s\004%.*s", STR_ARG(m.context), STR_ARG(m.id));
        if (map_has(seen, key)) continue;
        map_put(seen, key, k);
        VEC_PUSH(a, &l, m);
    }
    if (!po_write(a, &head, &l, out, &why)) DIAG(k->l->d, W802, NO_SPAN, "PO", why.p);
}

/* With a byte order mark and semicolons: French spreadsheets open it with its accents and in columns. */
static void write_csv(desk *k, const exchange *x, buf *out)
{
    arena *a = k->l->mem;
    BUF_LIT(out, "\xEF\xBB\xBFlangue;page;bloc;type;source;traduction;etat;mots;remarque\r\n");
    for (size_t i = 0; i < x->units.n; i++) {
        const exchange_unit *u = &x->units.v[i];
        char count[16];
        snprintf(count, sizeof count, "%u", u->words);
        str cells[] = { x->target_lang, u->page, u->hash, u->kind, inline_of_parts(a, &u->source),
                        inline_of_parts(a, &u->target), str_z(desk_states[u->state]), str_z(count), u->comment };
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            if (c) buf_char(out, ';');
            csv_write_cell(out, cells[c], ';');
        }
        BUF_LIT(out, "\r\n");
    }
}

typedef struct form { const char *name, *ending; void (*write)(desk *k, const exchange *x, buf *out); } form;

static const form *find_form(const char *name)
{
    static const form forms[] = { { "xliff", "xlf", write_xliff2 }, { "xliff12", "xlf", write_xliff12 },
                                  { "po", "po", write_po }, { "csv", "csv", write_csv } };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, name) == 0) return &forms[i];
    fprintf(stderr, _("livret: translations are not exported as %s, but as xliff, xliff12, po or csv\n"), name);
    return NULL;
}

/* Into -o DIR, else translations/export/ of the site. */
static int put_export(desk *k, const form *f, const exchange *x, const buf *text)
{
    arena *a = k->l->mem;
    str name = arena_fmt(a, "%.*s.%s", STR_ARG(x->target_lang), f->ending);
    if (!k->o->output) {
        str path = arena_fmt(a, "translations/export/%.*s", STR_ARG(name));
        int e = desk_put_file(k, k->l->root, path.p, text);
        if (!e && !k->o->quiet) fprintf(stderr, _("livret: %zu blocks → %s\n"), x->units.n, path.p);
        return e;
    }
    int e = file_mkdirs(k->l->root, k->o->output), dir = file_root(k->o->output);
    if (dir < 0) {
        DIAG(k->l->d, W802, NO_SPAN, k->o->output, strerror(e ? e : errno));
        return EXIT_WORLD;
    }
    e = desk_put_file(k, dir, name.p, text);
    file_close(dir);
    if (!e && !k->o->quiet)
        fprintf(stderr, _("livret: %zu blocks → %s\n"), x->units.n, path_join(a, str_z(k->o->output), name).p);
    return e;
}

static int export_language(desk *k, const language *lang)
{
    const form *f = find_form(k->o->form ? k->o->form : "xliff");
    exchange x = { .source_lang = k->l->site->settings->languages[0].code, .target_lang = lang->code };
    buf text = { 0 };
    if (!f) return EXIT_USAGE;
    gather(k, lang, &x);
    if (x.units.n == 0) {
        if (!k->o->quiet) fprintf(stderr, _("livret: %s: nothing to translate or review\n"), lang->code.p);
        return EXIT_CLEAN;
    }
    f->write(k, &x, &text);
    int e = put_export(k, f, &x, &text);
    buf_free(&text);
    return e;
}

int run_export(desk *k)
{
    if (k->o->form && !find_form(k->o->form)) return EXIT_USAGE;
    return desk_knows_pages(k) ? desk_for_languages(k, export_language) : EXIT_USAGE;
}
