#include "compute/blocks.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/vec.h"
#include "compute/block_data.h"
#include "compute/block_made.h"
#include "compute/block_options.h"
#include "compute/block_plan.h"

struct blocks { map *scripts; };                   /* name -> source */

/* Blocks that reading or the layouts know: they stay as they are. */
static const char *const plain_blocks[] = {
    "note", "astuce", "important", "attention", "danger", "avertissement", "conseil", "tip", "warning", "caution",
    "falc", "easy", "chiffres", "figures", "etapes", "steps", "colonnes", "columns", "marge", "aside", "donnees",
    "notes", "diapo",
};
static const char *const table_options[] = {
    "source", "colonnes", "columns", "trier",   "sort",      "limite", "limit",
    "filtre", "filter",   "legende", "caption", "regrouper", "group",
    "total",  "poids",    "weights", NULL,
};
static const char *const chart_options[] = {
    "source", "type", "kind", "x", "y", "serie", "series", "cible", "target", "unite", "unit", "description", "alt",
    "trier", "sort", "limite", "limit", "filtre", "filter", "legende", "caption", "part", "share", "bas", "low", "haut",
    "high", "par", "by", "depart", "start", "debut", "fin", "end", "etat", "state", NULL,
};

static const char *const map_options[] = {
    "source", "contours", "outlines", "code", "nom", "name", "valeur", "value", "classes", "nombre", "count",
    "unite", "unit", "description", "alt", "trier", "sort", "limite", "limit", "filtre", "filter", "legende",
    "caption", NULL,
};

static const char *const point_options[] = {
    "points", "contours", "outlines", "types", "commune", "lieu", "place", "description", "alt", "legende", "caption",
    NULL,
};

static const char *const plan_options[] = {
    "theme", "axe", "axis", "colonnes", "columns", "comptes", "counts", "legende", "caption", NULL,
};

/* data: the option that names its data. A name that comes twice is the first of them whose data is named. */
typedef struct builtin {
    const char *name, *data;
    const char *const *options;
    void (*make)(block_data *b, const dataset *t);
    void (*make_plan)(block_data *b);              /* NULL: it takes a dataset */
} builtin;

static const builtin builtins[] = {
    { "tableau", "source", table_options, block_data_table, NULL },
    { "table", "source", table_options, block_data_table, NULL },
    { "graphique", "source", chart_options, block_data_chart, NULL },
    { "chart", "source", chart_options, block_data_chart, NULL },
    { "carte", "points", point_options, block_data_points, NULL },
    { "map", "points", point_options, block_data_points, NULL },
    { "carte", "source", map_options, block_data_map, NULL },
    { "map", "source", map_options, block_data_map, NULL },
    { "plan", "", plan_options, NULL, block_plan_table },
    { "plan-index", "", plan_options, NULL, block_plan_index },
    { "plan-comptes", "", plan_options, NULL, block_plan_counts },
    { "plan-counts", "", plan_options, NULL, block_plan_counts },
};

enum { NESTED = 4 };                               /* blocks of scripts within each other */
enum { PLAIN = sizeof plain_blocks / sizeof *plain_blocks, BUILTINS = sizeof builtins / sizeof *builtins };

blocks *blocks_new(arena *a, const source *const *scripts, size_t n)
{
    blocks *b = ARENA_NEW(a, blocks);
    b->scripts = map_new(a);
    for (size_t i = 0; i < n; i++)
        map_put(b->scripts, arena_str(a, path_stem(str_z(scripts[i]->path))), (void *)(uintptr_t)scripts[i]);
    return b;
}

/* --- built-in blocks */

