#include "base/lang.h"
#include "base/path.h"
#include "cli/load.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Where a field is written: mark "# " comments it out; the first field of an entry of a list has a hyphen before it. */
typedef struct spot { const char *mark; int indent; bool first; } spot;

static void comment(buf *out, spot s, str text)
{
    str line;
    for (str rest = text; str_cut(&rest, '\n', &line);)
        buf_fmt(out, "%s%*s# %.*s\n", s.mark, s.indent, "", STR_ARG(str_trim(line)));
}

static const char *example(field_type t)
{
    switch (t) {
    case FIELD_DATE: return "2026-01-01";
    case FIELD_MOMENT: return "2026-01-01 18:00";
    case FIELD_BOOL: return "non";
    default: return "";
    }
}

/* What the command line says of a field, "annee=2026"; NULL: nothing. By either of its names. */
typedef struct given { const char *const *v; size_t n; } given;

static const char *value_given(const given *g, str name, str alias)
{
    for (size_t i = 0; i < g->n; i++) {
        str key = str_first(str_z(g->v[i]), str_find(str_z(g->v[i]), '='));
        if (str_eq(key, name) || (alias.n && str_eq(key, alias))) return g->v[i] + key.n + 1;
    }
    return NULL;
}

static void put_quoted(buf *out, const char *text)
{
    buf_char(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\') buf_char(out, '\\');
        buf_char(out, (unsigned char)*p < ' ' ? ' ' : *p);
    }
    BUF_LIT(out, "\"\n");
}

/* Its help, else its label, whether the sheet can't do without it, and the words to choose from. */
static void explain(buf *out, const field_decl *f, const language *l, spot s)
{
    static const str needed = S_INIT("obligatoire");
    str label = kind_text(f->label, l->code), help = kind_text(f->help, l->code), must = words_get(l->words, needed);
    const value *choices = kind_choices(f, l->code);
    if (label.n || help.n) comment(out, s, help.n ? help : label);
    if (f->required && s.indent == 0) buf_fmt(out, "%s# (%.*s)\n", s.mark, STR_ARG(must));
    if (value_count(choices) == 0) return;
    buf_fmt(out, "%s%*s#", s.mark, s.indent, "");
    for (size_t i = 0; i < value_count(choices); i++)
        buf_fmt(out, "%s%.*s", i ? " / " : " ", STR_ARG(value_text(value_at(choices, i))));
    buf_char(out, '\n');
}

/* A field with its help above it, and all that it holds. */
static void put_field(buf *out, const field_decl *f, const language *l, spot s)
{
    explain(out, f, l, s.indent ? s : (spot){ "", 0, false }); /* help needs no second mark */
    buf_fmt(out, "%s%*s%s%.*s:", s.mark, s.indent, "", s.first ? "- " : "", STR_ARG(f->name));
    int within = s.indent + (s.first ? 4 : 2);
    if (f->type == FIELD_LIST) buf_fmt(out, "\n%s%*s- \n", s.mark, within, "");
    else if (f->nfields == 0) buf_fmt(out, " %s\n", s.indent ? "" : example(f->type));
    else buf_char(out, '\n');
    for (size_t i = 0; i < f->nfields; i++) {
        bool list = f->type == FIELD_MAP_LIST, first = list && i == 0;
        put_field(out, &f->fields[i], l, (spot){ s.mark, within + (list && !first ? 2 : 0), first });
    }
}

static void put_given(buf *out, const field_decl *f, const language *l, const char *said)
{
    explain(out, f, l, (spot){ "", 0, false });
    buf_fmt(out, "%.*s: %s", STR_ARG(f->name), f->type == FIELD_LIST ? "\n  - " : "");
    put_quoted(out, said);
}

/* The title of the kind, "Bilan {annee}", with what fields were given; false when one of them was not. */
static bool put_kind_title(buf *out, const kind *k, str lang, const given *g)
{
    buf made = { 0 };
    bool fine = k && k->title;
    for (str rest = fine ? kind_text(k->title, lang) : S(""), name; fine && rest.n;) {
        str before = str_first(rest, str_find(rest, '{'));
        buf_str(&made, before);
        rest = str_skip(rest, before.n);
        if (rest.n == 0) break;
        rest = str_skip(rest, 1);
        fine = str_cut(&rest, '}', &name);
        const field_decl *f = fine ? kind_field(k, name) : NULL;
        const char *said = f ? value_given(g, f->name, f->alias) : NULL;
        fine = said != NULL;
        if (fine) buf_z(&made, said);
    }
    buf_char(&made, 0);
    if (fine) put_quoted(out, made.p);
    buf_free(&made);
    return fine;
}

