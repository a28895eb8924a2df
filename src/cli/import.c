#include "base/lang.h"
#include "cli/desk.h"
#include "read/csv.h"
#include "read/po.h"
#include "read/xliff.h"
#include "translate/parts.h"
#include "translate/sound.h"
#include <stdio.h>
#include <string.h>

/* --- a file becomes an exchange, whatever it was */

static const source *schema(desk *k, const char *path)
{
    return k->l->share < 0 ? NULL : load_source(k->l, k->l->share, path);
}

static bool read_xliff(desk *k, const source *src, exchange *out)
{
    const source *schemas[2] = { schema(k, "schemas/xliff-1.2.rng"), schema(k, "schemas/xliff-2.0.rng") };
    return xliff_read(k->l->mem, src, schemas, out, k->l->d);
}

static exchange_unit unit_of_texts(arena *a, str key, str hash, str from, str to)
{
    exchange_unit u = { .page = key, .hash = hash };
    parts_of_plain(a, from, &u.source);
    parts_of_plain(a, to, &u.target);
    return u;
}

static str header_field(str header, str name)
{
    str line;
    while (str_cut(&header, '\n', &line)) if (str_starts(line, name)) return str_trim(str_skip(line, name.n));
    return S("");
}

static bool read_po(desk *k, const source *src, exchange *out)
{
    arena *a = k->l->mem;
    message_list l = { 0 };
    str header = S("");
    if (!po_messages(a, src, &l, &header, k->l->d)) return false;
    out->target_lang = header_field(header, S("Language:"));
    for (size_t i = 0; i < l.n; i++) {
        const message *m = &l.v[i];
        if (m->obsolete) continue;
        exchange_unit u = unit_of_texts(a, m->context, unit_hash_text(a, unit_hash(m->id)), m->id, m->text);
        u.comment = m->comment;
        u.state = m->fuzzy ? EXCHANGE_OUTDATED : EXCHANGE_TRANSLATED;
        u.at = (span){ m->src, m->off, 0 };
        VEC_PUSH(a, &out->units, u);
    }
    return true;
}

/* csv_write_cell puts an apostrophe before what a spreadsheet would take for a formula. */
static str cell(const value *row, const char *name)
{
    str s = value_text(value_get(row, str_z(name)));
    return s.n > 1 && s.p[0] == '\'' && strchr("=+-@", s.p[1]) ? str_skip(s, 1) : s;
}

static bool read_csv(desk *k, const source *given, exchange *out)
{
    arena *a = k->l->mem;
    const source *src = csv_source(a, given);
    const value *rows = csv_parse(a, src, k->l->d);
    for (size_t i = 0; i < value_count(rows); i++) {
        const value *row = value_at(rows, i);
        str from = cell(row, "source"), hash = cell(row, "bloc"), state = cell(row, "etat");
        exchange_unit u = unit_of_texts(a, cell(row, "page"), hash.n ? hash : unit_hash_text(a, unit_hash(from)), from,
                                        cell(row, "traduction"));
        u.state = EXCHANGE_TRANSLATED;
        for (int s = 0; s < 4; s++) if (str_eqz(state, desk_states[s])) u.state = (exchange_state)s;
        u.comment = cell(row, "remarque");
        u.at = value_span(src, row);
        if (out->target_lang.n == 0) out->target_lang = cell(row, "langue");
        VEC_PUSH(a, &out->units, u);
    }
    return true;
}

static bool cannot(desk *k, const source *src, const char *why)
{
    DIAG(k->l->d, T704, NO_SPAN, src->path, why);
    return false;
}

/* By what it holds, not by its name. */
static bool read_any(desk *k, const source *src, exchange *out)
{
    enum { LARGEST = 32 << 20 };
    str head = str_first(src->text, 4096);
    size_t line = str_find(head, '\n');
    if (src->text.n > LARGEST) return cannot(k, src, _("it is larger than 32 MB"));
    if (xliff_is(src->text)) return read_xliff(k, src, out);
    if (str_search(src->text, S("msgid ")) != STR_NONE) return read_po(k, src, out);
    if (str_search(str_first(head, line == STR_NONE ? head.n : line), S("traduction")) != STR_NONE)
        return read_csv(k, src, out);
    return cannot(k, src, _("it is no XLIFF, PO or CSV file of translations"));
}

/* --- what it says, into messages */

/* Where a unit of the site is: its sheet and rank. */
typedef struct spot { size_t sheet, unit; } spot;

