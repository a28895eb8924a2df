#include "model/meeting.h"
#include "base/path.h"

bool meeting_is(const page *p) { return p && p->kind && str_eqz(p->kind->name, "reunion"); }

bool meeting_when(const page *p, moment *out)
{
    str from = value_get_text(p->fields, S("debut"));
    if (!meeting_is(p)) return false;
    if (from.n == 0) from = value_get_text(p->fields, S("date"));
    return moment_read(from, value_get_text(p->fields, S("fin")), out, NULL);
}

str meeting_slug(const page *p) { return path_base(path_dir(p->path)); }

str meeting_calendar_path(arena *a, const page *p)
{
    str dir = path_dir(p->path);
    return arena_fmt(a, "%.*s/%.*s.ics", STR_ARG(dir), STR_ARG(path_base(dir)));
}
