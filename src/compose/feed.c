#include "compose/feed.h"
#include "compose/plan.h"
#include "html/escape.h"
#include <stdlib.h>

static str day_of(const page *p) { return str_first(p->lastmod.n >= 10 ? p->lastmod : p->date, 10); }

static bool is_dated(const page *p, const language *lang)
{
    return p->lang == lang && !p->is_falc && !p->stands_in && day_of(p).n == 10;
}

bool feed_has(const site *s, const language *lang)
{
    for (size_t i = 0; i < s->npages; i++)
        if (is_dated(s->pages[i], lang)) return s->settings->base_url.n > 0;
    return false;
}

str feed_path(arena *a, const language *lang) { return arena_fmt(a, "%.*s/flux.xml", STR_ARG(lang->code)); }

static int by_day(const void *x, const void *y)
{
    const page *p = *(page *const *)x, *q = *(page *const *)y;
    int order = str_cmp(day_of(q), day_of(p));
    return order ? order : str_cmp(p->path, q->path);
}

static void put_text(buf *out, const char *element, str s)
{
    buf_fmt(out, "<%s>", element);
    html_text(out, s);
    buf_fmt(out, "</%s>\n", element);
}

/* The id is the address without the day, so that a reader sees a change as one of the same page. */
static void put_entry(buf *out, const site *s, const page *p)
{
    BUF_LIT(out, "<entry>\n");
    put_text(out, "title", p->title);
    BUF_LIT(out, "<id>");
    plan_address(out, s, p->path);
    BUF_LIT(out, "</id>\n<link href=\"");
    plan_address(out, s, p->path);
    buf_fmt(out, "\"/>\n<updated>%.*sT00:00:00Z</updated>\n", STR_ARG(day_of(p)));
    if (p->description.n) put_text(out, "summary", p->description);
    BUF_LIT(out, "</entry>\n");
}

bool feed_write(buf *out, const site *s, const language *lang)
{
    arena *a = arena_new(0);
    page **list = ARENA_ARRAY(a, page *, s->npages + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->npages; i++)
        if (is_dated(s->pages[i], lang)) list[n++] = s->pages[i];
    if (n) qsort(list, n, sizeof *list, by_day);
    if (n) {
        BUF_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        buf_fmt(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%.*s\">\n",
                STR_ARG(lang->code));
        put_text(out, "title", lang->title);
        BUF_LIT(out, "<id>");
        plan_address(out, s, feed_path(a, lang));
        BUF_LIT(out, "</id>\n<link rel=\"self\" href=\"");
        plan_address(out, s, feed_path(a, lang));
        BUF_LIT(out, "\"/>\n<author>");
        put_text(out, "name", lang->title);
        buf_fmt(out, "</author>\n<updated>%.*sT00:00:00Z</updated>\n", STR_ARG(day_of(list[0])));
    }
    for (size_t i = 0; i < n && i < FEED_MOST; i++) put_entry(out, s, list[i]);
    if (n) BUF_LIT(out, "</feed>\n");
    arena_free(a);
    return n;
}
