#include "write/stage.h"
#include "base/lang.h"
#include "base/mem.h"
#include "base/path.h"
#include "write/tree.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file that says that a folder was made by livret and may be replaced. */
static const char marker[] = ".livret";

struct stage {
    diag *d;
    arena *mem;
    const char *shown;                             /* the output as the user named it, for messages */
    const char *name, *work;                       /* "output", ".output.livret": both in `parent` */
    int parent, lock, tree, old; /* descriptors: parent folder, work folder (locked), new tree, old tree or -1 */
    atomic_bool failed;
    atomic_size_t count;
};

static void refuse(stage *s, const char *why, const char *hint)
{
    DIAG(s->d, W803, NO_SPAN, s->shown, why, hint);
}

/* Splits a path into an open parent and a name. A link is followed: its target is what gets replaced. */
static bool find_place(stage *s, const char *output)
{
    char real[PATH_MAX];
    str path = str_z(realpath(output, real) ? real : output);
    while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
    str name = path_base(path), dir = path_dir(path);
    if (name.n == 0 || str_eq(name, S(".")) || str_eq(name, S(".."))) {
        refuse(s, _("it is not a folder with a name of its own"), _("name a folder, such as “-o output”"));
        return false;
    }
    s->name = arena_str(s->mem, name).p;
    s->work = arena_fmt(s->mem, ".%.*s.livret", STR_ARG(name)).p;
    const char *parent = dir.n ? arena_str(s->mem, dir).p : path.p[0] == '/' ? "/" : ".";
    s->parent = file_root(parent);
    if (s->parent >= 0) return true;
    int e = file_mkdirs(AT_FDCWD, parent);
    if (!e) s->parent = file_root(parent);
    if (s->parent < 0) refuse(s, strerror(e ? e : errno), _("its parent folder can’t be opened"));
    return s->parent >= 0;
}

static bool is_mount_point(int parent, const char *name)
{
    struct statx x;
    if (statx(parent, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &x) != 0) return false;
    return (x.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) && (x.stx_attributes & STATX_ATTR_MOUNT_ROOT);
}

/* An empty folder, or one with the marker, is livret's to replace. */
static bool may_replace(stage *s)
{
    if (is_mount_point(s->parent, s->name)) {
        refuse(s, _("it is a mount point, which can’t be exchanged for another folder"),
               _("name a folder inside it with -o"));
        return false;
    }
    s->old = file_open_dir(s->parent, s->name);
    if (s->old < 0 && errno == ENOENT) return true;
    if (s->old < 0) {
        refuse(s, errno == ENOTDIR ? _("it is a file") : strerror(errno), _("name another folder with -o"));
        return false;
    }
    if (file_exists(s->old, marker) || file_is_empty_dir(s->old)) return true;
    refuse(s, _("it holds files that livret did not make, and they would be lost"),
           _("name another folder with -o, or empty this one"));
    return false;
}

/* Makes and locks the work folder. A run that ends removes it, so after taking the lock the name must still mean the
 * same folder. */
