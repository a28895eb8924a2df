#include "place.h"
#include <errno.h>

static int read_in(place *p, const char *name)
{
    str s;
    return file_read(p->fd, name, p->a, &s);
}

static void test_a_file_comes_back(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_write(p.fd, "a/b/c.txt", S("un\0deux")), 0);
    str s;
    assert_int_equal(file_read(p.fd, "a/b/c.txt", p.a, &s), 0);
    assert_true(str_eq(s, S("un\0deux")));
    assert_int_equal(s.p[s.n], 0);
    assert_int_equal(place_stat(&p, "a/b/c.txt").st_mode & 0777, 0644);
    assert_int_equal(file_write(p.fd, "vide", S("")), 0);
    assert_string_equal(place_get(&p, "vide"), "");
    place_drop(&p);
}

static void test_what_is_no_file(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "dossier/de/plus"), 0);
    assert_int_equal(mkfifoat(p.fd, "tube", 0600), 0);
    assert_int_equal(read_in(&p, "rien"), ENOENT);
    assert_int_equal(read_in(&p, "dossier"), EISDIR);
    assert_int_equal(read_in(&p, "tube"), EINVAL);
    assert_true(file_is_dir(p.fd, "dossier/de"));
    assert_false(file_exists(p.fd, "dossier"));
    assert_false(file_exists(p.fd, "rien"));
    place_drop(&p);
}

/* --- nothing reaches out of the root */

static place outside(void)
{
    place p = place_make();
    place_put(&p, "secret.txt", "secret");
    place_put(&p, "site/dedans.txt", "dedans");
    file_close(p.fd);
    p.fd = file_root(place_at(&p, "site"));
    return p;
}

static void test_paths_do_not_leave(void **state)
{
    (void)state;
    place p = outside();
    assert_int_equal(read_in(&p, "dedans.txt"), 0);
    assert_int_equal(read_in(&p, "../secret.txt"), EXDEV);
    assert_int_equal(read_in(&p, "../site/dedans.txt"), EXDEV);
    assert_int_equal(read_in(&p, place_at(&p, "secret.txt")), EXDEV);
    assert_int_equal(file_write(p.fd, "../autre.txt", S("x")), EXDEV);
    assert_int_equal(file_write(p.fd, "../secret.txt", S("x")), EXDEV);
    assert_int_not_equal(access(place_at(&p, "autre.txt"), F_OK), 0);
    place_drop(&p);
}

/* A folder that is not there yet must not open a way out. */
static void test_missing_folders_do_not_leave(void **state)
{
    (void)state;
    place p = outside();
    assert_int_not_equal(file_write(p.fd, "neuf/../../evade/x.txt", S("x")), 0);
    assert_int_not_equal(access(place_at(&p, "evade"), F_OK), 0);
    place_drop(&p);
}

static void test_links_that_leave_are_refused(void **state)
{
    (void)state;
    place p = outside();
    assert_int_equal(symlinkat("../secret.txt", p.fd, "relatif"), 0);
    assert_int_equal(symlinkat(place_at(&p, "secret.txt"), p.fd, "absolu"), 0);
    assert_int_equal(symlinkat("..", p.fd, "dossier"), 0);
    assert_int_equal(symlinkat("/proc/self/root", p.fd, "racine"), 0);
    assert_int_equal(symlinkat("dedans.txt", p.fd, "bon"), 0);
    assert_int_equal(read_in(&p, "relatif"), EXDEV);
    assert_int_equal(read_in(&p, "absolu"), EXDEV);
    assert_int_equal(read_in(&p, "dossier/secret.txt"), EXDEV);
    assert_int_not_equal(read_in(&p, "racine/etc/passwd"), 0);
    assert_int_equal(read_in(&p, "bon"), 0);
    assert_int_not_equal(file_write(p.fd, "dossier/neuf/x.txt", S("x")), 0);
    assert_int_not_equal(file_write(p.fd, "dossier/x.txt", S("x")), 0);
    assert_int_not_equal(access(place_at(&p, "neuf"), F_OK), 0);
    assert_int_not_equal(access(place_at(&p, "x.txt"), F_OK), 0);
    place_drop(&p);
}

static const char *walked(place *p, const char *from, int *error)
{
    file_list files = { 0 };
    *error = file_walk(p->fd, from, p->a, &files);
    buf b = { 0 };
    for (size_t i = 0; i < files.n; i++) buf_fmt(&b, "%s%s ", files.v[i].path.p, files.v[i].outside ? "!" : "");
    buf_char(&b, 0);
    return buf_take(&b, p->a).p;
}

static void test_a_walk_is_sorted(void **state)
{
    (void)state;
    place p = place_make();
    static const char *const names[] = { "c/b.md",     "c/a.md", "c/a/z.md", "c/é.md", "c/B.md",
                                         "c/.cache/x", "c/.x",   "c/a.md~",  "autre/x" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) place_put(&p, names[i], "x");
    int e;
    assert_string_equal(walked(&p, "c", &e), "c/B.md c/a.md c/a/z.md c/b.md c/é.md ");
    assert_int_equal(e, 0);
    assert_string_equal(walked(&p, "", &e), "autre/x c/B.md c/a.md c/a/z.md c/b.md c/é.md ");
    assert_string_equal(walked(&p, "rien", &e), "");
    assert_int_equal(e, ENOENT);
    place_drop(&p);
}

