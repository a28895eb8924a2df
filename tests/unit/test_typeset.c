/* A book's flow becomes pages: what stands on which, and what is said of it. */
#include "book.h"
#include "base/pool.h"

/* --- the column */

static void test_lines_fill_pages_from_the_top(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_lines(&k, NULL, "ligne", 2 * PAGE_LINES + 1);
    book_set(&k);
    assert_int_equal(k.out->npages, 3);
    for (size_t i = 0; i <= 2 * PAGE_LINES; i++) {
        spot s = find(&k, arena_fmt(k.a, "ligne%zu", i).p);
        assert_int_equal(s.page, i / PAGE_LINES);
        assert_int_equal(s.item->x, MARGIN);
        assert_int_equal(s.item->y, find(&k, "ligne0").item->y - (mpt)(i % PAGE_LINES) * LINE);
    }
    book_drop(&k);
}

static void test_larger_of_two_spaces_counts_and_none_at_the_top(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "un")->style.after = PT(6);
    put_text(&k, NULL, "deux")->style.before = PT(10);
    put_break(&k);
    put_text(&k, NULL, "trois")->style.before = PT(50);
    book_set(&k);
    assert_int_equal(find(&k, "un").item->y - find(&k, "deux").item->y, LINE + PT(10));
    assert_int_equal(find(&k, "trois").page, 1);
    assert_int_equal(find(&k, "trois").item->y, find(&k, "un").item->y);
    book_drop(&k);
}

static void test_space_vanishes_where_a_page_ends(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_lines(&k, NULL, "ligne", PAGE_LINES);
    put_text(&k, NULL, "suite")->style.before = PT(50);
    book_set(&k);
    assert_int_equal(find(&k, "suite").page, 1);
    assert_int_equal(find(&k, "suite").item->y, find(&k, "ligne0").item->y);
    book_drop(&k);
}

static void test_indents_follow_the_direction(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_of(rtl ? "ar" : "fr", rtl);
        flow *f = put_text(&k, NULL, rtl ? "سلام" : "texte");
        f->style.start = PT(30);
        f->style.end = PT(10);
        book_set(&k);
        const frame_item *it = find(&k, rtl ? "سلام" : "texte").item;
        if (rtl) assert_int_equal(it->x + it->w, MARGIN + COLUMN - PT(30));
        else assert_int_equal(it->x, MARGIN + PT(30));
        book_drop(&k);
    }
}

/* --- where pages end */

static void test_heading_goes_with_what_follows(void **state)
{
    (void)state;
    for (size_t before = 0; before < 2 * PAGE_LINES; before++) {
        book k = book_of("fr", false);
        put_lines(&k, NULL, "ligne", before);
        put_heading(&k, "h", "Le titre", 1);
        put_heading(&k, "s", "Un sous-titre", 2);
        put_text(&k, NULL, words(&k, "mot", 60));
        book_set(&k);
        assert_int_equal(page_of(&k, "Le titre"), page_of(&k, "Un sous-titre"));
        assert_int_equal(page_of(&k, "Un sous-titre"), page_of(&k, "mot0 "));
        book_drop(&k);
    }
}

static size_t lines_on(const book *k, size_t page, const tag *t)
{
    size_t n = 0;
    for (size_t i = 0; i < k->out->pages[page].nitems; i++) n += k->out->pages[page].items[i].tag == t;
    return n;
}

static void test_no_line_of_a_paragraph_stands_alone(void **state)
{
    (void)state;
    for (size_t before = 0; before < PAGE_LINES; before++)
        for (uint8_t least = 2; least < 4; least++) {
            book k = book_of("fr", false);
            put_lines(&k, NULL, "ligne", before);
            flow *f = put_text(&k, NULL, words(&k, "mot", 50));
            f->style.orphans = f->style.widows = (uint8_t)(least == 2 ? 0 : least);
            book_set(&k);
            const tag *t = find(&k, "mot0 ").item->tag;
            for (size_t p = 0; p < k.out->npages; p++) {
                size_t n = lines_on(&k, p, t);
                assert_true(n == 0 || n >= least);
            }
            assert_true(str_eqz(told(&k, t), words(&k, "mot", 50)));
            book_drop(&k);
        }
}

