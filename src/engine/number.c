/*
 * number: scans and reads JSON numbers. Whole numbers of up to 15 digits are
 * exact as doubles, and so are the powers of ten up to 22: one multiplication
 * or division of two such numbers rounds once, which gives the nearest double.
 * All others go to strtod, with the decimal point of the current locale.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/number.h"

#include "engine/ascii.h"

#include <assert.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_DIGITS 15
#define EXACT_POWER 22

/* Returns whether there is at least one. */
static int skip_digits(const char **at)
{
    if (!ash_ascii_is_digit(**at))
        return 0;
    while (ash_ascii_is_digit(**at))
        (*at)++;
    return 1;
}

/* Moves to the end of the number, or to the byte at which it breaks the syntax,
 * and then returns 0. */
static int skip_number(const char **at)
{
    if (**at == '-')
        (*at)++;
    if (**at == '0') /* no digit may follow a leading zero */
        (*at)++;
    else if (!skip_digits(at))
        return 0;
    if (**at == '.') {
        (*at)++;
        if (!skip_digits(at))
            return 0;
    }
    if (**at == 'e' || **at == 'E') {
        (*at)++;
        if (**at == '-' || **at == '+')
            (*at)++;
        return skip_digits(at);
    }
    return 1;
}

const char *ash_number_end(const char *text)
{
    return skip_number(&text) ? text : NULL;
}

const char *ash_number_fault(const char *text)
{
    skip_number(&text);
    return text;
}

/* Returns whether the number is of digits only and fits a signed 64-bit
 * integer. The limit is checked before a digit is added, so that nothing
 * overflows; negative numbers reach one further. */
static int read_integer(const char *p, const char *end, int64_t *integer)
{
    const int negative = *p == '-';
    const uint64_t limit = (uint64_t)INT64_MAX + (uint64_t)negative;
    uint64_t value = 0;

    for (p += negative; p < end; p++) {
        const uint64_t digit = (uint64_t)(*p - '0');

        if (!ash_ascii_is_digit(*p) || value > (limit - digit) / 10)
            return 0;
        value = value * 10 + digit;
    }
    if (!negative)
        *integer = (int64_t)value;
    else
        *integer = value == limit ? INT64_MIN : -(int64_t)value;
    return 1;
}

/* The number is digits times ten to the power. */
struct decimal {
    double digits; /* all digits as one whole number, without the point */
    int count;     /* of them, without leading zeros */
    int power;
};

/* The exponent after e or E. Reading stops once it is beyond any double's, so
 * that it cannot overflow. */
static int read_exponent(const char *p, const char *end)
{
    const int negative = *p == '-';
    int value = 0;

    if (*p == '-' || *p == '+')
        p++;
    for (; p < end && value < 10000; p++)
        value = value * 10 + (*p - '0');
    return negative ? -value : value;
}

/* Digits beyond the exact ones are only counted: such a number goes to strtod
 * anyway. */
static struct decimal split(const char *p, const char *end)
{
    struct decimal d = {0.0, 0, 0};
    int fraction = 0;

    for (; p < end && *p != 'e' && *p != 'E'; p++) {
        if (*p == '.') {
            fraction = 1;
            continue;
        }
        if (d.count > 0 || *p != '0')
            d.count++;
        if (d.count <= EXACT_DIGITS)
            d.digits = d.digits * 10 + (*p - '0');
        d.power -= fraction;
    }
    if (p < end)
        d.power += read_exponent(p + 1, end);
    return d;
}

/* strtod expects the decimal point of the locale, so a copy gets that one. It
 * stops at the end by itself: no byte that may follow a number in JSON can be
 * part of one. */
static double read_library(const char *text, const char *end)
{
    const char *const point = localeconv()->decimal_point;
    const size_t width = strlen(point);
    char copy[ASH_NUMBER_MAX_TEXT + 16];
    size_t n = 0;
    const char *p;

    if (*point == '.')
        return strtod(text, NULL);
    assert(width < sizeof copy - ASH_NUMBER_MAX_TEXT);
    for (p = text; p < end; p++) {
        memcpy(copy + n, *p == '.' ? point : p, *p == '.' ? width : 1);
        n += *p == '.' ? width : 1;
    }
    copy[n] = '\0';
    return strtod(copy, NULL);
}

static double read_real(const char *text, const char *end)
{
    static const double POWERS[EXACT_POWER + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int negative = *text == '-';
    const struct decimal d = split(text + negative, end);
    double value;

    if (d.count > EXACT_DIGITS || d.power > EXACT_POWER ||
        d.power < -EXACT_POWER)
        return read_library(text, end);
    value = d.power < 0 ? d.digits / POWERS[-d.power]
                        : d.digits * POWERS[d.power];
    return negative ? -value : value;
}

enum ash_status ash_number_read(const char *text, const char *end,
                                struct ash_number *number)
{
    number->is_integer = read_integer(text, end, &number->integer);
    if (number->is_integer)
        return ASH_OK;
    if (end - text > ASH_NUMBER_MAX_TEXT)
        return ASH_JSON_RANGE;
    number->real = read_real(text, end);
    return isinf(number->real) ? ASH_JSON_RANGE : ASH_OK;
}
