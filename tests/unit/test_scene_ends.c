/* One scene, two ends: what the SVG holds and what the content of a PDF page draws are the same shapes, in the same
 * order, at the same places, in the same colours. Each is read back from its own bytes. */
#include "book.h"
#include "pdf_seen.h"
#include "draw/chart.h"
#include "html/html_scene.h"
#include "pdf/pdf.h"
#include <math.h>

enum { POINTS = 200, MARKS = 2000, GROUND = 0xfefefe };

/* A shape as either end has it: corners of a rectangle, points of a line, the box around a circle, the left edge,
 * middle or right edge (anchor 0, 1, 2) of a text. */
typedef struct mark {
    char kind;                 /* r, p, c, t */
    size_t n;
    double x[POINTS], y[POINTS];
    uint32_t fill, stroke;
    double width, dash;
    int anchor;
} mark;

typedef struct marks { mark *v; size_t n; } marks;

static mark *add_mark(marks *m, char kind)
{
    assert_true(m->n < MARKS);
    mark *k = &m->v[m->n++];
    *k = (mark){ .kind = kind, .fill = COLOR_NONE, .stroke = COLOR_NONE };
    return k;
}

static void add_point(mark *k, double x, double y)
{
    assert_true(k->n < POINTS);
    k->x[k->n] = x;
    k->y[k->n++] = y;
}

/* --- SVG */

static str attribute(str element, const char *name)
{
    char key[40];
    snprintf(key, sizeof key, " %s=\"", name);
    size_t at = str_search(element, str_z(key));
    if (at == STR_NONE) return S("");
    str rest = str_skip(element, at + strlen(key));
    return str_first(rest, str_find(rest, '"'));
}

static double value_of(str element, const char *name) { return strtod(attribute(element, name).p, NULL); }

/* "#1f2937", or the end of "url(#g-p1-1f2937)". */
static uint32_t colour_of(str element, const char *name)
{
    str s = attribute(element, name);
    if (s.n == 0 || str_eqz(s, "none")) return COLOR_NONE;
    if (str_ends(s, S(")"))) s.n--;
    return (uint32_t)strtoul(s.p + s.n - 6, NULL, 16);
}

static void read_outline(mark *k, str d)
{
    const char *p = d.p, *end = d.p + d.n;
    while (p < end) {
        char *next;
        if (*p == 'M' || *p == 'L' || *p == 'Z') p++;
        if (p >= end) break;
        double x = strtod(p, &next);
        add_point(k, x, strtod(next, (char **)&p));
    }
}

static bool read_element(marks *m, str e)
{
    if (str_starts(e, S("rect "))) {
        mark *k = add_mark(m, 'r');
        double x = value_of(e, "x"), y = value_of(e, "y");
        add_point(k, x, y);
        add_point(k, x + value_of(e, "width"), y + value_of(e, "height"));
    } else if (str_starts(e, S("line "))) {
        mark *k = add_mark(m, 'p');
        add_point(k, value_of(e, "x1"), value_of(e, "y1"));
        add_point(k, value_of(e, "x2"), value_of(e, "y2"));
    } else if (str_starts(e, S("path "))) {
        read_outline(add_mark(m, 'p'), attribute(e, "d"));
    } else if (str_starts(e, S("circle "))) {
        mark *k = add_mark(m, 'c');
        double x = value_of(e, "cx"), y = value_of(e, "cy"), r = value_of(e, "r");
        add_point(k, x - r, y - r);
        add_point(k, x + r, y + r);
    } else if (str_starts(e, S("text "))) {
        add_point(add_mark(m, 't'), value_of(e, "x"), value_of(e, "y"));
    } else {
        return false;
    }
    return true;
}

static marks read_svg(arena *a, str svg)
{
    marks m = { ARENA_ARRAY(a, mark, MARKS), 0 };
    size_t defs = str_search(svg, S("</defs>"));
    bool rtl = str_search(svg, S("direction=\"rtl\"")) != STR_NONE;
    if (defs != STR_NONE) svg = str_skip(svg, defs);
    for (size_t at; (at = str_find(svg, '<')) != STR_NONE;) {
        svg = str_skip(svg, at + 1);
        str e = str_first(svg, str_find(svg, '>'));
        if (!read_element(&m, e)) continue;
        mark *k = &m.v[m.n - 1];
        k->fill = colour_of(e, "fill");
        k->stroke = colour_of(e, "stroke");
        k->width = value_of(e, "stroke-width");
        k->dash = value_of(e, "stroke-dasharray");
        str anchor = attribute(e, "text-anchor");
        k->anchor = str_eqz(anchor, "middle") ? 1 : str_eqz(anchor, "end") != rtl ? 2 : 0;
    }
    return m;
}