static void test_block_kept_together_is_on_one_page(void **state)
{
    (void)state;
    for (size_t before = 0; before < PAGE_LINES; before++) {
        book k = book_of("fr", false);
        put_lines(&k, NULL, "ligne", before);
        flow *f = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
        f->style.keep_together = true;
        put_lines(&k, f, "encadré", 5);
        book_set(&k);
        for (int i = 1; i < 5; i++)
            assert_int_equal(page_of(&k, arena_fmt(k.a, "encadré%d", i).p), page_of(&k, "encadré0"));
        book_drop(&k);
    }
}

static void test_box_goes_with_what_follows_when_asked(void **state)
{
    (void)state;
    for (size_t before = 0; before < PAGE_LINES; before++) {
        book k = book_of("fr", false);
        put_lines(&k, NULL, "ligne", before);
        flow *f = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
        f->style.keep_next = true;
        put_lines(&k, f, "encadré", 2);
        put_text(&k, NULL, "suite");
        book_set(&k);
        assert_int_equal(page_of(&k, "encadré1"), page_of(&k, "suite"));
        book_drop(&k);
    }
}

static void test_block_kept_together_but_higher_than_a_page_is_cut(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
    f->style.keep_together = f->style.keep_next = true;
    put_lines(&k, f, "encadré", 3 * PAGE_LINES);
    put_text(&k, NULL, "fin");
    book_set(&k);
    assert_int_equal(page_of(&k, "encadré0"), 0);
    assert_in_range(k.out->npages, 3, 5);
    book_drop(&k);
}

/* --- boxes */

static const frame_item *background(const book *k, size_t page)
{
    for (size_t i = 0; i < k->out->pages[page].nitems; i++)
        if (k->out->pages[page].items[i].artifact == ARTIFACT_BACKGROUND) return &k->out->pages[page].items[i];
    return NULL;
}

static flow *put_callout(book *k)
{
    flow *f = put_block(k, NULL, FLOW_BOX, TAG_DIV);
    f->style.pad_start = f->style.pad_end = PT(8);
    f->style.pad_top = f->style.pad_bottom = PT(6);
    f->style.background = 0xEEF4F8;
    f->style.bar = 0x1A4F7A;
    f->style.bar_width = PT(3);
    return f;
}

static void test_box_lies_behind_its_text_on_every_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_lines(&k, put_callout(&k), "encadré", 2 * PAGE_LINES);
    put_text(&k, NULL, "dehors");
    book_set(&k);
    assert_true(k.out->npages >= 3);
    for (size_t p = 0; p < k.out->npages; p++) {
        const frame_item *b = background(&k, p);
        assert_non_null(b);
        for (size_t i = 0; i < k.out->pages[p].nitems; i++) {
            const frame_item *it = &k.out->pages[p].items[i];
            if (it->kind != FRAME_RUN) continue;
            bool inside = it->x >= b->x + PT(8) && it->x + it->w <= b->x + b->w - PT(8) && it->y > b->y &&
                          it->y < b->y + b->h;
            assert_int_equal(inside, !says(it, "dehors"));
            assert_true(it > b);
        }
        assert_true(b->y >= MARGIN && b->y + b->h <= top_of_text(&k));
    }
    book_drop(&k);
}

static void test_bar_stands_at_the_start_edge(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_of(rtl ? "ar" : "fr", rtl);
        put_text(&k, put_callout(&k), rtl ? "سلام" : "texte");
        book_set(&k);
        const frame_item *bar = NULL;
        for (size_t i = 0; i < k.out->pages[0].nitems; i++)
            if (k.out->pages[0].items[i].fill == 0x1A4F7A) bar = &k.out->pages[0].items[i];
        assert_int_equal(rtl ? bar->x + bar->w : bar->x, rtl ? MARGIN + COLUMN : MARGIN);
        assert_int_equal(bar->h, background(&k, 0)->h);
        book_drop(&k);
    }
}

