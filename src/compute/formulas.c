#include "compute/formulas.h"
#include "base/lang.h"
#include "base/path.h"
#include "model/dataset.h"
#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS_MAX = 24 };

typedef enum state { WAITING, RUNNING, DONE } state;
typedef enum part { PART_OTHER, PART_VALUE, PART_BEFORE, PART_TARGET, PART_BASELINE, PART_LESS } part;

/* ids: the first one that is known is taken. */
typedef struct input { str name; const value *ids; str scope; int shift; bool optional,
                       scoped; part part; const indicator *of; } input;

typedef struct formula {
    const source *src;
    str name;
    bool own, each, total, callable, told;         /* told: that a result is no number */
    state state;
    input inputs[INPUTS_MAX];
    size_t ninputs;
    const value *label, *data;                     /* data: list of names, or NULL */
    str unit, nature;
    int decimals;
} formula;

struct formulas {
    arena *a;
    formula *v;
    size_t n;
    const value *data;
};

typedef struct run {
    formulas *f;
    host *h;
    indicators *s;
    const str *communes;
    size_t ncommunes;
    formula **under_way;
    size_t depth;
    VEC(observation) fresh;                        /* results on their way to an indicator, which stays sorted */
} run;

formulas *formulas_new(arena *a, const source *const *scripts, size_t n, size_t own, const value *data)
{
    formulas *f = ARENA_NEW(a, formulas);
    *f = (formulas){ .a = a, .v = ARENA_ARRAY(a, formula, n + 1), .data = data };
    for (size_t i = 0; i < n; i++)
        f->v[f->n++] = (formula){ .src = scripts[i], .name = arena_str(a, path_stem(str_z(scripts[i]->path))),
                                  .own = i < own, .decimals = 1 };
    return f;
}

static formula *find(const formulas *f, str name)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_eq(f->v[i].name, name)) return &f->v[i];
    return NULL;
}

/* --- the table that a script gives back */

/* What a formula may use: nothing that depends on the page, the site, the day or chance. */
static void push_environment(lua_State *L)
{
    static const char *const names[] =
        { "assert", "error", "ipairs", "pairs", "next", "select", "tonumber", "tostring", "type",
                                         "string", "table", "utf8", "math", "pcall" };
    lua_newtable(L);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getglobal(L, names[i]);
        lua_setfield(L, -2, names[i]);
    }
}

/* Pushes the table, made once for each host; false after a message. */
static bool push_table(host *h, const source *src)
{
    lua_State *L = host_lua(h);
    int top = lua_gettop(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, src) == LUA_TTABLE) return true;
    lua_settop(L, top);
    if (!host_load(h, src, src->text, false)) return false;
    push_environment(L);
    if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
    if (!host_call(h, src, 0, 1, false)) return false;
    bool fine = lua_istable(L, -1) && lua_getfield(L, -1, "compute") == LUA_TFUNCTION;
    if (!fine) {
        DIAG(host_diag(h), S504, ((span){ src, 0, 0 }), lua_typename(L, lua_type(L, -1)),
             _("a table with a function compute"),
             "return { inputs = { … }, compute = function(v) … end }");
        lua_settop(L, top);
        return false;
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, src);
    return true;
}

static const value *field(run *r, const char *name)
{
    lua_State *L = host_lua(r->h);
    value *v = NULL;
    const char *why;
    lua_getfield(L, -1, name);
    if (!lua_isnil(L, -1) && !host_to_value(r->h, -1, r->f->a, &v, &why)) v = NULL;
    lua_pop(L, 1);
    return v;
}

static bool bad_input(run *r, const formula *m, str name)
{
    DIAG(host_diag(r->h), S508, ((span){ m->src, 0, 0 }), arena_str(r->f->a, name).p);
    return false;
}

static bool read_input(run *r, formula *m, str name, const value *v)
{
    if (m->ninputs == INPUTS_MAX) return bad_input(r, m, name);
    input *in = &m->inputs[m->ninputs++];
    *in = (input){ .name = name, .ids = v };
    if (v->kind == VALUE_MAP) {
        const value *shift = value_get(v, S("year")), *scope = value_get(v, S("scope"));
        in->ids = value_get(v, S("id"));
        in->optional = value_true(value_get(v, S("optional")));
        in->shift = shift && shift->kind == VALUE_INT && llabs(shift->as.integer) < 100 ? (int)shift->as.integer : 0;
        in->scoped = scope;
        in->scope = value_text(scope);
    }
    if (in->ids && in->ids->kind == VALUE_STR) {
        value *list = value_new(r->f->a, VALUE_LIST, 0, 0);
        value_push(r->f->a, list, value_str(r->f->a, in->ids->as.string));
        in->ids = list;
    }
    return in->ids && in->ids->kind == VALUE_LIST && value_count(in->ids) ? true : bad_input(r, m, name);
}

