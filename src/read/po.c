#include "read/po.h"
#include "read/po_lock.h"
#include "base/lang.h"
#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <gettext-po.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* libgettextpo reads files by name, keeps its state in globals, and hands its error handlers no context; hence the
 * lock and `current`. */
typedef struct reader {
    arena *a;
    const source *src;
    diag *d;
    words *w;
    const plural *rule;
    message_list *messages;                        /* NULL: words are wanted */
    str header;
    bool failed;
    uint32_t scanned;                              /* how far the text was looked through for messages */
    jmp_buf stop;                                  /* after an error that the library can't go on from */
} reader;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void po_lock(void) { pthread_mutex_lock(&lock); }
void po_unlock(void) { pthread_mutex_unlock(&lock); }

static reader *current;

/* --- errors */

static void fail(reader *r, uint32_t at, const char *what)
{
    DIAG(r->d, D411, ((span){ r->src, at, 0 }), what);
    r->failed = true;
}

static uint32_t line_offset(str text, size_t line)
{
    size_t at = 0;
    for (; line > 1 && line != (size_t)-1; line--) {
        size_t nl = str_find(str_skip(text, at), '\n');
        if (nl == STR_NONE) break;
        at += nl + 1;
    }
    return (uint32_t)at;
}

static void on_error(int severity, po_message_t m, const char *file, size_t line, size_t column, int multiline,
                     const char *text)
{
    (void)m, (void)column, (void)multiline;
    reader *r = current;
    str said = str_trim(str_z(text));
    uint32_t at = file ? line_offset(r->src->text, line) : 0;
    if (severity != PO_SEVERITY_WARNING) fail(r, at, arena_str(r->a, said).p);
    if (severity == PO_SEVERITY_FATAL_ERROR) longjmp(r->stop, 1);
}

static void on_error_of_two(int severity, po_message_t m1, const char *file1, size_t line1, size_t column1,
                            int multiline1, const char *text1, po_message_t m2, const char *file2, size_t line2,
                            size_t column2, int multiline2, const char *text2)
{
    (void)m2, (void)file2, (void)line2, (void)column2, (void)multiline2, (void)text2;
    on_error(severity, m1, file1, line1, column1, multiline1, text1);
}

/* --- entries */

static str text(const reader *r, const char *z) { return z ? arena_str(r->a, str_z(z)) : S(""); }

/* The line of the header that starts with a name and a colon; "" when there is none. */
static str header_field(str header, str name)
{
    str line;
    while (str_cut(&header, '\n', &line))
        if (str_starts(line, name)) return str_trim(str_skip(line, name.n));
    return S("");
}

static void read_header(reader *r, str header)
{
    str line = header_field(header, S("Plural-Forms:"));
    if (line.n == 0) return;
    const plural *rule = plural_parse(r->a, line);
    if (rule) {
        r->rule = rule;
        return;
    }
    size_t at = str_search(r->src->text, S("Plural-Forms:"));
    fail(r, at == STR_NONE ? 0 : (uint32_t)at, _("the line Plural-Forms says no rule"));
}

/* A fault of a message that was read has no line: that of its msgid is looked for. */
static uint32_t message_offset(const reader *r, po_message_t m)
{
    str id = m && po_message_msgid(m) ? str_z(po_message_msgid(m)) : S("");
    size_t at = str_search(r->src->text, arena_fmt(r->a, "msgid \"%.*s", (int)(id.n < 40 ? id.n : 40), id.p));
    return at == STR_NONE ? 0 : (uint32_t)at;
}

static void take_plural(reader *r, po_message_t m, str context, str one)
{
    size_t n = plural_forms(r->rule);
    str *forms = ARENA_ARRAY(r->a, str, n);
    size_t given = 0;
    while (given <= n && po_message_msgstr_plural(m, (int)given)) given++;
    if (given != n && *po_message_msgstr_plural(m, 0)) {
        const char *what = _("the header says %zu plural forms, this message has %zu");
        fail(r, message_offset(r, m), arena_fmt(r->a, what, n, given).p);
    }
    for (size_t i = 0; i < n; i++) {
        const char *z = po_message_msgstr_plural(m, (int)i);
        if (!z || !*z) return;                     /* not translated in full: the French forms stand in */
        forms[i] = text(r, z);
    }
    words_put_plural(r->w, context, one, forms, r->rule);
}

