#include "model/locale.h"
#include "base/buf.h"
#include "base/unicode.h"
#include "model/day.h"
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/unumberrangeformatter.h>
#include <unicode/unumsys.h>
#include <unicode/ustring.h>

enum { DECIMALS = 10, TEXT = 512, ID_SIZE = ULOC_FULLNAME_CAPACITY + ULOC_KEYWORDS_CAPACITY };

/* Everything of ICU is made when first asked for, by whoever comes first: it costs memory and time, and most sites use
 * little of it. Formatting dates is not thread-safe in ICU, so they have a lock. `lock` guards both. */
struct locale {
    str lang;
    char id[ID_SIZE];
    uint32_t zero;                                 /* its digit 0; the others follow it */
    pthread_mutex_t lock;
    _Atomic(UNumberFormatter *) numbers[2][DECIMALS][DECIMALS];   /* [percent][min][max] */
    bool has_dates;                                /* date, first and days were made */
    UDateFormat *date, *first;                     /* first: of the first day of a month, or NULL when as the others */
    UDateFormat *clock;
    UDateIntervalFormat *days;
    UDateTimePatternGenerator *patterns;
    UListFormatter *lists[2];                      /* all, any */
    _Atomic(UCollator *) order;
};

static str from_utf16(arena *a, const UChar *u, int32_t n)
{
    char *p = arena_alloc(a, (size_t)n * 3 + 1);
    int32_t len = 0;
    UErrorCode e = U_ZERO_ERROR;
    u_strToUTF8(p, n * 3 + 1, &len, u, n, &e);
    return str_of(p, (size_t)len);
}

/* --- languages */

static void icu_id(str lang, char *id, int32_t size)
{
    char tag[ULOC_FULLNAME_CAPACITY] = { 0 };
    UErrorCode e = U_ZERO_ERROR;
    int32_t parsed = 0;
    id[0] = 0;
    if (str_eqz(lang, "prs")) lang = S("fa-AF");   /* Dari: CLDR has it as the Persian of Afghanistan */
    if (lang.n < sizeof tag && lang.n) memcpy(tag, lang.p, lang.n);
    uloc_forLanguageTag(tag, id, size, &parsed, &e);
    if (U_FAILURE(e)) id[0] = 0;
}

static bool is_language(str lang, const char *base)
{
    size_t n = strlen(base);
    return str_starts(lang, str_z(base)) && (lang.n == n || lang.p[n] == '-' || lang.p[n] == '_');
}

bool locale_is_rtl(str lang)
{
    char id[ID_SIZE];
    icu_id(lang, id, sizeof id);
    return uloc_isRightToLeft(id);
}

str locale_name(arena *a, str lang)
{
    char id[ID_SIZE];
    UChar name[256];
    UErrorCode e = U_ZERO_ERROR;
    icu_id(lang, id, sizeof id);
    ULocaleDisplayNames *names = uldn_open(id, ULDN_DIALECT_NAMES, &e);
    int32_t n = id[0] && U_SUCCESS(e) ? uldn_localeDisplayName(names, id, name, 256, &e) : 0;
    uldn_close(names);
    return n > 0 && e == U_ZERO_ERROR ? from_utf16(a, name, n) : arena_str(a, lang);
}

/* --- made once */

/* “1er octobre”: CLDR’s pattern does not say it. */
static UDateFormat *open_first(const locale *l, UChar *pattern, int32_t n)
{
    static const UChar ordinal[] = { 'd', '\'', 'e', 'r', '\'' };
    enum { N = sizeof ordinal / sizeof *ordinal };
    UChar first[128];
    UErrorCode e = U_ZERO_ERROR;
    if (!is_language(l->lang, "fr") || n < 2 || pattern[0] != 'd' || pattern[1] == 'd' || n + N > 128) return NULL;
    u_memcpy(first, ordinal, N);
    u_memcpy(first + N, pattern + 1, n - 1);
    static const UChar gmt[] = { 'G', 'M', 'T' };
    return udat_open(UDAT_PATTERN, UDAT_PATTERN, l->id, gmt, 3, first, N + n - 1, &e);
}

