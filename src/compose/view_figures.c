#include "compose/view_figures.h"
#include "compose/view.h"
#include "compute/formulas.h"
#include "model/dataset.h"
#include "model/figure_show.h"
#include "model/names.h"
#include <stdlib.h>
#include <string.h>
#include <lauxlib.h>

static view *current(host *h) { return host_context(h); }
static const indicators *all(host *h) { return current(h)->site->indicators; }

static str check_text(lua_State *L, int i)
{
    size_t n;
    const char *p = luaL_checklstring(L, i, &n);
    return (str){ p, n };
}

static void set_text(lua_State *L, const char *key, str s)
{
    if (s.n == 0) return;
    lua_pushlstring(L, s.p, s.n);
    lua_setfield(L, -2, key);
}

static void set_int(lua_State *L, const char *key, long long i)
{
    if (i == 0) return;
    lua_pushinteger(L, i);
    lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, double v)
{
    lua_pushnumber(L, v);
    lua_setfield(L, -2, key);
}

static void set_flag(lua_State *L, const char *key, bool b)
{
    lua_pushboolean(L, b);
    lua_setfield(L, -2, key);
}

/* --- one figure */

static void push_figure(host *h, const figure *f, str unit)
{
    lua_State *L = host_lua(h);
    view *v = current(h);
    bool counts = f->kind != FIGURE_MISSING && f->kind != FIGURE_TEXT;
    lua_createtable(L, 0, 14);
    set_text(L, "kind", str_z(figure_kind_name(f->kind)));
    if (f->sense) set_text(L, "sense", str_z(figure_sense_name(f->sense)));
    if (counts) set_number(L, "value", f->a);
    if (counts && f->kind != FIGURE_NUMBER) set_number(L, "to", f->b);
    set_int(L, "year", f->year);
    set_int(L, "year_before", f->year_before);
    set_flag(L, "target", f->target);
    set_text(L, "unit", f->unit.n ? f->unit : unit);
    set_text(L, "day", f->day);
    set_text(L, "source", f->source);
    set_text(L, "note", f->note);
    set_text(L, "text", figure_show(v->scratch, f, unit, v->lang->locale, v->lang->words));
    figure bare = *f;
    bool percent = str_eqz(f->unit.n ? f->unit : unit, "%");
    if (!percent) bare.unit = S("");
    set_text(L, "bare", figure_show(v->scratch, &bare, percent ? S("%") : S(""), v->lang->locale, v->lang->words));
}

static int fn_figure(lua_State *L)
{
    host *h = host_of(L);
    arena *a = current(h)->scratch;
    figure f = figure_parse(a, lua_isnoneornil(L, 1) ? S("") : arena_str(a, check_text(L, 1)));
    push_figure(h, &f, lua_isnoneornil(L, 2) ? S("") : arena_str(a, check_text(L, 2)));
    return 1;
}

/* --- values of indicators */

/* An option by its French or English name, as text. */
static str option(lua_State *L, host *h, const char *french, const char *english)
{
    if (!lua_istable(L, 2)) return S("");
    if (lua_getfield(L, 2, french) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_getfield(L, 2, english);
    }
    size_t n = 0;
    const char *p = lua_isnil(L, -1) ? "" : luaL_tolstring(L, -1, &n);
    return arena_str(current(h)->scratch, str_of(p, n));
}

/* The last year for which the indicator has a value there. */
static int last_year(const indicator *i, indicator_key key)
{
    size_t n;
    const observation *o = indicator_there(i, key.territory, &n);
    while (n && o[n - 1].scope != key.scope) n--;
    return n ? o[n - 1].year : 0;
}

