#include "model/locale.h"
#include "base/mem.h"
#include "model/day.h"
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

enum { DECIMALS = 10, ID_SIZE = ULOC_FULLNAME_CAPACITY + ULOC_KEYWORDS_CAPACITY };

/* Number formatters are made when first asked for, by whoever comes first; formatting dates is not thread-safe in ICU,
 * so they have a lock. `lock` guards both. */
struct locale {
    str lang;
    char id[ID_SIZE];
    pthread_mutex_t lock;
    _Atomic(UNumberFormatter *) numbers[2][DECIMALS][DECIMALS];   /* [percent][min][max] */
    UDateFormat *date, *first;                     /* first: of the first day of a month, or NULL when as the others */
    UCollator *order;
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
    int32_t n = id[0] ? uloc_getDisplayName(id, id, name, 256, &e) : 0;
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

static void open_dates(locale *l)
{
    static const UChar gmt[] = { 'G', 'M', 'T' };
    UErrorCode e = U_ZERO_ERROR;
    UChar pattern[128];
    l->date = udat_open(UDAT_NONE, UDAT_LONG, l->id, gmt, 3, NULL, 0, &e);
    int32_t n = U_SUCCESS(e) ? udat_toPattern(l->date, 0, pattern, 128, &e) : 0;
    if (U_SUCCESS(e) && n < 128) l->first = open_first(l, pattern, n);
}

locale *locale_new(arena *a, str lang)
{
    locale *l = ARENA_NEW(a, locale);
    UErrorCode e = U_ZERO_ERROR;
    l->lang = arena_str(a, lang);
    icu_id(str_eqz(lang, "en") ? S("en-GB") : lang, l->id, ULOC_FULLNAME_CAPACITY);
    if (is_language(lang, "ar")) uloc_setKeywordValue("numbers", "latn", l->id, ID_SIZE, &e);
    uloc_setKeywordValue("calendar", "gregorian", l->id, ID_SIZE, &e);
    pthread_mutex_init(&l->lock, NULL);
    open_dates(l);
    e = U_ZERO_ERROR;
    l->order = ucol_open(l->id, &e);
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
    if (l->order) ucol_close(l->order);
    pthread_mutex_destroy(&l->lock);
}

str locale_lang(const locale *l) { return l->lang; }

/* --- numbers */

static UNumberFormatter *open_number(const locale *l, bool percent, int min, int max)
{
    char skeleton[64] = "";
    UChar u[64];
    UErrorCode e = U_ZERO_ERROR;
    size_t n = 0;
    const char *lead = percent ? "percent " : "", *kind = max == 0 ? "precision-integer" : ".";
    for (; *lead; lead++) skeleton[n++] = *lead;
    for (; *kind; kind++) skeleton[n++] = *kind;
    for (int i = 0; i < max; i++) skeleton[n++] = i < min ? '0' : '#';
    u_charsToUChars(skeleton, u, (int32_t)n);
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(u, (int32_t)n, l->id, &e);
    return U_SUCCESS(e) ? f : NULL;
}

static UNumberFormatter *formatter(locale *l, bool percent, int min, int max)
{
    max = max < 0 ? 0 : max >= DECIMALS ? DECIMALS - 1 : max;
    min = min < 0 ? 0 : min > max ? max : min;
    _Atomic(UNumberFormatter *) *slot = &l->numbers[percent][min][max];
    UNumberFormatter *f = atomic_load(slot);
    if (f) return f;
    pthread_mutex_lock(&l->lock);
    f = atomic_load(slot);
    if (!f) atomic_store(slot, f = open_number(l, percent, min, max));
    pthread_mutex_unlock(&l->lock);
    return f;
}

static str format(locale *l, arena *a, double v, bool percent, int min, int max)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[512];
    UNumberFormatter *f = formatter(l, percent, min, max);
    UFormattedNumber *r = f ? unumf_openResult(&e) : NULL;
    int32_t n = 0;
    if (r) {
        unumf_formatDouble(f, v == 0 ? 0 : v, r, &e);
        n = unumf_resultToString(r, text, 512, &e);
        unumf_closeResult(r);
    }
    if (!r || U_FAILURE(e)) return arena_fmt(a, "%.*f", max, v);
    for (int32_t i = 0; percent && is_language(l->lang, "fr") && i < n; i++)
        if (text[i] == 0x202F && i + 1 < n && text[i + 1] == '%') text[i] = 0xA0;   /* as CLDR has it since */
    return from_utf16(a, text, n);
}

str locale_number(locale *l, arena *a, double v, int min, int max) { return format(l, a, v, false, min, max); }
str locale_percent(locale *l, arena *a, double v, int min, int max) { return format(l, a, v, true, min, max); }

/* --- dates and order */

str locale_date(locale *l, arena *a, str iso)
{
    int32_t day;
    int year, month, dom;
    if (!day_parse(iso, &day)) return iso;
    day_civil(day, &year, &month, &dom);
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    const UDateFormat *f = dom == 1 && l->first ? l->first : l->date;
    if (!f) return iso;
    pthread_mutex_lock(&l->lock);
    int32_t n = udat_format(f, (double)day * 86400000.0, text, 128, NULL, &e);
    pthread_mutex_unlock(&l->lock);
    return U_SUCCESS(e) && n <= 128 ? from_utf16(a, text, n) : iso;
}

int locale_collate(const locale *l, str a, str b)
{
    UErrorCode e = U_ZERO_ERROR;
    int c = 0;
    if (l->order) c = (int)ucol_strcollUTF8(l->order, a.n ? a.p : "", (int32_t)a.n, b.n ? b.p : "", (int32_t)b.n, &e);
    return c ? c : str_cmp(a, b);
}
