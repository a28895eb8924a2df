#include "model/kind.h"
#include "base/lang.h"
#include "base/vec.h"
#include "model/day.h"
#include <stdlib.h>
#include <string.h>

/* --- the table of fields */

typedef enum group { PAGE, FALC, SHEET } group;
typedef struct known { str name, alias; field_type type; group group; str guess; } known;

#define FIELD(name, alias, type, group, guess) { S_INIT(name), S_INIT(alias), type, group, S_INIT(guess) },
static const known table[] = {
#include "model/fields.def"
};
#undef FIELD
enum { KNOWN = sizeof table / sizeof *table };

static bool is_named(str key, str name, str alias) { return str_eq(key, name) || (alias.n && str_eq(key, alias)); }

static const known *find_known(str key)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (is_named(key, table[i].name, table[i].alias)) return &table[i];
    return NULL;
}

static const str type_names[] = {
    S_INIT("text"), S_INIT("markdown"), S_INIT("list"), S_INIT("date"), S_INIT("integer"), S_INIT("number"),
    S_INIT("bool"), S_INIT("map"), S_INIT("map-list"), S_INIT("reference"), S_INIT("moment"), S_INIT("any"),
};

str kind_type_name(field_type t) { return type_names[t]; }

str kind_text_in(const value *v, str lang, str *said)
{
    *said = S("");
    if (!v || v->kind != VALUE_MAP) return value_text(v);
    str t = value_get_text(v, lang);
    if (t.n || v->as.map.n == 0) return t;
    *said = v->as.map.v[0].key;
    return value_text(v->as.map.v[0].value);
}

str kind_text(const value *v, str lang)
{
    str said;
    return kind_text_in(v, lang, &said);
}

const value *kind_choices(const field_decl *f, str lang)
{
    const value *v = f->choices;
    if (!v || v->kind != VALUE_MAP) return v;
    const value *own = value_get(v, lang);
    return own || v->as.map.n == 0 ? own : v->as.map.v[0].value;
}

bool kind_speaks(const kind *k, str lang, bool first)
{
    return k->label && k->label->kind == VALUE_MAP ? value_get(k->label, lang) != NULL : first;
}

/* --- values of texts */

static bool is_one_of(str s, const str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, words[i])) return true;
    return false;
}

static bool read_bool(str s, bool *out)
{
    static const str yes[] = { S_INIT("oui"), S_INIT("Oui"), S_INIT("vrai"), S_INIT("true"), S_INIT("True"),
                               S_INIT("yes"), S_INIT("Yes"), S_INIT("1") };
    static const str no[] = { S_INIT("non"), S_INIT("Non"), S_INIT("faux"), S_INIT("false"), S_INIT("False"),
                              S_INIT("no"), S_INIT("No"), S_INIT("0") };
    *out = is_one_of(s, yes, sizeof yes / sizeof *yes);
    return *out || is_one_of(s, no, sizeof no / sizeof *no);
}

/* A space that groups thousands, at s.p[i]: its length, 0 for none. Plain, no-break, narrow no-break or thin. */
static size_t space_at(str s, size_t i)
{
    static const str spaces[] = { S_INIT(" "), S_INIT("\u00A0"), S_INIT("\u202F"), S_INIT("\u2009") };
    for (size_t k = 0; k < sizeof spaces / sizeof *spaces; k++)
        if (str_starts(str_skip(s, i), spaces[k])) return spaces[k].n;
    return 0;
}

static size_t count_digits(str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9') n++;
    return n;
}

/* “1 250,5” to "1250.5": sign, digits in groups of three, one comma or point. False when it is anything else. */
static bool clean_number(str s, char out[64], bool decimals)
{
    size_t i = 0, n = 0, run;
    if (s.n == 0 || s.n > 60) return false;
    if (str_starts(s, S("\u2212"))) {
        out[n++] = '-';
        i = 3;
    } else if (*s.p == '-' || *s.p == '+') {
        out[n++] = s.p[i++];
    }
    bool grouped = false;
    do {
        run = count_digits(s, i);
        size_t gap = space_at(s, i + run);
        if (run == 0 || (grouped && run != 3) || (gap && run > 3)) return false;
        memcpy(out + n, s.p + i, run);
        n += run;
        i += run + gap;
        grouped = gap > 0;
    } while (grouped);
    if (i < s.n && decimals && (s.p[i] == ',' || s.p[i] == '.')) {
        run = count_digits(s, i + 1);
        if (run == 0) return false;
        out[n++] = '.';
        memcpy(out + n, s.p + i + 1, run);
        n += run;
        i += 1 + run;
    }
    out[n] = 0;
    return i == s.n;
}

