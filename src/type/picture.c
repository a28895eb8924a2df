#include "type/picture.h"
#include "doc/picture.h"

enum { MPT_PER_PIXEL = 500 };                     /* natural size: 144 pixels an inch */

static mpt scale(mpt v, int64_t num, int64_t den)
{
    return (mpt)(((int64_t)v * num + (v < 0 ? -den / 2 : den / 2)) / den);
}

typedef struct size { mpt w, h; } size;

/* The wanted size, else the natural one, with its proportions, within the column and nine tenths of the page. */
static size fit(const setter *s, size natural, mpt width, mpt height, mpt column)
{
    const flow_page *p = &s->book->page;
    mpt tallest = (p->height - p->top - p->bottom) * 9 / 10;
    size o = natural;
    if (width > 0) o = (size){ width, scale(natural.h, width, natural.w) };
    else if (height > 0) o = (size){ scale(natural.w, height, natural.h), height };
    if (o.w > column) o = (size){ column, scale(o.h, column, o.w) };
    if (tallest > 0 && o.h > tallest) o = (size){ scale(o.w, tallest, o.h), tallest };
    if (o.w < 1) o.w = 1;
    if (o.h < 1) o.h = 1;
    return o;
}

static mpt left_of(const galley *g, const flow *f, galley_room r, mpt width)
{
    if (f->style.align == FLOW_CENTER) return r.left + (r.width - width) / 2;
    bool rtl = setter_rtl(g->s, f->lang.n ? f->lang : r.lang), right = (f->style.align == FLOW_END) != rtl;
    return right ? r.left + r.width - width : r.left;
}

static tag *figure(galley *g, const flow *f, galley_room r, str alt)
{
    tag *t = galley_element(g, f, r, TAG_FIGURE);
    if (t) tag_own_of(g->keep, t)->alt = arena_str(g->keep, alt);
    return t;
}

static void stand_in(galley *g, const flow *f, galley_room r)
{
    char path[256] = { 0 };
    memcpy(path, f->file.p, f->file.n < sizeof path ? f->file.n : sizeof path - 1);
    setter_tell(g->s, I303, f->at, path, "PNG, JPEG", NULL);
    if (f->alt.n == 0) return;
    flow *text = flow_new(g->a, FLOW_TEXT);
    flow_font font = g->s->book->page.running;
    text->tag = TAG_P;
    text->at = f->at;
    flow_add_run(g->a, text, f->alt, font)->at = f->at;
    galley_block(g, text, r);
}

/* The picture with its caption above or below, on one page. */
static void put_piece(galley *g, const flow *f, galley_room r, tag *element, piece p)
{
    if (!f->caption_below) galley_caption(g, f, r, element, true);
    galley_add(g, p);
    if (f->caption_below) galley_caption(g, f, r, element, false);
}

/* False when there is no picture that PDF can show. */
static bool natural_size(const flow *f, size *out)
{
    picture_info info;
    if (f->drawing) {
        *out = (size){ f->drawing->width, f->drawing->height };
        return true;
    }
    if (!picture_read(f->bytes, &info) || (info.kind != PICTURE_PNG && info.kind != PICTURE_JPEG)) return false;
    if (info.width > INT32_MAX / MPT_PER_PIXEL || info.height > INT32_MAX / MPT_PER_PIXEL) return false;
    *out = (size){ info.width * MPT_PER_PIXEL, info.height * MPT_PER_PIXEL };
    return true;
}

void picture_add(galley *g, const flow *f, galley_room r)
{
    size natural;
    if (!natural_size(f, &natural)) {
        stand_in(g, f, r);
        return;
    }
    size o = fit(g->s, natural, f->width, f->height, r.width);
    frame_item *it = ARENA_NEW(g->a, frame_item);
    *it = (frame_item){ .kind = f->drawing ? FRAME_DRAWING : FRAME_IMAGE,
                        .tag = figure(g, f, r, f->alt),
                        .w = o.w,
                        .h = o.h,
                        .file = f->file,
                        .bytes = f->bytes,
                        .drawing = f->drawing };
    if (!it->tag) it->artifact = ARTIFACT_LAYOUT;
    put_piece(g, f, r, it->tag, (piece){ .kind = PIECE_LINE,
                                         .height = o.h,
                                         .x = left_of(g, f, r, o.w),
                                         .baseline = o.h,
                                         .items = it,
                                         .nitems = 1,
                                         .figure = it->tag });
}

/* --- scenes */

typedef struct artist {
    galley *g;
    const scene *scene;
    size o;
    tag *figure;
    frame_item *items;
    size_t n;
} artist;

static mpt length(const artist *d, mpt v) { return scale(v, d->o.w, d->scene->width); }
static scene_point point(const artist *d, mpt x, mpt y) { return (scene_point){ length(d, x), d->o.h - length(d, y) }; }

static frame_item *put(artist *d, const shape *h, frame_kind kind)
{
    frame_item *it = &d->items[d->n];
    *it = (frame_item){ .kind = (uint8_t)kind,
                        .tag = d->figure,
                        .order = (uint32_t)d->n,
                        .fill = h->fill,
                        .stroke = h->stroke,
                        .stroke_width = length(d, h->stroke_width),
                        .dash = length(d, h->dash),
                        .pattern = h->pattern };
    if (!d->figure) it->artifact = ARTIFACT_LAYOUT;
    d->n++;
    return it;
}

