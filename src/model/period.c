#include "model/period.h"
#include "model/day.h"

typedef enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_NONE } unit;

static unit read_unit(str s)
{
    static const struct { const char *start; unit unit;
    } names[] = {
        { "jour", UNIT_DAY },   { "day", UNIT_DAY },     { "semaine", UNIT_WEEK }, { "week", UNIT_WEEK },
        { "mois", UNIT_MONTH }, { "month", UNIT_MONTH }, { "an", UNIT_YEAR },      { "year", UNIT_YEAR },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts(s, str_z(names[i].start))) return names[i].unit;
    return UNIT_NONE;
}

static int month_length(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static int32_t add_months(int32_t day, long long n)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    long long months = (long long)y * 12 + m - 1 + n;
    y = (int)(months / 12);
    m = (int)(months % 12) + 1;
    int last = month_length(y, m);
    return day_of(y, m, d < last ? d : last);
}

str period_after(arena *a, str day, str period)
{
    int32_t from;
    long long n;
    period = str_trim(period);
    size_t digits = 0;
    while (digits < period.n && period.p[digits] >= '0' && period.p[digits] <= '9') digits++;
    unit u = read_unit(str_trim(str_skip(period, digits)));
    if (!day_parse(day, &from) || !str_int(str_first(period, digits), &n) || n > 10000 || u == UNIT_NONE) return S("");
    if (u == UNIT_DAY || u == UNIT_WEEK) return day_text(a, from + (int32_t)n * (u == UNIT_WEEK ? 7 : 1));
    if (n > 1200) return S("");
    return day_text(a, add_months(from, n * (u == UNIT_YEAR ? 12 : 1)));
}

int64_t period_epoch(str day)
{
    int32_t n;
    return day_parse(day, &n) ? (int64_t)n * 86400 + 43200 : 0;
}
