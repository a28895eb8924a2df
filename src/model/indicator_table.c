#include "model/indicator_table.h"
#include <math.h>

enum { COLUMNS = 12 };

static const struct { const char *id, *fr, *en, *de, *ar; column_type type; } columns[COLUMNS] = {
    { "indicateur", "Indicateur", "Indicator", "Kennzahl", "المؤشر", COLUMN_TEXT },
    { "libelle", "Libellé", "Label", "Bezeichnung", "التسمية", COLUMN_TEXT },
    { "unite", "Unité", "Unit", "Einheit", "الوحدة", COLUMN_TEXT },
    { "nature", "Nature", "Kind", "Art", "النوع", COLUMN_TEXT },
    { "code", "Code du territoire", "Territory code", "Gebietscode", "رمز المنطقة", COLUMN_TEXT },
    { "territoire", "Territoire", "Territory", "Gebiet", "المنطقة", COLUMN_TEXT },
    { "perimetre", "Périmètre", "Scope", "Teilbereich", "النطاق", COLUMN_TEXT },
    { "annee", "Année", "Year", "Jahr", "السنة", COLUMN_YEAR },
    { "valeur", "Valeur", "Value", "Wert", "القيمة", COLUMN_NUMBER },
    { "edition", "Édition", "Edition", "Ausgabe", "الإصدار", COLUMN_TEXT },
    { "source", "Source", "Source", "Quelle", "المصدر", COLUMN_TEXT },
    { "calcul", "Calculée", "Computed", "Berechnet", "محسوبة", COLUMN_TEXT },
};

static value *by_language(arena *a, const char *fr, const char *en, const char *de, const char *ar)
{
    value *v = value_new(a, VALUE_MAP, 0, 0);
    value_put(a, v, S("fr"), 0, value_str(a, str_z(fr)));
    value_put(a, v, S("en"), 0, value_str(a, str_z(en)));
    value_put(a, v, S("de"), 0, value_str(a, str_z(de)));
    value_put(a, v, S("ar"), 0, value_str(a, str_z(ar)));
    return v;
}

/* Values that many rows share: those of an indicator, and of each text. */
typedef struct maker {
    arena *a;
    const indicators *s;
    value **texts, **names;                        /* by number of text; names: of territories */
    value *own[4];                                 /* id, label, unit, nature of the indicator */
} maker;

static value *text_value(maker *m, uint32_t number)
{
    str s = indicators_text(m->s, number);
    if (s.n == 0) return NULL;
    if (!m->texts[number]) m->texts[number] = value_str(m->a, s);
    return m->texts[number];
}

static value *name_value(maker *m, uint32_t number)
{
    str code = indicators_text(m->s, number);
    if (code.n == 0) return NULL;
    if (!m->names[number]) m->names[number] = value_str(m->a, indicators_territory(m->s, code));
    return m->names[number];
}

static value *some(arena *a, str s) { return s.n ? value_str(a, s) : NULL; }

static void turn_to(maker *m, const indicator *i)
{
    m->own[0] = some(m->a, i->id);
    m->own[1] = some(m->a, dataset_text(i->label, S("fr")));
    m->own[2] = some(m->a, i->unit);
    m->own[3] = some(m->a, str_z(indicator_nature_name(i->nature)));
}

/* A computed value is published to the decimals that it has. */
static value *amount(arena *a, const observation *o)
{
    if (!o->computed) return value_str(a, o->text);
    double unit = pow(10, o->decimals), rounded = round(o->number * unit) / unit;
    return o->about ? value_str(a, arena_fmt(a, "≈ %.*f", o->decimals, o->number)) : value_num(a, rounded);
}

static value *row_of(maker *m, const observation *o)
{
    static value yes = { .kind = VALUE_STR, .as.string = S_INIT("oui") },
        no = { .kind = VALUE_STR, .as.string = S_INIT("non") };
    value *cells[COLUMNS] =
        { m->own[0], m->own[1], m->own[2], m->own[3], text_value(m, o->territory), name_value(m, o->territory),
                              text_value(m, o->scope), o->year ? value_int(m->a, o->year) : NULL, amount(m->a, o),
                              text_value(m, o->edition), text_value(m, o->source), o->computed ? &yes : &no };
    value *row = value_new(m->a, VALUE_MAP, 0, 0);
    size_t n = 0;
    for (size_t k = 0; k < COLUMNS; k++) n += cells[k] != NULL;
    row->as.map.v = arena_pack(m->a, n * sizeof *row->as.map.v, 8);
    row->as.map.cap = n;
    for (size_t k = 0; k < COLUMNS; k++)
        if (cells[k]) row->as.map.v[row->as.map.n++] = (value_pair){ .key = str_z(columns[k].id), .value = cells[k] };
    return row;
}

static void describe(arena *a, dataset *t)
{
    t->title = by_language(a, "Toutes les valeurs des indicateurs", "All values of the indicators",
                           "Alle Werte der Kennzahlen",
                           "جميع قيم المؤشرات");
    t->ncolumns = COLUMNS;
    t->columns = ARENA_ARRAY(a, dataset_column, COLUMNS);
    for (size_t k = 0; k < COLUMNS; k++) {
        t->columns[k].id = str_z(columns[k].id);
        t->columns[k].label = by_language(a, columns[k].fr, columns[k].en, columns[k].de, columns[k].ar);
        t->columns[k].type = columns[k].type;
        t->columns[k].decimals = columns[k].type == COLUMN_NUMBER ? 6 : 0;
    }
}

dataset *indicator_table(arena *a, const indicators *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->v.n; i++) n += s->v.v[i]->tracked ? s->v.v[i]->all.n : 0;
    if (n == 0) return NULL;
    dataset *t = ARENA_NEW(a, dataset);
    value *whole = value_new(a, VALUE_MAP, 0, 0), *rows = value_new(a, VALUE_LIST, 0, 0);
    *t = (dataset){ .name = S("observations"), .computed = true, .as_table = true, .value = whole };
    describe(a, t);
    t->rows = ARENA_ARRAY(a, const value *, n);
    maker m = { .a = a, .s = s, .texts = ARENA_ARRAY(a, value *, s->texts.n),
                .names = ARENA_ARRAY(a, value *, s->texts.n) };
    for (size_t i = 0; i < s->v.n; i++) {
        turn_to(&m, s->v.v[i]);
        for (size_t k = 0; s->v.v[i]->tracked && k < s->v.v[i]->all.n; k++) {
            value *row = row_of(&m, &s->v.v[i]->all.v[k]);
            t->rows[t->nrows++] = row;
            value_push(a, rows, row);
        }
    }
    value_put(a, whole, S("rows"), 0, rows);
    return t;
}
