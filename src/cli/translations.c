#include "cli/translations.h"
#include "base/path.h"
#include "read/markdown.h"
#include "read/po.h"

bool translations_is_pages(str path) { return str_eq(path_base(path), S("pages.po")); }

/* --- what the site holds */

static memory *read_memory(loaded *l, const language *lang)
{
    memory *m = memory_new(l->mem);
    const char *po = arena_fmt(l->mem, "translations/%.*s/pages.po", STR_ARG(lang->code)).p;
    const char *state = arena_fmt(l->mem, "translations/%.*s/state.tsv", STR_ARG(lang->code)).p;
    message_list messages = { 0 };
    const source *s = file_exists(l->root, po) ? load_source(l, l->root, po) : NULL;
    if (s) m->damaged = !po_messages(l->mem, s, &messages, &m->header, l->d);
    memory_add(m, &messages);
    s = file_exists(l->root, state) ? load_source(l, l->root, state) : NULL;
    if (s) memory_read_state(m, s, l->d);
    return m;
}

static void read_fallback(loaded *l, const value *all, const language *lang)
{
    translations *t = l->translations;
    const value *list = value_get(all, lang->code);
    t->others[lang->index] = ARENA_ARRAY(l->mem, apply_source, value_count(list) + 1);
    for (size_t i = 0; i < value_count(list); i++) {
        str code = value_text(value_at(list, i));
        const language *other = settings_language(l->site->settings, code);
        if (!other) {
            DIAG(l->d, C103, value_span(l->site->settings->src, value_at(list, i)), arena_str(l->mem, code).p,
                 "translations", "fallback: {ar: [en, fr]}");
            continue;
        }
        t->falls_back[lang->index] = true;
        if (other->index == 0 || other == lang) continue;
        t->others[lang->index][t->nothers[lang->index]++] = (apply_source){ other->code, t->memories[other->index] };
    }
}

static const char PAGES_HINT[] = "pages: {ar: [/, /aides/cmg]}";

/* "/aides/cmg/" as PO files call it; livret.yml calls pages as its menus do. */
static str chosen_key(str said)
{
    if (said.n && said.p[0] == '/') said = str_skip(said, 1);
    if (said.n && said.p[said.n - 1] == '/') said = str_first(said, said.n - 1);
    return said.n ? said : S("index");
}

static map *read_chosen(loaded *l, const value *list)
{
    if (!list) return NULL;
    if (list->kind != VALUE_LIST)
        DIAG(l->d, C103, value_span(l->site->settings->src, list), "pages", "translations", PAGES_HINT);
    map *keys = map_new(l->mem);
    for (size_t i = 0; i < value_count(list); i++)
        map_put(keys, chosen_key(value_text(value_at(list, i))), value_at(list, i));
    return keys;
}

bool translations_wants(const loaded *l, const language *lang, str key)
{
    const map *chosen = l->translations->chosen[lang->index];
    return !chosen || map_has(chosen, key);
}

static void report_unknown_pages(loaded *l, const map *keys)
{
    const settings *s = l->site->settings;
    for (size_t k = 1; k < s->nlanguages; k++) {
        const map *chosen = l->translations->chosen[k];
        for (size_t i = 0; chosen && i < map_count(chosen); i++) {
            const map_entry *e = map_at(chosen, i);
            if (map_has(keys, e->key) || str_eqz(e->key, "structures")) continue;   /* pages of facilities */
            DIAG(l->d, C103, value_span(s->src, e->value), arena_str(l->mem, value_text(e->value)).p, "translations",
                 PAGES_HINT);
        }
    }
}

void translations_read(loaded *l)
{
    const settings *s = l->site->settings;
    const value *said = value_get(s->top, S("translations"));
    translations *t = l->translations = ARENA_NEW(l->mem, translations);
    t->memories = ARENA_ARRAY(l->mem, memory *, s->nlanguages);
    t->others = ARENA_ARRAY(l->mem, apply_source *, s->nlanguages);
    t->nothers = ARENA_ARRAY(l->mem, size_t, s->nlanguages);
    t->falls_back = ARENA_ARRAY(l->mem, bool, s->nlanguages);
    t->chosen = ARENA_ARRAY(l->mem, map *, s->nlanguages);
    for (size_t i = 0; i < s->nlanguages; i++)
        t->memories[i] = i ? read_memory(l, &s->languages[i]) : memory_new(l->mem);
    for (size_t i = 1; i < s->nlanguages; i++) {
        read_fallback(l, value_get(said, S("fallback")), &s->languages[i]);
        t->chosen[i] = read_chosen(l, value_get(value_get(said, S("pages")), s->languages[i].code));
    }
    const value *old = value_get(said, S("outdated"));
    t->has_page = s->nlanguages > 1 && !str_eqz(value_text(value_get(said, S("status"))), "false");
    str how = value_text(old);
    t->old_as_source = str_eqz(how, "source");
    if (how.n && !t->old_as_source && !str_eqz(how, "notice"))
        DIAG(l->d, C103, value_span(s->src, old), arena_str(l->mem, how).p, "outdated", "notice, source");
}

/* --- pages */

static str name_of(arena *a, str key, bool falc)
{
    return arena_fmt(a, "%.*s%s", STR_ARG(key.n ? key : S("index")), falc ? ".falc" : "");
}

str translations_key(arena *a, const page *p) { return name_of(a, p->key, p->is_falc); }

static apply_options options_for(const loaded *l, const language *lang, str key)
{
    const translations *t = l->translations;
    return (apply_options){ .key = key,
                            .source_lang = l->site->settings->languages[0].code,
                            .own = { lang->code, t->memories[lang->index] },
                            .others = t->others[lang->index],
                            .nothers = t->nothers[lang->index],
                            .old_as_source = t->old_as_source,
                            .d = l->d };
}