static bool read_part(run *r, formula *m, str name)
{
    static const char *const parts[] = { "value", "before", "target", "baseline", "less" };
    for (int k = 0; k < 5; k++) {
        if (!str_eqz(name, parts[k])) continue;
        m->inputs[m->ninputs++] = (input){ .name = name, .part = (part)(k + 1) };
        return true;
    }
    return bad_input(r, m, name);
}

static bool read_inputs(run *r, formula *m, const value *list)
{
    bool fine = true;
    for (size_t i = 0; m->each && i < value_count(list) && i < 5; i++)
        fine = read_part(r, m, value_text(value_at(list, i))) && fine;
    if (m->each) return fine;
    for (size_t i = 0; list && list->kind == VALUE_MAP && i < value_count(list); i++)
        fine = read_input(r, m, list->as.map.v[i].key, list->as.map.v[i].value) && fine;
    return fine;
}

static bool read_formula(run *r, formula *m)
{
    lua_State *L = host_lua(r->h);
    if (!push_table(r->h, m->src)) return false;
    const value *params = field(r, "params"), *unit = field(r, "unit"), *decimals = field(r, "decimals");
    m->each = value_true(field(r, "each"));
    m->total = value_true(field(r, "total"));
    m->label = field(r, "label");
    m->data = field(r, "data");
    m->unit = value_text(unit);
    m->nature = value_text(field(r, "nature"));
    if (decimals && decimals->kind == VALUE_INT && decimals->as.integer >= 0 && decimals->as.integer <= 6)
        m->decimals = (int)decimals->as.integer;
    m->callable = params;
    bool fine = m->callable || read_inputs(r, m, field(r, "inputs"));
    lua_pop(L, 1);
    return fine && (m->callable || m->ninputs || bad_input(r, m, S("inputs")));
}

/* --- which indicators the inputs are */

static str split_scope(str id, str *scope)
{
    size_t slash = str_find(id, '/');
    *scope = slash == STR_NONE ? S("") : str_skip(id, slash + 1);
    return str_first(id, slash);
}

static void evaluate(run *r, formula *m);

static void report_circle(run *r, const formula *again)
{
    buf names = { 0 };
    size_t i = 0;
    while (r->under_way[i] != again) i++;
    for (; i < r->depth; i++) buf_fmt(&names, "%.*s → ", STR_ARG(r->under_way[i]->name));
    buf_fmt(&names, "%.*s", STR_ARG(again->name));
    buf_char(&names, 0);
    DIAG(host_diag(r->h), S507, ((span){ again->src, 0, 0 }), names.p);
    buf_free(&names);
}

/* The first of the ids that the data has, or that another formula, computed first, gives. False in a circle. */
static bool resolve(run *r, input *in)
{
    for (size_t i = 0; i < value_count(in->ids); i++) {
        str scope, id = split_scope(value_text(value_at(in->ids, i)), &scope);
        formula *other = find(r->f, id);
        if (other && other->state == RUNNING) { report_circle(r, other); return false; }
        if (other && other->state == WAITING) evaluate(r, other);
        in->of = indicators_find(r->s, id);
        if (!in->of || (in->of->all.n == 0 && i + 1 < value_count(in->ids))) continue;
        if (scope.n) { in->scope = scope; in->scoped = true; }
        return true;
    }
    return true;
}

/* A shipped formula whose inputs the site lacks is not for it; one of the site's own has a mistake in a name. */
static bool resolve_all(run *r, formula *m)
{
    bool fine = true;
    for (size_t i = 0; i < m->ninputs; i++) {
        input *in = &m->inputs[i];
        if (!resolve(r, in)) return false;
        if (in->of || in->optional) continue;
        fine = false;
        str id = value_text(value_at(in->ids, 0));
        if (m->own && !find(r->f, id))
            DIAG(host_diag(r->h), S509, ((span){ m->src, 0, 0 }), arena_str(r->f->a, id).p,
                 indicators_nearest(r->s, id).p);
    }
    return fine;
}

/* --- one result */

typedef struct taken { const observation *o; double number; bool there, about; uint32_t source; } taken;

