#include "model/classes.h"
#include <stdint.h>
#include <stdlib.h>

enum { SAMPLE = 2000 };

static int rising(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* Sum of squares around the mean of v[i..j], from sums of values and of squares before each. */
static double spread(const double *sum, const double *squares, size_t i, size_t j)
{
    double n = (double)(j - i + 1), s = sum[j + 1] - sum[i];
    return squares[j + 1] - squares[i] - s * s / n;
}

/* Fisher: best[k][j] is the least spread of v[0..j] in k + 1 classes, from[k][j] where the last of these begins. */
static void jenks(arena *a, const double *v, size_t n, size_t classes, double *bounds)
{
    double *sum = ARENA_ARRAY(a, double, n + 1), *squares = ARENA_ARRAY(a, double, n + 1);
    double *best = ARENA_ARRAY(a, double, n * classes);
    uint32_t *from = ARENA_ARRAY(a, uint32_t, n * classes);
    double middle = v[n / 2];                      /* keeps the squares small */
    for (size_t i = 0; i < n; i++) {
        double x = v[i] - middle;
        sum[i + 1] = sum[i] + x;
        squares[i + 1] = squares[i] + x * x;
    }
    for (size_t j = 0; j < n; j++) best[j] = spread(sum, squares, 0, j);
    for (size_t k = 1; k < classes; k++)
        for (size_t j = k; j < n; j++) {
            best[k * n + j] = -1;
            for (size_t i = k; i <= j; i++) {
                double s = best[(k - 1) * n + i - 1] + spread(sum, squares, i, j);
                if (best[k * n + j] >= 0 && s >= best[k * n + j]) continue;
                best[k * n + j] = s;
                from[k * n + j] = (uint32_t)i;
            }
        }
    for (size_t k = classes - 1, j = n - 1; k > 0; k--) {
        bounds[k - 1] = v[from[k * n + j]];
        j = from[k * n + j] - 1;
    }
}

static size_t distinct(const double *v, size_t n)
{
    size_t d = n > 0;
    for (size_t i = 1; i < n; i++) d += v[i] != v[i - 1];
    return d;
}

/* The value at that rank, or the next one above the bound before: equal numbers stay in one class. */
static double quantile(const double *v, size_t count, size_t rank, double before)
{
    while (rank + 1 < count && v[rank] <= before) rank++;
    return v[rank];
}

size_t classes_cut(arena *a, double *v, size_t count, size_t n, class_method how, double *bounds)
{
    if (count) qsort(v, count, sizeof *v, rising);
    size_t d = distinct(v, count);
    if (n > d) n = d;
    if (n < 2) return 0;
    if (how == CLASSES_JENKS) {
        size_t k = count > SAMPLE ? SAMPLE : count;
        double *some = ARENA_ARRAY(a, double, k);
        for (size_t i = 0; i < k; i++) some[i] = v[i * (count - 1) / (k - 1)];
        jenks(a, some, k, n, bounds);
    } else {
        double step = (v[count - 1] - v[0]) / (double)n;
        for (size_t i = 1; i < n; i++)
            bounds[i - 1] = how == CLASSES_EQUAL ? v[0] + step * (double)i
                                                 : quantile(v, count, i * count / n, i > 1 ? bounds[i - 2] : v[0]);
    }
    size_t kept = 0;
    for (size_t i = 0; i < n - 1; i++)
        if (bounds[i] > (kept ? bounds[kept - 1] : v[0])) bounds[kept++] = bounds[i];
    return kept;
}

size_t classes_of(const double *bounds, size_t nbounds, double v)
{
    size_t k = 0;
    while (k < nbounds && v >= bounds[k]) k++;
    return k;
}
