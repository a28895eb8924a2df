/* The closed host: what scripts can do, and that nothing of theirs escapes the limits. */
#include "base/buf.h"
#include "base/env.h"
#include "compute/host.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

typedef struct bench { diag *d; host *h; arena *a; source src; } bench;

static bench open_limited(const char *script, host_limits limits)
{
    bench b = { .d = diag_new(), .a = arena_new(0), .src = { "scripts/a.lua", str_z(script) } };
    b.h = host_new(b.d, 42, limits);
    return b;
}

static bench open_bench(const char *script) { return open_limited(script, HOST_LIMITS); }

static void close_bench(bench *b)
{
    host_free(b->h);
    diag_free(b->d);
    arena_free(b->a);
}

static bool run(bench *b, int nresults)
{
    return host_load(b->h, &b->src, b->src.text, false) && host_call(b->h, &b->src, 0, nresults, false);
}

static str messages(bench *b)
{
    buf out = { 0 };
    diag_print(b->d, &out, DIAG_TEXT);
    return buf_take(&out, b->a);
}

/* What the script returns, as JSON. */
static void expect(const char *script, const char *json)
{
    bench b = open_bench(script);
    if (!run(&b, 1)) fail_msg("%s\n%s", script, messages(&b).p);
    value *v;
    const char *why = "";
    if (!host_to_value(b.h, -1, b.a, &v, &why)) fail_msg("%s: %s", script, why);
    buf out = { 0 };
    value_json(&out, v, false);
    buf_char(&out, 0);
    assert_string_equal(out.p, json);
    buf_free(&out);
    close_bench(&b);
}

/* The script fails, and the report holds `part`. */
static void expect_error(const char *script, const char *part)
{
    bench b = open_bench(script);
    assert_false(run(&b, 0));
    assert_int_equal(lua_gettop(host_lua(b.h)), 0);
    str text = messages(&b);
    if (!strstr(text.p, part)) fail_msg("%s\ngives %s\nnot %s", script, text.p, part);
    close_bench(&b);
}

/* The script is stopped within two seconds; one report, at line `line`. */
static void expect_stop(const char *script, const char *code, int line)
{
    bench b = open_bench(script);
    uint64_t start = env_cpu();
    bool ran = run(&b, 0);
    uint64_t took = env_cpu() - start;
    str text = messages(&b);
    char place[64];
    snprintf(place, sizeof place, "scripts/a.lua:%d:", line);
    if (ran) fail_msg("not stopped: %s", script);
    if (!strstr(text.p, code) || !strstr(text.p, "hint: ") || !strstr(text.p, place))
        fail_msg("%s\ngives %s", script, text.p);
    assert_int_equal(diag_count(b.d, DIAG_ERROR), 1);
    if (took >= 2000) fail_msg("took %d ms: %s", (int)took, script);
    close_bench(&b);
}

#define STEPS "[S502]"
/* Filling the memory takes a while: on a slow machine, or under the sanitizer, the processor time may run out first.
 * test_little_memory tells them apart. */
#define MEMORY "[S50"

/* --- what is there and what is not */

static void test_outside_world_is_closed(void **state)
{
    (void)state;
    expect("local n = {} for _, k in ipairs{'x'} do end return {io == nil, os == nil, debug == nil, package == nil, "
           "pcall(require, 'io') == false,"
           " dofile == nil, loadfile == nil, load == nil, collectgarbage == nil, string.dump == nil, math.randomseed "
           "== nil}",
           "[true,true,true,true,true,true,true,true,true,true,true]");
    expect_error("return io.open('x')", "no files, no clock");
    expect_error("\x1bLua", "S501");
}

static void test_no_addresses(void **state)
{
    (void)state;
    expect("return { tostring({}), tostring(print), tostring(coroutine.create(print)), string.format('%s', {}) }",
           "[\"table\",\"function\",\"thread\",\"table\"]");
    expect_error("return string.format('%p', {})", "addresses");
    expect_error("error({})", "table");
}

static void test_libraries_are_shared_and_read_only(void **state)
{
    (void)state;
    expect_error("string.upper = nil", "read-only");
    expect_error("rawset(string, 'upper', 1)", "protected");
    expect_error("getmetatable('').__index = {}", "attempt to index a string value");
    expect("x = 5 return x", "5");
}

static void test_globals_belong_to_one_script(void **state)
{
    (void)state;
    bench b = open_bench("secret = 1");
    assert_true(run(&b, 0));
    source other = { "scripts/b.lua", S("return secret == nil") };
    assert_true(host_load(b.h, &other, other.text, false));
    assert_true(host_call(b.h, &other, 0, 1, false));
    assert_true(lua_toboolean(host_lua(b.h), -1));
    close_bench(&b);
}

