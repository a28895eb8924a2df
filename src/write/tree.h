/* Folders as trees of names: removal, links. Descriptors are borrowed. */
#ifndef WRITE_TREE_H
#define WRITE_TREE_H

/* Removes `name` in dir with all below it; links are removed, not followed. 0 or an errno; ENOENT is 0. */
int tree_remove(int dir, const char *name);
#endif