/* What an item of points covers. */
static void bound(frame_item *it)
{
    scene_point low = it->points[0], high = low;
    for (size_t i = 1; i < it->npoints; i++) {
        scene_point p = it->points[i];
        if (p.x < low.x) low.x = p.x;
        if (p.y < low.y) low.y = p.y;
        if (p.x > high.x) high.x = p.x;
        if (p.y > high.y) high.y = p.y;
    }
    it->x = low.x;
    it->y = low.y;
    it->w = high.x - low.x;
    it->h = high.y - low.y;
}

static void put_rect(artist *d, const shape *h)
{
    frame_item *it = put(d, h, FRAME_RECT);
    scene_point low = point(d, h->x, h->y + h->h);
    it->x = low.x;
    it->y = low.y;
    it->w = length(d, h->w);
    it->h = length(d, h->h);
}

static void put_path(artist *d, const shape *h, const scene_point *points, size_t n)
{
    if (n < 2) return;
    frame_item *it = put(d, h, FRAME_PATH);
    it->points = ARENA_ARRAY(d->g->a, scene_point, n);
    it->npoints = (uint32_t)n;
    it->closed = h->closed;
    for (size_t i = 0; i < n; i++) it->points[i] = point(d, points[i].x, points[i].y);
    bound(it);
}

/* Four Bézier arcs; a handle is 0.5523 of the radius long. */
static void put_circle(artist *d, const shape *h)
{
    static const int16_t unit[13][2] = {
        { 10000, 0 }, { 10000, 5523 }, { 5523, 10000 }, { 0, 10000 }, { -5523, 10000 }, { -10000, 5523 }, { -10000, 0 },
        { -10000, -5523 }, { -5523, -10000 }, { 0, -10000 }, { 5523, -10000 }, { 10000, -5523 }, { 10000, 0 },
    };
    frame_item *it = put(d, h, FRAME_PATH);
    scene_point centre = point(d, h->x, h->y);
    mpt r = length(d, h->w);
    it->points = ARENA_ARRAY(d->g->a, scene_point, 13);
    it->npoints = 13;
    it->closed = it->curve = true;
    for (size_t i = 0; i < 13; i++)
        it->points[i] = (scene_point){ centre.x + scale(r, unit[i][0], 10000), centre.y + scale(r, unit[i][1], 10000) };
    bound(it);
}

static void put_text(artist *d, const shape *h)
{
    setter *s = d->g->s;
    flow_run run = { .text = h->text, .font = s->book->page.running, .tag = TAG_SPAN };
    run.font.size = length(d, h->size);
    run.font.weight = h->bold ? 700 : 400;
    run.font.italic = run.font.underline = false;
    run.font.color = h->fill != COLOR_NONE ? h->fill : 0;
    arena_reset(s->work);
    flow text = { .kind = FLOW_TEXT, .runs = &run, .lang = d->scene->lang };
    para_place at = { 1 << 28, 0, d->figure };
    para_lines lines = para_set(s, d->g->a, d->g->keep, para_new(s, s->work, &text, d->scene->lang), &at);
    if (lines.n == 0 || lines.v[0].nitems == 0) return;
    const para_line *l = &lines.v[0];
    mpt left = l->items[0].x, width = l->items[l->nitems - 1].x + l->items[l->nitems - 1].w - left;
    scene_point p = point(d, h->x, h->y);
    mpt x = p.x - (h->anchor == ANCHOR_MIDDLE ? width / 2 : h->anchor == ANCHOR_END ? width : 0);
    for (size_t i = 0; i < l->nitems; i++) {
        frame_item *it = &d->items[d->n];
        *it = l->items[i];
        it->order = (uint32_t)d->n++;
        it->x += x - left;
        it->y += p.y;
    }
}

/* A line of text may become several items, one for each direction and face: as many as it has bytes at most. */
static size_t most_items(const scene *s)
{
    size_t n = 0;
    for (const shape *h = s->first; h; h = h->next) n += h->kind == SHAPE_TEXT ? h->text.n : 1;
    return n;
}

static str alternative(const galley *g, const scene *s)
{
    if (s->description.n == 0 || str_eq(s->title, s->description)) return s->title;
    if (s->title.n == 0) return s->description;
    bool stop = s->title.p[s->title.n - 1] == '.';
    return arena_fmt(g->keep, "%.*s%s %.*s", STR_ARG(s->title), stop ? "" : ".", STR_ARG(s->description));
}

void picture_add_scene(galley *g, const flow *f, galley_room r)
{
    const scene *s = f->graphic;
    if (!s || s->width <= 0 || s->height <= 0) return;
    artist d = { .g = g, .scene = s, .o = fit(g->s, (size){ s->width, s->height }, f->width, f->height, r.width) };
    d.figure = figure(g, f, r, alternative(g, s));
    d.items = ARENA_ARRAY(g->a, frame_item, most_items(s) + 1);
    for (const shape *h = s->first; h; h = h->next) {
        const scene_point ends[] = { { h->x, h->y }, { h->x + h->w, h->y + h->h } };
        switch (h->kind) {
        case SHAPE_RECT: put_rect(&d, h); break;
        case SHAPE_LINE: put_path(&d, h, ends, 2); break;
        case SHAPE_PATH: put_path(&d, h, h->points, h->npoints); break;
        case SHAPE_CIRCLE: put_circle(&d, h); break;
        case SHAPE_TEXT: put_text(&d, h); break;
        }
    }
    put_piece(g, f, r, d.figure, (piece){ .kind = PIECE_LINE,
                           .height = d.o.h,
                           .x = left_of(g, f, r, d.o.w),
                           .baseline = d.o.h,
                           .items = d.items,
                           .nitems = (uint32_t)d.n,
                           .figure = d.figure });
}
