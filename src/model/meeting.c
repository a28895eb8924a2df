#include "model/meeting.h"
#include "base/path.h"
#include "base/unicode.h"

bool meeting_is(const page *p) { return p && p->kind && str_eqz(p->kind->name, "reunion"); }

bool meeting_when(const page *p, moment *out)
{
    str from = value_get_text(p->fields, S("debut"));
    if (!meeting_is(p)) return false;
    if (from.n == 0) from = value_get_text(p->fields, S("date"));
    return moment_read(from, value_get_text(p->fields, S("fin")), out, NULL);
}

bool meeting_is_total(const value *row)
{
    arena *a = arena_new(256);
    str s = unicode_plain(a, value_get_text(row, S("categorie")));
    bool total = str_eqz(s, "total") || str_eqz(s, "totaux") || str_eqz(s, "totalgeneral");
    arena_free(a);
    return total;
}

str meeting_slug(const page *p) { return path_base(path_dir(p->path)); }

str meeting_calendar_path(arena *a, const page *p)
{
    str dir = path_dir(p->path);
    return arena_fmt(a, "%.*s/%.*s.ics", STR_ARG(dir), STR_ARG(path_base(dir)));
}
