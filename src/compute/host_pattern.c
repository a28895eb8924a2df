/* Lua's patterns, compiled into items and matched with a budget of steps. Classes of characters are those of ASCII,
 * whatever the locale. */
#include "compute/host_priv.h"

enum { PATTERN_MAX = 10000, BRANCHES_MAX = 200, UNPAID = 64 };

typedef struct set { uint32_t bits[8]; } set;

typedef enum item_kind { ITEM_SET, ITEM_OPEN, ITEM_CLOSE, ITEM_POSITION, ITEM_BALANCE, ITEM_FRONTIER, ITEM_BACK,
                         ITEM_AT_END, ITEM_DONE } item_kind;
typedef enum item_mode { MODE_ONE, MODE_OPTIONAL, MODE_STAR, MODE_PLUS, MODE_LAZY } item_mode;

/* a, b: BALANCE's pair; a: number of BACK's capture */
typedef struct item { uint8_t kind, mode, a, b; set chars; } item;

struct host_pattern { bool anchored; size_t n; item items[]; };

static bool in_set(const set *s, unsigned char c) { return s->bits[c >> 5] >> (c & 31) & 1; }
static void add(set *s, int c) { s->bits[c >> 5] |= 1u << (c & 31); }

/* --- compiling */

typedef struct compiler {
    lua_State *L;
    str text;
    size_t at;
    int branches, open, total;                     /* open, total: captures */
    uint8_t stack[HOST_CAPTURES];                  /* the open ones */
} compiler;

static bool in_class(int c, int class)
{
    bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z', number = c >= '0' && c <= '9';
    bool graph = c > 32 && c < 127;
    switch (class) {
    case 'a': return lower || upper;
    case 'c': return c < 32 || c == 127;
    case 'd': return number;
    case 'g': return graph;
    case 'l': return lower;
    case 'p': return graph && !lower && !upper && !number;
    case 's': return c == ' ' || (c >= '\t' && c <= '\r');
    case 'u': return upper;
    case 'w': return lower || upper || number;
    case 'x': return number || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    default: return false;
    }
}

/* %a and the like, upper case for the complement; any other character stands for itself. */
static void add_class(set *s, unsigned char letter)
{
    int lower = letter | 32;
    bool class = strchr("acdglpsuwx", lower) && ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'));
    if (!class) {
        add(s, letter);
        return;
    }
    for (int c = 0; c < 256; c++)
        if (in_class(c, lower) == (letter == lower)) add(s, c);
}

static bool more(const compiler *c) { return c->at < c->text.n; }
static unsigned char peek(const compiler *c) { return more(c) ? (unsigned char)c->text.p[c->at] : 0; }

static unsigned char take(compiler *c, const char *missing)
{
    if (!more(c)) luaL_error(c->L, "malformed pattern (%s)", missing);
    return (unsigned char)c->text.p[c->at++];
}

static void read_set(compiler *c, set *s)          /* after '[' */
{
    static const char missing[] = "missing ']'";
    bool complement = peek(c) == '^' && more(c);
    if (complement) c->at++;
    for (bool first = true; first || peek(c) != ']' || !more(c); first = false) {
        unsigned char from = take(c, missing);
        if (from == '%') {
            add_class(s, take(c, missing));
        } else if (peek(c) == '-' && c->at + 1 < c->text.n && c->text.p[c->at + 1] != ']') {
            c->at++;
            int to = take(c, missing);
            for (int k = from; k <= to; k++) add(s, k);
        } else {
            add(s, from);
        }
    }
    c->at++;
    for (int i = 0; complement && i < 8; i++) s->bits[i] = ~s->bits[i];
}

static void read_mode(compiler *c, item *it)
{
    static const char modes[] = "?*+-";
    const char *m = more(c) && peek(c) ? strchr(modes, peek(c)) : NULL;
    if (!m) return;
    it->mode = (uint8_t)(MODE_OPTIONAL + (m - modes));
    c->at++;
    c->branches++;
}

