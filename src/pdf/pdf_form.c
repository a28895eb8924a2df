#include "pdf/pdf_form.h"
#include "pdf/pdf_shade.h"

#define FONT "/Saisie"                            /* what appearances call the font */
enum { MULTILINE = 1 << 12, COMBO = 1 << 17, EDIT = 1 << 18 };          /* flags of fields, tables 228 and 230 */

void pdf_form_start(pdf_form *f, pdf_out *o) { *f = (pdf_form){ .out = o }; }

static void put_lengths(buf *b, const mpt *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_decimal(b, v[i], 3);
        buf_char(b, ' ');
    }
}

/* The box, a little within its edges, where readers would cut a part of its line off; and the place for what will be
 * typed: readers put it between BMC and EMC. */
static unsigned write_appearance(pdf_form *f, const frame_link *l)
{
    const frame_field *field = l->field;
    mpt line = field->border_width, size[] = { l->w, l->h }, inner[] = { line, line, l->w - 2 * line, l->h - 2 * line };
    unsigned id = pdf_out_number(f->out);
    buf entries = { 0 }, ops = { 0 };
    BUF_LIT(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    put_lengths(&entries, size, 2);
    buf_fmt(&entries, "]/Resources<</Font<<" FONT " %u 0 R>>>>", pdf_out_id(pdf_font_dict(f->font)));
    if (field->border != COLOR_NONE && line > 0) {
        pdf_shade_put_color(&ops, field->border);
        BUF_LIT(&ops, "RG ");
        put_lengths(&ops, &line, 1);
        BUF_LIT(&ops, "w ");
        put_lengths(&ops, inner, 4);
        BUF_LIT(&ops, "re S\n");
    }
    BUF_LIT(&ops, "/Tx BMC\nEMC\n");
    pdf_out_stream(f->out, id, buf_view(&entries), buf_view(&ops), false);
    buf_free(&entries);
    buf_free(&ops);
    return id;
}

static void put_kind(pdf_form *f, buf *b, const flow_field *says)
{
    if (says->nchoices == 0) {
        buf_fmt(b, "/FT/Tx/Ff %d", says->many ? MULTILINE : 0);
        return;
    }
    buf_fmt(b, "/FT/Ch/Ff %d/Opt[", COMBO | EDIT);
    for (size_t i = 0; i < says->nchoices; i++) pdf_out_put_text(f->out, b, says->choices[i]);
    buf_char(b, ']');
}

/* How what is typed looks. */
static void put_look(buf *b, const frame_field *field)
{
    BUF_LIT(b, "/DA(" FONT " ");
    put_lengths(b, &field->size, 1);
    BUF_LIT(b, "Tf ");
    pdf_shade_put_color(b, field->color);
    BUF_LIT(b, "rg)");
    if (field->border == COLOR_NONE) return;
    BUF_LIT(b, "/MK<</BC[");
    pdf_shade_put_color(b, field->border);
    BUF_LIT(b, "]>>/BS<</S/S/W ");
    put_lengths(b, &field->border_width, 1);
    BUF_LIT(b, ">>");
}

void pdf_form_put_field(pdf_form *f, buf *b, const frame_link *l, unsigned id)
{
    const frame_field *field = l->field;
    if (!f->font) f->font = pdf_font_for_forms(f->out, field->font);
    buf_fmt(&f->fields, "%u 0 R ", id);
    BUF_LIT(b, "/Subtype/Widget/T");
    pdf_out_put_text(f->out, b, field->says.name);
    BUF_LIT(b, "/TU");
    pdf_out_put_text(f->out, b, field->says.label);
    put_kind(f, b, &field->says);
    put_look(b, field);
    buf_fmt(b, "/AP<</N %u 0 R>>", write_appearance(f, l));
}

/* PDF/A-2, 6.4.1: no NeedAppearances. */
void pdf_form_end(pdf_form *f)
{
    if (f->font && !f->out->fault.n) {
        pdf_font_embed(f->font);
        buf b = { 0 };
        buf_fmt(&b, "<</Fields[%.*s]/DR<</Font<<" FONT " %u 0 R>>>>>>", (int)f->fields.n, f->fields.p,
                pdf_out_id(pdf_font_dict(f->font)));
        HPDF_Null form = pdf_out_reserve(f->out);
        pdf_out_object(f->out, pdf_out_id(form), buf_view(&b));
        pdf_out_add(f->out, f->out->doc->catalog, "AcroForm", form);
        buf_free(&b);
    }
    pdf_font_free(f->font);
    buf_free(&f->fields);
}
