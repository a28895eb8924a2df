#include "compose/calendar.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/day.h"
#include "model/meeting.h"

/* --- lines: 75 octets at most, without the end of line; what goes on starts with a space */

typedef struct writer { buf *out; arena *a; const calendar *c; bool local; int standard, summer; } writer;

static void put_line(buf *out, str text)
{
    enum { LONGEST = 75 };
    size_t width = 0;
    for (size_t i = 0; i < text.n;) {
        size_t n = 1;                              /* a character is never parted */
        while (i + n < text.n && ((unsigned char)text.p[i + n] & 0xC0) == 0x80) n++;
        if (width + n > LONGEST) {
            BUF_LIT(out, "\r\n ");
            width = 1;
        }
        buf_put(out, text.p + i, n);
        width += n;
        i += n;
    }
    BUF_LIT(out, "\r\n");
}

static void put(const writer *w, const char *name, str text)
{
    put_line(w->out, arena_fmt(w->a, "%s:%.*s", name, STR_ARG(text)));
}

static void put_text(const writer *w, const char *name, str text)
{
    buf b = { 0 };
    if (text.n == 0) return;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') BUF_LIT(&b, "\\n");
        else if (c == '\\' || c == ';' || c == ',') buf_fmt(&b, "\\%c", c);
        else if ((unsigned char)c >= ' ' && c != 0x7F) buf_char(&b, c);
    }
    put(w, name, buf_take(&b, w->a));
}

/* --- time zones */

static int32_t last_sunday(int year, int month)
{
    int32_t last = day_of(year, month, 31);        /* March and October */
    return last - (int32_t)(((int64_t)last + 4) % 7);
}

static int offset(const writer *w, int64_t epoch) { return day_offset(w->a, w->c->zone, epoch); }
static int64_t seconds(int32_t day, int minute) { return (int64_t)day * 86400 + (int64_t)minute * 60; }

/* Do clocks go forward on the last Sunday of March at 1:00 UTC, and back on that of October? Or stay as they are? */
static bool follows_rules(const writer *w, int year)
{
    int64_t spring = seconds(last_sunday(year, 3), 60), autumn = seconds(last_sunday(year, 10), 60);
    return offset(w, spring - 1) == w->standard && offset(w, spring) == w->summer &&
           offset(w, autumn - 1) == w->summer && offset(w, autumn) == w->standard;
}

/* The rules of the zone, if they hold in all years that the events are in. */
static void find_rules(writer *w)
{
    int first = 9999, last = 0, year, month, day;
    for (size_t i = 0; i < w->c->n; i++) {
        day_civil(w->c->events[i].when.first, &year, &month, &day);
        if (year < first) first = year;
        day_civil(w->c->events[i].when.last, &year, &month, &day);
        if (year > last) last = year;
    }
    if (!w->c->n || !day_zone_known(w->a, w->c->zone)) return;
    w->standard = offset(w, seconds(day_of(first, 1, 15), 0));
    w->summer = offset(w, seconds(day_of(first, 7, 15), 0));
    int change = 60 + w->standard;                 /* local minute of the change: it has to be on that Sunday */
    w->local = first >= 1997 && change >= 0 && change < 1440 - 60;
    for (int y = first; w->local && y <= last; y++) w->local = follows_rules(w, y);
}

static const char *zone_name(const writer *w, bool summer)
{
    static const char *const names[3][2] = { { "WET", "WEST" }, { "CET", "CEST" }, { "EET", "EEST" } };
    bool known = w->standard >= 0 && w->standard <= 120 && w->standard % 60 == 0 && w->summer == w->standard + 60;
    return known ? names[w->standard / 60][summer] : NULL;
}

static str shift_text(const writer *w, int minutes)
{
    int m = minutes < 0 ? -minutes : minutes;
    return arena_fmt(w->a, "%c%02d%02d", minutes < 0 ? '-' : '+', m / 60, m % 60);
}

static void put_rule(const writer *w, bool summer)
{
    int from = summer ? w->standard : w->summer, to = summer ? w->summer : w->standard, at = 60 + from;
    const char *part = summer ? "DAYLIGHT" : "STANDARD", *name = zone_name(w, summer);
    put(w, "BEGIN", str_z(part));
    if (w->summer == w->standard) {
        put(w, "DTSTART", S("19700101T000000"));
    } else {
        put(w, "DTSTART", arena_fmt(w->a, "1996%sT%02d%02d00", summer ? "0331" : "1027", at / 60, at % 60));
        put(w, "RRULE", arena_fmt(w->a, "FREQ=YEARLY;BYMONTH=%d;BYDAY=-1SU", summer ? 3 : 10));
    }
    put(w, "TZOFFSETFROM", shift_text(w, from));
    put(w, "TZOFFSETTO", shift_text(w, to));
    if (name) put(w, "TZNAME", str_z(name));
    put(w, "END", str_z(part));
}

