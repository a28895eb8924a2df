/* What comes from the world around the process; the only home of getenv and time. */
#ifndef BASE_ENV_H
#define BASE_ENV_H
#include <stdbool.h>
#include <stdint.h>

const char *env_get(const char *name);            /* NULL when unset */
void env_set(const char *name, const char *value);
int64_t env_now(void);                            /* seconds since 1970; for deciding what is published, never for printing */
uint64_t env_ticks(void);                         /* milliseconds of a steady clock, for progress and -v */
uint64_t env_cpu(void);                           /* milliseconds of processor time that this thread has used; never for printing */
int env_cores(void);
/* The folder of livret's own data (layouts, translations, init): beside the program in the build tree, ../share once installed.
 * NUL-terminated, lives as long as the process. */
const char *env_share(void);
#endif
