#include "compute/block_made.h"
#include "base/lang.h"

static void add(block_data *b, node *into, const value *v, span at);

static void wrong(block_data *b, span at, str given, const char *expected, const char *hint)
{
    DIAG(host_diag(b->c->host), S504, at, arena_str(b->a, given).p, expected, hint);
    b->fine = false;
}

/* Nodes of another text have offsets of that text: they take the block's place instead. */
static void settle(const block_data *b, node *top)
{
    for (node *n = top->first; n; n = node_following(top, n)) {
        n->off = b->div->off;
        n->len = b->div->len;
    }
}

static void move_children(node *from, node *to)
{
    for (node *n = from->first; n;) {
        node *next = n->next;
        n->next = n->parent = NULL;
        node_append(to, n);
        n = next;
    }
    from->first = from->last = NULL;
}

static void add_markdown(block_data *b, node *into, str text)
{
    node *top = block_data_node(b, NULL, NODE_DOCUMENT);
    if (b->c->markdown) b->c->markdown(b->c->ctx, b->a, text, top);
    else block_data_text(b, block_data_node(b, top, NODE_PARAGRAPH), text);
    settle(b, top);
    move_children(top, into);
}

static str field(const block_data *b, const value *v, const char *french, const char *english)
{
    block_data o = *b;
    o.made = v;
    return block_data_option(&o, french, english);
}

static void add_heading(block_data *b, node *into, const value *v)
{
    node *h = block_data_node(b, into, NODE_HEADING);
    const value *level = value_get(v, S("level"));
    h->level = level && level->kind == VALUE_INT && level->as.integer >= 1 && level->as.integer <= 6
        ? (uint8_t)level->as.integer : 2;
    block_data_text(b, h, field(b, v, "text", "texte"));
}

static void add_list(block_data *b, node *into, const value *v, span at)
{
    const value *items = value_get(v, S("items")), *ordered = value_get(v, S("ordered"));
    if (value_count(items) == 0) return;
    node *list = block_data_node(b, into, NODE_LIST);
    list->ordered = value_true(ordered);
    list->tight = true;
    list->start = 1;
    for (size_t i = 0; i < value_count(items); i++) {
        node *item = block_data_node(b, list, NODE_ITEM);
        const value *one = value_at(items, i);
        if (one && one->kind == VALUE_STR) add_markdown(b, item, one->as.string);
        else add(b, item, one, at);
    }
}

