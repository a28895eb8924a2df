/* Blocks that data and scripts fill: what they are replaced by, as the tree prints itself. */
#include "given.h"
#include "compute/blocks.h"
#include "model/dataset.h"
#include <string.h>

typedef struct bench { given g; host *h; map *datasets; locale *locale; node_tree tree; node *div; source script;
const blocks *scripts; } bench;

static const chart_spec *drawn;

static scene *draw(void *ctx, arena *a, const chart_spec *spec)
{
    (void)ctx;
    drawn = spec;
    scene *s = scene_new(a, PT(100), PT(50));
    s->title = spec->title;
    s->description = spec->description;
    return s;
}

static value *cell_value(arena *a, const char *text)
{
    double d;
    return !*text ? value_new(a, VALUE_NULL, 0, 0) : dataset_parse(str_z(text), &d) ? value_num(a, d)
        : value_str(a, str_z(text));
}

static dataset *sample(arena *a)
{
    static const char *const rows[][5] = {
        { "Vaurosier", "2023", "20.5", "30", "Est" }, { "Aubrelle", "2023", "54.2", "60", "Est" },
        { "Élan", "2023", "", "10", "Est" }, { "Aubrelle", "2024", "55", "60", "Est" },
    };
    static const char *const ids[] = { "nom", "annee", "taux", "cible", "source" };
    value *list = value_new(a, VALUE_LIST, 0, 0);
    for (size_t i = 0; i < 4; i++) {
        value *row = value_new(a, VALUE_MAP, 0, 0);
        for (size_t k = 0; k < 5; k++) value_put(a, row, str_z(ids[k]), 0, cell_value(a, rows[i][k]));
        value_push(a, list, row);
    }
    dataset *t = dataset_from_value(a, S("taux"), list);
    t->columns[2].type = COLUMN_PERCENT;
    t->columns[2].decimals = 1;
    value *label = value_str(a, S("Taux de couverture"));
    t->columns[2].label = label;
    return t;
}

/* options: pairs of key and value, up to NULL. */
static bench open_bench(const char *name, const char *title, const char *const *options)
{
    bench b = { .g = given_z("::: x\ntexte\n:::\n") };
    arena *a = b.g.a;
    b.h = host_new(b.g.d, 1, HOST_LIMITS);
    b.datasets = map_new(a);
    b.locale = locale_new(a, S("fr"), DIGITS_USUAL);
    map_put(b.datasets, S("taux"), sample(a));
    b.tree = (node_tree){ node_new(a, NODE_DOCUMENT, 0, 0), NULL, S("fr") };
    b.div = node_new(a, NODE_DIV, 0, 15);
    b.div->text = str_z(name);
    node_attrs *attrs = node_attrs_of(a, b.div);
    attrs->title = str_z(title);
    attrs->id = S("ici");
    node_pair **end = &attrs->pairs;
    for (; options && *options; options += 2, end = &(*end)->next) {
        *end = ARENA_NEW(a, node_pair);
        **end = (node_pair){ .key = str_z(options[0]), .value = str_z(options[1]) };
    }
    node *text = node_new(a, NODE_TEXT, 6, 5), *paragraph = node_new(a, NODE_PARAGRAPH, 6, 5);
    text->text = S("texte");
    node_append(paragraph, text);
    node_append(b.div, paragraph);
    node_append(b.tree.root, b.div);
    return b;
}

static bool expand(bench *b, const char *script)
{
    const source *list[] = { &b->script };
    b->script = (source){ "scripts/blocks/mien.lua", str_z(script ? script : "") };
    b->tree.src = &b->g.src;
    blocks_context c = { .host = b->h, .blocks = blocks_new(b->g.a, list, script ? 1 : 0), .datasets = b->datasets,
                         .locale = b->locale,
                         .lang = S("fr"), .draw = draw };
    return blocks_expand(&c, b->g.a, &b->tree);
}

static void close_bench(bench *b)
{
    locale_free(b->locale);
    host_free(b->h);
    drop(&b->g);
}

/* Text of all cells, "|" between them and a line for each row; captions and paragraphs on lines of their own. */
static void outline(buf *out, const node *n)
{
    static const char *const names[] = { [NODE_TABLE] = "table\n", [NODE_FIGURE] = "figure\n",
                                         [NODE_GRAPHIC] = "graphic\n", [NODE_DIV] = "div\n" };
    if (n->kind <= NODE_GRAPHIC && names[n->kind]) buf_z(out, names[n->kind]);
    bool leaf = n->kind == NODE_CELL || n->kind == NODE_CAPTION || n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING;
    if (leaf) node_text(out, n);
    for (const node *k = n->first; k && !leaf; k = k->next) {
        outline(out, k);
        if (k->kind == NODE_CELL) buf_z(out, k->header ? "#|" : "|");
    }
    if (leaf && n->kind != NODE_CELL) buf_char(out, '\n');
    if (n->kind == NODE_ROW) buf_char(out, '\n');
}