typedef struct intake {
    desk *k;
    const language *lang;
    map *spots;                /* "page hash" and " hash" -> spot */
    message_list messages, later;     /* what pages.po will hold; those out of use are added at the end */
    map *by_id;                /* "page\004id" -> message */
    bool **final;              /* by sheet and unit: accepted with this import */
    map *told;                 /* pages with a file, said once */
    size_t taken, left, kept;
} intake;

static void note_spots(intake *t)
{
    arena *a = t->k->l->mem;
    t->spots = map_new(a);
    t->final = ARENA_ARRAY(a, bool *, t->k->sheets.n + 1);
    for (size_t n = 0; n < t->k->sheets.n; n++) {
        const sheet *s = &t->k->sheets.v[n];
        t->final[n] = ARENA_ARRAY(a, bool, s->units.n + 1);
        for (size_t i = 0; i < s->units.n; i++) {
            str hash = unit_hash_text(a, s->units.v[i].hash),
                key = arena_fmt(a, "%.*s %.*s", STR_ARG(s->key), STR_ARG(hash));
            str alone = arena_fmt(a, " %.*s", STR_ARG(hash));
            spot *here = ARENA_NEW(a, spot);
            *here = (spot){ n, i };
            if (!map_has(t->spots, key)) map_put(t->spots, key, here);
            if (!desk_has_file(s, t->lang) && !map_has(t->spots, alone)) map_put(t->spots, alone, here);
        }
    }
}

static str id_key(intake *t, str key, str id)
{
    return arena_fmt(t->k->l->mem, "%.*s\004%.*s", STR_ARG(key), STR_ARG(id));
}

static void open_intake(intake *t)
{
    arena *a = t->k->l->mem;
    t->messages = desk_extract(t->k, t->lang);
    t->by_id = map_new(a);
    t->told = map_new(a);
    for (size_t i = 0; i < t->messages.n; i++)
        map_put(t->by_id, id_key(t, t->messages.v[i].context, t->messages.v[i].id), &t->messages.v[i]);
    note_spots(t);
}

static const spot *find_spot(intake *t, const exchange_unit *x)
{
    arena *a = t->k->l->mem;
    const spot *s = map_get(t->spots, arena_fmt(a, "%.*s %.*s", STR_ARG(x->page), STR_ARG(x->hash)));
    return s ? s : map_get(t->spots, arena_fmt(a, " %.*s", STR_ARG(x->hash)));
}

/* The text of the site has changed since: what was translated may still serve. */
static void keep_for_later(intake *t, const exchange_unit *x)
{
    arena *a = t->k->l->mem;
    message m = { .context = x->page, .id = inline_of_parts(a, &x->source), .text = inline_of_parts(a, &x->target),
                  .comment = x->comment, .obsolete = true };
    bool marked = false;
    for (size_t i = 0; i < x->source.n; i++) marked |= x->source.v[i].kind != PART_TEXT && x->source.v[i].text.n == 0;
    DIAG0(t->k->l->d, T708, x->at);
    if (m.id.n == 0 || m.text.n == 0 || marked || sound_difference(a, m.id, m.text).n ||
        map_has(t->by_id, id_key(t, m.context, m.id))) {
        t->left++;
        return;
    }
    VEC_PUSH(a, &t->later, m);
    map_put(t->by_id, id_key(t, m.context, m.id), t);
    t->kept++;
}

static void refuse(intake *t, const exchange_unit *x, str lost)
{
    DIAG(t->k->l->d, T707, x->at, arena_str(t->k->l->mem, lost).p);
    t->left++;
}

/* The Markdown of what came back; *lost: why it can't be used. PO and CSV hold Markdown already. */
static str text_of(intake *t, const unit *u, const exchange_unit *x, str before, str *lost)
{
    arena *a = t->k->l->mem;
    bool written = x->target.n == 1 && x->target.v[0].markdown.n;
    part_list from = { 0 }, old = { 0 }, got = x->target;
    str text;
    *lost = S("");
    parts_of_unit(a, u, &from);
    if (before.n) parts_of_text(a, u, before, &from, translations_parse, NULL, &old);
    if (written) text = x->target.v[0].text;
    else {
        int mark = parts_fill(&got, &from, &old);
        if (mark) *lost = arena_fmt(a, "<%d>", mark);
        text = parts_same(&got, &old) ? before : parts_same(&got, &from) ? u->text : inline_of_parts(a, &got);
    }
    if (lost->n == 0) *lost = sound_difference(a, u->text, text);
    if (lost->n == 0 && u->parent && !inline_read(a, u->first, text, translations_parse, NULL))
        *lost = str_first(text, 40);
    return u->parent || written ? text : got.n ? got.v[0].text : S("");
}

