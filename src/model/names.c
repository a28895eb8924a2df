#include "model/names.h"
#include "base/unicode.h"
#include "model/day.h"

static const struct { const char *french, *english; } columns[] = {
    { "ancien", "old" }, { "nom", "name" }, { "depuis", "since" }, { "note", "note" },
};

enum { OLD, NOW, SINCE, NOTE, COLUMNS };

/* The cells of a row, by columns; NULL where there is none. */
static void find_cells(arena *scratch, const value *row, const value **cells)
{
    for (int c = 0; c < COLUMNS; c++) cells[c] = NULL;
    for (size_t k = 0; row->kind == VALUE_MAP && k < row->as.map.n; k++) {
        str name = unicode_plain(scratch, row->as.map.v[k].key);
        for (int c = 0; c < COLUMNS; c++)
            if (str_eqz(name, columns[c].french) || str_eqz(name, columns[c].english))
                cells[c] = row->as.map.v[k].value;
    }
}

/* "2021" and "2021-01-01": the old name was that of 2020; "2021-09-01": still that of 2021. */
static void read_since(name_change *c)
{
    int32_t end;
    int year, month, dom;
    c->from = INT32_MIN;
    if (!day_stretch(c->since, &c->from, &end)) { c->from = INT32_MIN; return; }
    day_civil(c->from - 1, &year, &month, &dom);
    c->last = year;
}

name_list *names_read(arena *a, const value *rows, const source *src)
{
    name_list *n = ARENA_NEW(a, name_list);
    arena *scratch = arena_new(1024);
    for (size_t i = 0; i < value_count(rows); i++) {
        const value *cells[COLUMNS];
        if (rows->kind != VALUE_LIST) break;
        find_cells(scratch, value_at(rows, i), cells);
        name_change c = { .old = str_trim(value_text(cells[OLD])), .now = str_trim(value_text(cells[NOW])),
                          .since = str_trim(value_text(cells[SINCE])), .note = str_trim(value_text(cells[NOTE])),
                          .at = value_span(src, cells[OLD]), .since_at = value_span(src, cells[SINCE]) };
        c.plain = unicode_plain(a, c.old);
        read_since(&c);
        if (c.old.n && c.now.n) VEC_PUSH(a, &n->all, c);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return n->all.n ? n : NULL;
}

bool names_same(str x, str y)
{
    if (str_eq(x, y)) return true;
    arena *a = arena_new(1024);
    str plain = unicode_plain(a, x);
    bool same = plain.n && str_eq(plain, unicode_plain(a, y));
    arena_free(a);
    return same;
}

const name_change *names_change(const name_list *n, str old)
{
    if (!n || old.n == 0) return NULL;
    arena *a = arena_new(256);
    str plain = unicode_plain(a, old);
    const name_change *found = NULL;
    for (size_t i = 0; !found && i < n->all.n; i++) {
        const name_change *c = &n->all.v[i];
        if (str_eq(c->old, old) || (plain.n && str_eq(c->plain, plain))) found = c;
    }
    arena_free(a);
    return found;
}

str names_now(const name_list *n, str name)
{
    str now = name;
    const name_change *c;
    for (size_t steps = 0; n && (c = names_change(n, now)); now = c->now)
        if (++steps > n->all.n) return name;
    return now;
}

bool names_circle(const name_list *n, str name)
{
    const name_change *c = names_change(n, name);
    for (size_t steps = 0; c && steps <= n->all.n; steps++, c = names_change(n, c->now))
        if (names_same(c->now, name)) return true;
    return false;
}

str names_until(arena *a, const words *w, str old, int last)
{
    str year = arena_fmt(a, "%d", last);
    old = words_get(w, old);
    return last ? words_fill(a, words_get(w, S("%s jusqu’en %s")), (str[]){ old, year }, 2)
                : words_fill(a, words_get(w, S("auparavant %s")), &old, 1);
}

str names_before(arena *a, const name_list *n, const words *w, str now)
{
    str said = S("");
    if (names_change(n, now)) return said;
    for (size_t i = n ? n->all.n : 0; i-- > 0;) {
        const name_change *c = &n->all.v[i];
        if (!names_same(names_now(n, c->old), now)) continue;
        str one = names_until(a, w, c->old, c->last);
        said = said.n ? arena_fmt(a, "%.*s%.*s%.*s", STR_ARG(said), STR_ARG(words_get(w, S(", "))), STR_ARG(one)) : one;
    }
    return said;
}