/* A first title from the file's name: "les-lutins" is "Les lutins". */
static void put_title(buf *out, str name, const kind *k, str lang, const given *g)
{
    const char *said = value_given(g, S("title"), S("titre"));
    BUF_LIT(out, "title: ");
    if (said) put_quoted(out, said);
    if (said || put_kind_title(out, k, lang, g)) return;
    buf_char(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (i == 0 && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        buf_char(out, c == '-' || c == '_' ? ' ' : c);
    }
    BUF_LIT(out, "\"\n");
}

/* What shows an example and is not required is commented out: the sheet says nothing wrong as it is. */
static const char *mark_of(const field_decl *f) { return f->required || *example(f->type) == 0 ? "" : "# "; }

static void put_sheet(buf *out, const kind *k, str name, str slug, const language *l, const given *g)
{
    static const str how = S_INIT(
        "Une ligne qui commence par # explique, ou propose un champ facultatif : pour le remplir, ôtez le # et "
        "l’espace qui le suit.");
    static const spot plain = { "", 0, false };
    BUF_LIT(out, "---\n");
    put_title(out, path_base(slug), k, l->code, g);
    buf_fmt(out, "kind: %.*s\n", STR_ARG(name));
    if (k->nfields) {
        buf_char(out, '\n');
        comment(out, plain, words_get(l->words, how));
    }
    for (size_t i = 0; i < k->nfields; i++) {
        const field_decl *f = &k->fields[i];
        const char *said = value_given(g, f->name, f->alias);
        if (str_eqz(f->name, "title")) continue;
        buf_char(out, '\n');
        if (said) put_given(out, f, l, said);
        else put_field(out, f, l, (spot){ mark_of(f), 0, false });
    }
    str below = kind_text(k->help, l->code);
    if (below.n) {
        buf_char(out, '\n');
        comment(out, plain, str_trim(below));
    }
    BUF_LIT(out, "---\n\n");
    buf_str(out, kind_text(k->text, l->code));
}

static bool takes_text(const field_decl *f) { return f->type != FIELD_MAP && f->type != FIELD_MAP_LIST; }

static void tell_fields(const kind *k, const char *said)
{
    fprintf(stderr, _("livret: “%s” is no field of this kind: write FIELD=VALUE; its fields are:"), said);
    fputs(" title", stderr);
    for (size_t i = 0; i < k->nfields; i++)
        if (takes_text(&k->fields[i]) && !str_eqz(k->fields[i].name, "title"))
            fprintf(stderr, " %.*s", STR_ARG(k->fields[i].name));
    fputc('\n', stderr);
}

/* Each must name a field that takes one text: maps are easier to write in the sheet. */
static bool are_fields(const kind *k, const given *g)
{
    for (size_t i = 0; i < g->n; i++) {
        str all = str_z(g->v[i]), key = str_first(all, str_find(all, '='));
        const field_decl *f = kind_field(k, key);
        bool takes = f ? takes_text(f) : str_eqz(key, "title") || str_eqz(key, "titre");
        if (key.n < all.n && takes) continue;
        tell_fields(k, g->v[i]);
        return false;
    }
    return true;
}

static int unknown_kind(const loaded *l, const char *name)
{
    fprintf(stderr, _("livret: no kind of sheet is called %s; there are:"), name);
    for (size_t i = 0; i < map_count(l->kinds); i++) {
        const kind *k = map_at(l->kinds, i)->value;
        if (!str_eq(map_at(l->kinds, i)->key, k->alias)) fprintf(stderr, " %.*s", STR_ARG(map_at(l->kinds, i)->key));
    }
    fputc('\n', stderr);
    return EXIT_USAGE;
}

static int write_sheet(loaded *l, const char *name, str slug, const given *g)
{
    const kind *k = map_get(l->kinds, str_z(name));
    const language *lang = &l->site->settings->languages[0];
    str clean;
    if (!k) return unknown_kind(l, name);
    if (!are_fields(k, g)) return EXIT_USAGE;
    if (str_ends(slug, S(".md"))) slug.n -= 3;
    if (!path_clean(l->mem, slug, &clean) || clean.n == 0) {
        fprintf(stderr, _("livret: %s can’t name a sheet\n"), slug.p);
        return EXIT_USAGE;
    }
    str path = arena_fmt(l->mem, "content/%.*s/%.*s.md", STR_ARG(lang->code), STR_ARG(clean));
    if (file_exists(l->root, path.p)) {
        fprintf(stderr, _("livret: %s exists already: nothing was written\n"), path.p);
        return EXIT_PROBLEMS;
    }
    buf text = { 0 };
    put_sheet(&text, k, str_z(name), clean, lang, g);
    int e = file_write(l->root, path.p, buf_view(&text));
    buf_free(&text);
    if (e) {
        fprintf(stderr, "livret: %s: %s\n", path.p, strerror(e));
        return EXIT_WORLD;
    }
    printf(_("%s is there: open it in your editor and fill in its fields.\n"), path.p);
    return EXIT_CLEAN;
}

int run_new(const options *o)
{
    if (o->nargs < 2) {
        fprintf(stderr, "%s\n", _("livret: write “livret new KIND SLUG”, such as “livret new page contact”"));
        return EXIT_USAGE;
    }
    loaded l;
    int status;
    if (load_site(&l, o, &status))
        status = write_sheet(&l, o->args[0], str_z(o->args[1]), &(given){ o->args + 2, (size_t)o->nargs - 2 });
    else print_messages(l.d, o);
    load_free(&l);
    return status;
}
