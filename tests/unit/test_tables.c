/* Computed tables and datasets. */
#include "model/dataset_write.h"
#include "given.h"
#include "compute/tables.h"
#include <string.h>

typedef struct bench { given g; host *h; map *datasets; } bench;

static source sources[4];

/* scripts: pairs of path and text, up to NULL. */
static bench run(const value *(*data)(arena *), const char *const *scripts)
{
    bench b = { .g = given_z("") };
    b.h = host_new(b.g.d, 1, HOST_LIMITS);
    b.datasets = map_new(b.g.a);
    const source *list[4];
    size_t n = 0;
    for (; scripts[2 * n]; n++) {
        sources[n] = (source){ scripts[2 * n], str_z(scripts[2 * n + 1]) };
        list[n] = &sources[n];
    }
    tables_input in = { .scripts = list, .n = n, .own = n, .data = data ? data(b.g.a) : NULL };
    tables_of_data(b.g.a, in.data, NULL, b.datasets);
    tables_run(b.g.a, b.h, &in, b.datasets);
    return b;
}

static void end(bench *b)
{
    host_free(b->h);
    drop(&b->g);
}

static const dataset *table(const bench *b, const char *name) { return map_get(b->datasets, str_z(name)); }

static const char *csv_of(bench *b, const dataset *t, const char *lang)
{
    buf out = { 0 };
    dataset_csv(&out, t, str_z(lang), strcmp(lang, "en") == 0);
    return buf_take(&out, b->g.a).p;
}

static void put(arena *a, value *row, const char *key, const char *text) { value_put(a, row, str_z(key), 0,
        value_str(a, str_z(text))); }

static const value *communes(arena *a)
{
    static const char *const rows[][4] = { { "01001", "Aubrelle", "1 200", "12,5" },
                                           { "01002", "Vaurosier", "", "7" } };
    value *top = value_new(a, VALUE_MAP, 0, 0), *list = value_new(a, VALUE_LIST, 0, 0);
    for (size_t i = 0; i < 2; i++) {
        value *row = value_new(a, VALUE_MAP, 0, 0);
        put(a, row, "code", rows[i][0]);
        put(a, row, "nom", rows[i][1]);
        put(a, row, "enfants", rows[i][2]);
        put(a, row, "taux", rows[i][3]);
        put(a, row, "annee", "2025");
        value_push(a, list, row);
    }
    value_put(a, top, S("communes"), 0, list);
    value_put(a, top, S("autre"), 0, value_str(a, S("x")));
    return top;
}

static void test_plain_data_becomes_a_dataset(void **state)
{
    (void)state;
    bench b = run(communes, (const char *const[]){ NULL });
    const dataset *t = table(&b, "communes");
    assert_non_null(t);
    assert_null(table(&b, "autre"));
    assert_false(t->computed);
    assert_int_equal(t->ncolumns, 5);
    static const column_type types[] = { COLUMN_TEXT, COLUMN_TEXT, COLUMN_INTEGER, COLUMN_NUMBER, COLUMN_YEAR };
    for (size_t i = 0; i < 5; i++) assert_int_equal(t->columns[i].type, types[i]);
    assert_int_equal(t->columns[3].decimals, 1);
    assert_null(dataset_cell(t, 1, S("enfants")));
    double d;
    assert_true(dataset_number(dataset_cell(t, 0, S("enfants")), &d));
    assert_float_equal(d, 1200, 0);
    end(&b);
}

static void test_numbers_as_people_write_them(void **state)
{
    (void)state;
    static const struct { const char *text; double d; } good[] = {
        { "12,5", 12.5 }, { " 7 ", 7 }, { "-3.25", -3.25 }, { "1 234 567", 1234567 }, { "1\u202f234,5", 1234.5 },
            { "\u22124", -4 }, { "+2", 2 },
    };
    static const char *const bad[] = { "", "x", "1,2,3", "12 %", "-", "1-2", ".", "1e5", "3 ,5x" };
    double d;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(dataset_parse(str_z(good[i].text), &d));
        assert_float_equal(d, good[i].d, 1e-12);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(dataset_parse(str_z(bad[i]), &d));
}

static void test_script_computes_from_data(void **state)
{
    (void)state;
    bench b = run(communes, (const char *const[]){ "scripts/tables/taux.lua",
        "return function(data)\n"
        "  local rows = {}\n"
        "  for _, c in ipairs(data.communes) do\n"
        "    local n = tonumber(c.enfants)\n"
        "    rows[#rows + 1] = { code = c.code, taux = n and n / 96 }\n"
        "  end\n"
        "  return { title = { fr = 'Taux', en = 'Rate' }, source = 'Observatoire', rows = rows,\n"
        "    columns = { 'code', { id = 'taux', label = { fr = 'Taux ; réel', en = 'Rate' }, type = 'percent', "
        "decimals = 2 } } }\n"
        "end\n", NULL });
    assert_string_equal(said(&b.g), "");
    const dataset *t = table(&b, "taux");
    assert_true(t && t->computed);
    assert_string_equal(csv_of(&b, t, "fr"), "\xEF\xBB\xBF" "code;\"Taux ; réel\"\r\n01001;12,5\r\n01002;\r\n");
    assert_string_equal(csv_of(&b, t, "en"), "\xEF\xBB\xBF" "code,Rate\r\n01001,12.5\r\n01002,\r\n");
    buf json = { 0 };
    dataset_json(&json, t);
    assert_string_equal(buf_take(&json, b.g.a).p,
        "{\"name\":\"taux\",\n\"title\":{\"en\":\"Rate\",\"fr\":\"Taux\"},\n"
        "\"source\":\"Observatoire\",\n\"columns\":[\n"
        "{\"id\":\"code\",\"type\":\"text\"},\n"
        "{\"id\":\"taux\",\"label\":{\"en\":\"Rate\",\"fr\":\"Taux ; "
        "réel\"},\"type\":\"percent\",\"decimals\":2}],\n\"rows\":[\n"
        "{\"code\":\"01001\",\"taux\":12.5},\n{\"code\":\"01002\",\"taux\":null}]}\n");
    assert_string_equal(dataset_text(t->title, S("en-GB")).p, "Rate");
    end(&b);
}

