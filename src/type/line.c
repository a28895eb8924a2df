#include "type/line.h"

/* Parts from..to in one look, direction and face; a leader stands alone. element NULL: artifact. */
typedef struct group {
    size_t from, to;
    uint8_t level;
    mpt x, w;
    const para_look *look;
    tag *element;
    uint32_t order;
    bool leader;
} group;

static mpt width_of(const line_plan *plan, const line_part *p)
{
    if (p->bit->kind == BIT_LEADER) return plan->leader;
    return (p->word ? p->word->width : 0) + p->pad;
}

/* --- elements */

static para_look *same_link(para *p, const para_look *look)
{
    for (para_look *l = p->looks; look->run->group && l < look; l++)
        if (l->run->group == look->run->group && l->run->dest_kind == look->run->dest_kind) return l;
    return NULL;
}

static bool is_link(const flow_run *r) { return r->dest_kind != DEST_NONE; }

static tag *make_element(line_maker *m, const para_look *look)
{
    const flow_run *r = look->run;
    bool foreign = !str_eq(look->lang, m->p->lang),
         plain = r->tag == TAG_SPAN || r->tag == TAG_DOCUMENT || r->tag == TAG_P;
    tag *t = m->owner;
    if (is_link(r)) {
        if (r->tag == TAG_REFERENCE) t = tag_new(m->keep, t, TAG_REFERENCE);
        t = tag_new(m->keep, t, TAG_LINK);
    } else if (!plain || foreign) {
        t = tag_new(m->keep, t, plain ? TAG_SPAN : r->tag);
    }
    if (foreign && t != m->owner) tag_own_of(m->keep, t)->lang = arena_str(m->keep, look->lang);
    if (t != m->owner) t->at = r->at;
    return t;
}

static tag *element_of(line_maker *m, para_look *look)
{
    if (!m->owner || look->tagged) return look->element;
    para_look *first = is_link(look->run) ? same_link(m->p, look) : NULL;
    look->element = first ? element_of(m, first) : make_element(m, look);
    look->tagged = true;
    return look->element;
}

/* --- groups */

static bool goes_on(const line_part *a, const line_part *b)
{
    return a->bit->look == b->bit->look && a->bit->level == b->bit->level && a->word && b->word &&
           a->word->face == b->word->face && a->to == b->from;
}

static size_t make_groups(line_maker *m, const line_plan *plan, group *v)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n;) {
        const line_part *p = &plan->parts[i];
        group *g = &v[n++];
        *g = (group){
            .from = i, .level = p->bit->level, .look = &m->p->looks[p->bit->look], .leader = p->bit->kind == BIT_LEADER
        };
        do g->w += width_of(plan, &plan->parts[i++]);
        while (i < plan->n && !g->leader && goes_on(&plan->parts[i - 1], &plan->parts[i]));
        g->to = i;
        if (g->leader) continue;
        g->element = element_of(m, &m->p->looks[p->bit->look]);
        g->order = m->order++;
        if (i == plan->n && plan->hyphen) g->w += plan->hyphen->width;
    }
    return n;
}

/* Rule L2: from the highest level down, what is at a level or above is turned round. Gives the order from left to
 * right. */
static void order_groups(const group *v, size_t n, size_t *order)
{
    int highest = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
        if (v[i].level > highest) highest = v[i].level;
    }
    for (int level = highest; level > 0; level--)
        for (size_t i = 0, j; i < n; i = j + 1) {
            for (j = i; j < n && v[order[j]].level >= level; j++) {}
            for (size_t a = i, b = j; a + 1 < b; a++, b--) {
                size_t t = order[a];
                order[a] = order[b - 1];
                order[b - 1] = t;
            }
        }
}

/* --- items */

/* rises: those of the run, or NULL. */
static void put_glyphs(frame_item *it, mpt *rises, const shaped *w, mpt x, uint32_t cluster)
{
    for (uint32_t i = 0; i < w->nglyphs; i++) {
        const shaped_glyph *g = &w->glyphs[i];
        uint32_t at = g->cluster + cluster;
        if (rises) rises[it->nglyphs] = g->y;
        it->glyphs[it->nglyphs++] = (frame_glyph){ .gid = (uint16_t)g->gid,
                                                   .cluster = (at < FRAME_CLUSTER ? at : FRAME_CLUSTER) & FRAME_CLUSTER,
                                                   .still = g->advance == 0,
                                                   .x = g->x + x };
    }
}

