#include "model/hours.h"
#include "base/vec.h"
#include <string.h>

enum { DAY = 24 * 60 };

typedef struct reader {
    arena *a;
    str text;
    size_t at;
    VEC(hours_rule) rules;
} reader;

/* What a rule says before its times: each of these becomes a rule with the same times. */
typedef struct selector { uint8_t days, weeks; hours_when when; } selector;
typedef struct head { uint16_t months; VEC(selector) list; } head;

static bool is_at(const reader *r, const char *word)
{
    return str_starts(str_skip(r->text, r->at), str_z(word));
}

static bool is_end(const reader *r) { return r->at >= r->text.n; }

static void skip_spaces(reader *r)
{
    while (!is_end(r) && (r->text.p[r->at] == ' ' || r->text.p[r->at] == '\t' || r->text.p[r->at] == '\n')) r->at++;
}

static bool take(reader *r, const char *word)
{
    if (!is_at(r, word)) return false;
    r->at += strlen(word);
    return true;
}

/* The rank of the name that stands here; -1: none. */
static int take_name(reader *r, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) if (take(r, names[i])) return i;
    return -1;
}

static int take_day(reader *r)
{
    static const char *const days[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
    return take_name(r, days, 7);
}

static int take_month(reader *r)
{
    static const char *const months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    };
    return take_name(r, months, 12);
}

/* Bits from one rank to another, around the end: Fr-Mo, Sep-Jun. */
static unsigned run_of(int from, int to, int n)
{
    unsigned bits = 0;
    for (int i = from;; i = (i + 1) % n) {
        bits |= 1u << i;
        if (i == to) return bits;
    }
}

static bool read_run(reader *r, int from, int (*next)(reader *), int n, unsigned *bits)
{
    int to = take(r, "-") ? next(r) : from;
    if (to < 0) return false;
    *bits |= run_of(from, to, n);
    return true;
}

static bool read_months(reader *r, uint16_t *months)
{
    unsigned bits = 0;
    reader look = *r;
    if (take_month(&look) < 0) return true;
    do {
        int first = take_month(r);
        if (first < 0 || !read_run(r, first, take_month, 12, &bits)) return false;
    } while (take(r, ","));
    *months = (uint16_t)bits;
    skip_spaces(r);
    return true;
}

/* "[2]", "[1,3]", "[-1]" after a day. */
static bool read_weeks(reader *r, uint8_t *weeks)
{
    if (!take(r, "[")) return true;
    do {
        if (take(r, "-1")) { *weeks |= HOURS_LAST_WEEK; continue; }
        if (is_end(r) || r->text.p[r->at] < '1' || r->text.p[r->at] > '5') return false;
        *weeks |= (uint8_t)(1u << (r->text.p[r->at++] - '0'));
    } while (take(r, ","));
    return take(r, "]");
}

/* Days that say the same of weeks are one selector: Mo,We-Fr. */
static void add_days(reader *r, head *h, unsigned days, uint8_t weeks)
{
    selector *last = h->list.n ? &h->list.v[h->list.n - 1] : NULL;
    if (last && last->when == HOURS_USUAL && last->weeks == weeks) last->days |= (uint8_t)days;
    else VEC_PUSH(r->a, &h->list, (selector){ .days = (uint8_t)days, .weeks = weeks });
}

static bool read_day(reader *r, head *h)
{
    if (take(r, "PH") || take(r, "SH")) {
        bool school = r->text.p[r->at - 2] == 'S';
        VEC_PUSH(r->a, &h->list, (selector){ .when = school ? HOURS_SCHOOL_HOLIDAYS : HOURS_PUBLIC_HOLIDAYS });
        return true;
    }
    unsigned days = 0;
    uint8_t weeks = 0;
    int first = take_day(r);
    if (first < 0 || !read_run(r, first, take_day, 7, &days)) return false;
    if (!read_weeks(r, &weeks)) return false;
    add_days(r, h, days, weeks);
    return true;
}

static bool read_list(reader *r, head *h)
{
    do if (!read_day(r, h)) return false;
    while (take(r, ","));
    return true;
}

static bool starts_day(const reader *r)
{
    reader look = *r;
    return is_at(r, "PH") || is_at(r, "SH") || take_day(&look) >= 0;
}