static const observation *asked(lua_State *L, host *h, const indicator *i)
{
    indicator_key key = { 0, 0, 0 };
    str code = option(L, h, "territoire", "territory"), scope = option(L, h, "perimetre", "scope"),
        year = option(L, h, "annee", "year");
    if (!i || !indicators_known(all(h), code, &key.territory) || !indicators_known(all(h), scope, &key.scope))
        return NULL;
    long long n = 0;
    key.year = str_int(year, &n) && n > 0 && n < 3000 ? (int)n : year.n ? -1 : last_year(i, key);
    return indicator_at(all(h), i, key);
}

static int fn_measure(lua_State *L)
{
    host *h = host_of(L);
    arena *a = current(h)->scratch;
    const indicator *i = indicators_find(all(h), check_text(L, 1));
    const observation *o = asked(L, h, i);
    figure f = o ? indicator_figure(a, o) : figure_parse(a, S(""));
    push_figure(h, &f, i ? i->unit : S(""));
    if (!o) return 1;
    set_int(L, "year", o->year);
    set_text(L, "source", indicators_text(all(h), o->source));
    set_text(L, "edition", indicators_text(all(h), o->edition));
    set_flag(L, "computed", o->computed);
    set_flag(L, "about", o->about);
    set_int(L, "decimals", o->decimals);
    return 1;
}

/* --- an indicator */

static void push_target(host *h, const indicator_target *t, str unit)
{
    figure f = figure_parse(current(h)->scratch, t->text);
    push_figure(h, &f, unit);
    set_int(host_lua(h), "year", t->year);
}

