#include "compute/block_options.h"
#include "base/lang.h"
#include "base/vec.h"
#include "model/day.h"

typedef struct checker { block_data *b; const node_pair *at; const value *option; str name; } checker;

static bool has_name(const value *option, str name)
{
    return str_eq(value_get_text(option, S("name")), name) || str_eq(value_get_text(option, S("english")), name);
}

static const value *find(const value *options, str name)
{
    for (size_t i = 0; i < value_count(options) && options->kind == VALUE_LIST; i++)
        if (has_name(options->as.list.v[i], name)) return options->as.list.v[i];
    return NULL;
}

str block_options_name(const value *options, str name)
{
    const value *option = find(options, name);
    return option ? value_get_text(option, S("name")) : name;
}

/* --- values */

static span place(const checker *c)
{
    const block_data *b = c->b;
    if (!c->at || !c->at->off || !b->tree->src) return block_data_place(b);
    return (span){ b->tree->src, c->at->off, (uint32_t)c->at->key.n };
}

static bool wrong(const checker *c, str given, const char *write)
{
    DIAG(host_diag(c->b->c->host), D442, place(c), arena_str(c->b->a, given).p, arena_str(c->b->a, c->name).p, write);
    return false;
}

static bool is_year(str s)
{
    long long n;
    return str_int(s, &n) && n >= 1900 && n <= 2100;
}

static bool check_years(const checker *c, str list)
{
    str part, rest = list;
    while (str_cut(&rest, ',', &part)) {
        part = str_trim(part);
        size_t dash = str_find(part, '-');
        bool fine = is_year(str_first(part, dash)) && (dash == STR_NONE || is_year(str_skip(part, dash + 1)));
        if (!fine) return wrong(c, list, "2025, 2023-2025, 2021,2023");
    }
    return true;
}

static bool known_indicator(const checker *c, str id)
{
    const indicators *s = c->b->c->indicators;
    if (indicators_find(s, id)) return true;
    DIAG(host_diag(c->b->c->host), D440, place(c), arena_str(c->b->a, id).p,
         s ? arena_str(c->b->a, indicators_nearest(s, id)).p : "");
    return false;
}

/* A code that the data names, or one of its figures has. */
static bool known_territory(const checker *c, str code)
{
    const indicators *s = c->b->c->indicators;
    uint32_t number;
    if (s && (map_has(s->territories, code) || indicators_known(s, code, &number))) return true;
    size_t n = s ? map_count(s->territories) : 0;
    str *codes = ARENA_ARRAY(c->b->a, str, n + 1);
    for (size_t i = 0; i < n; i++) codes[i] = map_at(s->territories, i)->key;
    DIAG(host_diag(c->b->c->host), D441, place(c), arena_str(c->b->a, code).p,
         arena_str(c->b->a, str_nearest(code, codes, n)).p);
    return false;
}

static bool each(const checker *c, str list, bool (*known)(const checker *c, str one))
{
    str one;
    bool fine = true;
    char between = str_find(list, ';') == STR_NONE ? ',' : ';';
    while (str_cut(&list, between, &one))
        if (str_trim(one).n) fine = known(c, str_trim(one)) && fine;
    return fine;
}

static bool check_choice(const checker *c, str s)
{
    const value *list = value_get(c->option, S("values"));
    buf all = { 0 };
    bool fine = false;
    for (size_t i = 0; i < value_count(list) && list->kind == VALUE_LIST; i++) {
        str one = value_text(list->as.list.v[i]);
        fine = fine || str_eq(one, s);
        if (i) BUF_LIT(&all, ", ");
        buf_str(&all, one);
    }
    str names = buf_take(&all, c->b->a);
    return fine || wrong(c, s, names.p);
}

static bool check_value(const checker *c, str s)
{
    str type = value_get_text(c->option, S("type"));
    double d;
    int32_t day;
    if (str_eqz(type, "nombre")) return dataset_parse(s, &d) || wrong(c, s, "12, 12,5");
    if (str_eqz(type, "annee")) return is_year(s) || wrong(c, s, "2025");
    if (str_eqz(type, "annees")) return check_years(c, s);
    if (str_eqz(type, "date")) return day_parse(s, &day) || wrong(c, s, "2025-09-01");
    if (str_eqz(type, "oui-non"))
        return str_eqz(s, "oui") || str_eqz(s, "non") || str_eqz(s, "yes") || str_eqz(s, "no") ||
            wrong(c, s, "oui, non");
    if (str_eqz(type, "choix")) return check_choice(c, s);
    if (str_eqz(type, "indicateur")) return known_indicator(c, s);
    if (str_eqz(type, "indicateurs")) return each(c, s, known_indicator);
    if (str_eqz(type, "territoire")) return known_territory(c, s);
    if (str_eqz(type, "territoires")) return each(c, s, known_territory);
    if (str_eqz(type, "donnees")) return block_data_dataset(c->b, s, place(c));
    return true;
}

/* --- all of them */

static void report_unknown(const checker *c, const value *options)
{
    VEC(str) names = { 0 };
    for (size_t i = 0; i < value_count(options) && options->kind == VALUE_LIST; i++) {
        VEC_PUSH(c->b->a, &names, value_get_text(options->as.list.v[i], S("name")));
        VEC_PUSH(c->b->a, &names, value_get_text(options->as.list.v[i], S("english")));
    }
    DIAG(host_diag(c->b->c->host), M108, place(c), arena_str(c->b->a, c->name).p, arena_str(c->b->a, c->b->div->text).p,
         arena_str(c->b->a, str_nearest(c->name, names.v, names.n)).p);
}

static bool has_required(block_data *b, const value *option)
{
    const value *needed = value_get(option, S("required"));
    str name = value_get_text(option, S("name"));
    if (!needed || needed->kind != VALUE_BOOL || !needed->as.boolean) return true;
    for (const node_pair *p = b->div->attrs ? b->div->attrs->pairs : NULL; p; p = p->next)
        if (has_name(option, p->key)) return true;
    checker c = { b, NULL, option, name };
    return wrong(&c, S("“”"), arena_fmt(b->a, "%.*s=…", STR_ARG(name)).p);
}

bool block_options_check(block_data *b, const value *options)
{
    bool fine = true;
    for (const node_pair *p = b->div->attrs ? b->div->attrs->pairs : NULL; p; p = p->next) {
        const value *o = find(options, p->key);
        checker c = { b, p, o, p->key };
        if (!o) report_unknown(&c, options);
        else fine = check_value(&c, str_trim(p->value)) && fine;
    }
    for (size_t i = 0; i < value_count(options) && options->kind == VALUE_LIST; i++)
        fine = has_required(b, options->as.list.v[i]) && fine;
    return fine;
}
