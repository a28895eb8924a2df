#include "type/setter.h"

void setter_start(setter *s, font_set *fonts, const flow_book *b, diag *d)
{
    *s = (setter){ .book = b, .fonts = fonts, .d = d };
    s->shaper = shaper_new(fonts);
    s->chances = chances_new();
    s->tmp = arena_new(1 << 18);
    s->work = arena_new(1 << 18);
    s->mem = arena_new(0);
    s->told = map_new(s->mem);
}

void setter_end(setter *s)
{
    shaper_free(s->shaper);
    chances_free(s->chances);
    arena_free(s->tmp);
    arena_free(s->work);
    arena_free(s->mem);
}

str setter_number(setter *s, str place)
{
    s->asked = true;
    if (!s->numbers) return S("00");
    const str *label = map_get(s->numbers, place);
    return label ? *label : S("");
}

bool setter_rtl(const setter *s, str lang)
{
    static const char *const codes[] = { "ar", "fa", "prs", "ps", "ur",  "he", "yi",
                                         "ug", "sd", "ckb", "dv", "syr", "pnb" };
    if (lang.n == 0 || str_eq(lang, s->book->lang)) return s->book->rtl;
    str code = lang, rest = lang;
    str_cut(&rest, '-', &code);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) if (str_eqz(code, codes[i])) return true;
    return false;
}

void setter_tell(setter *s, diag_code c, span at, const char *a, const char *b, const char *e)
{
    str key = arena_fmt(s->mem, "%d/%p/%u/%s", (int)c, (const void *)at.src, at.off, a);
    if (map_has(s->told, key)) return;
    map_put(s->told, key, s);
    DIAG(s->d, c, at, a, b, e);
}
