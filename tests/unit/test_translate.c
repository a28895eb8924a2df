/* Units and translations: what is sound, what is remembered, states of units, marks on their way out and back. */
#include "read/markdown.h"
#include "translate/match.h"
#include "translate/parts.h"
#include "translate/sound.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

typedef struct desk { arena *a; diag *d; memory *m; unit_list units; } desk;

static desk open_desk(void)
{
    arena *a = arena_new(0);
    return (desk){ .a = a, .d = diag_new(), .m = memory_new(a) };
}

static void close_desk(desk *k)
{
    diag_free(k->d);
    arena_free(k->a);
}

static void cut(desk *k, const char *markdown)
{
    source *s = ARENA_NEW(k->a, source);
    *s = (source){ "page.md", str_z(markdown) };
    k->units = (unit_list){ 0 };
    unit_collect(k->a, S(""), NULL, markdown_parse(k->a, s, 0, k->d, (markdown_options){ 0 }), &k->units);
}

static void know(desk *k, const char *context, const char *id, const char *text)
{
    message_list l = { 0 };
    VEC_PUSH(k->a, &l, ((message){ .context = str_z(context), .id = str_z(id), .text = str_z(text) }));
    memory_add(k->m, &l);
}

static void accept_all(desk *k, const char *page)
{
    uint64_t *hashes = ARENA_ARRAY(k->a, uint64_t, k->units.n + 1);
    for (size_t i = 0; i < k->units.n; i++) hashes[i] = k->units.v[i].hash;
    memory_accept(k->m, str_z(page), hashes, k->units.n);
}

/* The states as letters, in the order of the units: U, O, P (in progress), M. */
static void expect_states(desk *k, const char *page, bool file, const char *states)
{
    match *m = match_page(k->a, k->m, str_z(page), &k->units, file);
    char got[32] = { 0 };
    for (size_t i = 0; i < k->units.n && i < 31; i++) got[i] = "UOPM"[m[i].state];
    assert_string_equal(got, states);
}

/* --- sound */

static void test_sound(void **state)
{
    (void)state;
    static const struct { const char *source, *translation, *lost;
    } cases[] = {
        { "Bonjour.", "Hello.", "" },
        { "Voyez [ici](a.md).", "See [here](a.md).", "" },
        { "Voyez [ici](a.md).", "See here.", "a.md" },
        { "Voyez [ici](a.md).", "See [here](b.md).", "a.md" },
        { "Bonjour.", "See [here](b.md).", "b.md" },
        { "Une note[^1].", "A note.", "[^1]" },
        { "Le `code`.", "The `cod`.", "`code`" },
        { "Le 12 mars 2024", "12 March 2024", "" },
        { "Le 12 mars 2024", "12 March 2025", "2024" },
        { "1 116 enfants", "1,116 children", "" },
        { "1 116 enfants", "١٬١١٦ طفلًا", "" },
        { "1 116 enfants", "11116 children", "1" },
        { "en 2024", "٢٠٢٥", "2024" },
        { "Bonjour.", "Hello 3.", "3" },
        { "Un \\`accent\\`", "A \\`grave\\`", "" },
        { "[a](<x y.md>)", "[b](<x y.md>)", "" },
    };
    arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str lost = sound_difference(a, str_z(cases[i].source), str_z(cases[i].translation));
        if (!str_eqz(lost, cases[i].lost))
            fail_msg("%s -> %s loses “%.*s”", cases[i].source, cases[i].translation, STR_ARG(lost));
    }
    arena_free(a);
}

/* --- memory */

static void test_find_by_page_then_by_text(void **state)
{
    (void)state;
    desk k = open_desk();
    know(&k, "a", "Oui.", "Yes.");
    know(&k, "b", "Oui.", "Aye.");
    know(&k, "a", "Non.", "No.");
    assert_true(str_eqz(memory_find(k.m, S("b"), S("Oui."))->text, "Aye."));
    assert_null(memory_find(k.m, S("c"), S("Oui.")));          /* two translations: neither is meant */
    assert_true(str_eqz(memory_find(k.m, S("c"), S("Non."))->text, "No."));
    assert_true(memory_has_page(k.m, S("a")));
    assert_false(memory_has_page(k.m, S("c")));
    close_desk(&k);
}

static void test_state_file(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Un.\n\nDeux.\n");
    accept_all(&k, "b");
    accept_all(&k, "a");
    buf first = { 0 }, second = { 0 };
    memory_write_state(k.m, &first);
    source src = { "state.tsv", buf_view(&first) };
    memory *again = memory_new(k.a);
    memory_read_state(again, &src, k.d);
    memory_write_state(again, &second);
    assert_true(str_eq(buf_view(&first), buf_view(&second)));
    assert_int_equal(memory_page(again, S("b"))->n, 2);
    assert_true(memory_accepted(again, k.units.v[0].hash));
    assert_int_equal(diag_count(k.d, DIAG_WARNING) + diag_count(k.d, DIAG_ERROR), 0);
    source bad = { "state.tsv", S("a\tnothing\n\xff\n\t\n") };
    memory_read_state(again, &bad, k.d);
    assert_true(diag_count(k.d, DIAG_WARNING) + diag_count(k.d, DIAG_ERROR) > 0);
    assert_int_equal(memory_page(again, S("b"))->n, 2);
    buf_free(&first);
    buf_free(&second);
    close_desk(&k);
}