static void test_label_stands_beside_the_first_line(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_of(rtl ? "ar" : "fr", rtl);
        flow *list = put_block(&k, NULL, FLOW_BOX, TAG_L), *item = put_block(&k, list, FLOW_BOX, TAG_LI);
        list->numbering = NUMBERING_DISC;
        item->label = S("•");
        item->label_font = k.font;
        item->style.start = PT(15);
        put_text(&k, item, rtl ? "سلام" : "texte");
        book_set(&k);
        const frame_item *label = find(&k, "•").item, *text = find(&k, rtl ? "سلام" : "texte").item;
        assert_int_equal(label->y, text->y);
        assert_true(rtl ? label->x > text->x + text->w - 1 : label->x + label->w <= text->x);
        assert_int_equal(label->tag->type, TAG_LBL);
        assert_int_equal(text->tag->parent->type, TAG_LBODY);
        assert_ptr_equal(label->tag->parent, text->tag->parent->parent);
        assert_int_equal(label->tag->parent->parent->numbering, NUMBERING_DISC);
        book_drop(&k);
    }
}

/* Notes are boxes at the end of a chapter: each an element with a name of its own, its number before it. */
static void test_notes_have_names_of_their_own(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    static source src = { "x.md", S_INIT("texte") };
    flow *f = put_text(&k, NULL, "Un fait");
    flow_run *call = put_run(&k, f, "1");
    *call = (flow_run){ .text = S("1"), .font = k.font, .tag = TAG_REFERENCE, .dest_kind = DEST_PLACE,
                        .dest = S("note-1"), .dest_text = S("Note 1"), .group = 1 };
    call->font.rise = PT(4);
    for (uint32_t i = 0; i < 3; i++) {
        flow *note = put_block(&k, NULL, FLOW_BOX, TAG_NOTE);
        if (i == 0) note->id = S("note-1");
        note->at = (span){ &src, i, 1 };
        note->label = arena_fmt(k.a, "%u", i + 1);
        note->label_font = k.font;
        note->style.start = PT(15);
        put_text(&k, note, arena_fmt(k.a, "source%u", i).p);
    }
    book_set(&k);
    str ids[3];
    for (int i = 0; i < 3; i++) {
        const tag *t = find(&k, arena_fmt(k.a, "source%d", i).p).item->tag->parent;
        assert_int_equal(t->type, TAG_NOTE);
        assert_int_equal(t->first->type, TAG_LBL);
        ids[i] = tag_id(t);
        assert_true(ids[i].n > 0);
        for (int j = 0; j < i; j++) assert_false(str_eq(ids[j], ids[i]));
    }
    const frame_link *l = &k.out->pages[0].links[0];
    assert_int_equal(l->tag->parent->type, TAG_REFERENCE);
    assert_true(str_eqz(l->contents, "Note 1"));
    assert_int_equal(place_named(k.out, S("note-1"))->page, page_of(&k, "source0"));
    book_drop(&k);
}

/* --- contents, headers, page numbers */

static flow *put_contents(book *k, uint8_t level)
{
    flow *f = put_block(k, NULL, FLOW_CONTENTS, TAG_TOC);
    f->level = level;
    f->label_font = k->font;
    put_run(k, f, "Sommaire");
    return f;
}

static void test_contents_give_the_page_of_each_heading(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_contents(&k, 2);
    put_break(&k);
    for (int i = 0; i < 12; i++) {
        put_heading(&k, arena_fmt(k.a, "c%d", i).p, arena_fmt(k.a, "Chapitre %c", 'A' + i).p, 1);
        put_lines(&k, NULL, arena_fmt(k.a, "l%d.", i).p, 7);
        put_heading(&k, "", arena_fmt(k.a, "Section %c", 'a' + i).p, 2);
        put_text(&k, NULL, "texte");
        put_heading(&k, "", arena_fmt(k.a, "Détail %c", 'a' + i).p, 3);
        put_text(&k, NULL, "texte");
    }
    book_set(&k);
    const tag *toc = first_tag(k.out->tags, TAG_TOC), *t = NULL;
    assert_int_equal(count_tags(toc, TAG_TOCI), 24);
    assert_int_equal(toc->first->type, TAG_TOCI);
    assert_int_equal(toc->first->next->type, TAG_TOC);       /* sections are a list within the list */
    size_t i = 0;
    for (t = toc->first; t; t = t->next) {
        if (t->type != TAG_TOCI) continue;
        const frame_place *p = place_named(k.out, arena_fmt(k.a, "c%zu", i));
        str says_it = arena_fmt(k.a, "Chapitre %c %.*s", (char)('A' + i), STR_ARG(k.out->pages[p->page].label));
        assert_true(str_eq(told(&k, t), says_it));
        i++;
    }
    assert_int_equal(i, 12);
    assert_null(strstr(told(&k, toc).p, "Détail"));
    book_drop(&k);
}

