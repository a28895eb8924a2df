#include "place.h"
#include "write/stage.h"
#include <errno.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/wait.h>

static stage *open_in(place *p, const char *name) { return stage_open(place_at(p, name), p->d); }

/* Builds `output` with these files: name, text… NULL. */
static bool make(place *p, const char *const *files)
{
    stage *s = open_in(p, "output");
    if (!s) return false;
    for (; *files; files += 2) stage_put(s, files[0], str_z(files[1]));
    return stage_commit(s);
}

static const char *const old_site[] = { "index.html", "ancien", "fr/a/index.html", "page a", "fr/b/index.html",
                                        "page b",     NULL };

static place with_old_site(void)
{
    place p = place_make();
    assert_true(make(&p, old_site));
    return p;
}

static void expect_old_site(place *p)
{
    for (size_t i = 0; old_site[i]; i += 2)
        assert_string_equal(place_get(p, arena_fmt(p->a, "output/%s", old_site[i]).p), old_site[i + 1]);
}

static void test_a_new_output(void **state)
{
    (void)state;
    place p = with_old_site();
    expect_old_site(&p);
    assert_true(place_has(&p, "output/.livret"));
    assert_false(place_has(&p, ".output.livret"));
    assert_string_equal(place_said(&p), "");
    place_drop(&p);
}

static void test_an_output_in_new_folders(void **state)
{
    (void)state;
    place p = place_make();
    stage *s = open_in(&p, "a/b/output/");
    assert_non_null(s);
    stage_put(s, "x", S("x"));
    assert_true(stage_commit(s));
    assert_string_equal(place_get(&p, "a/b/output/x"), "x");
    place_drop(&p);
}

static void test_the_old_output_is_replaced_as_a_whole(void **state)
{
    (void)state;
    place p = with_old_site();
    stage *s = open_in(&p, "output");
    stage_put(s, "index.html", S("nouveau"));
    stage_put(s, "fr/c/index.html", S("page c"));
    expect_old_site(&p);
    assert_false(place_has(&p, "output/fr/c"));
    assert_true(stage_commit(s));
    assert_string_equal(place_get(&p, "output/index.html"), "nouveau");
    assert_string_equal(place_get(&p, "output/fr/c/index.html"), "page c");
    assert_false(place_has(&p, "output/fr/a"));
    assert_false(place_has(&p, ".output.livret"));
    place_drop(&p);
}

static void test_the_same_bytes_keep_file_and_time(void **state)
{
    (void)state;
    place p = with_old_site();
    struct timespec past[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
    assert_int_equal(utimensat(p.fd, "output/fr/a/index.html", past, 0), 0);
    assert_int_equal(utimensat(p.fd, "output/fr/b/index.html", past, 0), 0);
    struct stat before = place_stat(&p, "output/fr/a/index.html");
    static const char *const files[] = { "fr/a/index.html", "page a", "fr/b/index.html", "page B", NULL };
    assert_true(make(&p, files));
    struct stat after = place_stat(&p, "output/fr/a/index.html");
    assert_int_equal(after.st_ino, before.st_ino);
    assert_int_equal(after.st_mtime, 1000000000);
    assert_int_equal(after.st_nlink, 1);
    assert_true(place_stat(&p, "output/fr/b/index.html").st_mtime > 1000000000);
    place_drop(&p);
}

static void test_thrown_away(void **state)
{
    (void)state;
    place p = with_old_site();
    stage *s = open_in(&p, "output");
    stage_put(s, "index.html", S("nouveau"));
    stage_abort(s);
    expect_old_site(&p);
    assert_false(place_has(&p, ".output.livret"));
    place_drop(&p);
}

/* A page may be put twice by mistake: the file that the old output shares must not change. */
static void test_a_path_put_twice_leaves_the_old_output(void **state)
{
    (void)state;
    place p = with_old_site();
    stage *s = open_in(&p, "output");
    stage_put(s, "index.html", S("ancien"));
    stage_put(s, "index.html", S("autre chose"));
    expect_old_site(&p);
    stage_abort(s);
    expect_old_site(&p);
    place_drop(&p);
}

static void test_a_part_is_kept(void **state)
{
    (void)state;
    place p = with_old_site();
    ino_t before = place_stat(&p, "output/fr/b/index.html").st_ino;
    stage *s = open_in(&p, "output");
    stage_put(s, "index.html", S("nouveau"));
    file_list files = { 0 };
    stage_old_files(s, p.a, &files);
    assert_int_equal(files.n, 3);
    for (size_t i = 0; i < files.n; i++)
        if (!str_eqz(files.v[i].path, "index.html")) stage_keep(s, files.v[i].path.p);
    assert_true(stage_commit(s));
    assert_string_equal(place_get(&p, "output/index.html"), "nouveau");
    assert_string_equal(place_get(&p, "output/fr/a/index.html"), "page a");
    assert_int_equal(place_stat(&p, "output/fr/b/index.html").st_ino, before);
    place_drop(&p);
}

/* --- places that livret does not take */

static void expect_refusal(place *p, const char *output, const char *message)
{
    assert_null(stage_open(output, p->d));
    const char *said = place_said(p);
    assert_non_null(strstr(said, "[W80"));
    if (!strstr(said, message)) fail_msg("“%s” is not in: %s", message, said);
}

static void test_files_of_others_are_safe(void **state)
{
    (void)state;
    place p = place_make();
    place_put(&p, "output/photos.txt", "à garder");
    expect_refusal(&p, place_at(&p, "output"), "it holds files that livret did not make");
    assert_string_equal(place_get(&p, "output/photos.txt"), "à garder");
    assert_false(place_has(&p, ".output.livret"));
    place_put(&p, "cache/.git", "à garder");
    expect_refusal(&p, place_at(&p, "cache"), "it holds files that livret did not make");
    place_put(&p, "fichier", "à garder");
    expect_refusal(&p, place_at(&p, "fichier"), "it is a file");
    assert_string_equal(place_get(&p, "fichier"), "à garder");
    place_drop(&p);
}

static void test_an_empty_folder_is_taken(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "output"), 0);
    assert_true(make(&p, old_site));
    expect_old_site(&p);
    place_drop(&p);
}