/* The front matter with its texts translated. */
static const value *translate_meta(loaded *l, const apply_options *o, const value *meta, page *p)
{
    static const char *const fields[] = { "title", "description", "summary" };
    if (!meta || meta->kind != VALUE_MAP) return meta;
    value *out = value_new(l->mem, VALUE_MAP, meta->off, meta->len);
    for (size_t i = 0; i < meta->as.map.n; i++) {
        const value_pair *pair = &meta->as.map.v[i];
        value *v = pair->value;
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
            if (!str_eqz(pair->key, fields[k]) || v->kind != VALUE_STR) continue;
            str lang = S("");
            value *text = value_new(l->mem, VALUE_STR, v->off, v->len);
            text->as.string = apply_field(l->mem, o, fields[k], v->as.string, &lang);
            if (k == 0) p->title_lang = lang;
            else if (k == 1 || !value_get(meta, str_z(fields[1]))) p->description_lang = lang;
            v = text;
        }
        value_put(l->mem, out, pair->key, pair->off, v);
    }
    return out;
}

static page *translated_page(loaded *l, page *of, const language *lang, str key)
{
    apply_options o = options_for(l, lang, key);
    page *p = ARENA_NEW(l->mem, page);
    p->src = of->src;
    p->body = of->body;
    p->origin = of;
    p->lang = lang;
    p->stands_in = !memory_has_page(o.own.memory, key);
    p->meta = translate_meta(l, &o, of->meta, p);
    if (of->title.n) p->title = apply_field(l->mem, &o, "title", of->title, &p->title_lang);
    return p;
}

/* Which pages have a file: "ar/aides/cmg.md", and "ar=key" for one that says what it translates. */
static map *list_files(loaded *l, page *const *read, size_t n)
{
    map *there = map_new(l->mem);
    for (size_t i = 0; i < n; i++) {
        site_place at = site_place_of(l->mem, read[i]);
        str key = value_get_text(read[i]->meta, S("translationKey"));
        map_put(there, arena_fmt(l->mem, "%.*s/%.*s", STR_ARG(at.code), STR_ARG(at.below)), read[i]);
        if (key.n) map_put(there, arena_fmt(l->mem, "%.*s=%.*s", STR_ARG(at.code), STR_ARG(key)), read[i]);
    }
    return there;
}

static bool has_file(loaded *l, const map *there, const language *lang, const page *p, str below)
{
    str key = value_get_text(p->meta, S("translationKey"));
    return map_has(there, arena_fmt(l->mem, "%.*s/%.*s", STR_ARG(lang->code), STR_ARG(below))) ||
           (key.n && map_has(there, arena_fmt(l->mem, "%.*s=%.*s", STR_ARG(lang->code), STR_ARG(key))));
}

page **translations_add(loaded *l, page **read, size_t *n)
{
    const settings *s = l->site->settings;
    const translations *t = l->translations;
    if (s->nlanguages < 2) return read;
    map *there = list_files(l, read, *n), *keys = map_new(l->mem);
    VEC(page *) all = { 0 };
    for (size_t i = 0; i < *n; i++) VEC_PUSH(l->mem, &all, read[i]);
    for (size_t i = 0; i < *n; i++) {
        site_place at = site_place_of(l->mem, read[i]);
        if (!str_eq(at.code, s->languages[0].code)) continue;
        str context = name_of(l->mem, at.key, at.is_falc);
        map_put(keys, context, read[i]);
        for (size_t k = 1; k < s->nlanguages; k++) {
            const language *lang = &s->languages[k];
            bool made = t->falls_back[k] || memory_has_page(t->memories[k], context);
            if (made && translations_wants(l, lang, context) && !has_file(l, there, lang, read[i], at.below))
                VEC_PUSH(l->mem, &all, translated_page(l, read[i], lang, context));
        }
    }
    report_unknown_pages(l, keys);
    *n = all.n;
    return all.v;
}

/* --- trees */

node *translations_parse(void *ctx, arena *a, str markdown)
{
    source *s = ARENA_NEW(a, source);
    (void)ctx;
    s->path = "";
    s->text = markdown;
    return markdown_parse(a, s, 0, NULL, (markdown_options){ 0 });
}

static void keep_count(page *p, const match_count *c)
{
    p->untranslated = c->units[MISSING];
    p->outdated = c->units[OUTDATED];
    p->to_review = c->units[IN_PROGRESS];
    p->accepted = c->units[UP_TO_DATE] + c->units[OUTDATED];
}

void translations_apply(loaded *l, arena *a, page *p, node *root)
{
    apply_options o = options_for(l, p->lang, translations_key(a, p));
    match_count count = { 0 };
    o.title = p->origin->title;
    o.meta = p->origin->meta;
    o.parse = translations_parse;
    apply_tree(a, &o, root, &count);
    keep_count(p, &count);
}

void translations_judge(loaded *l, arena *a, page *p)
{
    const page *of = p->translations ? p->translations[0] : NULL;
    if (p->lang->index == 0 || !of || !of->src) return;
    const memory *m = l->translations->memories[p->lang->index];
    str key = translations_key(a, of);
    p->to_review = 1;                             /* all of it: its source needs no reading */
    if (!memory_page(m, key)) return;
    unit_list units = { 0 };
    match_count count = { 0 };
    node *root = markdown_parse(a, of->src, of->body, NULL, (markdown_options){ 0 });
    unit_collect(a, of->title, of->meta, root, &units);
    const match *found = match_page(a, m, key, &units, true);
    for (size_t i = 0; i < units.n; i++) match_add(&count, &found[i], &units.v[i]);
    keep_count(p, &count);
}