static UDateFormat *open_clock(const locale *l)
{
    static const UChar gmt[] = { 'G', 'M', 'T' }, skeleton[] = { 'H', 'm' };
    UErrorCode e = U_ZERO_ERROR;
    UChar pattern[64];
    UDateTimePatternGenerator *g = udatpg_open(l->id, &e);
    int32_t n = udatpg_getBestPattern(g, skeleton, 2, pattern, 64, &e);
    UDateFormat *f = U_SUCCESS(e) ? udat_open(UDAT_PATTERN, UDAT_PATTERN, l->id, gmt, 3, pattern, n, &e) : NULL;
    udatpg_close(g);
    return f;
}

/* The lock is held. */
static void open_dates(locale *l)
{
    if (l->has_dates) return;
    l->has_dates = true;
    static const UChar gmt[] = { 'G', 'M', 'T' };
    UErrorCode e = U_ZERO_ERROR;
    UChar pattern[128];
    l->date = udat_open(UDAT_NONE, UDAT_LONG, l->id, gmt, 3, NULL, 0, &e);
    int32_t n = U_SUCCESS(e) ? udat_toPattern(l->date, 0, pattern, 128, &e) : 0;
    if (U_SUCCESS(e) && n < 128) l->first = open_first(l, pattern, n);
    static const UChar skeleton[] = { 'y', 'M', 'M', 'M', 'M', 'd' };
    e = U_ZERO_ERROR;
    l->days = udtitvfmt_open(l->id, skeleton, 6, gmt, 3, &e);
    l->clock = open_clock(l);
}

static const UListFormatter *list_of(locale *l, bool any)
{
    UErrorCode e = U_ZERO_ERROR;
    pthread_mutex_lock(&l->lock);
    if (!l->lists[any])
        l->lists[any] =
            ulistfmt_openForType(l->id, any ? ULISTFMT_TYPE_OR : ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, &e);
    pthread_mutex_unlock(&l->lock);
    return l->lists[any];
}

static const UCollator *order_of(locale *l)
{
    UErrorCode e = U_ZERO_ERROR;
    UCollator *order = atomic_load(&l->order);
    if (order) return order;
    pthread_mutex_lock(&l->lock);
    order = atomic_load(&l->order);
    if (!order) atomic_store(&l->order, order = ucol_open(l->id, &e));
    pthread_mutex_unlock(&l->lock);
    return order;
}

static void choose_digits(locale *l, locale_digits digits)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[16];
    bool western = digits == DIGITS_WESTERN || (digits == DIGITS_USUAL && is_language(l->lang, "ar"));
    if (western || digits == DIGITS_NATIVE)
        uloc_setKeywordValue("numbers", western ? "latn" : "native", l->id, ID_SIZE, &e);
    UNumberingSystem *system = unumsys_open(l->id, &e);
    if (U_SUCCESS(e) && !unumsys_isAlgorithmic(system)) {
        unumsys_getDescription(system, text, 16, &e);
        if (U_SUCCESS(e)) l->zero = text[0];
    }
    unumsys_close(system);
    if (l->zero == 0) l->zero = '0';
}

locale *locale_new(arena *a, str lang, locale_digits digits)
{
    locale *l = ARENA_NEW(a, locale);
    UErrorCode e = U_ZERO_ERROR;
    l->lang = arena_str(a, lang);
    icu_id(str_eqz(lang, "en") ? S("en-GB") : str_eqz(lang, "pt") ? S("pt-PT") : lang, l->id, ULOC_FULLNAME_CAPACITY);
    choose_digits(l, digits);
    uloc_setKeywordValue("calendar", "gregorian", l->id, ID_SIZE, &e);
    pthread_mutex_init(&l->lock, NULL);
    return l;
}

void locale_free(locale *l)
{
    if (!l) return;
    for (int p = 0; p < 2; p++)
        for (int i = 0; i < DECIMALS; i++)
            for (int k = i; k < DECIMALS; k++) unumf_close(atomic_load(&l->numbers[p][i][k]));
    if (l->date) udat_close(l->date);
    if (l->first) udat_close(l->first);
    if (l->days) udtitvfmt_close(l->days);
    if (l->patterns) udatpg_close(l->patterns);
    if (l->clock) udat_close(l->clock);
    for (int any = 0; any < 2; any++) if (l->lists[any]) ulistfmt_close(l->lists[any]);
    if (atomic_load(&l->order)) ucol_close(atomic_load(&l->order));
    pthread_mutex_destroy(&l->lock);
}

str locale_lang(const locale *l) { return l->lang; }
uint32_t locale_zero(const locale *l) { return l ? l->zero : '0'; }

/* --- numbers */

