#include "given.h"
#include "base/vec.h"

static void test_memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    arena *a = arena_new(256);
    for (size_t n = 0; n < 600; n += 7) {
        unsigned char *p = arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAB, n);
    }
    arena_reset(a);
    unsigned char *p = arena_alloc(a, 200);
    for (size_t i = 0; i < 200; i++) assert_int_equal(p[i], 0);
    arena_free(a);
}

static void test_blocks_do_not_overlap(void **state)
{
    (void)state;
    enum { MANY = 2000 };
    arena *a = arena_new(512);
    unsigned char *p[MANY];
    size_t len[MANY];
    for (size_t i = 0; i < MANY; i++) {
        len[i] = i * 37 % 900 + 1;
        p[i] = arena_alloc(a, len[i]);
        memset(p[i], (int)(i % 251), len[i]);
    }
    for (size_t i = 0; i < MANY; i++)
        for (size_t k = 0; k < len[i]; k++)
            if (p[i][k] != i % 251) fail_msg("block %zu", i);
    arena_free(a);
}

static void test_a_large_request_leaves_the_serving_block(void **state)
{
    (void)state;
    arena *a = arena_new(1024);
    char *first = arena_alloc(a, 16);
    size_t before = arena_used(a);
    arena_alloc(a, 100000);
    assert_in_range(arena_used(a) - before, 100000, 101000);
    assert_ptr_equal(arena_alloc(a, 16), first + 16);
    arena_free(a);
}

static void test_reset_gives_back_all_but_one_block(void **state)
{
    (void)state;
    arena *a = arena_new(1024);
    arena_reset(a);
    for (int i = 0; i < 100; i++) arena_alloc(a, 400);
    assert_true(arena_used(a) > 40000);
    arena_reset(a);
    assert_int_equal(arena_used(a), 1024);
    for (int i = 0; i < 3; i++) {
        arena_alloc(a, 1000000);
        arena_reset(a);
    }
    assert_in_range(arena_used(a), 0, 4096);
    arena_free(a);
    arena_free(NULL);
}

static void test_texts_are_copies_that_end_in_nul(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    char text[] = "abc";
    str s = arena_str(a, str_of(text, 2));
    text[0] = 'x';
    assert_string_equal(s.p, "ab");
    assert_int_equal(s.n, 2);
    assert_string_equal(arena_str(a, str_of(NULL, 0)).p, "");
    assert_string_equal(arena_fmt(a, "%s-%04d", "é", 12).p, "é-0012");
    str big = arena_fmt(a, "%*d", 100000, 7);
    assert_int_equal(big.n, 100000);
    assert_int_equal(big.p[99999], '7');
    assert_string_equal(arena_strz(a, "z"), "z");
    arena_free(a);
}

static void test_vectors_keep_what_they_hold(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++) VEC_PUSH(a, &v, i * i);
    assert_int_equal(v.n, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(v.v[i], i * i);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_blocks_do_not_overlap),
        cmocka_unit_test(test_a_large_request_leaves_the_serving_block),
        cmocka_unit_test(test_reset_gives_back_all_but_one_block),
        cmocka_unit_test(test_texts_are_copies_that_end_in_nul),
        cmocka_unit_test(test_vectors_keep_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
