/* A parallel loop: fn(ctx, i, worker) for each i below n, on `workers` threads (this one included), each i once, in any order; returns when
 * all are done. `worker` is 0 … workers-1: a place for scratch memory of its own. */
#ifndef BASE_POOL_H
#define BASE_POOL_H
#include <stddef.h>

void pool_each(int workers, size_t n, void (*fn)(void *ctx, size_t i, int worker), void *ctx);
#endif