static void test_random_is_the_same_in_every_call(void **state)
{
    (void)state;
    bench b = open_bench("return math.random(1, 1000000)");
    assert_true(run(&b, 1));
    assert_true(run(&b, 1));
    assert_true(lua_compare(host_lua(b.h), -1, -2, LUA_OPEQ));
    host *other = host_new(b.d, 43, HOST_LIMITS);
    assert_true(host_load(other, &b.src, b.src.text, false));
    assert_true(host_call(other, &b.src, 0, 1, false));
    assert_int_not_equal(lua_tointeger(host_lua(other), -1), lua_tointeger(host_lua(b.h), -1));
    host_free(other);
    close_bench(&b);
    expect("for i = 1, 1000 do local r = math.random(3) if r < 1 or r > 3 then return r end local f = math.random() "
           "if f < 0 or f >= 1 "
           "then return f end end return 'fine'", "\"fine\"");
}

static void test_pairs_and_next_keep_one_order(void **state)
{
    (void)state;
    const char *made = "local t = { [true] = 1, b = 1, a = 1, [2.5] = 1, [10] = 1, [-1] = 1, [2] = 1, B = 1, [false] "
                       "= 1 } local o = {} ";
    char script[1024];
    snprintf(script, sizeof script, "%s for k in pairs(t) do o[#o+1] = tostring(k) end return table.concat(o, ' ')",
             made);
    expect(script, "\"-1 2 2.5 10 B a b false true\"");
    snprintf(script, sizeof script, "%s local k = next(t) while k ~= nil do o[#o+1] = tostring(k) k = next(t, k) end "
                                    "return table.concat(o, ' ')",
             made);
    expect(script, "\"-1 2 2.5 10 B a b false true\"");
    expect_error("for k in pairs({ [{}] = 1 }) do end", "keep a list of keys");
    expect("return {next({b=1,d=2}, 'c')}", "[\"d\",2]");
    expect("return next({}) == nil", "true");
    expect("local t = {a=1,b=2,c=3} local n = 0 for k in pairs(t) do t[k] = nil t.b = nil n = n + 1 end return n", "2");
    expect("local t = {a=1,b=2} for k in next, t do t[k] = nil end t.z = 1 return {next(t)}", "[\"z\",1]");
}

static void test_next_over_many_keys_is_not_quadratic(void **state)
{
    (void)state;
    expect("local t, n = {}, 0 for i = 1, 50000 do t['k' .. i] = i end local k = next(t) while k do n = n + t[k] k = "
           "next(t, k) end return n",
           "1250025000");
}

static void test_metatables_without_finalizers(void **state)
{
    (void)state;
    expect_error("setmetatable({}, { __gc = function() end })", "<close>");
    expect_error("setmetatable({}, { __mode = 'k' })", "weak tables");
    expect_error("setmetatable(setmetatable({}, { __metatable = 1 }), {})", "protected");
}

static void test_sort(void **state)
{
    (void)state;
    expect("local t = {3,1,2} table.sort(t) return t", "[1,2,3]");
    expect("local t = {5,1,4,2,3} table.sort(t, function(a, b) return a > b end) return t", "[5,4,3,2,1]");
    expect("local t = {} for i = 1, 100 do t[i] = { k = i % 3, i = i } end table.sort(t, function(a, b) return a.k < "
           "b.k end)"
           " for i = 2, 100 do local a, b = t[i-1], t[i] if a.k > b.k or a.k == b.k and a.i > b.i then return false "
           "end end return true", "true");
    expect("local t = {} for i = 1, 300 do t[i] = math.random(50) end table.sort(t, function() return true end) "
           "return #t", "300");
    expect_error("table.sort({1, 'x'})", "attempt to compare");
}

static void test_table_library(void **state)
{
    (void)state;
    expect("local t = {1,2,3} table.insert(t, 4) table.insert(t, 1, 0) local r = table.remove(t, 2) return {t, r, "
           "table.remove({})}",
           "[[0,2,3,4],1]");
    expect("return {table.concat({1,2,'x'}, ', '), table.concat({}, 'x'), table.concat({1,2,3}, '-', 2, 3)}",
           "[\"1, 2, x\",\"\",\"2-3\"]");
    expect("return table.move({1,2,3}, 2, 3, 1)", "[2,3,3]");
    expect("return table.move({1,2,3}, 1, 3, 2)", "[1,1,2,3]");
    expect("return {select('#', table.unpack({1,nil,3}, 1, 3)), select(-1, 1, 2), table.pack(1,2).n}", "[3,2,2]");
    expect_error("table.concat({1,{}})", "element 2 is a table");
    expect_error("table.insert({}, 5, 1)", "out of bounds");
}

