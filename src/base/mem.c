#include "base/mem.h"
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_ulong fail_in;
static atomic_bool output_changed;

void mem_fail_at(unsigned long k) { atomic_store(&fail_in, k); }

void mem_output_changed(void) { atomic_store(&output_changed, true); }

static int injected(void)
{
    if (atomic_load_explicit(&fail_in, memory_order_relaxed) == 0) return 0;
    return atomic_fetch_sub(&fail_in, 1) == 1;
}

static _Noreturn void die(void)
{
    static const char kept[] = "livret: out of memory: nothing was changed in the output / "
                               "mémoire insuffisante : la sortie n’a pas été modifiée\n";
    static const char changed[] = "livret: out of memory, once the new output was in place / "
                                  "mémoire insuffisante, alors que la nouvelle sortie était en place\n";
    bool new = atomic_load(&output_changed);
    if (write(2, new ? changed : kept, new ? sizeof changed - 1 : sizeof kept - 1) < 0) { /* nobody left to tell */ }
    _exit(3);
}

void *mem_alloc(size_t n)
{
    void *p = injected() ? NULL : malloc(n ? n : 1);
    if (!p) die();
    return p;
}

void *mem_zalloc(size_t n)
{
    void *p = injected() ? NULL : calloc(1, n ? n : 1);
    if (!p) die();
    return p;
}

void *mem_realloc(void *p, size_t n)
{
    p = injected() ? NULL : realloc(p, n ? n : 1);
    if (!p) die();
    return p;
}

void mem_free(void *p) { free(p); }

void mem_trim(void) { malloc_trim(0); }

void *mem_try_realloc(void *p, size_t n)
{
    if (n == 0) { free(p); return NULL; }
    return injected() ? NULL : realloc(p, n);
}
