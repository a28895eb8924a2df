#include "type/index.h"

/* One or more pages in a row. */
typedef struct range { str first, last, place; long long to; } range;

static flow *line(galley *g, const flow *f, str text, bool strong)
{
    flow *l = flow_new(g->a, FLOW_TEXT);
    flow_font font = f->label_font;
    if (strong) font.weight = 700;
    l->tag = TAG_P;
    l->style = f->style;
    l->style.align = FLOW_START;
    l->style.hyphenate = false;
    flow_add_run(g->a, l, text, font);
    return l;
}

static flow *letter(galley *g, const flow *f, str initial)
{
    flow *l = line(g, f, initial, true);
    l->style.before = f->style.leading;
    l->style.keep_next = true;
    return l;
}

/* The pages of an entry, each once. */
static size_t find_ranges(galley *g, const flow_entry *e, range *v)
{
    size_t n = 0;
    for (size_t i = 0; i < e->places.n; i++) {
        str label = setter_number(g->s, e->places.v[i]);
        long long page;
        bool number = str_int(label, &page);
        range *last = n ? &v[n - 1] : NULL;
        if (label.n == 0 || (last && str_eq(last->last, label))) continue;
        if (last && number && last->to && page == last->to + 1) {
            last->last = label;
            last->to = page;
        } else {
            v[n++] = (range){ label, label, e->places.v[i], number ? page : 0 };
        }
    }
    return n;
}

static void add_page(galley *g, const flow *f, flow *l, const flow_entry *e, str text, const range *of, uint32_t group)
{
    str word = g->s->book->page_word;
    flow_add_run(g->a, l, S(", "), f->label_font);
    flow_run *r = flow_add_run(g->a, l, text, f->label_font);
    r->tag = TAG_REFERENCE;
    r->dest_kind = DEST_PLACE;
    r->dest = of->place;
    r->dest_text = arena_fmt(g->keep, "%.*s, %.*s %.*s", STR_ARG(e->term), STR_ARG(word), STR_ARG(text));
    r->group = group;
}

static void add_entry(galley *g, const flow *f, const flow_entry *e, flow *into)
{
    flow *l = line(g, f, e->term, false);
    range *v = ARENA_ARRAY(g->a, range, e->places.n + 1);
    size_t n = find_ranges(g, e, v);
    for (size_t i = 0; i < n; i++) {
        str text = v[i].first;
        if (!str_eq(v[i].first, v[i].last))
            text = arena_fmt(g->keep, "%.*s–%.*s", STR_ARG(v[i].first), STR_ARG(v[i].last));
        add_page(g, f, l, e, text, &v[i], (uint32_t)i + 1);
    }
    mpt indent = f->label_font.size * 3 / 2;       /* lines after the first one */
    l->style.start = indent;
    l->style.first = -indent;
    flow_append(into, l);
}

void index_add(galley *g, const flow *f, galley_room r)
{
    str initial = S("");
    flow *box = flow_new(g->a, FLOW_BOX);
    box->tag = TAG_INDEX;
    box->at = f->at;
    box->columns = 2;
    for (size_t i = 0; i < f->nentries; i++) {
        const flow_entry *e = &f->entries[i];
        if (!str_eq(e->initial, initial)) flow_append(box, letter(g, f, e->initial));
        initial = e->initial;
        add_entry(g, f, e, box);
    }
    galley_block(g, box, r);
}