/* An ICU skeleton such as "percent .0#", in UTF-16. Returns its length. */
static int32_t write_skeleton(UChar *to, const char *lead, int min, int max)
{
    char s[64];
    size_t n = (size_t)snprintf(s, 32, "%s %s", lead, max == 0 ? "precision-integer" : ".");
    for (int i = 0; i < max; i++) s[n++] = i < min ? '0' : '#';
    u_charsToUChars(s, to, (int32_t)n);
    return (int32_t)n;
}

static UNumberFormatter *open_number(const locale *l, const char *lead, int min, int max)
{
    UChar u[64];
    UErrorCode e = U_ZERO_ERROR;
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(u, write_skeleton(u, lead, min, max), l->id, &e);
    return U_SUCCESS(e) ? f : NULL;
}

static void limit(int *min, int *max)
{
    *max = *max < 0 ? 0 : *max >= DECIMALS ? DECIMALS - 1 : *max;
    *min = *min < 0 ? 0 : *min > *max ? *max : *min;
}

static UNumberFormatter *formatter(locale *l, bool percent, int min, int max)
{
    limit(&min, &max);
    _Atomic(UNumberFormatter *) *slot = &l->numbers[percent][min][max];
    UNumberFormatter *f = atomic_load(slot);
    if (f) return f;
    pthread_mutex_lock(&l->lock);
    f = atomic_load(slot);
    if (!f) atomic_store(slot, f = open_number(l, percent ? "percent" : "", min, max));
    pthread_mutex_unlock(&l->lock);
    return f;
}

/* v written by f; NULL when that fails. */
static bool write_number(const UNumberFormatter *f, double v, UChar *text, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    UFormattedNumber *r = f ? unumf_openResult(&e) : NULL;
    if (!r) return false;
    unumf_formatDouble(f, v == 0 ? 0 : v, r, &e);
    *n = unumf_resultToString(r, text, TEXT, &e);
    unumf_closeResult(r);
    return U_SUCCESS(e);
}

static str format(locale *l, arena *a, double v, bool percent, int min, int max)
{
    UChar text[TEXT];
    int32_t n;
    if (!write_number(formatter(l, percent, min, max), v, text, &n)) return arena_fmt(a, "%.*f", max, v);
    for (int32_t i = 0; percent && is_language(l->lang, "fr") && i < n; i++)
        if (text[i] == 0x202F && i + 1 < n && text[i + 1] == '%') text[i] = 0xA0;   /* as CLDR has it since */
    return from_utf16(a, text, n);
}

str locale_number(locale *l, arena *a, double v, int min, int max) { return format(l, a, v, false, min, max); }
str locale_percent(locale *l, arena *a, double v, int min, int max) { return format(l, a, v, true, min, max); }

/* Read off 12346.5 as the locale writes it: five digits, since some languages write four together. */
void locale_marks(locale *l, arena *a, str *group, str *decimal)
{
    str text = locale_number(l, a, 12346.5, 1, 1), seen[] = { S("2"), S("3"), S("6"), S("5") };
    size_t at[4];
    for (int i = 0; i < 4; i++) {
        seen[i] = unicode_digits(a, seen[i], l->zero);
        at[i] = str_search(text, seen[i]);
        if (at[i] == STR_NONE) return;
    }
    *group = str_of(text.p + at[0] + seen[0].n, at[1] - at[0] - seen[0].n);
    *decimal = str_of(text.p + at[2] + seen[2].n, at[3] - at[2] - seen[2].n);
}

str locale_money(locale *l, arena *a, double v, str code)
{
    char lead[48];
    UChar text[TEXT], u[64];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0;
    if (code.n != 3) return locale_number(l, a, v, 0, 2);
    snprintf(lead, sizeof lead, "currency/%.3s%s", code.p, v == trunc(v) ? " precision-integer" : "");
    u_charsToUChars(lead, u, (int32_t)strlen(lead));
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(u, (int32_t)strlen(lead), l->id, &e);
    bool done = U_SUCCESS(e) && write_number(f, v, text, &n);
    unumf_close(f);
    return done ? from_utf16(a, text, n) : arena_fmt(a, "%.2f %.3s", v, code.p);
}

