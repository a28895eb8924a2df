#include "given.h"
#include "read/xml.h"

static void expect(const char *xml, const char *json)
{
    given g = given_z(xml);
    value *v = xml_parse(g.a, &g.src, NULL, g.d);
    assert_string_equal(said(&g), "");
    assert_string_equal(as_json(&g, v), json);
    drop(&g);
}

static void expect_error(const char *xml, const char *message)
{
    given g = given_z(xml);
    value *v = xml_parse(g.a, &g.src, NULL, g.d);
    assert_string_equal(said(&g), message);
    assert_string_equal(as_json(&g, v), "[]");
    drop(&g);
}

static void test_rows(void **state)
{
    (void)state;
    expect("<communes>\n <commune code=\"68297\"><nom>Saint-Louis</nom></commune>\n <commune code=\"68135\"><nom> "
           "Hésingue "
           "</nom></commune>\n</communes>",
           "[{\"code\":\"68297\",\"nom\":\"Saint-Louis\"},{\"code\":\"68135\",\"nom\":\"Hésingue\"}]");
    expect("<c><r a=\"1\"/></c>", "[{\"a\":\"1\"}]");
    expect("<c><r>x</r><r/></c>", "[\"x\",null]");
    expect("<c/>", "[]");
    expect("<c> <!-- rien --> </c>", "[]");
}

static void test_maps(void **state)
{
    (void)state;
    expect("<c an=\"2024\"><r>1</r><r>2</r></c>", "{\"an\":\"2024\",\"r\":[\"1\",\"2\"]}");
    expect("<c><a>1</a><b><d>2</d><e f=\"3\">4  5\n6</e></b></c>",
           "{\"a\":\"1\",\"b\":{\"d\":\"2\",\"e\":{\"f\":\"3\",\"texte\":\"4 5 6\"}}}");
    expect("<c><r><t>a</t><t>b</t><t><u>c</u></t></r></c>", "[{\"t\":[\"a\",\"b\",{\"u\":\"c\"}]}]");
    expect("<c>texte seul</c>", "\"texte seul\"");
    expect("<c><r n=\"1\"><n>2</n><n>3</n></r></c>", "[{\"n\":[\"1\",\"2\",\"3\"]}]");
}

static void test_text_forms(void **state)
{
    (void)state;
    expect("<c><r><![CDATA[a & <b>]]></r><r>x&amp;y&#233;</r></c>", "[\"a & <b>\",\"x&yé\"]");
    expect("\xEF\xBB\xBF<?xml version=\"1.0\"?><c><r>é</r></c>", "[\"é\"]");
    expect("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><c><r>\xE9</r></c>", "[\"é\"]");
    expect("<c xmlns=\"urn:x\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\"><p:r "
           "xmlns:p=\"urn:p\" xml:lang=\"fr\">x</p:r></c>", "[{\"lang\":\"fr\",\"texte\":\"x\"}]");
}

static void test_offsets_are_those_of_start_tags(void **state)
{
    (void)state;
    given g = given_z("<c>\n  <é a='>'\n   b='2'><d>x</d></é>\n</c>");
    value *row = value_at(xml_parse(g.a, &g.src, NULL, g.d), 0);
    assert_string_equal(under(&g, row), "<é");
    assert_string_equal(under(&g, value_get(row, S("d"))), "<d");
    assert_int_equal(row->off, 6);
    drop(&g);
}

static void test_errors_have_their_place(void **state)
{
    (void)state;
    expect_error("", "x:1:1: error: XML can’t be read: there is no element [D401]\n");
    expect_error("bonjour", "x:1:1: error: XML can’t be read: there is no element [D401]\n");
    expect_error("<c>\n<r>x</s>\n</c>",
                 "x:2:9: error: XML can’t be read: this end tag does not match the element that is open: r [D401]\n");
    expect_error("<c>\n<r>é & b</r></c>", "x:2:7: error: XML can’t be read: a lone & or <: write &amp; or &lt; "
                 "[D401]\n");
    expect_error("<c>&nbsp;</c>",
                 "x:1:10: error: XML can’t be read: XML has no such entity: nbsp; write the character itself [D401]\n");
    expect_error("<c><r>", "x:1:7: error: XML can’t be read: the file ends before this element is closed: r [D401]\n");
    given g = given_z("<c>\xFF</c>");
    xml_parse(g.a, &g.src, NULL, g.d);
    assert_int_equal(errors(&g), 1);
    drop(&g);
    given nul = give(str_of("<c>\0</c>", 8));
    xml_parse(nul.a, &nul.src, NULL, nul.d);
    assert_int_equal(errors(&nul), 1);
    drop(&nul);
}

