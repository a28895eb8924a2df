/* The only home of malloc. Nothing here returns NULL: when memory runs out the program says so and ends with status 3. The output
 * is put in place as the last step of a build, so the old one stays whole. Sizes are bytes. */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stddef.h>

void *mem_alloc(size_t n);             /* uninitialised */
void *mem_zalloc(size_t n);            /* zeroed */
void *mem_realloc(void *p, size_t n);
void mem_free(void *p);

/* What is free goes back to the system: after a stage that took much more than the next will. */
void mem_trim(void);

/* For libraries that handle a NULL by themselves (Lua): like realloc, n == 0 frees; NULL when memory runs out. */
void *mem_try_realloc(void *p, size_t n);

/* From here on the new output is in place: a failure says that instead. */
void mem_output_changed(void);

/* Fault injection for the tests: the k-th allocation from now fails (0: never). Thread-safe counter. */
void mem_fail_at(unsigned long k);
#endif
