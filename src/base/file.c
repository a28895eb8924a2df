#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_ulong fail_in;

void file_fail_at(unsigned long k) { atomic_store(&fail_in, k); }

static bool injected(void)
{
    if (atomic_load_explicit(&fail_in, memory_order_relaxed) == 0) return false;
    return atomic_fetch_sub(&fail_in, 1) == 1;
}

int file_root(const char *path) { return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC); }
void file_close(int fd) { if (fd >= 0) close(fd); }

int file_open_dir(int dir, const char *path)
{
    return openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* openat that stays beneath dir. Kernels or sandboxes without openat2: refuse links altogether. */
static int open_beneath(int dir, const char *path, int flags, mode_t mode)
{
    struct open_how how = { .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
                            .mode = mode,
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };
    long fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM)) fd = openat(dir, path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
    return (int)fd;
}

static int read_all(int fd, size_t size, arena *a, str *out)
{
    char *p = arena_alloc(a, size + 1);
    size_t n = 0;
    while (n < size) {
        ssize_t k = read(fd, p + n, size - n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return errno;
        if (k == 0) break;
        n += (size_t)k;
    }
    *out = (str){ p, n };
    return 0;
}

int file_read(int dir, const char *path, arena *a, str *out)
{
    int fd = open_beneath(dir, path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) return errno;
    struct stat st;
    int e = fstat(fd, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : !S_ISREG(st.st_mode) ? EINVAL : 0;
    if (!e && st.st_size > (off_t)1 << 31) e = EFBIG;
    if (!e) e = read_all(fd, (size_t)st.st_size, a, out);
    close(fd);
    return e;
}

int file_read_any(const char *path, arena *a, str *out)
{
    const char *slash = strrchr(path, '/');
    const char *dir = !slash ? "." : slash == path ? "/" : arena_str(a, str_of(path, (size_t)(slash - path))).p;
    int root = file_root(dir);
    int e = root < 0 ? errno : file_read(root, slash ? slash + 1 : path, a, out);
    file_close(root);
    return e;
}

bool file_is_dir(int dir, const char *path)
{
    struct stat st;
    return fstatat(dir, path, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_empty_dir(int fd)
{
    int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = own >= 0 ? fdopendir(own) : NULL;
    if (!d) { file_close(own); return false; }
    bool empty = true;
    for (struct dirent *e; empty && (e = readdir(d));) empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
    closedir(d);
    return empty;
}

bool file_same(int dir, const char *path, str bytes)
{
    int fd = openat(dir, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return false;
    struct stat st;
    bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (size_t)st.st_size == bytes.n;
    char block[16384];
    while (same && bytes.n) {
        ssize_t k = read(fd, block, sizeof block);
        if (k < 0 && errno == EINTR) continue;
        same = k > 0 && (size_t)k <= bytes.n && memcmp(block, bytes.p, (size_t)k) == 0;
        if (same) bytes = str_skip(bytes, (size_t)k);
    }
    close(fd);
    return same;
}

bool file_exists(int dir, const char *path)
{
    struct stat st;
    return fstatat(dir, path, &st, 0) == 0 && S_ISREG(st.st_mode);
}

/* A folder being walked, and those around it: a link to one of them would be walked without end. */
typedef struct walk_dir { const struct walk_dir *up; dev_t dev; ino_t ino; int depth; } walk_dir;

static int walk(int root, str path, arena *a, file_list *out, const walk_dir *up);

static bool is_around(const walk_dir *w, const struct stat *st)
{
    for (; w; w = w->up)
        if (w->dev == st->st_dev && w->ino == st->st_ino) return true;
    return false;
}

static void visit(int root, str path, arena *a, file_list *out, const walk_dir *in, int *error)
{
    int fd = open_beneath(root, path.p, O_RDONLY | O_NONBLOCK, 0);
    struct stat st;
    if (fd < 0) {
        if (errno == EXDEV || errno == ELOOP) VEC_PUSH(a, out, (file_entry){ path, 0, true });
        else if (errno != ENOENT && !*error) *error = errno;
        return;
    }
    int e = fstat(fd, &st) == 0 ? 0 : errno;
    close(fd);
    if (!e && S_ISDIR(st.st_mode)) e = is_around(in, &st) ? 0 : walk(root, path, a, out, in);
    else if (!e && S_ISREG(st.st_mode)) VEC_PUSH(a, out, (file_entry){ path, (uint64_t)st.st_size, false });
    if (e && !*error) *error = e;
}

static int walk(int root, str path, arena *a, file_list *out, const walk_dir *up)
{
    enum { DEEPEST = 64 };
    walk_dir here = { .up = up, .depth = up ? up->depth + 1 : 0 };
    if (here.depth > DEEPEST) return ELOOP;
    int fd = open_beneath(root, path.n ? path.p : ".", O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0) return errno;
    struct stat st;
    DIR *d = fstat(fd, &st) == 0 ? fdopendir(fd) : NULL;
    if (!d) { int e = errno; close(fd); return e; }
    here.dev = st.st_dev;
    here.ino = st.st_ino;
    int error = 0;
    for (struct dirent *e; (e = readdir(d));) {
        str name = str_z(e->d_name);
        if (name.p[0] == '.' || name.p[name.n - 1] == '~') continue;
        str full = path_join(a, path, name);
        if (e->d_type == DT_REG) VEC_PUSH(a, out, (file_entry){ full, 0, false });
        else visit(root, full, a, out, &here, &error);
    }
    closedir(d);
    return error;
}

static int by_path(const void *x, const void *y)
{
    return str_cmp(((const file_entry *)x)->path, ((const file_entry *)y)->path);
}

int file_walk(int dir, const char *path, arena *a, file_list *out)
{
    int e = walk(dir, arena_str(a, str_z(path)), a, out, NULL);
    if (out->n) qsort(out->v, out->n, sizeof *out->v, by_path);
    return e;
}

int file_mkdirs(int dir, const char *path)
{
    if (mkdirat(dir, path, 0755) == 0 || errno == EEXIST) return 0;
    if (errno != ENOENT) return errno;
    char part[4096];
    size_t n = strlen(path);
    if (n >= sizeof part) return ENAMETOOLONG;
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (part[i] != '/' && part[i] != 0) continue;
        char c = part[i];
        part[i] = 0;
        if (mkdirat(dir, part, 0755) != 0 && errno != EEXIST) return errno;
        part[i] = c;
    }
    return 0;
}

static int write_all(int fd, str bytes)
{
    if (injected()) return ENOSPC;
    while (bytes.n) {
        ssize_t k = write(fd, bytes.p, bytes.n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return errno;
        bytes = str_skip(bytes, (size_t)k);
    }
    return 0;
}

/* The way to a folder that is missing is not checked by openat2. */
static bool climbs(str path)
{
    for (str part; str_cut(&path, '/', &part);)
        if (str_eq(part, S(".."))) return true;
    return false;
}

/* A file that is there is not written into: the old output may share it (write/stage.c). */
static int open_new(int dir, const char *path)
{
    int fd = open_beneath(dir, path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd >= 0 || errno != EEXIST || unlinkat(dir, path, 0) != 0) return fd;
    return open_beneath(dir, path, O_WRONLY | O_CREAT | O_EXCL, 0644);
}

int file_write(int dir, const char *path, str bytes)
{
    if (climbs(str_z(path))) return EXDEV;
    int fd = open_new(dir, path);
    if (fd < 0 && errno == ENOENT) {
        char parent[4096];
        str d = path_dir(str_z(path));
        if (d.n >= sizeof parent) return ENAMETOOLONG;
        memcpy(parent, d.p, d.n);
        parent[d.n] = 0;
        int e = file_mkdirs(dir, parent);
        if (e) return e;
        fd = open_new(dir, path);
    }
    if (fd < 0) return errno;
    int e = write_all(fd, bytes);
    if (close(fd) != 0 && !e) e = errno;
    if (e) unlinkat(dir, path, 0);
    return e;
}
