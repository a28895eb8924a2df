/* Figures as documents write them: every form that the domain facts list. */
#include "base/buf.h"
#include "model/figure.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* One line: kind, sense, numbers, and what else is said. */
static str told(arena *a, const char *text)
{
    figure f = figure_parse(a, str_z(text));
    buf out = { 0 };
    buf_z(&out, figure_kind_name(f.kind));
    if (f.sense) buf_fmt(&out, " %s", figure_sense_name(f.sense));
    if (f.kind != FIGURE_MISSING && f.kind != FIGURE_TEXT) buf_fmt(&out, " %.*f", f.a_decimals, f.a);
    bool two = f.kind == FIGURE_RANGE || f.kind == FIGURE_RATIO || f.kind == FIGURE_CHANGE;
    if (two) buf_fmt(&out, " %.*f", f.b_decimals, f.b);
    if (f.unit.n) buf_fmt(&out, " unit=%.*s", STR_ARG(f.unit));
    if (f.year_before) buf_fmt(&out, " before=%d", f.year_before);
    if (f.year) buf_fmt(&out, " year=%d", f.year);
    if (f.day.n) buf_fmt(&out, " day=%.*s", STR_ARG(f.day));
    if (f.target) buf_z(&out, " target");
    if (f.since) buf_z(&out, " since");
    if (f.source.n) buf_fmt(&out, " source=%.*s", STR_ARG(f.source));
    if (f.note.n) buf_fmt(&out, " note=%.*s", STR_ARG(f.note));
    if (f.rest.n) buf_fmt(&out, " rest=%.*s", STR_ARG(f.rest));
    return buf_take(&out, a);
}

static const struct { const char *text, *says;
} forms[] = {
    { "69,9 % (2021)", "number 69.9 unit=% year=2021" },
    { "47 %", "number 47 unit=%" },
    { "51,2%", "number 51.2 unit=%" },
    { "100\u00a0%", "number 100 unit=%" },
    { "14 % des familles contre 1 %", "number 14 unit=% rest=des familles contre 1 %" },
    { "3 200", "number 3200" },
    { "3200", "number 3200" },
    { "11\u202f500", "number 11500" },
    { "551 251", "number 551251" },
    { "≈ 20", "number about 20" },
    { "environ 12", "number about 12" },
    { "Environ 12", "number about 12" },
    { "près de 1 000", "number about 1000" },
    { "plus de 100 par forum", "number more 100 rest=par forum" },
    { "moins de 10", "number less 10" },
    { "minimum 2 fois par an", "number at_least 2 rest=fois par an" },
    { "2 minimum", "number at_least 2" },
    { "jusqu’à 8 places", "number at_most 8 unit=places" },
    { "-3,4", "number -3.4" },
    { "−12 %", "number -12 unit=%" },
    { "+5", "number 5" },
    { "10-15", "range 10 15" },
    { "3 à 4", "range 3 4" },
    { "> 3 à 4", "range marked 3 4" },
    { "> 16", "number marked 16" },
    { "10 à 15 par séance, soit un total de 40 à 50", "range 10 15 rest=par séance, soit un total de 40 à 50" },
    { "2 ou 3", "range 2 3" },
    { "de 3 à 4 places", "range 3 4 unit=places" },
    { "entre 5 et 7,5 %", "range 5 7.5 unit=%" },
    { "4/5 (moyenne)", "ratio 4 5 note=moyenne" },
    { "24 (1 000 places)", "number 24 note=1 000 places" },
    { "102 pour l’année et 206 au titre de 2022", "number 102 rest=pour l'année et 206 au titre de 2022" },
    { "3 563 visites, 3 361 appels, 676 courriels", "number 3563 rest=visites, 3 361 appels, 676 courriels" },
    { "de 81,3 % en 2017 à 92,5 % en 2023", "change 81.3 92.5 unit=% before=2017 year=2023" },
    { "300 places d’ici 2026", "number 300 unit=places year=2026 target" },
    { "300 places d'ici à décembre 2026", "number 300 unit=places year=2026 target" },
    { "0,20 ETP", "number 0.20 unit=ETP" },
    { "16 ETP dont 8 au siège", "number 16 unit=ETP rest=dont 8 au siège" },
    { "1 enfant de moins de trois ans sur 3", "ratio 1 3 unit=enfants" },
    { "10 % sur 2 ans", "number 10 unit=% rest=sur 2 ans" },
    { "297 depuis 2017", "number 297 year=2017 since" },
    { "1 306 600 places (source Cnaf 2023)", "number 1306600 unit=places year=2023 source=Cnaf" },
    { "12 (source département 2023)", "number 12 year=2023 source=département" },
    { "12 (données IMAJE 2022)", "number 12 year=2022 source=IMAJE" },
    { "12 (source : observatoire local)", "number 12 source=observatoire local" },
    { "45 au 31/12/2023", "number 45 year=2023 day=2023-12-31" },
    { "48 850", "number 48850" },
    { "9 900€", "number 9900 unit=€" },
    { "environ 12 000 €/an", "number about 12000 unit=€ rest=/an" },
    { "1,7 million d’euros pour 10 bus", "number 1700000 unit=€ rest=pour 10 bus" },
    { "0,3", "number 0.3" },
    { "0", "number 0" },
    { "1.5", "number 1.5" },
    { "2 ETP", "number 2 unit=ETP" },
    { "120 en juin 2024", "number 120 year=2024" },
    { "", "missing" },
    { " \u00a0", "missing" },
    { "nd", "missing" },
    { "N.C.", "missing" },
    { "–", "missing" },
    { "Non renseigné", "missing" },
    { "XXXXXXXXXXXXXXX", "missing" },
    { "gratuit", "text" },
    { "pas de coût autre que RH", "text" },
    { "de la crèche", "text" },
    { "12 (", "number 12 rest=(" },
    { "12 (a) (b)", "number 12 note=a rest=(b)" },
    { "1 2 3", "number 1 rest=2 3" },
    { "3,", "number 3 rest=," },
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

/* Any bytes give a figure, and its text says all that was written. */
static void test_any_bytes(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    unsigned seed = 1;
    static const char signs[] = "0123456789 ,./()-%\xe2\x82\xac\xc2\xa0 de\xc3\xa0 en sur 2023 source depuis d'ici <>"
                                "\xff";
    for (int round = 0; round < 20000; round++) {
        char text[40];
        size_t n = 0;
        while (n < sizeof text - 1) {
            seed = seed * 1103515245 + 12345;
            if ((seed >> 16) % 12 == 0) break;
            text[n++] = signs[(seed >> 16) % (sizeof signs - 1)];
        }
        text[n] = '\0';
        figure f = figure_parse(a, str_of(text, n));
        if (f.kind == FIGURE_NUMBER) assert_true(f.a - f.a == 0);       /* finite */
        if (round % 256 == 0) arena_reset(a);
    }
    char nines[400];
    memset(nines, '9', sizeof nines);
    figure huge = figure_parse(a, str_of(nines, sizeof nines));
    assert_int_equal(huge.kind, FIGURE_TEXT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms), cmocka_unit_test(test_any_bytes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
