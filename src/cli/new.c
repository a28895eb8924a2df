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

/* Its help, else its label, and the words to choose from. */
static void explain(buf *out, const field_decl *f, str lang, spot s)
{
    str label = kind_text(f->label, lang), help = kind_text(f->help, lang);
    const value *choices = kind_choices(f, lang);
    if (label.n || help.n) comment(out, s, help.n ? help : label);
    if (value_count(choices) == 0) return;
    buf_fmt(out, "%s%*s#", s.mark, s.indent, "");
    for (size_t i = 0; i < value_count(choices); i++)
        buf_fmt(out, "%s%.*s", i ? " / " : " ", STR_ARG(value_text(value_at(choices, i))));
    buf_char(out, '\n');
}

/* A field with its help above it, and all that it holds. */
static void put_field(buf *out, const field_decl *f, str lang, spot s)
{
    explain(out, f, lang, s.indent ? s : (spot){ "", 0, false }); /* help needs no second mark */
    buf_fmt(out, "%s%*s%s%.*s:", s.mark, s.indent, "", s.first ? "- " : "", STR_ARG(f->name));
    int within = s.indent + (s.first ? 4 : 2);
    if (f->type == FIELD_LIST) buf_fmt(out, "\n%s%*s- \n", s.mark, within, "");
    else if (f->nfields == 0) buf_fmt(out, " %s\n", example(f->type));
    else buf_char(out, '\n');
    for (size_t i = 0; i < f->nfields; i++) {
        bool list = f->type == FIELD_MAP_LIST, first = list && i == 0;
        put_field(out, &f->fields[i], lang, (spot){ s.mark, within + (list && !first ? 2 : 0), first });
    }
}

/* A first title from the file's name: "les-lutins" is "Les lutins". */
static void put_title(buf *out, str name)
{
    BUF_LIT(out, "title: \"");
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (i == 0 && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        buf_char(out, c == '-' || c == '_' ? ' ' : c);
    }
    BUF_LIT(out, "\"\n");
}

/* What is not required is commented out, so that the sheet builds as it is once the rest is filled in. */
static void put_sheet(buf *out, const kind *k, str name, str slug, const language *l)
{
    static const str how = S_INIT(
        "Une ligne qui commence par # explique, ou propose un champ facultatif : pour le remplir, ôtez le # et "
        "l’espace qui le suit.");
    static const spot plain = { "", 0, false };
    BUF_LIT(out, "---\n");
    put_title(out, path_base(slug));
    buf_fmt(out, "kind: %.*s\n", STR_ARG(name));
    if (k->nfields) {
        buf_char(out, '\n');
        comment(out, plain, words_get(l->words, how));
    }
    for (size_t i = 0; i < k->nfields; i++) {
        if (str_eqz(k->fields[i].name, "title")) continue;
        buf_char(out, '\n');
        put_field(out, &k->fields[i], l->code, (spot){ k->fields[i].required ? "" : "# ", 0, false });
    }
    str below = kind_text(k->help, l->code);
    if (below.n) {
        buf_char(out, '\n');
        comment(out, plain, str_trim(below));
    }
    BUF_LIT(out, "---\n\n");
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

static int write_sheet(loaded *l, const char *name, str slug)
{
    const kind *k = map_get(l->kinds, str_z(name));
    const language *lang = &l->site->settings->languages[0];
    str clean;
    if (!k) return unknown_kind(l, name);
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
    put_sheet(&text, k, str_z(name), clean, lang);
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
    if (o->nargs != 2) {
        fprintf(stderr, "%s\n", _("livret: write “livret new KIND SLUG”, such as “livret new page contact”"));
        return EXIT_USAGE;
    }
    loaded l;
    int status;
    if (load_site(&l, o, &status)) status = write_sheet(&l, o->args[0], str_z(o->args[1]));
    else print_messages(l.d, o);
    load_free(&l);
    return status;
}