static bool write_range(const locale *l, double from, double to, int min, int max, UChar *text, int32_t *n)
{
    UChar u[64];
    UErrorCode e = U_ZERO_ERROR;
    UNumberRangeFormatter *f = unumrf_openForSkeletonWithCollapseAndIdentityFallback(
        u, write_skeleton(u, "", min, max), UNUM_RANGE_COLLAPSE_AUTO, UNUM_IDENTITY_FALLBACK_SINGLE_VALUE, l->id, NULL,
        &e);
    UFormattedNumberRange *r = unumrf_openResult(&e);
    unumrf_formatDoubleRange(f, from, to, r, &e);
    const UChar *p = ufmtval_getString(unumrf_resultAsValue(r, &e), n, &e);
    bool done = U_SUCCESS(e) && *n <= TEXT;
    if (done) u_memcpy(text, p, *n);
    unumrf_closeResult(r);
    unumrf_close(f);
    return done;
}

str locale_range(locale *l, arena *a, double from, double to, int min, int max)
{
    UChar text[TEXT];
    int32_t n = 0;
    limit(&min, &max);
    if (write_range(l, from, to, min, max, text, &n)) return from_utf16(a, text, n);
    str low = locale_number(l, a, from, min, max), high = locale_number(l, a, to, min, max);
    return arena_fmt(a, "%.*s–%.*s", STR_ARG(low), STR_ARG(high));
}

str locale_list(locale *l, arena *a, const str *items, size_t n, bool any)
{
    UErrorCode e = U_ZERO_ERROR;
    const UChar **v = ARENA_ARRAY(a, const UChar *, n + 1);
    int32_t *len = ARENA_ARRAY(a, int32_t, n + 1), size = 64;
    for (size_t i = 0; i < n; i++) {
        UChar *u = ARENA_ARRAY(a, UChar, items[i].n + 1);
        u_strFromUTF8WithSub(u, (int32_t)items[i].n + 1, &len[i], items[i].p, (int32_t)items[i].n, 0xFFFD, NULL, &e);
        v[i] = u;
        size += len[i] + 32;
    }
    UChar *text = ARENA_ARRAY(a, UChar, (size_t)size);
    const UListFormatter *f = list_of(l, any);
    int32_t written = f && n ? ulistfmt_format(f, v, len, (int32_t)n, text, size, &e) : 0;
    return U_SUCCESS(e) && written <= size ? from_utf16(a, text, written) : S("");
}

/* --- dates and order */

static bool is_first_day(const locale *l, int day) { return day == 1 && l->first; }

/* “1–3 octobre” is “1er–3 octobre”: after the first number of a text, and after that of its second date. */
static str add_ordinals(const locale *l, arena *a, str text, int from, int to)
{
    buf out = { 0 };
    size_t second = str_rfind(text, ' ');
    for (size_t i = 0; i < text.n; i++) {
        buf_char(&out, text.p[i]);
        bool alone = text.p[i] == '1' && i + 1 < text.n && (text.p[i + 1] < '0' || text.p[i + 1] > '9');
        bool starts = i == 0 || text.p[i - 1] < '0' || text.p[i - 1] > '9';
        if (!alone || !starts || i > second) continue;
        if ((i == 0 && is_first_day(l, from)) || (i > 0 && is_first_day(l, to))) BUF_LIT(&out, "er");
    }
    return buf_take(&out, a);
}

str locale_days(locale *l, arena *a, str from, str to)
{
    int32_t first, last;
    int year, month, day, end;
    if (!day_parse(from, &first) || !day_parse(to, &last))
        return arena_fmt(a, "%.*s – %.*s", STR_ARG(from), STR_ARG(to));
    if (first == last) return locale_date(l, a, from);
    day_civil(first, &year, &month, &day);
    day_civil(last, &year, &month, &end);
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    double start = (double)first * 86400000.0, stop = (double)last * 86400000.0;
    pthread_mutex_lock(&l->lock);
    open_dates(l);
    int32_t n = l->days ? udtitvfmt_format(l->days, start, stop, text, 128, NULL, &e) : 0;
    pthread_mutex_unlock(&l->lock);
    if (U_FAILURE(e) || n <= 0 || n > 128) return arena_fmt(a, "%.*s – %.*s", STR_ARG(from), STR_ARG(to));
    str s = from_utf16(a, text, n);
    return l->first ? add_ordinals(l, a, s, day, end) : s;
}

