/* The second half of the pipeline: from the model to files. */
#ifndef CLI_BUILD_H
#define CLI_BUILD_H
#include "cli/load.h"
#include "write/stage.h"

/* out NULL: everything is made and looked at, nothing is written (livret check). */
typedef struct build_summary { size_t pages, books, files; } build_summary;
int build_site(loaded *l, const options *o, stage *out, build_summary *sum);
#endif