static void test_patterns(void **state)
{
    (void)state;
    expect("return {string.find('hello world', 'o w')}", "[5,7]");
    expect("return {string.find('a.b', '.', 1, true)}", "[2,2]");
    expect("return {string.find('key = value', '(%w+)%s*=%s*(%w+)')}", "[1,11,\"key\",\"value\"]");
    expect("return {string.match('2024-09-24', '^(%d+)-(%d+)-(%d+)$')}", "[\"2024\",\"09\",\"24\"]");
    expect("return {string.match('f(a(b)c)d', '%b()'), string.match('THE (quick) fox', '%f[%a]%a+', 5)}",
           "[\"(a(b)c)\",\"quick\"]");
    expect("return {string.match('x\"y\"', '([\"\\'])(.-)%1'), string.match('abc', '()b()')}", "[\"\\\"\",2,3]");
    expect("return {string.gsub('hello', 'l', 'L')}", "[\"heLLo\",2]");
    expect("return {string.gsub('abc', '', '-')}", "[\"-a-b-c-\",4]");
    expect("return {string.gsub('abc', 'b*', 'x')}", "[\"xaxcx\",3]");
    expect("return {string.gsub('hello world', '(%w+) (%w+)', '%2 %1 %0 %%')}", "[\"world hello hello world %\",1]");
    expect("return {string.gsub('a b c', '%w', {a = 1, b = false})}", "[\"1 b c\",3]");
    expect("return {string.gsub('abc', '^a', 'x'), string.gsub('aaa', 'a', function(x) return nil end, 2)}",
           "[\"xbc\",\"aaa\",2]");
    expect("local o = {} for k, v in string.gmatch('a=1, b=2', '(%w+)=(%w+)') do o[#o+1] = k .. v end return o",
           "[\"a1\",\"b2\"]");
    expect("local o = {} for w in ('one two'):gmatch('%a*') do o[#o+1] = w end return o", "[\"one\",\"two\"]");
    expect("return {('a-b'):match('[a%-]+'), ('a]b'):match('[]]'), ('x^'):match('[x^]+'), ('éa'):match('[^a]+') == "
           "'é'}",
           "[\"a-\",\"]\",\"x^\",true]");
    expect("return {('aXb'):find('%u'), ('  x '):match('^%s*(.-)%s*$'), ('0x1F'):match('%x+', 3)}", "[2,\"x\",\"1F\"]");
    expect("return ('a$'):match('a$') == nil and ('a$'):match('a%$') == 'a$' and ('$a'):match('$a') == '$a'", "true");
    expect_error("('x'):match('[a')", "missing ']'");
    expect_error("('x'):match('%')", "ends with '%'");
    expect_error("('x'):match('(a')", "unfinished capture");
    expect_error("('x'):match('a)')", "invalid pattern capture");
    expect_error("('x'):match('%1')", "invalid capture index");
    expect_error("('x'):gsub('x', '%2')", "invalid capture index");
    expect_error("('x'):match(('a?'):rep(300))", "too complex");
}

static void test_format(void **state)
{
    (void)state;
    expect("return string.format('%5d|%-5s|%05.1f|%x|%q|%%|%c|%.2s', 42, 'ab', 3.14159, 255, 'a\"\\n', 65, 'xyz')",
           "\"   42|ab   |003.1|ff|\\\"a\\\\\\\"\\\\n\\\"|%|A|xy\"");
    expect("return string.format('%s %s', setmetatable({}, {__tostring = function() return 'me' end}), true)",
           "\"me true\"");
    expect_error("string.format('%99999d', 1)", "width or precision over 99");
    expect_error("string.format('%.999f', 1)", "width or precision over 99");
    expect_error("string.format('%y', 1)", "invalid conversion '%y'");
    expect_error("string.format('%d', 1.5)", "no integer representation");
    expect_error("string.format('%d')", "no value");
}

