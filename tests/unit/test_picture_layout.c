/* Pictures and scenes on pages: their place, size and text. */
#include "book.h"

static spot find_image(const book *k)
{
    for (size_t p = 0; p < k->out->npages; p++)
        for (size_t i = 0; i < k->out->pages[p].nitems; i++)
            if (k->out->pages[p].items[i].kind == FRAME_IMAGE) return (spot){ p, &k->out->pages[p].items[i] };
    fail_msg("no picture");
    return (spot){ 0 };
}

static void check_picture(const book *k, unsigned w, unsigned h)
{
    const frame_item *it = find_image(k).item;
    assert_true(it->x >= MARGIN && it->x + it->w <= MARGIN + COLUMN);
    assert_true(it->y >= MARGIN && it->y + it->h <= top_of_text(k));
    int64_t skew = (int64_t)it->w * h - (int64_t)it->h * w;
    assert_true(skew <= (int64_t)(w + h) && -skew <= (int64_t)(w + h));
    if (!it->tag) return;
    assert_int_equal(it->tag->own->x, it->x);
    assert_int_equal(it->tag->own->y, it->y);
    assert_int_equal(it->tag->own->w, it->w);
    assert_int_equal(it->tag->own->h, it->h);
}

static void test_picture_that_does_not_fit_goes_to_the_next_page(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_lines(&k, NULL, "ligne", PAGE_LINES - 2);
    put_picture(&k, 200, 200);                     /* 100 points: more than two lines */
    put_text(&k, NULL, "suite");
    book_set(&k);
    assert_int_equal(find_image(&k).page, 1);
    assert_true(find(&k, "suite").item->y < find_image(&k).item->y);
    check_picture(&k, 200, 200);
    assert_true(str_eqz(find_image(&k).item->tag->own->alt, "Le plan du quartier"));
    book_drop(&k);
}

static void test_picture_is_scaled_to_column_and_page(void **state)
{
    (void)state;
    static const unsigned sizes[][2] = { { 3000, 200 }, { 200, 3000 }, { 4000, 4000 }, { 1, 100000 }, { 10, 10 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        book k = book_of("fr", false);
        put_picture(&k, sizes[i][0], sizes[i][1]);
        book_set(&k);
        assert_int_equal(k.out->npages, 1);
        if (sizes[i][1] < 100000) check_picture(&k, sizes[i][0], sizes[i][1]);
        assert_true(find_image(&k).item->w > 0 && find_image(&k).item->h > 0);
        book_drop(&k);
    }
}

static void test_picture_has_the_size_asked_for_within_its_column(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    put_picture(&k, 100, 50)->width = PT(120);
    book_set(&k);
    assert_int_equal(find_image(&k).item->w, PT(120));
    assert_int_equal(find_image(&k).item->h, PT(60));
    book_drop(&k);
    k = book_of("fr", false);
    put_picture(&k, 100, 50)->width = PT(5000);
    book_set(&k);
    assert_int_equal(find_image(&k).item->w, COLUMN);
    check_picture(&k, 100, 50);
    book_drop(&k);
}

static void test_decoration_is_no_part_of_the_structure(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_picture(&k, 20, 20);
    f->artifact = true;
    f->alt = S("");
    book_set(&k);
    assert_null(find_image(&k).item->tag);
    assert_null(first_tag(k.out->tags, TAG_FIGURE));
    book_drop(&k);
}

static void test_text_stands_in_for_a_picture_that_cannot_be_read(void **state)
{
    (void)state;
    static const str bad[] = { S_INIT(""), S_INIT("GIF89a"), S_INIT("<svg width='1' height='1'/>") };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        book k = book_of("fr", false);
        put_picture(&k, 20, 20)->bytes = bad[i];
        book_set(&k);
        assert_int_equal(reports(&k, I303), 1);
        assert_non_null(find(&k, "Le plan du quartier").item);
        book_drop(&k);
    }
}

static void test_scene_is_one_figure_with_its_text(void **state)
{
    (void)state;
    book k = book_of("fr", false);
    flow *f = put_block(&k, NULL, FLOW_SCENE, TAG_FIGURE);
    scene *s = f->graphic = scene_new(k.a, PT(400), PT(100));
    s->title = S("Places");
    s->description = S("En hausse.");
    shape *bar = scene_add(k.a, s, SHAPE_RECT), *text = scene_add(k.a, s, SHAPE_TEXT);
    *bar = (shape){ .kind = SHAPE_RECT, .x = PT(100), .y = PT(20), .w = PT(50), .h = PT(80), .fill = 0x2A6F97,
                    .stroke = COLOR_NONE, .next = text };
    text->text = S("2024");
    text->size = PT(10);
    text->x = PT(100);
    text->y = PT(15);
    book_set(&k);
    const tag *t = first_tag(k.out->tags, TAG_FIGURE);
    assert_true(str_eqz(tag_alt(t), "Places. En hausse."));
    assert_int_equal(t->own->w > 0 && t->own->w <= COLUMN, true);
    const frame_item *year = find(&k, "2024").item, *rect = NULL;
    for (size_t i = 0; i < k.out->pages[0].nitems; i++)
        if (k.out->pages[0].items[i].fill == 0x2A6F97) rect = &k.out->pages[0].items[i];
    assert_ptr_equal(year->tag, t);
    assert_ptr_equal(rect->tag, t);
    assert_int_equal(rect->x, MARGIN + PT(65));    /* scaled by 260 / 400 */
    assert_true(year->y > rect->y + rect->h);      /* y of a scene grows downwards */
    book_drop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_picture_that_does_not_fit_goes_to_the_next_page),
        cmocka_unit_test(test_picture_is_scaled_to_column_and_page),
        cmocka_unit_test(test_picture_has_the_size_asked_for_within_its_column),
        cmocka_unit_test(test_decoration_is_no_part_of_the_structure),
        cmocka_unit_test(test_text_stands_in_for_a_picture_that_cannot_be_read),
        cmocka_unit_test(test_scene_is_one_figure_with_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
