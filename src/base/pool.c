#include "base/pool.h"
#include "base/mem.h"
#include <pthread.h>
#include <stdatomic.h>

typedef struct job { void (*fn)(void *, size_t, int); void *ctx; size_t n, batch; atomic_size_t next; } job;
typedef struct hand { job *job; int worker; pthread_t thread; int started; } hand;

static void *work(void *arg)
{
    hand *h = arg;
    job *j = h->job;
    for (size_t from; (from = atomic_fetch_add(&j->next, j->batch)) < j->n;) {
        size_t to = from + j->batch < j->n ? from + j->batch : j->n;
        for (size_t i = from; i < to; i++) j->fn(j->ctx, i, h->worker);
    }
    return NULL;
}

void pool_each(int workers, size_t n, void (*fn)(void *ctx, size_t i, int worker), void *ctx)
{
    if (workers < 1) workers = 1;
    if ((size_t)workers > n) workers = n ? (int)n : 1;
    job j = { .fn = fn, .ctx = ctx, .n = n, .batch = n / ((size_t)workers * 64) + 1 };
    hand *hands = mem_zalloc((size_t)workers * sizeof *hands);
    for (int w = 1; w < workers; w++) {
        hands[w] = (hand){ .job = &j, .worker = w };
        hands[w].started =
            pthread_create(&hands[w].thread, NULL, work, &hands[w]) == 0; /* fewer threads do the same work */
    }
    hands[0] = (hand){ .job = &j };
    work(&hands[0]);
    for (int w = 1; w < workers; w++)
        if (hands[w].started) pthread_join(hands[w].thread, NULL);
    mem_free(hands);
}
