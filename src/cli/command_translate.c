#include "base/lang.h"
#include "cli/translations.h"
#include "read/markdown.h"
#include "read/po_write.h"
#include "translate/report.h"
#include <stdio.h>
#include <string.h>

/* A page of the source language with its units, parsed once for all languages. */
typedef struct sheet { page *page; str key; unit_list units; } sheet;

typedef struct desk {
    loaded l;
    const options *o;
    VEC(sheet) sheets;
    buf out;
} desk;

static void parse_sheet(desk *k, page *p)
{
    arena *a = k->l.mem;
    sheet s = { .page = p, .key = translations_key(a, p) };
    node *root = markdown_parse(a, p->src, p->body, NULL, (markdown_options){ 0 });
    unit_collect(a, p->title, p->meta, root, &s.units);
    VEC_PUSH(a, &k->sheets, s);
}

static void parse_sheets(desk *k)
{
    for (size_t i = 0; i < k->l.site->npages; i++) {
        page *p = k->l.site->pages[i];
        if (p->lang->index == 0) parse_sheet(k, p);
    }
}

/* Has the language a file of its own for the page? */
static bool has_file(const sheet *s, const language *lang)
{
    const page *p = s->page->translations ? s->page->translations[lang->index] : NULL;
    return p && !p->origin;
}

static match *match_sheet(desk *k, const sheet *s, const language *lang)
{
    return match_page(k->l.mem, k->l.translations->memories[lang->index], s->key, &s->units, has_file(s, lang));
}

static bool is_chosen(const desk *k, const language *lang)
{
    return lang->index > 0 && (!k->o->lang || str_eqz(lang->code, k->o->lang));
}

/* --- status */

static report make_report(desk *k)
{
    const settings *set = k->l.site->settings;
    report r = { 0 };
    for (size_t i = 1; i < set->nlanguages; i++) {
        const language *lang = &set->languages[i];
        report_language one = { .lang = lang->code, .name = lang->name };
        if (!is_chosen(k, lang)) continue;
        for (size_t n = 0; n < k->sheets.n; n++) {
            const sheet *s = &k->sheets.v[n];
            report_page p = { .key = s->key };
            match *m = match_sheet(k, s, lang);
            for (size_t u = 0; u < s->units.n; u++) {
                match_add(&p.count, &m[u], &s->units.v[u]);
                match_add(&one.count, &m[u], &s->units.v[u]);
            }
            VEC_PUSH(k->l.mem, &one.pages, p);
        }
        VEC_PUSH(k->l.mem, &r.languages, one);
    }
    return r;
}

static int status(desk *k)
{
    static const struct { const char *name; void (*put)(buf *out, const report *r);
    } forms[] = { { "text", report_text }, { "json", report_json }, { "csv", report_csv }, { "html", report_html } };
    const char *wanted = k->o->form ? k->o->form : "text";
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].name, wanted) != 0) continue;
        report r = make_report(k);
        forms[i].put(&k->out, &r);
        return EXIT_CLEAN;
    }
    fprintf(stderr, _("livret: no form of the status is called %s; there are: text json csv html\n"), wanted);
    return EXIT_USAGE;
}

/* --- files */

static int put_file(desk *k, const char *path, const buf *text)
{
    if (file_same(k->l.root, path, buf_view(text))) return EXIT_CLEAN;
    int e = file_write(k->l.root, path, buf_view(text));
    if (e) DIAG(k->l.d, W802, NO_SPAN, path, strerror(e));
    return e ? EXIT_WORLD : EXIT_CLEAN;
}

static int put_state(desk *k, const language *lang)
{
    buf text = { 0 };
    memory_write_state(k->l.translations->memories[lang->index], &text);
    int e = put_file(k, arena_fmt(k->l.mem, "translations/%.*s/state.tsv", STR_ARG(lang->code)).p, &text);
    buf_free(&text);
    return e;
}

/* lang NULL: the template. */
static int put_po(desk *k, const language *lang, const message_list *l)
{
    arena *a = k->l.mem;
    buf text = { 0 };
    str why;
    const memory *m = lang ? k->l.translations->memories[lang->index] : NULL;
    po_head head = { .lang = lang ? lang->code : S(""), .name = k->l.site->settings->languages[0].title,
                     .kept = m ? m->header : S("") };
    const char *path =
        lang ? arena_fmt(a, "translations/%.*s/pages.po", STR_ARG(lang->code)).p : "translations/pages.pot";
    int e = EXIT_WORLD;
    if (po_write(a, &head, l, &text, &why)) e = put_file(k, path, &text);
    else DIAG(k->l.d, W802, NO_SPAN, path, why.p);
    buf_free(&text);
    return e;
}

