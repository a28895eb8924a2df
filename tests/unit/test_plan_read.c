/* The plan of an agreement: the table of a word processor and its XML to a tree, whatever bytes they hold. */
#include "given.h"
#include "base/utf8.h"
#include "check/plan.h"
#include "import/plan.h"
#include "model/plan_label.h"
#include "model/plan_read.h"
#include "read/csv.h"
#include "read/xml.h"
#include <stdlib.h>

static plan_tree *table(given *g)
{
    const source *src = csv_source(g->a, &g->src);
    plan_tree *t = plan_new(g->a);
    plan_read(t, csv_parse(g->a, src, g->d), src);
    return t;
}

/* "T1 Enfance|A1 Axe|OI1 …|OO1 …|F12 …|": an entry after the other; =: it stands elsewhere too. */
static const char *tree(given *g, const plan_tree *t)
{
    static const char *const levels[] = { "", "T", "A", "OI", "OO" };
    static const char *const kinds[] = { "F", "+", "N", ">" };
    buf b = { 0 };
    for (const plan_entry *e = plan_next(t->root, t->root); e; e = plan_next(t->root, e)) {
        buf_z(&b, e->level == PLAN_SHEET ? kinds[e->kind] : levels[e->level]);
        if (e->number) buf_int(&b, e->number);
        if (e->same) buf_char(&b, '=');
        if (e->title.n) buf_char(&b, ' ');
        buf_str(&b, e->title);
        buf_char(&b, '|');
    }
    return arena_str(g->a, buf_take(&b, g->a)).p;
}

static void check_tree(const char *text, const char *expected)
{
    given g = given_z(text);
    assert_string_equal(tree(&g, table(&g)), expected);
    drop(&g);
}

static void empty_cells_mean_as_above(void **state)
{
    (void)state;
    check_tree("Thème;Axe stratégique I;Objectifs intermédiaires;Objectif opérationnel;Fiches actions\n"
               "Enfance;I – Jouer;OI 1 : Lire;OO 1 : Prêter;Fiche 1 : Ouvrir\n"
               ";;;OO2: Rendre;Fiche 2 : Fermer\n"
               ";;OI 2 Courir;OO 1 : Sauter;Fiche 3 : Tenir\n",
               "T Enfance|A1 Jouer|OI1 Lire|OO1 Prêter|F1 Ouvrir|OO2 Rendre|F2 Fermer|OI2 Courir|OO1 Sauter|F3 Tenir|");
    check_tree("theme;axe;oi;oo;fiche\nEnfance;1. Jouer;1. Lire;1. Prêter;1. Ouvrir\n;;–;;2. Sans objectif\n",
               "T Enfance|A1 Jouer|OI1 Lire|OO1 Prêter|F1 Ouvrir|F2 Sans objectif|");
    check_tree("axe;fiche\nI - Jouer;Fiche 1 : Ouvrir\nII - Courir;Fiche 2 : Tenir\nI - Jouer;Fiche 3 : Revenir\n",
               "A1 Jouer|F1 Ouvrir|F3 Revenir|A2 Courir|F2 Tenir|");
}

static void a_cell_may_hold_several_sheets(void **state)
{
    (void)state;
    check_tree("oo;fiche\nOO 1 : Voir;Fiche 54 : Aller, puis Fiche 55 : Venir\n",
               "OO1 Voir|F54 Aller, puis|F55 Venir|");
    check_tree("oo;fiche\nOO 1 : Voir;\"Fiche 1 : Aller\nencore\nFiche 2 : Venir\n+ Autres\"\n",
               "OO1 Voir|F1 Aller encore|F2 Venir|+ Autres|");
    check_tree("oo;fiche\nOO 1 : Voir;Relire la fiche 12 du plan\n", "OO1 Voir|+ Relire la fiche 12 du plan|");
    check_tree("oo;fiche\nOO 1 : Voir;\"<p>Fiche 1 : Un</p> <p>Fiche 2 : <i>Deux</i></p>\"\n",
               "OO1 Voir|F1 Un|F2 Deux|");
    check_tree("oo;fiche\nOO 1 : Voir;\"- Chanter\n- Danser\"\n", "OO1 Voir|+ Chanter|+ Danser|");
}

