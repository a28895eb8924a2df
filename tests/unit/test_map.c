#include "given.h"
#include "base/map.h"

static void test_an_empty_map(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    map *m = map_new(a);
    assert_null(map_get(m, S("x")));
    assert_false(map_has(m, S("x")));
    assert_int_equal(map_count(m), 0);
    assert_null(map_get(NULL, S("x")));
    assert_false(map_has(NULL, S("x")));
    assert_int_equal(map_count(NULL), 0);
    arena_free(a);
}

static void test_a_key_has_one_value(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    map *m = map_new(a);
    int one, two;
    map_put(m, S("clé"), &one);
    map_put(m, S("clé"), &two);
    assert_int_equal(map_count(m), 1);
    assert_ptr_equal(map_get(m, S("clé")), &two);
    map_put(m, S("rien"), NULL);
    assert_true(map_has(m, S("rien")));
    assert_null(map_get(m, S("rien")));
    arena_free(a);
}

static void test_keys_are_bytes(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    map *m = map_new(a);
    int one, two, three;
    map_put(m, S("a\0b"), &one);
    map_put(m, S("a\0c"), &two);
    map_put(m, S(""), &three);
    assert_ptr_equal(map_get(m, S("a\0b")), &one);
    assert_ptr_equal(map_get(m, S("a\0c")), &two);
    assert_ptr_equal(map_get(m, S("")), &three);
    assert_false(map_has(m, S("a")));
    arena_free(a);
}

static void test_order_is_that_of_insertion(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    arena *a = arena_new(0);
    map *m = map_new(a);
    static int values[MANY];
    for (int i = 0; i < MANY; i++) map_put(m, arena_fmt(a, "k%d", i * 7919 % MANY), &values[i]);
    map_put(m, S("k0"), &values[1]);
    assert_int_equal(map_count(m), MANY);
    for (int i = 0; i < MANY; i++) {
        const map_entry *e = map_at(m, (size_t)i);
        assert_true(str_eq(e->key, arena_fmt(a, "k%d", i * 7919 % MANY)));
        assert_ptr_equal(e->value, i == 0 ? &values[1] : &values[i]);
        assert_ptr_equal(map_get(m, e->key), e->value);
    }
    assert_false(map_has(m, S("k5000")));
    arena_free(a);
}

/* What scripts draw at random starts from a hash, so that its values are part of what a site looks like. */
static void test_hashes_never_change(void **state)
{
    (void)state;
    assert_true(map_hash(S("")) == 0x14650fb0d0b57e00u);
    assert_true(map_hash(S("a")) == 0x44bd8ad65621cfa5u);
    assert_true(map_hash(S("été")) == 0x314805cebdb720a0u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_map),        cmocka_unit_test(test_a_key_has_one_value),
        cmocka_unit_test(test_keys_are_bytes),      cmocka_unit_test(test_order_is_that_of_insertion),
        cmocka_unit_test(test_hashes_never_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
