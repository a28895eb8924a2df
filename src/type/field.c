#include "type/field.h"

/* What is typed stands in one face: the first that has Latin letters, else the first of all. */
static const face *font_of(galley *g, const flow *f, str lang)
{
    const font_stack *s = shaper_stack(g->s->shaper, g->s->book, &f->label_font, lang);
    for (size_t i = 0; i < s->n; i++)
        if (font_has(s->v[i], 'a') && font_has(s->v[i], 0xE9)) return s->v[i];
    return s->n ? s->v[0] : NULL;
}

static flow_field keep(arena *a, const flow_field *from)
{
    flow_field o = *from;
    str *choices = from->nchoices ? ARENA_ARRAY(a, str, from->nchoices) : NULL;
    for (size_t i = 0; i < from->nchoices; i++) choices[i] = arena_str(a, from->choices[i]);
    o.name = arena_str(a, from->name);
    o.label = arena_str(a, from->label);
    o.choices = choices;
    return o;
}

void field_add(galley *g, const flow *f, galley_room r)
{
    tag *form = galley_element(g, f, r, TAG_FORM);
    const face *font = font_of(g, f, f->lang.n ? f->lang : r.lang);
    if (!form || !font) return;
    frame_link *link = ARENA_NEW(g->a, frame_link);
    frame_field *field = ARENA_NEW(g->keep, frame_field);
    *field = (frame_field){ .says = keep(g->keep, f->field),
                            .font = font,
                            .size = f->label_font.size,
                            .color = f->label_font.color,
                            .border = f->style.border,
                            .border_width = f->style.border_width };
    *link = (frame_link){ .tag = form, .w = r.width, .h = f->height, .field = field };
    galley_add(g, (piece){ .kind = PIECE_LINE, .height = f->height, .x = r.left, .baseline = f->height,
                           .links = link, .nlinks = 1 });
}
