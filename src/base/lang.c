#include "base/lang.h"
#include "base/env.h"
#include <locale.h>
#include <stddef.h>
#include <string.h>

static const char *wanted(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *v = env_get(names[i]);
        if (v && *v) return v;
    }
    return "C";
}

/* gettext translates nothing in the "C" locale, and a named locale may not be generated: C.UTF-8 always is, and
 * LANGUAGE then says which catalogue to read. */
void lang_init(const char *dir)
{
    const char *l = wanted();
    if (strcmp(l, "C") == 0 || strcmp(l, "POSIX") == 0 || strncmp(l, "C.", 2) == 0) return;
    if (!setlocale(LC_MESSAGES, "C.UTF-8") && !setlocale(LC_MESSAGES, l)) return;
    const char *list = env_get("LANGUAGE");
    if (!list || !*list) {
        char name[16] = { 0 };
        size_t n = strcspn(l, ".@");
        if (n < sizeof name) {
            memcpy(name, l, n);
            env_set("LANGUAGE", name);
        }
    }
    bindtextdomain("livret", dir);
    bind_textdomain_codeset("livret", "UTF-8");
    textdomain("livret");
}