static bool take_lock(stage *s)
{
    for (int tries = 0; tries < 100; tries++) {
        if (mkdirat(s->parent, s->work, 0755) != 0 && errno != EEXIST) {
            refuse(s, strerror(errno), _("livret builds in a folder beside the output: its parent must be writable"));
            return false;
        }
        s->lock = file_open_dir(s->parent, s->work);
        if (s->lock < 0 && errno == ENOENT) continue;
        if (s->lock < 0) { refuse(s, strerror(errno), ""); return false; }
        if (flock(s->lock, LOCK_EX | LOCK_NB) != 0) {
            DIAG(s->d, W804, NO_SPAN, s->shown);
            return false;
        }
        struct stat mine, now;
        if (fstat(s->lock, &mine) == 0 && fstatat(s->parent, s->work, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
            mine.st_ino == now.st_ino)
            return true;
        file_close(s->lock);
        s->lock = -1;
    }
    DIAG(s->d, W804, NO_SPAN, s->shown);
    return false;
}

/* A run killed between its two renames left the old output in the work folder: it goes back. */
static void mend(stage *s)
{
    if (s->old < 0 && file_is_dir(s->lock, "old")) {
        renameat(s->lock, "old", s->parent, s->name);
        s->old = file_open_dir(s->parent, s->name);
    }
}

static bool start_tree(stage *s)
{
    mend(s);
    int e = tree_remove(s->lock, "new");
    if (!e) e = tree_remove(s->lock, "old");
    if (!e && mkdirat(s->lock, "new", 0755) != 0) e = errno;
    if (!e && (s->tree = file_open_dir(s->lock, "new")) < 0) e = errno;
    if (e) refuse(s, strerror(e), "");
    return e == 0;
}

static void release(stage *s, bool remove_work)
{
    file_close(s->tree);
    file_close(s->old);
    if (remove_work && s->lock >= 0) {
        tree_remove(s->lock, "new");
        tree_remove(s->lock, "old");
        unlinkat(s->parent, s->work, AT_REMOVEDIR);
    }
    file_close(s->lock);
    file_close(s->parent);
    arena_free(s->mem);
    mem_free(s);
}

stage *stage_open(const char *output, diag *d)
{
    stage *s = mem_zalloc(sizeof *s);
    s->d = d;
    s->mem = arena_new(4096);
    s->shown = arena_strz(s->mem, output);
    s->parent = s->lock = s->tree = s->old = -1;
    if (find_place(s, output) && may_replace(s) && take_lock(s) && start_tree(s)) {
        stage_put(s, marker, S("livret made this folder and replaces it as a whole at each build.\n"));
        return s;
    }
    release(s, false);
    return NULL;
}

static void fail(stage *s, const char *path, int e)
{
    if (!atomic_exchange(&s->failed, true)) DIAG(s->d, W802, NO_SPAN, path, strerror(e));
}

static int link_old(stage *s, const char *path)
{
    if (linkat(s->old, path, s->tree, path, 0) == 0) return 0;
    if (errno != ENOENT) return errno;
    char parent[PATH_MAX];
    str dir = path_dir(str_z(path));
    if (dir.n >= sizeof parent) return ENAMETOOLONG;
    memcpy(parent, dir.p, dir.n);
    parent[dir.n] = 0;
    int e = file_mkdirs(s->tree, parent);
    if (e) return e;
    return linkat(s->old, path, s->tree, path, 0) == 0 ? 0 : errno;
}

void stage_put(stage *s, const char *path, str bytes)
{
    if (atomic_load(&s->failed)) return;
    atomic_fetch_add(&s->count, 1);
    if (s->old >= 0 && file_same(s->old, path, bytes) && link_old(s, path) == 0) return;
    int e = file_write(s->tree, path, bytes);
    if (e) fail(s, path, e);
}

void stage_keep(stage *s, const char *path)
{
    if (atomic_load(&s->failed)) return;
    int e = link_old(s, path);
    if (e == 0) { atomic_fetch_add(&s->count, 1); return; }
    if (e == EEXIST) return;
    arena *a = arena_new(0);
    str bytes;
    e = file_read(s->old, path, a, &bytes);
    if (!e) e = file_write(s->tree, path, bytes);
    if (e) fail(s, path, e);
    else atomic_fetch_add(&s->count, 1);
    arena_free(a);
}

void stage_old_files(stage *s, arena *a, file_list *out)
{
    if (s->old >= 0) file_walk(s->old, "", a, out);
}

size_t stage_count(const stage *s) { return atomic_load(&s->count); }
bool stage_failed(const stage *s) { return atomic_load(&s->failed); }

/* 0 or an errno. After an exchange the old tree lies in work/new. */
static int put_in_place(stage *s)
{
    if (s->old < 0) return renameat2(s->lock, "new", s->parent, s->name, RENAME_NOREPLACE) == 0 ||
                           (errno == EINVAL && renameat(s->lock, "new", s->parent, s->name) == 0) ? 0 : errno;
    if (renameat2(s->lock, "new", s->parent, s->name, RENAME_EXCHANGE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (renameat(s->parent, s->name, s->lock, "old") != 0) return errno;
    if (renameat(s->lock, "new", s->parent, s->name) == 0) return 0;
    int e = errno;
    renameat(s->lock, "old", s->parent, s->name);
    return e;
}

bool stage_commit(stage *s)
{
    bool ok = !atomic_load(&s->failed);
    if (ok) {
        int e = put_in_place(s);
        if (e) refuse(s, strerror(e), "");
        else mem_output_changed();
        ok = e == 0;
    }
    release(s, true);
    return ok;
}

void stage_abort(stage *s) { release(s, true); }