static void test_a_link_to_the_output_stays_a_link(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "ailleurs/site"), 0);
    assert_int_equal(symlinkat("ailleurs/site", p.fd, "output"), 0);
    assert_true(make(&p, old_site));
    assert_true(S_ISLNK(place_stat(&p, "output").st_mode));
    assert_string_equal(place_get(&p, "ailleurs/site/index.html"), "ancien");
    place_drop(&p);
}

static void test_names_that_are_no_folder_of_their_own(void **state)
{
    (void)state;
    place p = place_make();
    expect_refusal(&p, "/", "it is not a folder with a name of its own");
    expect_refusal(&p, "", "it is not a folder with a name of its own");
    place_put(&p, "fichier", "x");
    expect_refusal(&p, place_at(&p, "fichier/output"), "[W803]");
    place_drop(&p);
}

static void test_one_build_at_a_time(void **state)
{
    (void)state;
    place p = with_old_site();
    stage *first = open_in(&p, "output");
    stage_put(first, "index.html", S("premier"));
    expect_refusal(&p, place_at(&p, "output"), "another livret is building into");
    assert_true(stage_commit(first));
    assert_string_equal(place_get(&p, "output/index.html"), "premier");
    assert_true(make(&p, old_site));
    place_drop(&p);
}

/* Runs `fn` as an ordinary user in a child, since nothing is read-only to root. The child's status, or -1 when it can't
 * be. */
static int as_nobody(place *p, int (*fn)(place *))
{
    pid_t child = fork();
    if (child == 0) _exit(geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0) ? 77 : fn(p));
    int status;
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int try_read_only(place *p)
{
    if (stage_open(place_at(p, "fermé/output"), p->d)) return 1;
    const char *said = place_said(p);
    return strstr(said, "[W803]") && strstr(said, strerror(EACCES)) ? 0 : 2;
}

static void test_a_parent_that_is_read_only(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "fermé"), 0);
    assert_int_equal(chmod(p.path, 0755), 0);
    assert_int_equal(fchmodat(p.fd, "fermé", 0555, 0), 0);
    int status = as_nobody(&p, try_read_only);
    assert_int_equal(fchmodat(p.fd, "fermé", 0755, 0), 0);
    place_drop(&p);
    if (status == 77) skip();
    assert_int_equal(status, 0);
}

static void test_a_mount_point(void **state)
{
    (void)state;
    place p = place_make();
    assert_int_equal(file_mkdirs(p.fd, "output"), 0);
    if (mount("none", place_at(&p, "output"), "tmpfs", 0, "size=64k") != 0) {
        place_drop(&p);
        skip();
    }
    stage *s = open_in(&p, "output");
    const char *said = place_said(&p);
    stage *inside = open_in(&p, "output/site");
    bool ok = inside && stage_commit(inside);
    assert_int_equal(umount(place_at(&p, "output")), 0);
    assert_null(s);
    assert_non_null(strstr(said, "it is a mount point"));
    assert_true(ok);
    place_drop(&p);
}