static void numbers_and_titles_have_columns_of_their_own(void **state)
{
    (void)state;
    check_tree("oo;fiche;titre\nOO 1 : Voir;Fiche 9;Aller\n;Fiche 10;Venir\n", "OO1 Voir|F9 Aller|F10 Venir|");
    check_tree("oo_numero;oo;numero;fiche\n1;Voir;9;Aller\n1;Voir;10;\n2;;11;Partir\n",
               "OO1 Voir|F9 Aller|F10|OO2|F11 Partir|");
    check_tree("axe;oi;oo;fiche;titre\nI – A;OI 1 : B;OO 1 : C;Fiche 1;Un\nFiche 2;;;;Deux\n",
               "A1 A|OI1 B|OO1 C|F1 Un|F2 Deux|");
}

static void labels_vary(void **state)
{
    (void)state;
    plan_piece *p;
    arena *a = arena_new(0);
    static const struct { const char *text; plan_level level; int number; const char *title; bool zeros; } all[] = {
        { "OI 1 : Titre", PLAN_AIM, 1, "Titre", false },
        { "OI 2 Titre", PLAN_AIM, 2, "Titre", false },
        { "OO1: Titre", PLAN_GOAL, 1, "Titre", false },
        { "001 : Titre", PLAN_GOAL, 1, "Titre", true },
        { "0O12 : Titre", PLAN_GOAL, 12, "Titre", true },
        { "Objectif opérationnel n° 3 – Titre", PLAN_GOAL, 3, "Titre", false },
        { "OBJECTIFS INTERMÉDIAIRES 4", PLAN_AIM, 4, "", false },
        { "FICHE ACTION N° 7\u00A0: Titre", PLAN_SHEET, 7, "Titre", false },
        { "AXE STRATÉGIQUE III . Titre", PLAN_AXIS, 3, "Titre", false },
        { "Axe 5.2 – Titre", PLAN_AXIS, 2, "Titre", false },
        { "Thématique 5 : Titre", PLAN_THEME, 5, "Titre", false },
        { "OI1bis", PLAN_ROOT, 0, "OI1bis", false },
        { "Fiches de lecture", PLAN_ROOT, 0, "Fiches de lecture", false },
        { "000 : Rien", PLAN_ROOT, 0, "000 : Rien", false },
        { "Fiche 123456789012", PLAN_ROOT, 0, "Fiche 123456789012", false },
        { "OI 1 – Titre", PLAN_AIM, 1, "Titre", false },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(plan_cut(a, str_z(all[i].text), false, &p), 1);
        assert_int_equal(p->level, all[i].level);
        assert_int_equal(p->number, all[i].number);
        assert_string_equal(arena_str(a, p->title).p, all[i].title);
        assert_int_equal(p->zeros, all[i].zeros);
    }
    arena_free(a);
}

static void annexed_sheets_are_lists(void **state)
{
    (void)state;
    int *v;
    size_t n;
    arena *a = arena_new(0);
    assert_true(plan_list(a, S("N° 1 - 2 - 3 - 7 -9 – 13 - 10"), false, &v, &n));
    assert_int_equal(n, 7);
    assert_int_equal(v[4], 9);
    assert_int_equal(v[6], 10);
    assert_true(plan_list(a, S("n°12 et 10"), false, &v, &n));
    assert_int_equal(n, 2);
    assert_false(plan_list(a, S("12, 10"), false, &v, &n));
    assert_true(plan_list(a, S("12, 10"), true, &v, &n));
    assert_false(plan_list(a, S("N° 12 du plan"), false, &v, &n));
    assert_false(plan_list(a, S("N°"), false, &v, &n));
    assert_false(plan_list(a, S(""), true, &v, &n));
    arena_free(a);
    check_tree("oi;oo;fiches annexées\nOI 1 Voir;\"001 : Un\n002 : Deux\";N°2 - 1\nOI 2 Dire;001 : Trois;N° 1\n",
               "OI1 Voir|OO1 Un|OO2 Deux|N2|N1|OI2 Dire|OO1 Trois|N1=|");
}