static void test_strings_and_numbers(void **state)
{
    (void)state;
    expect("return {('abc'):sub(-2), ('abc'):upper(), ('ABC'):lower(), ('abc'):reverse(), ('ab'):rep(3, '-'), #'é', "
           "('abc'):byte(2)}",
           "[\"bc\",\"ABC\",\"abc\",\"cba\",\"ab-ab-ab\",2,98]");
    expect("return {tonumber('12,5'), tonumber('1 234'), tonumber('0x10'), tonumber('ff', 16), tonumber('z', 36), "
           "tonumber(' 7 '), "
           "tonumber('x') == nil, tonumber('1e2'), tonumber('') == nil}", "[12.5,1234,16,255,35,7,true,100,true]");
    expect("return {'3' + 1, 10 / '4', -'2', tostring(0/0), tostring(1e15), 7 // 2, tostring(-0.0)}",
           "[4,2.5,-2,\"nan\",\"1e+15\",3,\"-0.0\"]");
    expect_error("return 'douze' + 1", "the text 'douze'");
    expect_error("return {} + 1", "attempt to perform arithmetic on a table value");
    expect("return {'a' < 'b', 'Z' < 'a', 'é' > 'z'}", "[true,true,true]");
}

static void test_utf8(void **state)
{
    (void)state;
    expect("local o = {} for p, c in utf8.codes('aé€') do o[#o+1] = p o[#o+1] = c end return {o, utf8.len('aé€'), "
           "utf8.char(233, 8364),"
           " utf8.codepoint('é'), utf8.offset('aé€', 3)}",
           "[[1,97,2,233,4,8364],3,\"é€\",233,4]");
    expect("return {utf8.len('a\\xff') == nil, select(2, utf8.len('a\\xff'))}", "[true,2]");
    expect("local n = 0 for c in ('aé€'):gmatch(utf8.charpattern) do n = n + 1 end return n", "3");
    expect_error("utf8.codepoint('\\xff')", "invalid UTF-8");
}

static void test_protected_calls(void **state)
{
    (void)state;
    expect("return {pcall(error, 'x', 0)}", "[false,\"x\"]");
    expect("return {pcall(function(...) return ... end, 1, 2)}", "[true,1,2]");
    expect("return {xpcall(function(a) error('x' .. a, 0) end, function(e) return e .. '!' end, 5)}",
           "[false,\"x5!\"]");
    expect("return {xpcall(function(a) return a end, print, 7)}", "[true,7]");
    expect("return {xpcall(error, function() error('again', 0) end)}", "[false,\"again\"]");
    expect("return select(2, pcall(error))  == nil", "true");
    expect("return {pcall(error, {1})}", "[false,[1]]");
}

static void test_coroutines(void **state)
{
    (void)state;
    expect("local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) return {co(1), "
           "co(10)}", "[2,20]");
    expect("local co = coroutine.create(function() error('x', 0) end) return {coroutine.resume(co)}", "[false,\"x\"]");
    expect("local co = coroutine.create(print) coroutine.close(co) return {coroutine.status(co), coroutine.resume(co)}",
           "[\"dead\",false,\"cannot resume a coroutine that is dead\"]");
    expect("local co = coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('y', 0) end) end) "
           "co() return {co()}",
           "[false,\"y\"]");
    expect("local log = {} local co = coroutine.create(function() local c <close> = setmetatable({}, {__close = "
           "function() log[1] = 'shut' end})"
           " coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return log", "[\"shut\"]");
    expect_error("coroutine.wrap(function() local x = nil; x.y = 1 end)()", "attempt to index a nil value (local 'x')");
    expect_error("coroutine.yield()", "outside a coroutine");
}

static void test_errors_have_a_place_and_a_hint(void **state)
{
    (void)state;
    expect_error("local x\n\n  return page.title\n",
                 "scripts/a.lua:3:3: error: script error: attempt to index a nil value (global 'page')");
    expect_error("local x\nlocal function f() error('no') end\nf()", "scripts/a.lua:2:");
    expect_error("local x = {}\nreturn x.y.z", "“y” has no value here");
    expect_error("colour()", "there is no function “colour”");
    expect_error("return 1 + nil", "(x or 0)");
    expect_error("local function f() return 1 + f() end\nreturn f()", "a function calls itself without end");
    expect_error("x = = 1", "scripts/a.lua:1:");
    expect_error("if x then\n", "'end' expected");
    expect_error("error('bare', 0)", "script error: bare");
    expect_error("error(setmetatable({}, {__tostring = function() return 'said' end}))", "said");
}

static void test_layouts_have_a_code_of_their_own(void **state)
{
    (void)state;
    bench b = open_bench("\n\nboom()");
    assert_true(host_load(b.h, &b.src, b.src.text, true));
    assert_false(host_call(b.h, &b.src, 0, 0, true));
    assert_non_null(strstr(messages(&b).p, "scripts/a.lua:3:1: error: error in a layout"));
    close_bench(&b);
}

