/* XLIFF 1.2 and 2.0 (libxml2): blocks that went to a translator's tool, coming back. Written by xliff_write.h.
 *
 * Read of 2.0: file (original: the page), unit (name: the hash of the source text), note, originalData, segment (state, subState),
 * ignorable, and within text pc, ph, sc, ec, cp, mrk; of 1.2: file, trans-unit (resname: the hash; approved), note, target (state), and
 * within text g, x, bx, ex, bpt, ept, ph, it, mrk. Groups are opened, what else stands there is passed over. Segments of one unit are
 * joined. */
#ifndef READ_XLIFF_H
#define READ_XLIFF_H
#include "base/arena.h"
#include "model/exchange.h"

bool xliff_is(str text);                          /* does it begin as an XLIFF file? */
/* schemas: RELAX NG of 1.2 and 2.0, or NULL. False after D401 or D402: nothing of the file is to be used. */
bool xliff_read(arena *a, const source *src, const source *const schemas[2], exchange *out, diag *d);
#endif