static void push_targets(host *h, const indicator *i)
{
    lua_State *L = host_lua(h);
    lua_createtable(L, (int)i->targets.n, 0);
    for (size_t k = 0; k < i->targets.n; k++) {
        push_target(h, &i->targets.v[k], i->unit);
        lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
}

typedef enum which { YEARS, TERRITORIES, SCOPES } which;

static uint32_t part_of(const observation *o, which w)
{
    return w == YEARS ? (uint32_t)(o->year < 0 ? 0 : o->year) : w == TERRITORIES ? o->territory : o->scope;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* All years, rising; all codes and scopes in the order in which the data names them. */
static void push_all(host *h, const indicator *i, which w)
{
    lua_State *L = host_lua(h);
    uint32_t *v = ARENA_ARRAY(current(h)->scratch, uint32_t, i->all.n + 1);
    for (size_t k = 0; k < i->all.n; k++) v[k] = part_of(&i->all.v[k], w);
    if (i->all.n) qsort(v, i->all.n, sizeof *v, by_number);
    lua_newtable(L);
    lua_Integer n = 0;
    for (size_t k = 0; k < i->all.n; k++) {
        if ((k && v[k] == v[k - 1]) || (w == YEARS && v[k] == 0)) continue;
        if (w == YEARS) lua_pushinteger(L, v[k]);
        else host_push_str(h, indicators_text(all(h), v[k]));
        lua_rawseti(L, -2, ++n);
    }
}

/* "Ateliers du RPE (Ateliers du RAM jusqu’en 2020)" of a renamed one. */
static str label_of(host *h, const indicator *i)
{
    view *v = current(h);
    const words *w = v->lang->words;
    str s = dataset_text(i->label, v->lang->code);
    if (i->label && i->label->kind == VALUE_STR) s = words_get(w, i->label->as.string);
    if (s.n == 0) s = i->id;
    if (i->was.n == 0) return s;
    return arena_fmt(v->scratch, "%.*s (%.*s)", STR_ARG(s), STR_ARG(names_until(v->scratch, w, i->was, i->until)));
}

static int fn_indicator(lua_State *L)
{
    host *h = host_of(L);
    const indicator *i = indicators_find(all(h), check_text(L, 1));
    if (!i) { lua_pushnil(L); return 1; }
    lua_createtable(L, 0, 12);
    set_text(L, "id", i->id);
    set_text(L, "label", label_of(h, i));
    set_text(L, "unit", i->unit);
    set_text(L, "nature", words_get(current(h)->lang->words, str_z(indicator_nature_name(i->nature))));
    set_flag(L, "less", i->less);
    push_all(h, i, YEARS); lua_setfield(L, -2, "years");
    push_all(h, i, TERRITORIES); lua_setfield(L, -2, "territories");
    push_all(h, i, SCOPES); lua_setfield(L, -2, "scopes");
    push_targets(h, i); lua_setfield(L, -2, "targets");
    if (i->baseline.text.n) { push_target(h, &i->baseline, i->unit); lua_setfield(L, -2, "baseline"); }
    lua_createtable(L, (int)i->compare.n, 0);
    for (size_t k = 0; k < i->compare.n; k++) {
        host_push_str(h, i->compare.v[k]);
        lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
    lua_setfield(L, -2, "compare");
    return 1;
}

static int fn_indicators(lua_State *L)
{
    host *h = host_of(L);
    const indicators *s = all(h);
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t k = 0; s && k < s->v.n; k++) {
        if (!s->v.v[k]->tracked) continue;
        host_push_str(h, s->v.v[k]->id);
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

static int fn_territory(lua_State *L)
{
    host *h = host_of(L);
    str code = check_text(L, 1);
    host_push_str(h, all(h) ? indicators_territory(all(h), code) : code);
    return 1;
}

/* Field `name` of the table on top, as a number; false when it is missing or no number. */
static bool number_field(lua_State *L, str name, double *out)
{
    lua_pushlstring(L, name.p, name.n);
    lua_gettable(L, -2);
    int number = 0;
    size_t n = 0;
    const char *p = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &n) : NULL;
    bool found = p ? dataset_parse(str_of(p, n), out) : (*out = lua_tonumberx(L, -1, &number), number);
    lua_pop(L, 1);
    return found;
}

static int fn_mean(lua_State *L)
{
    str field = check_text(L, 2);
    double sum = 0, weight = 0, d, w;
    if (lua_isnoneornil(L, 3))
        return luaL_error(L, "moyenne: a mean of rates needs weights, for example moyenne(rows, \"%s\", \"enfants\")",
                          field.p);
    str by = check_text(L, 3);
    lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        bool known = number_field(L, field, &d) && number_field(L, by, &w);
        lua_pop(L, 1);
        if (!known) { lua_pushnil(L); return 1; }
        sum += d * w;
        weight += w;
    }
    if (weight > 0) lua_pushnumber(L, sum / weight);
    else lua_pushnil(L);
    return 1;
}

/* What would open a list or a block where a line begins: "- ", "12. ", ":::". Where its sign stands, or STR_NONE. */
static size_t opening_sign(str s, size_t i)
{
    size_t from = i;
    if (i < s.n && s.p[i] && strchr("-+=:", s.p[i])) return i;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
    return i > from && i < s.n && (s.p[i] == '.' || s.p[i] == ')') ? i : STR_NONE;
}

static int fn_literal(lua_State *L)
{
    str s = check_text(L, 1);
    size_t sign = STR_NONE;
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (size_t i = 0; i < s.n; i++) {
        if (i == 0 || s.p[i - 1] == '\n') sign = opening_sign(s, i);
        if (i == sign || (s.p[i] && strchr("\\`*_[]<>#{}|&~$!", s.p[i]))) luaL_addchar(&out, '\\');
        luaL_addchar(&out, s.p[i]);
    }
    luaL_pushresult(&out);
    return 1;
}

static int fn_formula(lua_State *L)
{
    return formulas_call(current(host_of(L))->site->formulas, L);
}

void view_figures_install(host *h)
{
    static const luaL_Reg functions[] = {
        { "chiffre", fn_figure }, { "mesure", fn_measure }, { "indicateur", fn_indicator },
            { "indicateurs", fn_indicators },
        { "territoire", fn_territory }, { "calcul", fn_formula },
        { "moyenne", fn_mean }, { "brut", fn_literal }, { NULL, NULL },
    };
    for (const luaL_Reg *f = functions; f->name; f++) lua_register(host_lua(h), f->name, f->func);
}
