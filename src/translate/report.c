#include "translate/report.h"
#include "base/lang.h"
#include "doc/value.h"
#include "html/escape.h"

uint32_t report_to_translate(const match_count *c) { return c->words[MISSING]; }
uint32_t report_to_review(const match_count *c) { return c->words[OUTDATED] + c->words[IN_PROGRESS]; }

/* A translation of which no part was accepted. */
static bool is_unreviewed(const match_count *c)
{
    return c->units[UP_TO_DATE] + c->units[OUTDATED] == 0 && c->units[IN_PROGRESS] > 0;
}

static bool is_done(const match_count *c)
{
    return c->units[OUTDATED] + c->units[IN_PROGRESS] + c->units[MISSING] == 0;
}

/* --- JSON */

static void put_json_count(buf *out, const match_count *c)
{
    buf_fmt(out,
            "\"up_to_date\":%u,\"outdated\":%u,\"in_progress\":%u,\"missing\":%u,\"words_to_translate\":%u,\"words_to_"
            "review\":%u",
            c->units[UP_TO_DATE], c->units[OUTDATED], c->units[IN_PROGRESS], c->units[MISSING], report_to_translate(c),
            report_to_review(c));
}

void report_json(buf *out, const report *r)
{
    BUF_LIT(out, "{\"languages\":{");
    for (size_t i = 0; i < r->languages.n; i++) {
        const report_language *l = &r->languages.v[i];
        if (i) buf_char(out, ',');
        value_json_string(out, l->lang);
        BUF_LIT(out, ":{");
        put_json_count(out, &l->count);
        BUF_LIT(out, ",\"pages\":{");
        for (size_t k = 0; k < l->pages.n; k++) {
            if (k) buf_char(out, ',');
            value_json_string(out, l->pages.v[k].key);
            BUF_LIT(out, ":{");
            put_json_count(out, &l->pages.v[k].count);
            buf_char(out, '}');
        }
        BUF_LIT(out, "}}");
    }
    BUF_LIT(out, "}}\n");
}

/* --- a value */

static void put_value_text(arena *a, value *to, str key, str text)
{
    value *v = value_new(a, VALUE_STR, 0, 0);
    v->as.string = text;
    value_put(a, to, key, 0, v);
}

static void put_value_count(arena *a, value *to, const match_count *c)
{
    const struct { str key; uint32_t n;
    } counts[] = {
        { S("up_to_date"), c->units[UP_TO_DATE] },
        { S("outdated"), c->units[OUTDATED] },
        { S("in_progress"), c->units[IN_PROGRESS] },
        { S("missing"), c->units[MISSING] },
        { S("words_to_translate"), report_to_translate(c) },
        { S("words_to_review"), report_to_review(c) },
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        value *v = value_new(a, VALUE_INT, 0, 0);
        v->as.integer = counts[i].n;
        value_put(a, to, counts[i].key, 0, v);
    }
}

static value *page_value(arena *a, const report_page *p)
{
    value *v = value_new(a, VALUE_MAP, 0, 0);
    put_value_text(a, v, S("key"), p->key);
    put_value_text(a, v, S("title"), p->title);
    put_value_text(a, v, S("path"), p->path);
    put_value_count(a, v, &p->count);
    return v;
}

value *report_value(arena *a, const report *r)
{
    value *all = value_new(a, VALUE_LIST, 0, 0);
    for (size_t i = 0; i < r->languages.n; i++) {
        const report_language *l = &r->languages.v[i];
        value *one = value_new(a, VALUE_MAP, 0, 0), *pages = value_new(a, VALUE_LIST, 0, 0);
        put_value_text(a, one, S("lang"), l->lang);
        put_value_text(a, one, S("name"), l->name);
        put_value_count(a, one, &l->count);
        for (size_t k = 0; k < l->pages.n; k++) value_push(a, pages, page_value(a, &l->pages.v[k]));
        value_put(a, one, S("pages"), 0, pages);
        value_push(a, all, one);
    }
    return all;
}

/* --- CSV: with semicolons, as French spreadsheets read it */

