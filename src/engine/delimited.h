/*
 * delimited: writes a cell of a table as text: CSV by RFC 4180, or TSV as
 * miller reads it. Nothing here allocates but the buffer that is written to.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_DELIMITED_H
#define ASH_DELIMITED_H

#include "engine/buf.h"
#include "engine/text.h"

enum ash_form { ASH_CSV, ASH_TSV };

/* What comes between two cells, and at the end of a line. */
extern const char *const ASH_BETWEEN[];
extern const char *const ASH_LINE_END[];

/*
 * Appends a cell. is_words: it is text from the record, not a number, boolean
 * or JSON. In CSV such a cell begins with a ' where a spreadsheet would run it
 * as a formula.
 */
enum ash_status ash_delimited_cell(struct ash_buf *out, enum ash_form form,
                                   struct ash_slice text, int is_words);

#endif