static void check_options(const block_data *b, const builtin *k)
{
    VEC(str) names = { 0 };
    for (const char *const *o = k->options; *o; o++) VEC_PUSH(b->a, &names, str_z(*o));
    for (const node_pair *p = b->div->attrs ? b->div->attrs->pairs : NULL; p; p = p->next) {
        bool known = false;
        for (size_t i = 0; i < names.n; i++) known = known || str_eq(names.v[i], p->key);
        if (known) continue;
        span at = p->off && b->tree->src ? (span){ b->tree->src, p->off, (uint32_t)p->key.n } : block_data_place(b);
        DIAG(host_diag(b->c->host), M108, at, arena_str(b->a, p->key).p, k->name,
             arena_str(b->a, str_nearest(p->key, names.v, names.n)).p);
    }
}

/* --- scripts */

/* Pushes the function of a script, of what its file gave back, kept in the state. *options: those it declares, or
 * NULL. */
static bool push_script(block_data *b, const source *src, value **options)
{
    host *h = b->c->host;
    lua_State *L = host_lua(h);
    const char *why = "";
    int kept = lua_rawgetp(L, LUA_REGISTRYINDEX, src);
    if (kept == LUA_TNIL) {
        lua_pop(L, 1);
        if (!host_load(h, src, src->text, false) || !host_call(h, src, 0, 1, false)) return false;
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, src);
    }
    *options = NULL;
    if (lua_istable(L, -1)) {
        lua_getfield(L, -1, "options");
        if (!lua_isnil(L, -1) && !host_to_value(h, -1, b->a, options, &why)) *options = NULL;
        lua_pop(L, 1);
        lua_getfield(L, -1, "make");
        lua_remove(L, -2);
    }
    if (lua_isfunction(L, -1)) return true;
    DIAG(host_diag(h), S504, ((span){ src, 0, 0 }), lua_typename(L, lua_type(L, -1)), _("a function"),
         "return function(args, content, page, data, site) … end");
    lua_pop(L, 1);
    return false;
}

static void set_text(host *h, str key, str text)
{
    lua_State *L = host_lua(h);
    host_push_str(h, key);
    host_push_str(h, text);
    lua_rawset(L, -3);
}

static void push_arguments(block_data *b, const value *options)
{
    host *h = b->c->host;
    lua_newtable(host_lua(h));
    for (const node_pair *p = b->div->attrs ? b->div->attrs->pairs : NULL; p; p = p->next)
        set_text(h, options ? block_options_name(options, p->key) : p->key, p->value);
    if (b->title.n) set_text(h, S("title"), b->title);
    if (b->id.n) set_text(h, S("id"), b->id);
    buf text = { 0 };
    node_text(&text, b->div);
    host_push_str(h, buf_view(&text));
    buf_free(&text);
    if (b->c->push) b->c->push(b->c->ctx, h);
    else lua_settop(host_lua(h), lua_gettop(host_lua(h)) + 3);
}

static void run_script(block_data *b, const source *src)
{
    host *h = b->c->host;
    value *v;
    const char *why = "";
    value *options;
    b->fine = push_script(b, src, &options);
    if (!b->fine) return;
    if (options && !block_options_check(b, options)) {
        lua_pop(host_lua(h), 1);
        b->fine = false;
        return;
    }
    push_arguments(b, options);
    b->fine = host_call(h, src, 5, 1, false);
    if (!b->fine) return;
    span at = { src, 0, 0 };
    b->fine = host_to_value(h, -1, b->a, &v, &why);
    lua_pop(host_lua(h), 1);
    if (b->fine) block_made_add(b, v, at);
    else DIAG(host_diag(h), S504, at, why, _("a text or a block"), "");
}

/* --- the walk */

static void report_unknown(block_data *b)
{
    VEC(str) names = { 0 };
    for (size_t i = 0; i < PLAIN; i++) VEC_PUSH(b->a, &names, str_z(plain_blocks[i]));
    for (size_t i = 0; i < BUILTINS; i++) VEC_PUSH(b->a, &names, str_z(builtins[i].name));
    const map *scripts = b->c->blocks ? b->c->blocks->scripts : NULL;
    for (size_t i = 0; scripts && i < map_count(scripts); i++) VEC_PUSH(b->a, &names, map_at(scripts, i)->key);
    DIAG(host_diag(b->c->host), M106, block_data_place(b), arena_str(b->a, b->div->text).p,
         arena_str(b->a, str_nearest(b->div->text, names.v, names.n)).p);
    b->fine = false;
}

