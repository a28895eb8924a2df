#include "base/lang.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/books.h"
#include "cli/load.h"
#include "compose/book.h"
#include "compose/prepare.h"
#include "compose/slides.h"
#include "compute/blocks.h"
#include "draw/chart.h"
#include "draw/map.h"
#include "html/html_node.h"
#include "model/dataset.h"
#include "model/plan_read.h"
#include "read/csv.h"
#include "read/front_matter.h"
#include "read/json.h"
#include "read/markdown.h"
#include "read/xml.h"
#include "read/yaml.h"
#include "translate/unit.h"
#include "type/typeset.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One file by itself, without a site around it. */
typedef struct look { arena *a; diag *d; source src; const options *o; str lang; buf out; locale *locale; } look;

static int read_input(look *l, const char *path)
{
    l->src.path = strcmp(path, "-") == 0 ? "-" : path;
    if (l->src.path == path) return file_read_any(path, l->a, &l->src.text);
    buf text = { 0 };
    char block[65536];
    for (ssize_t n; (n = read(0, block, sizeof block)) > 0;) buf_put(&text, block, (size_t)n);
    l->src.text = buf_take(&text, l->a);
    return 0;
}

/* --- forms */

static node *parse(look *l, uint32_t *body, value **meta)
{
    front_matter(l->a, &l->src, l->d, meta, body);
    return markdown_parse(l->a, &l->src, *body, l->d, (markdown_options){ 0 });
}

static void as_block(look *l)
{
    uint32_t body;
    value *meta;
    node *root = parse(l, &body, &meta);
    node_ids(l->a, root);
    node_print(&l->out, root);
}

static void as_units(look *l)
{
    uint32_t body;
    value *meta;
    node *root = parse(l, &body, &meta);
    unit_list units = { 0 };
    unit_collect(l->a, value_get_text(meta, S("title")), meta, root, &units);
    unit_print(&l->out, &units);
}

/* Without a site nothing says where an address leads: it is written as it stands. own: those of places on the page too.
 */
static void keep_addresses(look *l, node *root, bool own)
{
    for (node *n = root; n; n = node_following(root, n)) {
        if (n->kind != NODE_LINK && n->kind != NODE_IMAGE) continue;
        if (!own && str_starts(n->text, S("#"))) continue;
        n->target = ARENA_NEW(l->a, node_target);
        *n->target = (node_target){ .kind = TARGET_EXTERNAL, .path = n->text };
    }
}

static void as_value(look *l)
{
    str ext = path_ext(str_z(l->src.path));
    value *v = NULL;
    uint32_t body;
    if (str_eqz(ext, ".json")) v = json_parse(l->a, &l->src, l->d);
    else if (str_eqz(ext, ".xml")) v = xml_parse(l->a, &l->src, NULL, l->d);
    else if (str_eqz(ext, ".csv")) v = csv_parse(l->a, csv_source(l->a, &l->src), l->d);
    else if (str_eqz(ext, ".yml")) v = yaml_parse(l->a, &l->src, 0, (uint32_t)l->src.text.n, l->d);
    else front_matter(l->a, &l->src, l->d, &v, &body);
    value_json(&l->out, v, true);
}

/* --- a book of this one page */

static book_image own_picture(void *ctx, str file)
{
    look *l = ctx;
    str dir = path_dir(str_z(l->src.path));
    int root = file_root(dir.n ? arena_str(l->a, dir).p : ".");
    book_image image = { 0 };
    if (root >= 0) image = books_picture(l->a, root, file, l->d);
    file_close(root);
    return image;
}

static void find_pictures(node *root)
{
    for (node *n = root; n; n = node_following(root, n))
        if (n->kind == NODE_IMAGE && n->target) n->target->file = n->text;
}

static scene *draw_chart(void *ctx, arena *a, const chart_spec *spec)
{
    (void)ctx;
    return chart_draw(a, spec, PT(460));
}

static scene *draw_map(void *ctx, arena *a, const map_spec *spec)
{
    (void)ctx;
    return map_draw(a, spec, PT(400));
}

