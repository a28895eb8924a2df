#include "translate/apply.h"
#include "translate/sound.h"

typedef struct work { arena *a; const apply_options *o; } work;

static span place(const message *e) { return (span){ e->src, e->off, 0 }; }

static void report_lost(work *w, const match *m)
{
    if (m->lost.n) DIAG(w->o->d, T701, place(m->message), arena_str(w->a, m->lost).p, arena_str(w->a, w->o->key).p);
}

/* The first stand-in of another language: only what is sound there. */
static const message *stand_in(work *w, const unit *u, str *lang)
{
    for (size_t i = 0; i < w->o->nothers; i++) {
        const message *e = memory_find(w->o->others[i].memory, w->o->key, u->text);
        if (!e || sound_difference(w->a, u->text, e->text).n) continue;
        *lang = w->o->others[i].lang;
        return e;
    }
    *lang = w->o->source_lang;
    return NULL;
}

/* What to show for a unit; NULL: its own text. lang "": the page's. */
static const message *choose(work *w, const unit *u, const match *m, str *lang)
{
    *lang = S("");
    report_lost(w, m);
    bool shown = m->message && m->state != MISSING && !(m->state == OUTDATED && w->o->old_as_source);
    return shown ? m->message : stand_in(w, u, lang);
}

/* The inlines from `first` on are in another language than the page: said of their block where it holds nothing else.
 */
static void mark(work *w, const unit *u, node *first, str lang)
{
    node *after = first, *before = NULL;
    while (after && node_is_inline(after)) after = after->next;
    bool alone = u->parent->first == first && !after;
    if (alone && u->kind != UNIT_PICTURE) {
        node_attrs *t = node_attrs_of(w->a, u->parent);
        if (t->lang.n == 0) t->lang = lang;
        return;
    }
    node *wrap = node_new(w->a, NODE_SPAN, 0, 0);
    node_attrs_of(w->a, wrap)->lang = lang;
    for (node *n = u->parent->first; n != first; n = n->next) before = n;
    for (node *n = first, *next; n != after; n = next) {
        next = n->next;
        n->next = NULL;
        node_append(wrap, n);
    }
    wrap->parent = u->parent;
    wrap->next = after;
    if (before) before->next = wrap;
    else u->parent->first = wrap;
    if (!after) u->parent->last = wrap;
}

static void put_inlines(work *w, const unit *u, const message *e, str lang)
{
    node *before = NULL, *first = u->first;
    for (node *n = u->parent->first; n != first; n = n->next) before = n;
    if (e && !inline_replace(w->a, u->parent, first, e->text, w->o->parse, w->o->ctx)) {
        DIAG(w->o->d, T702, place(e), arena_str(w->a, w->o->key).p);
        lang = w->o->source_lang;
    }
    first = before ? before->next : u->parent->first;
    if (lang.n) mark(w, u, first, lang);
}

void apply_tree(arena *a, const apply_options *o, node *root, match_count *out)
{
    work w = { a, o };
    unit_list units = { 0 };
    unit_collect(a, o->title, o->meta, root, &units);          /* all that was accepted: fields have their places too */
    match *m = match_page(a, o->own.memory, o->key, &units, false);
    for (size_t i = 0; i < units.n; i++) {
        const unit *u = &units.v[i];
        str lang;
        if (u->kind == UNIT_FIELD) continue;
        const message *e = choose(&w, u, &m[i], &lang);
        if (u->plain) *u->plain = e ? e->text : u->text;
        else put_inlines(&w, u, e, lang);
        match_add(out, &m[i], u);
    }
}

str apply_field(arena *a, const apply_options *o, const char *field, str text, str *lang)
{
    work w = { a, o };
    unit u = { .kind = UNIT_FIELD, .text = text, .field = field };
    u.hash = unit_hash(text);
    match m = match_unit(a, o->own.memory, o->key, &u);
    const message *e = text.n ? choose(&w, &u, &m, lang) : NULL;
    return e ? e->text : text;
}