static void test_entry_of_the_contents_is_one_link_to_its_heading(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_contents(&k, 1);
    put_break(&k);
    put_heading(&k, "aides", "Les aides", 1);
    put_text(&k, NULL, "texte");
    book_set(&k);
    assert_int_equal(k.out->pages[0].nlinks, 1);
    const frame_link *l = &k.out->pages[0].links[0];
    assert_int_equal(l->kind, DEST_PLACE);
    assert_true(str_eqz(l->dest, "aides"));
    assert_true(str_eqz(l->contents, "Les aides, page 2"));
    assert_int_equal(l->tag->parent->type, TAG_REFERENCE);
    assert_true(l->x + l->w >= MARGIN + COLUMN - 1);         /* the number too */
    book_drop(&k);
}

/* Contents so long that they push the chapters by pages of their own. */
static void test_watermark_stands_behind_each_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.watermark = S("Version de travail");
    put_lines(&k, NULL, "ligne", 15);
    book_set(&k);
    assert_int_equal(k.out->npages, 2);
    for (size_t p = 0; p < 2; p++) {
        const frame_item *mark = seek(&k, "Version", p, true).item;
        assert_non_null(mark);
        assert_true(mark < seek(&k, "ligne", p, false).item);          /* painted first */
        const frame_page *page = &k.out->pages[p];
        for (size_t i = 0; i < page->nitems; i++)
            if (page->items[i].size == mark->size)
                assert_true(page->items[i].x >= MARGIN && page->items[i].x + page->items[i].w <= MARGIN + COLUMN);
    }
    book_drop(&k);
}

static void test_front_pages_have_roman_numbers(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.roman_front = true;
    k.flow->page.footer[1] = S("{page}/{pages}");
    put_text(&k, put_block(&k, NULL, FLOW_COVER, TAG_SECT), "Couverture");
    flow *contents = put_block(&k, NULL, FLOW_CONTENTS, TAG_TOC);
    contents->level = 1;
    contents->label_font = k.font;
    for (int i = 0; i < 2; i++) {
        put_break(&k);
        put_heading(&k, i ? "b" : "a", i ? "Deux" : "Un", 1);
    }
    book_set(&k);
    assert_true(str_eqz(k.out->pages[0].label, "i"));
    assert_true(str_eqz(k.out->pages[1].label, "ii"));
    assert_true(str_eqz(k.out->pages[2].label, "1"));
    assert_string_equal(running(&k, 3, ARTIFACT_FOOTER), "2/2");
    assert_int_equal(seek(&k, "2", 0, false).page, 1);                 /* in the contents */
    book_drop(&k);
}

static void test_contents_count_their_own_pages(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_contents(&k, 1);
    for (int i = 0; i < 120; i++) {
        put_break(&k);
        put_heading(&k, arena_fmt(k.a, "c%d", i).p, arena_fmt(k.a, "Chapitre n°%d.", i).p, 1);
    }
    book_set(&k);
    size_t n = 0;
    for (const tag *t = first_tag(k.out->tags, TAG_TOC)->first; t; t = t->next, n++) {
        str label = k.out->pages[place_named(k.out, arena_fmt(k.a, "c%zu", n))->page].label;
        assert_true(str_ends(told(&k, t), arena_fmt(k.a, " %.*s", STR_ARG(label))));
    }
    assert_int_equal(n, 120);
    assert_true(k.out->pages[0].nlinks > 0 && k.out->npages > 120 + 12);
    book_drop(&k);
}

