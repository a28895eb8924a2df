#include "read/markdown_line.h"
#include "read/markdown_tree.h"

uint32_t md_source_offset(md_reader *r, uint32_t t)
{
    size_t n = r->scan.pieces.n, i = r->piece;
    const md_piece *v = r->scan.pieces.v;
    if (n == 0) return r->from + t;
    if (i >= n || v[i].out > t || (i + 8 < n && v[i + 8].out <= t)) {
        size_t low = 0, high = n;                  /* v[low].out <= t: the first piece begins at 0 */
        while (high - low > 1) {
            size_t mid = low + (high - low) / 2;
            if (v[mid].out <= t) low = mid;
            else high = mid;
        }
        i = low;
    }
    while (i + 1 < n && v[i + 1].out <= t) i++;
    r->piece = i;
    uint32_t off = v[i].made || t < v[i].out ? v[i].src : v[i].src + (t - v[i].out);
    return off < r->src->text.n ? off : (uint32_t)r->src->text.n;
}

span md_span(const md_reader *r, uint32_t off, uint32_t len) { return (span){ r->src, off, len }; }

static uint32_t line_start(const md_reader *r, int line)
{
    if (line < 1) return 0;
    return r->lines[(uint32_t)line <= r->nlines ? (uint32_t)line - 1 : r->nlines];
}

static uint32_t in_line(const md_reader *r, int line, int column)
{
    uint32_t off = line_start(r, line) + (uint32_t)(column > 1 ? column - 1 : 0), stop = line_start(r, line + 1);
    return off < stop ? off : stop;
}

void md_set_block_span(md_reader *r, node *n, cmark_node *c)
{
    uint32_t start = in_line(r, cmark_node_get_start_line(c), cmark_node_get_start_column(c));
    uint32_t end = in_line(r, cmark_node_get_end_line(c), cmark_node_get_end_column(c) + 1);
    n->off = md_source_offset(r, start);
    uint32_t stop = end > start ? md_source_offset(r, end - 1) + 1 : n->off;
    n->len = stop > n->off ? stop - n->off : 0;
}

/* Where the content of a paragraph's line begins: after blanks and the marks of quotes. */
static uint32_t content(const md_place *p, uint32_t line)
{
    const md_reader *r = p->r;
    uint32_t i = r->lines[line], stop = r->lines[line + 1];
    for (int q = 0; q <= p->r->quotes; q++) {
        while (i < stop && md_blank(r->scan.text.p[i])) i++;
        if (q == p->r->quotes || i == stop || r->scan.text.p[i] != '>') break;
        i++;
    }
    return i;
}

static void set_frame(md_place *p, uint32_t line)
{
    p->real = line < p->last ? line : p->last;
    p->frame = content(p, p->real);
    p->at = (uint32_t)p->frame;
}

void md_place_start(md_place *p, md_reader *r, cmark_node *block)
{
    int first = cmark_node_get_start_line(block), last = cmark_node_get_end_line(block);
    if (last < first) last = first;
    *p = (md_place){ .r = r, .line = first, .block = cmark_node_get_start_column(block) - 1 };
    uint32_t top = r->nlines - 1;
    p->real = (uint32_t)(first > 0 ? first - 1 : 0) < top ? (uint32_t)(first > 0 ? first - 1 : 0) : top;
    p->last = (uint32_t)(last > 0 ? last - 1 : 0) < top ? (uint32_t)(last > 0 ? last - 1 : 0) : top;
    p->at = in_line(r, first, p->block + 1);
    p->frame = p->at;
    bool heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
    if (heading && p->at < r->scan.text.n && r->scan.text.p[p->at] == '#') {
        while (p->at < r->scan.text.n && r->scan.text.p[p->at] == '#') p->at++;
        while (p->at < r->scan.text.n && md_blank(r->scan.text.p[p->at])) p->at++;
    } else if (p->last > p->real && r->scan.text.p[p->at] == '[') {
        /* cmark takes link definitions off the start of a paragraph but leaves its first line as it was. */
        cmark_node *end = cmark_node_last_child(block);
        int lines =
            last - (heading ? 1 : 0) - (end && cmark_node_get_end_line(end) ? cmark_node_get_end_line(end) : last);
        if (lines > 0) set_frame(p, p->real + (uint32_t)lines);
    }
}

void md_place_line(md_place *p, int line)
{
    if (line <= p->line) return;
    set_frame(p, p->real + (uint32_t)(line - p->line));
    p->line = line;
}

uint32_t md_place_column(md_place *p, int column)
{
    int64_t off = p->frame + (column - 1 - p->block);
    while (p->real < p->last &&
           off >= (int64_t)p->r->lines[p->real + 1]) { /* past a line end within a link's brackets */
        int64_t over = off - (int64_t)p->r->lines[p->real + 1];
        p->real++;
        off = (int64_t)content(p, p->real) + over;
        p->frame = off - (column - 1 - p->block);
    }
    int64_t stop = p->r->lines[p->real + 1];
    return (uint32_t)(off < 0 ? 0 : off > stop ? stop : off);
}