static bool has_rises(const line_plan *plan, const group *g)
{
    for (size_t k = g->from; k < g->to; k++) if (plan->parts[k].word->rises) return true;
    return plan->hyphen && plan->hyphen->rises;
}

static str text_of(line_maker *m, const line_plan *plan, const group *g)
{
    uint32_t from = plan->parts[g->from].from, to = plan->parts[g->to - 1].to;
    str text = str_of(m->p->text.p + from, to - from), more = S("");
    bool last = g->to == plan->n, before_leader = !last && plan->parts[g->to].bit->kind == BIT_LEADER;
    if ((last && plan->end == LINE_SPACE) || before_leader) more = S(" ");
    if (last && plan->hyphen && !str_ends(text, S("\u00AD"))) more = S("\u00AD");
    if (str_ends(text, S(" ")) && more.n == 1) more.n = 0;
    char *p = arena_alloc(m->a, text.n + more.n + 1);
    if (text.n) memcpy(p, text.p, text.n);
    if (more.n) memcpy(p + text.n, more.p, more.n);
    return str_of(p, text.n + more.n);
}

static void put_parts(const line_plan *plan, const group *g, frame_item *it, mpt *rises)
{
    mpt x = 0;
    uint32_t from = plan->parts[g->from].from;
    for (size_t k = g->from; k < g->to; k++) {
        const line_part *p = &plan->parts[it->rtl ? g->to - 1 - (k - g->from) : k];
        put_glyphs(it, rises, p->word, x + (it->rtl ? p->pad : 0), p->from - from);
        x += width_of(plan, p);
    }
    if (g->to < plan->n || !plan->hyphen) return;
    uint32_t at = (uint32_t)it->text.n - 2;        /* the U+00AD at the end of the text */
    put_glyphs(it, rises, plan->hyphen, x, at);
}

static void put_run(line_maker *m, const line_plan *plan, const group *g, para_line *out)
{
    const flow_font *font = &g->look->run->font;
    const shaped *first = plan->parts[g->from].word;
    size_t n = plan->hyphen && g->to == plan->n ? plan->hyphen->nglyphs : 0;
    for (size_t k = g->from; k < g->to; k++) n += plan->parts[k].word->nglyphs;
    if (n == 0) return;                            /* marks of direction alone */
    frame_item *it = &out->items[out->nitems++];
    *it = (frame_item){ .kind = FRAME_RUN,
                        .tag = g->element,
                        .order = g->order,
                        .x = g->x,
                        .y = font->rise,
                        .w = g->w,
                        .h = font->size,
                        .face = first->face,
                        .size = first->size,
                        .color = font->color,
                        .rtl = g->level & 1,
                        .lang = g->look->lang };
    if (!it->tag) it->artifact = ARTIFACT_LAYOUT;
    it->text = text_of(m, plan, g);
    it->raised = has_rises(plan, g);
    it->glyphs = arena_alloc(m->a, frame_glyphs_size(n, it->raised));
    put_parts(plan, g, it, it->raised ? (mpt *)(void *)(it->glyphs + n) : NULL);
    if (!font->underline) return;
    out->items[out->nitems++] = (frame_item){ .kind = FRAME_RECT, .artifact = ARTIFACT_LAYOUT, .x = g->x, .w = g->w,
        .y = font->rise - font->size * 14 / 100, .h = font->size * 5 / 100, .fill = font->color, .stroke = COLOR_NONE };
}

/* Dots on a grid that counts from the end of the line, so that those of neighbouring lines stand below each other. */
static void put_leader(line_maker *m, const group *g, para_line *out)
{
    const flow_font *font = &g->look->run->font;
    const font_stack *stack = shaper_stack(m->s->shaper, m->s->book, font, g->look->lang);
    if (stack->n == 0) return;
    shape_key key = { stack->v[0], font->size, HB_SCRIPT_LATIN, HB_LANGUAGE_INVALID, false };
    shaped *dot = shaper_word(m->s->shaper, &key, S("."));
    mpt step = dot->width * 2, room = g->w - font->size;
    if (dot->nglyphs != 1 || step <= 0 || room < step) return;
    size_t n = (size_t)(room / step);
    frame_item *it = &out->items[out->nitems++];
    *it = (frame_item){ .kind = FRAME_RUN,
                        .artifact = ARTIFACT_LAYOUT,
                        .face = dot->face,
                        .size = dot->size,
                        .color = font->color,
                        .w = (mpt)n * step,
                        .h = font->size,
                        .lang = g->look->lang };
    it->x = m->p->rtl ? g->x + font->size / 2 : g->x + g->w - font->size / 2 - it->w;
    char *text = arena_alloc(m->a, n + 1);
    it->glyphs = ARENA_ARRAY(m->a, frame_glyph, n);
    for (size_t i = 0; i < n; i++) {
        text[i] = '.';
        put_glyphs(it, NULL, dot, (mpt)i * step, (uint32_t)i);
    }
    it->text = str_of(text, n);
}