static void rows_of_names_set_the_columns_anew(void **state)
{
    (void)state;
    check_tree("theme;axe;oi;oo;fiche;titre\n"
               "Jeunesse;;;;;\n"
               ";AXE STRATEGIQUE I;OBJECTIFS INTERMÉDIAIRES;OBJECTIFS OPÉRATIONNELS;FICHES ACTIONS;\n"
               ";Bouger;OI 1 : A;OO1 : B;Fiche 1;Un\n"
               ";;AXE STRATEGIQUE II;OBJECTIFS INTERMÉDIAIRES;OBJECTIFS OPÉRATIONNELS;FICHES ACTIONS\n"
               ";;Rester;OI 1 : C;OO1 : D;Fiche 2 : Deux\n"
               ";---;---;---;---;---\n"
               ";AXE STRATEGIQUE III;;;FICHES ACTIONS;\n"
               ";Partir;OI 1 : E;OO1 : F;Fiche 3;Trois\n",
               "T Jeunesse|A1 Bouger|OI1 A|OO1 B|F1 Un|A2 Rester|OI1 C|OO1 D|F2 Deux|A3 Partir|OI1 E|OO1 F|F3 Trois|");
}

static void axes_have_a_title_above_their_table(void **state)
{
    (void)state;
    given g = given_z("theme;axe;oi;fiche\nDroits;;;\n;AXE STRATÉGIQUE I . Informer : aller vers;;\n"
                      ";AXE STRATEGIQUE I;OBJECTIFS INTERMEDIAIRES;FICHES ACTIONS\n;Tenir ensemble;OI 1 A;"
                      "Fiche 1 : Un\n");
    plan_tree *t = table(&g);
    assert_string_equal(tree(&g, t), "T Droits|A1 Informer|OI1 A|F1 Un|");
    assert_string_equal(arena_str(g.a, t->root->first->first->subtitle).p, "aller vers Tenir ensemble");
    drop(&g);
}

static void rows_that_slipped_are_told_once(void **state)
{
    (void)state;
    given g = given_z("theme;axe;oi;oo;fiche;titre\n"
                      "T;I – A;OI 1 : B;OO 1 : C;Fiche 1;Un\n"
                      ";;Fiche 2 : Deux;;;\n"
                      ";OI 2 : D;;OO 1 : E;Fiche 3;Trois\n"
                      ";;OO 2 : F;Fiche 4;Quatre;\n"
                      ";;;Fiche 5;Cinq;\n"
                      ";;OI 3 : G;OO 1 : H péri-;Fiche 6;Six\n"
                      ";;;scolaires;Fiche 7;Sept\n"
                      ";;OO 2 : I;OO 1 : J;Fiche 8;Huit\n");
    plan_tree *t = table(&g);
    assert_string_equal(tree(&g, t), "T T|A1 A|OI1 B|OO1 C|F1 Un|F2 Deux|OI2 D|OO1 E|F3 Trois|OO2 F|F4 Quatre|F5 Cinq|"
                                     "OI3 G|OO1 H péri-scolaires|F6 Six|F7 Sept|OO2 I|OO1 J|F8 Huit|");
    plan_check(t, g.d);
    assert_string_equal(said(&g), "x:3:3: note: T, I, OI 1, OO 1, n° 2 stands in another column than its own [P110]\n"
                                  "x:7:12: note: a word cut by a hyphen was put together: péri-scolaires [P111]\n"
                                  "x:9:3: warning: T, I, OI 3, OO 2 stands in the column of intermediate objectives, "
                                  "and has operational ones beside it [P107]\n");
    drop(&g);
}