static void read_open(compiler *c, item *it)
{
    if (c->total >= HOST_CAPTURES) luaL_error(c->L, "too many captures");
    it->a = (uint8_t)c->total++;
    c->branches++;
    if (peek(c) == ')' && more(c)) {
        c->at++;
        it->kind = ITEM_POSITION;
        return;
    }
    it->kind = ITEM_OPEN;
    c->stack[c->open++] = it->a;
}

static void read_close(compiler *c, item *it)
{
    if (c->open == 0) luaL_error(c->L, "invalid pattern capture");
    it->kind = ITEM_CLOSE;
    it->a = c->stack[--c->open];
    c->branches++;
}

static void read_escape(compiler *c, item *it)     /* after '%' */
{
    unsigned char e = take(c, "ends with '%'");
    if (e == 'b') {
        it->kind = ITEM_BALANCE;
        it->a = take(c, "missing arguments to '%b'");
        it->b = take(c, "missing arguments to '%b'");
    } else if (e == 'f') {
        it->kind = ITEM_FRONTIER;
        if (take(c, "missing '[' after '%f' in pattern") != '[') luaL_error(c->L, "missing '[' after '%%f' in pattern");
        read_set(c, &it->chars);
    } else if (e >= '0' && e <= '9') {
        it->kind = ITEM_BACK;
        it->a = (uint8_t)(e - '1');
        bool open = e == '0' || it->a >= c->total;
        for (int i = 0; i < c->open; i++) open = open || c->stack[i] == it->a;
        if (open) luaL_error(c->L, "invalid capture index %%%c in pattern", e);
    } else {
        add_class(&it->chars, e);
        read_mode(c, it);
    }
}

static void read_item(compiler *c, item *it)
{
    unsigned char first = take(c, "");
    switch (first) {
    case '(': read_open(c, it); return;
    case ')': read_close(c, it); return;
    case '%': read_escape(c, it); return;
    case '$':
        if (!more(c)) { it->kind = ITEM_AT_END; return; }
        add(&it->chars, '$');
        break;
    case '[': read_set(c, &it->chars); break;
    case '.': memset(&it->chars, 0xFF, sizeof it->chars); break;
    default: add(&it->chars, first); break;
    }
    read_mode(c, it);
}

host_pattern *host_pattern_compile(lua_State *L, str text, bool anchors)
{
    if (text.n > PATTERN_MAX) luaL_error(L, "the pattern is too long (more than %d bytes)", PATTERN_MAX);
    host_charge(L, text.n * 4 + 4);
    host_pattern *p = lua_newuserdatauv(L, sizeof *p + (text.n + 1) * sizeof(item), 0);
    compiler c = { .L = L, .text = text };
    *p = (host_pattern){ .anchored = anchors && text.n && text.p[0] == '^' };
    if (p->anchored) c.at++;
    while (more(&c)) {
        item *it = &p->items[p->n++];
        *it = (item){ .kind = ITEM_SET };
        read_item(&c, it);
    }
    p->items[p->n] = (item){ .kind = ITEM_DONE };
    if (c.open) luaL_error(L, "unfinished capture");
    if (c.branches > BRANCHES_MAX) luaL_error(L, "pattern too complex: split the work into simpler patterns");
    return p;
}

bool host_pattern_is_plain(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] && strchr("^$*+?.([%-", text.p[i])) return false;
    return true;
}

/* --- matching. Each recursion moves on by one branching item, of which there are at most BRANCHES_MAX: that bounds the
 * C stack. */

typedef struct matcher { lua_State *L; const char *start, *end; unsigned unpaid; host_match *m; } matcher;

static void pay(matcher *x, size_t steps)
{
    x->unpaid += (unsigned)(steps > UNPAID ? UNPAID : steps);
    if (x->unpaid < UNPAID) return;
    x->unpaid = 0;
    host_charge(x->L, steps > UNPAID ? steps : UNPAID);
}

static const char *run(matcher *x, const item *it, const char *s);

static bool fits(const matcher *x, const item *it, const char *s)
{
    return s < x->end && in_set(&it->chars, (unsigned char)*s);
}

