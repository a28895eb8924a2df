/* Cards for address books: escapes, folding, what is left out. */
#include "compose/vcard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static str written(arena *a, const vcard *v)
{
    buf out = { 0 };
    vcard_write(&out, v);
    return buf_take(&out, a);
}

static void test_card(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    vcard v = { .name = S("La Cabane; l’autre, et \\ une"), .kind = S("Micro-crèche"),
                .street = S("4, rue; du\nLavoir"), .locality = S("Aubrelle"), .postcode = S("99100"),
                .phone = S("01 99 00 10 01"), .mail = S("a@exemple.fr"),
                .web = S("https://exemple.fr/?a=1,2"), .note = S("lundi"), .lang = S("fr"), .placed = true,
                .at = { -3.21, 46.05 } };
    assert_string_equal(written(a, &v).p,
                        "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//livret//FR\r\nKIND:org\r\n"
                        "FN:La Cabane\\; l’autre\\, et \\\\ une\r\nORG:La Cabane\\; l’autre\\, et \\\\ une\r\n"
                        "CATEGORIES:Micro-crèche\r\n"
                        "ADR;TYPE=work:;;4\\, rue\\; du\\nLavoir;Aubrelle;;99100;\r\n"
                        "TEL;TYPE=work,voice:01 99 00 10 01\r\nEMAIL;TYPE=work:a@exemple.fr\r\n"
                        "URL:https://exemple.fr/?a=1,2\r\nGEO:geo:46.05,-3.21\r\nNOTE;LANGUAGE=fr:lundi\r\n"
                        "END:VCARD\r\n");
    vcard least = { .name = S("Seule") };
    assert_string_equal(written(a, &least).p, "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:-//livret//FR\r\nKIND:org\r\n"
                                              "FN:Seule\r\nORG:Seule\r\nEND:VCARD\r\n");
    vcard bad = { .name = S("x"), .web = S("https://exemple.fr/\r\nFN:autre") };
    assert_null(strstr(written(a, &bad).p, "autre"));
    arena_free(a);
}

/* No line over 75 octets, none cut within a character; unfolded it is what it was. */
static void test_folding(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    for (size_t shift = 0; shift < 4; shift++) {
        buf long_name = { 0 }, unfolded = { 0 };
        for (size_t i = 0; i < shift; i++) buf_char(&long_name, 'x');
        for (int i = 0; i < 90; i++) buf_z(&long_name, "é✓");
        str name = buf_take(&long_name, a);
        str card = written(a, &(vcard){ .name = name }), rest = card, line;
        while (str_cut(&rest, '\n', &line)) {
            if (line.n == 0) continue;
            assert_true(line.n - 1 <= 75 && line.p[line.n - 1] == '\r');
            assert_true(((unsigned char)line.p[line.p[0] == ' '] & 0xC0) != 0x80);
            bool folded = line.p[0] == ' ';
            if (!folded) buf_char(&unfolded, '\n');
            buf_str(&unfolded, str_first(str_skip(line, folded), line.n - 1 - folded));
        }
        str whole = buf_take(&unfolded, a);
        assert_true(str_search(whole, arena_fmt(a, "\nFN:%.*s\n", STR_ARG(name))) != STR_NONE);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_card), cmocka_unit_test(test_folding) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
