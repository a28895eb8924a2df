#include "odt/odt_priv.h"

/* --- languages */

static str code_of(str lang)
{
    str code = lang, rest = lang;
    str_cut(&rest, '-', &code);
    return code;
}

static bool is_one_of(str code, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eqz(code, list[i])) return true;
    return false;
}
#define IS_ONE_OF(code, list) is_one_of((code), (list), sizeof(list) / sizeof *(list))

bool odt_rtl(const odt_writer *w, str lang)
{
    static const char *const codes[] = { "ar", "fa", "prs", "ps", "ur",  "he", "yi",
                                         "ug", "sd", "ckb", "dv", "syr", "pnb" };
    if (lang.n == 0 || str_eq(lang, w->b->lang)) return w->b->rtl;
    return IS_ONE_OF(code_of(lang), codes);
}

/* Word processors choose the language of a word by its script. */
static char script_of(str lang)
{
    static const char *const complex[] = { "ar",  "fa", "prs", "ps", "ur", "he", "yi", "ug", "sd", "ckb",
                                           "dv",  "syr", "pnb", "hi", "bn", "ta", "te", "mr", "ne", "pa",
                                           "gu",  "kn", "ml",  "si", "th", "km", "lo", "my" };
    static const char *const asian[] = { "zh", "ja", "ko" };
    if (IS_ONE_OF(code_of(lang), complex)) return 'c';
    return IS_ONE_OF(code_of(lang), asian) ? 'a' : 'w';
}

/* The country whose spelling a dictionary of the language follows; "none" leaves it to the program. */
static str country_of(str lang)
{
    static const struct { const char *code, *country; } usual[] = {
        { "fr", "FR" }, { "en", "GB" }, { "de", "DE" }, { "es", "ES" }, { "it", "IT" }, { "pt", "PT" }, { "nl", "NL" },
        { "pl", "PL" }, { "ro", "RO" }, { "tr", "TR" }, { "ru", "RU" }, { "uk", "UA" }, { "sq", "AL" }, { "zh", "CN" },
    };
    str code = code_of(lang);
    if (lang.n == code.n + 3) return str_skip(lang, code.n + 1);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (str_eqz(code, usual[i].code)) return str_z(usual[i].country);
    return S("none");
}

/* The language of western letters is told too: it is what a file says of itself. */
void odt_lang(odt_xml *x, str lang)
{
    char script = script_of(lang);
    odt_attr(x, "fo:language", code_of(lang));
    odt_attr(x, "fo:country", country_of(lang));
    if (script == 'w') return;
    odt_attr(x, script == 'c' ? "style:language-complex" : "style:language-asian", code_of(lang));
    odt_attr(x, script == 'c' ? "style:country-complex" : "style:country-asian", country_of(lang));
}

/* --- automatic styles */

str odt_style(odt_writer *w, const char *family, const char *prefix, const char *parent, const char *more, str inside)
{
    str key = arena_fmt(w->a, "%s|%s|%s|%.*s", family, parent ? parent : "", more ? more : "", STR_ARG(inside));
    const str *known = map_get(w->automatic, key);
    if (known) return *known;
    str *name = ARENA_NEW(w->a, str);
    *name = arena_fmt(w->a, "%s%u", prefix, ++w->counts[prefix[0] & 0x7F]);
    map_put(w->automatic, key, name);
    odt_xml x = { .out = &w->styles, .a = w->a };
    odt_open(&x, "style:style");
    odt_attr(&x, "style:name", *name);
    odt_attrz(&x, "style:family", family);
    if (parent) odt_attrz(&x, "style:parent-style-name", parent);
    if (more) buf_z(&w->styles, more);
    odt_raw(&x, inside);
    odt_close(&x);
    return *name;
}

/* --- named styles */

bool odt_is_bold(const char *style)
{
    static const char *const bold[] = { "Heading_20_1", "Heading_20_2",     "Heading_20_3",  "Heading_20_4",
                                        "Heading_20_5", "Heading_20_6",     "Title",         "Caption",
                                        "Table",        "Figure",           "Table_20_Heading", "List_20_Heading",
                                        "Note_20_Title", "Tip_20_Title",    "Important_20_Title", "Warning_20_Title",
                                        "Danger_20_Title", "Easy_20_Title", "Publisher" };
    return IS_ONE_OF(str_z(style), bold);
}

bool odt_is_body(const char *style)
{
    static const char *const body[] = { "Text_20_body", "List_20_Paragraph", "List_20_End", "List_20_Heading",
                                        "Quotations",   "List_20_Contents",  "Footnote",      "Note",
                                        "Tip",          "Important",         "Warning",       "Danger" };
    return IS_ONE_OF(str_z(style), body);
}

bool odt_is_boxed(const char *style)
{
    static const char *const boxed[] = { "Quotations", "Marginalia", "Note",   "Tip",
                                         "Important",  "Warning",    "Danger", "Easy" };
    return IS_ONE_OF(str_z(style), boxed);
}

str odt_shown(arena *a, const char *style)
{
    buf out = { 0 };
    for (str rest = str_z(style); rest.n;) {
        bool blank = str_starts(rest, S("_20_"));
        buf_char(&out, blank ? ' ' : rest.p[0]);
        rest = str_skip(rest, blank ? 4 : 1);
    }
    return buf_take(&out, a);
}