static void test_a_walk_tells_links_that_leave(void **state)
{
    (void)state;
    place p = outside();
    assert_int_equal(symlinkat("../secret.txt", p.fd, "fuite"), 0);
    assert_int_equal(symlinkat("..", p.fd, "haut"), 0);
    assert_int_equal(symlinkat("rien", p.fd, "pendant"), 0);
    place_put(&p, "d/x.txt", "x");
    assert_int_equal(symlinkat("d", p.fd, "e"), 0);
    int e;
    assert_string_equal(walked(&p, "", &e), "d/x.txt dedans.txt e/x.txt fuite! haut! ");
    assert_int_equal(e, 0);
    place_drop(&p);
}

/* A link to a folder above it would be walked without end, and two of them in as many ways as there are atoms. */
static void test_a_walk_passes_over_circles(void **state)
{
    (void)state;
    place p = place_make();
    place_put(&p, "a/b/x.txt", "x");
    assert_int_equal(symlinkat("..", p.fd, "a/b/un"), 0);
    assert_int_equal(symlinkat("../../a", p.fd, "a/b/deux"), 0);
    assert_int_equal(symlinkat(".", p.fd, "a/b/trois"), 0);
    int e;
    assert_string_equal(walked(&p, "a", &e), "a/b/x.txt ");
    assert_int_equal(e, 0);
    place_drop(&p);
}

/* --- writing */

static void test_the_same_bytes(void **state)
{
    (void)state;
    place p = place_make();
    str big = repeat(p.a, "0123456789abcdef", 5000);
    assert_int_equal(file_write(p.fd, "x", big), 0);
    assert_true(file_same(p.fd, "x", big));
    assert_false(file_same(p.fd, "x", str_first(big, big.n - 1)));
    char *changed = (char *)arena_str(p.a, big).p;
    changed[big.n - 1] = '!';
    assert_false(file_same(p.fd, "x", str_of(changed, big.n)));
    assert_false(file_same(p.fd, "rien", S("")));
    assert_int_equal(file_write(p.fd, "vide", S("")), 0);
    assert_true(file_same(p.fd, "vide", S("")));
    assert_int_equal(symlinkat("x", p.fd, "lien"), 0);
    assert_false(file_same(p.fd, "lien", big));
    place_drop(&p);
}

static void test_a_failed_write_leaves_no_file(void **state)
{
    (void)state;
    place p = place_make();
    file_fail_at(2);
    assert_int_equal(file_write(p.fd, "un", S("1")), 0);
    assert_int_equal(file_write(p.fd, "deux", S("2")), ENOSPC);
    assert_int_equal(file_write(p.fd, "trois", S("3")), 0);
    file_fail_at(0);
    assert_true(place_has(&p, "un"));
    assert_false(place_has(&p, "deux"));
    assert_true(place_has(&p, "trois"));
    place_drop(&p);
}

/* The old output and the new share files by hard links: writing must never go through one. */
static void test_writing_makes_a_new_file(void **state)
{
    (void)state;
    place p = place_make();
    place_put(&p, "ancien", "ancien texte");
    assert_int_equal(linkat(p.fd, "ancien", p.fd, "nouveau", 0), 0);
    assert_int_equal(file_write(p.fd, "nouveau", S("court")), 0);
    assert_string_equal(place_get(&p, "nouveau"), "court");
    assert_string_equal(place_get(&p, "ancien"), "ancien texte");
    place_drop(&p);
}

static void test_folders(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "a/b/c"), 0);
    assert_int_equal(file_mkdirs(p.fd, "a/b/c"), 0);
    place_put(&p, "a/f", "x");
    assert_int_equal(file_mkdirs(p.fd, "a/f/g"), ENOTDIR);
    assert_int_equal(file_write(p.fd, "a/f/g", S("x")), ENOTDIR);
    int a = file_open_dir(p.fd, "a"), c = file_open_dir(p.fd, "a/b/c");
    assert_false(file_is_empty_dir(a));
    assert_true(file_is_empty_dir(c));
    file_close(a);
    file_close(c);
    assert_int_equal(symlinkat("a", p.fd, "lien"), 0);
    assert_int_equal(file_open_dir(p.fd, "lien"), -1);
    assert_int_equal(file_root("tests/unit/no such folder"), -1);
    file_close(-1);
    place_drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_comes_back),
        cmocka_unit_test(test_what_is_no_file),
        cmocka_unit_test(test_paths_do_not_leave),
        cmocka_unit_test(test_missing_folders_do_not_leave),
        cmocka_unit_test(test_links_that_leave_are_refused),
        cmocka_unit_test(test_a_walk_is_sorted),
        cmocka_unit_test(test_a_walk_tells_links_that_leave),
        cmocka_unit_test(test_a_walk_passes_over_circles),
        cmocka_unit_test(test_the_same_bytes),
        cmocka_unit_test(test_a_failed_write_leaves_no_file),
        cmocka_unit_test(test_writing_makes_a_new_file),
        cmocka_unit_test(test_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