static void take(reader *r, po_message_t m)
{
    str context = text(r, po_message_msgctxt(m)), msgid = text(r, po_message_msgid(m));
    if (msgid.n == 0 || po_message_is_fuzzy(m) || po_message_is_obsolete(m)) return;
    if (po_message_msgid_plural(m)) take_plural(r, m, context, msgid);
    else if (*po_message_msgstr(m)) words_put(r->w, context, msgid, text(r, po_message_msgstr(m)));
}

/* The start of the line of the next msgid: the library doesn't say where its messages stand, but keeps their order. */
static uint32_t next_msgid(reader *r)
{
    str t = r->src->text;
    while (r->scanned < t.n) {
        uint32_t at = r->scanned;
        str line = str_skip(t, at);
        size_t end = str_find(line, '\n');
        r->scanned = end == STR_NONE ? (uint32_t)t.n : at + (uint32_t)end + 1;
        if (str_starts(line, S("#~ "))) line = str_skip(line, 3);
        if (str_starts(line, S("msgid ")) || str_starts(line, S("msgid\t"))) return at;
    }
    return 0;
}

static void keep(reader *r, po_message_t m)
{
    uint32_t at = next_msgid(r);
    str id = text(r, po_message_msgid(m));
    if (id.n == 0 || po_message_msgid_plural(m)) return;
    VEC_PUSH(r->a, r->messages, (message){ .context = text(r, po_message_msgctxt(m)),
                                           .id = id,
                                           .text = text(r, po_message_msgstr(m)),
                                           .previous = text(r, po_message_prev_msgid(m)),
                                           .comment = text(r, po_message_comments(m)),
                                           .fuzzy = po_message_is_fuzzy(m),
                                           .obsolete = po_message_is_obsolete(m),
                                           .src = r->src,
                                           .off = at });
}

static void read_entries(reader *r, po_file_t f)
{
    r->header = text(r, po_file_domain_header(f, NULL));
    if (!r->messages) read_header(r, r->header);
    po_message_iterator_t i = po_message_iterator(f, NULL);
    for (po_message_t m; (m = po_next_message(i));) {
        if (r->messages) keep(r, m);
        else take(r, m);
    }
    po_message_iterator_free(i);
}

/* --- the file */

/* The bytes as a file in memory: a descriptor, or -1 with errno. */
static int memory_file(str s)
{
    int fd = memfd_create("po", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < s.n;) {
        ssize_t n = write(fd, s.p + at, s.n - at);
        if (n < 0 && errno != EINTR) {
            int e = errno;
            close(fd);
            errno = e;
            return -1;
        }
        if (n > 0) at += (size_t)n;
    }
    return fd;
}

/* With the lock held. What the library holds when it stops in the middle is lost: it has no way to give it back. */
static void read_file(reader *r, const char *path)
{
    static const struct po_xerror_handler handler = { on_error, on_error_of_two };
    current = r;
    if (setjmp(r->stop)) return;
    po_file_t f = po_file_read(path, &handler);
    if (!f) {
        fail(r, 0, strerror(errno));
        return;
    }
    read_entries(r, f);
    po_file_free(f);
}

static void read_all(reader *r)
{
    enum { LARGEST = 32 << 20 };
    size_t bad = utf8_invalid(r->src->text);
    if (r->src->text.n > LARGEST) {
        fail(r, 0, _("the file is larger than 32 MB"));
        return;
    }
    if (bad != STR_NONE) {
        fail(r, (uint32_t)bad, _("a byte that is not UTF-8"));
        return;
    }
    int fd = memory_file(r->src->text);
    if (fd < 0) {
        fail(r, 0, strerror(errno));
        return;
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    po_lock();
    read_file(r, path);
    current = NULL;
    po_unlock();
    close(fd);
}

void po_read(arena *a, const source *src, words *w, diag *d)
{
    reader r = { .a = a, .src = src, .d = d, .w = w, .rule = plural_of(a, words_lang(w)) };
    read_all(&r);
}

bool po_messages(arena *a, const source *src, message_list *out, str *header, diag *d)
{
    reader r = { .a = a, .src = src, .d = d, .messages = out };
    read_all(&r);
    *header = r.header;
    return !r.failed;
}