static const char *longest(matcher *x, const item *it, const char *s, size_t least)
{
    size_t n = 0;
    while (fits(x, it, s + n)) n++;
    pay(x, n / 4 + 1);
    if (it[1].kind == ITEM_DONE) return n >= least ? s + n : NULL;
    for (; n + 1 > least; n--) {
        const char *r = run(x, it + 1, s + n);
        if (r) return r;
        if (n == 0) break;
    }
    return NULL;
}

static const char *shortest(matcher *x, const item *it, const char *s)
{
    for (;; s++) {
        const char *r = run(x, it + 1, s);
        if (r || !fits(x, it, s)) return r;
    }
}

static const char *balanced(matcher *x, const item *it, const char *s)
{
    if (s >= x->end || (unsigned char)*s != it->a) return NULL;
    size_t depth = 1;
    for (const char *q = s + 1; q < x->end; q++) {
        if ((unsigned char)*q == it->b) {
            if (--depth == 0) return pay(x, (size_t)(q - s) / 4), q + 1;
        } else if ((unsigned char)*q == it->a) {
            depth++;
        }
    }
    pay(x, (size_t)(x->end - s) / 4);
    return NULL;
}

static bool at_frontier(const matcher *x, const item *it, const char *s)
{
    unsigned char last = s == x->start ? 0 : (unsigned char)s[-1], here = s == x->end ? 0 : (unsigned char)*s;
    return !in_set(&it->chars, last) && in_set(&it->chars, here);
}

static const char *again(matcher *x, const item *it, const char *s)
{
    const host_capture *c = &x->m->captures[it->a];
    if (c->len == -2) luaL_error(x->L, "invalid capture index %%%d: it is a position", it->a + 1);
    size_t n = (size_t)c->len;
    pay(x, n / 16 + 1);
    return (size_t)(x->end - s) >= n && memcmp(x->start + c->from, s, n) == 0 ? s + n : NULL;
}

/* A capture opens, closes or takes its position; undone when the rest does not match. */
static const char *capture(matcher *x, const item *it, const char *s)
{
    host_capture *c = &x->m->captures[it->a], old = *c;
    size_t at = (size_t)(s - x->start);
    if (it->kind == ITEM_CLOSE) c->len = (ptrdiff_t)(at - c->from);
    else *c = (host_capture){ at, it->kind == ITEM_POSITION ? -2 : -1 };
    if (it->kind != ITEM_CLOSE) x->m->n++;
    const char *r = run(x, it + 1, s);
    if (r) return r;
    if (it->kind != ITEM_CLOSE) x->m->n--;
    *c = old;
    return NULL;
}

static const char *run(matcher *x, const item *it, const char *s)
{
    for (; s; it++) {
        pay(x, 1);
        switch (it->kind) {
        case ITEM_DONE: return s;
        case ITEM_AT_END: return s == x->end ? s : NULL;
        case ITEM_OPEN: case ITEM_CLOSE: case ITEM_POSITION: return capture(x, it, s);
        case ITEM_BALANCE: s = balanced(x, it, s); continue;
        case ITEM_FRONTIER: if (!at_frontier(x, it, s)) return NULL; continue;
        case ITEM_BACK: s = again(x, it, s); continue;
        default: break;
        }
        switch (it->mode) {
        case MODE_STAR: return longest(x, it, s, 0);
        case MODE_PLUS: return longest(x, it, s, 1);
        case MODE_LAZY: return shortest(x, it, s);
        case MODE_OPTIONAL:
            if (fits(x, it, s)) {
                const char *r = run(x, it + 1, s + 1);
                if (r) return r;
            }
            continue;
        default:
            s = fits(x, it, s) ? s + 1 : NULL;
        }
    }
    return NULL;
}

bool host_pattern_find(lua_State *L, const host_pattern *p, str subject, size_t from, host_match *m)
{
    matcher x = { .L = L, .start = subject.p, .end = subject.p + subject.n, .m = m };
    for (size_t at = from; at <= subject.n; at++) {
        m->n = 0;
        const char *end = run(&x, p->items, subject.p + at);
        if (end) {
            m->from = at;
            m->to = (size_t)(end - subject.p);
            host_charge(L, x.unpaid);
            return true;
        }
        if (p->anchored) break;
    }
    host_charge(L, x.unpaid);
    return false;
}