static void test_number_of_a_page_is_printed_where_asked(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_text(&k, NULL, "voir page ");
    put_run(&k, f, "")->page_of = S("fin");
    put_lines(&k, NULL, "ligne", PAGE_LINES);
    put_heading(&k, "fin", "La fin", 1);
    put_text(&k, NULL, "texte");
    book_set(&k);
    assert_true(str_eqz(told(&k, find(&k, "voir page").item->tag), "voir page 2"));
    book_drop(&k);
}

static void test_running_lines_name_book_section_and_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.header[0] = S("{titre}");
    k.flow->page.header[2] = S("{section}");
    k.flow->page.footer[1] = S("{page}/{pages} {inconnu}");
    put_lines(&k, NULL, "ligne", PAGE_LINES);
    put_heading(&k, "", "Les aides", 1);
    put_lines(&k, NULL, "suite", 2 * PAGE_LINES - 1);
    put_heading(&k, "", "Détail", 2);
    put_text(&k, NULL, "texte");
    book_set(&k);
    assert_int_equal(k.out->npages, 4);
    assert_string_equal(running(&k, 0, ARTIFACT_HEADER), "Le guide");
    assert_string_equal(running(&k, 1, ARTIFACT_HEADER), "Le guide|Les aides");
    assert_string_equal(running(&k, 2, ARTIFACT_HEADER), "Le guide|Les aides");
    assert_string_equal(running(&k, 3, ARTIFACT_HEADER), "Le guide|Les aides");
    assert_string_equal(running(&k, 2, ARTIFACT_FOOTER), "3/4 {inconnu}");
    spot head = seek(&k, "Le guide", 0, true), foot = seek(&k, "1/4", 0, true);
    assert_true(head.item->y > top_of_text(&k) - PT(1) && foot.item->y < MARGIN);
    book_drop(&k);
}

static void test_header_names_the_first_section_of_its_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.header[0] = S("{section}");
    for (int i = 0; i < 2; i++) {
        put_heading(&k, "", i ? "Seconde" : "Première", 1);
        put_text(&k, NULL, "texte");
    }
    put_lines(&k, NULL, "ligne", PAGE_LINES);
    book_set(&k);
    assert_string_equal(running(&k, 0, ARTIFACT_HEADER), "Première");
    assert_string_equal(running(&k, 1, ARTIFACT_HEADER), "Seconde");
    book_drop(&k);
}

static void test_running_lines_follow_the_direction(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_of(rtl ? "ar" : "fr", rtl);
        k.flow->page.footer[0] = S("1");
        k.flow->page.footer[2] = S("2");
        put_text(&k, NULL, "texte");
        book_set(&k);
        const frame_item *start = seek(&k, "1", 0, true).item, *end = seek(&k, "2", 0, true).item;
        assert_int_equal(rtl ? end->x : start->x, MARGIN);
        assert_int_equal(rtl ? start->x + start->w : end->x + end->w, MARGIN + COLUMN);
        book_drop(&k);
    }
}

static void test_cover_is_a_page_of_its_own_without_running_lines(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->page.footer[1] = S("{page}");
    put_text(&k, put_block(&k, NULL, FLOW_COVER, TAG_SECT), "Couverture");
    put_text(&k, NULL, "dedans");
    book_set(&k);
    assert_int_equal(page_of(&k, "Couverture"), 0);
    assert_int_equal(page_of(&k, "dedans"), 1);
    assert_string_equal(running(&k, 0, ARTIFACT_FOOTER), "");
    assert_string_equal(running(&k, 1, ARTIFACT_FOOTER), "2");
    assert_true(str_eqz(k.out->pages[1].label, "2"));
    book_drop(&k);
}

static void test_recto_chapters_begin_on_odd_pages(void **state)
{
    (void)state;
    for (size_t n = 0; n < 3 * PAGE_LINES; n += 5) {
        book k = book_of("fr", false);
        k.flow->page.two_sided = true;
        k.flow->page.footer[1] = S("{page}");
        put_text(&k, NULL, "avant");
        put_lines(&k, NULL, "ligne", n);
        put_break(&k)->recto = true;
        put_text(&k, NULL, "chapitre");
        book_set(&k);
        size_t page = page_of(&k, "chapitre"), last = n / PAGE_LINES;
        assert_int_equal(page % 2, 0);
        assert_true(page == last + 1 || page == last + 2);
        if (page == last + 2) assert_int_equal(k.out->pages[last + 1].nitems, 0);
        book_drop(&k);
    }
}

