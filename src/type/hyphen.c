#include "type/hyphen.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include <hyphen.h>
#include <pthread.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unistd.h>

enum { LONGEST = 64, BEFORE = 2, AFTER = 3, SHORTEST = 5 };    /* letters */
enum { SOFT_HYPHEN = 0xAD };                      /* the author has said where to divide */

/* upper: what the bytes 0x80 to 0xFF of an 8-bit dictionary stand for. */
struct hyphen_dict { HyphenDict *patterns; uint16_t upper[128]; bool utf8, french; };

struct hyphen_set { pthread_mutex_t lock; arena *mem; map *known; };

hyphen_set *hyphen_set_new(void)
{
    hyphen_set *s = mem_zalloc(sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    s->mem = arena_new(0);
    s->known = map_new(s->mem);
    return s;
}

void hyphen_set_free(hyphen_set *s)
{
    if (!s) return;
    for (size_t i = 0; i < map_count(s->known); i++) {
        hyphen_dict *d = map_at(s->known, i)->value;
        if (d->patterns) hnj_hyphen_free(d->patterns);
    }
    pthread_mutex_destroy(&s->lock);
    arena_free(s->mem);
    mem_free(s);
}

/* A language as the names of files have it: letters only. */
static bool is_code(str lang)
{
    for (size_t i = 0; i < lang.n; i++)
        if (!((lang.p[i] >= 'a' && lang.p[i] <= 'z') || (lang.p[i] >= 'A' && lang.p[i] <= 'Z'))) return false;
    return lang.n >= 2 && lang.n <= 8;
}

static HyphenDict *load_file(const char *name)
{
    char path[128];
    stpcpy(stpcpy(stpcpy(path, "/usr/share/hyphen/hyph_"), name), ".dic");
    return access(path, R_OK) == 0 ? hnj_hyphen_load(path) : NULL;
}

/* The file names that Debian gives to a language's patterns, best first: that of the country where most speak it
 * ("uk_UA"), the language's own ("fr"), that of the country with the same letters ("ro_RO"). */
static HyphenDict *load(str lang)
{
    static const struct {
        const char *lang, *file;
    } usual[] = { { "en", "en_US" }, { "pt", "pt_PT" }, { "uk", "uk_UA" }, { "bn", "bn_IN" }, { "ta", "ta_IN" },
                  { "da", "da_DK" }, { "el", "el_GR" }, { "cs", "cs_CZ" }, { "sv", "sv_SE" }, { "sl", "sl_SI" } };
    str part = lang;
    HyphenDict *d = NULL;
    str_cut(&part, '-', &lang);
    if (!is_code(lang)) return NULL;
    char code[16] = { 0 }, twice[24] = { 0 };
    memcpy(code, lang.p, lang.n);
    char *end = stpcpy(stpcpy(twice, code), "_");
    for (size_t i = 0; i < lang.n; i++) end[i] = (char)(code[i] & ~0x20);
    for (size_t i = 0; i < sizeof usual / sizeof *usual && !d; i++)
        if (str_eqz(lang, usual[i].lang)) d = load_file(usual[i].file);
    if (!d) d = load_file(code);
    return d ? d : load_file(twice);
}

static void read_charset(hyphen_dict *d)
{
    d->utf8 = str_eqz(str_z(d->patterns->cset), "UTF-8");
    UErrorCode e = U_ZERO_ERROR;
    UConverter *c = d->utf8 ? NULL : ucnv_open(d->patterns->cset, &e);
    for (int i = 0; c && i < 128; i++) {
        UChar u[4] = { 0 };
        char byte = (char)(0x80 + i);
        e = U_ZERO_ERROR;
        if (ucnv_toUChars(c, u, 4, &byte, 1, &e) == 1 && U_SUCCESS(e)) d->upper[i] = u[0];
    }
    if (c) ucnv_close(c);
}

hyphen_dict *hyphen_for(hyphen_set *s, str lang)
{
    pthread_mutex_lock(&s->lock);
    hyphen_dict *d = map_get(s->known, lang);
    if (!d) {
        d = ARENA_NEW(s->mem, hyphen_dict);
        d->patterns = load(lang);
        if (d->patterns) read_charset(d);
        d->french = str_starts(lang, S("fr"));
        map_put(s->known, arena_str(s->mem, lang), d);
    }
    pthread_mutex_unlock(&s->lock);
    return d->patterns ? d : NULL;
}

/* Debian 12's, but for scripts that are not divided with a hyphen. */
str hyphen_package(arena *a, str lang)
{
    static const char *const same[] = { "af", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "fr", "gl",
                                        "hr", "hu", "id", "is", "it", "lt", "lv", "mn", "nl", "pl", "ro", "ru",
                                        "sk", "sl", "sr", "sv", "ta", "uk", "zu" };
    static const struct {
        const char *lang, *name;
    } other[] = { { "en", "en-us" }, { "pt", "pt-pt" }, { "nb", "no" }, { "nn", "no" } };
    str part = lang;
    str_cut(&part, '-', &lang);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (str_eqz(lang, same[i])) return arena_fmt(a, "hyphen-%s", same[i]);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (str_eqz(lang, other[i].lang)) return arena_fmt(a, "hyphen-%s", other[i].name);
    return S("");
}

/* --- one word */

typedef struct letters { uint32_t v[LONGEST]; uint32_t at[LONGEST]; size_t n; bool unfit; } letters;

static bool is_letter(uint32_t c) { return (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0; }
static bool is_vowel(uint32_t c)
{
    static const char vowels[] = "aeiouyàâäéèêëîïôöùûüœæ";
    for (size_t i = 0; i < sizeof vowels - 1;) if (utf8_next(S(vowels), &i) == c) return true;
    return false;
}

static int put_byte(const hyphen_dict *d, char *out, uint32_t c)
{
    if (c < 0x80) { *out = (char)c; return 1; }
    for (int i = 0; i < 128; i++) if (d->upper[i] == c) { *out = (char)(0x80 + i); return 1; }
    return 0;
}

/* The word in the charset of the patterns; 0 when it can't be written there. */
static size_t encode(const hyphen_dict *d, const letters *w, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        int k = d->utf8 ? utf8_put(out + n, w->v[i]) : put_byte(d, out + n, w->v[i]);
        if (k == 0) return 0;
        n += (size_t)k;
    }
    return n;
}

static size_t divide(const hyphen_dict *d, const letters *w, uint16_t *out)
{
    char word[4 * LONGEST + 1], marks[4 * LONGEST + 6] = { 0 };
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    if (w->unfit || w->n < SHORTEST) return 0;
    size_t bytes = encode(d, w, word), n = 0;
    if (bytes == 0) return 0;
    word[bytes] = 0;
    hnj_hyphen_hyphenate3(d->patterns, word, (int)bytes, marks, NULL, &rep, &pos, &cut, BEFORE, AFTER, BEFORE, AFTER);
    for (size_t i = BEFORE - 1; i + AFTER < w->n; i++) {
        bool respelt = rep && rep[i];
        if (!(marks[i] & 1) || respelt) continue;
        if (d->french && is_vowel(w->v[i]) && is_vowel(w->v[i + 1])) continue;
        out[n++] = (uint16_t)w->at[i + 1];
    }
    if (rep) for (size_t i = 0; i < bytes; i++) free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
    return n;
}

static void take(letters *w, uint32_t c, size_t at)
{
    if (w->n == LONGEST) { w->unfit = true; return; }
    uint32_t small = (uint32_t)u_tolower((UChar32)c);
    if (w->n > 0 && small != c) w->unfit = true;
    w->at[w->n] = (uint32_t)at;
    w->v[w->n++] = small;
}

size_t hyphen_points(hyphen_dict *d, arena *a, str text, uint16_t **out)
{
    uint16_t found[512];
    size_t n = 0;
    letters w = { .n = 0 };
    if (text.n > UINT16_MAX) return 0;
    for (size_t i = 0; i <= text.n;) {
        size_t at = i;
        uint32_t c = i < text.n ? utf8_next(text, &i) : 0;
        if (c && is_letter(c)) { take(&w, c, at); continue; }
        if (c == SOFT_HYPHEN || (c && u_isdigit((UChar32)c))) { w.unfit = true; continue; }
        if (n + LONGEST > sizeof found / sizeof *found) break;
        n += divide(d, &w, found + n);
        w.n = 0;
        w.unfit = false;
        if (at == text.n) break;
    }
    *out = n ? memcpy(ARENA_ARRAY(a, uint16_t, n), found, n * sizeof *found) : NULL;
    return n;
}
