#include "cli/desk.h"
#include "base/lang.h"
#include "read/markdown.h"
#include "read/po_write.h"
#include <stdio.h>
#include <string.h>

const char *const desk_states[4] = { "a_traduire", "a_revoir", "traduit", "accepte" };

static void parse_sheet(desk *k, page *p)
{
    arena *a = k->l->mem;
    sheet s = { .page = p, .key = translations_key(a, p) };
    node *root = markdown_parse(a, p->src, p->body, NULL, (markdown_options){ 0 });
    unit_collect(a, p->title, p->meta, root, &s.units);
    VEC_PUSH(a, &k->sheets, s);
}

void desk_open(desk *k)
{
    for (size_t i = 0; i < k->l->site->npages; i++) {
        page *p = k->l->site->pages[i];
        if (p->lang->index == 0) parse_sheet(k, p);
    }
}

bool desk_has_file(const sheet *s, const language *lang)
{
    const page *p = s->page->translations ? s->page->translations[lang->index] : NULL;
    return p && !p->origin;
}

bool desk_wants(const desk *k, const sheet *s, const language *lang)
{
    return desk_has_file(s, lang) || translations_wants(k->l, lang, s->key);
}

match *desk_match(desk *k, const sheet *s, const language *lang)
{
    return match_page(k->l->mem, k->l->translations->memories[lang->index], s->key, &s->units, desk_has_file(s, lang));
}

/* --- what is meant */

bool desk_is_chosen(const desk *k, const language *lang)
{
    return lang->index > 0 && (!k->o->lang || str_eqz(lang->code, k->o->lang));
}

int desk_for_languages(desk *k, int (*fn)(desk *k, const language *lang))
{
    const settings *set = k->l->site->settings;
    int status = EXIT_CLEAN;
    for (size_t i = 1; i < set->nlanguages && !status; i++)
        if (desk_is_chosen(k, &set->languages[i])) status = fn(k, &set->languages[i]);
    return status;
}

static bool is_called(const sheet *s, str name)
{
    if (str_eqz(name, s->page->src->path)) return true;
    if (name.n && name.p[0] == '/') name = str_skip(name, 1);
    return str_eq(name, s->key);
}

bool desk_is_named(const desk *k, const sheet *s)
{
    for (int i = 1; i < k->o->nargs; i++) if (is_called(s, str_z(k->o->args[i]))) return true;
    return k->o->nargs == 1;
}

bool desk_knows_pages(const desk *k)
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

/* --- status */

static void add_report_page(desk *k, report_language *to, const sheet *s, const language *lang)
{
    report_page p = { .key = s->key, .title = s->page->title, .path = s->page->path };
    match *m = desk_match(k, s, lang);
    for (size_t u = 0; u < s->units.n; u++) {
        match_add(&p.count, &m[u], &s->units.v[u]);
        match_add(&to->count, &m[u], &s->units.v[u]);
    }
    VEC_PUSH(k->l->mem, &to->pages, p);
}

report desk_report(desk *k)
{
    const settings *set = k->l->site->settings;
    report r = { 0 };
    for (size_t i = 1; i < set->nlanguages; i++) {
        const language *lang = &set->languages[i];
        report_language one = { .lang = lang->code, .name = lang->name };
        if (!desk_is_chosen(k, lang)) continue;
        for (size_t n = 0; n < k->sheets.n; n++)
            if (desk_wants(k, &k->sheets.v[n], lang)) add_report_page(k, &one, &k->sheets.v[n], lang);
        VEC_PUSH(k->l->mem, &r.languages, one);
    }
    return r;
}

/* --- messages */

static str place_of(desk *k, const sheet *s, const unit *u)
{
    size_t line, column;
    diag_place((span){ s->page->src, u->off, 0 }, &line, &column);
    return arena_fmt(k->l->mem, "%s:%zu", s->page->src->path, line);
}

message desk_blank(desk *k, const sheet *s, const unit *u)
{
    return (message){
        .context = s->key, .id = u->text, .kind = str_z(unit_kind_name(u->kind)), .place = place_of(k, s, u)
    };
}

/* What the file of before says of a unit, or what can be said for it. */
static message carry(desk *k, const sheet *s, const unit *u, const match *m)
{
    message e = desk_blank(k, s, u);
    if (!m->message) return e;
    e.text = m->message->text;
    e.comment = m->message->comment;
    e.fuzzy = m->state == OUTDATED;
    if (e.fuzzy) e.previous = m->message->fuzzy ? m->message->previous : m->message->id;
    return e;
}