/* --- PDF */

typedef struct pen { uint32_t fill, stroke; double width, dash; } pen;
typedef struct reading {
    marks out;
    mark path;                 /* since the last that was painted */
    double args[16];
    size_t nargs;
    pen now, kept[8];
    size_t depth, clipped;     /* clipped: depth of a pattern that is being drawn; 0: none */
    double x, y;               /* of the text */
} reading;

static uint32_t rgb(const double *v)
{
    uint32_t c = 0;
    for (int i = 0; i < 3; i++) c = c << 8 | (uint32_t)lround(v[i] * 255);
    return c;
}

static void paint(reading *r, bool fill, bool stroke)
{
    mark done = r->path;
    mark *last = r->out.n ? &r->out.v[r->out.n - 1] : NULL;
    r->path.n = 0;
    if (r->clipped || done.n == 0) return;
    done.fill = fill ? r->now.fill : COLOR_NONE;
    done.stroke = stroke ? r->now.stroke : COLOR_NONE;
    done.width = stroke ? r->now.width : 0;
    done.dash = stroke ? r->now.dash : 0;
    size_t bytes = done.n * sizeof *done.x;
    bool again = last && !fill && last->stroke == COLOR_NONE && last->kind == done.kind && last->n == done.n &&
                 memcmp(last->x, done.x, bytes) == 0 && memcmp(last->y, done.y, bytes) == 0;
    if (again) { done.fill = last->fill; *last = done; return; }          /* the line around a pattern */
    *add_mark(&r->out, done.kind) = done;
}

static void put_shape(reading *r, str op)
{
    const double *v = r->args;
    if (str_eqz(op, "re")) {
        r->path.kind = 'r';
        add_point(&r->path, v[0], v[1]);
        add_point(&r->path, v[0] + v[2], v[1] + v[3]);
        return;
    }
    if (str_eqz(op, "m") && r->path.n == 0) r->path.kind = 'p';
    if (str_eqz(op, "c")) r->path.kind = 'c';
    for (size_t i = 0; i + 1 < r->nargs; i += 2)
        if (!r->clipped) add_point(&r->path, v[i], v[i + 1]);
}

static void do_operator(reading *r, str op)
{
    const double *v = r->args;
    if (str_eqz(op, "q")) r->kept[r->depth++ % 8] = r->now;
    else if (str_eqz(op, "Q")) { r->now = r->kept[--r->depth % 8]; if (r->clipped > r->depth) r->clipped = 0; }
    else if (str_eqz(op, "W")) { r->clipped = r->depth; r->path.n = 0; }
    else if (str_eqz(op, "rg")) r->now.fill = rgb(v);
    else if (str_eqz(op, "RG")) r->now.stroke = rgb(v);
    else if (str_eqz(op, "w")) r->now.width = v[0];
    else if (str_eqz(op, "d")) r->now.dash = r->nargs > 1 ? v[0] : 0;
    else if (str_eqz(op, "f")) paint(r, true, false);
    else if (str_eqz(op, "S")) paint(r, false, true);
    else if (str_eqz(op, "B")) paint(r, true, true);
    else if (str_eqz(op, "re") || str_eqz(op, "m") || str_eqz(op, "l") || str_eqz(op, "c")) put_shape(r, op);
    else if (str_eqz(op, "BT")) r->x = r->y = 0;
    else if (str_eqz(op, "Td")) {
        mark *k = add_mark(&r->out, 't');
        add_point(k, r->x += v[0], r->y += v[1]);
        k->fill = r->now.fill;
    }
}

static bool is_number(str t) { return is_digit_byte(t.p[0]) || t.p[0] == '-' || t.p[0] == '.'; }

static marks read_pdf(arena *a, str content)
{
    reading *r = ARENA_NEW(a, reading);
    r->out.v = ARENA_ARRAY(a, mark, MARKS);
    for (str t; next_token(&content, &t);) {
        if (t.p[0] == '[' || t.p[0] == ']') continue;
        if (is_number(t)) {
            if (r->nargs < 16) r->args[r->nargs++] = strtod(t.p, NULL);
            continue;
        }
        if (strchr("/(<>", t.p[0])) continue;
        do_operator(r, t);
        r->nargs = 0;
    }
    return r->out;
}

/* --- both */

typedef struct ends { book k; buf svg, pdf; marks in_svg, in_pdf; } ends;

