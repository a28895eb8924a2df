#include "type/chance.h"
#include "base/mem.h"
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { KEPT = 4 };

/* Iterators for the languages met last: opening one costs more than a page of text. */
typedef struct kept { char lang[12]; UBreakIterator *it; } kept;

struct chances { kept v[KEPT]; size_t next; UText text; };

chances *chances_new(void)
{
    chances *c = mem_zalloc(sizeof *c);
    c->text = (UText)UTEXT_INITIALIZER;
    return c;
}

void chances_free(chances *c)
{
    if (!c) return;
    for (size_t i = 0; i < KEPT; i++) if (c->v[i].it) ubrk_close(c->v[i].it);
    utext_close(&c->text);
    mem_free(c);
}

static UBreakIterator *iterator(chances *c, str lang)
{
    char code[sizeof c->v[0].lang] = "";
    if (lang.n < sizeof code) memcpy(code, lang.p, lang.n);
    for (size_t i = 0; i < KEPT; i++)
        if (c->v[i].it && strcmp(c->v[i].lang, code) == 0) return c->v[i].it;
    kept *k = &c->v[c->next++ % KEPT];
    UErrorCode e = U_ZERO_ERROR;
    if (k->it) ubrk_close(k->it);
    memcpy(k->lang, code, sizeof code);
    k->it = ubrk_open(UBRK_LINE, code, NULL, 0, &e);
    if (U_FAILURE(e)) k->it = NULL;
    return k->it;
}

/* Rule LB15 ties a bracket to any quotation mark before it, across spaces; one that closes must not. */
static void free_brackets(str text, uint8_t *may)
{
    for (size_t i = 3; i < text.n; i++) {
        if ((text.p[i] != '(' && text.p[i] != '[') || text.p[i - 1] != ' ') continue;
        str before = str_first(text, i - 1);
        if (str_ends(before, S("»")) || str_ends(before, S("”"))) may[i] = 1;
    }
}

void chances_mark(chances *c, str text, str lang, uint8_t *may)
{
    UErrorCode e = U_ZERO_ERROR;
    UBreakIterator *it = iterator(c, lang);
    utext_openUTF8(&c->text, text.p, (int64_t)text.n, &e);
    if (!it || U_FAILURE(e)) return;
    ubrk_setUText(it, &c->text, &e);
    ubrk_first(it);
    for (int32_t i = ubrk_next(it); i != UBRK_DONE && (size_t)i < text.n; i = ubrk_next(it)) may[i] = 1;
    free_brackets(text, may);
}
