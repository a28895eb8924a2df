/* iCalendar files (RFC 5545) line by line. */
#include "given.h"
#include "compose/calendar.h"
#include "model/day.h"

static moment at(const char *from, const char *to)
{
    moment m;
    assert_true(moment_read(str_z(from), str_z(to), &m, NULL));
    return m;
}

static const char *written(arena *a, const char *zone, const char *clock, const calendar_event *v, size_t n)
{
    buf out = { 0 };
    calendar c = { .zone = str_z(zone), .clock = str_z(clock), .events = v, .n = n };
    calendar_write(&out, &c);
    return arena_str(a, buf_take(&out, a)).p;
}

static const char *one(arena *a, const char *zone, const char *from, const char *to)
{
    calendar_event e = { .uid = S("x@exemple.fr"), .title = S("Réunion"), .when = at(from, to) };
    return written(a, zone, "2026-09-01", &e, 1);
}

static bool has(const char *text, const char *part) { return strstr(text, part) != NULL; }

static void test_a_whole_file(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_string_equal(one(a, "Europe/Paris", "2026-09-24 18:00", "2026-09-24 20:30"),
                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//livret//livret//FR\r\nCALSCALE:GREGORIAN\r\n"
                        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"
                        "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
                        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"
                        "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
                        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                        "BEGIN:VEVENT\r\nUID:x@exemple.fr\r\nDTSTAMP:20260901T000000Z\r\n"
                        "DTSTART;TZID=Europe/Paris:20260924T180000\r\nDTEND;TZID=Europe/Paris:20260924T203000\r\n"
                        "SUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    arena_free(a);
}

static void test_whole_days_end_the_day_after(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    const char *text = one(a, "Europe/Paris", "2026-12-31", "");
    assert_true(has(text, "\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
    assert_false(has(text, "VTIMEZONE"));
    text = one(a, "Europe/Paris", "2026-09-24", "2026-09-26 12:00");
    assert_true(has(text, "\r\nDTSTART;VALUE=DATE:20260924\r\nDTEND;VALUE=DATE:20260927\r\n"));
    arena_free(a);
}

static void test_an_end_may_be_missing_or_wrong(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_false(has(one(a, "Europe/Paris", "2026-09-24 18:00", ""), "DTEND"));
    assert_false(has(one(a, "Europe/Paris", "2026-09-24 18:00", "2026-09-24 17:00"), "DTEND"));
    assert_false(has(one(a, "Europe/Paris", "2026-09-24 18:00", "2026-09-24"), "DTEND"));
    const char *text = one(a, "Europe/Paris", "2026-09-24 18:00", "2026-09-25");
    assert_true(has(text, "DTEND;TZID=Europe/Paris:20260926T000000"));
    arena_free(a);
}

static void test_zones(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    const char *text = one(a, "Europe/Lisbon", "2026-09-24 18:00", "");
    assert_true(has(text, "DTSTART:19960331T010000") && has(text, "TZOFFSETTO:+0100\r\nTZNAME:WEST"));
    text = one(a, "Europe/Helsinki", "2026-09-24 18:00", "");
    assert_true(has(text, "DTSTART:19961027T040000") && has(text, "TZNAME:EET\r\n"));
    text = one(a, "Indian/Reunion", "2026-09-24 18:00", "");
    assert_true(has(text, "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0400\r\n"
                          "TZOFFSETTO:+0400\r\nEND:STANDARD"));
    assert_false(has(text, "DAYLIGHT"));
    /* other rules, and none that ICU knows: UTC */
    text = one(a, "America/New_York", "2026-09-24 18:00", "2026-09-24 20:30");
    assert_true(has(text, "\r\nDTSTART:20260924T220000Z\r\nDTEND:20260925T003000Z\r\n") && !has(text, "VTIMEZONE"));
    assert_true(has(one(a, "Mars/Olympus", "2026-09-24 18:00", ""), "\r\nDTSTART:20260924T180000Z\r\n"));
    arena_free(a);
}

static void test_texts_are_escaped(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    calendar_event e = { .uid = S("x"), .title = S("a,b;c\\d\ne\rf\tg"), .when = at("2026-09-24", "") };
    assert_true(has(written(a, "Europe/Paris", "", &e, 1), "\r\nSUMMARY:a\\,b\\;c\\\\d\\nefg\r\n"));
    arena_free(a);
}

/* Every line has 75 octets at most, no character is parted, and what was folded comes back. */
static void check_folds(arena *a, str title)
{
    calendar_event e = { .uid = S("x"), .title = title, .when = at("2026-09-24", "") };
    str rest = str_z(written(a, "Europe/Paris", "", &e, 1));
    buf whole = { 0 };
    for (size_t end; (end = str_search(rest, S("\r\n"))) != STR_NONE; rest = str_skip(rest, end + 2)) {
        str line = str_first(rest, end);
        assert_true(line.n <= 75);
        bool more = line.n > 1 && line.p[0] == ' ';
        unsigned char head = (unsigned char)(more ? line.p[1] : line.p[0]);
        assert_true((head & 0xC0) != 0x80);
        if (!more) buf_char(&whole, '\n');
        buf_str(&whole, more ? str_skip(line, 1) : line);
    }
    assert_int_equal(rest.n, 0);
    str text = buf_take(&whole, a);
    size_t at_title = str_search(text, S("\nSUMMARY:"));
    assert_true(at_title != STR_NONE && str_starts(str_skip(text, at_title + 9), title));
}

static void test_lines_are_folded(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    static const char *const samples[] = { "a", "é", "€", "𝄞", "aé€𝄞" };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        for (size_t n = 1; n < 90; n++) check_folds(a, repeat(a, samples[i], n));
    arena_free(a);
}

static void test_stamps(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    calendar_event e = { .uid = S("x"), .title = S("x"), .when = at("2026-09-24", "") };
    assert_true(has(written(a, "Europe/Paris", "", &e, 1), "DTSTAMP:20260924T000000Z"));
    assert_true(has(written(a, "Europe/Paris", "2026-01-02", &e, 1), "DTSTAMP:20260102T000000Z"));
    arena_free(a);
}

static void test_hours(void **state)
{
    (void)state;
    static const struct { const char *text; int minute; } good[] = {
        { "2026-09-24", -1 }, { "2026-09-24 18:00", 1080 }, { "2026-09-24T09:05", 545 }, { "2026-09-24 9h30", 570 },
        { "2026-09-24 9 h 30", 570 }, { "2026-09-24 18 h", 1080 }, { "2026-09-24 0:00", 0 },
        { "2026-09-24 18\u00A0h\u00A030", 1110 },
    };
    static const char *const bad[] = { "2026-09-24 25:00", "2026-09-24 18:60", "2026-09-24 18", "2026-09-24 18h3",
                                       "2026-09-24 18:00:00", "2026-09-24 soir", "2026-09-31 18:00", "24/09/2026", "" };
    int32_t day;
    int minute;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(day_moment(str_z(good[i].text), &day, &minute));
        assert_int_equal(minute, good[i].minute);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(day_moment(str_z(bad[i]), &day, &minute));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_file),      cmocka_unit_test(test_whole_days_end_the_day_after),
        cmocka_unit_test(test_an_end_may_be_missing_or_wrong), cmocka_unit_test(test_zones),
        cmocka_unit_test(test_texts_are_escaped), cmocka_unit_test(test_lines_are_folded),
        cmocka_unit_test(test_stamps),            cmocka_unit_test(test_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