str locale_date(locale *l, arena *a, str iso)
{
    int32_t day;
    int year, month, dom;
    if (!day_parse(iso, &day)) return iso;
    day_civil(day, &year, &month, &dom);
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    pthread_mutex_lock(&l->lock);
    open_dates(l);
    const UDateFormat *f = dom == 1 && l->first ? l->first : l->date;
    int32_t n = f ? udat_format(f, (double)day * 86400000.0, text, 128, NULL, &e) : 0;
    pthread_mutex_unlock(&l->lock);
    return U_SUCCESS(e) && n > 0 && n <= 128 ? from_utf16(a, text, n) : iso;
}

/* The lock is held. NULL when ICU can't. */
static UDateFormat *open_part(locale *l, const char *skeleton)
{
    static const UChar gmt[] = { 'G', 'M', 'T' };
    UErrorCode e = U_ZERO_ERROR;
    UChar wanted[16], pattern[64];
    if (!l->patterns) l->patterns = udatpg_open(l->id, &e);
    int32_t n = 0;
    while (skeleton[n] && n < 15) { wanted[n] = (UChar)skeleton[n]; n++; }
    n = U_SUCCESS(e) ? udatpg_getBestPattern(l->patterns, wanted, n, pattern, 64, &e) : 0;
    return U_SUCCESS(e) && n <= 64 ? udat_open(UDAT_PATTERN, UDAT_PATTERN, l->id, gmt, 3, pattern, n, &e) : NULL;
}

/* `at`: milliseconds since 1970. */
static str write_part(locale *l, arena *a, double at, const char *skeleton)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    pthread_mutex_lock(&l->lock);
    UDateFormat *f = open_part(l, skeleton);
    int32_t n = f ? udat_format(f, at, text, 128, NULL, &e) : 0;
    if (f) udat_close(f);
    pthread_mutex_unlock(&l->lock);
    return U_SUCCESS(e) && n > 0 && n <= 128 ? from_utf16(a, text, n) : S("");
}

static str name_of(locale *l, arena *a, UDateFormatSymbolType kind, int32_t i)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    pthread_mutex_lock(&l->lock);
    open_dates(l);
    int32_t n = l->date ? udat_getSymbols(l->date, kind, i, text, 128, &e) : 0;
    pthread_mutex_unlock(&l->lock);
    return U_SUCCESS(e) && n > 0 && n <= 128 ? from_utf16(a, text, n) : arena_fmt(a, "%d", (int)i);
}

/* ICU counts from Sunday, which is 1. */
str locale_weekday(locale *l, arena *a, int day) { return name_of(l, a, UDAT_STANDALONE_WEEKDAYS, (day + 1) % 7 + 1); }
str locale_month(locale *l, arena *a, int month) { return name_of(l, a, UDAT_STANDALONE_MONTHS, month); }

/* "7 h 30", "9 h": CLDR has the colon only. */
static str french_clock(arena *a, int minutes)
{
    if (minutes % 60 == 0) return arena_fmt(a, "%d\u00a0h", minutes / 60);
    return arena_fmt(a, "%d\u00a0h\u00a0%02d", minutes / 60, minutes % 60);
}

str locale_clock(locale *l, arena *a, int minutes)
{
    if (is_language(l->lang, "fr")) return french_clock(a, minutes);
    UErrorCode e = U_ZERO_ERROR;
    UChar text[64];
    pthread_mutex_lock(&l->lock);
    open_dates(l);
    int32_t n = l->clock ? udat_format(l->clock, minutes % 1440 * 60000.0, text, 64, NULL, &e) : 0;
    pthread_mutex_unlock(&l->lock);
    if (U_FAILURE(e) || n <= 0 || n > 64) return arena_fmt(a, "%02d:%02d", minutes / 60, minutes % 60);
    return from_utf16(a, text, n);
}

str locale_part(locale *l, arena *a, int32_t day, const char *skeleton)
{
    return write_part(l, a, (double)day * 86400000.0, skeleton);
}

str locale_hour(locale *l, arena *a, int minute)
{
    if (!is_language(l->lang, "fr")) return write_part(l, a, minute * 60000.0, "jm");
    return french_clock(a, minute);
}

int locale_collate(locale *l, str a, str b)
{
    UErrorCode e = U_ZERO_ERROR;
    const UCollator *order = order_of(l);
    int c = 0;
    if (order) c = (int)ucol_strcollUTF8(order, a.n ? a.p : "", (int32_t)a.n, b.n ? b.p : "", (int32_t)b.n, &e);
    return c ? c : str_cmp(a, b);
}
