#include "compose/book_form.h"
#include "compose/typography.h"

enum { MOST_COLUMNS = 5, MOST_KEPT = 3 };          /* of a table of entries; fields of a map kept on one page */

typedef struct former {
    flow_ctx *c;
    int lines, rows, groups;
    const value *without;                          /* names of fields */
} former;

/* Where fields go: the block, what stands before their names and labels, and the level of headings. */
typedef struct place { flow *into; str name, label; int level; } place;

static mpt share(mpt of, int hundredths) { return (mpt)((int64_t)of * hundredths / 100); }

static int setting(const book *b, const char *key, int least, int most, int usual)
{
    const value *v = value_get(b->def, str_z(key));
    if (!v || v->kind != VALUE_INT) return usual;
    return v->as.integer < least ? least : v->as.integer > most ? most : (int)v->as.integer;
}

/* --- words */

void book_form_style(book_style *s)
{
    for (int i = 2; i <= 6; i++) {
        s->title[i].size = share(s->text.size, i == 2 ? 112 : 100);
        s->title[i].color = i == 2 ? s->accent : s->ink;
        s->heading[i].leading = share(s->title[i].size, 135);
        s->heading[i].before = share(s->text.size, i == 2 ? 130 : 80);
        s->heading[i].after = share(s->text.size, 15);
    }
}

static void add_line(const former *f, flow *into, str text, str lang, flow_font font)
{
    if (text.n == 0) return;
    flow_ctx *c = f->c;
    text = typography_text(c->a, lang.n ? lang : c->lang->code, c->site->settings->typography, text);
    flow_style style = c->style->para;
    style.leading = share(font.size, 135);
    style.after = share(font.size, 20);
    style.align = FLOW_START;
    style.keep_next = style.keep_together = true;
    style.hyphenate = false;
    flow *line = flow_line(c, text, font, style);
    line->lang = lang;
    flow_append(into, line);
}

static str label_of(const former *f, const field_decl *d, str *lang)
{
    str label = kind_text_in(d->label, f->c->lang->code, lang);
    return label.n ? label : d->name;
}

static str joined(const former *f, str before, const char *between, str after)
{
    return before.n ? arena_fmt(f->c->a, "%.*s%s%.*s", STR_ARG(before), between, STR_ARG(after)) : after;
}

/* "à lancer / en cours / réalisée" */
static str listed(const former *f, const value *choices)
{
    str all = S("");
    for (size_t i = 0; i < value_count(choices); i++) all = joined(f, all, " / ", value_text(value_at(choices, i)));
    return all;
}

static str marked(const former *f, const field_decl *d, str label)
{
    str must = words_get(f->c->lang->words, S("obligatoire"));
    return d->required ? arena_fmt(f->c->a, "%.*s (%.*s)", STR_ARG(label), STR_ARG(must)) : label;
}

static void add_heading(const former *f, flow *into, str text, str lang, int level)
{
    flow *heading = flow_heading(f->c, level, text, S(""), (span){ f->c->src, 0, 0 });
    heading->lang = lang;
    flow_append(into, heading);
}

static void add_help(const former *f, flow *into, const field_decl *d)
{
    str lang;
    str help = kind_text_in(d->help, f->c->lang->code, &lang);
    flow_font small = f->c->style->small;
    small.color = f->c->style->soft;
    flow *last = into->last;
    add_line(f, into, help, lang, small);
    add_line(f, into, listed(f, kind_choices(d, f->c->lang->code)), lang, small);
    for (flow *line = last ? last->next : into->first; line; line = line->next) line->role = ROLE_HELP;
}

/* --- boxes */

static bool is_group(const field_decl *d)
{
    return (d->type == FIELD_MAP || d->type == FIELD_MAP_LIST) && d->nfields > 0;
}

static bool is_long(const field_decl *d)
{
    return d->type == FIELD_LIST || d->type == FIELD_MARKDOWN || d->type == FIELD_MAP || d->type == FIELD_MAP_LIST ||
           d->type == FIELD_ANY;
}

static void set_choices(const former *f, flow_field *field, const value *choices)
{
    field->nchoices = value_count(choices);
    str *said = ARENA_ARRAY(f->c->a, str, field->nchoices + 1);
    for (size_t i = 0; i < field->nchoices; i++) said[i] = value_text(value_at(choices, i));
    field->choices = said;
}

static void add_box(const former *f, flow *into, const field_decl *d, str name, str label, int lines)
{
    flow_ctx *c = f->c;
    flow *box = flow_new(c->a, FLOW_FIELD);
    flow_field *field = box->field = ARENA_NEW(c->a, flow_field);
    const value *choices = kind_choices(d, c->lang->code);
    *field = (flow_field){ .name = name, .label = label, .many = lines > 1 && !value_count(choices) };
    if (value_count(choices)) set_choices(f, field, choices);
    box->tag = TAG_FORM;
    box->label_font = c->style->text;
    box->style.border = c->style->soft;
    box->style.border_width = PT(0.75);
    box->height = share(c->style->text.size, lines > 1 ? 130 * lines + 60 : 190);
    flow_append(into, box);
}

