/*
 * scan: finds the next special byte of a string, 16 or 8 bytes at a time: most
 * strings are ids, times and names without any. Inline, since it runs for every
 * string of an answer. The text ends in a NUL at end, and nothing after that is
 * read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_SCAN_H
#define ASH_SCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>

#define ASH_SCAN_STEP 16
#define ASH_SCAN_EXACT 1 /* the first mark is at the first special byte */

/* A bit for each byte that is a quote, a backslash, a control character or not
 * ASCII. Compared as signed bytes, the last two kinds are less than a blank. */
static inline unsigned ash_scan_special(const char *p)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(low, _mm_or_si128(quote, slash)));
}

static inline unsigned ash_scan_quotes(const char *p)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));

    return (unsigned)_mm_movemask_epi8(_mm_or_si128(quote, slash));
}

/* How many bytes come before the first one that is marked. */
static inline unsigned ash_scan_before(unsigned marks)
{
    return (unsigned)__builtin_ctz(marks);
}

typedef unsigned ash_scan_marks;

#else

#define ASH_SCAN_STEP 8
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ASH_SCAN_EXACT 1
#else
#define ASH_SCAN_EXACT 0
#endif
#define ASH_SCAN_ONES UINT64_C(0x0101010101010101)
#define ASH_SCAN_HIGH UINT64_C(0x8080808080808080)

typedef uint64_t ash_scan_marks;

/* Sets the high bit of each byte that is c. In bytes above the first such one a
 * borrow may set it as well. */
static inline uint64_t ash_scan_equal(uint64_t bytes, unsigned char c)
{
    const uint64_t zero_where_equal = bytes ^ (ASH_SCAN_ONES * c);

    return (zero_where_equal - ASH_SCAN_ONES) & ~zero_where_equal &
           ASH_SCAN_HIGH;
}

static inline uint64_t ash_scan_quotes(const char *p)
{
    uint64_t bytes;

    memcpy(&bytes, p, sizeof bytes);
    return ash_scan_equal(bytes, '"') | ash_scan_equal(bytes, '\\');
}

static inline uint64_t ash_scan_special(const char *p)
{
    uint64_t bytes;

    memcpy(&bytes, p, sizeof bytes);
    return ash_scan_quotes(p) |
           (((bytes - ASH_SCAN_ONES * 0x20) | bytes) & ASH_SCAN_HIGH);
}

static inline unsigned ash_scan_before(uint64_t marks)
{
#if ASH_SCAN_EXACT
    return (unsigned)__builtin_ctzll(marks) / 8;
#else
    (void)marks;
    return 0;
#endif
}

#endif

static inline int ash_scan_is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' &&
           c != '\\';
}

/* The first byte from p on that is a quote, a backslash, a control character or
 * not ASCII: at the latest the NUL at end. The last few bytes are looked at one
 * by one. */
static inline const char *ash_scan_plain(const char *p, const char *end)
{
    ash_scan_marks marks;

    for (; end - p >= ASH_SCAN_STEP; p += ASH_SCAN_STEP) {
        marks = ash_scan_special(p);
        if (marks != 0 && ASH_SCAN_EXACT)
            return p + ash_scan_before(marks);
        if (marks != 0)
            break;
    }
    while (ash_scan_is_plain(*p))
        p++;
    return p;
}

/* The first quote or backslash. In a checked text there always is one. */
static inline const char *ash_scan_quote(const char *p, const char *end)
{
    ash_scan_marks marks;

    for (; end - p >= ASH_SCAN_STEP; p += ASH_SCAN_STEP) {
        marks = ash_scan_quotes(p);
        if (marks != 0 && ASH_SCAN_EXACT)
            return p + ash_scan_before(marks);
        if (marks != 0)
            break;
    }
    while (*p != '"' && *p != '\\')
        p++;
    return p;
}

#endif
