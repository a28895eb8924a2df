#include "model/settings.h"
#include "base/vec.h"
#include "model/day.h"
#include <string.h>

static const str known[] = {
    S_INIT("title"),    S_INIT("description"), S_INIT("languages"),    S_INIT("base_url"),
    S_INIT("timezone"), S_INIT("theme"),       S_INIT("organisation"), S_INIT("menu"),
    S_INIT("messages"), S_INIT("translations"), S_INIT("params"),      S_INIT("per_page"), S_INIT("structures"),
    S_INIT("digits"),   S_INIT("typography"),  S_INIT("search"),
};

static void check_keys(const settings *s, diag *d)
{
    enum { N = sizeof known / sizeof *known };
    for (size_t i = 0; i < value_count(s->top); i++) {
        const value_pair *p = &s->top->as.map.v[i];
        bool found = false;
        for (size_t k = 0; k < N && !found; k++) found = str_eq(p->key, known[k]);
        if (found) continue;
        arena *a = arena_new(512);
        span at = { s->src, p->off, (uint32_t)p->key.n };
        str near = str_nearest(p->key, known, N);
        DIAG(d, C102, at, arena_str(a, p->key).p, arena_str(a, near).p);
        arena_free(a);
    }
}


str settings_text(const settings *s, const value *v, str lang)
{
    if (!v || v->kind != VALUE_MAP) return value_text(v);
    str t = value_get_text(v, lang);
    for (size_t i = 0; t.n == 0 && i < s->nlanguages; i++) t = value_get_text(v, s->languages[i].code);
    return t;
}

static bool is_code(str c)
{
    if (c.n < 2 || c.n > 12) return false;
    for (size_t i = 0; i < c.n; i++)
        if (!((c.p[i] >= 'a' && c.p[i] <= 'z') || (c.p[i] >= 'A' && c.p[i] <= 'Z') || (i && c.p[i] == '-')))
            return false;
    return true;
}

static void read_languages(arena *a, settings *s, diag *d)
{
    const value *list = value_get(s->top, S("languages"));
    size_t n = list && list->kind == VALUE_LIST ? value_count(list) : 0;
    if (list && list->kind != VALUE_LIST && list->kind != VALUE_NULL)
        DIAG(d, C103, value_span(s->src, list), value_text(list).n ? arena_str(a, value_text(list)).p : "{…}",
             "languages", "[fr, en]");
    s->languages = ARENA_ARRAY(a, language, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const value *v = value_at(list, i);
        str code = value_text(v);
        if (!is_code(code) || settings_language(s, code)) {
            DIAG(d, C103, value_span(s->src, v), arena_str(a, code).p, "languages", "fr, en, ar…");
            continue;
        }
        s->languages[s->nlanguages++].code = arena_str(a, code);
    }
    if (s->nlanguages == 0) s->languages[s->nlanguages++].code = S("fr");
}

static void name_languages(arena *a, settings *s)
{
    for (size_t i = 0; i < s->nlanguages; i++) {
        language *l = &s->languages[i];
        l->index = i;
        l->rtl = locale_is_rtl(l->code);
        l->name = locale_name(a, l->code);
        l->title = settings_text(s, value_get(s->top, S("title")), l->code);
        l->description = settings_text(s, value_get(s->top, S("description")), l->code);
        const value *menu = value_get(s->top, S("menu"));
        if (menu && menu->kind == VALUE_LIST) l->menu = menu;
        else if (menu && value_get(menu, l->code)) l->menu = value_get(menu, l->code);
    }
}

/* digits: western, or native, or one of these by language. */
static void read_digits(arena *a, settings *s, diag *d)
{
    const value *all = value_get(s->top, S("digits"));
    for (size_t i = 0; all && i < s->nlanguages; i++) {
        const value *v = all->kind == VALUE_MAP ? value_get(all, s->languages[i].code) : all;
        str word = value_text(v);
        if (str_eqz(word, "western")) s->languages[i].digits = DIGITS_WESTERN;
        else if (str_eqz(word, "native")) s->languages[i].digits = DIGITS_NATIVE;
        else if (v && (all != v || i == 0))
            DIAG(d, C103, value_span(s->src, v), arena_str(a, word).p, "digits", "western, native");
    }
}

/* --- levels of messages */

enum { EVERYWHERE = -1, AREAS = 2 };               /* areas of a language: its pages, its translations */

/* area: the first of a language, or EVERYWHERE. False for a code whose level is fixed. */
static bool apply_level(diag *d, int area, diag_code code, diag_level l)
{
    if (area == EVERYWHERE) return diag_set_level(d, code, l);
    bool done = true;
    for (size_t i = 0; i < AREAS; i++) done &= diag_set_level_in(d, (size_t)area + i, code, l);
    return done;
}

static void set_level(const settings *s, int area, const value_pair *p, diag *d)
{
    static const str names[] = { S_INIT("off"), S_INIT("note"), S_INIT("warning"), S_INIT("error") };
    arena *a = arena_new(512);
    span at = value_span(s->src, p->value);
    diag_code code;
    size_t l = 0;
    while (l < 4 && !str_eq(value_text(p->value), names[l])) l++;
    if (!diag_find_code(p->key, &code))
        DIAG(d, C102, ((span){ s->src, p->off, (uint32_t)p->key.n }), arena_str(a, p->key).p, "");
    else if (l == 4)
        DIAG(d, C103, at, arena_str(a, value_text(p->value)).p, arena_str(a, p->key).p, "off, note, warning, error");
    else if (!apply_level(d, area, code, (diag_level)l)) DIAG(d, C108, at, arena_str(a, p->key).p);
    arena_free(a);
}

