#include "write/tree.h"
#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int empty(int dir, const char *name)
{
    int fd = file_open_dir(dir, name);
    if (fd < 0) return errno;
    DIR *d = fdopendir(fd);
    if (!d) { int e = errno; file_close(fd); return e; }
    int error = 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.' && (!e->d_name[1] || (e->d_name[1] == '.' && !e->d_name[2]))) continue;
        int k = tree_remove(fd, e->d_name);
        if (k && !error) error = k;
    }
    closedir(d);
    return error;
}

int tree_remove(int dir, const char *name)
{
    if (unlinkat(dir, name, 0) == 0 || errno == ENOENT) return 0;
    if (errno != EISDIR && errno != EPERM) return errno;
    int e = empty(dir, name);
    if (e) return e;
    return unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno;
}
