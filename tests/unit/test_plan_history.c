/* From one plan to the next: what became of objectives, and names that changed; whatever bytes their files hold. */
#include "given.h"
#include "check/plan_history.h"
#include "model/names.h"
#include "model/plan_history.h"
#include "model/plan_read.h"
#include "read/csv.h"

typedef struct folder { given g; value *data; map *sources; } folder;

static folder none(void)
{
    folder f = { .g = given_z("") };
    f.data = value_new(f.g.a, VALUE_MAP, 0, 0);
    f.sources = map_new(f.g.a);
    return f;
}

static void add(folder *f, const char *name, const char *text)
{
    source *src = ARENA_NEW(f->g.a, source);
    *src = (source){ name, str_z(text) };
    const source *read = csv_source(f->g.a, src);
    value_put(f->g.a, f->data, str_z(name), 0, csv_parse(f->g.a, read, f->g.d));
    map_put(f->sources, str_z(name), (void *)(uintptr_t)read);
}

static const plan_tree *present(folder *f)
{
    plan_tree *t = plan_new(f->g.a);
    plan_read(t, value_get(f->data, S("plan")), map_get(f->sources, S("plan")));
    return t;
}

/* "I.1.1>I.1.2,I.2.1 scindé|…" : a line of the file after the other; ? where nothing was found. */
static const char *ties(folder *f, const plan_history *h)
{
    buf b = { 0 };
    for (size_t i = 0; i < h->ties.n; i++) {
        const plan_tie *t = &h->ties.v[i];
        buf_str(&b, t->from ? plan_path(f->g.a, t->from) : S("?"));
        for (size_t k = 0; k < t->to.n; k++) {
            buf_char(&b, k ? ',' : '>');
            buf_str(&b, t->to.v[k].entry ? plan_path(f->g.a, t->to.v[k].entry) : S("?"));
        }
        buf_fmt(&b, " %s|", plan_fate_name(t->fate));
    }
    return arena_str(f->g.a, buf_take(&b, f->g.a)).p;
}

#define HEAD "theme;axe;oi;oo;fiche;reprend\n"

static void objectives_are_tied(void **state)
{
    (void)state;
    folder f = none();
    add(&f, "plan", HEAD "T;I – A;OI 1 : B;OO 1 : C;Fiche 1 : X;T 3\n;;;OO 2 : D;Fiche 2 : Y;\n"
                         ";;OI 2 : E;OO 1 : F;;\n");
    add(&f, "plan-2021-2024", HEAD "T;I – a;OI 1 : b;OO 1 : c;Fiche 3 : x;\n;;;OO 2 : d;Fiche 4 : y;T 7\n");
    add(&f, "plan-2017-2020", HEAD "T;I – z;OI 1 : w;;Fiche 7 : v;\n");
    add(&f, "plan-bleu", "couleur\nbleu\n");
    add(&f, "suites", "plan;theme;objectif;suite;vers;raison\n2021–2024;t;I.1.1;Scindé;\"I.1.2 ; f\";\n"
                      "2021-2024;T;D;clos;;fini\n2017-2020;;w;reconduit;I.1.1;\n2021-2024;T;nul;merged;I.9;\n");
    const plan_history *h = plan_history_read(f.g.a, f.data, f.sources, present(&f));
    assert_int_equal(h->periods.n, 3);
    assert_true(str_eqz(h->periods.v[0].name, "2017-2020"));
    assert_string_equal(ties(&f, h), "I.1.1>I.1.2,I.2.1 scindé|I.1.2 clos|I.1>I.1.1 reconduit|?>? fusionné|");
    assert_false(plan_is_sequel(h, plan_find_path(h->periods.v[2].tree->root->first, S("I.1.1"))));
    assert_true(plan_is_sequel(h, plan_find_path(h->periods.v[2].tree->root->first, S("I.2"))));
    drop(&f.g);
}

/* A sheet comes from sheets and from objectives, and these from earlier ones. */
static void ancestors_go_back_through_all_plans(void **state)
{
    (void)state;
    folder f = none();
    add(&f, "plan", HEAD "T;I – A;OI 1 : B;OO 1 : C;Fiche 1 : X;\"T, fiche n° 4 ; 3\"\n");
    add(&f, "plan-2021-2024", HEAD "T;I – a;OI 1 : b;OO 1 : c;Fiche 3 : x;\n;;;;Fiche 4 : y;7\n");
    add(&f, "plan-2017-2020", HEAD "T;I – z;OI 1 : w;;Fiche 7 : v;\n");
    add(&f, "suites", "plan;objectif;suite;vers\n2021-2024;I.1.1;reconduit;I.1.1\n2017-2020;I.1;reconduit;I.1.1\n");
    const plan_tree *now = present(&f);
    const plan_history *h = plan_history_read(f.g.a, f.data, f.sources, now);
    plan_ancestors all = { 0 };
    plan_ancestors_of(f.g.a, h, plan_find_sheet(now, now->root->first, PLAN_NUMBERED, 1), &all);
    const char *const titles[] = { "y", "x", "c", "v", "w" };
    assert_int_equal(all.n, 5);
    for (size_t i = 0; i < all.n; i++) assert_true(str_eqz(all.v[i].entry->title, titles[i]));
    assert_int_equal(all.v[3].period, 0);
    plan_history_check(h, now, f.g.d);
    assert_string_equal(said(&f.g), "");
    drop(&f.g);
}

