#include "given.h"
#include "model/kind.h"
#include "read/yaml.h"

static const char axis[] =
    "label: {fr: Axe, en: Axis}\n"
    "fields:\n"
    "  - {name: indicateurs, type: map-list, order: 9, fields: [{name: nom, alias: label, required: true}, {name: "
        "valeur, type: number}]}\n"
    "  - {name: constats, required: oui, label: {fr: Constats, en: Findings}, help: {fr: \"Une phrase par point.\"}}\n"
    "  - {name: debut, type: date}\n"
    "  - {name: numero, type: integer}\n"
    "  - {name: taux, alias: rate, type: number}\n"
    "  - {name: ouvert, type: bool}\n"
    "  - {name: moyens, type: map, fields: [{name: humains, type: list}]}\n"
    "  - {name: texte, type: markdown}\n";

static kind *read_kind(given *g, const char *yaml)
{
    source *src = ARENA_NEW(g->a, source);
    *src = (source){ "k", str_z(yaml) };
    return kind_read(g->a, src, S("axe"), yaml_parse(g->a, src, 0, (uint32_t)src->text.n, g->d), g->d);
}

static value *check(given *g, const kind *k)
{
    return kind_check(g->a, k, &g->src, yaml_parse(g->a, &g->src, 0, (uint32_t)g->src.text.n, g->d), S("fr"), g->d);
}