static void sheets_are_known_by_theme_and_number(void **state)
{
    (void)state;
    given g = given_z("theme;oo;fiche\nUn;OO 1 : A;Fiche 1 : Jouer\n;OO 2 : B;Fiche 1 : Jouer\n;OO 3 : C;"
                      "Fiche 3 : Lire\n"
                      "Deux;OO 1 : A;Fiche 1 : Courir\n;;Fiche 1 : Sauter\n");
    plan_tree *t = table(&g);
    assert_string_equal(tree(&g, t),
                        "T Un|OO1 A|F1 Jouer|OO2 B|F1= Jouer|OO3 C|F3 Lire|T Deux|OO1 A|F1 Courir|F1 Sauter|");
    assert_int_equal(plan_count(t->root).sheets, 4);
    assert_int_equal(plan_count(t->root->first).sheets, 2);
    plan_check(t, g.d);
    assert_string_equal(said(&g), "x:4:11: warning: no sheet 2 in the theme Un [P101]\n"
                                  "x:6:3: error: the sheet 1 of Deux is there twice [P102]\n");
    assert_string_equal(plan_id(g.a, plan_find_sheet(t, plan_find_theme(t, S("deux")), PLAN_NUMBERED, 1)).p,
                        "fiche-deux-1");
    drop(&g);
}

static void references_name_a_theme(void **state)
{
    (void)state;
    given g = given_z("theme;oo;fiche\nEnfance;OO 1 : A;Voir la thématique Parentalité\n;OO 2 : B;"
                      "Aller vers la parentalité\n"
                      "Parentalité;;Un café\n");
    plan_tree *t = table(&g);
    assert_string_equal(tree(&g, t),
                        "T Enfance|OO1 A|> Voir la thématique Parentalité|OO2 B|+ Aller vers la parentalité|"
                        "T Parentalité|+ Un café|");
    assert_int_equal(plan_count(t->root).actions, 2);
    drop(&g);
}

static void places_are_found_by_number_and_title(void **state)
{
    (void)state;
    given g = given_z("theme;axe;oi;oo;fiche\nPetite enfance;I – Un;OI 1 : A;OO 1 : B;Fiche 1 : C\n;II – Deux;"
                      "OI 1 : D;OO 1 : E;\n"
                      "Enfance 3-11;I – Trois;;;\n");
    plan_tree *t = table(&g);
    plan_entry *theme = plan_find_theme(t, S("petite-enfance"));
    assert_non_null(theme);
    assert_ptr_equal(plan_find_theme(t, S("Petite")), theme);
    assert_ptr_equal(plan_find_theme(t, S("enfance")), theme->next);
    assert_null(plan_find_theme(t, S("")));
    assert_null(plan_find_theme(t, S("xx")));
    assert_string_equal(arena_str(g.a, plan_find_path(theme, S("II.1.1"))->title).p, "E");
    assert_string_equal(arena_str(g.a, plan_find_path(theme, S(" 1.1 "))->title).p, "A");
    assert_null(plan_find_path(theme, S("II.2")));
    assert_null(plan_find_path(theme, S("")));
    assert_null(plan_find_path(theme, S("...")));
    assert_string_equal(arena_str(g.a, plan_find(theme, PLAN_AXIS, S("II"))->title).p, "Deux");
    drop(&g);
}

static void states_have_names(void **state)
{
    (void)state;
    plan_state s;
    assert_true(plan_state_parse(S("Réalisé"), &s));
    assert_int_equal(s, PLAN_DONE);
    assert_true(plan_state_parse(S("NON RÉALISÉE"), &s));
    assert_int_equal(s, PLAN_NOT_DONE);
    assert_true(plan_state_parse(S("ongoing"), &s));
    assert_true(plan_state_parse(S(""), &s));
    assert_int_equal(s, PLAN_UNSAID);
    assert_false(plan_state_parse(S("presque"), &s));
    given g = given_z("oo;fiche;etat;pilote;debut;fin\nOO 1 : A;Fiche 1 : B;en cours;Le service;2026;2025\n;"
                      "Fiche 2 : C;presque;;;\n");
    plan_tree *t = table(&g);
    const plan_entry *e = t->root->first->first;
    assert_int_equal(e->state, PLAN_RUNNING);
    assert_string_equal(arena_str(g.a, e->pilot).p, "Le service");
    plan_check(t, g.d);
    assert_string_equal(said(&g), "x:2:10: warning: the action begins in 2026 and ends in 2025 [P121]\n"
                                  "x:3:2: warning: presque is no state of an action [P119]\n");
    drop(&g);
}