/* --- reading a kind */

typedef struct loader { arena *a; const source *src; diag *d; } loader;

static str text_at(const loader *l, const value *m, str key)
{
    return arena_str(l->a, str_trim(value_get_text(m, key)));
}

static void check_keys(const loader *l, const value *m, const str *keys, size_t n)
{
    for (size_t i = 0; i < m->as.map.n; i++) {
        const value_pair *p = &m->as.map.v[i];
        if (is_one_of(p->key, keys, n)) continue;
        span at = { l->src, p->off, (uint32_t)p->key.n };
        DIAG(l->d, C102, at, arena_str(l->a, p->key).p, arena_str(l->a, str_nearest(p->key, keys, n)).p);
    }
}

static void refuse(const loader *l, const value *at, const char *key, const char *wanted)
{
    DIAG(l->d, C103, value_span(l->src, at), arena_str(l->a, value_text(at)).p, key, wanted);
}

static field_type read_type(const loader *l, const value *m, const known *k)
{
    const value *v = value_get(m, S("type"));
    if (!v) return k ? k->type : FIELD_TEXT;
    for (int t = 0; t <= FIELD_ANY; t++)
        if (str_eq(value_text(v), type_names[t])) return (field_type)t;
    refuse(l, v, "type", "text, markdown, list, date, integer, number, bool, map, map-list, reference, moment, any");
    return k ? k->type : FIELD_TEXT;
}

/* A list of words, or one for each language; NULL after a message. */
static const value *read_choices(const loader *l, const value *v)
{
    bool by_language = v && v->kind == VALUE_MAP;
    const value *bad = NULL;
    for (size_t i = 0; v && i < (by_language ? v->as.map.n : 1); i++) {
        const value *list = by_language ? v->as.map.v[i].value : v;
        if (list->kind != VALUE_LIST) bad = list;
        for (size_t k = 0; list->kind == VALUE_LIST && k < value_count(list); k++)
            if (value_at(list, k)->kind != VALUE_STR) bad = value_at(list, k);
    }
    if (bad) refuse(l, bad, "choices", _("[word, word] or {fr: [word, word]}"));
    return bad ? NULL : v;
}

static field_decl *read_fields(const loader *l, const value *list, size_t *n);

static bool read_field(const loader *l, const value *m, long long rank, field_decl *f)
{
    static const str keys[] = { S_INIT("name"), S_INIT("alias"), S_INIT("type"), S_INIT("required"), S_INIT("label"),
                                S_INIT("help"), S_INIT("order"), S_INIT("choices"), S_INIT("fields") };
    if (m->kind != VALUE_MAP || value_get_text(m, S("name")).n == 0) {
        refuse(l, m, "fields", "“- name: …”");
        return false;
    }
    check_keys(l, m, keys, sizeof keys / sizeof *keys);
    *f = (field_decl){ .name = text_at(l, m, S("name")), .alias = text_at(l, m, S("alias")), .order = rank,
                       .label = value_get(m, S("label")), .help = value_get(m, S("help")),
                       .choices = read_choices(l, value_get(m, S("choices"))) };
    const known *k = find_known(f->name);
    const value *required = value_get(m, S("required")), *order = value_get(m, S("order"));
    if (k) f->name = k->name;
    if (k && f->alias.n == 0) f->alias = k->alias;
    f->type = read_type(l, m, k);
    if (required && required->kind != VALUE_NULL && !read_bool(value_text(required), &f->required))
        refuse(l, required, "required", _("oui or non"));
    if (order && !str_int(value_text(order), &f->order)) refuse(l, order, "order", "1, 2, 3…");
    if (f->type == FIELD_MAP || f->type == FIELD_MAP_LIST)
        f->fields = read_fields(l, value_get(m, S("fields")), &f->nfields);
    return true;
}

/* Keeps fields of one order as they were declared. */
static void sort_fields(field_decl *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        field_decl f = v[i];
        size_t k = i;
        for (; k > 0 && v[k - 1].order > f.order; k--) v[k] = v[k - 1];
        v[k] = f;
    }
}

static const field_decl *find_field(const field_decl *v, size_t n, str key)
{
    for (size_t i = 0; i < n; i++)
        if (is_named(key, v[i].name, v[i].alias)) return &v[i];
    return NULL;
}

