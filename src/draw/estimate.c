#include "draw/estimate.h"
#include "base/utf8.h"

mpt estimate_width(str s, mpt size)
{
    long long units = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (c < 128 && strchr("ijl.,:;'|!()ftr I", (int)c)) units += 330;
        else if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%') units += 880;
        else if (c >= 'A' && c <= 'Z') units += 700;
        else if (c >= 0x2E80 && c < 0xFB00) units += 1000;         /* of East Asia */
        else units += 570;
    }
    return (mpt)(units * size / 1000);
}
