#include "model/words.h"
#include "base/buf.h"
#include "base/map.h"

/* rule is NULL for a word without plural. */
typedef struct entry { str text; const str *forms; const plural *rule; } entry;

struct words { arena *a; str lang; map *entries; };

words *words_new(arena *a, str lang)
{
    words *w = ARENA_NEW(a, words);
    *w = (words){ a, arena_str(a, lang), map_new(a) };
    return w;
}

str words_lang(const words *w) { return w->lang; }
size_t words_count(const words *w) { return map_count(w->entries); }

/* As gettext does: the context, an EOT, the id. */
static str key_of(arena *a, str context, str msgid)
{
    return context.n ? arena_fmt(a, "%.*s\004%.*s", STR_ARG(context), STR_ARG(msgid)) : msgid;
}

static void put(words *w, str context, str msgid, entry e)
{
    str key = key_of(w->a, context, msgid);
    if (map_has(w->entries, key)) return;
    entry *kept = ARENA_NEW(w->a, entry);
    *kept = e;
    map_put(w->entries, key, kept);
}

void words_put(words *w, str context, str msgid, str text) { put(w, context, msgid, (entry){ .text = text }); }

void words_put_plural(words *w, str context, str one, const str *forms, const plural *rule)
{
    put(w, context, one, (entry){ forms[0], forms, rule });
}

bool words_has(const words *w, str msgid) { return w && map_has(w->entries, msgid); }

str words_get(const words *w, str msgid)
{
    const entry *e = w ? map_get(w->entries, msgid) : NULL;
    return e ? e->text : msgid;
}

str words_get_in(const words *w, str context, str msgid)
{
    if (!w) return msgid;
    arena *scratch = arena_new(256);
    const entry *e = map_get(w->entries, key_of(scratch, context, msgid));
    arena_free(scratch);
    return e ? e->text : msgid;
}

str words_plural(const words *w, str one, str many, long n)
{
    unsigned long k = n < 0 ? 0UL - (unsigned long)n : (unsigned long)n;
    const entry *e = w ? map_get(w->entries, one) : NULL;
    if (!e) return k > 1 ? many : one;
    return e->rule ? e->forms[plural_form(e->rule, k)] : e->text;
}

str words_fill(arena *a, str pattern, const str *with, size_t n)
{
    buf b = { 0 };
    for (size_t at, i = 0; i < n && (at = str_search(pattern, S("%s"))) != STR_NONE; i++) {
        buf_put(&b, pattern.p, at);
        buf_str(&b, with[i]);
        pattern = str_skip(pattern, at + 2);
    }
    buf_str(&b, pattern);
    return buf_take(&b, a);
}

str words_count_of(const words *w, arena *a, str one, str many, long n, str number)
{
    str form = words_plural(w, one, many, n);
    buf b = { 0 };
    for (size_t i = 0; i < form.n; i++) {
        char after = i + 1 < form.n ? form.p[i + 1] : 0;
        if (form.p[i] != '%' || (after != 'd' && after != '%')) {
            buf_char(&b, form.p[i]);
            continue;
        }
        if (after == 'd') buf_str(&b, number);
        else buf_char(&b, '%');
        i++;
    }
    return buf_take(&b, a);
}