static bool has_hours(const calendar *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->events[i].when.from >= 0) return true;
    return false;
}

static void put_zone(const writer *w)
{
    if (!w->local || !has_hours(w->c)) return;
    put(w, "BEGIN", S("VTIMEZONE"));
    put(w, "TZID", w->c->zone);
    if (w->summer != w->standard) put_rule(w, true);
    put_rule(w, false);
    put(w, "END", S("VTIMEZONE"));
}

/* --- events */

static str day_digits(const writer *w, int32_t day)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    return arena_fmt(w->a, "%04d%02d%02d", y, m, d);
}

/* Local time in the file's zone, else UTC. */
static void put_time(const writer *w, const char *name, int32_t day, int minute)
{
    if (!w->local) {
        int64_t local = seconds(day, minute), utc = local - 60 * (int64_t)offset(w, local);
        utc = local - 60 * (int64_t)offset(w, utc);
        day = (int32_t)(utc >= 0 ? utc / 86400 : -((-utc + 86399) / 86400));
        minute = (int)((utc - seconds(day, 0)) / 60);
    }
    str at = arena_fmt(w->a, "%.*sT%02d%02d00", STR_ARG(day_digits(w, day)), minute / 60, minute % 60);
    if (w->local) put_line(w->out, arena_fmt(w->a, "%s;TZID=%.*s:%.*s", name, STR_ARG(w->c->zone), STR_ARG(at)));
    else put(w, name, arena_fmt(w->a, "%.*sZ", STR_ARG(at)));
}

/* Of whole days, the end is the day after the last one. */
static void put_when(const writer *w, const moment *m)
{
    if (m->from < 0) {
        put(w, "DTSTART;VALUE=DATE", day_digits(w, m->first));
        put(w, "DTEND;VALUE=DATE", day_digits(w, m->last + 1));
        return;
    }
    put_time(w, "DTSTART", m->first, m->from);
    if (m->to >= 0) put_time(w, "DTEND", m->last, m->to);
    else if (m->last > m->first) put_time(w, "DTEND", m->last + 1, 0);
}

static void put_event(const writer *w, const calendar_event *e)
{
    int32_t stamp;
    if (!day_parse(w->c->clock, &stamp)) stamp = e->when.first;
    put(w, "BEGIN", S("VEVENT"));
    put_text(w, "UID", e->uid);
    put(w, "DTSTAMP", arena_fmt(w->a, "%.*sT000000Z", STR_ARG(day_digits(w, stamp))));
    put_when(w, &e->when);
    put_text(w, "SUMMARY", e->title);
    put_text(w, "LOCATION", e->place);
    put_text(w, "DESCRIPTION", e->description);
    if (e->address.n) put(w, "URL", e->address);
    put(w, "END", S("VEVENT"));
}

void calendar_write(buf *out, const calendar *c)
{
    writer w = { .out = out, .a = arena_new(4096), .c = c };
    find_rules(&w);
    put(&w, "BEGIN", S("VCALENDAR"));
    put(&w, "VERSION", S("2.0"));
    put(&w, "PRODID", S("-//livret//livret//FR"));
    put(&w, "CALSCALE", S("GREGORIAN"));
    put_text(&w, "X-WR-CALNAME", c->name);
    put_zone(&w);
    for (size_t i = 0; i < c->n; i++) put_event(&w, &c->events[i]);
    put(&w, "END", S("VCALENDAR"));
    arena_free(w.a);
}

/* --- of a page */

static str host_of(const site *s)
{
    str base = s->settings->base_url;
    size_t at = str_search(base, S("://"));
    if (at == STR_NONE) return S("livret.invalid");
    base = str_skip(base, at + 3);
    return str_first(base, str_find(base, '/'));
}

static str address_of(arena *a, const site *s, str path)
{
    if (s->settings->base_url.n == 0) return S("");
    if (str_ends(path, S("index.html"))) path.n -= sizeof "index.html" - 1;
    return arena_fmt(a, "%.*s/%.*s", STR_ARG(s->settings->base_url), STR_ARG(path));
}