static language language_of(look *l)
{
    l->locale = locale_new(l->a, l->lang, DIGITS_USUAL);
    return (language){ .code = l->lang,
                       .rtl = locale_is_rtl(l->lang),
                       .words = words_new(l->a, l->lang),
                       .locale = l->locale };
}

/* `::: tableau source=NAME` and `::: graphique source=NAME`: without a site, data are the lists in the sheet's own
 * params. */
static void show_data(look *l, const value *meta, const language *lang, node_tree *t)
{
    const value *params = value_get(meta, S("params"));
    map *datasets = map_new(l->a);
    for (size_t i = 0; params && params->kind == VALUE_MAP && i < params->as.map.n; i++) {
        const value_pair *p = &params->as.map.v[i];
        dataset *set = dataset_from_value(l->a, p->key, p->value);
        if (set) map_put(datasets, p->key, set);
    }
    if (map_count(datasets) == 0) return;
    plan_tree *tree = plan_new(l->a);
    if (value_get(params, S("plan"))) plan_read(tree, value_get(params, S("plan")), &l->src);
    blocks_context c = { .host = host_new(l->d, 0, HOST_LIMITS),
                         .blocks = blocks_new(l->a, NULL, 0),
                         .datasets = datasets,
                         .plan = tree,
                         .locale = lang->locale,
                         .words = lang->words,
                         .lang = lang->code,
                         .rtl = lang->rtl,
                         .draw = draw_chart,
                         .draw_map = draw_map };
    blocks_expand(&c, l->a, t);
    host_free(c.host);
}

static void as_html(look *l)
{
    if (!l->o->extensions) {
        node *root = markdown_parse(l->a, &l->src, 0, l->d, (markdown_options){ .plain = true });
        html_node(&l->out, root, &(html_options){ .plain = true });
        return;
    }
    uint32_t body;
    value *meta;
    language lang = language_of(l);
    node_tree t = { .src = &l->src, .lang = l->lang };
    t.root = parse(l, &body, &meta);
    node_ids(l->a, t.root);
    show_data(l, meta, &lang, &t);
    keep_addresses(l, t.root, true);
    html_node(&l->out, t.root, &(html_options){ .lang = l->lang });
}

/* The book of --book, without a site to look at; else the usual one. False after a diagnostic. */
static bool read_book(look *l, book *out)
{
    const char *path = l->o->book;
    source *src = ARENA_NEW(l->a, source);
    src->path = path;
    *out = (book){ .name = S("page"), .src = &l->src };
    if (!path) return true;
    int e = file_read_any(path, l->a, &src->text);
    if (e) {
        DIAG(l->d, W801, NO_SPAN, path, strerror(e));
        return false;
    }
    host *h = host_new(l->d, 0, HOST_LIMITS);
    bool ok = book_load(l->a, h, src, out);
    host_free(h);
    return ok;
}

static book_entry page_entry(look *l, const book *b, site *w, language *lang)
{
    page *p = ARENA_NEW(l->a, page);
    uint32_t body;
    value *meta;
    node_tree t = { .src = &l->src, .lang = l->lang };
    t.root = parse(l, &body, &meta);
    if (value_get(b->def, S("slides"))) slides_cut(l->a, t.root);
    show_data(l, meta, lang, &t);
    keep_addresses(l, t.root, false);
    find_pictures(t.root);
    p->src = &l->src;
    p->lang = lang;
    p->title = value_get_text(meta, S("title"));
    if (p->title.n == 0) p->title = path_stem(str_z(l->src.path));
    p->path = S("page");
    prepare_page(l->a, l->a, w, p, &t, NULL, l->d);
    p->tree = t.root;
    lang->title = p->title;
    return (book_entry){ .page = p, .level = 1 };
}

