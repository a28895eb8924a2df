#include "type/font.h"
#include "base/map.h"
#include "base/mem.h"
#include <assert.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pthread.h>
#include <stdlib.h>
#include <strings.h>

/* A face and the characters that it has: a bit for each of the basic plane, and the set for all. */
typedef struct font { face face; hb_set_t *all; uint64_t plane[1024]; } font;

struct font_set {
    pthread_mutex_t lock;
    arena *mem;
    diag *d;
    FcConfig *config;
    map *chosen;               /* "family/weight/slant" to font, or to `missing` */
    map *opened;               /* "index:path" to font */
    map *told;                 /* families reported */
    hyphen_set *hyphens;
};

static font missing;           /* stands for "not installed" in `chosen`; never written */

font_set *font_set_new(diag *d)
{
    font_set *s = mem_zalloc(sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    s->mem = arena_new(0);
    s->d = d;
    s->config = FcInitLoadConfigAndFonts();
    s->chosen = map_new(s->mem);
    s->opened = map_new(s->mem);
    s->told = map_new(s->mem);
    s->hyphens = hyphen_set_new();
    return s;
}

void font_set_free(font_set *s)
{
    if (!s) return;
    for (size_t i = 0; i < map_count(s->opened); i++) {
        font *f = map_at(s->opened, i)->value;
        hb_font_destroy(f->face.font);
        hb_face_destroy(f->face.hb);
        hb_blob_destroy(f->face.blob);
        hb_set_destroy(f->all);
    }
    hyphen_set_free(s->hyphens);
    if (s->config) FcConfigDestroy(s->config);
    pthread_mutex_destroy(&s->lock);
    arena_free(s->mem);
    mem_free(s);
}

hyphen_set *font_set_hyphens(font_set *s) { return s->hyphens; }

/* --- opening */

static void cover(font *f)
{
    f->all = hb_set_create();
    hb_face_collect_unicodes(f->face.hb, f->all);
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(f->all, &c) && c < 0x10000;)
        f->plane[c >> 6] |= 1ull << (c & 63);
}

static font *open_face(font_set *s, str family, const char *path, unsigned index)
{
    str key = arena_fmt(s->mem, "%u:%s", index, path);
    font *f = map_get(s->opened, key);
    if (f) return f;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob) return NULL;
    f = ARENA_NEW(s->mem, font);
    f->face = (face){
        .family = arena_str(s->mem, family), .path = arena_str(s->mem, str_z(path)), .index = index, .blob = blob
    };
    f->face.hb = hb_face_create(blob, index);
    f->face.font = hb_font_create(f->face.hb);
    f->face.upem = hb_face_get_upem(f->face.hb);
    hb_font_extents_t e = { 0 };
    hb_position_t cap = 0;
    hb_font_get_h_extents(f->face.font, &e);
    if (!hb_ot_metrics_get_position(f->face.font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) || cap <= 0)
        cap = e.ascender * 7 / 10;
    f->face.ascent = e.ascender;
    f->face.descent = e.descender;
    f->face.cap_height = cap;
    cover(f);
    hb_face_make_immutable(f->face.hb);
    hb_font_make_immutable(f->face.font);
    map_put(s->opened, key, f);
    return f;
}

/* --- choosing */

static bool is_named(const FcPattern *p, const char *family)
{
    FcChar8 *name;
    for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (strcasecmp((const char *)name, family) == 0) return true;
    return false;
}

static int integer(const FcPattern *p, const char *key, int otherwise)
{
    int v;
    return FcPatternGetInteger(p, key, 0, &v) == FcResultMatch ? v : otherwise;
}