/* The languages of a meeting tell of one event: whoever takes two of them has it once. */
static const page *first_of(const site *s, const page *p)
{
    for (size_t i = 0; p->translations && i < s->settings->nlanguages; i++)
        if (p->translations[i]) return p->translations[i];
    return p;
}

bool calendar_of_page(buf *out, const site *s, const page *p)
{
    calendar_event e = { 0 };
    if (!meeting_when(p, &e.when)) return false;
    arena *a = arena_new(4096);
    e.uid = arena_fmt(a, "%.*s@%.*s", STR_ARG(first_of(s, p)->key), STR_ARG(host_of(s)));
    e.title = p->title;
    e.place = value_get_text(p->fields, S("lieu"));
    e.description = value_get_text(p->fields, S("objet"));
    e.address = address_of(a, s, p->path);
    calendar c = { .zone = s->settings->timezone, .clock = s->clock, .events = &e, .n = 1 };
    calendar_write(out, &c);
    arena_free(a);
    return true;
}

/* --- of a table */

static const value *day_cell(const dataset *t, size_t row)
{
    const value *v = dataset_cell(t, row, S("debut"));
    return v ? v : dataset_cell(t, row, S("date"));
}

bool calendar_has(const dataset *t)
{
    int32_t day;
    return t->nrows && dataset_cell(t, 0, S("titre")) && day_parse(value_text(day_cell(t, 0)), &day);
}

static str cell(const dataset *t, size_t row, const char *id) { return value_text(dataset_cell(t, row, str_z(id))); }

/* "9 h 30 – 11 h": the first hour of the text, and the one after it. */
static void read_hours(str text, moment *m)
{
    int found[2] = { -1, -1 }, n = 0;
    for (size_t i = 0; i < text.n && n < 2;) {
        if (day_hour(text, &i, &found[n])) { n++; continue; }
        while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9') i++;
        if (i < text.n) i++;
    }
    m->from = found[0];
    m->to = found[1] > found[0] ? found[1] : -1;
}

static bool read_row(const dataset *t, size_t row, moment *m)
{
    str end = cell(t, row, "fin");
    if (!moment_read(value_text(day_cell(t, row)), end, m, NULL)) return false;
    if (m->from < 0) read_hours(cell(t, row, "heure"), m);
    return true;
}

static str uid_of(arena *a, map *seen, const site *s, const dataset *t, size_t row, const moment *m)
{
    str own = cell(t, row, "id"), title = cell(t, row, "titre");
    if (own.n == 0) own = arena_fmt(a, "%.*s-%08x", STR_ARG(day_text(a, m->first)), (unsigned)map_hash(title));
    str base = arena_fmt(a, "%.*s-%.*s", STR_ARG(t->name), STR_ARG(own)), name = base;
    for (int n = 2; map_has(seen, name); n++) name = arena_fmt(a, "%.*s-%d", STR_ARG(base), n);
    map_put(seen, name, seen);
    return arena_fmt(a, "%.*s@%.*s", STR_ARG(name), STR_ARG(host_of(s)));
}

static str word(const language *lang, str text) { return text.n ? words_get(lang->words, text) : text; }

void calendar_of_data(buf *out, const site *s, const language *lang, const dataset *t, diag *d)
{
    arena *a = arena_new(0);
    map *seen = map_new(a);
    VEC(calendar_event) list = { 0 };
    for (size_t i = 0; i < t->nrows; i++) {
        calendar_event e = { .title = word(lang, cell(t, i, "titre")), .place = word(lang, cell(t, i, "lieu")) };
        const value *day = day_cell(t, i);
        if (!read_row(t, i, &e.when)) {
            span at = t->src && day ? value_span(t->src, day) : (span){ t->src, 0, 0 };
            if (lang->index == 0) DIAG(d, R107, at, arena_str(a, value_text(day)).p);
            continue;
        }
        str public = word(lang, cell(t, i, "public")), text = word(lang, cell(t, i, "description"));
        e.description = public.n && text.n ? arena_fmt(a, "%.*s\n%.*s", STR_ARG(text), STR_ARG(public))
                        : text.n           ? text
                                           : public;
        e.uid = uid_of(a, seen, s, t, i, &e.when);
        VEC_PUSH(a, &list, e);
    }
    str title = dataset_text(t->title, lang->code);
    calendar c = { .name = title.n ? title : lang->title, .zone = s->settings->timezone, .clock = s->clock,
                   .events = list.v, .n = list.n };
    calendar_write(out, &c);
    arena_free(a);
}
