/* Opening hours: what is read, where reading ends, and how French says it. */
#include "base/buf.h"
#include "model/hours_show.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* Each rule as days/weeks/months in hexadecimal, what it is about, and its minutes. */
static str told(arena *a, const char *text)
{
    hours h;
    size_t bad;
    buf out = { 0 };
    bool fine = hours_parse(a, str_z(text), &h, &bad);
    for (size_t i = 0; i < h.n; i++) {
        const hours_rule *r = &h.rules[i];
        if (i) buf_z(&out, "; ");
        buf_fmt(&out, "%s%x", r->when == HOURS_USUAL ? "" : r->when == HOURS_PUBLIC_HOLIDAYS ? "PH" : "SH", r->days);
        if (r->weeks) buf_fmt(&out, " weeks=%x", r->weeks);
        if (r->months) buf_fmt(&out, " months=%x", r->months);
        if (r->off) buf_z(&out, " off");
        for (size_t k = 0; k < r->ntimes; k++) buf_fmt(&out, " %d-%d", r->times[k].from, r->times[k].to);
    }
    if (!fine) buf_fmt(&out, "%sbad at %zu", h.n ? "; " : "", bad);
    return buf_take(&out, a);
}

static const struct { const char *text, *says;
} forms[] = {
    { "", "" },
    { "Mo-Fr 07:30-18:30", "1f 450-1110" },
    { "Mo-Fr 07:30-18:30; PH off", "1f 450-1110; PH0 off" },
    { "We 09:00-12:00,13:30-17:00", "4 540-720 810-1020" },
    { "We 09:00-12:00, 13:30-17:00 ;", "4 540-720 810-1020" },
    { "Mo,We-Fr 08:00-09:00", "1d 480-540" },
    { "Fr-Mo 08:00-09:00", "71 480-540" },
    { "SH off", "SH0 off" },
    { "PH,SH off", "PH0 off; SH0 off" },
    { "PH,Mo 10:00-12:00", "PH0 600-720; 1 600-720" },
    { "SH Mo-Fr 10:00-12:00", "SH1f 600-720" },
    { "Fr[2] 09:30-11:30", "10 weeks=4 570-690" },
    { "Sa[1,3] 09:30-11:30", "20 weeks=a 570-690" },
    { "Sa[-1] 09:30-11:30", "20 weeks=1 570-690" },
    { "Mo,Fr[2] 09:30-11:30", "1 570-690; 10 weeks=4 570-690" },
    { "Sep-Jun Mo 14:00-17:00", "1 months=f3f 840-1020" },
    { "Jul,Aug off", "7f months=c0 off" },
    { "Mar Mo 09:00-10:00", "1 months=4 540-600" },
    { "24/7", "7f 0-1440" },
    { "09:00-12:00", "7f 540-720" },
    { "Fr 22:00-06:00", "10 1320-1800" },
    { "Mo 18:00-24:00", "1 1080-1440" },
    { "Mo closed", "1 off" },
    { "Lu-Ve 07:30-18:30", "bad at 0" },
    { "Mo-Fr 07:30-18:30; Lu off", "1f 450-1110; bad at 19" },
    { "Mo-Fr 7:30-18:30", "bad at 6" },
    { "Mo-Fr 07:30", "bad at 11" },
    { "Mo-Fr 07:30-25:00", "bad at 12" },
    { "Mo-Fr 07:61-08:00", "bad at 6" },
    { "Mo-Fr 24:00-24:00", "bad at 6" },
    { "Mo-Fr", "bad at 5" },
    { "Mo-", "bad at 3" },
    { "Mo[6] 09:00-10:00", "bad at 3" },
    { "Mo[1 09:00-10:00", "bad at 4" },
    { "Mo 09:00-10:00 sur rendez-vous", "bad at 15" },
    { "SH PH 09:00-10:00", "bad at 3" },
    { "Sep- Mo 09:00-10:00", "bad at 4" },
    { "sur rendez-vous", "bad at 0" },
};

static void test_forms(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        str got = told(a, forms[i].text);
        if (!str_eqz(got, forms[i].says))
            fail_msg("“%s” gives “%s”, not “%s”", forms[i].text, got.p, forms[i].says);
    }
    arena_free(a);
}

static const struct { const char *lang, *text, *says;
} words_of[] = {
    { "fr", "Mo-Fr 07:30-18:30; PH off", "du lundi au vendredi : 7 h 30 à 18 h 30 | jours fériés : fermé" },
    { "fr", "Mo,Tu,Th,Fr 08:30-17:00", "lundi, mardi, jeudi et vendredi : 8 h 30 à 17 h" },
    { "fr", "Mo-Fr 09:00-12:30; Tu,Th 09:00-12:30,13:30-18:00",
      "lundi, mercredi et vendredi : 9 h à 12 h 30 | mardi et jeudi : 9 h à 12 h 30 et 13 h 30 à 18 h" },
    { "fr", "Mo-Fr 09:00-12:00; We off", "lundi, mardi, jeudi et vendredi : 9 h à 12 h" },
    { "fr", "Sa[2] 09:30-12:00; SH off", "deuxième samedi du mois : 9 h 30 à 12 h | vacances scolaires : fermé" },
    { "fr", "Sep-Jun Mo 14:00-17:00", "lundi (septembre–juin) : 14 h à 17 h" },
    { "fr", "SH Mo-Fr 10:00-12:00", "du lundi au vendredi (vacances scolaires) : 10 h à 12 h" },
    { "fr", "24/7", "tous les jours : 24 heures sur 24" },
    { "en", "Mo,Tu 07:30-18:30", "Monday and Tuesday : 07:30 à 18:30" },
    { "de", "Sa 07:30-18:00", "Samstag : 07:30 à 18:00" },
};

static void test_words(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof words_of / sizeof *words_of; i++) {
        hours h;
        size_t bad, n;
        buf out = { 0 };
        locale *l = locale_new(a, str_z(words_of[i].lang), DIGITS_USUAL);
        assert_true(hours_parse(a, str_z(words_of[i].text), &h, &bad));
        hours_row *rows = hours_show(a, &h, l, NULL, &n);
        for (size_t k = 0; k < n; k++)
            buf_fmt(&out, "%s%.*s : %.*s", k ? " | " : "", STR_ARG(rows[k].days), STR_ARG(rows[k].times));
        locale_free(l);
        str got = buf_take(&out, a);
        char plain[400];                           /* no-break spaces as spaces */
        size_t len = 0;
        for (size_t k = 0; k < got.n && len < sizeof plain - 1; k++) {
            bool space = str_starts(str_skip(got, k), S("\u00a0"));
            plain[len++] = space ? ' ' : got.p[k];
            k += space;
        }
        plain[len] = 0;
        if (strcmp(plain, words_of[i].says) != 0) fail_msg("“%s” is “%s”", words_of[i].text, plain);
    }
    arena_free(a);
}

/* Any bytes are read without harm, and the place where it ends is within them. */
static void test_any_bytes(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const parts[] = {
        "Mo", "Fr", "-", ",", " ", "09:00", "12:00", ";", "[", "2", "]", "PH", "SH", "off", "Sep", "24/7", "\xff",
    };
    unsigned seed = 1;
    for (int round = 0; round < 20000; round++) {
        buf text = { 0 };
        hours h;
        size_t bad;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            buf_z(&text, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
        }
        str s = buf_take(&text, a);
        if (hours_parse(a, s, &h, &bad)) assert_int_equal(bad, s.n);
        assert_true(bad <= s.n);
        if (round % 256 == 0) arena_reset(a);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_words), cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
