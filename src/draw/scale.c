#include "draw/scale.h"
#include "base/buf.h"
#include "base/unicode.h"
#include <math.h>

static double power(int exponent)
{
    double p = 1;
    for (int i = 0; i < exponent; i++) p *= 10;
    for (int i = 0; i > exponent; i--) p *= 10;
    return exponent < 0 ? 1 / p : p;
}

static double step(const scale *s) { return s->mantissa * power(s->exponent); }
double scale_value(const scale *s, long long tick) { return (double)tick * step(s); }

/* From 1 to 2 to 5 to 10, and back. */
static void widen(scale *s)
{
    s->mantissa = s->mantissa == 1 ? 2 : s->mantissa == 2 ? 5 : 10;
    if (s->mantissa == 10) { s->mantissa = 1; s->exponent++; }
}

static void fit(scale *s, double low, double high)
{
    s->first = (long long)floor(low / step(s));
    s->last = (long long)ceil(high / step(s));
}

scale scale_of(double low, double high, int most, const chart_spec *spec)
{
    scale s = { 0, 1, 1, 0 };
    const double far = 1e15;                       /* ticks stay whole numbers */
    if (!(low <= high) || low < -far || high > far) return s;
    s.exponent = -spec->decimals;
    while (high - low > step(&s) * most && s.exponent < 15) widen(&s);
    fit(&s, low, high);
    if (s.last - s.first > most) {
        widen(&s);
        fit(&s, low, high);
    }
    if (s.last == s.first) s.last++;
    return s;
}

mpt scale_place(const scale *s, double v, mpt length)
{
    double span = scale_value(s, s->last) - scale_value(s, s->first);
    return (mpt)lround(fmin(1, fmax(0, (v - scale_value(s, s->first)) / span)) * length);
}

static void grouped(buf *out, long long n, str mark)
{
    char digits[24];
    int count = 0;
    do { digits[count++] = (char)('0' + n % 10); n /= 10; } while (n);
    while (count--) {
        buf_char(out, digits[count]);
        if (count && count % 3 == 0) buf_str(out, mark);
    }
}

str scale_text(const scale *s, arena *a, long long tick, const chart_spec *spec)
{
    buf out = { 0 };
    long long n = tick * s->mantissa, unit = 1;
    for (int i = 0; i < s->exponent; i++) n *= 10;
    for (int i = 0; i > s->exponent; i--) unit *= 10;
    if (n < 0 && spec->rtl) BUF_LIT(&out, "\xE2\x80\x8E");           /* the sign stays on the left of its digits */
    if (n < 0) { BUF_LIT(&out, "\xE2\x88\x92"); n = -n; }
    grouped(&out, n / unit, spec->group_mark);
    if (n % unit) {
        str mark = spec->decimal_mark.n ? spec->decimal_mark : S(".");
        buf_str(&out, mark);
        for (long long rest = n % unit; rest; rest = rest * 10 % unit) buf_char(&out, (char)('0' + rest * 10 / unit));
    }
    return unicode_digits(a, buf_take(&out, a), spec->zero);
}