/* --- extract */

static str place_of(desk *k, const sheet *s, const unit *u)
{
    size_t line, column;
    diag_place((span){ s->page->src, u->off, 0 }, &line, &column);
    return arena_fmt(k->l.mem, "%s:%zu", s->page->src->path, line);
}

static message blank(desk *k, const sheet *s, const unit *u)
{
    return (message){
        .context = s->key, .id = u->text, .kind = str_z(unit_kind_name(u->kind)), .place = place_of(k, s, u)
    };
}

/* What the file of before says of a unit, or what can be said for it. */
static message carry(desk *k, const sheet *s, const unit *u, const match *m)
{
    message e = blank(k, s, u);
    if (!m->message) return e;
    e.text = m->message->text;
    e.comment = m->message->comment;
    e.fuzzy = m->state == OUTDATED;
    if (e.fuzzy) e.previous = m->message->fuzzy ? m->message->previous : m->message->id;
    return e;
}

typedef struct extraction { message_list messages; map *seen; } extraction;

static bool is_new(desk *k, extraction *x, const message *e)
{
    str key = arena_fmt(k->l.mem, "%.*s\004%.*s", STR_ARG(e->context), STR_ARG(e->id));
    if (map_has(x->seen, key)) return false;
    map_put(x->seen, key, k);
    return true;
}

static void take(desk *k, extraction *x, message e)
{
    if (is_new(k, x, &e)) VEC_PUSH(k->l.mem, &x->messages, e);
}

/* Translations of texts that no page has any more are kept, out of use: they may come back. */
static void take_obsolete(desk *k, extraction *x, const memory *m)
{
    map *said = map_new(k->l.mem);
    for (size_t i = 0; i < x->messages.n; i++) map_put(said, x->messages.v[i].id, k);
    for (size_t i = 0; i < m->messages.n; i++) {
        message e = m->messages.v[i];
        if (e.text.n == 0 || e.fuzzy || map_has(said, e.id) || !is_new(k, x, &e)) continue;
        e.obsolete = true;
        VEC_PUSH(k->l.mem, &x->messages, e);
    }
}

/* What is accepted of a page from now on, in its order: what `takes` says; a block that changed keeps the hash of its
 * old form. */
typedef bool taking(const desk *k, const match *m, bool file);

static void record(desk *k, const sheet *s, const language *lang, const match *m, taking *takes)
{
    memory *mem = k->l.translations->memories[lang->index];
    accepted_list l = { 0 };
    for (size_t i = 0; i < s->units.n; i++) {
        if (takes(k, &m[i], has_file(s, lang))) VEC_PUSH(k->l.mem, &l, s->units.v[i].hash);
        else if (m[i].state == OUTDATED && m[i].old) VEC_PUSH(k->l.mem, &l, m[i].old);
    }
    if (l.n || memory_page(mem, s->key)) memory_accept(mem, s->key, l.v, l.n);
}

static bool stays(const desk *k, const match *m, bool file)
{
    (void)k, (void)file;
    return m->state == UP_TO_DATE;
}

static int extract_language(desk *k, const language *lang)
{
    memory *mem = k->l.translations->memories[lang->index];
    extraction x = { .seen = map_new(k->l.mem) };
    match **m = ARENA_ARRAY(k->l.mem, match *, k->sheets.n + 1);
    for (size_t n = 0; n < k->sheets.n; n++) m[n] = match_sheet(k, &k->sheets.v[n], lang);
    for (size_t n = 0; n < k->sheets.n; n++) {
        const sheet *s = &k->sheets.v[n];
        record(k, s, lang, m[n], stays);
        for (size_t i = 0; !has_file(s, lang) && i < s->units.n; i++)
            take(k, &x, carry(k, s, &s->units.v[i], &m[n][i]));
    }
    take_obsolete(k, &x, mem);
    int e = put_po(k, lang, &x.messages), f = put_state(k, lang);
    return e ? e : f;
}