static field_decl *read_fields(const loader *l, const value *list, size_t *n)
{
    size_t count = value_count(list);
    if (list && list->kind != VALUE_LIST && list->kind != VALUE_NULL) refuse(l, list, "fields", "“- name: …”");
    if (!list || list->kind != VALUE_LIST || count == 0) return NULL;
    field_decl *v = ARENA_ARRAY(l->a, field_decl, count);
    for (size_t i = 0; i < count; i++) {
        const value *m = value_at(list, i);
        field_decl f;
        if (!read_field(l, m, (long long)i + 1, &f)) continue;
        if (find_field(v, *n, f.name)) DIAG(l->d, C105, value_span(l->src, value_get(m, S("name"))), f.name.p);
        else v[(*n)++] = f;
    }
    sort_fields(v, *n);
    return v;
}

kind *kind_read(arena *a, const source *src, str name, const value *top, diag *d)
{
    static const str keys[] =
        { S_INIT("name"), S_INIT("alias"), S_INIT("label"), S_INIT("help"), S_INIT("slides"), S_INIT("title"),
          S_INIT("text"), S_INIT("fields") };
    loader l = { a, src, d };
    kind *k = ARENA_NEW(a, kind);
    k->name = arena_str(a, name);
    if (!top || top->kind != VALUE_MAP) {
        refuse(&l, top, "kind", "“name: …”");
        return k;
    }
    check_keys(&l, top, keys, sizeof keys / sizeof *keys);
    if (value_get_text(top, S("name")).n) k->name = text_at(&l, top, S("name"));
    const value *slides = value_get(top, S("slides"));
    k->alias = text_at(&l, top, S("alias"));
    k->label = value_get(top, S("label"));
    k->help = value_get(top, S("help"));
    k->title = value_get(top, S("title"));
    k->text = value_get(top, S("text"));
    if (slides && !read_bool(value_text(slides), &k->slides)) refuse(&l, slides, "slides", _("oui or non"));
    k->fields = read_fields(&l, value_get(top, S("fields")), &k->nfields);
    return k;
}

const field_decl *kind_field(const kind *k, str name) { return k ? find_field(k->fields, k->nfields, name) : NULL; }

/* --- checking a sheet */

typedef struct checker { arena *a; const kind *kind; const source *src; diag *d; str lang; } checker;

static const char *what_type(field_type t)
{
    switch (t) {
    case FIELD_LIST: return _("a list of texts");
    case FIELD_INTEGER: return _("a whole number");
    case FIELD_NUMBER: return _("a number");
    case FIELD_BOOL: return _("oui or non");
    case FIELD_MAP: return _("keys with their values");
    case FIELD_MAP_LIST: return _("a list of keys with their values");
    default: return _("a text");
    }
}

static const char *how_to(field_type t)
{
    switch (t) {
    case FIELD_LIST: return _("write each entry in a line of its own, after a hyphen and a space");
    case FIELD_INTEGER: return _("write it in digits, for instance 12");
    case FIELD_NUMBER: return _("write it in digits alone, for instance 69,9");
    case FIELD_BOOL: return _("write oui or non");
    case FIELD_MAP: return _("write each key in a line of its own below the field, further right: “key: text”");
    case FIELD_MAP_LIST: return _("start each entry with a hyphen and a space, then “key: text”");
    default: return _("write it on one line, or after | on the lines below");
    }
}

static value *mismatch(const checker *c, const field_decl *f, const value *v)
{
    str help = kind_text(f->help, c->lang);
    DIAG(c->d, F107, value_span(c->src, v), arena_str(c->a, f->name).p, what_type(f->type),
         help.n ? arena_str(c->a, help).p : how_to(f->type));
    return NULL;
}

/* Nothing is written in it: a field of `livret new` that was not filled in, however much it may hold. */
static bool is_empty(const value *v)
{
    if (!v || v->kind == VALUE_NULL) return true;
    if (v->kind == VALUE_STR) return str_trim(v->as.string).n == 0;
    if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) return false;
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->as.list.n; i++)
        if (!is_empty(v->as.list.v[i])) return false;
    for (size_t i = 0; v->kind == VALUE_MAP && i < v->as.map.n; i++)
        if (!is_empty(v->as.map.v[i].value)) return false;
    return true;
}

