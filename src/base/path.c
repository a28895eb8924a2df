#include "base/path.h"
#include "base/buf.h"
#include "base/vec.h"

str path_join(arena *a, str dir, str name)
{
    if (dir.n == 0) return arena_str(a, name);
    if (name.n == 0) return arena_str(a, dir);
    return arena_fmt(a, "%.*s%s%.*s", STR_ARG(dir), dir.p[dir.n - 1] == '/' ? "" : "/", STR_ARG(name));
}

str path_dir(str path)
{
    size_t i = str_rfind(path, '/');
    return i == STR_NONE ? str_first(path, 0) : str_first(path, i);
}

str path_base(str path)
{
    size_t i = str_rfind(path, '/');
    return i == STR_NONE ? path : str_skip(path, i + 1);
}

str path_ext(str path)
{
    str base = path_base(path);
    size_t i = str_rfind(base, '.');
    return i == STR_NONE || i == 0 ? str_skip(base, base.n) : str_skip(base, i);
}

str path_stem(str path)
{
    str base = path_base(path);
    return str_first(base, base.n - path_ext(base).n);
}

bool path_clean(arena *a, str path, str *out)
{
    VEC(str) parts = { 0 };
    str part;
    if (str_find(path, '\0') != STR_NONE || str_find(path, '\\') != STR_NONE) return false;
    for (str rest = path; str_cut(&rest, '/', &part);) {
        if (part.n == 0 || str_eq(part, S("."))) continue;
        if (str_eq(part, S(".."))) {
            if (parts.n == 0) return false;
            parts.n--;
        } else {
            VEC_PUSH(a, &parts, part);
        }
    }
    char *p = arena_alloc(a, path.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < parts.n; i++) {
        if (i) p[n++] = '/';
        memcpy(p + n, parts.v[i].p, parts.v[i].n);
        n += parts.v[i].n;
    }
    *out = (str){ p, n };
    return true;
}

str path_relative(arena *a, str from, str to)
{
    size_t common = 0;
    for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
        if (from.p[i] == '/') common = i + 1;
    size_t ups = 0;
    for (size_t i = common; i < from.n; i++) ups += from.p[i] == '/';
    str rest = str_skip(to, common);
    char *p = arena_alloc(a, ups * 3 + rest.n + 1);
    for (size_t i = 0; i < ups; i++) memcpy(p + 3 * i, "../", 3);
    if (rest.n) memcpy(p + 3 * ups, rest.p, rest.n);
    return (str){ p, 3 * ups + rest.n };
}