static void test_tables_may_use_each_other_in_any_order(void **state)
{
    (void)state;
    bench b = run(communes, (const char *const[]){
        "scripts/tables/a.lua", "return function(data) return { rows = { { n = data.b.rows[1].n * 2 } } } end",
        "scripts/tables/b.lua", "return { rows = { { n = 21 } } }", NULL });
    assert_string_equal(said(&b.g), "");
    double d;
    assert_true(dataset_number(dataset_cell(table(&b, "a"), 0, S("n")), &d));
    assert_float_equal(d, 42, 0);
    end(&b);
}

static void test_circle_is_told_with_its_names(void **state)
{
    (void)state;
    bench b = run(NULL, (const char *const[]){
        "scripts/tables/a.lua", "return function(data) return data.b end",
        "scripts/tables/b.lua", "return function(data) return data.a end", NULL });
    const char *text = said(&b.g);
    assert_non_null(strstr(text, "computed tables need each other: a → b → a [S506]"));
    assert_null(table(&b, "a"));
    assert_null(table(&b, "b"));
    end(&b);
}

static void test_wrong_shapes(void **state)
{
    (void)state;
    static const struct { const char *script, *part; } cases[] = {
        { "return 5", "gives a number where a table with columns and rows" },
        { "return { rows = 1 }", "where a list of rows" },
        { "return { rows = { 5 } }", "where a row" },
        { "return { rows = {}, columns = {} }", "where a list of columns" },
        { "return { rows = {}, columns = { { label = 'x' } } }", "where a column" },
        { "return { rows = {}, columns = { { id = 'x', type = 'euro' } } }", "“euro” where a type of column" },
        { "return { rows = {}, columns = { { id = 'x', type = 'number', decimals = 9 } } }",
          "where a number of decimals" },
        { "return { rows = { { x = 'douze' } }, columns = { { id = 'x', type = 'number' } } }",
          "gives a text where a number" },
        { "return { rows = { { x = { 1 } } }, columns = { 'x' } }", "gives a list where a text" },
        { "return { title = 5, rows = {} }", "where a text, or texts by language" },
        { "return { rows = { { x = print } } }", "gives a function" },
        { "return function() return nil end", "gives nothing" },
        { "return function(data) return data.x.y end", "attempt to index a nil value" },
        { "\nreturn 5", "t.lua:2:1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench b = run(communes, (const char *const[]){ "scripts/tables/t.lua", cases[i].script, NULL });
        const char *text = said(&b.g);
        if (!strstr(text, cases[i].part)) fail_msg("%s gives %s", cases[i].script, text);
        assert_int_equal(errors(&b.g), 1);
        assert_null(table(&b, "t"));
        end(&b);
    }
}

static void test_name_taken_by_data(void **state)
{
    (void)state;
    bench b = run(communes, (const char *const[]){ "scripts/tables/communes.lua", "return { rows = {} }", NULL });
    assert_non_null(strstr(said(&b.g), "[D410]"));
    assert_false(table(&b, "communes")->computed);
    end(&b);
}

static void test_csv_quotes_and_formulas(void **state)
{
    (void)state;
    bench b = run(NULL, (const char *const[]){ "scripts/tables/t.lua",
        "return { columns = { 'a' }, rows = { { a = 'x\"y' }, { a = '=1+1' }, { a = '-5' }, { a = 'deux\\nlignes' }, "
        "{ a = true } } }", NULL });
    assert_string_equal(csv_of(&b, table(&b, "t"), "fr"),
                        "\xEF\xBB\xBF" "a\r\n\"x\"\"y\"\r\n\"'=1+1\"\r\n-5\r\n\"deux\nlignes\"\r\noui\r\n");
    end(&b);
}

static void test_nothing_that_is_not_a_number_is_zero(void **state)
{
    (void)state;
    bench b = run(NULL, (const char *const[]){ "scripts/tables/t.lua",
        "return { columns = { { id = 'n', type = 'number' } }, rows = { { n = 0 }, {}, { n = '' }, { n = 0/0 }, { n "
        "= 1/0 } } }", NULL });
    assert_string_equal(csv_of(&b, table(&b, "t"), "fr"), "\xEF\xBB\xBF" "n\r\n0\r\n\r\n\r\n\r\n\r\n");
    end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_data_becomes_a_dataset), cmocka_unit_test(test_numbers_as_people_write_them),
        cmocka_unit_test(test_script_computes_from_data), cmocka_unit_test(test_tables_may_use_each_other_in_any_order),
        cmocka_unit_test(test_circle_is_told_with_its_names), cmocka_unit_test(test_wrong_shapes),
            cmocka_unit_test(test_name_taken_by_data),
        cmocka_unit_test(test_csv_quotes_and_formulas), cmocka_unit_test(test_nothing_that_is_not_a_number_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
