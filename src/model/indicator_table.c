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

static void put(arena *a, value *row, const char *id, str s)
{
    if (s.n) value_put(a, row, str_z(id), 0, value_str(a, s));
}

/* A computed value is published to the decimals that it has. */
static value *amount(arena *a, const observation *o)
{
    if (!o->computed) return value_str(a, o->text);
    double unit = pow(10, o->decimals), rounded = round(o->number * unit) / unit;
    return o->about ? value_str(a, arena_fmt(a, "≈ %.*f", o->decimals, o->number)) : value_num(a, rounded);
}

static value *row_of(arena *a, const indicators *s, const indicator *i, const observation *o)
{
    value *row = value_new(a, VALUE_MAP, 0, 0);
    str code = indicators_text(s, o->territory);
    put(a, row, "indicateur", i->id);
    put(a, row, "libelle", dataset_text(i->label, S("fr")));
    put(a, row, "unite", i->unit);
    put(a, row, "nature", str_z(indicator_nature_name(i->nature)));
    put(a, row, "code", code);
    if (code.n) put(a, row, "territoire", indicators_territory(s, code));
    put(a, row, "perimetre", indicators_text(s, o->scope));
    if (o->year) value_put(a, row, S("annee"), 0, value_int(a, o->year));
    value_put(a, row, S("valeur"), 0, amount(a, o));
    put(a, row, "edition", indicators_text(s, o->edition));
    put(a, row, "source", indicators_text(s, o->source));
    put(a, row, "calcul", o->computed ? S("oui") : S("non"));
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
    for (size_t i = 0; i < s->v.n; i++)
        for (size_t k = 0; s->v.v[i]->tracked && k < s->v.v[i]->all.n; k++) {
            value *row = row_of(a, s, s->v.v[i], &s->v.v[i]->all.v[k]);
            t->rows[t->nrows++] = row;
            value_push(a, rows, row);
        }
    value_put(a, whole, S("rows"), 0, rows);
    return t;
}