/* The scene gets a ground of its size first, which tells where a page has it and how large. */
static scene *on_ground(arena *a, scene *s)
{
    shape *first = s->first, *ground = ARENA_NEW(a, shape);
    *ground = (shape){ .kind = SHAPE_RECT, .w = s->width, .h = s->height, .fill = GROUND, .stroke = COLOR_NONE };
    ground->next = first;
    s->first = ground;
    if (!s->last) s->last = ground;
    return s;
}

static void render(ends *e, scene *s)
{
    str icc;
    unsigned page;
    arena *a = e->k.a;
    put_block(&e->k, NULL, FLOW_SCENE, TAG_FIGURE)->graphic = on_ground(a, s);
    html_scene(&e->svg, s, S("g"));
    buf_char(&e->svg, 0);
    book_set(&e->k);
    assert_true(pdf_profile(a, &icc, e->k.d));
    assert_true(pdf_write(e->k.out, &(pdf_options){ .producer = S("livret test"), .icc = icc }, &e->pdf, e->k.d));
    assert_string_equal(reports(&e->k, B702) ? "B702" : "", "");
    seen f = seen_of(a, buf_view(&e->pdf));
    assert_int_equal(seen_pages(&f, ref_in(seen_catalog(&f), "/Pages "), &page, 0, 1), 1);
    e->in_svg = read_svg(a, buf_view(&e->svg));
    e->in_pdf = read_pdf(a, f.streams[ref_in(seen_object(&f, page), "/Contents ")]);
}

static void drop_ends(ends *e)
{
    buf_free(&e->svg);
    buf_free(&e->pdf);
    book_drop(&e->k);
}

typedef struct fit { double x, y, scale; } fit;    /* where the upper left corner is, and points to a point */

static fit fit_of(ends *e)
{
    marks *p = &e->in_pdf;
    const mark *in = &e->in_svg.v[0];
    while (p->n && p->v[0].fill != GROUND) { p->v++; p->n--; }
    assert_true(p->n > 0 && in->fill == GROUND);
    const mark *on = &p->v[0];
    return (fit){ on->x[0], fmax(on->y[0], on->y[1]), (on->x[1] - on->x[0]) / (in->x[1] - in->x[0]) };
}

static void near(double got, double wanted, const char *what, size_t i)
{
    if (fabs(got - wanted) > 0.004) fail_msg("%s of shape %zu is %.4f, not %.4f", what, i, got, wanted);
}

typedef struct box { double left, top, right, bottom; } box;

static box box_of(const mark *k)
{
    box b = { k->x[0], k->y[0], k->x[0], k->y[0] };
    for (size_t i = 1; i < k->n; i++) {
        b.left = fmin(b.left, k->x[i]);
        b.right = fmax(b.right, k->x[i]);
        b.top = fmin(b.top, k->y[i]);
        b.bottom = fmax(b.bottom, k->y[i]);
    }
    return b;
}

static void same_place(const mark *s, const mark *p, fit f, size_t i)
{
    if (s->kind == 'p') {
        assert_int_equal(s->n, p->n);
        for (size_t k = 0; k < s->n; k++) {
            near(p->x[k], f.x + s->x[k] * f.scale, "x", i);
            near(p->y[k], f.y - s->y[k] * f.scale, "y", i);
        }
        return;
    }
    box a = box_of(s), b = box_of(p);
    near(b.left, f.x + a.left * f.scale, "left", i);
    near(b.right, f.x + a.right * f.scale, "right", i);
    near(b.top, f.y - a.bottom * f.scale, "bottom", i);
    near(b.bottom, f.y - a.top * f.scale, "top", i);
}

static size_t without_texts(arena *a, const marks *m, const mark ***out)
{
    size_t n = 0;
    *out = ARENA_ARRAY(a, const mark *, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i].kind != 't') (*out)[n++] = &m->v[i];
    return n;
}

static void same_shapes(ends *e, fit f)
{
    const mark **s, **p;
    size_t n = without_texts(e->k.a, &e->in_svg, &s);
    assert_int_equal(without_texts(e->k.a, &e->in_pdf, &p), n);
    for (size_t i = 0; i < n; i++) {
        if (s[i]->kind != p[i]->kind) fail_msg("shape %zu is %c in SVG, %c in PDF", i, s[i]->kind, p[i]->kind);
        same_place(s[i], p[i], f, i);
        assert_int_equal(s[i]->fill, p[i]->fill);
        assert_int_equal(s[i]->stroke, p[i]->stroke);
        near(p[i]->width, s[i]->width * f.scale, "width", i);
        near(p[i]->dash, s[i]->dash * f.scale, "dash", i);
    }
}

