#include "base/path.h"
#include "compose/facility_pages.h"
#include "compose/view.h"
#include "model/hours_show.h"
#include "model/names.h"
#include <lauxlib.h>

static view *current(host *h) { return host_context(h); }
static void set(host *h, const char *key) { lua_setfield(host_lua(h), -2, key); }

static void push_path(host *h, str path)
{
    view *v = current(h);
    host_push_str(h, path_relative(v->scratch, v->path, path));
}

/* --- one facility: what its row says, and what livret knows of it */

static const page *own_page(host *h, const facility *f)
{
    return f->pages ? f->pages[current(h)->lang->index] : NULL;
}

/* "RAM d’Aubrelle jusqu’en 2020"; nil when it was not renamed. */
static void push_old_name(host *h, const facility *f)
{
    view *v = current(h);
    str old = names_before(v->scratch, v->site->names, v->lang->words, f->name);
    if (old.n) host_push_str(h, old);
    else lua_pushnil(host_lua(h));
}

static void facility_get(host *h, void *object, str key)
{
    const facility *f = object;
    const page *p = own_page(h, f);
    lua_State *L = host_lua(h);
    if (str_eqz(key, "sorte")) host_push_str(h, facility_kind(current(h)->lang->words, f->kind));
    else if (str_eqz(key, "commune_nom")) host_push_str(h, f->commune_name);
    else if (str_eqz(key, "page")) view_push_page(h, p);
    else if (str_eqz(key, "url") && p) push_path(h, p->path);
    else if (str_eqz(key, "carte_de_visite") && p) push_path(h, facility_card_path(current(h)->scratch, p));
    else if (str_eqz(key, "ancien_nom")) push_old_name(h, f);
    else if (str_eqz(key, "latitude") && f->placed) lua_pushnumber(L, f->at.lat);
    else if (str_eqz(key, "longitude") && f->placed) lua_pushnumber(L, f->at.lon);
    else host_push_value(h, value_get(f->row, key));
}

static const host_class facility_class = { .name = "structure", .get = facility_get };

void view_push_facility(host *h, const facility *f)
{
    if (f) host_push_object(h, &facility_class, (void *)(uintptr_t)f);
    else lua_pushnil(host_lua(h));
}

static size_t count(host *h, void *object) { (void)h; return ((const site *)object)->nfacilities; }
static void item(host *h, void *object, size_t i) { view_push_facility(h, &((const site *)object)->facilities[i - 1]); }

static void get_by_id(host *h, void *object, str key)
{
    const site *s = object;
    size_t i = 0;
    while (i < s->nfacilities && !str_eq(s->facilities[i].id, key)) i++;
    view_push_facility(h, i < s->nfacilities ? &s->facilities[i] : NULL);
}

static const host_class list_class = { .name = "structures", .get = get_by_id, .count = count, .item = item };

void view_push_facilities(host *h, const site *s) { host_push_object(h, &list_class, (void *)(uintptr_t)s); }

/* --- horaires(text): { { days = "du lundi au vendredi", times = "7 h 30 à 18 h 30", off = false,
 * week = { "Monday", … }, ranges = { { "07:30", "18:30" }, … }, holidays = "public" }, … }. week, ranges: what programs
 * can be told; week is empty for what holds in some weeks, months or holidays ("public", "school") only. A text that
 * can't be read is one row with `times` alone. */

static str text_at(lua_State *L, int i)
{
    size_t n;
    const char *p = luaL_checklstring(L, i, &n);
    return (str){ p, n };
}

static void push_clock(host *h, int minutes)
{
    minutes = minutes > 1440 ? minutes - 1440 : minutes == 1440 ? 1439 : minutes;
    lua_pushfstring(host_lua(h), "%d%d:%d%d", minutes / 600, minutes / 60 % 10, minutes % 60 / 10, minutes % 10);
}

static void push_week(host *h, uint8_t days)
{
    static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    lua_State *L = host_lua(h);
    int n = 0;
    lua_newtable(L);
    for (int d = 0; d < 7; d++) {
        if (!(days >> d & 1)) continue;
        lua_pushstring(L, names[d]);
        lua_rawseti(L, -2, ++n);
    }
}

static void push_ranges(host *h, const hours_rule *r)
{
    lua_State *L = host_lua(h);
    lua_newtable(L);
    for (size_t i = 0; i < r->ntimes; i++) {
        lua_createtable(L, 2, 0);
        push_clock(h, r->times[i].from);
        lua_rawseti(L, -2, 1);
        push_clock(h, r->times[i].to);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void push_row(host *h, const hours_row *r)
{
    lua_createtable(host_lua(h), 0, 5);
    host_push_str(h, r->days); set(h, "days");
    host_push_str(h, r->times); set(h, "times");
    lua_pushboolean(host_lua(h), r->rule->off); set(h, "off");
    push_week(h, r->usual); set(h, "week");
    if (r->rule->when) {
        lua_pushstring(host_lua(h), r->rule->when == HOURS_PUBLIC_HOLIDAYS ? "public" : "school");
        set(h, "holidays");
    }
    push_ranges(h, r->rule); set(h, "ranges");
}

static int fn_hours(lua_State *L)
{
    host *h = host_of(L);
    view *v = current(h);
    size_t n, bad;
    hours read;
    lua_newtable(L);
    if (lua_isnoneornil(L, 1)) return 1;
    str text = arena_str(v->scratch, text_at(L, 1));
    if (!hours_parse(v->scratch, text, &read, &bad)) {
        lua_createtable(L, 0, 1);
        host_push_str(h, text); set(h, "times");
        lua_rawseti(L, -2, 1);
        return 1;
    }
    const hours_row *rows = hours_show(v->scratch, &read, v->lang->locale, v->lang->words, &n);
    for (size_t i = 0; i < n; i++) {
        push_row(h, &rows[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* --- donnees_structurees(table): a whole element, since layouts have no holes in scripts. No sign of markup stays. */

static void put_json(buf *out, str json)
{
    for (size_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        if (c == '<' || c == '>' || c == '&') buf_fmt(out, "\\u%04x", (unsigned)c);
        else buf_char(out, c);
    }
}

static int fn_structured(lua_State *L)
{
    host *h = host_of(L);
    const char *why = "";
    value *v;
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!host_to_value(h, 1, current(h)->scratch, &v, &why)) return luaL_error(L, "donnees_structurees: %s", why);
    buf json = { 0 }, out = { 0 };
    value_json(&json, v, false);
    BUF_LIT(&out, "<script type=\"application/ld+json\">");
    put_json(&out, buf_view(&json));
    BUF_LIT(&out, "</script>");
    host_push_markup(h, buf_view(&out));
    buf_free(&json);
    buf_free(&out);
    return 1;
}

void view_install_facilities(host *h)
{
    lua_register(host_lua(h), "horaires", fn_hours);
    lua_register(host_lua(h), "donnees_structurees", fn_structured);
}