static int for_languages(desk *k, int (*fn)(desk *k, const language *lang))
{
    const settings *set = k->l.site->settings;
    int status = EXIT_CLEAN;
    for (size_t i = 1; i < set->nlanguages && !status; i++)
        if (is_chosen(k, &set->languages[i])) status = fn(k, &set->languages[i]);
    return status;
}

static int extract(desk *k)
{
    extraction pot = { .seen = map_new(k->l.mem) };
    for (size_t n = 0; n < k->sheets.n; n++)
        for (size_t i = 0; i < k->sheets.v[n].units.n; i++)
            take(k, &pot, blank(k, &k->sheets.v[n], &k->sheets.v[n].units.v[i]));
    int status = put_po(k, NULL, &pot.messages);
    return status ? status : for_languages(k, extract_language);
}

/* --- accept */

/* "aides/cmg", "/aides/cmg", "content/fr/aides/cmg.md" */
static bool is_called(const sheet *s, str name)
{
    if (str_eqz(name, s->page->src->path)) return true;
    if (name.n && name.p[0] == '/') name = str_skip(name, 1);
    return str_eq(name, s->key);
}

/* Without a name all pages are meant. */
static bool is_named(const desk *k, const sheet *s)
{
    for (int i = 1; i < k->o->nargs; i++) if (is_called(s, str_z(k->o->args[i]))) return true;
    return k->o->nargs == 1;
}

static bool accepts(const desk *k, const match *m, bool file)
{
    if (m->state == UP_TO_DATE || m->state == IN_PROGRESS) return true;
    if (k->o->minor) return m->state == OUTDATED;
    return file;                                   /* whoever accepts a file has read it whole */
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
    match *m = match_sheet(k, s, lang);
    record(k, s, lang, m, accepts);
    for (size_t i = 0; k->o->minor && !has_file(s, lang) && i < s->units.n; i++) {
        if (m[i].state != OUTDATED) continue;
        rename_message(k->l.translations->memories[lang->index], s, &s->units.v[i], &m[i]);
        *renamed = true;
    }
}

static int accept_language(desk *k, const language *lang)
{
    bool renamed = false;
    int status = EXIT_CLEAN;
    for (size_t n = 0; n < k->sheets.n; n++)
        if (is_named(k, &k->sheets.v[n])) accept_sheet(k, &k->sheets.v[n], lang, &renamed);
    if (renamed) status = put_po(k, lang, &k->l.translations->memories[lang->index]->messages);
    return status ? status : put_state(k, lang);
}

static bool knows_pages(const desk *k)
{
    for (int i = 1; i < k->o->nargs; i++) {
        size_t n = 0;
        while (n < k->sheets.n && !is_called(&k->sheets.v[n], str_z(k->o->args[i]))) n++;
        if (n < k->sheets.n) continue;
        fprintf(stderr, _("livret: no page of the source language is called %s\n"), k->o->args[i]);
        return false;
    }
    return true;
}

static int accept(desk *k) { return knows_pages(k) ? for_languages(k, accept_language) : EXIT_USAGE; }

/* --- the command */

int run_translate(const options *given)
{
    static const struct { const char *name; int (*run)(desk *k); } parts[] = {
        { "status", status }, { "extract", extract }, { "accept", accept }
    };
    options own = *given;
    const options *o = &own;
    own.translating = true;
    desk k = { .o = o };
    size_t part = 0, nparts = sizeof parts / sizeof *parts;
    while (part < nparts && (o->nargs == 0 || strcmp(parts[part].name, o->args[0]) != 0)) part++;
    if (part == nparts || (part < 2 && o->nargs > 1)) {
        fprintf(stderr, "%s\n", _("livret: write “livret translate status”, “extract” or “accept [--minor] [PAGE…]”"));
        return EXIT_USAGE;
    }
    int how;
    if (load_site(&k.l, o, &how)) {
        parse_sheets(&k);
        how = parts[part].run(&k);
    }
    if (k.out.n) fwrite(k.out.p, 1, k.out.n, stdout);
    print_messages(k.l.d, o);
    if (how == EXIT_CLEAN && diag_count(k.l.d, DIAG_ERROR)) how = EXIT_PROBLEMS;
    buf_free(&k.out);
    load_free(&k.l);
    return how;
}
