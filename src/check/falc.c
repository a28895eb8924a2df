#include "check/falc.h"
#include "base/lang.h"
#include "base/utf8.h"
#include <stdio.h>

typedef struct look { const node_tree *t; const node *block; diag *d; } look;

static void tell(const look *l, const char *what, const char *hint)
{
    DIAG(l->d, X951, node_span(l->t, l->block), what, hint);
}

/* --- sentences (RLS 4.1, 1.7) */

static void end_sentence(const look *l, size_t words)
{
    char what[96];
    if (words <= FALC_WORDS) return;
    snprintf(what, sizeof what, _("a sentence of %zu words"), words);
    tell(l, what, _("one idea, 15 words at most: make two sentences of it"));
}

static bool is_space(uint32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x202F; }

static void check_sentences(const look *l, str s)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        bool word = !is_space(c) && c != '!' && c != '?' && c != ':' && c != 0xAB && c != 0xBB;
        if (word && !inside) words++;
        inside = word;
        bool stop = c == '!' || c == '?' || (c == '.' && (i == s.n || is_space((unsigned char)s.p[i])));
        if (!stop) continue;
        end_sentence(l, words);
        words = 0;
    }
    end_sentence(l, words);
}

/* --- signs (RLS 4.2, 5.2, 5.3, 5.4) */

static void check_signs(const look *l, str s)
{
    static const struct { const char *sign, *what, *hint; } table[] = {
        { ";", N_("a semicolon"), N_("make two sentences") },
        { "(", N_("words between brackets"), N_("make a sentence of what they say") },
        { "[", N_("words between brackets"), N_("make a sentence of what they say") },
        { "…", N_("three dots"), N_("end the sentence") },
        { "–", N_("a dash"), N_("make two sentences") },
        { "—", N_("a dash"), N_("make two sentences") },
        { "%", N_("a percentage"), N_("write “few”, “many”, or “one in ten”") },
        { "&", N_("a sign: &"), N_("write the word") },
        { "§", N_("a sign: §"), N_("write the word") },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_search(s, str_z(table[i].sign)) != STR_NONE) tell(l, _(table[i].what), _(table[i].hint));
}

static bool digit(str s, size_t i) { return i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; }

static void check_dates(const look *l, str s)
{
    for (size_t i = 2; i + 2 < s.n; i++)
        if (s.p[i] == '/' && digit(s, i - 1) && digit(s, i + 1) && i + 3 < s.n &&
            (s.p[i + 3] == '/' || s.p[i + 2] == '/')) {
            tell(l, _("a date in figures"), _("write the month in letters: 24 septembre 2026"));
            return;
        }
}

/* --- words in capitals (RLS 1.6): from five letters on, since acronyms are shorter */
static void check_capitals(const look *l, str s)
{
    size_t run = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool capital = i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z';
        if (!capital && run >= 5) {
            tell(l, _("a word in capitals"), _("write it in small letters"));
            return;
        }
        run = capital ? run + 1 : 0;
    }
}

static void check_looks(const look *l, const node *n)
{
    for (node *k = n->first; k; k = node_following(n, k)) {
        if (k->kind == NODE_EMPH) tell(l, _("words in italics"), _("put them in bold, or leave them as they are"));
        if (k->kind == NODE_FOOTNOTE_REF) tell(l, _("a footnote"), _("say it in the text"));
    }
}

static void check_block(const node_tree *t, const node *n, diag *d)
{
    look l = { t, n, d };
    buf text = { 0 };
    for (const node *k = n->first; k; k = k->next) node_text(&text, k);
    str s = buf_view(&text);
    check_sentences(&l, s);
    check_signs(&l, s);
    check_dates(&l, s);
    check_capitals(&l, s);
    check_looks(&l, n);
    buf_free(&text);
}

static bool holds_text(const node *n)
{
    return !node_is_inline(n) && n->first && node_is_inline(n->first);
}

static void check_tree(const node_tree *t, node *root, diag *d)
{
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind == NODE_HEADING && n->level > 3) {
            look l = { t, n, d };
            tell(&l, _("a third level of headings"), _("two levels at most"));
        }
        if (holds_text(n) && n->kind != NODE_CAPTION) check_block(t, n, d);
    }
}

void falc_check(const node_tree *t, bool whole_page, diag *d)
{
    if (whole_page) {
        check_tree(t, t->root, d);
        return;
    }
    for (node *n = t->root; n; n = node_following(t->root, n))
        if (n->kind == NODE_DIV && str_eqz(n->text, "falc")) check_tree(t, n, d);
}