static void xml_says_the_same(void **state)
{
    (void)state;
    given g = given_z("<plan titre='P' source='S'><theme numero='1'><titre>Enfance</titre><axe numero='I'>"
                      "<titre>Jouer</titre>"
                      "<oi numero='1'><titre>Lire</titre><oo numero='1'><titre>Prêter</titre>"
                      "<fiche numero='1'><titre>Ouvrir</titre><etat>réalisée</etat></fiche>"
                      "<renvoi theme='Droits'>Voir ailleurs</renvoi></oo><annexes>1 - 3</annexes></oi></axe></theme>"
                      "<theme><titre>Droits</titre><action><titre>Informer</titre></action></theme></plan>");
    g.src.path = "plan.xml";
    plan_tree *t = plan_new(g.a);
    plan_read(t, xml_parse(g.a, &g.src, NULL, g.d), &g.src);
    assert_string_equal(tree(&g, t), "T1 Enfance|A1 Jouer|OI1 Lire|OO1 Prêter|F1 Ouvrir|> Voir ailleurs|N1|N3|"
                                     "T Droits|+ Informer|");
    const plan_entry *e = plan_find_sheet(t, t->root->first, PLAN_NUMBERED, 1);
    assert_int_equal(e->state, PLAN_DONE);
    assert_true(e->off > 0);
    assert_string_equal(arena_str(g.a, t->source).p, "S");
    drop(&g);
}

/* What is written in the normal form is read as the same plan, and written alike. */
static void the_normal_form_is_stable(void **state)
{
    (void)state;
    given g = given_z("theme;axe;oi;oo;fiche;etat\nT;I – A;OI 1 : B;OO 1 : C;\"Fiche 1 : Un\nFiche 2 : Deux\";"
                      "en cours\n"
                      ";;;OO 2 : D;;\n;;OI 2;OO 1 : E;N° 2 - 1;\n;II – F;;;Fiche 3 : Trois;\nU;;;;Quatre;\n");
    plan_tree *t = table(&g);
    buf b = { 0 };
    plan_rows rows = plan_normal(g.a, t);
    for (size_t i = 0; i <= rows.rows.n; i++)
        for (size_t k = 0; k < rows.columns.n; k++) {
            csv_write_cell(&b, i ? rows.rows.v[i - 1][k] : rows.columns.v[k], ';');
            buf_char(&b, k + 1 < rows.columns.n ? ';' : '\n');
        }
    given h = give(buf_take(&b, g.a));
    const char *first = tree(&g, t), *again = tree(&h, table(&h));
    assert_string_equal(first, "T T|A1 A|OI1 B|OO1 C|F1 Un|F2 Deux|OO2 D|OI2|OO1 E|N2|N1|A2 F|F3 Trois|T U|+ Quatre|");
    assert_string_equal(again, first);
    drop(&h);
    drop(&g);
}

static void columns_are_known(void **state)
{
    (void)state;
    static const struct { const char *head; bool known; } all[] = {
        { "AXE STRATEGIQUE IV;FICHES ACTION ANNEXEES", true }, { "objectif;fiche", true }, { "axe;titre", false },
        { "code;annee;valeur", false }, { "fiche;titre", false }, { "oi;actions", true },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        given g = give(S(""));
        g.src.text = arena_fmt(g.a, "%s\na;b\n", all[i].head);
        if (i == 3) g.src.text = S("code;annee;valeur\na;b;c\n");
        str mapped, unused;
        assert_int_equal(plan_knows(g.a, csv_parse(g.a, &g.src, g.d), &mapped, &unused), all[i].known);
        drop(&g);
    }
}

/* --- bytes that nobody would write */

