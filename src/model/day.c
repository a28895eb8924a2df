#include "model/day.h"
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* --- the calendar. Years are counted from March, so that the day that comes and goes is the last of its year. */

int32_t day_of(int year, int month, int dom)
{
    int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400, of_year = (153 * ((month + 9) % 12) + 2) / 5 + dom - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void day_civil(int32_t day, int *year, int *month, int *dom)
{
    int z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, d = z - era * 146097;
    int of_era = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    int of_year = d - (365 * of_era + of_era / 4 - of_era / 100), m = (5 * of_year + 2) / 153;
    *dom = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = of_era + era * 400 + (*month <= 2);
}

/* --- texts */

static bool digits(str s, size_t from, size_t n, int *out)
{
    *out = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

bool day_parse(str s, int32_t *day)
{
    int y, m, d, year, month, dom;
    if (!digits(s, 0, 4, &y) || !digits(s, 5, 2, &m) || !digits(s, 8, 2, &d)) return false;
    if (s.p[4] != '-' || s.p[7] != '-') return false;
    if (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' ') return false;
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31) return false;
    int32_t found = day_of(y, m, d);
    day_civil(found, &year, &month, &dom);
    if (year != y || month != m || dom != d) return false;
    *day = found;
    return true;
}

bool day_stretch(str s, int32_t *from, int32_t *to)
{
    int y, m;
    if (day_parse(s, from)) {
        *to = *from + 1;
        return true;
    }
    if (!digits(s, 0, 4, &y) || y < 1) return false;
    *from = day_of(y, 1, 1);
    *to = day_of(y + 1, 1, 1);
    if (s.n == 4) return true;
    if (s.n != 7 || s.p[4] != '-' || !digits(s, 5, 2, &m) || m < 1 || m > 12) return false;
    *from = day_of(y, m, 1);
    *to = m == 12 ? day_of(y + 1, 1, 1) : day_of(y, m + 1, 1);
    return true;
}

static size_t spaces(str s, size_t i)
{
    static const str kinds[] = { S_INIT(" "), S_INIT("\u00A0"), S_INIT("\u202F") };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (str_starts(str_skip(s, i), kinds[k])) return kinds[k].n + spaces(s, i + kinds[k].n);
    return 0;
}

static size_t count_digits(str s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9') n++;
    return n;
}

bool day_hour(str s, size_t *from, int *minute)
{
    int hour, past = 0;
    size_t i = *from, n = count_digits(s, i);
    if (n < 1 || n > 2 || !digits(s, i, n, &hour) || hour > 23) return false;
    i += n;
    i += spaces(s, i);
    bool colon = i < s.n && s.p[i] == ':';
    if (!colon && !(i < s.n && (s.p[i] == 'h' || s.p[i] == 'H'))) return false;
    size_t end = ++i;
    if (!colon) i += spaces(s, i);
    if (count_digits(s, i) == 2 && digits(s, i, 2, &past) && past < 60) end = i + 2;
    else if (colon || count_digits(s, i) > 0) return false;
    *from = end;
    *minute = hour * 60 + past;
    return true;
}

bool day_moment(str s, int32_t *day, int *minute)
{
    size_t i = 11;
    *minute = -1;
    if (!day_parse(s, day)) return false;
    if (s.n <= 10) return true;
    i += spaces(s, i);
    return day_hour(s, &i, minute) && i == s.n;
}

str day_text(arena *a, int32_t day)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    return arena_fmt(a, "%04d-%02d-%02d", y, m, d);
}

int day_compare(str a, str b)
{
    int32_t x = INT32_MIN, y = INT32_MIN;
    if (!day_parse(a, &x)) x = INT32_MIN;
    if (!day_parse(b, &y)) y = INT32_MIN;
    return (x > y) - (x < y);
}

/* --- time zones */

static const UChar *to_utf16(arena *a, str s, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *u = ARENA_ARRAY(a, UChar, s.n + 1);
    u_strFromUTF8WithSub(u, (int32_t)s.n + 1, n, s.p, (int32_t)s.n, 0xFFFD, NULL, &e);
    return u;
}

bool day_zone_known(arena *a, str zone)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0;
    UBool system = 0;
    UChar canonical[128];
    const UChar *u = to_utf16(a, zone, &n);
    ucal_getCanonicalTimeZoneID(u, n, canonical, 128, &system, &e);
    return U_SUCCESS(e) && system;
}

/* In milliseconds. */
static int64_t shift_of(arena *a, str zone, int64_t epoch)
{
    if (!day_zone_known(a, zone)) zone = S("Etc/UTC");
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0;
    const UChar *u = to_utf16(a, zone, &n);
    int64_t shift = 0;
    UCalendar *c = ucal_open(u, n, "en", UCAL_GREGORIAN, &e);
    if (U_SUCCESS(e)) {
        ucal_setMillis(c, (double)epoch * 1000, &e);
        shift = (int64_t)ucal_get(c, UCAL_ZONE_OFFSET, &e) + ucal_get(c, UCAL_DST_OFFSET, &e);
        ucal_close(c);
    }
    return U_SUCCESS(e) ? shift : 0;
}

int32_t day_at(arena *a, str zone, int64_t epoch)
{
    int64_t local = epoch + shift_of(a, zone, epoch) / 1000;
    return (int32_t)(local >= 0 ? local / 86400 : -((-local + 86399) / 86400));
}

int day_offset(arena *a, str zone, int64_t epoch) { return (int)(shift_of(a, zone, epoch) / 60000); }