/* A tool that knows no states leaves that of before, even where its user has written something. */
static exchange_state settled(const exchange_unit *x, const message *m, str text)
{
    bool same = str_eq(m->text, text);
    if (x->state >= EXCHANGE_TRANSLATED) return x->state;
    if (x->state == EXCHANGE_OUTDATED && (same || m->text.n == 0)) return EXCHANGE_OUTDATED;
    return m->fuzzy && same ? EXCHANGE_OUTDATED : EXCHANGE_TRANSLATED;
}

static void take_text(intake *t, const exchange_unit *x, const spot *at, message *m)
{
    const sheet *s = &t->k->sheets.v[at->sheet];
    str lost, text = text_of(t, &s->units.v[at->unit], x, m->text, &lost);
    if (lost.n) { refuse(t, x, lost); return; }
    exchange_state state = settled(x, m, text);
    m->text = text;
    m->comment = x->comment;
    m->fuzzy = state == EXCHANGE_OUTDATED;
    if (!m->fuzzy) m->previous = S("");
    if (state == EXCHANGE_FINAL) t->final[at->sheet][at->unit] = true;
    t->taken++;
}

static void take_unit(intake *t, const exchange_unit *x)
{
    const spot *at = find_spot(t, x);
    if (x->target.n == 0) return;
    if (!at) { keep_for_later(t, x); return; }
    const sheet *s = &t->k->sheets.v[at->sheet];
    message *m = map_get(t->by_id, id_key(t, s->key, s->units.v[at->unit].text));
    if (m) { take_text(t, x, at, m); return; }
    t->left++;
    if (map_has(t->told, s->key)) return;
    map_put(t->told, s->key, t);
    DIAG(t->k->l->d, T706, x->at, arena_str(t->k->l->mem, s->key).p, t->lang->code.p);
}

static bool takes(void *final, size_t u, const match *m)
{
    return m->state == UP_TO_DATE || ((const bool *)final)[u];
}

/* The texts of before are still those of the memory: what is accepted anew is known by its unit. */
static int close_intake(intake *t)
{
    for (size_t n = 0; n < t->k->sheets.n; n++) {
        const sheet *s = &t->k->sheets.v[n];
        desk_record(t->k, s, t->lang, desk_match(t->k, s, t->lang), takes, t->final[n]);
    }
    for (size_t i = 0; i < t->later.n; i++) VEC_PUSH(t->k->l->mem, &t->messages, t->later.v[i]);
    int e = desk_put_po(t->k, t->lang, &t->messages);
    if (!e) e = desk_put_state(t->k, t->lang);
    if (!e && !t->k->o->quiet)
        fprintf(stderr, _("livret: %s: %zu translations taken, %zu left out, %zu kept for later\n"), t->lang->code.p,
                t->taken, t->left, t->kept);
    return e;
}

/* The language that a file is in; NULL after T705, or T704 when another file of this language came before: it would be
 * held against translations that are no longer so. */
static const language *language_of(desk *k, const source *src, const exchange *x, bool *seen)
{
    str code = k->o->lang ? str_z(k->o->lang) : x->target_lang;
    const language *lang = settings_language(k->l->site->settings, code);
    if (!lang || lang->index == 0) {
        DIAG(k->l->d, T705, ((span){ src, 0, 0 }), code.n ? arena_str(k->l->mem, code).p : "?");
        return NULL;
    }
    if (seen[lang->index]) {
        cannot(k, src, _("another file of its language came before; import it by itself"));
        return NULL;
    }
    seen[lang->index] = true;
    return lang;
}

static int import_file(desk *k, const char *path, bool *seen)
{
    source *src = ARENA_NEW(k->l->mem, source);
    exchange x = { 0 };
    src->path = path;
    int e = file_read_any(path, k->l->mem, &src->text);
    if (e) {
        DIAG(k->l->d, W801, NO_SPAN, path, strerror(e));
        return EXIT_WORLD;
    }
    const language *lang = read_any(k, src, &x) ? language_of(k, src, &x, seen) : NULL;
    if (!lang) return EXIT_PROBLEMS;
    intake t = { .k = k, .lang = lang };
    open_intake(&t);
    for (size_t i = 0; i < x.units.n; i++) take_unit(&t, &x.units.v[i]);
    return close_intake(&t);
}

int run_import(desk *k)
{
    bool *seen = ARENA_ARRAY(k->l->mem, bool, k->l->site->settings->nlanguages);
    int worst = EXIT_CLEAN;
    for (int i = 1; i < k->o->nargs; i++) {
        int e = import_file(k, k->o->args[i], seen);
        if (e > worst) worst = e;
    }
    return worst;
}