/* Rows that are lists become maps with the ids of the columns, or 1, 2… when there are none. */
static const value *named_rows(block_data *b, const value *v)
{
    const value *rows = value_get(v, S("rows")), *columns = value_get(v, S("columns"));
    value *described = value_new(b->a, VALUE_MAP, 0, 0), *named = value_new(b->a, VALUE_LIST, 0, 0),
        *heads = value_new(b->a, VALUE_LIST, 0, 0);
    size_t n = value_count(columns);
    for (size_t k = 0; k < n; k++) {
        const value *c = value_at(columns, k);
        value *head = value_new(b->a, VALUE_MAP, 0, 0);
        value_put(b->a, head, S("id"), 0, value_str(b->a, arena_fmt(b->a, "%zu", k + 1)));
        if (c->kind == VALUE_STR) value_put(b->a, head, S("label"), 0, value_str(b->a, c->as.string));
        for (size_t i = 0; c->kind == VALUE_MAP && i < c->as.map.n; i++)
            value_put(b->a, head, c->as.map.v[i].key, 0, c->as.map.v[i].value);
        value_push(b->a, heads, head);
    }
    for (size_t i = 0; i < value_count(rows); i++) {
        const value *row = value_at(rows, i);
        value *out = value_new(b->a, VALUE_MAP, 0, 0);
        for (size_t k = 0; k < n && k < value_count(row); k++)
            value_put(b->a, out, value_get_text(value_at(heads, k), S("id")), 0, row->as.list.v[k]);
        value_push(b->a, named, out);
    }
    value_put(b->a, described, S("columns"), 0, heads);
    value_put(b->a, described, S("rows"), 0, named);
    static const char *const texts[] = { "title", "source", "note" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (value_get(v, str_z(texts[i])))
            value_put(b->a, described, str_z(texts[i]), 0, value_get(v, str_z(texts[i])));
    return described;
}

static void add_dataset(block_data *b, node *into, const value *v, span at,
                        void (*make)(block_data *b, const dataset *t))
{
    const value *first = value_at(value_get(v, S("rows")), 0);
    const value *described = first && first->kind == VALUE_LIST && first->as.list.n ? named_rows(b, v) : v;
    dataset *t = dataset_from_script(b->a, S(""), described, at, host_diag(b->c->host));
    if (!t) {
        b->fine = false;
        return;
    }
    block_data o = *b;
    o.made = v;
    o.into = into;
    make(&o, t);
    str classes = value_get_text(v, S("class"));
    for (node *n = classes.n ? into->first : NULL; n; n = n->next)
        if (n->kind == NODE_TABLE && !n->next) node_attrs_of(b->a, n)->classes = classes;
    b->fine = o.fine;
    b->id = o.id;
}

void block_made_option(arena *a, node *n, str key, str text)
{
    node_attrs *attrs = node_attrs_of(a, n);
    node_pair *p = ARENA_NEW(a, node_pair);
    *p = (node_pair){ .key = key, .value = text, .next = attrs->pairs };
    attrs->pairs = p;
}

void block_made_options(arena *a, node *div, const value *options)
{
    node_attrs_of(a, div);
    for (size_t i = options && options->kind == VALUE_MAP ? options->as.map.n : 0; i > 0; i--) {
        const value_pair *o = &options->as.map.v[i - 1];
        block_made_option(a, div, o->key, dataset_plain(a, o->value));
    }
}

static void add_block(block_data *b, node *into, const value *v, span at)
{
    node *div = block_data_node(b, into, NODE_DIV);
    div->text = value_get_text(v, S("name"));
    node_attrs_of(b->a, div)->title = field(b, v, "title", "titre");
    block_made_options(b->a, div, value_get(v, S("options")));
    const value *content = value_get(v, S("content"));
    if (content) add(b, div, content, at);
}

/* What the script says against the way its block is used: told where the block stands. */
static void refuse(block_data *b, str why)
{
    DIAG(host_diag(b->c->host), M113, block_data_place(b), arena_str(b->a, b->div->text).p, arena_str(b->a, why).p);
    b->fine = false;
}

static void add_typed(block_data *b, node *into, const value *v, span at)
{
    str type = value_get_text(v, S("type"));
    if (str_eqz(type, "paragraphe") || str_eqz(type, "paragraph")) add_markdown(b, into, field(b, v, "text", "texte"));
    else if (str_eqz(type, "titre") || str_eqz(type, "heading")) add_heading(b, into, v);
    else if (str_eqz(type, "liste") || str_eqz(type, "list")) add_list(b, into, v, at);
    else if (str_eqz(type, "tableau") || str_eqz(type, "table")) add_dataset(b, into, v, at, block_data_table);
    else if (str_eqz(type, "graphique") || str_eqz(type, "chart")) add_dataset(b, into, v, at, block_data_chart);
    else if (str_eqz(type, "carte") || str_eqz(type, "map")) add_dataset(b, into, v, at, block_data_map);
    else if (str_eqz(type, "source")) block_data_source(b, into, field(b, v, "text", "texte"));
    else if (str_eqz(type, "remarque") || str_eqz(type, "note"))
        block_data_small_print(b, into, "remarque", field(b, v, "text", "texte"));
    else if (str_eqz(type, "bloc") || str_eqz(type, "block")) add_block(b, into, v, at);
    else if (str_eqz(type, "erreur") || str_eqz(type, "error")) refuse(b, field(b, v, "text", "texte"));
    else wrong(b, at, type.n ? arena_fmt(b->a, "“%.*s”", STR_ARG(type)) : str_z(_("a table without a type")),
               _("a type of block"),
               "type = \"paragraphe\", \"titre\", \"liste\", \"tableau\", \"graphique\", \"carte\", \"bloc\", "
               "\"source\", \"remarque\"");
}

static void add(block_data *b, node *into, const value *v, span at)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL: break;
    case VALUE_STR: add_markdown(b, into, v->as.string); break;
    case VALUE_MAP: add_typed(b, into, v, at); break;
    case VALUE_LIST:
        for (size_t i = 0; i < v->as.list.n; i++) add(b, into, v->as.list.v[i], at);
        break;
    default: wrong(b, at, str_z(_("a number")), _("a text or a block"),
                   "return { type = \"paragraphe\", text = \"…\" }"); break;
    }
}

void block_made_add(block_data *b, const value *v, span at) { add(b, b->into, v, at); }