static void test_two_breaks_make_no_empty_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_break(&k);
    put_text(&k, NULL, "un");
    for (int i = 0; i < 3; i++) put_break(&k);
    put_text(&k, NULL, "deux");
    put_break(&k);
    book_set(&k);
    assert_int_equal(k.out->npages, 2);
    book_drop(&k);
}

static void test_binding_margin_changes_sides(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        book k = book_of("fr", rtl);
        k.flow->page.two_sided = true;
        k.flow->page.inner = PT(30);
        k.flow->page.outer = PT(10);
        put_block(&k, NULL, FLOW_RULE, TAG_DIV);
        put_break(&k);
        put_block(&k, NULL, FLOW_RULE, TAG_DIV);
        book_set(&k);
        assert_int_equal(k.out->pages[0].items[0].x, rtl ? PT(10) : PT(30));
        assert_int_equal(k.out->pages[1].items[0].x, rtl ? PT(30) : PT(10));
        book_drop(&k);
    }
}

/* --- places, structure */

static void test_headings_become_bookmarks_in_order(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_heading(&k, "a", "Un", 1);
    put_heading(&k, "", "Un et demi", 2);
    put_lines(&k, NULL, "ligne", PAGE_LINES);
    put_heading(&k, "b", "Deux", 1);
    put_text(&k, NULL, "texte");
    book_set(&k);
    static const char *const titles[] = { "Un", "Un et demi", "Deux" };
    assert_int_equal(k.out->noutline, 3);
    for (size_t i = 0; i < 3; i++) {
        const frame_outline *o = &k.out->outline[i];
        assert_true(str_eqz(o->title, titles[i]));
        assert_int_equal(o->level, i == 1 ? 2 : 1);
        const frame_place *p = place_named(k.out, o->place);
        spot s = find(&k, titles[i]);
        assert_int_equal(p->page, s.page);
        assert_true(p->y > s.item->y && p->y <= s.item->y + LINE);
    }
    book_drop(&k);
}

static void test_block_without_pieces_is_still_a_place(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "avant");
    put_block(&k, NULL, FLOW_BOX, TAG_DIV)->id = S("vide");
    put_text(&k, NULL, "")->id = S("rien");
    book_set(&k);
    assert_non_null(place_named(k.out, S("vide")));
    assert_non_null(place_named(k.out, S("rien")));
    book_drop(&k);
}

static void test_place_named_twice_is_the_first_one(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "un")->id = S("x");
    put_break(&k);
    put_text(&k, NULL, "deux")->id = S("x");
    book_set(&k);
    assert_int_equal(k.out->nplaces, 1);
    assert_int_equal(k.out->places[0].page, 0);
    book_drop(&k);
}

static void test_language_of_a_block_is_in_the_structure(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_text(&k, NULL, "Hello")->lang = S("en");
    put_text(&k, NULL, "Bonjour")->lang = S("fr");
    flow *box = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
    box->lang = S("ar");
    put_text(&k, box, "سلام");
    book_set(&k);
    assert_true(str_eqz(tag_lang(k.out->tags), "fr"));
    assert_true(str_eqz(tag_lang(find(&k, "Hello").item->tag), "en"));
    assert_int_equal(tag_lang(find(&k, "Bonjour").item->tag).n, 0);
    const tag *p = find(&k, "سلام").item->tag;
    assert_true(str_eqz(tag_lang(p->parent), "ar"));
    assert_int_equal(tag_lang(p).n, 0);
    const frame_item *it = find(&k, "سلام").item;
    assert_int_equal(it->x + it->w, MARGIN + COLUMN);        /* set from the right */
    book_drop(&k);
}