/* NAME.yml: the blank form for a kind of sheet. */
static book_entry form_entry(look *l)
{
    str name = path_stem(path_base(str_z(l->src.path)));
    value *top = yaml_parse(l->a, &l->src, 0, (uint32_t)l->src.text.n, l->d);
    return (book_entry){ .form = kind_read(l->a, &l->src, name, top, l->d), .level = 1 };
}

static flow_book *make_flow(look *l, const book *b)
{
    site *w = ARENA_NEW(l->a, site);
    w->settings = ARENA_NEW(l->a, settings);
    language *lang = w->settings->languages = ARENA_NEW(l->a, language);
    w->settings->nlanguages = 1;
    *lang = language_of(l);
    book_entry *e = ARENA_NEW(l->a, book_entry);
    book_tools *tools = ARENA_NEW(l->a, book_tools);
    *e = str_eqz(path_ext(str_z(l->src.path)), ".yml") ? form_entry(l) : page_entry(l, b, w, lang);
    *tools = (book_tools){ .picture = own_picture, .ctx = l };
    return book_flow(l->a, b, w, lang, e, 1, tools, l->d);
}

static void as_book(look *l, const char *form)
{
    book as;
    if (!read_book(l, &as)) return;
    flow_book *b = make_flow(l, &as);
    if (strcmp(form, "flow") == 0) {
        flow_print(&l->out, b);
        return;
    }
    if (strcmp(form, "odt") == 0) {
        books_print_odt(&l->out, b);
        return;
    }
    font_set *fonts = font_set_new(l->d);
    frame_book *f = typeset(l->a, fonts, b, 1, l->d);
    if (f && strcmp(form, "frame") == 0) frame_print(&l->out, f);
    else if (f) tag_print(&l->out, f->tags);
    frame_close(f);
    font_set_free(fonts);
}

static bool show(look *l)
{
    const char *form = l->o->as;
    if (strcmp(form, "block") == 0) as_block(l);
    else if (strcmp(form, "html") == 0) as_html(l);
    else if (strcmp(form, "value") == 0) as_value(l);
    else if (strcmp(form, "units") == 0) as_units(l);
    else if (strcmp(form, "flow") == 0 || strcmp(form, "frame") == 0 || strcmp(form, "tags") == 0 ||
             strcmp(form, "odt") == 0)
        as_book(l, form);
    else return false;
    return true;
}

int run_inspect(const options *o)
{
    if (!o->as || o->nargs != 1) {
        fprintf(stderr, "%s\n",
                _("livret: write “livret inspect --as FORM FILE”; forms are block, html, flow, frame, tags, odt, "
                  "units and value"));
        return EXIT_USAGE;
    }
    look l = { .a = arena_new(0), .d = diag_new(), .o = o, .lang = str_z(o->lang ? o->lang : "fr") };
    int status = EXIT_CLEAN, e = read_input(&l, o->args[0]);
    bool plain_html = strcmp(o->as, "html") == 0 && !o->extensions;
    size_t bad = e ? STR_NONE : utf8_invalid(l.src.text);
    if (e) {
        DIAG(l.d, W801, NO_SPAN, o->args[0], strerror(e));
        status = EXIT_WORLD;
    } else if (bad != STR_NONE && !plain_html && strcmp(o->as, "value") != 0) {
        DIAG(l.d, F111, ((span){ &l.src, (uint32_t)bad, 1 }),
             arena_fmt(l.a, "0x%02X", (unsigned char)l.src.text.p[bad]).p);
    } else if (!show(&l)) {
        fprintf(stderr,
                _("livret: no form is called %s; forms are block, html, flow, frame, tags, odt, units and value\n"),
                o->as);
        status = EXIT_USAGE;
    }
    if (l.out.n) fwrite(l.out.p, 1, l.out.n, stdout);
    diag_set_strict(l.d, o->strict);
    print_messages(l.d, o);
    if (status == EXIT_CLEAN && diag_count(l.d, DIAG_ERROR)) status = EXIT_PROBLEMS;
    buf_free(&l.out);
    locale_free(l.locale);
    diag_free(l.d);
    arena_free(l.a);
    return status;
}
