#include "model/moment.h"
#include "model/day.h"

bool moment_read(str from, str to, moment *out, bool *backwards)
{
    int32_t last;
    int end;
    if (backwards) *backwards = false;
    if (!day_moment(from, &out->first, &out->from)) return false;
    out->last = out->first;
    out->to = -1;
    if (!day_moment(to, &last, &end)) return true;
    bool before = last < out->first || (last == out->first && out->from >= 0 && end >= 0 && end <= out->from);
    if (backwards) *backwards = before;
    if (before) return true;
    out->last = last;
    out->to = out->from >= 0 ? end : -1;           /* an end alone has no hour */
    return true;
}

str moment_text(arena *a, locale *l, const words *w, const moment *m)
{
    str first = day_text(a, m->first), last = day_text(a, m->last);
    if (m->from < 0) return locale_days(l, a, first, last);
    str day = locale_date(l, a, first), from = locale_hour(l, a, m->from);
    if (m->to < 0) return words_fill(a, words_get(w, S("%s, à %s")), (str[]){ day, from }, 2);
    str to = locale_hour(l, a, m->to);
    if (m->first == m->last) return words_fill(a, words_get(w, S("%s, de %s à %s")), (str[]){ day, from, to }, 3);
    str start = words_fill(a, words_get(w, S("%s, à %s")), (str[]){ day, from }, 2);
    str end = words_fill(a, words_get(w, S("%s, à %s")), (str[]){ locale_date(l, a, last), to }, 2);
    return words_fill(a, S("%s – %s"), (str[]){ start, end }, 2);
}
