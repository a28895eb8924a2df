#include "odt/odt_zip.h"
#include <zlib.h>

enum { VERSION = 20, STORED = 0, DEFLATED = 8 };
enum { FIRST_DAY = 1 << 5 | 1 };                   /* 1 January 1980, where the format's days begin */
enum { MOST_BYTES = 0x7FFF0000, MOST_PARTS = 0xFFFF };

static void put16(buf *out, unsigned v)
{
    buf_char(out, (char)(v & 0xFF));
    buf_char(out, (char)(v >> 8 & 0xFF));
}

static void put32(buf *out, size_t v)
{
    put16(out, (unsigned)(v & 0xFFFF));
    put16(out, (unsigned)(v >> 16 & 0xFFFF));
}

/* A bare deflate stream; false when zlib refuses or nothing is won. */
static bool pack(str bytes, buf *out)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    uLong most = deflateBound(&z, bytes.n);
    buf_reserve(out, most);
    z.next_in = (Bytef *)(uintptr_t)bytes.p;
    z.avail_in = (uInt)bytes.n;
    z.next_out = (Bytef *)out->p;
    z.avail_out = (uInt)most;
    bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
    out->n = z.total_out;
    deflateEnd(&z);
    return whole && out->n < bytes.n;
}

/* What a part's own header and its line of the directory have in common. */
static void put_facts(buf *out, unsigned method, uLong crc, size_t packed, size_t plain, size_t name)
{
    put16(out, VERSION);
    put16(out, 0);
    put16(out, method);
    put16(out, 0);
    put16(out, FIRST_DAY);
    put32(out, crc);
    put32(out, packed);
    put32(out, plain);
    put16(out, (unsigned)name);
    put16(out, 0);
}

void odt_zip_add(odt_zip *z, str path, str bytes, bool packed)
{
    buf small = { 0 };
    size_t at = z->out->n;
    bool large = bytes.n > MOST_BYTES || at + z->directory.n + bytes.n > MOST_BYTES;
    if (large || z->count == MOST_PARTS) z->fault = "zip, 2 GB";
    if (z->fault) return;
    if (packed) packed = pack(bytes, &small);
    str body = packed ? buf_view(&small) : bytes;
    unsigned method = packed ? DEFLATED : STORED;
    uLong crc = crc32(crc32(0, NULL, 0), (const Bytef *)bytes.p, (uInt)bytes.n);
    BUF_LIT(z->out, "PK\3\4");
    put_facts(z->out, method, crc, body.n, bytes.n, path.n);
    buf_str(z->out, path);
    buf_str(z->out, body);
    BUF_LIT(&z->directory, "PK\1\2");
    put16(&z->directory, VERSION);
    put_facts(&z->directory, method, crc, body.n, bytes.n, path.n);
    put16(&z->directory, 0);                       /* comment, disk, kind, rights */
    put16(&z->directory, 0);
    put16(&z->directory, 0);
    put32(&z->directory, 0);
    put32(&z->directory, at);
    buf_str(&z->directory, path);
    z->count++;
    buf_free(&small);
}

bool odt_zip_end(odt_zip *z)
{
    size_t at = z->out->n;
    if (!z->fault) {
        buf_str(z->out, buf_view(&z->directory));
        BUF_LIT(z->out, "PK\5\6");
        put32(z->out, 0);
        put16(z->out, z->count);
        put16(z->out, z->count);
        put32(z->out, z->directory.n);
        put32(z->out, at);
        put16(z->out, 0);
    }
    buf_free(&z->directory);
    return z->fault == NULL;
}
