/* What the tests of files share: a folder of their own, thrown away at the end. Paths are relative to it. */
#ifndef TESTS_PLACE_H
#define TESTS_PLACE_H
#include "given.h"
#include "base/file.h"
#include "write/tree.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct place { char path[64]; int fd; arena *a; diag *d; } place;

static inline place place_make(void)
{
    place p = { .path = P_tmpdir "/livret-unit-XXXXXX", .a = arena_new(0), .d = diag_new() };
    assert_non_null(mkdtemp(p.path));
    p.fd = file_root(p.path);
    assert_true(p.fd >= 0);
    return p;
}

static inline void place_drop(place *p)
{
    file_close(p->fd);
    assert_int_equal(tree_remove(AT_FDCWD, p->path), 0);
    diag_free(p->d);
    arena_free(p->a);
}

static inline const char *place_at(place *p, const char *name) { return arena_fmt(p->a, "%s/%s", p->path, name).p; }

static inline void place_put(place *p, const char *name, const char *text)
{
    assert_int_equal(file_write(p->fd, name, str_z(text)), 0);
}

/* What a file holds, "(none)" when it can't be read. */
static inline const char *place_get(place *p, const char *name)
{
    str text;
    return file_read(p->fd, name, p->a, &text) == 0 ? text.p : "(none)";
}

static inline bool place_has(place *p, const char *name)
{
    struct stat st;
    return fstatat(p->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static inline struct stat place_stat(place *p, const char *name)
{
    struct stat st;
    assert_int_equal(fstatat(p->fd, name, &st, AT_SYMLINK_NOFOLLOW), 0);
    return st;
}

static inline const char *place_said(place *p)
{
    buf b = { 0 };
    diag_print(p->d, &b, DIAG_SHORT);
    return buf_take(&b, p->a).p;
}
#endif
