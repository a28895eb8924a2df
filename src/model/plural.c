#include "model/plural.h"
#include <stdlib.h>

enum { NODES_MAX = 256, DEPTH_MAX = 64, FORMS_MAX = 16 };

/* A node of the rule: '0' a number, 'n', '?' the choice, '!' not, and the binary operators, two-byte ones by a letter
 * of their own. */
typedef enum op {
    NUMBER, VARIABLE, CHOICE, NOT, OR, AND, EQUAL, DIFFERENT, LESS, MORE, AT_MOST, AT_LEAST, PLUS, MINUS, TIMES,
    DIVIDED, REST
} op;

typedef struct term { op op; unsigned long number; struct term *a, *b, *c; } term;

struct plural { size_t forms; const term *rule; };

/* --- reading */

typedef struct parser { arena *a; str rest; int nodes, depth; bool bad; } parser;

/* Binary operators by their strength; the longer spelling comes before its own beginning. */
static const struct operator { const char *text; int strength; op op; } operators[] = {
    { "||", 1, OR }, { "&&", 2, AND }, { "==", 3, EQUAL }, { "!=", 3, DIFFERENT }, { "<=", 4, AT_MOST },
    { ">=", 4, AT_LEAST }, { "<", 4, LESS }, { ">", 4, MORE }, { "+", 5, PLUS }, { "-", 5, MINUS }, { "*", 6, TIMES },
    { "/", 6, DIVIDED }, { "%", 6, REST },
};

static void skip(parser *p)
{
    while (p->rest.n && (*p->rest.p == ' ' || *p->rest.p == '\t' || *p->rest.p == '\n')) p->rest = str_skip(p->rest, 1);
}

static bool take(parser *p, const char *text)
{
    skip(p);
    if (!str_starts(p->rest, str_z(text))) return false;
    p->rest = str_skip(p->rest, strlen(text));
    return true;
}

static term *make(parser *p, op o, term *a, term *b)
{
    term *t = ARENA_NEW(p->a, term);
    *t = (term){ .op = o, .a = a, .b = b };
    if (++p->nodes > NODES_MAX) p->bad = true;
    return t;
}

static unsigned long digits(parser *p)
{
    unsigned long v = 0;
    skip(p);
    if (p->rest.n == 0 || *p->rest.p < '0' || *p->rest.p > '9') p->bad = true;
    for (; p->rest.n && *p->rest.p >= '0' && *p->rest.p <= '9' && v < 1000000000; p->rest = str_skip(p->rest, 1))
        v = v * 10 + (unsigned long)(*p->rest.p - '0');
    return v;
}

static term *choice(parser *p);

static term *primary(parser *p)
{
    if (++p->depth > DEPTH_MAX) p->bad = true;
    term *t = NULL;
    if (p->bad) return make(p, NUMBER, NULL, NULL);
    if (take(p, "(")) {
        t = choice(p);
        if (!take(p, ")")) p->bad = true;
    } else if (take(p, "!")) {
        t = make(p, NOT, primary(p), NULL);
    } else if (take(p, "n")) {
        t = make(p, VARIABLE, NULL, NULL);
    } else {
        t = make(p, NUMBER, NULL, NULL);
        t->number = digits(p);
    }
    p->depth--;
    return t;
}

static term *binary(parser *p, int least)
{
    term *left = primary(p);
    for (;;) {
        const struct operator *found = NULL;
        skip(p);
        for (size_t i = 0; i < sizeof operators / sizeof *operators && !found; i++)
            if (str_starts(p->rest, str_z(operators[i].text))) found = &operators[i];
        if (!found || found->strength < least || p->bad) return left;
        take(p, found->text);
        left = make(p, found->op, left, binary(p, found->strength + 1));
    }
}

static term *choice(parser *p)
{
    term *t = binary(p, 1);
    if (p->bad || !take(p, "?")) return t;
    if (++p->depth > DEPTH_MAX) p->bad = true;
    term *c = make(p, CHOICE, t, NULL);
    if (!p->bad) c->b = choice(p);
    if (!take(p, ":")) p->bad = true;
    if (!p->bad) c->c = choice(p);
    p->depth--;
    return c;
}

plural *plural_parse(arena *a, str line)
{
    parser p = { .a = a, .rest = line };
    if (!take(&p, "nplurals") || !take(&p, "=")) return NULL;
    size_t forms = digits(&p);
    if (!take(&p, ";") || !take(&p, "plural") || !take(&p, "=")) return NULL;
    const term *rule = choice(&p);
    take(&p, ";");
    skip(&p);
    if (p.bad || p.rest.n || forms < 1 || forms > FORMS_MAX) return NULL;
    plural *made = ARENA_NEW(a, plural);
    *made = (plural){ forms, rule };
    return made;
}

/* --- using */

static unsigned long run(const term *t, unsigned long n, bool *bad)
{
    if (t->op == NUMBER) return t->number;
    if (t->op == VARIABLE) return n;
    unsigned long x = run(t->a, n, bad);
    if (t->op == NOT) return !x;
    if (t->op == CHOICE) return run(x ? t->b : t->c, n, bad);
    if (t->op == OR && x) return 1;
    if (t->op == AND && !x) return 0;
    unsigned long y = run(t->b, n, bad);
    switch (t->op) {
    case OR: case AND: return y != 0;
    case EQUAL: return x == y;
    case DIFFERENT: return x != y;
    case LESS: return x < y;
    case MORE: return x > y;
    case AT_MOST: return x <= y;
    case AT_LEAST: return x >= y;
    case PLUS: return x + y;
    case MINUS: return x - y;
    case TIMES: return x * y;
    default: break;
    }
    if (y == 0) *bad = true;
    return y == 0 ? 0 : t->op == DIVIDED ? x / y : x % y;
}

size_t plural_forms(const plural *p) { return p->forms; }

size_t plural_form(const plural *p, unsigned long n)
{
    bool bad = false;
    unsigned long i = run(p->rule, n, &bad);
    return bad || i >= p->forms ? 0 : i;
}

/* --- the languages */

/* By families that share a rule. */
static const struct family { const char *langs, *rule; } families[] = {
    { " fr pt-BR hy oc br wo ti ln ff ", "nplurals=2; plural=(n > 1);" },
    { " zh ja ko vi th id ms bm my lo ", "nplurals=1; plural=0;" },
    { " ar ", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);" },
    { " ru uk be sr hr bs ",
      "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);" },
    { " pl ", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);" },
    { " cs sk ", "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);" },
    { " ro ", "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);" },
};

plural *plural_of(arena *a, str lang)
{
    str base = lang;
    size_t dash = str_find(lang, '-');
    if (dash != STR_NONE && !str_eqz(lang, "pt-BR")) base = str_first(lang, dash);
    str word = arena_fmt(a, " %.*s ", STR_ARG(base));
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (str_search(str_z(families[i].langs), word) != STR_NONE) return plural_parse(a, str_z(families[i].rule));
    return plural_parse(a, S("nplurals=2; plural=(n != 1);"));
}