/* "SH Mo-Fr": a second list narrows the holidays down to those days. */
static bool narrow(reader *r, head *h)
{
    head days = { 0 };
    if (h->list.n != 1 || h->list.v[0].when == HOURS_USUAL || !starts_day(r)) return true;
    size_t start = r->at;
    if (!read_list(r, &days)) return false;
    for (size_t i = 0; i < days.list.n; i++) {
        if (days.list.v[i].when != HOURS_USUAL) { r->at = start; return false; }
        days.list.v[i].when = h->list.v[0].when;
    }
    h->list = days.list;
    skip_spaces(r);
    return true;
}

static bool read_number(reader *r, int most, int *out)
{
    int v = 0;
    for (int i = 0; i < 2; i++) {
        if (r->at + (size_t)i >= r->text.n) return false;
        char c = r->text.p[r->at + (size_t)i];
        if (c < '0' || c > '9') return false;
        v = v * 10 + c - '0';
    }
    if (v > most) return false;
    r->at += 2;
    *out = v;
    return true;
}

static bool read_clock(reader *r, int *minutes)
{
    int h, m;
    size_t start = r->at;
    if (read_number(r, 24, &h) && take(r, ":") && read_number(r, 59, &m) && h * 60 + m <= DAY) {
        *minutes = h * 60 + m;
        return true;
    }
    r->at = start;
    return false;
}

static bool read_times(reader *r, hours_rule *rule)
{
    VEC(hours_time) times = { 0 };
    do {
        int from, to;
        size_t start = r->at;
        skip_spaces(r);
        if (!read_clock(r, &from) || !take(r, "-") || !read_clock(r, &to)) return false;
        if (from == DAY || from == to) { r->at = start; return false; }
        VEC_PUSH(r->a, &times, (hours_time){ (uint16_t)from, (uint16_t)(to < from ? to + DAY : to) });
    } while (take(r, ","));
    rule->times = times.v;
    rule->ntimes = times.n;
    return true;
}

static void always(reader *r, hours_rule *rule)
{
    rule->times = ARENA_NEW(r->a, hours_time);
    rule->times[0] = (hours_time){ 0, DAY };
    rule->ntimes = 1;
}

static bool read_rule(reader *r)
{
    head h = { 0 };
    hours_rule rule = { 0 };
    if (take(r, "24/7")) {
        always(r, &rule);
    } else {
        if (!read_months(r, &h.months)) return false;
        if (starts_day(r) && !read_list(r, &h)) return false;
        skip_spaces(r);
        if (!narrow(r, &h)) return false;
        rule.off = take(r, "off") || take(r, "closed");
        if (!rule.off && !read_times(r, &rule)) return false;
    }
    skip_spaces(r);
    if (!is_end(r) && r->text.p[r->at] != ';') return false;
    if (h.list.n == 0) add_days(r, &h, HOURS_EVERY_DAY, 0);
    rule.months = h.months;
    for (size_t i = 0; i < h.list.n; i++) {
        rule.days = h.list.v[i].days;
        rule.weeks = h.list.v[i].weeks;
        rule.when = h.list.v[i].when;
        VEC_PUSH(r->a, &r->rules, rule);
    }
    return true;
}

bool hours_parse(arena *a, str text, hours *out, size_t *bad)
{
    reader r = { .a = a, .text = text };
    bool fine = true;
    skip_spaces(&r);
    while (fine && !is_end(&r)) {
        fine = read_rule(&r);
        if (fine) take(&r, ";");
        if (fine) skip_spaces(&r);
    }
    *out = (hours){ r.rules.v, r.rules.n };
    *bad = r.at;
    return fine;
}

/* --- the week */

void hours_week(const hours *h, const hours_rule *week[7])
{
    for (int d = 0; d < 7; d++) week[d] = NULL;
    for (size_t i = 0; i < h->n; i++) {
        const hours_rule *r = &h->rules[i];
        if (r->when != HOURS_USUAL || r->weeks || r->months) continue;
        for (int d = 0; d < 7; d++)
            if (r->days >> d & 1) week[d] = r->off ? NULL : r;
    }
}

bool hours_same_times(const hours_rule *x, const hours_rule *y)
{
    if (!x || !y || x->ntimes != y->ntimes) return false;
    for (size_t i = 0; i < x->ntimes; i++)
        if (x->times[i].from != y->times[i].from || x->times[i].to != y->times[i].to) return false;
    return true;
}
