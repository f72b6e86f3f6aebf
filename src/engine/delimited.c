/*
 * delimited: one table says what each byte means in a cell; most cells have no
 * byte that means anything, and are copied as they are.
 *
 * SPDX-License-Identifier: MIT
 */
#include "engine/delimited.h"

#include <string.h>

const char *const ASH_BETWEEN[] = {",", "\t"};
const char *const ASH_LINE_END[] = {"\r\n", "\n"};

enum {
    QUOTED = 1,  /* a CSV cell with it is quoted */
    ESCAPED = 2, /* TSV writes it as two bytes */
    BLANK = 4,
    BREAK = 8,    /* spreadsheets may run a cell that begins with it, too */
    FORMULA = 16, /* spreadsheets run a cell that begins with it */
    FIGURE = 32   /* telephone numbers, dates, amounts have only these */
};

/* clang-format off */
static const unsigned char CLASS[256] = {
    [0]    = BLANK, /* spreadsheets skip it */
    ['\t'] = ESCAPED | BLANK | BREAK | FIGURE,
    ['\n'] = QUOTED | ESCAPED | BLANK | BREAK | FIGURE,
    ['\r'] = QUOTED | ESCAPED | BLANK | BREAK | FIGURE,
    ['\v'] = BLANK | FIGURE, ['\f'] = BLANK | FIGURE, [' '] = BLANK | FIGURE,
    ['"']  = QUOTED, [','] = QUOTED | FIGURE, ['\\'] = ESCAPED,
    ['=']  = FORMULA, ['@'] = FORMULA,
    ['+']  = FORMULA | FIGURE, ['-'] = FORMULA | FIGURE,
    ['(']  = FIGURE, [')'] = FIGURE, ['.'] = FIGURE, ['/'] = FIGURE,
    ['0']  = FIGURE, ['1'] = FIGURE, ['2'] = FIGURE, ['3'] = FIGURE,
    ['4']  = FIGURE, ['5'] = FIGURE, ['6'] = FIGURE, ['7'] = FIGURE,
    ['8']  = FIGURE, ['9'] = FIGURE,
};
/* clang-format on */

static unsigned class_of(char byte)
{
    return CLASS[(unsigned char)byte];
}

/* The first byte of that class, or the end. */
static const char *find(const char *at, const char *end, unsigned wanted)
{
    while (at < end && (class_of(*at) & wanted) == 0)
        at++;
    return at;
}

static const char *skip(const char *at, const char *end, unsigned class)
{
    while (at < end && (class_of(*at) & class) != 0)
        at++;
    return at;
}

/* Whether a spreadsheet would run the cell, even after blanks. */
static int is_formula(struct ash_slice text)
{
    const char *const first = skip(text.start, text.end, BLANK);

    if ((class_of(*text.start) & BREAK) == 0 &&
        (first == text.end || (class_of(*first) & FORMULA) == 0))
        return 0;
    return skip(text.start, text.end, FIGURE) < text.end;
}

static enum ash_status append(struct ash_buf *out, const char *start,
                              const char *end)
{
    return ash_buf_append(out, start, (size_t)(end - start));
}

/* Appends the text with each quote doubled. */
static enum ash_status append_doubled(struct ash_buf *out,
                                      struct ash_slice text)
{
    enum ash_status status = ASH_OK;

    while (status == ASH_OK && text.start < text.end) {
        const char *const quote = memchr(text.start, '"',
                                         (size_t)(text.end - text.start));

        if (quote == NULL)
            return append(out, text.start, text.end);
        status = append(out, text.start, quote + 1);
        if (status == ASH_OK)
            status = append(out, quote, quote + 1);
        text.start = quote + 1;
    }
    return status;
}

static enum ash_status append_csv(struct ash_buf *out, struct ash_slice text,
                                  int is_words)
{
    const int is_guarded = is_words && is_formula(text);
    const int is_quoted = find(text.start, text.end, QUOTED) < text.end ||
                          (!is_guarded &&
                           (class_of(*text.start) & BLANK) != 0) ||
                          (class_of(text.end[-1]) & BLANK) != 0;
    enum ash_status status = ASH_OK;

    if (is_quoted)
        status = ash_buf_append(out, "\"", 1);
    if (status == ASH_OK && is_guarded)
        status = ash_buf_append(out, "'", 1);
    if (status == ASH_OK)
        status = is_quoted ? append_doubled(out, text)
                           : append(out, text.start, text.end);
    if (status == ASH_OK && is_quoted)
        status = ash_buf_append(out, "\"", 1);
    return status;
}

static const char *escape_of(char c)
{
    switch (c) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    default:
        return "\\\\";
    }
}

static enum ash_status append_tsv(struct ash_buf *out, struct ash_slice text)
{
    enum ash_status status = ASH_OK;

    while (status == ASH_OK) {
        const char *const at = find(text.start, text.end, ESCAPED);

        status = append(out, text.start, at);
        if (status != ASH_OK || at == text.end)
            break;
        status = ash_buf_append(out, escape_of(*at), 2);
        text.start = at + 1;
    }
    return status;
}

enum ash_status ash_delimited_cell(struct ash_buf *out, enum ash_form form,
                                   struct ash_slice text, int is_words)
{
    if (text.start == text.end)
        return ASH_OK;
    if (form == ASH_CSV)
        return append_csv(out, text, is_words);
    return append_tsv(out, text);
}