static taken take(const run *r, const input *in, indicator_key key)
{
    uint32_t scope = key.scope;
    taken t = { .there = false };
    if (!in->of) return t;
    if (in->scoped && !indicators_known(r->s, in->scope, &scope)) return t;
    indicator_key k = { key.territory, scope, key.year + in->shift };
    t.o = indicator_at(r->s, in->of, k);
    if (!t.o && !in->scoped && scope) {
        k.scope = 0;
        t.o = indicator_at(r->s, in->of, k);
    }
    if (t.o && t.o->known) t = (taken){ t.o, t.o->number, true, t.o->about, t.o->source };
    return t;
}

/* The sum over the communes; missing when one is. */
static taken take_sum(const run *r, const input *in, indicator_key key)
{
    taken sum = take(r, in, key);
    if (sum.there || !in->of) return sum;
    sum.there = r->ncommunes > 0;
    for (size_t i = 0; i < r->ncommunes && sum.there; i++) {
        uint32_t code;
        taken one = { .there = false };
        if (indicators_known(r->s, r->communes[i], &code))
            one = take(r, in, (indicator_key){ code, key.scope, key.year });
        sum.there = one.there;
        sum.number += one.number;
        sum.about = sum.about || one.about;
        if (one.source) sum.source = one.source;
    }
    return sum;
}

/* v.name for a name that the script did not declare is a mistake, not a missing value. */
static int undeclared(lua_State *L)
{
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) { lua_pushnil(L); return 1; }
    return luaL_error(L, "“%s” is not among the inputs of this formula", luaL_tolstring(L, 2, NULL));
}

static void push_checked(lua_State *L)
{
    lua_newtable(L);                               /* v */
    lua_newtable(L);                               /* its metatable */
    lua_newtable(L);                               /* the names it knows */
    lua_pushvalue(L, -1);
    lua_insert(L, -4);
    lua_pushcclosure(L, undeclared, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);                       /* names, v */
}

static void declare(lua_State *L, str name, const double *number)
{
    lua_pushlstring(L, name.p, name.n);
    lua_pushboolean(L, 1);
    lua_rawset(L, -4);
    if (!number) return;
    lua_pushlstring(L, name.p, name.n);
    lua_pushnumber(L, *number);
    lua_rawset(L, -3);
}

static void push_data(const formulas *f, host *h, const value *names)
{
    lua_State *L = host_lua(h);
    lua_newtable(L);
    for (size_t i = 0; i < value_count(names) && names->kind == VALUE_LIST; i++) {
        str name = value_text(value_at(names, i));
        host_push_value(h, value_get(f->data, name));
        lua_setfield(L, -2, arena_str(f->a, name).p);
    }
}

/* 1: a number; 0: none; -1: the script failed, and said so. */
static int call(run *r, const formula *m, const taken *in, double *out)
{
    lua_State *L = host_lua(r->h);
    if (!push_table(r->h, m->src)) return -1;
    lua_getfield(L, -1, "compute");
    lua_remove(L, -2);
    push_checked(L);
    for (size_t i = 0; i < m->ninputs; i++) declare(L, m->inputs[i].name, in[i].there ? &in[i].number : NULL);
    lua_remove(L, -2);
    push_data(r->f, r->h, m->data);
    if (!host_call(r->h, m->src, 2, 1, false)) return -1;
    int found = lua_type(L, -1) == LUA_TNUMBER;
    if (found) *out = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return found;
}

/* What the inputs say of themselves. */
static uint32_t sources(run *r, const formula *m, const taken *in)
{
    buf text = { 0 };
    for (size_t i = 0; i < m->ninputs; i++) {
        str s = in[i].there ? indicators_text(r->s, in[i].source) : S("");
        if (s.n == 0 || (text.n && str_search(buf_view(&text), s) != STR_NONE)) continue;
        if (text.n) BUF_LIT(&text, " ; ");
        buf_str(&text, s);
    }
    uint32_t number = indicators_number(r->s, buf_view(&text));
    buf_free(&text);
    return number;
}

/* What is written agrees when it is the result to the decimals that it has. */
static void compare(run *r, const indicator *i, const observation *there, double computed, int decimals)
{
    double step = pow(10, -there->decimals) * 0.5 + 1e-6;
    if (!there->known || there->about || there->computed || fabs(there->number - computed) <= step + 1e-9) return;
    DIAG(host_diag(r->h), D445, ((span){ there->src, there->off, there->len }), i->id.p, there->text.p,
         arena_fmt(r->f->a, "%.*f", decimals, computed).p);
}

/* A difference has the decimals of what it is made of. */
static int decimals_of(const formula *m, const taken *in)
{
    int most = 0;
    if (!m->each || m->unit.n) return m->decimals;
    for (size_t i = 0; i < m->ninputs; i++)
        if (in[i].o && in[i].o->decimals > most) most = in[i].o->decimals;
    return most;
}

