/* Paths with '/' as text: no file system is asked. Results live in the arena and end in NUL. */
#ifndef BASE_PATH_H
#define BASE_PATH_H
#include "base/arena.h"

str path_join(arena *a, str dir, str name);       /* "" + "x" is "x" */
str path_dir(str path);                           /* without the last part: "a/b" -> "a", "b" -> "" */
str path_base(str path);                          /* the last part */
str path_ext(str path);                           /* ".md" of "x.falc.md", "" when there is none */
str path_stem(str path);                          /* last part without its ending */
/* Resolves "." and ".."; false when it would climb above the start or holds a NUL or a backslash. Leading '/' is dropped. */
bool path_clean(arena *a, str path, str *out);
/* How to write `to` in a file at `from` (both relative to one root): from "fr/a/index.html" to "fr/b/index.html" is "../b/index.html". */
str path_relative(arena *a, str from, str to);
#endif
