/* Translations of a PO file (libgettextpo) into a catalogue of words. Fuzzy, obsolete and
 * empty entries are not used. */
#ifndef READ_PO_H
#define READ_PO_H
#include "base/arena.h"
#include "base/diag.h"
#include "model/message.h"
#include "model/words.h"

/* Adds the file's words to w; those that w has already are kept, so the site's own files are read before livret's.
 * Errors are D411 at the line that the library names; the entries around them are used where the library gives them. A
 * Plural-Forms line that can't be read is D411, and the language's usual rule stands in. One call at a time runs (the
 * library is not thread-safe; a lock sees to it). */
void po_read(arena *a, const source *src, words *w, diag *d);

/* All messages of the file, in its order, fuzzy and obsolete ones too, but for plurals; *header: the text of its empty msgid. Errors as
 * above; false after one: some of the file may not be there. */
bool po_messages(arena *a, const source *src, message_list *out, str *header, diag *d);
#endif
