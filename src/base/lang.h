/* The language of the program's own messages: French or English, after LC_ALL, LC_MESSAGES, LANG or LANGUAGE, even when the system has
 * no such locale. Nothing else of the process depends on the locale: LC_NUMERIC, LC_COLLATE… stay "C". The only home of setlocale. */
#ifndef BASE_LANG_H
#define BASE_LANG_H
#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* `dir`: the folder that holds fr/LC_MESSAGES/livret.mo. */
void lang_init(const char *dir);
#endif