/* False when the script failed. */
static bool add_result(run *r, formula *m, indicator *to, indicator_key key, const taken *in)
{
    double number;
    for (size_t i = 0; i < m->ninputs; i++)
        if (!in[i].there && !m->inputs[i].optional) return true;
    int found = call(r, m, in, &number);
    if (found <= 0) return found == 0;
    if (!isfinite(number)) {
        str where = indicators_territory(r->s, indicators_text(r->s, key.territory));
        if (!m->told)
            DIAG(host_diag(r->h), S510, ((span){ m->src, 0, 0 }), where.n ? arena_str(r->f->a, where).p : m->name.p,
                 arena_fmt(r->f->a, "%d", key.year).p);
        m->told = true;
        return true;
    }
    const observation *there = indicator_at(r->s, to, key);
    if (there) { compare(r, to, there, number, m->decimals); return true; }
    observation o = { .territory = key.territory, .scope = key.scope, .year = (int16_t)key.year, .known = true,
                      .computed = true,
                      .number = number, .decimals = (uint8_t)decimals_of(m, in), .source = sources(r, m, in) };
    for (size_t i = 0; i < m->ninputs; i++) o.about = o.about || (in[i].there && in[i].about);
    VEC_PUSH(r->f->a, &r->fresh, o);
    return true;
}

static void settle(run *r, indicator *to)
{
    if (r->fresh.n) VEC_RESERVE(r->s->a, &to->all, to->all.n + r->fresh.n);
    for (size_t k = 0; k < r->fresh.n; k++) VEC_PUSH(r->s->a, &to->all, r->fresh.v[k]);
    r->fresh.n = 0;
    indicator_seal(to);
}

static indicator *result_of(run *r, const formula *m, str id)
{
    indicator *to = indicators_add(r->s, id);
    if (!to->label) to->label = m->label;
    if (to->unit.n == 0) to->unit = m->unit;
    if (to->nature == NATURE_NONE && m->nature.n) indicator_nature_parse(m->nature, &to->nature);
    if (!to->src) to->src = m->src;
    to->decimals = m->decimals;
    return to;
}

/* --- all results of a formula: one for each key of its first input that must be there */

static bool has_scopes(const indicator *i)
{
    for (size_t k = 0; k < i->all.n; k++)
        if (i->all.v[k].scope) return true;
    return false;
}

/* The input that says for which keys there are results: one that must be there, rather one that is cut by scope. NULL:
 * none. */
static const input *lead_of(const formula *m)
{
    const input *lead = NULL;
    for (size_t i = 0; i < m->ninputs; i++) {
        const input *in = &m->inputs[i];
        if (in->optional || in->shift || !in->of) continue;
        if (!lead || (!in->scoped && has_scopes(in->of) && (lead->scoped || !has_scopes(lead->of)))) lead = in;
    }
    return lead;
}

static void evaluate_keys(run *r, formula *m, indicator *to)
{
    const input *lead = lead_of(m);
    taken in[INPUTS_MAX];
    if (!lead) return;
    indicator_key last = { 0, 0, 0 };
    for (size_t k = 0; k < lead->of->all.n; k++) {
        const observation *o = &lead->of->all.v[k];
        indicator_key key = { o->territory, lead->scoped ? 0 : o->scope, o->year };
        if (k && key.territory == last.territory && key.scope == last.scope && key.year == last.year) continue;
        last = key;
        for (size_t i = 0; i < m->ninputs; i++) in[i] = take(r, &m->inputs[i], key);
        if (!add_result(r, m, to, key, in)) return;
    }
}

static void evaluate_total(run *r, formula *m, indicator *to)
{
    taken in[INPUTS_MAX];
    uint32_t code;
    const input *lead = lead_of(m);
    indicator_key last = { 0, 0, -1 };
    if (!lead || r->ncommunes == 0 || !indicators_known(r->s, r->communes[0], &code)) return;
    for (size_t k = 0; k < lead->of->all.n; k++) {
        const observation *o = &lead->of->all.v[k];
        indicator_key key = { 0, lead->scoped ? 0 : o->scope, o->year };
        if (o->territory != code || (key.scope == last.scope && key.year == last.year)) continue;
        last = key;
        for (size_t i = 0; i < m->ninputs; i++) in[i] = take_sum(r, &m->inputs[i], key);
        if (!add_result(r, m, to, key, in)) return;
    }
}

/* --- formulas for each indicator */