void report_csv(buf *out, const report *r)
{
    BUF_LIT(out, "langue;page;a_jour;a_revoir;en_cours;manquants;mots_a_traduire;mots_a_relire\r\n");
    for (size_t i = 0; i < r->languages.n; i++) {
        const report_language *l = &r->languages.v[i];
        for (size_t k = 0; k < l->pages.n; k++) {
            const match_count *c = &l->pages.v[k].count;
            buf_fmt(out, "%.*s;%.*s;%u;%u;%u;%u;%u;%u\r\n", STR_ARG(l->lang), STR_ARG(l->pages.v[k].key),
                    c->units[UP_TO_DATE], c->units[OUTDATED], c->units[IN_PROGRESS], c->units[MISSING],
                    report_to_translate(c), report_to_review(c));
        }
    }
}

/* --- text */

static void put_text_count(buf *out, const match_count *c)
{
    buf_fmt(out, _("%u up to date, %u outdated, %u in progress, %u missing; %u words to translate, %u to review"),
            c->units[UP_TO_DATE], c->units[OUTDATED], c->units[IN_PROGRESS], c->units[MISSING], report_to_translate(c),
            report_to_review(c));
    buf_char(out, '\n');
}

void report_text(buf *out, const report *r)
{
    for (size_t i = 0; i < r->languages.n; i++) {
        const report_language *l = &r->languages.v[i];
        buf_fmt(out, "%.*s: ", STR_ARG(l->lang));
        put_text_count(out, &l->count);
        if (is_unreviewed(&l->count)) buf_fmt(out, "  %s\n", _("nobody has reviewed this translation yet"));
        for (size_t k = 0; k < l->pages.n; k++) {
            const report_page *p = &l->pages.v[k];
            if (is_done(&p->count)) continue;
            buf_fmt(out, "  %.*s: ", STR_ARG(p->key));
            put_text_count(out, &p->count);
        }
    }
    if (r->languages.n == 0) buf_fmt(out, "%s\n", _("the site has one language only"));
}

/* --- HTML */

static void put_cells(buf *out, const match_count *c)
{
    const uint32_t v[] = { c->units[UP_TO_DATE], c->units[OUTDATED], c->units[IN_PROGRESS], c->units[MISSING],
                           report_to_translate(c), report_to_review(c) };
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) buf_fmt(out, "<td>%u</td>", v[i]);
    BUF_LIT(out, "</tr>\n");
}

static void put_table(buf *out, const report_language *l)
{
    const char *const heads[] = { _("Page"),    _("Up to date"),         _("Outdated"),       _("In progress"),
                                  _("Missing"), _("Words to translate"), _("Words to review") };
    BUF_LIT(out, "<table>\n<caption>");
    html_text(out, l->name);
    BUF_LIT(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) buf_fmt(out, "<th scope=\"col\">%s</th>", heads[i]);
    BUF_LIT(out, "</tr></thead>\n<tbody>\n");
    for (size_t k = 0; k < l->pages.n; k++) {
        BUF_LIT(out, "<tr><th scope=\"row\">");
        html_text(out, l->pages.v[k].key);
        BUF_LIT(out, "</th>");
        put_cells(out, &l->pages.v[k].count);
    }
    if (is_unreviewed(&l->count))
        buf_fmt(out, "<tr><td colspan=\"7\">%s</td></tr>\n", _("nobody has reviewed this translation yet"));
    buf_fmt(out, "</tbody>\n<tfoot><tr><th scope=\"row\">%s</th>", _("Total"));
    put_cells(out, &l->count);
    BUF_LIT(out, "</tfoot></table>\n");
}

void report_html(buf *out, const report *r)
{
    buf_fmt(out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width\">\n"
            "<title>%s</title>\n<style>body{font:1rem/1.5 "
            "sans-serif;margin:2rem}table{border-collapse:collapse;margin-block:2rem}"
            "caption{font-weight:bold;text-align:start;margin-block-end:.5rem}th,td{padding:.3rem "
            ".8rem;border-block-end:1px solid #ccc}"
            "td{text-align:end}th{text-align:start}</style>\n<h1>%s</h1>\n",
            _("en"), _("State of the translations"), _("State of the translations"));
    for (size_t i = 0; i < r->languages.n; i++) put_table(out, &r->languages.v[i]);
    BUF_LIT(out, "</html>\n");
}
