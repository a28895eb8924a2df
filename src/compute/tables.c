#include "compute/tables.h"
#include "base/lang.h"
#include "base/path.h"
#include <lauxlib.h>

typedef enum state { WAITING, RUNNING, DONE } state;
typedef struct script { const source *src; str name; state state; bool none; } script;       /* none: it gave false */

typedef struct run {
    arena *a;
    host *h;
    const tables_input *in;
    map *datasets;
    script *scripts;
    size_t n;
    script **under_way;                            /* a stack: who needs whom */
    size_t depth;
    host_class class;
} run;

static script *find(run *r, str name)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_eq(r->scripts[i].name, name)) return &r->scripts[i];
    return NULL;
}

/* The last line that starts with `return`: where the shape of what it gives is seen. */
static span result_place(const source *src)
{
    static const char word[] = "\nreturn";
    size_t at = 0, from = 0;
    for (size_t i; (i = str_search(str_skip(src->text, from), S(word))) != STR_NONE; from += i + 1) at = from + i + 1;
    str line = str_skip(src->text, at);
    return (span){ src, (uint32_t)at, (uint32_t)str_first(line, str_find(line, '\n')).n };
}

static void report_circle(run *r, const script *again)
{
    buf names = { 0 };
    size_t i = 0;
    while (r->under_way[i] != again) i++;
    for (; i < r->depth; i++) buf_fmt(&names, "%.*s → ", STR_ARG(r->under_way[i]->name));
    buf_fmt(&names, "%.*s", STR_ARG(again->name));
    buf_char(&names, 0);
    DIAG(host_diag(r->h), S506, ((span){ again->src, 0, 0 }), names.p);
    buf_free(&names);
}

static void push_arguments(run *r)
{
    host_push_object(r->h, &r->class, r);
    if (r->in->push_site) r->in->push_site(r->in->ctx, r->h);
    else lua_pushnil(host_lua(r->h));
}

/* Leaves what the script gives on the stack. */
static bool call(run *r, const script *s)
{
    if (!host_load(r->h, s->src, s->src->text, false)) return false;
    push_arguments(r);
    if (!host_call(r->h, s->src, 2, 1, false)) return false;
    if (!lua_isfunction(host_lua(r->h), -1)) return true;
    push_arguments(r);
    return host_call(r->h, s->src, 2, 1, false);
}

/* What stands on the stack; false: the site has no such table. */
static void take_result(run *r, script *s)
{
    value *v;
    const char *why = "";
    span at = result_place(s->src);
    s->none = lua_isboolean(host_lua(r->h), -1) && !lua_toboolean(host_lua(r->h), -1);
    if (s->none) return;
    if (!host_to_value(r->h, -1, r->a, &v, &why)) {
        DIAG(host_diag(r->h), S504, at, why, _("a table with columns and rows"), "");
        return;
    }
    dataset *t = dataset_from_script(r->a, s->name, v, at, host_diag(r->h));
    if (t) map_put(r->datasets, s->name, t);
}

static void compute(run *r, script *s)
{
    s->state = RUNNING;
    r->under_way[r->depth++] = s;
    if (call(r, s)) {
        take_result(r, s);
        lua_pop(host_lua(r->h), 1);
    }
    r->depth--;
    s->state = DONE;
}

static void get(host *h, void *object, str key)
{
    run *r = object;
    script *s = find(r, key);
    if (!s) {
        host_push_value(h, value_get(r->in->data, key));
        return;
    }
    if (s->state == RUNNING) report_circle(r, s);
    else if (s->state == WAITING) compute(r, s);
    const dataset *t = map_get(r->datasets, s->name);
    if (s->state == DONE && (t || s->none)) host_push_value(h, t ? t->value : NULL);
    else host_raise_told(h);
}

static const char *const *all_names(run *r)
{
    size_t n = value_count(r->in->data), count = 0;
    const char **names = ARENA_ARRAY(r->a, const char *, n + r->n + 1);
    for (size_t i = 0; i < n; i++) names[count++] = arena_str(r->a, r->in->data->as.map.v[i].key).p;
    for (size_t i = 0; i < r->n; i++) names[count++] = r->scripts[i].name.p;
    return names;
}

static void take_scripts(run *r)
{
    r->scripts = ARENA_ARRAY(r->a, script, r->in->n + 1);
    r->under_way = ARENA_ARRAY(r->a, script *, r->in->n + 1);
    for (size_t i = 0; i < r->in->n; i++) {
        const source *src = r->in->scripts[i];
        str name = arena_str(r->a, path_stem(str_z(src->path)));
        bool taken = value_get(r->in->data, name);
        if (taken && i < r->in->own) DIAG(host_diag(r->h), D410, ((span){ src, 0, 0 }), name.p, src->path);
        if (!taken) r->scripts[r->n++] = (script){ .src = src, .name = name };
    }
}

void tables_run(arena *a, host *h, const tables_input *in, map *datasets)
{
    /* In the arena: the host keeps a view of it that lasts as long as the host does. */
    run *r = ARENA_NEW(a, run);
    *r = (run){ .a = a, .h = h, .in = in, .datasets = datasets };
    take_scripts(r);
    r->class = (host_class){ .name = "data", .get = get, .keys = all_names(r) };
    lua_State *L = host_lua(h);
    lua_getglobal(L, "data");                      /* what pages see: not the tables that are being computed */
    host_push_object(h, &r->class, r);
    lua_setglobal(L, "data");
    for (size_t i = 0; i < r->n; i++)
        if (r->scripts[i].state == WAITING) compute(r, &r->scripts[i]);
    lua_setglobal(L, "data");
}

/* XML with a single record is a table of one row: only the schema knows that there may be several. */
static const value *as_list(arena *a, const value *v, const source *src)
{
    const value_pair *only = NULL;
    if (!src || !str_ends(str_z(src->path), S(".xml")) || v->kind != VALUE_MAP) return v;
    for (size_t i = 0; i < v->as.map.n; i++) {
        const value_pair *p = &v->as.map.v[i];
        if (p->value->kind == VALUE_LIST || (p->value->kind == VALUE_MAP && only)) return v;
        if (p->value->kind == VALUE_MAP) only = p;
    }
    if (!only) return v;
    value *list = value_new(a, VALUE_LIST, only->value->off, only->value->len);
    value *whole = value_new(a, VALUE_MAP, v->off, v->len);
    value_push(a, list, only->value);
    for (size_t i = 0; i < v->as.map.n; i++) {
        const value_pair *p = &v->as.map.v[i];
        value_put(a, whole, p->key, p->off, p == only ? list : p->value);
    }
    return whole;
}

void tables_of_data(arena *a, const value *data, const map *sources, map *datasets)
{
    for (size_t i = 0; i < value_count(data); i++) {
        const value_pair *p = &data->as.map.v[i];
        const source *src = map_get(sources, p->key);
        dataset *t = dataset_from_value(a, p->key, as_list(a, p->value, src));
        if (!t) continue;
        t->src = src;
        str said = src && !t->source ? dataset_said_source(src) : S("");
        if (said.n) t->source = value_str(a, said);
        t->as_geo = dataset_is_outlines(t);        /* what maps show is public */
        map_put(datasets, p->key, t);
    }
}