static const char *result(bench *b)
{
    buf out = { 0 };
    outline(&out, b->tree.root);
    return buf_take(&out, b->g.a).p;
}

#define NB "\u00a0"
#define NNB "\u202f"

static void test_table_of_data(void **state)
{
    (void)state;
    bench b = open_bench("tableau", "Les taux", (const char *const[]){ "source", "taux", "colonnes", "nom, taux",
                                                                       "trier", "-taux", "filtre", "annee=2023",
                                                                           NULL });
    assert_true(expand(&b, NULL));
    assert_string_equal(result(&b), "table\nLes taux\nnom#|Taux de "
                                    "couverture#|\nAubrelle#|54,2" NB "%|\n"
                                    "Vaurosier#|20,5" NB "%|\nÉlan#|non renseigné|\nSource" NB ": Est\n");
    const node *table = b.tree.root->first;
    assert_int_equal(table->start, 2);
    assert_true(str_eqz(table->attrs->id, "ici"));
    assert_int_equal(table->last->last->align, ALIGN_RIGHT);
    assert_int_equal(table->off, b.div->off);
    assert_string_equal(said(&b.g), "");
    close_bench(&b);
}

/* Values of two years stand side by side only with their years. */
static void test_years_are_not_mixed_unsaid(void **state)
{
    (void)state;
    bench b = open_bench("tableau", "",
                         (const char *const[]){ "source", "taux", "colonnes", "nom,taux", "trier", "-taux", "limite",
                                                "2",
                                                               NULL });
    assert_true(expand(&b, NULL));
    assert_string_equal(result(&b),
                        "table\nnom#|Taux de couverture#|annee#|\nAubrelle#|55,0" NB "%|2024|\nAubrelle#|54,2" NB
                                    "%|2023|\nSource" NB ": Est\n");
    assert_non_null(strstr(said(&b.g), "mixes years (2024, 2023…)"));
    close_bench(&b);
}

static void test_equal_cells_are_grouped(void **state)
{
    (void)state;
    bench b = open_bench("tableau", "", (const char *const[]){ "source", "taux", "colonnes", "annee,nom", "trier",
                                                               "annee", "regrouper", "annee", NULL });
    assert_true(expand(&b, NULL));
    const node *row = b.tree.root->first->first;
    while (row->header || row->kind != NODE_ROW) row = row->next;
    assert_int_equal(row->first->rowspan, 3);      /* three places in 2023 */
    assert_non_null(row->first->next);
    assert_null(row->next->first->next);           /* its second row has the other column only */
    assert_int_equal(row->next->next->next->first->rowspan, 1);
    assert_string_equal(said(&b.g), "");
    close_bench(&b);
}

static void test_table_filtered_sorted_and_cut(void **state)
{
    (void)state;
    bench b = open_bench("table", "", (const char *const[]){ "source", "taux", "columns", "nom,cible", "sort", "nom",
                                                             "filter", "annee=2023",
                                                             "limit", "2", NULL });
    assert_true(expand(&b, NULL));
    assert_string_equal(result(&b), "table\nnom#|cible#|\nAubrelle#|60|\nÉlan#|10|\nSource" NB ": Est\n");
    close_bench(&b);
}

static void test_faults_of_options(void **state)
{
    (void)state;
    bench b = open_bench("tableau", "", (const char *const[]){ "source", "tauxx", NULL });
    assert_false(expand(&b, NULL));
    assert_string_equal(said(&b.g), "x:1:1: error: unknown table: tauxx [D406]\n");
    assert_string_equal(result(&b), "");
    close_bench(&b);

    b = open_bench("tableau", "", (const char *const[]){ "source", "taux", "colonnes", "nom,tau", "couleur", "x",
                                                         NULL });
    assert_false(expand(&b, NULL));
    const char *text = said(&b.g);
    assert_non_null(strstr(text, "unknown option couleur of the block tableau [M108]"));
    assert_non_null(strstr(text, "unknown column: tau [D407]"));
    close_bench(&b);

    b = open_bench("tabeau", "", NULL);
    assert_false(expand(&b, NULL));
    buf out = { 0 };
    diag_print(b.g.d, &out, DIAG_TEXT);
    assert_non_null(strstr(buf_take(&out, b.g.a).p, "did you mean tableau?"));
    assert_ptr_equal(b.tree.root->first, b.div);
    close_bench(&b);

    b = open_bench("graphique", "", (const char *const[]){ "source", "taux", "type", "bares", NULL });
    expand(&b, NULL);
    assert_non_null(strstr(said(&b.g), "unknown kind of chart: bares [M111]"));
    close_bench(&b);
}

static void test_known_blocks_stay(void **state)
{
    (void)state;
    bench b = open_bench("note", "", NULL);
    assert_true(expand(&b, NULL));
    assert_ptr_equal(b.tree.root->first, b.div);
    close_bench(&b);
}