static void test_artifacts_have_no_element(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_callout(&k);
    f->artifact = true;
    put_text(&k, f, "décor");
    put_text(&k, NULL, "texte");
    book_set(&k);
    assert_null(seek(&k, "décor", 0, false).item);
    assert_non_null(seek(&k, "décor", 0, true).item);
    assert_int_equal(count_tags(k.out->tags, TAG_P), 1);
    book_drop(&k);
}

/* --- the same book */

static void put_mixture(book *k)
{
    k->flow->page.header[0] = S("{section}");
    k->flow->page.footer[1] = S("{page}/{pages}");
    put_contents(k, 2);
    put_break(k);
    for (int i = 0; i < 6; i++) {
        put_heading(k, "", arena_fmt(k->a, "Titre %d", i).p, 1);
        flow *f = put_text(k, NULL, words(k, "mot", 90));
        f->style.align = FLOW_JUSTIFY;
        f->style.hyphenate = true;
        put_text(k, put_callout(k), "un texte ☑ et سلام dedans");
        put_picture(k, 60, 40);
    }
}

static void test_same_book_is_set_the_same(void **state)
{
    (void)state;
    book one = book_of("fr", false), two = book_of("fr", false);
    put_mixture(&one);
    put_mixture(&two);
    book_set(&one);
    book_set(&two);
    assert_string_equal(printed(&one), printed(&two));
    book_drop(&one);
    book_drop(&two);
}

static void set_one(void *context, size_t i, int worker)
{
    (void)worker;
    book *k = &((book *)context)[i];
    k->out = typeset(k->a, k->fonts, k->flow, 2, k->d);         /* checked by the thread of the test */
}

/* Books set side by side share the fonts, and none sees the others. */
static void test_books_are_set_side_by_side(void **state)
{
    (void)state;
    enum { BOOKS = 4 };
    book k[BOOKS];
    for (size_t i = 0; i < BOOKS; i++) {
        k[i] = book_of("fr", false);
        put_mixture(&k[i]);
        if (i == 0) continue;
        font_set_free(k[i].fonts);
        k[i].fonts = k[0].fonts;
    }
    pool_each(BOOKS, BOOKS, set_one, k);
    for (size_t i = 0; i < BOOKS; i++) {
        check_frame(k[i].out);
        assert_string_equal(printed(&k[0]), printed(&k[i]));
    }
    for (size_t i = BOOKS; i-- > 0;) {
        if (i) k[i].fonts = NULL;
        book_drop(&k[i]);
    }
}

/* --- what is wrong */

static void test_book_without_blocks_has_one_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    book_set(&k);
    assert_int_equal(k.out->npages, 1);
    assert_int_equal(k.out->pages[0].nitems, 0);
    assert_null(k.out->tags->first);
    book_drop(&k);
}

static void test_book_without_any_font_has_pages_but_no_text(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    k.flow->nfonts = 0;
    k.font.families = k.flow->page.running.families = absent_family;
    put_mixture(&k);
    book_set(&k);
    assert_int_equal(reports(&k, B703), 1);
    for (size_t p = 0; p < k.out->npages; p++)
        for (size_t i = 0; i < k.out->pages[p].nitems; i++)
            assert_int_not_equal(k.out->pages[p].items[i].kind, FRAME_RUN);
    assert_int_equal(k.out->noutline, 6);
    book_drop(&k);
}

static void test_page_without_room_still_ends(void **state)
{
    (void)state;
    static const mpt sizes[][2] = {
        { 0, 0 }, { 0, PT(200) }, { PT(300), 0 }, { -PT(50), -PT(50) }, { PT(41), PT(41) }
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        book k = book_of("fr", false);
        k.flow->page.width = sizes[i][0];
        k.flow->page.height = sizes[i][1];
        k.flow->page.header[0] = S("{titre}");
        put_heading(&k, "", "Titre", 1);
        put_text(&k, put_callout(&k), "un texte");
        put_picture(&k, 60, 40);
        book_set(&k);
        assert_true(k.out->npages < 100);
        assert_int_equal(count_tags(k.out->tags, TAG_FIGURE), 1);
        book_drop(&k);
    }
}

