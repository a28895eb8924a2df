/* The only writer of output: a whole new tree is staged beside the old one, then put in its place in one step.
 *
 * Beside `parent/name` stands `parent/.name.livret/` while a build runs: locked (flock), with the new tree in `new/`. Commit exchanges
 * `new` and the output (renameat2, RENAME_EXCHANGE); where the file system can't, two renames with `old/` in between, and the next run
 * mends what a kill left. A kill at any moment leaves the old output or the new one. Failures of the world are reported once to diag,
 * here. */
#ifndef WRITE_STAGE_H
#define WRITE_STAGE_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

typedef struct stage stage;

/* Looks at the place, takes the lock, removes what a killed run left. NULL after a diagnostic (W803, W804): the place is a mount point, its
 * parent can't be written, it holds files that livret did not make, another build runs… */
stage *stage_open(const char *output, diag *d);
/* Writes one file of the new tree; `path` is relative to it. A file whose bytes equal the old one's keeps its time. Thread-safe. The first
 * failure is reported (W802) and remembered; later calls do nothing. */
void stage_put(stage *s, const char *path, str bytes);
/* Takes a file over from the old output as it is; used when only a part is built. */
void stage_keep(stage *s, const char *path);
/* Files of the old output, empty when there is none. */
void stage_old_files(stage *s, arena *a, file_list *out);
size_t stage_count(const stage *s);               /* files put and kept so far */
bool stage_failed(const stage *s);
/* Puts the new tree in place; false after a diagnostic. Frees the stage either way. */
bool stage_commit(stage *s);
/* Throws the new tree away; the old output was never touched. */
void stage_abort(stage *s);
#endif