static bool is_strict(const settings *s, const language *l)
{
    const value *strict = value_get(value_get(s->top, S("translations")), S("strict"));
    for (size_t i = 0; strict && strict->kind == VALUE_LIST && i < value_count(strict); i++)
        if (str_eq(value_text(value_at(strict, i)), l->code)) return true;
    return str_eqz(value_text(strict), "true");
}

/* Files of a translation are judged leniently, unless `translations: {strict: …}` says so. The areas of language i
 * begin at AREAS * i. */
static void add_areas(const settings *s, diag *d)
{
    arena *a = arena_new(512);
    for (size_t i = 0; i < s->nlanguages; i++) {
        const language *l = &s->languages[i];
        bool lenient = i > 0 && !is_strict(s, l);
        diag_add_area(d, arena_fmt(a, "content/%.*s/", STR_ARG(l->code)), lenient);
        diag_add_area(d, arena_fmt(a, "translations/%.*s/", STR_ARG(l->code)), lenient);
    }
    arena_free(a);
}

static void set_levels(const settings *s, diag *d)
{
    const value *m = value_get(s->top, S("messages"));
    add_areas(s, d);
    for (size_t i = 0; m && m->kind == VALUE_MAP && i < m->as.map.n; i++) {
        const value_pair *p = &m->as.map.v[i];
        const language *l = p->value && p->value->kind == VALUE_MAP ? settings_language(s, p->key) : NULL;
        if (!l) set_level(s, EVERYWHERE, p, d);
        else for (size_t k = 0; k < p->value->as.map.n; k++)
            set_level(s, AREAS * (int)l->index, &p->value->as.map.v[k], d);
    }
}

/* typography: false, or {guillemets: fine | insecable} */
static void read_typography(arena *a, settings *s, diag *d)
{
    const value *v = value_get(s->top, S("typography"));
    const value *quotes = v && v->kind == VALUE_MAP ? value_get(v, S("guillemets")) : NULL;
    if (str_eqz(value_text(v), "false")) s->typography = TYPOGRAPHY_OFF;
    else if (str_eqz(value_text(quotes), "fine")) s->typography = TYPOGRAPHY_THIN;
    else if (quotes && !str_eqz(value_text(quotes), "insecable"))
        DIAG(d, C103, value_span(s->src, quotes), arena_str(a, value_text(quotes)).p, "guillemets", "fine, insecable");
}

/* search: true or false */
static bool read_search(arena *a, const settings *s, diag *d)
{
    const value *v = value_get(s->top, S("search"));
    bool off = str_eqz(value_text(v), "false");
    if (v && !off && !str_eqz(value_text(v), "true"))
        DIAG(d, C103, value_span(s->src, v), arena_str(a, value_text(v)).p, "search", "true, false");
    return !off;
}

/* structures: false, or the page that lists them */
static void read_structures(settings *s)
{
    str said = value_get_text(s->top, S("structures"));
    s->structures = !str_eqz(said, "false");
    if (s->structures && !str_eqz(said, "true")) s->structures_parent = said;
}

static void read_timezone(arena *a, settings *s, diag *d)
{
    const value *v = value_get(s->top, S("timezone"));
    s->timezone = value_text(v);
    if (s->timezone.n && day_zone_known(a, s->timezone)) return;
    if (s->timezone.n)
        DIAG(d, C103, value_span(s->src, v), arena_str(a, s->timezone).p, "timezone", "Europe/Paris, Indian/Reunion…");
    s->timezone = S("Europe/Paris");
}

/* The settings are a map; anything else is as good as nothing. */
static const value *read_top(arena *a, const source *src, const value *top, diag *d)
{
    if (top && top->kind == VALUE_MAP) return top;
    if (top && top->kind != VALUE_NULL)
        DIAG(d, C103, value_span(src, top), value_text(top).n ? arena_str(a, value_text(top)).p : "[…]", src->path,
             "title: …");
    return value_new(a, VALUE_MAP, 0, 0);
}

settings *settings_read(arena *a, const source *src, const value *top, diag *d)
{
    settings *s = ARENA_NEW(a, settings);
    s->src = src;
    s->top = top = read_top(a, src, top, d);
    check_keys(s, d);
    read_languages(a, s, d);
    name_languages(a, s);
    set_levels(s, d);
    read_digits(a, s, d);
    read_typography(a, s, d);
    str base = value_get_text(s->top, S("base_url"));
    while (base.n && base.p[base.n - 1] == '/') base.n--;
    if (base.n && !str_starts(base, S("https://")) && !str_starts(base, S("http://"))) {
        DIAG(d, C103, value_span(src, value_get(top, S("base_url"))), arena_str(a, base).p, "base_url", "https://…");
        base = S("");
    }
    s->base_url = base;
    read_timezone(a, s, d);
    long long per = 50;
    const value *pv = value_get(top, S("per_page"));
    if (pv && (!str_int(value_text(pv), &per) || per < 1 || per > 100000)) {
        DIAG(d, C103, value_span(src, pv), arena_str(a, value_text(pv)).p, "per_page", "50");
        per = 50;
    }
    s->per_page = (size_t)per;
    s->search = read_search(a, s, d);
    read_structures(s);
    s->theme = value_get(top, S("theme"));
    s->organisation = value_get(top, S("organisation"));
    s->params = value_get(top, S("params"));
    return s;
}

language *settings_language(const settings *s, str code)
{
    for (size_t i = 0; i < s->nlanguages; i++)
        if (str_eq(s->languages[i].code, code)) return &s->languages[i];
    return NULL;
}