/* English names of blocks that come with livret as scripts. */
static str french_name(str name)
{
    static const char *const names[][2] = {
        { "coverage", "couverture" }, { "indicators", "indicateurs" }, { "key-figures", "chiffres-cles" },
        { "calendar", "calendrier" }, { "facilities", "liste-structures" }, { "dated-steps", "etapes-datees" },
        { "review", "bilan" }, { "plan-sequels", "plan-suites" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eqz(name, names[i][0])) return str_z(names[i][1]);
    return name;
}

static bool is_plain(str name)
{
    for (size_t i = 0; i < PLAIN; i++)
        if (str_eqz(name, plain_blocks[i])) return true;
    return name.n == 0;
}

/* Shipped scripts have a name in English too; a site's own script of that name wins. */
static const source *find_script(const block_data *b, str name)
{
    const map *scripts = b->c->blocks ? b->c->blocks->scripts : NULL;
    const source *script = map_get(scripts, name);
    return script ? script : map_get(scripts, french_name(name));
}

/* True when the block is one to replace; its nodes are then in b->into. *script: what made them, where a script did. */
static bool make(block_data *b, const source **script)
{
    str name = b->div->text;
    for (size_t i = 0; i < BUILTINS; i++) {
        if (!str_eqz(name, builtins[i].name)) continue;
        bool points = builtins[i].make == block_data_points;
        if (points && node_attr(b->div, S("points")).n == 0) continue;
        check_options(b, &builtins[i]);
        if (builtins[i].make_plan) {
            builtins[i].make_plan(b);
            return true;
        }
        const dataset *t = block_data_dataset(b, node_attr(b->div, str_z(builtins[i].data)), block_data_place(b));
        if (t) builtins[i].make(b, t);
        return true;
    }
    if (is_plain(name)) return false;
    *script = find_script(b, name);
    if (*script) run_script(b, *script);
    else report_unknown(b);
    return *script;
}

static void replace(node *div, node *made)
{
    node *after = div;
    for (node *n = made->first; n;) {
        node *next = n->next;
        n->next = n->parent = NULL;
        node_insert_after(after, n);
        after = n;
        n = next;
    }
    node_remove(div);
}

static bool expand(const blocks_context *c, arena *a, node_tree *t, node *top, int depth);

/* What a script gave back may be blocks in turn. */
static bool expand_made(const blocks_context *c, arena *a, node_tree *t, block_data *b, int depth)
{
    if (depth < NESTED) return expand(c, a, t, b->into, depth + 1);
    DIAG(host_diag(c->host), S511, block_data_place(b), arena_str(a, b->div->text).p);
    b->into->first = b->into->last = NULL;
    return false;
}

static bool expand(const blocks_context *c, arena *a, node_tree *t, node *top, int depth)
{
    bool fine = true;
    for (node *n = top, *next; n; n = next) {
        next = node_following(top, n);
        if (n->kind != NODE_DIV) continue;
        block_data b = { .c = c, .a = a, .tree = t, .div = n, .into = node_new(a, NODE_DOCUMENT, n->off, n->len),
                         .fine = true };
        if (n->attrs) {
            b.id = n->attrs->id;
            b.title = n->attrs->title;
        }
        const source *script = NULL;
        if (make(&b, &script)) {
            node *last = n;                        /* what stands in the block is gone with it */
            while (last->last) last = last->last;
            next = node_following(top, last);
            if (script && !expand_made(c, a, t, &b, depth)) b.fine = false;
            replace(n, b.into);
        }
        fine = fine && b.fine;
    }
    return fine;
}

bool blocks_expand(const blocks_context *c, arena *a, node_tree *t) { return expand(c, a, t, t->root, 0); }
