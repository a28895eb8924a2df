#include "pdf/pdf_tag.h"
#include "base/mem.h"
#include "pdf/pdf_tree.h"
#include <stdlib.h>

/* ---- gathering ---- */

static size_t count(const tag *t)
{
    size_t n = 1;
    for (const tag *k = t->first; k; k = k->next) n += count(k);
    return n;
}

static void list(pdf_tags *t, tag *of)
{
    of->index = (uint32_t)t->n;
    t->list[t->n++] = of;
    for (tag *k = of->first; k; k = k->next) list(t, k);
}

void pdf_tag_start(pdf_tags *t, pdf_out *o, const frame_book *b)
{
    *t = (pdf_tags){ .out = o, .npages = (uint32_t)b->npages, .root = pdf_out_reserve(o) };
    t->list = mem_alloc(count(b->tags) * sizeof *t->list);
    list(t, b->tags);
}

void pdf_tag_free(pdf_tags *t)
{
    mem_free(t->list);
    mem_free(t->refs);
}

static void add(pdf_tags *t, pdf_tag_ref r)
{
    if (t->nrefs == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->refs = mem_realloc(t->refs, t->cap * sizeof *t->refs);
    }
    t->refs[t->nrefs++] = r;
}

int32_t pdf_tag_mark(pdf_tags *t, const tag *of, uint32_t page, uint32_t order)
{
    if (page != t->page) t->next_mcid = 0;
    t->page = page;
    add(t, (pdf_tag_ref){ of->index, order, page, 0, t->next_mcid });
    return t->next_mcid++;
}

uint32_t pdf_tag_annot(pdf_tags *t, const tag *of, uint32_t page, uint32_t order, unsigned annot)
{
    add(t, (pdf_tag_ref){ of->index, order, page, annot, -1 });
    return t->npages + t->nannots++;
}

/* ---- elements ---- */

/* The refs by element and logical order, and where each element's begin; for writing only. */
typedef struct sorted {
    const pdf_tags *t;
    HPDF_Page *pages;
    const pdf_tag_ref **refs;
    size_t *start;             /* n + 1 of them */
    uint32_t *key;             /* the first order number in an element and below */
    unsigned base;             /* the object number of element 0 */
} sorted;

static int compare(const void *a, const void *b)
{
    const pdf_tag_ref *x = *(const pdf_tag_ref *const *)a, *y = *(const pdf_tag_ref *const *)b;
    if (x->tag != y->tag) return x->tag < y->tag ? -1 : 1;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return x < y ? -1 : x > y;                    /* as pages have them */
}

static void sort(sorted *s)
{
    const pdf_tags *t = s->t;
    s->refs = mem_alloc((t->nrefs + 1) * sizeof *s->refs);
    s->start = mem_zalloc((t->n + 1) * sizeof *s->start);
    s->key = mem_alloc(t->n * sizeof *s->key);
    for (size_t i = 0; i < t->nrefs; i++) {
        s->refs[i] = &t->refs[i];
        s->start[t->refs[i].tag + 1]++;
    }
    qsort(s->refs, t->nrefs, sizeof *s->refs, compare);
    for (size_t i = 0; i < t->n; i++) s->start[i + 1] += s->start[i];
    for (size_t i = t->n; i-- > 0;) {
        const tag *of = t->list[i];
        s->key[i] = s->start[i] < s->start[i + 1] ? s->refs[s->start[i]]->order : UINT32_MAX;
        for (const tag *k = of->first; k; k = k->next) if (s->key[k->index] < s->key[i]) s->key[i] = s->key[k->index];
    }
}

