#include "read/front_matter.h"
#include "base/lang.h"
#include "read/yaml.h"
#include <string.h>

/* A line of three marks, with nothing but white space behind them. */
static bool is_fence(str line, const char *marks)
{
    return line.n >= 3 && memcmp(line.p, marks, 3) == 0 && str_trim(str_skip(line, 3)).n == 0;
}

/* The line at *at, without its break; *at moves to the next one. */
static str line_at(str text, size_t *at)
{
    str rest = str_skip(text, *at), line = rest;
    size_t nl = str_find(rest, '\n');
    if (nl != STR_NONE) line = str_first(rest, nl);
    *at += nl == STR_NONE ? rest.n : nl + 1;
    return line;
}

bool front_matter(arena *a, const source *src, diag *d, value **meta, uint32_t *body)
{
    str text = src->text;
    size_t start = str_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0, at = start;
    *meta = value_new(a, VALUE_MAP, (uint32_t)start, 0);
    *body = (uint32_t)start;
    if (text.n == start || !is_fence(line_at(text, &at), "---")) return false;
    size_t from = at;
    while (at < text.n) {
        size_t here = at;
        str line = line_at(text, &at);
        if (!is_fence(line, "---") && !is_fence(line, "...")) continue;
        *body = (uint32_t)at;
        value *v = yaml_parse(a, src, (uint32_t)from, (uint32_t)(here - from), d);
        if (v->kind == VALUE_MAP) *meta = v;
        else DIAG(d, C104, value_span(src, v), _("the front matter holds no keys"),
                  _("write a colon and a space after the key: “key: text”"));
        return true;
    }
    DIAG0(d, F102, ((span){ src, (uint32_t)start, 3 }));
    *body = (uint32_t)from;
    return false;
}