/* --- links */

static str contents_of(line_maker *m, const para_look *look)
{
    buf b = { 0 };
    const flow_run *r = look->run;
    if (r->dest_text.n) return arena_str(m->keep, r->dest_text);
    for (const para_look *l = m->p->looks, *end = l + m->p->nlooks; l < end; l++) {
        if (l != look && (r->group == 0 || l->run->group != r->group)) continue;
        if (l->run->dest_text.n) { buf_free(&b); return arena_str(m->keep, l->run->dest_text); }
        size_t to = l + 1 < end ? l[1].from : m->p->text.n;
        buf_put(&b, m->p->text.p + l->from, to - l->from);
    }
    str text = str_trim(buf_view(&b));
    str kept = arena_str(m->keep, text.n ? text : r->dest);
    buf_free(&b);
    return kept;
}

/* One rectangle for each stretch of the line that leads to the same place; v in the order of display. */
static void put_links(line_maker *m, const group *v, const size_t *order, size_t n, para_line *out)
{
    for (size_t i = 0, j; i < n; i = j) {
        const group *g = &v[order[i]];
        j = i + 1;
        if (!g->element || !is_link(g->look->run)) continue;
        mpt right = g->x + g->w, size = g->look->run->font.size;
        for (; j < n && (v[order[j]].element == g->element || v[order[j]].leader); j++)
            if (!v[order[j]].leader) right = v[order[j]].x + v[order[j]].w;
        out->links[out->nlinks++] = (frame_link){ .tag = g->element,
                                                  .x = g->x,
                                                  .w = right - g->x,
                                                  .order = m->order++,
                                                  .y = g->look->run->font.rise - size * 25 / 100,
                                                  .h = size * 115 / 100,
                                                  .kind = g->look->run->dest_kind,
                                                  .dest = arena_str(m->keep, g->look->run->dest),
                                                  .contents = contents_of(m, g->look) };
    }
}

/* A run that is cut between two lines counts where it begins. */
static void put_calls(line_maker *m, const line_plan *plan, const group *v, size_t n, para_line *out)
{
    for (size_t i = 0; i < n; i++) {
        const para_look *look = v[i].look;
        if ((!look->run->note && !look->run->place.n) || plan->parts[v[i].from].from != look->from) continue;
        if (!out->calls) out->calls = ARENA_ARRAY(m->a, const flow_run *, n - i);
        out->calls[out->ncalls++] = look->run;
    }
}

void line_make(line_maker *m, const line_plan *plan, para_line *out)
{
    arena *tmp = m->s->tmp;
    group *v = ARENA_ARRAY(tmp, group, plan->n + 1);
    size_t n = make_groups(m, plan, v), links = 0;
    size_t *order = ARENA_ARRAY(tmp, size_t, n + 1);
    order_groups(v, n, order);
    mpt x = plan->x;
    for (size_t i = 0; i < n; i++) {
        v[order[i]].x = x;
        x += v[order[i]].w;
        links += v[i].element && is_link(v[i].look->run);
    }
    size_t most = n;
    for (size_t i = 0; i < n; i++) most += v[i].look->run->font.underline;
    out->items = ARENA_ARRAY(m->a, frame_item, most);
    out->links = links ? ARENA_ARRAY(m->a, frame_link, links) : NULL;
    for (size_t i = 0; i < n; i++) {
        const group *g = &v[order[i]];
        if (g->leader) put_leader(m, g, out);
        else put_run(m, plan, g, out);
    }
    if (links) put_links(m, v, order, n, out);
    put_calls(m, plan, v, n, out);
}