/* Each text of the SVG begins somewhere on the page, in its colour; one anchored at its left at that very place. */
static void same_texts(ends *e, fit f)
{
    size_t in_svg = 0, in_pdf = 0;
    for (size_t i = 0; i < e->in_pdf.n; i++) in_pdf += e->in_pdf.v[i].kind == 't';
    for (size_t i = 0; i < e->in_svg.n; i++) {
        const mark *s = &e->in_svg.v[i];
        bool found = false;
        if (s->kind != 't') continue;
        in_svg++;
        double x = f.x + s->x[0] * f.scale, y = f.y - s->y[0] * f.scale;
        for (size_t k = 0; k < e->in_pdf.n && !found; k++) {
            const mark *p = &e->in_pdf.v[k];
            if (p->kind != 't' || p->fill != s->fill || fabs(p->y[0] - y) > 0.004) continue;
            found = s->anchor ? p->x[0] < x : fabs(p->x[0] - x) < 0.3;     /* a glyph may begin right of its origin */
        }
        if (!found) fail_msg("no text at %.3f %.3f", x, y);
    }
    assert_true(in_svg > 0 && in_pdf >= in_svg);
}

static void same(scene *(*make)(arena *a, int which), int which)
{
    ends e = { .k = book_of("fr", false) };
    render(&e, make(e.k.a, which));
    fit f = fit_of(&e);
    same_shapes(&e, f);
    same_texts(&e, f);
    drop_ends(&e);
}

/* --- a scene with every kind of shape */

static shape *put_shape_of(arena *a, scene *s, shape_kind kind, double x, double y, double w, double h)
{
    shape *k = scene_add(a, s, kind);
    k->x = PT(x);
    k->y = PT(y);
    k->w = PT(w);
    k->h = PT(h);
    return k;
}

static void outline(shape *k, uint32_t colour, mpt dash)
{
    k->stroke = colour;
    k->stroke_width = 1500;
    k->dash = dash;
}

static void put_triangle(arena *a, scene *s, bool closed)
{
    shape *k = scene_add(a, s, SHAPE_PATH);
    k->npoints = 3;
    k->points = ARENA_ARRAY(a, scene_point, 3);
    k->points[0] = (scene_point){ PT(closed ? 10 : 20), PT(90) };
    k->points[1] = (scene_point){ PT(60), PT(50) };
    k->points[2] = (scene_point){ PT(70.5), PT(95) };
    k->closed = closed;
    if (closed) k->fill = 0x7a3e8e;
    else outline(k, 0x0b4f8a, 3000);
}

/* which: 1 runs from right to left, 2 is twice as wide as the page's column. */
static scene *all_shapes(arena *a, int which)
{
    scene *s = scene_new(a, which == 2 ? 2 * COLUMN : COLUMN, PT(120));
    s->title = s->description = S("Formes");
    s->lang = S("fr");
    s->rtl = which == 1;
    for (uint8_t pattern = 0; pattern < 3; pattern++) {
        shape *k = put_shape_of(a, s, SHAPE_RECT, 10 + 40 * pattern, 10, 30, 20.25);
        k->fill = 0xc2570c;
        k->pattern = pattern;
        if (pattern) outline(k, 0x1f2937, pattern == 2 ? 2000 : 0);
    }
    outline(put_shape_of(a, s, SHAPE_RECT, 150, 10, 0, 12), 0x6b7280, 0);
    outline(put_shape_of(a, s, SHAPE_LINE, 10, 40, 100, -3), 0xd5dae1, 0);
    outline(put_shape_of(a, s, SHAPE_LINE, 110, 45, -100, 0), 0xd5dae1, 4000);
    put_shape_of(a, s, SHAPE_CIRCLE, 100, 70, 8, 0)->fill = 0x1f7a5c;
    outline(put_shape_of(a, s, SHAPE_CIRCLE, 130, 70, 5, 0), 0x1f7a5c, 1000);
    put_triangle(a, s, true);
    put_triangle(a, s, false);
    for (int i = 0; i < 3; i++) {
        shape *t = put_shape_of(a, s, SHAPE_TEXT, 180, 60 + 15 * i, 0, 0);
        t->text = S("Mesnil");
        t->size = PT(10);
        t->fill = 0x0b4f8a;
        t->anchor = (text_anchor)i;
    }
    return s;
}

static void test_all_shapes(void **state)
{
    (void)state;
    for (int which = 0; which < 3; which++) same(all_shapes, which);
}

