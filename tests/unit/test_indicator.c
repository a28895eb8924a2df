/* Figures by territory, indicator, year, edition and scope: what is found, and what any bytes make of it. */
#include "given.h"
#include "model/indicator_read.h"
#include "read/csv.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static indicators *read_csv(given *g, const char *name, str text)
{
    map *datasets = map_new(g->a);
    source *src = ARENA_NEW(g->a, source);
    *src = (source){ name, text };
    const value *rows = csv_parse(g->a, src, g->d);
    dataset *t = dataset_from_value(g->a, str_z(name), rows);
    if (t) {
        t->src = src;
        map_put(datasets, str_z(name), t);
    }
    indicators *s = indicators_new(g->a);
    indicator_read(s, datasets, g->d);
    return s;
}

static const observation *at(const indicators *s, const char *id, const char *code, const char *scope, int year)
{
    indicator_key key = { .year = year };
    const indicator *i = indicators_find(s, str_z(id));
    if (!i || !indicators_known(s, str_z(code), &key.territory) || !indicators_known(s, str_z(scope), &key.scope))
        return NULL;
    return indicator_at(s, i, key);
}

static void test_latest_edition_is_found(void **state)
{
    (void)state;
    given g = given_z("");
    indicators *s = read_csv(&g, "suivi",
                             S("indicateur;code;annee;valeur;edition;perimetre\n"
                               "taux;01001;2022;60,3;2024-12;\ntaux;01001;2022;59,5;2025-12;\n"
                               "taux;01001;2022;12;2023;EAJE\n"
                               "taux;2A004;2022;≈ 40;;\ntaux;2A004;2023;nd;;\n"));
    assert_true(str_eqz(at(s, "taux", "01001", "", 2022)->text, "59,5"));
    assert_true(str_eqz(at(s, "taux", "01001", "EAJE", 2022)->text, "12"));
    assert_true(at(s, "taux", "2A004", "", 2022)->about);
    assert_null(at(s, "taux", "2A004", "", 2023)); /* not known is no value */
    assert_null(at(s, "taux", "01001", "", 2021));
    size_t n;
    const indicator *i = indicators_find(s, S("taux"));
    uint32_t code;
    assert_true(indicators_known(s, S("01001"), &code));
    assert_non_null(indicator_there(i, code, &n));
    assert_int_equal(n, 3);
    drop(&g);
}

static void test_columns_are_indicators(void **state)
{
    (void)state;
    given g = given_z("");
    indicators *s = read_csv(&g, "couverture-caf-epci",
                             S("annee;code;nom;eaje;global;source\n2023;200066637;CC A;20,5;60,9;Caf\n"
                               "2023;200066638;CC B;;47;Caf\n"));
    assert_true(at(s, "couverture-caf.global", "200066637", "", 2023)->number == 60.9);
    assert_null(at(s, "couverture-caf.eaje", "200066638", "", 2023));
    assert_true(str_eqz(indicators_territory(s, S("200066638")), "CC B"));
    assert_true(str_eqz(indicators_nearest(s, S("couverture-caf.globale")), "couverture-caf.global"));
    drop(&g);
}

static void test_targets(void **state)
{
    (void)state;
    given g = given_z("");
    indicators *s = read_csv(&g, "suivi",
                             S("indicateur;annee;valeur;cible;annee_cible;nature;sens\n"
                               "x;2024;10;20;2026;Réalisations;baisse\n"
                               "x;2025;300 d’ici 2030;;;;\nx;2025;12;15;2025;;\n"));
    const indicator *i = indicators_find(s, S("x"));
    assert_int_equal(i->targets.n, 3);
    assert_int_equal(indicator_target_for(i, 2024)->year, 2025);
    assert_int_equal(indicator_target_for(i, 2026)->year, 2026);
    assert_int_equal(indicator_target_for(i, 2040)->year, 2030);
    assert_int_equal(i->nature, NATURE_OUTPUT);
    assert_true(i->less);
    assert_int_equal(i->all.n, 2);                 /* the aim is no measure */
    drop(&g);
}

static void test_natures(void **state)
{
    (void)state;
    indicator_nature n;
    assert_true(indicator_nature_parse(S("RESULTATS"), &n) && n == NATURE_RESULT);
    assert_true(indicator_nature_parse(S("Means"), &n) && n == NATURE_MEANS);
    assert_true(indicator_nature_parse(S("état"), &n) && n == NATURE_CONTEXT);
    assert_false(indicator_nature_parse(S("autre"), &n));
    assert_string_equal(indicator_nature_name(NATURE_NONE), "");
}

/* Any bytes give values or messages, never a crash, and what is sealed is sorted. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const char signs[] = "0123456789;;;\n\n,. -aé\xff\"/#%€≈";
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        given g = given_z("");
        buf text = { 0 };
        buf_z(&text, round % 2 ? "indicateur;code;annee;valeur;cible;edition\n" : "code;annee;mode;places;taux\n");
        for (int i = 0; i < 300; i++) {
            seed = seed * 1103515245 + 12345;
            buf_char(&text, signs[(seed >> 16) % (sizeof signs - 1)]);
        }
        indicators *s = read_csv(&g, "x", buf_take(&text, g.a));
        for (size_t k = 0; k < s->v.n; k++)
            for (size_t n = 1; n < s->v.v[k]->all.n; n++)
                assert_true(s->v.v[k]->all.v[n - 1].territory <= s->v.v[k]->all.v[n].territory);
        drop(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latest_edition_is_found), cmocka_unit_test(test_columns_are_indicators),
            cmocka_unit_test(test_targets),
        cmocka_unit_test(test_natures), cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
