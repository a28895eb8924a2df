#include "read/json.h"
#include "base/lang.h"
#include <jansson.h>
#include <string.h>

/* jansson keeps no places, so depth is looked at before: the offset of the bracket that goes too deep, or STR_NONE. */
static size_t find_depth(str s)
{
    int depth = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (inside && c == '\\') i++;
        else if (c == '"') inside = !inside;
        else if (!inside && (c == '[' || c == '{') && ++depth > JSON_DEPTH) return i;
        else if (!inside && (c == ']' || c == '}')) depth--;
    }
    return STR_NONE;
}

static value *convert(arena *a, json_t *j);

static value *convert_object(arena *a, json_t *j)
{
    value *m = value_new(a, VALUE_MAP, 0, 0);
    for (void *i = json_object_iter(j); i; i = json_object_iter_next(j, i))
        value_put(a, m, arena_str(a, str_z(json_object_iter_key(i))), 0, convert(a, json_object_iter_value(i)));
    return m;
}

static value *convert(arena *a, json_t *j)
{
    value *list;
    switch (json_typeof(j)) {
    case JSON_OBJECT: return convert_object(a, j);
    case JSON_ARRAY:
        list = value_new(a, VALUE_LIST, 0, 0);
        for (size_t i = 0; i < json_array_size(j); i++) value_push(a, list, convert(a, json_array_get(j, i)));
        return list;
    case JSON_STRING: return value_str(a, arena_str(a, str_of(json_string_value(j), json_string_length(j))));
    case JSON_INTEGER: return value_int(a, json_integer_value(j));
    case JSON_REAL: return value_num(a, json_real_value(j));
    case JSON_TRUE: return value_bool(a, true);
    case JSON_FALSE: return value_bool(a, false);
    case JSON_NULL: break;
    }
    return value_new(a, VALUE_NULL, 0, 0);
}

static const char *explain(const json_error_t *e)
{
    switch (json_error_code(e)) {
    case json_error_premature_end_of_input:
        return _("the file ends too early: a bracket, a brace or a quotation mark is not closed");
    case json_error_end_of_input_expected: return _("something follows the end of the data");
    case json_error_invalid_syntax: return _("this is not JSON");
    case json_error_invalid_utf8: return _("a byte that is not UTF-8");
    case json_error_numeric_overflow: return _("a number is too large");
    case json_error_null_character:
    case json_error_null_byte_in_key: return _("a text holds the character \\u0000");
    default: return e->text;
    }
}

value *json_parse(arena *a, const source *src, diag *d)
{
    size_t skip = str_starts(src->text, S("\xEF\xBB\xBF")) ? 3 : 0;
    str text = str_skip(src->text, skip);
    size_t deep = find_depth(text);
    if (deep != STR_NONE) {
        DIAG(d, D405, ((span){ src, (uint32_t)(skip + deep), 1 }), _("nested too deeply"));
        return value_new(a, VALUE_NULL, 0, 0);
    }
    json_error_t e;
    json_t *j = json_loadb(text.p ? text.p : "", text.n, JSON_DECODE_ANY, &e);
    if (!j) {
        size_t at = skip + (e.position > 0 ? (size_t)e.position : 0);
        if (at > src->text.n) at = src->text.n;
        DIAG(d, D405, ((span){ src, (uint32_t)at, 0 }), explain(&e));
        return value_new(a, VALUE_NULL, 0, 0);
    }
    value *v = convert(a, j);
    json_decref(j);
    return v;
}