static void put_ref(const sorted *s, buf *b, const pdf_tag_ref *r, uint32_t page)
{
    unsigned id = pdf_out_id(s->pages[r->page]);
    if (r->annot) buf_fmt(b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", id, r->annot);
    else if (r->page != page) buf_fmt(b, "<</Type/MCR/Pg %u 0 R/MCID %d>>", id, r->mcid);
    else buf_fmt(b, "%d ", r->mcid);
}

/* Children and content in logical order. Content comes by its order number; a child stands where its first content
 * does, and one without content right after the child before it. */
static void put_kids(const sorted *s, buf *b, const tag *of)
{
    size_t r = s->start[of->index], end = s->start[of->index + 1];
    if (r == end && !of->first) return;
    uint32_t page = r < end ? s->refs[r]->page : UINT32_MAX;
    if (r < end) buf_fmt(b, "/Pg %u 0 R", pdf_out_id(s->pages[page]));
    BUF_LIT(b, "/K[");
    for (const tag *k = of->first; k; k = k->next) {
        uint32_t key = s->key[k->index];
        while (r < end && key != UINT32_MAX && s->refs[r]->order < key) put_ref(s, b, s->refs[r++], page);
        buf_fmt(b, "%u 0 R ", s->base + k->index);
    }
    while (r < end) put_ref(s, b, s->refs[r++], page);
    buf_char(b, ']');
}

static void put_table_attributes(buf *b, const tag *of)
{
    static const char *const scopes[] = { "", "/Scope/Row", "/Scope/Column", "/Scope/Both" };
    if (of->rowspan <= 1 && of->colspan <= 1 && of->scope == SCOPE_NONE) return;
    BUF_LIT(b, "/A<</O/Table");
    if (of->rowspan > 1) buf_fmt(b, "/RowSpan %u", of->rowspan);
    if (of->colspan > 1) buf_fmt(b, "/ColSpan %u", of->colspan);
    buf_z(b, scopes[of->scope]);
    BUF_LIT(b, ">>");
}

static void put_box(buf *b, const tag *of)
{
    BUF_LIT(b, "/A<</O/Layout/Placement/Block/BBox[");
    const tag_own *f = of->own;
    const mpt v[] = { f->x, f->y, f->x + f->w, f->y + f->h };
    for (int i = 0; i < 4; i++) { buf_decimal(b, v[i], 3); buf_char(b, i < 3 ? ' ' : ']'); }
    BUF_LIT(b, ">>");
}

static void put_attributes(buf *b, const tag *of)
{
    static const char *const numberings[] = { "", "Disc", "Decimal" };
    if (of->type == TAG_TH || of->type == TAG_TD) put_table_attributes(b, of);
    else if (of->type == TAG_L && of->numbering)
        buf_fmt(b, "/A<</O/List/ListNumbering/%s>>", numberings[of->numbering]);
    else if ((of->type == TAG_FIGURE || of->type == TAG_FORM) && of->own && of->own->w > 0) put_box(b, of);
}

static void put_property(pdf_out *o, buf *b, const char *key, str value)
{
    if (str_empty(value)) return;
    buf_z(b, key);
    pdf_out_put_text(o, b, value);
}

static void write_element(const sorted *s, buf *b, const tag *of)
{
    pdf_out *o = s->t->out;
    unsigned parent = of->parent ? s->base + of->parent->index : pdf_out_id(s->t->root);
    b->n = 0;
    buf_fmt(b, "<</S/%s/P %u 0 R", tag_name(of->type), parent);
    put_property(o, b, "/Lang", tag_lang(of));
    put_property(o, b, "/Alt", tag_alt(of));
    if (tag_id(of).n) {
        BUF_LIT(b, "/ID");
        pdf_out_put_bytes(o, b, tag_id(of));
    }
    put_attributes(b, of);
    put_kids(s, b, of);
    BUF_LIT(b, ">>");
    pdf_out_object(o, s->base + of->index, buf_view(b));
}

/* ---- trees ---- */

static void add_numbered(pdf_tree *tree, uint32_t key, const buf *value)
{
    buf k = { 0 };
    buf_int(&k, key);
    pdf_tree_add(tree, buf_view(&k), buf_view(value));
    buf_free(&k);
}

/* For each page the elements of its pieces, then the element of each annotation. */
static void put_parent_tree(const sorted *s, buf *root)
{
    const pdf_tags *t = s->t;
    pdf_tree tree;
    pdf_tree_start(&tree, t->out, "Nums");
    buf v = { 0 };
    size_t r = 0;
    for (uint32_t page = 0; page < t->npages; page++) {
        v.n = 0;
        buf_char(&v, '[');
        for (; r < t->nrefs && t->refs[r].page == page; r++)
            if (!t->refs[r].annot) buf_fmt(&v, "%u 0 R ", s->base + t->refs[r].tag);
        buf_char(&v, ']');
        add_numbered(&tree, page, &v);
    }
    uint32_t key = t->npages;
    for (r = 0; r < t->nrefs; r++) {
        if (!t->refs[r].annot) continue;
        v.n = 0;
        buf_fmt(&v, "%u 0 R", s->base + t->refs[r].tag);
        add_numbered(&tree, key++, &v);
    }
    pdf_tree_end(&tree, root);
    buf_free(&v);
}

static int compare_ids(const void *a, const void *b)
{
    return str_cmp(tag_id(*(const tag *const *)a), tag_id(*(const tag *const *)b));
}

static void put_id_tree(const sorted *s, buf *root)
{
    const pdf_tags *t = s->t;
    const tag **named = mem_alloc(t->n * sizeof *named);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) if (tag_id(t->list[i]).n) named[n++] = t->list[i];
    qsort(named, n, sizeof *named, compare_ids);
    pdf_tree tree;
    pdf_tree_start(&tree, t->out, "Names");
    buf k = { 0 }, v = { 0 };
    for (size_t i = 0; i < n; i++) {
        k.n = v.n = 0;
        pdf_out_put_bytes(t->out, &k, tag_id(named[i]));
        buf_fmt(&v, "%u 0 R", s->base + named[i]->index);
        pdf_tree_add(&tree, buf_view(&k), buf_view(&v));
    }
    if (n) BUF_LIT(root, "/IDTree");
    buf none = { 0 };
    pdf_tree_end(&tree, n ? root : &none);
    buf_free(&none);
    buf_free(&k);
    buf_free(&v);
    mem_free(named);
}

static void write_root(const sorted *s)
{
    buf b = { 0 };
    buf_fmt(&b, "<</Type/StructTreeRoot/K[%u 0 R]/ParentTreeNextKey %u/ParentTree", s->base,
            s->t->npages + s->t->nannots);
    put_parent_tree(s, &b);
    put_id_tree(s, &b);
    BUF_LIT(&b, ">>");
    pdf_out_object(s->t->out, pdf_out_id(s->t->root), buf_view(&b));
    buf_free(&b);
}

void pdf_tag_write(pdf_tags *t, HPDF_Page *pages)
{
    sorted s = { .t = t, .pages = pages };
    sort(&s);
    s.base = pdf_out_numbers(t->out, t->n);
    buf b = { 0 };
    for (size_t i = 0; i < t->n && !t->out->fault.n; i++) write_element(&s, &b, t->list[i]);
    write_root(&s);
    buf_free(&b);
    mem_free(s.refs);
    mem_free(s.start);
    mem_free(s.key);
}
