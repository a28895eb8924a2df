#include "model/hours_show.h"
#include "base/vec.h"

typedef struct writer { arena *a; locale *l; const words *w; VEC(hours_row) rows; } writer;
typedef VEC(str) text_list;

static str word(const writer *w, const char *msgid) { return words_get(w->w, str_z(msgid)); }

static str fill(const writer *w, const char *msgid, str x, str y)
{
    return words_fill(w->a, word(w, msgid), (str[]){ x, y }, 2);
}

static str join(const writer *w, const text_list *list)
{
    return list->n == 1 ? list->v[0] : locale_list(w->l, w->a, list->v, list->n, false);
}

/* --- days */

/* Three days in a row and more are "du lundi au mercredi". */
static str days_text(const writer *w, uint8_t days)
{
    text_list list = { 0 };
    if (days == HOURS_EVERY_DAY) return word(w, "tous les jours");
    for (int d = 0; d < 7; d++) {
        if (!(days >> d & 1)) continue;
        int last = d;
        while (last < 6 && days >> (last + 1) & 1) last++;
        str name = locale_weekday(w->l, w->a, d);
        if (last > d + 1) {
            name = fill(w, "du %s au %s", name, locale_weekday(w->l, w->a, last));
            d = last;
        }
        VEC_PUSH(w->a, &list, name);
    }
    return join(w, &list);
}

/* What is said of one day in the month. */
static str weeks_text(const writer *w, const hours_rule *r)
{
    static const char *const ranks[] = {
        "dernier %s du mois", "premier %s du mois", "deuxième %s du mois", "troisième %s du mois",
        "quatrième %s du mois", "cinquième %s du mois",
    };
    text_list list = { 0 };
    for (int d = 0; d < 7; d++)
        for (int k = 1; k <= 6; k++)               /* the last one comes last */
            if (r->days >> d & 1 && r->weeks >> k % 6 & 1)
                VEC_PUSH(w->a, &list, fill(w, ranks[k % 6], locale_weekday(w->l, w->a, d), S("")));
    return join(w, &list);
}

/* "septembre–juin": around the end of the year too. */
static str months_text(const writer *w, uint16_t months)
{
    text_list list = { 0 };
    int start = 0;
    while (start < 11 && !((months >> start & 1) && !(months >> (start + 11) % 12 & 1))) start++;
    for (int i = 0; i < 12; i++) {
        int m = (start + i) % 12, last = i;
        if (!(months >> m & 1)) continue;
        while (last < 11 && months >> (start + last + 1) % 12 & 1) last++;
        str name = locale_month(w->l, w->a, m);
        if (last > i) {
            str to = locale_month(w->l, w->a, (start + last) % 12);
            name = arena_fmt(w->a, "%.*s–%.*s", STR_ARG(name), STR_ARG(to));
        }
        VEC_PUSH(w->a, &list, name);
        i = last;
    }
    return join(w, &list);
}

static str within(const writer *w, str days, str what)
{
    return arena_fmt(w->a, "%.*s (%.*s)", STR_ARG(days), STR_ARG(what));
}

static str when_text(const writer *w, const hours_rule *r)
{
    static const char *const holidays[] = { "", "jours fériés", "vacances scolaires" };
    str days = r->weeks ? weeks_text(w, r) : r->days ? days_text(w, r->days) : word(w, holidays[r->when]);
    if (r->when != HOURS_USUAL && r->days) days = within(w, days, word(w, holidays[r->when]));
    return r->months ? within(w, days, months_text(w, r->months)) : days;
}

/* --- times */

static str times_text(const writer *w, const hours_rule *r)
{
    enum { DAY = 24 * 60 };
    text_list list = { 0 };
    if (r->off) return word(w, "fermé");
    if (r->ntimes == 1 && r->times[0].from == 0 && r->times[0].to == DAY) return word(w, "24 heures sur 24");
    for (size_t i = 0; i < r->ntimes; i++) {
        int to = r->times[i].to > DAY ? r->times[i].to - DAY : r->times[i].to;
        str from = locale_clock(w->l, w->a, r->times[i].from);
        str ends[] = { from, locale_clock(w->l, w->a, to) };
        VEC_PUSH(w->a, &list, words_fill(w->a, words_get_in(w->w, S("heures"), S("%s à %s")), ends, 2));
    }
    return join(w, &list);
}

/* --- rows */

static void add_week(writer *w, const hours *h)
{
    const hours_rule *week[7];
    uint8_t done = 0;
    hours_week(h, week);
    for (int d = 0; d < 7; d++) {
        if (!week[d] || done >> d & 1) continue;
        uint8_t days = 0;
        for (int k = d; k < 7; k++)
            if (hours_same_times(week[d], week[k])) days |= (uint8_t)(1u << k);
        done |= days;
        VEC_PUSH(w->a, &w->rows, (hours_row){ days_text(w, days), times_text(w, week[d]), week[d], days });
    }
}

hours_row *hours_show(arena *a, const hours *h, locale *l, const words *catalogue, size_t *n)
{
    writer w = { .a = a, .l = l, .w = catalogue };
    add_week(&w, h);
    for (size_t i = 0; i < h->n; i++) {
        const hours_rule *r = &h->rules[i];
        if (r->when == HOURS_USUAL && !r->weeks && !r->months) continue;
        VEC_PUSH(a, &w.rows, (hours_row){ when_text(&w, r), times_text(&w, r), r, 0 });
    }
    *n = w.rows.n;
    return w.rows.v;
}
