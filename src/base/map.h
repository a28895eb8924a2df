/* A map from byte strings to pointers, kept in the order of insertion. Lives in an arena; keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include "base/arena.h"
#include "base/str.h"
#include <stdint.h>

typedef struct map_entry { str key; void *value; } map_entry;
typedef struct map map;

map *map_new(arena *a);
void *map_get(const map *m, str key);             /* NULL when absent, or when m is NULL */
bool map_has(const map *m, str key);
void map_put(map *m, str key, void *value);       /* replaces the value of a key that is there */
size_t map_count(const map *m);
map_entry *map_at(const map *m, size_t i);        /* i-th in order of insertion */
uint64_t map_hash(str s);                         /* the same on every machine and run */
#endif