static taken known_target(const indicator_target *t)
{
    return t && t->known ? (taken){ .number = t->number, .there = true } : (taken){ .there = false };
}

static taken take_part(const run *r, const indicator *i, part which, indicator_key key)
{
    input self = { .of = i, .shift = which == PART_BEFORE ? -1 : 0 };
    if (which == PART_LESS) return (taken){ .number = i->less, .there = true };
    if (which == PART_TARGET) return known_target(indicator_target_for(i, key.year));
    if (which != PART_BASELINE) return take(r, &self, key);
    if (i->baseline.text.n) return known_target(&i->baseline);
    size_t n;
    const observation *o = indicator_there(i, key.territory, &n);      /* else the first year of this territory */
    for (size_t k = 0; k < n; k++)
        if (o[k].scope == key.scope && o[k].known) return (taken){ &o[k], o[k].number, true, o[k].about, o[k].source };
    return (taken){ .there = false };
}

static bool evaluate_one(run *r, formula *m, const indicator *i)
{
    str id = arena_fmt(r->f->a, "%.*s.%.*s", STR_ARG(i->id), STR_ARG(m->name));
    indicator *to = result_of(r, m, id);
    taken in[INPUTS_MAX];
    if (m->unit.n == 0) to->unit = str_eqz(i->unit, "%") ? S("points") : i->unit;     /* rates differ by points */
    indicator_key last = { 0, 0, 0 };
    for (size_t k = 0; k < i->all.n; k++) {
        const observation *o = &i->all.v[k];
        indicator_key key = { o->territory, o->scope, o->year };
        if (k && key.territory == last.territory && key.scope == last.scope && key.year == last.year) continue;
        last = key;
        for (size_t n = 0; n < m->ninputs; n++) in[n] = take_part(r, i, m->inputs[n].part, key);
        if (!add_result(r, m, to, key, in)) return false;
    }
    settle(r, to);
    return true;
}

static void evaluate(run *r, formula *m)
{
    if (m->state != WAITING) return;
    m->state = RUNNING;
    r->under_way[r->depth++] = m;
    if (read_formula(r, m) && !m->callable && !m->each && resolve_all(r, m)) {
        indicator *to = result_of(r, m, m->name);
        evaluate_keys(r, m, to);
        settle(r, to);
        if (m->total) evaluate_total(r, m, to);
        settle(r, to);
        to->tracked = to->tracked || m->own;
    }
    r->depth--;
    m->state = DONE;
}

void formulas_run(formulas *f, host *h, indicators *s, const str *communes, size_t ncommunes)
{
    run r = { .f = f, .h = h, .s = s, .communes = communes, .ncommunes = ncommunes };
    r.under_way = ARENA_ARRAY(f->a, formula *, f->n + 1);
    for (size_t i = 0; i < f->n; i++) evaluate(&r, &f->v[i]);
    size_t known = s->v.n;                         /* what formulas for each indicator give is no input of theirs */
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; f->v[i].each && k < known; k++)
            if (s->v.v[k]->tracked && !evaluate_one(&r, &f->v[i], s->v.v[k])) break;
}

/* --- calcul(name, params) */

static bool is_param(lua_State *L, int list, const char *name)
{
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) == LUA_TSTRING; i++) {
        bool same = strcmp(lua_tostring(L, -1), name) == 0;
        lua_pop(L, 1);
        if (same) return true;
    }
    lua_pop(L, 1);
    return false;
}

/* Pushes v: the params that were given. An error for a name that the formula does not have. */
static void push_params(lua_State *L, int table, const formula *m)
{
    lua_getfield(L, table, "params");
    int list = lua_gettop(L);
    push_checked(L);
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) == LUA_TSTRING; i++) {
        lua_pushboolean(L, 1);
        lua_rawset(L, -4);
    }
    lua_pop(L, 1);
    for (lua_pushnil(L); lua_next(L, 2);) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        if (!is_param(L, list, name)) luaL_error(L, "calcul: “%s” is no parameter of %s", name, m->name.p);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    lua_remove(L, -2);
    lua_remove(L, list);
}

int formulas_call(const formulas *f, lua_State *L)
{
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    const formula *m = f ? find(f, str_of(p, n)) : NULL;
    if (!m || !m->callable)
        return luaL_error(L, "calcul: there is no formula %s with params in scripts/indicators/", p);
    host *h = host_of(L);
    if (!push_table(h, m->src)) host_raise_told(h);
    lua_getfield(L, 3, "compute");
    push_params(L, 3, m);
    push_data(f, h, m->data);
    lua_call(L, 2, 1);
    return 1;
}