/* "Casino" ends as the sign "no" does. */
static void sheets_are_named_in_many_ways(void **state)
{
    (void)state;
    static const char *const ways[] = { "Casino 3", "Casino, fiche n° 3", "Casino no 3", "Fiche 3" };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        folder f = none();
        add(&f, "plan", arena_fmt(f.g.a, HEAD "Casino;I – A;OI 1 : B;OO 1 : C;Fiche 1 : X;\"%s\"\n", ways[i]).p);
        add(&f, "plan-2021-2024", HEAD "Casino;I – a;OI 1 : b;OO 1 : c;Fiche 3 : x;\n");
        const plan_tree *now = present(&f);
        const plan_history *h = plan_history_read(f.g.a, f.data, f.sources, now);
        plan_sequels past = { 0 };
        plan_past_sheets(f.g.a, h, plan_find_sheet(now, now->root->first, PLAN_NUMBERED, 1), &past);
        assert_int_equal(past.n, 1);
        assert_non_null(past.v[0].entry);
        drop(&f.g);
    }
}

static void without_an_earlier_plan_there_is_no_history(void **state)
{
    (void)state;
    folder f = none();
    add(&f, "plan", HEAD "T;I – A;OI 1 : B;OO 1 : C;Fiche 1 : X;T 1\n");
    add(&f, "suites", "plan;objectif;suite;vers\n2021-2024;I.1.1;reconduit;I.1.1\n");
    const plan_tree *now = present(&f);
    assert_null(plan_history_read(f.g.a, f.data, f.sources, now));
    plan_history_check(NULL, now, f.g.d);
    assert_string_equal(said(&f.g), "plan:2:27: warning: the earlier plan has no sheet T 1 [P139]\n");
    drop(&f.g);
}

static name_list *named(given *g, const char *text)
{
    g->src.text = str_z(text);
    return names_read(g->a, csv_parse(g->a, &g->src, g->d), &g->src);
}

static const char *z(given *g, str s) { return arena_str(g->a, s).p; }

static void names_are_followed(void **state)
{
    (void)state;
    given g = given_z("");
    name_list *n = named(&g, "ancien;nom;depuis\nRAM;RPE;2021-09-01\nCLAE ;ALAE;2018\n"
                             "alaé;ALSH;2020-01-01\nP;Q;un jour\n");
    assert_string_equal(z(&g, names_now(n, S("ram"))), "RPE");
    assert_string_equal(z(&g, names_now(n, S("CLAE"))), "ALSH");
    assert_string_equal(z(&g, names_now(n, S("autre"))), "autre");
    assert_string_equal(z(&g, names_before(g.a, n, NULL, S("RPE"))), "RAM jusqu’en 2021");
    assert_string_equal(z(&g, names_before(g.a, n, NULL, S("ALSH"))), "alaé jusqu’en 2019, CLAE jusqu’en 2017");
    assert_string_equal(z(&g, names_before(g.a, n, NULL, S("Q"))), "auparavant P");
    assert_string_equal(z(&g, names_before(g.a, n, NULL, S("RAM"))), "");
    assert_string_equal(z(&g, names_before(g.a, NULL, NULL, S("RPE"))), "");
    drop(&g);
}

static void circles_are_left_alone(void **state)
{
    (void)state;
    given g = given_z("");
    name_list *n = named(&g, "old;name;since\nA;B;2019\nB;C;2020\nC;A;2021\nD;A;2022\nE;E;2022\n");
    assert_string_equal(z(&g, names_now(n, S("A"))), "A");
    assert_string_equal(z(&g, names_now(n, S("D"))), "D");
    assert_true(names_circle(n, S("B")));
    assert_false(names_circle(n, S("D")));
    assert_true(names_circle(n, S("E")));
    drop(&g);
}

static void rows_without_names_are_none(void **state)
{
    (void)state;
    given g = given_z("");
    assert_null(named(&g, "ancien;nom\nA;\n;B\n"));
    assert_null(named(&g, "a;b\n1;2\n"));
    assert_null(names_read(g.a, NULL, NULL));
    assert_null(names_read(g.a, value_str(g.a, S("x")), NULL));
    drop(&g);
}

static void read_all(given *g)
{
    value *data = value_new(g->a, VALUE_MAP, 0, 0);
    map *sources = map_new(g->a);
    const source *src = csv_source(g->a, &g->src);
    value *rows = csv_parse(g->a, src, g->d);
    static const char *const files[] = { "plan-1", "plan-2", "suites" };
    plan_tree *now = plan_new(g->a);
    plan_read(now, rows, src);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        value_put(g->a, data, str_z(files[i]), 0, rows);
        map_put(sources, str_z(files[i]), (void *)(uintptr_t)src);
    }
    const plan_history *h = plan_history_read(g->a, data, sources, now);
    plan_history_check(h, now, g->d);
    for (const plan_entry *e = h ? plan_next(now->root, now->root) : NULL; e; e = plan_next(now->root, e)) {
        plan_ancestors all = { 0 };
        plan_ancestors_of(g->a, h, e, &all);
    }
    const name_list *n = names_read(g->a, rows, src);
    names_before(g->a, n, NULL, S("B"));
    said(g);
}

static void any_bytes_can_come(void **state)
{
    (void)state;
    damage(S("plan;theme;axe;oi;fiche;objectif;suite;vers;reprend;ancien;nom\n1;T;I;OI 1 : A;Fiche 1 : B;I.1;scindé;"
             "\"I.1;A\";T 1;A;B\n"), read_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objectives_are_tied), cmocka_unit_test(ancestors_go_back_through_all_plans),
        cmocka_unit_test(sheets_are_named_in_many_ways),
        cmocka_unit_test(without_an_earlier_plan_there_is_no_history), cmocka_unit_test(names_are_followed),
        cmocka_unit_test(circles_are_left_alone), cmocka_unit_test(rows_without_names_are_none),
        cmocka_unit_test(any_bytes_can_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