static void expect(const char *meta, const char *json, const char *messages)
{
    given g = given_z(meta);
    value *v = check(&g, read_kind(&g, axis));
    assert_string_equal(as_json(&g, v), json);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void expect_page(const char *meta, const char *json, const char *messages)
{
    given g = given_z(meta);
    value *v = check(&g, NULL);
    assert_string_equal(as_json(&g, v), json);
    assert_string_equal(said(&g), messages);
    drop(&g);
}

static void test_a_kind_is_read(void **state)
{
    (void)state;
    given g = given_z("");
    kind *k = read_kind(&g, axis);
    assert_string_equal(said(&g), "");
    assert_true(str_eqz(k->name, "axe"));
    assert_true(str_eqz(kind_text(k->label, S("en")), "Axis"));
    assert_true(str_eqz(kind_text(k->label, S("ar")), "Axe"));
    assert_int_equal(k->nfields, 8);
    assert_true(str_eqz(k->fields[0].name, "constats"));
    assert_true(str_eqz(k->fields[0].alias, "findings"));
    assert_int_equal(k->fields[0].type, FIELD_LIST);
    assert_true(str_eqz(k->fields[7].name, "indicateurs"));
    assert_int_equal(k->fields[7].nfields, 2);
    assert_ptr_equal(kind_field(k, S("rate")), kind_field(k, S("taux")));
    assert_null(kind_field(k, S("autre")));
    drop(&g);
}

static void test_faults_of_a_kind_are_told(void **state)
{
    (void)state;
    given g = given_z("");
    kind *k = read_kind(&g, "champs: []\nfields:\n  - {name: a, tipe: text}\n  - {type: text}\n  - {name: b, type: "
                        "nombre}\n"
                            "  - {name: c, required: peut-être}\n  - {name: d, order: premier}\n  - {name: a}\n  - "
                                "rien\n");
    assert_int_equal(k->nfields, 4);
    const char *messages = said(&g);
    assert_non_null(strstr(messages, "k:1:1: warning: unknown setting: champs [C102]"));
    assert_non_null(strstr(messages, "k:3:15: warning: unknown setting: tipe [C102]"));
    assert_non_null(strstr(messages, "k:4:5: error: "));
    assert_non_null(strstr(messages, "k:5:21: error: nombre is not a value for type [C103]"));
    assert_non_null(strstr(messages, "k:6:25: error: peut-être is not a value for required [C103]"));
    assert_non_null(strstr(messages, "k:7:22: error: premier is not a value for order [C103]"));
    assert_non_null(strstr(messages, "k:8:12: warning: the same key twice: a [C105]"));
    assert_non_null(strstr(messages, "k:9:5: error: rien is not a value for fields [C103]"));
    drop(&g);
    given h = given_z("");
    assert_int_equal(read_kind(&h, "juste un texte")->nfields, 0);
    assert_int_equal(errors(&h), 1);
    drop(&h);
}

static void test_values_are_typed(void **state)
{
    (void)state;
    expect("title: Accueillir\nconstats: un seul\ndebut: 2026-09-24\nnumero: 12\ntaux: 1 250,5\nouvert: non\ntexte: "
           "|\n  a\n  b\n",
           "{\"title\":\"Accueillir\",\"constats\":[\"un "
               "seul\"],\"debut\":\"2026-09-24\",\"numero\":12,\"taux\":1250.5,\"ouvert\":false,"
           "\"texte\":\"a\\nb\\n\"}", "");
    expect("findings: [a, b]\nrate: -3.25\nouvert: true\nmoyens: {humains: x}\n",
           "{\"constats\":[\"a\",\"b\"],\"taux\":-3.25,\"ouvert\":true,\"moyens\":{\"humains\":[\"x\"]}}", "");
    expect("constats: [a]\nindicateurs:\n  - Nombre de places\n  - {label: Taux, valeur: \"69,9\"}\n",
           "{\"constats\":[\"a\"],\"indicateurs\":[{\"nom\":\"Nombre de "
               "places\"},{\"nom\":\"Taux\",\"valeur\":69.9}]}", "");
    expect("constats: [a]\nindicateurs: {nom: x}\ntaux:\ndraft: oui\nweight: 3\n",
           "{\"constats\":[\"a\"],\"indicateurs\":[{\"nom\":\"x\"}],\"draft\":true,\"weight\":3}", "");
}

static void test_values_keep_their_place(void **state)
{
    (void)state;
    given g = given_z("é: 1\nfindings: [a]\nrate: 2,5\n");
    value *v = check(&g, read_kind(&g, axis));
    assert_string_equal(under(&g, value_get(v, S("taux"))), "2,5");
    assert_memory_equal(g.src.text.p + v->as.map.v[0].off, "findings", 8);
    drop(&g);
}

static void test_wrong_types_are_left_out(void **state)
{
    (void)state;
    expect("constats: [a, {b: c}]\ndebut: 24/09/2026\nnumero: 1,5\ntaux: beaucoup\nouvert: peut-être\nmoyens: rien\n"
           "title: [a]\n",
           "{\"constats\":[\"a\"]}",
           "x:1:15: error: the field constats should be a list of texts [F107]\n"
           "x:2:8: error: 24/09/2026 is not a date [F104]\n"
           "x:3:9: error: the field numero should be a whole number [F107]\n"
           "x:4:7: error: the field taux should be a number [F107]\n"
           "x:5:9: error: the field ouvert should be oui or non [F107]\n"
           "x:6:9: error: the field moyens should be keys with their values [F107]\n"
           "x:7:8: error: the field title should be a text [F107]\n");
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct { const char *text, *json; } cases[] = {
        { "12", "12" }, { "+1,50", "1.5" }, { "\u2212" "3", "-3" }, { "1\u202F" "234\u202F" "567", "1234567" },
            { "12\u00A0" "000,25", "12000.25" },
        { "1,2,3", NULL }, { "1 23", NULL }, { "1 2345", NULL }, { "1234 567", NULL }, { "12 %", NULL }, { "0x10",
            NULL }, { "1e5", NULL },
        { "nan", NULL }, { ",5", NULL }, { "5,", NULL }, { "-", NULL }, { "1.250,5", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena *a = arena_new(0);
        given g = give(arena_fmt(a, "constats: [a]\ntaux: \"%s\"\n", cases[i].text));
        value *v = value_get(check(&g, read_kind(&g, axis)), S("taux"));
        if (cases[i].json) assert_string_equal(as_json(&g, v), cases[i].json);
        else if (v) fail_msg("taken: %s", cases[i].text);
        assert_int_equal(errors(&g), cases[i].json ? 0 : 1);
        drop(&g);
        arena_free(a);
    }
}

static void test_required_fields(void **state)
{
    (void)state;
    expect("title: A\n", "{\"title\":\"A\"}", "x:1:1: error: missing field: constats (Constats) [F106]\n");
    expect("title: A\nconstats:\n", "{\"title\":\"A\"}", "x:2:10: error: missing field: constats (Constats) [F106]\n");
    expect("title: A\nfindings: []\n", "{\"title\":\"A\"}", "x:2:11: error: missing field: constats (Constats) "
           "[F106]\n");
    expect("constats: [a]\nindicateurs:\n  - {valeur: 1}\n", "{\"constats\":[\"a\"],\"indicateurs\":[{\"valeur\":1}]}",
           "x:3:5: error: missing field: nom (label) [F106]\n");
    given g = given_z("title: A\n");
    check(&g, read_kind(&g, axis));
    buf b = { 0 };
    diag_print(g.d, &b, DIAG_TEXT);
    buf_char(&b, 0);
    assert_non_null(strstr(b.p, "Une phrase par point."));
    buf_free(&b);
    drop(&g);
}

static const char *hint_for(given *g)
{
    check(g, read_kind(g, axis));
    buf b = { 0 };
    diag_print(g->d, &b, DIAG_JSON);
    return arena_str(g->a, buf_take(&b, g->a)).p;
}

static void test_unknown_keys_go_to_params(void **state)
{
    (void)state;
    expect("constats: [a]\nconstat: b\nparams: {x: 1}\npartenaires: c\n",
           "{\"constats\":[\"a\"],\"params\":{\"x\":\"1\",\"constat\":\"b\",\"partenaires\":\"c\"}}",
           "x:2:1: warning: unknown key in the front matter: constat [F101]\n"
           "x:4:1: warning: unknown key in the front matter: partenaires [F101]\n");
    expect("constats: [a]\nmoyens: {humain: x, argent: y}\n",
           "{\"constats\":[\"a\"],\"moyens\":{\"humain\":\"x\",\"argent\":\"y\"}}",
           "x:2:10: warning: unknown key in the front matter: humain [F101]\n"
           "x:2:21: warning: unknown key in the front matter: argent [F101]\n");
    given near = given_z("constats: [a]\ntitel: x\n"), guess = given_z("constats: [a]\ntitre: x\n"),
        none = given_z("constats: [a]\nqqqq: x\n");
    assert_non_null(strstr(hint_for(&near), "did you mean title?"));
    assert_non_null(strstr(hint_for(&guess), "did you mean title?"));
    assert_null(strstr(hint_for(&none), "did you mean"));
    drop(&near);
    drop(&guess);
    drop(&none);
}

static void test_a_name_and_its_alias_are_one_field(void **state)
{
    (void)state;
    expect("constats: [a]\nfindings: [b]\n", "{\"constats\":[\"a\"]}",
           "x:2:1: warning: the same key twice: constats [C105]\n");
}

static void test_ordinary_pages(void **state)
{
    (void)state;
    expect_page("title: A\ndate: 2026-09-24T10:00:00Z\ntags: petite enfance\nweight: 10\ndraft: false\nmenu: {a: b}\n",
                "{\"title\":\"A\",\"date\":\"2026-09-24\",\"tags\":[\"petite "
                    "enfance\"],\"weight\":10,\"draft\":false,\"menu\":{\"a\":\"b\"}}", "");
    expect_page("findings: [a]\nlecteurs: Zoé\nrelu_le: 2026-01-02\n",
                "{\"constats\":[\"a\"],\"lecteurs\":[\"Zoé\"],\"relu_le\":\"2026-01-02\"}", "");
    expect_page("Title: A\n", "{\"params\":{\"Title\":\"A\"}}", "x:1:1: warning: unknown key in the front matter: "
                "Title [F101]\n");
    expect_page("", "{}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_kind_is_read),
        cmocka_unit_test(test_faults_of_a_kind_are_told),
        cmocka_unit_test(test_values_are_typed),
        cmocka_unit_test(test_values_keep_their_place),
        cmocka_unit_test(test_wrong_types_are_left_out),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_required_fields),
        cmocka_unit_test(test_unknown_keys_go_to_params),
        cmocka_unit_test(test_a_name_and_its_alias_are_one_field),
        cmocka_unit_test(test_ordinary_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