static value *type_moment(const checker *c, const value *v, str s)
{
    int32_t day;
    int minute;
    if (!day_moment(s, &day, &minute)) {
        DIAG(c->d, R101, value_span(c->src, v), arena_str(c->a, s).p);
        return NULL;
    }
    value *out = value_new(c->a, VALUE_STR, v->off, v->len);
    str iso = day_text(c->a, day);
    out->as.string =
        minute < 0 ? iso : arena_fmt(c->a, "%.*s %02d:%02d", STR_ARG(iso), minute / 60, minute % 60);
    return out;
}

static value *type_scalar(const checker *c, const field_decl *f, value *v)
{
    char digits[64];
    bool yes;
    int32_t day;
    long long whole;
    if (v->kind != VALUE_STR) return mismatch(c, f, v);
    str s = str_trim(v->as.string);
    value *out = value_new(c->a, VALUE_STR, v->off, v->len);
    switch (f->type) {
    case FIELD_DATE:
        if (day_parse(s, &day)) {
            out->as.string = day_text(c->a, day);
            return out;
        }
        DIAG(c->d, F104, value_span(c->src, v), arena_str(c->a, s).p);
        return NULL;
    case FIELD_MOMENT: return type_moment(c, v, s);
    case FIELD_INTEGER:
        if (!clean_number(s, digits, false) || !str_int(str_z(digits), &whole)) return mismatch(c, f, v);
        out->kind = VALUE_INT;
        out->as.integer = whole;
        return out;
    case FIELD_NUMBER:
        if (!clean_number(s, digits, true)) return mismatch(c, f, v);
        out->kind = VALUE_NUM;
        out->as.number = strtod(digits, NULL);
        return out;
    case FIELD_BOOL:
        if (!read_bool(s, &yes)) return mismatch(c, f, v);
        out->kind = VALUE_BOOL;
        out->as.boolean = yes;
        return out;
    default: return v;
    }
}

static value *type_list(const checker *c, const field_decl *f, value *v)
{
    value *list = value_new(c->a, VALUE_LIST, v->off, v->len);
    if (v->kind == VALUE_STR) value_push(c->a, list, v);
    else if (v->kind != VALUE_LIST) return mismatch(c, f, v);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->as.list.n; i++) {
        value *item = v->as.list.v[i];
        if (item->kind == VALUE_STR) value_push(c->a, list, item);
        else if (item->kind != VALUE_NULL) mismatch(c, f, item);
    }
    return list;
}

static value *type_map(const checker *c, const field_decl *f, value *v);

/* A text in the place of a map stands for its first field. */
static value *type_entry(const checker *c, const field_decl *f, value *v)
{
    if (v->kind != VALUE_STR || f->nfields == 0 || f->fields[0].type > FIELD_MARKDOWN) return type_map(c, f, v);
    value *m = value_new(c->a, VALUE_MAP, v->off, v->len);
    value_put(c->a, m, f->fields[0].name, v->off, v);
    return type_map(c, f, m);
}

static value *type_map_list(const checker *c, const field_decl *f, value *v)
{
    value *list = value_new(c->a, VALUE_LIST, v->off, v->len);
    bool many = v->kind == VALUE_LIST;
    for (size_t i = 0; i < (many ? v->as.list.n : 1); i++) {
        value *item = many ? v->as.list.v[i] : v;
        value *typed = is_empty(item) ? NULL : type_entry(c, f, item);
        if (typed) value_push(c->a, list, typed);
    }
    return list->as.list.n ? list : NULL;
}

/* The value as the field takes it; NULL after a message. */
static value *type_value(const checker *c, const field_decl *f, value *v)
{
    switch (f->type) {
    case FIELD_LIST: return type_list(c, f, v);
    case FIELD_MAP: return type_map(c, f, v);
    case FIELD_MAP_LIST: return type_map_list(c, f, v);
    case FIELD_ANY: return v;
    default: return type_scalar(c, f, v);
    }
}

/* A field that stands there under its name and its alias: the second is told, and left out. */
static void keep(const checker *c, value *out, str name, const value_pair *p, value *typed)
{
    if (typed && !value_put(c->a, out, name, p->off, typed))
        DIAG(c->d, C105, ((span){ c->src, p->off, (uint32_t)p->key.n }), arena_str(c->a, name).p);
}