static void test_boxes_far_too_deep_end(void **state)
{
    (void)state;
    for (int boxed = 0; boxed < 2; boxed++) {
        book k = book_of("fr", false);
        flow *f = put_block(&k, NULL, FLOW_BOX, TAG_DIV);
        for (int i = 0; i < 1000; i++) {
            flow *inner = put_block(&k, f, FLOW_BOX, i % 2 ? TAG_LI : TAG_L);
            inner->style.start = PT(10);
            if (boxed) inner->style.pad_top = inner->style.pad_bottom = inner->style.bar_width = PT(1);
            f = inner;
        }
        put_text(&k, f, "fond");
        put_text(&k, NULL, "suite");
        book_set(&k);
        assert_int_equal(count_tags(k.out->tags, TAG_LI), 500);
        assert_non_null(seek(&k, "suite", 0, false).item);
        assert_non_null(seek(&k, "d", 0, false).item);
        assert_true(k.out->npages < 1000);
        book_drop(&k);
    }
}

static void test_thousands_of_paragraphs_are_set_in_little_time(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    for (int i = 0; i < 3000; i++) {
        flow *f = put_text(&k, NULL, words(&k, "mot", 30));
        f->style.align = FLOW_JUSTIFY;
        f->style.hyphenate = true;
    }
    book_set(&k);
    assert_int_equal(count_tags(k.out->tags, TAG_P), 3000);
    book_drop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_fill_pages_from_the_top),
        cmocka_unit_test(test_larger_of_two_spaces_counts_and_none_at_the_top),
        cmocka_unit_test(test_space_vanishes_where_a_page_ends),
        cmocka_unit_test(test_indents_follow_the_direction),
        cmocka_unit_test(test_heading_goes_with_what_follows),
        cmocka_unit_test(test_no_line_of_a_paragraph_stands_alone),
        cmocka_unit_test(test_block_kept_together_is_on_one_page),
        cmocka_unit_test(test_box_goes_with_what_follows_when_asked),
        cmocka_unit_test(test_block_kept_together_but_higher_than_a_page_is_cut),
        cmocka_unit_test(test_box_lies_behind_its_text_on_every_page),
        cmocka_unit_test(test_bar_stands_at_the_start_edge),
        cmocka_unit_test(test_label_stands_beside_the_first_line),
        cmocka_unit_test(test_notes_have_names_of_their_own),
        cmocka_unit_test(test_contents_give_the_page_of_each_heading),
        cmocka_unit_test(test_entry_of_the_contents_is_one_link_to_its_heading),
        cmocka_unit_test(test_watermark_stands_behind_each_page),
        cmocka_unit_test(test_front_pages_have_roman_numbers),
        cmocka_unit_test(test_contents_count_their_own_pages),
        cmocka_unit_test(test_number_of_a_page_is_printed_where_asked),
        cmocka_unit_test(test_running_lines_name_book_section_and_page),
        cmocka_unit_test(test_header_names_the_first_section_of_its_page),
        cmocka_unit_test(test_running_lines_follow_the_direction),
        cmocka_unit_test(test_cover_is_a_page_of_its_own_without_running_lines),
        cmocka_unit_test(test_recto_chapters_begin_on_odd_pages),
        cmocka_unit_test(test_two_breaks_make_no_empty_page),
        cmocka_unit_test(test_binding_margin_changes_sides),
        cmocka_unit_test(test_headings_become_bookmarks_in_order),
        cmocka_unit_test(test_block_without_pieces_is_still_a_place),
        cmocka_unit_test(test_place_named_twice_is_the_first_one),
        cmocka_unit_test(test_language_of_a_block_is_in_the_structure),
        cmocka_unit_test(test_artifacts_have_no_element),
        cmocka_unit_test(test_same_book_is_set_the_same),
        cmocka_unit_test(test_books_are_set_side_by_side),
        cmocka_unit_test(test_book_without_blocks_has_one_page),
        cmocka_unit_test(test_book_without_any_font_has_pages_but_no_text),
        cmocka_unit_test(test_page_without_room_still_ends),
        cmocka_unit_test(test_boxes_far_too_deep_end),
        cmocka_unit_test(test_thousands_of_paragraphs_are_set_in_little_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
