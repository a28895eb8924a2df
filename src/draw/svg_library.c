#include "draw/svg_library.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* As Debian's librsvg2-2 calls it; it brings cairo and GObject with it. */
static const char NAME[] = "librsvg-2.so.2";

static svg_library library;
static bool loaded;

/* A pointer to data becomes one to a function, which POSIX allows and C has no cast for. */
static bool find(void *from, const char *name, void *to, size_t n)
{
    void *symbol = dlsym(from, name);
    memcpy(to, &symbol, n);
    return symbol != NULL;
}

static void load(void)
{
    void *from = dlopen(NAME, RTLD_NOW | RTLD_LOCAL);
    loaded = from != NULL;
#define F(name) loaded = loaded && find(from, #name, &library.name, sizeof library.name);
    SVG_FUNCTIONS(F)
#undef F
}

const svg_library *svg_library_get(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded ? &library : NULL;
}