/* --- states */

static void test_states_of_messages(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Un.\n\nDeux.\n\nTrois.\n");
    know(&k, "p", "Un.", "One.");
    know(&k, "p", "Deux.", "Two.");
    expect_states(&k, "p", false, "PPM");
    accept_all(&k, "p");
    expect_states(&k, "p", false, "UUM");
    cut(&k, "Un.\n\nDeux fois.\n\nTrois.\n");
    expect_states(&k, "p", false, "UOM");
    cut(&k, "Zéro.\n\nUn.\n\nDeux.\n");
    expect_states(&k, "p", false, "MUU");
    close_desk(&k);
}

static void test_states_of_a_file(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Un.\n\nDeux.\n\nTrois.\n");
    expect_states(&k, "p", true, "PPP");
    accept_all(&k, "p");
    expect_states(&k, "p", true, "UUU");
    cut(&k, "Un.\n\nDeux fois.\n\nTrois.\n\nQuatre.\n");
    expect_states(&k, "p", true, "UOUM");
    close_desk(&k);
}

/* A section that moves to another page is accepted there too. */
static void test_moved_blocks(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Un.\n\nDeux.\n\nTrois.\n");
    know(&k, "p", "Deux.", "Two.");
    accept_all(&k, "p");
    cut(&k, "Début.\n\nDeux.\n");
    expect_states(&k, "q", false, "MU");
    close_desk(&k);
}

static void test_unsound_translations_are_missing(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Voyez [ici](a.md).\n");
    know(&k, "p", "Voyez [ici](a.md).", "See here.");
    expect_states(&k, "p", false, "M");
    assert_true(str_eqz(match_page(k.a, k.m, S("p"), &k.units, false)->lost, "a.md"));
    close_desk(&k);
}

/* Beyond the table of the longest common run, thousands of changed blocks are still paired. */
static void test_many_changed_blocks(void **state)
{
    (void)state;
    desk k = open_desk();
    buf text = { 0 };
    for (int i = 0; i < 3000; i++) buf_fmt(&text, "Bloc %d.\n\n", i);
    buf_char(&text, '\0');
    cut(&k, text.p);
    accept_all(&k, "p");
    text.n = 0;
    for (int i = 0; i < 3000; i++) buf_fmt(&text, "Autre %d.\n\n", i);
    buf_char(&text, '\0');
    cut(&k, text.p);
    match *m = match_page(k.a, k.m, S("p"), &k.units, true);
    for (size_t i = 0; i < k.units.n; i++) assert_int_equal(m[i].state, OUTDATED);
    buf_free(&text);
    close_desk(&k);
}

/* --- marks */

static node *parse(void *ctx, arena *a, str markdown)
{
    desk *k = ctx;
    source *s = ARENA_NEW(a, source);
    *s = (source){ "", markdown };
    return markdown_parse(a, s, 0, k->d, (markdown_options){ 0 });
}

static void test_marks_come_back(void **state)
{
    (void)state;
    desk k = open_desk();
    cut(&k, "Voyez **[le guide](a.md)** et `code`.\n");
    part_list from = { 0 }, target = { 0 };
    parts_of_unit(k.a, &k.units.v[0], &from);
    parts_of_text(k.a, &k.units.v[0], S("`code` and **[the guide](a.md)**."), &from, parse, &k, &target);
    assert_true(str_eqz(inline_of_parts(k.a, &from), "Voyez **[le guide](a.md)** et `code`."));
    assert_true(str_eqz(inline_of_parts(k.a, &target), "`code` and **[the guide](a.md)**."));
    assert_true(parts_same(&from, &from));
    assert_false(parts_same(&from, &target));
    assert_int_equal(parts_fill(&target, &from, NULL), 0);
    assert_true(str_eqz(inline_of_parts(k.a, &target), "`code` and **[the guide](a.md)**."));
    close_desk(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_find_by_page_then_by_text),
        cmocka_unit_test(test_state_file),
        cmocka_unit_test(test_states_of_messages),
        cmocka_unit_test(test_states_of_a_file),
        cmocka_unit_test(test_moved_blocks),
        cmocka_unit_test(test_unsound_translations_are_missing),
        cmocka_unit_test(test_many_changed_blocks),
        cmocka_unit_test(test_marks_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
