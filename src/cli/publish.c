#include "cli/publish.h"
#include "compose/calendar.h"
#include "compose/feed.h"
#include "compose/links.h"
#include "model/dataset_write.h"
#include "model/facility.h"
#include "model/meeting.h"
#include "model/records.h"

typedef struct publisher { loaded *l; const language *only; stage *out; buf text; } publisher;

static void put(publisher *p, str path)
{
    stage_put(p->out, path.p, buf_view(&p->text));
    p->text.n = 0;
}

static bool wants(const publisher *p, size_t k) { return !p->only || p->only->index == k || k == 0; }

/* data/couverture.csv in the source language, data/ar/couverture.csv in another: links lead to that of their page. */
static void put_csv(publisher *p, const dataset *t, const language *lang)
{
    str group = S(""), decimal = S(",");
    locale_marks(lang->locale, p->l->mem, &group, &decimal);
    dataset_csv(&p->text, t, lang->code, str_eqz(decimal, "."));
    put(p, links_data_path(p->l->mem, lang, t->name, S(".csv")));
}

static void put_table(publisher *p, const dataset *t)
{
    const settings *s = p->l->site->settings;
    const language *first = &s->languages[0];
    for (size_t k = 0; k < s->nlanguages; k++)
        if (wants(p, k)) put_csv(p, t, &s->languages[k]);
    dataset_json(&p->text, t);
    put(p, links_data_path(p->l->mem, first, t->name, S(".json")));
    dataset_xml(&p->text, t, first->code);
    put(p, links_data_path(p->l->mem, first, t->name, S(".xml")));
}

static void put_outlines(publisher *p, const dataset *t)
{
    buf_str(&p->text, t->src->text);
    put(p, links_data_path(p->l->mem, &p->l->site->settings->languages[0], t->name, S(".geojson")));
}

static void put_property(buf *out, const char *name, str s)
{
    if (s.n == 0) return;
    buf_fmt(out, ",\"%s\":", name);
    value_json_string(out, s);
}

static void put_point(buf *out, const facility *f)
{
    BUF_LIT(out, "{\"type\":\"Feature\",\"properties\":{\"id\":");
    value_json_string(out, f->id);
    put_property(out, "nom", f->name);
    put_property(out, "type", f->kind);
    put_property(out, "commune", f->commune);
    put_property(out, "adresse", f->address);
    put_property(out, "code_postal", f->postcode);
    put_property(out, "telephone", f->phone);
    put_property(out, "courriel", f->mail);
    put_property(out, "site", f->web);
    put_property(out, "horaires", f->hours);
    buf_fmt(out, "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%.5f,%.5f]}}", f->at.lon, f->at.lat);
}

static void put_facilities(publisher *p, const dataset *t)
{
    const site *s = p->l->site;
    bool first = true;
    BUF_LIT(&p->text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < s->nfacilities; i++) {
        if (!s->facilities[i].placed) continue;
        buf_z(&p->text, first ? "\n" : ",\n");
        put_point(&p->text, &s->facilities[i]);
        first = false;
    }
    BUF_LIT(&p->text, "\n]}\n");
    put(p, links_data_path(p->l->mem, &s->settings->languages[0], t->name, S(".geojson")));
}

static void put_feeds(publisher *p)
{
    const site *s = p->l->site;
    if (s->settings->base_url.n == 0) return;      /* a feed names full addresses */
    for (size_t k = 0; k < s->settings->nlanguages; k++) {
        const language *lang = &s->settings->languages[k];
        if (p->only && p->only != lang) continue;
        if (feed_write(&p->text, s, lang)) put(p, feed_path(p->l->mem, lang));
        p->text.n = 0;
    }
}

/* Beside the page of each meeting, and for each table of dates. */
static void put_calendars(publisher *p)
{
    const site *s = p->l->site;
    for (size_t i = 0; i < s->npages; i++) {
        const page *g = s->pages[i];
        str path = meeting_calendar_path(p->l->mem, g);
        bool wanted = !g->stands_in && !g->is_falc && (!p->only || p->only == g->lang);
        if (wanted && !map_has(s->files, path) && calendar_of_page(&p->text, s, g)) put(p, path);
    }
    for (size_t i = 0; i < map_count(s->datasets); i++) {
        const dataset *t = map_at(s->datasets, i)->value;
        if (!calendar_has(t)) continue;
        for (size_t k = 0; k < s->settings->nlanguages; k++) {
            const language *lang = &s->settings->languages[k];
            if (!wants(p, k)) continue;
            calendar_of_data(&p->text, s, lang, t, p->l->d);
            put(p, links_data_path(p->l->mem, lang, t->name, S(".ics")));
        }
    }
}

void publish_data(loaded *l, const language *lang, stage *out)
{
    publisher p = { .l = l, .only = lang, .out = out };
    const dataset *t;
    for (size_t i = 0; (t = records_next(l->site, &i));) {
        if (t->as_table) put_table(&p, t);
        if (t->as_geo && dataset_is_outlines(t)) put_outlines(&p, t);
        else if (t->as_geo) put_facilities(&p, t);
    }
    put_feeds(&p);
    put_calendars(&p);
    buf_free(&p.text);
}