static void test_entities_are_refused(void **state)
{
    (void)state;
    expect_error("<!DOCTYPE c [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><c><r>&b;</r></c>",
                 "x:1:31: error: XML can’t be read: entities can’t be declared in data: a [D401]\n");
    expect_error("<!DOCTYPE c [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><c>&f;</c>",
                 "x:1:54: error: XML can’t be read: entities can’t be declared in data: f [D401]\n");
    expect_error("<!DOCTYPE c [<!ENTITY % p SYSTEM \"http://exemple.invalid/p\"> %p;]><c/>",
                 "x:1:60: error: XML can’t be read: entities can’t be declared in data: p [D401]\n");
    expect("<!DOCTYPE c SYSTEM \"http://exemple.invalid/c.dtd\"><c><r>1</r></c>", "[\"1\"]");
    given g = given_z("<!DOCTYPE c SYSTEM \"http://exemple.invalid/c.dtd\"><c><r>a&f;</r></c>");
    xml_parse(g.a, &g.src, NULL, g.d);
    assert_non_null(strstr(said(&g), "XML has no such entity: f"));
    drop(&g);
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    given g = give(repeat(a, "<a>", 500000));
    xml_parse(g.a, &g.src, NULL, g.d);
    assert_string_equal(said(&g), "x:1:193: error: XML can’t be read: nested too deeply [D401]\n");
    drop(&g);
    arena_free(a);
}

/* --- schemas */

static const char schema_text[] =
    "<element name='communes' xmlns='http://relaxng.org/ns/structure/1.0' "
    "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'><oneOrMore><element name='commune'>"
    "<attribute name='code'><data type='string'><param name='pattern'>[0-9AB]{5}</param></data></attribute>"
    "<element name='nom'><text/></element><optional><element name='places'><data "
        "type='nonNegativeInteger'/></element></optional>"
    "</element></oneOrMore></element>";

static value *check(given *g, const char *xml)
{
    static const source schema = { "communes.rng", { schema_text, sizeof schema_text - 1 } };
    *g = given_z(xml);
    return xml_parse(g->a, &g->src, &schema, g->d);
}

static void test_schema_holds(void **state)
{
    (void)state;
    given g;
    value *v = check(&g, "<communes><commune code='68297'><nom>A</nom><places>12</places></commune></communes>");
    assert_string_equal(said(&g), "");
    assert_int_equal(value_count(v), 1);
    drop(&g);
}

static void test_schema_faults_have_their_line(void **state)
{
    (void)state;
    given g;
    value *v = check(&g, "<communes>\n <commune code='68297'><nom>A</nom></commune>\n <commune "
                     "code='1'><nom>B</nom></commune>\n"
                    " <commune code='68135'>\n  <nom>C</nom>\n  <places>douze</places></commune>\n"
                    " <commune code='68042'><maire>D</maire></commune>\n</communes>");
    assert_int_equal(value_count(v), 4);
    const char *messages = said(&g);
    assert_null(strstr(messages, "x:2:"));
    assert_non_null(strstr(messages, "x:3:2: error: XML does not follow its schema communes.rng: "));
    assert_non_null(strstr(messages, "x:6:3: error: XML does not follow its schema communes.rng: "));
    assert_non_null(strstr(messages, "x:7:24: error: XML does not follow its schema communes.rng: "));
    drop(&g);
}

static void test_bad_schema_is_told(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "<a/>", "<element name='c' xmlns='http://relaxng.org/ns/structure/1.0'>",
        ("<grammar xmlns='http://relaxng.org/ns/structure/1.0'><include href='/etc/hostname'/>"
         "<start><ref name='x'/></start></grammar>"),
        "<externalRef href='http://exemple.invalid/s.rng' xmlns='http://relaxng.org/ns/structure/1.0'/>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        given g = given_z("<c><r>1</r></c>");
        source schema = { "s.rng", str_z(bad[i]) };
        value *v = xml_parse(g.a, &g.src, &schema, g.d);
        assert_string_equal(as_json(&g, v), "[\"1\"]");
        assert_non_null(strstr(said(&g), "s.rng:1:"));
        drop(&g);
    }
}

static void read_damaged(given *g)
{
    static const source schema = { "communes.rng", { schema_text, sizeof schema_text - 1 } };
    xml_parse(g->a, &g->src, &schema, g->d);
}

static void test_damaged_files_end(void **state)
{
    (void)state;
    damage(S("<?xml version=\"1.0\"?><!DOCTYPE c><communes><commune "
             "code='1'><nom>&#233;&lt;</nom></commune></communes>"), read_damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_maps),
        cmocka_unit_test(test_text_forms),
        cmocka_unit_test(test_offsets_are_those_of_start_tags),
        cmocka_unit_test(test_errors_have_their_place),
        cmocka_unit_test(test_entities_are_refused),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_schema_holds),
        cmocka_unit_test(test_schema_faults_have_their_line),
        cmocka_unit_test(test_bad_schema_is_told),
        cmocka_unit_test(test_damaged_files_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