/* How far a file is from what is wanted; -1 when it can't serve. */
static int distance(const FcPattern *p, const char *family, int weight, bool italic)
{
    FcBool variable = FcFalse;
    if (!is_named(p, family) || integer(p, FC_INDEX, 0) >> 16) return -1;
    FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
    int d = abs(integer(p, FC_WEIGHT, weight) - weight);
    if ((integer(p, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN) != italic) d += 1000;
    if (variable) d += 3000;
    return d + 100 * abs(integer(p, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
}

static const char *path_of(const FcPattern *p)
{
    FcChar8 *path;
    return FcPatternGetString(p, FC_FILE, 0, &path) == FcResultMatch ? (const char *)path : NULL;
}

static font *pick(font_set *s, const FcFontSet *list, const char *family, int weight, bool italic)
{
    const FcPattern *best = NULL;
    int least = 0;
    for (int i = 0; list && i < list->nfont; i++) {
        const FcPattern *p = list->fonts[i];
        int d = path_of(p) ? distance(p, family, weight, italic) : -1;
        if (d < 0 || (best && (d > least || (d == least && strcmp(path_of(p), path_of(best)) >= 0)))) continue;
        best = p;
        least = d;
    }
    return best ? open_face(s, str_z(family), path_of(best), (unsigned)integer(best, FC_INDEX, 0)) : NULL;
}

static font *look_up(font_set *s, str family, unsigned weight, bool italic)
{
    if (!s->config) return NULL;
    const char *name = arena_str(s->mem, family).p;
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)name);
    FcObjectSet *objects =
        FcObjectSetBuild(FC_FAMILY, FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, (char *)NULL);
    FcFontSet *list = FcFontList(s->config, wanted, objects);
    font *f = pick(s, list, name, FcWeightFromOpenType((int)weight), italic);
    if (list) FcFontSetDestroy(list);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return f;
}

static void tell_missing(font_set *s, str family)
{
    if (map_has(s->told, family)) return;
    str name = arena_str(s->mem, family);
    map_put(s->told, name, s);
    DIAG(s->d, B703, NO_SPAN, name.p, font_package(name));
}

const face *font_set_face(font_set *s, str family, unsigned weight, bool italic)
{
    pthread_mutex_lock(&s->lock);
    str key = arena_fmt(s->mem, "%.*s/%u/%d", STR_ARG(family), weight, italic);
    font *f = map_get(s->chosen, key);
    if (!f) {
        f = look_up(s, family, weight, italic);
        if (!f) tell_missing(s, family);
        map_put(s->chosen, key, f ? f : &missing);
    }
    pthread_mutex_unlock(&s->lock);
    return f && f != &missing ? &f->face : NULL;
}

/* --- coverage */

static bool has(const font *f, uint32_t c)
{
    return c < 0x10000 ? (f->plane[c >> 6] >> (c & 63) & 1) != 0 : hb_set_has(f->all, c) != 0;
}

/* Spaces of a fixed width, which HarfBuzz makes of the plain space. */
static bool is_space(uint32_t c)
{
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool font_has(const face *of, uint32_t c)
{
    const font *f = (const font *)(const void *)of;          /* face is the first member */
    hb_codepoint_t a, b;
    if (has(f, c)) return true;
    if (is_space(c)) return has(f, ' ');
    if (c == 0x2011) return has(f, 0x2010);
    return hb_unicode_decompose(hb_unicode_funcs_get_default(), c, &a, &b) && has(f, a) && (b == 0 || has(f, b));
}

/* --- packages */

const char *font_package(str family)
{
    static const struct { const char *start, *package; } known[] = {
#define FAMILY(start, package) { start, package },
#define SCRIPT(script, package)
#include "type/fonts.def"
#undef FAMILY
#undef SCRIPT
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(family, str_z(known[i].start))) return known[i].package;
    return "";
}

const char *font_package_of(uint32_t scalar)
{
    static const struct { const char *script, *package; } known[] = {
#define FAMILY(start, package)
#define SCRIPT(script, package) { script, package },
#include "type/fonts.def"
#undef FAMILY
#undef SCRIPT
    };
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), scalar);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (hb_script_from_string(known[i].script, 4) == script) return known[i].package;
    return "fonts-noto-core";
}