static void test_print_is_a_note(void **state)
{
    (void)state;
    bench b = open_bench("\nprint('places', 12, nil, true)");
    assert_true(run(&b, 0));
    assert_int_equal(diag_count(b.d, DIAG_NOTE), 1);
    assert_non_null(strstr(messages(&b).p, "scripts/a.lua:2:1: note: a script says: places 12 nil true"));
    close_bench(&b);
}

/* --- limits */

static void test_endless_loops(void **state)
{
    (void)state;
    expect_stop("local x = 1\nwhile true do end", STEPS, 2);
    expect_stop("while true do pcall(function() while true do end end) end", STEPS, 1);
    expect_stop("while true do xpcall(function() while true do end end, function() while true do end end) end", STEPS,
                1);
    expect_stop("xpcall(error, function() while true do end end)", STEPS, 1);
    expect_stop("coroutine.wrap(function()\nwhile true do end end)()", STEPS, 2);
    expect_stop("while true do coroutine.wrap(function() for i = 1, 50 do end end)() end", STEPS, 1);
    expect_stop("while true do coroutine.resume(coroutine.create(function() while true do end end)) end", STEPS, 1);
    expect_stop("local function f() local co = coroutine.wrap(f) co() end while true do pcall(f) end", STEPS, 1);
    expect_stop("local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do "
                "pcall(function() return t[1] end) end",
                STEPS, 1);
}

static void test_endless_closers(void **state)
{
    (void)state;
    expect_stop("local x <close> = setmetatable({}, {__close = function()\nwhile true do end end})", STEPS, 2);
    expect_stop("local x <close> = setmetatable({}, {__close = function() while true do end end})\nwhile true do end",
                STEPS, 2);
    expect_stop("local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = "
                "function()\nwhile true do end end})"
                " coroutine.yield() end) coroutine.resume(co) coroutine.close(co)", STEPS, 2);
    expect_stop("local co = coroutine.wrap(function() local x <close> = setmetatable({}, {__close = "
                "function()\nwhile true do end end})"
                " error('x') end) co()", STEPS, 2);
}

static void test_endless_comparators(void **state)
{
    (void)state;
    expect_stop("table.sort({3,2,1}, function()\nwhile true do end end)", STEPS, 2);
    expect_stop("local t = setmetatable({}, {__len = function() return 1e9 end, __index = function() return 1 "
                "end})\ntable.sort(t)", MEMORY, 2);
    expect_stop("local t = setmetatable({}, {__len = function() return 1e6 end, __index = function() return 1 "
                "end})\nwhile true do table.sort(t)"
                " end", STEPS, 2);
}

static void test_endless_patterns(void **state)
{
    (void)state;
    expect_stop("local s = ('a'):rep(1000)\nreturn s:match(('a*'):rep(30) .. 'b')", STEPS, 2);
    expect_stop("local s = ('a'):rep(5000000)\nreturn s:find('.-.-.-b')", STEPS, 2);
    expect_stop("local s = ('('):rep(1000000)\nreturn s:find('%b()')", STEPS, 2);
    expect_stop("local s = ('a'):rep(100000)\nfor x in s:gmatch('a-a-b') do end", STEPS, 2);
    expect_stop("local s = ('a'):rep(200000)\nreturn (s:gsub('(a*)%1b', '%1'))", STEPS, 2);
    expect_stop("local s = ('a'):rep(7000000)\nwhile true do s:find('b', 1, true) end", STEPS, 2);
    expect_stop("local s = ('ab'):rep(1000000)\nwhile true do s:gsub('a', 'b') end", STEPS, 2);
}

static void test_huge_texts(void **state)
{
    (void)state;
    expect("return string.rep('', 1000000000000000000)", "\"\"");
    expect_stop("return ('x'):rep(1e18 // 1 | 0)", MEMORY, 1);
    expect_stop("return ('x'):rep(100, ('y'):rep(1000000))", MEMORY, 1);
    expect_stop("local s = 'x'\nwhile true do s = s .. s end", MEMORY, 2);
    expect_stop("local s = ('x'):rep(1000000)\nreturn string.format(('%s'):rep(100), s, s, s, s, s, s, s, s, s, s, "
                "s, s, s, s, s, s, s, s)", MEMORY, 2);
    expect_stop("local s = ('x'):rep(1000000) local t = {} for i = 1, 100 do t[i] = s end\nreturn table.concat(t)",
                MEMORY, 2);
    expect_stop("local s = ('x'):rep(10000)\nreturn (s:gsub('x', s))", MEMORY, 2);
    expect_stop("local s = ('x'):rep(1000000)\nwhile true do local t = s .. 'y' end", STEPS, 2);
    expect_stop("local a, b = ('x'):rep(8000000) .. 'y', ('x'):rep(8000000) .. 'y'\nwhile true do local c = a == b end",
                STEPS, 2);
    expect_stop("local a, b = ('x'):rep(8000000) .. 'y', ('x'):rep(8000000) .. 'z'\nwhile true do local c = a < b end",
                STEPS, 2);
}