static void test_chart_with_series_and_target(void **state)
{
    (void)state;
    bench b = open_bench("graphique", "Évolution", (const char *const[]){ "source", "taux", "type", "lignes", "x",
                                                                          "annee", "y", "taux", "serie",
                                                                          "nom", "cible", "cible", NULL });
    assert_true(expand(&b, NULL));
    assert_string_equal(result(&b),
        "figure\nÉvolution\ngraphic\ndiv\ntable\nÉvolution\nannee#|nom#|Taux de couverture#|cible#|\n"
        "2023#|Vaurosier|20,5" NB "%|30|\n2023#|Aubrelle|54,2" NB "%|60|\n2023#|Élan|non "
                                                                  "renseigné|10|\n2024#|Aubrelle|55,0" NB "%|60|\n"
        "Source" NB ": Est\n");
    assert_int_equal(drawn->kind, CHART_LINES);
    assert_int_equal(drawn->nlabels, 2);
    assert_string_equal(drawn->labels[1].p, "2024");
    assert_int_equal(drawn->nseries, 4);
    assert_true(str_eqz(drawn->series[1].name, "Aubrelle"));
    assert_float_equal(drawn->series[1].values[1].number, 55, 0);
    assert_true(drawn->series[0].values[1].missing);
    assert_true(drawn->series[2].values[0].missing);
    assert_true(drawn->series[3].target);
    assert_true(drawn->percent);
    assert_true(str_eqz(drawn->decimal_mark, ","));
    assert_true(str_eqz(drawn->group_mark, NNB));
    assert_true(drawn->description.n > 0 && str_search(drawn->description, S("Vaurosier")) != STR_NONE);
    assert_true(str_eqz(b.tree.root->first->attrs->id, "ici"));
    close_bench(&b);
}

static void test_script_gives_blocks(void **state)
{
    (void)state;
    bench b = open_bench("mien", "Titre", (const char *const[]){ "types", "a b", NULL });
    assert_true(expand(&b,
        "return function(args, content)\n"
        "  return {\n"
        "    { type = 'titre', level = 3, text = args.title .. ' ' .. args.types .. ' ' .. args.id },\n"
        "    content,\n"
        "    { type = 'liste', items = { 'un', { { type = 'paragraphe', text = 'deux' } } } },\n"
        "    { type = 'tableau', caption = 'C', columns = { 'Nom', { label = 'N', type = 'integer' } }, rows = { { "
        "'x', 1234 }, { 'y' } } },\n"
        "    { type = 'bloc', name = 'note', title = 'T', content = 'dedans' },\n"
        "    { type = 'graphique', kind = 'barres-couchees', x = 'a', y = 'b', caption = 'G', rows = { { a = 'u', b "
        "= 1 } } },\n"
        "  }\n"
        "end\n"));
    assert_string_equal(result(&b), "Titre a b ici\ntexte\nun\ndeux\ntable\nC\nNom#|N#|\nx#|1" NNB "234|\n"
                                    "y#|non renseigné|\ndiv\ndedans\n"
                                    "figure\nG\ngraphic\ndiv\ntable\nG\na#|b#|\nu#|1|\n");
    assert_int_equal(drawn->kind, CHART_ROWS);
    assert_string_equal(said(&b.g), "");
    close_bench(&b);
}

static void test_script_faults(void **state)
{
    (void)state;
    static const struct { const char *script, *part; } cases[] = {
        { "return 5", "[S504]" },
        { "return function() return 5 end", "where a text or a block" },
        { "return function() return { type = 'tablo' } end", "“tablo” where a type of block" },
        { "return function() return { type = 'tableau', rows = 5 } end", "where a list of rows" },
        { "return function() return print end", "a function where a text or a block" },
        { "return function(args)\nreturn args.x.y end",
          "mien.lua:2:1: error: script error: attempt to index a nil value" },
        { "return function() while true do end end", "[S502]" },
        { "return function( ", "[S501]" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bench b = open_bench("mien", "", NULL);
        assert_false(expand(&b, cases[i].script));
        const char *text = said(&b.g);
        if (!strstr(text, cases[i].part)) fail_msg("%s gives %s", cases[i].script, text);
        assert_int_equal(errors(&b.g), 1);
        assert_int_equal(lua_gettop(host_lua(b.h)), 0);
        assert_string_equal(result(&b), "");
        close_bench(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_of_data),
        cmocka_unit_test(test_years_are_not_mixed_unsaid),
        cmocka_unit_test(test_equal_cells_are_grouped),
        cmocka_unit_test(test_table_filtered_sorted_and_cut),
        cmocka_unit_test(test_faults_of_options),
        cmocka_unit_test(test_known_blocks_stay),
        cmocka_unit_test(test_chart_with_series_and_target),
        cmocka_unit_test(test_script_gives_blocks),
        cmocka_unit_test(test_script_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
