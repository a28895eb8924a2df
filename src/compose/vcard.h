/* A vCard 4.0 (RFC 6350) of an organisation. UTF-8, lines end in CRLF and are folded at 75 octets, never within a character. What is "" is
 * left out. */
#ifndef COMPOSE_VCARD_H
#define COMPOSE_VCARD_H
#include "base/buf.h"
#include "model/geo.h"

typedef struct vcard {
    str name, kind;                                /* kind: a word, for CATEGORIES */
    str street, locality, postcode, phone, mail, web;
    str note, lang;                                /* lang: of the note */
    bool placed;
    geo_point at;
} vcard;

void vcard_write(buf *out, const vcard *v);
#endif