static void test_huge_tables(void **state)
{
    (void)state;
    expect_stop("local t = {}\nwhile true do t[#t + 1] = {} end", MEMORY, 2);
    expect_stop("local t = {}\nwhile true do pcall(function() for i = 1, 1e6 do t[#t + 1] = ('x'):rep(10000) .. i "
                "end end) end", MEMORY, 2);
    expect_stop("coroutine.wrap(function() local t = {}\nwhile true do t[#t + 1] = {} end end)()", MEMORY, 2);
    expect_stop("local t = {}\nfor i = 1, 1e9 do t[i] = i end", MEMORY, 2);
    expect_stop("local t = {}\nwhile true do table.insert(t, 1, 0) end", STEPS, 2);
    expect_stop("local t = {} while true do t[#t+1] = coroutine.create(print) end", STEPS, 1);
}

static void test_little_memory(void **state)
{
    (void)state;
    host_limits limits = { .steps = HOST_LIMITS.steps, .memory = (size_t)8 << 20 };
    bench b = open_limited("local t = {}\nwhile true do t[#t + 1] = {} end", limits);
    assert_false(run(&b, 0));
    str text = messages(&b);
    if (!strstr(text.p, "scripts/a.lua:2:") || !strstr(text.p, "[S503]")) fail_msg("%s", text.p);
    close_bench(&b);
}

static void test_lying_lengths(void **state)
{
    (void)state;
    const char *liar = "local t = setmetatable({}, {__len = function() return math.maxinteger - 1 end, __index = "
                       "function() return 'x' end}) ";
    static const struct { const char *call, *code; } cases[] = {
        { "table.insert(t, 1, 1)", MEMORY }, { "table.remove(t, 1)", STEPS }, { "table.move(t, 1, #t, 2, {})", STEPS },
        { "table.move(t, 1, #t, 1)", STEPS },
    };
    char script[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(script, sizeof script, "%s%s", liar, cases[i].call);
        expect_stop(script, cases[i].code, 1);
    }
    snprintf(script, sizeof script, "%sreturn table.concat(t)", liar);
    expect_stop(script, STEPS, 1);
    snprintf(script, sizeof script, "%sreturn table.unpack(t)", liar);
    expect_error(script, "too many values to unpack");
    expect_error("table.unpack({}, math.mininteger, math.maxinteger)", "too many values to unpack");
    expect_error("table.unpack({}, 1, 1e8)", "too many values to unpack");
    expect_error("return ('x'):rep(100000):byte(1, -1)", "too many values");
    expect_error("return utf8.codepoint(('x'):rep(100000), 1, -1)", "too many values");
    expect_error("table.move({1}, math.mininteger, math.maxinteger, 1)", "too many elements");
}

static void test_costly_instructions(void **state)
{
    (void)state;
    expect_stop("local t = {} for i = 1, 1900 do t = setmetatable({}, {__index = t}) end\nwhile true do local x = "
                "t.x end", STEPS, 2);
    expect_stop("local t = {} for i = 1, 1900 do t = setmetatable({}, {__index = t}) end\nwhile true do "
                "table.remove(setmetatable({}, "
                "{__index = t, __len = function() return 1e7 end}), 1) end", STEPS, 2);
    expect_stop("local f function f(n, ...) if n > 0 then return f(n - 1, 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1, "
                "...) end "
                "while true do select('#', ...) end end f(20000)", STEPS, 1);
    expect_stop("local t = {} for i = 1, 7000 do t[i] = i end\nwhile true do select('#', table.unpack(t)) end", STEPS,
                2);
    expect_stop("local t = {} for i = 1, 3000 do t['k' .. i] = i end\nwhile true do for k in pairs(t) do break end end",
                STEPS, 2);
    expect_stop("local t = {} for i = 1, 300000 do t['k' .. i] = i end\nwhile true do next(t) end", STEPS, 2);
}

