#include "translate/unit.h"
#include "base/map.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "translate/inline.h"

uint64_t unit_hash(str text) { return map_hash(text); }
str unit_hash_text(arena *a, uint64_t hash) { return arena_fmt(a, "%016llx", (unsigned long long)hash); }

uint32_t unit_words(str text)
{
    uint32_t n = 0;
    bool within = false, counts = false;
    for (size_t i = 0; i <= text.n;) {
        uint32_t c = i < text.n ? utf8_next(text, &i) : ' ';
        bool space = c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x202F;
        if (space && within && counts) n++;
        if (space) within = counts = false;
        else { within = true; counts |= unicode_is_word(c); }
        if (c == ' ' && i >= text.n) break;
    }
    return n;
}

static bool has_letter(str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (unicode_is_word(c) && !unicode_is_digit(c)) return true;
    }
    return false;
}

static void add(arena *a, unit_list *out, unit u)
{
    u.hash = unit_hash(u.text);
    u.words = unit_words(u.text);
    VEC_PUSH(a, out, u);
}

/* --- the front matter */

static void add_fields(arena *a, str title, const value *meta, unit_list *out)
{
    static const char *const names[] = { "description", "summary" };
    if (has_letter(title)) add(a, out, (unit){ .kind = UNIT_FIELD, .text = title, .field = "title" });
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const value *v = value_get(meta, str_z(names[i]));
        str text = value_text(v);
        if (has_letter(text)) add(a, out, (unit){ .kind = UNIT_FIELD, .text = text, .field = names[i], .off = v->off });
    }
}

/* --- the tree */

static unit_kind kind_of(const node *parent)
{
    switch ((node_kind)parent->kind) {
    case NODE_HEADING: return UNIT_HEADING;
    case NODE_ITEM: return UNIT_ITEM;
    case NODE_CELL: return UNIT_CELL;
    case NODE_CAPTION: return UNIT_CAPTION;
    case NODE_TERM: case NODE_DEFINITION: return UNIT_TERM;
    case NODE_FIGURE: return UNIT_PICTURE;
    default: return UNIT_PARAGRAPH;
    }
}

/* Is there a letter outside of code and addresses? */
static bool speaks(const node *first)
{
    for (const node *n = first; n && node_is_inline(n); n = n->next) {
        if (n->kind == NODE_TEXT && has_letter(n->text)) return true;
        if (n->attrs && n->kind != NODE_SPAN && has_letter(n->attrs->title)) return true;
        if (speaks(n->first)) return true;
    }
    return false;
}

static void add_plain(arena *a, unit_kind kind, const node *n, str *text, unit_list *out)
{
    if (has_letter(*text)) add(a, out, (unit){ .kind = kind, .text = *text, .plain = text, .off = n->off });
}

/* Options whose value readers see. */
static bool is_seen(str key)
{
    static const char *const keys[] = { "titre", "title", "legende", "caption", "description",
                                        "alt",   "note",  "unite",   "unit" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) if (str_eqz(key, keys[i])) return true;
    return false;
}

static void add_block(arena *a, node *n, unit_list *out)
{
    if (n->kind != NODE_DIV || !n->attrs) return;
    add_plain(a, UNIT_TITLE, n, &n->attrs->title, out);
    for (node_pair *p = n->attrs->pairs; p; p = p->next)
        if (is_seen(p->key)) add_plain(a, UNIT_OPTION, n, &p->value, out);
}

static void walk(arena *a, node *parent, unit_list *out)
{
    for (node *n = parent->first; n;) {
        if (!node_is_inline(n)) {
            add_block(a, n, out);
            walk(a, n, out);
            n = n->next;
            continue;
        }
        if (speaks(n))
            add(a, out, (unit){ .kind = kind_of(parent), .text = inline_markdown(a, n), .parent = parent, .first = n,
                                .off = n->off });
        while (n && node_is_inline(n)) n = n->next;
    }
}

void unit_collect(arena *a, str title, const value *meta, node *root, unit_list *out)
{
    add_fields(a, title, meta, out);
    walk(a, root, out);
}

void unit_print(buf *out, const unit_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const unit *u = &l->v[i];
        buf_fmt(out, "%s %016llx words=%u ", unit_kind_name(u->kind), (unsigned long long)u->hash, u->words);
        value_json_string(out, u->text);
        buf_char(out, '\n');
    }
}

const char *unit_kind_name(unit_kind k)
{
    static const char *const names[] = { "field", "heading", "paragraph", "item", "cell", "caption", "term", "picture",
                                         "title", "option" };
    return names[k];
}
