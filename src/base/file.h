/* Reading files below one folder, and the checked writing of one file. The only home of open. Paths are NUL-terminated and relative to
 * `dir`, a descriptor from file_root; a path never leaves it, through ".." or a symbolic link (openat2, RESOLVE_BENEATH). */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/arena.h"
#include "base/buf.h"
#include <stdint.h>

int file_root(const char *path);                  /* a descriptor, or -1 with errno */
void file_close(int fd);
/* Reads a whole regular file into the arena, NUL after its end. 0, or an errno (EXDEV: it leads out of `dir`). */
int file_read(int dir, const char *path, arena *a, str *out);
int file_read_any(const char *path, arena *a, str *out);  /* one that somebody names, wherever it is */
bool file_is_dir(int dir, const char *path);
int file_open_dir(int dir, const char *path);     /* a descriptor, or -1 with errno; links are not followed at the end */
bool file_is_empty_dir(int fd);
bool file_same(int dir, const char *path, str bytes);   /* a regular file that holds just these bytes */
bool file_exists(int dir, const char *path);      /* a regular file */

typedef struct file_entry { str path; uint64_t size; bool outside; } file_entry;   /* outside: a link that leads out */
typedef struct file_list { file_entry *v; size_t n, cap; } file_list;
/* All regular files below `path`, sorted by bytes of their path (relative to `dir`); names that start with '.' or end with '~' are
 * passed over, and so is a link to a folder around it. 0 or an errno; a folder that is missing is ENOENT. */
int file_walk(int dir, const char *path, arena *a, file_list *out);

/* Writes a whole new file (mode 0644) below dir, in the place of one that is there, creating folders. 0 or an errno; a failed write
 * leaves no file. */
int file_write(int dir, const char *path, str bytes);
int file_mkdirs(int dir, const char *path);       /* with all its parents; 0 or an errno */

/* Fault injection for the tests: the k-th write from now fails with ENOSPC (0: never). */
void file_fail_at(unsigned long k);
#endif