static void test_deep_recursion(void **state)
{
    (void)state;
    expect_error("local function f(n) return 1 + f(n + 1) end return f(1)", "stack overflow");
    expect_error("local t t = setmetatable({}, {__tostring = function() return tostring(t) end}) return tostring(t)",
                 "C stack overflow");
    expect_error("local t t = setmetatable({}, {__index = function(_, k) return t[k] end}) return t.x",
                 "stack overflow");
    expect_error("local function f() return coroutine.wrap(f)() end return f()", "stack overflow");
    expect_error("local function f() local ok, e = pcall(f) if not ok then error(e, 0) end end f()", "stack overflow");
    expect_error("local s = ('x'):gsub('x', function() local function f() return (('x'):gsub('x', f)) end return f() "
                 "end)", "stack overflow");
}

static void test_host_lives_on_after_a_stop(void **state)
{
    (void)state;
    bench b = open_bench("while true do end");
    assert_false(run(&b, 0));
    source fine = { "scripts/b.lua", S("return 1 + 1") };
    assert_true(host_load(b.h, &fine, fine.text, false));
    assert_true(host_call(b.h, &fine, 0, 1, false));
    assert_int_equal(lua_tointeger(host_lua(b.h), -1), 2);
    source hog = { "scripts/c.lua", S("local t = {} while true do t[#t + 1] = {} end") };
    assert_true(host_load(b.h, &hog, hog.text, false));
    assert_false(host_call(b.h, &hog, 0, 0, false));
    assert_true(host_load(b.h, &fine, fine.text, false));
    assert_true(host_call(b.h, &fine, 0, 1, false));
    close_bench(&b);
}

/* --- views */

static value *sample(arena *a)
{
    value *list = value_new(a, VALUE_LIST, 0, 0);
    for (int i = 1; i <= 3; i++) {
        value *row = value_new(a, VALUE_MAP, 0, 0);
        value_put(a, row, S("z"), 0, value_int(a, i));
        value_put(a, row, S("a"), 0, value_str(a, S("x")));
        value_put(a, row, S("null"), 0, value_new(a, VALUE_NULL, 0, 0));
        value_push(a, list, row);
    }
    return list;
}

static void expect_of_sample(const char *script, const char *json)
{
    bench b = open_bench(script);
    assert_true(host_load(b.h, &b.src, b.src.text, false));
    host_push_value(b.h, sample(b.a));
    bool ok = host_call(b.h, &b.src, 1, 1, false);
    if (!ok) {
        str text = messages(&b);
        if (!strstr(text.p, json)) fail_msg("%s: %s", script, text.p);
        close_bench(&b);
        return;
    }
    value *v;
    const char *why = "";
    assert_true(host_to_value(b.h, -1, b.a, &v, &why));
    buf out = { 0 };
    value_json(&out, v, false);
    buf_char(&out, 0);
    assert_string_equal(out.p, json);
    buf_free(&out);
    close_bench(&b);
}

static void test_views_of_values(void **state)
{
    (void)state;
    expect_of_sample("local d = ... return { #d, d[1].z, d[4] == nil, d.x == nil, type(d), tostring(d), d[1] == d[1] }",
                     "[3,1,true,true,\"table\",\"table\",true]");
    expect_of_sample("local d = ... local o = {} for i, r in ipairs(d) do o[i] = r.z end return o", "[1,2,3]");
    expect_of_sample("local d = ... local o = {} for k, v in pairs(d[1]) do o[#o+1] = k end return o", "[\"z\",\"a\"]");
    expect_of_sample("local d = ... local o = {} local k = next(d[1]) while k do o[#o+1] = k k = next(d[1], k) end "
                     "return o", "[\"z\",\"a\"]");
    expect_of_sample("return (...)[1]", "{\"z\":1,\"a\":\"x\",\"null\":null}");
    expect_of_sample("(...)[1].z = 2", "read-only");
    expect_of_sample("rawset(..., 1, 2)", "table expected");
    expect_of_sample("table.insert(..., 1)", "read-only");
    expect_of_sample("return #table.move(..., 1, 3, 1, {})", "3");
}

static void person_get(host *h, void *object, str key)
{
    if (str_eqz(key, "name")) host_push_str(h, *(str *)object);
    else lua_pushnil(host_lua(h));
}

