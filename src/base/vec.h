/* Growable arrays in an arena: VEC(int) v = {0}; VEC_PUSH(a, &v, 3); v.v[0]. Growing copies and leaves the old run to the arena. */
#ifndef BASE_VEC_H
#define BASE_VEC_H
#include "base/arena.h"
#include <string.h>

#define VEC(T) struct { T *v; size_t n, cap; }

#define VEC_GROW(a, vec) do { \
        size_t vec_cap_ = (vec)->cap ? (vec)->cap * 2 : 8; \
        void *vec_new_ = arena_alloc((a), vec_cap_ * sizeof *(vec)->v); \
        if ((vec)->n) memcpy(vec_new_, (vec)->v, (vec)->n * sizeof *(vec)->v); \
        (vec)->v = vec_new_; \
        (vec)->cap = vec_cap_; \
    } while (0)

/* Room for n items in all, at once: what a large list would leave behind as it grows is as much again as it holds. */
#define VEC_RESERVE(a, vec, wanted) do { \
        size_t vec_want_ = (wanted); \
        if (vec_want_ > (vec)->cap) { \
            void *vec_new_ = arena_alloc((a), vec_want_ * sizeof *(vec)->v); \
            if ((vec)->n) memcpy(vec_new_, (vec)->v, (vec)->n * sizeof *(vec)->v); \
            (vec)->v = vec_new_; \
            (vec)->cap = vec_want_; \
        } \
    } while (0)

#define VEC_PUSH(a, vec, ...) do { \
        if ((vec)->n == (vec)->cap) VEC_GROW((a), (vec)); \
        (vec)->v[(vec)->n++] = (__VA_ARGS__); \
    } while (0)
#endif