/* The three texts are the same, so that their left edges tell their anchors: half a width, and a width apart. */
static void test_anchors(void **state)
{
    (void)state;
    for (int which = 0; which < 2; which++) {
        ends e = { .k = book_of("fr", false) };
        render(&e, all_shapes(e.k.a, which));
        double x[3], width = find(&e.k, "Mesnil").item->w / 1000.0;
        size_t n = 0, told = 0;
        for (size_t i = 0; i < e.in_pdf.n; i++)
            if (e.in_pdf.v[i].kind == 't' && n < 3) x[n++] = e.in_pdf.v[i].x[0];
        assert_int_equal(n, 3);
        assert_true(fabs(x[0] - x[1] - width / 2) < 0.01 && fabs(x[0] - x[2] - width) < 0.01);
        for (size_t i = 0; i < e.in_svg.n; i++)
            if (e.in_svg.v[i].kind == 't') assert_int_equal(e.in_svg.v[i].anchor, told++);
        assert_int_equal(told, 3);
        drop_ends(&e);
    }
}

/* --- charts */

static chart_spec *spec_of(arena *a, chart_kind kind)
{
    static str labels[] = { S_INIT("Aubrelle"), S_INIT("Mesnil"), S_INIT("Vallon") };
    static const double numbers[] = { 20, 45, 30, 10, 5, 25 };
    chart_spec *p = ARENA_NEW(a, chart_spec);
    *p = (chart_spec){ .kind = kind, .title = S("Places"), .description = S("Des places"), .labels = labels,
                       .nlabels = 3, .missing = S("inconnu"), .behind = S("recul"), .beyond = S("plus"),
                       .decimal_mark = S(","), .group_mark = S(" "), .lang = S("fr"),
                       .nseries = kind == CHART_WAFFLE ? 2 : 3 };
    p->series = ARENA_ARRAY(a, chart_series, 3);
    for (size_t i = 0; i < 3; i++) {
        p->series[i] = (chart_series){ S("Places"), ARENA_ARRAY(a, chart_value, 3), false };
        for (size_t k = 0; k < 3; k++)
            p->series[i].values[k] = (chart_value){ .number = numbers[i % 2 * 3 + k], .text = S("20"),
                                                    .missing = i == 1 && k == 1 && kind != CHART_WAFFLE };
    }
    p->series[kind == CHART_PROGRESS ? 1 : 2].target = true;
    return p;
}

static void add_time(arena *a, chart_spec *p)
{
    static chart_tick ticks[] = { { 0, true, S_INIT("1970") }, { 0, false, S_INIT("T1") },
                                  { 90, false, S_INIT("T2") } };
    p->spans = ARENA_ARRAY(a, chart_span, 4);
    p->spans[0] = (chart_span){ CHART_SPAN, 0, 0, 10, 100 };
    p->spans[1] = (chart_span){ CHART_SPAN, 0, 1, 50, 120 };
    p->spans[2] = (chart_span){ CHART_MILESTONE, 1, 1, 70, 71 };
    p->spans[3] = (chart_span){ CHART_SPAN_OPEN, 2, 0, 80, 80 };
    p->nspans = 4;
    p->ticks = ticks;
    p->nticks = 3;
    p->last_day = 181;
    p->milestone = S("jalon");
}

/* which: a kind; 100 more: small ones of it; 1000 more: from right to left. */
static scene *chart_of(arena *a, int which)
{
    chart_spec *p = spec_of(a, (chart_kind)(which % 100));
    p->rtl = which >= 1000;
    if (p->kind == CHART_GANTT) add_time(a, p);
    if (which % 1000 >= 100) {
        p->npanels = 3;
        p->panels = ARENA_ARRAY(a, chart_spec, 3);
        for (size_t i = 0; i < 3; i++) {
            p->panels[i] = *spec_of(a, p->kind);
            p->panels[i].rtl = p->rtl;
        }
    }
    return chart_draw(a, p, PT(460));
}

static void test_every_kind_of_chart(void **state)
{
    (void)state;
    for (int kind = CHART_BARS; kind <= CHART_WAFFLE; kind++)
        for (int rtl = 0; rtl < 2; rtl++) same(chart_of, kind + 1000 * rtl);
}

static void test_small_charts(void **state)
{
    (void)state;
    for (int kind = CHART_BARS; kind <= CHART_LINES; kind++)
        for (int rtl = 0; rtl < 2; rtl++) same(chart_of, 100 + kind + 1000 * rtl);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_shapes),
        cmocka_unit_test(test_anchors),
        cmocka_unit_test(test_every_kind_of_chart),
        cmocka_unit_test(test_small_charts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