static void test_objects(void **state)
{
    (void)state;
    static const char *const keys[] = { "name", "age", NULL };
    static const host_class person = { .name = "person", .get = person_get, .keys = keys }, other = { .name = "other" };
    str name = S("Zoé");
    bench b = open_bench("local p = ... local o = {} for k, v in pairs(p) do o[#o+1] = k .. v end"
                         " return p.name .. coroutine.wrap(function() return p.name end)(), o[1], #o, p");
    assert_true(host_load(b.h, &b.src, b.src.text, false));
    host_push_object(b.h, &person, &name);
    assert_ptr_equal(host_to_object(b.h, -1, &person), &name);
    assert_null(host_to_object(b.h, -1, &other));
    assert_true(host_call(b.h, &b.src, 1, 4, false));
    lua_State *L = host_lua(b.h);
    assert_string_equal(lua_tostring(L, -4), "ZoéZoé");
    assert_string_equal(lua_tostring(L, -3), "nameZoé");
    assert_int_equal(lua_tointeger(L, -2), 1);
    value *v;
    const char *why = NULL;
    assert_false(host_to_value(b.h, -1, b.a, &v, &why));
    assert_non_null(strstr(why, "object"));
    close_bench(&b);
}

static void test_markup(void **state)
{
    (void)state;
    bench b = open_bench("local m = ... return m, tostring(m), type(m), #m");
    assert_true(host_load(b.h, &b.src, b.src.text, false));
    host_push_markup(b.h, S("<b>"));
    assert_true(host_call(b.h, &b.src, 1, 4, false));
    str s = { NULL, 0 };
    assert_true(host_to_markup(b.h, -4, &s));
    assert_true(str_eqz(s, "<b>"));
    assert_false(host_to_markup(b.h, -3, &s));
    assert_string_equal(lua_tostring(host_lua(b.h), -2), "markup");
    close_bench(&b);
}

static void test_copies(void **state)
{
    (void)state;
    expect("return { b = 1, a = { 1, 2.5, 'x', true }, c = {} }", "{\"a\":[1,2.5,\"x\",true],\"b\":1,\"c\":[]}");
    expect("return { b = 1, a = 2, c = 3, __order = { 'c', 'b' } }", "{\"c\":3,\"b\":1,\"a\":2}");
    static const char *const refused[] = { "local t = {} t.t = t return t", "return { print }", "return { 1, x = 2 }",
                                           "return { [{}] = 1 }",
                                           "local t = {} for i = 1, 70 do t = { t } end return t",
                                           "local t = {} for i = 1, 60 do t = { t, t } end return t" };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        bench b = open_bench(refused[i]);
        assert_true(run(&b, 1));
        value *v;
        const char *why = NULL;
        assert_false(host_to_value(b.h, -1, b.a, &v, &why));
        assert_true(why && *why);
        assert_int_equal(lua_gettop(host_lua(b.h)), 1);
        close_bench(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outside_world_is_closed), cmocka_unit_test(test_no_addresses),
        cmocka_unit_test(test_libraries_are_shared_and_read_only), cmocka_unit_test(test_globals_belong_to_one_script),
        cmocka_unit_test(test_random_is_the_same_in_every_call), cmocka_unit_test(test_pairs_and_next_keep_one_order),
        cmocka_unit_test(test_next_over_many_keys_is_not_quadratic),
            cmocka_unit_test(test_metatables_without_finalizers),
        cmocka_unit_test(test_sort), cmocka_unit_test(test_table_library), cmocka_unit_test(test_patterns),
            cmocka_unit_test(test_format),
        cmocka_unit_test(test_strings_and_numbers), cmocka_unit_test(test_utf8), cmocka_unit_test(test_protected_calls),
        cmocka_unit_test(test_coroutines), cmocka_unit_test(test_errors_have_a_place_and_a_hint),
        cmocka_unit_test(test_layouts_have_a_code_of_their_own), cmocka_unit_test(test_print_is_a_note),
            cmocka_unit_test(test_endless_loops),
        cmocka_unit_test(test_endless_closers), cmocka_unit_test(test_endless_comparators),
            cmocka_unit_test(test_endless_patterns),
        cmocka_unit_test(test_huge_texts), cmocka_unit_test(test_huge_tables), cmocka_unit_test(test_little_memory),
            cmocka_unit_test(test_lying_lengths),
        cmocka_unit_test(test_costly_instructions), cmocka_unit_test(test_deep_recursion),
            cmocka_unit_test(test_host_lives_on_after_a_stop),
        cmocka_unit_test(test_views_of_values), cmocka_unit_test(test_objects), cmocka_unit_test(test_markup),
            cmocka_unit_test(test_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