static const char sample[] = "theme;axe;oi;oo;fiche;titre\n\"T\nAnnexe II – 2\nsur cinq axes\";I – A : b;"
                             "OI 1 : B;001 : C péri-;"
                             "\"<p>Fiche 1 : Un + Autres</p>\";\n;AXE STRATEGIQUE II;OI;OO;FICHES;\n;;;"
                             "scolaires;N° 1 – 2;x\n";

static void read_bytes(str text)
{
    given g = give(text);
    value *list = value_new(g.a, VALUE_LIST, 0, 0);
    plan_tree *t = table(&g);
    plan_check(t, g.d);
    plan_normal(g.a, t);
    plan_piece *p;
    int *v;
    size_t n;
    plan_cut(g.a, text, true, &p);                 /* as bytes, not as UTF-8 */
    plan_list(g.a, text, true, &v, &n);
    plan_announced(text);
    plan_clean(g.a, text);
    value *row = value_new(g.a, VALUE_MAP, 0, 0);
    value_put(g.a, row, S("axe"), 0, value_str(g.a, text));
    value_put(g.a, row, S("fiche"), 0, value_str(g.a, text));
    value_push(g.a, list, row);
    value_push(g.a, list, value_new(g.a, VALUE_NULL, 0, 0));
    plan_tree *u = plan_new(g.a);
    plan_read(u, list, NULL);
    plan_check(u, g.d);
    said(&g);
    drop(&g);
}

static void any_bytes_can_come(void **state)
{
    (void)state;
    static const char odd[] =
        { 0, '\n', ';', '"', '<', '-', '+', ':', '0', 'O', 'I', (char)0xC3, (char)0xE2, (char)0xFF };
    char text[sizeof sample];
    for (size_t i = 0; i < sizeof sample - 1; i++) {
        read_bytes(str_of(sample, i));
        for (size_t k = 0; k < sizeof odd; k++) {
            memcpy(text, sample, sizeof sample);
            text[i] = odd[k];
            read_bytes(str_of(text, sizeof sample - 1));
        }
    }
    uint32_t seed = 12345;
    for (int round = 0; round < 400; round++) {
        memcpy(text, sample, sizeof sample);
        for (int k = 0; k < 20; k++) {
            seed = seed * 1664525 + 1013904223;
            text[(seed >> 8) % (sizeof sample - 1)] = (char)(seed >> 24);
        }
        read_bytes(str_of(text, sizeof sample - 1));
    }
}

static void nothing_is_no_plan(void **state)
{
    (void)state;
    static const char *const all[] = {
        "", "\n", "axe;fiche", "axe;fiche\n;\n", "x\ny\n", "axe\n–\n", "theme;note\nFiche 1 : A;Fiche 2 : B\n",
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        given g = given_z(all[i]);
        plan_tree *t = table(&g);
        assert_null(t->root->first);
        plan_check(t, g.d);
        assert_int_equal(plan_normal(g.a, t).rows.n, 0);
        drop(&g);
    }
    plan_check(NULL, NULL);
    assert_null(plan_find_theme(NULL, S("x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_cells_mean_as_above), cmocka_unit_test(a_cell_may_hold_several_sheets),
        cmocka_unit_test(numbers_and_titles_have_columns_of_their_own), cmocka_unit_test(labels_vary),
        cmocka_unit_test(annexed_sheets_are_lists), cmocka_unit_test(rows_of_names_set_the_columns_anew),
        cmocka_unit_test(axes_have_a_title_above_their_table), cmocka_unit_test(rows_that_slipped_are_told_once),
        cmocka_unit_test(sheets_are_known_by_theme_and_number), cmocka_unit_test(references_name_a_theme),
        cmocka_unit_test(places_are_found_by_number_and_title), cmocka_unit_test(states_have_names),
        cmocka_unit_test(xml_says_the_same), cmocka_unit_test(the_normal_form_is_stable),
        cmocka_unit_test(columns_are_known), cmocka_unit_test(any_bytes_can_come), cmocka_unit_test(nothing_is_no_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
