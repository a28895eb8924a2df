#include "model/dataset_write.h"
#include <string.h>

static const char *const types[] = { "text", "number", "percent", "integer", "year", "figure" };

/* --- CSV */

static void put_csv_text(buf *out, str s, char separator)
{
    double d;
    bool formula = s.n && strchr("=+-@\t", s.p[0]) && !dataset_parse(s, &d);
    bool quote = formula;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.p[i] == separator || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        buf_str(out, s);
        return;
    }
    buf_char(out, '"');
    if (formula) buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_char(out, '"');
        buf_char(out, s.p[i]);
    }
    buf_char(out, '"');
}

static void put_csv_number(buf *out, arena *a, const value *v, bool comma)
{
    double d = 0;
    dataset_number(v, &d);
    value whole = *v;
    if (v->kind == VALUE_STR) whole = (value){ .kind = VALUE_NUM, .as.number = d };
    str s = dataset_plain(a, &whole);
    size_t point = comma ? str_find(s, '.') : STR_NONE;
    buf_str(out, str_first(s, point));
    if (point == STR_NONE) return;
    buf_char(out, ',');
    buf_str(out, str_skip(s, point + 1));
}

void dataset_csv(buf *out, const dataset *t, str lang, bool point)
{
    char separator = point ? ',' : ';';
    arena *a = arena_new(0);
    BUF_LIT(out, "\xEF\xBB\xBF");
    for (size_t k = 0; k < t->ncolumns; k++) {
        str label = dataset_text(t->columns[k].label, lang);
        if (k) buf_char(out, separator);
        put_csv_text(out, label.n ? label : t->columns[k].id, separator);
    }
    BUF_LIT(out, "\r\n");
    for (size_t i = 0; i < t->nrows; i++) {
        for (size_t k = 0; k < t->ncolumns; k++) {
            const value *v = dataset_cell(t, i, t->columns[k].id);
            double d;
            if (k) buf_char(out, separator);
            if (!v) continue;
            if (column_reads(t->columns[k].type)) put_csv_text(out, dataset_plain(a, v), separator);
            else if (dataset_number(v, &d)) put_csv_number(out, a, v, !point);
            else put_csv_text(out, dataset_plain(a, v), separator);      /* "≈ 20" */
        }
        BUF_LIT(out, "\r\n");
        arena_reset(a);
    }
    arena_free(a);
}

/* --- JSON */

static void put_field(buf *out, const char *name, const value *v)
{
    buf_fmt(out, "\"%s\":", name);
    value_json(out, v, false);
}

static void put_string(buf *out, const char *name, str s)
{
    put_field(out, name, &(value){ .kind = VALUE_STR, .as.string = s });
}

static void put_json_cell(buf *out, const dataset_column *c, const value *v)
{
    double d;
    value number = { .kind = VALUE_NUM };
    if (v && v->kind == VALUE_STR && !column_reads(c->type) && dataset_number(v, &d)) {
        number.as.number = d;
        v = &number;
    }
    value_json(out, v, false);
}

void dataset_json(buf *out, const dataset *t)
{
    BUF_LIT(out, "{");
    put_string(out, "name", t->name);
    const value *texts[] = { t->title, t->source, t->note };
    static const char *const names[] = { "title", "source", "note" };
    for (size_t i = 0; i < 3; i++)
        if (texts[i]) { BUF_LIT(out, ",\n"); put_field(out, names[i], texts[i]); }
    BUF_LIT(out, ",\n\"columns\":[");
    for (size_t k = 0; k < t->ncolumns; k++) {
        const dataset_column *c = &t->columns[k];
        buf_z(out, k ? ",\n{" : "\n{");
        put_string(out, "id", c->id);
        if (c->label) { buf_char(out, ','); put_field(out, "label", c->label); }
        buf_fmt(out, ",\"type\":\"%s\"", types[c->type]);
        if (c->type == COLUMN_NUMBER || c->type == COLUMN_PERCENT) buf_fmt(out, ",\"decimals\":%d", c->decimals);
        buf_char(out, '}');
    }
    BUF_LIT(out, "],\n\"rows\":[");
    for (size_t i = 0; i < t->nrows; i++) {
        buf_z(out, i ? ",\n{" : "\n{");
        for (size_t k = 0; k < t->ncolumns; k++) {
            if (k) buf_char(out, ',');
            value_json(out, &(value){ .kind = VALUE_STR, .as.string = t->columns[k].id }, false);
            buf_char(out, ':');
            put_json_cell(out, &t->columns[k], dataset_cell(t, i, t->columns[k].id));
        }
        buf_char(out, '}');
    }
    BUF_LIT(out, "]}\n");
}

/* --- XML */

/* Control characters, which XML has no way to write, are left out. */
static void put_xml(buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '<') BUF_LIT(out, "&lt;");
        else if (c == '>') BUF_LIT(out, "&gt;");
        else if (c == '&') BUF_LIT(out, "&amp;");
        else if (c == '"') BUF_LIT(out, "&quot;");
        else if (c >= ' ' || c == '\t' || c == '\n') buf_char(out, (char)c);
    }
}

static void put_attribute(buf *out, const char *name, str s)
{
    if (s.n == 0) return;
    buf_fmt(out, " %s=\"", name);
    put_xml(out, s);
    buf_char(out, '"');
}

static void put_xml_row(buf *out, arena *a, const dataset *t, size_t row)
{
    BUF_LIT(out, "<row>");
    for (size_t k = 0; k < t->ncolumns; k++) {
        const dataset_column *c = &t->columns[k];
        const value *v = dataset_cell(t, row, c->id);
        double d;
        if (!v) continue;
        BUF_LIT(out, "<cell");
        put_attribute(out, "column", c->id);
        buf_char(out, '>');
        value number = { .kind = VALUE_NUM };
        bool counts = !column_reads(c->type) && v->kind == VALUE_STR && dataset_number(v, &d);
        if (counts) { number.as.number = d; v = &number; }
        put_xml(out, dataset_plain(a, v));
        BUF_LIT(out, "</cell>");
    }
    BUF_LIT(out, "</row>\n");
}

void dataset_xml(buf *out, const dataset *t, str lang)
{
    arena *a = arena_new(0);
    BUF_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<table");
    put_attribute(out, "name", t->name);
    put_attribute(out, "title", dataset_text(t->title, lang));
    put_attribute(out, "source", dataset_text(t->source, lang));
    put_attribute(out, "note", dataset_text(t->note, lang));
    BUF_LIT(out, ">\n");
    for (size_t k = 0; k < t->ncolumns; k++) {
        const dataset_column *c = &t->columns[k];
        BUF_LIT(out, "<column");
        put_attribute(out, "id", c->id);
        put_attribute(out, "type", str_z(types[c->type]));
        put_attribute(out, "label", dataset_text(c->label, lang));
        BUF_LIT(out, "/>\n");
    }
    for (size_t i = 0; i < t->nrows; i++) {
        put_xml_row(out, a, t, i);
        arena_reset(a);
    }
    BUF_LIT(out, "</table>\n");
    arena_free(a);
}
