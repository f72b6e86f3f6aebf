/*
 * compact: JSON without the blanks between its tokens.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ASH_COMPACT_H
#define ASH_COMPACT_H

#include "engine/buf.h"
#include "engine/text.h"

/* Appends a value that has passed ash_json_index. */
enum ash_status ash_compact(struct ash_buf *out, struct ash_slice json);

#endif