/* --- what a killed run left */

static void test_what_was_left_is_removed(void **state)
{
    (void)state;
    place p = with_old_site();
    place_put(&p, ".output.livret/new/fr/x/index.html", "à moitié");
    place_put(&p, ".output.livret/old/index.html", "très ancien");
    static const char *const files[] = { "index.html", "nouveau", NULL };
    assert_true(make(&p, files));
    assert_string_equal(place_get(&p, "output/index.html"), "nouveau");
    assert_false(place_has(&p, "output/fr"));
    assert_false(place_has(&p, ".output.livret"));
    place_drop(&p);
}

/* Killed between two renames: the output is away, its old tree in the work folder. */
static void test_a_half_exchange_is_mended(void **state)
{
    (void)state;
    place p = with_old_site();
    place_put(&p, ".output.livret/new/index.html", "à moitié");
    assert_int_equal(renameat(p.fd, "output", p.fd, ".output.livret/old"), 0);
    stage *s = open_in(&p, "output");
    assert_non_null(s);
    expect_old_site(&p);
    stage_abort(s);
    expect_old_site(&p);
    assert_false(place_has(&p, ".output.livret"));
    place_drop(&p);
}

static void test_a_killed_run_is_no_lock(void **state)
{
    (void)state;
    place p = with_old_site();
    pid_t child = fork();
    if (child == 0) {
        stage *s = open_in(&p, "output");
        if (s) stage_put(s, "index.html", S("jamais"));
        _exit(s ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(place_has(&p, ".output.livret/new/index.html"));
    expect_old_site(&p);
    assert_true(make(&p, old_site));
    assert_false(place_has(&p, ".output.livret"));
    place_drop(&p);
}

/* --- writes that fail */

static void test_each_failing_write_leaves_the_old_output(void **state)
{
    (void)state;
    place p = with_old_site();
    static const char *const files[] = { "index.html", "1", "fr/a/index.html", "2", "fr/c/index.html", "3", NULL };
    for (unsigned long k = 1; k <= 4; k++) {
        file_fail_at(k);
        bool done = make(&p, files);
        file_fail_at(0);
        if (k == 4) {
            assert_true(done);
            break;
        }
        assert_false(done);
        const char *said = place_said(&p);
        assert_non_null(strstr(said, "can’t be written: No space left on device [W802]"));
        assert_null(strchr(strchr(said, '\n') + 1, '\n'));
        expect_old_site(&p);
        assert_false(place_has(&p, ".output.livret"));
    }
    assert_string_equal(place_get(&p, "output/fr/c/index.html"), "3");
    place_drop(&p);
}

static void test_a_file_where_a_folder_is_needed(void **state)
{
    (void)state;
    place p = with_old_site();
    static const char *const files[] = { "a", "fichier", "a/b", "dedans", NULL };
    assert_false(make(&p, files));
    assert_non_null(strstr(place_said(&p), "a/b can’t be written"));
    expect_old_site(&p);
    place_drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_output),
        cmocka_unit_test(test_an_output_in_new_folders),
        cmocka_unit_test(test_the_old_output_is_replaced_as_a_whole),
        cmocka_unit_test(test_the_same_bytes_keep_file_and_time),
        cmocka_unit_test(test_thrown_away),
        cmocka_unit_test(test_a_path_put_twice_leaves_the_old_output),
        cmocka_unit_test(test_a_part_is_kept),
        cmocka_unit_test(test_files_of_others_are_safe),
        cmocka_unit_test(test_an_empty_folder_is_taken),
        cmocka_unit_test(test_a_link_to_the_output_stays_a_link),
        cmocka_unit_test(test_names_that_are_no_folder_of_their_own),
        cmocka_unit_test(test_one_build_at_a_time),
        cmocka_unit_test(test_a_parent_that_is_read_only),
        cmocka_unit_test(test_a_mount_point),
        cmocka_unit_test(test_what_was_left_is_removed),
        cmocka_unit_test(test_a_half_exchange_is_mended),
        cmocka_unit_test(test_a_killed_run_is_no_lock),
        cmocka_unit_test(test_each_failing_write_leaves_the_old_output),
        cmocka_unit_test(test_a_file_where_a_folder_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