static void require(const checker *c, const field_decl *v, size_t n, const value *given, const value *meta)
{
    for (size_t i = 0; i < n; i++) {
        const field_decl *f = &v[i];
        if (!f->required) continue;
        const value *there = value_get(given, f->name);
        if (!there && f->alias.n) there = value_get(given, f->alias);
        if (!is_empty(there)) continue;
        str label = kind_text(f->label, c->lang), help = kind_text(f->help, c->lang);
        if (label.n == 0) label = f->alias.n ? f->alias : f->name;
        span at = there ? value_span(c->src, there) : (span){ c->src, meta->off, 0 };
        DIAG(c->d, F106, at, arena_str(c->a, f->name).p, arena_str(c->a, label).p, arena_str(c->a, help).p);
    }
}

static void report_unknown(const checker *c, const value_pair *p, str suggestion)
{
    DIAG(c->d, F101, ((span){ c->src, p->off, (uint32_t)p->key.n }), arena_str(c->a, p->key).p,
         arena_str(c->a, suggestion).p);
}

typedef VEC(str) names;

static void add_names(const checker *c, names *list, const field_decl *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        VEC_PUSH(c->a, list, v[i].name);
        if (v[i].alias.n) VEC_PUSH(c->a, list, v[i].alias);
    }
}

static value *type_map(const checker *c, const field_decl *f, value *v)
{
    if (v->kind != VALUE_MAP) return mismatch(c, f, v);
    if (f->nfields == 0) return v;
    value *out = value_new(c->a, VALUE_MAP, v->off, v->len);
    for (size_t i = 0; i < v->as.map.n; i++) {
        const value_pair *p = &v->as.map.v[i];
        const field_decl *inner = find_field(f->fields, f->nfields, p->key);
        if (inner) {
            if (!is_empty(p->value)) keep(c, out, inner->name, p, type_value(c, inner, p->value));
            continue;
        }
        names list = { 0 };
        add_names(c, &list, f->fields, f->nfields);
        report_unknown(c, p, str_nearest(p->key, list.v, list.n));
        keep(c, out, p->key, p, p->value);
    }
    require(c, f->fields, f->nfields, v, v);
    return out;
}

/* What the author may have meant: a key that is near, or livret's name for the French word that was written. */
static str suggest(const checker *c, str key)
{
    names list = { 0 };
    bool sheet = !c->kind;
    if (c->kind) add_names(c, &list, c->kind->fields, c->kind->nfields);
    for (size_t i = 0; i < KNOWN; i++) {
        if (table[i].group == SHEET && !sheet) continue;
        if (table[i].guess.n && str_eq(key, table[i].guess)) return table[i].name;
        VEC_PUSH(c->a, &list, table[i].name);
        if (table[i].alias.n) VEC_PUSH(c->a, &list, table[i].alias);
    }
    return str_nearest(key, list.v, list.n);
}

/* The field that a key of the front matter means; false when there is none. */
static bool find_meaning(const checker *c, str key, field_decl *out)
{
    const field_decl *f = kind_field(c->kind, key);
    const known *k = f ? NULL : find_known(key);
    if (f) *out = *f;
    if (k && (k->group != SHEET || !c->kind)) {
        *out = (field_decl){ .name = k->name, .alias = k->alias, .type = k->type };
        f = out;
    }
    return f != NULL;
}

value *kind_check(arena *a, const kind *k, const source *src, const value *meta, str lang, diag *d)
{
    checker c = { a, k, src, d, lang };
    value *out = value_new(a, VALUE_MAP, meta->off, meta->len), *params = value_new(a, VALUE_MAP, meta->off, 0);
    const value *given = value_get(meta, S("params"));
    for (size_t i = 0; given && given->kind == VALUE_MAP && i < given->as.map.n; i++)
        value_put(a, params, given->as.map.v[i].key, given->as.map.v[i].off, given->as.map.v[i].value);
    for (size_t i = 0; meta->kind == VALUE_MAP && i < meta->as.map.n; i++) {
        const value_pair *p = &meta->as.map.v[i];
        field_decl f;
        if (str_eqz(p->key, "params") && p->value->kind == VALUE_MAP) continue;
        if (!find_meaning(&c, p->key, &f)) {
            report_unknown(&c, p, suggest(&c, p->key));
            keep(&c, params, p->key, p, p->value);
        } else if (!is_empty(p->value)) {
            keep(&c, out, f.name, p, type_value(&c, &f, p->value));
        }
    }
    if (k) require(&c, k->fields, k->nfields, meta, meta);
    if (params->as.map.n) value_put(a, out, S("params"), params->off, params);
    return out;
}
