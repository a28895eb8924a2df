#include "read/po_write.h"
#include "read/po_lock.h"
#include <errno.h>
#include <fcntl.h>
#include <gettext-po.h>
#include <setjmp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static jmp_buf stop;                               /* under the lock */
static char said[256];

static void on_error(int severity, po_message_t m, const char *file, size_t line, size_t column, int multiline,
                     const char *text)
{
    (void)m, (void)file, (void)line, (void)column, (void)multiline;
    if (severity == PO_SEVERITY_WARNING) return;
    snprintf(said, sizeof said, "%s", text);
    if (severity == PO_SEVERITY_FATAL_ERROR) longjmp(stop, 1);
}

static void on_error_of_two(int severity, po_message_t m1, const char *file1, size_t line1, size_t column1,
                            int multiline1, const char *text1, po_message_t m2, const char *file2, size_t line2,
                            size_t column2, int multiline2, const char *text2)
{
    (void)m2, (void)file2, (void)line2, (void)column2, (void)multiline2, (void)text2;
    on_error(severity, m1, file1, line1, column1, multiline1, text1);
}

static const char *z(arena *a, str s) { return arena_str(a, s).p; }

static str new_header(arena *a, const po_head *h)
{
    return arena_fmt(a,
                     "Project-Id-Version: %.*s\nLanguage: %.*s\nMIME-Version: 1.0\n"
                     "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
                     STR_ARG(h->name), STR_ARG(h->lang));
}

static void add_place(arena *a, po_message_t m, str place)
{
    size_t colon = str_rfind(place, ':');
    long long line = 0;
    if (colon == STR_NONE) return;
    str_int(str_skip(place, colon + 1), &line);
    po_message_add_filepos(m, z(a, str_first(place, colon)), (size_t)line);
}

static void add(arena *a, po_message_iterator_t i, const message *e)
{
    po_message_t m = po_message_create();
    if (e->context.n) po_message_set_msgctxt(m, z(a, e->context));
    po_message_set_msgid(m, z(a, e->id));
    po_message_set_msgstr(m, z(a, e->text));
    if (e->kind.n) po_message_set_extracted_comments(m, z(a, e->kind));
    if (e->comment.n) po_message_set_comments(m, z(a, e->comment));
    if (e->place.n && !e->obsolete) add_place(a, m, e->place);
    po_message_set_fuzzy(m, e->fuzzy);
    if (e->fuzzy && e->previous.n) po_message_set_prev_msgid(m, z(a, e->previous));
    po_message_set_obsolete(m, e->obsolete);
    po_message_insert(i, m);
}

static void add_header(arena *a, po_message_iterator_t i, const po_head *h)
{
    po_message_t m = po_message_create();
    po_message_set_msgid(m, "");
    po_message_set_msgstr(m, z(a, h->kept.n ? h->kept : new_header(a, h)));
    po_message_insert(i, m);
}

static void read_back(int fd, buf *out)
{
    char block[65536];
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR);)
        if (n > 0) buf_put(out, block, (size_t)n);
}

/* With the lock held. */
static bool write_file(arena *a, const po_head *h, const message_list *l, const char *path)
{
    static const struct po_xerror_handler handler = { on_error, on_error_of_two };
    said[0] = 0;
    if (setjmp(stop)) return false;
    po_file_t f = po_file_create();
    po_message_iterator_t i = po_message_iterator(f, NULL);
    add_header(a, i, h);
    for (size_t k = 0; k < l->n; k++) add(a, i, &l->v[k]);
    po_message_iterator_free(i);
    bool ok = po_file_write(f, path, &handler) != NULL;
    po_file_free(f);
    return ok && said[0] == 0;
}

bool po_write(arena *a, const po_head *head, const message_list *l, buf *out, str *why)
{
    int fd = memfd_create("po", MFD_CLOEXEC);
    if (fd < 0) {
        *why = arena_fmt(a, "%s", strerror(errno));
        return false;
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    po_lock();
    bool ok = write_file(a, head, l, path);
    *why = arena_fmt(a, "%s", said);
    po_unlock();
    if (ok) read_back(fd, out);
    close(fd);
    return ok;
}