static void add_fields(const former *f, place p, const field_decl *v, size_t n);

static void add_leaf(const former *f, place p, const field_decl *d)
{
    str lang, help = kind_text(d->help, f->c->lang->code), label = label_of(f, d, &lang);
    label = marked(f, d, label);
    add_heading(f, p.into, label, lang, p.level + 1);
    add_help(f, p.into, d);
    label = joined(f, p.label, " – ", label);
    add_box(f, p.into, d, joined(f, p.name, "/", d->name), help.n ? joined(f, label, " – ", help) : label,
            is_long(d) ? f->lines : 1);
}

/* --- tables of entries */

/* A column: a field of the entry, or one of a group within it. */
typedef struct column { const field_decl *of, *group; } column;

typedef struct columns { column v[MOST_COLUMNS]; size_t n; bool grouped, tall; } columns;

/* False when there are too many. */
static bool find_columns(const field_decl *d, columns *out)
{
    *out = (columns){ 0 };
    for (size_t i = 0; i < d->nfields; i++) {
        const field_decl *k = &d->fields[i];
        size_t parts = is_group(k) ? k->nfields : 1;
        if (out->n + parts > MOST_COLUMNS) return false;
        for (size_t j = 0; j < parts; j++)
            out->v[out->n++] = (column){ is_group(k) ? &k->fields[j] : k, is_group(k) ? k : NULL };
        out->grouped |= is_group(k);
    }
    for (size_t i = 0; i < out->n; i++) out->tall |= is_long(out->v[i].of);
    return true;
}

static flow_cell *add_cell(flow_table *t, size_t row, size_t at, size_t rowspan, size_t colspan)
{
    flow_cell *cell = &t->cells[t->ncells++];
    *cell = (flow_cell){ .row = (uint16_t)row, .column = (uint16_t)at, .rowspan = (uint16_t)rowspan,
                         .colspan = (uint16_t)colspan, .header = row < t->header_rows };
    return cell;
}

static void fill_header(const former *f, flow_cell *cell, const field_decl *d)
{
    flow holder = { .kind = FLOW_BOX };
    const book_style *own = f->c->style;
    f->c->style = own->in_cell;
    str lang, label = label_of(f, d, &lang);
    add_line(f, &holder, marked(f, d, label), lang, own->in_header->text);
    add_help(f, &holder, d);
    f->c->style = own;
    cell->first = holder.first;
    cell->last = holder.last;
}

static void add_headers(const former *f, flow_table *t, const columns *k)
{
    for (size_t i = 0; i < k->n; i++) {
        const field_decl *group = k->v[i].group;
        size_t wide = 1;
        while (group && i + wide < k->n && k->v[i + wide].group == group) wide++;
        if (group && (i == 0 || k->v[i - 1].group != group)) fill_header(f, add_cell(t, 0, i, 1, wide), group);
        fill_header(f, add_cell(t, group ? 1 : 0, i, group ? 1 : t->header_rows, 1), k->v[i].of);
    }
}

static void add_entry(const former *f, place p, flow_table *t, const columns *k, int rank)
{
    str name = arena_fmt(f->c->a, "%.*s/%d", STR_ARG(p.name), rank), lang;
    str label = arena_fmt(f->c->a, "%.*s %d", STR_ARG(p.label), rank);
    for (size_t i = 0; i < k->n; i++) {
        const column *at = &k->v[i];
        flow holder = { .kind = FLOW_BOX };
        str own_name = at->group ? joined(f, at->group->name, "/", at->of->name) : at->of->name;
        str own_label = marked(f, at->of, label_of(f, at->of, &lang));
        if (at->group) own_label = joined(f, label_of(f, at->group, &lang), " – ", own_label);
        own_label = joined(f, label, " – ", own_label);
        add_box(f, &holder, at->of, joined(f, name, "/", own_name), own_label, k->tall ? f->lines : 1);
        flow_cell *cell = add_cell(t, t->header_rows + (size_t)rank - 1, i, 1, 1);
        cell->first = cell->last = holder.first;
    }
}

/* Words get more room than figures. */
static mpt weight(const field_decl *d)
{
    bool figure = d->type == FIELD_INTEGER || d->type == FIELD_NUMBER || d->type == FIELD_DATE || d->type == FIELD_BOOL;
    return PT(1) * (figure ? 10 : is_long(d) ? 22 : 16);
}