static bool is_new(desk *k, map *seen, const message *e)
{
    str key = arena_fmt(k->l->mem, "%.*s\004%.*s", STR_ARG(e->context), STR_ARG(e->id));
    if (map_has(seen, key)) return false;
    map_put(seen, key, k);
    return true;
}

/* Translations of texts that no page has any more are kept, out of use: they may come back. */
static void take_obsolete(desk *k, message_list *l, map *seen, const memory *m)
{
    map *said = map_new(k->l->mem);
    for (size_t i = 0; i < l->n; i++) map_put(said, l->v[i].id, k);
    for (size_t i = 0; i < m->messages.n; i++) {
        message e = m->messages.v[i];
        if (e.text.n == 0 || e.fuzzy || map_has(said, e.id) || !is_new(k, seen, &e)) continue;
        e.obsolete = true;
        VEC_PUSH(k->l->mem, l, e);
    }
}

static bool stays(void *ctx, size_t u, const match *m)
{
    (void)ctx, (void)u;
    return m->state == UP_TO_DATE;
}

message_list desk_extract(desk *k, const language *lang)
{
    message_list l = { 0 };
    map *seen = map_new(k->l->mem);
    match **m = ARENA_ARRAY(k->l->mem, match *, k->sheets.n + 1);
    for (size_t n = 0; n < k->sheets.n; n++) m[n] = desk_match(k, &k->sheets.v[n], lang);
    for (size_t n = 0; n < k->sheets.n; n++) {
        const sheet *s = &k->sheets.v[n];
        if (!desk_wants(k, s, lang)) continue;
        desk_record(k, s, lang, m[n], stays, NULL);
        for (size_t i = 0; !desk_has_file(s, lang) && i < s->units.n; i++) {
            message e = carry(k, s, &s->units.v[i], &m[n][i]);
            if (is_new(k, seen, &e)) VEC_PUSH(k->l->mem, &l, e);
        }
    }
    take_obsolete(k, &l, seen, k->l->translations->memories[lang->index]);
    return l;
}

void desk_record(desk *k, const sheet *s, const language *lang, const match *m, desk_taking *takes, void *ctx)
{
    memory *mem = k->l->translations->memories[lang->index];
    accepted_list l = { 0 };
    for (size_t i = 0; i < s->units.n; i++) {
        if (takes(ctx, i, &m[i])) VEC_PUSH(k->l->mem, &l, s->units.v[i].hash);
        else if (m[i].state == OUTDATED && m[i].old) VEC_PUSH(k->l->mem, &l, m[i].old);
    }
    if (l.n || memory_page(mem, s->key)) memory_accept(mem, s->key, l.v, l.n);
}

/* --- files */

int desk_put_file(desk *k, int dir, const char *path, const buf *text)
{
    if (file_same(dir, path, buf_view(text))) return EXIT_CLEAN;
    int e = file_write(dir, path, buf_view(text));
    if (e) DIAG(k->l->d, W802, NO_SPAN, path, strerror(e));
    return e ? EXIT_WORLD : EXIT_CLEAN;
}

int desk_put_state(desk *k, const language *lang)
{
    buf text = { 0 };
    const memory *m = k->l->translations->memories[lang->index];
    const char *path = arena_fmt(k->l->mem, "translations/%.*s/state.tsv", STR_ARG(lang->code)).p;
    if (map_count(m->pages) == 0 && !file_exists(k->l->root, path)) return EXIT_CLEAN;
    memory_write_state(m, &text);
    int e = desk_put_file(k, k->l->root, path, &text);
    buf_free(&text);
    return e;
}

int desk_put_po(desk *k, const language *lang, const message_list *l)
{
    arena *a = k->l->mem;
    buf text = { 0 };
    str why;
    const memory *m = lang ? k->l->translations->memories[lang->index] : NULL;
    po_head head = { .lang = lang ? lang->code : S(""), .name = k->l->site->settings->languages[0].title,
                     .kept = m ? m->header : S("") };
    const char *path =
        lang ? arena_fmt(a, "translations/%.*s/pages.po", STR_ARG(lang->code)).p : "translations/pages.pot";
    int e = EXIT_WORLD;
    if (m && l->n == 0 && !file_exists(k->l->root, path)) return EXIT_CLEAN;
    if (m && m->damaged) {
        DIAG(k->l->d, T709, NO_SPAN, path);
        return EXIT_PROBLEMS;
    }
    if (po_write(a, &head, l, &text, &why)) e = desk_put_file(k, k->l->root, path, &text);
    else DIAG(k->l->d, W802, NO_SPAN, path, why.p);
    buf_free(&text);
    return e;
}
