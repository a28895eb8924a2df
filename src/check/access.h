/* What a page needs so that everybody can use it, beyond what its reader and the links have seen to. */
#ifndef CHECK_ACCESS_H
#define CHECK_ACCESS_H
#include "doc/node.h"

void access_check(const node_tree *t, diag *d);   /* A901: a table without a header row */
#endif