static void add_table(const former *f, place p, const columns *k)
{
    flow_ctx *c = f->c;
    flow *block = flow_new(c->a, FLOW_TABLE);
    flow_table *t = block->table = ARENA_NEW(c->a, flow_table);
    *t = (flow_table){ .columns = k->n, .header_rows = k->grouped ? 2 : 1, .cell_style = c->style->cell,
                       .rule = COLOR_NONE, .zebra = COLOR_NONE, .header_background = 0xE3EAF1 };
    t->rows = t->header_rows + (size_t)f->rows;
    t->cells = ARENA_ARRAY(c->a, flow_cell, k->n * (t->rows + 1));
    t->widths = ARENA_ARRAY(c->a, mpt, k->n);
    t->cell_style.pad_start = t->cell_style.pad_end = PT(2);
    t->cell_style.pad_top = t->cell_style.pad_bottom = PT(2);
    for (size_t i = 0; i < k->n; i++) t->widths[i] = weight(k->v[i].of);
    block->tag = TAG_TABLE;
    block->style = c->style->figure;
    block->style.keep_together = false;
    block->style.before = share(c->style->text.size, 40);
    add_headers(f, t, k);
    for (int i = 1; i <= f->rows; i++) add_entry(f, p, t, k, i);
    flow_append(p.into, block);
}

/* --- groups */

/* A bar beside all that belongs together. */
static flow *open_group(const former *f, flow *into)
{
    flow *group = flow_new(f->c->a, FLOW_BOX);
    group->tag = TAG_DIV;
    group->style.bar = f->c->style->rule;
    group->style.bar_width = PT(2);
    group->style.pad_start = PT(10);
    group->style.before = share(f->c->style->text.size, 60);
    flow_append(into, group);
    return group;
}

/* Entries that are too wide for a table stand one below the other. */
static void add_entries(const former *f, place p, const field_decl *d, str label, str lang)
{
    place own = p;
    for (int i = 1; i <= f->groups; i++) {
        own.name = arena_fmt(f->c->a, "%.*s/%d", STR_ARG(p.name), i);
        own.label = arena_fmt(f->c->a, "%.*s %d", STR_ARG(p.label), i);
        own.into = open_group(f, p.into);
        own.level = p.level + 1;
        add_heading(f, own.into, arena_fmt(f->c->a, "%.*s %d", STR_ARG(label), i), lang, own.level);
        add_fields(f, own, d->fields, d->nfields);
    }
}

static void add_group(const former *f, place p, const field_decl *d)
{
    str lang, label = label_of(f, d, &lang);
    columns k;
    p.name = joined(f, p.name, "/", d->name);
    p.label = joined(f, p.label, " – ", label);
    p.level++;
    add_heading(f, p.into, marked(f, d, label), lang, p.level);
    add_help(f, p.into, d);
    if (d->type == FIELD_MAP_LIST && find_columns(d, &k)) {
        add_table(f, p, &k);
    } else if (d->type == FIELD_MAP_LIST) {
        add_entries(f, p, d, label, lang);
    } else {
        p.into = open_group(f, p.into);
        p.into->style.keep_together = d->nfields <= MOST_KEPT;
        add_fields(f, p, d->fields, d->nfields);
    }
}

static bool is_left_out(const former *f, str name)
{
    for (size_t i = 0; i < value_count(f->without); i++)
        if (str_eq(value_text(value_at(f->without, i)), name)) return true;
    return false;
}

static void add_fields(const former *f, place p, const field_decl *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_left_out(f, v[i].name)) continue;
        if (is_group(&v[i])) add_group(f, p, &v[i]);
        else add_leaf(f, p, &v[i]);
    }
}

/* Every sheet has a title, though few kinds say so. */
static void add_title(const former *f, place p, const kind *k)
{
    field_decl title = { .name = S("title"), .required = true };
    value label = { .kind = VALUE_STR, .as.string = words_get(f->c->lang->words, S("Titre")) };
    title.label = &label;
    if (!kind_field(k, title.name)) add_leaf(f, p, &title);
}

flow *book_form(flow_ctx *c, const book *b, const kind *k)
{
    former f = { c, setting(b, "lines", 1, 30, 3), setting(b, "rows", 1, 40, 5), setting(b, "groups", 1, 40, 2),
                 value_get(b->def, S("without")) };
    flow *sect = flow_new(c->a, FLOW_BOX);
    sect->tag = TAG_SECT;
    str lang, label = kind_text_in(k->label, c->lang->code, &lang);
    add_heading(&f, sect, label.n ? label : k->name, lang, 1);
    str intro = settings_text(c->site->settings, value_get(b->def, S("intro")), c->lang->code);
    if (intro.n) add_line(&f, sect, intro, S(""), c->style->text);
    place p = { .into = sect, .level = 1 };
    add_title(&f, p, k);
    add_fields(&f, p, k->fields, k->nfields);
    return sect;
}
